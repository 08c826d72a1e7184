/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The marks that a letter has at its beginning and its end.
 */
#include "detect/own-marks.h"

#include "detect/mark-text.h"

#include <string.h>

gboolean
tertius_mark_is_signature(const TertiusLine *line)
{
	gsize end = line->length;

	while (end > 0 &&
	       (line->start[end - 1] == ' ' || line->start[end - 1] == '\r'))
		end--;
	return end == 2 && memcmp(line->start, "--", 2) == 0;
}

/* Bytes of a line in which a footer's first words stand. */
#define FOOTER_LOOK_MAX ((gsize) 80)

/* Asked of nearly every line, so no more of it is folded than tells. */
gboolean
tertius_mark_is_footer(const TertiusLine *line)
{
	TertiusMarkBuffer buffer;
	TertiusLine rest = *line;

	if (line->length < 9)
		return FALSE;
	while (rest.length > 0 && strchr("*_-= \t", *rest.start) != NULL) {
		rest.start++;
		rest.length--;
	}
	if (!tertius_mark_may_begin(&rest, 0, TERTIUS_MARKS_FOOTERS))
		return FALSE;
	rest.length = MIN(rest.length, FOOTER_LOOK_MAX);
	(void) tertius_mark_fold_some(
		&rest, tertius_mark_longest(TERTIUS_MARKS_FOOTERS), buffer);
	return tertius_mark_starts_with(buffer, TERTIUS_MARKS_FOOTERS);
}

typedef struct {
	guint n_words;
	gboolean is_inside; /* a word */
	gboolean has_lower;
} TertiusNameWalk;

/* One character of a name: FALSE when none can hold it. */
static gboolean
walk_name(char c, TertiusNameWalk *walk)
{
	if (!tertius_mark_is_letter(c) &&
	    !(walk->is_inside && (c == '\'' || c == '-'))) {
		walk->is_inside = FALSE;
		return c != '\0' && strchr(" .,\t", c) != NULL;
	}
	if (!walk->is_inside) {
		if (!g_ascii_isupper(c) && (guchar) c < 0x80)
			return FALSE;
		walk->n_words++;
	}
	walk->has_lower = walk->has_lower || !g_ascii_isupper(c);
	walk->is_inside = TRUE;
	return TRUE;
}

gboolean
tertius_mark_is_bare_name(const TertiusLine *line)
{
	TertiusNameWalk walk = { 0 };

	for (gsize i = tertius_mark_skip_indent(line); i < line->length; i++) {
		if (!walk_name(line->start[i], &walk))
			return FALSE;
	}
	/* "FYI" is none, nor is what ends in a full stop. */
	return walk.n_words >= 1 && walk.n_words <= 3 && walk.has_lower &&
	       line->start[line->length - 1] != '.';
}

gboolean
tertius_mark_is_greeting(const TertiusLine *line)
{
	TertiusMarkBuffer buffer;
	const char *folded = tertius_mark_fold(line, buffer);
	gsize length = strlen(folded);

	if (length == 0)
		return FALSE;
	if (tertius_mark_starts_with_word(folded, TERTIUS_MARKS_GREETINGS))
		return strchr("?", folded[length - 1]) == NULL;
	if (tertius_mark_is_closing(line) || folded[length - 1] == '.')
		return FALSE; /* "Thanks!", "Sure." */
	if (strchr(",:;-!", folded[length - 1]) == NULL)
		return tertius_mark_is_bare_name(line) && length <= 24;
	return g_ascii_isupper(line->start[tertius_mark_skip_indent(line)]) &&
	       length <= 40 && strpbrk(folded, "0123456789") == NULL;
}

gboolean
tertius_mark_is_closing(const TertiusLine *line)
{
	TertiusMarkBuffer buffer;
	const char *folded = tertius_mark_fold(line, buffer);

	if (!tertius_mark_starts_with_word(folded, TERTIUS_MARKS_CLOSINGS))
		return FALSE;
	/* "Thanks for the report, I will read it" is no closing. */
	return strlen(folded) <= 24 || strstr(folded, " for ") == NULL;
}

gboolean
tertius_mark_is_postscript(const TertiusLine *line)
{
	TertiusMarkBuffer buffer;
	const char *folded = tertius_mark_fold(line, buffer);

	return g_str_has_prefix(folded, "ps") ||
	       g_str_has_prefix(folded, "p.s") ||
	       g_str_has_prefix(folded, "p. s");
}
