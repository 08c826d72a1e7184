/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * VTIMEZONE as POSIX writes zones.
 */
#include "calendar/ical-posix.h"

#include <glib.h>

/* The last STANDARD or DAYLIGHT part. */
static icalcomponent *
find_last(icalcomponent *definition, icalcomponent_kind kind)
{
	icalcompiter i = icalcomponent_begin_component(definition, kind);
	icalcomponent *last = NULL;

	for (; icalcompiter_deref(&i) != NULL; icalcompiter_next(&i)) {
		icalcomponent *part = icalcompiter_deref(&i);

		if (last == NULL ||
		    icaltime_compare(icalcomponent_get_dtstart(part),
		                     icalcomponent_get_dtstart(last)) > 0)
			last = part;
	}
	return last;
}

static int
get_offset(icalcomponent *part)
{
	icalproperty *property = icalcomponent_get_first_property(
		part, ICAL_TZOFFSETTO_PROPERTY);

	return property != NULL ? icalproperty_get_tzoffsetto(property) : 0;
}

/* POSIX counts hours west of Greenwich. */
static void
add_offset(GString *text, int seconds)
{
	g_string_append_printf(text, "%s%d:%02d", seconds > 0 ? "-" : "",
	                       ABS(seconds) / 3600, ABS(seconds) / 60 % 60);
}

/* "M3.5.0/2:00": the last Sunday of March at two. FALSE when the change is not
 * tied to a weekday of a month. */
static gboolean
add_change(GString *text, icalcomponent *part)
{
	icalproperty *property =
		icalcomponent_get_first_property(part, ICAL_RRULE_PROPERTY);
	struct icaltimetype start = icalcomponent_get_dtstart(part);
	struct icalrecurrencetype rule;
	int week;

	if (property == NULL)
		return FALSE;
	rule = icalproperty_get_rrule(property);
	if (rule.freq != ICAL_YEARLY_RECURRENCE ||
	    rule.by_month[0] == ICAL_RECURRENCE_ARRAY_MAX ||
	    rule.by_day[0] == ICAL_RECURRENCE_ARRAY_MAX ||
	    rule.by_day[1] != ICAL_RECURRENCE_ARRAY_MAX)
		return FALSE;
	week = icalrecurrencetype_day_position(rule.by_day[0]);
	week = week == -1 ? 5 : week;
	if (week < 1 || week > 5)
		return FALSE;
	g_string_append_printf(
		text, ",M%d.%d.%d/%d:%02d", rule.by_month[0], week,
		(int) icalrecurrencetype_day_day_of_week(rule.by_day[0]) - 1,
		start.hour, start.minute);
	return TRUE;
}

char *
tertius_ical_posix_dup(icalcomponent *definition)
{
	icalcomponent *standard =
		find_last(definition, ICAL_XSTANDARD_COMPONENT);
	icalcomponent *summer = find_last(definition, ICAL_XDAYLIGHT_COMPONENT);
	GString *text;

	if (standard == NULL)
		return NULL;
	text = g_string_new("STD");
	add_offset(text, get_offset(standard));
	if (summer == NULL || icalcomponent_get_first_property(
				      summer, ICAL_RRULE_PROPERTY) == NULL)
		return g_string_free(text, FALSE);
	g_string_append(text, "DST");
	add_offset(text, get_offset(summer));
	if (add_change(text, summer) && add_change(text, standard))
		return g_string_free(text, FALSE);
	return g_string_free(text, TRUE);
}
