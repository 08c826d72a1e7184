/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words and their numbers, from 1. It is asked for each word of a mailbox, which a
 * hash table of any keys takes twice as long to answer.
 */
#pragma once

#include <glib.h>

typedef struct _TertiusVocabulary TertiusVocabulary;

TertiusVocabulary *tertius_vocabulary_new(void);
void tertius_vocabulary_free(TertiusVocabulary *vocabulary);

/* The number of @word; of a new one, the next number. */
guint tertius_vocabulary_add(TertiusVocabulary *vocabulary, const char *word);
/* The same, 0 where it has none. */
guint tertius_vocabulary_find(const TertiusVocabulary *vocabulary,
                              const char *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusVocabulary, tertius_vocabulary_free)
