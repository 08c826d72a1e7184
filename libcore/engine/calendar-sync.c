/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One calendar, both ways: what is known of it from the ledger, the sync, and
 * what the user did there as decisions.
 */
#include "engine/calendar-private.h"
#include "engine/engine-private.h"

#include "calendar/merge.h"
#include "calendar/sync.h"

#include <string.h>

void
tertius_calendar_report_clear(TertiusCalendarReport *report)
{
	g_free(report->target);
	g_free(report->passed_over);
	if (report->problems != NULL)
		g_ptr_array_unref(report->problems);
	*report = (TertiusCalendarReport){ 0 };
}

/* --- What is to be there ------------------------------------------------- */

static char *
dup_key(const char *what, const char *name)
{
	return g_strconcat(what, " ", name, NULL);
}

/* The number of the last decision that this calendar has seen. */
static gint64
recall_seen(TertiusEngine *engine, const char *name)
{
	g_autofree char *key = dup_key("calendar-seen", name);
	g_autofree char *text = tertius_ledger_recall(engine->ledger, key);

	return text != NULL ? g_ascii_strtoll(text, NULL, 10) : 0;
}

/* The same of what was taken back. */
static gint64
recall_undone(TertiusEngine *engine, const char *name)
{
	g_autofree char *key = dup_key("calendar-undone", name);
	g_autofree char *text = tertius_ledger_recall(engine->ledger, key);

	return text != NULL ? g_ascii_strtoll(text, NULL, 10) : 0;
}

static gint64
find_last_decision(const GPtrArray *decisions)
{
	const TertiusDecision *last =
		decisions->len > 0 ? decisions->pdata[decisions->len - 1]
				   : NULL;

	return last != NULL ? last->number : 0;
}

/* What was taken back since counts as well: engine/decide.c notes it. */
static void
add_undone(TertiusEngine *engine, const char *name, const GPtrArray *all,
           GHashTable *commands)
{
	gint64 seen = recall_undone(engine, name);

	for (guint i = 0; i < all->len; i++) {
		const TertiusPublished *published = all->pdata[i];

		if (tertius_engine_when_undone(engine,
		                               published->reminder->id) > seen)
			g_hash_table_add(commands, published->reminder->id);
	}
}

/* Ids of reminders and introductions about which the user decided since. */
static GHashTable *
find_commands(const GPtrArray *decisions, gint64 seen)
{
	GHashTable *commands = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < decisions->len; i++) {
		const TertiusDecision *decision = decisions->pdata[i];

		if (decision->number > seen)
			g_hash_table_add(commands, decision->subject);
	}
	return commands;
}

/* Whether the user decided something since that may change what is planned at
 * all: about an introduction, or a person. */
