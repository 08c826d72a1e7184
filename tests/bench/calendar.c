/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Measures calendars, for tests/bench/calendar.sh:
 *   calendar bare FILE            libical's parse, and no more
 *   calendar read FILE            our reading, with all facts
 *   calendar write FOLDER N       a vdir of N reminders
 *   calendar sync URL USER PW N   N reminders to a server, then nothing new
 */
#include "calendar/caldav.h"
#include "calendar/read-ical.h"
#include "calendar/sync.h"
#include "calendar/vdir.h"

#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define DUE G_GINT64_CONSTANT(1795507200)

static double
get_seconds(gint64 begin)
{
	return (double) (g_get_monotonic_time() - begin) / G_USEC_PER_SEC;
}

/* Of the processor: what else the computer does would only blur it. */
static double
get_processor_seconds(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	       (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) /
	               G_USEC_PER_SEC;
}

static void
tell_memory(const char *what, double begin)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	printf("%s\t%.3f s of processor\t%.1f MiB at most\n", what,
	       get_processor_seconds() - begin,
	       (double) usage.ru_maxrss / 1024);
}

static int
measure_parse(const char *path)
{
	g_autofree char *text = NULL;
	double begin;
	icalcomponent *root;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return 1;
	begin = get_processor_seconds();
	root = icalparser_parse_string(text);
	tell_memory("libical alone", begin);
	icalcomponent_free(root);
	return 0;
}

static int
measure_read(const char *path)
{
	g_autoptr(GPtrArray) meetings = tertius_meetings_new();
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
	const TertiusIcalContext context = { .sender = NULL };
	g_autofree char *text = NULL;
	double begin;
	gsize length;

	if (!g_file_get_contents(path, &text, &length, NULL))
		return 1;
	begin = get_processor_seconds();
	if (!tertius_ical_read(text, length, &context, meetings, problems,
	                       NULL))
		return 1;
	tell_memory("read by Tertius", begin);
	printf("meetings\t%u\n", meetings->len);
	return 0;
}

static GPtrArray *
make_reminders(guint n, GArray *wishes)
{
	GPtrArray *reminders = tertius_reminders_new();

	for (guint i = 0; i < n; i++) {
		g_autofree char *key = g_strdup_printf("bench %u", i);
		TertiusReminder *reminder =
			tertius_reminder_new(TERTIUS_REMINDER_CHECK_IN, key);
		TertiusSyncWish wish = { .reminder = reminder,
			                 .stamp = { .stamp = DUE } };

		reminder->title = g_strdup_printf("Write to friend %u", i);
		reminder->because = g_strdup("It has been sixty days.");
		reminder->due = DUE + (gint64) i * 3600;
		g_ptr_array_add(reminders, reminder);
		g_array_append_val(wishes, wish);
	}
	return reminders;
}

static int
write_folder(const char *folder, guint n)
{
	g_autoptr(GArray) wishes =
		g_array_new(FALSE, TRUE, sizeof(TertiusSyncWish));
	g_autoptr(GPtrArray) reminders = make_reminders(n, wishes);
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autofree TertiusIcalStamp *stamps = g_new0(TertiusIcalStamp, n + 1);
	guint changed;

	return tertius_vdir_export(folder, reminders, stamps, utc, &changed,
	                           NULL)
	               ? 0
	               : 1;
}

static gboolean
sync_once(TertiusSync *sync, const GArray *wishes, const char *what)
{
	guint before = tertius_caldav_count(sync->collection);
	gint64 begin = g_get_monotonic_time();
	g_autoptr(GError) error = NULL;
	gboolean good = tertius_sync_run(sync, wishes, &error);

	printf("%s\t%.3f s\t%u requests\t%u written\n", what,
	       get_seconds(begin),
	       tertius_caldav_count(sync->collection) - before,
	       sync->n_written);
	return good;
}

static int
measure_sync(const TertiusHttpAccount *account, guint n)
{
	g_autoptr(GArray) wishes =
		g_array_new(FALSE, TRUE, sizeof(TertiusSyncWish));
	g_autoptr(GPtrArray) reminders = make_reminders(n, wishes);
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GPtrArray) deliveries = tertius_deliveries_new();
	g_autoptr(GPtrArray) outcomes = tertius_sync_outcomes_new();
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
	g_auto(TertiusCaldavChoice) choice = { 0 };
	g_autoptr(TertiusCollection) collection =
		tertius_caldav_open(account, FALSE, &choice, NULL);
	TertiusSync sync = { .collection = collection,
		             .name = choice.url,
		             .local = utc,
		             .deliveries = deliveries,
		             .outcomes = outcomes,
		             .problems = problems };
	gboolean good;

	if (collection == NULL || reminders->len != n)
		return 1;
	good = sync_once(&sync, wishes, "first upload");
	good = good && sync_once(&sync, wishes, "our own changes");
	good = good && sync_once(&sync, wishes, "nothing changed");
	g_free(sync.token);
	return good ? 0 : 1;
}

int
main(int argc, char **argv)
{
	const char *mode = argc > 2 ? argv[1] : "";

	if (strcmp(mode, "bare") == 0)
		return measure_parse(argv[2]);
	if (strcmp(mode, "read") == 0)
		return measure_read(argv[2]);
	if (strcmp(mode, "write") == 0 && argc > 3)
		return write_folder(argv[2],
		                    (guint) strtoul(argv[3], NULL, 10));
	if (strcmp(mode, "sync") == 0 && argc > 5) {
		const TertiusHttpAccount account = { .url = argv[2],
			                             .user = argv[3],
			                             .password = argv[4] };

		return measure_sync(&account,
		                    (guint) strtoul(argv[5], NULL, 10));
	}
	return 2;
}
