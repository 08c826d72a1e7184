/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * calendar-hostile FOLDER: writes 1,000 reminders with hostile names there, for
 * other programs to judge, and prints the UID and the moment of each.
 */
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
	if (argc > 1 && tertius_vdir_export(argv[1], reminders, stamps, utc,
	                                    &changed, &error))
		return judge(argv[1], reminders);
	fprintf(stderr, "%s\n", error != NULL ? error->message : "no folder");
	return 1;
}
