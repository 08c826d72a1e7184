/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules of a series.
 */
#include "calendar/ical-series.h"

#include "model/series.h"

typedef struct {
	TertiusIcalZones *zones;
	struct icaltimetype start;
	const char *tzid;
} Series;

/* --- Rules --------------------------------------------------------------- */

static gboolean
has(const short *list)
{
	return list[0] != ICAL_RECURRENCE_ARRAY_MAX;
}

static gboolean
is_single(const short *list)
{
	return !has(list) || list[1] == ICAL_RECURRENCE_ARRAY_MAX;
}

/* FALSE when it has more values than a calendar needs. */
static gboolean
copy_list(const short *list, gsize size, TertiusRecurrenceList *copy)
{
	copy->n = 0;
	for (gsize i = 0; i < size && list[i] != ICAL_RECURRENCE_ARRAY_MAX;
	     i++) {
		if (copy->n == TERTIUS_RECURRENCE_LIST_MAX)
			return FALSE;
		copy->values[copy->n++] = list[i];
	}
	return TRUE;
}

static gboolean
copy_weekdays(const struct icalrecurrencetype *rule,
              TertiusRecurrenceList *copy)
{
	if (!copy_list(rule->by_day, ICAL_BY_DAY_SIZE, copy))
		return FALSE;
	for (guint i = 0; i < copy->n; i++) {
		int day = (int) icalrecurrencetype_day_day_of_week(
			rule->by_day[i]);
		int nth = icalrecurrencetype_day_position(rule->by_day[i]);

		copy->values[i] =
			(gint16) (nth < 0 ? nth * 8 - day : nth * 8 + day);
	}
	return TRUE;
}

static gboolean
copy_lists(const struct icalrecurrencetype *rule, TertiusRecurrence *copy)
{
	return copy_list(rule->by_month, ICAL_BY_MONTH_SIZE, &copy->by_month) &&
	       copy_list(rule->by_month_day, ICAL_BY_MONTHDAY_SIZE,
	                 &copy->by_month_day) &&
	       copy_list(rule->by_year_day, ICAL_BY_YEARDAY_SIZE,
	                 &copy->by_year_day) &&
	       copy_list(rule->by_set_pos, ICAL_BY_SETPOS_SIZE,
	                 &copy->by_set_pos) &&
	       copy_weekdays(rule, &copy->by_day);
}

static gboolean
is_readable(const struct icalrecurrencetype *rule)
{
	return (rule->freq == ICAL_DAILY_RECURRENCE ||
	        rule->freq == ICAL_WEEKLY_RECURRENCE ||
	        rule->freq == ICAL_MONTHLY_RECURRENCE ||
	        rule->freq == ICAL_YEARLY_RECURRENCE) &&
	       rule->interval >= 1 && !has(rule->by_week_no) &&
	       is_single(rule->by_hour) && is_single(rule->by_minute) &&
	       is_single(rule->by_second);
}

gboolean
tertius_ical_rule_read(const struct icalrecurrencetype *rule,
                       TertiusRecurrence *copy)
{
	g_autofree char *text = NULL;

	if (!is_readable(rule))
		return FALSE;
	*copy = (TertiusRecurrence){
		.frequency = rule->freq == ICAL_DAILY_RECURRENCE
		                     ? TERTIUS_FREQUENCY_DAILY
		             : rule->freq == ICAL_WEEKLY_RECURRENCE
		                     ? TERTIUS_FREQUENCY_WEEKLY
		             : rule->freq == ICAL_MONTHLY_RECURRENCE
		                     ? TERTIUS_FREQUENCY_MONTHLY
		                     : TERTIUS_FREQUENCY_YEARLY,
		.interval = (guint) rule->interval,
		.count = (guint) MAX(rule->count, 0),
		.until = G_MAXINT64,
		.week_start = rule->week_start == ICAL_NO_WEEKDAY
		                      ? ICAL_MONDAY_WEEKDAY
		                      : (int) rule->week_start,
	};
	/* Nothing happens so often. */
	if (rule->count > TERTIUS_RECURRENCE_STEP_MAX)
		copy->count = 0;
	if (!copy_lists(rule, copy))
		return FALSE;
	/* What is written must be what is read, or it is lost later. */
	text = tertius_recurrence_dup_text(copy);
	return tertius_recurrence_parse(text, copy);
}

