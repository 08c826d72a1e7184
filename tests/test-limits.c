/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What strangers may make long in a message, on both sides of each limit.
 */
#include "mail-place.h"
#include "mail/file.h"
#include "mail/mbox.h"
#include "mail/mime-fields.h"
#include "mail/mime-words.h"
#include "mail/mime.h"
#include "mail/place.h"
#include "model/act.h"
#include "tertius-test.h"

#include <string.h>

static char *
dup_many(gsize n)
{
	return g_strnfill(n, 'x');
}

static TertiusMessage *
read_head(const char *head)
{
	g_autofree char *bytes = g_strconcat("From: dana@example.org\n", head,
	                                     "\n\nHi.\n", NULL);
	TertiusMessage *message =
		tertius_mime_read(bytes, strlen(bytes), 0, FALSE, NULL);

	ck_assert_ptr_nonnull(message);
	return message;
}

START_TEST(a_subject_is_cut)
{
	for (gsize n = TERTIUS_MESSAGE_SUBJECT_MAX - 1;
	     n <= TERTIUS_MESSAGE_SUBJECT_MAX + 1; n++) {
		g_autofree char *text = dup_many(n);
		g_autofree char *head = g_strconcat("Subject: ", text, NULL);
		g_autoptr(TertiusMessage) message = read_head(head);

		ck_assert_uint_eq(strlen(message->subject),
		                  MIN(n, TERTIUS_MESSAGE_SUBJECT_MAX));
	}
}
END_TEST

START_TEST(a_message_id_is_cut)
{
	for (gsize n = TERTIUS_MESSAGE_ID_MAX - 1;
	     n <= TERTIUS_MESSAGE_ID_MAX + 1; n++) {
		g_autofree char *text = dup_many(n - strlen("@example.org"));
		g_autofree char *head = g_strconcat("Message-ID: <", text,
		                                    "@example.org>", NULL);
		g_autoptr(TertiusMessage) message = read_head(head);

		ck_assert_ptr_nonnull(message->message_id);
		ck_assert_uint_eq(strlen(message->message_id),
		                  MIN(n, TERTIUS_MESSAGE_ID_MAX));
	}
}
END_TEST

START_TEST(a_name_is_cut)
{
	for (gsize n = TERTIUS_PERSON_NAME_MAX - 1;
	     n <= TERTIUS_PERSON_NAME_MAX + 1; n++) {
		g_autofree char *name = dup_many(n);
		g_autoptr(TertiusPerson) person = tertius_person_new(
			name, "dana@example.org", TERTIUS_PLACE_TO);

		ck_assert_uint_eq(strlen(person->name),
		                  MIN(n, TERTIUS_PERSON_NAME_MAX));
	}
}
END_TEST

/* What is left of an address that was cut would be somebody else's. */
START_TEST(an_address_that_is_too_long_is_none)
{
	for (gsize n = TERTIUS_PERSON_ADDRESS_MAX - 1;
	     n <= TERTIUS_PERSON_ADDRESS_MAX + 1; n++) {
		g_autofree char *local = dup_many(n - strlen("@example.org"));
		g_autofree char *address =
			g_strconcat(local, "@example.org", NULL);
		g_autoptr(TertiusPerson) person =
			tertius_person_new("Dana", address, TERTIUS_PLACE_TO);

		ck_assert((person->address != NULL) ==
		          (n <= TERTIUS_PERSON_ADDRESS_MAX));
	}
}
END_TEST

START_TEST(words_that_were_seen_are_cut)
{
	for (gsize n = TERTIUS_EVIDENCE_QUOTE_MAX - 1;
	     n <= TERTIUS_EVIDENCE_QUOTE_MAX + 1; n++) {
		g_autofree char *words = dup_many(n);
		g_autoptr(TertiusEvidence) evidence =
			tertius_evidence_new("rule", words, "body", 1);

		ck_assert_uint_eq(strlen(evidence->quote),
		                  MIN(n, TERTIUS_EVIDENCE_QUOTE_MAX));
	}
}
END_TEST

START_TEST(fields_are_counted)
{
	for (guint n = TERTIUS_FIELDS_MAX - 1; n <= TERTIUS_FIELDS_MAX; n++) {
		g_autoptr(GString) head = g_string_new(NULL);
		g_auto(TertiusFields) fields = { 0 };

		for (guint i = 0; i < n; i++)
			g_string_append(head, "X-A: b\n");
		g_string_append(head, "Subject: last\n\nHi.\n");
		tertius_fields_read(head->str, head->len, &fields);
		ck_assert((tertius_fields_get(&fields, "subject") != NULL) ==
		          (n < TERTIUS_FIELDS_MAX));
		/* The text begins where it begins, however long the head. */
		ck_assert_str_eq(head->str + fields.body, "Hi.\n");
	}
}
END_TEST

