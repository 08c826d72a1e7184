/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What titles and subjects say, in seven languages: events, the mail of
 * professional networks, and the words by which two texts are compared.
 */
#pragma once

#include "model/relation.h"

/* The words of @text, folded and without accents; to be freed. Where something
 * stands between two words, there may be an empty one. */
char **tertius_words_fold(const char *text);

/* The offices that a title names, a bit each, whatever its language; 0 where it
 * names none, or one that is over. @rank: how far up the title stands, to be
 * compared with that of another. */
guint64 tertius_words_offices(const char *title, int *rank);

/* Whether a meeting of this title is an event where one meets people. */
gboolean tertius_words_is_event(const char *title);

/* The name at the beginning of a network's subject, and what it tells; NULL
 * when it is none. */
char *tertius_words_dup_network_news(const char *subject,
                                     TertiusMilestoneKind *kind);

/* What a note or a subject says that somebody looks for: the text after
 * "looking for"; NULL when it does not. Lends from @text. */
const char *tertius_words_find_sought(const char *text);

typedef void (*TertiusWordsUse)(const char *word, gpointer data);

/* Calls @use for each word of @text that is not short, cut to its stem. */
void tertius_words_each_stem(const char *text, TertiusWordsUse use,
                             gpointer data);

/* The words that tell what a text is about, cut to their stems, each once
 * (char *): no short ones, and none of those that are in every text. */
GPtrArray *tertius_words_stems(const char *text);
