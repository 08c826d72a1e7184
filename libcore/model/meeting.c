/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Meetings as calendars tell them.
 */
#include "model/meeting.h"

#include <string.h>

static void
free_attendee(gpointer data)
{
	TertiusAttendee *attendee = data;

	tertius_person_free(attendee->person);
	g_free(attendee);
}

TertiusMeeting *
tertius_meeting_new(void)
{
	TertiusMeeting *meeting = g_new0(TertiusMeeting, 1);

	meeting->attendees = g_ptr_array_new_with_free_func(free_attendee);
	meeting->instances = g_array_new(FALSE, FALSE, sizeof(gint64));
	return meeting;
}

TertiusMeeting *
tertius_meeting_copy(const TertiusMeeting *meeting)
{
	TertiusMeeting *copy = tertius_meeting_new();

	copy->id = g_strdup(meeting->id);
	copy->uid = g_strdup(meeting->uid);
	copy->recurrence_id = g_strdup(meeting->recurrence_id);
	copy->sequence = meeting->sequence;
	copy->stamp = meeting->stamp;
	copy->created = meeting->created;
	copy->start = meeting->start;
	copy->end = meeting->end;
	copy->summary = g_strdup(meeting->summary);
	copy->series = g_strdup(meeting->series);
	copy->flags = meeting->flags;
	for (guint i = 0; i < meeting->attendees->len; i++) {
		const TertiusAttendee *attendee = meeting->attendees->pdata[i];

		tertius_meeting_take_attendee(
			copy, tertius_person_copy(attendee->person),
			attendee->attendance);
	}
	if (meeting->instances->len > 0)
		g_array_append_vals(copy->instances, meeting->instances->data,
		                    meeting->instances->len);
	return copy;
}

void
tertius_meeting_free(TertiusMeeting *meeting)
{
	if (meeting == NULL)
		return;
	g_free(meeting->id);
	g_free(meeting->uid);
	g_free(meeting->recurrence_id);
	g_free(meeting->summary);
	g_free(meeting->series);
	g_ptr_array_unref(meeting->attendees);
	g_array_unref(meeting->instances);
	g_free(meeting);
}

static void
free_meeting(gpointer meeting)
{
	tertius_meeting_free(meeting);
}

GPtrArray *
tertius_meetings_new(void)
{
	return g_ptr_array_new_with_free_func(free_meeting);
}

void
tertius_meeting_take_attendee(TertiusMeeting *meeting, TertiusPerson *person,
                              TertiusAttendance attendance)
{
	TertiusAttendee *attendee = g_new(TertiusAttendee, 1);

	attendee->person = person;
	attendee->attendance = attendance;
	g_ptr_array_add(meeting->attendees, attendee);
}

static int
compare_attendees(const TertiusAttendee *a, const TertiusAttendee *b)
{
	if (a->attendance != b->attendance)
		return (int) a->attendance - (int) b->attendance;
	return g_strcmp0(a->person->address, b->person->address);
}

/* Any order will do for the last tie, as long as it is one. */
static int
compare_content(const TertiusMeeting *a, const TertiusMeeting *b)
{
	int difference;

	if (a->flags != b->flags)
		return a->flags > b->flags ? 1 : -1;
	if (a->attendees->len != b->attendees->len)
		return a->attendees->len > b->attendees->len ? 1 : -1;
	if (a->start != b->start)
		return a->start > b->start ? 1 : -1;
	if (a->end != b->end)
		return a->end > b->end ? 1 : -1;
	difference = g_strcmp0(a->series, b->series);
	if (difference == 0)
		difference = g_strcmp0(a->summary, b->summary);
	for (guint i = 0; difference == 0 && i < a->attendees->len; i++)
		difference = compare_attendees(a->attendees->pdata[i],
		                               b->attendees->pdata[i]);
	return difference;
}

gboolean
tertius_meeting_supersedes(const TertiusMeeting *a, const TertiusMeeting *b)
{
	if (a->sequence != b->sequence)
		return a->sequence > b->sequence;
	if (a->stamp != b->stamp)
		return a->stamp > b->stamp;
	return compare_content(a, b) > 0;
}
