/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one of our own objects says after others had it: its meaning, not its
 * bytes. Servers sort lines, clients rewrite P0D for PT0S, zones for UTC; none
 * of that is an act of the user.
 */
#pragma once

#include <glib.h>

#define TERTIUS_OBJECT_BYTES_MAX 262144
#define TERTIUS_OBJECT_DEPTH_MAX 8 /* BEGIN inside BEGIN */

/* Of a dropped one: nobody dropped it, events have overtaken it. Another
 * computer must not take that for the user's word. */
#define TERTIUS_ICAL_WITHDRAWN "X-TERTIUS-WITHDRAWN"

typedef enum {
	TERTIUS_OBJECT_OPEN,
	TERTIUS_OBJECT_DONE,    /* COMPLETED, 100 %, or a tick in the title */
	TERTIUS_OBJECT_DROPPED, /* CANCELLED */
} TertiusObjectState;

/* A plain record. */
typedef struct {
	char *uid;
	char *reminder; /* X-TERTIUS-ID, or NULL */
	gboolean is_task;
	gint64 start;
	gint64 end;         /* of an event its end, of a task when it is due */
	gboolean is_day;    /* all-day, or from midnight on for whole days */
	gboolean is_series; /* it repeats, or has several components */
	TertiusObjectState state;
	gboolean is_withdrawn; /* dropped, by events and not by the user */
	gint64 closed;         /* COMPLETED; 0 when not said */
	char *summary;         /* without the tick */
	char *description;
	char *alarms; /* when it rings, in seconds from the start: "0 -600" */
	gint64 stamp; /* DTSTAMP; 0 when not said */
	gint64 sequence;
} TertiusObject;

/* Reads the object with @uid, or the first one when that is NULL. @local: the
 * zone of floating times. NULL and TERTIUS_ERROR_MALFORMED when there is none
 * in @text, or it is over the limits. */
TertiusObject *tertius_object_read(const char *text, gsize length,
                                   const char *uid, GTimeZone *local,
                                   GError **error);
void tertius_object_free(TertiusObject *object);

/* The length of the tick that @summary begins with, as "✓ " or "[x] "; 0
 * without. */
gsize tertius_object_tick_length(const char *summary);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusObject, tertius_object_free)
