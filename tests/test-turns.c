/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Turns of phrase.
 */
#include "detect/turns.h"

#include "base/error.h"
#include "tertius-test.h"

#include <string.h>

static int
compare_strings(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* All that @phrase stands for, in the order of the alphabet; NULL if it is
 * refused. */
static char *
dup_spelt(const TertiusTurns *turns, const char *phrase)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) variants =
		tertius_turns_spell(turns, phrase, &error);

	if (variants == NULL) {
		ck_assert(g_error_matches(error, TERTIUS_ERROR,
		                          TERTIUS_ERROR_MALFORMED));
		return NULL;
	}
	g_ptr_array_sort(variants, compare_strings);
	g_ptr_array_add(variants, NULL);
	return g_strjoinv(", ", (char **) variants->pdata);
}

static const struct {
	const char *phrase;
	const char *spelt;
} cases[] = {
	{ "why not", "why not" },
	{ "why not <call>", "why not give him a call, why not ring him" },
	{ "<call>", "give him a call, ring him" },
	{ "<now>? <call>",
	  " give him a call,  ring him, now give him a call, now ring him" },
	{ "<please-call>", "please give him a call, please ring him" },
	{ "<nobody>", NULL },
	{ "<call", NULL },
	{ "<>", NULL },
};

START_TEST(a_phrase_is_spelt_in_all_its_ways)
{
	g_autoptr(TertiusTurns) turns = tertius_turns_new();

	ck_assert(tertius_turns_add(turns, "call = ring him / give him a call",
	                            NULL));
	ck_assert(tertius_turns_add(turns, "now = now", NULL));
	ck_assert(
		tertius_turns_add(turns, "please-call = please <call>", NULL));
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *spelt = dup_spelt(turns, cases[i].phrase);

		ck_assert_msg(g_strcmp0(spelt, cases[i].spelt) == 0,
		              "case %zu: '%s'", i, spelt);
	}
}
END_TEST

START_TEST(a_line_that_is_no_turn_is_refused)
{
	const char *const lines[] = { "", "call", "call=ring", " = ring",
		                      "call = <call>" };

	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autoptr(TertiusTurns) turns = tertius_turns_new();
		g_autoptr(GError) error = NULL;

		ck_assert_msg(!tertius_turns_add(turns, lines[i], &error),
		              "case %zu", i);
		ck_assert(g_error_matches(error, TERTIUS_ERROR,
		                          TERTIUS_ERROR_MALFORMED));
	}
}
END_TEST

START_TEST(a_phrase_has_so_many_ways_and_no_more)
{
	const guint counts[] = { TERTIUS_TURNS_VARIANTS_MAX,
		                 TERTIUS_TURNS_VARIANTS_MAX + 1 };

	for (gsize i = 0; i < G_N_ELEMENTS(counts); i++) {
		g_autoptr(TertiusTurns) turns = tertius_turns_new();
		g_autoptr(GString) line = g_string_new("many = a");

		for (guint j = 1; j < counts[i]; j++)
			g_string_append(line, " / a");
		ck_assert(tertius_turns_add(turns, line->str, NULL) ==
		          (counts[i] <= TERTIUS_TURNS_VARIANTS_MAX));
	}
}
END_TEST

/* Turns of turns multiply. */
START_TEST(ways_upon_ways_are_counted)
{
	g_autoptr(TertiusTurns) turns = tertius_turns_new();
	g_autofree char *few = NULL;
	g_autofree char *many = NULL;

	ck_assert(tertius_turns_add(turns, "a = 1 / 2 / 3 / 4 / 5", NULL));
	few = dup_spelt(turns, "<a> <a> <a>");
	many = dup_spelt(turns, "<a> <a> <a> <a>");
	ck_assert_ptr_nonnull(few);
	ck_assert_ptr_null(many);
}
END_TEST

START_TEST(a_phrase_is_so_long_and_no_longer)
{
	const gsize lengths[] = { TERTIUS_TURNS_LENGTH_MAX,
		                  TERTIUS_TURNS_LENGTH_MAX + 1 };

	for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
		g_autoptr(TertiusTurns) turns = tertius_turns_new();
		g_autofree char *phrase = g_strnfill(lengths[i], 'a');
		g_autofree char *spelt = dup_spelt(turns, phrase);

		ck_assert((spelt != NULL) ==
		          (lengths[i] <= TERTIUS_TURNS_LENGTH_MAX));
	}
}
END_TEST

TERTIUS_TEST_MAIN("turns", a_phrase_is_spelt_in_all_its_ways,
                  a_line_that_is_no_turn_is_refused,
                  a_phrase_has_so_many_ways_and_no_more,
                  ways_upon_ways_are_counted, a_phrase_is_so_long_and_no_longer)
