/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bodies of messages: text that flows, what is no text, attachments,
 * calendars, and what strangers do to readers of mail.
 */
#include "mail/mime.h"

#include "tertius-test.h"

#include <string.h>

static TertiusMessage *
read_block(const char *text, gsize length)
{
	/* An exact-size block: reading past the end is seen by the tools. */
	g_autofree char *block = g_memdup2(text, length);

	return tertius_mime_read(block, length, 0, FALSE, NULL);
}

static TertiusMessage *
read_body(const char *fields, const char *body)
{
	g_autofree char *text = g_strconcat("From: dana@example.org\n", fields,
	                                    "\n\n", body, NULL);
	TertiusMessage *message = read_block(text, strlen(text));

	ck_assert_msg(message != NULL, "%s", text);
	return message;
}

/* What describes a body that is one text, and the body. */
static const char *const soles[][2] = {
	{ "X-Nothing: to tell", "One \ntwo\n" },
	{ "Content-Type: text/plain", "\n\nOne\r\n\r\n" },
	{ "Content-Type: TEXT/PLAIN;\n\tcharset=\"iso-8859-1\"\n"
	  "Content-Transfer-Encoding: QUOTED-PRINTABLE ",
	  "Zo=EB =\nLi=\n" },
	{ "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes",
	  "One \ntwo \n\n> x \ny" },
	{ "Content-Type: text/html; charset=utf-8\n"
	  "Content-Transfer-Encoding: base64",
	  "PHA+Wm/DqzwvcD48cD5MaTwvcD4=\n" },
	{ "Content-Type: text/html",
	  "<meta charset=windows-1252><p>Zo\xeb</p>" },
	{ "Content-Type: text/plain; charset*=utf-8''utf-8", "Zo\xc3\xab" },
	{ "Content-Type: text/plain\nContent-Transfer-Encoding: base64",
	  "!!!\n--x\nWm/D" },
	{ "Content-Type: text/plain; charset=koi8-r", "\xd1" },
	{ "Content-Type: text/plain;", "--x\nFrom me\nFrom: you\n--x--\n" },
	{ "Content-Type: text/plain; charset", " \n \n" },
	{ "Content-Type : text/html", "<p>One</p>" },
	{ "Content-Type: text/plain charset=utf-8", "Zo\xeb" },
	{ "Content-Type:", "<p>One</p>" },
	{ "Content-Type: text/plain; charset=iso-8859-1\n"
	  "Content-Type: text/html; charset=utf-8",
	  "Zo\xeb <b>x</b>" },
	{ "Content-Transfer-Encoding: base64\n"
	  "Content-Transfer-Encoding: 7bit",
	  "Wm8=\n" },
	{ "Content-Transfer-Encoding: 7bit\n"
	  "Content-Transfer-Encoding: base64",
	  "Wm8=\n" },
	{ "Content-Type: text/plain (a comment); charset=iso-8859-1",
	  "Zo\xeb" },
	{ "Content-Type: text/plain\nContent-Transfer-Encoding: x-uuencode",
	  "begin 644 x\n#86)C\n`\nend\n" },
};

/* "Content-Disposition: inline" says nothing, but has GMime take it apart. */
START_TEST(one_text_is_read_as_if_it_were_taken_apart)
{
	for (gsize i = 0; i < G_N_ELEMENTS(soles); i++) {
		g_autofree char *more = g_strconcat(
			soles[i][0], "\nContent-Disposition: inline", NULL);
		g_autoptr(TertiusMessage) plain =
			read_body(soles[i][0], soles[i][1]);
		g_autoptr(TertiusMessage) apart = read_body(more, soles[i][1]);

		ck_assert_msg(strcmp(plain->text, apart->text) == 0,
		              "%zu: '%s' is not '%s'", i, plain->text,
		              apart->text);
		ck_assert_uint_eq(plain->attachments->len,
		                  apart->attachments->len);
	}
}
END_TEST

