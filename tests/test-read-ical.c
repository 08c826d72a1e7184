/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calendars of strangers: who, when, how often, and what is not believed.
 */
#include "calendar/read-ical.h"

#include "base/error.h"
#include "calendar/ical-scan.h"
#include "model/series.h"
#include "tertius-test.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT(1795507200) /* 2026-11-24 08:00 UTC */
#define ICS TERTIUS_SOURCE_DIR "/../shared/ics"

typedef struct {
	GPtrArray *meetings;
	GPtrArray *problems;
	gboolean is_read;
} Result;

static void
clear_result(Result *result)
{
	g_ptr_array_unref(result->meetings);
	g_ptr_array_unref(result->problems);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Result, clear_result)

static Result
read_from(const char *bytes, gsize length, const char *sender)
{
	Result result = {
		.meetings = tertius_meetings_new(),
		.problems = g_ptr_array_new_with_free_func(g_free),
	};
	const TertiusIcalContext context = { .sender = sender };
	/* An own block, so that reading past its end is seen. */
	g_autofree char *block = g_memdup2(bytes, MAX(length, 1));

	result.is_read =
		tertius_ical_read(block, length, &context, result.meetings,
	                          result.problems, NULL);
	return result;
}

/* Of lines ended by \n, in a calendar of @method. */
static Result
read_event(const char *method, const char *lines, const char *sender)
{
	g_autofree char *ics = g_strdup_printf(
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n%s%s%sBEGIN:VEVENT\r\n"
		"%sEND:VEVENT\r\nEND:VCALENDAR\r\n",
		method != NULL ? "METHOD:" : "", method != NULL ? method : "",
		method != NULL ? "\r\n" : "", lines);

	return read_from(ics, strlen(ics), sender);
}

static char *
format(gint64 moment)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(moment);

	return g_date_time_format(utc, "%Y-%m-%dT%H:%MZ");
}

static char *
list_people(const TertiusMeeting *meeting)
{
	GString *list = g_string_new(NULL);

	for (guint i = 0; i < meeting->attendees->len; i++) {
		const TertiusAttendee *attendee = meeting->attendees->pdata[i];
		const TertiusPerson *person = attendee->person;

		g_string_append_printf(list, "%s%s <%s> %d", i > 0 ? "; " : "",
		                       person->name != NULL ? person->name : "",
		                       person->address != NULL ? person->address
		                                               : "",
		                       (int) attendee->attendance);
	}
	return g_string_free(list, FALSE);
}

/* The instances of a series, as month-day and hour, in Berlin around NOW. */
static char *
list_instances(TertiusMeeting *meeting)
{
	GString *list = g_string_new(NULL);
	g_autoptr(GTimeZone) berlin =
		g_time_zone_new_identifier("Europe/Berlin");
	guint budget = TERTIUS_RECURRENCE_DAYS_MAX;

	tertius_series_settle(meeting, berlin, NOW, &budget);

	for (guint i = 0; i < meeting->instances->len; i++) {
		g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(
			g_array_index(meeting->instances, gint64, i));
		g_autofree char *text = g_date_time_format(utc, "%m-%dT%H ");

		g_string_append(list, text);
	}
	return g_string_free(list, FALSE);
}

