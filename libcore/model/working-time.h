/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When the user works: days, hours, holidays and busy times, in the user's own
 * zone. Pure arithmetic over a zone and a list; it reads no clock.
 */
#pragma once

#include <glib.h>

typedef struct _TertiusWorkingTime TertiusWorkingTime;

/* Monday to Friday, 09:00 to 17:00 in @zone, no holidays. */
TertiusWorkingTime *tertius_working_time_new(GTimeZone *zone);
void tertius_working_time_free(TertiusWorkingTime *time);

/* @days: bit n set means that ISO weekday n (1 Monday … 7 Sunday) is worked. At
 * least one. @from and @until: minutes after midnight, from < until, and from
 * not before 04:00, where no zone ever skips or repeats the hour. Returns
 * FALSE, and changes nothing, when they are not so. */
gboolean tertius_working_time_set_hours(TertiusWorkingTime *time, guint days,
                                        int from, int until);

/* A day on which nothing is to ring: holiday, quiet day, leave. */
void tertius_working_time_add_day_off(TertiusWorkingTime *time, int year,
                                      int month, int day);

/* A span of unix time in which the user is in a meeting. */
void tertius_working_time_add_busy(TertiusWorkingTime *time, gint64 start,
                                   gint64 end);

/* Whole days, from that of @start to that of the moment before @end: holidays or
 * leave, as calendars have them. */
void tertius_working_time_add_holiday(TertiusWorkingTime *time, gint64 start,
                                      gint64 end);

/* Forgets meetings and holidays; hours and days off stay. */
void tertius_working_time_clear(TertiusWorkingTime *time);

/* The first moment not before @moment that is on a working day, in working
 * hours and outside meetings. Never before @moment. Gives up after a year
 * without one and returns the start of hours a year on. */
gint64 tertius_working_time_next(const TertiusWorkingTime *time, gint64 moment);

/* The start of hours on the first working day after the day of @moment. */
gint64 tertius_working_time_next_morning(const TertiusWorkingTime *time,
                                         gint64 moment);

/* The start of hours @days working days after the day of @moment; with 0, on
 * that day itself, or the next working one. */
gint64 tertius_working_time_add_days(const TertiusWorkingTime *time,
                                     gint64 moment, guint days);

/* Whether @moment lies on a working day, in working hours; meetings or not. */
gboolean tertius_working_time_is_worked(const TertiusWorkingTime *time,
                                        gint64 moment);

/* The number of the day (Julian, in the zone) and of the ISO week that @moment
 * lies in; for caps by day and by week. */
gint64 tertius_working_time_day(const TertiusWorkingTime *time, gint64 moment);
gint64 tertius_working_time_week(const TertiusWorkingTime *time, gint64 moment);

/* Lends. */
GTimeZone *tertius_working_time_get_zone(const TertiusWorkingTime *time);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusWorkingTime, tertius_working_time_free)
