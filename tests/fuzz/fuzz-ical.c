/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a calendar: read, or refused, within bounds.
 */
#include "calendar/read-ical.h"
#include "lint-ical.h"
#include "model/series.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
	g_autoptr(GPtrArray) meetings = tertius_meetings_new();
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	const TertiusIcalContext context = { .sender = "dana@example.org" };
	guint budget = TERTIUS_RECURRENCE_DAYS_MAX;

	(void) tertius_ical_read((const char *) data, size, &context, meetings,
	                         problems, NULL);
	for (guint i = 0; i < meetings->len; i++) {
		TertiusMeeting *meeting = meetings->pdata[i];

		g_assert(meeting->end >= meeting->start);
		g_assert(meeting->series == NULL ||
		         tertius_series_is_valid(meeting->series));
		tertius_series_settle(meeting, utc, 1795507200, &budget);
		g_assert(meeting->instances->len <=
		         TERTIUS_MEETING_INSTANCES_MAX);
		g_assert(meeting->attendees->len <=
		         TERTIUS_MEETING_ATTENDEES_MAX);
		g_assert(g_utf8_validate(meeting->summary, -1, NULL));
	}
	tertius_ical_lint((const char *) data, size, problems);
	return 0;
}
