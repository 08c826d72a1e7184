/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conclusions of an engine that stays open are carried on: one new message is
 * read back from the ledger into the history, and only what it touches is
 * concluded again. Whatever else happens, all is concluded anew.
 */
#include "engine/engine-private.h"

#include "ledger/read.h"
#include "relate/identities.h"

#include <glib/gstdio.h>
#include <string.h>

/* So many new messages are sooner read with all others. */
#define FRESH_MAX 500

#define DAY G_GINT64_CONSTANT(86400)

void
tertius_engine_begin_carrying(TertiusEngine *engine)
{
	if (!engine->stays)
		return;
	engine->findings = tertius_findings_new();
	engine->lives = tertius_lives_new();
	engine->kept = tertius_kept_new();
	engine->sights = tertius_sights_new();
	engine->fresh = g_ptr_array_new_with_free_func(g_free);
	engine->fresh_meetings = g_ptr_array_new_with_free_func(g_free);
}

static void
forget_what_was_found(TertiusEngine *engine)
{
	g_clear_pointer(&engine->findings, tertius_findings_free);
	g_clear_pointer(&engine->lives, tertius_lives_free);
	g_clear_pointer(&engine->kept, tertius_kept_free);
	g_clear_pointer(&engine->sights, tertius_sights_free);
}

void
tertius_engine_end_carrying(TertiusEngine *engine)
{
	forget_what_was_found(engine);
	g_clear_pointer(&engine->fresh, g_ptr_array_unref);
	g_clear_pointer(&engine->fresh_meetings, g_ptr_array_unref);
	engine->is_stale = FALSE;
}

void
tertius_engine_outdate_conclusions(TertiusEngine *engine, const char *message)
{
	if (engine->reminders == NULL)
		return;
	if (engine->fresh == NULL || engine->fresh->len >= FRESH_MAX) {
		tertius_engine_forget_conclusions(engine);
		return;
	}
	engine->is_stale = TRUE;
	if (message != NULL)
		g_ptr_array_add(engine->fresh, g_strdup(message));
}

void
tertius_engine_outdate_meetings(TertiusEngine *engine,
                                const GPtrArray *meetings)
{
	if (meetings->len == 0 || engine->reminders == NULL)
		return;
	tertius_engine_outdate_conclusions(engine, NULL);
	if (engine->fresh_meetings == NULL)
		return;
	if (engine->fresh_meetings->len + meetings->len > FRESH_MAX) {
		tertius_engine_forget_conclusions(engine);
		return;
	}
	for (guint i = 0; i < meetings->len; i++) {
		const TertiusMeeting *meeting = meetings->pdata[i];

		g_ptr_array_add(engine->fresh_meetings, g_strdup(meeting->id));
	}
}

/* --- The user ------------------------------------------------------------- */

static gboolean
is_me_the_same(TertiusEngine *engine)
{
	g_autoptr(GPtrArray) me =
		tertius_engine_find_me(engine, engine->fresh->len == 0, NULL);

	return me != NULL &&
	       g_strv_equal((const char *const *) me->pdata,
	                    (const char *const *) engine->known_me->pdata);
}

static gboolean
is_same_decision(const TertiusDecision *a, const TertiusDecision *b)
{
	return a->number == b->number && a->made == b->made &&
	       a->kind == b->kind && strcmp(a->subject, b->subject) == 0 &&
	       strcmp(a->argument, b->argument) == 0;
}

static gboolean
are_same_decisions(const GPtrArray *a, const GPtrArray *b)
{
	if (a->len != b->len)
		return FALSE;
	for (guint i = 0; i < a->len; i++) {
		if (!is_same_decision(a->pdata[i], b->pdata[i]))
			return FALSE;
	}
	return TRUE;
}

static gboolean
joins_people(const TertiusDecision *decision)
{
	return decision->kind == TERTIUS_DECISION_MERGE ||
	       decision->kind == TERTIUS_DECISION_SPLIT;
}

/* The words that make one person of two, or two of one. */
static GPtrArray *
list_joining(const GPtrArray *decisions)
{
	GPtrArray *joining = g_ptr_array_new();

	for (guint i = 0; i < decisions->len; i++) {
		if (joins_people(decisions->pdata[i]))
			g_ptr_array_add(joining, decisions->pdata[i]);
	}
	return joining;
}

/* A word of the user may touch everything but who is who in the mail. */
static gboolean
take_decisions(TertiusEngine *engine)
{
	g_autoptr(GPtrArray) decisions =
		tertius_ledger_decisions(engine->ledger, NULL);
	g_autoptr(GPtrArray) before = list_joining(engine->decisions);
	g_autoptr(GPtrArray) after =
		decisions != NULL ? list_joining(decisions) : NULL;

	if (decisions == NULL || !are_same_decisions(before, after))
		return FALSE;
	if (are_same_decisions(engine->decisions, decisions))
		return TRUE;
	tertius_lives_free(engine->lives);
	engine->lives = tertius_lives_new();
	tertius_kept_free(engine->kept);
	engine->kept = tertius_kept_new();
	g_ptr_array_unref(engine->decisions);
	engine->decisions = g_steal_pointer(&decisions);
	return TRUE;
}

