/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * iCalendar in.
 */
#include "calendar/read-ical.h"

#include "base/error.h"
#include "base/text.h"
#include "calendar/content-line.h"
#include "calendar/ical-flags.h"
#include "calendar/ical-people.h"
#include "calendar/ical-scan.h"
#include "calendar/ical-series.h"
#include "calendar/ical-zone.h"
#include "calendar/meeting-names.h"
#include "calendar/meeting-words.h"

#include <glib/gi18n-lib.h>
#include <libical/ical.h>
#include <string.h>

typedef struct {
	const TertiusIcalContext *context;
	TertiusIcalZones *zones;
	icalproperty_method method;
	guint calendar_says; /* TertiusTitleFlags of the calendar's name */
	GPtrArray *found;    /* TertiusMeeting */
	GPtrArray *problems;
} Reader;

static void G_GNUC_PRINTF(2, 3) report(Reader *reader, const char *format, ...)
{
	va_list args;

	if (reader->problems->len >= TERTIUS_ICAL_PROBLEMS_MAX)
		return;
	va_start(args, format);
	g_ptr_array_add(reader->problems, g_strdup_vprintf(format, args));
	va_end(args);
}

static icalproperty *
get_property(icalcomponent *event, icalproperty_kind kind)
{
	return icalcomponent_get_first_property(event, kind);
}

static gint64
read_moment(Reader *reader, icalcomponent *event, icalproperty_kind kind)
{
	gboolean is_unknown = FALSE;
	gint64 moment = 0;

	(void) tertius_ical_zones_read(reader->zones, get_property(event, kind),
	                               &moment, &is_unknown);
	return moment;
}

static char *
hash(const char *kind, const char *a, const char *b, const char *c)
{
	g_autofree char *text = g_strjoin("\n", kind, a, b, c, NULL);

	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
}

/* A meeting without a UID is named by what it says, a UID that is too long by
 * its checksum. */
static char *
dup_uid(icalcomponent *event, const TertiusMeeting *meeting)
{
	const char *uid = icalcomponent_get_uid(event);
	g_autofree char *start = NULL;

	if (uid != NULL && uid[0] != '\0' &&
	    strlen(uid) <= TERTIUS_MEETING_UID_MAX)
		return tertius_text_dup_line(uid, TERTIUS_MEETING_UID_MAX);
	if (uid != NULL && uid[0] != '\0')
		return hash("long-uid", uid, NULL, NULL);
	start = g_strdup_printf("%" G_GINT64_FORMAT, meeting->start);
	return hash("no-uid", start, meeting->summary, NULL);
}

/* In UTC, or the day: the same however the zone was written. */
static char *
dup_recurrence_id(Reader *reader, icalcomponent *event)
{
	icalproperty *property =
		get_property(event, ICAL_RECURRENCEID_PROPERTY);
	gboolean is_unknown = FALSE;
	struct icaltimetype time;
	g_autofree char *text = NULL;
	gint64 moment;

	if (!tertius_ical_zones_read(reader->zones, property, &moment,
	                             &is_unknown))
		return g_strdup("");
	time = icalproperty_get_recurrenceid(property);
	if (time.is_date)
		return g_strdup_printf("%04d%02d%02d", time.year, time.month,
		                       time.day);
	text = tertius_content_time_dup(moment);
	/* By the clock, without the Z. */
	if (is_unknown ||
	    (!icaltime_is_utc(time) && tertius_ical_get_tzid(property) == NULL))
		text[strlen(text) - 1] = '\0';
	return g_steal_pointer(&text);
}

static gint64
read_duration(icalproperty *property)
{
	struct icaldurationtype duration = icalproperty_get_duration(property);
	gint64 days = (gint64) duration.weeks * 7 + duration.days;
	gint64 minutes = (gint64) duration.hours * 60 + duration.minutes;

	if (duration.is_neg)
		return 0;
	return days * 86400 + minutes * 60 + duration.seconds;
}