START_TEST(flowed_lines_become_paragraphs)
{
	static const struct {
		const char *parameters, *body, *text;
	} cases[] = {
		{ "", "One \ntwo\n", "One \ntwo\n" },
		{ "; format=flowed", "One \ntwo \nthree\nfour\n",
		  "One two three\nfour\n" },
		{ "; FORMAT=Flowed; DelSp=Yes", "One \ntwo\n", "Onetwo\n" },
		{ "; format=flowed", "> One \n> two\n>> three \n> four\n",
		  "> One two\n> > three \n> four\n" },
		{ "; format=flowed", "> One \ntwo\n", "> One \ntwo\n" },
		{ "; format=flowed", "One \n-- \nDana \nOkafor\n",
		  "One \n-- \nDana Okafor\n" },
		/* Stuffed against what it is not. */
		{ "; format=flowed", " > no quote\n From here\n",
		  "> no quote\nFrom here\n" },
		{ "; format=flowed", "One \n", "One \n" },
		{ "; format=flowed", "One ", "One \n" },
		{ "; format=flowed", "\n \nx\n", "\n\nx\n" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *field = g_strconcat("Content-Type: text/plain",
		                                     cases[i].parameters, NULL);
		g_autoptr(TertiusMessage) message =
			read_body(field, cases[i].body);

		ck_assert_msg(strcmp(message->text, cases[i].text) == 0,
		              "case %zu: '%s'", i, message->text);
	}
}
END_TEST

START_TEST(what_is_no_text_is_dropped)
{
	static const char *const cases[][2] = {
		{ "a\nbegin 644 x.jpg\n#0V%T\n`\nend\nb\n", "a\nb\n" },
		{ "a\nbegin 644 x.jpg\n#0V%T\nno code at all here\nend\n",
		  "a\nbegin 644 x.jpg\n#0V%T\nno code at all here\nend\n" },
		{ "begin 644 of them\nand more\n",
		  "begin 644 of them\nand more\n" },
		{ "We begin at nine\nend\n", "We begin at nine\nend\n" },
		{ "a\n=ybegin line=128 size=3 name=x\nxyz\n=yend size=3\nb\n",
		  "a\nb\n" },
		{ "a\n=ybegin line=128\nb\n", "a\n=ybegin line=128\nb\n" },
		{ "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHi\n"
		  "-----BEGIN PGP SIGNATURE-----\n\nabc\n"
		  "-----END PGP SIGNATURE-----\n",
		  "Hi\n" },
		{ "-----BEGIN PGP MESSAGE-----\n\nabc\n"
		  "-----END PGP MESSAGE-----\n",
		  "" },
		{ "-----BEGIN PGP MESSAGE-----\n\nabc\n",
		  "-----BEGIN PGP MESSAGE-----\n\nabc\n" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusMessage) message =
			read_body("MIME-Version: 1.0", cases[i][0]);

		ck_assert_msg(strcmp(message->text, cases[i][1]) == 0,
		              "case %zu: '%s'", i, message->text);
	}
}
END_TEST

#define MIXED "Content-Type: multipart/mixed; boundary=x"

START_TEST(attachments_are_named)
{
	static const char *const cases[][2] = {
		{ "Content-Type: application/pdf; name=cv.pdf", "cv.pdf" },
		{ "Content-Type: application/pdf\n"
		  "Content-Disposition: attachment; filename=\"my cv.pdf\"",
		  "my cv.pdf" },
		{ "Content-Type: application/pdf;\n"
		  " name*=utf-8''J%C3%B6rg.pdf",
		  "Jörg.pdf" },
		{ "Content-Type: application/pdf; name*0=a;\n name*1=b.pdf",
		  "ab.pdf" },
		{ "Content-Type: application/pdf;\n"
		  " name*0*=iso-8859-1''J%F6; name*1=rg.pdf",
		  "Jörg.pdf" },
		{ "Content-Type: application/pdf; "
		  "name=\"=?utf-8?Q?J=C3=B6rg.pdf?=\"",
		  "Jörg.pdf" },
		{ "Content-Type: application/pdf; name=J\303\266rg.pdf",
		  "Jörg.pdf" },
		{ "Content-Type: text/plain\n"
		  "Content-Disposition: attachment; filename=a.txt",
		  "a.txt" },
		{ "Content-Type: application/ms-tnef; name=winmail.dat",
		  "winmail.dat" },
		{ "Content-Type: message/rfc822", "message.eml" },
		{ "Content-Type: message/rfc822; name=Hello.eml", "Hello.eml" },
		{ "Content-Type: image/png; name=x.png", "x.png" },
		{ "Content-Type: application/pgp-signature; name=s.asc", NULL },
		{ "Content-Type: application/pkcs7-signature; name=smime.p7s",
		  NULL },
		{ "Content-Type: application/pdf", NULL },
		{ "Content-Type: application/pdf; name=\"\"", NULL },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *body =
			g_strconcat("--x\n\ntext\n--x\n", cases[i][0],
		                    "\n\nFrom: x\n\nx\n--x--\n", NULL);
		g_autoptr(TertiusMessage) message = read_body(MIXED, body);
		const char *name = message->attachments->len == 0
		                           ? NULL
		                           : message->attachments->pdata[0];

		ck_assert_msg(g_strcmp0(name, cases[i][1]) == 0, "case %zu: %s",
		              i, name);
		ck_assert_str_eq(message->text, "text\n");
	}
}
END_TEST

START_TEST(pictures_in_the_text_are_no_attachments)
{
	g_autoptr(TertiusMessage) message = read_body(
		"Content-Type: multipart/related; boundary=x",
		"--x\nContent-Type: text/html\n\n<img src=cid:1>Hi\n"
		"--x\nContent-Type: image/png; name=logo.png\n\nx\n--x--\n");

	ck_assert_uint_eq(message->attachments->len, 0);
	ck_assert_str_eq(message->text, "Hi\n");
}
END_TEST

#define CALENDAR "BEGIN:VCALENDAR\nEND:VCALENDAR\n"

START_TEST(calendars_come_once_each)
{
	static const struct {
		const char *body;
		guint calendars;
	} cases[] = {
		{ "--x\nContent-Type: text/calendar; method=REQUEST\n\n" CALENDAR
		  "--x--\n",
		  1 },
		{ "--x\nContent-Type: text/calendar\n\n" CALENDAR
		  "--x\nContent-Type: application/ics; name=invite.ics\n\n" CALENDAR
		  "--x--\n",
		  1 },
		{ "--x\nContent-Type: text/calendar\n\n" CALENDAR
		  "--x\nContent-Type: application/octet-stream; name=B.ICS\n\n" CALENDAR
		  "more\n--x--\n",
		  2 },
		{ "--x\nContent-Type: text/calendar\n"
		  "Content-Transfer-Encoding: base64\n\n"
		  "QkVHSU46VkNBTEVOREFSCkVORDpWQ0FMRU5EQVIK\n"
		  "--x\nContent-Type: text/calendar\n\n" CALENDAR "\n--x--\n",
		  1 },
		{ "--x\nContent-Type: text/calendar\n\n--x--\n", 0 },
		{ "--x\n\nBEGIN:VCALENDAR\n--x--\n", 0 },
		{ "--x\nContent-Type: message/rfc822\n\nContent-Type: "
		  "text/calendar\n\n" CALENDAR "--x--\n",
		  0 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusMessage) message =
			read_body(MIXED, cases[i].body);

		ck_assert_msg(message->calendars->len == cases[i].calendars,
		              "case %zu: %u", i, message->calendars->len);
		ck_assert_msg(((message->flags & TERTIUS_MESSAGE_INVITATION) !=
		               0) == (cases[i].calendars > 0),
		              "case %zu", i);
	}
}
END_TEST

START_TEST(a_calendar_may_be_so_large)
{
	static const gsize sizes[] = { TERTIUS_MIME_CALENDAR_MAX,
		                       TERTIUS_MIME_CALENDAR_MAX + 1 };

	for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_autofree char *calendar = g_strnfill(sizes[i], 'x');
		g_autoptr(TertiusMessage) message =
			read_body("Content-Type: text/calendar", calendar);

		ck_assert_uint_eq(message->calendars->len, i == 0 ? 1 : 0);
	}
}
END_TEST

