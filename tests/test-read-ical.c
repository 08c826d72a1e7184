/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calendars of strangers: who met, and what kind of meeting it was.
 */
#include "tertius-read.h"

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
	ck_assert_int_eq(meeting->end - meeting->start, 2700);
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
		{ "DTSTART:20261224T100000Z\nSUMMARY:x\n"
		  "UID:0f345749-0000-8abc-abcd-0123456789ab\n",
		  TERTIUS_MEETING_OURS },
		{ "DTSTART:20261224T100000Z\nSUMMARY:x\n"
		  "UID:0f345749-0000-4abc-abcd-0123456789ab\n",
		  0 },
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

TERTIUS_TEST_MAIN("read-ical", a_meeting_is_read_whole, only_humans_take_part,
                  at_most_two_hundred_people,
                  flags_say_what_kind_of_meeting_it_is, methods_say_what_counts,
                  a_cancellation_may_come_without_times,
                  of_two_words_on_a_meeting_the_newer_is_told,
                  who_passes_an_invitation_on_is_told,
                  a_title_names_people_where_none_are_listed)