/* --- The mail ------------------------------------------------------------- */

static gboolean
read_fresh(TertiusEngine *engine)
{
	for (guint i = 0; i < engine->fresh->len; i++) {
		g_autoptr(TertiusFacts) facts = NULL;

		if (!tertius_read_message(engine->ledger,
		                          engine->fresh->pdata[i], &facts,
		                          NULL))
			return FALSE;
		if (facts != NULL &&
		    (!engine->leaves_out_automatic ||
		     (facts->message->flags & TERTIUS_MESSAGE_AUTOMATIC) == 0))
			tertius_history_grow(engine->history,
			                     g_steal_pointer(&facts));
	}
	g_ptr_array_set_size(engine->fresh, 0);
	return TRUE;
}

static gboolean
read_fresh_meetings(TertiusEngine *engine)
{
	for (guint i = 0; i < engine->fresh_meetings->len; i++) {
		g_autoptr(TertiusFacts) facts = tertius_facts_new();
		TertiusMeeting *meeting = NULL;

		if (!tertius_read_meeting(engine->ledger,
		                          engine->fresh_meetings->pdata[i],
		                          &meeting, &facts->in_calendar, NULL))
			return FALSE;
		if (meeting == NULL)
			continue;
		g_ptr_array_add(facts->meetings, meeting);
		tertius_history_grow(engine->history, g_steal_pointer(&facts));
	}
	g_ptr_array_set_size(engine->fresh_meetings, 0);
	return TRUE;
}

/* The user's time follows from meetings, and what is worked from days off. */
static void
look_at_time(TertiusEngine *engine, gboolean is_new_day)
{
	if (!is_new_day &&
	    tertius_history_list_regathered(engine->history)->len == 0)
		return;
	tertius_engine_find_busy_times(engine);
	if (!tertius_engine_has_other_days_off(engine))
		return;
	tertius_kept_free(engine->kept);
	engine->kept = tertius_kept_new();
}

/* The next of @n that was taken for one from @*index on, or NULL. */
static const TertiusMerge *
next_taken(const GPtrArray *merges, guint n, guint *index)
{
	while (*index < n) {
		const TertiusMerge *one = merges->pdata[(*index)++];

		if (one->is_taken)
			return one;
	}
	return NULL;
}

/* Whether mail took the same addresses for one person before. */
static gboolean
are_same_people(const GPtrArray *told, const GPtrArray *before, guint n_before)
{
	const TertiusMerge *x, *y;
	guint i = 0, j = 0;

	do {
		x = next_taken(told, told->len, &i);
		y = next_taken(before, n_before, &j);
		if (x == NULL || y == NULL)
			return x == y;
	} while (strcmp(x->address, y->address) == 0 &&
	         strcmp(x->other, y->other) == 0);
	return FALSE;
}

/* What the address book says stands after what mail tells, and is the same as
 * long as the book is. */
static gboolean
look_for_people(TertiusEngine *engine)
{
	GPtrArray *before = engine->relations->merges;
	guint n_told;

	engine->merges = tertius_identities_look(
		engine->history, engine->decisions, engine->sights);
	n_told = engine->merges->len;
	if (!are_same_people(engine->merges, before, engine->n_told))
		return FALSE;
	while (before->len > engine->n_told)
		g_ptr_array_add(
			engine->merges,
			g_ptr_array_steal_index(before, engine->n_told));
	engine->n_told = n_told;
	return TRUE;
}

gint64
tertius_engine_find_book_date(const TertiusEngine *engine)
{
	GStatBuf status;

	if (engine->book == NULL || g_stat(engine->book, &status) != 0)
		return 0;
	return status.st_mtim.tv_sec * G_GINT64_CONSTANT(1000000000) +
	       status.st_mtim.tv_nsec;
}

static gboolean
go_on(TertiusEngine *engine)
{
	gint64 before = tertius_history_get_now(engine->history);

	if (!tertius_history_go_on(engine->history, engine->now))
		return FALSE;
	look_at_time(engine, before / DAY != engine->now / DAY);
	return TRUE;
}

gboolean
tertius_engine_carry_on(TertiusEngine *engine)
{
	return engine->reminders != NULL && engine->fresh != NULL &&
	       tertius_ledger_generation(engine->ledger, NULL) ==
	               engine->generation &&
	       tertius_engine_find_book_date(engine) == engine->book_date &&
	       is_me_the_same(engine) && take_decisions(engine) &&
	       read_fresh(engine) && read_fresh_meetings(engine) &&
	       go_on(engine) && look_for_people(engine);
}
