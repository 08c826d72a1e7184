/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a series happens: by the clock of its zone, around whatever present is
 * asked about; what is no series is refused.
 */
#include "model/series.h"

#include "tertius-test.h"

#include <string.h>

#define DAY G_GINT64_CONSTANT(86400)

static gint64
moment_of(const char *text)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, NULL);

	ck_assert_msg(time != NULL, "%s", text);
	return g_date_time_to_unix(time);
}

static TertiusMeeting *
make_meeting(const char *start, const char *series, guint flags)
{
	TertiusMeeting *meeting = tertius_meeting_new();

	meeting->start = moment_of(start);
	meeting->end = meeting->start + 3600;
	meeting->series = g_strdup(series);
	meeting->flags = flags;
	return meeting;
}

static void
settle(TertiusMeeting *meeting, const char *zone, const char *now)
{
	g_autoptr(GTimeZone) local = g_time_zone_new_identifier(zone);
	guint budget = TERTIUS_RECURRENCE_DAYS_MAX;

	ck_assert_msg(local != NULL, "%s", zone);
	tertius_series_settle(meeting, local, moment_of(now), &budget);
}

static char *
list(const TertiusMeeting *meeting)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < meeting->instances->len; i++) {
		g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(
			g_array_index(meeting->instances, gint64, i));
		g_autofree char *one = g_date_time_format(utc, "%m-%dT%H:%M ");

		g_string_append(text, one);
	}
	return g_string_free(text, FALSE);
}

#define ALL_DAY  TERTIUS_MEETING_ALL_DAY
#define FLOATING TERTIUS_MEETING_FLOATING

START_TEST(the_hour_stays_by_the_clock_of_the_zone)
{
	static const struct {
		const char *start, *series;
		guint flags;
		const char *local, *instances;
	} cases[] = {
		{ "2026-10-12T12:00:00Z", "Europe/Berlin FREQ=WEEKLY;COUNT=3",
		  0, "America/New_York",
		  "10-12T12:00 10-19T12:00 10-26T13:00 " },
		{ "2026-10-12T12:00:00Z",
		  "CET-1CEST,M3.5.0/2:00,M10.5.0/3:00 FREQ=WEEKLY;COUNT=3", 0,
		  "America/New_York", "10-12T12:00 10-19T12:00 10-26T13:00 " },
		{ "2026-10-12T12:00:00Z", "UTC FREQ=WEEKLY;COUNT=3", 0,
		  "Europe/Berlin", "10-12T12:00 10-19T12:00 10-26T12:00 " },
		{ "2026-10-12T12:00:00Z", "+05:30 FREQ=DAILY;COUNT=2", 0,
		  "Europe/Berlin", "10-12T12:00 10-13T12:00 " },
		/* By whichever clock. */
		{ "2026-10-24T09:00:00Z", "- FREQ=DAILY;COUNT=3", FLOATING,
		  "Europe/Berlin", "10-24T07:00 10-25T08:00 10-26T08:00 " },
		{ "2026-10-24T09:00:00Z", "- FREQ=DAILY;COUNT=2", FLOATING,
		  "Asia/Kolkata", "10-24T03:30 10-25T03:30 " },
		{ "2026-10-24T00:00:00Z", "- FREQ=DAILY;COUNT=2", ALL_DAY,
		  "Europe/Berlin", "10-23T22:00 10-24T22:00 " },
		{ "2026-10-24T00:00:00Z", NULL, ALL_DAY, "America/New_York",
		  "10-24T04:00 " },
		{ "2026-10-24T09:00:00Z", NULL, 0, "America/New_York",
		  "10-24T09:00 " },
		/* A series without its first, and with others. */
		{ "2026-10-12T12:00:00Z",
		  "UTC FREQ=WEEKLY;COUNT=3 +1792070000 -1791806400", 0, "UTC",
		  "10-15T13:13 10-19T12:00 10-26T12:00 " },
		{ "2026-10-12T12:00:00Z", "UTC +1791892800 +1791892800", 0,
		  "UTC", "10-12T12:00 10-13T12:00 " },
		{ "2026-10-12T12:00:00Z", "UTC", 0, "UTC", "10-12T12:00 " },
		/* Two rules, and the last moment. */
		{ "2026-10-12T12:00:00Z",
		  "UTC FREQ=DAILY;COUNT=2 FREQ=DAILY;INTERVAL=2;COUNT=2", 0,
		  "UTC", "10-12T12:00 10-13T12:00 10-14T12:00 " },
		{ "2026-10-12T12:00:00Z", "UTC FREQ=DAILY;UNTIL=1791892800", 0,
		  "UTC", "10-12T12:00 10-13T12:00 " },
		{ "2026-10-12T12:00:00Z", "UTC FREQ=DAILY;UNTIL=1791892799", 0,
		  "UTC", "10-12T12:00 " },
		{ "2026-10-12T10:00:00Z",
		  "Pacific/Auckland FREQ=DAILY;UNTIL=1791885600", 0, "UTC",
		  "10-12T10:00 10-13T10:00 " },
		/* The day that a zone skipped has no second one. */
		{ "2026-10-12T12:00:00Z", "Nowhere/Else FREQ=DAILY;COUNT=2", 0,
		  "UTC", "10-12T12:00 10-13T12:00 " },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusMeeting) meeting = make_meeting(
			cases[i].start, cases[i].series, cases[i].flags);
		g_autofree char *instances = NULL;

		settle(meeting, cases[i].local, "2026-10-20T00:00:00Z");
		instances = list(meeting);
		ck_assert_msg(strcmp(instances, cases[i].instances) == 0,
		              "case %zu: %s", i, instances);
		if (i != 9)
			ck_assert_int_eq(
				meeting->start,
				g_array_index(meeting->instances, gint64, 0));
	}
}
END_TEST

