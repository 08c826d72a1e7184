/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drafts as messages and links, read back by two other parsers: GMime and
 * Python's.
 */
#include "write/rfc5322.h"

#include "base/error.h"
#include "model/message.h"
#include "tertius-test.h"

#include <gmime/gmime.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeParser, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMessage, g_object_unref)

static TertiusDraft *
make_draft(const char *name, const char *address, const char *subject,
           const char *body)
{
	TertiusDraft *draft = tertius_draft_new();
	TertiusPerson *to =
		tertius_person_new("x", "x@example.org", TERTIUS_PLACE_TO);

	draft->from = tertius_person_new("Alex Moreau", "alex@example.org",
	                                 TERTIUS_PLACE_FROM);
	g_free(to->name);
	g_free(to->address);
	to->name = g_strdup(name);
	to->address = g_strdup(address);
	g_ptr_array_add(draft->to, to);
	draft->subject = g_strdup(subject);
	draft->body = g_strdup(body);
	return draft;
}

static char *
format(const TertiusDraft *draft)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_offset(-12600);
	g_autoptr(GDateTime) date = g_date_time_new(zone, 2026, 5, 3, 9, 5, 7);
	g_autoptr(GError) error = NULL;
	char *text = tertius_rfc5322_format(draft, date, "\r\n", &error);

	ck_assert_msg(text != NULL, "%s", error ? error->message : "");
	return text;
}

/* Every line ends in CRLF and has at most 998 bytes, headers 78. */
static void
check_lines(const char *text)
{
	gboolean is_header = TRUE;

	for (const char *line = text; *line != '\0';) {
		const char *end = strstr(line, "\r\n");

		ck_assert_ptr_nonnull(end);
		ck_assert_ptr_null(memchr(line, '\n', (gsize) (end - line)));
		ck_assert_ptr_null(memchr(line, '\r', (gsize) (end - line)));
		ck_assert_uint_le((gsize) (end - line), 998);
		is_header = is_header && end > line;
		line = end + 2;
	}
}

static GMimeMessage *
parse(const char *text)
{
	g_autoptr(GMimeStream) stream =
		g_mime_stream_mem_new_with_buffer(text, strlen(text));
	g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

	ck_assert_ptr_nonnull(message);
	return message;
}

/* What Python understood, or NULL when there is no Python. */
static char *
ask_python(const char *text)
{
	g_autofree char *script = g_build_filename(
		TERTIUS_SOURCE_DIR, "tests/data/parse-message.py", NULL);
	/* The system's own: a wrapper of the same name may take seconds. */
	g_autofree char *python = g_find_program_in_path("/usr/bin/python3");
	g_autoptr(GSubprocess) process = NULL;
	g_autoptr(GError) error = NULL;
	char *out = NULL;
	char *problem = NULL;

	if (python == NULL)
		return NULL;
	process = g_subprocess_new(G_SUBPROCESS_FLAGS_STDIN_PIPE |
	                                   G_SUBPROCESS_FLAGS_STDOUT_PIPE |
	                                   G_SUBPROCESS_FLAGS_STDERR_PIPE,
	                           &error, python, script, NULL);
	ck_assert_ptr_nonnull(process);
	ck_assert(g_subprocess_communicate_utf8(process, text, NULL, &out,
	                                        &problem, &error));
	ck_assert_msg(g_subprocess_get_successful(process), "%s\n%s", problem,
	              text);
	g_free(problem);
	return out;
}

static void
check_address(GMimeMessage *message, const char *name, const char *address,
              guint i)
{
	InternetAddressList *list =
		g_mime_message_get_addresses(message, GMIME_ADDRESS_TYPE_TO);
	InternetAddress *one;

	ck_assert_msg(internet_address_list_length(list) == 1, "%u", i);
	one = internet_address_list_get_address(list, 0);
	ck_assert_msg(g_strcmp0(internet_address_get_name(one), name) == 0,
	              "%u: '%s'", i, internet_address_get_name(one));
	ck_assert_msg(g_strcmp0(internet_address_mailbox_get_addr(
					INTERNET_ADDRESS_MAILBOX(one)),
	                        address) == 0,
	              "%u: '%s'", i,
	              internet_address_mailbox_get_addr(
			      INTERNET_ADDRESS_MAILBOX(one)));
}

#define LONG50 "ééééééééééééééééééééééééé "

