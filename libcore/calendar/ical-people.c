/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who takes part in a meeting.
 */
#include "calendar/ical-people.h"

#include "calendar/meeting-names.h"

#include <string.h>

/* Domains and what is below them, whose addresses are no humans. */
static const char *const no_humans[] = {
	"resource.calendar.google.com",
	"group.calendar.google.com",
	"group.v.calendar.google.com",
	"import.calendar.google.com",
	"virtual",
	"fireflies.ai",
	"otter.ai",
	"read.ai",
	"fathom.video",
	"tldv.io",
	"avoma.com",
	"calendar.zoom.us",
	"localhost",
	"invalid",
};

static const char *const robots[] = {
	"noreply",       "no-reply",         "no_reply",
	"donotreply",    "do-not-reply",     "unknownorganizer",
	"mailer-daemon", "postmaster",       "calendar-notification",
	"notifications", "calendar-bot",     "calendarbot",
	"notetaker",     "meetings-noreply",
};

/* Apple sends invitations from such an address; the person has another. */
#define RELAY "imip.me.com"

static gboolean
is_below(const char *domain, const char *parent)
{
	gsize length = strlen(domain);
	gsize tail = strlen(parent);

	return length >= tail &&
	       g_ascii_strcasecmp(domain + length - tail, parent) == 0 &&
	       (length == tail || domain[length - tail - 1] == '.');
}

static gboolean
is_human(const char *address)
{
	const char *at = strrchr(address, '@');
	gsize length;

	if (at == NULL)
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(no_humans); i++) {
		if (is_below(at + 1, no_humans[i]))
			return FALSE;
	}
	length = strcspn(address, "@+");
	for (gsize i = 0; i < G_N_ELEMENTS(robots); i++) {
		if (strlen(robots[i]) == length &&
		    g_ascii_strncasecmp(address, robots[i], length) == 0)
			return FALSE;
	}
	return TRUE;
}

/* "MAILTO: bob%2Btag@example.org?subject=x" */
static char *
dup_mailto(const char *value)
{
	g_autofree char *bare = g_strstrip(g_strdup(value));
	char *address = bare;
	char *decoded;

	if (g_ascii_strncasecmp(address, "mailto:", 7) == 0)
		address += 7;
	else if (strchr(address, ':') != NULL || strchr(address, '/') != NULL)
		return NULL;
	address[strcspn(address, "?")] = '\0';
	decoded = g_uri_unescape_string(address, NULL);
	return decoded != NULL ? g_strstrip(decoded)
	                       : g_strstrip(g_strdup(address));
}

static const char *
get_email(icalproperty *property)
{
	icalparameter *parameter = icalproperty_get_first_parameter(
		property, ICAL_EMAIL_PARAMETER);

	return parameter != NULL ? icalparameter_get_email(parameter) : NULL;
}

static const char *
get_name(icalproperty *property)
{
	icalparameter *parameter =
		icalproperty_get_first_parameter(property, ICAL_CN_PARAMETER);

	return parameter != NULL ? icalparameter_get_cn(parameter) : NULL;
}

static char *
dup_address(icalproperty *property, const char *value)
{
	char *address = value != NULL ? dup_mailto(value) : NULL;

	if (address == NULL && get_email(property) != NULL)
		address = dup_mailto(get_email(property));
	if (address == NULL && get_name(property) != NULL &&
	    strchr(get_name(property), '@') != NULL)
		address = dup_mailto(get_name(property));
	return address;
}

static gboolean
is_individual(icalproperty *property)
{
	icalparameter *parameter = icalproperty_get_first_parameter(
		property, ICAL_CUTYPE_PARAMETER);
	icalparameter_cutype type =
		parameter != NULL ? icalparameter_get_cutype(parameter)
				  : ICAL_CUTYPE_INDIVIDUAL;

	return type != ICAL_CUTYPE_ROOM && type != ICAL_CUTYPE_RESOURCE &&
	       type != ICAL_CUTYPE_GROUP && type != ICAL_CUTYPE_UNKNOWN;
}

