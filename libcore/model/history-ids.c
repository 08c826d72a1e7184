/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters by Message-ID. A table of our own, as it may have to lie on disk, and
 * one of pointers alone is small: from its place on one looks for the letter.
 */
#include "model/history-private.h"

#include <string.h>

#define BITS_LEAST 6

static TertiusLetter **
find_place(const TertiusHistory *history, const char *message_id)
{
	const TertiusHistoryIds *ids = &history->ids;
	guint last = (1U << ids->bits) - 1;
	/* The upper bits of a product depend on all bits (Fibonacci hashing). */
	guint i = (g_str_hash(message_id) * 2654435769U) >> (32 - ids->bits);

	for (;; i = (i + 1) & last) {
		TertiusLetter **place = ids->places + i;

		tertius_shelf_look(ids->room, place);
		if (*place == NULL)
			return place;
		tertius_shelf_look(history->room, *place);
		if (strcmp((*place)->message_id, message_id) == 0)
			return place;
	}
}

static void
put(TertiusHistory *history, TertiusLetter *letter)
{
	TertiusLetter **place;

	if (letter->message_id == NULL)
		return;
	place = find_place(history, letter->message_id);
	history->ids.n += *place == NULL ? 1 : 0;
	if (*place == NULL ||
	    tertius_history_compare_letters(letter, *place) < 0)
		*place = letter;
}

void
tertius_history_index_ids(TertiusHistory *history)
{
	TertiusHistoryIds *ids = &history->ids;

	/* A table that grows is replaced by larger ones. */
	g_clear_pointer(&ids->of_growing, tertius_shelf_free);
	ids->room = history->room;
	if (history->may_grow)
		ids->room = ids->of_growing = tertius_shelf_new(NULL);
	ids->n = 0;
	ids->bits = MAX(g_bit_storage(history->n_letters) + 1, BITS_LEAST);
	ids->places =
		tertius_shelf_take(ids->room, sizeof(gpointer) << ids->bits);
	for (guint i = 0; i < history->n_letters; i++)
		put(history, tertius_history_at(history, i));
}

gboolean
tertius_history_index_id(TertiusHistory *history, TertiusLetter *letter)
{
	if (history->ids.n >= 1U << (history->ids.bits - 1))
		tertius_history_index_ids(history);
	else
		put(history, letter);
	return letter->message_id != NULL &&
	       tertius_history_find_id(history, letter->message_id) == letter;
}

TertiusLetter *
tertius_history_find_id(const TertiusHistory *history, const char *message_id)
{
	return *find_place(history, message_id);
}
