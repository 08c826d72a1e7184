/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * BODYSTRUCTURE, what is fetched because of it, and the message that is put
 * together: mail/mime must read it as it reads the whole.
 */
#include "mail/imap-message.h"

#include "mail/mime.h"
#include "tertius-test.h"

#include <string.h>

typedef struct {
	const char *at;
} Feed;

static gssize
feed(gpointer data, const char **bytes, GError **error)
{
	Feed *from = data;

	(void) error;
	*bytes = from->at;
	from->at += strlen(from->at);
	return (gssize) strlen(*bytes);
}

static GPtrArray *
read_structure(const char *structure)
{
	g_autofree char *wire = g_strconcat("* ", structure, "\r\n", NULL);
	Feed from = { wire };
	g_autoptr(TertiusImapReader) reader =
		tertius_imap_reader_new(feed, &from);
	const TertiusImapResponse *response =
		tertius_imap_reader_next(reader, NULL);

	ck_assert_ptr_nonnull(response);
	return tertius_imap_structure_read(response, 0);
}

static TertiusImapMessage *
new_message(const char *header, const char *structure)
{
	TertiusImapMessage *message = tertius_imap_message_new(7);
	g_autoptr(GBytes) bytes = g_bytes_new(header, strlen(header));

	tertius_imap_message_take_header(message, bytes);
	if (structure != NULL)
		message->parts = read_structure(structure);
	return message;
}

#define PLAIN                                                                  \
	"(\"text\" \"plain\" (\"charset\" \"utf-8\") NIL NIL \"7bit\" 500 9 "  \
	"NIL NIL NIL NIL)"
#define HTML                                                                   \
	"(\"text\" \"html\" (\"charset\" \"utf-8\") NIL NIL "                  \
	"\"quoted-printable\" 900 20 NIL NIL NIL NIL)"
#define CALENDAR                                                               \
	"(\"text\" \"calendar\" (\"method\" \"REQUEST\") NIL NIL \"base64\" "  \
	"2000 30 NIL NIL NIL NIL)"
#define PAPER                                                                  \
	"(\"application\" \"pdf\" (\"name\" \"pa\\\"per.pdf\") NIL NIL "       \
	"\"base64\" 90000 NIL (\"attachment\" (\"filename\" \"paper.pdf\")) "  \
	"NIL NIL)"

#define ENCLOSED                                                               \
	"(\"message\" \"rfc822\" (\"name\" \"a.eml\") NIL NIL \"7bit\" 900 "   \
	"(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) " PLAIN " 20 NIL "          \
	"(\"attachment\" (\"filename\" \"a.eml\")) NIL NIL)"

