/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looking for a phrase only where its rarest word stands finds what trying it
 * at every word finds, in the same order of places.
 */
#include "detect/phrase-index.h"
#include "tertius-test.h"

#include <string.h>

#define ROUNDS   400
#define PHRASES  12
#define WORDS    60
#define COMMON   3 /* words "a", "b", "c" of nine */
#define ELEMENTS 5

static guint
number_word(gpointer data, const char *word)
{
	(void) data;
	return (guint) (word[0] - 'a') + 1;
}

static const GPtrArray *
find_class(gpointer data, const char *name)
{
	(void) data;
	(void) name;
	return NULL;
}

static gboolean
is_common(gpointer data, guint id)
{
	(void) data;
	return id <= COMMON;
}

static char *
dup_phrase(GRand *dice)
{
	static const char *const shapes[] = {
		"a",    "b",  "c",      "d",    "e",       "f|g", "h?",
		"a|d?", "__", "{name}", "iii~", "{email}", "jjj~"
	};
	GString *phrase = g_string_new(NULL);
	gint n = g_rand_int_range(dice, 1, ELEMENTS + 1);

	for (gint i = 0; i < n; i++)
		g_string_append_printf(phrase, "%s ",
		                       shapes[g_rand_int_range(
					       dice, 0, G_N_ELEMENTS(shapes))]);
	return g_string_free(phrase, FALSE);
}

static TertiusTokens *
make_text(GRand *dice)
{
	static const char *const words[] = { "a",    "b",   "c",     "d",
		                             "e",    "f",   "g",     "h",
		                             "iiix", "zzz", "u@v.w", "d.",
		                             "jjjx" };
	TertiusTokens *tokens = tertius_tokens_new();

	for (guint i = 0; i < WORDS; i++) {
		const char *word =
			words[g_rand_int_range(dice, 0, G_N_ELEMENTS(words))];
		gboolean is_new = g_rand_int_range(dice, 0, 8) == 0;
		TertiusToken token = { .start = word,
			               .word = word,
			               .length = (guint) strlen(word) };

		if (word[0] <= 'h')
			token.id = number_word(NULL, word);
		if (is_new || i == 0) {
			tokens->n_sentences++;
			token.flags |= TERTIUS_TOKEN_FIRST;
		}
		token.sentence = tokens->n_sentences - 1;
		if (word[0] == 'u')
			token.flags |= TERTIUS_TOKEN_EMAIL;
		if (word[0] == 'z')
			token.flags |= TERTIUS_TOKEN_NAME;
		if (word[0] == 'z' && i > 0 && !is_new &&
		    (tertius_tokens_at(tokens, i - 1)->flags &
		     TERTIUS_TOKEN_NAME) != 0)
			token.flags |= TERTIUS_TOKEN_INSIDE;
		*tertius_tokens_append(tokens) = token;
	}
	return tokens;
}

static gboolean
note(const TertiusPattern *pattern, guint first, guint end, gpointer data)
{
	GPtrArray *notes = data;

	g_ptr_array_add(notes, g_strdup_printf("%03u-%03u %s", first, end,
	                                       pattern->family));
	return TRUE;
}

static int
compare_notes(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static char *
dup_sorted(GPtrArray *notes)
{
	g_ptr_array_sort(notes, compare_notes);
	g_ptr_array_add(notes, NULL);
	return g_strjoinv("\n", (char **) notes->pdata);
}

static void
check_places_ascend(const GPtrArray *notes)
{
	for (guint i = 1; i < notes->len; i++)
		ck_assert_int_le(
			strncmp(notes->pdata[i - 1], notes->pdata[i], 3), 0);
}

/* Adds the phrase to the index, and its matches to @expected. */
static void
add_phrase(TertiusPhraseIndex *index, const char *family, const char *phrase,
           TertiusTerms *terms, const TertiusTokens *tokens,
           GPtrArray *expected)
{
	const TertiusWordBook book = { number_word, find_class, NULL };
	TertiusPattern *pattern =
		tertius_pattern_new(family, phrase, terms, &book, NULL);

	if (pattern == NULL) /* of gaps only, or of what may be missing */
		return;
	for (guint at = 0; at < tokens->n; at++) {
		guint end = tertius_pattern_match(pattern, tokens, at);

		if (end > 0)
			(void) note(pattern, at, end, expected);
	}
	tertius_phrase_index_take(index, pattern);
}

static guint
compare_once(GRand *dice)
{
	g_autoptr(TertiusTerms) terms = tertius_terms_new();
	g_autoptr(TertiusPhraseIndex) index = tertius_phrase_index_new();
	g_autoptr(TertiusTokens) tokens = make_text(dice);
	g_autoptr(GPtrArray) expected = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) said = g_string_new(NULL);
	g_autofree char *wanted = NULL;
	g_autofree char *got = NULL;
	guint n;

	for (guint i = 0; i < PHRASES; i++) {
		g_autofree char *phrase = dup_phrase(dice);
		/* Few names: GLib keeps each that a pattern bears for ever. */
		g_autofree char *family = g_strdup_printf("%u", i);

		g_string_append_printf(said, "%s: %s\n", family, phrase);
		add_phrase(index, family, phrase, terms, tokens, expected);
	}
	tertius_phrase_index_seal(index, is_common, NULL);
	tertius_phrase_index_find(index, tokens, note, found);
	check_places_ascend(found);
	n = expected->len;
	wanted = dup_sorted(expected);
	got = dup_sorted(found);
	ck_assert_msg(strcmp(wanted, got) == 0,
	              "phrases:\n%swanted:\n%s\ngot:\n%s", said->str, wanted,
	              got);
	return n;
}

START_TEST(nothing_is_lost_by_looking_for_the_rarest_word)
{
	GRand *dice = g_rand_new_with_seed(7);
	guint n = 0;

	for (guint i = 0; i < ROUNDS; i++)
		n += compare_once(dice);
	ck_assert_uint_gt(n, ROUNDS); /* there was something to find */
	g_rand_free(dice);
}
END_TEST

static gboolean
refuse(const TertiusPattern *pattern, guint first, guint end, gpointer data)
{
	(void) note(pattern, first, end, data);
	return FALSE;
}

START_TEST(who_has_enough_is_told_no_more)
{
	const TertiusWordBook book = { number_word, find_class, NULL };
	g_autoptr(TertiusTerms) terms = tertius_terms_new();
	g_autoptr(TertiusPhraseIndex) index = tertius_phrase_index_new();
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(TertiusTokens) tokens = tertius_tokens_new();

	tertius_phrase_index_take(
		index, tertius_pattern_new("x", "a", terms, &book, NULL));
	tertius_phrase_index_seal(index, is_common, NULL);
	tertius_tokens_add(tokens, "a. a. a.", 0);
	for (guint i = 0; i < tokens->n; i++)
		tertius_tokens_at(tokens, i)->id = 1;
	tertius_phrase_index_find(index, tokens, refuse, found);
	ck_assert_uint_eq(found->len, 1);
}
END_TEST

TERTIUS_TEST_MAIN("phrase-index",
                  nothing_is_lost_by_looking_for_the_rarest_word,
                  who_has_enough_is_told_no_more)
