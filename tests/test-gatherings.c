/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What becomes of meetings for one user: replies, occurrences by themselves, who
 * passed something on, birthdays; who was there, and how often.
 */
#include "model/history.h"

#include "tertius-test.h"

#include <string.h>

#define DAY G_GINT64_CONSTANT(86400)
#define NOW G_GINT64_CONSTANT(1795507200) /* 2026-11-24 08:00 UTC, Tuesday */

static const char *const me[] = { "me@example.org", NULL };

typedef struct {
	TertiusHistory *history;
	TertiusMeeting *meeting; /* the one told last */
	guint n;
} Told;

static void
clear_told(Told *told)
{
	tertius_history_free(told->history);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Told, clear_told)

static Told
begin(void)
{
	Told told = { .history = tertius_history_new(me) };
	g_autoptr(GTimeZone) berlin =
		g_time_zone_new_identifier("Europe/Berlin");

	tertius_history_set_zone(told.history, berlin);
	return told;
}

static void
attend(const Told *told, const char *name, const char *address,
       TertiusPlace place, TertiusAttendance attendance)
{
	tertius_meeting_take_attendee(told->meeting,
	                              tertius_person_new(name, address, place),
	                              attendance);
}

static void
tell(Told *told, const char *uid, const char *recurrence_id, gint64 start,
     gboolean in_calendar)
{
	TertiusFacts *facts = tertius_facts_new();
	TertiusMeeting *meeting = tertius_meeting_new();
	g_autofree char *key = g_strdup_printf("%u", told->n++);

	meeting->id = g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);
	meeting->uid = g_strdup(uid);
	meeting->recurrence_id = g_strdup(recurrence_id);
	meeting->summary = g_strdup("x");
	meeting->start = start;
	meeting->end = start + 3600;
	facts->in_calendar = in_calendar;
	g_ptr_array_add(facts->meetings, meeting);
	told->meeting = meeting;
	tertius_history_take(told->history, facts);
}

/* A letter, so that somebody is known. */
static void
write_letter(Told *told, const char *name, const char *address)
{
	TertiusFacts *facts = tertius_facts_new();

	facts->message = tertius_message_new();
	facts->message->id = g_strnfill(64, 'a');
	facts->message->subject = g_strdup("x");
	facts->message->date = NOW - 10 * DAY;
	facts->message->from =
		tertius_person_new(name, address, TERTIUS_PLACE_FROM);
	tertius_history_take(told->history, facts);
}

static const TertiusGathering *
find(const Told *told, const char *uid)
{
	for (guint i = 0; i < tertius_history_n_gatherings(told->history);
	     i++) {
		const TertiusGathering *gathering =
			tertius_history_gathering(told->history, i);

		if (strcmp(gathering->meeting->uid, uid) == 0 &&
		    gathering->meeting->recurrence_id[0] == '\0' &&
		    (gathering->meeting->flags & TERTIUS_MEETING_REPLY) == 0)
			return gathering;
	}
	ck_abort_msg("no gathering '%s'", uid);
	return NULL;
}

static int
attendance(const Told *told, const char *uid, const char *address)
{
	return tertius_gathering_attendance(
		told->history, find(told, uid),
		tertius_history_find(told->history, address));
}

START_TEST(an_occurrence_by_itself_is_no_longer_of_the_series)
{
	static const struct {
		const char *recurrence_id;
		guint left;
	} cases[] = {
		{ "20261103T080000Z", 3 }, /* 09:00 in Berlin */
		{ "20261103T090000", 3 },  /* by the clock */
		{ "20261103", 3 },         /* that day */
		{ "20261104", 4 },         /* none of its days */
		{ "nonsense", 4 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Told) told = begin();

		tell(&told, "a", "", 1793692800, TRUE); /* 3 November, 08:00 */
		told.meeting->series = g_strdup("Europe/Berlin FREQ=WEEKLY;"
		                                "COUNT=4");
		tell(&told, "a", cases[i].recurrence_id, 1793700000, TRUE);
		tell(&told, "b", "20261110T080000Z", 1793700000, TRUE);
		tertius_history_seal(told.history, NOW);
		ck_assert_msg(find(&told, "a")->meeting->instances->len ==
		                      cases[i].left,
		              "case %zu", i);
	}
}
END_TEST

