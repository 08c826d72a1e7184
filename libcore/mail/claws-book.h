/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Claws Mail's address book on disk: an index that names the books, and a file
 * for each of them. Reading it here costs the mail client nothing.
 */
#pragma once

#include <glib.h>

#define TERTIUS_BOOK_BYTES_MAX     ((gsize) 16 << 20) /* of one file */
#define TERTIUS_BOOK_BOOKS_MAX     50
#define TERTIUS_BOOK_CONTACTS_MAX  20000
#define TERTIUS_BOOK_ADDRESSES_MAX 20
#define TERTIUS_BOOK_TEXT_MAX      200 /* bytes of a name or address */

/* A plain record. */
typedef struct {
	char *name;           /* cleaned; or NULL */
	GPtrArray *addresses; /* char *, in lower case, without blanks; one or
	                       * more */
} TertiusBookEntry;

/* Everybody in the books of @folder who has an address, in the order of the
 * files (TertiusBookEntry, to be unreffed). A file that is missing, too large or
 * damaged is passed over, as is what is over the limits: empty when there is
 * none. */
GPtrArray *tertius_claws_read_book(const char *folder);
/* Adds those in the bytes of one book. FALSE: they are none, or damaged; what
 * was read before that stays. */
gboolean tertius_claws_parse_book(const char *bytes, gsize length,
                                  GPtrArray *contacts);
/* For the function above: empty. */
GPtrArray *tertius_book_entries_new(void);