static const struct {
	const char *structure, *wants;
} cases[] = {
	{ PLAIN, " BODY.PEEK[1]<0.65536>" },
	{ HTML, " BODY.PEEK[1]<0.65536>" },
	{ PAPER, "" },
	{ "(" PLAIN HTML " \"alternative\" NIL NIL NIL NIL)",
	  " BODY.PEEK[1]<0.65536>" },
	{ "(" HTML PLAIN " \"alternative\" NIL NIL NIL NIL)",
	  " BODY.PEEK[1]<0.65536> BODY.PEEK[2]<0.65536>" },
	{ "((" PLAIN HTML CALENDAR " \"alternative\")" PAPER " \"mixed\")",
	  " BODY.PEEK[1.1]<0.65536> BODY.PEEK[1.3]<0.3145728>" },
	{ "((" PAPER HTML " \"related\")" PLAIN PAPER " \"mixed\")",
	  " BODY.PEEK[1.2]<0.65536> BODY.PEEK[2]<0.65536>" },
	{ "(\"text\" \"plain\" NIL NIL NIL \"7bit\" 0 0)", "" },
	{ "(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 900 (NIL NIL NIL) " PLAIN
	  " 20)",
	  "" },
	{ "((\"text\" \"plain\" NIL NIL NIL \"7bit\" 2 1)" HTML
	  " \"alternative\")",
	  " BODY.PEEK[1]<0.65536> BODY.PEEK[2]<0.65536>" },
	{ "(\"text\" \"calendar\" NIL NIL NIL \"7bit\" 3145729 9)", "" },
	{ "(\"text\" \"calendar\" NIL NIL NIL \"7bit\" 3145728 9)",
	  " BODY.PEEK[1]<0.3145728>" },
	/* What local mail takes for a text or a calendar, too. */
	{ "(\"text\" \"\" NIL NIL NIL \"7bit\" 90 2)",
	  " BODY.PEEK[1]<0.65536>" },
	{ "(\"X-sun-attachment\" \"\" NIL NIL NIL \"7bit\" 90)",
	  " BODY.PEEK[1]<0.65536>" },
	{ "(\"text\" \"markdown\" NIL NIL NIL \"7bit\" 90 2)",
	  " BODY.PEEK[1]<0.65536>" },
	{ "(\"application\" \"octet-stream\" (\"name\" \"Invite.ICS\") NIL NIL "
	  "\"base64\" 300 NIL (\"attachment\" (\"filename\" \"x\")) NIL NIL)",
	  " BODY.PEEK[1]<0.3145728>" },
	{ "(\"application\" \"octet-stream\" (\"name*\" "
	  "\"utf-8''invite.ics\") NIL NIL \"base64\" 300 NIL NIL NIL NIL)",
	  " BODY.PEEK[1]<0.3145728>" },
	{ "(\"application\" \"pdf\" (\"name\" \"a.ics.pdf\") NIL NIL "
	  "\"base64\" 300 NIL NIL NIL NIL)",
	  "" },
	{ "(\"text\" \"x-script\" NIL NIL NIL \"7bit\" 90 2)", "" },
	{ "()", "" },
	{ "(())", "" },
	{ "((()))", "" },
	{ "(\"text\")", "" },
	{ "NIL", " BODY.PEEK[TEXT]<0.65536>" },
};

START_TEST(little_is_fetched)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusImapMessage) message =
			new_message("Subject: x\r\n\r\n", cases[i].structure);
		g_autofree char *wants =
			tertius_imap_message_dup_wants(message);

		ck_assert_msg(g_strcmp0(wants, cases[i].wants) == 0,
		              "case %zu: %s", i, wants);
	}
}
END_TEST

START_TEST(every_cut_of_a_structure_is_borne)
{
	const char *whole = cases[5].structure;

	for (gsize cut = 0; cut < strlen(whole); cut++) {
		g_autofree char *part = g_strndup(whole, cut);
		g_autofree char *wire = g_strconcat("* ", part, "\r\n", NULL);
		Feed from = { wire };
		g_autoptr(TertiusImapReader) reader =
			tertius_imap_reader_new(feed, &from);
		const TertiusImapResponse *response =
			tertius_imap_reader_next(reader, NULL);
		GPtrArray *parts =
			response == NULL
				? NULL
				: tertius_imap_structure_read(response, 0);

		g_clear_pointer(&parts, g_ptr_array_unref);
	}
}
END_TEST

START_TEST(mail_to_many_needs_no_text)
{
	const struct {
		const char *header;
		gboolean is_bulk;
	} headers[] = {
		{ "From: dana@example.org\r\nList-Id: <x.example.org>\r\n\r\n",
		  TRUE },
		{ "Precedence:\r\n bulk\r\n\r\n", TRUE },
		{ "precedence: LIST\r\n\r\n", TRUE },
		{ "From: No-Reply <x@example.org>\r\n\r\n", TRUE },
		{ "Auto-Submitted: auto-generated\r\n\r\n", TRUE },
		{ "Auto-Submitted: auto-replied\r\n\r\n", FALSE },
		{ "Subject: List-Id: bulk\r\n Precedence: bulk\r\n\r\n",
		  FALSE },
		{ "Subject: x\r\n\r\nList-Id: y\r\n", FALSE },
		{ "Listless: y", FALSE },
		{ "", FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(headers); i++) {
		g_autoptr(TertiusImapMessage) message =
			new_message(headers[i].header, PLAIN);

		ck_assert_msg(message->is_bulk == headers[i].is_bulk,
		              "header %zu", i);
	}
}
END_TEST

static void
take(TertiusImapMessage *message, const char *section, const char *text)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));

	tertius_imap_message_take_body(message, section, bytes);
}

