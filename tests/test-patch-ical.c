/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changing what others changed: our lines only, and no other byte.
 */
#include "calendar/patch-ical.h"

#include "calendar/object.h"
#include "tertius-ical.h"

#define DUE G_GINT64_CONSTANT(1795507200) /* 2026-11-24 08:00 UTC */

static const TertiusIcalStamp newer = { .stamp = DUE - 3600,
	                                .created = DUE - 86400,
	                                .sequence = 2 };

/* What Thunderbird, EDS and a server made of it. */
static const char foreign[] =
	"BEGIN:VCALENDAR\r\n"
	"PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN\r\n"
	"VERSION:2.0\r\n"
	"X-WR-CALNAME:somebody's\r\n"
	"BEGIN:VEVENT\r\n"
	"X-MOZ-LASTACK:20261123T080000Z\r\n"
	"SUMMARY;LANGUAGE=en:Thank Dana\r\n"
	"dtstart;value=date-time:20261124T080000Z\r\n"
	"DTEND:20261124T081500Z\r\n"
	"UID:@UID@\r\n"
	"DTSTAMP:20261123T070000Z\r\n"
	"SEQUENCE:5\r\n"
	"X-LONG-LINE:0123456789012345678901234567890123456789012345678901234567890\r\n"
	" 123456789 folded where others fold\r\n"
	"STATUS:CONFIRMED\r\n"
	"DESCRIPTION:mine\\, not yours\r\n"
	"CATEGORIES:one\r\n"
	"CATEGORIES:two\r\n"
	"BEGIN:VALARM\r\n"
	"UID:@UID@\r\n"
	"ACTION:DISPLAY\r\n"
	"DESCRIPTION:Thank Dana\r\n"
	"ACKNOWLEDGED:20261123T080000Z\r\n"
	"TRIGGER:P0D\r\n"
	"END:VALARM\r\n"
	"BEGIN:VALARM\r\n"
	"ACTION:DISPLAY\r\n"
	"DESCRIPTION:earlier\r\n"
	"TRIGGER;VALUE=DATE-TIME:20261124T073000Z\r\n"
	"END:VALARM\r\n"
	"END:VEVENT\r\n"
	"BEGIN:VEVENT\r\n"
	"UID:somebody-else\r\n"
	"DTSTART:20261124T080000Z\r\n"
	"SUMMARY:Thank Dana\r\n"
	"END:VEVENT\r\n"
	"END:VCALENDAR\r\n";

static TertiusReminder *
make_thanks(void)
{
	return make_reminder(TERTIUS_REMINDER_THANK, "x", "Thank Dana", DUE);
}

static char *
make_foreign(const TertiusReminder *reminder)
{
	GString *text = g_string_new(foreign);

	g_string_replace(text, "@UID@", reminder->uid, 0);
	return g_string_free(text, FALSE);
}

static char *
patch(const char *text, const TertiusReminder *reminder, guint parts)
{
	g_autoptr(GError) error = NULL;
	char *result = tertius_ical_patch(text, strlen(text), reminder, &newer,
	                                  parts, &error);

	ck_assert_msg(result != NULL, "%s", error ? error->message : "");
	return result;
}

/* @text after the replacements, pairs of strings that must be there. */
static void
assert_changed(const char *text, const char *result, const char *const *pairs)
{
	g_autoptr(GString) wanted = g_string_new(text);

	for (gsize i = 0; pairs[i] != NULL; i += 2)
		ck_assert_msg(g_string_replace(wanted, pairs[i], pairs[i + 1],
		                               1) == 1,
		              "no '%s'", pairs[i]);
	ck_assert_str_eq(result, wanted->str);
}

#define REVISION                                                               \
	"DTSTAMP:20261123T070000Z", "DTSTAMP:20261124T070000Z",                \
		"SEQUENCE:5\r\n", "SEQUENCE:6\r\n", "BEGIN:VALARM",            \
		"LAST-MODIFIED:20261124T070000Z\r\nBEGIN:VALARM"

