/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folding a line.
 */
#include "detect/mark-text.h"

#include <string.h>

gsize
tertius_mark_skip_indent(const TertiusLine *line)
{
	gsize i = 0;

	while (i < line->length && i < TERTIUS_MARK_LOOK_MAX &&
	       (line->start[i] == ' ' || line->start[i] == '\t' ||
	        line->start[i] == '*'))
		i++;
	return i;
}

/* Folds what takes several bytes: ’ to ', and the capitals of Latin-1 in UTF-8.
 * The bytes read of @text, 0 when it is neither; @n counts what was written. */
static gsize
fold_wide(const char *text, gsize left, char *buffer, gsize *n)
{
	if (left > 2 && memcmp(text, "\xe2\x80\x99", 3) == 0) {
		buffer[(*n)++] = '\'';
		return 3;
	}
	if (left > 1 && (guchar) text[0] == 0xc3 && (guchar) text[1] >= 0x80 &&
	    (guchar) text[1] <= 0x9e) {
		buffer[(*n)++] = text[0];
		buffer[(*n)++] = (char) (text[1] + 0x20);
		return 2;
	}
	return 0;
}

/* A byte; of blanks in a row the first counts, and none at the beginning. */
static void
fold_narrow(char c, char *buffer, gsize *n)
{
	gboolean is_blank = c == ' ' || c == '\t';

	if (is_blank && (*n == 0 || buffer[*n - 1] == ' '))
		return;
	if (is_blank)
		c = ' ';
	buffer[(*n)++] = tertius_mark_lower(c);
}

const char *
tertius_mark_fold(const TertiusLine *line, TertiusMarkBuffer buffer)
{
	return tertius_mark_fold_some(line, TERTIUS_MARK_LOOK_MAX, buffer);
}

const char *
tertius_mark_fold_some(const TertiusLine *line, gsize max,
                       TertiusMarkBuffer buffer)
{
	gsize at = tertius_mark_skip_indent(line);
	gsize n = 0;

	while (at < line->length && n < max) {
		const char *text = line->start + at;
		gsize wide = 0;

		if (g_ascii_isgraph(*text)) { /* nearly every byte */
			buffer[n++] = tertius_mark_lower(*text);
			at++;
			continue;
		}
		if ((guchar) *text >= 0x80)
			wide = fold_wide(text, line->length - at, buffer, &n);
		if (wide == 0)
			fold_narrow(*text, buffer, &n);
		at += MAX(wide, 1);
	}
	while (n > 0 && buffer[n - 1] == ' ')
		n--;
	buffer[n] = '\0';
	return buffer;
}

gboolean
tertius_mark_may_begin(const TertiusLine *line, gsize at, TertiusMarksKind kind)
{
	if (at >= line->length)
		return FALSE;
	return (guchar) line->start[at] >= 0x80 ||
	       tertius_mark_words_by(kind, tertius_mark_lower(line->start[at]))
	                       .n > 0;
}

gboolean
tertius_mark_is(const char *folded, TertiusMarksKind kind)
{
	TertiusMarkWords marks = tertius_mark_words_by(kind, folded[0]);

	for (gsize i = 0; i < marks.n; i++) {
		if (strcmp(folded, marks.words[i]) == 0)
			return TRUE;
	}
	return FALSE;
}

gboolean
tertius_mark_starts_with(const char *folded, TertiusMarksKind kind)
{
	TertiusMarkWords marks = tertius_mark_words_by(kind, folded[0]);

	for (gsize i = 0; i < marks.n; i++) {
		if (g_str_has_prefix(folded, marks.words[i]))
			return TRUE;
	}
	return FALSE;
}

gboolean
tertius_mark_is_letter(char c)
{
	return g_ascii_isalpha(c) || (guchar) c >= 0x80;
}

gboolean
tertius_mark_starts_with_word(const char *folded, TertiusMarksKind kind)
{
	TertiusMarkWords marks = tertius_mark_words_by(kind, folded[0]);

	for (gsize i = 0; i < marks.n; i++) {
		gsize length = strlen(marks.words[i]);

		if (strncmp(folded, marks.words[i], length) == 0 &&
		    !tertius_mark_is_letter(folded[length]))
			return TRUE;
	}
	return FALSE;
}

gboolean
tertius_mark_holds(const char *folded, TertiusMarksKind kind)
{
	TertiusMarkWords marks = tertius_mark_words(kind);

	for (gsize i = 0; i < marks.n; i++) {
		if (strstr(folded, marks.words[i]) != NULL)
			return TRUE;
	}
	return FALSE;
}