START_TEST(a_meeting_is_read_whole)
{
	g_auto(Result) result = read_event(
		"REQUEST",
		"UID:abc@example.org\nDTSTAMP:20261101T120000Z\n"
		"CREATED:20261031T120000Z\nSEQUENCE:3\n"
		"DTSTART;TZID=Europe/Berlin:20261125T140000\nDURATION:PT45M\n"
		"SUMMARY:Dana <> Tom\\, intro\nCLASS:PRIVATE\n"
		"TRANSP:TRANSPARENT\nORGANIZER;CN=Dana:mailto:dana@example.org\n"
		"ATTENDEE;PARTSTAT=ACCEPTED;CN=Tom:mailto:tom@example.org\n",
		"dana@example.org");
	const TertiusMeeting *meeting;
	g_autofree char *start = NULL;
	g_autofree char *people = NULL;

	ck_assert(result.is_read);
	ck_assert_uint_eq(result.meetings->len, 1);
	meeting = result.meetings->pdata[0];
	start = format(meeting->start);
	people = list_people(meeting);
	ck_assert_str_eq(meeting->uid, "abc@example.org");
	ck_assert_str_eq(meeting->recurrence_id, "");
	ck_assert_uint_eq(strlen(meeting->id), 64);
	ck_assert_int_eq(meeting->sequence, 3);
	ck_assert_int_eq(meeting->stamp - meeting->created, 86400);
	ck_assert_str_eq(start, "2026-11-25T13:00Z");
	ck_assert_int_eq(meeting->end - meeting->start, 45 * 60);
	ck_assert_str_eq(meeting->summary, "Dana <> Tom, intro");
	ck_assert_uint_eq(meeting->flags, TERTIUS_MEETING_PRIVATE |
	                                          TERTIUS_MEETING_TRANSPARENT |
	                                          TERTIUS_MEETING_INTRODUCES);
	ck_assert_str_eq(people, "Dana <dana@example.org> 1; "
	                         "Tom <tom@example.org> 1");
	ck_assert_ptr_null(meeting->series);
}
END_TEST

START_TEST(only_humans_take_part)
{
	const struct {
		const char *line;
		const char *people;
	} cases[] = {
		{ "ATTENDEE;CN=\"Müller, Bob\":MAILTO:Bob@Example.ORG",
		  "Müller, Bob <bob@example.org> 0" },
		{ "ATTENDEE;CN=George ^'Babe^' Ruth:mailto:b@example.org",
		  "George \"Babe\" Ruth <b@example.org> 0" },
		{ "ATTENDEE;CUTYPE=ROOM;CN=Room:mailto:room@example.org", "" },
		{ "ATTENDEE;CUTYPE=RESOURCE:mailto:tv@example.org", "" },
		{ "ATTENDEE;CUTYPE=GROUP:mailto:all@example.org", "" },
		{ "ATTENDEE:mailto:x@resource.calendar.google.com", "" },
		{ "ATTENDEE:mailto:x@group.calendar.google.com", "" },
		{ "ATTENDEE:mailto:unknownorganizer@calendar.google.com", "" },
		{ "ATTENDEE:mailto:x@virtual", "" },
		{ "ATTENDEE:mailto:noreply@example.org", "" },
		{ "ATTENDEE:mailto:no-reply+x@example.org", "" },
		{ "ATTENDEE:mailto:fred@fireflies.ai", "" },
		{ "ATTENDEE:mailto:fred@notfireflies.ai",
		  " <fred@notfireflies.ai> 0" },
		{ "ATTENDEE;EMAIL=dave@example.org;CN=Dave:urn:uuid:123",
		  "Dave <dave@example.org> 0" },
		{ "ATTENDEE;CN=Nobody:urn:uuid:123", "" },
		{ "ATTENDEE;CN=NoMail:invalid:nomail", "" },
		{ "ATTENDEE;CN=x:/o=ExchangeLabs/ou=x/cn=abc", "" },
		{ "ATTENDEE;CN=eve@example.org:invalid:nomail",
		  " <eve@example.org> 0" },
		{ "ATTENDEE;SENT-BY=\"mailto:s@example.org\":mailto:"
		  "eve%2Btag@example.org",
		  " <eve+tag@example.org> 0" },
		{ "ATTENDEE:mailto: spaced@example.org ",
		  " <spaced@example.org> 0" },
		{ "ATTENDEE:mailto:q@example.org?subject=x",
		  " <q@example.org> 0" },
		{ "ATTENDEE;PARTSTAT=DECLINED:mailto:d@example.org",
		  " <d@example.org> 3" },
		{ "ATTENDEE;PARTSTAT=TENTATIVE:mailto:d@example.org",
		  " <d@example.org> 2" },
		{ "ATTENDEE;PARTSTAT=DELEGATED:mailto:d@example.org",
		  " <d@example.org> 4" },
		{ "ORGANIZER;CN=Dana:mailto:x@imip.me.com", "Dana <> 1" },
		{ "ATTENDEE;PARTSTAT=DECLINED;CN=Dana:mailto:D@example.org\n"
		  "ORGANIZER:mailto:d@example.org",
		  "Dana <d@example.org> 3" },
		{ "ATTENDEE:mailto:d@example.org\nATTENDEE:mailto:d@example.org",
		  " <d@example.org> 0" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *lines = g_strdup_printf(
			"UID:a\nDTSTART:20261125T140000Z\n%s\n", cases[i].line);
		g_auto(Result) result = read_event(NULL, lines, NULL);
		g_autofree char *people = NULL;

		ck_assert_msg(result.meetings->len == 1, "case %zu", i);
		people = list_people(result.meetings->pdata[0]);
		ck_assert_msg(strcmp(people, cases[i].people) == 0,
		              "case %zu: %s, not %s", i, people,
		              cases[i].people);
	}
}
END_TEST

START_TEST(at_most_two_hundred_people)
{
	const guint numbers[] = { 199, 200, 201, 999 };

	for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
		GString *lines =
			g_string_new("UID:a\nDTSTART:20261125T140000Z\n");
		const TertiusMeeting *meeting;

		for (guint j = 0; j < numbers[i]; j++)
			g_string_append_printf(
				lines, "ATTENDEE:mailto:p%u@example.org\n", j);
		{
			g_auto(Result) result =
				read_event(NULL, lines->str, NULL);

			meeting = result.meetings->pdata[0];
			ck_assert_uint_eq(
				meeting->attendees->len,
				MIN(numbers[i], TERTIUS_MEETING_ATTENDEES_MAX));
		}
		g_string_free(lines, TRUE);
	}
}
END_TEST

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

