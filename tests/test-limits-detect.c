/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far the detector looks into what strangers write, on both sides of each
 * limit. Numbers are those of the files that are named.
 */
#include "detect/enclosed.h"
#include "detect/mark-text.h"
#include "detect/own-words.h"
#include "detect/reading.h"
#include "tertius-limits.h"

#include <string.h>

static TertiusPhrases *phrases;

/* @text as a letter from Bob to @recipients (TertiusPerson), or to Dana alone;
 * it is taken. */
static TertiusMessage *
new_letter(const char *subject, char *text)
{
	TertiusMessage *message = tertius_message_new();

	message->from = tertius_person_new("Robert Li", "rli@example.org",
	                                   TERTIUS_PLACE_FROM);
	message->subject = g_strdup(subject);
	message->text = text;
	return message;
}

static void
add_recipient(TertiusMessage *message, const char *name, const char *address)
{
	g_ptr_array_add(message->recipients,
	                tertius_person_new(name, address, TERTIUS_PLACE_TO));
}

/* The zone of the line @i of @text. */
static TertiusZone
zone_of(const char *text, guint i)
{
	g_autoptr(GArray) lines = tertius_own_words_zones(text);

	return g_array_index(lines, TertiusLine, i).zone;
}

/* --- Lines (own-words.c, mark-text.h, enclosed.c) ---------------------------- */

static void
check_greeting(gsize n, gboolean is_within)
{
	g_autofree char *name = g_strnfill(n - strlen("Hi D,"), 'a');
	g_autofree char *text =
		g_strdup_printf("Hi D%s,\n\nthe figures are in.\n", name);

	ck_assert_int_eq(zone_of(text, 0) == TERTIUS_ZONE_GREETING, is_within);
}

START_TEST(a_line_that_only_greets_is_so_long)
{
	on_both_sides(60, check_greeting);
}
END_TEST

static void
check_closing(gsize n, gboolean is_within)
{
	g_autofree char *blanks = g_strnfill(n - strlen("Best regards,"), ' ');
	g_autofree char *text = g_strdup_printf(
		"The figures are in.\n\nBest regards,%s\n", blanks);

	ck_assert_int_eq(zone_of(text, 2) == TERTIUS_ZONE_CLOSING, is_within);
}

START_TEST(a_line_that_closes_is_so_long)
{
	on_both_sides(45, check_closing);
}
END_TEST

static void
check_attribution(gsize n, gboolean is_within)
{
	static const char begin[] = "On Mon, 1 Jun 2026 at 10:00, ",
			  end[] = " wrote:";
	g_autofree char *name =
		g_strnfill(n - strlen(begin) - strlen(end), 'x');
	g_autofree char *text =
		g_strdup_printf("Yes.\n\n%s%s%s\n> no\n", begin, name, end);

	ck_assert_int_eq(zone_of(text, 2) == TERTIUS_ZONE_QUOTE, is_within);
}

START_TEST(a_line_that_says_who_wrote_is_so_long)
{
	on_both_sides(TERTIUS_MARK_LOOK_MAX, check_attribution);
}
END_TEST

/* What is said in the last of @n quoted lines. */
static void
check_enclosed(gsize n, gboolean is_within)
{
	g_autofree char *before = dup_many("> x\n", n - 1);
	g_autofree char *text = g_strconcat(before, "> ask tomas\n", NULL);
	g_autoptr(GArray) lines = tertius_own_words_zones(text);
	TertiusEnclosed enclosed = { 0 };

	tertius_enclosed_read(lines, &enclosed);
	ck_assert_int_eq(tertius_enclosed_names(&enclosed, "tomas"), is_within);
	tertius_enclosed_clear(&enclosed);
}

START_TEST(so_many_quoted_lines_are_looked_at)
{
	on_both_sides(TERTIUS_ENCLOSED_LINES_MAX, check_enclosed);
}
END_TEST

static void
check_enclosed_line(gsize n, gboolean is_within)
{
	g_autofree char *fill = g_strnfill(n - strlen("> x tomas"), 'x');
	g_autofree char *text = g_strdup_printf("> x%s tomas\n", fill);
	g_autoptr(GArray) lines = tertius_own_words_zones(text);
	TertiusEnclosed enclosed = { 0 };

	tertius_enclosed_read(lines, &enclosed);
	ck_assert_int_eq(tertius_enclosed_names(&enclosed, "tomas"), is_within);
	tertius_enclosed_clear(&enclosed);
}

START_TEST(so_much_of_a_quoted_line_is_looked_at)
{
	on_both_sides(160, check_enclosed_line);
}
END_TEST

/* --- Words (tokens.c) --------------------------------------------------------- */

