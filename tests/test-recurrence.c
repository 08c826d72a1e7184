/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Series: the same days as libical finds, for rules that are safe to ask it,
 * and bounded work for those that are not.
 */
#include "calendar/ical-series.h"

#include "tertius-test.h"

#include <string.h>

static const char *const rules[] = {
	"FREQ=DAILY",
	"FREQ=DAILY;INTERVAL=3",
	"FREQ=DAILY;COUNT=10",
	"FREQ=DAILY;BYMONTH=1,7",
	"FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
	"FREQ=WEEKLY",
	"FREQ=WEEKLY;INTERVAL=2",
	"FREQ=WEEKLY;BYDAY=MO,WE,FR",
	"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO",
	"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
	"FREQ=WEEKLY;COUNT=7;BYDAY=TU,TH",
	"FREQ=MONTHLY",
	"FREQ=MONTHLY;INTERVAL=2",
	"FREQ=MONTHLY;BYMONTHDAY=31",
	"FREQ=MONTHLY;BYMONTHDAY=-1",
	"FREQ=MONTHLY;BYMONTHDAY=1,15,-2",
	"FREQ=MONTHLY;BYDAY=2MO",
	"FREQ=MONTHLY;BYDAY=-1FR",
	"FREQ=MONTHLY;BYDAY=1MO,3MO;COUNT=9",
	"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
	"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,3",
	"FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
	"FREQ=MONTHLY;BYMONTH=3,4;BYMONTHDAY=10",
	"FREQ=YEARLY",
	"FREQ=YEARLY;INTERVAL=2",
	"FREQ=YEARLY;BYMONTH=2,11",
	"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
	"FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
	"FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
	"FREQ=YEARLY;BYDAY=20MO",
	"FREQ=YEARLY;BYDAY=-1MO",
	"FREQ=YEARLY;BYYEARDAY=1,100,-1",
	"FREQ=YEARLY;BYMONTH=1;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
};

static const char *const starts[] = { "20240131T090000", "20231114T090000",
	                              "20200229T090000" };

static guint32
find_julian(struct icaltimetype time)
{
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay) time.day, (GDateMonth) time.month,
	               (GDateYear) time.year);
	return g_date_get_julian(&date);
}

static GArray *
ask_libical(struct icalrecurrencetype rule, struct icaltimetype start,
            guint32 from, guint32 until)
{
	GArray *days = g_array_new(FALSE, FALSE, sizeof(guint32));
	icalrecur_iterator *iterator = icalrecur_iterator_new(rule, start);
	struct icaltimetype next = icalrecur_iterator_next(iterator);

	for (; !icaltime_is_null_time(next);
	     next = icalrecur_iterator_next(iterator)) {
		guint32 day = find_julian(next);

		if (day > until)
			break;
		if (day >= from)
			g_array_append_val(days, day);
	}
	icalrecur_iterator_free(iterator);
	return days;
}

static void
compare(const char *text, const char *begin)
{
	struct icalrecurrencetype rule = icalrecurrencetype_from_string(text);
	struct icaltimetype start = icaltime_from_string(begin);
	TertiusRecurrence copy;
	guint32 first = find_julian(start);
	guint32 from = first + 300;
	guint32 until = first + 1600;
	guint budget = TERTIUS_RECURRENCE_DAYS_MAX;
	g_autoptr(GArray) ours = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(GArray) theirs = NULL;

	/* COUNT is counted from the first day of the rule by libical, and from
	 * the start by the RFC: compare where the start is one of them. */
	theirs = ask_libical(rule, start, first, first);
	if (rule.count > 0 && theirs->len == 0)
		return;
	g_array_unref(theirs);
	theirs = ask_libical(rule, start, from, until);
	ck_assert(tertius_ical_rule_read(&rule, &copy));
	ck_assert(tertius_recurrence_expand(&copy, first, from, until, &budget,
	                                    ours));
	ck_assert_msg(ours->len == theirs->len, "%s from %s: %u, not %u", text,
	              begin, ours->len, theirs->len);
	ck_assert_msg(ours->len == 0 ||
	                      memcmp(ours->data, theirs->data,
	                             ours->len * sizeof(guint32)) == 0,
	              "%s from %s", text, begin);
}

START_TEST(the_days_are_those_that_libical_finds)
{
	for (gsize i = 0; i < G_N_ELEMENTS(rules); i++) {
		for (gsize j = 0; j < G_N_ELEMENTS(starts); j++)
			compare(rules[i], starts[j]);
	}
}
END_TEST

