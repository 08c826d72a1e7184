/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The people of a history.
 */
#include "tool/people.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/dates.h"
#include "engine/json.h"
#include "engine/relation-objects.h"
#include "engine/relation-sentences.h"
#include "tool/table.h"

static gboolean
is_my_turn(const TertiusRelation *relation)
{
	const TertiusOpen *turn = tertius_relation_get_turn(relation);

	return turn != NULL && turn->is_mine;
}

static void
print_relation(TertiusRun *run, const TertiusConclusions *all,
               const TertiusRelation *relation)
{
	TertiusJson *json = tertius_json_begin();
	const TertiusBothWays *letters =
		&relation->balance->ever[TERTIUS_FAVOUR_MESSAGE];

	tertius_objects_relation(json, all, relation,
	                         tertius_run_get_zone(run));
	tertius_json_integer(json, "to_them", letters->mine);
	tertius_json_integer(json, "from_them", letters->theirs);
	tertius_json_integer(json, "meetings",
	                     relation->balance->meetings_ever);
	tertius_output_take_json(run->output, tertius_json_end(json));
}

static void
add_relation(TertiusRun *run, TertiusTable *table,
             const TertiusHistory *history, const TertiusRelation *relation)
{
	g_autoptr(TertiusPerson) person =
		tertius_history_dup_person(history, relation->person);
	g_autofree char *name = tertius_person_dup_full_name(person);
	g_autofree char *latest = tertius_sentences_dup_latest(
		relation, tertius_run_get_now(run), tertius_run_get_zone(run));
	const TertiusOpen *open = tertius_relation_get_turn(relation);
	const char *cells[] = { name, latest,
		                open == NULL    ? NULL
		                : open->is_mine ? _("yours")
		                                : _("theirs"),
		                open != NULL ? open->words : NULL };

	tertius_table_add(table, cells);
}

static gboolean
keeps(const TertiusRelation *relation, guint with, gint64 since)
{
	return (with == TERTIUS_NOBODY || relation->person == with) &&
	       relation->cadence.latest >= since &&
	       (relation->cadence.latest != 0 || with != TERTIUS_NOBODY ||
	        is_my_turn(relation));
}

guint
tertius_people_list(TertiusRun *run, const TertiusConclusions *all, guint with,
                    gint64 since)
{
	const char *const headings[] = { C_("column", "NAME"), _("LATEST"),
		                         _("TURN"), _("OPEN"), NULL };
	g_autoptr(TertiusTable) table = tertius_table_new(headings, 1 << 3);
	const GPtrArray *people = all->relations->people;
	guint n = 0;

	for (guint i = 0; people->len > 0 && i < 2 * people->len; i++) {
		const TertiusRelation *relation =
			people->pdata[i % people->len];

		if (is_my_turn(relation) != (i < people->len) ||
		    !keeps(relation, with, since))
			continue;
		n++;
		if (run->output->is_json)
			print_relation(run, all, relation);
		else
			add_relation(run, table, all->history, relation);
	}
	tertius_table_print(table, run->output);
	return n;
}

/* --- What the user said of one ------------------------------------------- */

GPtrArray *
tertius_people_decisions(const TertiusConclusions *all, guint person)
{
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < all->decisions->len; i++) {
		TertiusDecision *decision = all->decisions->pdata[i];

		if (strchr(decision->subject, '@') != NULL &&
		    tertius_history_find(all->history, decision->subject) ==
		            person)
			g_ptr_array_add(found, decision);
	}
	return found;
}
