/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is to ring now.
 */
#include "engine/ring.h"
#include "engine/engine-private.h"

#include <string.h>

#define DAY G_GINT64_CONSTANT(86400)

/* Whether the calendar rings for what it has by @delivery. One that an account
 * has does, unless the user wants both, or its events are silent because Tertius
 * is to ring. What is in the folder rings where no account is set, and the user
 * says that the calendar rings. */
static gboolean
is_calendars_to_ring(const TertiusSettings *settings,
                     const TertiusDelivery *delivery)
{
	gboolean is_of_account = strstr(delivery->collection, "://") != NULL;

	switch (settings->ring) {
	case TERTIUS_RING_BOTH:
		return FALSE;
	case TERTIUS_RING_TERTIUS:
		return is_of_account &&
		       strstr(delivery->text, "BEGIN:VALARM") != NULL;
	case TERTIUS_RING_CALENDAR:
		return is_of_account || settings->url == NULL;
	case TERTIUS_RING_AUTOMATIC:
	default:
		return is_of_account;
	}
}

/* Ids of the reminders for which some calendar rings. */
static GHashTable *
find_delivered(TertiusEngine *engine, GError **error)
{
	g_autoptr(GHashTable) delivered =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) all = NULL;

	all = tertius_ledger_deliveries(engine->ledger, NULL, error);
	if (all == NULL)
		return NULL;
	for (guint i = 0; i < all->len; i++) {
		const TertiusDelivery *delivery = all->pdata[i];

		if (delivery->text != NULL && !delivery->is_gone &&
		    is_calendars_to_ring(engine->settings, delivery))
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
