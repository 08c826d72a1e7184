/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders as iCalendar: the object, its states, and hostile names in it.
 */
#include "calendar/write-ical.h"

#include "calendar/content-line.h"
#include "calendar/object.h"
#include "model/working-time.h"
#include "tertius-ical.h"

#define DUE G_GINT64_CONSTANT(1795507200) /* 2026-11-24 08:00 UTC */

static const TertiusIcalStamp event = { .stamp = DUE - 86400,
	                                .created = DUE - 172800,
	                                .sequence = 2 };
static const TertiusIcalStamp task = { .stamp = DUE - 86400,
	                               .created = DUE - 172800,
	                               .as_task = TRUE };
static const TertiusIcalStamp plain = { .stamp = DUE - 86400,
	                                .created = DUE - 172800,
	                                .is_plain = TRUE };

static TertiusReminder *
make_thanks(void)
{
	TertiusReminder *reminder = make_reminder(
		TERTIUS_REMINDER_THANK, "x",
		"Thank Carol Nguyen for introducing Bob Müller", DUE);

	g_free(reminder->because);
	reminder->because = g_strdup(
		"Carol Nguyen introduced you to Bob Müller on 20 Nov 2026 "
		"(subject: “Intro: you <> Bob”).");
	reminder->message_id = g_strdup("<CAF3x+q1=ab@mail.example.org>");
	return reminder;
}

static char *
write_one(const TertiusReminder *reminder, const TertiusIcalStamp *stamp)
{
	char *ics = tertius_ical_write_reminder(reminder, stamp);

	assert_clean(ics);
	return ics;
}

/* The value of the first property @name in @ics, unescaped. */
static char *
find_value(const char *ics, const char *name)
{
	g_autoptr(GArray) lines =
		tertius_content_lines_new(ics, strlen(ics), NULL);

	for (guint i = 0; i < lines->len; i++) {
		const TertiusContentLine *line =
			&g_array_index(lines, TertiusContentLine, i);

		if (tertius_content_line_is(line, name))
			return tertius_content_text_unescape(line->value);
	}
	return NULL;
}

static void
assert_value(const char *ics, const char *name, const char *wanted)
{
	g_autofree char *value = find_value(ics, name);

	ck_assert_msg(g_strcmp0(value, wanted) == 0, "%s: %s, not %s", name,
	              value, wanted);
}

START_TEST(a_reminder_is_the_object_that_rings_everywhere)
{
	g_autoptr(TertiusReminder) reminder = make_thanks();
	g_autofree char *ics = write_one(reminder, &event);
	g_autoptr(GString) wanted = NULL;
	g_autofree char *golden = NULL;
	g_autofree char *id = g_strndup(reminder->id, 8);
	const char *alarm = strstr(ics, "BEGIN:VALARM\r\nUID:");
	g_autofree char *alarm_uid = NULL;

	ck_assert_ptr_nonnull(alarm);
	alarm_uid = g_strndup(alarm + 18, 36);
	ck_assert(g_uuid_string_is_valid(alarm_uid));
	ck_assert_str_ne(alarm_uid, reminder->uid);
	ck_assert(g_file_get_contents(TERTIUS_SOURCE_DIR
	                              "/tests/data/reminder-event.ics",
	                              &golden, NULL, NULL));
	wanted = g_string_new(golden);
	g_string_replace(wanted, "@UID@", reminder->uid, 0);
	g_string_replace(wanted, "@ID@", id, 0);
	g_string_replace(wanted, "@ALARM@", alarm_uid, 0);
	g_string_replace(wanted, "\n", "\r\n", 0);
	ck_assert_str_eq(ics, wanted->str);
}
END_TEST

START_TEST(a_silent_one_is_the_same_without_alarm)
{
	g_autoptr(TertiusReminder) reminder = make_thanks();
	g_autofree char *ics = write_one(reminder, &event);
	TertiusIcalStamp stamp = event;
	g_autofree char *silent = NULL;
	char *alarm = strstr(ics, "BEGIN:VALARM");
	const char *after = "END:VALARM\r\n";
	const char *rest;

	ck_assert_ptr_nonnull(alarm);
	rest = strstr(alarm, after) + strlen(after);
	memmove(alarm, rest, strlen(rest) + 1);
	stamp.is_silent = TRUE;
	silent = tertius_ical_write_reminder(reminder, &stamp);
	ck_assert_str_eq(silent, ics);
}
END_TEST

START_TEST(a_task_starts_before_it_is_due_and_rings_at_its_start)
{
	g_autoptr(TertiusReminder) reminder = make_thanks();
	g_autofree char *ics = write_one(reminder, &task);

	assert_value(ics, "DTSTART", "20261124T080000Z");
	assert_value(ics, "DUE", "20261124T160000Z");
	assert_value(ics, "STATUS", "NEEDS-ACTION");
	ck_assert_ptr_nonnull(
		strstr(ics, "TRIGGER;VALUE=DATE-TIME:20261124T080000Z\r\n"));
	ck_assert_ptr_null(strstr(ics, "DTEND"));
	ck_assert_ptr_null(strstr(ics, "TRANSP"));
}
END_TEST

