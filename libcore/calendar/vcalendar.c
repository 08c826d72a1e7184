/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events as Claws Mail's vCalendar plugin keeps them.
 */
#include "calendar/vcalendar.h"

#include "base/error.h"
#include "calendar/write-ical.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libical/ical.h>
#include <string.h>

static gboolean
fail(GError **error, const char *what, const char *path)
{
	int number = errno;

	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED, "%s '%s': %s",
	            what, path, g_strerror(number));
	return FALSE;
}

/* --- One event ----------------------------------------------------------- */

/* The plugin reads lines and its own few entities. */
static void
add_attribute(GString *out, const char *name, const char *value)
{
	g_autofree char *escaped = g_markup_escape_text(value, -1);

	g_string_append_printf(out, " %s=\"%s\"", name, escaped);
}

static void
add_number(GString *out, const char *name, gint64 value)
{
	g_string_append_printf(out, " %s=\"%" G_GINT64_FORMAT "\"", name,
	                       value);
}

static void
add_moment(GString *out, const char *name, gint64 moment)
{
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(moment);
	g_autofree char *text = g_date_time_format(date, "%Y%m%dT%H%M%SZ");

	add_attribute(out, name, text);
}

static char *
dup_event(const TertiusPublished *published, const char *attendee)
{
	const TertiusReminder *reminder = published->reminder;
	g_autofree char *title = tertius_ical_dup_title(reminder, FALSE);
	g_autofree char *description = tertius_ical_dup_description(reminder);
	GString *out =
		g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	                     "<event");

	add_attribute(out, "organizer", attendee);
	add_attribute(out, "orgname", "");
	add_attribute(out, "location", "");
	add_attribute(out, "summary", title);
	add_attribute(out, "description", description);
	add_attribute(out, "url", "");
	add_moment(out, "dtstart", reminder->due);
	add_moment(out, "dtend", reminder->due + TERTIUS_ICAL_EVENT_SECONDS);
	add_attribute(out, "recur", "");
	add_attribute(out, "tzid", "");
	add_number(out, "method", ICAL_METHOD_PUBLISH);
	add_number(out, "sequence", published->sequence);
	add_number(out, "type", ICAL_VEVENT_COMPONENT);
	add_number(out, "postponed", 0);
	add_number(out, "rec_occurence", 0);
	g_string_append(out, ">\n    <answer");
	add_attribute(out, "attendee", attendee);
	add_attribute(out, "name", "");
	add_number(out, "answer", ICAL_PARTSTAT_ACCEPTED);
	add_number(out, "cutype", ICAL_CUTYPE_INDIVIDUAL);
	g_string_append(out, " />\n</event>\n");
	return g_string_free(out, FALSE);
}

/* --- Files --------------------------------------------------------------- */

/* The plugin leaves names with a dot alone. */
static gboolean
write_event(const char *folder, const TertiusPublished *published,
            const char *attendee, GError **error)
{
	const char *uid = published->reminder->uid;
	g_autofree char *path = g_build_filename(folder, uid, NULL);
	g_autofree char *temporary = g_strdup_printf("%s/.%s", folder, uid);
	g_autofree char *text = dup_event(published, attendee);

	if (g_mkdir_with_parents(folder, 0700) != 0)
		return fail(error, _("cannot make the folder"), folder);
	if (!g_file_set_contents_full(temporary, text, -1,
	                              G_FILE_SET_CONTENTS_NONE, 0600, error))
		return FALSE;
	if (g_rename(temporary, path) == 0)
		return TRUE;
	(void) fail(error, _("cannot write"), path);
	(void) g_unlink(temporary);
	return FALSE;
}

/* Whether it must be written: not given in this form yet. */
static gboolean
is_new(const TertiusPublished *published, GHashTable *given)
{
	gpointer sequence;

	return !g_hash_table_lookup_extended(given, published->reminder->uid,
	                                     NULL, &sequence) ||
	       GPOINTER_TO_UINT(sequence) != (guint) published->sequence;
}

static gboolean
give(const char *folder, const TertiusPublished *published,
     const char *attendee, GHashTable *given, GError **error)
{
	if (!write_event(folder, published, attendee, error))
		return FALSE;
	g_hash_table_replace(given, g_strdup(published->reminder->uid),
	                     GUINT_TO_POINTER((guint) published->sequence));
	return TRUE;
}

static gboolean
take_back(const char *folder, const char *uid)
{
	g_autofree char *path = g_build_filename(folder, uid, NULL);

	return g_unlink(path) == 0;
}

gboolean
tertius_vcalendar_export(const char *folder, const char *attendee,
                         const GPtrArray *published, GHashTable *given,
                         guint *changed, GError **error)
{
	g_autoptr(GHashTable) open = g_hash_table_new(g_str_hash, g_str_equal);
	GHashTableIter iter;
	gpointer uid;

	*changed = 0;
	for (guint i = 0; i < published->len; i++) {
		const TertiusPublished *one = published->pdata[i];

		if (!tertius_reminder_is_open(one->reminder))
			continue;
		g_hash_table_add(open, one->reminder->uid);
		if (!is_new(one, given))
			continue;
		if (!give(folder, one, attendee, given, error))
			return FALSE;
		(*changed)++;
	}
	g_hash_table_iter_init(&iter, given);
	while (g_hash_table_iter_next(&iter, &uid, NULL)) {
		if (g_hash_table_contains(open, uid))
			continue;
		*changed += take_back(folder, uid) ? 1 : 0;
		g_hash_table_iter_remove(&iter);
	}
	return TRUE;
}
