/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words and their numbers, from 1. It is asked for each word of a mailbox, which a
 * hash table of any keys takes twice as long to answer.
 */
#pragma once

#include <glib.h>

typedef struct _TertiusVocabulary TertiusVocabulary;

TertiusVocabulary *tertius_vocabulary_new(void);
/* Of words that outlive it: it keeps no letters of its own. */
TertiusVocabulary *tertius_vocabulary_new_lent(void);
void tertius_vocabulary_free(TertiusVocabulary *vocabulary);

/* Of a word: begun with FIRST, a byte after the other. */
#define TERTIUS_VOCABULARY_HASH_FIRST 5381
static inline guint
tertius_vocabulary_hash_more(guint hash, char byte)
{
	return hash * 33 + (guchar) byte;
}
guint tertius_vocabulary_hash(const char *word);

/* The number of @word; of a new one, the next number. */
guint tertius_vocabulary_add(TertiusVocabulary *vocabulary, const char *word);
/* The same, 0 where it has none. */
guint tertius_vocabulary_find(const TertiusVocabulary *vocabulary,
                              const char *word);
/* The same of a word whose hash is known. */
guint tertius_vocabulary_find_hashed(const TertiusVocabulary *vocabulary,
                                     const char *word, guint hash);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusVocabulary, tertius_vocabulary_free)