START_TEST(flags_say_what_kind_of_meeting_it_is)
{
	const struct {
		const char *lines;
		guint flags;
	} cases[] = {
		{ "DTSTART;VALUE=DATE:20261224\nSUMMARY:Birthday: Dana\n",
		  TERTIUS_MEETING_ALL_DAY | TERTIUS_MEETING_BIRTHDAY },
		{ "DTSTART:20261224T100000Z\nSUMMARY:Birthday lunch\n", 0 },
		{ "DTSTART;VALUE=DATE:20261224\nSUMMARY:Dana\n"
		  "UID:BIRTHDAY_x@google.com\n",
		  TERTIUS_MEETING_ALL_DAY | TERTIUS_MEETING_BIRTHDAY },
		{ "DTSTART;VALUE=DATE:20261224\nSUMMARY:Dana\n"
		  "CATEGORIES:Geburtstag\n",
		  TERTIUS_MEETING_ALL_DAY | TERTIUS_MEETING_BIRTHDAY },
		{ "DTSTART;VALUE=DATE:20261224\nSUMMARY:x\nCATEGORIES:Holidays\n",
		  TERTIUS_MEETING_ALL_DAY | TERTIUS_MEETING_HOLIDAY },
		{ "DTSTART;VALUE=DATE:20261224\nSUMMARY:Urlaub\n",
		  TERTIUS_MEETING_ALL_DAY | TERTIUS_MEETING_OUT_OF_OFFICE },
		{ "DTSTART:20261224T100000Z\nSUMMARY:x\n"
		  "X-MICROSOFT-CDO-BUSYSTATUS:OOF\n",
		  TERTIUS_MEETING_OUT_OF_OFFICE },
		{ "DTSTART:20261224T100000Z\nSUMMARY:x\n"
		  "X-MICROSOFT-CDO-BUSYSTATUS:FREE\n",
		  TERTIUS_MEETING_TRANSPARENT },
		{ "DTSTART:20261224T100000Z\nSUMMARY:Canceled: x\n",
		  TERTIUS_MEETING_CANCELLED },
		{ "DTSTART:20261224T100000Z\nSUMMARY:x\nSTATUS:CANCELLED\n",
		  TERTIUS_MEETING_CANCELLED },
		{ "DTSTART:20261224T100000Z\nSUMMARY:x\nX-TERTIUS-ID:12345678\n",
		  TERTIUS_MEETING_OURS },
		{ "DTSTART:20261224T100000Z\nSUMMARY:x\nRRULE:FREQ=DAILY\n",
		  TERTIUS_MEETING_SERIES },
		{ "DTSTART:20261224T100000Z\nSUMMARY:x\nCLASS:PUBLIC\n", 0 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Result) result = read_event(NULL, cases[i].lines, NULL);
		const TertiusMeeting *meeting;

		ck_assert_msg(result.meetings->len == 1, "case %zu", i);
		meeting = result.meetings->pdata[0];
		ck_assert_msg(meeting->flags == cases[i].flags,
		              "case %zu: %x, not %x", i, meeting->flags,
		              cases[i].flags);
	}
}
END_TEST

