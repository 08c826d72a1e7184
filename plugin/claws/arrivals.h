/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What reading what has just come (arrivals.c) and reading the history
 * (history.c) share.
 */
#pragma once

#include "base/blocks.h"
#include "claws/host.h"

/* A folder as the engine reads it. A plain record; all of it is a copy, as the
 * folder may go while it is on its way. */
typedef struct {
	char *folder; /* its identifier */
	char *files;  /* where its messages lie as numbered files; or NULL */
	char *list;   /* the client's list on disk; or NULL */
	gboolean is_sent, is_remote;
} TertiusPlace;

/* --- place.c ------------------------------------------------------------- */

TertiusPlace *tertius_place_new(FolderItem *item);
TertiusPlace *tertius_place_copy(const TertiusPlace *place);
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
/* This folder is looked over again, later. */
void tertius_arrivals_put_back(const char *folder);
/* The engine has answered, and may know more than before. */
void tertius_arrivals_note_read(gboolean has_news);

/* --- told.c: what the engine was told of already ------------------------- */

/* Of one folder. A plain record. */
typedef struct {
	GHashTable *rows; /* hashes of messages, told in this session */
	gboolean is_asked, is_ready;
	gboolean is_compared; /* what the engine keeps, with the list */
	guint until;          /* how far it is kept; 0: nothing is */
	TertiusBlocks kept;
	guint changes; /* that the client told of */
	/* When it was last looked over whole: */
	guint seen; /* so many of them */
	int size;   /* of the client's list */
} TertiusTold;

void tertius_told_start(void);
void tertius_told_stop(void);
gboolean tertius_told_is_running(void);
/* FALSE: the engine is asked first how far it is. */
gboolean tertius_told_is_ready(const char *folder);
/* Lends; never NULL. */
TertiusTold *tertius_told_need(const char *folder);
/* Lets the engine keep it for the next session. */
void tertius_told_keep(const char *folder, const TertiusBlocks *digest,
                       guint until);

/* --- look.c: one look over a list ---------------------------------------- */

/* Held by whoever asks the engine about a part of it; when nobody does any more,
 * it is kept how far it is. */
typedef struct _TertiusLook TertiusLook;

/* Whether its list may have what the engine was not told of. */
gboolean tertius_look_is_needed(FolderItem *item, const char *folder);
/* NULL: the list of @item is empty. */
TertiusLook *tertius_look_new(FolderItem *item);
TertiusLook *tertius_look_ref(TertiusLook *look);
void tertius_look_unref(TertiusLook *look);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusLook, tertius_look_unref)
/* Lends. */
const TertiusPlace *tertius_look_get_place(const TertiusLook *look);
/* Goes on for a moment, and adds to @messages (MsgInfo) what the engine is to be
 * told. FALSE: that was all. */
gboolean tertius_look_go_on(TertiusLook *look, GPtrArray *messages);
/* The engine was told of these. */
void tertius_look_note(TertiusLook *look, const GPtrArray *messages);
/* It wants some of them whole: in the next session it is told again. */
void tertius_look_set_unfinished(TertiusLook *look);
void tertius_look_fail(TertiusLook *look);

/* --- letters.c ----------------------------------------------------------- */

void tertius_letters_start(void);
void tertius_letters_stop(void);
/* For messages (MsgInfo). */
GPtrArray *tertius_letters_new(void);
/* Tells of them; takes @messages. @look may be NULL. */
void tertius_letters_ask(const TertiusPlace *place, GPtrArray *messages,
                         TertiusLook *look);
/* How many times it was asked and has not answered. */
guint tertius_letters_count(void);

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
