/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calendars of strangers: what is broken, too big, or none at all.
 */
#include "base/error.h"
#include "calendar/ical-scan.h"
#include "tertius-read.h"

#define ICS TERTIUS_SOURCE_DIR "/../shared/ics"

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
	g_autofree char *bytes = g_strnfill(TERTIUS_ICAL_BYTES_MAX + 1, 'x');

	memcpy(bytes, "BEGIN:VCALENDAR\nX-FILL:", 23);
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

/* It is read, and what is not is told; or it is refused, and told why. */
static void
check_foreign(const char *name, const char *bytes, gsize length)
{
	g_autoptr(GPtrArray) meetings = tertius_meetings_new();
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
	const TertiusIcalContext context = { .sender = NULL };
	g_autoptr(GError) error = NULL;
	gboolean is_read = tertius_ical_read(bytes, length, &context, meetings,
	                                     problems, &error);

	if (is_read) {
		ck_assert_msg(meetings->len + problems->len > 0 ||
		                      strstr(bytes, "BEGIN:VEVENT") == NULL,
		              "%s", name);
		return;
	}
	ck_assert_msg(strstr(bytes, "BEGIN:VCALENDAR") == NULL, "%s", name);
	ck_assert_msg(error != NULL && error->message[0] != '\0' &&
	                      strchr(error->message, '\n') == NULL,
	              "%s", name);
}

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
		clock_t begin = clock();
		gsize length;

		if (!g_str_has_suffix(name, ".ics") ||
		    !g_file_get_contents(path, &bytes, &length, NULL))
			continue;
		check_foreign(name, bytes, length);
		/* Of the processor; under valgrind it is about memory
		 * alone. */
		ck_assert_msg(clock() - begin < CLOCKS_PER_SEC ||
		                      g_getenv("TERTIUS_VALGRIND") != NULL,
		              "%s takes too long", name);
		n++;
	}
	ck_assert_uint_ge(n, 149);
}
END_TEST

TERTIUS_TEST_MAIN("read-broken", broken_calendars_are_mended,
                  what_is_no_calendar_is_refused,
                  a_calendar_that_is_too_big_is_refused,
                  long_lines_and_components_are_left_out,
                  problems_are_told_up_to_a_limit,
                  meetings_are_read_up_to_a_limit,
                  every_cut_of_a_calendar_can_be_read,
                  the_calendars_of_other_projects_are_read_or_refused)
