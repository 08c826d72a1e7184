/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The mail client's end of engine/serve.h. Never waits: requests are queued,
 * answers come from the main loop. The child is started at the first request.
 * When it ends, it is started again and what was not answered is asked again; a
 * request at which it ends twice is answered with an error.
 *
 *	request = tertius_client_request("look");
 *	tertius_json_text(request, "message_id", id);
 *	tertius_client_ask(client, request, NULL, on_answer, data);
 */
#pragma once

#include <json-glib/json-glib.h>

#include "engine/json.h"

/* So many starts within a minute without any answer, then requests fail for a
 * minute. */
#define TERTIUS_CLIENT_STARTS_MAX  5
/* At so many ends of the child, a request is answered with an error. */
#define TERTIUS_CLIENT_DEATHS_MAX  2
/* Seconds without any answer, after which the child is ended as hanging. */
#define TERTIUS_CLIENT_SECONDS_MAX 120

/* Stands in the plugin's file before the version, so that `tertius doctor` finds
 * one that was left behind by another release. */
#define TERTIUS_CLIENT_MARK "Tertius plugin "

typedef struct _TertiusClient TertiusClient;

/* Either @answer, lent, or @error is set. Called once for each request, from
 * the main loop, unless it was dropped. */
typedef void (*TertiusClientFunc)(JsonObject *answer, const GError *error,
                                  gpointer data);

/* Will run `PROGRAM serve OPTIONS`. @program NULL: what TERTIUS_PROGRAM names,
 * else the installed one, else that in @beside, a folder or NULL. */
TertiusClient *tertius_client_new(const char *program, const char *beside,
                                  const char *const *options);

/* Another patience than TERTIUS_CLIENT_SECONDS_MAX, from the next child on. */
void tertius_client_set_seconds(TertiusClient *client, guint seconds);

/* Whether a folder of this name holds junk, or what is otherwise for nobody, as
 * clients call such folders in their languages. */
gboolean tertius_client_passes_over(const char *folder);

/* Ends the child; what was not answered is dropped. */
void tertius_client_free(TertiusClient *client);

/* Begins a request, to be given to ask or greet. */
TertiusJson *tertius_client_request(const char *name);

/* Takes @request; @body, or NULL, is referenced. @func may be NULL. */
void tertius_client_ask(TertiusClient *client, TertiusJson *request,
                        GBytes *body, TertiusClientFunc func, gpointer data);

/* Takes @request, which is asked first of each child. */
void tertius_client_greet(TertiusClient *client, TertiusJson *request);

/* Nothing is called with @data any more, also of what fails just now. */
void tertius_client_drop(TertiusClient *client, gconstpointer data);

/* Runs `PROGRAM ARGUMENTS OPTIONS` beside the child that serves, with @input, or
 * NULL, of a few KiB at most on its standard input, and forgets it. @ended, or NULL, is called from
 * the main loop with whether it ended well. FALSE: it cannot be started. */
gboolean tertius_client_run(TertiusClient *client, const char *const *arguments,
                            const char *input, void (*ended)(gboolean is_fine),
                            GError **error);

/* Requests without an answer. */
guint tertius_client_count(const TertiusClient *client);

/* The child's process id, 0 while there is none. For tests. */
GPid tertius_client_get_pid(const TertiusClient *client);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusClient, tertius_client_free)
