/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the writer writes.
 */
#include "detect/style.h"

#include "base/text.h"
#include "detect/own-words.h"
#include "detect/titles.h"

#include <string.h>

static char *
dup_first_line(const GArray *lines, TertiusZone zone)
{
	for (guint i = 0; i < lines->len; i++) {
		const TertiusLine *line = &g_array_index(lines, TertiusLine, i);
		g_autofree char *text = NULL;
		g_autofree char *clean = NULL;

		if (line->zone != zone)
			continue;
		text = g_strndup(line->start, line->length);
		clean = tertius_text_dup_line(text, TERTIUS_STYLE_LINE_MAX);
		if (clean[0] != '\0')
			return g_steal_pointer(&clean);
	}
	return g_strdup("");
}

static gboolean
goes_on(const char *line)
{
	guint blanks = 0;

	for (const char *p = line; *p != '\0'; p++)
		blanks += *p == ' ' ? 1 : 0;
	return blanks >= TERTIUS_STYLE_GREETING_WORDS_MAX ||
	       g_str_has_suffix(line, ".") || g_str_has_suffix(line, "?");
}

/* A line that goes on after its greeting is cut at the comma that ends it; one
 * that has none is no greeting of use. */
static char *
dup_greeting(const GArray *lines)
{
	g_autofree char *line = dup_first_line(lines, TERTIUS_ZONE_GREETING);
	gsize end = strcspn(line, ",:!");

	if (!goes_on(line))
		return g_steal_pointer(&line);
	return line[end] != '\0' ? g_strndup(line, end + 1) : g_strdup("");
}

/* Which of the two classes of words stands more often. German "Sie" and "Ihr"
 * count only with a capital, inside a sentence. */
static int
weigh_formality(const TertiusPhrases *phrases, const TertiusReading *reading)
{
	const guint language = reading->language;
	const TertiusWordClass *du =
		tertius_phrases_class(phrases, language, "familiar");
	const TertiusWordClass *vous =
		tertius_phrases_class(phrases, language, "formal");
	const TertiusWordClass *sie =
		tertius_phrases_class(phrases, language, "formal-capital");
	int formal = 0, familiar = 0;

	if (du == NULL && vous == NULL && sie == NULL)
		return 0;
	for (guint i = reading->n_subject; i < reading->tokens->n; i++) {
		const TertiusToken *token =
			tertius_tokens_at(reading->tokens, i);
		guint looks = TERTIUS_TOKEN_CAPITAL | TERTIUS_TOKEN_FIRST;

		if (tertius_word_class_holds(du, token))
			familiar++;
		else if (tertius_word_class_holds(vous, token) ||
		         ((token->flags & looks) == TERTIUS_TOKEN_CAPITAL &&
		          tertius_word_class_holds(sie, token)))
			formal++;
	}
	return (formal > familiar) - (familiar > formal);
}

void
tertius_style_read(const TertiusPhrases *phrases, const TertiusReading *reading,
                   TertiusStyle *style)
{
	g_free(style->language);
	g_free(style->greeting);
	g_free(style->closing);
	g_free(style->title);
	style->language = g_strdup(
		reading->is_language_sure
			? tertius_phrases_language(phrases, reading->language)
			: "");
	style->greeting = dup_greeting(reading->lines);
	style->closing = dup_first_line(reading->lines, TERTIUS_ZONE_CLOSING);
	style->formality = weigh_formality(phrases, reading);
	style->words = reading->tokens->n - reading->n_subject;
	style->title = tertius_titles_dup(reading);
}
