/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One run of the command: what it was told, where it prints, the engine once it
 * is needed, and with which status it will end.
 */
#pragma once

#include "base/error.h"
#include "engine/engine.h"
#include "tool/output.h"

/* Exit statuses, a promise to scripts (docs: tertius(1)). */
typedef enum {
	TERTIUS_EXIT_FINE,        /* an empty result is fine */
	TERTIUS_EXIT_INCOMPLETE,  /* something was skipped or is left to do */
	TERTIUS_EXIT_WRONG_USE,   /* of options, arguments or settings */
	TERTIUS_EXIT_UNREACHABLE, /* cannot reach or log in */
	TERTIUS_EXIT_LEDGER,      /* the ledger cannot be used */
} TertiusExit;

typedef struct {
	const char *program; /* as the user typed it */
	TertiusEngineOptions options;
	const char *password_command; /* or NULL */
	char **arguments;             /* of the command, after its options */
	guint n_arguments;
	TertiusOutput *output;
	TertiusExit status;    /* FINE, until the command says otherwise */
	gboolean is_demo;      /* plays on the made-up mail */
	TertiusEngine *engine; /* NULL until tertius_run_engine */
} TertiusRun;

TertiusRun *tertius_run_new(void);
void tertius_run_free(TertiusRun *run);

/* Opens the engine when it is not open yet. Lends; NULL on error, and then the
 * status is that of the ledger or of the settings. */
TertiusEngine *tertius_run_engine(TertiusRun *run, GError **error);

/* The conclusions of this moment. Lends; until the next change. */
const TertiusConclusions *tertius_run_conclude(TertiusRun *run, GError **error);

/* Of the engine, which is open. Lends. */
GTimeZone *tertius_run_get_zone(TertiusRun *run);
gint64 tertius_run_get_now(TertiusRun *run);

/* The status that fits @error. */
TertiusExit tertius_run_status_of(const GError *error);

/* Sets an error of wrong use. */
void tertius_run_refuse(GError **error, const char *format, ...)
	G_GNUC_PRINTF(2, 3);

/* Takes @inner: what cannot be understood in an argument is wrong use of the
 * command. */
void tertius_run_pass_refusal(GError **error, GError *inner);

/* The addresses of the person whom @name means, with who is meant in the
 * message when it is a slip; NULL with an error of wrong use. */
GPtrArray *tertius_run_find_person(TertiusRun *run, const char *name,
                                   GError **error);

/* What @id means; FALSE with an error of wrong use. */
gboolean tertius_run_find(TertiusRun *run, const char *id, TertiusFound *found,
                          GError **error);

/* A moment ahead, as people say it; FALSE with an error of wrong use. The
 * engine is open. */
gboolean tertius_run_parse_moment(TertiusRun *run, const char *text,
                                  gint64 *moment, GError **error);

/* What to type for the command @words on the same ledger, or the same demo. */
char *tertius_run_dup_command(const TertiusRun *run, const char *words);

/* How many characters tell the ids of introductions and reminders apart. */
guint tertius_run_id_length(TertiusRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusRun, tertius_run_free)
