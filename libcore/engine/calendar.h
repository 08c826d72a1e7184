/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders and the user's calendars, both ways.
 *
 * The folder and the file of the settings are kept up to date by
 * tertius_engine_deliver (engine.h), without the network. A CalDAV collection is
 * synced only when somebody asks for it here: the `tertius calendar sync`
 * command does, which cron, a timer or a mail client starts as a child. Never
 * call these from a mail client's own process.
 */
#pragma once

#include "engine/engine.h"

typedef struct {
	const char *password_command; /* else the settings' */
	const char *ca_file;
	gboolean is_sure; /* that so many objects are gone on purpose */
	char *(*ask_password)(const char *who, gpointer data); /* or NULL */
	gpointer data;
	GCancellable *cancellable;
} TertiusCalendarOptions;

/* What the user did in the calendar since the last time, and what was done
 * about it. */
typedef struct {
	char *target;      /* the collection that was synced */
	gboolean is_made;  /* there was none of the kind that is set */
	char *passed_over; /* the calendar that was named, where the target is
	                    * another one because that takes no such objects;
	                    * told when it is chosen */
	guint written;
	guint moved, renamed, done, dropped;
	guint requests;      /* of CalDAV, sent */
	GPtrArray *problems; /* char *: objects that were left alone, and why */
} TertiusCalendarReport;

void tertius_calendar_report_clear(TertiusCalendarReport *report);

/* Syncs with @target: "caldavs://user@host/path" (or https), a calendar or a
 * server on which one called "tertius" (for tasks: "tertius-tasks") is chosen or
 * made, also when the calendar takes no objects of the kind that is set; or a
 * folder; NULL is the URL of the settings. What lies in the calendar of the
 * other kind from before the setting was changed is taken out of it. Fails with
 * TERTIUS_ERROR_SETTINGS (no or a wrong URL), TERTIUS_ERROR_DENIED (login,
 * certificate; or more than half of all reminders are gone there and @is_sure is
 * not set), TERTIUS_ERROR_UNREACHABLE (also when another sync is running, and
 * still is after two seconds). @report is empty before. */
gboolean tertius_engine_sync_calendar(TertiusEngine *engine, const char *target,
                                      const TertiusCalendarOptions *options,
                                      TertiusCalendarReport *report,
                                      GError **error);

typedef struct {
	char *url;
	char *name; /* "" when it has none */
	gboolean is_writable, takes_events, takes_tasks;
	gboolean is_chosen; /* reminders go there */
} TertiusAccountCalendar;

/* Whether @place is the address of such an account. */
gboolean tertius_calendar_is_url(const char *place);

/* The calendars of the account at @url (NULL: that of the settings), as an array
 * that frees its TertiusAccountCalendar. Nothing is made or changed. */
GPtrArray *tertius_engine_list_calendars(TertiusEngine *engine, const char *url,
                                         const TertiusCalendarOptions *options,
                                         GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TertiusCalendarReport,
                                 tertius_calendar_report_clear)