START_TEST(a_move_changes_the_times_and_nothing_else)
{
	const char *const pairs[] = {
		REVISION,
		"dtstart;value=date-time:20261124T080000Z",
		"DTSTART:20261125T080000Z",
		"DTEND:20261124T081500Z",
		"DTEND:20261125T081500Z",
		"20261124T073000Z",
		"20261125T073000Z",
		NULL,
	};
	g_autoptr(TertiusReminder) reminder = make_thanks();
	g_autofree char *text = make_foreign(reminder);
	g_autofree char *result = NULL;

	reminder->due += 86400;
	result = patch(text, reminder, TERTIUS_PATCH_TIME);
	assert_changed(text, result, pairs);
}
END_TEST

START_TEST(a_new_title_goes_to_our_alarm_too)
{
	const char *const pairs[] = {
		REVISION,
		"SUMMARY;LANGUAGE=en:Thank Dana",
		"SUMMARY:Thank Dana Okafor\\, too",
		"DISPLAY\r\nDESCRIPTION:Thank Dana",
		"DISPLAY\r\nDESCRIPTION:Thank Dana Okafor\\, too",
		NULL,
	};
	g_autoptr(TertiusReminder) reminder = make_thanks();
	g_autofree char *text = make_foreign(reminder);
	g_autofree char *result = NULL;

	g_free(reminder->title);
	reminder->title = g_strdup("Thank Dana Okafor, too");
	result = patch(text, reminder, TERTIUS_PATCH_TITLE);
	assert_changed(text, result, pairs);
}
END_TEST

START_TEST(what_is_done_is_ticked_and_loses_its_alarms)
{
	g_autoptr(TertiusReminder) reminder = make_thanks();
	g_autofree char *text = make_foreign(reminder);
	g_autofree char *result = NULL;

	reminder->state = TERTIUS_REMINDER_DONE;
	reminder->closed = DUE;
	result = patch(text, reminder, TERTIUS_PATCH_STATE);
	ck_assert_ptr_nonnull(strstr(result, "SUMMARY:✓ Thank Dana\r\n"));
	ck_assert_ptr_nonnull(strstr(result, "X-MOZ-LASTACK"));
	ck_assert_ptr_null(strstr(result, "VALARM"));
	ck_assert_ptr_null(strstr(result, "ACKNOWLEDGED"));
	reminder->state = TERTIUS_REMINDER_DROPPED;
	g_free(text);
	text = patch(result, reminder, TERTIUS_PATCH_STATE);
	ck_assert_ptr_nonnull(strstr(text, "SUMMARY:Thank Dana\r\n"));
	ck_assert_ptr_nonnull(strstr(text, "STATUS:CANCELLED\r\n"));
}
END_TEST

START_TEST(a_task_gets_all_that_says_done)
{
	const TertiusIcalStamp task = { .stamp = DUE, .as_task = TRUE };
	g_autoptr(TertiusReminder) reminder = make_thanks();
	g_autofree char *text = tertius_ical_write_reminder(reminder, &task);
	g_autofree char *result = NULL;

	reminder->state = TERTIUS_REMINDER_DONE;
	reminder->closed = DUE;
	result = patch(text, reminder, TERTIUS_PATCH_STATE);
	assert_clean(result);
	ck_assert_ptr_nonnull(strstr(result, "STATUS:COMPLETED\r\n"));
	ck_assert_ptr_nonnull(strstr(result, "COMPLETED:20261124T080000Z\r\n"));
	ck_assert_ptr_nonnull(strstr(result, "PERCENT-COMPLETE:100\r\n"));
}
END_TEST

START_TEST(our_own_object_stays_clean_whatever_is_changed)
{
	for (guint i = 0; i < 64; i++) {
		const TertiusIcalStamp stamp = { .stamp = DUE - 7200,
			                         .as_task = (i & 16) != 0 };
		g_autoptr(TertiusReminder) reminder = make_thanks();
		g_autofree char *text =
			tertius_ical_write_reminder(reminder, &stamp);
		g_autofree char *result = NULL;

		reminder->due += 86400 * 3;
		g_free(reminder->title);
		reminder->title = make_hostile_name(i);
		if ((i & TERTIUS_PATCH_STATE) != 0) {
			reminder->state = (i & 32) != 0
			                          ? TERTIUS_REMINDER_DONE
			                          : TERTIUS_REMINDER_DROPPED;
			reminder->closed = DUE;
		}
		result = patch(text, reminder, i & TERTIUS_PATCH_ALL);
		assert_clean(result);
	}
}
END_TEST

