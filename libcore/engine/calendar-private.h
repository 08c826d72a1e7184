/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the engine's files about calendars share.
 */
#pragma once

#include "calendar/caldav.h"
#include "calendar/collection.h"
#include "calendar/write-ical.h"
#include "engine/calendar.h"
#include "mail/source.h"
#include "model/published.h"

/* What whoever syncs holds, among all processes with the same ledger. */
typedef int TertiusCalendarLock;

#define TERTIUS_CALENDAR_UNLOCKED (-1)

/* Never waits. Fails with TERTIUS_ERROR_UNREACHABLE, and *@is_taken, when somebody
 * else has it; with TERTIUS_ERROR_STORE where nobody can have it. */
gboolean tertius_calendar_lock(TertiusEngine *engine, TertiusCalendarLock *lock,
                               gboolean *is_taken, GError **error);
/* The same, but waits up to two seconds for whoever else has it. */
gboolean tertius_calendar_lock_in_turn(TertiusEngine *engine,
                                       TertiusCalendarLock *lock,
                                       gboolean *is_taken, GError **error);
void tertius_calendar_lock_clear(TertiusCalendarLock *lock);

/* All that calendars are or were to show (TertiusPublished), brought up to date
 * in the ledger. */
GPtrArray *tertius_engine_publish(TertiusEngine *engine, GError **error);

/* The revision that @published has in calendars. */
TertiusIcalStamp tertius_engine_stamp(const TertiusEngine *engine,
                                      const TertiusPublished *published);

/* How many decisions were taken back by now; and the how manieth that about
 * @subject was, 0 for none (decide.c). */
gint64 tertius_engine_count_undone(TertiusEngine *engine);
gint64 tertius_engine_when_undone(TertiusEngine *engine, const char *subject);

/* The folder that is always kept up to date; NULL: none is wanted. */
char *tertius_engine_dup_vdir(TertiusEngine *engine);

/* Makes the calendar inside the mail client, whose files are in @folder, show
 * what is open, for @attendee, an address of the user's; or nothing of ours,
 * where the settings do not want it. *@changed: how many files. */
gboolean tertius_engine_mirror(TertiusEngine *engine, const char *folder,
                               const char *attendee, guint *changed,
                               GError **error);

/* Both ways with a folder; the caller has the lock. */
gboolean tertius_engine_sync_folder(TertiusEngine *engine, const char *folder,
                                    gboolean is_sure,
                                    TertiusCalendarReport *report,
                                    GError **error);

/* Whether a closed one no longer belongs into a fresh calendar. */
gboolean tertius_engine_is_long_closed(const TertiusEngine *engine,
                                       const TertiusReminder *reminder);

/* One sync with @collection, which the ledger knows as @name; what the user did
 * there becomes decisions. Adds to @report. */
gboolean tertius_engine_sync_collection(TertiusEngine *engine,
                                        TertiusCollection *collection,
                                        const char *name, gboolean is_sure,
                                        TertiusCalendarReport *report,
                                        GError **error);

/* Takes over what the user did in @collection, and takes all of ours out of it;
 * the ledger then knows of nothing there. The collection itself stays. */
gboolean tertius_engine_leave_collection(TertiusEngine *engine,
                                         TertiusCollection *collection,
                                         const char *name,
                                         TertiusCalendarReport *report,
                                         GError **error);

/* A CalDAV account out of "caldavs://user@host/path" and a secret. */
typedef struct {
	TertiusHttpAccount http;
	char *url;    /* as https or http */
	char *user;   /* or NULL */
	char *name;   /* the place for people: without a password */
	char *secret; /* wiped at the end; or NULL */
	char *ca_file;
} TertiusCalendarAccount; /* FALSE: @url cannot be used, or no password could be had. */
gboolean tertius_calendar_account_open(TertiusEngine *engine, const char *url,
                                       const TertiusCalendarOptions *options,
                                       TertiusCalendarAccount *account,
                                       GError **error);
void tertius_calendar_account_clear(TertiusCalendarAccount *account);

/* A source for the scan: all calendars of an account, or the one that @place
 * is, read only. @options must outlive it. */
TertiusSource *tertius_calendar_source_open(TertiusEngine *engine,
                                            const char *place,
                                            const TertiusSourceOptions *options,
                                            GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TertiusCalendarLock,
                                 tertius_calendar_lock_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TertiusCalendarAccount,
                                 tertius_calendar_account_clear)