START_TEST(names_and_subjects_survive_the_way)
{
	static const struct {
		const char *name;
		const char *subject;
	} cases[] = {
		{ "Dana Okafor", "Thank you" },
		{ "Tomás Reyes", "Gracias por la presentación" },
		{ "Okafor, Dana (Sales)", "a =?UTF-8?B?eA==?= b" },
		{ "Dana \"D\" O\\Kafor", "=?x" },
		{ "=?UTF-8?B?eA==?=", "=?UTF-8?B?eA==?=" },
		{ "渡辺 健一", "ありがとう" },
		{ "Ünal Ğ 🙂",
		  "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂" },
		{ LONG50 LONG50 LONG50 "x", LONG50 LONG50 LONG50 LONG50 "x" },
		{ "D. O'Kafor", "one two three four five six seven eight nine "
		                "ten eleven twelve thirteen fourteen fifteen "
		                "sixteen seventeen eighteen nineteen twenty" },
		{ "a@b, c", "Re: <b>\"x\"</b>; a@b:," },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusDraft) draft =
			make_draft(cases[i].name, "to@example.org",
		                   cases[i].subject, "Hello\n");
		g_autofree char *text = format(draft);
		g_autoptr(GMimeMessage) message = parse(text);
		g_autofree char *python = ask_python(text);
		g_autofree char *expected = g_strdup_printf(
			"To: %s|to@example.org\n", cases[i].name);
		g_autofree char *subject =
			g_strdup_printf("Subject: %s\n", cases[i].subject);

		/* Python 3.11 puts blanks between the words of a long name. */
		if (strlen(cases[i].name) > 60)
			g_clear_pointer(&python, g_free);
		check_lines(text);
		check_address(message, cases[i].name, "to@example.org", i);
		ck_assert_msg(strcmp(g_mime_message_get_subject(message),
		                     cases[i].subject) == 0,
		              "%u: '%s'", i,
		              g_mime_message_get_subject(message));
		ck_assert_msg(python == NULL || (strstr(python, expected) &&
		                                 strstr(python, subject)),
		              "%u: %s", i, python);
	}
}
END_TEST

START_TEST(no_header_line_is_longer_than_wanted)
{
	g_autoptr(TertiusDraft) draft = make_draft(
		"A name of many words that goes on and on and on and on and on",
		"somebody.with.a.long.address@a.long.example.org",
		"one two three four five six seven eight nine ten eleven "
		"twelve thirteen fourteen fifteen sixteen seventeen",
		"Hello\n");
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;

	for (guint i = 0; i < 30; i++)
		g_ptr_array_add(draft->references,
		                g_strdup_printf("%u.20260503@example.org", i));
	text = format(draft);
	lines = g_strsplit(text, "\r\n", -1);
	for (guint i = 0; lines[i][0] != '\0'; i++)
		ck_assert_msg(strlen(lines[i]) <= 78, "%s", lines[i]);
}
END_TEST

START_TEST(hostile_strings_become_no_header)
{
	static const char *const hostile[] = {
		"x\r\nBcc: evil@example.org",
		"x\nX-Evil: 1\n\nbody",
		"x\r\n\r\n<html>",
		"x\xe2\x80\xa8"
		"Evil: 1",
		"x\xc2\x85"
		"Evil: 1",
		"x\vEvil: 1\fEvil: 2\x1b[2J",
		"x\xff\xfe\nEvil: 1",
		"\xe2\x80\xae"
		"gro.elpmaxe@live",
	};

	for (guint i = 0; i < G_N_ELEMENTS(hostile); i++) {
		g_autoptr(TertiusDraft) draft = make_draft(
			hostile[i], "to@example.org", hostile[i], hostile[i]);
		g_autofree char *text = NULL;
		g_autofree char *python = NULL;
		g_autoptr(GMimeMessage) message = NULL;
		GMimeHeaderList *headers;

		draft->in_reply_to = g_strdup(hostile[i]);
		g_ptr_array_add(draft->references, g_strdup(hostile[i]));
		g_ptr_array_add(draft->cc, g_new0(TertiusPerson, 1));
		((TertiusPerson *) draft->cc->pdata[0])->address =
			g_strconcat(hostile[i], "@example.org", NULL);
		text = format(draft);
		check_lines(text);
		message = parse(text);
		headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
		ck_assert_ptr_null(
			g_mime_header_list_get_header(headers, "Bcc"));
		ck_assert_ptr_null(
			g_mime_header_list_get_header(headers, "Evil"));
		ck_assert_ptr_null(
			g_mime_header_list_get_header(headers, "X-Evil"));
		ck_assert_ptr_null(
			g_mime_header_list_get_header(headers, "Cc"));
		ck_assert_ptr_null(strchr(text, 0x1b));
		ck_assert_ptr_null(strstr(text, "\xe2\x80\xae"));
		python = ask_python(text);
		ck_assert(python == NULL || python[0] != 0);
	}
}
END_TEST

