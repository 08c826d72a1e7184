/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A reminder as it was last given to calendars, with the revision that
 * calendars need to tell old from new (RFC 5545 3.8.7). It is remembered, so
 * that a reminder which is no longer planned can still be taken back there.
 */
#pragma once

#include <glib.h>

#include "model/reminder.h"

typedef struct {
	TertiusReminder *reminder;
	gint64 created;  /* when it was first given, unix time */
	gint64 stamp;    /* when its content last changed; each time later, as
	                  * others tell by it which of two is the newer */
	gint64 sequence; /* how often it changed since */
} TertiusPublished;

/* A first revision, made at @now. Copies @reminder. */
TertiusPublished *tertius_published_new(const TertiusReminder *reminder,
                                        gint64 now);
void tertius_published_free(TertiusPublished *published);
/* Returns an array that frees its TertiusPublished. */
GPtrArray *tertius_published_array_new(void);

/* Takes over what @reminder says now; returns whether a calendar would see the
 * difference (moment, title, reason, open or closed), which makes a new
 * revision at @now. */
gboolean tertius_published_update(TertiusPublished *published,
                                  const TertiusReminder *reminder, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusPublished, tertius_published_free)
