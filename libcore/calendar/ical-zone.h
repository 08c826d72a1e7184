/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which moment a time in a calendar means. Zones are looked for in this order:
 * the calendar's own definition; the name as IANA has it; its last two or three
 * parts; with "_" or "-" for "/"; Windows's names; the calendar's X-WR-TIMEZONE.
 */
#pragma once

#include <glib.h>
#include <libical/ical.h>

/* Definitions with more, or with rules that are not yearly, are not believed:
 * libical expands them from their first year on. */
#define TERTIUS_ICAL_ZONE_PARTS_MAX 300
#define TERTIUS_ICAL_ZONE_RULES_MAX 10
#define TERTIUS_ICAL_ZONE_YEAR_MIN  1800

typedef struct _TertiusIcalZones TertiusIcalZones;

/* Of one VCALENDAR, which must live longer. @local: the user's; UTC to have the
 * times that float as the clock shows them. */
TertiusIcalZones *tertius_ical_zones_new(icalcomponent *calendar,
                                         GTimeZone *local);
void tertius_ical_zones_free(TertiusIcalZones *zones);

/* The moment of @time, whose property had the parameter @tzid (or NULL). A
 * time without zone is the user's; so is a day, which begins at midnight. An
 * unknown @tzid makes *@is_unknown TRUE, and nothing makes it FALSE. Returns
 * FALSE when there is no such time. */
gboolean tertius_ical_zones_find(TertiusIcalZones *zones,
                                 struct icaltimetype time, const char *tzid,
                                 gint64 *moment, gboolean *is_unknown);

/* The same for a property, as DTSTART; NULL has no moment. */
gboolean tertius_ical_zones_read(TertiusIcalZones *zones,
                                 icalproperty *property, gint64 *moment,
                                 gboolean *is_unknown);

/* The zone of @time and its parameter @tzid (or NULL) by a name of series.h; of
 * a zone that only the calendar defines, its present rules or, where these are
 * beyond us, the offset at @time. */
char *tertius_ical_zones_dup_name(TertiusIcalZones *zones,
                                  struct icaltimetype time, const char *tzid);

/* The TZID of a property, or NULL. Lends. */
const char *tertius_ical_get_tzid(icalproperty *property);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusIcalZones, tertius_ical_zones_free)
