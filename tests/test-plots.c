/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Series and plots: what is counted, and that it is drawn.
 */
#include "picture/plot.h"

#include "picture-sample.h"
#include "picture/panel.h"
#include "xml-judge.h"

/* Monday 5 January 2026, 12:00 UTC. */
#define NOON G_GINT64_CONSTANT(1767614400)

static TertiusIntroduction *
introduction_on(gint64 date, gint64 thanked, gint64 thanked_newcomer)
{
	TertiusIntroduction *introduction =
		tertius_introduction_new(TERTIUS_INTRODUCTION_RECEIVED, "x");

	introduction->level = TERTIUS_LEVEL_LIKELY;
	introduction->date = date;
	introduction->thanked_introducer = thanked;
	introduction->thanked_newcomer = thanked_newcomer;
	return introduction;
}

START_TEST(a_week_begins_on_monday_at_midnight_here)
{
	/* Berlin is an hour ahead: 23:00 UTC of Sunday is Monday. */
	static const struct {
		gint64 date;
		guint week; /* from the end */
	} cases[] = {
		{ NOON, 1 },
		{ NOON + 6 * SAMPLE_DAY, 1 },
		{ NOON - 13 * 3600, 1 },     /* Sunday 23:00 UTC */
		{ NOON - 13 * 3600 - 1, 2 }, /* a second before */
		{ NOON - 7 * SAMPLE_DAY, 2 },
		{ NOON - 52 * 7 * SAMPLE_DAY, 53 },
	};
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");

	ck_assert_ptr_nonnull(zone);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) list = tertius_introductions_new();
		g_autoptr(GPtrArray) none = tertius_reminders_new();
		g_autoptr(TertiusSeries) year = NULL;

		g_ptr_array_add(list, introduction_on(cases[i].date, 0, 0));
		year = tertius_series_year(list, none, NOON, zone);
		ck_assert_uint_eq(year->periods->len, TERTIUS_SERIES_WEEKS);
		ck_assert_msg(tertius_series_count(year, 0,
		                                   TERTIUS_SERIES_WEEKS -
		                                           cases[i].week) == 1,
		              "case %zu", i);
		ck_assert_uint_eq(tertius_series_total(year, 0), 1);
	}
}
END_TEST

START_TEST(what_is_outside_the_year_is_not_counted)
{
	static const gint64 dates[] = { 0,
		                        1,
		                        -1,
		                        G_MININT64,
		                        G_MAXINT64,
		                        NOON + 8 * SAMPLE_DAY,
		                        NOON - 53 * 7 * SAMPLE_DAY };
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(GPtrArray) list = tertius_introductions_new();
	g_autoptr(GPtrArray) none = tertius_reminders_new();
	g_autoptr(TertiusSeries) year = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(dates); i++)
		g_ptr_array_add(list, introduction_on(dates[i], dates[i], 0));
	year = tertius_series_year(list, none, NOON, zone);
	for (guint i = 0; i < year->names->len; i++)
		ck_assert_uint_eq(tertius_series_total(year, i), 0);
}
END_TEST

START_TEST(thanks_to_both_in_one_letter_count_once)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(GPtrArray) list = tertius_introductions_new();
	g_autoptr(GPtrArray) none = tertius_reminders_new();
	g_autoptr(TertiusSeries) year = NULL;

	g_ptr_array_add(list, introduction_on(NOON, NOON, NOON));
	g_ptr_array_add(list, introduction_on(NOON, NOON, NOON + 5));
	g_ptr_array_add(list, introduction_on(NOON, 0, 0));
	year = tertius_series_year(list, none, NOON, zone);
	ck_assert_uint_eq(tertius_series_total(year, 0), 3);
	ck_assert_uint_eq(tertius_series_total(year, 1), 3);
}
END_TEST

static TertiusHistory *
history_of(const gint64 *days, const gboolean *by_me, gsize n)
{
	const char *const me[] = { SAMPLE_ME, NULL };
	TertiusHistory *history = tertius_history_new(me);

	for (gsize i = 0; i < n; i++)
		tertius_history_take(
			history,
			sample_letter((guint) i, 0, by_me[i],
		                      SAMPLE_NOW - days[i] * SAMPLE_DAY));
	tertius_history_seal(history, SAMPLE_NOW);
	return history;
}