/* The sanitizers look that neither is left over. */
START_TEST(an_event_with_two_titles_is_patched)
{
	g_autoptr(TertiusReminder) reminder = make_thanks();
	g_autofree char *text = make_foreign(reminder);
	g_autoptr(GString) twice = g_string_new(text);
	g_autofree char *result = NULL;

	g_string_replace(twice, "SEQUENCE:5", "SUMMARY:Again\r\nSEQUENCE:5", 1);
	result = patch(twice->str, reminder, TERTIUS_PATCH_ALL);
	ck_assert_ptr_nonnull(strstr(result, "Thank Dana"));
}
END_TEST

/* RFC 5545, 3.8.7.4: an integer, and so none above 2^31 - 1 (3.3.8). */
START_TEST(a_sequence_stays_within_its_numbers)
{
	static const char *const cases[][2] = {
		{ "2147483646", "SEQUENCE:2147483647\r\n" },
		{ "2147483647", "SEQUENCE:2147483647\r\n" },
		{ "9223372036854775807", "SEQUENCE:2147483647\r\n" },
		{ "-9223372036854775808", "SEQUENCE:2\r\n" },
		{ "none", "SEQUENCE:2\r\n" },
	};
	g_autoptr(TertiusReminder) reminder = make_thanks();
	g_autofree char *text = make_foreign(reminder);

	reminder->due += 86400;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *line =
			g_strdup_printf("SEQUENCE:%s", cases[i][0]);
		g_autoptr(GString) given = g_string_new(text);
		g_autofree char *result = NULL;

		g_string_replace(given, "SEQUENCE:5", line, 1);
		result = patch(given->str, reminder, TERTIUS_PATCH_TIME);
		ck_assert_msg(strstr(result, cases[i][1]) != NULL,
		              "case %zu: %s", i, result);
	}
}
END_TEST

START_TEST(line_ends_stay_as_they_are)
{
	g_autoptr(TertiusReminder) reminder = make_thanks();
	g_autofree char *text = make_foreign(reminder);
	g_autoptr(GString) unix_text = g_string_new(text);
	g_autofree char *result = NULL;

	g_string_replace(unix_text, "\r\n", "\n", 0);
	reminder->due += 86400;
	result = patch(unix_text->str, reminder, TERTIUS_PATCH_ALL);
	ck_assert_ptr_null(strchr(result, '\r'));
	ck_assert_ptr_nonnull(strstr(result, "DTSTART:20261125T080000Z\n"));
}
END_TEST

START_TEST(an_end_by_duration_makes_way)
{
	g_autoptr(TertiusReminder) reminder = make_thanks();
	g_autofree char *text =
		g_strdup_printf("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:%s\n"
	                        "DTSTART:20261124T100000\nDURATION:PT1H\n"
	                        "END:VEVENT\nEND:VCALENDAR\n",
	                        reminder->uid);
	g_autofree char *result = NULL;

	reminder->due += 86400;
	result = patch(text, reminder, TERTIUS_PATCH_TIME);
	ck_assert_ptr_null(strstr(result, "DURATION"));
	ck_assert_ptr_nonnull(strstr(result, "DTEND:20261125T081500Z\n"));
}
END_TEST

START_TEST(an_object_of_somebody_else_is_refused)
{
	g_autoptr(TertiusReminder) reminder = make_thanks();
	const char *const texts[] = { "", "hello", foreign,
		                      "BEGIN:VCALENDAR\nEND:VCALENDAR\n" };

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *result =
			tertius_ical_patch(texts[i], strlen(texts[i]), reminder,
		                           &newer, TERTIUS_PATCH_ALL, &error);

		ck_assert_msg(result == NULL && error != NULL, "case %zu", i);
	}
}
END_TEST

