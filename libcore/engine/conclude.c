/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From facts and decisions to introductions and reminders, at one moment.
 */
#include "engine/engine-private.h"

#include "base/error.h"
#include "detect/introductions.h"
#include "follow/asked.h"
#include "follow/life.h"
#include "follow/plan.h"
#include "mail/claws-book.h"
#include "model/person.h"
#include "relate/identities.h"
#include "relate/relations.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
forget_list(GPtrArray **list)
{
	g_clear_pointer(list, g_ptr_array_unref);
}

void
tertius_engine_forget_conclusions(TertiusEngine *engine)
{
	forget_list(&engine->introductions);
	forget_list(&engine->asked);
	forget_list(&engine->reminders);
	g_clear_pointer(&engine->relations, tertius_relations_free);
	forget_list(&engine->decisions);
	g_clear_pointer(&engine->history, tertius_history_free);
	forget_list(&engine->merges);
	forget_list(&engine->known_me);
	tertius_engine_end_carrying(engine);
}

/* What sent mail shows is kept, as a compose check has no time to count it. */
static GPtrArray *
learn_me(TertiusEngine *engine, gboolean is_quick, GError **error)
{
	g_autofree char *known = tertius_ledger_recall(engine->ledger, "me");
	g_auto(GStrv) parts = NULL;
	g_autofree char *learnt = NULL;
	GPtrArray *me;

	if (is_quick && known != NULL) {
		parts = g_strsplit(known, " ", -1);
		me = g_ptr_array_new_with_free_func(g_free);
		for (guint i = 0; parts[i] != NULL && *parts[i] != '\0'; i++)
			g_ptr_array_add(me, g_strdup(parts[i]));
		return me;
	}
	me = tertius_ledger_learn_me(engine->ledger, error);
	if (me == NULL)
		return NULL;
	g_ptr_array_add(me, NULL);
	learnt = g_strjoinv(" ", (char **) me->pdata);
	g_ptr_array_remove_index(me, me->len - 1);
	/* A ledger that cannot be written to is still read. */
	if (g_strcmp0(known, learnt) != 0)
		(void) tertius_ledger_note(engine->ledger, "me", learnt, NULL);
	return me;
}

GPtrArray *
tertius_engine_find_me(TertiusEngine *engine, gboolean is_quick, GError **error)
{
	GPtrArray *me = NULL;
	char **given = engine->me != NULL && engine->me[0] != NULL
	                       ? engine->me
	                       : engine->settings->me;

	if (given[0] == NULL)
		me = learn_me(engine, is_quick, error);
	else
		me = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; me != NULL && given[i] != NULL; i++)
		g_ptr_array_add(me, tertius_person_dup_lower(given[i]));
	if (me != NULL)
		g_ptr_array_add(me, NULL);
	return me;
}

/* Nothing from long before the first scan reminds; when that was is kept. */
gint64
tertius_engine_get_beginning(TertiusEngine *engine)
{
	g_autofree char *text = tertius_ledger_recall(engine->ledger, "began");
	gint64 began = text == NULL ? 0 : g_ascii_strtoll(text, NULL, 10);

	return began == 0 ? engine->now : began;
}

/* What the user said stands above it. */
static void
add_contacts(TertiusEngine *engine)
{
	g_autoptr(GPtrArray) contacts =
		engine->book != NULL ? tertius_claws_read_book(engine->book)
				     : NULL;

	for (guint i = 0; contacts != NULL && i < contacts->len; i++) {
		const TertiusBookEntry *contact = contacts->pdata[i];

		for (guint j = 0;
		     contact->name != NULL && j < contact->addresses->len; j++)
			tertius_history_call(engine->history,
			                     contact->addresses->pdata[j],
			                     contact->name);
		tertius_identities_add_contact(
			engine->history, engine->decisions, contact->addresses,
			engine->merges);
	}
	if (contacts != NULL)
		tertius_identities_obey(engine->history, engine->decisions);
}

/* A first scan brings the mail of many years at once. */
static void
lay_down(TertiusEngine *engine)
{
	g_autofree char *folder =
		g_path_get_dirname(tertius_ledger_get_path(engine->ledger));

	tertius_history_lay_down(engine->history, folder);
}

static gboolean
load_history(TertiusEngine *engine, GError **error)
{
	gint64 news = TERTIUS_RELATE_NEWS_DAYS * G_GINT64_CONSTANT(86400);

	return engine->leaves_out_automatic
	               ? tertius_ledger_load_written(engine->ledger,
	                                             engine->now - news,
	                                             engine->history, error)
	               : tertius_ledger_load(engine->ledger, engine->history,
	                                     error);
}

static gboolean
load(TertiusEngine *engine, GError **error)
{
	engine->generation = tertius_ledger_generation(engine->ledger, error);
	if (engine->generation < 0)
		return FALSE;
	engine->known_me = tertius_engine_find_me(engine, FALSE, error);
	if (engine->known_me == NULL)
		return FALSE;
	engine->decisions = tertius_ledger_decisions(engine->ledger, error);
	if (engine->decisions == NULL)
		return FALSE;
	engine->history = tertius_history_new(
		(const char *const *) engine->known_me->pdata);
	tertius_history_set_zone(engine->history,
	                         tertius_working_time_get_zone(engine->hours));
	if (engine->stays)
		tertius_history_let_grow(engine->history);
	else if (engine->leaves_out_automatic)
		lay_down(engine);
	if (!load_history(engine, error))
		return FALSE;
	engine->merges =
		tertius_identities_find(engine->history, engine->decisions);
	engine->n_told = engine->merges->len;
	engine->book_date = tertius_engine_find_book_date(engine);
	add_contacts(engine);
	tertius_history_seal(engine->history, engine->now);
	tertius_engine_begin_carrying(engine);
	return TRUE;
}

