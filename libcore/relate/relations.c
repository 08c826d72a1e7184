/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Relating: each person in turn, then what goes across people.
 */
#include "relate/relations.h"

#include "model/organisation.h"
#include "relate/kept.h"
#include "relate/relate.h"

#include <string.h>

TertiusRelateRules
tertius_relate_rules_default(void)
{
	return (TertiusRelateRules){
		.introducer = 60,
		.friend = 30,
		.refused = 180,
		.hesitated = 30,
		.follow_up = 7,
		.stale = 60,
		.quiet = 120,
		.suggest = 7,
	};
}

static void
fill_relation(const TertiusRelating *relating, TertiusRelation *relation)
{
	GArray *contacts = relating->contacts;

	tertius_contacts_find(relating, relation->person, contacts);
	tertius_relate_addresses(relating, relation, contacts);
	tertius_relate_balance(relating, relation, contacts);
	tertius_relate_cadence(relating, relation, contacts);
	tertius_relate_asks(relating, relation, contacts);
	tertius_relate_debts(relating, relation, contacts);
	tertius_relate_boundaries(relating, relation, contacts);
	tertius_relate_projects(relating, relation, contacts);
	tertius_relate_titles(relating, relation, contacts);
	tertius_relate_congratulations(relating, relation, contacts);
	tertius_relation_settle_balance(relation, relating->balances);
}

/* --- Order ---------------------------------------------------------------- */

/* What is mine comes first, what rests last, else the earlier moment. */
static int
compare_open(gconstpointer a, gconstpointer b)
{
	const TertiusOpen *x = *(const TertiusOpen *const *) a;
	const TertiusOpen *y = *(const TertiusOpen *const *) b;

	if (x->rests != y->rests)
		return x->rests ? 1 : -1;
	if (x->is_mine != y->is_mine)
		return x->is_mine ? -1 : 1;
	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return x->kind != y->kind ? (int) x->kind - (int) y->kind
	                          : g_strcmp0(x->source, y->source);
}

static int
compare_latest(gconstpointer a, gconstpointer b, gpointer data)
{
	const TertiusRelation *x = *(const TertiusRelation *const *) a;
	const TertiusRelation *y = *(const TertiusRelation *const *) b;
	const TertiusHistory *history =
		((const TertiusRelating *) data)->history;

	if (x->cadence.latest != y->cadence.latest)
		return x->cadence.latest > y->cadence.latest ? -1 : 1;
	return strcmp(tertius_history_address(history, x->person),
	              tertius_history_address(history, y->person));
}

static gboolean
is_worth_keeping(const TertiusRelation *relation)
{
	return relation->cadence.latest != 0 || relation->notes != NULL ||
	       relation->boundaries != NULL || relation->open != NULL ||
	       relation->cadence.is_set || relation->introduction != NULL ||
	       relation->milestones != NULL;
}

static void
keep_relations(TertiusRelating *relating)
{
	TertiusRelations *relations = relating->relations;

	for (guint i = 0; i < relations->by_person->len; i++) {
		TertiusRelation *relation = relations->by_person->pdata[i];

		if (relation == NULL)
			continue;
		if (relation->open != NULL)
			g_ptr_array_sort(relation->open, compare_open);
		g_ptr_array_add(relations->people, relation);
	}
	g_ptr_array_sort_with_data(relations->people, compare_latest, relating);
}

/* The organisations of my addresses. */
static GHashTable *
find_houses(const TertiusRelating *relating)
{
	GHashTable *houses =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) mine = NULL;

	if (relating->me == TERTIUS_NOBODY)
		return houses;
	mine = tertius_history_list_addresses(relating->history, relating->me);
	for (guint i = 0; i < mine->len; i++) {
		char *house = tertius_organisation_dup(mine->pdata[i]);

		if (house != NULL)
			g_hash_table_add(houses, house);
	}
	return houses;
}

