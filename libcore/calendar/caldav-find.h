/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The calendars of an account, found from its URL, from /.well-known, or where
 * widespread servers have them.
 */
#pragma once

#include "calendar/caldav-http.h"

typedef struct {
	char *url; /* ends in a slash */
	char *name;
	gboolean is_writable;
	gboolean takes_events;
	gboolean takes_tasks;
} TertiusCalendar;

typedef struct {
	GPtrArray *calendars; /* TertiusCalendar */
	char *principal;      /* whose they are; NULL: it was not said */
	char *home; /* where more can be made; NULL: the URL was a calendar, and
	             * only that one was looked at */
} TertiusCaldavPlace;

/* @place is empty before; it is to be cleared when it fails, too. */
gboolean tertius_caldav_discover(TertiusHttp *http, const char *url,
                                 TertiusCaldavPlace *place, GError **error);
/* Finds the neighbours of a calendar, too, where its owner is known: then the
 * home is known. */
gboolean tertius_caldav_look_around(TertiusHttp *http,
                                    TertiusCaldavPlace *place, GError **error);
void tertius_caldav_place_clear(TertiusCaldavPlace *place);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TertiusCaldavPlace, tertius_caldav_place_clear)
