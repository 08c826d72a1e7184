/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Claws Mail's folders on disk. The lists are made here as Claws Mail 4.1
 * writes them.
 */
#define _GNU_SOURCE
#include "tertius-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "failing-folder.h"
#include "mail/claws.h"

#define N_TEXTS 10

static void
put_number(GByteArray *list, guint32 number)
{
	g_byte_array_append(list, (const guint8 *) &number, sizeof number);
}

static void
put_text(GByteArray *list, const char *text)
{
	put_number(list, (guint32) strlen(text));
	g_byte_array_append(list, (const guint8 *) text, (guint) strlen(text));
}

static GByteArray *
new_list(guint32 version)
{
	GByteArray *list = g_byte_array_new();

	put_number(list, version);
	put_text(list, "UTF-8");
	return list;
}

static void
put_row(GByteArray *list, guint32 number, guint32 date, const char *to,
        const char *message_id)
{
	const char *const texts[N_TEXTS] = {
		"Bob",   "Mon",      "Bob <bob@example.net>",
		to,      "",         "",
		"Hello", message_id, "",
		"",
	};

	put_number(list, number);
	put_number(list, 1000 + number);
	put_number(list, date + 5);
	put_number(list, date);
	put_number(list, 0);
	for (guint i = 0; i < N_TEXTS; i++)
		put_text(list, texts[i]);
	put_number(list, 0);
	put_number(list, 0);
	put_number(list, 2);
	put_text(list, "first@example.net");
	put_text(list, "second@example.net");
}

static GByteArray *
new_sample(void)
{
	GByteArray *list = new_list(TERTIUS_CLAWS_VERSION);

	put_row(list, 7, 1000, "ada@example.org", "seven@example.net");
	put_row(list, 9, 3000, "ada@example.org, eve@example.com",
	        "nine@example.net");
	put_row(list, 8, 2000, "ada@example.org", "");
	return list;
}

static const TertiusClawsRow *
get_row(const GArray *rows, guint i)
{
	return &g_array_index(rows, TertiusClawsRow, i);
}

START_TEST(a_list_is_read_latest_first)
{
	g_autoptr(GByteArray) list = new_sample();
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) rows = tertius_claws_parse_list(
		(const char *) list->data, list->len, &error);

	ck_assert_ptr_null(error);
	ck_assert_uint_eq(rows->len, 3);
	ck_assert_uint_eq(get_row(rows, 0)->number, 9);
	ck_assert_uint_eq(get_row(rows, 0)->people, 2);
	ck_assert_str_eq(get_row(rows, 0)->key, "nine@example.net 1009 3000");
	ck_assert_ptr_null(get_row(rows, 1)->message_id);
	ck_assert_uint_eq(strlen(get_row(rows, 1)->key), 64);
	ck_assert_str_eq(get_row(rows, 2)->message_id, "seven@example.net");
}
END_TEST

START_TEST(every_cut_of_a_list_gives_the_rows_before_it)
{
	g_autoptr(GByteArray) list = new_sample();
	guint before = 0;

	for (guint length = 4; length <= list->len; length++) {
		g_autofree char *exact = g_memdup2(list->data, length);
		g_autoptr(GArray) rows =
			tertius_claws_parse_list(exact, length, NULL);

		ck_assert_msg(rows != NULL && rows->len >= before, "cut at %u",
		              length);
		before = rows->len;
	}
	ck_assert_uint_eq(before, 3);
}
END_TEST

START_TEST(a_length_past_the_end_ends_the_list)
{
	g_autoptr(GByteArray) list = new_sample();
	g_autoptr(GArray) rows = NULL;
	guint32 huge = G_MAXUINT32;

	put_row(list, 10, 4000, "ada@example.org", "ten@example.net");
	/* The number of references of the last row. */
	memcpy(list->data + list->len - 2 * (4 + 17) - 1 - 4, &huge,
	       sizeof huge);
	rows = tertius_claws_parse_list((const char *) list->data, list->len,
	                                NULL);
	ck_assert_uint_eq(rows->len, 3);
}
END_TEST

START_TEST(a_list_of_another_version_is_left_alone)
{
	g_autoptr(GByteArray) list = new_list(TERTIUS_CLAWS_VERSION + 1);
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(tertius_claws_parse_list((const char *) list->data,
	                                            list->len, &error));
	ck_assert(g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_TOO_NEW));
}
END_TEST

START_TEST(a_folder_without_list_is_read_by_its_files)
{
	g_autofree char *folder = g_dir_make_tmp("tertius-claws-XXXXXX", NULL);
	static const char *const names[] = { "1", "12", ".claws_mark", "3x",
		                             "99999999999" };
	g_autofree char *link = g_build_filename(folder, "7", NULL);
	g_autoptr(GArray) rows = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path =
			g_build_filename(folder, names[i], NULL);

		ck_assert(g_file_set_contents(path, "x", -1, NULL));
	}
	ck_assert_int_eq(symlink("/etc/passwd", link), 0);
	rows = tertius_claws_read_folder(folder, NULL);
	ck_assert_uint_eq(rows->len, 2);
	ck_assert_ptr_null(tertius_claws_read_message(link));
	ck_assert_uint_eq(get_row(rows, 0)->number + get_row(rows, 1)->number,
	                  13);
	for (int i = 0; i < 2 + (int) G_N_ELEMENTS(names) + 1; i++) {
		folder_entries_left = i;
		ck_assert_ptr_null(tertius_claws_read_folder(folder, NULL));
	}
	folder_entries_left = -1;
}
END_TEST