static TertiusRelating
begin_relating(const TertiusRelateBasis *basis)
{
	gint64 now = tertius_history_get_now(basis->history);
	TertiusRelating relating = {
		.history = basis->history,
		.introductions = basis->introductions,
		.asked = basis->asked,
		.decisions = basis->decisions,
		.hours = basis->hours,
		.rules = basis->rules,
		.relations = tertius_relations_new(
			tertius_history_n_people(basis->history)),
		.contacts = g_array_new(FALSE, TRUE, sizeof(TertiusContact)),
		.balances = tertius_balances_new(),
		.me = tertius_history_get_me(basis->history),
		.now = now,
		.year_ago = now - 365 * TERTIUS_DAY,
	};

	relating.houses = find_houses(&relating);
	return relating;
}

static TertiusRelations *
end_relating(TertiusRelating *relating)
{
	g_array_unref(relating->contacts);
	g_hash_table_unref(relating->balances);
	g_hash_table_unref(relating->houses);
	return relating->relations;
}

/* With whom nothing passed, and of whom nothing was said, there is no relation: of
 * most who ever wrote to somebody. */
static void
relate_one(const TertiusRelating *relating, guint person)
{
	gpointer *place = &relating->relations->by_person->pdata[person];
	TertiusBeginning beginning = tertius_relate_begin(relating, person);
	TertiusRelation *relation;

	if (!beginning.is_somebody)
		return;
	if (relating->kept != NULL) {
		if (tertius_kept_exchange(relating->kept, relating->history,
		                          person, place))
			return;
		tertius_kept_watch(relating->kept, relating->history, person);
	}
	relation = tertius_relate_open(relating, person, &beginning);
	fill_relation(relating, relation);
	if (relating->kept != NULL)
		tertius_kept_note_filled(relating->history);
	if (is_worth_keeping(relation))
		return;
	*place = NULL;
	tertius_relation_free(relation);
}

static void
relate_each(const TertiusRelating *relating)
{
	for (guint i = 0; i < relating->relations->by_person->len; i++)
		relate_one(relating, i);
}

/* What the user said, and who introduced whom, must be known before the cadence. */
static void
relate_all(TertiusRelating *relating)
{
	tertius_relate_introductions(relating);
	tertius_relate_decisions(relating);
	tertius_relate_milestones(relating);
	relate_each(relating);
	keep_relations(relating);
	tertius_relate_occasions(relating);
	tertius_relate_suggestions(relating);
}

TertiusRelations *
tertius_relations_find(const TertiusHistory *history,
                       const GPtrArray *introductions, const GPtrArray *asked,
                       const GPtrArray *decisions,
                       const TertiusWorkingTime *hours,
                       const TertiusRelateRules *rules)
{
	const TertiusRelateBasis basis = { history,   introductions, asked,
		                           decisions, hours,         rules };
	TertiusRelating relating = begin_relating(&basis);

	relate_all(&relating);
	return end_relating(&relating);
}

TertiusRelations *
tertius_relations_find_again(const TertiusRelateBasis *basis,
                             TertiusRelations *before, TertiusKept *kept)
{
	TertiusRelating relating = begin_relating(basis);

	tertius_kept_begin(kept, basis->history, before);
	tertius_relations_free(before);
	relating.kept = kept;
	relate_all(&relating);
	return end_relating(&relating);
}

TertiusRelations *
tertius_relations_find_now(const TertiusHistory *history,
                           const GPtrArray *decisions,
                           const TertiusWorkingTime *hours,
                           const TertiusRelateRules *rules)
{
	g_autoptr(GPtrArray) introductions = tertius_introductions_new();
	const TertiusRelateBasis basis = { history,   introductions, NULL,
		                           decisions, hours,         rules };
	TertiusRelating relating = begin_relating(&basis);

	tertius_relate_decisions(&relating);
	relate_each(&relating);
	keep_relations(&relating);
	return end_relating(&relating);
}
