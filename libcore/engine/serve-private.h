/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the serving engine share.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "engine/engine.h"
#include "engine/json.h"

/* The list of a folder that is being read, from one portion to the next. */
typedef struct {
	char *name;   /* NULL: none */
	GArray *rows; /* TertiusClawsRow: what is not known yet */
	guint at;     /* the next one */
} TertiusServeList;

void tertius_serve_list_clear(TertiusServeList *list);

/* One request, with what belongs to it. */
typedef struct {
	TertiusEngine *engine;
	JsonObject *object;
	GBytes *body; /* or NULL */
	TertiusServeList *list;
} TertiusServeRequest;

/* Writes the answer's fields into @answer. */
typedef gboolean (*TertiusServeFunc)(const TertiusServeRequest *request,
                                     TertiusJson *answer, GError **error);

/* What answers @name, or NULL. */
TertiusServeFunc tertius_serve_find(const char *name);

/* A member of something in the request; NULL and 0 when it is none. */
const char *tertius_serve_member_text(JsonObject *object, const char *name);
gint64 tertius_serve_member_integer(JsonObject *object, const char *name);
/* A member of the request, or NULL, 0 and FALSE when it is not one. */
const char *tertius_serve_text(const TertiusServeRequest *request,
                               const char *name);
gint64 tertius_serve_integer(const TertiusServeRequest *request,
                             const char *name);
gboolean tertius_serve_boolean(const TertiusServeRequest *request,
                               const char *name);
/* The texts of a list (char *); NULL when it is none or has more than
 * TERTIUS_SERVE_KEYS_MAX. */
GPtrArray *tertius_serve_texts(const TertiusServeRequest *request,
                               const char *name);
/* A text that must be there; NULL with an error when it is not. */
const char *tertius_serve_need(const TertiusServeRequest *request,
                               const char *name, GError **error);

/* --- serve-rows.c: lists are told in portions --- */

/* Those that a request is for: TERTIUS_SERVE_ROWS_MAX of them, "from" that one
 * on, or from the first. */
typedef struct {
	guint from, shown, total;
} TertiusServeRows;

TertiusServeRows tertius_serve_rows(const TertiusServeRequest *request);
/* Counts the next row; whether it is one of those. */
gboolean tertius_serve_rows_take(TertiusServeRows *rows);
/* Ends the answer with "from", "shown" and, of all there are, "total". */
void tertius_serve_rows_end(const TertiusServeRows *rows, TertiusJson *answer);

/* --- serve-take.c --- */
gboolean tertius_serve_me(const TertiusServeRequest *request,
                          TertiusJson *answer, GError **error);
gboolean tertius_serve_unknown(const TertiusServeRequest *request,
                               TertiusJson *answer, GError **error);
gboolean tertius_serve_take(const TertiusServeRequest *request,
                            TertiusJson *answer, GError **error);
gboolean tertius_serve_decide(const TertiusServeRequest *request,
                              TertiusJson *answer, GError **error);
gboolean tertius_serve_undo(const TertiusServeRequest *request,
                            TertiusJson *answer, GError **error);
gboolean tertius_serve_export_calendar(const TertiusServeRequest *request,
                                       TertiusJson *answer, GError **error);

/* A message with this id lies in a folder of mail that was sent or got: if it
 * was a draft of ours, its step is done. */
void tertius_serve_note_sent(const TertiusServeRequest *request,
                             const char *message_id);
gboolean tertius_serve_drafted(const TertiusServeRequest *request,
                               TertiusJson *answer, GError **error);
gboolean tertius_serve_sent(const TertiusServeRequest *request,
                            TertiusJson *answer, GError **error);

/* --- serve-history.c --- */
gboolean tertius_serve_history(const TertiusServeRequest *request,
                               TertiusJson *answer, GError **error);
gboolean tertius_serve_arrived(const TertiusServeRequest *request,
                               TertiusJson *answer, GError **error);
/* What the client says of the messages of a folder up to a number, to be kept
 * when it gives a digest of them, and told when it does not. */
gboolean tertius_serve_cursor(const TertiusServeRequest *request,
                              TertiusJson *answer, GError **error);
gboolean tertius_serve_where(const TertiusServeRequest *request,
                             TertiusJson *answer, GError **error);

/* --- serve-remind.c --- */
gboolean tertius_serve_settle(const TertiusServeRequest *request,
                              TertiusJson *answer, GError **error);
gboolean tertius_serve_told(const TertiusServeRequest *request,
                            TertiusJson *answer, GError **error);

/* --- serve-show.c --- */
gboolean tertius_serve_look(const TertiusServeRequest *request,
                            TertiusJson *answer, GError **error);
gboolean tertius_serve_due(const TertiusServeRequest *request,
                           TertiusJson *answer, GError **error);
gboolean tertius_serve_introductions(const TertiusServeRequest *request,
                                     TertiusJson *answer, GError **error);
gboolean tertius_serve_draft(const TertiusServeRequest *request,
                             TertiusJson *answer, GError **error);
gboolean tertius_serve_why(const TertiusServeRequest *request,
                           TertiusJson *answer, GError **error);

/* --- serve-tact.c --- */
gboolean tertius_serve_tact(const TertiusServeRequest *request,
                            TertiusJson *answer, GError **error);

/* --- serve-settings.c --- */
gboolean tertius_serve_settings(const TertiusServeRequest *request,
                                TertiusJson *answer, GError **error);
gboolean tertius_serve_set(const TertiusServeRequest *request,
                           TertiusJson *answer, GError **error);
gboolean tertius_serve_quiet(const TertiusServeRequest *request,
                             TertiusJson *answer, GError **error);
gboolean tertius_serve_forget(const TertiusServeRequest *request,
                              TertiusJson *answer, GError **error);
gboolean tertius_serve_export(const TertiusServeRequest *request,
                              TertiusJson *answer, GError **error);

/* --- serve-people.c: the objects are those of engine/relation-objects.h --- */

/* {"do":"people","search":text,"open":bool,"from":n} -> "people":[…] for whom it
 * is the user's turn first, then the latest contact first; "mine", how many the
 * former are; "from", "shown", "total". @search is part of a name or address;
 * @open: only those with something open. */
gboolean tertius_serve_people(const TertiusServeRequest *request,
                              TertiusJson *answer, GError **error);
/* {"do":"person","address":any of theirs} -> "person":{…}, null: unknown. */
gboolean tertius_serve_person(const TertiusServeRequest *request,
                              TertiusJson *answer, GError **error);
/* {"do":"occasions","from":n} -> "occasions":[…] what is ahead, the next first,
 * then what was, the latest first; "from", "shown", "total"; "suggestions":[…]
 * the latest first, "quarters":[…], "quiet_since":time|null, "quiet": the same
 * in words. */
gboolean tertius_serve_occasions(const TertiusServeRequest *request,
                                 TertiusJson *answer, GError **error);

/* --- serve-said.c --- */
gboolean tertius_serve_message(const TertiusServeRequest *request,
                               TertiusJson *answer, GError **error);
gboolean tertius_serve_introduced(const TertiusServeRequest *request,
                                  TertiusJson *answer, GError **error);
gboolean tertius_serve_remind(const TertiusServeRequest *request,
                              TertiusJson *answer, GError **error);

/* --- serve-picture.c --- */
gboolean tertius_serve_timeline(const TertiusServeRequest *request,
                                TertiusJson *answer, GError **error);
gboolean tertius_serve_picture(const TertiusServeRequest *request,
                               TertiusJson *answer, GError **error);