START_TEST(a_field_is_cut)
{
	for (gsize n = TERTIUS_FIELD_MAX - 1; n <= TERTIUS_FIELD_MAX + 1; n++) {
		g_autofree char *value = dup_many(n - 1);
		g_autofree char *head =
			g_strconcat("X-A: ", value, "\nX-B: c\n\n", NULL);
		g_auto(TertiusFields) fields = { 0 };
		const TertiusField *field;

		tertius_fields_read(head, strlen(head), &fields);
		field = tertius_fields_get(&fields, "x-a");
		ck_assert_ptr_nonnull(field);
		ck_assert_uint_le(field->length, TERTIUS_FIELD_MAX);
		ck_assert_uint_ge(field->length, MIN(n - 1, TERTIUS_FIELD_MAX));
		ck_assert_ptr_nonnull(tertius_fields_get(&fields, "x-b"));
	}
}
END_TEST

/* The end "?=" must begin within the limit. */
START_TEST(an_encoded_word_that_is_too_long_is_none)
{
	static const char begin[] = "=?utf-8?q?";

	for (gsize n = TERTIUS_MIME_WORD_MAX - 2; n <= TERTIUS_MIME_WORD_MAX;
	     n++) {
		g_autofree char *text = dup_many(n - strlen(begin));
		g_autofree char *word = g_strconcat(begin, text, "?=", NULL);

		ck_assert((tertius_mime_word_length(word) != 0) ==
		          (n < TERTIUS_MIME_WORD_MAX));
	}
}
END_TEST

/* --- Places ------------------------------------------------------------------ */

/* How many messages are handed out of @name in @place, and how long the longest
 * is. */
static guint
count_items(MailPlace *place, const char *name, gsize *longest)
{
	g_autofree char *path = g_build_filename(place->path, name, NULL);
	TertiusSource *source =
		tertius_source_open(path, &place->options, NULL);
	const TertiusItem *item;
	guint n = 0;

	ck_assert_ptr_nonnull(source);
	while ((item = tertius_source_next(source, NULL)) != NULL) {
		if (item->bytes == NULL)
			continue;
		n++;
		if (longest != NULL)
			*longest = MAX(*longest, g_bytes_get_size(item->bytes));
	}
	tertius_source_free(source);
	return n;
}

START_TEST(a_from_line_that_is_too_long_is_none)
{
	static const char end[] = " Mon Jun  1 10:00:00 2026\n";
	static const char message[] = "From: dana@example.org\n\nHi.\n\n";

	for (gsize n = TERTIUS_MBOX_LINE_MAX - 1;
	     n <= TERTIUS_MBOX_LINE_MAX + 1; n++) {
		g_autoptr(MailPlace) place = mail_place_new();
		g_autofree char *who =
			dup_many(n - strlen("From ") - strlen(end));
		g_autofree char *text =
			g_strconcat("From dana", end, message, "From ", who,
		                    end, message, NULL);

		mail_place_put(place, "box", text);
		ck_assert_uint_eq(count_items(place, "box", NULL),
		                  n <= TERTIUS_MBOX_LINE_MAX ? 2 : 1);
	}
}
END_TEST

/* Without a blank line before, a date needs a field after it. */
START_TEST(the_name_of_a_field_after_a_from_line_is_so_long)
{
	static const char from[] = "From dana Mon Jun  1 10:00:00 2026\n";
	static const char message[] = "From: dana@example.org\n\nHi.\n";

	for (gsize n = TERTIUS_MBOX_FIELD_NAME_MAX;
	     n <= TERTIUS_MBOX_FIELD_NAME_MAX + 1; n++) {
		g_autoptr(MailPlace) place = mail_place_new();
		g_autofree char *name = dup_many(n);
		g_autofree char *text = g_strconcat(from, message, from, name,
		                                    ": y\n", message, NULL);

		mail_place_put(place, "box", text);
		ck_assert_uint_eq(count_items(place, "box", NULL),
		                  n <= TERTIUS_MBOX_FIELD_NAME_MAX ? 2 : 1);
	}
}
END_TEST

