/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Relations as records.
 */
#include "model/relation.h"

#include <string.h>

static const char *const context_names[TERTIUS_CONTEXT_N] = {
	[TERTIUS_CONTEXT_WORK] = "work",
	[TERTIUS_CONTEXT_PRIVATE] = "private",
};

static const char *const favour_names[TERTIUS_FAVOUR_N] = {
	[TERTIUS_FAVOUR_INTRODUCTION] = "introduction",
	[TERTIUS_FAVOUR_ASK] = "ask",
	[TERTIUS_FAVOUR_HELP] = "help",
	[TERTIUS_FAVOUR_THANKS] = "thanks",
	[TERTIUS_FAVOUR_CONGRATULATION] = "congratulation",
	[TERTIUS_FAVOUR_OFFER] = "offer",
	[TERTIUS_FAVOUR_PROMISE] = "promise",
	[TERTIUS_FAVOUR_MESSAGE] = "message",
};

static const char *const open_names[TERTIUS_OPEN_N] = {
	[TERTIUS_OPEN_INTRODUCTION] = "introduction",
	[TERTIUS_OPEN_THANKS] = "thanks",
	[TERTIUS_OPEN_ANSWER] = "answer",
	[TERTIUS_OPEN_ASK] = "ask",
	[TERTIUS_OPEN_PROMISE] = "promise",
	[TERTIUS_OPEN_CONSENT] = "consent",
	[TERTIUS_OPEN_NEWS] = "news",
};

static const char *const milestone_names[TERTIUS_MILESTONE_N] = {
	[TERTIUS_MILESTONE_SUCCESS] = "success",
	[TERTIUS_MILESTONE_NEW_JOB] = "new-job",
	[TERTIUS_MILESTONE_TITLE] = "title",
	[TERTIUS_MILESTONE_BIRTHDAY] = "birthday",
	[TERTIUS_MILESTONE_ANNIVERSARY] = "anniversary",
	[TERTIUS_MILESTONE_CONNECTED] = "connected",
	[TERTIUS_MILESTONE_ENDORSED] = "endorsed",
};

static const char *const origin_names[TERTIUS_ORIGIN_N] = {
	[TERTIUS_ORIGIN_UNKNOWN] = "unknown",
	[TERTIUS_ORIGIN_FRIEND] = "friend",
	[TERTIUS_ORIGIN_EVENT] = "event",
	[TERTIUS_ORIGIN_THEY_WROTE] = "they-wrote",
	[TERTIUS_ORIGIN_I_WROTE] = "i-wrote",
};

static const char *const suggestion_names[TERTIUS_SUGGESTION_N] = {
	[TERTIUS_SUGGESTION_INTRODUCE] = "introduce",
	[TERTIUS_SUGGESTION_OPPORTUNITY] = "opportunity",
};

static void
free_relation(gpointer relation)
{
	tertius_relation_free(relation);
}

static void
free_open(gpointer open)
{
	tertius_open_free(open);
}

static void
free_boundary(gpointer boundary)
{
	tertius_boundary_free(boundary);
}

static void
free_milestone(gpointer milestone)
{
	tertius_milestone_free(milestone);
}

static void
free_occasion(gpointer occasion)
{
	tertius_occasion_free(occasion);
}

static void
free_suggestion(gpointer suggestion)
{
	tertius_suggestion_free(suggestion);
}

static void
free_quarter(gpointer quarter)
{
	tertius_quarter_free(quarter);
}

static void
free_merge(gpointer merge)
{
	tertius_merge_free(merge);
}

/* --- All of it ------------------------------------------------------------ */

TertiusRelations *
tertius_relations_new(guint n_people)
{
	TertiusRelations *relations = g_new0(TertiusRelations, 1);

	relations->people = g_ptr_array_new_with_free_func(free_relation);
	relations->by_person = g_ptr_array_new();
	g_ptr_array_set_size(relations->by_person, (int) n_people);
	relations->occasions = g_ptr_array_new_with_free_func(free_occasion);
	relations->suggestions =
		g_ptr_array_new_with_free_func(free_suggestion);
	relations->quarters = g_ptr_array_new_with_free_func(free_quarter);
	relations->merges = g_ptr_array_new_with_free_func(free_merge);
	return relations;
}