START_TEST(the_head_of_a_sent_message_of_claws_mail_is_read)
{
	static const char text[] =
		"AF:\nNF:0\nPS:10\nSRH:1\nSFN:\nDSR:\nMID:\nCFG:\nPT:0\n"
		"S:ada@example.org\nRQ:\nSSV:\nSSH:\nR:<bob@example.org>,\n"
		"MAID:1\nX-Claws-End-Special-Headers: 1\n"
		"Date: Mon, 23 Nov 2026 10:11:12 +0100\n"
		"From: Ada <ada@example.org>\nTo: Bob <bob@example.org>\n"
		"Subject: Thanks\n\nHi Bob\n";
	g_autoptr(TertiusMessage) message = read_block(text, strlen(text));

	ck_assert_str_eq(message->subject, "Thanks");
	ck_assert_str_eq(message->from->address, "ada@example.org");
	ck_assert_uint_eq(message->recipients->len, 1);
	ck_assert_int_eq(message->date, 1795425072);
	ck_assert_str_eq(message->text, "Hi Bob\n");
}
END_TEST

START_TEST(heads_end_where_they_must)
{
	static const struct {
		const char *text, *subject, *body;
	} cases[] = {
		{ "Subject: a\n\nx\n", "a", "x\n" },
		{ "Subject: a\r\n\r\nx\r\n", "a", "x\n" },
		{ "Subject: a\nno field here\nx\n", "a", "no field here\nx\n" },
		{ "From dana Mon Nov 23 10:11:12 2026\nSubject: a\n\nx", "a",
		  "x\n" },
		{ ">From dana Mon Nov 23 10:11:12 2026\nSubject: a\n\nx", "a",
		  "x\n" },
		{ "Subject : a\n\nx", "a", "x\n" },
		{ "Subject: a\n \n b\n\nx", "a b", "x\n" },
		{ "Subject: a", "a", "" },
		{ "Subject: a\nSubject: b\n\n\n", "a", "" },
		{ "subject:a\nX\n", "a", "X\n" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text =
			g_str_has_prefix(cases[i].text, "From ") ||
					cases[i].text[0] == '>'
				? g_strdup(cases[i].text)
				: g_strconcat("To: a@example.org\n",
		                              cases[i].text, NULL);
		g_autoptr(TertiusMessage) message =
			read_block(text, strlen(text));

		ck_assert_msg(message != NULL, "case %zu", i);
		ck_assert_msg(strcmp(message->subject, cases[i].subject) == 0,
		              "case %zu: %s", i, message->subject);
		ck_assert_msg(strcmp(message->text, cases[i].body) == 0,
		              "case %zu: '%s'", i, message->text);
	}
}
END_TEST

/* --- Limits -------------------------------------------------------------- */

START_TEST(text_is_cut_at_its_limit)
{
	static const gsize lengths[] = { TERTIUS_MESSAGE_TEXT_MAX - 2,
		                         TERTIUS_MESSAGE_TEXT_MAX - 1,
		                         TERTIUS_MESSAGE_TEXT_MAX };

	for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
		g_autofree char *body = g_strnfill(lengths[i], 'x');
		g_autoptr(TertiusMessage) message =
			read_body("MIME-Version: 1.0", body);

		ck_assert_uint_eq(
			strlen(message->text),
			MIN(lengths[i] + 1, TERTIUS_MESSAGE_TEXT_MAX));
	}
}
END_TEST