static TertiusPerson *
read_person(icalproperty *property, const char *value, TertiusPlace place)
{
	g_autofree char *address = NULL;
	const char *at;

	if (!is_individual(property))
		return NULL;
	address = dup_address(property, value);
	if (address == NULL || !is_human(address))
		return NULL;
	at = strrchr(address, '@');
	if (at != NULL && is_below(at + 1, RELAY))
		return tertius_person_new(get_name(property), NULL, place);
	return tertius_person_new(get_name(property), address, place);
}

static TertiusAttendance
read_attendance(icalproperty *property)
{
	icalparameter *parameter = icalproperty_get_first_parameter(
		property, ICAL_PARTSTAT_PARAMETER);

	if (parameter == NULL)
		return TERTIUS_ATTENDANCE_UNKNOWN;
	switch ((int) icalparameter_get_partstat(parameter)) {
	case ICAL_PARTSTAT_ACCEPTED:
	case ICAL_PARTSTAT_COMPLETED:
	case ICAL_PARTSTAT_INPROCESS:
		return TERTIUS_ATTENDANCE_ACCEPTED;
	case ICAL_PARTSTAT_TENTATIVE:
		return TERTIUS_ATTENDANCE_TENTATIVE;
	case ICAL_PARTSTAT_DECLINED:
	case ICAL_PARTSTAT_FAILED:
		return TERTIUS_ATTENDANCE_DECLINED;
	case ICAL_PARTSTAT_DELEGATED:
		return TERTIUS_ATTENDANCE_DELEGATED;
	default:
		return TERTIUS_ATTENDANCE_UNKNOWN;
	}
}

/* Exactly the same; the engine knows who else is. */
static gboolean
is_same(const TertiusPerson *a, const TertiusPerson *b)
{
	return g_strcmp0(a->address, b->address) == 0 &&
	       (a->address != NULL || g_strcmp0(a->name, b->name) == 0);
}

/* Organizers are mostly attendees as well; what they answered counts. */
static void
add_attendee(TertiusMeeting *meeting, TertiusPerson *person,
             TertiusAttendance attendance)
{
	for (guint i = 0; i < meeting->attendees->len; i++) {
		TertiusAttendee *known = meeting->attendees->pdata[i];

		if (!is_same(known->person, person))
			continue;
		if (attendance != TERTIUS_ATTENDANCE_UNKNOWN)
			known->attendance = attendance;
		if (known->person->name == NULL)
			known->person->name = g_steal_pointer(&person->name);
		tertius_person_free(person);
		return;
	}
	tertius_meeting_take_attendee(meeting, person, attendance);
}

void
tertius_ical_people_read(icalcomponent *event, TertiusMeeting *meeting)
{
	icalproperty *property = icalcomponent_get_first_property(
		event, ICAL_ORGANIZER_PROPERTY);
	TertiusPerson *person =
		property == NULL
			? NULL
			: read_person(property,
	                              icalproperty_get_organizer(property),
	                              TERTIUS_PLACE_ORGANIZER);

	if (person != NULL)
		add_attendee(meeting, person, TERTIUS_ATTENDANCE_ACCEPTED);
	property =
		icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY);
	for (; property != NULL &&
	       meeting->attendees->len < TERTIUS_MEETING_ATTENDEES_MAX;
	     property = icalcomponent_get_next_property(
		     event, ICAL_ATTENDEE_PROPERTY)) {
		person = read_person(property,
		                     icalproperty_get_attendee(property),
		                     TERTIUS_PLACE_ATTENDEE);
		if (person != NULL)
			add_attendee(meeting, person,
			             read_attendance(property));
	}
}

gboolean
tertius_ical_people_has_secretary(icalcomponent *event)
{
	icalproperty *property = icalcomponent_get_first_property(
		event, ICAL_ORGANIZER_PROPERTY);

	return property != NULL &&
	       icalproperty_get_first_parameter(property,
	                                        ICAL_SENTBY_PARAMETER) != NULL;
}

void
tertius_ical_people_celebrate(TertiusMeeting *meeting)
{
	g_autofree char *name =
		tertius_meeting_names_dup_celebrated(meeting->summary);

	g_ptr_array_set_size(meeting->attendees, 0);
	if (name != NULL)
		tertius_meeting_take_attendee(
			meeting,
			tertius_person_new(name, NULL, TERTIUS_PLACE_TEXT),
			TERTIUS_ATTENDANCE_UNKNOWN);
}
