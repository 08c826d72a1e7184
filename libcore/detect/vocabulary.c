/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words and their numbers: a table of places, each tried after the one that the
 * word's hash tells, until the word or a free one is met.
 */
#include "detect/vocabulary.h"

#include <string.h>

#define PLACES_FIRST 16

typedef struct {
	guint hash;
	guint number; /* 0: free */
	const char *word;
} Place;

struct _TertiusVocabulary {
	Place *places;
	guint n_places; /* a power of two */
	guint n_words;
	GStringChunk *letters; /* NULL: the words are lent */
};

TertiusVocabulary *
tertius_vocabulary_new_lent(void)
{
	TertiusVocabulary *vocabulary = g_new0(TertiusVocabulary, 1);

	vocabulary->n_places = PLACES_FIRST;
	vocabulary->places = g_new0(Place, vocabulary->n_places);
	return vocabulary;
}

TertiusVocabulary *
tertius_vocabulary_new(void)
{
	TertiusVocabulary *vocabulary = tertius_vocabulary_new_lent();

	vocabulary->letters = g_string_chunk_new(4096);
	return vocabulary;
}

void
tertius_vocabulary_free(TertiusVocabulary *vocabulary)
{
	if (vocabulary == NULL)
		return;
	g_free(vocabulary->places);
	if (vocabulary->letters != NULL)
		g_string_chunk_free(vocabulary->letters);
	g_free(vocabulary);
}

guint
tertius_vocabulary_hash(const char *word)
{
	guint hash = TERTIUS_VOCABULARY_HASH_FIRST;

	for (const char *p = word; *p != '\0'; p++)
		hash = tertius_vocabulary_hash_more(hash, *p);
	return hash;
}

/* Where @word is, or where it would be. At most half of the places are taken. */
static Place *
find_place(const TertiusVocabulary *vocabulary, guint hash, const char *word)
{
	for (guint i = hash ^ hash >> 15;; i++) {
		Place *place =
			&vocabulary->places[i & (vocabulary->n_places - 1)];

		if (place->number == 0 ||
		    (place->hash == hash && strcmp(place->word, word) == 0))
			return place;
	}
}

static void
grow(TertiusVocabulary *vocabulary)
{
	g_autofree Place *old = vocabulary->places;
	guint n = vocabulary->n_places;

	vocabulary->n_places = 2 * n;
	vocabulary->places = g_new0(Place, vocabulary->n_places);
	for (guint i = 0; i < n; i++) {
		if (old[i].number != 0)
			*find_place(vocabulary, old[i].hash, old[i].word) =
				old[i];
	}
}

guint
tertius_vocabulary_add(TertiusVocabulary *vocabulary, const char *word)
{
	guint hash = tertius_vocabulary_hash(word);
	Place *place = find_place(vocabulary, hash, word);

	if (place->number != 0)
		return place->number;
	if (vocabulary->letters != NULL)
		word = g_string_chunk_insert(vocabulary->letters, word);
	*place = (Place){ hash, ++vocabulary->n_words, word };
	if (2 * vocabulary->n_words > vocabulary->n_places)
		grow(vocabulary);
	return vocabulary->n_words;
}

guint
tertius_vocabulary_find(const TertiusVocabulary *vocabulary, const char *word)
{
	return tertius_vocabulary_find_hashed(vocabulary, word,
	                                      tertius_vocabulary_hash(word));
}

guint
tertius_vocabulary_find_hashed(const TertiusVocabulary *vocabulary,
                               const char *word, guint hash)
{
	return find_place(vocabulary, hash, word)->number;
}
