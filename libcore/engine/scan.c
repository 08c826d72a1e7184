/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking mail and calendars in: from a source, through the crew, into the
 * ledger. What the worker does and what the ledger does go on side by side.
 */
#include "engine/calendar-private.h"
#include "engine/scan-private.h"

#include "base/error.h"
#include "engine/connections.h"
#include "engine/ticket.h"
#include "mail/imap-place.h"

#include <malloc.h>

/* Items between two looks whether answers are there: a look costs as much as
 * storing a message. */
#define LOOK_EACH 16

/* --- Reading ------------------------------------------------------------- */

static gboolean
is_known(const char *folder, const char *key, gpointer data)
{
	TertiusScan *scan = data;

	return tertius_ledger_is_known(scan->engine->ledger, folder, key);
}

static void
note_object(const char *folder, const char *name, gpointer data)
{
	TertiusScan *scan = data;

	tertius_inventory_add(scan->inventory, folder, name);
}

static void
pass_problem(const char *what, const char *message, gpointer data)
{
	TertiusScan *scan = data;

	scan->report->unreadable++;
	if (scan->options->problem != NULL)
		scan->options->problem(what, message, scan->options->data);
}

static char *
pass_question(const char *who, gpointer data)
{
	TertiusScan *scan = data;

	return scan->options->ask_password != NULL
	               ? scan->options->ask_password(who, scan->options->data)
	               : NULL;
}

/* The source waits for a server: the time is used, and when it takes longer,
 * others may write meanwhile. */
static void
use_wait(guint milliseconds, gpointer data)
{
	TertiusScan *scan = data;
	gboolean is_long =
		milliseconds == 0 || milliseconds >= TERTIUS_SCAN_BATCH_WAIT;

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
	if (tertius_scan_receive_ready(scan, &scan->wait_failure) && is_long)
		(void) tertius_scan_close_batch(scan, &scan->wait_failure);
	tertius_scan_tell_progress(scan, FALSE);
}

static gboolean
take_item(TertiusScan *scan, const TertiusItem *item, GError **error)
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
	if (tertius_crew_is_full(crew) && !tertius_scan_make_room(scan, error))
		return FALSE;
	if (scan->engine->crew == NULL) /* nobody waits for it any more */
		return TRUE;
	tertius_crew_send(crew, item, tertius_ticket_new(item));
	return tertius_crew_count(crew) % LOOK_EACH != 0 ||
	       tertius_scan_receive_ready(scan, error);
}

static gboolean
remember_states(TertiusScan *scan, GError **error)
{
	for (guint i = 0; i < scan->states->len; i++) {
		const TertiusTicket *state = scan->states->pdata[i];

		if (!tertius_ledger_remember_state(scan->engine->ledger,
		                                   state->folder, state->key,
		                                   error))
			return FALSE;
	}
	return TRUE;
}

/* FALSE when something went wrong while the source waited. */
static gboolean
has_kept_well(TertiusScan *scan, GError **error)
{
	if (scan->wait_failure == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&scan->wait_failure));
	return FALSE;
}

/* Everything that the source has. What was read is stored also when the rest
 * cannot be had; then the first error is told. */