START_TEST(methods_say_what_counts)
{
	const struct {
		const char *method;
		const char *sender;
		guint n;
		guint people;
		guint flags;
	} cases[] = {
		{ "REQUEST", "dana@example.org", 1, 3, 0 },
		{ "PUBLISH", "dana@example.org", 1, 0, 0 },
		{ "PUBLISH", NULL, 1, 3, 0 },
		{ "CANCEL", "dana@example.org", 1, 3,
		  TERTIUS_MEETING_CANCELLED },
		{ "REPLY", "Tom@example.org", 1, 1, TERTIUS_MEETING_REPLY },
		{ "REPLY", "eve@example.org", 0, 0, 0 },
		{ "REPLY", NULL, 0, 0, 0 },
		{ "COUNTER", "tom@example.org", 0, 0, 0 },
		{ "DECLINECOUNTER", "tom@example.org", 0, 0, 0 },
		{ "REFRESH", "tom@example.org", 0, 0, 0 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Result) result = read_event(
			cases[i].method,
			"UID:a\nDTSTART:20261125T140000Z\n"
			"ORGANIZER:mailto:dana@example.org\n"
			"ATTENDEE;PARTSTAT=ACCEPTED:mailto:tom@example.org\n"
			"ATTENDEE;PARTSTAT=DECLINED:mailto:sue@example.org\n",
			cases[i].sender);
		const TertiusMeeting *meeting;

		ck_assert_msg(result.meetings->len == cases[i].n, "case %zu",
		              i);
		ck_assert_msg(result.problems->len == 1 - cases[i].n,
		              "case %zu", i);
		if (cases[i].n == 0)
			continue;
		meeting = result.meetings->pdata[0];
		ck_assert_msg(meeting->attendees->len == cases[i].people &&
		                      meeting->flags == cases[i].flags,
		              "case %zu", i);
	}
}
END_TEST

START_TEST(a_cancellation_may_come_without_times)
{
	g_auto(Result) cancel =
		read_event("CANCEL", "UID:a\nSUMMARY:x\n", "dana@example.org");
	g_auto(Result) request =
		read_event("REQUEST", "UID:a\nSUMMARY:x\n", "dana@example.org");

	ck_assert_uint_eq(cancel.meetings->len, 1);
	ck_assert_uint_eq(request.meetings->len, 0);
	ck_assert_uint_eq(request.problems->len, 1);
}
END_TEST

