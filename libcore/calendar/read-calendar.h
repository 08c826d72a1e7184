/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file from a calendar or an address book, whichever it is: iCalendar
 * (read-ical.h) or vCards (read-vcard.h).
 */
#pragma once

#include "calendar/read-ical.h"

/* As tertius_ical_read. */
gboolean tertius_calendar_read(const char *bytes, gsize length,
                               const TertiusIcalContext *context,
                               GPtrArray *meetings, GPtrArray *problems,
                               GError **error);