void
tertius_relations_free(TertiusRelations *relations)
{
	if (relations == NULL)
		return;
	g_ptr_array_unref(relations->people);
	g_ptr_array_unref(relations->by_person);
	g_ptr_array_unref(relations->occasions);
	g_ptr_array_unref(relations->suggestions);
	g_ptr_array_unref(relations->quarters);
	g_ptr_array_unref(relations->merges);
	g_free(relations);
}

TertiusRelation *
tertius_relations_get(const TertiusRelations *relations, guint person)
{
	return person < relations->by_person->len
	               ? relations->by_person->pdata[person]
	               : NULL;
}

/* --- A person ------------------------------------------------------------- */

/* The balance with whom nothing passed. */
static const TertiusReciprocity nothing;

TertiusRelation *
tertius_relation_new(guint person)
{
	TertiusRelation *relation = g_new0(TertiusRelation, 1);

	relation->person = person;
	relation->introducer = TERTIUS_NOBODY;
	relation->balance = &nothing;
	return relation;
}

static void
let_go_of_balance(TertiusRelation *relation)
{
	union {
		const TertiusReciprocity *lent;
		gpointer held;
	} balance = { .lent = relation->balance };

	if (balance.lent != &nothing)
		g_rc_box_release(balance.held);
	relation->balance = &nothing;
}

void
tertius_relation_clear_seeks(TertiusRelation *relation)
{
	if (relation->seeks != NULL)
		g_free(relation->seeks->words);
	g_clear_pointer(&relation->seeks, g_free);
}

static void
clear_list(GPtrArray **list)
{
	g_clear_pointer(list, g_ptr_array_unref);
}

void
tertius_relation_free(TertiusRelation *relation)
{
	if (relation == NULL)
		return;
	let_go_of_balance(relation);
	tertius_relation_clear_seeks(relation);
	g_free(relation->addresses);
	clear_list(&relation->boundaries);
	clear_list(&relation->milestones);
	clear_list(&relation->open);
	clear_list(&relation->projects);
	clear_list(&relation->notes);
	g_free(relation);
}

/* --- Balances ------------------------------------------------------------- */

/* They are compared by their bytes: there is nothing between the numbers. */
G_STATIC_ASSERT(sizeof(TertiusReciprocity) ==
                sizeof(TertiusBothWays[2][TERTIUS_FAVOUR_N]) +
                        sizeof(guint[8]) + sizeof(gint64));

static guint
hash_balance(gconstpointer data)
{
	const guint *numbers = data;
	guint hash = 5381;

	for (gsize i = 0; i < sizeof(TertiusReciprocity) / sizeof(guint); i++)
		hash = hash * 33 + numbers[i];
	return hash;
}

static gboolean
is_equal_balance(gconstpointer a, gconstpointer b)
{
	return memcmp(a, b, sizeof(TertiusReciprocity)) == 0;
}

GHashTable *
tertius_balances_new(void)
{
	return g_hash_table_new_full(hash_balance, is_equal_balance,
	                             g_rc_box_release, NULL);
}

TertiusReciprocity *
tertius_relation_change_balance(TertiusRelation *relation)
{
	union {
		const TertiusReciprocity *lent;
		TertiusReciprocity *owned;
	} balance = { .lent = relation->balance };

	if (balance.lent == &nothing)
		relation->balance = balance.owned =
			g_rc_box_new0(TertiusReciprocity);
	return balance.owned;
}

void
tertius_relation_settle_balance(TertiusRelation *relation, GHashTable *known)
{
	TertiusReciprocity *own;
	gpointer same;

	if (relation->balance == &nothing)
		return;
	own = tertius_relation_change_balance(relation);
	same = g_hash_table_lookup(known, own);
	if (same == NULL) {
		g_hash_table_add(known, g_rc_box_acquire(own));
		return;
	}
	relation->balance = g_rc_box_acquire(same);
	g_rc_box_release(own);
}

