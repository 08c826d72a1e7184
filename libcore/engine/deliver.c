/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders into calendar files: what the plan says, what was given before, and
 * the difference.
 */
#include "engine/engine-private.h"

#include "base/error.h"
#include "calendar/vdir.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* Seconds that a calendar may take to see a new file. */
#define AHEAD 120

/* A closed reminder stays in the calendar for so long, marked as such. */
#define CLOSED_STAYS (30 * G_GINT64_CONSTANT(86400))

/* --- What is to be there ------------------------------------------------- */

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
 * stays there, however often the same is given again. */
static TertiusReminder *
dup_ahead(TertiusEngine *engine, const TertiusReminder *reminder,
          const TertiusPublished *published)
{
	TertiusReminder *copy = tertius_reminder_copy(reminder);

	if (!tertius_reminder_is_open(reminder) || reminder->due > engine->now)
		return copy;
	copy->due = published != NULL && tertius_reminder_is_open(
						 published->reminder)
	                    ? published->reminder->due
	                    : tertius_working_time_next(engine->hours,
	                                                engine->now + AHEAD);
	return copy;
}

/* A reminder that was closed before any calendar had it stays out. */
static void
publish_planned(TertiusEngine *engine, const GPtrArray *reminders,
                GPtrArray *all)
{
	for (guint i = 0; i < reminders->len; i++) {
		const TertiusReminder *planned = reminders->pdata[i];
		TertiusPublished *published = find_published(all, planned->uid);
		g_autoptr(TertiusReminder) reminder =
			dup_ahead(engine, planned, published);

		if (published != NULL)
			(void) tertius_published_update(published, reminder,
			                                engine->now);
		else if (tertius_reminder_is_open(reminder))
			g_ptr_array_add(all, tertius_published_new(
						     reminder, engine->now));
	}
}

/* What the plan no longer has was overtaken by events. */
static void
take_back(const GPtrArray *reminders, const GPtrArray *all, gint64 now)
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
	}
}

static gboolean
store(TertiusEngine *engine, const GPtrArray *all, GError **error)
{
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

/* All that calendars are to show, brought up to date in the ledger. */
static GPtrArray *
publish(TertiusEngine *engine, GError **error)
{
	const TertiusConclusions *conclusions =
		tertius_engine_conclude(engine, error);
	g_autoptr(GPtrArray) all =
		conclusions == NULL
			? NULL
			: tertius_ledger_published(engine->ledger, error);

	if (all == NULL)
		return NULL;
	publish_planned(engine, conclusions->reminders, all);
	take_back(conclusions->reminders, all, engine->now);
	if (!store(engine, all, error))
		return NULL;
	for (guint i = all->len; i > 0; i--) {
		const TertiusPublished *published = all->pdata[i - 1];

		if (!tertius_reminder_is_open(published->reminder) &&
		    published->reminder->closed < engine->now - CLOSED_STAYS)
			g_ptr_array_remove_index(all, i - 1);
	}
	g_ptr_array_sort(all, compare_published);
	return g_steal_pointer(&all);
}

/* --- Writing ------------------------------------------------------------- */

static TertiusIcalStamp
stamp_of(const TertiusEngine *engine, const TertiusPublished *published)
{
	return (TertiusIcalStamp){
		.stamp = published->stamp,
		.created = published->created,
		.sequence = published->sequence,
		.as_task = engine->settings->as_task,
		.is_plain = engine->settings->is_plain,
	};
}

static GTimeZone *
open_zone(const TertiusSettings *settings)
{
	GTimeZone *zone = settings->zone != NULL
	                          ? g_time_zone_new_identifier(settings->zone)
	                          : NULL;

	return zone != NULL ? zone : g_time_zone_new_local();
}

/* A name that ends in a slash, or is a folder, is a vdir. */
static gboolean
write_target(TertiusEngine *engine, const char *target, const GPtrArray *all,
             guint *changed, GError **error)
{
	g_autoptr(GTimeZone) zone = open_zone(engine->settings);
	g_autoptr(GPtrArray) reminders = g_ptr_array_new();
	g_autofree TertiusIcalStamp *stamps =
		g_new(TertiusIcalStamp, all->len + 1);

	for (guint i = 0; i < all->len; i++) {
		const TertiusPublished *published = all->pdata[i];

		g_ptr_array_add(reminders, published->reminder);
		stamps[i] = stamp_of(engine, published);
	}
	if (g_str_has_suffix(target, "/") ||
	    g_file_test(target, G_FILE_TEST_IS_DIR))
		return tertius_vdir_export(target, reminders, stamps, zone,
		                           changed, error);
	/* TRANSLATORS: the name of the calendar with our reminders */
	return tertius_feed_export(target, _("Tertius reminders"), reminders,
	                           stamps, changed, error);
}

gboolean
tertius_engine_export_calendar(TertiusEngine *engine, const char *target,
                               guint *changed, GError **error)
{
	g_autoptr(GPtrArray) all = publish(engine, error);
	guint n = 0;

	if (all == NULL || !write_target(engine, target, all, &n, error))
		return FALSE;
	if (changed != NULL)
		*changed = n;
	return TRUE;
}

/* The vdir of the settings is one although its name has no slash. */
static gboolean
make_vdir(const char *folder, GError **error)
{
	if (g_mkdir_with_parents(folder, 0700) == 0)
		return TRUE;
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
	            "cannot make the folder '%s'", folder);
	return FALSE;
}

gboolean
tertius_engine_deliver(TertiusEngine *engine, guint *changed, GError **error)
{
	const TertiusSettings *settings = engine->settings;
	const char *const targets[] = { settings->vdir, settings->feed };
	g_autoptr(GPtrArray) all = NULL;
	guint sum = 0;

	*changed = 0;
	if (settings->vdir == NULL && settings->feed == NULL)
		return TRUE;
	if (settings->vdir != NULL && !make_vdir(settings->vdir, error))
		return FALSE;
	all = publish(engine, error);
	for (gsize i = 0; all != NULL && i < G_N_ELEMENTS(targets); i++) {
		guint n = 0;

		if (targets[i] != NULL &&
		    !write_target(engine, targets[i], all, &n, error))
			return FALSE;
		sum += n;
	}
	*changed = sum;
	return all != NULL;
}
