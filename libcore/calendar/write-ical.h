/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * iCalendar out: a reminder as an event with an alarm, in the form that rings
 * everywhere (timed, in UTC, transparent, private, one DISPLAY alarm, nobody
 * invited).
 */
#pragma once

#include <glib.h>

#include "model/reminder.h"

/* Calendars show a title in one line and desktops keep the text of alarms for
 * days: short is kind. In bytes. */
#define TERTIUS_ICAL_TITLE_MAX       200
#define TERTIUS_ICAL_DESCRIPTION_MAX 1000
/* RFC 5322 2.1.1: no line of a message has more, so no Message-ID. */
#define TERTIUS_ICAL_MESSAGE_ID_MAX  998

/* How long a reminder is in the calendar: 15 minutes as an event. A task must
 * end after its start (RFC 5545 3.8.2.3): 8 hours, when the day is over. */
#define TERTIUS_ICAL_EVENT_SECONDS 900
#define TERTIUS_ICAL_TASK_SECONDS  28800

typedef struct {
	gint64 stamp;       /* DTSTAMP and LAST-MODIFIED: of the last change */
	gint64 created;     /* CREATED */
	gint64 sequence;    /* SEQUENCE */
	gboolean as_task;   /* VTODO instead of VEVENT */
	gboolean is_plain;  /* title without names, no description */
	gboolean is_silent; /* without alarm: somebody else rings */
	gboolean is_withdrawn; /* a dropped one: by events (object.h) */
} TertiusIcalStamp;

/* One VCALENDAR with one object: 15 minutes at the reminder's due moment. An
 * open one has an alarm; a done one is marked so, a dropped one CANCELLED, both
 * without alarm. CRLF, folded at 75 octets. The same input gives the same
 * bytes. */
char *tertius_ical_write_reminder(const TertiusReminder *reminder,
                                  const TertiusIcalStamp *stamp);

/* One VCALENDAR named @name with all of @reminders (TertiusReminder), each
 * with its own of @stamps (TertiusIcalStamp, same length). Never mix events
 * and tasks in it: some clients then hide the tasks. */
char *tertius_ical_write_feed(const char *name, const GPtrArray *reminders,
                              const TertiusIcalStamp *stamps);

/* The parts, for changing an object that others have changed too: the title as
 * it is written (one line, never empty, "✓ " before it when done), the
 * description, and the lines of the alarm. */
char *tertius_ical_dup_title(const TertiusReminder *reminder,
                             gboolean is_plain);
char *tertius_ical_dup_description(const TertiusReminder *reminder);
char *tertius_ical_dup_alarm(const TertiusReminder *reminder, const char *title,
                             gboolean as_task);