START_TEST(a_message_is_read_up_to_its_limit)
{
	static const char head[] =
		"From: dana@example.org\nContent-Type: multipart/mixed; "
		"boundary=x\n\n--x\nContent-Type: x/y; name=a\n\n";
	static const char tail[] = "--x\nContent-Type: x/y; name=b\n\n";
	const gsize ends[] = { TERTIUS_MIME_BYTES_MAX,
		               TERTIUS_MIME_BYTES_MAX + strlen(tail) };

	for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_autofree char *text = g_strnfill(ends[i], '\n');
		g_autoptr(TertiusMessage) message = NULL;

		memcpy(text, head, strlen(head));
		memcpy(text + ends[i] - strlen(tail), tail, strlen(tail));
		message = read_block(text, ends[i]);
		ck_assert_uint_eq(message->attachments->len, 2 - i);
	}
}
END_TEST

START_TEST(recipients_are_counted)
{
	static const guint counts[] = { 199, 200, 201 };

	for (gsize i = 0; i < G_N_ELEMENTS(counts); i++) {
		g_autoptr(GString) field = g_string_new("To: x@example.org");
		g_autoptr(TertiusMessage) message = NULL;

		for (guint j = 1; j < counts[i]; j++)
			g_string_append_printf(field, ",\n %u@example.org", j);
		message = read_body(field->str, "");
		ck_assert_uint_eq(
			message->recipients->len,
			MIN(counts[i], TERTIUS_MESSAGE_RECIPIENTS_MAX));
	}
}
END_TEST

