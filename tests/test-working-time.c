/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Working time: the truth table, and the edges of what may be asked.
 */
#include "model/working-time.h"

#include "tertius-test.h"

#include <stdio.h>
#include <string.h>

#define TABLE    TERTIUS_SOURCE_DIR "/tests/data/working-time.tsv"
#define ROWS_MIN 60

enum {
	NAME,
	ZONE,
	DAYS,
	HOURS,
	OFF,
	BUSY,
	QUESTION,
	MOMENT,
	ANSWER,
	COLUMNS
};

static gint64
parse_moment(const char *text, GTimeZone *zone)
{
	g_autofree char *padded = strlen(text) == 16
	                                  ? g_strconcat(text, ":00", NULL)
	                          : strlen(text) == 17 && text[16] == 'Z'
	                                  ? g_strdup_printf("%.16s:00Z", text)
	                                  : g_strdup(text);
	g_autoptr(GDateTime) moment =
		g_date_time_new_from_iso8601(padded, zone);

	ck_assert_msg(moment != NULL, "%s", text);
	return g_date_time_to_unix(moment);
}

static void
set_hours(TertiusWorkingTime *time, const char *days, const char *hours)
{
	int from_hour;
	int from_minute;
	int until_hour;
	int until_minute;
	guint set = 0;

	for (const char *p = days; *p != '\0'; p++)
		set |= 1U << (*p - '0');
	ck_assert_int_eq(sscanf(hours, "%d:%d-%d:%d", &from_hour, &from_minute,
	                        &until_hour, &until_minute),
	                 4);
	ck_assert(tertius_working_time_set_hours(
		time, set, from_hour * 60 + from_minute,
		until_hour * 60 + until_minute));
}

static void
add_days_off(TertiusWorkingTime *time, const char *list)
{
	g_auto(GStrv) dates = g_strsplit(list, ",", -1);

	for (gsize i = 0; strcmp(list, "-") != 0 && dates[i] != NULL; i++) {
		int year;
		int month;
		int day;

		ck_assert_int_eq(
			sscanf(dates[i], "%d-%d-%d", &year, &month, &day), 3);
		tertius_working_time_add_day_off(time, year, month, day);
	}
}

static void
add_busy(TertiusWorkingTime *time, const char *list)
{
	GTimeZone *zone = tertius_working_time_get_zone(time);
	g_auto(GStrv) spans = g_strsplit(list, ",", -1);

	for (gsize i = 0; strcmp(list, "-") != 0 && spans[i] != NULL; i++) {
		g_auto(GStrv) ends = g_strsplit(spans[i], "/", 2);

		tertius_working_time_add_busy(time, parse_moment(ends[0], zone),
		                              parse_moment(ends[1], zone));
	}
}

static char *
answer(const TertiusWorkingTime *time, const char *question, gint64 moment)
{
	g_autoptr(GDateTime) utc = NULL;
	g_autoptr(GDateTime) local = NULL;
	gint64 found;

	if (strcmp(question, "next") == 0)
		found = tertius_working_time_next(time, moment);
	else if (strcmp(question, "morning") == 0)
		found = tertius_working_time_next_morning(time, moment);
	else
		found = tertius_working_time_add_days(
			time, moment, (guint) strtoul(question + 1, NULL, 10));
	utc = g_date_time_new_from_unix_utc(found);
	local = g_date_time_to_timezone(utc,
	                                tertius_working_time_get_zone(time));
	return g_date_time_format(local, g_date_time_get_second(local) == 0
	                                         ? "%Y-%m-%dT%H:%M%:z"
	                                         : "%Y-%m-%dT%H:%M:%S%:z");
}

static void
check_row(const char *row)
{
	g_auto(GStrv) cells = g_strsplit(row, "\t", -1);
	g_autoptr(GTimeZone) zone = NULL;
	g_autoptr(TertiusWorkingTime) time = NULL;
	g_autofree char *got = NULL;

	ck_assert_msg(g_strv_length(cells) == COLUMNS, "%s", row);
	zone = g_time_zone_new_identifier(cells[ZONE]);
	ck_assert_msg(zone != NULL, "%s: no such zone here", cells[ZONE]);
	time = tertius_working_time_new(zone);
	set_hours(time, cells[DAYS], cells[HOURS]);
	add_days_off(time, cells[OFF]);
	add_busy(time, cells[BUSY]);
	got = answer(time, cells[QUESTION], parse_moment(cells[MOMENT], zone));
	ck_assert_msg(strcmp(got, cells[ANSWER]) == 0, "%s: %s, not %s",
	              cells[NAME], got, cells[ANSWER]);
}

