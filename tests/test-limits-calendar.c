/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What strangers may put into a calendar or an address book, on both sides of
 * each limit.
 */
#include "calendar/caldav-xml.h"
#include "calendar/content-line.h"
#include "calendar/ical-zone.h"
#include "calendar/read-vcard.h"
#include "tertius-limits.h"
#include "tertius-read.h"

/* --- Series -------------------------------------------------------------- */

static void
check_zone_name(gsize n, gboolean is_within)
{
	g_autofree char *name = dup_many("x", n);

	ck_assert_int_eq(tertius_series_is_zone(name), is_within);
}

START_TEST(the_name_of_a_zone_is_so_long)
{
	on_both_sides(TERTIUS_SERIES_ZONE_MAX, check_zone_name);
}
END_TEST

static void
check_rules(gsize n, gboolean is_within)
{
	g_autofree char *rules = dup_many(" FREQ=DAILY", n);
	g_autofree char *series = g_strconcat("UTC", rules, NULL);
	g_autofree char *lines = dup_many("RRULE:FREQ=DAILY\n", n);
	g_autofree char *event =
		g_strconcat("DTSTART:20261012T080000Z\n", lines, NULL);
	g_auto(Result) result = read_event(NULL, event, NULL);

	ck_assert_int_eq(tertius_series_is_valid(series), is_within);
	ck_assert_uint_eq(result.meetings->len, 1);
	ck_assert_uint_eq(result.problems->len, is_within ? 0 : 1);
}

START_TEST(a_series_has_so_many_rules)
{
	on_both_sides(TERTIUS_SERIES_RULES_MAX, check_rules);
}
END_TEST

static void
check_step(gsize n, gboolean is_within)
{
	static const char *const keys[] = { "INTERVAL", "COUNT" };

	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
		g_autofree char *text =
			g_strdup_printf("FREQ=DAILY;%s=%zu", keys[i], n);
		TertiusRecurrence rule;

		ck_assert_int_eq(tertius_recurrence_parse(text, &rule),
		                 is_within);
	}
}

START_TEST(a_rule_steps_so_far)
{
	on_both_sides(TERTIUS_RECURRENCE_STEP_MAX, check_step);
}
END_TEST

/* --- Meetings ------------------------------------------------------------ */

/* A longer one is told from others all the same, by a hash. */
static void
check_uid(gsize n, gboolean is_within)
{
	g_autofree char *uid = dup_many("u", n);
	g_autofree char *lines =
		g_strdup_printf("DTSTART:20261012\nUID:%s\n", uid);
	g_auto(Result) result = read_event(NULL, lines, NULL);
	const TertiusMeeting *meeting = result.meetings->pdata[0];

	ck_assert_int_eq(strcmp(meeting->uid, uid) == 0, is_within);
	ck_assert_uint_eq(strlen(meeting->uid), is_within ? n : 64);
}

START_TEST(a_uid_is_so_long)
{
	on_both_sides(TERTIUS_MEETING_UID_MAX, check_uid);
}
END_TEST

static void
check_seconds(gsize n, gboolean is_within)
{
	g_autofree char *lines = g_strdup_printf(
		"DTSTART:20261012T080000Z\nDURATION:PT%zuS\n", n);
	g_auto(Result) result = read_event(NULL, lines, NULL);
	const TertiusMeeting *meeting = result.meetings->pdata[0];

	ck_assert_int_eq(meeting->end - meeting->start,
	                 (gint64) (is_within ? n : n - 1));
}

START_TEST(a_meeting_lasts_so_long)
{
	on_both_sides(TERTIUS_ICAL_SECONDS_MAX, check_seconds);
}
END_TEST

/* --- Zones --------------------------------------------------------------- */

/* Noon in a zone of the calendar's own, of @parts; UTC when that is not
 * believed. */
static char *
dup_noon(const char *parts)
{
	g_autofree char *ics =
		g_strdup_printf("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Own\n%s"
	                        "END:VTIMEZONE\nBEGIN:VEVENT\n"
	                        "DTSTART;TZID=Own:20261012T120000\nEND:VEVENT\n"
	                        "END:VCALENDAR\n",
	                        parts);
	g_auto(Result) result = read_from(ics, strlen(ics), NULL);
	const TertiusMeeting *meeting = result.meetings->pdata[0];

	return format(meeting->start);
}

static void
check_zone_rules(gsize n, gboolean is_within)
{
	g_autofree char *parts =
		dup_many("BEGIN:STANDARD\nDTSTART:19700101T000000\n"
	                 "TZOFFSETFROM:+0700\nTZOFFSETTO:+0700\n"
	                 "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n"
	                 "END:STANDARD\n",
	                 n);
	g_autofree char *noon = dup_noon(parts);

	ck_assert_str_eq(noon,
	                 is_within ? "2026-10-12T05:00Z" : "2026-10-12T12:00Z");
}

START_TEST(a_zone_has_so_many_rules)
{
	on_both_sides(TERTIUS_ICAL_ZONE_RULES_MAX, check_zone_rules);
}
END_TEST