static TertiusMessage *
understand(const TertiusImapMessage *message)
{
	g_autoptr(GBytes) bytes = tertius_imap_message_compose(message);
	gsize length = 0;
	const char *data = g_bytes_get_data(bytes, &length);
	g_autoptr(GError) error = NULL;
	TertiusMessage *read =
		tertius_mime_read(data, length, 0, FALSE, &error);

	ck_assert_msg(read != NULL, "%.*s", (int) length, data);
	return read;
}

static const char header[] =
	"From: Dana Okafor <dana@example.org>\r\n"
	"To: Bob <bob@example.org>,\r\n\tInes <ines@example.org>\r\n"
	"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n"
	"Date: Mon, 5 Feb 2024 10:00:00 +0100\r\n"
	"Message-ID: <1@example.org>\r\n"
	"MIME-Version: 1.0\r\n"
	"Content-Type: multipart/mixed; boundary=\"old\"\r\n\r\n";

START_TEST(what_is_put_together_is_read_as_the_whole)
{
	g_autoptr(TertiusImapMessage) message =
		new_message(header, "((" PLAIN HTML CALENDAR
	                            " \"alternative\")" PAPER " \"mixed\")");
	g_autoptr(TertiusMessage) read = NULL;

	take(message, "BODY[1.1]<0>",
	     "Hello\r\n--=_tertius_7_0\r\n--=_tertius_7_0--\r\nthere\r\n");
	take(message, "BODY[1.3]<0>", "QkVHSU46VkNBTEVOREFSCg==\r\n");
	read = understand(message);
	ck_assert_str_eq(read->subject, "Grüße");
	ck_assert_uint_eq(read->recipients->len, 2);
	ck_assert_str_eq(read->text,
	                 "Hello\n--=_tertius_7_0\n--=_tertius_7_0--\nthere\n");
	ck_assert_uint_eq(read->attachments->len, 1);
	ck_assert_str_eq(g_ptr_array_index(read->attachments, 0), "paper.pdf");
	ck_assert_uint_eq(read->calendars->len, 1);
}
END_TEST

START_TEST(what_has_no_type_is_a_text)
{
	static const char *const types[] = { "text", "plain", "X-odd" };

	for (gsize i = 0; i < G_N_ELEMENTS(types); i++) {
		g_autofree char *structure = g_strdup_printf(
			"(\"%s\" \"\" NIL NIL NIL \"7bit\" 90 2)", types[i]);
		g_autoptr(TertiusImapMessage) message =
			new_message(header, structure);
		g_autoptr(TertiusMessage) read = NULL;

		take(message, "BODY[1]<0>", "Meet Bob.\r\n");
		read = understand(message);
		ck_assert_str_eq(read->text, "Meet Bob.\n");
	}
}
END_TEST

START_TEST(a_calendar_is_known_by_its_name)
{
	g_autoptr(TertiusImapMessage) message = new_message(
		header, "(" PLAIN "(\"application\" \"octet-stream\" (\"name\" "
			"\"invite.ics\") NIL NIL \"7bit\" 90 NIL "
			"(\"attachment\" NIL) NIL NIL) \"mixed\")");
	g_autoptr(TertiusMessage) read = NULL;

	take(message, "BODY[1]<0>", "Hello\r\n");
	take(message, "BODY[2]<0>", "BEGIN:VCALENDAR\r\n");
	read = understand(message);
	ck_assert_uint_eq(read->calendars->len, 1);
}
END_TEST

START_TEST(a_calendar_that_was_too_large_is_none)
{
	g_autoptr(TertiusImapMessage) message = new_message(
		header, "(\"text\" \"calendar\" NIL NIL NIL \"7bit\" "
			"3145729 9)");
	g_autoptr(TertiusMessage) read = understand(message);

	ck_assert_uint_eq(read->calendars->len, 0);
}
END_TEST

