/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * iCalendar in.
 */
#include "calendar/read-ical.h"

#include "base/error.h"
#include "base/text.h"
#include "calendar/content-line.h"
#include "calendar/ical-people.h"
#include "calendar/ical-scan.h"
#include "calendar/ical-series.h"
#include "calendar/ical-zone.h"
#include "calendar/meeting-words.h"
#include "calendar/recurrence.h"

#include <libical/ical.h>
#include <string.h>

#define NOT_OF_SERIES G_MININT64

typedef struct {
	const TertiusIcalContext *context;
	TertiusIcalZones *zones;
	icalproperty_method method;
	guint calendar_says; /* TertiusTitleFlags of the calendar's name */
	GPtrArray *found;    /* TertiusMeeting */
	GArray *overrides;   /* gint64, of the same length: the moment in a
	                    * series that it stands for, or NOT_OF_SERIES */
	GPtrArray *problems;
	guint budget; /* see recurrence.h */
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

static const char *
get_x(icalcomponent *event, const char *name)
{
	icalproperty *property =
		icalcomponent_get_first_property(event, ICAL_X_PROPERTY);

	for (; property != NULL; property = icalcomponent_get_next_property(
					 event, ICAL_X_PROPERTY)) {
		const char *known = icalproperty_get_x_name(property);

		if (known != NULL && g_ascii_strcasecmp(known, name) == 0)
			return icalproperty_get_x(property);
	}
	return NULL;
}

static gint64
read_moment(Reader *reader, icalcomponent *event, icalproperty_kind kind)
{
	gboolean is_floating = FALSE;
	gint64 moment = 0;

	(void) tertius_ical_zones_read(reader->zones, get_property(event, kind),
	                               &moment, &is_floating);
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

/* In UTC, or the day: the same however the zone was written. Returns the
 * moment. */
static gint64
read_recurrence_id(Reader *reader, icalcomponent *event,
                   TertiusMeeting *meeting)
{
	icalproperty *property =
		get_property(event, ICAL_RECURRENCEID_PROPERTY);
	gboolean is_floating = FALSE;
	struct icaltimetype time;
	gint64 moment;

	if (!tertius_ical_zones_read(reader->zones, property, &moment,
	                             &is_floating)) {
		meeting->recurrence_id = g_strdup("");
		return NOT_OF_SERIES;
	}
	time = icalproperty_get_recurrenceid(property);
	meeting->recurrence_id =
		time.is_date ? g_strdup_printf("%04d%02d%02d", time.year,
	                                       time.month, time.day)
			     : tertius_content_time_dup(moment);
	return moment;
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

/* FALSE when it has no start. */
static gboolean
read_times(Reader *reader, icalcomponent *event, TertiusMeeting *meeting)
{
	icalproperty *start = get_property(event, ICAL_DTSTART_PROPERTY);
	icalproperty *duration = get_property(event, ICAL_DURATION_PROPERTY);
	gboolean is_floating = FALSE;
	gboolean has_end;

	if (!tertius_ical_zones_read(reader->zones, start, &meeting->start,
	                             &is_floating))
		return FALSE;
	if (icalproperty_get_dtstart(start).is_date)
		meeting->flags |= TERTIUS_MEETING_ALL_DAY;
	has_end = tertius_ical_zones_read(
		reader->zones, get_property(event, ICAL_DTEND_PROPERTY),
		&meeting->end, &is_floating);
	if (!has_end && duration != NULL)
		meeting->end = meeting->start + read_duration(duration);
	else if (!has_end && (meeting->flags & TERTIUS_MEETING_ALL_DAY) != 0)
		meeting->end = meeting->start + 86400;
	meeting->end = CLAMP(meeting->end, meeting->start,
	                     meeting->start + TERTIUS_ICAL_SECONDS_MAX);
	if (is_floating)
		meeting->flags |= TERTIUS_MEETING_FLOATING;
	return TRUE;
}

static guint
read_categories(icalcomponent *event)
{
	icalproperty *property = get_property(event, ICAL_CATEGORIES_PROPERTY);
	const char *text =
		property != NULL ? icalproperty_get_categories(property) : NULL;
	g_autofree char *line =
		tertius_text_dup_line(text != NULL ? text : "", 200);

	return tertius_meeting_words_read(line, NULL, NULL);
}

/* Birthdays that calendars make of the address book. */
static gboolean
is_birthday_uid(const char *uid)
{
	return g_str_has_prefix(uid, "BIRTHDAY_") ||
	       g_str_has_suffix(uid, "-birthday") ||
	       g_str_has_suffix(uid, "-anniversary");
}

static guint
read_words(const Reader *reader, icalcomponent *event,
           const TertiusMeeting *meeting)
{
	guint title = tertius_meeting_words_read(meeting->summary, NULL, NULL);
	gboolean is_all_day = (meeting->flags & TERTIUS_MEETING_ALL_DAY) != 0;
	gboolean is_alone = meeting->attendees->len == 0;
	guint more = reader->calendar_says |
	             (is_all_day && is_alone ? read_categories(event) : 0);
	guint flags = 0;

	if ((title & TERTIUS_TITLE_CANCELLED) != 0)
		flags |= TERTIUS_MEETING_CANCELLED;
	if ((title & TERTIUS_TITLE_OUT_OF_OFFICE) != 0)
		flags |= TERTIUS_MEETING_OUT_OF_OFFICE;
	if (is_birthday_uid(meeting->uid) ||
	    (is_all_day && is_alone &&
	     ((title | more) & TERTIUS_TITLE_BIRTHDAY) != 0))
		flags |= TERTIUS_MEETING_BIRTHDAY;
	else if (is_all_day && is_alone && (more & TERTIUS_TITLE_HOLIDAY) != 0)
		flags |= TERTIUS_MEETING_HOLIDAY;
	return flags;
}

static guint
read_flags(const Reader *reader, icalcomponent *event,
           const TertiusMeeting *meeting)
{
	icalproperty *transp = get_property(event, ICAL_TRANSP_PROPERTY);
	icalproperty *access = get_property(event, ICAL_CLASS_PROPERTY);
	const char *busy = get_x(event, "X-MICROSOFT-CDO-BUSYSTATUS");
	guint flags = read_words(reader, event, meeting);

	if (reader->method == ICAL_METHOD_CANCEL ||
	    icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED)
		flags |= TERTIUS_MEETING_CANCELLED;
	if ((transp != NULL &&
	     icalproperty_get_transp(transp) == ICAL_TRANSP_TRANSPARENT) ||
	    (busy != NULL && g_ascii_strcasecmp(busy, "FREE") == 0))
		flags |= TERTIUS_MEETING_TRANSPARENT;
	if (access != NULL &&
	    icalproperty_get_class(access) != ICAL_CLASS_PUBLIC)
		flags |= TERTIUS_MEETING_PRIVATE;
	if (busy != NULL && g_ascii_strcasecmp(busy, "OOF") == 0)
		flags |= TERTIUS_MEETING_OUT_OF_OFFICE;
	if (get_x(event, "X-TERTIUS-ID") != NULL)
		flags |= TERTIUS_MEETING_OURS;
	if (get_property(event, ICAL_RRULE_PROPERTY) != NULL)
		flags |= TERTIUS_MEETING_SERIES;
	return flags;
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
	meeting->flags |= read_flags(reader, event, meeting);
	if (has_start && !tertius_ical_series_read(event, reader->zones,
	                                           reader->context->now,
	                                           &reader->budget, meeting))
		report(reader, "'%.60s': not all of its days are known",
		       meeting->summary);
}

static void
read_event(Reader *reader, icalcomponent *event)
{
	g_autoptr(TertiusMeeting) meeting = tertius_meeting_new();
	const char *summary = icalcomponent_get_summary(event);
	gboolean has_start = read_times(reader, event, meeting);
	gint64 override;

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
	override = read_recurrence_id(reader, event, meeting);
	meeting->id = hash("meeting", meeting->uid, meeting->recurrence_id,
	                   reader->method == ICAL_METHOD_REPLY
	                           ? reader->context->sender
	                           : NULL);
	g_ptr_array_add(reader->found, g_steal_pointer(&meeting));
	g_array_append_val(reader->overrides, override);
}

static void
read_calendar(Reader *reader, icalcomponent *calendar)
{
	g_autoptr(TertiusIcalZones) zones =
		tertius_ical_zones_new(calendar, reader->context->local);
	const char *name = get_x(calendar, "X-WR-CALNAME");
	g_autofree char *line =
		tertius_text_dup_line(name != NULL ? name : "", 200);
	icalcompiter i =
		icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT);

	reader->zones = zones;
	reader->method = icalcomponent_get_method(calendar);
	reader->calendar_says = tertius_meeting_words_read(line, NULL, NULL);
	for (; icalcompiter_deref(&i) != NULL; icalcompiter_next(&i))
		read_event(reader, icalcompiter_deref(&i));
}

static void
remove_instance(TertiusMeeting *series, gint64 moment)
{
	for (guint i = 0; i < series->instances->len; i++) {
		if (g_array_index(series->instances, gint64, i) == moment) {
			g_array_remove_index(series->instances, i);
			return;
		}
	}
}

/* What is told of an occurrence by itself is no longer of the series. */
static void
remove_overridden(Reader *reader)
{
	g_autoptr(GHashTable) series =
		g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < reader->found->len; i++) {
		TertiusMeeting *meeting = reader->found->pdata[i];

		if ((meeting->flags & TERTIUS_MEETING_SERIES) != 0 &&
		    meeting->recurrence_id[0] == '\0')
			g_hash_table_insert(series, meeting->uid, meeting);
	}
	for (guint i = 0; i < reader->found->len; i++) {
		const TertiusMeeting *meeting = reader->found->pdata[i];
		gint64 moment = g_array_index(reader->overrides, gint64, i);
		TertiusMeeting *master =
			g_hash_table_lookup(series, meeting->uid);

		if (moment != NOT_OF_SERIES && master != NULL)
			remove_instance(master, moment);
	}
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

static void
read_all(Reader *reader, icalcomponent *root)
{
	icalcompiter i;

	if (icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT) {
		read_calendar(reader, root);
		return;
	}
	/* Several calendars in one file have a root that libical made. */
	i = icalcomponent_begin_component(root, ICAL_VCALENDAR_COMPONENT);
	for (; icalcompiter_deref(&i) != NULL; icalcompiter_next(&i))
		read_calendar(reader, icalcompiter_deref(&i));
}

gboolean
tertius_ical_read(const char *bytes, gsize length,
                  const TertiusIcalContext *context, GPtrArray *meetings,
                  GPtrArray *problems, GError **error)
{
	g_autoptr(GPtrArray) found = tertius_meetings_new();
	g_autoptr(GArray) overrides = g_array_new(FALSE, FALSE, sizeof(gint64));
	Reader reader = { .context = context,
		          .found = found,
		          .overrides = overrides,
		          .problems = problems,
		          .budget = TERTIUS_RECURRENCE_DAYS_MAX };
	char *text = tertius_ical_scan(bytes, length, problems, error);
	icalcomponent *root;

	if (text == NULL)
		return FALSE;
	root = icalparser_parse_string(text);
	g_free(text);
	if (root == NULL) {
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_MALFORMED,
		                    "this calendar cannot be read");
		return FALSE;
	}
	read_all(&reader, root);
	icalcomponent_free(root);
	remove_overridden(&reader);
	hand_over_newest(&reader, meetings);
	return TRUE;
}
