/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * On which days a series falls.
 */
#include "calendar/recurrence.h"

typedef struct {
	guint32 julian;
	int year;
	int month;
	int day;
	int weekday;  /* as libical: 1 Sunday … 7 Saturday */
	int year_day; /* from 1 */
	int month_length;
	int year_length;
} Day;

typedef struct {
	const struct icalrecurrencetype *rule;
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
is_listed(const short *list, gsize size, int value)
{
	for (gsize i = 0; i < size && list[i] != ICAL_RECURRENCE_ARRAY_MAX;
	     i++) {
		if (list[i] == value)
			return TRUE;
	}
	return FALSE;
}

/* Empty lists allow everything. Lists count from the end, too: -1 is the last
 * of @length. */
static gboolean
is_allowed(const short *list, gsize size, int value, int length)
{
	return list[0] == ICAL_RECURRENCE_ARRAY_MAX ||
	       is_listed(list, size, value) ||
	       (length > 0 && is_listed(list, size, value - length - 1));
}

/* BYDAY: "MO", or "2MO" and "-1MO": the second and the last Monday of the
 * @length days of which this is the @place-th. */
static gboolean
is_weekday_allowed(const struct icalrecurrencetype *rule, const Day *day,
                   int place, int length)
{
	if (rule->by_day[0] == ICAL_RECURRENCE_ARRAY_MAX)
		return TRUE;
	for (gsize i = 0; i < ICAL_BY_DAY_SIZE &&
	                  rule->by_day[i] != ICAL_RECURRENCE_ARRAY_MAX;
	     i++) {
		int nth = icalrecurrencetype_day_position(rule->by_day[i]);

		if ((int) icalrecurrencetype_day_day_of_week(rule->by_day[i]) !=
		    day->weekday)
			continue;
		if (nth == 0 || nth == (place - 1) / 7 + 1 ||
		    nth == -((length - place) / 7 + 1))
			return TRUE;
	}
	return FALSE;
}

static gboolean
has(const short *list)
{
	return list[0] != ICAL_RECURRENCE_ARRAY_MAX;
}

/* Days since the week of @day began. */
static int
days_into_week(const struct icalrecurrencetype *rule, const Day *day)
{
	int first = rule->week_start == ICAL_NO_WEEKDAY
	                    ? ICAL_MONDAY_WEEKDAY
	                    : (int) rule->week_start;

	return (day->weekday - first + 7) % 7;
}

/* Whether the period (day, week, month, year) that @day lies in is one of the
 * series: every INTERVAL-th from the first. */
static gboolean
is_in_turn(const Series *series, const Day *day)
{
	const struct icalrecurrencetype *rule = series->rule;
	const Day *start = &series->start;
	gint64 apart;

	switch (rule->freq) {
	case ICAL_DAILY_RECURRENCE:
		apart = (gint64) day->julian - start->julian;
		break;
	case ICAL_WEEKLY_RECURRENCE:
		apart = ((gint64) day->julian - days_into_week(rule, day) -
		         start->julian + days_into_week(rule, start)) /
		        7;
		break;
	case ICAL_MONTHLY_RECURRENCE:
		apart = (day->year - start->year) * 12 + day->month -
		        start->month;
		break;
	case ICAL_YEARLY_RECURRENCE:
	case ICAL_SECONDLY_RECURRENCE:
	case ICAL_MINUTELY_RECURRENCE:
	case ICAL_HOURLY_RECURRENCE:
	case ICAL_NO_RECURRENCE:
	default:
		apart = day->year - start->year;
		break;
	}
	return apart % rule->interval == 0;
}

/* Where no rule names the day, it is that of the first. */
static gboolean
is_default_day(const Series *series, const Day *day)
{
	const struct icalrecurrencetype *rule = series->rule;

	if (has(rule->by_day) || has(rule->by_month_day) ||
	    has(rule->by_year_day))
		return TRUE;
	switch (rule->freq) {
	case ICAL_WEEKLY_RECURRENCE:
		return day->weekday == series->start.weekday;
	case ICAL_MONTHLY_RECURRENCE:
		return day->day == series->start.day;
	case ICAL_YEARLY_RECURRENCE:
		return day->day == series->start.day &&
		       (has(rule->by_month) ||
		        day->month == series->start.month);
	case ICAL_DAILY_RECURRENCE:
	case ICAL_SECONDLY_RECURRENCE:
	case ICAL_MINUTELY_RECURRENCE:
	case ICAL_HOURLY_RECURRENCE:
	case ICAL_NO_RECURRENCE:
	default:
		return TRUE;
	}
}

static gboolean
is_candidate(const Series *series, const Day *day)
{
	const struct icalrecurrencetype *rule = series->rule;
	gboolean in_year = rule->freq == ICAL_YEARLY_RECURRENCE &&
	                   !has(rule->by_month) && !has(rule->by_month_day);

	return is_in_turn(series, day) &&
	       is_allowed(rule->by_month, ICAL_BY_MONTH_SIZE, day->month, 0) &&
	       is_allowed(rule->by_month_day, ICAL_BY_MONTHDAY_SIZE, day->day,
	                  day->month_length) &&
	       is_allowed(rule->by_year_day, ICAL_BY_YEARDAY_SIZE,
	                  day->year_day, day->year_length) &&
	       is_weekday_allowed(rule, day, in_year ? day->year_day : day->day,
	                          in_year ? day->year_length
	                                  : day->month_length) &&
	       is_default_day(series, day);
}

/* The first and the last day of the period that @day lies in. */
static void
find_period(const Series *series, const Day *day, guint32 *first, guint32 *last)
{
	switch (series->rule->freq) {
	case ICAL_WEEKLY_RECURRENCE:
		*first = day->julian -
		         (guint32) days_into_week(series->rule, day);
		*last = *first + 6;
		break;
	case ICAL_MONTHLY_RECURRENCE:
		*first = day->julian - (guint32) day->day + 1;
		*last = *first + (guint32) day->month_length - 1;
		break;
	case ICAL_YEARLY_RECURRENCE:
		*first = day->julian - (guint32) day->year_day + 1;
		*last = *first + (guint32) day->year_length - 1;
		break;
	case ICAL_DAILY_RECURRENCE:
	case ICAL_SECONDLY_RECURRENCE:
	case ICAL_MINUTELY_RECURRENCE:
	case ICAL_HOURLY_RECURRENCE:
	case ICAL_NO_RECURRENCE:
	default:
		*first = *last = day->julian;
		break;
	}
}

/* BYSETPOS: "the last working day of the month". */
static gboolean
is_at_position(const Series *series, const Day *day, guint *left)
{
	const struct icalrecurrencetype *rule = series->rule;
	guint32 first;
	guint32 last;
	int place = 0;
	int length = 0;
	Day other;

	if (!has(rule->by_set_pos))
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
	return is_allowed(rule->by_set_pos, ICAL_BY_SETPOS_SIZE, place, length);
}

static gboolean
is_single(const short *list)
{
	return list[0] == ICAL_RECURRENCE_ARRAY_MAX ||
	       list[1] == ICAL_RECURRENCE_ARRAY_MAX;
}

gboolean
tertius_recurrence_is_readable(const struct icalrecurrencetype *rule)
{
	return (rule->freq == ICAL_DAILY_RECURRENCE ||
	        rule->freq == ICAL_WEEKLY_RECURRENCE ||
	        rule->freq == ICAL_MONTHLY_RECURRENCE ||
	        rule->freq == ICAL_YEARLY_RECURRENCE) &&
	       rule->interval >= 1 && !has(rule->by_week_no) &&
	       is_single(rule->by_hour) && is_single(rule->by_minute) &&
	       is_single(rule->by_second);
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
tertius_recurrence_expand(const struct icalrecurrencetype *rule, guint32 start,
                          guint32 from, guint32 until, guint *budget,
                          GArray *days)
{
	Series series = { .rule = rule };
	const gboolean is_endless = rule->count <= 0;
	const guint granted = MIN(*budget, TERTIUS_RECURRENCE_SERIES_MAX);
	guint left = granted;
	int count = is_endless ? -1 : rule->count;
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