START_TEST(a_simple_message_keeps_its_encoding)
{
	g_autoptr(TertiusImapMessage) message = new_message(header, HTML);
	g_autoptr(TertiusMessage) read = NULL;

	take(message, "BODY[1]<0>", "<p>Gr=C3=BC=C3=9Fe</p>\r\n");
	read = understand(message);
	ck_assert_str_eq(g_strstrip(read->text), "Grüße");
}
END_TEST

START_TEST(a_structure_that_cannot_be_read_leaves_the_body_as_it_is)
{
	g_autoptr(TertiusImapMessage) message = new_message(header, NULL);
	g_autoptr(TertiusMessage) read = NULL;

	take(message, "BODY[TEXT]<0>",
	     "--old\r\nContent-Type: text/plain\r\n\r\nHello\r\n--old--\r\n");
	read = understand(message);
	ck_assert_str_eq(g_strstrip(read->text), "Hello");
}
END_TEST

/* Many servers write types and parameters in capitals, whatever stood there. */
static char *
dup_as_servers_write(const char *structure, gboolean is_upper)
{
	return is_upper ? g_ascii_strup(structure, -1) : g_strdup(structure);
}

/* Of parts that tell nothing else only the text is handed on. */
START_TEST(a_text_that_is_all_needs_no_parts)
{
	static const struct {
		const char *structure, *section;
		gboolean is_all;
	} mails[] = {
		{ PLAIN, "BODY[1]<0>", TRUE },
		{ "(" PLAIN HTML " \"alternative\")", "BODY[1]<0>", TRUE },
		{ "((" PLAIN HTML " \"alternative\") \"related\")",
		  "BODY[1.1]<0>", TRUE },
		{ "(" PLAIN PAPER " \"mixed\")", "BODY[1]<0>", FALSE },
		{ "(" PLAIN CALENDAR " \"mixed\")", "BODY[1]<0>", FALSE },
		{ "(" PLAIN HTML " \"report\")", "BODY[1]<0>", FALSE },
		{ "(" PLAIN HTML " \"encrypted\")", "BODY[1]<0>", FALSE },
		{ "(" PLAIN PLAIN " \"mixed\")", "BODY[1]<0>", TRUE },
	};

	for (gsize i = 0; i < 2 * G_N_ELEMENTS(mails); i++) {
		g_autofree char *structure = dup_as_servers_write(
			mails[i / 2].structure, i % 2 != 0);
		g_autoptr(TertiusImapMessage) message =
			new_message(header, structure);
		g_autoptr(GBytes) bytes = NULL;
		g_autofree char *text = NULL;

		take(message, mails[i / 2].section, "Hello\r\n\r\nBob\r\n");
		bytes = tertius_imap_message_compose(message);
		text = g_strndup(g_bytes_get_data(bytes, NULL),
		                 g_bytes_get_size(bytes));
		ck_assert_msg((strstr(text, "boundary") == NULL) ==
		                      mails[i / 2].is_all,
		              "mail %zu: %s", i, text);
		if (mails[i / 2].is_all)
			ck_assert(g_str_has_suffix(text, "\r\n\r\nHello\r\n"
			                                 "\r\nBob\r\n"));
	}
}
END_TEST