/* Most days nothing is to be settled anew; where it is, it is told. */
START_TEST(a_series_tells_when_it_has_moved_on)
{
	const char *const rules[] = { "UTC FREQ=WEEKLY", "UTC FREQ=DAILY",
		                      "UTC FREQ=MONTHLY;BYDAY=-1FR" };

	for (gsize i = 0; i < G_N_ELEMENTS(rules); i++) {
		gint64 now = moment_of("2026-11-24T08:00:00Z");
		g_autofree char *before = NULL;
		guint n_moved = 0;

		for (guint day = 0; day < 3 * TERTIUS_SERIES_DAYS_STEP; day++) {
			g_autoptr(TertiusMeeting) meeting = make_meeting(
				"2026-01-05T14:00:00Z", rules[i], 0);
			g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
			guint budget = TERTIUS_RECURRENCE_DAYS_MAX;
			gint64 today = now + day * DAY;
			gboolean has_moved = tertius_series_has_moved(
				meeting, today - DAY, today);
			g_autofree char *instances = NULL;

			n_moved += has_moved ? 1 : 0;
			tertius_series_settle(meeting, utc, today, &budget);
			instances = list(meeting);
			ck_assert_msg(before == NULL || has_moved ||
			                      strcmp(before, instances) == 0,
			              "rule %zu, day %u", i, day);
			g_free(before);
			before = g_steal_pointer(&instances);
		}
		ck_assert_uint_eq(n_moved, 3);
	}
}
END_TEST

START_TEST(a_long_series_tells_its_first_and_its_latest_days)
{
	g_autoptr(TertiusMeeting) meeting =
		make_meeting("2015-01-01T14:00:00Z", "UTC FREQ=DAILY", 0);
	gint64 now = moment_of("2026-11-24T08:00:00Z");
	guint n;

	settle(meeting, "UTC", "2026-11-24T08:00:00Z");
	n = meeting->instances->len;
	ck_assert_uint_eq(n, TERTIUS_MEETING_INSTANCES_MAX);
	ck_assert_int_eq(g_array_index(meeting->instances, gint64, 0),
	                 meeting->start);
	ck_assert_int_ge(g_array_index(meeting->instances, gint64, n - 1),
	                 now + (TERTIUS_SERIES_DAYS_AFTER - 1) * DAY);
	for (guint i = 2; i < n; i++)
		ck_assert_int_eq(g_array_index(meeting->instances, gint64, i) -
		                         g_array_index(meeting->instances,
		                                       gint64, i - 1),
		                 DAY);
}
END_TEST

