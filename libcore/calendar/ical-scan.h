/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What comes before the parser: of a stranger's iCalendar, the lines that
 * meetings are read from, in a form that no parser can stumble over. Bodies,
 * attachments, alarms and tasks are left out, so that nothing can hide in them.
 */
#pragma once

#include <glib.h>

/* One line, unfolded, in bytes. The longest that are kept are lists of dates;
 * 400 with their times have 7,000. */
#define TERTIUS_ICAL_LINE_MAX            16384
/* Lines that are kept of one component: 200 people, and room. */
#define TERTIUS_ICAL_COMPONENT_LINES_MAX 1000

/* One VCALENDAR, both well-formed iCalendar in UTF-8: every BEGIN has its END
 * (what was missing is mended). The meetings stand apart, so that the parser
 * needs memory for one at a time, however many there are. */
typedef struct {
	char *frame;  /* VCALENDAR with its VTIMEZONE, wherever they stood */
	char *events; /* VEVENT, each ended by a zero byte, the last by two */
} TertiusIcalPiece;

/* Returns the calendars in @bytes that have meetings, or the first (at least one
 * TertiusIcalPiece). Appends to
 * @problems (char *) what was mended or left out. NULL and
 * TERTIUS_ERROR_MALFORMED when there is neither a VCALENDAR nor a VEVENT, or it
 * is over TERTIUS_ICAL_BYTES_MAX. */
GPtrArray *tertius_ical_scan(const char *bytes, gsize length,
                             GPtrArray *problems, GError **error);
