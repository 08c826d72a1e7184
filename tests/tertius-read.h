/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For tests that read calendars: what came of it, and words for that.
 */
#pragma once

#include "calendar/read-ical.h"
#include "model/series.h"
#include "tertius-test.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT(1795507200) /* 2026-11-24 08:00 UTC */

typedef struct {
	GPtrArray *meetings;
	GPtrArray *problems;
	gboolean is_read;
} Result;

static inline void
clear_result(Result *result)
{
	g_ptr_array_unref(result->meetings);
	g_ptr_array_unref(result->problems);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Result, clear_result)

static inline Result
read_from(const char *bytes, gsize length, const char *sender)
{
	Result result = {
		.meetings = tertius_meetings_new(),
		.problems = g_ptr_array_new_with_free_func(g_free),
	};
	const TertiusIcalContext context = { .sender = sender };
	/* An own block, so that reading past its end is seen. */
	g_autofree char *block = g_memdup2(bytes, MAX(length, 1));

	result.is_read =
		tertius_ical_read(block, length, &context, result.meetings,
	                          result.problems, NULL);
	return result;
}

/* Of lines ended by \n, in a calendar of @method. */
static inline Result
read_event(const char *method, const char *lines, const char *sender)
{
	g_autofree char *ics = g_strdup_printf(
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n%s%s%sBEGIN:VEVENT\r\n"
		"%sEND:VEVENT\r\nEND:VCALENDAR\r\n",
		method != NULL ? "METHOD:" : "", method != NULL ? method : "",
		method != NULL ? "\r\n" : "", lines);

	return read_from(ics, strlen(ics), sender);
}

static inline char *
format(gint64 moment)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(moment);

	return g_date_time_format(utc, "%Y-%m-%dT%H:%MZ");
}

static inline char *
list_people(const TertiusMeeting *meeting)
{
	GString *list = g_string_new(NULL);

	for (guint i = 0; i < meeting->attendees->len; i++) {
		const TertiusAttendee *attendee = meeting->attendees->pdata[i];
		const TertiusPerson *person = attendee->person;

		g_string_append_printf(list, "%s%s <%s> %d", i > 0 ? "; " : "",
		                       person->name != NULL ? person->name : "",
		                       person->address != NULL ? person->address
		                                               : "",
		                       (int) attendee->attendance);
	}
	return g_string_free(list, FALSE);
}

/* The instances of a series, as month-day and hour, in Berlin around NOW. */
static inline char *
list_instances(TertiusMeeting *meeting)
{
	GString *list = g_string_new(NULL);
	g_autoptr(GTimeZone) berlin =
		g_time_zone_new_identifier("Europe/Berlin");
	guint budget = TERTIUS_RECURRENCE_DAYS_MAX;

	tertius_series_settle(meeting, berlin, NOW, &budget);

	for (guint i = 0; i < meeting->instances->len; i++) {
		g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(
			g_array_index(meeting->instances, gint64, i));
		g_autofree char *text = g_date_time_format(utc, "%m-%dT%H ");

		g_string_append(list, text);
	}
	return g_string_free(list, FALSE);
}