START_TEST(of_two_words_on_a_meeting_the_newer_is_told)
{
	const char *old = "BEGIN:VEVENT\nUID:a\nSEQUENCE:1\nSUMMARY:old\n"
			  "DTSTART:20261125T140000Z\nEND:VEVENT\n";
	const char *new = "BEGIN:VEVENT\nUID:a\nSEQUENCE:2\nSUMMARY:new\n"
			  "DTSTART:20261125T150000Z\nEND:VEVENT\n";

	for (int i = 0; i < 2; i++) {
		g_autofree char *ics =
			g_strdup_printf("BEGIN:VCALENDAR\n%sEND:VCALENDAR\n"
		                        "BEGIN:VCALENDAR\n%sEND:VCALENDAR\n",
		                        i == 0 ? old : new, i == 0 ? new : old);
		g_auto(Result) result = read_from(ics, strlen(ics), NULL);
		const TertiusMeeting *meeting;

		ck_assert_uint_eq(result.meetings->len, 1);
		meeting = result.meetings->pdata[0];
		ck_assert_str_eq(meeting->summary, "new");
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

START_TEST(who_passes_an_invitation_on_is_told)
{
	static const struct {
		const char *sender;
		const char *more; /* of the organizer */
		const char *people;
	} cases[] = {
		{ "dana@example.org", "", "Dana <dana@example.org> 1" },
		{ "sue@example.org", "",
		  "Dana <dana@example.org> 1;  <sue@example.org> 0" },
		{ "sue@example.org", ";SENT-BY=\"mailto:sue@example.org\"",
		  "Dana <dana@example.org> 1" },
		{ NULL, "", "Dana <dana@example.org> 1" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *lines = g_strdup_printf(
			"UID:a\nDTSTART:20261125T140000Z\n"
			"ORGANIZER;CN=Dana%s:mailto:dana@example.org\n",
			cases[i].more);
		g_auto(Result) result =
			read_event("REQUEST", lines, cases[i].sender);
		g_autofree char *people =
			list_people(result.meetings->pdata[0]);

		ck_assert_str_eq(people, cases[i].people);
	}
}
END_TEST

START_TEST(a_title_names_people_where_none_are_listed)
{
	static const struct {
		const char *lines;
		const char *people;
	} cases[] = {
		{ "DTSTART:20261224T100000Z\nSUMMARY:Lunch with Dana Okafor\n",
		  "Dana Okafor <> 0" },
		{ "DTSTART:20261224T100000Z\nSUMMARY:Dana Okafor <> Bob May\n",
		  "Dana Okafor <> 0; Bob May <> 0" },
		{ "DTSTART:20261224T100000Z\nSUMMARY:Lunch with Dana Okafor\n"
		  "ATTENDEE:mailto:bob@example.org\n",
		  " <bob@example.org> 0" },
		{ "DTSTART;VALUE=DATE:20261224\nSUMMARY:Dana Okafor's birthday\n"
		  "RRULE:FREQ=YEARLY\n",
		  "Dana Okafor <> 0" },
		{ "DTSTART;VALUE=DATE:20261224\nSUMMARY:Geburtstag von Dana "
		  "Okafor\n",
		  "Dana Okafor <> 0" },
		{ "DTSTART;VALUE=DATE:20261224\nSUMMARY:🎂 Anniversaire d'Élodie "
		  "Roy (41)\n",
		  "Élodie Roy <> 0" },
		{ "DTSTART;VALUE=DATE:20261224\nUID:BIRTHDAY_1@google.com\n"
		  "SUMMARY:Bob May's birthday\n"
		  "ATTENDEE:mailto:x@virtual\n",
		  "Bob May <> 0" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Result) result = read_event(NULL, cases[i].lines, NULL);
		g_autofree char *people =
			list_people(result.meetings->pdata[0]);

		ck_assert_msg(strcmp(people, cases[i].people) == 0,
		              "case %zu: %s", i, people);
	}
}
END_TEST

START_TEST(broken_calendars_are_mended)
{
	const struct {
		const char *bytes;
		gsize length;
		guint n;
		const char *problem;
	} cases[] = {
#define CASE(bytes, n, problem) { bytes, sizeof(bytes) - 1, n, problem }
		CASE("\xef\xbb\xbf"
		     "BEGIN:VCALENDAR\nBEGIN:VEVENT\n"
		     "DTSTART:20261012\nEND:VEVENT\nEND:VCALENDAR",
		     1, NULL),
		CASE("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261012\n", 1,
		     "mended"),
		CASE("BEGIN:VEVENT\nDTSTART:20261012\nEND:VEVENT\n", 1,
		     "mended"),
		CASE("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261012\n"
		     "BEGIN:VEVENT\nDTSTART:20261013\nEND:VEVENT\n",
		     2, "mended"),
		CASE("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261012\n"
		     "BEGIN:VALARM\nEND:VEVENT\nEND:VCALENDAR\n",
		     1, "mended"),
		CASE("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:2026\0001012\n"
		     "END:VEVENT\nEND:VCALENDAR\n",
		     1, NULL),
		CASE("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:202\n 61012\n"
		     "SUMMARY:M\xfcller\nEND:VEVENT\nEND:VCALENDAR\n",
		     1, "1252"),
		CASE("junk\nBEGIN:VCALENDAR\nBEGIN:VTODO\nUID:x\nEND:VTODO\n"
		     "END:VCALENDAR\njunk",
		     0, "no meetings"),
		CASE("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261345\n"
		     "SUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n",
		     0, "no start"),
#undef CASE
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Result) result =
			read_from(cases[i].bytes, cases[i].length, NULL);

		ck_assert_msg(result.is_read, "case %zu", i);
		ck_assert_msg(result.meetings->len == cases[i].n,
		              "case %zu: %u", i, result.meetings->len);
		ck_assert_msg((result.problems->len == 0) ==
		                      (cases[i].problem == NULL),
		              "case %zu", i);
		ck_assert_msg(cases[i].problem == NULL ||
		                      strstr(result.problems->pdata[0],
		                             cases[i].problem) != NULL,
		              "case %zu: %s", i,
		              (char *) result.problems->pdata[0]);
	}
}
END_TEST

START_TEST(what_is_no_calendar_is_refused)
{
	const char *const cases[] = { "", "\n", "hello", "BEGIN:VCARD\n",
		                      "BEGIN:VTODO\nEND:VTODO\n" };

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Result) result =
			read_from(cases[i], strlen(cases[i]), NULL);

		ck_assert_msg(!result.is_read, "case %zu", i);
	}
}
END_TEST

