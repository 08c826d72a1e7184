/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is wrong with a calendar that Tertius is about to hand out. Of seven
 * validators none sees an end before its start, a line too long, or an alarm
 * without words; calendars do, and drop the object. It judges our own objects:
 * what other programs may write rightly (ATTENDEE, RRULE) is wrong in ours.
 */
#pragma once

#include <glib.h>

/* Appends one line for each fault ("line 7: …") to @findings (char *). */
void tertius_ical_lint(const char *text, gsize length, GPtrArray *findings);
