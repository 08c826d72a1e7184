/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What calendars are to show: what the plan says, what was given before, and the
 * difference.
 */
#include "engine/calendar-private.h"
#include "engine/engine-private.h"

#include <string.h>

/* Seconds that a calendar may take to see a new file. */
#define AHEAD 120

/* A closed reminder stays in the calendar for so long, marked as such. */
#define CLOSED_STAYS (30 * G_GINT64_CONSTANT(86400))

static TertiusPublished *
find_published(const GPtrArray *all, const char *uid)
{
	for (guint i = 0; i < all->len; i++) {
		TertiusPublished *published = all->pdata[i];

		if (strcmp(published->reminder->uid, uid) == 0)
			return published;
	}
	return NULL;
}

static const TertiusReminder *
find_planned(const GPtrArray *reminders, const char *uid)
{
	for (guint i = 0; i < reminders->len; i++) {
		const TertiusReminder *reminder = reminders->pdata[i];

		if (strcmp(reminder->uid, uid) == 0)
			return reminder;
	}
	return NULL;
}

/* An alarm that is past when a calendar first sees it never rings (some drop it
 * without a word), so what is due already rings at the next working moment; and
 * stays there, however often the same is given again, unless it was put off and
 * is not any more. */
static TertiusReminder *
dup_ahead(TertiusEngine *engine, const TertiusReminder *reminder,
          const TertiusPublished *published)
{
	TertiusReminder *copy = tertius_reminder_copy(reminder);
	gint64 next;

	if (!tertius_reminder_is_open(reminder) || reminder->due > engine->now)
		return copy;
	next = tertius_working_time_next(engine->hours, engine->now + AHEAD);
	copy->due = published != NULL && tertius_reminder_is_open(
						 published->reminder)
	                    ? MIN(published->reminder->due, next)
	                    : next;
	return copy;
}

/* A reminder that was closed before any calendar had it stays out. */
static void
publish_planned(TertiusEngine *engine, const GPtrArray *reminders,
                GPtrArray *all, GPtrArray *changed)
{
	for (guint i = 0; i < reminders->len; i++) {
		const TertiusReminder *planned = reminders->pdata[i];
		TertiusPublished *published = find_published(all, planned->uid);
		g_autoptr(TertiusReminder) reminder =
			dup_ahead(engine, planned, published);

		if (published == NULL && tertius_reminder_is_open(reminder)) {
			published =
				tertius_published_new(reminder, engine->now);
			g_ptr_array_add(all, published);
			g_ptr_array_add(changed, published);
		} else if (published != NULL &&
		           tertius_published_update(published, reminder,
		                                    engine->now)) {
			g_ptr_array_add(changed, published);
		}
	}
}

/* What the plan no longer has was overtaken by events. */
static void
take_back(const GPtrArray *reminders, const GPtrArray *all, gint64 now,
          GPtrArray *changed)
{
	for (guint i = 0; i < all->len; i++) {
		TertiusPublished *published = all->pdata[i];
		g_autoptr(TertiusReminder) dropped = NULL;

		if (!tertius_reminder_is_open(published->reminder) ||
		    find_planned(reminders, published->reminder->uid) != NULL)
			continue;
		dropped = tertius_reminder_copy(published->reminder);
		dropped->state = TERTIUS_REMINDER_DROPPED;
		dropped->closed = now;
		(void) tertius_published_update(published, dropped, now);
		g_ptr_array_add(changed, published);
	}
}

static gboolean
store(TertiusEngine *engine, const GPtrArray *all, GError **error)
{
	if (all->len == 0)
		return TRUE;
	if (!tertius_ledger_begin(engine->ledger, error))
		return FALSE;
	for (guint i = 0; i < all->len; i++) {
		if (!tertius_ledger_publish(engine->ledger, all->pdata[i],
		                            error)) {
			tertius_ledger_roll_back(engine->ledger);
			return FALSE;
		}
	}
	return tertius_ledger_commit(engine->ledger, error);
}

/* The order must not depend on what is new, or the file would change although
 * nothing in it did. */
static int
compare_published(gconstpointer a, gconstpointer b)
{
	const TertiusPublished *const *one = a;
	const TertiusPublished *const *two = b;

	return strcmp((*one)->reminder->uid, (*two)->reminder->uid);
}

GPtrArray *
tertius_engine_publish(TertiusEngine *engine, GError **error)
{
	const TertiusConclusions *conclusions =
		tertius_engine_conclude(engine, error);
	g_autoptr(GPtrArray) all =
		conclusions == NULL
			? NULL
			: tertius_ledger_published(engine->ledger, error);

	g_autoptr(GPtrArray) changed = g_ptr_array_new();

	if (all == NULL)
		return NULL;
	publish_planned(engine, conclusions->reminders, all, changed);
	take_back(conclusions->reminders, all, engine->now, changed);
	if (!store(engine, changed, error))
		return NULL;
	g_ptr_array_sort(all, compare_published);
	return g_steal_pointer(&all);
}

gboolean
tertius_engine_is_long_closed(const TertiusEngine *engine,
                              const TertiusReminder *reminder)
{
	return !tertius_reminder_is_open(reminder) &&
	       reminder->closed < engine->now - CLOSED_STAYS;
}

TertiusIcalStamp
tertius_engine_stamp(const TertiusEngine *engine,
                     const TertiusPublished *published)
{
	return (TertiusIcalStamp){
		.stamp = published->stamp,
		.created = published->created,
		.sequence = published->sequence,
		.as_task = engine->settings->as_task,
		.is_plain = engine->settings->is_plain,
		.is_silent = engine->settings->ring == TERTIUS_RING_TERTIUS,
	};
}