START_TEST(a_cut_object_is_patched_right_or_not_at_all)
{
	g_autoptr(TertiusReminder) reminder = make_thanks();
	g_autofree char *text = make_foreign(reminder);
	gsize length = strlen(text);

	reminder->due += 86400;
	for (gsize cut = 0; cut < length; cut++) {
		g_autofree char *piece = g_memdup2(text, MAX(cut, 1));
		g_autofree char *result = tertius_ical_patch(
			piece, cut, reminder, &newer, TERTIUS_PATCH_ALL, NULL);

		if (result != NULL)
			ck_assert_msg(strstr(result, "20261125T080000Z") !=
			                      NULL,
			              "cut at %zu", cut);
	}
}
END_TEST

/* --- The meaning of an object -------------------------------------------- */

START_TEST(noise_does_not_change_what_an_object_means)
{
	const char *const noise[][2] = {
		{ "TRIGGER:PT0S", "TRIGGER:P0D" },
		{ "TRIGGER:PT0S", "TRIGGER;RELATED=START:-PT0M" },
		{ "TRIGGER:PT0S", "TRIGGER;VALUE=DATE-TIME:20261124T080000Z" },
		{ "TRIGGER:PT0S", "TRIGGER;RELATED=END:-PT15M" },
		{ "DTSTART:20261124T080000Z",
		  "DTSTART;VALUE=DATE-TIME:20261124T080000Z" },
		{ "DTSTART:20261124T080000Z",
		  "DTSTART;TZID=Europe/Berlin:20261124T090000" },
		{ "DTSTART:20261124T080000Z", "DTSTART:20261124T090000" },
		{ "DTEND:20261124T081500Z", "DURATION:PT15M" },
		{ "STATUS:CONFIRMED", "X-MOZ-LASTACK:20261124T080000Z" },
		{ "CATEGORIES:Tertius\r\n", "" },
		{ "CLASS:PRIVATE", "X-EVOLUTION-ALARM-UID:x" },
	};
	g_autoptr(GTimeZone) berlin =
		g_time_zone_new_identifier("Europe/Berlin");
	g_autoptr(TertiusReminder) reminder = make_thanks();
	g_autofree char *text = tertius_ical_write_reminder(reminder, &newer);

	for (gsize i = 0; i < G_N_ELEMENTS(noise); i++) {
		g_autoptr(GString) other = g_string_new(text);
		g_autoptr(TertiusObject) object = NULL;

		ck_assert(g_string_replace(other, noise[i][0], noise[i][1],
		                           1) == 1);
		object = tertius_object_read(other->str, other->len,
		                             reminder->uid, berlin, NULL);
		ck_assert_msg(object != NULL, "case %zu", i);
		ck_assert_msg(
			object->start == DUE && object->end == DUE + 900 &&
				object->state == TERTIUS_OBJECT_OPEN &&
				!object->is_day && !object->is_series &&
				strcmp(object->alarms, "0") == 0 &&
				strcmp(object->summary, "Thank Dana") == 0,
			"case %zu: '%s'", i, object->alarms);
	}
}
END_TEST

