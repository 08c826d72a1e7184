/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calendars of strangers: when meetings are, in whose zone, and how often.
 */
#include "tertius-read.h"

START_TEST(zones_are_found_by_all_their_names)
{
	const struct {
		const char *start; /* of DTSTART: after the name */
		const char *moment;
		gboolean is_unknown;
	} cases[] = {
		{ ":20260701T120000Z", "2026-07-01T12:00Z", FALSE },
		{ ":20260701T120000", "2026-07-01T10:00Z", FALSE },
		{ ";VALUE=DATE:20260701", "2026-06-30T22:00Z", FALSE },
		{ ";TZID=America/New_York:20260701T120000", "2026-07-01T16:00Z",
		  FALSE },
		{ ";TZID=America/Argentina/Buenos_Aires:20260701T120000",
		  "2026-07-01T15:00Z", FALSE },
		{ ";TZID=Asia/Kolkata:20260701T120000", "2026-07-01T06:30Z",
		  FALSE },
		{ ";TZID=Pacific/Apia:20260701T120000", "2026-06-30T23:00Z",
		  FALSE },
		{ ";TZID=\"Europe/London\":20260701T120000",
		  "2026-07-01T11:00Z", FALSE },
		{ ";TZID=/freeassociation.sourceforge.net/Europe/London"
		  ":20260701T120000",
		  "2026-07-01T11:00Z", FALSE },
		{ ";TZID=/freeassociation.sourceforge.net/Tzfile/America/"
		  "Argentina/Buenos_Aires:20260701T120000",
		  "2026-07-01T15:00Z", FALSE },
		{ ";TZID=/mozilla.org/20070129_1/Europe/London:20260701T120000",
		  "2026-07-01T11:00Z", FALSE },
		{ ";TZID=Europe_London:20260701T120000", "2026-07-01T11:00Z",
		  FALSE },
		{ ";TZID=America-New_York:20260701T120000", "2026-07-01T16:00Z",
		  FALSE },
		{ ";TZID=GMT Standard Time:20260701T120000",
		  "2026-07-01T11:00Z", FALSE },
		{ ";TZID=w. europe standard time:20260701T120000",
		  "2026-07-01T10:00Z", FALSE },
		{ ";TZID=Eastern Standard Time:20260701T120000",
		  "2026-07-01T16:00Z", FALSE },
		{ ";TZID=\"(UTC+01:00) Brussels, Copenhagen, Madrid, Paris\""
		  ":20260701T120000",
		  "2026-07-01T10:00Z", FALSE },
		{ ";TZID=\"(UTC-05:00) Eastern Time (US & Canada)\""
		  ":20260701T120000",
		  "2026-07-01T16:00Z", FALSE },
		{ ";TZID=Customized Time Zone 1:20260701T120000",
		  "2026-07-01T10:00Z", TRUE },
		{ ";TZID=UTC+11:20260701T120000", "2026-07-01T10:00Z", TRUE },
		{ ";TZID=../../../etc/passwd:20260701T120000",
		  "2026-07-01T10:00Z", TRUE },
		{ ";TZID=/etc/localtime:20260701T120000", "2026-07-01T10:00Z",
		  TRUE },
		{ ";TZID=Own:20260701T120000", "2026-07-01T05:00Z", FALSE },
		{ ";TZID=Bomb:20260701T120000", "2026-07-01T10:00Z", TRUE },
	};
	const char *zones = "BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\n"
			    "DTSTART:19700101T000000\nTZOFFSETFROM:+0700\n"
			    "TZOFFSETTO:+0700\nEND:STANDARD\nEND:VTIMEZONE\n"
			    "BEGIN:VTIMEZONE\nTZID:Bomb\nBEGIN:STANDARD\n"
			    "DTSTART:19700101T000000\nTZOFFSETFROM:+0700\n"
			    "RRULE:FREQ=SECONDLY\n"
			    "TZOFFSETTO:+0700\nEND:STANDARD\nEND:VTIMEZONE\n";

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *ics = g_strdup_printf(
			"BEGIN:VCALENDAR\n%sBEGIN:VEVENT\nUID:a\nDTSTART%s\n"
			"END:VEVENT\nEND:VCALENDAR\n",
			zones, cases[i].start);
		g_auto(Result) result = read_from(ics, strlen(ics), NULL);
		TertiusMeeting *meeting;
		g_autofree char *start = NULL;
		g_autofree char *days = NULL;
		guint flags =
			strstr(cases[i].start, "DATE") != NULL
				? TERTIUS_MEETING_ALL_DAY
			: cases[i].start[0] == ':' && cases[i].start[16] != 'Z'
				? TERTIUS_MEETING_FLOATING
				: 0;

		ck_assert_msg(result.meetings->len == 1, "case %zu", i);
		meeting = result.meetings->pdata[0];
		days = list_instances(meeting);
		ck_assert_ptr_nonnull(days);
		start = format(meeting->start);
		ck_assert_msg(strcmp(start, cases[i].moment) == 0,
		              "case %zu: %s, not %s", i, start,
		              cases[i].moment);
		if (cases[i].is_unknown)
			flags |= TERTIUS_MEETING_FLOATING |
			         TERTIUS_MEETING_UNKNOWN_ZONE;
		ck_assert_msg(meeting->flags == flags, "case %zu", i);
	}
}
END_TEST

