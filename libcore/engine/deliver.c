/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders into calendar files: what the plan says, what was given before, and
 * the difference.
 */
#include "engine/calendar-private.h"
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

/* What a file is to show. */
static GPtrArray *
publish_recent(TertiusEngine *engine, GError **error)
{
	GPtrArray *all = tertius_engine_publish(engine, error);

	for (guint i = all != NULL ? all->len : 0; i > 0; i--) {
		const TertiusPublished *published = all->pdata[i - 1];

		if (tertius_engine_is_long_closed(engine, published->reminder))
			g_ptr_array_remove_index(all, i - 1);
	}
	return all;
}

/* --- Writing ------------------------------------------------------------- */

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
	};
}

/* A name that ends in a slash, or is a folder, is a vdir. */
static gboolean
write_target(TertiusEngine *engine, const char *target, const GPtrArray *all,
             guint *changed, GError **error)
{
	GTimeZone *zone = tertius_working_time_get_zone(engine->hours);
	g_autoptr(GPtrArray) reminders = g_ptr_array_new();
	g_autofree TertiusIcalStamp *stamps =
		g_new(TertiusIcalStamp, all->len + 1);

	for (guint i = 0; i < all->len; i++) {
		const TertiusPublished *published = all->pdata[i];

		g_ptr_array_add(reminders, published->reminder);
		stamps[i] = tertius_engine_stamp(engine, published);
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
	g_autoptr(GPtrArray) all = publish_recent(engine, error);
	guint n = 0;

	if (all == NULL || !write_target(engine, target, all, &n, error))
		return FALSE;
	if (changed != NULL)
		*changed = n;
	return TRUE;
}

/* --- The folder and the file that are always there ----------------------- */

/* The place that @setting names; nothing said: @standard beside the ledger;
 * NULL: none is wanted. */
static char *
dup_place(TertiusEngine *engine, const char *setting, const char *standard)
{
	const char *ledger = tertius_ledger_get_path(engine->ledger);
	g_autofree char *folder = g_path_get_dirname(ledger);

	if (setting == NULL)
		return g_build_filename(folder, standard, NULL);
	return strcmp(setting, "none") == 0 ? NULL : g_strdup(setting);
}

char *
tertius_engine_dup_vdir(TertiusEngine *engine)
{
	return dup_place(engine, engine->settings->vdir, "reminders");
}

/* A folder that was taken away as a whole is not a day of hard work: it is made
 * again. */
static gboolean
sync_vdir(TertiusEngine *engine, const char *folder, gboolean is_sure,
          TertiusCalendarReport *report, GError **error)
{
	g_autofree char *name = g_canonicalize_filename(folder, NULL);
	g_autoptr(TertiusCollection) collection = NULL;

	if (!g_file_test(name, G_FILE_TEST_IS_DIR) &&
	    !tertius_ledger_drop_deliveries(engine->ledger, name, error))
		return FALSE;
	collection = tertius_vdir_open(name, error);
	return collection != NULL &&
	       tertius_engine_sync_collection(engine, collection, name, is_sure,
	                                      report, error);
}

static gboolean
write_feed(TertiusEngine *engine, guint *changed, GError **error)
{
	g_autofree char *feed =
		dup_place(engine, engine->settings->feed, "reminders.ics");
	g_autoptr(GPtrArray) all = NULL;

	if (feed == NULL)
		return TRUE;
	all = publish_recent(engine, error);
	return all != NULL && write_target(engine, feed, all, changed, error);
}

gboolean
tertius_engine_sync_folder(TertiusEngine *engine, const char *folder,
                           gboolean is_sure, TertiusCalendarReport *report,
                           GError **error)
{
	g_free(report->target);
	report->target = g_strdup(folder);
	return sync_vdir(engine, folder, is_sure, report, error);
}

gboolean
tertius_engine_deliver(TertiusEngine *engine, guint *changed, GError **error)
{
	g_autofree char *folder = tertius_engine_dup_vdir(engine);
	g_auto(TertiusCalendarReport) report = { 0 };
	guint n = 0;

	*changed = 0;
	if (folder != NULL && !sync_vdir(engine, folder, FALSE, &report, error))
		return FALSE;
	engine->has_changed = FALSE;
	if (!write_feed(engine, &n, error))
		return FALSE;
	*changed = report.written + n;
	return TRUE;
}

gboolean
tertius_engine_has_changed(const TertiusEngine *engine)
{
	return engine->has_changed;
}
