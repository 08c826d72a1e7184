/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is to ring now.
 */
#include "engine/ring.h"
#include "engine/engine-private.h"

#include <string.h>

#define DAY G_GINT64_CONSTANT(86400)

static gboolean
is_calendars_to_ring(const TertiusSettings *settings)
{
	return settings->ring == TERTIUS_RING_CALENDAR ||
	       (settings->ring == TERTIUS_RING_AUTOMATIC &&
	        settings->url != NULL);
}

/* Ids of the reminders that some CalDAV calendar has, with their alarms. */
static GHashTable *
find_delivered(TertiusEngine *engine, GError **error)
{
	g_autoptr(GHashTable) delivered =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) all = NULL;

	if (!is_calendars_to_ring(engine->settings))
		return g_steal_pointer(&delivered);
	all = tertius_ledger_deliveries(engine->ledger, NULL, error);
	if (all == NULL)
		return NULL;
	for (guint i = 0; i < all->len; i++) {
		const TertiusDelivery *delivery = all->pdata[i];

		if (strstr(delivery->collection, "://") != NULL &&
		    delivery->text != NULL && !delivery->is_gone)
			g_hash_table_add(delivered,
			                 g_strdup(delivery->reminder));
	}
	return g_steal_pointer(&delivered);
}

static int
compare_newest(gconstpointer a, gconstpointer b)
{
	const TertiusReminder *x = *(const TertiusReminder *const *) a;
	const TertiusReminder *y = *(const TertiusReminder *const *) b;

	if (x->due != y->due)
		return x->due > y->due ? -1 : 1;
	return strcmp(x->id, y->id);
}

GPtrArray *
tertius_engine_find_ringing(TertiusEngine *engine, GError **error)
{
	const TertiusConclusions *all = tertius_engine_conclude(engine, error);
	g_autoptr(GHashTable) delivered =
		all == NULL ? NULL : find_delivered(engine, error);
	g_autoptr(GPtrArray) ringing = g_ptr_array_new();

	if (delivered == NULL)
		return NULL;
	if (tertius_working_time_next(engine->hours, engine->now) !=
	    engine->now)
		return g_steal_pointer(&ringing);
	for (guint i = 0; i < all->reminders->len; i++) {
		TertiusReminder *reminder = all->reminders->pdata[i];

		if (tertius_reminder_is_open(reminder) &&
		    reminder->due <= engine->now &&
		    reminder->due > engine->now - TERTIUS_RING_DAYS_MAX * DAY &&
		    !g_hash_table_contains(delivered, reminder->id) &&
		    !tertius_ledger_has_rung(engine->ledger, reminder->id,
		                             reminder->due))
			g_ptr_array_add(ringing, reminder);
	}
	g_ptr_array_sort(ringing, compare_newest);
	return g_steal_pointer(&ringing);
}

gboolean
tertius_engine_note_rung(TertiusEngine *engine, const GPtrArray *reminders,
                         GError **error)
{
	if (!tertius_ledger_begin(engine->ledger, error))
		return FALSE;
	for (guint i = 0; i < reminders->len; i++) {
		const TertiusReminder *reminder = reminders->pdata[i];

		if (!tertius_ledger_note_rung(engine->ledger, reminder->id,
		                              reminder->due, engine->now,
		                              error)) {
			tertius_ledger_roll_back(engine->ledger);
			return FALSE;
		}
	}
	return tertius_ledger_commit(engine->ledger, error);
}