/* Wherever it stands among the others. */
START_TEST(a_zone_with_one_rule_that_is_not_yearly_is_not_believed)
{
	static const char *const cases[] = {
		"TZOFFSETTO:+0700\nRRULE:FREQ=YEARLY\nRRULE:FREQ=SECONDLY\n",
		"RRULE:FREQ=YEARLY\nRRULE:FREQ=SECONDLY\nTZOFFSETTO:+0700\n",
		"RRULE:FREQ=YEARLY\nTZOFFSETTO:+0700\nRRULE:FREQ=SECONDLY\n",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *parts =
			g_strconcat("BEGIN:STANDARD\nDTSTART:19700101T000000\n",
		                    cases[i], "END:STANDARD\n", NULL);
		g_autofree char *noon = dup_noon(parts);

		ck_assert_str_eq(noon, "2026-10-12T12:00Z");
	}
}
END_TEST

static void
check_zone_parts(gsize n, gboolean is_within)
{
	g_autofree char *parts =
		dup_many("BEGIN:STANDARD\nDTSTART:19700101T000000\n"
	                 "TZOFFSETTO:+0700\nEND:STANDARD\n",
	                 n);
	g_autofree char *noon = dup_noon(parts);

	ck_assert_str_eq(noon,
	                 is_within ? "2026-10-12T05:00Z" : "2026-10-12T12:00Z");
}

START_TEST(a_zone_has_so_many_parts)
{
	on_both_sides(TERTIUS_ICAL_ZONE_PARTS_MAX, check_zone_parts);
}
END_TEST

/* --- Address books ------------------------------------------------------- */

static gboolean
read_cards(const char *text, gsize length, GPtrArray *meetings)
{
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);

	return tertius_vcard_read(text, length, meetings, problems, NULL);
}

static void
check_book(gsize n, gboolean is_within)
{
	static const char card[] =
		"BEGIN:VCARD\nFN:Dana\nBDAY:19850412\nEND:VCARD\n";
	g_autoptr(GPtrArray) meetings = tertius_meetings_new();
	g_autofree char *text = g_strnfill(n, '\n');

	memcpy(text, card, strlen(card));
	ck_assert_int_eq(read_cards(text, n, meetings), is_within);
	ck_assert_uint_eq(meetings->len, is_within ? 1 : 0);
}

START_TEST(an_address_book_is_so_big)
{
	on_both_sides(TERTIUS_VCARD_BYTES_MAX, check_book);
}
END_TEST

/* Only the last of @n cards has a day. */
static void
check_cards(gsize n, gboolean is_within)
{
	g_autofree char *empty = dup_many("BEGIN:VCARD\nEND:VCARD\n", n - 1);
	g_autofree char *text = g_strconcat(
		empty, "BEGIN:VCARD\nFN:Dana\nBDAY:19850412\nEND:VCARD\n",
		NULL);
	g_autoptr(GPtrArray) meetings = tertius_meetings_new();

	ck_assert(read_cards(text, strlen(text), meetings));
	ck_assert_uint_eq(meetings->len, is_within ? 1 : 0);
}

START_TEST(an_address_book_has_so_many_cards)
{
	on_both_sides(TERTIUS_VCARD_CARDS_MAX, check_cards);
}
END_TEST

static void
check_value(gsize n, gboolean is_within)
{
	g_autofree char *uid = dup_many("u", n);
	g_autofree char *text =
		g_strconcat("BEGIN:VCARD\nUID:", uid,
	                    "\nFN:Dana\nBDAY:19850412\nEND:VCARD\n", NULL);
	g_autoptr(GPtrArray) meetings = tertius_meetings_new();
	const TertiusMeeting *meeting;

	ck_assert(read_cards(text, strlen(text), meetings));
	meeting = meetings->pdata[0];
	ck_assert_uint_eq(strspn(meeting->uid + strlen("vcard:"), "u"),
	                  is_within ? n : n - 1);
}

START_TEST(a_value_of_a_card_is_cut)
{
	on_both_sides(TERTIUS_VCARD_VALUE_MAX, check_value);
}
END_TEST

/* --- Servers ------------------------------------------------------------- */

static void
check_lines(gsize n, gboolean is_within)
{
	g_autofree char *text = dup_many("x\n", n);
	g_autoptr(GArray) lines =
		tertius_content_lines_new(text, strlen(text), NULL);

	ck_assert_int_eq(lines != NULL, is_within);
}

START_TEST(an_object_has_so_many_lines)
{
	on_both_sides(TERTIUS_CONTENT_LINES_MAX, check_lines);
}
END_TEST

static void
check_items(gsize n, gboolean is_within)
{
	g_autofree char *responses =
		dup_many("<response><href>/a</href></response>", n);
	g_autofree char *xml = g_strconcat("<multistatus xmlns='DAV:'>",
	                                   responses, "</multistatus>", NULL);
	g_autofree char *token = NULL;
	g_autoptr(GPtrArray) items =
		tertius_dav_parse(xml, strlen(xml), &token, NULL);

	ck_assert_int_eq(items != NULL, is_within);
	ck_assert(items == NULL || items->len == n);
}

START_TEST(an_answer_has_so_many_items)
{
	on_both_sides(TERTIUS_DAV_ITEMS_MAX, check_items);
}
END_TEST

TERTIUS_TEST_MAIN("limits-calendar", the_name_of_a_zone_is_so_long,
                  a_series_has_so_many_rules, a_rule_steps_so_far,
                  a_uid_is_so_long, a_meeting_lasts_so_long,
                  a_zone_has_so_many_rules,
                  a_zone_with_one_rule_that_is_not_yearly_is_not_believed,
                  a_zone_has_so_many_parts, an_address_book_is_so_big,
                  an_address_book_has_so_many_cards, a_value_of_a_card_is_cut,
                  an_object_has_so_many_lines, an_answer_has_so_many_items)
