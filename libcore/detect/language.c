/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which language a message is written in.
 */
#include "detect/language.h"

#include <string.h>

/* Words that are looked at: enough to tell. */
#define LOOK_MAX 400

static guint
count_common(const TertiusPhrases *phrases, guint language,
             const TertiusTokens *tokens)
{
	guint n = MIN(tokens->list->len, LOOK_MAX);
	guint count = 0;

	for (guint i = 0; i < n; i++) {
		if (tertius_phrases_is_common(phrases, language,
		                              tertius_tokens_at(tokens, i)->id))
			count++;
	}
	return count;
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

guint
tertius_language_guess(const TertiusPhrases *phrases,
                       const TertiusTokens *tokens, gboolean *is_sure)
{
	guint best = fall_back(phrases);
	guint most = count_common(phrases, best, tokens);

	for (guint i = 0; i < tertius_phrases_n_languages(phrases); i++) {
		guint count = count_common(phrases, i, tokens);

		if (count > most) {
			most = count;
			best = i;
		}
	}
	if (is_sure != NULL)
		*is_sure = most >= TERTIUS_LANGUAGE_WORDS_MIN;
	return best;
}