/* An end without a zone of its own is in that of the start. */
static gboolean
read_end(Reader *reader, icalcomponent *event, icalproperty *start,
         gint64 *moment)
{
	icalproperty *property = get_property(event, ICAL_DTEND_PROPERTY);
	gboolean is_unknown = FALSE;
	const char *tzid;

	if (property == NULL ||
	    !tertius_ical_zones_read(reader->zones, property, moment,
	                             &is_unknown))
		return FALSE;
	tzid = tertius_ical_get_tzid(property);
	if (tzid == NULL)
		tzid = tertius_ical_get_tzid(start);
	return tertius_ical_zones_find(reader->zones,
	                               icalproperty_get_dtend(property), tzid,
	                               moment, &is_unknown);
}

/* FALSE when it has no start. */
static gboolean
read_times(Reader *reader, icalcomponent *event, TertiusMeeting *meeting)
{
	icalproperty *start = get_property(event, ICAL_DTSTART_PROPERTY);
	icalproperty *duration = get_property(event, ICAL_DURATION_PROPERTY);
	gboolean is_unknown = FALSE;
	struct icaltimetype time;

	if (!tertius_ical_zones_read(reader->zones, start, &meeting->start,
	                             &is_unknown))
		return FALSE;
	time = icalproperty_get_dtstart(start);
	if (time.is_date)
		meeting->flags |= TERTIUS_MEETING_ALL_DAY;
	else if (is_unknown || (!icaltime_is_utc(time) &&
	                        tertius_ical_get_tzid(start) == NULL))
		meeting->flags |= TERTIUS_MEETING_FLOATING;
	if (is_unknown)
		meeting->flags |= TERTIUS_MEETING_UNKNOWN_ZONE;
	if (!read_end(reader, event, start, &meeting->end)) {
		if (duration != NULL)
			meeting->end = meeting->start + read_duration(duration);
		else if (time.is_date)
			meeting->end = meeting->start + 86400;
	}
	meeting->end = CLAMP(meeting->end, meeting->start,
	                     meeting->start + TERTIUS_ICAL_SECONDS_MAX);
	return TRUE;
}

/* A reply speaks for its sender only. FALSE when it does not even that. */
static gboolean
keep_sender(Reader *reader, TertiusMeeting *meeting)
{
	const char *sender = reader->context->sender;
	guint i = 0;

	meeting->flags |= TERTIUS_MEETING_REPLY;
	while (i < meeting->attendees->len) {
		const TertiusAttendee *attendee = meeting->attendees->pdata[i];

		if (sender != NULL && attendee->person->address != NULL &&
		    g_ascii_strcasecmp(attendee->person->address, sender) == 0)
			i++;
		else
			g_ptr_array_remove_index(meeting->attendees, i);
	}
	return meeting->attendees->len > 0;
}

/* FALSE when the method (RFC 5546) says nothing that counts. */
static gboolean
apply_method(Reader *reader, TertiusMeeting *meeting)
{
	switch ((int) reader->method) {
	case ICAL_METHOD_REPLY:
		if (!keep_sender(reader, meeting)) {
			report(reader, "left out: a reply that does not speak "
			               "for its sender");
			return FALSE;
		}
		return TRUE;
	case ICAL_METHOD_COUNTER:
	case ICAL_METHOD_DECLINECOUNTER:
	case ICAL_METHOD_REFRESH:
		report(reader, "left out: a proposal about a meeting");
		return FALSE;
	case ICAL_METHOD_PUBLISH:
		/* By mail it invites nobody. */
		if (reader->context->sender != NULL)
			g_ptr_array_set_size(meeting->attendees, 0);
		return TRUE;
	default:
		return TRUE;
	}
}

