/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CalDAV (RFC 4791): finding calendars, making one, and a collection for the
 * sync. Differences between servers are met here and seen nowhere else.
 */
#pragma once

#include "calendar/caldav-http.h"
#include "calendar/collection.h"

/* Objects asked for at once. */
#define TERTIUS_CALDAV_BATCH 50

typedef struct {
	char *url;
	char *name;
	gboolean is_writable;
	gboolean takes_events;
	gboolean takes_tasks;
} TertiusCalendar;

/* Lists the calendars of @account: found from its URL, from /.well-known, or
 * the one that the URL itself is. Returns an array that frees its
 * TertiusCalendar. */
GPtrArray *tertius_caldav_find(const TertiusHttpAccount *account,
                               GError **error);

/* The collection for reminders: the URL of @account itself when that is a
 * calendar; else the one called "tertius" among its calendars, which is made
 * when it is missing. @url (NULL allowed) gets its address. */
TertiusCollection *tertius_caldav_open(const TertiusHttpAccount *account,
                                       char **url, GError **error);

/* The URL of @account as a collection, nothing asked: it was found to be one
 * before. */
TertiusCollection *tertius_caldav_open_known(const TertiusHttpAccount *account,
                                             GError **error);

/* How many requests the collection has sent. */
guint tertius_caldav_count(TertiusCollection *collection);
