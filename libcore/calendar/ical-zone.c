/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which moment a time in a calendar means.
 */
#include "calendar/ical-zone.h"

#include "calendar/ical-posix.h"
#include "calendar/windows-zones.h"
#include "model/series.h"

#include <string.h>

typedef struct {
	icaltimezone *defined; /* in the calendar; lent */
	GTimeZone *known;      /* to this computer */
} Zone;

struct _TertiusIcalZones {
	icalcomponent *calendar;
	GTimeZone *local;
	GHashTable *zones; /* TZID → Zone */
	char *fallback;    /* X-WR-TIMEZONE */
};

static void
free_zone(gpointer data)
{
	Zone *zone = data;

	g_clear_pointer(&zone->known, g_time_zone_unref);
	g_free(zone);
}

TertiusIcalZones *
tertius_ical_zones_new(icalcomponent *calendar, GTimeZone *local)
{
	TertiusIcalZones *zones = g_new0(TertiusIcalZones, 1);
	icalproperty *property =
		icalcomponent_get_first_property(calendar, ICAL_X_PROPERTY);

	zones->calendar = calendar;
	zones->local = g_time_zone_ref(local);
	zones->zones = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
	                                     free_zone);
	for (; property != NULL && zones->fallback == NULL;
	     property = icalcomponent_get_next_property(calendar,
	                                                ICAL_X_PROPERTY)) {
		if (g_strcmp0(icalproperty_get_x_name(property),
		              "X-WR-TIMEZONE") == 0)
			zones->fallback =
				g_strdup(icalproperty_get_x(property));
	}
	return zones;
}

void
tertius_ical_zones_free(TertiusIcalZones *zones)
{
	if (zones == NULL)
		return;
	g_time_zone_unref(zones->local);
	g_hash_table_unref(zones->zones);
	g_free(zones->fallback);
	g_free(zones);
}

/* A part of VTIMEZONE that libical may expand. Counts those with rules. */
static gboolean
is_harmless(icalcomponent *part, guint *n_rules)
{
	struct icaltimetype start = icalcomponent_get_dtstart(part);
	icalproperty *property;

	if (icaltime_is_null_time(start) ||
	    icalcomponent_get_first_property(part, ICAL_TZOFFSETTO_PROPERTY) ==
	            NULL)
		return FALSE;
	/* A component has one place for all who go through its properties:
	 * nothing else may be looked for before the last rule. */
	property = icalcomponent_get_first_property(part, ICAL_RRULE_PROPERTY);
	for (; property != NULL; property = icalcomponent_get_next_property(
					 part, ICAL_RRULE_PROPERTY)) {
		struct icalrecurrencetype rule =
			icalproperty_get_rrule(property);

		if (rule.freq != ICAL_YEARLY_RECURRENCE || rule.interval < 1 ||
		    start.year < TERTIUS_ICAL_ZONE_YEAR_MIN)
			return FALSE;
		(*n_rules)++;
	}
	return TRUE;
}

static gboolean
is_believed(icalcomponent *definition)
{
	icalcompiter i =
		icalcomponent_begin_component(definition, ICAL_ANY_COMPONENT);
	guint n_parts = 0;
	guint n_rules = 0;

	for (; icalcompiter_deref(&i) != NULL; icalcompiter_next(&i)) {
		if (!is_harmless(icalcompiter_deref(&i), &n_rules))
			return FALSE;
		n_parts++;
	}
	return n_parts > 0 && n_parts <= TERTIUS_ICAL_ZONE_PARTS_MAX &&
	       n_rules <= TERTIUS_ICAL_ZONE_RULES_MAX;
}

/* "Area", "Area/City" or "Area/Country/City", and nothing that a path or an
 * offset could be made of. */
static GTimeZone *
open_known(const char *name)
{
	guint n_parts = 1;

	for (const char *p = name; *p != '\0'; p++) {
		if (*p == '/' && p > name && p[1] != '\0')
			n_parts++;
		else if (!g_ascii_isalpha(*p) && *p != '_' &&
		         (n_parts == 1 || strchr("0123456789+-", *p) == NULL))
			return NULL;
	}
	if (name[0] == '\0' || n_parts > 3)
		return NULL;
	return g_time_zone_new_identifier(name);
}

/* "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin" */
static GTimeZone *
open_last_parts(const char *name, int n_parts)
{
	const char *p = name + strlen(name);

	while (p > name && n_parts > 0) {
		p--;
		if (*p == '/')
			n_parts--;
	}
	return n_parts == 0 ? open_known(p + 1) : NULL;
}

/* "Europe_Berlin", "America-New_York" */
static GTimeZone *
open_with_slash(const char *name)
{
	g_autofree char *copy = g_strdup(name);
	char *mark = strpbrk(copy, "_-");

	if (mark == NULL)
		return NULL;
	*mark = '/';
	return open_known(copy);
}

/* "(UTC+01:00) Amsterdam, Berlin, …", "W. Europe Standard Time" */
static GTimeZone *
open_windows(const char *name)
{
	const char *zone;

	if (name[0] == '(' && strchr(name, ')') != NULL)
		name = strchr(name, ')') + 1;
	zone = tertius_windows_zone(name + strspn(name, " "));
	return zone != NULL ? open_known(zone) : NULL;
}

static GTimeZone *
open_named(const char *tzid)
{
	g_autofree char *name = g_strstrip(g_strdup(tzid));
	GTimeZone *zone = open_known(name);

	if (zone == NULL)
		zone = open_last_parts(name, 2);
	if (zone == NULL)
		zone = open_last_parts(name, 3);
	if (zone == NULL)
		zone = open_with_slash(name);
	if (zone == NULL)
		zone = open_windows(name);
	return zone;
}

