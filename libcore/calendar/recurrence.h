/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * On which days a series falls. Own arithmetic, because libical's iterator can
 * be kept busy for minutes by one line of a stranger: here each day of a
 * bounded span is asked once whether it is one.
 */
#pragma once

#include <glib.h>
#include <libical/ical.h>

/* Days that one reading may ask in all, and one series: 60 years are 22,000,
 * and BYSETPOS looks at a whole month or year for each of its days. */
#define TERTIUS_RECURRENCE_DAYS_MAX   20000000
#define TERTIUS_RECURRENCE_SERIES_MAX 100000

/* Whether @rule is one that can be told by days: DAILY to YEARLY, without
 * several times a day, without week numbers. */
gboolean tertius_recurrence_is_readable(const struct icalrecurrencetype *rule);

/* Puts into @days (guint32, Julian, ascending; empty before) the days from @from to @until,
 * both included, on which @rule falls for a series that begins on @start; that
 * day itself always counts. COUNT is obeyed, UNTIL is left to the caller, who
 * knows the zone. @budget: how many days may still be asked; goes down. FALSE
 * when it was used up; @days then has those found so far. */
gboolean tertius_recurrence_expand(const struct icalrecurrencetype *rule,
                                   guint32 start, guint32 from, guint32 until,
                                   guint *budget, GArray *days);
