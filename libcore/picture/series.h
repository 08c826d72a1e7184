/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers over time, for the plots: counted out of the history and what was
 * concluded from it. Each takes one walk over what it counts.
 */
#pragma once

#include <glib.h>

#include "model/history.h"
#include "model/introduction.h"
#include "model/relation.h"
#include "model/reminder.h"
#include "model/working-time.h"

#define TERTIUS_SERIES_WEEKS  53 /* a year and the week that began it */
#define TERTIUS_SERIES_MONTHS 12
/* Contacts with one person in a year that are drawn; the latest. */
#define TERTIUS_RHYTHM_MAX    2000

/* Counts of several things in the same periods. */
typedef struct {
	GPtrArray *periods; /* char *: "week of 4 May 2026", "May 2026" */
	GPtrArray *ticks;   /* char *: what stands below each, "" for nothing */
	GPtrArray *names;   /* char *: of the things */
	GArray *counts;     /* guint: those of the first thing, then the next */
} TertiusSeries;

TertiusSeries *tertius_series_new(void);
void tertius_series_free(TertiusSeries *series);
guint tertius_series_count(const TertiusSeries *series, guint name,
                           guint period);
guint tertius_series_total(const TertiusSeries *series, guint name);

/* Introductions, thanks and check-ins by week, up to the week of @now. */
TertiusSeries *tertius_series_year(const GPtrArray *introductions,
                                   const GPtrArray *reminders, gint64 now,
                                   GTimeZone *zone);

/* New contacts by quarter (@quarters: TertiusQuarter): through friends, and on
 * my own in three ways. */
TertiusSeries *tertius_series_origin(const GPtrArray *quarters,
                                     GTimeZone *zone);

/* Organisations that are new by quarter, and people who are known by its end. */
TertiusSeries *tertius_series_reach(const GPtrArray *quarters, GTimeZone *zone);

/* What went to and fro with one person in a year. */
typedef enum {
	TERTIUS_GIFT_INTRODUCTION,
	TERTIUS_GIFT_HELP,
	TERTIUS_GIFT_OFFER,
	TERTIUS_GIFT_THANKS,
	TERTIUS_GIFT_CONGRATULATION,
	TERTIUS_GIFT_ASK,
	TERTIUS_GIFT_N,
} TertiusGift;

typedef struct {
	char *person;                   /* label */
	guint given[TERTIUS_GIFT_N];    /* by me */
	guint received[TERTIUS_GIFT_N]; /* from them */
	TertiusSeries *contact; /* by month, mail and meetings: for work; and
	                         * personal, which is at a private address,
	                         * or when the user does not work */
} TertiusBalance;

/* @person: a number of the history, or NOBODY for everybody together. */
TertiusBalance *tertius_balance_new(const TertiusHistory *history, guint person,
                                    const GPtrArray *introductions,
                                    const TertiusWorkingTime *hours);
void tertius_balance_free(TertiusBalance *balance);

typedef enum {
	TERTIUS_CONTACT_BY_ME,
	TERTIUS_CONTACT_BY_THEM,
	TERTIUS_CONTACT_MEETING,
} TertiusContactKind;

typedef struct {
	gint64 date;
	TertiusContactKind kind;
} TertiusBeat;

typedef struct {
	char *person;
	gint64 from, until; /* the year */
	GArray *contacts;   /* TertiusBeat, by date */
	guint usual;        /* days between two contacts, the median; 0 when
	                     * there are fewer than three */
} TertiusRhythm;

TertiusRhythm *tertius_rhythm_new(const TertiusHistory *history, guint person);
void tertius_rhythm_free(TertiusRhythm *rhythm);
/* Whether @days without contact are a gap: a month, and twice the usual. */
gboolean tertius_rhythm_is_gap(const TertiusRhythm *rhythm, gint64 days);

/* When each person of the history and I last wrote to one another: gint64 by
 * number, 0 for never. One walk over all messages. */
GArray *tertius_contact_find_last(const TertiusHistory *history);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusSeries, tertius_series_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusBalance, tertius_balance_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusRhythm, tertius_rhythm_free)