static gboolean
read_all(TertiusScan *scan, GError **error)
{
	g_autoptr(GError) ended = NULL;
	const TertiusItem *item;

	while ((item = tertius_source_next(scan->source, &ended)) != NULL) {
		if (!has_kept_well(scan, error) ||
		    !take_item(scan, item, error))
			return FALSE;
		tertius_scan_tell_progress(scan, FALSE);
	}
	if (!has_kept_well(scan, error) ||
	    !tertius_scan_receive_until(scan, 0, error))
		return FALSE;
	tertius_scan_tell_progress(scan, TRUE);
	if (!tertius_scan_open_batch(scan, error))
		return FALSE;
	/* Somebody stopped it while the last answers were waited for. */
	if (scan->report->was_cancelled)
		return TRUE;
	if (ended == NULL)
		return remember_states(scan, error) &&
		       tertius_inventory_apply(scan->inventory,
		                               scan->engine->ledger,
		                               &scan->n_gone, error);
	if (!g_error_matches(ended, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
		tertius_imap_place_explain(scan->place, &ended);
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
make_space(TertiusScan *scan)
{
	g_clear_pointer(&scan->source, tertius_source_free);
	if (scan->report->items >= TERTIUS_SCAN_BATCH)
		g_clear_pointer(&scan->engine->crew, tertius_crew_free);
	tertius_ledger_shrink(scan->engine->ledger);
#ifdef __GLIBC__
	(void) malloc_trim(0);
#endif
}

static gboolean
count_introductions(TertiusScan *scan, GError **error)
{
	const TertiusConclusions *all;

	if (scan->report->items == 0 && scan->n_gone == 0)
		return TRUE;
	tertius_engine_forget_conclusions(scan->engine);
	scan->report->is_concluding = TRUE;
	tertius_scan_tell_progress(scan, TRUE);
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
scan_source(TertiusScan *scan, GError **error)
{
	TertiusEngine *engine = scan->engine;

	if (!tertius_scan_open_batch(scan, error))
		return FALSE;
	if (!tertius_engine_note_beginning(engine, error) ||
	    !read_all(scan, error)) {
		/* Answers that still come belong to nobody. */
		g_clear_pointer(&engine->crew, tertius_crew_free);
		engine->has_changed |= scan->report->items > 0;
		/* What was kept is not new any more next time. */
		if (tertius_scan_close_batch(scan, NULL))
			(void) count_introductions(scan, NULL);
		return FALSE;
	}
	engine->has_changed |= scan->report->items > 0 || scan->n_gone > 0;
	return tertius_scan_close_batch(scan, error) &&
	       count_introductions(scan, error);
}

/* Of a dry run nothing is kept: it works on a copy of the ledger. */
static gboolean
scan_dry(TertiusScan *scan, GError **error)
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
open_place(const TertiusScan *scan, TertiusSourceOptions *source,
           GError **error)
{
	const char *place = scan->place;

	if (!tertius_calendar_is_url(place))
		return tertius_source_open(place, source, error);
	/* The password of the mailbox is none of theirs. */
	source->password_command = scan->options->password_command;
	source->ca_file = scan->options->ca_file;
	return tertius_calendar_source_open(scan->engine, place, source, error);
}

static gboolean
read_place(TertiusScan *scan, TertiusSourceOptions *source, GError **error)
{
	gboolean done;

	scan->source = open_place(scan, source, error);
	if (scan->source == NULL) {
		tertius_imap_place_explain(scan->place, error);
		return FALSE;
	}
	scan->fresh =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	scan->inventory = tertius_inventory_new();
	scan->states = g_ptr_array_new_with_free_func(tertius_ticket_free);
	done = scan->options->is_dry ? scan_dry(scan, error)
	                             : scan_source(scan, error);
	g_hash_table_unref(scan->fresh);
	g_ptr_array_unref(scan->states);
	tertius_inventory_free(scan->inventory);
	g_clear_pointer(&scan->source, tertius_source_free);
	g_clear_error(&scan->wait_failure);
	return done;
}

static gboolean
names_account(const char *const *places)
{
	for (gsize i = 0; places[i] != NULL; i++)
		if (tertius_imap_place_is(places[i]))
			return TRUE;
	return FALSE;
}

/* The secrets of the settings are for the accounts of the settings alone. Where
 * these name none, whoever wrote the command means the one that is named now. */
static void
take_commands(const TertiusSettings *settings, const char *place,
              TertiusSourceOptions *source)
{
	const char *const *places = (const char *const *) settings->places;

	if (source->password_command != NULL ||
	    (names_account(places) &&
	     !tertius_imap_place_is_among(place, places)))
		return;
	source->password_command = settings->password_command;
	source->token_command = settings->token_command;
}

/* Whoever gives up while a place is being opened, or while somebody else writes,
 * stops, too; else FALSE. Takes @why. */
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
	TertiusScan scan = {
		.engine = engine,
		.place = place,
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
		.password_command = options->password_command,
		.ca_file = options->ca_file != NULL ? options->ca_file
		                                    : settings->ca_file,
		.allow_plaintext = options->allow_plaintext,
	};
	g_autofree char *began = tertius_ledger_recall(engine->ledger, "began");
	GError *why = NULL;
	gboolean done;

	take_commands(settings, place, &source);
	scan.is_first = began == NULL;
	if (engine->crew != NULL)
		tertius_crew_leave(engine->crew, 0);
	if (tertius_connections_is_place(place))
		return tertius_engine_take_connections(
			engine, place, options->is_dry, report, error);
	tertius_ledger_set_cancellable(engine->ledger, options->cancellable);
	done = read_place(&scan, &source, &why);
	tertius_ledger_set_cancellable(engine->ledger, NULL);
	return done || is_stopped(report, &why, error);
}
