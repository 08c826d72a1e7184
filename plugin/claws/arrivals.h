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
