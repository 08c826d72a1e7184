/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CalDAV (RFC 4791): the calendars of an account, and the one for reminders,
 * chosen or made. Differences between servers are met here and in the files
 * named caldav-*, and seen nowhere else.
 */
#pragma once

#include "calendar/caldav-collection.h"
#include "calendar/caldav-find.h"

/* What our calendars are called, for events and for tasks. They are two, as
 * many servers and programs have no calendar for both. */
#define TERTIUS_CALDAV_EVENTS "tertius"
#define TERTIUS_CALDAV_TASKS  "tertius-tasks"

/* Lists the calendars of @account, or the one that its URL is. Returns an array
 * that frees its TertiusCalendar. */
GPtrArray *tertius_caldav_find(const TertiusHttpAccount *account,
                               GError **error);

typedef struct {
	char *url;         /* of the calendar */
	gboolean is_made;  /* there was none */
	char *passed_over; /* the one that was named, and takes no such
	                     * objects; or NULL */
} TertiusCaldavChoice;

/* The collection for reminders as events or, @as_task, as tasks: the URL of
 * @account itself when that is a calendar which takes them; else ours among the
 * calendars of the account, which is made when it is missing; where none can be
 * made, the only list of tasks that there is. @choice (empty before) tells which
 * it is. Fails with TERTIUS_ERROR_DENIED when there is none. */
TertiusCollection *tertius_caldav_open(const TertiusHttpAccount *account,
                                       gboolean as_task,
                                       TertiusCaldavChoice *choice,
                                       GError **error);
void tertius_caldav_choice_clear(TertiusCaldavChoice *choice);

/* The URL of @account as a collection, nothing asked: it was found to be one
 * before. */
TertiusCollection *tertius_caldav_open_known(const TertiusHttpAccount *account,
                                             gboolean as_task, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TertiusCaldavChoice,
                                 tertius_caldav_choice_clear)
