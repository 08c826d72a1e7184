/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a meeting happens.
 */
#include "calendar/ical-series.h"

#include "calendar/read-ical.h"
#include "calendar/recurrence.h"

/* A hundred days before the end of the year 9999. */
#define DAY_MAX 3651959

typedef struct {
	TertiusIcalZones *zones;
	struct icaltimetype start;
	const char *tzid;
	guint32 from; /* Julian days */
	guint32 until;
	guint budget;
	GArray *moments; /* gint64, the instances */
} Series;

static guint32
find_julian(int year, int month, int day)
{
	GDate date;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    !g_date_valid_dmy((GDateDay) MIN(day, 32), (GDateMonth) month,
	                      (GDateYear) year))
		return 0;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay) day, (GDateMonth) month,
	               (GDateYear) year);
	return g_date_get_julian(&date);
}

static guint32
find_day_of(gint64 moment)
{
	/* Julian day 719163 was 1 January 1970. */
	return (guint32) CLAMP(719163 + moment / 86400, 1, DAY_MAX);
}

/* The moment of the series on a day; its hour by the clock stays. */
static gboolean
find_moment(const Series *series, guint32 julian, gint64 *moment)
{
	struct icaltimetype time = series->start;
	gboolean is_floating = FALSE;
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, julian);
	time.year = g_date_get_year(&date);
	time.month = (int) g_date_get_month(&date);
	time.day = g_date_get_day(&date);
	return tertius_ical_zones_find(series->zones, time, series->tzid,
	                               moment, &is_floating);
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

static gboolean
add_rule(Series *series, const struct icalrecurrencetype *rule)
{
	g_autoptr(GArray) days = g_array_new(FALSE, FALSE, sizeof(guint32));
	guint32 start = find_julian(series->start.year, series->start.month,
	                            series->start.day);
	gint64 end = find_end(series, rule);
	gboolean is_whole;

	if (start == 0 || !tertius_recurrence_is_readable(rule))
		return FALSE;
	is_whole =
		tertius_recurrence_expand(rule, start, series->from,
	                                  series->until, &series->budget, days);
	for (guint i = 0; i < days->len; i++) {
		gint64 moment;

		if (find_moment(series, g_array_index(days, guint32, i),
		                &moment) &&
		    moment <= end)
			g_array_append_val(series->moments, moment);
	}
	return is_whole;
}

static gboolean
add_rules(Series *series, icalcomponent *event)
{
	icalproperty *property =
		icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
	gboolean is_whole = TRUE;
	guint n = 0;

	for (; property != NULL; property = icalcomponent_get_next_property(
					 event, ICAL_RRULE_PROPERTY)) {
		struct icalrecurrencetype rule =
			icalproperty_get_rrule(property);

		if (n++ == TERTIUS_ICAL_RULES_MAX)
			return FALSE;
		is_whole = add_rule(series, &rule) && is_whole;
	}
	return is_whole;
}

static void
add_dates(Series *series, icalcomponent *event)
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
		guint32 day;

		if (!tertius_ical_zones_find(series->zones, time,
		                             tertius_ical_get_tzid(property),
		                             &moment, &is_floating))
			continue;
		day = find_day_of(moment);
		if (day >= series->from && day <= series->until)
			g_array_append_val(series->moments, moment);
	}
}

static int
compare_moments(gconstpointer a, gconstpointer b)
{
	const gint64 *x = a;
	const gint64 *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* A day stands for the instance on it, whatever its hour. */
static gboolean
find_exception(const Series *series, icalproperty *property, gint64 *moment)
{
	struct icaltimetype time = icalproperty_get_exdate(property);
	gboolean is_floating = FALSE;
	guint32 day;

	if (!time.is_date || series->start.is_date)
		return tertius_ical_zones_find(series->zones, time,
		                               tertius_ical_get_tzid(property),
		                               moment, &is_floating);
	day = find_julian(time.year, time.month, time.day);
	return day != 0 && find_moment(series, day, moment);
}

static void
remove_exceptions(Series *series, icalcomponent *event)
{
	icalproperty *property =
		icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY);

	for (; property != NULL; property = icalcomponent_get_next_property(
					 event, ICAL_EXDATE_PROPERTY)) {
		gint64 moment;
		guint place;

		if (find_exception(series, property, &moment) &&
		    g_array_binary_search(series->moments, &moment,
		                          compare_moments, &place))
			g_array_remove_index(series->moments, place);
	}
}

static gboolean
is_excepted(const Series *series, icalcomponent *event, gint64 start)
{
	icalproperty *property =
		icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY);
	gint64 moment;

	for (; property != NULL; property = icalcomponent_get_next_property(
					 event, ICAL_EXDATE_PROPERTY)) {
		if (find_exception(series, property, &moment) &&
		    moment == start)
			return TRUE;
	}
	return FALSE;
}

/* Ascending, each once: the latest of @moments after what @instances has. */
static void
keep_latest(const GArray *moments, GArray *instances)
{
	guint room = TERTIUS_MEETING_INSTANCES_MAX - instances->len;
	guint skip = moments->len > room ? moments->len - room : 0;

	for (guint i = skip; i < moments->len; i++) {
		gint64 moment = g_array_index(moments, gint64, i);

		if (instances->len == 0 ||
		    moment > g_array_index(instances, gint64,
		                           instances->len - 1))
			g_array_append_val(instances, moment);
	}
}

static gboolean
has(icalcomponent *event, icalproperty_kind kind)
{
	return icalcomponent_get_first_property(event, kind) != NULL;
}

gboolean
tertius_ical_series_read(icalcomponent *event, TertiusIcalZones *zones,
                         gint64 now, guint *budget, TertiusMeeting *meeting)
{
	icalproperty *start =
		icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
	guint32 today = find_day_of(now);
	g_autoptr(GArray) moments = NULL;
	Series series = {
		.zones = zones,
		.start = icalproperty_get_dtstart(start),
		.tzid = tertius_ical_get_tzid(start),
		.from = MAX(today, TERTIUS_ICAL_DAYS_BEFORE + 1) -
		        TERTIUS_ICAL_DAYS_BEFORE,
		.until = today + TERTIUS_ICAL_DAYS_AFTER,
		.budget = *budget,
	};
	gboolean is_whole;

	if (!has(event, ICAL_RRULE_PROPERTY) &&
	    !has(event, ICAL_RDATE_PROPERTY)) {
		g_array_append_val(meeting->instances, meeting->start);
		return TRUE;
	}
	moments = g_array_new(FALSE, FALSE, sizeof(gint64));
	series.moments = moments;
	is_whole = add_rules(&series, event);
	*budget = series.budget;
	add_dates(&series, event);
	g_array_sort(moments, compare_moments);
	remove_exceptions(&series, event);
	if (!is_excepted(&series, event, meeting->start))
		g_array_append_val(meeting->instances, meeting->start);
	keep_latest(moments, meeting->instances);
	return is_whole;
}