START_TEST(attachments_are_counted)
{
	static const guint counts[] = { 19, 20, 21 };

	for (gsize i = 0; i < G_N_ELEMENTS(counts); i++) {
		g_autoptr(GString) body = g_string_new(NULL);
		g_autoptr(TertiusMessage) message = NULL;

		for (guint j = 0; j < counts[i]; j++)
			g_string_append_printf(
				body, "--x\nContent-Type: a/b; name=%u\n\n", j);
		message = read_body(MIXED, body->str);
		ck_assert_uint_eq(
			message->attachments->len,
			MIN(counts[i], TERTIUS_MESSAGE_ATTACHMENTS_MAX));
	}
}
END_TEST

START_TEST(parts_are_counted)
{
	static const guint counts[] = { TERTIUS_MIME_PARTS_MAX,
		                        TERTIUS_MIME_PARTS_MAX + 1 };

	for (gsize i = 0; i < G_N_ELEMENTS(counts); i++) {
		g_autoptr(GString) body = g_string_new(NULL);
		g_autoptr(TertiusMessage) message = NULL;

		for (guint j = 1; j < counts[i]; j++)
			g_string_append(body, "--x\nContent-Type: a/b\n\n");
		g_string_append(body, "--x\n\nlast\n");
		message = read_body(MIXED, body->str);
		ck_assert_str_eq(message->text, i == 0 ? "last\n" : "");
	}
}
END_TEST

START_TEST(parts_nest_to_a_depth)
{
	static const guint depths[] = { TERTIUS_MIME_DEPTH_MAX,
		                        TERTIUS_MIME_DEPTH_MAX + 1 };

	for (gsize i = 0; i < G_N_ELEMENTS(depths); i++) {
		g_autoptr(GString) body = g_string_new(NULL);
		g_autoptr(TertiusMessage) message = NULL;

		for (guint j = 1; j < depths[i]; j++)
			g_string_append_printf(
				body,
				"--%u\nContent-Type: multipart/mixed; "
				"boundary=%u\n\n",
				j, j + 1);
		g_string_append_printf(body, "--%u\n\ndeep\n", depths[i]);
		message = read_body("Content-Type: multipart/mixed; boundary=1",
		                    body->str);
		ck_assert_str_eq(message->text, i == 0 ? "deep\n" : "");
	}
}
END_TEST

/* --- Strangers ----------------------------------------------------------- */

START_TEST(every_cut_of_a_message_is_survived)
{
	static const char text[] =
		"From: =?utf-8?Q?M=C3=BCller=2C_Bob?= <bob@example.org>\r\n"
		"To: \"Doe, Jane\" <jane@example.org>, Team: a@example.org;\r\n"
		"Subject: =?iso-8859-1?B?TfxsbGVy?= =?utf-8?Q?x?=\r\n"
		"Date: Mon, 23 Nov 2026 10:11:12 +0100\r\n"
		"Message-ID: <one@example.org>\r\n"
		"References: <a@example.org>\r\n <b@example.org>\r\n"
		"Content-Type: multipart/mixed; boundary=\"x\"\r\n\r\n"
		"--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n"
		"--y\r\nContent-Type: text/plain; charset=koi8-r; "
		"format=flowed\r\nContent-Transfer-Encoding: "
		"quoted-printable\r\n\r\nx=F0 =\r\n> y \r\n--y\r\n"
		"Content-Type: text/html\r\n\r\n<p>x\303\274</p>\r\n--y--\r\n"
		"--x\r\nContent-Type: message/rfc822\r\n\r\nFrom: a:b@c;\r\n"
		"\r\nx\r\n--x\r\nContent-Type: text/calendar; "
		"name*=utf-8''x%20y\r\nContent-Transfer-Encoding: base64\r\n"
		"\r\nQkVHSU4=\r\n--x--\r\n";

	for (gsize i = 0; i <= strlen(text); i++) {
		g_autoptr(TertiusMessage) message = read_block(text, i);

		ck_assert_msg(message == NULL ||
		                      g_utf8_validate(message->text, -1, NULL),
		              "cut %zu", i);
	}
}
END_TEST

