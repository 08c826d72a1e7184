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

static gint64
find_first(const GArray *contacts, TertiusTouch kind)
{
	for (guint i = 0; i < contacts->len; i++) {
		const TertiusContact *contact =
			&g_array_index(contacts, TertiusContact, i);

		if (contact->kind == kind)
			return contact->date;
	}
	return 0;
}

/* Since when both sides have been in touch: the later of the first word of
 * each, or the first meeting. */
static void
find_beginning(TertiusRelation *relation, const GArray *contacts)
{
	gint64 mine = find_first(contacts, TERTIUS_TOUCH_I_WROTE);
	gint64 theirs = find_first(contacts, TERTIUS_TOUCH_THEY_WROTE);
	gint64 met = find_first(contacts, TERTIUS_TOUCH_MET);

	if (contacts->len == 0)
		return;
	relation->first_contact =
		g_array_index(contacts, TertiusContact, 0).date;
	if (mine != 0 && theirs != 0)
		relation->two_way = MAX(mine, theirs);
	if (met != 0 && (relation->two_way == 0 || met < relation->two_way))
		relation->two_way = met;
	if (relation->two_way != 0)
		relation->origin = mine != 0 && mine == relation->first_contact
		                           ? TERTIUS_ORIGIN_I_WROTE
		                           : TERTIUS_ORIGIN_THEY_WROTE;
}

/* An address that gets the mail of a list and never writes is no person. */
static gboolean
is_list(const TertiusRelating *relating, guint person)
{
	guint n;
	const guint *list =
		tertius_history_letters_of(relating->history, person, &n);
	gboolean gets_list_mail = FALSE;

	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(relating->history, list[i]);

		if (letter->from == person)
			return FALSE;
		gets_list_mail |= (letter->flags & TERTIUS_MESSAGE_LIST) != 0;
	}
	return gets_list_mail;
}

static TertiusRelation *
begin_relation(const TertiusRelating *relating, guint person, GArray *contacts)
{
	TertiusRelation *relation;

	if (is_list(relating, person))
		return NULL;
	tertius_contacts_find(relating, person, contacts);
	relation = tertius_relation_new(person);
	find_beginning(relation, contacts);
	return relation;
}

static void
fill_relation(const TertiusRelating *relating, TertiusRelation *relation,
              GArray *contacts)
{
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
		if (!is_worth_keeping(relation)) {
			relations->by_person->pdata[i] = NULL;
			tertius_relation_free(relation);
			continue;
		}
		if (relation->open != NULL)
			g_ptr_array_sort(relation->open, compare_open);
		g_ptr_array_add(relations->people, relation);
	}
	g_ptr_array_sort_with_data(relations->people, compare_latest, relating);
}

static TertiusRelating
begin_relating(const TertiusRelateBasis *basis)
{
	gint64 now = tertius_history_get_now(basis->history);

	return (TertiusRelating){
		.history = basis->history,
		.introductions = basis->introductions,
		.asked = basis->asked,
		.decisions = basis->decisions,
		.hours = basis->hours,
		.rules = basis->rules,
		.relations = tertius_relations_new(
			tertius_history_n_people(basis->history)),
		.me = tertius_history_get_me(basis->history),
		.now = now,
		.year_ago = now - 365 * TERTIUS_DAY,
	};
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

/* What the user said, and who introduced whom, must be known before the
 * cadence; the cadence needs the contacts. So there are two rounds. */
static void
begin_relations(const TertiusRelating *relating, GArray *contacts)
{
	guint n = tertius_history_n_people(relating->history);

	for (guint i = 0; i < n; i++) {
		TertiusRelation *relation = NULL;

		if (i == relating->me ||
		    (relating->kept != NULL &&
		     tertius_kept_recall(relating->kept, relating->history, i,
		                         &relation))) {
			relating->relations->by_person->pdata[i] = relation;
			continue;
		}
		if (relating->kept != NULL)
			tertius_kept_watch(relating->kept, relating->history,
			                   i);
		relation = begin_relation(relating, i, contacts);
		if (relating->kept != NULL)
			tertius_kept_note_begun(relating->kept,
			                        relating->history, i, relation);
		relating->relations->by_person->pdata[i] = relation;
	}
}

static void
fill_relations(const TertiusRelating *relating, GArray *contacts)
{
	guint n = tertius_history_n_people(relating->history);

	for (guint i = 0; i < n; i++) {
		gpointer *place = &relating->relations->by_person->pdata[i];
		TertiusRelation *relation = *place;

		if (relation == NULL)
			continue;
		if (relating->kept == NULL) {
			fill_relation(relating, relation, contacts);
			continue;
		}
		if (!tertius_kept_exchange(relating->kept, relating->history,
		                           &relation)) {
			tertius_kept_watch(relating->kept, relating->history,
			                   i);
			fill_relation(relating, relation, contacts);
			tertius_kept_note_filled(relating->history);
		}
		*place = relation;
	}
}

static void
relate_all(TertiusRelating *relating)
{
	g_autoptr(GArray) contacts =
		g_array_new(FALSE, TRUE, sizeof(TertiusContact));
	g_autoptr(GHashTable) houses = find_houses(relating);
	g_autoptr(GHashTable) balances = tertius_balances_new();

	relating->houses = houses;
	relating->balances = balances;
	begin_relations(relating, contacts);
	tertius_relate_introductions(relating);
	tertius_relate_decisions(relating);
	tertius_relate_milestones(relating);
	fill_relations(relating, contacts);
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
	return relating.relations;
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
	return relating.relations;
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
	g_autoptr(GArray) contacts =
		g_array_new(FALSE, TRUE, sizeof(TertiusContact));
	g_autoptr(GHashTable) houses = find_houses(&relating);
	g_autoptr(GHashTable) balances = tertius_balances_new();

	relating.houses = houses;
	relating.balances = balances;
	begin_relations(&relating, contacts);
	tertius_relate_decisions(&relating);
	fill_relations(&relating, contacts);
	keep_relations(&relating);
	return relating.relations;
}
