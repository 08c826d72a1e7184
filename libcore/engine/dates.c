/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Moments in words.
 */
#include "engine/dates.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HOUR ((gint64) 3600)
#define DAY  (24 * HOUR)
/* A day of the week means one of the next or last six days. */
#define WEEK 7

static GDateTime *
in_zone(gint64 moment, GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(moment);

	if (utc == NULL)
		utc = g_date_time_new_from_unix_utc(0);
	return zone != NULL ? g_date_time_to_timezone(utc, zone)
	                    : g_date_time_ref(utc);
}

static guint32
get_day(GDateTime *date)
{
	GDate day;

	g_date_clear(&day, 1);
	g_date_set_dmy(&day, (GDateDay) g_date_time_get_day_of_month(date),
	               (GDateMonth) g_date_time_get_month(date),
	               (GDateYear) g_date_time_get_year(date));
	return g_date_get_julian(&day);
}

/* How many days @moment is after the day of @now. */
static int
count_days(GDateTime *moment, GDateTime *now)
{
	return (int) get_day(moment) - (int) get_day(now);
}

char *
tertius_dates_dup_kind(gint64 moment, gint64 now, GTimeZone *zone)
{
	g_autoptr(GDateTime) date = NULL;
	g_autoptr(GDateTime) today = NULL;
	int days;

	if (moment == 0)
		return g_strdup("");
	date = in_zone(moment, zone);
	today = in_zone(now, zone);
	days = count_days(date, today);
	if (days == 0)
		return g_strdup(_("today"));
	if (days == -1)
		return g_strdup(_("yesterday"));
	if (days == 1)
		return g_strdup(_("tomorrow"));
	if (days > 0 && days < WEEK)
		return g_date_time_format(date, "%A");
	if (g_date_time_get_year(date) == g_date_time_get_year(today))
		return g_date_time_format(date, _("%-d %b"));
	return g_date_time_format(date, _("%-d %b %Y"));
}

char *
tertius_dates_dup_due(gint64 moment, gint64 now, GTimeZone *zone)
{
	g_autofree char *kind = tertius_dates_dup_kind(moment, now, zone);
	g_autoptr(GDateTime) date = in_zone(moment, zone);
	g_autofree char *clock = g_date_time_format(date, "%H:%M");

	if (moment == 0 || ABS(moment - now) >= 2 * DAY)
		return g_steal_pointer(&kind);
	return g_strdup_printf("%s %s", kind, clock);
}

char *
tertius_dates_dup_whole(gint64 moment, GTimeZone *zone)
{
	g_autoptr(GDateTime) date = in_zone(moment, zone);

	return g_date_time_format(date, _("%A %-d %B %Y, %H:%M"));
}

char *
tertius_dates_dup_rfc3339(gint64 moment, GTimeZone *zone)
{
	g_autoptr(GDateTime) date = in_zone(moment, zone);

	return g_date_time_format(date, zone != NULL ? "%Y-%m-%dT%H:%M:%S%:z"
	                                             : "%Y-%m-%dT%H:%M:%SZ");
}

/* GLib wants seconds, people leave them out, and the time of day too. */
static char *
dup_whole(const char *text)
{
	const size_t minutes = strlen("2026-06-30T09:00");

	if (strpbrk(text, "T ") == NULL)
		return g_strconcat(text, "T00:00:00", NULL);
	if (strlen(text) < minutes || text[minutes] == ':' ||
	    text[minutes - strlen(":00")] != ':')
		return g_strdup(text);
	return g_strdup_printf("%.*s:00%s", (int) minutes, text,
	                       text + minutes);
}

gboolean
tertius_dates_parse(const char *text, GTimeZone *zone, gint64 *moment)
{
	g_autofree char *whole = dup_whole(text);
	g_autoptr(GTimeZone) here = NULL;
	g_autoptr(GDateTime) date = NULL;

	here = zone != NULL ? g_time_zone_ref(zone) : g_time_zone_new_local();
	date = g_date_time_new_from_iso8601(whole, here);
	if (date == NULL)
		return FALSE;
	*moment = g_date_time_to_unix(date);
	return TRUE;
}

static gint64
get_unit(char letter)
{
	switch (letter) {
	case 'h':
		return HOUR;
	case 'd':
		return DAY;
	case 'w':
		return WEEK * DAY;
	case 'm':
		return 30 * DAY;
	default:
		return 0;
	}
}

gboolean
tertius_dates_parse_span(const char *text, gint64 *seconds)
{
	char *end;
	guint64 number;
	gint64 unit;

	if (!g_ascii_isdigit(text[0]))
		return FALSE;
	number = g_ascii_strtoull(text, &end, 10);
	unit = get_unit(end[0]);
	if (unit == 0 || end[1] != '\0' ||
	    number > TERTIUS_DATES_SPAN_MAX / (guint64) unit)
		return FALSE;
	*seconds = (gint64) number * unit;
	return TRUE;
}

gboolean
tertius_dates_parse_since(const char *text, gint64 now, GTimeZone *zone,
                          gint64 *moment)
{
	gint64 span;

	if (!tertius_dates_parse_span(text, &span))
		return tertius_dates_parse(text, zone, moment);
	*moment = now - span;
	return TRUE;
}

static GDateTime *
find_midnight(gint64 moment, GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(moment);
	g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);

	return g_date_time_new(zone, g_date_time_get_year(local),
	                       g_date_time_get_month(local),
	                       g_date_time_get_day_of_month(local), 0, 0, 0);
}

gint64
tertius_dates_find_begin_of_day(gint64 moment, GTimeZone *zone)
{
	g_autoptr(GDateTime) midnight = find_midnight(moment, zone);

	return g_date_time_to_unix(midnight);
}

gint64
tertius_dates_find_end_of_day(gint64 now, GTimeZone *zone)
{
	g_autoptr(GDateTime) midnight = find_midnight(now, zone);
	g_autoptr(GDateTime) end = g_date_time_add_days(midnight, 1);

	return g_date_time_to_unix(end) - 1;
}
