/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A command of `tertius`: one file each, with one constant that says all about
 * it. Parsing, --help, the manual and the completions read the same constant,
 * so that they cannot differ.
 */
#pragma once

#include <glib.h>

#include "tool/run.h"

#define TERTIUS_COMMAND_EXAMPLES 3
#define TERTIUS_COMMAND_ANY      G_MAXUINT /* arguments without a bound */

typedef struct {
	const char *line;    /* what to type */
	const char *meaning; /* what it does */
} TertiusExample;

typedef struct {
	const char *name;
	/* For people and for the completions: "ID [WHEN]", "FILE…",
	 * "[introductions|people]". */
	const char *arguments;
	const char *summary; /* one line, without a full stop */
	TertiusExample examples[TERTIUS_COMMAND_EXAMPLES];
	const char *help;            /* paragraphs, set off by empty lines */
	const GOptionEntry *options; /* ends with a NULL name; or NULL */
	guint least, most;           /* arguments */
	gboolean is_hidden;          /* not for people */
	/* Options after the first argument belong to the argument. */
	gboolean takes_rest;
	/* Does the work. FALSE with an error: main tells it and chooses the
	 * exit status. */
	gboolean (*run)(TertiusRun *run, GError **error);
} TertiusCommand;

/* The commands of this program in the order of the manual; ends with NULL.
 * There are two programs and a table for each. */
extern const TertiusCommand *const tertius_commands[];
extern const gboolean tertius_commands_are_all;

const TertiusCommand *tertius_command_find(const char *name);

/* The options that every command has. */
extern const GOptionEntry tertius_common_options[];

/* The command that @arguments name first. Its options and the common ones are
 * parsed out of them into @run, which keeps what is set there already and lends
 * what is left of them. NULL when there is none, or not with these. */
const TertiusCommand *tertius_command_parse(TertiusRun *run, char ***arguments,
                                            GError **error);
/* Runs what was parsed, or shows its help. */
gboolean tertius_command_run(TertiusRun *run, const TertiusCommand *command,
                             GError **error);

extern const TertiusCommand tertius_command_scan;
extern const TertiusCommand tertius_command_classify;
extern const TertiusCommand tertius_command_due;
extern const TertiusCommand tertius_command_list;
extern const TertiusCommand tertius_command_show;
extern const TertiusCommand tertius_command_why;
extern const TertiusCommand tertius_command_done;
extern const TertiusCommand tertius_command_later;
extern const TertiusCommand tertius_command_never;
extern const TertiusCommand tertius_command_none;
extern const TertiusCommand tertius_command_confirm;
extern const TertiusCommand tertius_command_no_thanks;
extern const TertiusCommand tertius_command_unlearn;
extern const TertiusCommand tertius_command_undo;
extern const TertiusCommand tertius_command_person;
extern const TertiusCommand tertius_command_draft;
extern const TertiusCommand tertius_command_tact;
extern const TertiusCommand tertius_command_calendar;
extern const TertiusCommand tertius_command_picture;
extern const TertiusCommand tertius_command_report;
extern const TertiusCommand tertius_command_about;
extern const TertiusCommand tertius_command_forget;
extern const TertiusCommand tertius_command_export;
extern const TertiusCommand tertius_command_import;
extern const TertiusCommand tertius_command_doctor;
extern const TertiusCommand tertius_command_demo;
extern const TertiusCommand tertius_command_help;
extern const TertiusCommand tertius_command_worker;
extern const TertiusCommand tertius_command_serve;