START_TEST(the_truth_table_holds)
{
	g_autofree char *text = NULL;
	g_auto(GStrv) rows = NULL;
	guint n = 0;

	ck_assert(g_file_get_contents(TABLE, &text, NULL, NULL));
	rows = g_strsplit(text, "\n", -1);
	for (gsize i = 0; rows[i] != NULL; i++) {
		if (rows[i][0] == '\0' || rows[i][0] == '#')
			continue;
		check_row(rows[i]);
		n++;
	}
	ck_assert_uint_ge(n, ROWS_MIN);
}
END_TEST

START_TEST(hours_that_cannot_be_are_refused)
{
	const struct {
		guint days;
		int from;
		int until;
		gboolean good;
	} cases[] = {
		{ 0x3e, 540, 1020, TRUE },   { 0, 540, 1020, FALSE },
		{ 0x100, 540, 1020, FALSE }, { 1, 540, 1020, FALSE },
		{ 0x3e, 239, 1020, FALSE },  { 0x3e, 240, 1020, TRUE },
		{ 0x3e, 540, 540, FALSE },   { 0x3e, 540, 541, TRUE },
		{ 0x3e, 540, 1441, FALSE },  { 0x3e, 540, 1440, TRUE },
		{ 0x80, 540, 1020, TRUE },
	};
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(TertiusWorkingTime) time = tertius_working_time_new(zone);

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		ck_assert_msg(tertius_working_time_set_hours(
				      time, cases[i].days, cases[i].from,
				      cases[i].until) == cases[i].good,
		              "case %zu", i);
}
END_TEST

START_TEST(a_year_without_a_free_moment_is_given_up)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(TertiusWorkingTime) time = tertius_working_time_new(zone);
	gint64 moment = parse_moment("2026-01-01T12:00", zone);

	tertius_working_time_add_busy(time, moment - 1, G_MAXINT64);
	ck_assert_int_eq(tertius_working_time_next(time, moment),
	                 parse_moment("2027-01-02T09:00", zone));
}
END_TEST

START_TEST(moments_out_of_all_calendars_do_no_harm)
{
	const gint64 moments[] = { G_MININT64, G_MININT64 + 1, -62135596801,
		                   0,          253402300800,   G_MAXINT64,
		                   1LL << 40,  G_MAXINT64 - 1 };
	g_autoptr(GTimeZone) zone =
		g_time_zone_new_identifier("Pacific/Kiritimati");
	g_autoptr(TertiusWorkingTime) time = tertius_working_time_new(zone);

	tertius_working_time_add_day_off(time, 2026, 2, 30);
	tertius_working_time_add_day_off(time, 0, 1, 1);
	tertius_working_time_add_busy(time, G_MININT64, G_MININT64 + 1);
	tertius_working_time_add_busy(time, 5, 4);
	for (gsize i = 0; i < G_N_ELEMENTS(moments); i++) {
		gint64 moment = moments[i];

		ck_assert_int_ge(tertius_working_time_next(time, moment),
		                 moment);
		(void) tertius_working_time_next_morning(time, moment);
		(void) tertius_working_time_add_days(time, moment, G_MAXUINT);
		(void) tertius_working_time_week(time, moment);
	}
}
END_TEST

START_TEST(weeks_begin_on_monday_in_the_zone)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Asia/Tokyo");
	g_autoptr(TertiusWorkingTime) time = tertius_working_time_new(zone);
	gint64 sunday = parse_moment("2026-11-22T23:59", zone);
	gint64 monday = parse_moment("2026-11-23T00:00", zone);
	gint64 next_sunday = parse_moment("2026-11-29T23:59", zone);

	ck_assert_int_eq(tertius_working_time_day(time, sunday) + 1,
	                 tertius_working_time_day(time, monday));
	ck_assert_int_eq(tertius_working_time_week(time, sunday) + 1,
	                 tertius_working_time_week(time, monday));
	ck_assert_int_eq(tertius_working_time_week(time, monday),
	                 tertius_working_time_week(time, next_sunday));
}
END_TEST

TERTIUS_TEST_MAIN("working-time", the_truth_table_holds,
                  hours_that_cannot_be_are_refused,
                  a_year_without_a_free_moment_is_given_up,
                  moments_out_of_all_calendars_do_no_harm,
                  weeks_begin_on_monday_in_the_zone)
