/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When the user works. Days are counted by their Julian number, which knows no
 * zone; the zone is asked once, when a day and an hour become a moment. So no
 * clock change can lose or repeat a day.
 */
#include "model/working-time.h"

/* What GDateTime can hold: the years 1 to 9999, with a day to spare for the
 * zone at both ends. */
#define MOMENT_MIN G_GINT64_CONSTANT(-62135510400)
#define MOMENT_MAX G_GINT64_CONSTANT(253402128000)
#define DAY_MAX    3652058 /* Julian number of 30 December 9999 */

#define MINUTES_A_DAY (24 * 60)
#define SECONDS_A_DAY G_GINT64_CONSTANT(86400)
#define EARLIEST      (4 * 60)
#define DAYS_SEARCHED 366

typedef struct {
	gint64 start;
	gint64 end;
} Span;

struct _TertiusWorkingTime {
	GTimeZone *zone;
	guint days; /* bit n: ISO weekday n is worked */
	int from;
	int until;
	GHashTable *days_off; /* Julian numbers */
	GHashTable *holidays; /* the same, until they are cleared */
	GArray *busy;         /* Span, ascending, never touching */
};

TertiusWorkingTime *
tertius_working_time_new(GTimeZone *zone)
{
	TertiusWorkingTime *time = g_new0(TertiusWorkingTime, 1);

	time->zone = g_time_zone_ref(zone);
	time->days = 0x3e;
	time->from = 9 * 60;
	time->until = 17 * 60;
	time->days_off = g_hash_table_new(NULL, NULL);
	time->holidays = g_hash_table_new(NULL, NULL);
	time->busy = g_array_new(FALSE, FALSE, sizeof(Span));
	return time;
}

void
tertius_working_time_free(TertiusWorkingTime *time)
{
	if (time == NULL)
		return;
	g_time_zone_unref(time->zone);
	g_hash_table_unref(time->days_off);
	g_hash_table_unref(time->holidays);
	g_array_unref(time->busy);
	g_free(time);
}

gboolean
tertius_working_time_set_hours(TertiusWorkingTime *time, guint days, int from,
                               int until)
{
	if ((days & 0xfe) == 0 || from < EARLIEST || from >= until ||
	    until > MINUTES_A_DAY)
		return FALSE;
	time->days = days;
	time->from = from;
	time->until = until;
	return TRUE;
}

void
tertius_working_time_add_day_off(TertiusWorkingTime *time, int year, int month,
                                 int day)
{
	GDate date;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > 31 ||
	    !g_date_valid_dmy((GDateDay) day, (GDateMonth) month,
	                      (GDateYear) year))
		return;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay) day, (GDateMonth) month,
	               (GDateYear) year);
	g_hash_table_add(time->days_off,
	                 GUINT_TO_POINTER(g_date_get_julian(&date)));
}