static GPtrArray *
sample_quarters(guint n)
{
	GPtrArray *quarters = g_ptr_array_new_with_free_func(
		(GDestroyNotify) tertius_quarter_free);

	for (guint i = 0; i < n; i++) {
		TertiusQuarter *quarter = g_new0(TertiusQuarter, 1);

		/* From 1 January 2026 on. */
		quarter->start = SAMPLE_NOW + i * 92 * (gint64) SAMPLE_DAY;
		quarter->by_origin[TERTIUS_ORIGIN_FRIEND] = 3 + i;
		quarter->by_origin[TERTIUS_ORIGIN_EVENT] = i;
		quarter->by_origin[TERTIUS_ORIGIN_THEY_WROTE] = 1;
		quarter->by_origin[TERTIUS_ORIGIN_UNKNOWN] = 50;
		quarter->organisations = 2 + i;
		quarter->known = 40 + 5 * i;
		g_ptr_array_add(quarters, quarter);
	}
	return quarters;
}

START_TEST(new_contacts_are_told_by_where_they_come_from)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(GPtrArray) quarters = sample_quarters(2);
	g_autoptr(TertiusSeries) origin = tertius_series_origin(quarters, zone);

	ck_assert_str_eq(origin->names->pdata[0], "Through friends");
	ck_assert_str_eq(origin->periods->pdata[1], "quarter 2 of 2026");
	ck_assert_uint_eq(tertius_series_count(origin, 0, 0), 3);
	ck_assert_uint_eq(tertius_series_count(origin, 0, 1), 4);
	ck_assert_uint_eq(tertius_series_total(origin, 1), 1);
	ck_assert_uint_eq(tertius_series_total(origin, 2), 0);
	ck_assert_uint_eq(tertius_series_total(origin, 3), 2);
}
END_TEST

START_TEST(what_came_to_be_known_is_told_over_time)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(GPtrArray) quarters = sample_quarters(2);
	g_autoptr(TertiusSeries) reach = tertius_series_reach(quarters, zone);

	ck_assert_str_eq(reach->names->pdata[0], "New organisations");
	ck_assert_uint_eq(tertius_series_count(reach, 0, 1), 3);
	ck_assert_str_eq(reach->names->pdata[1], "People you know");
	ck_assert_uint_eq(tertius_series_count(reach, 1, 0), 40);
	ck_assert_uint_eq(tertius_series_count(reach, 1, 1), 45);
}
END_TEST

START_TEST(a_gap_is_a_month_and_twice_the_usual)
{
	static const struct {
		gint64 days[6];
		gsize n;
		guint usual;
		gint64 asked;
		gboolean is_gap;
	} cases[] = {
		{ { 9 }, 1, 0, 29, FALSE },
		{ { 9 }, 1, 0, 30, TRUE },
		{ { 40, 30, 20, 10 }, 4, 10, 29, FALSE },
		{ { 40, 30, 20, 10 }, 4, 10, 30, TRUE },
		{ { 90, 60, 30, 1 }, 4, 30, 60, FALSE },
		{ { 90, 60, 30, 1 }, 4, 30, 61, TRUE },
		{ { 400, 366, 365, 1 }, 4, 0, 31, TRUE },
		{ { 5, 5, 5, 5 }, 4, 0, 31, TRUE },
	};
	const gboolean by_me[6] = { TRUE, FALSE, TRUE };

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusHistory) history =
			history_of(cases[i].days, by_me, cases[i].n);
		guint person =
			tertius_history_find(history, "person0@firm0.example");
		g_autoptr(TertiusRhythm) rhythm =
			tertius_rhythm_new(history, person);

		ck_assert_msg(rhythm->usual == cases[i].usual,
		              "case %zu: usually %u", i, rhythm->usual);
		ck_assert_msg(tertius_rhythm_is_gap(rhythm, cases[i].asked) ==
		                      cases[i].is_gap,
		              "case %zu", i);
	}
}
END_TEST

