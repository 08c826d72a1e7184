/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders and one calendar, both ways: what the user does in the calendar
 * comes back as outcomes, what Tertius knows goes there, and nothing else in
 * the calendar is touched.
 */
#pragma once

#include "calendar/collection.h"
#include "calendar/merge.h"
#include "calendar/write-ical.h"
#include "model/delivery.h"

/* How often an object that others change at the same time is tried again. */
#define TERTIUS_SYNC_TRIES_MAX 3

/* So many new objects are put several at once; fewer are not worth it. */
#define TERTIUS_SYNC_TOGETHER_MIN 4

/* How often a reminder can be closed and opened again until another computer
 * looks. */
#define TERTIUS_SYNC_TURNS_MAX 8

/* What is to be in the calendar. */
typedef struct {
	const TertiusReminder *reminder;
	TertiusIcalStamp stamp;
	gboolean is_command; /* its last change was the user's, since the last
	                      * sync */
	gboolean is_ahead;   /* overdue: it rings as soon as it can, and what
	                      * rings in the calendar already stays there */
} TertiusSyncWish;

/* What the user did in the calendar. */
typedef struct {
	char *reminder;  /* its id */
	guint acts;      /* TertiusMergeActs */
	gint64 start;    /* where it was moved to */
	gboolean is_day; /* to that day, at no hour */
	gint64 closed;   /* when it was done; 0 when not said */
	char *summary;   /* the user's title */
} TertiusSyncOutcome;

typedef struct {
	TertiusCollection *collection; /* lent */
	const char *name;              /* of it, in deliveries */
	GTimeZone *local;              /* of floating times; lent */
	gboolean is_sure; /* go on although very many are gone there */
	/* Kept from run to run: */
	GPtrArray *deliveries; /* TertiusDelivery, all of this collection */
	char *token;           /* or NULL; owned */
	/* What came of it: */
	GPtrArray *outcomes; /* TertiusSyncOutcome */
	GPtrArray *problems; /* char * */
	guint n_written;
	gboolean has_learnt; /* the deliveries are others now */
	gboolean has_unread; /* there was something that could not be read */
} TertiusSync;

/* Returns an array that frees its TertiusSyncOutcome. */
GPtrArray *tertius_sync_outcomes_new(void);

/* One run with @wishes (an array of TertiusSyncWish). A delivery that no wish is
 * about is of a reminder that was forgotten: its object is removed, and so is the
 * delivery from the array. What was agreed on by then is in the deliveries even
 * when it fails half-way. Fails with
 * TERTIUS_ERROR_DENIED, before anything is changed, when so many objects are
 * gone that it looks like an accident. */
gboolean tertius_sync_run(TertiusSync *sync, const GArray *wishes,
                          GError **error);