static gboolean
has_wide_decision(const GPtrArray *decisions, gint64 seen)
{
	for (guint i = 0; i < decisions->len; i++) {
		const TertiusDecision *decision = decisions->pdata[i];

		if (decision->number > seen &&
		    decision->kind != TERTIUS_DECISION_DONE &&
		    decision->kind != TERTIUS_DECISION_LATER &&
		    decision->kind != TERTIUS_DECISION_NEVER)
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_planned(const TertiusEngine *engine, const TertiusReminder *reminder)
{
	for (guint i = 0; i < engine->reminders->len; i++) {
		const TertiusReminder *planned = engine->reminders->pdata[i];

		if (strcmp(planned->id, reminder->id) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Published for a moment other than planned: that one is past. */
static gboolean
is_ahead(const TertiusEngine *engine, const TertiusReminder *reminder)
{
	for (guint i = 0; i < engine->reminders->len; i++) {
		const TertiusReminder *planned = engine->reminders->pdata[i];

		if (strcmp(planned->id, reminder->id) == 0)
			return planned->due != reminder->due;
	}
	return FALSE;
}

static GArray *
make_wishes(TertiusEngine *engine, const GPtrArray *all, GHashTable *commands,
            gboolean is_wide)
{
	GArray *wishes = g_array_new(FALSE, TRUE, sizeof(TertiusSyncWish));

	for (guint i = 0; i < all->len; i++) {
		const TertiusPublished *published = all->pdata[i];
		const TertiusReminder *reminder = published->reminder;
		TertiusSyncWish wish = {
			.reminder = reminder,
			.stamp = tertius_engine_stamp(engine, published),
			.is_command =
				g_hash_table_contains(commands, reminder->id) ||
				(reminder->introduction != NULL &&
			         g_hash_table_contains(commands,
			                               reminder->introduction)),
			.is_ahead = is_ahead(engine, reminder),
		};

		wish.stamp.is_withdrawn = !tertius_reminder_is_open(reminder) &&
		                          !wish.is_command && !is_wide &&
		                          !is_planned(engine, reminder);
		g_array_append_val(wishes, wish);
	}
	return wishes;
}

/* --- What the user did there --------------------------------------------- */

static gboolean
decide(TertiusEngine *engine, TertiusDecisionKind kind, const char *reminder,
       gint64 argument, gint64 made, GError **error)
{
	g_autofree char *text =
		argument == 0 ? g_strdup("")
			      : g_strdup_printf("%" G_GINT64_FORMAT, argument);
	g_autoptr(TertiusDecision) decision =
		tertius_decision_new(kind, reminder, text, made);

	return tertius_ledger_decide(engine->ledger, decision, error);
}

/* A day without an hour means its first working moment. */
static gint64
find_moment(const TertiusEngine *engine, const TertiusSyncOutcome *outcome)
{
	return outcome->is_day ? tertius_working_time_next(engine->hours,
	                                                   outcome->start)
	                       : outcome->start;
}

static gboolean
take_outcome(TertiusEngine *engine, const TertiusSyncOutcome *outcome,
             TertiusCalendarReport *report, GError **error)
{
	gint64 closed = outcome->closed > 0 ? MIN(outcome->closed, engine->now)
	                                    : engine->now;

	if ((outcome->acts & TERTIUS_MERGE_REOPENED) != 0 &&
	    !tertius_ledger_take_back(engine->ledger, outcome->reminder, error))
		return FALSE;
	report->renamed += (outcome->acts & TERTIUS_MERGE_RENAMED) != 0 ? 1 : 0;
	if ((outcome->acts & TERTIUS_MERGE_DONE) != 0) {
		report->done++;
		return decide(engine, TERTIUS_DECISION_DONE, outcome->reminder,
		              0, closed, error);
	}
	if ((outcome->acts & TERTIUS_MERGE_DROPPED) != 0) {
		report->dropped++;
		return decide(engine, TERTIUS_DECISION_NEVER, outcome->reminder,
		              0, engine->now, error);
	}
	if ((outcome->acts & TERTIUS_MERGE_MOVED) == 0)
		return TRUE;
	report->moved++;
	return decide(engine, TERTIUS_DECISION_LATER, outcome->reminder,
	              find_moment(engine, outcome), engine->now, error);
}

/* --- Remembering --------------------------------------------------------- */

static gboolean
note(TertiusEngine *engine, const char *what, const char *name,
     const char *value, GError **error)
{
	g_autofree char *key = dup_key(what, name);
	g_autofree char *known = tertius_ledger_recall(engine->ledger, key);

	return g_strcmp0(known, value) == 0 ||
	       tertius_ledger_note(engine->ledger, key, value, error);
}

static gboolean
note_number(TertiusEngine *engine, const char *what, const char *name,
            gint64 number, GError **error)
{
	g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, number);

	return note(engine, what, name, text, error);
}

/* -1 on error. */
static gint64
read_last_decision(TertiusEngine *engine, GError **error)
{
	g_autoptr(GPtrArray) decisions =
		tertius_ledger_decisions(engine->ledger, error);

	return decisions != NULL ? find_last_decision(decisions) : -1;
}

static gboolean
keep_deliveries(TertiusEngine *engine, const TertiusSync *sync, GError **error)
{
	if (!tertius_ledger_drop_deliveries(engine->ledger, sync->name, error))
		return FALSE;
	for (guint i = 0; i < sync->deliveries->len; i++) {
		if (!tertius_ledger_deliver(engine->ledger,
		                            sync->deliveries->pdata[i], error))
			return FALSE;
	}
	return TRUE;
}

/* What the wishes of a run came from: numbers of the last decision and of what was
 * taken back. */
typedef struct {
	gint64 decision, undone;
} Basis;

static Basis
find_basis(TertiusEngine *engine, const char *name)
{
	Basis basis = {
		.decision = find_last_decision(engine->decisions),
		.undone = tertius_engine_count_undone(engine),
	};

	/* Another process took something back since all was concluded. */
	if (read_last_decision(engine, NULL) != basis.decision)
		basis.undone = recall_undone(engine, name);
	return basis;
}

/* In one whole: a decision that came from the calendar and the version that it
 * came with. The token only after a sync that saw everything. What another process
 * decided meanwhile was not seen by it. */
static gboolean
remember(TertiusEngine *engine, const TertiusSync *sync, const Basis *basis,
         gboolean is_whole, TertiusCalendarReport *report, GError **error)
{
	gint64 before = read_last_decision(engine, error);
	gint64 seen = basis->decision;

	if (before < 0 ||
	    (sync->has_learnt && !keep_deliveries(engine, sync, error)))
		return FALSE;
	for (guint i = 0; i < sync->outcomes->len; i++) {
		if (!take_outcome(engine, sync->outcomes->pdata[i], report,
		                  error))
			return FALSE;
	}
	if (!is_whole)
		return TRUE;
	if (before == seen)
		seen = read_last_decision(engine, error);
	return seen >= 0 &&
	       note_number(engine, "calendar-seen", sync->name, seen, error) &&
	       note_number(engine, "calendar-undone", sync->name, basis->undone,
	                   error) &&
	       note(engine, "calendar-token", sync->name,
	            sync->token != NULL ? sync->token : "", error);
}

static gboolean
remember_whole(TertiusEngine *engine, const TertiusSync *sync,
               const Basis *basis, gboolean is_whole,
               TertiusCalendarReport *report, GError **error)
{
	if (!tertius_ledger_begin(engine->ledger, error))
		return FALSE;
	if (!remember(engine, sync, basis, is_whole, report, error)) {
		tertius_ledger_roll_back(engine->ledger);
		return FALSE;
	}
	return tertius_ledger_commit(engine->ledger, error);
}

/* --- Both ---------------------------------------------------------------- */

static char *
recall_token(TertiusEngine *engine, const char *name)
{
	g_autofree char *key = dup_key("calendar-token", name);
	g_autofree char *token = tertius_ledger_recall(engine->ledger, key);

	return token != NULL && *token != '\0' ? g_steal_pointer(&token) : NULL;
}

/* What is in a calendar stays in it for a while when it is closed; what never
 * was there does not come any more. */
static void
leave_out(const TertiusEngine *engine, const GPtrArray *deliveries,
          gboolean is_known, GArray *wishes)
{
	g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < deliveries->len; i++) {
		const TertiusDelivery *delivery = deliveries->pdata[i];

		g_hash_table_add(known, delivery->reminder);
	}
	for (guint i = wishes->len; i > 0; i--) {
		const TertiusReminder *reminder =
			g_array_index(wishes, TertiusSyncWish, i - 1).reminder;

		if ((is_known ||
		     tertius_engine_is_long_closed(engine, reminder)) &&
		    !g_hash_table_contains(known, reminder->id))
			g_array_remove_index(wishes, i - 1);
	}
}

/* What was learnt counts, also of a sync that failed half-way. */
static gboolean
run_wishes(TertiusEngine *engine, TertiusSync *sync, const GArray *wishes,
           const Basis *basis, TertiusCalendarReport *report, GError **error)
{
	g_autoptr(GError) inner = NULL;
	gboolean is_whole = tertius_sync_run(sync, wishes, &inner);

	report->written += sync->n_written;
	if (!remember_whole(engine, sync, basis, is_whole, report,
	                    is_whole ? error : NULL) &&
	    is_whole)
		return FALSE;
	if (sync->outcomes->len > 0)
		tertius_engine_forget_conclusions(engine);
	if (inner != NULL)
		g_propagate_error(error, g_steal_pointer(&inner));
	return is_whole;
}

/* The wishes for the collection of @sync; @is_known: only about what lies there
 * already. */
static GArray *
find_wishes(TertiusEngine *engine, const TertiusSync *sync,
            const GPtrArray *all, gboolean is_known)
{
	gint64 seen = recall_seen(engine, sync->name);
	g_autoptr(GHashTable) commands = find_commands(engine->decisions, seen);
	GArray *wishes;

	add_undone(engine, sync->name, all, commands);
	wishes = make_wishes(engine, all, commands,
	                     has_wide_decision(engine->decisions, seen));
	leave_out(engine, sync->deliveries, is_known, wishes);
	return wishes;
}

static gboolean
open_sync(TertiusEngine *engine, TertiusSync *sync,
          TertiusCalendarReport *report, GError **error)
{
	sync->deliveries =
		tertius_ledger_deliveries(engine->ledger, sync->name, error);
	if (sync->deliveries == NULL)
		return FALSE;
	if (report->problems == NULL)
		report->problems = g_ptr_array_new_with_free_func(g_free);
	sync->local = tertius_working_time_get_zone(engine->hours);
	sync->outcomes = tertius_sync_outcomes_new();
	sync->problems = report->problems;
	sync->token = recall_token(engine, sync->name);
	return TRUE;
}

static void
close_sync(TertiusSync *sync)
{
	g_clear_pointer(&sync->deliveries, g_ptr_array_unref);
	g_clear_pointer(&sync->outcomes, g_ptr_array_unref);
	g_clear_pointer(&sync->token, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TertiusSync, close_sync)

static gboolean
run_once(TertiusEngine *engine, TertiusSync *sync, gboolean is_known,
         TertiusCalendarReport *report, GError **error)
{
	g_autoptr(GPtrArray) all = tertius_engine_publish(engine, error);
	g_autoptr(GArray) wishes = NULL;
	Basis basis;

	if (all == NULL)
		return FALSE;
	g_ptr_array_set_size(sync->outcomes, 0);
	basis = find_basis(engine, sync->name);
	wishes = find_wishes(engine, sync, all, is_known);
	return run_wishes(engine, sync, wishes, &basis, report, error);
}

gboolean
tertius_engine_sync_collection(TertiusEngine *engine,
                               TertiusCollection *collection, const char *name,
                               gboolean is_sure, TertiusCalendarReport *report,
                               GError **error)
{
	g_auto(TertiusSync) sync = { .collection = collection,
		                     .name = name,
		                     .is_sure = is_sure };

	if (!open_sync(engine, &sync, report, error) ||
	    !run_once(engine, &sync, FALSE, report, error))
		return FALSE;
	/* What follows from what the user did there is told there at once. */
	return sync.outcomes->len == 0 ||
	       run_once(engine, &sync, FALSE, report, error);
}

gboolean
tertius_engine_leave_collection(TertiusEngine *engine,
                                TertiusCollection *collection, const char *name,
                                TertiusCalendarReport *report, GError **error)
{
	g_auto(TertiusSync) sync = { .collection = collection, .name = name };
	g_autoptr(GArray) none =
		g_array_new(FALSE, TRUE, sizeof(TertiusSyncWish));
	Basis basis;

	if (!open_sync(engine, &sync, report, error) ||
	    !run_once(engine, &sync, TRUE, report, error))
		return FALSE;
	g_ptr_array_set_size(sync.outcomes, 0);
	basis.decision = recall_seen(engine, name);
	basis.undone = recall_undone(engine, name);
	return run_wishes(engine, &sync, none, &basis, report, error);
}