static void
take(GPtrArray **list, GDestroyNotify free_func, gpointer one)
{
	if (*list == NULL)
		*list = g_ptr_array_new_with_free_func(free_func);
	g_ptr_array_add(*list, one);
}

void
tertius_relation_take_open(TertiusRelation *relation, TertiusOpen *open)
{
	take(&relation->open, free_open, open);
}

void
tertius_relation_take_boundary(TertiusRelation *relation,
                               TertiusBoundary *boundary)
{
	take(&relation->boundaries, free_boundary, boundary);
}

void
tertius_relation_take_milestone(TertiusRelation *relation,
                                TertiusMilestone *milestone)
{
	take(&relation->milestones, free_milestone, milestone);
}

const TertiusOpen *
tertius_relation_get_turn(const TertiusRelation *relation)
{
	const TertiusOpen *theirs = NULL;

	for (guint i = 0; relation->open != NULL && i < relation->open->len;
	     i++) {
		const TertiusOpen *open = relation->open->pdata[i];

		if (open->rests)
			continue;
		if (open->is_mine)
			return open;
		if (theirs == NULL)
			theirs = open;
	}
	return theirs;
}

/* --- Parts ---------------------------------------------------------------- */

void
tertius_open_free(TertiusOpen *open)
{
	if (open == NULL)
		return;
	g_free(open->source);
	g_free(open->message_id);
	g_free(open->introduction);
	g_free(open->words);
	g_free(open);
}

void
tertius_milestone_free(TertiusMilestone *milestone)
{
	if (milestone == NULL)
		return;
	g_free(milestone->source);
	g_free(milestone->message_id);
	g_free(milestone->quote);
	g_free(milestone->before);
	g_free(milestone);
}

void
tertius_occasion_free(TertiusOccasion *occasion)
{
	if (occasion == NULL)
		return;
	g_free(occasion->id);
	g_free(occasion->title);
	g_array_unref(occasion->friends);
	g_array_unref(occasion->met);
	g_free(occasion);
}

void
tertius_suggestion_free(TertiusSuggestion *suggestion)
{
	if (suggestion == NULL)
		return;
	g_free(suggestion->id);
	g_free(suggestion->source);
	g_free(suggestion->message_id);
	g_free(suggestion->because);
	g_free(suggestion);
}

void
tertius_quarter_free(TertiusQuarter *quarter)
{
	if (quarter == NULL)
		return;
	g_free(quarter->name);
	g_free(quarter);
}

void
tertius_merge_free(TertiusMerge *merge)
{
	if (merge == NULL)
		return;
	g_free(merge->address);
	g_free(merge->other);
	g_free(merge->because);
	g_free(merge);
}

/* --- Names ---------------------------------------------------------------- */

const char *
tertius_context_name(TertiusContext context)
{
	g_assert(context < TERTIUS_CONTEXT_N);
	return context_names[context];
}

const char *
tertius_favour_name(TertiusFavour favour)
{
	g_assert(favour < TERTIUS_FAVOUR_N);
	return favour_names[favour];
}

const char *
tertius_open_name(TertiusOpenKind kind)
{
	g_assert(kind < TERTIUS_OPEN_N);
	return open_names[kind];
}

const char *
tertius_milestone_name(TertiusMilestoneKind kind)
{
	g_assert(kind < TERTIUS_MILESTONE_N);
	return milestone_names[kind];
}

const char *
tertius_origin_name(TertiusOrigin origin)
{
	g_assert(origin < TERTIUS_ORIGIN_N);
	return origin_names[origin];
}

const char *
tertius_touch_name(TertiusTouch kind)
{
	static const char *const kinds[] = { NULL, "i-wrote", "they-wrote",
		                             "met" };

	g_assert(kind < G_N_ELEMENTS(kinds));
	return kinds[kind];
}

const char *
tertius_suggestion_name(TertiusSuggestionKind kind)
{
	g_assert(kind < TERTIUS_SUGGESTION_N);
	return suggestion_names[kind];
}
