/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a file of the mail client's: its list of a folder, or a book of
 * addresses, which is XML.
 */
#include "mail/claws-book.h"
#include "mail/claws.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static void
read_list(const char *bytes, gsize length)
{
	g_autoptr(GArray) rows = tertius_claws_parse_list(bytes, length, NULL);

	if (rows == NULL)
		return;
	g_assert(rows->len <= TERTIUS_CLAWS_ROWS_MAX);
	for (guint i = 0; i < rows->len; i++) {
		const TertiusClawsRow *row =
			&g_array_index(rows, TertiusClawsRow, i);

		g_assert(row->key != NULL);
		g_assert(strlen(row->key) <= TERTIUS_CLAWS_KEY_MAX);
	}
}

static void
read_book(const char *bytes, gsize length)
{
	g_autoptr(GPtrArray) contacts = tertius_book_entries_new();

	(void) tertius_claws_parse_book(bytes, length, contacts);
	g_assert(contacts->len <= TERTIUS_BOOK_CONTACTS_MAX);
	for (guint i = 0; i < contacts->len; i++) {
		const TertiusBookEntry *one = contacts->pdata[i];

		g_assert(one->addresses->len > 0);
		g_assert(one->addresses->len <= TERTIUS_BOOK_ADDRESSES_MAX);
		g_assert(one->name == NULL ||
		         g_utf8_validate(one->name, -1, NULL));
	}
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	if (size > 0 && data[0] == '<')
		read_book((const char *) data, size);
	else
		read_list((const char *) data, size);
	return 0;
}
