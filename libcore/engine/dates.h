/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Moments as people say them, and as they type them.
 */
#pragma once

#include <glib.h>

/* Seconds, ten years: longer spans are slips. */
#define TERTIUS_DATES_SPAN_MAX ((gint64) 3660 * 86400)

/* "today", "yesterday", "tomorrow", "Tuesday" within the next six days, else
 * "3 Nov", with the year when it is another one; "" for 0. */
char *tertius_dates_dup_kind(gint64 moment, gint64 now, GTimeZone *zone);

/* The same with the time of day, for today and tomorrow: "today 14:00". */
char *tertius_dates_dup_due(gint64 moment, gint64 now, GTimeZone *zone);

/* "Tuesday 30 June 2026, 09:00". */
char *tertius_dates_dup_whole(gint64 moment, GTimeZone *zone);

/* "2026-06-30T09:00:00+02:00"; @zone NULL: UTC, with "Z". */
char *tertius_dates_dup_rfc3339(gint64 moment, GTimeZone *zone);

/* Reads RFC 3339, also without seconds; a time without zone is in @zone (NULL:
 * here), a date alone is its start. FALSE when it is none. */
gboolean tertius_dates_parse(const char *text, GTimeZone *zone, gint64 *moment);

/* Reads "12h", "7d", "2w", "3m" (months of 30 days) as seconds.
 * FALSE when it is none, or over the limit. */
gboolean tertius_dates_parse_span(const char *text, gint64 *seconds);

/* A moment in the past for --since: a date, RFC 3339, or a span before @now. */
gboolean tertius_dates_parse_since(const char *text, gint64 now,
                                   GTimeZone *zone, gint64 *moment);

/* The first second of the day that it is in @zone at @moment. */
gint64 tertius_dates_find_begin_of_day(gint64 moment, GTimeZone *zone);

/* The last second of the day that it is in @zone at @now. */
gint64 tertius_dates_find_end_of_day(gint64 now, GTimeZone *zone);
