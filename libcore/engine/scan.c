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

#include <string.h>

/* Items that go in together. What a stop loses is read again. */
#define BATCH_ITEMS       1000
/* Items between two looks whether answers are there: a look costs as much as
 * storing a message. */
#define LOOK_EACH         16
/* Between two calls of the progress function. */
#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 5)

/* What is remembered of an item until its facts come back. */
typedef struct {
	char *folder;
	char *key;
	char *name; /* of a calendar's object, or NULL */
} Ticket;

typedef struct {
	TertiusEngine *engine;
	const TertiusScanOptions *options;
	TertiusScanReport *report;
	TertiusSource *source;
	GHashTable *fresh; /* ids of what is new and can make an introduction:
	                    * meetings, and messages with acts */
	GPtrArray *states; /* Ticket: keys to remember once all is in */
	TertiusInventory *inventory;
	guint n_gone; /* objects that no longer lie in calendars */
	gboolean has_holidays;
	guint batch; /* items since the last commit */
	gint64 told; /* monotonic time of the last progress */
} Scan;

static void
free_ticket(gpointer data)
{
	Ticket *ticket = data;

	if (ticket == NULL)
		return;
	g_free(ticket->folder);
	g_free(ticket->key);
	g_free(ticket->name);
	g_free(ticket);
}

static Ticket *
new_ticket(const TertiusItem *item)
{
	Ticket *ticket = g_new(Ticket, 1);

	ticket->folder = g_strdup(item->folder);
	ticket->key = g_strdup(item->key);
	ticket->name = g_strdup(item->name);
	return ticket;
}

/* --- Storing ------------------------------------------------------------- */

static void
tell_progress(Scan *scan, gboolean always)
{
	TertiusSourceProgress progress;
	gint64 moment = g_get_monotonic_time();

	if (scan->options->progress == NULL ||
	    (!always && moment - scan->told < PROGRESS_INTERVAL))
		return;
	scan->told = moment;
	progress = tertius_source_progress(scan->source);
	scan->options->progress(&progress, scan->report, scan->options->data);
}

static gboolean
end_batch(Scan *scan, GError **error)
{
	TertiusLedger *ledger = scan->engine->ledger;

	scan->batch = 0;
	if (scan->options->is_dry)
		return TRUE;
	return tertius_ledger_commit(ledger, error) &&
	       tertius_ledger_begin(ledger, error);
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
	if (facts->message == NULL || how != TERTIUS_PUT_NEW)
		return;
	report->fresh++;
	if ((facts->message->flags & TERTIUS_MESSAGE_AUTOMATIC) != 0)
		report->automatic++;
	if (seems_to_introduce(facts))
		report->found++;
	if (facts->acts->len > 0)
		g_hash_table_add(scan->fresh, g_strdup(facts->message->id));
}

static void
tell_problem(Scan *scan, const Ticket *ticket, const char *message)
{
	g_autofree char *what =
		g_strdup_printf("%s %s", ticket->folder, ticket->key);

	if (scan->options->problem != NULL)
		scan->options->problem(what, message, scan->options->data);
}

