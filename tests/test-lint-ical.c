/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lint sees what no validator sees: one fault at a time, put into a good
 * object, must be found.
 */
#include "lint-ical.h"

#include "tertius-ical.h"

#define DUE G_GINT64_CONSTANT(1795507200) /* 2026-11-24 08:00 UTC */

static const struct {
	gboolean as_task;
	const char *good; /* what is replaced */
	const char *bad;
	const char *said; /* in a finding */
} faults[] = {
	{ FALSE, "UID:", "X-UID:", "belong" },
	{ FALSE, "DTSTAMP:20261123T080000Z\r\n", "", "without DTSTAMP" },
	{ FALSE, "VERSION:2.0\r\n", "", "without VERSION" },
	{ FALSE, "PRODID:-//Tertius//Tertius 0.1//EN\r\n", "", "PRODID" },
	{ FALSE, "CLASS:PRIVATE\r\n", "CLASS:PRIVATE\r\nCLASS:PUBLIC\r\n",
	  "second CLASS" },
	{ FALSE, "DTSTART:20261124T080000Z\r\n", "", "without DTSTART" },
	{ FALSE, "DTEND:", "DURATION:PT1H\r\nDTEND:", "DURATION" },
	{ FALSE, "DTEND:20261124T081500Z", "DTEND:20261124T075900Z",
	  "not after" },
	{ FALSE, "DTEND:20261124T081500Z", "DTEND:20261124T080000Z",
	  "not after" },
	{ FALSE, "DTEND:20261124T081500Z", "DTEND;VALUE=DATE:20261125",
	  "cannot be" },
	{ FALSE, "DTSTART:20261124T080000Z", "DTSTART:20261324T080000Z",
	  "cannot be" },
	{ FALSE, "DTSTART:20261124T080000Z", "DTSTART:20261124T080000",
	  "cannot be" },
	{ FALSE, "DTSTART:20261124T080000Z",
	  "DTSTART;TZID=Europe/Berlin:20261124T090000", "zone" },
	{ FALSE, "END:VEVENT\r\n", "", "without its BEGIN" },
	{ FALSE, "END:VCALENDAR\r\n", "", "no END" },
	{ FALSE, "SUMMARY:Thank", "SUMMARY:\nThank", "no property" },
	{ FALSE, "SUMMARY:Thank", "SUMMARY:\xff", "no UTF-8" },
	{ FALSE, "SUMMARY:Thank Müller", "SUMMARY:Thank M\xc3\r\n \xbcller",
	  "in a character" },
	{ FALSE, "SUMMARY:Thank", "SUMMARY:\x01", "control" },
	{ FALSE, "CLASS:PRIVATE\r\n", "CLASS:PRIVATE\n", "CR LF" },
	{ FALSE, "CATEGORIES:Tertius",
	  "CATEGORIES:Tertius Tertius Tertius Tertius Tertius Tertius Tertius "
	  "Tertius X",
	  "76 octets" },
	{ FALSE, "STATUS:CONFIRMED", "STATUS:NEEDS-ACTION", "STATUS" },
	{ TRUE, "STATUS:NEEDS-ACTION", "STATUS:CONFIRMED", "STATUS" },
	{ TRUE, "STATUS:NEEDS-ACTION", "STATUS:COMPLETED", "rings all the" },
	{ FALSE, "STATUS:CONFIRMED", "STATUS:CANCELLED", "rings all the" },
	{ TRUE, "DUE:20261124T160000Z", "DUE:20261124T080000Z", "not after" },
	{ TRUE, "PRIORITY:5", "PRIORITY:10", "PRIORITY" },
	{ FALSE, "CLASS:", "X-TERTIUS-WITHDRAWN:TRUE\r\nCLASS:", "withdrawn" },
	{ FALSE, "SEQUENCE:0", "SEQUENCE:-1", "SEQUENCE" },
	{ FALSE, "TRIGGER:PT0S", "TRIGGER:-P1WT15H", "TRIGGER" },
	{ FALSE, "TRIGGER:PT0S\r\n", "", "without TRIGGER" },
	{ FALSE, "ACTION:DISPLAY\r\n", "", "without ACTION" },
	{ FALSE, "ACTION:DISPLAY", "ACTION:AUDIO", "not shown" },
	{ FALSE, "ACTION:DISPLAY\r\nDESCRIPTION:Thank Müller\r\n",
	  "ACTION:DISPLAY\r\n", "without DESCRIPTION" },
	{ FALSE, "ACTION:DISPLAY\r\nDESCRIPTION:Thank Müller",
	  "ACTION:DISPLAY\r\nDESCRIPTION:", "without words" },
	{ FALSE, "CALSCALE:", "METHOD:REQUEST\r\nCALSCALE:", "METHOD" },
	{ FALSE,
	  "CLASS:", "ATTENDEE:mailto:a@example.org\r\nCLASS:", "ATTENDEE" },
	{ FALSE,
	  "CLASS:", "ORGANIZER:mailto:a@example.org\r\nCLASS:", "ORGANIZER" },
	{ FALSE, "CLASS:", "RRULE:FREQ=DAILY\r\nCLASS:", "RRULE" },
	{ FALSE, "URL:mid:a@example.org", "URL:mid:a b@example.org", "URL" },
	{ FALSE, "URL:mid:a@example.org", "URL:hello", "URL" },
	{ FALSE, "SUMMARY:Thank Müller", "SUMMARY:", "SUMMARY" },
	{ FALSE, "BEGIN:VCALENDAR",
	  "\xef\xbb\xbf"
	  "BEGIN:VCALENDAR",
	  "no property" },
	{ FALSE, "BEGIN:VALARM", "BEGIN:VTODO", "does not belong" },
};

