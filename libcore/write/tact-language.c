/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In which language a draft is written.
 */
#include "write/tact-private.h"

#include "write/phrases.h"

#include <string.h>

#define GUESS_BYTES 4000 /* of the text, to guess its language from */
#define LANGUAGES   TERTIUS_TACT_LANGUAGES
/* What a word of one language alone weighs; divisible by 1 to 7. */
#define WORD_WEIGHT 420

/* The words of the start of @text in lower case, and its letters beyond ASCII,
 * which tell a language too. */
static GStrv
split_words(const char *text)
{
	g_autofree char *start = g_strndup(text, GUESS_BYTES);
	g_autofree char *valid = g_utf8_make_valid(start, -1);
	g_autofree char *lower = g_utf8_strdown(valid, -1);
	g_autoptr(GString) words = g_string_new(NULL);
	g_autoptr(GString) letters = g_string_new(" ");

	for (const char *p = lower; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		g_string_append_unichar(words, g_unichar_isalnum(c) ? c : ' ');
		if (c >= 0x80) {
			g_string_append_unichar(letters, c);
			g_string_append_c(letters, ' ');
		}
	}
	g_string_append(words, letters->str);
	return g_strsplit(words->str, " ", -1);
}

/* Adds what @word tells about each language: all of it where the word is common
 * in one language only, a share where it is in several. */
static void
weigh_word(const TertiusTact *tact, const char *word, guint weights[LANGUAGES])
{
	gboolean has[LANGUAGES];
	guint n = 0;

	for (guint i = 0; i < LANGUAGES; i++) {
		has[i] = tertius_tact_table_has_word(tact->tables[i], word);
		n += has[i] ? 1 : 0;
	}
	for (guint i = 0; i < LANGUAGES; i++)
		weights[i] += has[i] ? WORD_WEIGHT / n : 0;
}

/* Returns how much speaks for the likeliest language. */
static guint
guess(const TertiusTact *tact, const char *text, guint *language)
{
	g_auto(GStrv) words = split_words(text);
	guint weights[LANGUAGES] = { 0 };

	for (guint i = 0; words[i] != NULL; i++) {
		if (words[i][0] != '\0')
			weigh_word(tact, words[i], weights);
	}
	*language = 0;
	for (guint i = 1; i < LANGUAGES; i++) {
		if (weights[i] > weights[*language])
			*language = i;
	}
	return weights[*language];
}

/* The user's own words tell the language; where they are few, as above a
 * forward, the whole text does. */
TertiusTactTable *
tertius_tact_choose_table(const TertiusTact *tact, const TertiusMessage *draft,
                          const char *own, const char *language)
{
	guint best = 0;
	guint weight;

	for (guint i = 0; language != NULL && i < LANGUAGES; i++) {
		if (strcmp(tertius_phrases_languages[i], language) == 0)
			return tact->tables[i];
	}
	weight = guess(tact, own, &best);
	if (weight < 3 * WORD_WEIGHT && draft->text != NULL)
		weight = guess(tact, draft->text, &best);
	return weight > 0 ? tact->tables[best] : NULL;
}