START_TEST(addresses_are_written_only_when_they_can_be)
{
	static const struct {
		const char *address;
		const char *written; /* NULL: left out */
	} cases[] = {
		{ "a.b+c@example.org", "a.b+c@example.org" },
		{ "a b@example.org", "\"a b\"@example.org" },
		{ ".a@example.org", "\".a\"@example.org" },
		{ "a@b@example.org", "\"a@b\"@example.org" },
		{ "a@bücher.example", "a@xn--bcher-kva.example" },
		{ "@example.org", NULL },
		{ "a@", NULL },
		{ "a@.org", NULL },
		{ "a@x..org", NULL },
		{ "a@x org", NULL },
		{ "a@x>,<b@example.org", "\"a@x>,<b\"@example.org" },
		{ "\"a@example.org", NULL },
		{ "nobody", NULL },
		{ NULL, NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusDraft) draft =
			make_draft(NULL, cases[i].address, "s", "b");
		g_autofree char *text = format(draft);
		g_autofree char *expected =
			g_strdup_printf("\r\nTo: %s\r\n", cases[i].written);

		ck_assert_msg(cases[i].written == NULL
		                      ? strstr(text, "\r\nTo:") == NULL
		                      : strstr(text, expected) != NULL,
		              "%u: %s", i, text);
	}
}
END_TEST

START_TEST(bodies_survive_the_way)
{
	g_autofree char *long_line = g_strnfill(998, 'x');
	g_autofree char *longer_line = g_strnfill(999, 'x');
	g_autofree char *trailing =
		g_strconcat(longer_line, " \né= \n.\nFrom x", NULL);
	const struct {
		const char *body;
		GMimeContentEncoding encoding;
	} cases[] = {
		{ "Hello", GMIME_CONTENT_ENCODING_7BIT },
		{ "Grüße\n\n.\nFrom me\n", GMIME_CONTENT_ENCODING_8BIT },
		{ long_line, GMIME_CONTENT_ENCODING_7BIT },
		{ longer_line, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE },
		{ trailing, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE },
		{ "", GMIME_CONTENT_ENCODING_7BIT },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusDraft) draft =
			make_draft("D", "to@example.org", "s", cases[i].body);
		g_autofree char *text = format(draft);
		g_autofree char *python = ask_python(text);
		g_autoptr(GMimeMessage) message = parse(text);
		GMimeObject *part = g_mime_message_get_mime_part(message);
		g_autofree char *body = NULL;
		g_auto(GStrv) lines = NULL;

		ck_assert(python == NULL || python[0] != 0);
		check_lines(text);
		ck_assert(GMIME_IS_TEXT_PART(part));
		ck_assert_int_eq(
			g_mime_part_get_content_encoding(GMIME_PART(part)),
			cases[i].encoding);
		body = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
		lines = g_strsplit(body, "\r\n", -1);
		g_free(body);
		body = g_strjoinv("\n", lines);
		ck_assert_msg(g_str_has_prefix(body, cases[i].body) &&
		                      strlen(body) - strlen(cases[i].body) <= 1,
		              "%u: '%s'", i, body);
	}
}
END_TEST

START_TEST(an_invitation_goes_along)
{
	static const char calendar[] = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n"
				       "SUMMARY:Köln\r\nEND:VCALENDAR\r\n";
	g_autoptr(TertiusDraft) draft =
		make_draft("D", "to@example.org", "s", "Hello\n");
	g_autofree char *text = NULL;
	g_autofree char *python = NULL;
	g_autoptr(GMimeMessage) message = NULL;
	GMimeObject *part, *second;
	g_autofree char *body = NULL;

	draft->invitation = g_strdup(calendar);
	text = format(draft);
	python = ask_python(text);
	ck_assert(python == NULL || python[0] != 0);
	message = parse(text);
	part = g_mime_message_get_mime_part(message);
	check_lines(text);
	ck_assert(GMIME_IS_MULTIPART(part));
	ck_assert_int_eq(g_mime_multipart_get_count(GMIME_MULTIPART(part)), 2);
	second = g_mime_multipart_get_part(GMIME_MULTIPART(part), 1);
	ck_assert(g_mime_content_type_is_type(
		g_mime_object_get_content_type(second), "text", "calendar"));
	ck_assert_str_eq(
		g_mime_object_get_content_type_parameter(second, "method"),
		"REQUEST");
	body = g_mime_text_part_get_text(GMIME_TEXT_PART(second));
	ck_assert_str_eq(body, calendar);
}
END_TEST

