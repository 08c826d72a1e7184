/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What reading what has just come (arrivals.c) and reading the history
 * (history.c) share.
 */
#pragma once

#include "claws/host.h"

/* A folder as the engine reads it. A plain record; all of it is a copy, as the
 * folder may go while it is on its way. */
typedef struct {
	char *folder; /* its identifier */
	char *files;  /* where its messages lie as numbered files; or NULL */
	char *list;   /* the client's list on disk; or NULL */
	gboolean is_sent, is_remote;
} TertiusPlace;

TertiusPlace *tertius_place_new(FolderItem *item);
void tertius_place_free(TertiusPlace *place);
/* Writes it into a request. */
void tertius_place_add(const TertiusPlace *place, TertiusJson *request);

/* --- arrivals.c ---------------------------------------------------------- */

/* There may be something to do. */
void tertius_arrivals_go_on(void);
/* Whether the main loop is ours for a moment. */
gboolean tertius_arrivals_may_work(void);
/* Something failed; nothing is asked for a while. */
void tertius_arrivals_rest(void);

/* --- told.c: what of a folder's list the engine was told of already ------ */

/* One look over a list. Held by whoever asks the engine about a part of it; when
 * nobody does any more, the engine keeps how far it is. */
typedef struct {
	char *folder;
	GHashTable *maybe; /* while it is compared, or NULL */
	guint64 compared, kept, digest;
	int until;
	gboolean is_whole;      /* it came to its end */
	gboolean is_unfinished; /* something is still to be read */
} TertiusLook;

void tertius_told_start(void);
void tertius_told_stop(void);
/* FALSE: the engine is asked first how far it is. */
gboolean tertius_told_is_ready(const char *folder);

TertiusLook *tertius_look_new(const char *folder);
void tertius_look_unref(TertiusLook *look);
/* Whether each message is to be compared first, with what the engine keeps. */
gboolean tertius_look_compares(const TertiusLook *look);
void tertius_look_compare(TertiusLook *look, const MsgInfo *message);
void tertius_look_end_comparing(TertiusLook *look);
/* Then, once for each: whether the engine is to be told. */
gboolean tertius_look_is_new(TertiusLook *look, const MsgInfo *message);
/* It was told of these (MsgInfo). */
void tertius_look_note(TertiusLook *look, const GPtrArray *messages);

/* --- fetch.c ------------------------------------------------------------- */

void tertius_fetch_start(void);
void tertius_fetch_stop(void);
/* Will fetch what @answer wants of @place. */
void tertius_fetch_add(const TertiusPlace *place, JsonObject *answer);
/* Messages that wait. */
guint tertius_fetch_count(void);
/* Fetches one, during which the main loop runs and anything may happen. FALSE:
 * nothing can be fetched now. */
gboolean tertius_fetch_next(void);

/* --- history.c ----------------------------------------------------------- */

/* Begins, or begins anew; what is known already is passed over. */
void tertius_history_start(void);
void tertius_history_stop(void);
/* There may be room for more. */
void tertius_history_go_on(void);

/* --- progress.c ---------------------------------------------------------- */

void tertius_progress_start(void);
void tertius_progress_stop(void);
/* Whether the user has not touched the client for a moment. */
gboolean tertius_progress_is_user_away(void);
/* Messages that are still to be read; 0: the line goes. */
void tertius_progress_show(guint left);
/* What keeps us from reading, or NULL. */
void tertius_progress_set_trouble(const GError *error);
