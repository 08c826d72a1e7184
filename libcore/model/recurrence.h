/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * On which days a series falls (RFC 5545 3.3.10). Own arithmetic, because
 * libical's iterator can be kept busy for minutes by one line of a stranger:
 * here each day of a bounded span is asked once whether it is one.
 */
#pragma once

#include <glib.h>

/* Days that may be asked in all, and for one series: 60 years are 22,000, and
 * BYSETPOS looks at a whole month or year for each of its days. */
#define TERTIUS_RECURRENCE_DAYS_MAX   20000000
#define TERTIUS_RECURRENCE_SERIES_MAX 100000

/* Values of one BY… list: every day of a month from both of its ends. */
#define TERTIUS_RECURRENCE_LIST_MAX 62
#define TERTIUS_RECURRENCE_STEP_MAX 100000 /* INTERVAL and COUNT */

typedef enum {
	TERTIUS_FREQUENCY_DAILY,
	TERTIUS_FREQUENCY_WEEKLY,
	TERTIUS_FREQUENCY_MONTHLY,
	TERTIUS_FREQUENCY_YEARLY,
} TertiusFrequency;

typedef struct {
	guint n; /* 0: everything is allowed */
	gint16 values[TERTIUS_RECURRENCE_LIST_MAX];
} TertiusRecurrenceList;

/* One RRULE that can be told by days: no hours, no week numbers. */
typedef struct {
	TertiusFrequency frequency;
	guint interval;
	guint count;    /* 0: without an end */
	gint64 until;   /* the last moment, unix time; G_MAXINT64: none */
	int week_start; /* weekdays: 1 Sunday … 7 Saturday */
	TertiusRecurrenceList by_month, by_month_day, by_year_day, by_set_pos;
	/* weekday + 8 * n for the n-th, or negative as a whole for the n-th
	 * from the end: "-1FR" is -14 */
	TertiusRecurrenceList by_day;
} TertiusRecurrence;

/* "FREQ=MONTHLY;BYDAY=-1FR": weekly from Monday unless it says otherwise. The
 * same rule gives the same text. */
char *tertius_recurrence_dup_text(const TertiusRecurrence *rule);

/* Trusts nothing. FALSE when @text is no such rule, or over the limits. */
gboolean tertius_recurrence_parse(const char *text, TertiusRecurrence *rule);

/* Puts into @days (guint32, Julian, ascending; empty before) the days from
 * @from to @until, both included, on which @rule falls for a series that begins
 * on @start; that day itself always counts. COUNT is obeyed, UNTIL is left to
 * the caller, who knows the zone. @budget: how many days may still be asked;
 * goes down. FALSE when it was used up; @days then has those found so far. */
gboolean tertius_recurrence_expand(const TertiusRecurrence *rule, guint32 start,
                                   guint32 from, guint32 until, guint *budget,
                                   GArray *days);
