/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * iCalendar in: bytes from strangers, meetings out. libical parses what
 * ical-scan leaves of them; every limit is named where it is kept.
 */
#pragma once

#include <glib.h>

#include "model/meeting.h"

#define TERTIUS_ICAL_BYTES_MAX    33554432 /* 32 MiB */
#define TERTIUS_ICAL_EVENTS_MAX   200000
#define TERTIUS_ICAL_PROBLEMS_MAX 100
/* A meeting that says it is longer is not believed. */
#define TERTIUS_ICAL_SECONDS_MAX  31622400 /* 366 days */

/* What the bytes do not say. */
typedef struct {
	const char *sender; /* of the mail that brought it; NULL: it is a
	                     * calendar of the user */
} TertiusIcalContext;

/* Appends the meetings of @bytes to @meetings (TertiusMeeting), each once, in
 * its newest form, and to @problems (char *) one line for each part that was
 * left out and why. Of a REPLY, only what its sender says about themselves is
 * told. A CANCEL or REPLY may come without times: its start is 0. The same bytes
 * give the same meetings on every day and in every zone. Returns FALSE and
 * TERTIUS_ERROR_MALFORMED when nothing in it is iCalendar. */
gboolean tertius_ical_read(const char *bytes, gsize length,
                           const TertiusIcalContext *context,
                           GPtrArray *meetings, GPtrArray *problems,
                           GError **error);