START_TEST(balance_tells_mine_from_theirs)
{
	/* sample_letter: every third has an act: help, ask, thanks … */
	const gint64 days[] = { 30, 29, 28, 27, 26, 25, 24 };
	const gboolean by_me[] = {
		TRUE, TRUE, TRUE, FALSE, FALSE, TRUE, FALSE
	};
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(TertiusWorkingTime) hours = tertius_working_time_new(zone);
	g_autoptr(TertiusHistory) history = history_of(days, by_me, 7);
	guint person = tertius_history_find(history, "person0@firm0.example");
	g_autoptr(GPtrArray) list = tertius_introductions_new();
	g_autoptr(TertiusBalance) balance = NULL;
	TertiusIntroduction *introduction = introduction_on(SAMPLE_NOW, 0, 0);

	introduction->introducer = sample_person(0);
	g_ptr_array_add(list, introduction);
	balance = tertius_balance_new(history, person, list, hours);
	ck_assert_uint_eq(balance->given[TERTIUS_GIFT_HELP], 1);
	ck_assert_uint_eq(balance->received[TERTIUS_GIFT_ASK], 1);
	ck_assert_uint_eq(balance->received[TERTIUS_GIFT_THANKS], 1);
	ck_assert_uint_eq(balance->received[TERTIUS_GIFT_INTRODUCTION], 1);
	ck_assert_uint_eq(balance->given[TERTIUS_GIFT_INTRODUCTION], 0);
	/* Midnight is no working hour. */
	ck_assert_uint_eq(tertius_series_total(balance->contact, 0), 0);
	ck_assert_uint_eq(tertius_series_total(balance->contact, 1), 7);
}
END_TEST

/* A letter at noon on a Monday of work: person, address, by me. */
static TertiusHistory *
tell_worlds(void)
{
	static const char *const me[] = { SAMPLE_ME, NULL };
	static const struct {
		const char *address;
		gboolean by_me;
		gint64 hour; /* of Monday 1 December 2025 */
	} letters[] = {
		{ "dana@firm.example", TRUE, 12 },
		{ "dana@firm.example", FALSE, 22 },
		{ "dana@gmail.com", TRUE, 12 },
		{ "dana@gmail.com", FALSE, 13 },
		{ "dana@okafor.example", FALSE, 14 },
	};
	TertiusHistory *history = tertius_history_new(me);

	tertius_history_unite(history, "dana@gmail.com", "dana@firm.example");
	tertius_history_unite(history, "dana@okafor.example",
	                      "dana@firm.example");
	for (guint i = 0; i < G_N_ELEMENTS(letters); i++) {
		TertiusFacts *facts = sample_letter(
			i + 1, 0, letters[i].by_me,
			SAMPLE_NOW - 31 * SAMPLE_DAY + letters[i].hour * 3600);
		TertiusPerson **theirs =
			letters[i].by_me ? (TertiusPerson **) &facts->message
						   ->recipients->pdata[0]
					 : &facts->message->from;

		tertius_person_free(*theirs);
		*theirs = tertius_person_new("Dana Okafor", letters[i].address,
		                             TERTIUS_PLACE_TO);
		tertius_history_take(history, facts);
	}
	tertius_history_seal(history, SAMPLE_NOW);
	return history;
}

START_TEST(work_and_private_contact_are_told_apart)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(TertiusWorkingTime) hours = tertius_working_time_new(zone);
	g_autoptr(TertiusHistory) history = tell_worlds();
	g_autoptr(GPtrArray) none = tertius_introductions_new();
	const guint people[] = {
		tertius_history_find(history, "dana@firm.example"),
		TERTIUS_NOBODY,
	};

	for (guint i = 0; i < G_N_ELEMENTS(people); i++) {
		g_autoptr(TertiusBalance) balance =
			tertius_balance_new(history, people[i], none, hours);

		ck_assert_str_eq(balance->contact->names->pdata[0], "For work");
		ck_assert_uint_eq(tertius_series_total(balance->contact, 0), 1);
		/* In the evening, and thrice at a private address. */
		ck_assert_uint_eq(tertius_series_total(balance->contact, 1), 4);
	}
}
END_TEST