START_TEST(replies_are_laid_upon_their_meeting)
{
	static const struct {
		gint64 sequence; /* of the reply; the meeting has 2 */
		const char *uid, *who;
		TertiusAttendance says;
		int halves; /* of Tom, who had not answered */
	} cases[] = {
		{ 2, "a", "tom@example.org", TERTIUS_ATTENDANCE_ACCEPTED, 2 },
		{ 2, "a", "tom@example.org", TERTIUS_ATTENDANCE_DECLINED, 0 },
		{ 2, "a", "tom@example.org", TERTIUS_ATTENDANCE_TENTATIVE, 1 },
		{ 1, "a", "tom@example.org", TERTIUS_ATTENDANCE_DECLINED, 1 },
		{ 3, "a", "tom@example.org", TERTIUS_ATTENDANCE_DECLINED, 0 },
		{ 2, "b", "tom@example.org", TERTIUS_ATTENDANCE_DECLINED, 1 },
		{ 2, "a", "eve@example.org", TERTIUS_ATTENDANCE_DECLINED, 1 },
	};

	for (gsize i = 0; i < 2 * G_N_ELEMENTS(cases); i++) {
		g_auto(Told) told = begin();

		for (gsize part = 0; part < 2; part++) {
			gboolean is_reply = (i + part) % 2 != 0;

			tell(&told, is_reply ? cases[i / 2].uid : "a", "",
			     NOW - DAY, FALSE);
			told.meeting->sequence =
				is_reply ? cases[i / 2].sequence : 2;
			told.meeting->flags =
				is_reply ? TERTIUS_MEETING_REPLY : 0;
			attend(&told, NULL,
			       is_reply ? cases[i / 2].who : "tom@example.org",
			       TERTIUS_PLACE_ATTENDEE,
			       is_reply ? cases[i / 2].says
			                : TERTIUS_ATTENDANCE_UNKNOWN);
		}
		tertius_history_seal(told.history, NOW);
		ck_assert_msg(attendance(&told, "a", "tom@example.org") ==
		                      cases[i / 2].halves,
		              "case %zu", i);
	}
}
END_TEST

START_TEST(of_two_replies_the_newer_counts)
{
	for (int turn = 0; turn < 2; turn++) {
		g_auto(Told) told = begin();

		tell(&told, "a", "", NOW - DAY, FALSE);
		attend(&told, NULL, "tom@example.org", TERTIUS_PLACE_ATTENDEE,
		       TERTIUS_ATTENDANCE_UNKNOWN);
		for (int i = 0; i < 2; i++) {
			gboolean is_newer = (i + turn) % 2 != 0;

			tell(&told, "a", "", 0, FALSE);
			told.meeting->flags = TERTIUS_MEETING_REPLY;
			told.meeting->stamp = is_newer ? 20 : 10;
			attend(&told, NULL, "tom@example.org",
			       TERTIUS_PLACE_ATTENDEE,
			       is_newer ? TERTIUS_ATTENDANCE_DECLINED
			                : TERTIUS_ATTENDANCE_ACCEPTED);
		}
		tertius_history_seal(told.history, NOW);
		ck_assert_int_eq(attendance(&told, "a", "tom@example.org"), 0);
	}
}
END_TEST

