/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may stand in the files of Claws Mail, on both sides of each limit.
 */
#include "mail-place.h"
#include "mail/claws-book.h"
#include "mail/claws.h"

START_TEST(a_key_is_so_long)
{
	static const char rest[] = " 10 20";

	for (gsize n = TERTIUS_CLAWS_KEY_MAX; n <= TERTIUS_CLAWS_KEY_MAX + 1;
	     n++) {
		g_autofree char *id = g_strnfill(n - strlen(rest), 'x');
		g_autofree char *key = tertius_claws_dup_key(id, NULL, 10, 20);

		ck_assert_uint_eq(strlen(key),
		                  n <= TERTIUS_CLAWS_KEY_MAX ? n : 64);
	}
}
END_TEST

START_TEST(a_field_of_a_list_is_so_long)
{
	for (gsize n = TERTIUS_CLAWS_FIELD_MAX;
	     n <= TERTIUS_CLAWS_FIELD_MAX + 1; n++) {
		g_autofree char *to = g_strnfill(n, 'x');
		const TertiusClawsHead head = { .from = "dana@example.org",
			                        .to = to,
			                        .message_id = "1@example.org" };
		TertiusClawsRow row = { .number = 1 };
		g_autofree char *text = NULL;

		tertius_claws_row_set_head(&row, &head);
		text = g_strndup(g_bytes_get_data(row.head, NULL),
		                 g_bytes_get_size(row.head));
		ck_assert_int_eq(strstr(text, "To: ") != NULL,
		                 n <= TERTIUS_CLAWS_FIELD_MAX);
		tertius_claws_row_clear(&row);
	}
}
END_TEST

START_TEST(what_stands_before_a_sent_message_is_so_long)
{
	static const char begin[] = "AF:";
	static const char end[] = "\nX-Claws-End-Special-Headers: 1\n";
	static const char message[] = "Subject: a\n\nHi.\n";
	g_autoptr(MailPlace) place = mail_place_new();
	g_autofree char *path = g_build_filename(place->path, "1", NULL);

	for (gsize more = 0; more <= 1; more++) {
		g_autofree char *fill =
			g_strnfill(TERTIUS_CLAWS_QUEUE_MAX + more -
		                           strlen(begin) - strlen(end),
		                   'x');
		g_autofree char *text =
			g_strconcat(begin, fill, end, message, NULL);
		g_autoptr(GBytes) bytes = NULL;

		mail_place_put(place, "1", text);
		bytes = tertius_claws_read_message(path);
		ck_assert_uint_eq(g_bytes_get_size(bytes),
		                  strlen(more == 0 ? message : text));
	}
}
END_TEST

/* --- A list ------------------------------------------------------------------ */

static void
put_number(GString *list, guint32 number)
{
	g_string_append_len(list, (const char *) &number, sizeof number);
}

static void
put_text(GString *list, const char *text)
{
	put_number(list, (guint32) strlen(text));
	g_string_append(list, text);
}

/* A row as Claws Mail writes it, of a message that answers @n others, whose ids
 * have @length bytes. */
static void
put_row(GString *list, guint32 n, gsize length)
{
	static const char *const texts[] = {
		"Dana", "Mon", "dana@example.org", "", "",
		"",     "Hi",  "1@example.org",    "", ""
	};
	g_autofree char *id = g_strnfill(length, 'x');

	for (guint i = 0; i < 5; i++)
		put_number(list, i);
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		put_text(list, texts[i]);
	put_number(list, 0);
	put_number(list, 0);
	put_number(list, n);
	for (guint32 i = 0; i < n; i++)
		put_text(list, id);
}

static GString *
new_list(void)
{
	GString *list = g_string_new(NULL);

	put_number(list, TERTIUS_CLAWS_VERSION);
	put_text(list, "UTF-8");
	return list;
}

/* The rows that are read of @list within the limits; -1: it is refused. */
static int
count_rows(const GString *list, gsize most_bytes, guint most_rows)
{
	g_autoptr(MailPlace) place = mail_place_new();
	g_autofree char *path = g_build_filename(place->path, "list", NULL);
	g_autoptr(GArray) rows = NULL;

	mail_place_write(path, list->str, list->len);
	rows = tertius_claws_read_list_within(path, most_bytes, most_rows,
	                                      NULL);
	return rows != NULL ? (int) rows->len : -1;
}

