/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Messages as they are understood: heads, bodies, automatic mail, limits.
 */
#include "mail/mime.h"

#include "base/error.h"
#include "tertius-test.h"

#include <string.h>

#define ARRIVAL 1795510000 /* 24 November 2026 */

static TertiusMessage *
read_at(const char *text, gint64 received)
{
	/* An exact-size block: reading past the end is seen by the tools. */
	gsize length = strlen(text);
	g_autofree char *block = g_memdup2(text, length);
	g_autoptr(GError) error = NULL;
	TertiusMessage *message =
		tertius_mime_read(block, length, received, FALSE, &error);

	ck_assert_msg(message != NULL, "%s: %s", error->message, text);
	return message;
}

static TertiusMessage *
read_head(const char *fields)
{
	g_autofree char *text =
		g_strconcat("From: dana@example.org\n", fields, "\n\n", NULL);

	return read_at(text, 0);
}

static TertiusMessage *
read_body(const char *fields, const char *body)
{
	g_autofree char *text = g_strconcat("From: dana@example.org\n", fields,
	                                    "\n\n", body, NULL);

	return read_at(text, 0);
}

START_TEST(a_plain_message_is_understood)
{
	g_autoptr(TertiusMessage) message = read_at(
		"Return-Path: <dana@example.org>\r\n"
		"From: Dana Okafor <Dana@Example.org>\r\n"
		"To: Tom\303\241s Reyes <tomas@example.org>\r\n"
		"Cc: ann@example.org\r\n"
		"Date: Mon, 23 Nov 2026 10:11:12 +0100\r\n"
		"Message-ID: <one@example.org>\r\n"
		"In-Reply-To: Your message <zero@example.org> of Sunday\r\n"
		"References: <a@example.org> <zero@example.org>\r\n"
		"Subject: Meet\r\n\tAnn\r\n"
		"\r\n"
		"Hi Tom\303\241s,\r\n"
		"meet Ann.\r\n",
		0);
	const TertiusPerson *to = message->recipients->pdata[0];

	ck_assert_str_eq(message->from->name, "Dana Okafor");
	ck_assert_str_eq(message->from->address, "dana@example.org");
	ck_assert_uint_eq(message->recipients->len, 2);
	ck_assert_str_eq(to->name, "Tomás Reyes");
	ck_assert_int_eq(to->place, TERTIUS_PLACE_TO);
	ck_assert_int_eq(message->date, 1795425072);
	ck_assert_int_eq(message->zone, 60);
	ck_assert_str_eq(message->message_id, "one@example.org");
	ck_assert_str_eq(message->in_reply_to, "zero@example.org");
	ck_assert_uint_eq(message->references->len, 2);
	ck_assert_str_eq(message->subject, "Meet Ann");
	ck_assert_str_eq(message->text, "Hi Tomás,\nmeet Ann.\n");
	ck_assert_uint_eq(message->flags, 0);
	ck_assert_uint_eq(strlen(message->id), 64);
}
END_TEST

START_TEST(what_is_no_message_is_refused)
{
	static const char *const cases[] = {
		"",
		"\n",
		"\n\nHello\n",
		"Hello,\nthis is text.\n",
		"X-Empty: yes\n\n",
		"Subject: nobody\n\n \n",
		"Date: nonsense\n\n",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(TertiusMessage) message = tertius_mime_read(
			cases[i], strlen(cases[i]), ARRIVAL, FALSE, &error);

		ck_assert_msg(message == NULL, "case %zu", i);
		ck_assert_msg(g_error_matches(error, TERTIUS_ERROR,
		                              TERTIUS_ERROR_MALFORMED),
		              "case %zu", i);
	}
}
END_TEST