START_TEST(my_calendar_is_my_yes_unless_i_declined)
{
	static const struct {
		gboolean in_calendar;
		int invited; /* 0: no; else 1 + attendance */
		guint flags;
		int halves;
	} cases[] = {
		{ TRUE, 0, 0, 2 },
		{ TRUE, 1 + TERTIUS_ATTENDANCE_UNKNOWN, 0, 2 },
		{ TRUE, 1 + TERTIUS_ATTENDANCE_DECLINED, 0, 0 },
		{ FALSE, 0, 0, 0 },
		{ FALSE, 1 + TERTIUS_ATTENDANCE_ACCEPTED, 0, 2 },
		{ FALSE, 1 + TERTIUS_ATTENDANCE_DECLINED, 0, 0 },
		{ TRUE, 0, TERTIUS_MEETING_CANCELLED, 0 },
		{ TRUE, 0, TERTIUS_MEETING_BIRTHDAY, 0 },
		{ TRUE, 0, TERTIUS_MEETING_HOLIDAY, 0 },
		{ TRUE, 0, TERTIUS_MEETING_OURS, 0 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Told) told = begin();

		tell(&told, "a", "", NOW - DAY, cases[i].in_calendar);
		told.meeting->flags = cases[i].flags;
		if (cases[i].invited > 0)
			attend(&told, NULL, "me@example.org",
			       TERTIUS_PLACE_ATTENDEE,
			       (TertiusAttendance) (cases[i].invited - 1));
		tertius_history_seal(told.history, NOW);
		ck_assert_msg(attendance(&told, "a", "me@example.org") ==
		                      cases[i].halves,
		              "case %zu", i);
	}
}
END_TEST

START_TEST(who_passed_it_on_does_not_attend)
{
	g_auto(Told) told = begin();
	const TertiusGathering *gathering;

	tell(&told, "a", "", NOW - DAY, FALSE);
	attend(&told, "Dana", "dana@example.org", TERTIUS_PLACE_ORGANIZER,
	       TERTIUS_ATTENDANCE_ACCEPTED);
	attend(&told, NULL, "sue@example.org", TERTIUS_PLACE_FROM,
	       TERTIUS_ATTENDANCE_UNKNOWN);
	tertius_history_seal(told.history, NOW);
	gathering = find(&told, "a");
	ck_assert_uint_eq(gathering->n_people, 1);
	ck_assert_uint_eq(gathering->meeting->attendees->len, 1);
	ck_assert_uint_eq(
		gathering->bearer,
		tertius_history_find(told.history, "sue@example.org"));
	ck_assert(gathering->is_mine);
	ck_assert_int_eq(attendance(&told, "a", "sue@example.org"), 0);
}
END_TEST

/* By the address that mail knows, else by the full name; an address book alone
 * makes nobody known. */
START_TEST(a_birthday_is_of_somebody_who_is_known)
{
	static const struct {
		const char *name, *one, *two;
		gboolean is_known;
	} cases[] = {
		{ "Dana Okafor", "dana@example.org", NULL, TRUE },
		{ "Somebody Else", "home@example.org", "dana@example.org",
		  TRUE },
		{ "Dana Okafor", NULL, NULL, TRUE },
		{ "Dana Okafor", "home@example.org", NULL, TRUE },
		{ "Bob May", "bob@example.org", NULL, FALSE },
		{ "Bob May", NULL, NULL, FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Told) told = begin();
		const TertiusGathering *gathering;

		tell(&told, "a", "", 482112000, TRUE); /* 12 April 1985 */
		told.meeting->flags =
			TERTIUS_MEETING_ALL_DAY | TERTIUS_MEETING_BIRTHDAY;
		told.meeting->series = g_strdup("- FREQ=YEARLY");
		attend(&told, cases[i].name, cases[i].one, TERTIUS_PLACE_TEXT,
		       TERTIUS_ATTENDANCE_UNKNOWN);
		if (cases[i].two != NULL)
			attend(&told, cases[i].name, cases[i].two,
			       TERTIUS_PLACE_TEXT, TERTIUS_ATTENDANCE_UNKNOWN);
		write_letter(&told, "Dana Okafor", "dana@example.org");
		tertius_history_seal(told.history, NOW);
		gathering = find(&told, "a");
		ck_assert_uint_eq(gathering->n_people, 1);
		ck_assert_msg((gathering->people[0] ==
		               tertius_history_find(told.history,
		                                    "dana@example.org")) ==
		                      cases[i].is_known,
		              "case %zu", i);
		ck_assert_msg(cases[i].is_known ||
		                      gathering->people[0] == TERTIUS_NOBODY,
		              "case %zu", i);
		/* 12 April 2027 in Berlin */
		ck_assert_int_eq(
			g_array_index(gathering->meeting->instances, gint64,
		                      gathering->meeting->instances->len - 1),
			1807480800);
	}
}
END_TEST