START_TEST(folders_lie_only_so_deep)
{
	for (guint n = TERTIUS_PLACE_DEPTH_MAX;
	     n <= TERTIUS_PLACE_DEPTH_MAX + 1; n++) {
		g_autoptr(MailPlace) place = mail_place_new();
		g_autoptr(GString) name = g_string_new("top");

		mail_place_put_message(place, "top/1", "first");
		for (guint i = 0; i < n; i++)
			g_string_append_printf(name, "/folder%u", i);
		g_string_append(name, "/1");
		mail_place_put_message(place, name->str, "deep");
		ck_assert_uint_eq(count_items(place, "top", NULL),
		                  n <= TERTIUS_PLACE_DEPTH_MAX ? 2 : 1);
		ck_assert((place->problems->len > 0) ==
		          (n > TERTIUS_PLACE_DEPTH_MAX));
	}
}
END_TEST

START_TEST(a_file_is_cut)
{
	for (gsize n = TERTIUS_FILE_MESSAGE_MAX - 1;
	     n <= (gsize) TERTIUS_FILE_MESSAGE_MAX + 1; n++) {
		g_autoptr(MailPlace) place = mail_place_new();
		g_autofree char *path =
			g_build_filename(place->path, "box/cur/1", NULL);
		gsize longest = 0;

		mail_place_add_folder(place, "box/new");
		mail_place_add_folder(place, "box/tmp");
		mail_place_put_message(place, "box/cur/1", "long");
		ck_assert_int_eq(truncate(path, (off_t) n), 0);
		ck_assert_uint_eq(count_items(place, "box", &longest), 1);
		ck_assert_uint_eq(longest,
		                  MIN(n, (gsize) TERTIUS_FILE_MESSAGE_MAX));
	}
}
END_TEST

/* The year's last figure is the last byte that is looked at, or one beyond: it
 * is another year without it, and the file is too old then. */
START_TEST(a_date_stands_so_near_the_beginning)
{
	static const char begin[] = "X-A: ", date[] = "\nDate: 1 Jan 2020";
	static const char end[] = " \nFrom: dana@example.org\n\nHi.\n";

	for (gsize more = 0; more <= 1; more++) {
		g_autoptr(MailPlace) place = mail_place_new();
		g_autofree char *fill = dup_many(TERTIUS_FILE_HEAD_MAX + more -
		                                 strlen(begin) - strlen(date));
		g_autofree char *text =
			g_strconcat(begin, fill, date, end, NULL);

		place->options.since = 946684800; /* 2000 */
		mail_place_add_folder(place, "box/new");
		mail_place_add_folder(place, "box/tmp");
		mail_place_put(place, "box/cur/1", text);
		mail_place_set_time(place, "box/cur/1", 631152000); /* 1990 */
		ck_assert_uint_eq(count_items(place, "box", NULL), 1 - more);
	}
}
END_TEST

/* The same in an mbox, whose "From " line says what is too old. */
START_TEST(a_date_stands_so_near_a_from_line)
{
	static const char begin[] = "X-A: ", date[] = "\nDate: 1 Jan 2020";
	static const char from[] = "From dana@example.org Mon Jan  1 10:00:00 "
				   "1990\n";
	static const char end[] = " \nFrom: dana@example.org\n\nHi.\n";

	for (gsize more = 0; more <= 1; more++) {
		g_autoptr(MailPlace) place = mail_place_new();
		g_autofree char *fill = dup_many(TERTIUS_FILE_HEAD_MAX + more -
		                                 strlen(begin) - strlen(date));
		g_autofree char *text =
			g_strconcat(from, begin, fill, date, end, NULL);

		place->options.since = 946684800; /* 2000 */
		mail_place_put(place, "box", text);
		ck_assert_uint_eq(count_items(place, "box", NULL), 1 - more);
	}
}
END_TEST

TERTIUS_TEST_MAIN("limits", a_subject_is_cut, a_message_id_is_cut,
                  a_name_is_cut, an_address_that_is_too_long_is_none,
                  words_that_were_seen_are_cut, fields_are_counted,
                  a_field_is_cut, an_encoded_word_that_is_too_long_is_none,
                  a_from_line_that_is_too_long_is_none,
                  the_name_of_a_field_after_a_from_line_is_so_long,
                  folders_lie_only_so_deep, a_file_is_cut,
                  a_date_stands_so_near_the_beginning,
                  a_date_stands_so_near_a_from_line)
