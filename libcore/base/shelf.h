/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Room for very many small things that are let go of together. Either in memory,
 * or in a file without a name: then only what was looked at lately is in memory,
 * and it is found at its address all the same.
 */
#pragma once

#include <glib.h>

/* Of a shelf on disk about so many bytes are in memory, as long as each look at
 * it is told. */
#define TERTIUS_SHELF_LOOKED_AT ((gsize) 8 * 1024 * 1024)

typedef struct _TertiusShelf TertiusShelf;

/* A shelf in a file that lies in @folder, has no name and can be read by nobody
 * else; in memory when @folder is NULL, and as far as no file can be had or the
 * disk is full. Never NULL. */
TertiusShelf *tertius_shelf_new(const char *folder);
/* Another one of the same kind. */
TertiusShelf *tertius_shelf_new_like(const TertiusShelf *shelf);
/* With all that lies on it. */
void tertius_shelf_free(TertiusShelf *shelf);

gboolean tertius_shelf_is_on_disk(const TertiusShelf *shelf);

/* Room for @size bytes, all of them 0, fit for any record; NULL for none. */
gpointer tertius_shelf_take(TertiusShelf *shelf, gsize size);
/* A copy of @text; NULL for NULL. */
char *tertius_shelf_take_text(TertiusShelf *shelf, const char *text);

/* To be said before what lies at @place is looked at or written to, once for
 * what was taken in a row. */
void tertius_shelf_look(TertiusShelf *shelf, gconstpointer place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusShelf, tertius_shelf_free)
