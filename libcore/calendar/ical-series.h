/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a meeting happens: the rules of its series, as far as they are safe to
 * follow (model/series.h).
 */
#pragma once

#include <libical/ical.h>

#include "calendar/ical-zone.h"
#include "model/recurrence.h"

/* Whether @rule is one that can be told by days: DAILY to YEARLY, without
 * several times a day, without week numbers, within the limits of recurrence.h.
 * UNTIL is left out of *@copy. */
gboolean tertius_ical_rule_read(const struct icalrecurrencetype *rule,
                                TertiusRecurrence *copy);

/* The series of @event, whose start is known; NULL when it happens once.
 * *@is_whole becomes FALSE when some rule or date could not be followed. */
char *tertius_ical_series_read(icalcomponent *event, TertiusIcalZones *zones,
                               gboolean *is_whole);