static gboolean
store_unreadable(Scan *scan, const Ticket *ticket, const GError *reason,
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
put_facts(TertiusLedger *ledger, const Ticket *ticket,
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
store_facts(Scan *scan, const Ticket *ticket, TertiusFacts *facts,
            GError **error)
{
	TertiusLedger *ledger = scan->engine->ledger;
	TertiusPut how = TERTIUS_PUT_KNOWN;

	if (scan->has_holidays)
		mark_holidays(facts);

	if (!put_facts(ledger, ticket, facts, &how, error) ||
	    !tertius_ledger_remember(ledger, ticket->folder, ticket->key,
	                             error))
		return FALSE;
	for (guint i = 0; i < facts->problems->len; i++)
		tell_problem(scan, ticket, facts->problems->pdata[i]);
	count_facts(scan, facts, how);
	return TRUE;
}

/* Takes the oldest answer. */
static gboolean
receive_one(Scan *scan, GError **error)
{
	g_autoptr(TertiusFacts) facts = NULL;
	g_autoptr(GError) reason = NULL;
	gpointer tag = NULL;
	gboolean stored;

	if (!tertius_crew_receive(scan->engine->crew, &tag, &facts, &reason,
	                          error))
		return FALSE;
	stored = facts != NULL ? store_facts(scan, tag, facts, error)
	                       : store_unreadable(scan, tag, reason, error);
	free_ticket(tag);
	if (!stored)
		return FALSE;
	tell_progress(scan, FALSE);
	return ++scan->batch < BATCH_ITEMS || end_batch(scan, error);
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
	while (tertius_crew_is_full(scan->engine->crew)) {
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
		g_ptr_array_add(scan->states, new_ticket(item));
		return TRUE;
	}
	crew = tertius_engine_need_crew(scan->engine, free_ticket, error);
	if (crew == NULL)
		return FALSE;
	if (tertius_crew_is_full(crew) && !make_room(scan, error))
		return FALSE;
	tertius_crew_send(crew, item, new_ticket(item));
	if (tertius_crew_count(crew) % LOOK_EACH != 0)
		return TRUE;
	while (tertius_crew_count(crew) > 0 && tertius_crew_is_ready(crew)) {
		if (!receive_one(scan, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
remember_states(Scan *scan, GError **error)
{
	for (guint i = 0; i < scan->states->len; i++) {
		const Ticket *state = scan->states->pdata[i];

		if (!tertius_ledger_remember(scan->engine->ledger,
		                             state->folder, state->key, error))
			return FALSE;
	}
	return TRUE;
}

/* Everything that the source has. What was read is stored also when the rest
 * cannot be had; then the first error is told. */
static gboolean
read_all(Scan *scan, GError **error)
{
	g_autoptr(GError) ended = NULL;
	const TertiusItem *item;

	while ((item = tertius_source_next(scan->source, &ended)) != NULL) {
		if (!take_item(scan, item, error))
			return FALSE;
		tell_progress(scan, FALSE);
	}
	if (!receive_until(scan, 0, error))
		return FALSE;
	tell_progress(scan, TRUE);
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

static gboolean
count_introductions(Scan *scan, GError **error)
{
	const TertiusConclusions *all;

	if (scan->report->items == 0 && scan->n_gone == 0)
		return TRUE;
	tertius_engine_forget_conclusions(scan->engine);
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
note_beginning(TertiusEngine *engine, GError **error)
{
	g_autofree char *began = tertius_ledger_recall(engine->ledger, "began");
	g_autofree char *now =
		g_strdup_printf("%" G_GINT64_FORMAT, engine->now);

	return began != NULL ||
	       tertius_ledger_note(engine->ledger, "began", now, error);
}

/* The batch that is open at the end: kept, or taken back in a dry run, once
 * what follows from it was counted. */
static gboolean
finish(Scan *scan, gboolean was_read, GError **error)
{
	TertiusLedger *ledger = scan->engine->ledger;
	gboolean counted = FALSE;

	if (was_read)
		counted = count_introductions(scan, error);
	if (scan->options->is_dry) {
		tertius_ledger_roll_back(ledger);
		tertius_engine_forget_conclusions(scan->engine);
		return counted;
	}
	if (!tertius_ledger_commit(ledger, counted ? error : NULL))
		return FALSE;
	scan->engine->has_changed |=
		scan->report->items > 0 || scan->n_gone > 0;
	return counted;
}

static gboolean
scan_source(Scan *scan, GError **error)
{
	TertiusEngine *engine = scan->engine;
	gboolean was_read;

	if (!tertius_ledger_begin(engine->ledger, error))
		return FALSE;
	was_read = note_beginning(engine, error) && read_all(scan, error);
	/* Answers that still come belong to nobody. */
	if (!was_read)
		g_clear_pointer(&engine->crew, tertius_crew_free);
	return finish(scan, was_read, error);
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
		.data = &scan,
		.since = options->since,
		.now = engine->now,
		.folders = options->folders,
		.cancellable = options->cancellable,
		.password_command = options->password_command != NULL
		                            ? options->password_command
		                            : settings->password_command,
		.token_command = settings->token_command,
		.ca_file = options->ca_file != NULL ? options->ca_file
		                                    : settings->ca_file,
		.allow_plaintext = options->allow_plaintext,
	};
	gboolean done;

	if (tertius_connections_is_place(place))
		return tertius_engine_take_connections(
			engine, place, options->is_dry, report, error);
	if (tertius_calendar_is_url(place)) {
		/* The password of the mailbox is none of theirs. */
		source.password_command = options->password_command;
		source.ca_file = options->ca_file;
		scan.source = tertius_calendar_source_open(engine, place,
		                                           &source, error);
	} else {
		scan.source = tertius_source_open(place, &source, error);
	}
	if (scan.source == NULL)
		return FALSE;
	scan.fresh =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	scan.inventory = tertius_inventory_new();
	scan.states = g_ptr_array_new_with_free_func(free_ticket);
	done = scan_source(&scan, error);
	g_hash_table_unref(scan.fresh);
	g_ptr_array_unref(scan.states);
	tertius_inventory_free(scan.inventory);
	tertius_source_free(scan.source);
	return done;
}

/* --- From a mail client -------------------------------------------------- */

static gboolean
keep_answer(TertiusEngine *engine, const TertiusItem *item,
            const TertiusFacts *facts, const GError *reason, GError **error)
{
	TertiusLedger *ledger = engine->ledger;

	if (item->is_head && facts != NULL && facts->message != NULL)
		facts->message->flags |= TERTIUS_MESSAGE_HEAD;
	return (facts != NULL ? tertius_ledger_put(ledger, facts, NULL, error)
	                      : tertius_ledger_set_aside(
					ledger, item->folder, item->key,
					reason->message, error)) &&
	       tertius_ledger_remember(ledger, item->folder, item->key, error);
}

/* Answers come in the order of the items. */
static gboolean
receive_next(TertiusEngine *engine, const TertiusItem *items, guint *received,
             GError **error)
{
	g_autoptr(TertiusFacts) facts = NULL;
	g_autoptr(GError) reason = NULL;
	gpointer tag = NULL;

	return tertius_crew_receive(engine->crew, &tag, &facts, &reason,
	                            error) &&
	       keep_answer(engine, &items[(*received)++], facts, reason, error);
}

static gboolean
take_each(TertiusEngine *engine, const TertiusItem *items, guint n,
          GError **error)
{
	guint received = 0;

	for (guint i = 0; i < n; i++) {
		while (tertius_crew_is_full(engine->crew)) {
			if (!receive_next(engine, items, &received, error))
				return FALSE;
		}
		tertius_crew_send(engine->crew, &items[i], NULL);
	}
	while (received < n) {
		if (!receive_next(engine, items, &received, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
tertius_engine_take_all(TertiusEngine *engine, const TertiusItem *items,
                        guint n, GError **error)
{
	TertiusLedger *ledger = engine->ledger;

	if (n == 0)
		return TRUE;
	if (tertius_engine_need_crew(engine, free_ticket, error) == NULL ||
	    !tertius_ledger_begin(ledger, error))
		return FALSE;
	tertius_engine_forget_conclusions(engine);
	engine->has_changed = TRUE;
	if (note_beginning(engine, error) &&
	    take_each(engine, items, n, error) &&
	    tertius_ledger_commit(ledger, error))
		return TRUE;
	tertius_ledger_roll_back(ledger);
	/* Answers that still come belong to nobody. */
	g_clear_pointer(&engine->crew, tertius_crew_free);
	return FALSE;
}

gboolean
tertius_engine_take(TertiusEngine *engine, const TertiusItem *item,
                    GError **error)
{
	return tertius_engine_take_all(engine, item, 1, error);
}
