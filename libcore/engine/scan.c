/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking mail and calendars in: from a source, through the crew, into the
 * ledger. What the worker does and what the ledger does go on side by side.
 */
#include "engine/calendar-private.h"
#include "engine/engine-private.h"

#include "base/error.h"
#include "engine/connections.h"
#include "engine/inventory.h"
#include "engine/ticket.h"

#include <malloc.h>
#include <string.h>

/* Items that go in together. What a stop by force loses is read again. With each
 * batch all pages of the indexes are written that it touched: most of them. */
#define BATCH_ITEMS       10000
/* So long a batch may be open, in microseconds, and so many milliseconds may be
 * waited meanwhile: others want to write too. */
#define BATCH_SPAN        (G_USEC_PER_SEC / 2)
#define BATCH_WAIT        50
/* A stopped scan waits so many microseconds for an answer, and looks each so many
 * milliseconds whether it is stopped. */
#define STOP_WAIT         (G_USEC_PER_SEC * 6 / 10)
#define STOP_LOOK         50
/* Items between two looks whether answers are there: a look costs as much as
 * storing a message. */
#define LOOK_EACH         16
/* Between two calls of the progress function. */
#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 5)

typedef struct {
	TertiusEngine *engine;
	const TertiusScanOptions *options;
	TertiusScanReport *report;
	TertiusSource *source;
	GHashTable *fresh; /* ids of what is new and can make an introduction:
	                    * meetings, and some messages */
	GPtrArray *states; /* TertiusTicket: keys to remember once all is in */
	TertiusInventory *inventory;
	guint n_gone; /* objects that no longer lie in calendars */
	gboolean has_holidays;
	gboolean is_first; /* nothing was ever read into this ledger */
	guint batch;       /* items since the last commit */
	gint64 batch_began; /* monotonic; 0: none is open, and others may write */
	gint64 told;        /* monotonic time of the last progress */
	GError *wait_failure; /* of what was stored while the source waited */
} Scan;

/* --- Storing ------------------------------------------------------------- */

static void
tell_progress(Scan *scan, gboolean always)
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

static gboolean
open_batch(Scan *scan, GError **error)
{
	if (scan->batch_began != 0)
		return TRUE;
	if (!tertius_ledger_begin(scan->engine->ledger, error))
		return FALSE;
	scan->batch_began = g_get_monotonic_time();
	return TRUE;
}

static gboolean
close_batch(Scan *scan, GError **error)
{
	if (scan->batch_began == 0)
		return TRUE;
	scan->batch = 0;
	scan->batch_began = 0;
	return tertius_ledger_commit(scan->engine->ledger, error);
}