static const Zone *
find_zone(TertiusIcalZones *zones, const char *tzid)
{
	Zone *zone = g_hash_table_lookup(zones->zones, tzid);
	icaltimezone *defined;

	if (zone != NULL)
		return zone;
	zone = g_new0(Zone, 1);
	defined = icalcomponent_get_timezone(zones->calendar, tzid);
	if (defined != NULL && is_believed(icaltimezone_get_component(defined)))
		zone->defined = defined;
	else
		zone->known = open_named(tzid);
	if (zone->defined == NULL && zone->known == NULL &&
	    zones->fallback != NULL)
		zone->known = open_named(zones->fallback);
	g_hash_table_insert(zones->zones, g_strdup(tzid), zone);
	return zone;
}

static gboolean
find_in(GTimeZone *zone, struct icaltimetype time, gint64 *moment)
{
	g_autoptr(GDateTime) local =
		g_date_time_new(zone, time.year, time.month, time.day,
	                        time.hour, time.minute, MIN(time.second, 59));

	if (local == NULL)
		return FALSE;
	*moment = g_date_time_to_unix(local);
	return TRUE;
}

static gboolean
is_valid(struct icaltimetype time)
{
	return time.year >= 1 && time.year <= 9999 && time.month >= 1 &&
	       time.month <= 12 && time.day >= 1 && time.day <= 31 &&
	       time.hour >= 0 && time.hour <= 23 && time.minute >= 0 &&
	       time.minute <= 59 && time.second >= 0 && time.second <= 60;
}

gboolean
tertius_ical_zones_find(TertiusIcalZones *zones, struct icaltimetype time,
                        const char *tzid, gint64 *moment, gboolean *is_unknown)
{
	const Zone *zone;

	if (!is_valid(time))
		return FALSE;
	if (time.is_date)
		time.hour = time.minute = time.second = 0;
	if (!time.is_date && icaltime_is_utc(time)) {
		*moment = icaltime_as_timet(time);
		return TRUE;
	}
	if (time.is_date || tzid == NULL)
		return find_in(zones->local, time, moment);
	zone = find_zone(zones, tzid);
	if (zone->defined != NULL) {
		*moment = icaltime_as_timet_with_zone(time, zone->defined);
		return TRUE;
	}
	if (zone->known != NULL)
		return find_in(zone->known, time, moment);
	*is_unknown = TRUE;
	return find_in(zones->local, time, moment);
}

/* --- Zones by name ------------------------------------------------------- */

static gint64
find_moment(TertiusIcalZones *zones, struct icaltimetype time, const char *tzid)
{
	gboolean is_unknown = FALSE;
	gint64 moment = 0;

	(void) tertius_ical_zones_find(zones, time, tzid, &moment, &is_unknown);
	return moment;
}

/* Whether a computer that knows @name reckons @time as the calendar does. */
static gboolean
agrees(const char *name, struct icaltimetype time, gint64 moment)
{
	g_autoptr(GTimeZone) zone = tertius_series_is_zone(name)
	                                    ? g_time_zone_new_identifier(name)
	                                    : NULL;
	gint64 other = 0;

	return zone != NULL && find_in(zone, time, &other) && other == moment;
}

static char *
dup_defined_name(const Zone *zone, struct icaltimetype time, const char *tzid,
                 gint64 moment)
{
	g_autoptr(GTimeZone) known = open_named(tzid);
	g_autofree char *rules = NULL;
	struct icaltimetype utc = time;
	int minutes;

	if (known != NULL &&
	    agrees(g_time_zone_get_identifier(known), time, moment))
		return g_strdup(g_time_zone_get_identifier(known));
	rules = tertius_ical_posix_dup(
		icaltimezone_get_component(zone->defined));
	if (rules != NULL && agrees(rules, time, moment))
		return g_steal_pointer(&rules);
	utc.zone = NULL;
	minutes = (int) ((icaltime_as_timet(utc) - moment) / 60);
	return g_strdup_printf("%c%02d:%02d", minutes < 0 ? '-' : '+',
	                       ABS(minutes) / 60 % 24, ABS(minutes) % 60);
}

char *
tertius_ical_zones_dup_name(TertiusIcalZones *zones, struct icaltimetype time,
                            const char *tzid)
{
	const Zone *zone;

	if (!time.is_date && icaltime_is_utc(time))
		return g_strdup("UTC");
	if (time.is_date || tzid == NULL)
		return g_strdup(TERTIUS_SERIES_LOCAL);
	zone = find_zone(zones, tzid);
	if (zone->defined != NULL)
		return dup_defined_name(zone, time, tzid,
		                        find_moment(zones, time, tzid));
	return g_strdup(zone->known != NULL
	                        ? g_time_zone_get_identifier(zone->known)
	                        : TERTIUS_SERIES_LOCAL);
}

const char *
tertius_ical_get_tzid(icalproperty *property)
{
	icalparameter *parameter =
		icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);

	return parameter != NULL ? icalparameter_get_tzid(parameter) : NULL;
}

gboolean
tertius_ical_zones_read(TertiusIcalZones *zones, icalproperty *property,
                        gint64 *moment, gboolean *is_unknown)
{
	icalvalue *value =
		property != NULL ? icalproperty_get_value(property) : NULL;
	icalvalue_kind kind =
		value != NULL ? icalvalue_isa(value) : ICAL_NO_VALUE;

	if (kind != ICAL_DATE_VALUE && kind != ICAL_DATETIME_VALUE)
		return FALSE;
	return tertius_ical_zones_find(zones, icalvalue_get_datetime(value),
	                               tertius_ical_get_tzid(property), moment,
	                               is_unknown);
}