START_TEST(acts_of_the_user_are_seen)
{
	const struct {
		const char *good;
		const char *other;
		TertiusObjectState state;
		gboolean is_day;
		gboolean is_series;
	} cases[] = {
		{ "SUMMARY:", "SUMMARY:✓ ", TERTIUS_OBJECT_DONE, FALSE, FALSE },
		{ "SUMMARY:", "SUMMARY:✔", TERTIUS_OBJECT_DONE, FALSE, FALSE },
		{ "SUMMARY:", "SUMMARY:[X] ", TERTIUS_OBJECT_DONE, FALSE,
		  FALSE },
		{ "SUMMARY:", "SUMMARY:Done: ", TERTIUS_OBJECT_DONE, FALSE,
		  FALSE },
		{ "STATUS:CONFIRMED", "STATUS:CANCELLED",
		  TERTIUS_OBJECT_DROPPED, FALSE, FALSE },
		{ "STATUS:CONFIRMED", "STATUS:COMPLETED", TERTIUS_OBJECT_DONE,
		  FALSE, FALSE },
		{ "CLASS:PRIVATE", "PERCENT-COMPLETE:100", TERTIUS_OBJECT_DONE,
		  FALSE, FALSE },
		{ "CLASS:PRIVATE", "PERCENT-COMPLETE:99", TERTIUS_OBJECT_OPEN,
		  FALSE, FALSE },
		{ "CLASS:PRIVATE", "COMPLETED:20261124T090000Z",
		  TERTIUS_OBJECT_DONE, FALSE, FALSE },
		{ "CLASS:PRIVATE", "RRULE:FREQ=DAILY", TERTIUS_OBJECT_OPEN,
		  FALSE, TRUE },
		{ "DTSTART:20261124T080000Z\r\nDTEND:20261124T081500Z",
		  "DTSTART;VALUE=DATE:20261124", TERTIUS_OBJECT_OPEN, TRUE,
		  FALSE },
		{ "DTSTART:20261124T080000Z\r\nDTEND:20261124T081500Z",
		  "DTSTART:20261124T000000\r\nDTEND:20261125T000000",
		  TERTIUS_OBJECT_OPEN, TRUE, FALSE },
	};
	g_autoptr(GTimeZone) berlin =
		g_time_zone_new_identifier("Europe/Berlin");
	g_autoptr(TertiusReminder) reminder = make_thanks();
	g_autofree char *text = tertius_ical_write_reminder(reminder, &newer);

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) other = g_string_new(text);
		g_autoptr(TertiusObject) object = NULL;

		ck_assert_msg(g_string_replace(other, cases[i].good,
		                               cases[i].other, 1) == 1,
		              "case %zu", i);
		object = tertius_object_read(other->str, other->len, NULL,
		                             berlin, NULL);
		ck_assert_msg(object != NULL, "case %zu", i);
		ck_assert_msg(object->state == cases[i].state &&
		                      object->is_day == cases[i].is_day &&
		                      object->is_series == cases[i].is_series &&
		                      strcmp(object->summary, "Thank Dana") ==
		                              0,
		              "case %zu: %s", i, object->summary);
	}
}
END_TEST

START_TEST(an_object_too_big_or_too_deep_is_refused)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();

	for (int i = 0; i < 2; i++) {
		g_autoptr(GString) deep = g_string_new("BEGIN:VCALENDAR\n");
		g_autofree char *big = NULL;
		g_autofree char *text = NULL;
		g_autoptr(TertiusObject) object = NULL;
		const char *head = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n"
				   "DTSTART:20261124T080000Z\nSUMMARY:";
		const char *tail = "\nEND:VEVENT\nEND:VCALENDAR\n";

		big = g_strnfill(TERTIUS_OBJECT_BYTES_MAX - strlen(head) -
		                         strlen(tail) + (gsize) i,
		                 'x');
		text = g_strconcat(head, big, tail, NULL);
		object = tertius_object_read(text, strlen(text), NULL, utc,
		                             NULL);
		ck_assert_msg((object == NULL) == (i == 1), "size %d", i);
		tertius_object_free(g_steal_pointer(&object));
		g_string_append(deep, "BEGIN:VEVENT\nUID:a\n"
		                      "DTSTART:20261124T080000Z\n");
		for (int j = 2; j < TERTIUS_OBJECT_DEPTH_MAX + i; j++)
			g_string_append(deep, "BEGIN:X-A\n");
		for (int j = 2; j < TERTIUS_OBJECT_DEPTH_MAX + i; j++)
			g_string_append(deep, "END:X-A\n");
		g_string_append(deep, tail + 1);
		object = tertius_object_read(deep->str, deep->len, NULL, utc,
		                             NULL);
		ck_assert_msg((object == NULL) == (i == 1), "depth %d", i);
	}
}
END_TEST

TERTIUS_TEST_MAIN("patch-ical", a_move_changes_the_times_and_nothing_else,
                  a_new_title_goes_to_our_alarm_too,
                  what_is_done_is_ticked_and_loses_its_alarms,
                  a_task_gets_all_that_says_done,
                  our_own_object_stays_clean_whatever_is_changed,
                  an_event_with_two_titles_is_patched,
                  a_sequence_stays_within_its_numbers,
                  line_ends_stay_as_they_are, an_end_by_duration_makes_way,
                  an_object_of_somebody_else_is_refused,
                  a_cut_object_is_patched_right_or_not_at_all,
                  noise_does_not_change_what_an_object_means,
                  acts_of_the_user_are_seen,
                  an_object_too_big_or_too_deep_is_refused)