START_TEST(a_list_is_so_big_and_has_so_many_rows)
{
	g_autoptr(GString) list = new_list();

	for (guint i = 0; i < 3; i++)
		put_row(list, 0, 0);
	ck_assert_int_eq(count_rows(list, list->len, 3), 3);
	ck_assert_int_eq(count_rows(list, list->len - 1, 3), -1);
	ck_assert_int_eq(count_rows(list, list->len, 2), 2);
}
END_TEST

START_TEST(a_folder_has_so_many_files)
{
	g_autoptr(MailPlace) place = mail_place_new();

	for (guint i = 1; i <= 3; i++) {
		g_autofree char *name = g_strdup_printf("%u", i);

		mail_place_put(place, name, "From: dana@example.org\n\nHi.\n");
	}
	for (guint most = 2; most <= 3; most++) {
		g_autoptr(GArray) rows = tertius_claws_read_folder_within(
			place->path, most, NULL);

		ck_assert_uint_eq(rows->len, most);
	}
}
END_TEST

/* Each takes a hundred bytes; those that are left out are the first. */
START_TEST(so_many_messages_that_are_answered_are_told)
{
	const guint32 most = (guint32) TERTIUS_CLAWS_FIELD_MAX / 100;

	for (guint32 n = most; n <= most + 1; n++) {
		g_autoptr(GString) list = new_list();
		g_autoptr(GArray) rows = NULL;
		g_autofree char *head = NULL;
		GBytes *bytes;

		put_row(list, n, 97);
		rows = tertius_claws_parse_list(list->str, list->len, NULL);
		bytes = g_array_index(rows, TertiusClawsRow, 0).head;
		head = g_strndup(g_bytes_get_data(bytes, NULL),
		                 g_bytes_get_size(bytes));
		ck_assert_uint_eq(strlen(strstr(head, "References: <")),
		                  strlen("References: ") + most * 100 +
		                          strlen("\n\n"));
	}
}
END_TEST

/* --- Its address book --------------------------------------------------------- */

/* A book of one person, with blanks after it up to @length bytes. */
static void
put_book(MailPlace *place, gsize length)
{
	static const char book[] =
		"<address-book><person cn=\"Dana\"><address "
		"email=\"dana@example.org\"/></person></address-book>";
	g_autofree char *text = g_strnfill(length, ' ');

	memcpy(text, book, strlen(book));
	mail_place_put(place, "a.xml", text);
}

/* An index of @n books, of which the last is there. */
static void
put_index(MailPlace *place, guint n)
{
	g_autoptr(GString) text = g_string_new("<addressbook><book_list>");

	for (guint i = 1; i < n; i++)
		g_string_append(text, "<book file=\"gone.xml\"/>");
	g_string_append(text,
	                "<book file=\"a.xml\"/></book_list></addressbook>");
	mail_place_put(place, "addrbook--index.xml", text->str);
}

static guint
count_contacts(const MailPlace *place)
{
	g_autoptr(GPtrArray) contacts = tertius_claws_read_book(place->path);

	return contacts->len;
}

START_TEST(so_many_books_are_read)
{
	g_autoptr(MailPlace) place = mail_place_new();

	put_book(place, 200);
	put_index(place, TERTIUS_BOOK_BOOKS_MAX);
	ck_assert_uint_eq(count_contacts(place), 1);
	put_index(place, TERTIUS_BOOK_BOOKS_MAX + 1);
	ck_assert_uint_eq(count_contacts(place), 0);
}
END_TEST

START_TEST(a_book_is_so_big)
{
	g_autoptr(MailPlace) place = mail_place_new();

	put_index(place, 1);
	put_book(place, TERTIUS_BOOK_BYTES_MAX);
	ck_assert_uint_eq(count_contacts(place), 1);
	put_book(place, TERTIUS_BOOK_BYTES_MAX + 1);
	ck_assert_uint_eq(count_contacts(place), 0);
}
END_TEST

TERTIUS_TEST_MAIN("limits-claws", a_key_is_so_long,
                  a_field_of_a_list_is_so_long,
                  what_stands_before_a_sent_message_is_so_long,
                  a_list_is_so_big_and_has_so_many_rows,
                  a_folder_has_so_many_files,
                  so_many_messages_that_are_answered_are_told,
                  so_many_books_are_read, a_book_is_so_big)