START_TEST(subjects_are_decoded)
{
	static const char *const cases[][2] = {
		{ "Hello", "Hello" },
		{ "=?utf-8?Q?M=C3=BCller?=", "Müller" },
		{ "=?UTF-8*de?q?M=C3=BCller?=", "Müller" },
		{ "=?iso-8859-1?B?TfxsbGVy?=", "Müller" },
		/* Blanks between encoded words go, others stay. */
		{ "=?utf-8?Q?a?= =?iso-8859-1?Q?b?=\n =?utf-8?Q?c?= d",
		  "abc d" },
		/* A letter cut in two. */
		{ "=?utf-8?Q?M=C3?= =?utf-8?Q?=BCller?=", "Müller" },
		{ "=?utf-8?B?TcM=?= =?utf-8?B?vGxsZXI=?=", "Müller" },
		/* Labels that lie, or say nothing. */
		{ "=?us-ascii?Q?M=FCller?=", "Müller" },
		{ "=?utf-8?Q?M=FCller?=", "Müller" },
		{ "=?iso-8859-1?Q?M=C3=BCller?=", "Müller" },
		{ "=?x-unknown?Q?M=FCller_=80?=", "Müller €" },
		{ "=?../../etc/passwd?Q?M=FCller?=", "Müller" },
		{ "M\xfcller", "Müller" },
		{ "M\xc3\xbcller", "Müller" },
		{ "=?koi8-r?B?8NLJ18XU?=", "Привет" },
		{ "=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本" },
		{ "=?gb2312?B?1tDOxA==?=", "中文" },
		/* Not quite as they should be. */
		{ "Re:=?utf-8?Q?M=C3=BCller?=!", "Re:Müller!" },
		{ "=?utf-8?Q?a b?=", "a b" },
		{ "=?utf-8?Q?Why?"
		  "? =?=",
		  "Why?? =" },
		{ "=?utf-8?Q?broken", "=?utf-8?Q?broken" },
		{ "=?utf-8?X?broken?=", "=?utf-8?X?broken?=" },
		{ "=?", "=?" },
		{ "=?utf-8?Q?"
		  "?=",
		  "" },
		{ "a\x01\xe2\x80\xae z", "a z" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *field =
			g_strconcat("Subject: ", cases[i][0], NULL);
		g_autoptr(TertiusMessage) message = read_head(field);

		ck_assert_msg(strcmp(message->subject, cases[i][1]) == 0,
		              "case %zu: %s", i, message->subject);
	}
}
END_TEST

/* "name <address>, …" of all recipients. */
static char *
list_recipients(const TertiusMessage *message)
{
	g_autoptr(GString) list = g_string_new(NULL);

	for (guint i = 0; i < message->recipients->len; i++) {
		const TertiusPerson *person = message->recipients->pdata[i];

		g_string_append_printf(list, "%s%s<%s>", i > 0 ? "|" : "",
		                       person->name != NULL ? person->name : "",
		                       person->address != NULL ? person->address
		                                               : "");
	}
	return g_string_free(g_steal_pointer(&list), FALSE);
}

START_TEST(addresses_are_read_as_they_are_found)
{
	static const char *const cases[][2] = {
		{ "jane@example.org", "<jane@example.org>" },
		{ "Jane Doe <jane@Example.ORG>", "Jane Doe<jane@example.org>" },
		{ "\"Doe, Jane\" <jane@example.org>, bob@example.org",
		  "Doe, Jane<jane@example.org>|<bob@example.org>" },
		{ "Doe, Jane <jane@example.org>, Bob <bob@example.org>",
		  "Doe, Jane<jane@example.org>|Bob<bob@example.org>" },
		{ "van der Berg, Jan <jan@example.org>",
		  "van der Berg, Jan<jan@example.org>" },
		{ "bob@example.org, Jane <jane@example.org>",
		  "<bob@example.org>|Jane<jane@example.org>" },
		{ "jane@example.org; bob@example.org",
		  "<jane@example.org>|<bob@example.org>" },
		{ "jane@example.org (Jane Doe)", "Jane Doe<jane@example.org>" },
		{ "Jane (Sales (East)) Doe <jane@example.org>",
		  "Jane Doe<jane@example.org>" },
		{ "Jane Doe jane@example.org", "Jane Doe<jane@example.org>" },
		{ "Jane \"JJ\" Doe <jane@example.org>",
		  "Jane JJ Doe<jane@example.org>" },
		{ "'Jane Doe' <jane@example.org>",
		  "Jane Doe<jane@example.org>" },
		{ "'jane@example.org' <jane@example.org>",
		  "<jane@example.org>" },
		{ "\"Jane \\\"JJ\\\" Doe\" <jane@example.org>",
		  "Jane \"JJ\" Doe<jane@example.org>" },
		{ "\"Jane <jane@example.org>, Bob <bob@example.org>",
		  "Jane<jane@example.org>|Bob<bob@example.org>" },
		{ "Jane (Sales <jane@example.org>",
		  "Jane Sales<jane@example.org>" },
		{ "Jane <jane@example.org, bob@example.org",
		  "Jane<jane@example.org>|<bob@example.org>" },
		{ "Jane <Doe <jane@example.org>",
		  "Jane Doe<jane@example.org>" },
		{ "=?utf-8?q?M=C3=BCller=2C_Bob?= <bob@example.org>",
		  "Müller, Bob<bob@example.org>" },
		{ "=?utf-8?q?M=C3=BCller,_Bob?= <bob@example.org>",
		  "Müller, Bob<bob@example.org>" },
		{ "\"=?utf-8?q?M=C3=BCller?=\" <bob@example.org>",
		  "Müller<bob@example.org>" },
		{ "M\xfcller <bob@example.org>", "Müller<bob@example.org>" },
		{ "undisclosed-recipients:;", "" },
		{ "undisclosed-recipients:", "" },
		{ "Undisclosed recipients", "" },
		{ "Friends: a@example.org, Bob <b@example.org>; "
		  "c@example.org",
		  "<a@example.org>|Bob<b@example.org>|<c@example.org>" },
		{ "A: B: C: d@example.org;;;", "<d@example.org>" },
		{ "<mailto:jane@example.org>", "<jane@example.org>" },
		{ "mailto:jane@example.org", "<jane@example.org>" },
		{ "Jane [mailto:jane@example.org]", "Jane<jane@example.org>" },
		{ "<@a.example,@b.example:jane@example.org>",
		  "<jane@example.org>" },
		{ "jane@xn--mnchen-3ya.example", "<jane@münchen.example>" },
		{ "jane@[192.0.2.1]", "<jane@[192.0.2.1]>" },
		{ "jane%home@example.org", "<jane%home@example.org>" },
		{ "jane+tag@example.org.", "<jane+tag@example.org>" },
		{ "Jane Doe/HOU/ECT@ECT, Bob Roe/NA/Firm@Firm",
		  "Jane Doe<>|Bob Roe<>" },
		{ "Jane Doe <Jane Doe/HOU/ECT@ECT>", "Jane Doe<>" },
		{ "jane@example.org, JANE@example.org, Jane <jane@example.org>",
		  "Jane<jane@example.org>" },
		{ "bob", "" },
		{ ", ,;, jane@example.org,,", "<jane@example.org>" },
		{ "Jane <>", "" },
		{ "Jane Doe <>", "Jane Doe<>" },
		{ "", "" },
		{ "<", "" },
		{ "@", "<@>" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *field = g_strconcat("To: ", cases[i][0], NULL);
		g_autoptr(TertiusMessage) message = read_head(field);
		g_autofree char *list = list_recipients(message);

		ck_assert_msg(strcmp(list, cases[i][1]) == 0, "case %zu: %s", i,
		              list);
	}
}
END_TEST

START_TEST(several_fields_of_recipients_are_one_list)
{
	g_autoptr(TertiusMessage) message =
		read_head("To: a@example.org\nCC: b@example.org\n"
	                  "Bcc: c@example.org\nTo: d@example.org\n"
	                  "X-To: e@example.org\nX-From: f@example.org\n"
	                  "Cc: A <a@example.org>");
	g_autofree char *list = list_recipients(message);

	ck_assert_str_eq(list, "A<a@example.org>|<d@example.org>|"
	                       "<b@example.org>|<c@example.org>");
}
END_TEST

START_TEST(sender_and_reply_to_count_when_they_differ)
{
	g_autoptr(TertiusMessage) same =
		read_head("Sender: Dana <DANA@example.org>\n"
	                  "Reply-To: dana@example.org");
	g_autoptr(TertiusMessage) other =
		read_head("Sender: Kim <kim@example.org>\n"
	                  "Reply-To: lee@example.org, dana@example.org");

	ck_assert_ptr_null(same->sender);
	ck_assert_ptr_null(same->reply_to);
	ck_assert_str_eq(other->sender->name, "Kim");
	ck_assert_str_eq(other->reply_to->address, "lee@example.org");
}
END_TEST

START_TEST(dates_are_checked)
{
	static const struct {
		const char *field;
		gint64 received, date;
		int zone;
	} cases[] = {
		{ "Mon, 23 Nov 2026 10:11:12 +0100", ARRIVAL, 1795425072, 60 },
		{ "23 Nov 2026 10:11 -0530", ARRIVAL, 1795448460, -330 },
		{ "Mon, 23 Nov 26 10:11:12 GMT", ARRIVAL, 1795428672, 0 },
		{ "Tue, 23 Nov 99 10:11:12 EST", ARRIVAL, 943369872, -300 },
		{ "Mon, 23 Nov 2026 10:11:12 pdt", ARRIVAL, 1795453872, -420 },
		{ "Mon, 23 Nov 2026 10:11:12 Z", ARRIVAL, 1795428672, 0 },
		{ "Mon, 23 Nov 2026 10:11:12 (noon) +0100 (CET)", ARRIVAL,
		  1795425072, 60 },
		{ "Mon Nov 23 10:11:12 2026", ARRIVAL, 1795428672, 0 },
		{ "Mon, 23 Nov 2026 23:59:60 +0000", ARRIVAL, 1795478399, 0 },
		{ "Mon,\n 23 Nov 2026\n 10:11:12\n +0100", ARRIVAL, 1795425072,
		  60 },
		/* No such date: the arrival counts. */
		{ "Tue, 29 Feb 2022 25:61 +0000", ARRIVAL, ARRIVAL, 0 },
		{ "Mon, 32 Nov 2026 10:11:12 +0000", ARRIVAL, ARRIVAL, 0 },
		{ "nonsense", ARRIVAL, ARRIVAL, 0 },
		{ "", ARRIVAL, ARRIVAL, 0 },
		{ "nonsense", 0, 0, 0 },
		/* A clock that lies, and one that is a little wrong. */
		{ "Thu, 1 Jan 1970 00:00:01 +0000", ARRIVAL, ARRIVAL, 0 },
		{ "Thu, 31 Dec 1970 23:59:59 +0000", ARRIVAL, ARRIVAL, 0 },
		{ "Fri, 1 Jan 1971 00:00:00 +0000", ARRIVAL, 31536000, 0 },
		{ "Thu, 26 Nov 2026 08:46:40 +0000", ARRIVAL, 1795682800, 0 },
		{ "Thu, 26 Nov 2026 08:46:41 +0000", ARRIVAL, ARRIVAL, 0 },
		{ "Thu, 26 Nov 2099 08:46:41 +0000", 0, 4099366001, 0 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strconcat(
			"From: dana@example.org\nDate: ", cases[i].field,
			"\n\n", NULL);
		g_autoptr(TertiusMessage) message =
			read_at(text, cases[i].received);

		ck_assert_msg(message->date == cases[i].date &&
		                      message->zone == cases[i].zone,
		              "case %zu: %" G_GINT64_FORMAT " %d", i,
		              message->date, message->zone);
	}
}
END_TEST

START_TEST(ids_are_found_wherever_they_stand)
{
	static const char *const cases[][2] = {
		{ "<a@example.org>", "a@example.org" },
		{ "a@example.org", "a@example.org" },
		{ "\n <a@example.org>", "a@example.org" },
		{ "<a b@example.org> <c>", "a b@example.org" },
		{ "<>", NULL },
		{ "", NULL },
		{ "<", NULL },
		{ "< >", NULL },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *field =
			g_strconcat("Message-ID: ", cases[i][0], NULL);
		g_autoptr(TertiusMessage) message = read_head(field);

		ck_assert_msg(g_strcmp0(message->message_id, cases[i][1]) == 0,
		              "case %zu: %s", i, message->message_id);
	}
}
END_TEST

START_TEST(a_long_thread_keeps_its_beginning_and_its_end)
{
	g_autoptr(GString) field = g_string_new("References:");
	g_autoptr(TertiusMessage) message = NULL;
	GPtrArray *references;

	for (guint i = 0; i < 100; i++)
		g_string_append_printf(field, "\n <%u@example.org>", i);
	message = read_head(field->str);
	references = message->references;
	ck_assert_uint_eq(references->len, TERTIUS_MESSAGE_REFERENCES_MAX);
	ck_assert_str_eq((char *) references->pdata[0], "0@example.org");
	ck_assert_str_eq((char *) references->pdata[1], "61@example.org");
	ck_assert_str_eq((char *) references->pdata[39], "99@example.org");
}
END_TEST

START_TEST(the_best_text_is_taken)
{
	static const struct {
		const char *fields, *body, *text;
	} cases[] = {
		{ "MIME-Version: 1.0", "Hello", "Hello\n" },
		{ "Content-Type: text/plain", "a\r\nb\rc\n", "a\nb\nc\n" },
		{ "Content-Type: text", "Hello\n", "Hello\n" },
		{ "Content-Type: nonsense", "Hello\n", "Hello\n" },
		{ "Content-Type: text/html", "<p>Hello <b>Dana</b></p>",
		  "Hello Dana\n" },
		{ "Content-Type: text/plain; charset=iso-8859-1\n"
		  "Content-Transfer-Encoding: quoted-printable",
		  "M=FCller =\nand =80 3", "Müller and € 3\n" },
		{ "Content-Transfer-Encoding: base64",
		  "SGVsbG8s\nRGFuYQo=", "Hello,Dana\n" },
		{ "Content-Type: multipart/alternative; boundary=x",
		  "--x\n\nplain\n--x\nContent-Type: text/html\n\n<p>html</p>\n"
		  "--x--\n",
		  "plain\n" },
		{ "Content-Type: multipart/alternative; boundary=x",
		  "--x\nContent-Type: text/html\n\n<p>html</p>\n--x\n\nplain\n"
		  "--x--\n",
		  "plain\n" },
		{ "Content-Type: multipart/alternative; boundary=x",
		  "--x\n\n \n\n--x\nContent-Type: text/html\n\n<p>html</p>\n"
		  "--x--\n",
		  "html\n" },
		{ "Content-Type: multipart/alternative; boundary=x",
		  "--x\nContent-Type: multipart/related; boundary=y\n\n"
		  "--y\nContent-Type: text/html\n\n<p>html</p>\n--y--\n--x--\n",
		  "html\n" },
		{ "Content-Type: multipart/mixed; boundary=x",
		  "before\n--x\n\none\n--x\n\ntwo\n--x\n"
		  "Content-Disposition: attachment; filename=a.txt\n\nthree\n"
		  "--x--\nafter\n",
		  "one\ntwo\n" },
		/* The text itself has a name; the next one is a file. */
		{ "Content-Type: multipart/mixed; boundary=x",
		  "--x\nContent-Type: text/plain; name=msg.txt\n\none\n"
		  "--x\nContent-Type: text/plain; name=b.txt\n\ntwo\n--x--\n",
		  "one\n" },
		{ "Content-Type: multipart/signed; boundary=x; "
		  "protocol=\"application/pgp-signature\"",
		  "--x\n\nsigned\n--x\nContent-Type: "
		  "application/pgp-signature; name=signature.asc\n\nx\n--x--\n",
		  "signed\n" },
		{ "Content-Type: multipart/encrypted; boundary=x; "
		  "protocol=\"application/pgp-encrypted\"",
		  "--x\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
		  "--x\nContent-Type: text/plain\n\nsecret\n--x--\n",
		  "" },
		{ "Content-Type: multipart/mixed; boundary=x",
		  "--x\n\nSee below.\n--x\nContent-Type: message/rfc822\n\n"
		  "From: kim@example.org\nSubject: inner\n\ninner\n--x--\n",
		  "See below.\n" },
		/* It was cut. */
		{ "Content-Type: multipart/mixed; boundary=x",
		  "--x\n\none\n--x\nContent-Type: text/html\n\n<p>tw",
		  "one\ntw\n" },
		{ "Content-Type: multipart/mixed", "no boundary\n", "" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusMessage) message =
			read_body(cases[i].fields, cases[i].body);

		ck_assert_msg(strcmp(message->text, cases[i].text) == 0,
		              "case %zu: %s", i, message->text);
	}
}
END_TEST

/* A copy elsewhere came at another time, and is the same message. */
START_TEST(when_it_came_makes_no_other_message)
{
	static const char bare[] = "From: a@example.org\nSubject: s\n\nHi\n";
	static const char monday[] =
		"From: a@example.org\nSubject: s\n"
		"Date: Mon, 29 Jun 2026 10:00:00 +0200\n\nHi\n";
	static const char tuesday[] =
		"From: a@example.org\nSubject: s\n"
		"Date: Tue, 30 Jun 2026 10:00:00 +0200\n\nHi\n";
	g_autoptr(TertiusMessage) first = read_at(bare, 1782802800);
	g_autoptr(TertiusMessage) copy = read_at(bare, 1782889200);
	g_autoptr(TertiusMessage) one = read_at(monday, 1782889200);
	g_autoptr(TertiusMessage) other = read_at(tuesday, 1782889200);

	ck_assert_str_eq(first->id, copy->id);
	ck_assert_str_ne(one->id, other->id);
	ck_assert_str_ne(first->id, one->id);
}
END_TEST

TERTIUS_TEST_MAIN("mime", a_plain_message_is_understood,
                  what_is_no_message_is_refused, subjects_are_decoded,
                  addresses_are_read_as_they_are_found,
                  several_fields_of_recipients_are_one_list,
                  sender_and_reply_to_count_when_they_differ, dates_are_checked,
                  ids_are_found_wherever_they_stand,
                  a_long_thread_keeps_its_beginning_and_its_end,
                  the_best_text_is_taken, when_it_came_makes_no_other_message)
