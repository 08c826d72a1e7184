/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words keep their numbers however many come after them.
 */
#include "detect/vocabulary.h"
#include "tertius-test.h"

#define WORDS 3000

START_TEST(a_word_keeps_its_number)
{
	g_autoptr(TertiusVocabulary) vocabulary = tertius_vocabulary_new();

	ck_assert_uint_eq(tertius_vocabulary_find(vocabulary, ""), 0);
	for (guint i = 1; i <= WORDS; i++) {
		g_autofree char *word = g_strdup_printf("%x", i);

		ck_assert_uint_eq(tertius_vocabulary_find(vocabulary, word), 0);
		ck_assert_uint_eq(tertius_vocabulary_add(vocabulary, word), i);
	}
	for (guint i = 1; i <= WORDS; i++) {
		g_autofree char *word = g_strdup_printf("%x", i);

		ck_assert_uint_eq(tertius_vocabulary_find(vocabulary, word), i);
		ck_assert_uint_eq(tertius_vocabulary_add(vocabulary, word), i);
	}
	ck_assert_uint_eq(tertius_vocabulary_find(vocabulary, "none"), 0);
}
END_TEST

/* Two words of one hash are two. */
START_TEST(words_of_one_hash_are_told_apart)
{
	g_autoptr(TertiusVocabulary) vocabulary = tertius_vocabulary_new();

	ck_assert_uint_eq(tertius_vocabulary_hash("ab"),
	                  tertius_vocabulary_hash("bA"));
	ck_assert_uint_eq(tertius_vocabulary_add(vocabulary, "ab"), 1);
	ck_assert_uint_eq(tertius_vocabulary_find(vocabulary, "bA"), 0);
	ck_assert_uint_eq(tertius_vocabulary_add(vocabulary, "bA"), 2);
	ck_assert_uint_eq(tertius_vocabulary_find(vocabulary, "ab"), 1);
}
END_TEST

/* Of the caller's own words no letter is copied. */
START_TEST(words_may_be_lent)
{
	g_autoptr(TertiusVocabulary) vocabulary = tertius_vocabulary_new_lent();
	char words[100][4];

	for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
		(void) g_snprintf(words[i], sizeof words[i], "%u", i);
		ck_assert_uint_eq(tertius_vocabulary_add(vocabulary, words[i]),
		                  i + 1);
	}
	ck_assert_uint_eq(tertius_vocabulary_find(vocabulary, "42"), 43);
	words[42][0] = 'x';
	ck_assert_uint_eq(tertius_vocabulary_find(vocabulary, "42"), 0);
}
END_TEST

TERTIUS_TEST_MAIN("vocabulary", a_word_keeps_its_number,
                  words_of_one_hash_are_told_apart, words_may_be_lent)