/* Groups in groups: GMime's reader of addresses would end the process. */
START_TEST(nested_groups_end_nothing)
{
	static const char *const heads[] = {
		"", "Content-Type: message/rfc822\n\n",
		MIXED "\n\n--x\nContent-Type: message/rfc822\n\n"
	};

	for (gsize i = 0; i < G_N_ELEMENTS(heads); i++) {
		g_autoptr(GString) text =
			g_string_new("From: dana@example.org\n");
		g_autoptr(TertiusMessage) message = NULL;

		g_string_append(text, heads[i]);
		g_string_append(text, "to: ");
		for (guint j = 0; j < 2000000; j++)
			g_string_append(text, "a:");
		message = read_block(text->str, text->len);
		ck_assert_msg(message != NULL, "case %zu", i);
	}
}
END_TEST

/* Time grows with the length, not with its square. */
START_TEST(hostile_messages_take_no_long_time)
{
	static const struct {
		const char *head, *unit;
	} cases[] = {
		{ "", "To: a@b\n" },
		{ "", "Subject: a\n" },
		{ "To: ", "a@b, " },
		{ "To: ", "a," },
		{ "To: ", "\"" },
		{ "To: ", "\\\"" },
		{ "To: ", "\"\\\"" },
		{ "To: ", "(" },
		{ "To: ", "<" },
		{ "To: ", "=?a?q?" },
		{ "To: ", "a b, " },
		{ "Subject: ", "=?utf-8?q?=C3?= " },
		{ "Subject: ", "=?a?q?" },
		{ "References: ", "<a@b> " },
		{ "References: ", "<" },
		{ "Content-Type: text/plain", "; a=b" },
		{ "Content-Type: text/plain", "; a*0=b" },
		{ MIXED "\n\n", "--x\n\n" },
		{ MIXED "\n\n", "--x\nContent-Type: multipart/mixed; "
		                "boundary=x\n\n" },
		{ MIXED "\n\n", "--x\nContent-Type: message/rfc822\n\n" },
		{ MIXED "\n\n--x\nContent-Type: message/rfc822\n\n",
		  "To: a@b\n" },
		{ "Content-Type: text/plain; format=flowed\n\n", "> x \n" },
		{ "Content-Type: text/plain; format=flowed\n\n", ">" },
		{ "\n", "begin 644 x\n" },
		{ "\n", "=ybegin \n" },
		{ "\n", "-----BEGIN PGP MESSAGE-----\n" },
		{ "Content-Type: text/plain; charset=iso-2022-jp\n\n",
		  "\033$B\377" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) text =
			g_string_new("From: dana@example.org\n");
		g_autoptr(TertiusMessage) message = NULL;
		gint64 start;

		g_string_append(text, cases[i].head);
		while (text->len < 1024 * 1024)
			g_string_append(text, cases[i].unit);
		start = g_get_monotonic_time();
		message = read_block(text->str, text->len);
		/* Measured: 0.8 s at worst. */
		ck_assert_msg(g_get_monotonic_time() - start <
		                      20 * G_USEC_PER_SEC,
		              "case %zu", i);
		if (g_getenv("TERTIUS_TEST_TIMES") != NULL)
			g_print("%zu: %.3f s\n", i,
			        (double) (g_get_monotonic_time() - start) /
			                G_USEC_PER_SEC);
	}
}
END_TEST

TERTIUS_TEST_MAIN("mime-body", one_text_is_read_as_if_it_were_taken_apart,
                  flowed_lines_become_paragraphs, what_is_no_text_is_dropped,
                  attachments_are_named,
                  pictures_in_the_text_are_no_attachments,
                  calendars_come_once_each, a_calendar_may_be_so_large,
                  the_head_of_a_sent_message_of_claws_mail_is_read,
                  heads_end_where_they_must, text_is_cut_at_its_limit,
                  a_message_is_read_up_to_its_limit, recipients_are_counted,
                  attachments_are_counted, parts_are_counted,
                  parts_nest_to_a_depth, every_cut_of_a_message_is_survived,
                  nested_groups_end_nothing, hostile_messages_take_no_long_time)