/* Who passes on what another set up. */
static void
add_bearer(const Reader *reader, icalcomponent *event, TertiusMeeting *meeting)
{
	const char *sender = reader->context->sender;
	const TertiusAttendee *first = meeting->attendees->len > 0
	                                       ? meeting->attendees->pdata[0]
	                                       : NULL;

	if (sender == NULL || reader->method != ICAL_METHOD_REQUEST ||
	    first == NULL || first->person->place != TERTIUS_PLACE_ORGANIZER ||
	    g_strcmp0(first->person->address, sender) == 0 ||
	    meeting->attendees->len == TERTIUS_MEETING_ATTENDEES_MAX ||
	    tertius_ical_people_has_secretary(event))
		return;
	tertius_meeting_take_attendee(
		meeting, tertius_person_new(NULL, sender, TERTIUS_PLACE_FROM),
		TERTIUS_ATTENDANCE_UNKNOWN);
}

/* Whom the title names counts where nobody is listed: "Lunch with Dana
 * Okafor". */
static void
add_named(TertiusMeeting *meeting)
{
	g_autofree char *first = NULL;
	g_autofree char *second = NULL;
	const char *names[2];

	if (meeting->attendees->len > 0 ||
	    (meeting->flags &
	     (TERTIUS_MEETING_NO_TALK | TERTIUS_MEETING_OUT_OF_OFFICE)) != 0)
		return;
	(void) tertius_meeting_names_read(meeting->summary, &first, &second);
	names[0] = first;
	names[1] = second;
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		if (names[i] != NULL)
			tertius_meeting_take_attendee(
				meeting,
				tertius_person_new(names[i], NULL,
			                           TERTIUS_PLACE_TEXT),
				TERTIUS_ATTENDANCE_UNKNOWN);
	}
}

static void
read_series(Reader *reader, icalcomponent *event, TertiusMeeting *meeting)
{
	gboolean is_whole = TRUE;

	meeting->series =
		tertius_ical_series_read(event, reader->zones, &is_whole);
	if (meeting->series != NULL)
		meeting->flags |= TERTIUS_MEETING_SERIES;
	if (!is_whole)
		report(reader, "'%.60s': not all of its days are known",
		       meeting->summary);
}

static void
read_meeting(Reader *reader, icalcomponent *event, TertiusMeeting *meeting,
             gboolean has_start)
{
	icalproperty *sequence = get_property(event, ICAL_SEQUENCE_PROPERTY);

	meeting->uid = dup_uid(event, meeting);
	meeting->stamp = read_moment(reader, event, ICAL_DTSTAMP_PROPERTY);
	meeting->created = read_moment(reader, event, ICAL_CREATED_PROPERTY);
	if (sequence != NULL)
		meeting->sequence = icalproperty_get_sequence(sequence);
	tertius_ical_people_read(event, meeting);
	meeting->flags |=
		tertius_ical_flags_read(event, reader->calendar_says, meeting);
	if (reader->method == ICAL_METHOD_CANCEL)
		meeting->flags |= TERTIUS_MEETING_CANCELLED;
	if ((meeting->flags & TERTIUS_MEETING_BIRTHDAY) != 0)
		tertius_ical_people_celebrate(meeting);
	else
		add_named(meeting);
	if (has_start)
		read_series(reader, event, meeting);
}

static void
read_event(Reader *reader, icalcomponent *event)
{
	g_autoptr(TertiusMeeting) meeting = tertius_meeting_new();
	const char *summary = icalcomponent_get_summary(event);
	gboolean has_start = read_times(reader, event, meeting);

	meeting->summary = tertius_text_dup_line(summary != NULL ? summary : "",
	                                         TERTIUS_MEETING_SUMMARY_MAX);
	if (!has_start && reader->method != ICAL_METHOD_CANCEL &&
	    reader->method != ICAL_METHOD_REPLY) {
		report(reader, "left out: '%.60s' has no start",
		       meeting->summary);
		return;
	}
	read_meeting(reader, event, meeting, has_start);
	if (!apply_method(reader, meeting))
		return;
	add_bearer(reader, event, meeting);
	meeting->recurrence_id = dup_recurrence_id(reader, event);
	meeting->id = hash("meeting", meeting->uid, meeting->recurrence_id,
	                   reader->method == ICAL_METHOD_REPLY
	                           ? reader->context->sender
	                           : NULL);
	g_ptr_array_add(reader->found, g_steal_pointer(&meeting));
}

