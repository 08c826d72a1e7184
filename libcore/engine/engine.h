/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The engine brings the pure parts and the world together: it takes mail and
 * calendars into the ledger, concludes, keeps decisions, and gives records. The
 * command and the plugin's helper process both stand on it and on nothing else.
 *
 *	open --> scan, decide, undo, forget … (change) --> conclude (records)
 *
 * One thread, one engine. What parses strangers' bytes is the worker, a process
 * of its own (engine/worker.h), started when the first item needs it.
 */
#pragma once

#include <gio/gio.h>

#include "engine/settings.h"
#include "ledger/ledger.h"
#include "mail/source.h"
#include "model/decision.h"
#include "model/history.h"
#include "model/introduction.h"
#include "model/lesson.h"
#include "model/relation.h"
#include "model/reminder.h"

typedef struct {
	const char *ledger;    /* NULL: $XDG_DATA_HOME/tertius/ledger.db */
	const char *config;    /* NULL: $XDG_CONFIG_HOME/tertius/config */
	const char *const *me; /* NULL or empty: the settings', else learnt */
	gint64 now;            /* unix time; 0: the clock's */
	gboolean stays;        /* it is open for long: what was concluded is
	                        * kept, and carried on with each message */
	gboolean is_dry;       /* where there is no ledger, none is made */
} TertiusEngineOptions;

typedef struct _TertiusEngine TertiusEngine;

/* Opens settings and ledger. Errors as theirs. */
TertiusEngine *tertius_engine_open(const TertiusEngineOptions *options,
                                   GError **error);
void tertius_engine_free(TertiusEngine *engine);

/* Lend. */
const TertiusSettings *tertius_engine_get_settings(TertiusEngine *engine);
/* Writes @changes into the settings file and goes by them from now on. */
gboolean tertius_engine_change_settings(TertiusEngine *engine,
                                        const TertiusSettingChange *changes,
                                        guint n, GError **error);
/* What the file says for each row of tertius_settings_row (char *). */
GPtrArray *tertius_engine_setting_texts(TertiusEngine *engine, GError **error);
const char *tertius_engine_get_ledger_path(TertiusEngine *engine);
const TertiusWorkingTime *
tertius_engine_get_working_time(TertiusEngine *engine);
gint64 tertius_engine_get_now(TertiusEngine *engine);
/* When the first scan was, by the clock of then; now when there was none. */
gint64 tertius_engine_get_beginning(TertiusEngine *engine);

/* For one that stays open for days: takes the present moment anew, at most once
 * a minute while nothing changes; and the user's addresses, where they are the
 * caller's to say. */
void tertius_engine_refresh(TertiusEngine *engine);
void tertius_engine_set_me(TertiusEngine *engine, const char *const *me);
/* The folder of a mail client's address book (mail/claws-book.h), or NULL: its
 * contacts' names and addresses are theirs. Read anew at each conclusion. */
void tertius_engine_set_book(TertiusEngine *engine, const char *book);

/* What could not be read so far, and why: lines for people (char *). */
GPtrArray *tertius_engine_unreadable(TertiusEngine *engine, GError **error);

/* --- Taking in (engine/scan.c, take.c) ----------------------------------- */

typedef struct {
	guint items;     /* that were read */
	guint fresh;     /* messages that are new to the ledger */
	guint automatic; /* of these, written by machines */
	guint meetings;  /* events read from calendars */
	guint unreadable;
	guint found; /* while reading: messages whose words alone make an
	              * introduction likely; for a line of progress */
	guint introductions; /* likely ones among what is new */
	guint perhaps;
	guint renewed; /* messages read anew, as another edition read them */
	gboolean was_cancelled;
	gboolean is_concluding; /* all that was read is kept */
} TertiusScanReport;

typedef struct {
	gint64 since;        /* unix time, 0: everything */
	const char *folders; /* glob, or NULL */
	gboolean is_dry;     /* keep nothing; the report tells what would be */
	const char *password_command; /* else the settings', for their places */
	const char *ca_file;
	gboolean allow_plaintext;
	GCancellable *cancellable;
	/* Called a few times a second; may be NULL. */
	void (*progress)(const TertiusSourceProgress *progress,
	                 const TertiusScanReport *report, gpointer data);
	/* What could not be read, and why; may be NULL. */
	void (*problem)(const char *what, const char *message, gpointer data);
	/* Called at the end for each introduction, also perhaps ones, that
	 * what is new made; may be NULL. */
	void (*found)(const TertiusIntroduction *introduction, gpointer data);
	/* Asks the person for the password of "user@host" when no command and
	 * no key ring has it; may be NULL. */
	char *(*ask_password)(const char *who, gpointer data);
	gpointer data;
} TertiusScanOptions;

/* Reads @place into the ledger, a batch at a time, so that stopping it
 * anywhere, also by force, loses at most the last batch, which is read again
 * next time. While a server or the worker is waited for, others may write to the
 * ledger. Cancelling is no error: @report says so. */
gboolean tertius_engine_scan(TertiusEngine *engine, const char *place,
                             const TertiusScanOptions *options,
                             TertiusScanReport *report, GError **error);

