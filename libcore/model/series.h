/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a meeting happens: kept as what the calendar says (a zone, rules, dates),
 * so that the fact is the same whenever it was read; the days follow from it
 * for the moment at which somebody asks.
 *
 *	"Europe/Berlin FREQ=WEEKLY;BYDAY=MO +1795507200 -1796112000"
 *
 * The zone's name, then in this order up to RULES_MAX rules (recurrence.h),
 * moments that are added and moments that are left out, in unix time.
 */
#pragma once

#include "model/meeting.h"
#include "model/recurrence.h"

#define TERTIUS_SERIES_RULES_MAX 4
#define TERTIUS_SERIES_DATES_MAX 1000 /* added and left out */
#define TERTIUS_SERIES_ZONE_MAX  100  /* bytes */

/* The zone of the user, whichever that is when somebody asks. */
#define TERTIUS_SERIES_LOCAL "-"

/* Which days are looked at around the present, at least; the first one always
 * is. */
#define TERTIUS_SERIES_DAYS_BEFORE 731
#define TERTIUS_SERIES_DAYS_AFTER  90
/* Of what comes once a year. */
#define TERTIUS_SERIES_YEAR_AFTER  366
/* They move on by so many at once, each series on a day of its own: so most of
 * them are the same from one day to the next. */
#define TERTIUS_SERIES_DAYS_STEP   28

/* Whether @name may be given to the system as the name of a zone: "UTC",
 * "Europe/Berlin", "+05:30", or a rule as in POSIX ("CET-1CEST,M3.5.0,M10.5.0");
 * nothing that leads to another file. */
gboolean tertius_series_is_zone(const char *name);

/* Whether @text is a series as above; trusts nothing. */
gboolean tertius_series_is_valid(const char *text);

/* Makes the text out of its parts. @rules: TertiusRecurrence; @added and
 * @excepted: gint64. What is over the limits is left out, and *@is_whole
 * becomes FALSE. */
char *tertius_series_dup_text(const char *zone, const GArray *rules,
                              const GArray *added, const GArray *excepted,
                              gboolean *is_whole);

/* The moment at which a clock of @local shows @wall, a time by the clock written
 * as if it were UTC. */
gint64 tertius_series_wall_to_moment(gint64 wall, GTimeZone *local);

/* Makes of the fact @meeting what happens: puts whole days and floating times
 * into @local, and fills in the instances. A single meeting has one; of a
 * series there are the first (unless it is left out) and those around @now, the
 * latest of them when they are more than TERTIUS_MEETING_INSTANCES_MAX.
 * Not twice. @budget: see recurrence.h. */
void tertius_series_settle(TertiusMeeting *meeting, GTimeZone *local,
                           gint64 now, guint *budget);

/* Whether other instances are made of the fact @meeting at @now than at
 * @before. */
gboolean tertius_series_has_moved(const TertiusMeeting *meeting, gint64 before,
                                  gint64 now);