/* What tells something is kept though no text is fetched. */
START_TEST(mail_to_many_is_its_head_and_what_lies_with_it)
{
	const struct {
		const char *structure;
		guint files;
		const char *kept; /* a word of the structure, or NULL */
	} mails[] = {
		{ PLAIN, 0, NULL },
		{ "(" PLAIN HTML " \"alternative\")", 0, NULL },
		{ "(" PLAIN PAPER " \"mixed\")", 1, "multipart/mixed" },
		{ "(" PLAIN CALENDAR " \"mixed\")", 0, "text/calendar" },
		{ "(" PLAIN " \"report\")", 0, "multipart/report" },
		{ "(" PLAIN ENCLOSED " \"mixed\")", 1, "message/rfc822" },
	};

	for (gsize i = 0; i < 2 * G_N_ELEMENTS(mails); i++) {
		g_autofree char *structure = dup_as_servers_write(
			mails[i / 2].structure, i % 2 != 0);
		g_autoptr(TertiusImapMessage) message = new_message(
			"From: dana@example.org\r\nTo: x@example.org\r\n"
			"List-Id: <x.example.org>\r\n"
			"Content-Type: text/html\r\n\r\n",
			structure);
		g_autoptr(GBytes) bytes = tertius_imap_message_compose(message);
		g_autofree char *text =
			g_ascii_strdown(g_bytes_get_data(bytes, NULL),
		                        (gssize) g_bytes_get_size(bytes));
		g_autoptr(TertiusMessage) read = understand(message);

		ck_assert_str_eq(read->text, "");
		ck_assert_uint_eq(read->attachments->len, mails[i / 2].files);
		ck_assert_msg((read->flags & TERTIUS_MESSAGE_AUTOMATIC) != 0,
		              "mail %zu", i);
		ck_assert_msg(strstr(text, mails[i / 2].kept != NULL
		                                   ? mails[i / 2].kept
		                                   : "\r\n\r\n") != NULL,
		              "mail %zu: %s", i, text);
		ck_assert_msg(mails[i / 2].kept != NULL ||
		                      strstr(text, "content-") == NULL,
		              "mail %zu: %s", i, text);
	}
}
END_TEST

START_TEST(words_of_a_structure_cannot_add_header_fields)
{
	g_autoptr(TertiusImapMessage) message = new_message(
		header,
		"(\"text\" {22}\r\nplain\r\nSubject: evil\r\n (\"charset\" "
		"{16}\r\nutf-8\r\nBcc: a@b \"x*\" \"a b\") NIL NIL "
		"{12}\r\n7bit\r\nCc: x  9 1)");
	g_autoptr(GBytes) bytes = NULL;
	const char *text;

	take(message, "BODY[1]<0>", "Hello\r\n");
	bytes = tertius_imap_message_compose(message);
	text = g_bytes_get_data(bytes, NULL);
	ck_assert_ptr_nonnull(strstr(text, "\r\nContent-Type: text/plain"));
	ck_assert_ptr_null(strstr(text, "\nSubject: evil"));
	ck_assert_ptr_null(strstr(text, "\nBcc:"));
	ck_assert_ptr_null(strstr(text, "\nCc:"));
}
END_TEST

START_TEST(parts_have_a_greatest_number_and_depth)
{
	const struct {
		guint parts, depth;
		gboolean is_read;
	} sizes[] = {
		/* the multiparts open and close: two each */
		{ TERTIUS_IMAP_PARTS_MAX - 2, 1, TRUE },
		{ TERTIUS_IMAP_PARTS_MAX, 1, FALSE },
		{ 1, TERTIUS_IMAP_PARTS_DEPTH_MAX, TRUE },
		{ 1, TERTIUS_IMAP_PARTS_DEPTH_MAX + 1, FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_autoptr(GString) structure = g_string_new(NULL);
		GPtrArray *parts;

		for (guint j = 0; j < sizes[i].depth; j++)
			g_string_append_c(structure, '(');
		for (guint j = 0; j < sizes[i].parts; j++)
			g_string_append(structure, PLAIN);
		for (guint j = 0; j < sizes[i].depth; j++)
			g_string_append(structure, " \"mixed\")");
		parts = read_structure(structure->str);
		ck_assert_msg((parts != NULL) == sizes[i].is_read, "size %zu",
		              i);
		g_clear_pointer(&parts, g_ptr_array_unref);
	}
}
END_TEST

TERTIUS_TEST_MAIN("imap-message", little_is_fetched,
                  every_cut_of_a_structure_is_borne, mail_to_many_needs_no_text,
                  what_is_put_together_is_read_as_the_whole,
                  what_has_no_type_is_a_text, a_calendar_is_known_by_its_name,
                  a_calendar_that_was_too_large_is_none,
                  a_simple_message_keeps_its_encoding,
                  a_text_that_is_all_needs_no_parts,
                  a_structure_that_cannot_be_read_leaves_the_body_as_it_is,
                  mail_to_many_is_its_head_and_what_lies_with_it,
                  words_of_a_structure_cannot_add_header_fields,
                  parts_have_a_greatest_number_and_depth)
