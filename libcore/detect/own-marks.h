/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a single line looks like: the marks that mail programs and people leave
 * around words, in all languages at once. Each looks at a bounded number of
 * bytes of the line.
 */
#pragma once

#include "detect/own-words.h"

/* Fields of a quoted header, as bits. */
typedef enum {
	TERTIUS_MARK_FROM = 1 << 0,
	TERTIUS_MARK_TO = 1 << 1,
	TERTIUS_MARK_CC = 1 << 2,
	TERTIUS_MARK_DATE = 1 << 3,
	TERTIUS_MARK_SUBJECT = 1 << 4,
} TertiusMark;

#define TERTIUS_MARK_PERSON (TERTIUS_MARK_FROM | TERTIUS_MARK_TO)

gboolean tertius_mark_is_blank(const TertiusLine *line);
/* Nothing but dashes, underscores and the like, at least five. */
gboolean tertius_mark_is_rule(const TertiusLine *line);
/* "> ", "| " or the initials of who wrote it before ">". */
gboolean tertius_mark_is_quoted(const TertiusLine *line);
/* "-----Original Message-----", "Forwarded by …": @zone says which. */
gboolean tertius_mark_is_separator(const TertiusLine *line, TertiusZone *zone);
/* The TertiusMark bits of the fields that the line holds; 0: none. */
guint tertius_mark_header_fields(const TertiusLine *line);
gboolean tertius_mark_has_time(const TertiusLine *line);
/* Short, without the end of a sentence: may be a name over a quote. */
gboolean tertius_mark_is_name_line(const TertiusLine *line);
/* "On … wrote:"; a line that may be the first half of one. */
gboolean tertius_mark_is_attribution(const TertiusLine *line);
gboolean tertius_mark_opens_attribution(const TertiusLine *line);
gboolean tertius_mark_is_signature(const TertiusLine *line);
gboolean tertius_mark_is_footer(const TertiusLine *line);
gboolean tertius_mark_is_greeting(const TertiusLine *line);
gboolean tertius_mark_is_closing(const TertiusLine *line);
/* One to three words that all begin with a capital letter, nothing else. */
gboolean tertius_mark_is_bare_name(const TertiusLine *line);
gboolean tertius_mark_is_postscript(const TertiusLine *line);