START_TEST(what_is_closed_says_so_and_never_rings)
{
	const struct {
		TertiusReminderState state;
		const TertiusIcalStamp *stamp;
		const char *status;
		const char *title;
	} cases[] = {
		{ TERTIUS_REMINDER_DONE, &event, "CONFIRMED", "✓ Thank" },
		{ TERTIUS_REMINDER_DROPPED, &event, "CANCELLED", "Thank" },
		{ TERTIUS_REMINDER_DONE, &task, "COMPLETED", "✓ Thank" },
		{ TERTIUS_REMINDER_DROPPED, &task, "CANCELLED", "Thank" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusReminder) reminder = make_thanks();
		g_autofree char *ics = NULL;
		g_autofree char *title = NULL;

		reminder->state = cases[i].state;
		reminder->closed = DUE + 60;
		ics = write_one(reminder, cases[i].stamp);
		title = find_value(ics, "SUMMARY");
		ck_assert_msg(strstr(ics, "VALARM") == NULL, "case %zu", i);
		ck_assert_msg(g_str_has_prefix(title, cases[i].title),
		              "case %zu: %s", i, title);
		assert_value(ics, "STATUS", cases[i].status);
	}
}
END_TEST

START_TEST(a_plain_title_names_nobody)
{
	g_autoptr(TertiusReminder) reminder = make_thanks();
	g_autofree char *ics = write_one(reminder, &plain);

	assert_value(ics, "SUMMARY", "Say thank you");
	ck_assert_ptr_null(strstr(ics, "Carol"));
	ck_assert_ptr_null(strstr(ics, "mid:"));
}
END_TEST

START_TEST(no_name_can_break_out_of_its_line)
{
	for (guint32 i = 0; i < 1000; i++) {
		g_autofree char *name = make_hostile_name(i);
		g_autofree char *key = g_strdup_printf("%u", i);
		g_autoptr(TertiusReminder) reminder =
			make_reminder(i % TERTIUS_REMINDER_N_KINDS, key, name,
		                      DUE + (gint64) i * 977);
		g_autofree char *ics = NULL;
		g_autofree char *again = NULL;
		g_autofree char *title = NULL;

		g_free(reminder->because);
		reminder->because = g_strdup(name);
		reminder->message_id = g_strdup(name);
		ics = write_one(reminder, i % 2 == 0 ? &event : &task);
		again = tertius_ical_write_reminder(
			reminder, i % 2 == 0 ? &event : &task);
		ck_assert_str_eq(ics, again);
		title = find_value(ics, "SUMMARY");
		ck_assert_uint_le(strlen(title), TERTIUS_ICAL_TITLE_MAX);
		ck_assert_msg(title[0] != '\0', "name %u", i);
	}
}
END_TEST

START_TEST(a_title_is_cut_at_a_character)
{
	const int lengths[] = { 199, 200, 201, 5000 };

	for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
		g_autofree char *a = g_strnfill((gsize) lengths[i] - 2, 'a');
		g_autofree char *name = g_strconcat(a, "ü", NULL);
		g_autoptr(TertiusReminder) reminder =
			make_reminder(TERTIUS_REMINDER_THANK, "x", name, DUE);
		g_autofree char *ics = write_one(reminder, &event);
		g_autofree char *title = find_value(ics, "SUMMARY");

		ck_assert_msg(strlen(title) == (lengths[i] <= 200
		                                        ? (gsize) lengths[i]
		                                : lengths[i] == 201 ? 199
		                                                    : 200),
		              "%d: %zu", lengths[i], strlen(title));
	}
}
END_TEST

/* How often "x" stands in a row, where it first does. */
static gsize
count_letters(const char *text)
{
	return strspn(text + strcspn(text, "x"), "x");
}

START_TEST(what_it_says_and_where_it_is_from_are_cut)
{
	for (gsize more = 0; more <= 1; more++) {
		g_autoptr(TertiusReminder) reminder =
			make_reminder(TERTIUS_REMINDER_THANK, "y", "Dana", DUE);
		g_autofree char *ics = NULL;
		g_autofree char *url = NULL;
		g_autofree char *description = NULL;

		g_free(reminder->because);
		g_free(reminder->message_id);
		reminder->because =
			g_strnfill(TERTIUS_ICAL_DESCRIPTION_MAX + more, 'x');
		reminder->message_id =
			g_strnfill(TERTIUS_ICAL_MESSAGE_ID_MAX + more, 'x');
		ics = write_one(reminder, &event);
		url = find_value(ics, "URL");
		description = tertius_ical_dup_description(reminder);
		ck_assert_uint_eq(strlen(url),
		                  strlen("mid:") + TERTIUS_ICAL_MESSAGE_ID_MAX);
		if (more == 0)
			ck_assert_uint_eq(count_letters(description),
			                  TERTIUS_ICAL_DESCRIPTION_MAX);
		else
			ck_assert_uint_lt(count_letters(description),
			                  TERTIUS_ICAL_DESCRIPTION_MAX + 1);
	}
}
END_TEST