/* UNTIL is a moment, or a day that counts as a whole. */
static gint64
find_end(const Series *series, const struct icalrecurrencetype *rule)
{
	struct icaltimetype until = rule->until;
	gboolean is_floating = FALSE;
	gint64 moment;

	if (icaltime_is_null_time(until) ||
	    !tertius_ical_zones_find(series->zones, until, series->tzid,
	                             &moment, &is_floating))
		return G_MAXINT64;
	return until.is_date ? moment + 86399 : moment;
}

static void
add_rules(const Series *series, icalcomponent *event, GArray *rules,
          gboolean *is_whole)
{
	icalproperty *property =
		icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);

	for (; property != NULL; property = icalcomponent_get_next_property(
					 event, ICAL_RRULE_PROPERTY)) {
		struct icalrecurrencetype rule =
			icalproperty_get_rrule(property);
		TertiusRecurrence copy;

		if (rules->len < TERTIUS_SERIES_RULES_MAX &&
		    tertius_ical_rule_read(&rule, &copy)) {
			copy.until = find_end(series, &rule);
			g_array_append_val(rules, copy);
		} else {
			*is_whole = FALSE;
		}
	}
}

/* --- Dates --------------------------------------------------------------- */

static void
add_dates(const Series *series, icalcomponent *event, GArray *added)
{
	icalproperty *property =
		icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY);

	for (; property != NULL; property = icalcomponent_get_next_property(
					 event, ICAL_RDATE_PROPERTY)) {
		struct icaldatetimeperiodtype value =
			icalproperty_get_rdate(property);
		struct icaltimetype time = icaltime_is_null_time(value.time)
		                                   ? value.period.start
		                                   : value.time;
		gboolean is_floating = FALSE;
		gint64 moment;

		if (tertius_ical_zones_find(series->zones, time,
		                            tertius_ical_get_tzid(property),
		                            &moment, &is_floating))
			g_array_append_val(added, moment);
	}
}

/* A day stands for the instance on it, whatever its hour. */
static gboolean
find_exception(const Series *series, icalproperty *property, gint64 *moment)
{
	struct icaltimetype time = icalproperty_get_exdate(property);
	const char *tzid = tertius_ical_get_tzid(property);
	gboolean is_floating = FALSE;

	if (time.is_date && !series->start.is_date) {
		struct icaltimetype day = time;

		time = series->start;
		time.year = day.year;
		time.month = day.month;
		time.day = day.day;
		tzid = series->tzid;
	}
	return tertius_ical_zones_find(series->zones, time, tzid, moment,
	                               &is_floating);
}

static void
add_exceptions(const Series *series, icalcomponent *event, GArray *excepted)
{
	icalproperty *property =
		icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY);

	for (; property != NULL; property = icalcomponent_get_next_property(
					 event, ICAL_EXDATE_PROPERTY)) {
		gint64 moment;

		if (find_exception(series, property, &moment))
			g_array_append_val(excepted, moment);
	}
}

static gboolean
has_property(icalcomponent *event, icalproperty_kind kind)
{
	return icalcomponent_get_first_property(event, kind) != NULL;
}

char *
tertius_ical_series_read(icalcomponent *event, TertiusIcalZones *zones,
                         gboolean *is_whole)
{
	icalproperty *start =
		icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
	Series series = {
		.zones = zones,
		.start = icalproperty_get_dtstart(start),
		.tzid = tertius_ical_get_tzid(start),
	};
	g_autoptr(GArray) rules =
		g_array_new(FALSE, FALSE, sizeof(TertiusRecurrence));
	g_autoptr(GArray) added = g_array_new(FALSE, FALSE, sizeof(gint64));
	g_autoptr(GArray) excepted = g_array_new(FALSE, FALSE, sizeof(gint64));
	g_autofree char *zone = NULL;

	if (!has_property(event, ICAL_RRULE_PROPERTY) &&
	    !has_property(event, ICAL_RDATE_PROPERTY))
		return NULL;
	add_rules(&series, event, rules, is_whole);
	add_dates(&series, event, added);
	add_exceptions(&series, event, excepted);
	zone = tertius_ical_zones_dup_name(zones, series.start, series.tzid);
	return tertius_series_dup_text(zone, rules, added, excepted, is_whole);
}
