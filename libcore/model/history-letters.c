/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the letters of a history are. None is moved once it was taken: their
 * order is one of pointers. All may lie on a shelf on disk, so whatever is done with
 * all of them goes from one to the next.
 */
#include "model/history-private.h"

#include <stdlib.h>
#include <string.h>

/* So many are sorted at once, with one look, before what is sorted is merged. */
#define RUN ((gsize) 2048)

/* What decides about the order, so that no letter needs to be looked at. */
typedef struct {
	gint64 date;
	guint64 head; /* of its id: the first eight bytes */
	TertiusLetter *letter;
} Key;

/* Sorted and not yet merged keys. */
typedef struct {
	TertiusShelf *desk;
	Key *from, *to;
	gsize n;
} Sorting;

TertiusLetter *
tertius_history_at(const TertiusHistory *history, guint index)
{
	TertiusLetter *letter = history->letters->pdata[index];

	tertius_shelf_look(history->room, letter);
	return letter;
}

void
tertius_history_append(TertiusHistory *history, const TertiusLetter *letter)
{
	TertiusLetter *copy = tertius_shelf_take(history->room, sizeof *copy);

	*copy = *letter;
	g_ptr_array_add(history->letters, copy);
}

void
tertius_history_move(TertiusHistory *history, guint from, guint to)
{
	TertiusLetter *letter =
		g_ptr_array_steal_index_fast(history->letters, from);

	g_ptr_array_insert(history->letters, (int) to, letter);
}

/* --- Sorting ------------------------------------------------------------- */

static int
compare_keys(const void *a, const void *b)
{
	const Key *x = a;
	const Key *y = b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	if (x->head != y->head)
		return x->head < y->head ? -1 : 1;
	return strcmp(x->letter->id, y->letter->id);
}

/* Smaller for the id that comes first. */
static guint64
read_head(const char *id)
{
	guint64 head = 0;

	memcpy(&head, id, MIN(strlen(id), sizeof(head)));
	return GUINT64_FROM_BE(head);
}

static void
merge(const Sorting *sorting, gsize first, gsize width)
{
	gsize middle = MIN(first + width, sorting->n);
	gsize end = MIN(first + 2 * width, sorting->n);
	const Key *left = sorting->from + first;
	const Key *right = sorting->from + middle;

	for (gsize i = first; i < end; i++) {
		gboolean is_left = left < sorting->from + middle;
		const Key **next;

		tertius_shelf_look(sorting->desk, left);
		tertius_shelf_look(sorting->desk, right);
		tertius_shelf_look(sorting->desk, sorting->to + i);
		if (is_left && right < sorting->from + end)
			is_left = compare_keys(left, right) <= 0;
		next = is_left ? &left : &right;
		sorting->to[i] = *(*next)++;
	}
}

/* The keys are in @from afterwards. */
static void
sort_keys(Sorting *sorting)
{
	for (gsize i = 0; i < sorting->n; i += RUN) {
		tertius_shelf_look(sorting->desk, sorting->from + i);
		qsort(sorting->from + i, MIN(RUN, sorting->n - i), sizeof(Key),
		      compare_keys);
	}
	for (gsize width = RUN; width < sorting->n; width *= 2) {
		Key *sorted = sorting->to;

		for (gsize i = 0; i < sorting->n; i += 2 * width)
			merge(sorting, i, width);
		sorting->to = sorting->from;
		sorting->from = sorted;
	}
}

void
tertius_history_sort(TertiusHistory *history)
{
	g_autoptr(TertiusShelf) desk = tertius_shelf_new_like(history->room);
	gsize n = history->letters->len;
	Sorting sorting = {
		.desk = desk,
		.from = tertius_shelf_take(desk, n * sizeof(Key)),
		.to = tertius_shelf_take(desk, n * sizeof(Key)),
		.n = n,
	};

	for (guint i = 0; i < n; i++) {
		TertiusLetter *letter = tertius_history_at(history, i);

		tertius_shelf_look(desk, sorting.from + i);
		sorting.from[i] =
			(Key){ letter->date, read_head(letter->id), letter };
	}
	sort_keys(&sorting);
	for (guint i = 0; i < n; i++) {
		tertius_shelf_look(desk, sorting.from + i);
		history->letters->pdata[i] = sorting.from[i].letter;
	}
}
