/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The acts of letters, copied close together: most messages do something, and
 * as single records their acts would be most of what a history needs. The lists
 * in them are of one size for good: no function may make them longer.
 */
#include "model/history-private.h"

/* Most acts name nobody: they share the one list that is empty. */
static GPtrArray *
take_list(TertiusHistory *history, guint n)
{
	static GPtrArray empty = { NULL, 0 };
	GPtrArray *list;

	if (n == 0)
		return &empty;
	list = tertius_shelf_take(history->room, sizeof *list);
	list->pdata = tertius_shelf_take(history->room, n * sizeof(gpointer));
	list->len = n;
	return list;
}

static TertiusPerson *
copy_person(TertiusHistory *history, const TertiusPerson *person)
{
	TertiusPerson *copy;

	if (person == NULL)
		return NULL;
	copy = tertius_shelf_take(history->room, sizeof *copy);
	copy->name = tertius_history_keep(history, person->name);
	copy->address = tertius_history_keep(history, person->address);
	copy->place = person->place;
	return copy;
}

static TertiusEvidence *
copy_evidence(TertiusHistory *history, const TertiusEvidence *evidence)
{
	TertiusEvidence *copy = tertius_shelf_take(history->room, sizeof *copy);

	copy->rule = tertius_history_keep(history, evidence->rule);
	copy->quote = tertius_history_keep_of_letter(history, evidence->quote);
	copy->place = tertius_history_keep_of_letter(history, evidence->place);
	copy->source =
		tertius_history_keep_of_letter(history, evidence->source);
	copy->weight = evidence->weight;
	return copy;
}

static TertiusAct *
copy_act(TertiusHistory *history, const TertiusAct *act)
{
	TertiusAct *copy = tertius_shelf_take(history->room, sizeof *copy);

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
