/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a meeting happens: once, or at the instances of its series.
 */
#pragma once

#include <libical/ical.h>

#include "calendar/ical-zone.h"
#include "model/meeting.h"

/* Fills in the instances of @meeting, whose start is known: that of a single
 * meeting; of a series the first, and those around @now (see read-ical.h), the
 * latest of them when they are more than TERTIUS_MEETING_INSTANCES_MAX.
 * @budget: see recurrence.h. FALSE when some rule could not be followed. */
gboolean tertius_ical_series_read(icalcomponent *event, TertiusIcalZones *zones,
                                  gint64 now, guint *budget,
                                  TertiusMeeting *meeting);
