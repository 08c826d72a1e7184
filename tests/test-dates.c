/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ways in which people write a moment, on the command line and elsewhere.
 */
#include "tertius-test.h"

#include <glib.h>

#include "engine/dates.h"

/* 30 June 2026, 09:00 in Berlin. */
#define NINE ((gint64) 1782802800)

static GTimeZone *
berlin(void)
{
	return g_time_zone_new_identifier("Europe/Berlin");
}

START_TEST(a_moment_is_read_as_people_write_it)
{
	static const struct {
		const char *text;
		gint64 moment;
	} rows[] = {
		{ "2026-06-30T09:00:00+02:00", NINE },
		{ "2026-06-30T09:00+02:00", NINE },
		{ "2026-06-30T07:00Z", NINE },
		{ "2026-06-30T07:00:00Z", NINE },
		{ "2026-06-30T09:00", NINE },
		{ "2026-06-30 09:00", NINE },
		{ "2026-06-30 09:00:30", NINE + 30 },
		{ "20260630T070000Z", NINE },
		{ "2026-06-30", NINE - 9 * 3600 },
	};
	g_autoptr(GTimeZone) zone = berlin();

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		gint64 moment = 0;

		ck_assert_msg(tertius_dates_parse(rows[i].text, zone, &moment),
		              "%s is refused", rows[i].text);
		ck_assert_msg(moment == rows[i].moment,
		              "%s is read as %" G_GINT64_FORMAT, rows[i].text,
		              moment);
	}
}
END_TEST

START_TEST(what_is_no_moment_is_refused)
{
	static const char *const rows[] = {
		"",
		"soon",
		"2026-06-31",
		"2026-06-30T",
		"2026-06-30T9",
		"2026-06-30T25:00",
		"2026-06-30T09:00+02:00:00:00",
		"2026-06-30T09:00 or so",
		"9",
	};
	g_autoptr(GTimeZone) zone = berlin();

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		gint64 moment = 0;

		ck_assert_msg(!tertius_dates_parse(rows[i], zone, &moment),
		              "'%s' is taken", rows[i]);
	}
}
END_TEST

/* 26 October 2025 had 25 hours there, 30 March 23. */
START_TEST(a_day_begins_with_its_midnight)
{
	static const struct {
		const char *moment, *begin;
	} rows[] = {
		{ "2025-10-26T23:45:00", "2025-10-26T00:00:00" },
		{ "2025-10-26T00:00:00", "2025-10-26T00:00:00" },
		{ "2025-10-27T00:30:00", "2025-10-27T00:00:00" },
		{ "2025-03-30T23:45:00", "2025-03-30T00:00:00" },
		{ "2025-03-31T00:30:00", "2025-03-31T00:00:00" },
	};
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");

	ck_assert_ptr_nonnull(zone);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		gint64 moment = 0, begin = 0;

		ck_assert(tertius_dates_parse(rows[i].moment, zone, &moment));
		ck_assert(tertius_dates_parse(rows[i].begin, zone, &begin));
		ck_assert_msg(tertius_dates_find_begin_of_day(moment, zone) ==
		                      begin,
		              "row %zu", i);
	}
}
END_TEST

TERTIUS_TEST_MAIN("dates", a_moment_is_read_as_people_write_it,
                  what_is_no_moment_is_refused, a_day_begins_with_its_midnight)
