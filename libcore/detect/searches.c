/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people look for. The phrases end with the article or the word that stands
 * for somebody, with which begins what is looked for; the bare ones before it,
 * where it has none, as in "looking for work".
 */
#include "detect/searches.h"

#define FAMILY      "search/looking-for"
#define BARE        "search/looking-for-bare"
#define SCORE       0.8
#define WORDS_MAX   9 /* of what is looked for, with its article */
#define WORDS_MIN   2
#define UNSOUGHT_AT 4 /* words in which a time, a file … shows itself */

/* What is looked for ends with the sentence, or where a mark ends its part. */
static guint
find_end(const TertiusReading *reading, guint start)
{
	const TertiusToken *first;
	guint end = start + 1;

	if (start >= reading->tokens->n)
		return start;
	first = tertius_tokens_at(reading->tokens, start);
	while (end < reading->tokens->n && end - start < WORDS_MAX) {
		const TertiusToken *token =
			tertius_tokens_at(reading->tokens, end);

		if (token->sentence != first->sentence ||
		    ((token->flags & TERTIUS_TOKEN_COMMA) != 0 &&
		     end - start > WORDS_MIN))
			break;
		end++;
	}
	return end;
}

static gboolean
is_unsought(const TertiusPhrases *phrases, const TertiusReading *reading,
            guint start, guint end)
{
	const TertiusWordClass *unsought =
		tertius_phrases_class(phrases, reading->language, "unsought");

	for (guint i = start; i < end && i < start + UNSOUGHT_AT; i++) {
		if (tertius_word_class_holds(
			    unsought, tertius_tokens_at(reading->tokens, i)))
			return TRUE;
	}
	return FALSE;
}

/* "looking for the report": that is there, and only not at hand. What has an
 * article is found by it. */
static gboolean
begins_settled(const TertiusPhrases *phrases, const TertiusReading *reading,
               const TertiusFind *find)
{
	static const char *const classes[] = { "settled", "a" };
	const TertiusToken *next =
		tertius_tokens_at(reading->tokens, find->end);

	if (next->sentence !=
	    tertius_tokens_at(reading->tokens, find->first)->sentence)
		return TRUE;

	for (gsize i = 0; i < G_N_ELEMENTS(classes); i++) {
		if (tertius_word_class_holds(
			    tertius_phrases_class(phrases, reading->language,
		                                  classes[i]),
			    next))
			return TRUE;
	}
	return (next->flags & (TERTIUS_TOKEN_COMMA | TERTIUS_TOKEN_NUMBER)) !=
	       0;
}

/* The sentence, and the one before it: what is looked for is a word there, and
 * what it is about stands around it. */
static char *
dup_about(const TertiusReading *reading, guint first, guint end)
{
	guint sentence = tertius_tokens_at(reading->tokens, first)->sentence;
	guint least = MAX(reading->n_greeted, reading->n_subject);

	if (first < reading->n_subject)
		least = 0;
	while (first > least &&
	       tertius_tokens_at(reading->tokens, first - 1)->sentence + 1 >=
	               sentence)
		first--;
	while (end < reading->tokens->n &&
	       tertius_tokens_at(reading->tokens, end)->sentence == sentence)
		end++;
	return tertius_reading_dup_words(reading, first, end);
}

static TertiusAct *
read_find(const TertiusPhrases *phrases, const TertiusReading *reading,
          const TertiusFind *find)
{
	gboolean is_bare = find->family == g_intern_static_string(BARE);
	guint start = is_bare ? find->end : find->end - 1;
	guint end = find_end(reading, start);
	const char *place =
		find->first < reading->n_subject ? "subject" : "body";
	g_autofree char *whole = NULL;
	g_autofree char *what = NULL;
	g_autofree char *about = NULL;
	TertiusAct *act;

	if (end < start + WORDS_MIN ||
	    (is_bare && begins_settled(phrases, reading, find)) ||
	    is_unsought(phrases, reading, start, end))
		return NULL;
	whole = tertius_reading_dup_words(reading, find->first, end);
	what = tertius_reading_dup_words(reading, start, end);
	about = dup_about(reading, find->first, end);
	act = tertius_act_new(TERTIUS_ACT_SEARCH);
	act->score = SCORE;
	g_ptr_array_add(act->evidence,
	                tertius_evidence_new(find->family, whole, place, 1));
	g_ptr_array_add(act->evidence, tertius_evidence_new(TERTIUS_SEARCH_WHAT,
	                                                    what, place, 0));
	g_ptr_array_add(
		act->evidence,
		tertius_evidence_new(TERTIUS_SEARCH_ABOUT, about, place, 0));
	return act;
}

void
tertius_searches_find(const TertiusPhrases *phrases,
                      const TertiusReading *reading, GPtrArray *acts)
{
	for (guint i = 0;
	     i < reading->finds->len && acts->len < TERTIUS_ACTS_MAX; i++) {
		const TertiusFind *find =
			&g_array_index(reading->finds, TertiusFind, i);
		TertiusAct *act;

		if (find->family != g_intern_static_string(FAMILY) &&
		    find->family != g_intern_static_string(BARE))
			continue;
		act = read_find(phrases, reading, find);
		if (act == NULL)
			continue;
		g_ptr_array_add(acts, act);
		return;
	}
}
