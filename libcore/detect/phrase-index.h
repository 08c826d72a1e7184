/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The phrases of one language, found all at once. A phrase is tried only in a
 * sentence that holds the rarest of the words that it cannot do without, and to
 * all looks the next rarest, too: most sentences hold none of anybody's.
 */
#pragma once

#include "detect/pattern.h"

typedef struct _TertiusPhraseIndex TertiusPhraseIndex;

/* Whether a word of this number stands in nearly every letter. */
typedef gboolean (*TertiusIsCommonWord)(gpointer data, guint id);

TertiusPhraseIndex *tertius_phrase_index_new(void);
void tertius_phrase_index_free(TertiusPhraseIndex *index);

/* Takes @pattern. */
void tertius_phrase_index_take(TertiusPhraseIndex *index,
                               TertiusPattern *pattern);

/* Says where each phrase is to be looked for: once, after the last of them. */
void tertius_phrase_index_seal(TertiusPhraseIndex *index,
                               TertiusIsCommonWord is_common, gpointer data);

/* Calls @each for every match, by its place, until that says FALSE. */
typedef gboolean (*TertiusPhraseFound)(const TertiusPattern *pattern,
                                       guint first, guint end, gpointer data);
void tertius_phrase_index_find(const TertiusPhraseIndex *index,
                               const TertiusTokens *tokens,
                               TertiusPhraseFound each, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusPhraseIndex, tertius_phrase_index_free)
