/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger: facts and decisions on disk, in one SQLite file that only its
 * owner can read. One process writes at a time; readers never wait.
 *
 *	open --> (begin --> put, remember … --> commit)* --> close
 *
 * What is put twice, in whatever order, is there once: see
 * tertius_facts_compare and tertius_meeting_supersedes.
 */
#pragma once

#include <gio/gio.h>

#include "model/decision.h"
#include "model/delivery.h"
#include "model/facts.h"
#include "model/history.h"
#include "model/published.h"

typedef struct _TertiusLedger TertiusLedger;

/* For a program of ours, before it opens any: nobody in this process asks how much
 * memory SQLite has, and counting it takes a lock at each piece. */
void tertius_ledger_own_process(void);

/* Opens or creates the ledger at @path: the folder 0700, the file 0600. Fails
 * with TERTIUS_ERROR_TOO_NEW (written by a later Tertius; untouched),
 * TERTIUS_ERROR_STORE (damaged, full, read-only, not ours) or
 * TERTIUS_ERROR_BUSY (locked by another). */
TertiusLedger *tertius_ledger_open(const char *path, GError **error);
void tertius_ledger_close(TertiusLedger *ledger);

/* A copy to try things on: what is changed there goes when it is closed. It lies
 * on disk, in a file without a name. */
TertiusLedger *tertius_ledger_open_copy(TertiusLedger *ledger, GError **error);
/* An empty one for the same purpose, where there is none at @path yet. */
TertiusLedger *tertius_ledger_open_empty(const char *path, GError **error);
const char *tertius_ledger_get_path(const TertiusLedger *ledger);

/* Says in which edition (see model/facts.h) mail is read now; 0, as at first: do
 * not care. What was remembered in another edition is then not known, and facts
 * of this edition replace those of others. */
void tertius_ledger_set_edition(TertiusLedger *ledger, gint64 edition);

/* A number that changes whenever another process has changed something; -1 on
 * error. */
gint64 tertius_ledger_generation(TertiusLedger *ledger, GError **error);

/* See tertius_db_set_cancellable. */
void tertius_ledger_set_cancellable(TertiusLedger *ledger,
                                    GCancellable *cancellable);

/* A whole that goes in together or not at all. They do not nest. */
gboolean tertius_ledger_begin(TertiusLedger *ledger, GError **error);
gboolean tertius_ledger_commit(TertiusLedger *ledger, GError **error);
void tertius_ledger_roll_back(TertiusLedger *ledger);

/* Between two wholes: lets go of what was only kept to be quick. */
void tertius_ledger_shrink(TertiusLedger *ledger);

/* --- Facts (ledger/facts.c) ---------------------------------------------- */

typedef enum {
	TERTIUS_PUT_NEW,
	TERTIUS_PUT_KNOWN,     /* the same was there already */
	TERTIUS_PUT_BETTER,    /* replaces a copy that told less */
	TERTIUS_PUT_RENEWED,   /* replaces what was read in another edition */
	TERTIUS_PUT_FORGOTTEN, /* of a person who is to be forgotten */
} TertiusPut;

/* Keeps @facts. @how may be NULL. */
gboolean tertius_ledger_put(TertiusLedger *ledger, const TertiusFacts *facts,
                            TertiusPut *how, GError **error);

/* An object of one of the user's calendars (ledger/calendars.c). */
typedef struct {
	const char *folder; /* the calendar */
	const char *name;   /* the same in all versions of the object */
	const char *key;    /* of this version */
} TertiusLedgerObject;

/* Keeps the meetings of @facts as what @object holds now: what it held before
 * and no longer does goes, unless it lies in another object or was told by
 * mail. */
gboolean tertius_ledger_put_object(TertiusLedger *ledger,
                                   const TertiusLedgerObject *object,
                                   const TertiusFacts *facts, GError **error);
/* The same for all objects of @calendar that are not among @names (a set);
 * @n_gone grows by their number. */
gboolean tertius_ledger_keep_objects(TertiusLedger *ledger,
                                     const char *calendar, GHashTable *names,
                                     guint *n_gone, GError **error);

/* Gives all facts to @history, each kept act and meeting with them. */
gboolean tertius_ledger_load(TertiusLedger *ledger, TertiusHistory *history,
                             GError **error);

/* The same without what machines wrote to many before @since and in which nothing
 * is done; but for one message of a list to and from each address that is met
 * otherwise. Of a large mailbox that is most. */
gboolean tertius_ledger_load_written(TertiusLedger *ledger, gint64 since,
                                     TertiusHistory *history, GError **error);

/* A part of the ledger: the messages with one of @message_ids; and of each of
 * @addresses, and of whoever wrote those messages, the latest messages and
 * meetings until @until (unix time), at most LATEST_MAX of each for an address
 * and name. Both lists end with NULL. All is lent. */
#define TERTIUS_LEDGER_LATEST_MAX 40
typedef struct {
	const char *const *addresses;
	const char *const *message_ids;
	gint64 until;
} TertiusExtract;