START_TEST(the_axis_ends_at_a_round_number)
{
	static const guint cases[][2] = {
		{ 0, 1 },      { 1, 1 },
		{ 2, 2 },      { 3, 4 },
		{ 9, 10 },     { 11, 20 },
		{ 21, 40 },    { 81, 100 },
		{ 801, 1000 }, { G_MAXUINT, G_MAXUINT },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		ck_assert_msg(tertius_panel_ceiling(cases[i][0]) == cases[i][1],
		              "case %zu: %u", i,
		              tertius_panel_ceiling(cases[i][0]));
}
END_TEST

static void
judge_plot(TertiusSvg *svg)
{
	g_autoptr(TertiusSvg) owned = svg;
	g_autofree char *picture = tertius_svg_finish(owned);

	ck_assert_uint_gt(judge_svg(picture), 20);
}

static void
judge_plots(const TertiusHistory *history, guint person,
            const GPtrArray *introductions)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(TertiusWorkingTime) hours = tertius_working_time_new(zone);
	g_autoptr(GPtrArray) reminders = sample_reminders(introductions);
	g_autoptr(GPtrArray) quarters =
		sample_quarters(introductions->len > 0 ? 8 : 0);
	g_autoptr(TertiusSeries) year =
		tertius_series_year(introductions, reminders, SAMPLE_NOW, zone);
	g_autoptr(TertiusSeries) origin = tertius_series_origin(quarters, zone);
	g_autoptr(TertiusSeries) reach = tertius_series_reach(quarters, zone);
	g_autoptr(TertiusBalance) balance =
		tertius_balance_new(history, person, introductions, hours);

	judge_plot(tertius_plot_year(year, "year"));
	judge_plot(tertius_plot_origin(origin, reach, "origin"));
	judge_plot(tertius_plot_balance(balance, "balance"));
	if (person != TERTIUS_NOBODY) {
		g_autoptr(TertiusRhythm) rhythm =
			tertius_rhythm_new(history, person);

		judge_plot(tertius_plot_rhythm(rhythm, "rhythm", zone));
	}
}

START_TEST(plots_of_much_little_and_nothing_are_pictures)
{
	const guint sizes[] = { 0, 1, 100 };

	for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_autoptr(GPtrArray) list = sample_introductions(sizes[i]);
		g_autoptr(TertiusHistory) history =
			sample_history(sizes[i], sizes[i] * 20);

		judge_plots(history, TERTIUS_NOBODY, list);
		if (sizes[i] > 0)
			judge_plots(history,
			            tertius_history_find(
					    history, "person0@firm0.example"),
			            list);
	}
}
END_TEST

START_TEST(hostile_names_stay_names_in_plots)
{
	for (guint seed = 0; seed < 100; seed++) {
		g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
		TertiusBalance balance = {
			.person = judge_hostile(seed),
			.contact = tertius_series_new(),
		};
		TertiusRhythm rhythm = {
			.person = balance.person,
			.until = SAMPLE_NOW,
			.from = SAMPLE_NOW - 365 * SAMPLE_DAY,
			.contacts =
				g_array_new(FALSE, FALSE, sizeof(TertiusBeat)),
		};

		judge_plot(tertius_plot_balance(&balance, "balance"));
		judge_plot(tertius_plot_rhythm(&rhythm, "rhythm", zone));
		tertius_series_free(balance.contact);
		g_array_unref(rhythm.contacts);
		g_free(balance.person);
	}
}
END_TEST

TERTIUS_TEST_MAIN("plots", a_week_begins_on_monday_at_midnight_here,
                  what_is_outside_the_year_is_not_counted,
                  thanks_to_both_in_one_letter_count_once,
                  new_contacts_are_told_by_where_they_come_from,
                  what_came_to_be_known_is_told_over_time,
                  a_gap_is_a_month_and_twice_the_usual,
                  balance_tells_mine_from_theirs,
                  work_and_private_contact_are_told_apart,
                  the_axis_ends_at_a_round_number,
                  plots_of_much_little_and_nothing_are_pictures,
                  hostile_names_stay_names_in_plots)
