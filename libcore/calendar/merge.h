/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two sides changed the same reminder: what is to be done. A pure function;
 * each of its cases is a row of the table in the tests.
 */
#pragma once

#include "calendar/object.h"
#include "model/reminder.h"

typedef struct {
	const TertiusObject *base;   /* last agreed; NULL: never delivered */
	const TertiusObject *remote; /* in the calendar; NULL: not there */
	const TertiusReminder *local;
	const char *title;       /* of @local, as calendars show it */
	gboolean is_command;     /* the user said the local change, since */
	gboolean is_time_pinned; /* as in TertiusDelivery */
	gboolean is_text_pinned;
	gboolean is_gone;
	gboolean is_ahead;     /* as in TertiusSyncWish */
	gboolean was_followed; /* another computer opened it again */
	gboolean is_withdrawn; /* @local is closed by events, not by the user:
	                        * what is newer than that stays */
	gint64 stamp;          /* when @local changed */
} TertiusMergeCase;

typedef enum {
	TERTIUS_MERGE_KEEP,   /* nothing to write */
	TERTIUS_MERGE_CREATE, /* a new object */
	TERTIUS_MERGE_RENEW,  /* a new object with a new UID */
	TERTIUS_MERGE_PATCH,  /* change the parts that are named */
	TERTIUS_MERGE_REMOVE,
} TertiusMergeWrite;

/* What the user did in the calendar, for the engine to take over. */
typedef enum {
	TERTIUS_MERGE_MOVED = 1 << 0, /* to the remote start; never move it */
	TERTIUS_MERGE_RENAMED = 1 << 1,
	TERTIUS_MERGE_DONE = 1 << 2,
	TERTIUS_MERGE_DROPPED = 1 << 3,
	TERTIUS_MERGE_REOPENED = 1 << 4, /* on another computer */
} TertiusMergeActs;

typedef struct {
	TertiusMergeWrite write;
	guint parts; /* TertiusPatchParts, of a patch */
	guint acts;  /* TertiusMergeActs */
} TertiusMergePlan;

TertiusMergePlan tertius_merge(const TertiusMergeCase *sides);

/* Whether so many of ours are gone that it is more likely an accident: over
 * three and over half. */
gboolean tertius_merge_is_accident(guint n_gone, guint n_all);