/* The index of the first span that ends after @moment; they ascend. */
static guint
find_busy(const TertiusWorkingTime *time, gint64 moment)
{
	guint low = 0;
	guint high = time->busy->len;

	while (low < high) {
		guint middle = low + (high - low) / 2;

		if (g_array_index(time->busy, Span, middle).end > moment)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

void
tertius_working_time_add_busy(TertiusWorkingTime *time, gint64 start,
                              gint64 end)
{
	Span span = { start, end };
	guint first = find_busy(time, start > G_MININT64 ? start - 1 : start);
	guint last = first;

	if (end <= start)
		return;
	while (last < time->busy->len) {
		const Span *met = &g_array_index(time->busy, Span, last);

		if (met->start > span.end)
			break;
		span.start = MIN(span.start, met->start);
		span.end = MAX(span.end, met->end);
		last++;
	}
	if (last > first)
		g_array_remove_range(time->busy, first, last - first);
	g_array_insert_val(time->busy, first, span);
}

static gint64
skip_busy(const TertiusWorkingTime *time, gint64 moment)
{
	guint i = find_busy(time, moment);
	const Span *span;

	if (i == time->busy->len)
		return moment;
	span = &g_array_index(time->busy, Span, i);
	return span->start <= moment ? span->end : moment;
}

/* What a clock in the zone shows, as if that were UTC. */
static gint64
find_wall(const TertiusWorkingTime *time, gint64 moment)
{
	int interval = g_time_zone_find_interval(time->zone,
	                                         G_TIME_TYPE_UNIVERSAL, moment);

	return moment + g_time_zone_get_offset(time->zone, interval);
}

gint64
tertius_working_time_day(const TertiusWorkingTime *time, gint64 moment)
{
	gint64 wall = find_wall(time, CLAMP(moment, MOMENT_MIN, MOMENT_MAX));
	gint64 day = wall / SECONDS_A_DAY;

	/* Julian day 719163 was 1 January 1970. */
	return 719163 + (wall % SECONDS_A_DAY < 0 ? day - 1 : day);
}

gint64
tertius_working_time_week(const TertiusWorkingTime *time, gint64 moment)
{
	/* Julian day 1 was a Monday. */
	return (tertius_working_time_day(time, moment) - 1) / 7;
}

/* The moment @minutes after midnight, by the wall clock, on @day. */
static gint64
find_moment(const TertiusWorkingTime *time, gint64 day, int minutes)
{
	g_autoptr(GDateTime) local = NULL;
	GDate date;

	if (minutes == MINUTES_A_DAY) {
		day++;
		minutes = 0;
	}
	g_date_clear(&date, 1);
	g_date_set_julian(&date, (guint32) MIN(day, DAY_MAX));
	local = g_date_time_new(time->zone, g_date_get_year(&date),
	                        (int) g_date_get_month(&date),
	                        g_date_get_day(&date), minutes / 60,
	                        minutes % 60, 0);
	return g_date_time_to_unix(local);
}

static gboolean
is_working_day(const TertiusWorkingTime *time, gint64 day)
{
	guint weekday = (guint) ((day - 1) % 7) + 1;
	gpointer key = GUINT_TO_POINTER((guint) day);

	return (time->days & (1U << weekday)) != 0 &&
	       !g_hash_table_contains(time->days_off, key) &&
	       !g_hash_table_contains(time->holidays, key);
}

/* A day that the zone skipped, as Apia's 30 December 2011, is none. */
static gboolean
is_worked(const TertiusWorkingTime *time, gint64 day)
{
	return is_working_day(time, day) &&
	       tertius_working_time_day(
		       time, find_moment(time, day, time->from)) == day;
}

gint64
tertius_working_time_next(const TertiusWorkingTime *time, gint64 moment)
{
	gint64 day = tertius_working_time_day(time, moment);

	for (gint64 i = 0; i <= DAYS_SEARCHED; i++) {
		gint64 free;

		if (!is_worked(time, day + i))
			continue;
		free = MAX(moment, find_moment(time, day + i, time->from));
		free = skip_busy(time, free);
		if (free < find_moment(time, day + i, time->until))
			return free;
	}
	return MAX(moment, find_moment(time, day + DAYS_SEARCHED, time->from));
}

gint64
tertius_working_time_next_morning(const TertiusWorkingTime *time, gint64 moment)
{
	return tertius_working_time_add_days(time, moment, 1);
}

gint64
tertius_working_time_add_days(const TertiusWorkingTime *time, gint64 moment,
                              guint days)
{
	gint64 day = tertius_working_time_day(time, moment);
	gint64 searched = 0;

	if (days == 0 && is_worked(time, day))
		return find_moment(time, day, time->from);
	days = MAX(days, 1);
	while (days > 0 && searched < DAYS_SEARCHED && day < DAY_MAX) {
		day++;
		searched++;
		if (is_worked(time, day)) {
			days--;
			searched = 0;
		}
	}
	return find_moment(time, day, time->from);
}

gboolean
tertius_working_time_is_worked(const TertiusWorkingTime *time, gint64 moment)
{
	gint64 wall = find_wall(time, CLAMP(moment, MOMENT_MIN, MOMENT_MAX));
	gint64 seconds = wall % SECONDS_A_DAY;

	if (seconds < 0)
		seconds += SECONDS_A_DAY;
	return seconds / 60 >= time->from && seconds / 60 < time->until &&
	       is_working_day(time, tertius_working_time_day(time, moment));
}

GTimeZone *
tertius_working_time_get_zone(const TertiusWorkingTime *time)
{
	return time->zone;
}

void
tertius_working_time_add_holiday(TertiusWorkingTime *time, gint64 start,
                                 gint64 end)
{
	gint64 day = tertius_working_time_day(time, start);
	gint64 last = tertius_working_time_day(time, MAX(end - 1, start));

	for (; day <= last; day++)
		g_hash_table_add(time->holidays, GUINT_TO_POINTER((guint) day));
}

void
tertius_working_time_clear(TertiusWorkingTime *time)
{
	g_hash_table_remove_all(time->holidays);
	g_array_set_size(time->busy, 0);
}