static void
find_introductions(TertiusEngine *engine, const TertiusLifeRules *life)
{
	GPtrArray *before = g_steal_pointer(&engine->introductions);

	if (engine->stays) {
		engine->introductions = tertius_introductions_find_again(
			engine->history, engine->decisions, engine->findings);
		tertius_life_follow_again(engine->introductions, before,
		                          engine->history, engine->decisions,
		                          life, engine->lives);
	} else {
		engine->introductions = tertius_introductions_find(
			engine->history, engine->decisions);
		tertius_life_follow(engine->introductions, engine->history,
		                    engine->decisions, life);
	}
	engine->asked =
		tertius_asked_find(engine->history, engine->introductions,
	                           engine->decisions, life);
}

static void
find_relations(TertiusEngine *engine)
{
	TertiusRelateRules rules = tertius_relate_rules_default();
	const TertiusRelateBasis basis = {
		.history = engine->history,
		.introductions = engine->introductions,
		.asked = engine->asked,
		.decisions = engine->decisions,
		.hours = engine->hours,
		.rules = &rules,
	};

	engine->relations =
		engine->stays
			? tertius_relations_find_again(
				  &basis, g_steal_pointer(&engine->relations),
				  engine->kept)
			: tertius_relations_find(
				  engine->history, engine->introductions,
				  engine->asked, engine->decisions,
				  engine->hours, &rules);
	g_ptr_array_unref(engine->relations->merges);
	engine->relations->merges = g_steal_pointer(&engine->merges);
}

static void
conclude(TertiusEngine *engine)
{
	const TertiusSettings *settings = engine->settings;
	TertiusLifeRules life = tertius_life_rules_default();
	TertiusPlanRules plan = tertius_plan_rules_default();
	TertiusPlanBasis basis;

	life.silent = settings->silent_days;
	life.outcome = settings->outcome_days;
	life.kept = settings->check_in_newcomer_days;
	plan.per_day = settings->per_day;
	plan.per_week = settings->per_week;
	plan.rest = settings->rest_days;
	plan.check_in[0] = settings->check_in_newcomer_days;
	plan.check_in[1] = settings->check_in_newcomer_days * 3;
	plan.check_in[2] = settings->check_in_newcomer_days * 6;
	g_clear_pointer(&engine->asked, g_ptr_array_unref);
	g_clear_pointer(&engine->reminders, g_ptr_array_unref);
	find_introductions(engine, &life);
	find_relations(engine);
	basis = (TertiusPlanBasis){ engine->introductions, engine->history,
		                    engine->relations, engine->decisions,
		                    engine->asked };
	engine->reminders =
		tertius_plan_make(&basis, engine->hours,
	                          tertius_engine_get_beginning(engine), &plan);
	tertius_history_settle(engine->history);
	engine->is_stale = FALSE;
}

const TertiusConclusions *
tertius_engine_conclude(TertiusEngine *engine, GError **error)
{
	if (engine->is_stale && tertius_engine_carry_on(engine)) {
		engine->n_carried++;
		conclude(engine);
	} else if (engine->reminders == NULL || engine->is_stale) {
		tertius_engine_forget_conclusions(engine);
		if (!load(engine, error)) {
			tertius_engine_forget_conclusions(engine);
			return NULL;
		}
		tertius_engine_find_busy_times(engine);
		conclude(engine);
	}
	engine->conclusions = (TertiusConclusions){
		.history = engine->history,
		.me = (const char *const *) engine->known_me->pdata,
		.introductions = engine->introductions,
		.asked = engine->asked,
		.reminders = engine->reminders,
		.decisions = engine->decisions,
		.relations = engine->relations,
	};
	return &engine->conclusions;
}

GPtrArray *
tertius_engine_list_lessons(TertiusEngine *engine, GError **error)
{
	if (tertius_engine_conclude(engine, error) == NULL)
		return NULL;
	return tertius_introductions_list_lessons(engine->history,
	                                          engine->decisions);
}

/* --- Finding by id ------------------------------------------------------- */

#define SHORTEST_ID 4

static void
look_among(const GPtrArray *introductions, const char *id, TertiusFound *found,
           guint *n)
{
	for (guint i = 0; i < introductions->len; i++) {
		const TertiusIntroduction *introduction =
			introductions->pdata[i];

		if (!g_str_has_prefix(introduction->id, id))
			continue;
		found->introduction = introduction;
		(*n)++;
	}
}

static void
look_for(const GPtrArray *introductions, const GPtrArray *reminders,
         const char *id, TertiusFound *found, guint *n)
{
	look_among(introductions, id, found, n);
	for (guint i = 0; i < reminders->len; i++) {
		const TertiusReminder *reminder = reminders->pdata[i];

		if (!g_str_has_prefix(reminder->id, id))
			continue;
		found->reminder = reminder;
		(*n)++;
	}
}

gboolean
tertius_engine_find(TertiusEngine *engine, const char *id, TertiusFound *found,
                    GError **error)
{
	const TertiusConclusions *all = tertius_engine_conclude(engine, error);
	guint n = 0;

	if (all == NULL)
		return FALSE;
	*found = (TertiusFound){ NULL, NULL };
	if (strlen(id) >= SHORTEST_ID) {
		look_for(all->introductions, all->reminders, id, found, &n);
		look_among(all->asked, id, found, &n);
	}
	if (n == 1)
		return TRUE;
	if (n == 0)
		g_set_error(
			error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
			_("nothing here has an id that begins with '%s'; see "
		          "'tertius list' and 'tertius due'"),
			id);
	else
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            _("%u ids begin with '%s'; give more of it"), n,
		            id);
	return FALSE;
}
