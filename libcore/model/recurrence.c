/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * On which days a series falls.
 */
#include "model/recurrence.h"

typedef struct {
	guint32 julian;
	int year;
	int month;
	int day;
	int weekday;  /* 1 Sunday … 7 Saturday */
	int year_day; /* from 1 */
	int month_length;
	int year_length;
} Day;

typedef struct {
	const TertiusRecurrence *rule;
	Day start;
} Series;

static void
find_day(guint32 julian, Day *day)
{
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, julian);
	day->julian = julian;
	day->year = g_date_get_year(&date);
	day->month = (int) g_date_get_month(&date);
	day->day = g_date_get_day(&date);
	day->weekday = (int) (julian % 7) + 1; /* Julian day 7: a Sunday */
	day->year_day = (int) g_date_get_day_of_year(&date);
	day->month_length = g_date_get_days_in_month(g_date_get_month(&date),
	                                             g_date_get_year(&date));
	day->year_length =
		g_date_is_leap_year(g_date_get_year(&date)) ? 366 : 365;
}

/* The next day; cheaper than finding it. */
static void
step(Day *day)
{
	day->julian++;
	day->weekday = day->weekday % 7 + 1;
	if (day->day < day->month_length) {
		day->day++;
		day->year_day++;
	} else {
		find_day(day->julian, day);
	}
}

static gboolean
is_listed(const TertiusRecurrenceList *list, int value)
{
	for (guint i = 0; i < list->n; i++) {
		if (list->values[i] == value)
			return TRUE;
	}
	return FALSE;
}

/* Empty lists allow everything. Lists count from the end, too: -1 is the last
 * of @length. */
static gboolean
is_allowed(const TertiusRecurrenceList *list, int value, int length)
{
	return list->n == 0 || is_listed(list, value) ||
	       (length > 0 && is_listed(list, value - length - 1));
}

/* BYDAY: "MO", or "2MO" and "-1MO": the second and the last Monday of the
 * @length days of which this is the @place-th. */
static gboolean
is_weekday_allowed(const TertiusRecurrence *rule, const Day *day, int place,
                   int length)
{
	for (guint i = 0; i < rule->by_day.n; i++) {
		int nth = rule->by_day.values[i] / 8;

		if (ABS(rule->by_day.values[i]) % 8 != day->weekday)
			continue;
		if (nth == 0 || nth == (place - 1) / 7 + 1 ||
		    nth == -((length - place) / 7 + 1))
			return TRUE;
	}
	return rule->by_day.n == 0;
}

/* Days since the week of @day began. */
static int
days_into_week(const TertiusRecurrence *rule, const Day *day)
{
	return (day->weekday - rule->week_start + 7) % 7;
}

/* Whether the period (day, week, month, year) that @day lies in is one of the
 * series: every INTERVAL-th from the first. */
static gboolean
is_in_turn(const Series *series, const Day *day)
{
	const TertiusRecurrence *rule = series->rule;
	const Day *start = &series->start;
	gint64 apart;

	switch (rule->frequency) {
	case TERTIUS_FREQUENCY_DAILY:
		apart = (gint64) day->julian - start->julian;
		break;
	case TERTIUS_FREQUENCY_WEEKLY:
		apart = ((gint64) day->julian - days_into_week(rule, day) -
		         start->julian + days_into_week(rule, start)) /
		        7;
		break;
	case TERTIUS_FREQUENCY_MONTHLY:
		apart = (day->year - start->year) * 12 + day->month -
		        start->month;
		break;
	case TERTIUS_FREQUENCY_YEARLY:
	default:
		apart = day->year - start->year;
		break;
	}
	return apart % (gint64) rule->interval == 0;
}

/* Where no rule names the day, it is that of the first. */
static gboolean
is_default_day(const Series *series, const Day *day)
{
	const TertiusRecurrence *rule = series->rule;

	if (rule->by_day.n > 0 || rule->by_month_day.n > 0 ||
	    rule->by_year_day.n > 0)
		return TRUE;
	switch (rule->frequency) {
	case TERTIUS_FREQUENCY_WEEKLY:
		return day->weekday == series->start.weekday;
	case TERTIUS_FREQUENCY_MONTHLY:
		return day->day == series->start.day;
	case TERTIUS_FREQUENCY_YEARLY:
		return day->day == series->start.day &&
		       (rule->by_month.n > 0 ||
		        day->month == series->start.month);
	case TERTIUS_FREQUENCY_DAILY:
	default:
		return TRUE;
	}
}

