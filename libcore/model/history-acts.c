/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The acts of letters, copied close together: most messages do something, and
 * as single records their acts would be most of what a history needs. The lists
 * in them are of one size for good: no function may make them longer.
 */
#include "model/history-private.h"

#define BLOCK 65536 /* bytes that are asked for at once */

gpointer
tertius_history_take_room(TertiusHistory *history, gsize size)
{
	gsize whole = (size + sizeof(gint64) - 1) & ~(sizeof(gint64) - 1);
	char *block;

	if (whole == 0)
		return NULL;
	if (history->n_free < whole) {
		history->n_free = MAX(whole, BLOCK);
		g_ptr_array_add(history->blocks, g_malloc(history->n_free));
	}
	block = history->blocks->pdata[history->blocks->len - 1];
	history->n_free -= whole;
	/* From the end of the block to its beginning. */
	return block + history->n_free;
}

/* Most acts name nobody: they share the one list that is empty. */
static GPtrArray *
take_list(TertiusHistory *history, guint n)
{
	static GPtrArray empty = { NULL, 0 };
	GPtrArray *list;

	if (n == 0)
		return &empty;
	list = tertius_history_take_room(history, sizeof *list);
	list->pdata = tertius_history_take_room(history, n * sizeof(gpointer));
	list->len = n;
	return list;
}

static TertiusPerson *
copy_person(TertiusHistory *history, const TertiusPerson *person)
{
	TertiusPerson *copy;

	if (person == NULL)
		return NULL;
	copy = tertius_history_take_room(history, sizeof *copy);
	copy->name = tertius_history_keep(history, person->name);
	copy->address = tertius_history_keep(history, person->address);
	copy->place = person->place;
	return copy;
}

static TertiusEvidence *
copy_evidence(TertiusHistory *history, const TertiusEvidence *evidence)
{
	TertiusEvidence *copy =
		tertius_history_take_room(history, sizeof *copy);

	copy->rule = tertius_history_keep(history, evidence->rule);
	copy->quote = tertius_history_keep(history, evidence->quote);
	copy->place = tertius_history_keep(history, evidence->place);
	copy->source = tertius_history_keep(history, evidence->source);
	copy->weight = evidence->weight;
	return copy;
}

static TertiusAct *
copy_act(TertiusHistory *history, const TertiusAct *act)
{
	TertiusAct *copy = tertius_history_take_room(history, sizeof *copy);

	*copy = *act;
	copy->introducer = copy_person(history, act->introducer);
	copy->introduced = take_list(history, act->introduced->len);
	for (guint i = 0; i < act->introduced->len; i++)
		copy->introduced->pdata[i] =
			copy_person(history, act->introduced->pdata[i]);
	copy->evidence = take_list(history, act->evidence->len);
	for (guint i = 0; i < act->evidence->len; i++)
		copy->evidence->pdata[i] =
			copy_evidence(history, act->evidence->pdata[i]);
	return copy;
}

const GPtrArray *
tertius_history_copy_acts(TertiusHistory *history, const GPtrArray *acts)
{
	GPtrArray *copy;

	if (acts->len == 0)
		return NULL;
	copy = take_list(history, acts->len);
	for (guint i = 0; i < acts->len; i++)
		copy->pdata[i] = copy_act(history, acts->pdata[i]);
	return copy;
}
