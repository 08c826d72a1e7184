/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mbox files: where messages begin, what is given back unmarked, which keys
 * stay, and files that change while they are read.
 */
#include "mail-place.h"

#include "base/error.h"
#include "mail/mbox.h"

#define FROM "From dana@example.org Mon Nov 23 10:11:12 2026\n"

START_TEST(messages_begin_at_from_lines)
{
	static const struct {
		const char *text, *seen;
	} cases[] = {
		{ "", "" },
		{ FROM "Subject: a\n\nx\n\n" FROM "Subject: b\n\ny\n", "a b" },
		/* CRLF; no blank line between; a first blank line. */
		{ "From d Mon Nov 23 10:11:12 2026\r\nSubject: a\r\n\r\nx\r\n"
		  "\r\nFrom d Mon Nov 23 10:11:12 2026\r\nSubject: b\r\n\r\n",
		  "a b" },
		{ FROM "Subject: a\n\nx\n" FROM "Subject: b\n\ny\n", "a b" },
		{ "\n\n" FROM "Subject: a\n\n", "a" },
		/* Other "From " lines. */
		{ "From - Mon Nov 23 10:11:12 2026\nSubject: a\n\n\n"
		  "From MAILER-DAEMON\nSubject: b\n\n\n"
		  "From \nSubject: c\n",
		  "a b c" },
		/* Text that was never marked. */
		{ FROM "Subject: a\n\nFrom here on\n\nFrom now on\nit is\n\n"
		       "From 10:30 to 11:30 we\nmeet\n" FROM "Subject: b\n\n",
		  "a b" },
		/* Cut short. */
		{ FROM "Subject: a\n\nx\n\n" FROM "Subject: b", "a b" },
		{ FROM "Subject: a\n\nx\n\nFrom dana@example.org Mon N", "a" },
		{ FROM, "" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(MailPlace) place = mail_place_new();
		const char *seen;

		mail_place_put(place, "box", cases[i].text);
		seen = mail_place_read(place, "box");
		ck_assert_msg(strcmp(seen, cases[i].seen) == 0, "case %zu: %s",
		              i, seen);
		ck_assert_msg(strlen(seen) > 0 || place->n_items == 0,
		              "case %zu", i);
		ck_assert_msg(place->progress.bytes_done ==
		                      strlen(cases[i].text),
		              "case %zu", i);
	}
}
END_TEST

/* The bytes of the only message. */
static char *
read_only_message(const char *text)
{
	g_autoptr(MailPlace) place = mail_place_new();
	g_autofree char *path = g_build_filename(place->path, "box", NULL);
	g_autoptr(TertiusSource) source = NULL;
	const TertiusItem *item;
	gsize length;
	const char *data;
	char *copy;

	mail_place_put(place, "box", text);
	source = tertius_source_open(path, &place->options, NULL);
	item = tertius_source_next(source, NULL);
	data = g_bytes_get_data(item->bytes, &length);
	copy = g_strndup(data, length);
	item = tertius_source_next(source, NULL);
	ck_assert(item == NULL || item->bytes == NULL);
	return copy;
}

START_TEST(bytes_come_as_they_were_sent)
{
	static const char *const cases[][2] = {
		{ FROM "Subject: a\n\nx\n", "Subject: a\n\nx\n" },
		{ FROM "Subject: a\n\nx\n\n", "Subject: a\n\nx\n" },
		{ FROM "Subject: a\r\n\r\nx\r\n\r\n",
		  "Subject: a\r\n\r\nx\r\n" },
		{ FROM "Subject: a\n\n>From x\n>>From y\n >From z\n>Fromage\n",
		  "Subject: a\n\nFrom x\n>From y\n >From z\n>Fromage\n" },
		{ FROM "Subject: a\n\n> >From x\n>From",
		  "Subject: a\n\n> >From x\n>From" },
		{ FROM ">From inner\nSubject: a\n\n",
		  "From inner\nSubject: a\n" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *bytes = read_only_message(cases[i][0]);

		ck_assert_msg(strcmp(bytes, cases[i][1]) == 0, "case %zu: %s",
		              i, bytes);
	}
}
END_TEST

START_TEST(counted_text_is_believed_when_it_fits)
{
	static const struct {
		const char *count, *seen;
	} cases[] = {
		{ "47", "a b" }, /* the text with a "From " line in it */
		{ "40", "a b x" },       { "999999999999999999999", "a b x" },
		{ "-1", "a b x" },       { "0", "a b x" },
		{ "nonsense", "a b x" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(MailPlace) place = mail_place_new();
		g_autofree char *text = g_strdup_printf(
			FROM "Subject: a\nContent-Length: %s\n\n"
			     "\nFrom x Mon Nov 23 10:11:12 2026\n"
			     "Subject: x\nyz\n\n" FROM "Subject: b\n\n",
			cases[i].count);
		const char *seen;

		mail_place_put(place, "box", text);
		seen = mail_place_read(place, "box");
		ck_assert_msg(strcmp(seen, cases[i].seen) == 0, "case %zu: %s",
		              i, seen);
	}
}
END_TEST

/* A "From " line of so many bytes, its end among them. */
static char *
dup_from_line(gsize n)
{
	g_autofree char *fill = g_strnfill(n - strlen("From \n"), 'x');

	return g_strconcat("From ", fill, "\n", NULL);
}

START_TEST(a_count_that_leads_to_no_from_line_hides_no_mail)
{
	for (gsize n = TERTIUS_MBOX_LINE_MAX; n <= TERTIUS_MBOX_LINE_MAX + 1;
	     n++) {
		gboolean is_line = n <= TERTIUS_MBOX_LINE_MAX;
		g_autoptr(MailPlace) place = mail_place_new();
		g_autofree char *line = dup_from_line(n);
		g_autofree char *text = g_strconcat(
			FROM "Subject: a\nContent-Length: 2\n\nx\n", line,
			"Subject: b\n\ny\n\n", FROM "Subject: c\n\n", NULL);

		mail_place_put(place, "box", text);
		ck_assert_str_eq(mail_place_read(place, "box"),
		                 is_line ? "a b c" : "a c");
	}
}
END_TEST

START_TEST(a_file_that_begins_with_a_long_line_is_none)
{
	for (gsize n = TERTIUS_MBOX_LINE_MAX; n <= TERTIUS_MBOX_LINE_MAX + 1;
	     n++) {
		g_autofree char *line = dup_from_line(n);
		g_autofree char *text =
			g_strconcat("\n", line, "Subject: a\n\n", NULL);

		ck_assert_int_eq(tertius_mbox_is(text, strlen(text)),
		                 n <= TERTIUS_MBOX_LINE_MAX);
	}
}
END_TEST

START_TEST(known_messages_stay_known)
{
	g_autoptr(MailPlace) place = mail_place_new();
	static const char a[] = FROM "Subject: a\n\nx\n\n";
	static const char b[] = FROM "Subject: b\n\nx\n\n";
	static const char c[] = FROM "Subject: c\n\nxyz\n\n";
	g_autofree char *ab = g_strconcat(a, b, NULL);
	g_autofree char *abc = g_strconcat(a, b, c, NULL);
	g_autofree char *bc = g_strconcat(b, c, NULL);

	mail_place_put(place, "box", ab);
	ck_assert_str_eq(mail_place_read(place, "box"), "a b");
	ck_assert_uint_eq(place->n_states, 1);
	/* Nothing changed: passed over in one step. */
	ck_assert_str_eq(mail_place_read(place, "box"), "");
	ck_assert_uint_eq(place->n_states, 0);
	ck_assert_uint_eq(place->progress.bytes_done, strlen(ab));
	/* One came; one before it was deleted. */
	mail_place_put(place, "box", abc);
	ck_assert_str_eq(mail_place_read(place, "box"), "c");
	mail_place_put(place, "box", bc);
	ck_assert_str_eq(mail_place_read(place, "box"), "");
	ck_assert_uint_eq(place->n_states, 1);
	/* The last one is longer now. */
	mail_place_put(place, "box", FROM "Subject: b\n\nx\n\nmore\n");
	ck_assert_str_eq(mail_place_read(place, "box"), "b");
}
END_TEST

/* Messages that differ only far inside are told apart by length or end. */
START_TEST(long_messages_have_keys_of_their_own)
{
	g_autoptr(MailPlace) place = mail_place_new();
	g_autofree char *filler = g_strnfill(100000, 'x');
	g_autofree char *text = g_strconcat(
		FROM "Subject: a\n\n", filler, "1\n\n", FROM "Subject: a\n\n",
		filler, "2\n\n", FROM "Subject: a\n\n", filler, "22\n\n", NULL);

	mail_place_put(place, "box", text);
	(void) mail_place_read(place, "box");
	ck_assert_uint_eq(g_hash_table_size(place->known), 4);
}
END_TEST

START_TEST(lines_across_windows_are_found)
{
	g_autoptr(MailPlace) place = mail_place_new();

	/* A "From " line at each place around the edge of the window. */
	for (gsize edge = 256 * 1024 - 80; edge < 256 * 1024 + 20; edge++) {
		gsize begin = strlen(FROM "Subject: a\n\n");
		g_autofree char *filler = g_strnfill(edge - begin - 2, 'x');
		g_autofree char *text =
			g_strconcat(FROM "Subject: a\n\n", filler, "\n\n",
		                    FROM "Subject: b\n\n", filler, "\n\n",
		                    FROM "Subject: c\n", NULL);
		const char *seen;

		mail_place_put(place, "box", text);
		g_hash_table_remove_all(place->known);
		seen = mail_place_read(place, "box");
		ck_assert_msg(strcmp(seen, "a b c") == 0, "edge %zu: %s", edge,
		              seen);
	}
}
END_TEST

START_TEST(arrival_is_told_by_what_can_be_believed)
{
	static const struct {
		const char *text;
		gint64 received;
	} cases[] = {
		{ FROM "Subject: a\n\n", 1795428672 },
		{ "From d Mon Nov 23 10:11:12 2026 +0100\nSubject: a\n\n",
		  1795425072 },
		/* No date, a made-up one, one after the file. */
		{ "From d\nSubject: a\n\n", 1800000000 },
		{ "From d Thu Jan  1 00:00:00 1970\nSubject: a\n\n",
		  1800000000 },
		{ "From 0123abcd Mon Sep 17 00:00:00 2001\nSubject: a\n\n",
		  1800000000 },
		{ "From d Mon Nov 23 10:11:12 2099\nSubject: a\n\n",
		  1800000000 },
		/* The message is younger than its "From " line says. */
		{ "From d Mon Nov 23 10:11:12 2009\n"
		  "Date: Mon, 23 Nov 2026 10:11:12 +0000\n\n",
		  1795428672 },
		{ "From d Mon Nov 23 10:11:12 2009\n"
		  "Date: Mon, 23 Nov 2099 10:11:12 +0000\n\n",
		  1258971072 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(MailPlace) place = mail_place_new();
		g_autofree char *path =
			g_build_filename(place->path, "box", NULL);
		g_autoptr(TertiusSource) source = NULL;
		const TertiusItem *item;

		mail_place_put(place, "box", cases[i].text);
		mail_place_set_time(place, "box", 1800000000);
		source = tertius_source_open(path, &place->options, NULL);
		item = tertius_source_next(source, NULL);
		ck_assert_msg(item->received == cases[i].received,
		              "case %zu: %" G_GINT64_FORMAT, i, item->received);
	}
}
END_TEST

START_TEST(older_mail_is_left_out)
{
	g_autoptr(MailPlace) place = mail_place_new();

	mail_place_put(place, "box",
	               FROM "Date: Mon, 23 Nov 2026 10:11:11 +0000\n"
	                    "Subject: a\n\n" FROM "Subject: b\n\n");
	mail_place_set_time(place, "box", 1800000000);
	place->options.since = 1795428672;
	ck_assert_str_eq(mail_place_read(place, "box"), "b");
	ck_assert_uint_eq(place->n_states, 0);
	place->options.since = 0;
	ck_assert_str_eq(mail_place_read(place, "box"), "a");
	ck_assert_uint_eq(place->n_states, 1);
}
END_TEST

START_TEST(a_file_that_changes_meanwhile_does_no_harm)
{
	/* Cut at every length after the first message was read. */
	static const char text[] =
		FROM "Subject: a\n\nx\n\n" FROM "Subject: b\n\nx\n\n" FROM
		     "Subject: c\n\nx\n";
	g_autoptr(MailPlace) place = mail_place_new();
	g_autofree char *path = g_build_filename(place->path, "box", NULL);

	for (gsize length = 0; length < strlen(text); length++) {
		g_autoptr(TertiusSource) source = NULL;
		g_autoptr(GError) error = NULL;
		const TertiusItem *item;
		guint n = 0;

		mail_place_put(place, "box", text);
		source = tertius_source_open(path, &place->options, NULL);
		ck_assert_ptr_nonnull(tertius_source_next(source, NULL));
		ck_assert_int_eq(truncate(path, (off_t) length), 0);
		while ((item = tertius_source_next(source, &error)) != NULL) {
			ck_assert_msg(item->bytes != NULL, "length %zu",
			              length);
			n++;
		}
		ck_assert(error == NULL && n <= 2);
	}
}
END_TEST

START_TEST(a_large_message_is_cut_and_the_next_one_found)
{
	static const gsize lengths[] = { 32 * 1024 * 1024 - 1, 32 * 1024 * 1024,
		                         32 * 1024 * 1024 + 1,
		                         40 * 1024 * 1024 };
	g_autoptr(MailPlace) place = mail_place_new();

	for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
		g_autofree char *body = g_strnfill(lengths[i] - 1, 'x');
		g_autofree char *text = g_strconcat(
			FROM, body, "\n", FROM "Subject: next\n\n", NULL);
		g_autofree char *path =
			g_build_filename(place->path, "box", NULL);
		g_autoptr(TertiusSource) source = NULL;
		const TertiusItem *item;
		g_autofree char *name = NULL;

		mail_place_put(place, "box", text);
		source = tertius_source_open(path, &place->options, NULL);
		item = tertius_source_next(source, NULL);
		ck_assert_uint_eq(g_bytes_get_size(item->bytes),
		                  MIN(lengths[i], 32 * 1024 * 1024));
		item = tertius_source_next(source, NULL);
		ck_assert_ptr_nonnull(item);
		name = mail_place_dup_name(item->bytes);
		ck_assert_str_eq(name, "next");
	}
}
END_TEST

START_TEST(mbox_files_in_folders_are_found)
{
	g_autoptr(MailPlace) place = mail_place_new();

	mail_place_put(place, "Mail/Inbox", FROM "Subject: inbox\n\n");
	mail_place_put(place, "Mail/Inbox.msf", FROM "Subject: index\n\n");
	mail_place_put(place, "Mail/Sent", FROM "Subject: sent\n\n");
	mail_place_put(place, "Mail/Sent.sbd/2025", FROM "Subject: old\n\n");
	mail_place_put(place, "Mail/Trash", FROM "Subject: trash\n\n");
	mail_place_put(place, "Mail/list.mbox", FROM "Subject: list\n\n");
	mail_place_put(place, "Mail/notes", "no mbox\n");
	ck_assert_str_eq(mail_place_read(place, "Mail"),
	                 "inbox list old/sent sent/sent");
	ck_assert_str_eq(mail_place_read(place, "Mail/Sent"), "");
}
END_TEST

START_TEST(a_file_without_a_from_line_is_refused)
{
	g_autoptr(MailPlace) place = mail_place_new();
	g_autofree char *path = g_build_filename(place->path, "box", NULL);
	g_autoptr(GError) error = NULL;

	mail_place_put(place, "box", "Hello, this is no mail at all.\n");
	ck_assert_ptr_null(tertius_source_open(path, &place->options, &error));
	ck_assert(
		g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED));
	ck_assert_ptr_nonnull(strstr(error->message, "From"));
}
END_TEST

START_TEST(every_cut_of_a_file_is_read)
{
	static const char text[] =
		"\n" FROM
		"Subject: a\nContent-Length: 10\n\n>From x\nxx\n\n" FROM
		"Date: Mon, 23 Nov 2026 10:11:12 +0000\r\n\r\n\r\n" FROM
		"From \nFrom: x\n\n\nFrom dana\n";
	g_autoptr(MailPlace) place = mail_place_new();
	g_autofree char *path = g_build_filename(place->path, "box", NULL);

	for (gsize i = 0; i <= strlen(text); i++) {
		g_autoptr(TertiusSource) source = NULL;
		const TertiusItem *item;
		g_autoptr(GError) error = NULL;

		mail_place_write(path, text, i);
		source = tertius_source_open(path, &place->options, NULL);
		if (source == NULL)
			continue;
		while ((item = tertius_source_next(source, &error)) != NULL)
			ck_assert(item->bytes == NULL ||
			          g_bytes_get_size(item->bytes) <= i);
		ck_assert_ptr_null(error);
	}
}
END_TEST

TERTIUS_TEST_MAIN(
	"mbox", messages_begin_at_from_lines, bytes_come_as_they_were_sent,
	counted_text_is_believed_when_it_fits,
	a_count_that_leads_to_no_from_line_hides_no_mail,
	a_file_that_begins_with_a_long_line_is_none, known_messages_stay_known,
	long_messages_have_keys_of_their_own, lines_across_windows_are_found,
	arrival_is_told_by_what_can_be_believed, older_mail_is_left_out,
	a_file_that_changes_meanwhile_does_no_harm,
	a_large_message_is_cut_and_the_next_one_found,
	mbox_files_in_folders_are_found, a_file_without_a_from_line_is_refused,
	every_cut_of_a_file_is_read)
