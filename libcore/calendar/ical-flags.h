/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What kind of meeting an event is.
 */
#pragma once

#include <libical/ical.h>

#include "model/meeting.h"

/* TertiusMeetingFlags of @event, whose title, UID, times and people @meeting has
 * already. @calendar_says: TertiusTitleFlags of the calendar's own name. */
guint tertius_ical_flags_read(icalcomponent *event, guint calendar_says,
                              const TertiusMeeting *meeting);

/* The value of the property "X-…", or NULL. Lends. */
const char *tertius_ical_get_x(icalcomponent *component, const char *name);
