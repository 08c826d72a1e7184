/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which language a message is written in.
 */
#include "detect/language.h"

#include <string.h>

/* Words that are looked at: enough to tell. */
#define LOOK_MAX 400

/* What a word counts that is not common, but stands in phrases. */
#define USED_SHARE 0.5

/* A word that one language only knows tells most. */
static void
share_word(guint32 languages, double worth, double *counts)
{
	double share = worth;

	if ((languages & (languages - 1)) != 0)
		share /= __builtin_popcount(languages);
	for (; languages != 0; languages &= languages - 1)
		counts[__builtin_ctz(languages)] += share;
}

/* Few words of a short note are common ones; those of its phrases help. */
static void
count_word(const TertiusPhrases *phrases, guint id, double *counts)
{
	guint32 common = tertius_phrases_common_in(phrases, id);

	if (common != 0)
		share_word(common, 1, counts);
	else
		share_word(tertius_phrases_used_in(phrases, id), USED_SHARE,
		           counts);
}

/* English where nothing tells: most mail without words is a link or a file
 * name in it. */
static guint
fall_back(const TertiusPhrases *phrases)
{
	for (guint i = 0; i < tertius_phrases_n_languages(phrases); i++) {
		if (strcmp(tertius_phrases_language(phrases, i), "en") == 0)
			return i;
	}
	return 0;
}

/* "C." of a name, which is no French "c'". */
static gboolean
is_initial(const TertiusToken *token)
{
	return token->length == 1 && token->start[1] == '.' &&
	       (token->flags & TERTIUS_TOKEN_CAPITAL) != 0;
}

static void
count_words(const TertiusPhrases *phrases, const TertiusTokens *tokens,
            guint subject, double *counts)
{
	for (guint i = 0; i < MIN(tokens->n, LOOK_MAX); i++) {
		const TertiusToken *token = tertius_tokens_at(tokens, i);

		if (token->id != 0 && !is_initial(token) &&
		    (token->flags & TERTIUS_TOKEN_SUBJECT) == subject)
			count_word(phrases, token->id, counts);
	}
}

static guint
find_best(const TertiusPhrases *phrases, const double *counts)
{
	guint best = fall_back(phrases);

	for (guint i = 0; i < tertius_phrases_n_languages(phrases); i++) {
		if (counts[i] > counts[best])
			best = i;
	}
	return best;
}

/* A reply keeps the subject of another writer, perhaps in their language: it
 * is asked only where the text does not tell. */
guint
tertius_language_guess(const TertiusPhrases *phrases,
                       const TertiusTokens *tokens, gboolean *is_sure)
{
	g_autofree double *counts =
		g_new0(double, tertius_phrases_n_languages(phrases));
	guint best;

	count_words(phrases, tokens, 0, counts);
	best = find_best(phrases, counts);
	if (counts[best] < TERTIUS_LANGUAGE_WORDS_MIN) {
		count_words(phrases, tokens, TERTIUS_TOKEN_SUBJECT, counts);
		best = find_best(phrases, counts);
	}
	if (is_sure != NULL)
		*is_sure = counts[best] >= TERTIUS_LANGUAGE_WORDS_MIN;
	return best;
}
