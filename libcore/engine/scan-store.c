/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the crew made of mail and calendars, into the ledger, in batches.
 */
#include "engine/scan-private.h"

#include "engine/ticket.h"

/* So long a batch may be open, in microseconds: others want to write too. */
#define BATCH_SPAN        (G_USEC_PER_SEC / 2)
/* A stopped scan waits so many microseconds for an answer, and looks each so many
 * milliseconds whether it is stopped. */
#define STOP_WAIT         (G_USEC_PER_SEC * 6 / 10)
#define STOP_LOOK         50
/* Between two calls of the progress function. */
#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 5)

void
tertius_scan_tell_progress(TertiusScan *scan, gboolean always)
{
	TertiusSourceProgress progress;
	gint64 moment = g_get_monotonic_time();

	if (scan->options->progress == NULL || scan->source == NULL ||
	    (!always && moment - scan->told < PROGRESS_INTERVAL))
		return;
	scan->told = moment;
	progress = tertius_source_progress(scan->source);
	scan->options->progress(&progress, scan->report, scan->options->data);
}

gboolean
tertius_scan_open_batch(TertiusScan *scan, GError **error)
{
	if (scan->batch_began != 0)
		return TRUE;
	if (!tertius_ledger_begin(scan->engine->ledger, error))
		return FALSE;
	scan->batch_began = g_get_monotonic_time();
	return TRUE;
}

gboolean
tertius_scan_close_batch(TertiusScan *scan, GError **error)
{
	if (scan->batch_began == 0)
		return TRUE;
	scan->batch = 0;
	scan->batch_began = 0;
	return tertius_ledger_commit(scan->engine->ledger, error);
}

/* After each item. */
static gboolean
end_batch(TertiusScan *scan, GError **error)
{
	if (++scan->batch < TERTIUS_SCAN_BATCH &&
	    g_get_monotonic_time() - scan->batch_began < BATCH_SPAN)
		return TRUE;
	return tertius_scan_close_batch(scan, error);
}

static gboolean
seems_to_introduce(const TertiusFacts *facts)
{
	for (guint i = 0; i < facts->acts->len; i++) {
		const TertiusAct *act = facts->acts->pdata[i];

		if (act->kind == TERTIUS_ACT_INTRODUCTION &&
		    act->score >= TERTIUS_SCORE_LIKELY)
			return TRUE;
	}
	return FALSE;
}

/* Many messages do something; only of these few an introduction can come. */
static gboolean
may_introduce(const TertiusFacts *facts)
{
	for (guint i = 0; i < facts->acts->len; i++) {
		const TertiusAct *act = facts->acts->pdata[i];

		if (act->kind == TERTIUS_ACT_INTRODUCTION ||
		    act->kind == TERTIUS_ACT_REFERRAL)
			return TRUE;
	}
	return FALSE;
}

static void
count_facts(TertiusScan *scan, const TertiusFacts *facts, TertiusPut how)
{
	TertiusScanReport *report = scan->report;

	report->items++;
	for (guint i = 0; i < facts->meetings->len; i++) {
		const TertiusMeeting *meeting = facts->meetings->pdata[i];

		report->meetings++;
		g_hash_table_add(scan->fresh, g_strdup(meeting->id));
	}
	report->renewed += how == TERTIUS_PUT_RENEWED ? 1 : 0;
	if (facts->message == NULL || how != TERTIUS_PUT_NEW)
		return;
	report->fresh++;
	if ((facts->message->flags & TERTIUS_MESSAGE_AUTOMATIC) != 0)
		report->automatic++;
	if (seems_to_introduce(facts))
		report->found++;
	if (may_introduce(facts))
		g_hash_table_add(scan->fresh, g_strdup(facts->message->id));
}

/* Of a calendar's object the name, which is not said twice; the key of others. */
static char *
dup_what(const TertiusTicket *ticket)
{
	const char *name = ticket->name != NULL ? ticket->name : ticket->key;

	return g_str_has_suffix(ticket->folder, name)
	               ? g_strdup(ticket->folder)
	               : g_strdup_printf("%s %s", ticket->folder, name);
}

static void
tell_problem(TertiusScan *scan, const TertiusTicket *ticket,
             const char *message)
{
	g_autofree char *what = dup_what(ticket);

	if (scan->options->problem != NULL)
		scan->options->problem(what, message, scan->options->data);
}

static gboolean
store_unreadable(TertiusScan *scan, const TertiusTicket *ticket,
                 const GError *reason, GError **error)
{
	TertiusLedger *ledger = scan->engine->ledger;

	scan->report->items++;
	scan->report->unreadable++;
	tell_problem(scan, ticket, reason->message);
	return tertius_ledger_set_aside(ledger, ticket->folder, ticket->key,
	                                reason->message, error) &&
	       tertius_ledger_remember(ledger, ticket->folder, ticket->key,
	                               error);
}