START_TEST(a_feed_has_a_name_and_all_of_them)
{
	g_autoptr(GPtrArray) reminders = tertius_reminders_new();
	TertiusIcalStamp stamps[3] = { event, event, event };
	g_autofree char *ics = NULL;

	for (int i = 0; i < 3; i++) {
		g_autofree char *key = g_strdup_printf("%d", i);

		g_ptr_array_add(reminders,
		                make_reminder(TERTIUS_REMINDER_CHECK_IN, key,
		                              "Write to Dana Okafor",
		                              DUE + (gint64) i * 86400));
	}
	ics = tertius_ical_write_feed("Tertius, my\nreminders", reminders,
	                              stamps);
	assert_clean(ics);
	assert_value(ics, "X-WR-CALNAME", "Tertius, my reminders");
	assert_value(ics, "REFRESH-INTERVAL", "PT1H");
	ck_assert_uint_eq(tertius_test_count(ics, "BEGIN:VEVENT"), 3);
}
END_TEST

START_TEST(an_empty_feed_is_a_calendar)
{
	g_autoptr(GPtrArray) none = tertius_reminders_new();
	g_autofree char *ics = tertius_ical_write_feed("Tertius", none, NULL);

	assert_clean(ics);
}
END_TEST

/* Nine o'clock is nine o'clock where the user is, whatever its clocks do. */
START_TEST(an_alarm_rings_at_nine_by_the_clock)
{
	static const struct {
		const char *zone;
		const char *from; /* a few days before its clocks change */
	} cases[] = {
		{ "Europe/Berlin", "2026-03-25T12:00:00Z" },
		{ "Europe/Berlin", "2026-10-21T12:00:00Z" },
		{ "America/New_York", "2026-03-04T12:00:00Z" },
		{ "America/New_York", "2026-10-28T12:00:00Z" },
		{ "Asia/Kolkata", "2026-03-25T12:00:00Z" },
		{ "Pacific/Apia", "2021-03-31T12:00:00Z" },
		{ "Pacific/Apia", "2021-09-22T12:00:00Z" },
		{ "Pacific/Apia", "2011-12-26T12:00:00Z" }, /* skips a day */
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GTimeZone) zone =
			g_time_zone_new_identifier(cases[i].zone);
		g_autoptr(TertiusWorkingTime) hours =
			tertius_working_time_new(zone);
		g_autoptr(GDateTime) from =
			g_date_time_new_from_iso8601(cases[i].from, NULL);
		gint64 moment = g_date_time_to_unix(from);

		for (int day = 0; day < 7; day++) {
			g_autoptr(TertiusReminder) reminder = NULL;
			g_autoptr(TertiusObject) object = NULL;
			g_autoptr(GDateTime) rings = NULL;
			g_autoptr(GDateTime) local = NULL;
			g_autofree char *ics = NULL;

			moment = tertius_working_time_next_morning(hours,
			                                           moment);
			reminder = make_reminder(TERTIUS_REMINDER_THANK, "x",
			                         "x", moment);
			ics = tertius_ical_write_reminder(reminder, &event);
			assert_clean(ics);
			object = tertius_object_read(ics, strlen(ics), NULL,
			                             zone, NULL);
			ck_assert_str_eq(object->alarms, "0");
			rings = g_date_time_new_from_unix_utc(object->start);
			local = g_date_time_to_timezone(rings, zone);
			ck_assert_msg(
				g_date_time_get_hour(local) == 9 &&
					g_date_time_get_minute(local) == 0 &&
					g_date_time_get_day_of_week(local) < 6,
				"case %zu, day %d", i, day);
		}
	}
}
END_TEST

TERTIUS_TEST_MAIN("write-ical", an_alarm_rings_at_nine_by_the_clock,
                  a_reminder_is_the_object_that_rings_everywhere,
                  a_silent_one_is_the_same_without_alarm,
                  a_task_starts_before_it_is_due_and_rings_at_its_start,
                  what_is_closed_says_so_and_never_rings,
                  a_plain_title_names_nobody, no_name_can_break_out_of_its_line,
                  a_title_is_cut_at_a_character,
                  what_it_says_and_where_it_is_from_are_cut,
                  a_feed_has_a_name_and_all_of_them,
                  an_empty_feed_is_a_calendar)