/* Gives @history only what @extract says. As fast in a large ledger as in a
 * small one. */
gboolean tertius_ledger_load_latest(TertiusLedger *ledger,
                                    const TertiusExtract *extract,
                                    TertiusHistory *history, GError **error);

/* Calls @each for all facts by id: messages first, then meetings (facts
 * without message, one meeting each). Stops when it returns FALSE. */
typedef gboolean (*TertiusFactsFunc)(const TertiusFacts *facts, gpointer data,
                                     GError **error);
gboolean tertius_ledger_each(TertiusLedger *ledger, TertiusFactsFunc each,
                             gpointer data, GError **error);

/* Removes every message, meeting and decision that any of @addresses (char *)
 * wrote, got or is named in, and their names; @n_messages and @n_meetings tell
 * how many. With @for_good the addresses are remembered as a hash, so that
 * none of it is taken in again. */
gboolean tertius_ledger_forget(TertiusLedger *ledger,
                               const GPtrArray *addresses, gboolean for_good,
                               guint *n_messages, guint *n_meetings,
                               GError **error);

typedef struct {
	guint messages, automatic, meetings, decisions, unreadable;
	gint64 earliest, latest; /* dates of messages; 0 when there is none */
} TertiusLedgerCounts;
gboolean tertius_ledger_count(TertiusLedger *ledger,
                              TertiusLedgerCounts *counts, GError **error);

/* The addresses that wrote the mail in folders of sent mail, most used first
 * (char *); when there is none, the address that most mail was sent to and
 * that has written itself. */
GPtrArray *tertius_ledger_learn_me(TertiusLedger *ledger, GError **error);

/* --- Decisions, and what was read (ledger/decisions.c, memory.c) --------- */

/* Sets @decision's number. */
gboolean tertius_ledger_decide(TertiusLedger *ledger, TertiusDecision *decision,
                               GError **error);
/* All, in the order in which they were made (TertiusDecision). */
GPtrArray *tertius_ledger_decisions(TertiusLedger *ledger, GError **error);
/* Takes back all that closed @reminder (an id). */
gboolean tertius_ledger_take_back(TertiusLedger *ledger, const char *reminder,
                                  GError **error);
/* Takes back the latest one and returns it; NULL without error: there is
 * none. */
TertiusDecision *tertius_ledger_undo(TertiusLedger *ledger, GError **error);

gboolean tertius_ledger_is_known(TertiusLedger *ledger, const char *folder,
                                 const char *key);
gboolean tertius_ledger_remember(TertiusLedger *ledger, const char *folder,
                                 const char *key, GError **error);
/* The same in whatever edition: there is no mail in it. */
gboolean tertius_ledger_remember_always(TertiusLedger *ledger,
                                        const char *folder, const char *key,
                                        GError **error);
/* The state of a folder, by which nothing in it need be looked at: "state", a blank
 * or a colon, and what the source says of it. Only the latest is kept. */
gboolean tertius_ledger_remember_state(TertiusLedger *ledger,
                                       const char *folder, const char *state,
                                       GError **error);
/* @reason NULL: it can be read after all. */
gboolean tertius_ledger_set_aside(TertiusLedger *ledger, const char *folder,
                                  const char *key, const char *reason,
                                  GError **error);
/* Lines "folder key: reason" (char *). */
GPtrArray *tertius_ledger_unreadable(TertiusLedger *ledger, GError **error);

/* What was given to calendars (TertiusPublished), by uid; and one more, or a
 * newer revision of one. */
GPtrArray *tertius_ledger_published(TertiusLedger *ledger, GError **error);
gboolean tertius_ledger_publish(TertiusLedger *ledger,
                                const TertiusPublished *published,
                                GError **error);

/* Of what was published: it is forgotten, and the text of its objects too. */
gboolean tertius_ledger_unpublish(TertiusLedger *ledger, const char *uid,
                                  GError **error);

/* --- Calendars, both ways (ledger/deliveries.c) --------------------------- */

/* What is known of the objects in @collection (TertiusDelivery), or in all
 * collections when that is NULL. */
GPtrArray *tertius_ledger_deliveries(TertiusLedger *ledger,
                                     const char *collection, GError **error);
/* Keeps one, in place of what was known. */
gboolean tertius_ledger_deliver(TertiusLedger *ledger,
                                const TertiusDelivery *delivery,
                                GError **error);
gboolean tertius_ledger_drop_deliveries(TertiusLedger *ledger,
                                        const char *collection, GError **error);

/* Whether it rang for @reminder (an id) at @due; and that it did, at @now. */
gboolean tertius_ledger_has_rung(TertiusLedger *ledger, const char *reminder,
                                 gint64 due);
gboolean tertius_ledger_note_rung(TertiusLedger *ledger, const char *reminder,
                                  gint64 due, gint64 now, GError **error);

/* Small things to remember, such as when the first scan was. */
char *tertius_ledger_recall(TertiusLedger *ledger, const char *key);
gboolean tertius_ledger_note(TertiusLedger *ledger, const char *key,
                             const char *value, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusLedger, tertius_ledger_close)
