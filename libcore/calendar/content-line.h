/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines that iCalendar is made of (RFC 5545 3.1): unfolded for reading, yet
 * with their own bytes at hand, so that what is not ours stays as it was.
 */
#pragma once

#include <glib.h>

/* Octets in one line of text, its end not counted (RFC 5545 3.1). */
#define TERTIUS_CONTENT_LINE_OCTETS 75
/* Lines of one object; a meeting with 200 people and their folds has 2,000. */
#define TERTIUS_CONTENT_LINES_MAX   20000

typedef struct {
	const char *raw; /* into the text that was given: folds, line end */
	gsize raw_length;
	char *text;        /* unfolded, without the line's end */
	const char *value; /* into text: after the colon; "" without one */
} TertiusContentLine;

/* Returns an array of TertiusContentLine that frees them; @text must stay. Any
 * line end will do: CRLF, LF. NULL and TERTIUS_ERROR_MALFORMED when there are
 * too many lines, or a NUL in them. */
GArray *tertius_content_lines_new(const char *text, gsize length,
                                  GError **error);

/* Whether @line is a property called @name ("DTSTART"), letter case aside. */
gboolean tertius_content_line_is(const TertiusContentLine *line,
                                 const char *name);
/* Whether @line is "NAME:VALUE", letter case aside, as "BEGIN:VEVENT". */
gboolean tertius_content_line_says(const TertiusContentLine *line,
                                   const char *name, const char *value);

/* The value of a parameter, as "Europe/Berlin" of TZID, without quotes; NULL
 * when there is none. */
char *tertius_content_line_dup_parameter(const TertiusContentLine *line,
                                         const char *name);

/* TEXT values (RFC 5545 3.3.11): backslash, comma, semicolon, line feed. What
 * is escaped has no control characters. */
char *tertius_content_text_escape(const char *text);
char *tertius_content_text_unescape(const char *value);

/* Appends @line folded at 75 octets, never inside a character, every piece
 * ended by @end ("\r\n", or "\n" for a file that has these). */
void tertius_content_line_fold(GString *out, const char *line, const char *end);

/* "20261124T080000Z". Moments outside the years 1 to 9999 become the nearest
 * that can be written. */
char *tertius_content_time_dup(gint64 moment);