START_TEST(a_bomb_is_not_read_or_ends_soon)
{
	const struct {
		const char *rule;
		gboolean is_readable;
	} cases[] = {
		{ "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", FALSE },
		{ "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30", FALSE },
		{ "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30", FALSE },
		{ "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", TRUE },
		{ "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30", TRUE },
		{ "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", TRUE },
		{ "FREQ=DAILY;COUNT=1000000000", TRUE },
		{ "FREQ=YEARLY;BYHOUR=1,2,3", FALSE },
		{ "FREQ=YEARLY;INTERVAL=0", FALSE },
		{ "FREQ=YEARLY;BYWEEKNO=20", FALSE },
		{ "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=366", TRUE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct icalrecurrencetype rule =
			icalrecurrencetype_from_string(cases[i].rule);
		TertiusRecurrence copy;
		g_autoptr(GArray) days =
			g_array_new(FALSE, FALSE, sizeof(guint32));
		guint budget = TERTIUS_RECURRENCE_DAYS_MAX;

		/* A rule that libical itself refuses has no frequency. */
		ck_assert_msg(!cases[i].is_readable ==
		                      !tertius_ical_rule_read(&rule, &copy),
		              "case %zu", i);
		if (!cases[i].is_readable)
			continue;
		(void) tertius_recurrence_expand(&copy, 1, 738000, 738800,
		                                 &budget, days);
		ck_assert_uint_ge(budget,
		                  TERTIUS_RECURRENCE_DAYS_MAX -
		                          TERTIUS_RECURRENCE_SERIES_MAX);
	}
}
END_TEST

START_TEST(a_used_up_budget_is_said)
{
	TertiusRecurrence rule;
	const guint budgets[] = { 0, 99, 100, 101 };

	ck_assert(tertius_recurrence_parse("FREQ=DAILY", &rule));
	for (gsize i = 0; i < G_N_ELEMENTS(budgets); i++) {
		g_autoptr(GArray) days =
			g_array_new(FALSE, FALSE, sizeof(guint32));
		guint budget = budgets[i];
		gboolean is_whole = tertius_recurrence_expand(
			&rule, 738000, 738000, 738099, &budget, days);

		ck_assert_msg(is_whole == (budgets[i] >= 100), "case %zu", i);
		ck_assert_uint_eq(days->len, MIN(budgets[i], 100));
		ck_assert_uint_eq(budget, budgets[i] - MIN(budgets[i], 100));
	}
}
END_TEST

START_TEST(a_rule_has_one_text)
{
	for (gsize i = 0; i < G_N_ELEMENTS(rules); i++) {
		struct icalrecurrencetype ical =
			icalrecurrencetype_from_string(rules[i]);
		TertiusRecurrence rule;
		TertiusRecurrence again;
		g_autofree char *text = NULL;
		g_autofree char *same = NULL;

		ck_assert(tertius_ical_rule_read(&ical, &rule));
		text = tertius_recurrence_dup_text(&rule);
		ck_assert_msg(tertius_recurrence_parse(text, &again), "%s",
		              text);
		same = tertius_recurrence_dup_text(&again);
		ck_assert_str_eq(text, same);
		ck_assert_mem_eq(&rule.by_day, &again.by_day,
		                 sizeof rule.by_day);
	}
}
END_TEST

START_TEST(what_is_no_rule_is_refused)
{
	static const struct {
		const char *text;
		gboolean is_rule;
	} cases[] = {
		{ "FREQ=DAILY;INTERVAL=100000", TRUE },
		{ "FREQ=DAILY;INTERVAL=100001", FALSE },
		{ "FREQ=DAILY;INTERVAL=0", FALSE },
		{ "FREQ=DAILY;COUNT=100000", TRUE },
		{ "FREQ=DAILY;COUNT=100001", FALSE },
		{ "FREQ=DAILY;COUNT=-1", FALSE },
		{ "FREQ=DAILY;BYMONTH=12", TRUE },
		{ "FREQ=DAILY;BYMONTH=13", FALSE },
		{ "FREQ=DAILY;BYMONTH=-1", FALSE },
		{ "FREQ=DAILY;BYMONTHDAY=-31", TRUE },
		{ "FREQ=DAILY;BYMONTHDAY=-32", FALSE },
		{ "FREQ=DAILY;BYMONTHDAY=0", FALSE },
		{ "FREQ=DAILY;BYMONTHDAY=", FALSE },
		{ "FREQ=YEARLY;BYDAY=53MO", TRUE },
		{ "FREQ=YEARLY;BYDAY=54MO", FALSE },
		{ "FREQ=YEARLY;BYDAY=0MO", FALSE },
		{ "FREQ=YEARLY;BYDAY=XX", FALSE },
		{ "FREQ=WEEKLY;WKST=SU", TRUE },
		{ "FREQ=WEEKLY;WKST=", FALSE },
		{ "FREQ=WEEKLY;UNTIL=253402300799", TRUE },
		{ "FREQ=WEEKLY;UNTIL=253402300800", FALSE },
		{ "FREQ=HOURLY", FALSE },
		{ "INTERVAL=2", FALSE },
		{ "FREQ=WEEKLY;", FALSE },
		{ "FREQ=WEEKLY;X=1", FALSE },
		{ "", FALSE },
	};
	TertiusRecurrence rule;

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		ck_assert_msg(tertius_recurrence_parse(cases[i].text, &rule) ==
		                      cases[i].is_rule,
		              "%s", cases[i].text);
}
END_TEST

START_TEST(a_list_is_bounded)
{
	for (guint n = TERTIUS_RECURRENCE_LIST_MAX;
	     n <= TERTIUS_RECURRENCE_LIST_MAX + 1; n++) {
		GString *text = g_string_new("FREQ=YEARLY;BYYEARDAY=1");
		TertiusRecurrence rule;

		for (guint i = 2; i <= n; i++)
			g_string_append_printf(text, ",%u", i);
		ck_assert(tertius_recurrence_parse(text->str, &rule) ==
		          (n == TERTIUS_RECURRENCE_LIST_MAX));
		g_string_free(text, TRUE);
	}
}
END_TEST

TERTIUS_TEST_MAIN("recurrence", a_rule_has_one_text, what_is_no_rule_is_refused,
                  a_list_is_bounded, the_days_are_those_that_libical_finds,
                  a_bomb_is_not_read_or_ends_soon, a_used_up_budget_is_said)
