/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Titles in signatures. The name before them must be the writer's: others sign
 * in somebody's stead, and cards of others are passed on.
 */
#include "detect/titles.h"

#include "base/text.h"
#include "detect/marks.h"
#include "detect/own-marks.h"
#include "detect/tokens.h"
#include "model/facts.h"

#include <string.h>

#define LINES_BELOW    2  /* of the name, in which the title may stand */
#define TITLE_LINE_MAX 80 /* bytes of a line of it */
#define WORDS_MAX      10 /* of a title */
#define OWN_NAME_MAX   4  /* words of a name */
#define HOUSE_MAX      5  /* words of an organisation */

/* Letters before the full stop of an abbreviation. */
#define ABBREVIATION_MAX 5

/* The words of @text, folded and without accents. */
static char **
split(const char *text, gsize length)
{
	g_autofree char *folded = tertius_tokens_dup_folded(text, length);

	for (char *c = folded; *c != '\0'; c++) {
		if ((guchar) *c < 0x80 && !g_ascii_isalnum(*c))
			*c = ' ';
	}
	return g_strsplit(folded, " ", -1);
}

static guint
count(char **words)
{
	guint n = 0;

	for (guint i = 0; words[i] != NULL; i++)
		n += words[i][0] != '\0' ? 1 : 0;
	return n;
}

static gboolean
is_office(const char *word)
{
	TertiusMarkWords marks = tertius_mark_words(TERTIUS_MARKS_TITLES);

	for (gsize i = 0; i < marks.n; i++) {
		if (marks.words[i][0] == '*'
		            ? g_str_has_suffix(word, marks.words[i] + 1)
		            : word[0] == marks.words[i][0] &&
		                      strcmp(word, marks.words[i]) == 0)
			return TRUE;
	}
	return FALSE;
}

/* A full stop behind more than an abbreviation. */
static gboolean
ends_sentence(const char *line)
{
	const char *stop = strstr(line, ". ");
	const char *start = stop;

	while (start != NULL && start > line && start[-1] != ' ')
		start--;
	return stop != NULL && stop - start > ABBREVIATION_MAX;
}

/* No number, address or label, and no sentence. */
static gboolean
is_plain(const char *text, gsize length)
{
	g_autofree char *line = g_strndup(text, length);

	return length > 0 && length <= TITLE_LINE_MAX &&
	       strpbrk(line, "0123456789@:?!;\"") == NULL &&
	       strstr(line, "www.") == NULL && !ends_sentence(line) &&
	       line[length - 1] != '.';
}

static gboolean
is_title(const char *text, gsize length)
{
	g_auto(GStrv) words = NULL;
	gboolean is_one = FALSE;

	if (!is_plain(text, length))
		return FALSE;
	words = split(text, length);
	for (guint i = 0; words[i] != NULL; i++)
		is_one |= is_office(words[i]);
	return is_one && count(words) <= WORDS_MAX;
}

static gboolean
is_in(char **words, const char *word)
{
	for (guint i = 0; words[i] != NULL; i++) {
		if (strcmp(words[i], word) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Up to the comma, or whatever else parts a name from a title. */
static gsize
measure_name(const char *text, gsize length)
{
	gsize n = 0;

	while (n < length && strchr(",|/(", text[n]) == NULL &&
	       (n + 2 >= length || strncmp(text + n, " - ", 3) != 0) &&
	       !g_str_has_prefix(text + n, " – ") &&
	       !g_str_has_prefix(text + n, " — "))
		n++;
	return n;
}

/* Whether the writer goes by it: a full name that shares a word with the one in
 * the head. */
static gboolean
is_writer(const TertiusPerson *from, const char *text, gsize length)
{
	g_auto(GStrv) words = split(text, length);
	g_autofree char *known =
		g_strjoin(" ", from->name != NULL ? from->name : "",
	                  from->address != NULL ? from->address : "", NULL);
	g_auto(GStrv) parts = split(known, strcspn(known, "@"));
	guint n = count(words);

	if (n < 2 || n > OWN_NAME_MAX)
		return FALSE;
	for (guint i = 0; words[i] != NULL; i++) {
		if (strlen(words[i]) > 1 && is_in(parts, words[i]))
			return TRUE;
	}
	return FALSE;
}

/* Without blanks and what parts it from a name. */
static char *
dup_clean(const char *text, gsize length)
{
	g_autofree char *part = g_strndup(text, length);
	g_autofree char *line =
		tertius_text_dup_line(part, TERTIUS_STYLE_TITLE_MAX);
	const char *start = line;
	gsize end;

	while (*start != '\0') {
		gunichar c = g_utf8_get_char(start);

		if (g_unichar_isalnum(c))
			break;
		start = g_utf8_next_char(start);
	}
	end = strlen(start);
	while (end > 0 && strchr(" ,|/*_-", start[end - 1]) != NULL)
		end--;
	return g_strndup(start, end);
}

static const TertiusLine *
line_at(const TertiusReading *reading, guint index)
{
	const TertiusLine *line;

	if (index >= reading->lines->len)
		return NULL;
	line = &g_array_index(reading->lines, TertiusLine, index);
	return line->zone == TERTIUS_ZONE_SIGNATURE ||
	                       line->zone == TERTIUS_ZONE_CLOSING
	               ? line
	               : NULL;
}

/* Where somebody belongs may stand in the line below. */
static char *
dup_with_house(const TertiusReading *reading, guint at, char *title)
{
	const TertiusLine *line = line_at(reading, at + 1);
	g_autofree char *own = title;
	g_autofree char *house = NULL;
	g_autofree char *both = NULL;
	g_auto(GStrv) words = NULL;

	if (line == NULL || strchr(own, ',') != NULL ||
	    tertius_mark_is_blank(line) || !is_plain(line->start, line->length))
		return g_steal_pointer(&own);
	words = split(line->start, line->length);
	if (count(words) > HOUSE_MAX)
		return g_steal_pointer(&own);
	house = dup_clean(line->start, line->length);
	both = g_strjoin(", ", own, house, NULL);
	return tertius_text_dup_line(both, TERTIUS_STYLE_TITLE_MAX);
}

/* The title behind the name that ends line @at, or in one of those below. */
static char *
dup_title(const TertiusReading *reading, guint at, gsize name)
{
	const TertiusLine *line =
		&g_array_index(reading->lines, TertiusLine, at);
	g_autofree char *rest =
		dup_clean(line->start + name, line->length - name);
	guint below = 0;

	if (is_title(rest, strlen(rest)))
		return g_steal_pointer(&rest);
	for (guint i = at + 1; below < LINES_BELOW; i++) {
		line = line_at(reading, i);
		if (line == NULL)
			break;
		if (tertius_mark_is_blank(line))
			continue;
		below++;
		if (is_title(line->start, line->length))
			return dup_with_house(
				reading, i,
				dup_clean(line->start, line->length));
	}
	return NULL;
}

char *
tertius_titles_dup(const TertiusReading *reading)
{
	const TertiusPerson *from = reading->message->from;

	for (guint i = 0; from != NULL && i < reading->lines->len; i++) {
		const TertiusLine *line = line_at(reading, i);
		gsize name;
		char *title;

		if (line == NULL || line->length > TITLE_LINE_MAX)
			continue;
		name = measure_name(line->start, line->length);
		if (!is_writer(from, line->start, name))
			continue;
		title = dup_title(reading, i, name);
		if (title != NULL)
			return title;
	}
	return g_strdup("");
}
