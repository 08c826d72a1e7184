/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * iCalendar out: a reminder as an event with an alarm, in the form that rings
 * everywhere (timed, in UTC, transparent, private, one DISPLAY alarm, nobody
 * invited).
 */
#pragma once

#include <glib.h>

#include "model/reminder.h"

typedef struct {
	gint64 stamp;      /* DTSTAMP and LAST-MODIFIED: of the last change */
	gint64 created;    /* CREATED */
	gint64 sequence;   /* SEQUENCE */
	gboolean as_task;  /* VTODO instead of VEVENT */
	gboolean is_plain; /* title without names, no description */
} TertiusIcalStamp;

/* One VCALENDAR with one object: 15 minutes at the reminder's due moment. An
 * open one has an alarm; a done one is marked so, a dropped one CANCELLED, both
 * without alarm. CRLF, folded at 75 octets. The same input gives the same
 * bytes. */
char *tertius_ical_write_reminder(const TertiusReminder *reminder,
                                  const TertiusIcalStamp *stamp);

/* One VCALENDAR named @name with all of @reminders (TertiusReminder), each
 * with its own of @stamps (TertiusIcalStamp, same length). */
char *tertius_ical_write_feed(const char *name, const GPtrArray *reminders,
                              const TertiusIcalStamp *stamps);
