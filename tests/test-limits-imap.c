/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a server may make long in its answers, on both sides of each limit.
 */
#include "mail/imap-message.h"
#include "mail/source.h"
#include "tertius-limits.h"

#include <string.h>

/* All of the bytes at once. */
static gssize
feed(gpointer data, const char **bytes, GError **error)
{
	GString *wire = data;
	gsize length = wire->len;

	(void) error;
	*bytes = wire->str;
	wire->len = 0;
	return (gssize) length;
}

typedef struct {
	GString *wire;
	TertiusImapReader *reader;
	const TertiusImapResponse *response; /* NULL: refused */
} Answer;

/* The first answer in @wire, which is taken. */
static Answer
read_answer(GString *wire)
{
	Answer answer = { .wire = wire,
		          .reader = tertius_imap_reader_new(feed, wire) };

	answer.response = tertius_imap_reader_next(answer.reader, NULL);
	return answer;
}

static void
clear_answer(Answer *answer)
{
	tertius_imap_reader_free(answer->reader);
	g_string_free(answer->wire, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Answer, clear_answer)

/* The parts that the structure @text tells of. */
static GPtrArray *
read_structure(const char *text)
{
	GString *wire = g_string_new("* ");
	g_auto(Answer) answer = { 0 };
	GPtrArray *parts;

	g_string_append_printf(wire, "%s\r\n", text);
	answer = read_answer(wire);
	ck_assert_ptr_nonnull(answer.response);
	parts = tertius_imap_structure_read(answer.response, 0);
	ck_assert_ptr_nonnull(parts);
	return parts;
}

/* What is fetched of a message of such a structure. */
static char *
dup_wants(const char *structure)
{
	g_autoptr(TertiusImapMessage) message = tertius_imap_message_new(7);

	message->parts = read_structure(structure);
	return tertius_imap_message_dup_wants(message);
}

/* --- Answers --------------------------------------------------------------- */

static void
append_literal(GString *wire, gsize length)
{
	g_autofree char *bytes = g_strnfill(length, 'x');

	g_string_append_printf(wire, " {%zu}\r\n%s", length, bytes);
}

/* Literals of the largest size that is kept, and one that fills the rest. */
static void
check_response(gsize n, gboolean is_within)
{
	GString *wire = g_string_new("* A");
	g_auto(Answer) answer = { 0 };
	gsize length = strlen("* A");

	for (; length + 1 + TERTIUS_IMAP_KEPT_MAX < n;
	     length += 1 + TERTIUS_IMAP_KEPT_MAX)
		append_literal(wire, TERTIUS_IMAP_KEPT_MAX);
	append_literal(wire, n - length - 1);
	g_string_append(wire, "\r\n");
	answer = read_answer(wire);
	ck_assert_int_eq(answer.response != NULL, is_within);
}

START_TEST(all_of_an_answer_is_so_long)
{
	on_both_sides(TERTIUS_IMAP_RESPONSE_MAX, check_response);
}
END_TEST

static void
check_words(gsize n, gboolean is_within)
{
	GString *wire = g_string_new("* NO ");
	g_auto(Answer) answer = { 0 };
	g_autofree char *many = g_strnfill(n - strlen("NO "), 'x');
	g_autofree char *words = NULL;

	g_string_append_printf(wire, "%s\r\n", many);
	answer = read_answer(wire);
	words = tertius_imap_response_dup_words(answer.response);
	ck_assert_uint_le(strlen(words), TERTIUS_IMAP_WORDS_MAX);
	ck_assert_int_eq(g_str_has_suffix(words, many), is_within);
}

START_TEST(so_much_of_what_a_server_says_is_shown)
{
	on_both_sides(TERTIUS_IMAP_WORDS_MAX, check_words);
}
END_TEST

/* --- The structure of a message ---------------------------------------------- */

#define PLAIN "(\"text\" \"plain\" NIL NIL NIL \"7bit\" 500 9)"

static void
check_wanted(gsize n, gboolean is_within)
{
	g_autofree char *parts = dup_many(PLAIN, n);
	g_autofree char *structure = g_strdup_printf("(%s \"mixed\")", parts);
	g_autofree char *wants = dup_wants(structure);
	g_autofree char *last = g_strdup_printf(" BODY.PEEK[%zu]<0.%zu>", n,
	                                        TERTIUS_IMAP_TEXT_MAX);
	g_autofree char *before = g_strdup_printf(" BODY.PEEK[%zu]<0.%zu>",
	                                          n - 1, TERTIUS_IMAP_TEXT_MAX);

	ck_assert(g_str_has_suffix(wants, is_within ? last : before));
}

START_TEST(so_many_texts_are_fetched)
{
	on_both_sides(TERTIUS_IMAP_WANTED_MAX, check_wanted);
}
END_TEST

/* The last size that may be a blank is one below the limit. */
static void
check_blank(gsize n, gboolean is_within)
{
	g_autofree char *structure = g_strdup_printf(
		"((\"text\" \"plain\" NIL NIL NIL \"7bit\" %zu 2)"
		"(\"text\" \"html\" NIL NIL NIL \"7bit\" 900 9) "
		"\"alternative\")",
		n);
	g_autofree char *wants = dup_wants(structure);

	ck_assert_int_eq(strstr(wants, "PEEK[2]") != NULL, is_within);
}

START_TEST(so_short_a_text_may_be_a_blank)
{
	on_both_sides(TERTIUS_IMAP_BLANK_MAX - 1, check_blank);
}
END_TEST

static void
check_calendar(gsize n, gboolean is_within)
{
	g_autofree char *structure = g_strdup_printf(
		"(\"text\" \"calendar\" NIL NIL NIL \"7bit\" %zu 2)", n);
	g_autofree char *wants = dup_wants(structure);

	ck_assert_int_eq(*wants != '\0', is_within);
}

START_TEST(so_big_a_calendar_is_fetched)
{
	on_both_sides(TERTIUS_IMAP_CALENDAR_MAX, check_calendar);
}
END_TEST

static void
check_value(gsize n, gboolean is_within)
{
	g_autofree char *name = g_strnfill(n, 'x');
	g_autofree char *structure = g_strdup_printf(
		"(\"application\" \"pdf\" (\"name\" \"%s\") NIL NIL \"7bit\" 9)",
		name);
	g_autofree char *whole = g_strdup_printf("; name=\"%s\"", name);
	g_autoptr(GPtrArray) parts = read_structure(structure);
	const TertiusImapPart *part = g_ptr_array_index(parts, 0);

	ck_assert_int_eq(strstr(part->header, whole) != NULL, is_within);
	ck_assert_ptr_nonnull(strstr(part->header, "; name=\"xxx"));
}

START_TEST(so_much_of_a_parameter_is_passed_on)
{
	on_both_sides(TERTIUS_IMAP_VALUE_MAX, check_value);
}
END_TEST

/* --- Names of folders --------------------------------------------------------- */

static void
check_name(gsize n, gboolean is_within)
{
	g_autofree char *top = g_strnfill(n - strlen("/Sent"), 'x');
	g_autofree char *name = g_strconcat(top, "/Sent", NULL);

	ck_assert_int_eq(tertius_source_folder_use(name) == TERTIUS_FOLDER_SENT,
	                 is_within);
}

START_TEST(so_long_a_name_of_a_folder_tells_something)
{
	on_both_sides(TERTIUS_SOURCE_NAME_MAX, check_name);
}
END_TEST

/* "AGEAYQBh" is "aaa". */
static void
check_encoded(gsize n, gboolean is_within)
{
	g_autofree char *letters = dup_many("AGEAYQBh", (n + 7) / 8);
	g_autofree char *name = g_strdup_printf("&%s-", letters);
	g_autofree char *readable = tertius_source_dup_readable(name);

	ck_assert_int_eq(*readable == 'a', is_within);
}

START_TEST(so_many_encoded_letters_are_read)
{
	on_both_sides(TERTIUS_SOURCE_NAME_MAX, check_encoded);
}
END_TEST

TERTIUS_TEST_MAIN("limits-imap", all_of_an_answer_is_so_long,
                  so_much_of_what_a_server_says_is_shown,
                  so_many_texts_are_fetched, so_short_a_text_may_be_a_blank,
                  so_big_a_calendar_is_fetched,
                  so_much_of_a_parameter_is_passed_on,
                  so_long_a_name_of_a_folder_tells_something,
                  so_many_encoded_letters_are_read)