START_TEST(what_claws_mail_writes_before_sent_mail_is_left_out)
{
	static const char sent[] = "AF:\nS:ada@example.org\n"
				   "X-Claws-End-Special-Headers: 1\n"
				   "Subject: Thanks\n\nThank you\n";
	static const char quoted[] =
		"Subject: Odd\n\nText\nX-Claws-End-Special-Headers: 1\nmore\n";
	static const struct {
		const char *text, *start;
	} cases[] = {
		{ sent, "Subject: Thanks" },
		{ quoted, "Subject: Odd" },
	};
	g_autofree char *folder = g_dir_make_tmp("tertius-claws-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "1", NULL);

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GBytes) bytes = NULL;

		ck_assert(g_file_set_contents(path, cases[i].text, -1, NULL));
		bytes = tertius_claws_read_message(path);
		ck_assert_msg(strncmp(g_bytes_get_data(bytes, NULL),
		                      cases[i].start,
		                      strlen(cases[i].start)) == 0,
		              "case %u", i);
	}
	ck_assert_ptr_null(tertius_claws_read_message(folder));
	ck_assert_ptr_null(tertius_claws_read_message("/nonexistent/1"));
}
END_TEST

START_TEST(a_long_message_is_cut)
{
	g_autofree char *folder = g_dir_make_tmp("tertius-claws-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "1", NULL);
	g_autofree char *text = g_strnfill(TERTIUS_CLAWS_FILE_MAX + 1, 'x');

	for (gsize more = 0; more <= 1; more++) {
		g_autoptr(GBytes) bytes = NULL;

		ck_assert(g_file_set_contents(
			path, text, (gssize) (TERTIUS_CLAWS_FILE_MAX + more),
			NULL));
		bytes = tertius_claws_read_message(path);
		ck_assert_uint_eq(g_bytes_get_size(bytes),
		                  TERTIUS_CLAWS_FILE_MAX);
	}
}
END_TEST

/* --- Heads --------------------------------------------------------------- */

static char *
dup_head(const TertiusClawsHead *head)
{
	TertiusClawsRow row = { .number = 1 };
	char *text;
	gsize n;

	tertius_claws_row_set_head(&row, head);
	if (row.head == NULL)
		return NULL;
	text = g_strndup(g_bytes_get_data(row.head, &n),
	                 g_bytes_get_size(row.head));
	tertius_claws_row_clear(&row);
	return text;
}

START_TEST(what_the_list_tells_is_a_message_without_text)
{
	g_autoptr(GByteArray) list = new_sample();
	g_autoptr(GArray) rows = tertius_claws_parse_list(
		(const char *) list->data, list->len, NULL);
	gsize length;
	const char *text = g_bytes_get_data(get_row(rows, 0)->head, &length);
	g_autofree char *head = g_strndup(text, length);

	ck_assert_str_eq(head, "From: Bob <bob@example.net>\n"
	                       "To: ada@example.org, eve@example.com\n"
	                       "Subject: Hello\nDate: Mon\n"
	                       "Message-ID: <nine@example.net>\n"
	                       "References: <second@example.net> "
	                       "<first@example.net> \n\n");
	/* Without a name nobody can tell that the whole is the same. */
	ck_assert_ptr_null(get_row(rows, 1)->head);
}
END_TEST

START_TEST(no_field_of_a_head_begins_another)
{
	TertiusClawsHead head = { .from = "bob@example.net",
		                  .subject = "a\nTo: eve@example.com\r\n\nb",
		                  .message_id = "1@example.net" };
	g_autofree char *text = dup_head(&head);

	ck_assert_str_eq(text, "From: bob@example.net\n"
	                       "Subject: a To: eve@example.com   b\n"
	                       "Message-ID: <1@example.net>\n\n");
	head.from = NULL;
	ck_assert_ptr_null(dup_head(&head));
}
END_TEST

START_TEST(a_field_that_is_too_long_is_left_out)
{
	for (gsize more = 0; more <= 1; more++) {
		g_autofree char *to = g_strnfill(16384 + more, 'x');
		TertiusClawsHead head = { .from = "bob@example.net",
			                  .to = to,
			                  .message_id = "1@example.net" };
		g_autofree char *text = dup_head(&head);

		ck_assert_int_eq(strstr(text, "To: ") != NULL, more == 0);
	}
}
END_TEST

TERTIUS_TEST_MAIN("claws", a_list_is_read_latest_first,
                  every_cut_of_a_list_gives_the_rows_before_it,
                  a_length_past_the_end_ends_the_list,
                  a_list_of_another_version_is_left_alone,
                  a_folder_without_list_is_read_by_its_files,
                  what_claws_mail_writes_before_sent_mail_is_left_out,
                  a_long_message_is_cut,
                  what_the_list_tells_is_a_message_without_text,
                  no_field_of_a_head_begins_another,
                  a_field_that_is_too_long_is_left_out)