static gboolean
is_candidate(const Series *series, const Day *day)
{
	const TertiusRecurrence *rule = series->rule;
	gboolean in_year = rule->frequency == TERTIUS_FREQUENCY_YEARLY &&
	                   rule->by_month.n == 0 && rule->by_month_day.n == 0;

	return is_in_turn(series, day) &&
	       is_allowed(&rule->by_month, day->month, 0) &&
	       is_allowed(&rule->by_month_day, day->day, day->month_length) &&
	       is_allowed(&rule->by_year_day, day->year_day,
	                  day->year_length) &&
	       is_weekday_allowed(rule, day, in_year ? day->year_day : day->day,
	                          in_year ? day->year_length
	                                  : day->month_length) &&
	       is_default_day(series, day);
}

/* The first and the last day of the period that @day lies in. */
static void
find_period(const Series *series, const Day *day, guint32 *first, guint32 *last)
{
	switch (series->rule->frequency) {
	case TERTIUS_FREQUENCY_WEEKLY:
		*first = day->julian -
		         (guint32) days_into_week(series->rule, day);
		*last = *first + 6;
		break;
	case TERTIUS_FREQUENCY_MONTHLY:
		*first = day->julian - (guint32) day->day + 1;
		*last = *first + (guint32) day->month_length - 1;
		break;
	case TERTIUS_FREQUENCY_YEARLY:
		*first = day->julian - (guint32) day->year_day + 1;
		*last = *first + (guint32) day->year_length - 1;
		break;
	case TERTIUS_FREQUENCY_DAILY:
	default:
		*first = *last = day->julian;
		break;
	}
}

/* BYSETPOS: "the last working day of the month". */
static gboolean
is_at_position(const Series *series, const Day *day, guint *left)
{
	const TertiusRecurrence *rule = series->rule;
	guint32 first;
	guint32 last;
	int place = 0;
	int length = 0;
	Day other;

	if (rule->by_set_pos.n == 0)
		return TRUE;
	find_period(series, day, &first, &last);
	first = MAX(first, 1);
	*left -= MIN(*left, last - first + 1);
	find_day(first, &other);
	for (; other.julian <= last; step(&other)) {
		if (!is_candidate(series, &other))
			continue;
		length++;
		if (other.julian == day->julian)
			place = length;
	}
	return is_allowed(&rule->by_set_pos, place, length);
}

static gboolean
is_instance(const Series *series, const Day *day, guint *left)
{
	return day->julian == series->start.julian ||
	       (is_candidate(series, day) && is_at_position(series, day, left));
}

static void
remove_before(GArray *days, guint32 from)
{
	guint n = 0;

	while (n < days->len && g_array_index(days, guint32, n) < from)
		n++;
	if (n > 0)
		g_array_remove_range(days, 0, n);
}

gboolean
tertius_recurrence_expand(const TertiusRecurrence *rule, guint32 start,
                          guint32 from, guint32 until, guint *budget,
                          GArray *days)
{
	Series series = { .rule = rule };
	const gboolean is_endless = rule->count == 0;
	const guint granted = MIN(*budget, TERTIUS_RECURRENCE_SERIES_MAX);
	guint left = granted;
	guint count = is_endless ? G_MAXUINT : rule->count;
	Day day;

	g_assert(start > 0);
	find_day(start, &series.start);
	/* Only COUNT has to be counted from the beginning. */
	find_day(is_endless ? MAX(start, from) : start, &day);
	while (day.julian <= until && left > 0 && count != 0) {
		left--;
		if (is_instance(&series, &day, &left)) {
			g_array_append_val(days, day.julian);
			count--;
		}
		step(&day);
	}
	remove_before(days, from);
	*budget -= granted - left;
	return count == 0 || day.julian > until;
}