START_TEST(the_next_birthday_is_within_a_year)
{
	static const struct {
		const char *start, *series, *next;
	} cases[] = {
		{ "1985-04-12T00:00:00Z", "- FREQ=YEARLY",
		  "2027-04-11T22:00:00Z" },
		{ "1604-11-24T00:00:00Z", "- FREQ=YEARLY",
		  "2027-11-23T23:00:00Z" },
		{ "1988-02-29T00:00:00Z",
		  "- FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
		  "2027-02-27T23:00:00Z" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusMeeting) meeting =
			make_meeting(cases[i].start, cases[i].series,
		                     ALL_DAY | TERTIUS_MEETING_BIRTHDAY);
		guint n;

		settle(meeting, "Europe/Berlin", "2026-11-24T08:00:00Z");
		n = meeting->instances->len;
		ck_assert_int_eq(
			g_array_index(meeting->instances, gint64, n - 1),
			moment_of(cases[i].next));
	}
}
END_TEST

/* The same fact, whenever it was read: only the asking has a present. */
START_TEST(the_present_chooses_the_days)
{
	static const char *const present[] = { "2020-01-01T00:00:00Z",
		                               "2026-11-24T00:00:00Z",
		                               "2090-01-01T00:00:00Z" };

	for (gsize i = 0; i < G_N_ELEMENTS(present); i++) {
		g_autoptr(TertiusMeeting) meeting = make_meeting(
			"2019-01-07T09:00:00Z", "UTC FREQ=WEEKLY", 0);
		gint64 now = moment_of(present[i]);
		gint64 last;

		settle(meeting, "UTC", present[i]);
		last = g_array_index(meeting->instances, gint64,
		                     meeting->instances->len - 1);
		ck_assert_int_gt(last, now + 80 * DAY);
		ck_assert_int_le(last, now + 91 * DAY);
	}
}
END_TEST

START_TEST(what_is_no_series_is_refused)
{
	static const struct {
		const char *text;
		gboolean is_series;
	} cases[] = {
		{ "UTC", TRUE },
		{ "-", TRUE },
		{ "America/Argentina/Buenos_Aires FREQ=DAILY", TRUE },
		{ "<A>-1<B>,M3.5.0,M10.5.0 FREQ=DAILY", TRUE },
		{ "- FREQ=DAILY -1 +2 --3", TRUE },
		{ "", FALSE },
		{ "/etc/localtime FREQ=DAILY", FALSE },
		{ "../Berlin FREQ=DAILY", FALSE },
		{ ":Europe/Berlin FREQ=DAILY", FALSE },
		{ "Europe/Berlin  FREQ=DAILY", FALSE },
		{ "UTC FREQ=SECONDLY", FALSE },
		{ "UTC +", FALSE },
		{ "UTC +x", FALSE },
		{ "UTC +9999999999999", FALSE },
		{ "UTC F F F F", FALSE },
		{ "UTC FREQ=DAILY FREQ=DAILY FREQ=DAILY FREQ=DAILY", TRUE },
		{ "UTC FREQ=DAILY FREQ=DAILY FREQ=DAILY FREQ=DAILY FREQ=DAILY",
		  FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		ck_assert_msg(tertius_series_is_valid(cases[i].text) ==
		                      cases[i].is_series,
		              "'%s'", cases[i].text);
}
END_TEST

START_TEST(dates_are_bounded_on_both_sides)
{
	for (guint n = TERTIUS_SERIES_DATES_MAX;
	     n <= TERTIUS_SERIES_DATES_MAX + 1; n++) {
		g_autoptr(GArray) rules =
			g_array_new(FALSE, FALSE, sizeof(TertiusRecurrence));
		g_autoptr(GArray) dates =
			g_array_new(FALSE, TRUE, sizeof(gint64));
		g_autoptr(GArray) none =
			g_array_new(FALSE, FALSE, sizeof(gint64));
		g_autofree char *text = NULL;
		g_autofree char *more = NULL;
		gboolean is_whole = TRUE;

		g_array_set_size(dates, n);
		text = tertius_series_dup_text("UTC", rules, dates, none,
		                               &is_whole);
		ck_assert(tertius_series_is_valid(text));
		ck_assert(is_whole == (n == TERTIUS_SERIES_DATES_MAX));
		more = g_strconcat(text, " +0", NULL);
		ck_assert(!tertius_series_is_valid(more));
		ck_assert_uint_lt(strlen(text), TERTIUS_MEETING_SERIES_MAX);
	}
}
END_TEST

TERTIUS_TEST_MAIN("series", the_hour_stays_by_the_clock_of_the_zone,
                  a_series_tells_when_it_has_moved_on,
                  a_long_series_tells_its_first_and_its_latest_days,
                  the_next_birthday_is_within_a_year,
                  the_present_chooses_the_days, what_is_no_series_is_refused,
                  dates_are_bounded_on_both_sides)
