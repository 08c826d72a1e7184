/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The weights.
 */
#include "detect/model.h"

#include "base/error.h"
#include "tertius-test.h"

#include <math.h>
#include <string.h>

static const char *const file = "[introduction]\n"
				"bias 0 -1\n"
				"a/b 1 2\n"
				"a/b & c/d 0.5 0.5\n";

START_TEST(a_score_is_the_sum_of_what_holds)
{
	static const struct {
		const char *features[3];
		double odds;
	} cases[] = { { { NULL }, -1 },
		      { { "a/b", NULL }, 1 },
		      { { "c/d", NULL }, -1 },
		      { { "a/b", "c/d", NULL }, 1.5 } };
	g_autoptr(TertiusModel) model = tertius_model_new(file, NULL);
	const TertiusModelPart *part;

	ck_assert_ptr_nonnull(model);
	part = tertius_model_find(model, "introduction");
	ck_assert_ptr_nonnull(part);
	ck_assert_ptr_null(tertius_model_find(model, "referral"));
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GHashTable) features = g_hash_table_new(NULL, NULL);
		TertiusMarks marks;

		for (guint j = 0; cases[i].features[j] != NULL; j++)
			g_hash_table_insert(
				features,
				GSIZE_TO_POINTER((gsize) g_intern_string(
					cases[i].features[j])),
				NULL);
		tertius_model_mark(model, features, &marks);
		ck_assert_double_eq_tol(tertius_model_score(part, &marks),
		                        1 / (1 + exp(-cases[i].odds)), 1e-9);
	}
}
END_TEST

START_TEST(what_is_written_is_read_again)
{
	g_autoptr(TertiusModel) model = tertius_model_new(file, NULL);
	g_autofree char *once = tertius_model_dup_text(model);
	g_autoptr(TertiusModel) again = tertius_model_new(once, NULL);
	g_autofree char *twice = NULL;

	ck_assert_ptr_nonnull(again);
	twice = tertius_model_dup_text(again);
	ck_assert_str_eq(once, twice);
}
END_TEST

START_TEST(a_broken_file_is_refused)
{
	const char *const files[] = {
		"a/b 1 2\n",         "[x]\na/b 1 2\n",
		"[x]\nbias 0\n",     "[x]\nbias 0 one\n",
		"[x]\nbias 0 nan\n", "[x]\nbias 0 1\na & b & c & d 1 1\n"
	};

	for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(TertiusModel) model =
			tertius_model_new(files[i], &error);

		ck_assert_msg(model == NULL, "case %zu", i);
		ck_assert(g_error_matches(error, TERTIUS_ERROR,
		                          TERTIUS_ERROR_MALFORMED));
	}
}
END_TEST

START_TEST(features_beyond_the_limit_are_refused)
{
	g_autoptr(GString) text = g_string_new("[x]\nbias 0 1\n");

	for (guint i = 0; i < TERTIUS_MODEL_FEATURES_MAX; i++)
		g_string_append_printf(text, "a/%u 1 1\n", i);
	for (guint i = 0; i < 2; i++) {
		g_autoptr(TertiusModel) model =
			tertius_model_new(text->str, NULL);

		ck_assert_msg((model != NULL) == (i == 0), "%u too many", i);
		g_string_append(text, "b/one-more 1 1\n");
	}
}
END_TEST

TERTIUS_TEST_MAIN("model", a_score_is_the_sum_of_what_holds,
                  what_is_written_is_read_again, a_broken_file_is_refused,
                  features_beyond_the_limit_are_refused)