/* Takes in one message or calendar as bytes, as the plugin has them. */
gboolean tertius_engine_take(TertiusEngine *engine, const TertiusItem *item,
                             GError **error);
/* The same for many, in one whole: all of them or none. */
gboolean tertius_engine_take_all(TertiusEngine *engine,
                                 const TertiusItem *items, guint n,
                                 GError **error);

/* What messages do, without keeping anything: reads @file (mbox or a single
 * message) and calls @each with the facts of each message in its order. */
gboolean tertius_engine_classify(const char *file, TertiusFactsFunc each,
                                 gpointer data, GError **error);

/* --- Concluding (engine/conclude.c) -------------------------------------- */

/* All that follows from facts and decisions at this moment. Owned by the
 * engine, until the next change. */
typedef struct {
	const TertiusHistory *history;
	const char *const *me; /* the addresses that were taken as the user's */
	const GPtrArray *introductions; /* TertiusIntroduction, by date; those
	                                 * that are perhaps and dismissed too */
	const GPtrArray *asked; /* TertiusIntroduction: asked for, agreed to or
	                         * declined, and not made */
	const GPtrArray *reminders; /* TertiusReminder, by due; closed too */
	const GPtrArray *decisions; /* TertiusDecision */
	const TertiusRelations *relations; /* what there is between me and
	                                    * everybody else */
} TertiusConclusions;

const TertiusConclusions *tertius_engine_conclude(TertiusEngine *engine,
                                                  GError **error);

/* Whether the history of conclusions lacks what machines wrote to many long ago
 * and in which nothing is done. What is concluded is the same, at a fraction of
 * the memory; only a list of a person's letters lacks them. */
void tertius_engine_leave_out_automatic(TertiusEngine *engine,
                                        gboolean leaves_it_out);

/* One of these is what an id means: ids may be given by their first
 * characters, at least 4, as long as only one begins so. */
typedef struct {
	const TertiusIntroduction *introduction;
	const TertiusReminder *reminder;
} TertiusFound;
/* FALSE, naming the id: nothing, or more than one thing, begins so. */
gboolean tertius_engine_find(TertiusEngine *engine, const char *id,
                             TertiusFound *found, GError **error);

/* --- Deciding (engine/decide.c) ------------------------------------------ */

/* What the decisions about introductions teach (TertiusLesson): owned. */
GPtrArray *tertius_engine_list_lessons(TertiusEngine *engine, GError **error);

/* @subject: the full id of a reminder or introduction, or an address. */
gboolean tertius_engine_decide(TertiusEngine *engine, TertiusDecisionKind kind,
                               const char *subject, const char *argument,
                               GError **error);
/* The decision that was taken back (to be freed), or NULL: none, or error. */
TertiusDecision *tertius_engine_undo(TertiusEngine *engine, GError **error);

/* "tomorrow", "3d", "2w", "1m", "friday", "2026-12-24", "2026-12-24T09:00" as a
 * moment in working time; 0 and an error when it means nothing or is past. */
gint64 tertius_engine_parse_moment(TertiusEngine *engine, const char *text,
                                   GError **error);

/* --- The user's rights (engine/rights.c) --------------------------------- */

/* All addresses of whom @name means: an address, a full name, or a part of one
 * that only one person has. NULL: nobody, or several (the error lists them). */
GPtrArray *tertius_engine_find_person(TertiusEngine *engine, const char *name,
                                      GError **error);
gboolean tertius_engine_forget(TertiusEngine *engine,
                               const GPtrArray *addresses, guint *n_messages,
                               guint *n_meetings, GError **error);
/* JSON Lines: facts by id, then decisions, then what is remembered for good.
 * The same facts give the same bytes. */
gboolean tertius_engine_export(TertiusEngine *engine, GOutputStream *stream,
                               GError **error);
/* Reads what export wrote, onto what is there; @n tells the lines taken. */
gboolean tertius_engine_import(TertiusEngine *engine, GInputStream *stream,
                               guint *n, GError **error);

/* --- Calendars out (engine/deliver.c) ------------------------------------ */

/* Makes the reminders of @target equal to the plan's: a folder (vdir) when it
 * exists as one or ends in "/", else one .ics file. @changed may be NULL. */
gboolean tertius_engine_export_calendar(TertiusEngine *engine,
                                        const char *target, guint *changed,
                                        GError **error);
/* Brings the user's own folder of reminders (a vdir, both ways: what was moved,
 * done or deleted there becomes decisions) and the file beside it up to date.
 * For after whatever has changed something, and before telling what is due.
 * Never the network. *@changed: how many files were written. Where another
 * process syncs at this moment, it is left for the next delivery, as if
 * something had changed. */
gboolean tertius_engine_deliver(TertiusEngine *engine, guint *changed,
                                GError **error);
/* The same after whoever syncs now, unless that takes longer than two seconds. */
gboolean tertius_engine_deliver_in_turn(TertiusEngine *engine, guint *changed,
                                        GError **error);
/* Whether mail was taken in, or something decided, since the last delivery. */
gboolean tertius_engine_has_changed(const TertiusEngine *engine);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusEngine, tertius_engine_free)