static char *
make_good(gboolean as_task)
{
	const TertiusIcalStamp stamp = { .stamp = DUE - 86400,
		                         .created = DUE - 86400,
		                         .as_task = as_task };
	g_autoptr(TertiusReminder) reminder =
		make_reminder(TERTIUS_REMINDER_THANK, "x", "Thank Müller", DUE);

	reminder->message_id = g_strdup("a@example.org");
	return tertius_ical_write_reminder(reminder, &stamp);
}

static gboolean
is_found(const char *ics, const char *said)
{
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);

	tertius_ical_lint(ics, strlen(ics), findings);
	for (guint i = 0; i < findings->len; i++) {
		if (strstr(findings->pdata[i], said) != NULL)
			return TRUE;
	}
	return FALSE;
}

START_TEST(every_fault_is_found)
{
	for (gsize i = 0; i < G_N_ELEMENTS(faults); i++) {
		g_autofree char *good = make_good(faults[i].as_task);
		g_autoptr(GString) bad = g_string_new(good);

		assert_clean(good);
		ck_assert_msg(g_string_replace(bad, faults[i].good,
		                               faults[i].bad, 1) == 1,
		              "fault %zu: no '%s'", i, faults[i].good);
		ck_assert_msg(is_found(bad->str, faults[i].said),
		              "fault %zu: %s", i, faults[i].bad);
	}
}
END_TEST

START_TEST(the_same_uid_twice_is_found)
{
	g_autoptr(GPtrArray) reminders = tertius_reminders_new();
	TertiusIcalStamp stamps[2] = { { .stamp = DUE }, { .stamp = DUE } };
	g_autofree char *ics = NULL;

	for (int i = 0; i < 2; i++)
		g_ptr_array_add(reminders, make_reminder(TERTIUS_REMINDER_THANK,
		                                         "x", "Thank", DUE));
	ics = tertius_ical_write_feed("x", reminders, stamps);
	ck_assert(is_found(ics, "second time"));
	stamps[0].as_task = TRUE;
	g_free(ics);
	ics = tertius_ical_write_feed("x", reminders, stamps);
	ck_assert(is_found(ics, "events and tasks"));
}
END_TEST

START_TEST(no_cut_of_an_object_is_clean)
{
	g_autofree char *good = make_good(FALSE);
	gsize length = strlen(good);

	for (gsize cut = 0; cut < length; cut++) {
		g_autoptr(GPtrArray) findings =
			g_ptr_array_new_with_free_func(g_free);
		g_autofree char *piece = g_memdup2(good, MAX(cut, 1));

		tertius_ical_lint(piece, cut, findings);
		ck_assert_msg(findings->len > 0, "cut at %zu", cut);
	}
}
END_TEST

TERTIUS_TEST_MAIN("lint-ical", every_fault_is_found,
                  the_same_uid_twice_is_found, no_cut_of_an_object_is_clean)
