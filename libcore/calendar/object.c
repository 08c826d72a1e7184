/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one of our own objects says after others had it.
 */
#include "calendar/object.h"

#include "base/error.h"
#include "calendar/content-line.h"
#include "calendar/ical-zone.h"

#include <glib/gi18n-lib.h>
#include <libical/ical.h>
#include <string.h>

static const char *const ticks[] = { "✓", "✔", "☑", "✅", "[x]", "done:" };

#define SECONDS_A_DAY 86400

void
tertius_object_free(TertiusObject *object)
{
	if (object == NULL)
		return;
	g_free(object->uid);
	g_free(object->reminder);
	g_free(object->summary);
	g_free(object->description);
	g_free(object->alarms);
	g_free(object);
}

gsize
tertius_object_tick_length(const char *summary)
{
	for (gsize i = 0; i < G_N_ELEMENTS(ticks); i++) {
		gsize length = strlen(ticks[i]);

		if (g_ascii_strncasecmp(summary, ticks[i], length) == 0)
			return length + strspn(summary + length, " ");
	}
	return 0;
}

/* libical frees components one inside the other. */
static gboolean
is_within_limits(const char *text, gsize length, GError **error)
{
	g_autoptr(GArray) lines = NULL;
	int depth = 0;

	if (length <= TERTIUS_OBJECT_BYTES_MAX)
		lines = tertius_content_lines_new(text, length, NULL);
	for (guint i = 0; lines != NULL && i < lines->len; i++) {
		const TertiusContentLine *line =
			&g_array_index(lines, TertiusContentLine, i);

		if (tertius_content_line_is(line, "BEGIN"))
			depth++;
		else if (tertius_content_line_is(line, "END"))
			depth--;
		if (depth > TERTIUS_OBJECT_DEPTH_MAX)
			break;
	}
	if (lines != NULL && depth <= TERTIUS_OBJECT_DEPTH_MAX)
		return TRUE;
	g_set_error_literal(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	                    _("a calendar object that is too big or too deep"));
	return FALSE;
}

static gboolean
is_ours(icalcomponent *component, const char *uid)
{
	icalcomponent_kind kind = icalcomponent_isa(component);
	const char *own = icalcomponent_get_uid(component);

	return (kind == ICAL_VEVENT_COMPONENT ||
	        kind == ICAL_VTODO_COMPONENT) &&
	       own != NULL && (uid == NULL || strcmp(own, uid) == 0);
}

/* The master: without RECURRENCE-ID, if there is one. */
static icalcomponent *
find_component(icalcomponent *calendar, const char *uid, guint *n)
{
	icalcompiter i =
		icalcomponent_begin_component(calendar, ICAL_ANY_COMPONENT);
	icalcomponent *found = NULL;

	*n = 0;
	for (; icalcompiter_deref(&i) != NULL; icalcompiter_next(&i)) {
		icalcomponent *component = icalcompiter_deref(&i);

		if (!is_ours(component, uid))
			continue;
		(*n)++;
		if (found == NULL ||
		    icalcomponent_get_first_property(
			    component, ICAL_RECURRENCEID_PROPERTY) == NULL)
			found = component;
	}
	return found;
}

static icalproperty *
get(icalcomponent *component, icalproperty_kind kind)
{
	return icalcomponent_get_first_property(component, kind);
}

static gint64
read_seconds(struct icaldurationtype duration)
{
	gint64 days = (gint64) duration.weeks * 7 + duration.days;
	gint64 minutes = (gint64) duration.hours * 60 + duration.minutes;
	gint64 seconds = days * SECONDS_A_DAY + minutes * 60 + duration.seconds;

	return duration.is_neg ? -seconds : seconds;
}

static gboolean
is_midnight(struct icaltimetype time)
{
	return time.is_date ||
	       (time.hour == 0 && time.minute == 0 && time.second == 0);
}

static gboolean
read_times(TertiusObject *object, icalcomponent *component,
           TertiusIcalZones *zones)
{
	icalproperty *end =
		get(component,
	            object->is_task ? ICAL_DUE_PROPERTY : ICAL_DTEND_PROPERTY);
	icalproperty *start = get(component, ICAL_DTSTART_PROPERTY);
	icalproperty *duration = get(component, ICAL_DURATION_PROPERTY);
	gboolean is_floating = FALSE;
	gboolean has_end =
		tertius_ical_zones_read(zones, end, &object->end, &is_floating);

	if (start == NULL)
		start = end;
	if (!tertius_ical_zones_read(zones, start, &object->start,
	                             &is_floating))
		return FALSE;
	if (!has_end)
		object->end = object->start;
	if (!has_end && duration != NULL)
		object->end +=
			read_seconds(icalproperty_get_duration(duration));
	object->is_day = is_midnight(icalvalue_get_datetime(
				 icalproperty_get_value(start))) &&
	                 (!has_end || is_midnight(icalvalue_get_datetime(
					      icalproperty_get_value(end))));
	return TRUE;
}