static void
check_word(gsize n, gboolean is_within)
{
	g_autofree char *word = g_strnfill(n, 'x');
	g_autoptr(TertiusTokens) tokens = tertius_tokens_new();

	tertius_tokens_add(tokens, word, 0);
	ck_assert_uint_eq(tokens->n, is_within ? 1 : 2);
}

START_TEST(letters_without_end_are_cut_into_words)
{
	on_both_sides(200, check_word);
}
END_TEST

static void
check_run(gsize n, gboolean is_within)
{
	g_autofree char *local = g_strnfill(n - strlen("@x.yz"), 'x');
	g_autofree char *text = g_strconcat(local, "@x.yz", NULL);
	g_autoptr(TertiusTokens) tokens = tertius_tokens_new();

	tertius_tokens_add(tokens, text, 0);
	ck_assert((tertius_tokens_at(tokens, 0)->flags & TERTIUS_TOKEN_EMAIL) !=
	          0);
	ck_assert_uint_eq(tokens->n, is_within ? 1 : 2);
}

START_TEST(an_address_in_the_text_is_so_long)
{
	on_both_sides(500, check_run);
}
END_TEST

/* --- Letters (reading.c, features.c, names.h, header-names.c) ------------------ */

static void
check_prefixes(gsize n, gboolean is_within)
{
	g_autofree char *prefixes = dup_many("Re: ", n);
	g_autofree char *subject = g_strconcat(prefixes, "Lunch", NULL);
	g_autoptr(TertiusMessage) message =
		new_letter(subject, g_strdup("Yes.\n"));
	g_autoptr(TertiusReading) reading =
		tertius_reading_new(phrases, message);

	ck_assert_int_eq(strstr(reading->subject, "Re:") == NULL, is_within);
}

START_TEST(so_many_answers_are_taken_off_a_subject)
{
	on_both_sides(10, check_prefixes);
}
END_TEST

static void
check_mentions(gsize n, gboolean is_within)
{
	char *text = dup_many("I saw Dana Okafor.\n", n);
	g_autoptr(TertiusMessage) message = new_letter("x", text);
	g_autoptr(TertiusReading) reading =
		tertius_reading_new(phrases, message);

	ck_assert_uint_eq(reading->mentions->len,
	                  is_within ? n : TERTIUS_MENTIONS_MAX);
}

START_TEST(so_many_names_are_found)
{
	on_both_sides(TERTIUS_MENTIONS_MAX, check_mentions);
}
END_TEST

static void
check_windows(gsize n, gboolean is_within)
{
	char *text = dup_many("I would like to introduce you to Dana.\n\n", n);
	g_autoptr(TertiusMessage) message = new_letter("x", text);
	g_autoptr(TertiusReading) reading =
		tertius_reading_new(phrases, message);

	ck_assert_uint_eq(reading->windows->len,
	                  is_within ? n : TERTIUS_WINDOWS_MAX);
}

START_TEST(so_many_sentences_are_weighed)
{
	on_both_sides(TERTIUS_WINDOWS_MAX, check_windows);
}
END_TEST

static gboolean
is_linked(const TertiusReading *reading, const char *address)
{
	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusPerson *linked =
			g_array_index(reading->mentions, TertiusMention, i)
				.linked;

		if (linked != NULL && strcmp(linked->address, address) == 0)
			return TRUE;
	}
	return FALSE;
}

/* The last of @n recipients is named, and the writer. */
static void
check_header(gsize n, gboolean is_within)
{
	g_autoptr(TertiusMessage) message = new_letter(
		"x", g_strdup("I saw Dana Okafor and Robert Li there.\n"));
	g_autoptr(TertiusReading) reading = NULL;

	for (gsize i = 1; i < n; i++)
		add_recipient(message, NULL, "list@example.net");
	add_recipient(message, "Dana Okafor", "dana@example.org");
	reading = tertius_reading_new(phrases, message);
	ck_assert_int_eq(is_linked(reading, "dana@example.org"), is_within);
	ck_assert(is_linked(reading, "rli@example.org"));
}

START_TEST(names_are_compared_with_so_many_recipients_and_the_writer)
{
	on_both_sides(60, check_header);
}
END_TEST

TERTIUS_TEST_SUITE("limits-detect", a_line_that_only_greets_is_so_long,
                   a_line_that_closes_is_so_long,
                   a_line_that_says_who_wrote_is_so_long,
                   so_many_quoted_lines_are_looked_at,
                   so_much_of_a_quoted_line_is_looked_at,
                   letters_without_end_are_cut_into_words,
                   an_address_in_the_text_is_so_long,
                   so_many_answers_are_taken_off_a_subject,
                   so_many_names_are_found, so_many_sentences_are_weighed,
                   names_are_compared_with_so_many_recipients_and_the_writer)

int
main(void)
{
	int status;

	phrases = tertius_phrases_new(NULL, NULL);
	status = run_tests();
	tertius_phrases_free(phrases);
	return status;
}
