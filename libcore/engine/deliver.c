/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders into calendar files: what the plan says, what was given before, and
 * the difference.
 */
#include "engine/engine-private.h"

#include "base/error.h"
#include "calendar/write-ical.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

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

/* A reminder that was closed before any calendar had it stays out. */
static void
publish_planned(const GPtrArray *reminders, GPtrArray *all, gint64 now)
{
	for (guint i = 0; i < reminders->len; i++) {
		const TertiusReminder *reminder = reminders->pdata[i];
		TertiusPublished *published =
			find_published(all, reminder->uid);

		if (published != NULL)
			(void) tertius_published_update(published, reminder,
			                                now);
		else if (tertius_reminder_is_open(reminder))
			g_ptr_array_add(all,
			                tertius_published_new(reminder, now));
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
	publish_planned(conclusions->reminders, all, engine->now);
	take_back(conclusions->reminders, all, engine->now);
	if (!store(engine, all, error))
		return NULL;
	for (guint i = all->len; i > 0; i--) {
		const TertiusPublished *published = all->pdata[i - 1];

		if (!tertius_reminder_is_open(published->reminder) &&
		    published->reminder->closed < engine->now - CLOSED_STAYS)
			g_ptr_array_remove_index(all, i - 1);
	}
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

/* Written beside and renamed, for its owner only; left alone when it says the
 * same already. */
static gboolean
write_file(const char *path, const char *text, guint *changed, GError **error)
{
	g_autofree char *known = NULL;
	g_autoptr(GError) inner = NULL;

	if (g_file_get_contents(path, &known, NULL, NULL) &&
	    strcmp(known, text) == 0)
		return TRUE;
	if (!g_file_set_contents_full(path, text, -1,
	                              G_FILE_SET_CONTENTS_CONSISTENT |
	                                      G_FILE_SET_CONTENTS_DURABLE,
	                              0600, &inner)) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            "cannot write the calendar '%s': %s", path,
		            inner->message);
		return FALSE;
	}
	(*changed)++;
	return TRUE;
}

static gboolean
write_feed(TertiusEngine *engine, const char *path, const GPtrArray *all,
           guint *changed, GError **error)
{
	g_autoptr(GPtrArray) reminders = g_ptr_array_new();
	g_autoptr(GArray) stamps =
		g_array_new(FALSE, FALSE, sizeof(TertiusIcalStamp));
	g_autofree char *text = NULL;

	for (guint i = 0; i < all->len; i++) {
		const TertiusPublished *published = all->pdata[i];

		TertiusIcalStamp stamp = stamp_of(engine, published);

		g_ptr_array_add(reminders, published->reminder);
		g_array_append_val(stamps, stamp);
	}
	/* TRANSLATORS: the name of the calendar with our reminders */
	text = tertius_ical_write_feed(
		_("Tertius reminders"), reminders,
		&g_array_index(stamps, TertiusIcalStamp, 0));
	return write_file(path, text, changed, error);
}

static gboolean
write_vdir(TertiusEngine *engine, const char *folder, const GPtrArray *all,
           guint *changed, GError **error)
{
	if (g_mkdir_with_parents(folder, 0700) != 0) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            "cannot make the folder '%s'", folder);
		return FALSE;
	}
	for (guint i = 0; i < all->len; i++) {
		const TertiusPublished *published = all->pdata[i];
		TertiusIcalStamp stamp = stamp_of(engine, published);
		g_autofree char *name =
			g_strconcat(published->reminder->uid, ".ics", NULL);
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_autofree char *text = tertius_ical_write_reminder(
			published->reminder, &stamp);

		if (!write_file(path, text, changed, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
tertius_engine_export_calendar(TertiusEngine *engine, const char *target,
                               guint *changed, GError **error)
{
	g_autoptr(GPtrArray) all = publish(engine, error);
	guint n = 0;
	gboolean written;

	if (all == NULL)
		return FALSE;
	if (g_str_has_suffix(target, "/") ||
	    g_file_test(target, G_FILE_TEST_IS_DIR))
		written = write_vdir(engine, target, all, &n, error);
	else
		written = write_feed(engine, target, all, &n, error);
	if (changed != NULL)
		*changed = n;
	return written;
}