/* Whole days in a calendar that the user named for it are days off. */
static void
mark_holidays(TertiusFacts *facts)
{
	for (guint i = 0; i < facts->meetings->len; i++) {
		TertiusMeeting *meeting = facts->meetings->pdata[i];

		if ((meeting->flags & TERTIUS_MEETING_ALL_DAY) != 0 &&
		    meeting->attendees->len == 0)
			meeting->flags |= TERTIUS_MEETING_HOLIDAY;
	}
}

static gboolean
put_facts(TertiusLedger *ledger, const TertiusTicket *ticket,
          const TertiusFacts *facts, TertiusPut *how, GError **error)
{
	const TertiusLedgerObject object = { ticket->folder, ticket->name,
		                             ticket->key };

	return ticket->name != NULL
	               ? tertius_ledger_put_object(ledger, &object, facts,
	                                           error)
	               : tertius_ledger_put(ledger, facts, how, error);
}

static gboolean
store_facts(TertiusScan *scan, const TertiusTicket *ticket, TertiusFacts *facts,
            GError **error)
{
	TertiusLedger *ledger = scan->engine->ledger;
	TertiusPut how = TERTIUS_PUT_KNOWN;

	if (scan->has_holidays)
		mark_holidays(facts);

	if (!put_facts(ledger, ticket, facts, &how, error) ||
	    !tertius_engine_remember(ledger, ticket->folder, ticket->key, facts,
	                             error))
		return FALSE;
	for (guint i = 0; i < facts->problems->len; i++)
		tell_problem(scan, ticket, facts->problems->pdata[i]);
	count_facts(scan, facts, how);
	return TRUE;
}

/* FALSE once whoever has stopped the scan has waited for an answer for long enough:
 * what has none then is read next time. */
static gboolean
wait_for_answer(TertiusScan *scan)
{
	gint64 stopped = 0;

	while (!tertius_crew_wait(scan->engine->crew, STOP_LOOK)) {
		gint64 now = g_get_monotonic_time();

		if (!g_cancellable_is_cancelled(scan->options->cancellable))
			continue;
		if (stopped == 0)
			stopped = now;
		else if (now - stopped >= STOP_WAIT)
			return FALSE;
	}
	return TRUE;
}

/* Takes the oldest answer. A worker that is slow with it keeps nobody else from
 * writing. */
static gboolean
receive_one(TertiusScan *scan, GError **error)
{
	TertiusCrew *crew = scan->engine->crew;
	g_autoptr(TertiusFacts) facts = NULL;
	g_autoptr(GError) reason = NULL;
	gpointer tag = NULL;
	gboolean stored;

	if (scan->batch_began != 0 &&
	    !tertius_crew_wait(crew, TERTIUS_SCAN_BATCH_WAIT) &&
	    !tertius_scan_close_batch(scan, error))
		return FALSE;
	if (!wait_for_answer(scan)) {
		g_clear_pointer(&scan->engine->crew, tertius_crew_free);
		scan->report->was_cancelled = TRUE;
		return TRUE;
	}
	if (!tertius_crew_receive(crew, &tag, &facts, &reason, error))
		return FALSE;
	stored = tertius_scan_open_batch(scan, error) &&
	         (facts != NULL ? store_facts(scan, tag, facts, error)
	                        : store_unreadable(scan, tag, reason, error));
	tertius_ticket_free(tag);
	if (!stored)
		return FALSE;
	tertius_scan_tell_progress(scan, FALSE);
	return end_batch(scan, error);
}

gboolean
tertius_scan_receive_until(TertiusScan *scan, guint left, GError **error)
{
	while (scan->engine->crew != NULL &&
	       tertius_crew_count(scan->engine->crew) > left) {
		if (!receive_one(scan, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
tertius_scan_make_room(TertiusScan *scan, GError **error)
{
	guint left = tertius_crew_count(scan->engine->crew) / 2;

	if (!tertius_scan_receive_until(scan, left, error))
		return FALSE;
	while (scan->engine->crew != NULL &&
	       tertius_crew_is_full(scan->engine->crew)) {
		if (!receive_one(scan, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
tertius_scan_receive_ready(TertiusScan *scan, GError **error)
{
	TertiusCrew *crew = scan->engine->crew;

	while (crew != NULL && tertius_crew_count(crew) > 0 &&
	       tertius_crew_is_ready(crew)) {
		if (!receive_one(scan, error))
			return FALSE;
	}
	return TRUE;
}
