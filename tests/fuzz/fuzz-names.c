/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any text as the name of a place or of a folder, as a set of numbers, and as a
 * date of a server's.
 */
#include "mail/imap-folders.h"
#include "mail/imap-numbers.h"
#include "mail/imap-place.h"
#include "mail/source.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

#define SET_MAX 1000

static void
read_place(const char *text)
{
	g_autoptr(TertiusImapPlace) place =
		tertius_imap_place_parse(text, NULL);
	g_autoptr(TertiusImapPlace) again = NULL;

	if (place == NULL)
		return;
	g_assert(place->user[0] != '\0' && place->host[0] != '\0');
	/* What the ledger knows it by leads there again. */
	again = tertius_imap_place_parse(place->name, NULL);
	g_assert(again != NULL);
	g_assert_cmpstr(again->host, ==, place->host);
	g_assert_cmpint(again->port, ==, place->port);
}

static void
read_folder(const char *text)
{
	g_autofree char *name = tertius_imap_name_decode(text);
	g_autofree char *readable = tertius_source_dup_readable(text);
	g_autofree char *quoted = tertius_imap_name_quote(text);

	g_assert(g_utf8_validate(name, -1, NULL));
	g_assert(readable != NULL);
	g_assert(quoted == NULL || strpbrk(quoted, "\r\n") == NULL);
	(void) tertius_source_folder_use(text);
	(void) tertius_source_folder_use(name);
}

static void
read_numbers(const char *text, gsize length)
{
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(guint32));

	(void) tertius_imap_numbers_read_set(text, length, SET_MAX, numbers);
	g_assert(numbers->len <= SET_MAX);
	(void) tertius_imap_numbers_read_date(text);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autofree char *text = g_strndup((const char *) data, size);

	read_place(text);
	read_folder(text);
	read_numbers(text, strlen(text));
	return 0;
}