/* Weekly for ten weeks is three months; two whom nobody asked met perhaps. */
START_TEST(how_often_two_met)
{
	static const struct {
		const char *series;
		TertiusAttendance tom, sue;
		gint64 start;
		guint n;
	} cases[] = {
		{ NULL, TERTIUS_ATTENDANCE_ACCEPTED, TERTIUS_ATTENDANCE_UNKNOWN,
		  NOW - DAY, 1 },
		{ NULL, TERTIUS_ATTENDANCE_UNKNOWN, TERTIUS_ATTENDANCE_UNKNOWN,
		  NOW - DAY, 0 },
		{ "UTC FREQ=DAILY;INTERVAL=40;COUNT=2",
		  TERTIUS_ATTENDANCE_UNKNOWN, TERTIUS_ATTENDANCE_UNKNOWN,
		  NOW - 50 * DAY, 1 },
		{ "UTC FREQ=WEEKLY;COUNT=10", TERTIUS_ATTENDANCE_ACCEPTED,
		  TERTIUS_ATTENDANCE_ACCEPTED, NOW - 70 * DAY, 3 },
		{ "UTC FREQ=WEEKLY", TERTIUS_ATTENDANCE_ACCEPTED,
		  TERTIUS_ATTENDANCE_ACCEPTED, NOW - 3000, 0 },
		{ "UTC FREQ=WEEKLY", TERTIUS_ATTENDANCE_ACCEPTED,
		  TERTIUS_ATTENDANCE_ACCEPTED, NOW - 3600, 1 },
		{ NULL, TERTIUS_ATTENDANCE_ACCEPTED,
		  TERTIUS_ATTENDANCE_DECLINED, NOW - DAY, 0 },
		{ NULL, TERTIUS_ATTENDANCE_ACCEPTED,
		  TERTIUS_ATTENDANCE_DELEGATED, NOW - DAY, 0 },
		{ NULL, TERTIUS_ATTENDANCE_ACCEPTED,
		  TERTIUS_ATTENDANCE_ACCEPTED, NOW + DAY, 0 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Told) told = begin();
		TertiusExchange exchange;

		tell(&told, "a", "", cases[i].start, TRUE);
		told.meeting->series = g_strdup(cases[i].series);
		attend(&told, NULL, "tom@example.org", TERTIUS_PLACE_ATTENDEE,
		       cases[i].tom);
		attend(&told, NULL, "sue@example.org", TERTIUS_PLACE_ATTENDEE,
		       cases[i].sue);
		tertius_history_seal(told.history, NOW);
		exchange = tertius_history_exchange(
			told.history,
			tertius_history_find(told.history, "tom@example.org"),
			tertius_history_find(told.history, "sue@example.org"),
			NOW + 7 * DAY);
		ck_assert_msg(exchange.meetings == cases[i].n, "case %zu: %u",
		              i, exchange.meetings);
	}
}
END_TEST

START_TEST(a_conference_brings_nobody_together)
{
	for (guint n = 16; n <= 17; n++) {
		g_auto(Told) told = begin();
		TertiusExchange exchange;

		tell(&told, "a", "", NOW - DAY, TRUE);
		for (guint i = 0; i < n; i++) {
			g_autofree char *address =
				g_strdup_printf("p%u@example.org", i);

			attend(&told, NULL, address, TERTIUS_PLACE_ATTENDEE,
			       TERTIUS_ATTENDANCE_ACCEPTED);
		}
		tertius_history_seal(told.history, NOW);
		exchange = tertius_history_exchange(
			told.history,
			tertius_history_find(told.history, "p0@example.org"),
			tertius_history_find(told.history, "p1@example.org"),
			NOW);
		ck_assert_uint_eq(exchange.meetings, n == 16 ? 1 : 0);
	}
}
END_TEST

TERTIUS_TEST_MAIN("gatherings",
                  an_occurrence_by_itself_is_no_longer_of_the_series,
                  replies_are_laid_upon_their_meeting,
                  of_two_replies_the_newer_counts,
                  my_calendar_is_my_yes_unless_i_declined,
                  who_passed_it_on_does_not_attend,
                  a_birthday_is_of_somebody_who_is_known, how_often_two_met,
                  a_conference_brings_nobody_together)
