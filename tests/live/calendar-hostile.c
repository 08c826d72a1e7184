/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * calendar-hostile FOLDER MORE: writes 1,000 reminders with hostile names there,
 * for other programs to judge, and prints the UID and the moment of each. Into
 * MORE, what else is written: the same after something happened to them, and
 * feeds of all.
 */
#include "calendar/patch-ical.h"
#include "calendar/vdir.h"
#include "tertius-ical.h"

#include <libical/ical.h>
#include <stdio.h>

/* From before a change of summer time in the north on, 11 hours apart. */
#define BEGIN G_GINT64_CONSTANT(1774508400) /* 2026-03-26 07:00 UTC */

/* As libical judges what RFC 5545 wants to be there, and how often. */
static gboolean
is_within_restrictions(const char *folder, const char *uid)
{
	g_autofree char *path = g_strdup_printf("%s/%s.ics", folder, uid);
	g_autofree char *text = NULL;
	icalcomponent *calendar;
	gboolean is_good;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return FALSE;
	calendar = icalparser_parse_string(text);
	is_good = calendar != NULL && icalrestriction_check(calendar) == 1 &&
	          icalcomponent_count_errors(calendar) == 0;
	if (calendar != NULL)
		icalcomponent_free(calendar);
	return is_good;
}

static int
judge(const char *folder, const GPtrArray *reminders)
{
	for (guint i = 0; i < reminders->len; i++) {
		const TertiusReminder *reminder = reminders->pdata[i];

		if (is_within_restrictions(folder, reminder->uid))
			continue;
		printf("refused %s\n", reminder->uid);
	}
	return 0;
}

/* As a calendar has it after something happened: done, dropped, overtaken, or
 * moved and renamed. */
static char *
patch(TertiusReminder *reminder, TertiusIcalStamp stamp, guint i)
{
	static const TertiusReminderState states[] = {
		TERTIUS_REMINDER_DONE, TERTIUS_REMINDER_DROPPED,
		TERTIUS_REMINDER_DROPPED, TERTIUS_REMINDER_WAITING
	};
	g_autofree char *text = tertius_ical_write_reminder(reminder, &stamp);
	guint parts = TERTIUS_PATCH_STATE;

	reminder->state = states[i % 4];
	reminder->closed = stamp.stamp;
	stamp.is_withdrawn = i % 4 == 2;
	if (i % 4 == 3) {
		parts = TERTIUS_PATCH_TIME | TERTIUS_PATCH_TITLE |
		        TERTIUS_PATCH_DESCRIPTION;
		reminder->due += 86400;
	}
	return tertius_ical_patch(text, strlen(text), reminder, &stamp, parts,
	                          NULL);
}

static gboolean
write_patched(const char *folder, const GPtrArray *reminders,
              const TertiusIcalStamp *stamps)
{
	for (guint i = 0; i < reminders->len; i++) {
		TertiusReminder *reminder = reminders->pdata[i];
		g_autofree char *text = patch(reminder, stamps[i], i);
		g_autofree char *path =
			g_strdup_printf("%s/%s.ics", folder, reminder->uid);

		if (text == NULL || !g_file_set_contents(path, text, -1, NULL))
			return FALSE;
	}
	return TRUE;
}

/* The feed of events, and that of tasks. */
static gboolean
write_feeds(const char *folder, const GPtrArray *reminders,
            const TertiusIcalStamp *stamps)
{
	for (guint kind = 0; kind < 2; kind++) {
		g_autoptr(GPtrArray) some = g_ptr_array_new();
		g_autoptr(GArray) their =
			g_array_new(FALSE, FALSE, sizeof(TertiusIcalStamp));
		g_autofree char *path =
			g_strdup_printf("%s/feed-%u.ics", folder, kind);
		guint changed;

		for (guint i = 0; i < reminders->len; i++) {
			if (stamps[i].as_task != (kind == 1))
				continue;
			g_ptr_array_add(some, reminders->pdata[i]);
			g_array_append_val(their, stamps[i]);
		}
		if (!tertius_feed_export(
			    path, "Reminders", some,
			    (const TertiusIcalStamp *) (void *) their->data,
			    &changed, NULL))
			return FALSE;
	}
	return TRUE;
}

int
main(int argc, char **argv)
{
	g_autoptr(GPtrArray) reminders = tertius_reminders_new();
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autofree TertiusIcalStamp *stamps = g_new0(TertiusIcalStamp, 1000);
	g_autoptr(GError) error = NULL;
	guint changed;

	for (guint32 i = 0; i < 1000; i++) {
		g_autofree char *name = make_hostile_name(i);
		g_autofree char *key = g_strdup_printf("%u", i);
		TertiusReminder *reminder =
			make_reminder(i % TERTIUS_REMINDER_N_KINDS, key, name,
		                      BEGIN + (gint64) i * 11 * 3600);

		g_free(reminder->because);
		reminder->because = g_strdup(name);
		reminder->message_id = g_strdup(name);
		g_ptr_array_add(reminders, reminder);
		stamps[i] = (TertiusIcalStamp){ .stamp = BEGIN,
			                        .created = BEGIN,
			                        .as_task = i % 3 == 0 };
		printf("%s %" G_GINT64_FORMAT "\n", reminder->uid,
		       reminder->due);
	}
	if (argc > 2 &&
	    tertius_vdir_export(argv[1], reminders, stamps, utc, &changed,
	                        &error) &&
	    write_feeds(argv[2], reminders, stamps)) {
		(void) judge(argv[1], reminders);
		return write_patched(argv[2], reminders, stamps)
		               ? judge(argv[2], reminders)
		               : 1;
	}
	fprintf(stderr, "%s\n", error != NULL ? error->message : "no folder");
	return 1;
}
