/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where results go: standard output. On a terminal they are for people (words,
 * tables fitted to the width); otherwise, or with --json, they are JSON Lines.
 * Messages and progress go to standard error. Everything that is printed for
 * people is cleaned of control characters first.
 */
#pragma once

#include <glib.h>

/* Columns of a terminal that does not tell, and the narrowest and widest that
 * tables are laid out for. */
#define TERTIUS_OUTPUT_WIDTH     80
#define TERTIUS_OUTPUT_WIDTH_MIN 40
#define TERTIUS_OUTPUT_WIDTH_MAX 160

typedef enum {
	TERTIUS_INK_PLAIN,
	TERTIUS_INK_STRONG, /* headings, and what is to be done */
	TERTIUS_INK_FAINT,  /* what explains */
} TertiusInk;

typedef struct {
	gboolean wants_json;   /* --json was given */
	gboolean is_json;      /* results are JSON Lines */
	gboolean is_quiet;     /* results and errors only */
	gboolean has_colour;   /* on standard output */
	gboolean has_progress; /* --no-progress was not given */
	gboolean moves_cursor; /* standard error is a terminal */
	guint width;           /* columns of standard output */
	gboolean failed;       /* something could not be printed */
} TertiusOutput;

/* Looks at the terminal and the environment (NO_COLOR, TERM, COLUMNS). */
TertiusOutput *tertius_output_new(void);
void tertius_output_free(TertiusOutput *output);

/* The columns that @terminal, an open file, has at this moment: at least one, also
 * when it is none, and no more than tables are laid out for. */
guint tertius_output_find_width(int terminal);

/* A paragraph for people: cleaned, folded to the width, @indent columns in; a
 * line feed in it begins a new line. */
void tertius_output_say(TertiusOutput *output, TertiusInk ink, guint indent,
                        const char *format, ...) G_GNUC_PRINTF(4, 5);
/* Goes on after @used columns of a line: @text, folded, with its left edge at
 * column @indent. Ends the line. */
void tertius_output_hang(TertiusOutput *output, TertiusInk ink, guint used,
                         guint indent, const char *text);
/* A part of a line as it is: clean already. */
void tertius_output_print(TertiusOutput *output, TertiusInk ink,
                          const char *line);
/* An empty line. */
void tertius_output_gap(TertiusOutput *output);

/* One line of JSON. Frees @line (see tool/json.h). */
void tertius_output_take_json(TertiusOutput *output, char *line);

/* A message to standard error, unless --quiet. */
void tertius_output_tell(TertiusOutput *output, const char *format, ...)
	G_GNUC_PRINTF(2, 3);
/* An error to standard error, always: "tertius: …". */
void tertius_output_complain(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Writes out what is buffered. FALSE when anything that was printed got lost,
 * with the reason (a full disk); a reader that went away (EPIPE) is fine. */
gboolean tertius_output_flush(TertiusOutput *output, GError **error);

/* The columns that @text takes on a terminal. */
guint tertius_output_columns(const char *text);

/* @text cut to @columns with "…" where it is longer. */
char *tertius_output_dup_cut(const char *text, guint columns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusOutput, tertius_output_free)
