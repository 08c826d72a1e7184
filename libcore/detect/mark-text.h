/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The beginning of a line, made fit to be compared with lists of words.
 */
#pragma once

#include "detect/marks.h"
#include "detect/own-words.h"

/* How much of a line is looked at, in bytes; marks stand at its beginning. */
#define TERTIUS_MARK_LOOK_MAX 240

/* What folding needs. */
typedef char TertiusMarkBuffer[TERTIUS_MARK_LOOK_MAX + 8];

/* In lower case, if it is one of the capitals A to Z. Called for every byte of a
 * mailbox, so it stands here. */
static inline char
tertius_mark_lower(char c)
{
	if (c < 'A' || c > 'Z')
		return c;
	return (char) (c + ('a' - 'A'));
}

/* How many blanks and stars the line begins with. */
gsize tertius_mark_skip_indent(const TertiusLine *line);
/* The beginning of the line in lower case, without its indent, blanks single,
 * ’ as '. Lives in @buffer. */
const char *tertius_mark_fold(const TertiusLine *line,
                              TertiusMarkBuffer buffer);
/* The same, as many bytes as tell: @max, or one character more. */
const char *tertius_mark_fold_some(const TertiusLine *line, gsize max,
                                   TertiusMarkBuffer buffer);

gboolean tertius_mark_is_letter(char c);
/* Whether one of the marks @kind may begin at the @at-th byte of @line: asked of
 * every line, before any of it is folded. */
gboolean tertius_mark_may_begin(const TertiusLine *line, gsize at,
                                TertiusMarksKind kind);
/* Whether @folded is one of the marks @kind. */
gboolean tertius_mark_is(const char *folded, TertiusMarksKind kind);
/* Whether @folded begins with one of the marks @kind; with one as a whole word,
 * "best," and not "bestow"; holds one. */
gboolean tertius_mark_starts_with(const char *folded, TertiusMarksKind kind);
gboolean tertius_mark_starts_with_word(const char *folded,
                                       TertiusMarksKind kind);
gboolean tertius_mark_holds(const char *folded, TertiusMarksKind kind);