static void
read_state(TertiusObject *object, icalcomponent *component,
           TertiusIcalZones *zones)
{
	icalproperty *completed = get(component, ICAL_COMPLETED_PROPERTY);
	icalproperty *percent = get(component, ICAL_PERCENTCOMPLETE_PROPERTY);
	const char *summary = icalcomponent_get_summary(component);
	gsize tick = tertius_object_tick_length(summary != NULL ? summary : "");
	icalproperty_status status = icalcomponent_get_status(component);
	gboolean is_floating = FALSE;

	object->summary = g_strdup(summary != NULL ? summary + tick : "");
	(void) tertius_ical_zones_read(zones, completed, &object->closed,
	                               &is_floating);
	if (status == ICAL_STATUS_CANCELLED)
		object->state = TERTIUS_OBJECT_DROPPED;
	else if (tick > 0 || status == ICAL_STATUS_COMPLETED ||
	         completed != NULL ||
	         (percent != NULL &&
	          icalproperty_get_percentcomplete(percent) == 100))
		object->state = TERTIUS_OBJECT_DONE;
}

/* Seconds from the start of @object. */
static gint64
read_trigger(const TertiusObject *object, icalproperty *property)
{
	struct icaltriggertype trigger = icalproperty_get_trigger(property);
	icalparameter *related = icalproperty_get_first_parameter(
		property, ICAL_RELATED_PARAMETER);

	if (!icaltime_is_null_time(trigger.time))
		return icaltime_as_timet(trigger.time) - object->start;
	if (related != NULL &&
	    icalparameter_get_related(related) == ICAL_RELATED_END)
		return object->end - object->start +
		       read_seconds(trigger.duration);
	return read_seconds(trigger.duration);
}

static int
compare_triggers(gconstpointer a, gconstpointer b)
{
	const gint64 *x = a;
	const gint64 *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void
read_alarms(TertiusObject *object, icalcomponent *component)
{
	icalcompiter i =
		icalcomponent_begin_component(component, ICAL_VALARM_COMPONENT);
	g_autoptr(GArray) triggers = g_array_new(FALSE, FALSE, sizeof(gint64));
	GString *alarms = g_string_new(NULL);

	for (; icalcompiter_deref(&i) != NULL; icalcompiter_next(&i)) {
		icalproperty *property =
			get(icalcompiter_deref(&i), ICAL_TRIGGER_PROPERTY);
		gint64 trigger;

		if (property == NULL)
			continue;
		trigger = read_trigger(object, property);
		g_array_append_val(triggers, trigger);
	}
	g_array_sort(triggers, compare_triggers);
	for (guint j = 0; j < triggers->len; j++)
		g_string_append_printf(alarms, "%s%" G_GINT64_FORMAT,
		                       j > 0 ? " " : "",
		                       g_array_index(triggers, gint64, j));
	object->alarms = g_string_free(alarms, FALSE);
}

static char *
dup_x(icalcomponent *component, const char *name)
{
	icalproperty *property = get(component, ICAL_X_PROPERTY);

	for (; property != NULL; property = icalcomponent_get_next_property(
					 component, ICAL_X_PROPERTY)) {
		if (g_strcmp0(icalproperty_get_x_name(property), name) == 0)
			return g_strdup(icalproperty_get_x(property));
	}
	return NULL;
}

static gboolean
has_x(icalcomponent *component, const char *name)
{
	g_autofree char *value = dup_x(component, name);

	return value != NULL;
}

static TertiusObject *
read_component(icalcomponent *calendar, const char *uid, GTimeZone *local)
{
	g_autoptr(TertiusIcalZones) zones =
		tertius_ical_zones_new(calendar, local);
	g_autoptr(TertiusObject) object = NULL;
	gboolean is_floating = FALSE;
	icalproperty *sequence;
	const char *text;
	guint n;
	icalcomponent *component = find_component(calendar, uid, &n);

	if (component == NULL)
		return NULL;
	object = g_new0(TertiusObject, 1);
	object->is_task = icalcomponent_isa(component) == ICAL_VTODO_COMPONENT;
	if (!read_times(object, component, zones))
		return NULL;
	(void) tertius_ical_zones_read(zones,
	                               get(component, ICAL_DTSTAMP_PROPERTY),
	                               &object->stamp, &is_floating);
	sequence = get(component, ICAL_SEQUENCE_PROPERTY);
	text = icalcomponent_get_description(component);
	object->uid = g_strdup(icalcomponent_get_uid(component));
	object->reminder = dup_x(component, "X-TERTIUS-ID");
	object->is_series = n > 1 ||
	                    get(component, ICAL_RRULE_PROPERTY) != NULL ||
	                    get(component, ICAL_RDATE_PROPERTY) != NULL;
	object->description = g_strdup(text != NULL ? text : "");
	if (sequence != NULL)
		object->sequence = icalproperty_get_sequence(sequence);
	read_state(object, component, zones);
	object->is_withdrawn = object->state == TERTIUS_OBJECT_DROPPED &&
	                       has_x(component, TERTIUS_ICAL_WITHDRAWN);
	read_alarms(object, component);
	return g_steal_pointer(&object);
}

TertiusObject *
tertius_object_read(const char *text, gsize length, const char *uid,
                    GTimeZone *local, GError **error)
{
	g_autofree char *copy = NULL;
	TertiusObject *object = NULL;
	icalcomponent *root;

	if (!is_within_limits(text, length, error))
		return NULL;
	copy = g_strndup(text, length);
	root = icalparser_parse_string(copy);
	if (root != NULL && icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT)
		object = read_component(root, uid, local);
	if (root != NULL)
		icalcomponent_free(root);
	if (object == NULL)
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_MALFORMED,
		                    _("no event or task of ours is in it"));
	return object;
}