START_TEST(a_calendar_that_is_too_big_is_refused)
{
	const gsize lengths[] = { TERTIUS_ICAL_BYTES_MAX,
		                  TERTIUS_ICAL_BYTES_MAX + 1 };
	g_autofree char *bytes = g_strnfill(TERTIUS_ICAL_BYTES_MAX + 1, '\n');

	memcpy(bytes, "BEGIN:VCALENDAR\n", 16);
	for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
		g_auto(Result) result = read_from(bytes, lengths[i], NULL);

		ck_assert_msg(result.is_read == (i == 0), "case %zu", i);
	}
}
END_TEST

START_TEST(long_lines_and_components_are_left_out)
{
	const gsize lengths[] = { TERTIUS_ICAL_LINE_MAX - 1,
		                  TERTIUS_ICAL_LINE_MAX };

	for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
		g_autofree char *x = g_strnfill(lengths[i] - 8, 'x');
		g_autofree char *lines =
			g_strdup_printf("DTSTART:20261012\nSUMMARY:%s\n", x);
		g_auto(Result) result = read_event(NULL, lines, NULL);
		const TertiusMeeting *meeting = result.meetings->pdata[0];

		ck_assert_uint_eq(strlen(meeting->summary),
		                  i == 0 ? TERTIUS_MEETING_SUMMARY_MAX : 0);
	}
	for (guint i = 0; i < 2; i++) {
		GString *lines = g_string_new(NULL);

		/* The DTSTART is the last line that is kept, or one too many. */
		for (guint j = 0; j < TERTIUS_ICAL_COMPONENT_LINES_MAX - 1 + i;
		     j++)
			g_string_append(lines, "SEQUENCE:1\n");
		g_string_append(lines, "DTSTART:20261012\n");
		{
			g_auto(Result) result =
				read_event(NULL, lines->str, NULL);

			ck_assert_uint_eq(result.meetings->len, 1 - i);
		}
		g_string_free(lines, TRUE);
	}
}
END_TEST

START_TEST(problems_are_told_up_to_a_limit)
{
	const guint numbers[] = { TERTIUS_ICAL_PROBLEMS_MAX,
		                  TERTIUS_ICAL_PROBLEMS_MAX + 1 };

	for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
		GString *ics = g_string_new("BEGIN:VCALENDAR\n");

		for (guint j = 0; j < numbers[i]; j++)
			g_string_append(ics, "BEGIN:VEVENT\nEND:VEVENT\n");
		g_string_append(ics, "END:VCALENDAR\n");
		{
			g_auto(Result) result =
				read_from(ics->str, ics->len, NULL);

			ck_assert_uint_eq(result.problems->len,
			                  TERTIUS_ICAL_PROBLEMS_MAX);
		}
		g_string_free(ics, TRUE);
	}
}
END_TEST