/* After each item. */
static gboolean
end_batch(Scan *scan, GError **error)
{
	if (++scan->batch < BATCH_ITEMS &&
	    g_get_monotonic_time() - scan->batch_began < BATCH_SPAN)
		return TRUE;
	return close_batch(scan, error);
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
count_facts(Scan *scan, const TertiusFacts *facts, TertiusPut how)
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
tell_problem(Scan *scan, const TertiusTicket *ticket, const char *message)
{
	g_autofree char *what = dup_what(ticket);

	if (scan->options->problem != NULL)
		scan->options->problem(what, message, scan->options->data);
}

static gboolean
store_unreadable(Scan *scan, const TertiusTicket *ticket, const GError *reason,
                 GError **error)
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
store_facts(Scan *scan, const TertiusTicket *ticket, TertiusFacts *facts,
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
wait_for_answer(Scan *scan)
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
receive_one(Scan *scan, GError **error)
{
	TertiusCrew *crew = scan->engine->crew;
	g_autoptr(TertiusFacts) facts = NULL;
	g_autoptr(GError) reason = NULL;
	gpointer tag = NULL;
	gboolean stored;

	if (scan->batch_began != 0 && !tertius_crew_wait(crew, BATCH_WAIT) &&
	    !close_batch(scan, error))
		return FALSE;
	if (!wait_for_answer(scan)) {
		g_clear_pointer(&scan->engine->crew, tertius_crew_free);
		return TRUE;
	}
	if (!tertius_crew_receive(crew, &tag, &facts, &reason, error))
		return FALSE;
	stored = open_batch(scan, error) &&
	         (facts != NULL ? store_facts(scan, tag, facts, error)
	                        : store_unreadable(scan, tag, reason, error));
	tertius_ticket_free(tag);
	if (!stored)
		return FALSE;
	tell_progress(scan, FALSE);
	return end_batch(scan, error);
}

/* Until @left items are on their way. */
static gboolean
receive_until(Scan *scan, guint left, GError **error)
{
	while (scan->engine->crew != NULL &&
	       tertius_crew_count(scan->engine->crew) > left) {
		if (!receive_one(scan, error))
			return FALSE;
	}
	return TRUE;
}

/* For more than one item, so that the two do not wait for each other at each. */
static gboolean
make_room(Scan *scan, GError **error)
{
	guint left = tertius_crew_count(scan->engine->crew) / 2;

	if (!receive_until(scan, left, error))
		return FALSE;
	while (scan->engine->crew != NULL &&
	       tertius_crew_is_full(scan->engine->crew)) {
		if (!receive_one(scan, error))
			return FALSE;
	}
	return TRUE;
}

/* --- Reading ------------------------------------------------------------- */

static gboolean
is_known(const char *folder, const char *key, gpointer data)
{
	Scan *scan = data;

	return tertius_ledger_is_known(scan->engine->ledger, folder, key);
}

static void
note_object(const char *folder, const char *name, gpointer data)
{
	Scan *scan = data;

	tertius_inventory_add(scan->inventory, folder, name);
}

static void
pass_problem(const char *what, const char *message, gpointer data)
{
	Scan *scan = data;

	scan->report->unreadable++;
	if (scan->options->problem != NULL)
		scan->options->problem(what, message, scan->options->data);
}

static char *
pass_question(const char *who, gpointer data)
{
	Scan *scan = data;

	return scan->options->ask_password != NULL
	               ? scan->options->ask_password(who, scan->options->data)
	               : NULL;
}

/* Takes what is there, without waiting. */
static gboolean
receive_ready(Scan *scan, GError **error)
{
	TertiusCrew *crew = scan->engine->crew;

	while (crew != NULL && tertius_crew_count(crew) > 0 &&
	       tertius_crew_is_ready(crew)) {
		if (!receive_one(scan, error))
			return FALSE;
	}
	return TRUE;
}

/* The source waits for a server: the time is used, and when it takes longer,
 * others may write meanwhile. */
static void
use_wait(guint milliseconds, gpointer data)
{
	Scan *scan = data;
	gboolean is_long = milliseconds == 0 || milliseconds >= BATCH_WAIT;

	if (scan->wait_failure != NULL)
		return;
	/* Once a folder is asked for, a worker will be needed, and at first
	 * anyway; it takes a moment to begin. What is wrong with it is told
	 * when it is. */
	if (scan->source != NULL || scan->is_first)
		(void) tertius_engine_need_crew(scan->engine,
		                                tertius_ticket_free, NULL);
	/* A server that is asked for the first time needs longer for a message
	 * than a worker; on one computer they would be in each other's way. */
	if (scan->engine->crew != NULL)
		tertius_crew_leave(scan->engine->crew, 1);
	if (receive_ready(scan, &scan->wait_failure) && is_long)
		(void) close_batch(scan, &scan->wait_failure);
	tell_progress(scan, FALSE);
}

static gboolean
take_item(Scan *scan, const TertiusItem *item, GError **error)
{
	TertiusCrew *crew;

	/* The state of a folder that was read to its end: to be remembered
	 * only when all that lies in it is stored. */
	if (item->bytes == NULL && item->is_calendar) {
		tertius_inventory_close(scan->inventory, item->folder);
		return TRUE;
	}
	if (item->bytes == NULL) {
		g_ptr_array_add(scan->states, tertius_ticket_new(item));
		return TRUE;
	}
	crew = tertius_engine_need_crew(scan->engine, tertius_ticket_free,
	                                error);
	if (crew == NULL)
		return FALSE;
	if (tertius_crew_is_full(crew) && !make_room(scan, error))
		return FALSE;
	if (scan->engine->crew == NULL) /* nobody waits for it any more */
		return TRUE;
	tertius_crew_send(crew, item, tertius_ticket_new(item));
	return tertius_crew_count(crew) % LOOK_EACH != 0 ||
	       receive_ready(scan, error);
}

static gboolean
remember_states(Scan *scan, GError **error)
{
	for (guint i = 0; i < scan->states->len; i++) {
		const TertiusTicket *state = scan->states->pdata[i];

		if (!tertius_ledger_remember(scan->engine->ledger,
		                             state->folder, state->key, error))
			return FALSE;
	}
	return TRUE;
}

/* FALSE when something went wrong while the source waited. */
static gboolean
has_kept_well(Scan *scan, GError **error)
{
	if (scan->wait_failure == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&scan->wait_failure));
	return FALSE;
}

/* Everything that the source has. What was read is stored also when the rest
 * cannot be had; then the first error is told. */
static gboolean
read_all(Scan *scan, GError **error)
{
	g_autoptr(GError) ended = NULL;
	const TertiusItem *item;

	while ((item = tertius_source_next(scan->source, &ended)) != NULL) {
		if (!has_kept_well(scan, error) ||
		    !take_item(scan, item, error))
			return FALSE;
		tell_progress(scan, FALSE);
	}
	if (!has_kept_well(scan, error) || !receive_until(scan, 0, error))
		return FALSE;
	tell_progress(scan, TRUE);
	if (!open_batch(scan, error))
		return FALSE;
	if (ended == NULL)
		return remember_states(scan, error) &&
		       tertius_inventory_apply(scan->inventory,
		                               scan->engine->ledger,
		                               &scan->n_gone, error);
	if (!g_error_matches(ended, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
		g_propagate_error(error, g_steal_pointer(&ended));
		return FALSE;
	}
	scan->report->was_cancelled = TRUE;
	return TRUE;
}

/* --- What is new --------------------------------------------------------- */

/* Reading is over, and concluding takes the most memory: what reading took is
 * given back before. Workers are kept for the next place where they are soon done
 * with this one. */
static void
make_space(Scan *scan)
{
	g_clear_pointer(&scan->source, tertius_source_free);
	if (scan->report->items >= BATCH_ITEMS)
		g_clear_pointer(&scan->engine->crew, tertius_crew_free);
	tertius_ledger_shrink(scan->engine->ledger);
#ifdef __GLIBC__
	(void) malloc_trim(0);
#endif
}

static gboolean
count_introductions(Scan *scan, GError **error)
{
	const TertiusConclusions *all;

	if (scan->report->items == 0 && scan->n_gone == 0)
		return TRUE;
	tertius_engine_forget_conclusions(scan->engine);
	scan->report->is_concluding = TRUE;
	tell_progress(scan, TRUE);
	make_space(scan);
	all = tertius_engine_conclude(scan->engine, error);
	for (guint i = 0; all != NULL && i < all->introductions->len; i++) {
		const TertiusIntroduction *introduction =
			all->introductions->pdata[i];

		if (!g_hash_table_contains(scan->fresh, introduction->source))
			continue;
		if (introduction->level == TERTIUS_LEVEL_LIKELY)
			scan->report->introductions++;
		else
			scan->report->perhaps++;
		if (scan->options->found != NULL)
			scan->options->found(introduction, scan->options->data);
	}
	return all != NULL;
}

static gboolean
scan_source(Scan *scan, GError **error)
{
	TertiusEngine *engine = scan->engine;

	if (!open_batch(scan, error))
		return FALSE;
	if (!tertius_engine_note_beginning(engine, error) ||
	    !read_all(scan, error)) {
		/* Answers that still come belong to nobody. */
		g_clear_pointer(&engine->crew, tertius_crew_free);
		engine->has_changed |= scan->report->items > 0;
		/* What was kept is not new any more next time. */
		if (close_batch(scan, NULL))
			(void) count_introductions(scan, NULL);
		return FALSE;
	}
	engine->has_changed |= scan->report->items > 0 || scan->n_gone > 0;
	return close_batch(scan, error) && count_introductions(scan, error);
}

/* Of a dry run nothing is kept: it works on a copy of the ledger. */
static gboolean
scan_dry(Scan *scan, GError **error)
{
	TertiusEngine *engine = scan->engine;
	TertiusLedger *real = engine->ledger;
	gboolean had_changed = engine->has_changed;
	gboolean done;

	engine->ledger = tertius_ledger_open_copy(real, error);
	done = engine->ledger != NULL && scan_source(scan, error);
	tertius_ledger_close(engine->ledger);
	engine->ledger = real;
	engine->has_changed = had_changed;
	tertius_engine_forget_conclusions(engine);
	return done;
}

static TertiusSource *
open_place(const Scan *scan, const char *place, TertiusSourceOptions *source,
           GError **error)
{
	if (!tertius_calendar_is_url(place))
		return tertius_source_open(place, source, error);
	/* The password of the mailbox is none of theirs. */
	source->password_command = scan->options->password_command;
	source->ca_file = scan->options->ca_file;
	return tertius_calendar_source_open(scan->engine, place, source, error);
}

/* Whoever gives up while a place is being opened stops, too; else FALSE. Takes
 * @why. */
static gboolean
is_stopped(TertiusScanReport *report, GError **why, GError **error)
{
	report->was_cancelled =
		g_error_matches(*why, G_IO_ERROR, G_IO_ERROR_CANCELLED);
	if (report->was_cancelled)
		g_clear_error(why);
	else
		g_propagate_error(error, g_steal_pointer(why));
	return report->was_cancelled;
}

gboolean
tertius_engine_scan(TertiusEngine *engine, const char *place,
                    const TertiusScanOptions *options,
                    TertiusScanReport *report, GError **error)
{
	const TertiusSettings *settings = engine->settings;
	Scan scan = {
		.engine = engine,
		.options = options,
		.report = report,
		.has_holidays = g_strv_contains(
			(const char *const *) settings->holidays, place),
	};
	TertiusSourceOptions source = {
		.is_known = is_known,
		.lies = note_object,
		.problem = pass_problem,
		.ask_password = pass_question,
		.waits = use_wait,
		.data = &scan,
		.since = options->since,
		.now = engine->now,
		.folders = options->folders,
		.cancellable = options->cancellable,
		.password_command = options->password_command != NULL
		                            ? options->password_command
		                            : settings->password_command,
		.token_command = options->password_command == NULL
		                         ? settings->token_command
		                         : NULL,
		.ca_file = options->ca_file != NULL ? options->ca_file
		                                    : settings->ca_file,
		.allow_plaintext = options->allow_plaintext,
	};
	g_autofree char *began = tertius_ledger_recall(engine->ledger, "began");
	GError *why = NULL;
	gboolean done;

	scan.is_first = began == NULL;
	if (engine->crew != NULL)
		tertius_crew_leave(engine->crew, 0);
	if (tertius_connections_is_place(place))
		return tertius_engine_take_connections(
			engine, place, options->is_dry, report, error);
	scan.source = open_place(&scan, place, &source, &why);
	if (scan.source == NULL)
		return is_stopped(report, &why, error);
	scan.fresh =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	scan.inventory = tertius_inventory_new();
	scan.states = g_ptr_array_new_with_free_func(tertius_ticket_free);
	done = options->is_dry ? scan_dry(&scan, error)
	                       : scan_source(&scan, error);
	g_hash_table_unref(scan.fresh);
	g_ptr_array_unref(scan.states);
	tertius_inventory_free(scan.inventory);
	g_clear_pointer(&scan.source, tertius_source_free);
	g_clear_error(&scan.wait_failure);
	return done;
}