START_TEST(date_threads_and_recipients_are_written)
{
	g_autoptr(TertiusDraft) draft =
		make_draft("Dana", "to@example.org", "s", "b");
	g_autofree char *text = NULL;

	draft->in_reply_to = g_strdup("two@example.org");
	g_ptr_array_add(draft->references, g_strdup("one@example.org"));
	g_ptr_array_add(draft->references, g_strdup("bad id@example.org"));
	g_ptr_array_add(draft->references, g_strdup("two@example.org"));
	g_ptr_array_add(draft->bcc,
	                tertius_person_new("Tomás Reyes", "t@example.org",
	                                   TERTIUS_PLACE_BCC));
	text = format(draft);
	ck_assert_ptr_nonnull(
		strstr(text, "Date: Sun, 3 May 2026 09:05:07 -0330\r\n"));
	ck_assert_ptr_nonnull(
		strstr(text, "\r\nIn-Reply-To: <two@example.org>\r\n"));
	ck_assert_ptr_nonnull(strstr(text, "\r\nReferences: "
	                                   "<one@example.org>\r\n "
	                                   "<two@example.org>\r\n"));
	ck_assert_ptr_nonnull(
		strstr(text, "\r\nBcc: =?UTF-8?Q?Tom=C3=A1s_Reyes?= <t@"));
}
END_TEST

START_TEST(without_an_address_of_mine_there_is_no_message)
{
	g_autoptr(TertiusDraft) draft =
		make_draft("Dana", "to@example.org", "s", "b");
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(0);
	g_autoptr(GError) error = NULL;

	tertius_person_free(draft->from);
	draft->from = tertius_person_new("Alex", NULL, TERTIUS_PLACE_FROM);
	ck_assert_ptr_null(tertius_rfc5322_format(draft, date, "\n", &error));
	ck_assert(
		g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS));
}
END_TEST

START_TEST(more_recipients_than_the_limit_are_left_out)
{
	for (guint extra = 0; extra < 2; extra++) {
		g_autoptr(TertiusDraft) draft =
			make_draft(NULL, "0@example.org", "s", "b");
		g_autofree char *text = NULL;
		g_autofree char *last = g_strdup_printf(
			"%u@example.org",
			TERTIUS_RFC5322_RECIPIENTS_MAX - 1 + extra);

		for (guint i = 1; i <= TERTIUS_RFC5322_RECIPIENTS_MAX; i++) {
			g_autofree char *one =
				g_strdup_printf("%u@example.org", i);

			g_ptr_array_add(draft->to,
			                tertius_person_new(NULL, one,
			                                   TERTIUS_PLACE_TO));
		}
		text = format(draft);
		ck_assert((strstr(text, last) != NULL) == (extra == 0));
	}
}
END_TEST

START_TEST(a_link_says_the_same)
{
	g_autoptr(TertiusDraft) draft =
		make_draft("Dana", "a+b&c@example.org", "Grüße & ?=#",
	                   "Hi Dana,\n\n50 % [… x …]\n");
	g_autofree char *uri = NULL;

	draft->in_reply_to = g_strdup("two&x@example.org");
	g_ptr_array_add(draft->cc, tertius_person_new("C", "c@example.org",
	                                              TERTIUS_PLACE_CC));
	g_ptr_array_add(draft->bcc, tertius_person_new("D", "d@example.org",
	                                               TERTIUS_PLACE_BCC));
	uri = tertius_rfc5322_format_mailto(draft);
	ck_assert_str_eq(
		uri, "mailto:a%2Bb%26c@example.org?subject=Gr%C3%BC%C3%9Fe%20"
		     "%26%20%3F%3D%23&cc=c@example.org&bcc=d@example.org"
		     "&in-reply-to=%3Ctwo%26x@example.org%3E&body=Hi%20Dana%2C"
		     "%0D%0A%0D%0A50%20%25%20%5B%E2%80%A6%20x%20%E2%80%A6%5D"
		     "%0D%0A");
}
END_TEST

START_TEST(a_hostile_link_has_no_field_of_its_own)
{
	g_autoptr(TertiusDraft) draft =
		make_draft("Dana", "a@example.org?bcc=x@example.org",
	                   "s\r\nBcc: y@example.org", "b&attach=/etc/passwd");
	g_autofree char *uri = tertius_rfc5322_format_mailto(draft);

	ck_assert_ptr_null(strstr(uri, "&attach="));
	ck_assert_ptr_null(strstr(uri, "bcc="));
	ck_assert_ptr_null(strpbrk(uri, "\r\n <>\""));
}
END_TEST

static void
add_tests(TCase *tcase)
{
	const TTest *const tests[] = {
		names_and_subjects_survive_the_way,
		no_header_line_is_longer_than_wanted,
		hostile_strings_become_no_header,
		addresses_are_written_only_when_they_can_be,
		bodies_survive_the_way,
		an_invitation_goes_along,
		date_threads_and_recipients_are_written,
		without_an_address_of_mine_there_is_no_message,
		more_recipients_than_the_limit_are_left_out,
		a_link_says_the_same,
		a_hostile_link_has_no_field_of_its_own,
	};

	for (gsize i = 0; i < G_N_ELEMENTS(tests); i++)
		tcase_add_test(tcase, tests[i]);
	tcase_set_timeout(tcase, 30);
}

int
main(void)
{
	g_mime_init();
	return tertius_test_run("rfc5322", add_tests);
}