/* A piece that libical does not read gives nothing. */
static icalcomponent *
parse(const char *text, icalcomponent_kind kind)
{
	icalcomponent *component = icalparser_parse_string(text);

	if (component == NULL || icalcomponent_isa(component) == kind)
		return component;
	icalcomponent_free(component);
	return NULL;
}

/* One at a time: a tree of all of them would not fit the processor's cache. */
static void
read_events(Reader *reader, const char *events)
{
	for (; *events != '\0'; events += strlen(events) + 1) {
		icalcomponent *event = parse(events, ICAL_VEVENT_COMPONENT);

		if (event == NULL)
			continue;
		read_event(reader, event);
		icalcomponent_free(event);
	}
}

static void
read_calendar(Reader *reader, icalcomponent *frame, const char *events)
{
	g_autoptr(GTimeZone) clock = g_time_zone_new_utc();
	g_autoptr(TertiusIcalZones) zones =
		tertius_ical_zones_new(frame, clock);
	const char *name = tertius_ical_get_x(frame, "X-WR-CALNAME");
	g_autofree char *line =
		tertius_text_dup_line(name != NULL ? name : "", 200);

	reader->zones = zones;
	reader->method = icalcomponent_get_method(frame);
	reader->calendar_says = tertius_meeting_words_read(line);
	read_events(reader, events);
}

static void
hand_over_newest(Reader *reader, GPtrArray *meetings)
{
	g_autoptr(GHashTable) newest =
		g_hash_table_new(g_str_hash, g_str_equal);
	GPtrArray *found = reader->found;

	for (guint i = 0; i < found->len; i++) {
		TertiusMeeting *meeting = found->pdata[i];
		TertiusMeeting *known =
			g_hash_table_lookup(newest, meeting->id);

		if (known == NULL || tertius_meeting_supersedes(meeting, known))
			g_hash_table_replace(newest, meeting->id, meeting);
	}
	for (guint i = 0; i < found->len; i++) {
		TertiusMeeting *meeting = found->pdata[i];

		if (g_hash_table_lookup(newest, meeting->id) == meeting)
			g_ptr_array_add(meetings, meeting);
		else
			tertius_meeting_free(meeting);
	}
	g_ptr_array_set_free_func(found, NULL);
}

/* FALSE: it is no calendar after all. */
static gboolean
read_piece(Reader *reader, const TertiusIcalPiece *piece)
{
	icalcomponent *frame = parse(piece->frame, ICAL_VCALENDAR_COMPONENT);

	if (frame == NULL)
		return FALSE;
	read_calendar(reader, frame, piece->events);
	icalcomponent_free(frame);
	return TRUE;
}

gboolean
tertius_ical_read(const char *bytes, gsize length,
                  const TertiusIcalContext *context, GPtrArray *meetings,
                  GPtrArray *problems, GError **error)
{
	g_autoptr(GPtrArray) found = tertius_meetings_new();
	g_autoptr(GPtrArray) pieces =
		tertius_ical_scan(bytes, length, problems, error);
	Reader reader = { .context = context,
		          .found = found,
		          .problems = problems };
	guint n_read = 0;

	if (pieces == NULL)
		return FALSE;
	for (guint i = 0; i < pieces->len; i++)
		n_read += read_piece(&reader, pieces->pdata[i]) ? 1 : 0;
	if (n_read == 0) {
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_MALFORMED,
		                    _("this calendar cannot be read"));
		return FALSE;
	}
	hand_over_newest(&reader, meetings);
	return TRUE;
}
