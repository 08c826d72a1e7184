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
                  so_many_books_are_read, a_book_is_so_big)