START_TEST(meetings_are_read_up_to_a_limit)
{
	g_autoptr(GString) ics = g_string_new("BEGIN:VCALENDAR\n");
	const char *event = "BEGIN:VEVENT\nEND:VEVENT\n";

	for (guint i = 0; i < TERTIUS_ICAL_EVENTS_MAX; i++)
		g_string_append(ics, event);
	for (guint i = 0; i < 2; i++) {
		g_autoptr(GPtrArray) problems =
			g_ptr_array_new_with_free_func(g_free);
		g_autoptr(GPtrArray) pieces =
			tertius_ical_scan(ics->str, ics->len, problems, NULL);
		const TertiusIcalPiece *piece = pieces->pdata[0];
		const char *text = piece->events;
		guint n = 0;

		for (; *text != '\0'; text += strlen(text) + 1)
			n++;
		ck_assert_uint_eq(n, TERTIUS_ICAL_EVENTS_MAX);
		ck_assert_uint_eq(problems->len, 1 + i);
		g_string_append(ics, event);
	}
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

START_TEST(every_cut_of_a_calendar_can_be_read)
{
	const char *ics =
		"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\n"
		"TZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
		"TZOFFSETFROM:+0700\r\nTZOFFSETTO:+0700\r\nEND:STANDARD\r\n"
		"END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:a\r\n"
		"DTSTART;TZID=Own:20261012T120000\r\n"
		"RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=MO,TU\r\n"
		"ATTENDEE;CN=\"Müller\\, B\";PARTSTAT=ACCEPTED:mai\r\n"
		" lto:bob@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

	for (gsize cut = 0; cut <= strlen(ics); cut++) {
		g_auto(Result) result = read_from(ics, cut, "bob@example.org");

		ck_assert_msg(result.is_read == (cut >= 15), "cut at %zu", cut);
	}
}
END_TEST

START_TEST(the_calendars_of_other_projects_are_read_or_refused)
{
	g_autoptr(GDir) dir = g_dir_open(ICS, 0, NULL);
	const char *name;
	guint n = 0;

	if (dir == NULL) {
		g_print("skipped: %s is not here\n", ICS);
		return;
	}
	while ((name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(ICS, name, NULL);
		g_autofree char *bytes = NULL;
		gint64 begin = g_get_monotonic_time();
		gsize length;

		if (!g_str_has_suffix(name, ".ics") ||
		    !g_file_get_contents(path, &bytes, &length, NULL))
			continue;
		{
			g_auto(Result) result = read_from(bytes, length, NULL);

			ck_assert_msg(result.is_read ||
			                      strstr(bytes,
			                             "BEGIN:VCALENDAR") == NULL,
			              "%s", name);
			ck_assert_msg(
				result.meetings->len + result.problems->len >
						0 ||
					!result.is_read ||
					strstr(bytes, "BEGIN:VEVENT") == NULL,
				"%s", name);
		}
		ck_assert_msg(g_get_monotonic_time() - begin < G_USEC_PER_SEC,
		              "%s takes too long", name);
		n++;
	}
	ck_assert_uint_ge(n, 100);
}
END_TEST

TERTIUS_TEST_MAIN("read-ical", a_meeting_is_read_whole, only_humans_take_part,
                  at_most_two_hundred_people,
                  zones_are_found_by_all_their_names,
                  a_calendars_own_zone_helps_where_a_name_is_unknown,
                  flags_say_what_kind_of_meeting_it_is, methods_say_what_counts,
                  a_cancellation_may_come_without_times,
                  of_two_words_on_a_meeting_the_newer_is_told,
                  a_series_has_its_days_and_no_others,
                  who_passes_an_invitation_on_is_told,
                  a_title_names_people_where_none_are_listed,
                  a_changed_occurrence_is_a_meeting_of_its_own,
                  broken_calendars_are_mended, what_is_no_calendar_is_refused,
                  a_calendar_that_is_too_big_is_refused,
                  long_lines_and_components_are_left_out,
                  problems_are_told_up_to_a_limit,
                  meetings_are_read_up_to_a_limit,
                  each_calendar_of_a_file_keeps_its_own_zones,
                  every_cut_of_a_calendar_can_be_read,
                  the_calendars_of_other_projects_are_read_or_refused)