START_TEST(a_calendars_own_zone_helps_where_a_name_is_unknown)
{
	const char *ics = "BEGIN:VCALENDAR\nX-WR-TIMEZONE:Asia/Tokyo\n"
			  "BEGIN:VEVENT\nUID:a\n"
			  "DTSTART;TZID=Somewhere:20260701T120000\n"
			  "END:VEVENT\nEND:VCALENDAR\n";
	g_auto(Result) result = read_from(ics, strlen(ics), NULL);
	const TertiusMeeting *meeting = result.meetings->pdata[0];
	g_autofree char *start = format(meeting->start);

	ck_assert_str_eq(start, "2026-07-01T03:00Z");
	ck_assert_uint_eq(meeting->flags, 0);
}
END_TEST

#define OWN_ZONE(offset)                                                       \
	"BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\n"                          \
	"DTSTART:19700101T000000\nTZOFFSETFROM:" offset "\nTZOFFSETTO:" offset \
	"\nEND:STANDARD\nEND:VTIMEZONE\n"
#define AT_NOON(uid)                                                           \
	"BEGIN:VEVENT\nUID:" uid                                               \
	"\nDTSTART;TZID=Own:20261012T120000\nEND:VEVENT\n"

/* Whether it stands before or after the meeting. */
START_TEST(each_calendar_of_a_file_keeps_its_own_zones)
{
	const gint64 noon = G_GINT64_CONSTANT(1791806400);
	const gint64 hours[] = { 7, -3 };
	const char *ics = "BEGIN:VCALENDAR\n" AT_NOON("a") OWN_ZONE(
		"+0700") "END:VCALENDAR\nBEGIN:VCALENDAR\nEND:VCALENDAR\n"
			 "BEGIN:VCALENDAR\n" OWN_ZONE("-0300")
				 AT_NOON("b") "END:VCALENDAR\n";
	g_auto(Result) result = read_from(ics, strlen(ics), NULL);

	ck_assert_uint_eq(result.meetings->len, 2);
	for (guint i = 0; i < 2; i++) {
		const TertiusMeeting *meeting = result.meetings->pdata[i];

		ck_assert_int_eq(meeting->start, noon - hours[i] * 3600);
	}
}
END_TEST

START_TEST(a_series_has_its_days_and_no_others)
{
	const struct {
		const char *lines;
		const char *instances;
	} cases[] = {
		{ "RRULE:FREQ=WEEKLY;COUNT=3\n",
		  "10-12T12 10-19T12 10-26T13 " },
		{ "RRULE:FREQ=WEEKLY;UNTIL=20261026T130000Z\n",
		  "10-12T12 10-19T12 10-26T13 " },
		{ "RRULE:FREQ=WEEKLY;UNTIL=20261026T125959Z\n",
		  "10-12T12 10-19T12 " },
		{ "RRULE:FREQ=WEEKLY;UNTIL=20261026\n",
		  "10-12T12 10-19T12 10-26T13 " },
		{ "RRULE:FREQ=WEEKLY;COUNT=3\n"
		  "EXDATE;TZID=Europe/Berlin:20261019T140000\n",
		  "10-12T12 10-26T13 " },
		{ "RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20261012\n",
		  "10-19T12 10-26T13 " },
		{ "RRULE:FREQ=WEEKLY;COUNT=2\nRDATE:20261014T090000Z\n",
		  "10-12T12 10-14T09 10-19T12 " },
		{ "RDATE;VALUE=PERIOD:20261014T090000Z/PT1H\n",
		  "10-12T12 10-14T09 " },
		{ "RRULE:FREQ=SECONDLY\n", "10-12T12 " },
		{ "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\n", "10-12T12 " },
		{ "RRULE:nonsense\n", "10-12T12 " },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *lines = g_strdup_printf(
			"UID:a\nDTSTART;TZID=Europe/Berlin:20261012T140000\n%s",
			cases[i].lines);
		g_auto(Result) result = read_event(NULL, lines, NULL);
		g_autofree char *instances = NULL;

		ck_assert_msg(result.meetings->len == 1, "case %zu", i);
		instances = list_instances(result.meetings->pdata[0]);
		ck_assert_msg(strcmp(instances, cases[i].instances) == 0,
		              "case %zu: %s", i, instances);
	}
}
END_TEST

START_TEST(a_changed_occurrence_is_a_meeting_of_its_own)
{
	static const struct {
		const char *lines;
		const char *id;
	} cases[] = {
		{ "RECURRENCE-ID;TZID=Europe/Berlin:20261019T140000\n",
		  "20261019T120000Z" },
		{ "RECURRENCE-ID:20261019T120000Z\n", "20261019T120000Z" },
		{ "RECURRENCE-ID:20261019T140000\n", "20261019T140000" },
		{ "RECURRENCE-ID;VALUE=DATE:20261019\n", "20261019" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *ics = g_strdup_printf(
			"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n"
			"DTSTART:20261012T120000Z\nRRULE:FREQ=WEEKLY;COUNT=3\n"
			"END:VEVENT\nBEGIN:VEVENT\nUID:a\n%s"
			"DTSTART:20261020T090000Z\nEND:VEVENT\nEND:VCALENDAR\n",
			cases[i].lines);
		g_auto(Result) result = read_from(ics, strlen(ics), NULL);
		const TertiusMeeting *series = result.meetings->pdata[0];
		const TertiusMeeting *other = result.meetings->pdata[1];

		ck_assert_uint_eq(result.meetings->len, 2);
		ck_assert_str_eq(series->series, "UTC FREQ=WEEKLY;COUNT=3");
		ck_assert_str_eq(other->recurrence_id, cases[i].id);
		ck_assert_str_ne(series->id, other->id);
	}
}
END_TEST

TERTIUS_TEST_MAIN("read-times", zones_are_found_by_all_their_names,
                  a_calendars_own_zone_helps_where_a_name_is_unknown,
                  each_calendar_of_a_file_keeps_its_own_zones,
                  a_series_has_its_days_and_no_others,
                  a_changed_occurrence_is_a_meeting_of_its_own)
