/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders into calendar files.
 */
#include "engine/calendar-private.h"
#include "engine/engine-private.h"

#include "base/error.h"
#include "calendar/vdir.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

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

static gboolean
deliver(TertiusEngine *engine, guint *changed, GError **error)
{
	g_autofree char *folder = tertius_engine_dup_vdir(engine);
	g_auto(TertiusCalendarReport) report = { 0 };
	guint n = 0;

	if (folder != NULL && !sync_vdir(engine, folder, FALSE, &report, error))
		return FALSE;
	if (!write_feed(engine, &n, error))
		return FALSE;
	engine->has_changed = FALSE;
	*changed = report.written + n;
	return TRUE;
}

typedef gboolean TakeLock(TertiusEngine *engine, TertiusCalendarLock *lock,
                          gboolean *is_taken, GError **error);

/* With the lock that @take takes. */
static gboolean
deliver_with(TertiusEngine *engine, TakeLock *take, guint *changed,
             GError **error)
{
	g_auto(TertiusCalendarLock) lock = TERTIUS_CALENDAR_UNLOCKED;
	g_autoptr(GError) inner = NULL;
	gboolean is_taken;

	*changed = 0;
	if (take(engine, &lock, &is_taken, &inner))
		return deliver(engine, changed, error);
	if (is_taken) {
		engine->has_changed = TRUE;
		return TRUE;
	}
	g_propagate_error(error, g_steal_pointer(&inner));
	return FALSE;
}

gboolean
tertius_engine_deliver(TertiusEngine *engine, guint *changed, GError **error)
{
	return deliver_with(engine, tertius_calendar_lock, changed, error);
}

gboolean
tertius_engine_deliver_in_turn(TertiusEngine *engine, guint *changed,
                               GError **error)
{
	return deliver_with(engine, tertius_calendar_lock_in_turn, changed,
	                    error);
}

gboolean
tertius_engine_has_changed(const TertiusEngine *engine)
{
	return engine->has_changed;
}
