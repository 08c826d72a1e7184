/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * iCalendar in: bytes from strangers, meetings out. libical parses; the guards
 * around it are in calendar.md 2.4 of the project's notes and in the tests.
 */
#pragma once

#include <glib.h>

#include "model/meeting.h"

#define TERTIUS_ICAL_BYTES_MAX  (32 * 1024 * 1024)
#define TERTIUS_ICAL_EVENTS_MAX 200000

/* Appends the meetings of @bytes to @meetings (TertiusMeeting), and to
 * @problems (char *) one line for each component that was left out and why.
 * @local resolves floating times and all-day dates. @sender: the address that
 * a REPLY came from, or NULL. Returns FALSE and TERTIUS_ERROR_MALFORMED when
 * nothing in it is iCalendar. */
gboolean tertius_ical_read(const char *bytes, gsize length, GTimeZone *local,
                           const char *sender, GPtrArray *meetings,
                           GPtrArray *problems, GError **error);
