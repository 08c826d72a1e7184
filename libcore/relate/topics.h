/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What letters are about: those in which somebody says what they look for, and,
 * by each word that is sought, those that speak of it. Each letter is read once.
 *
 * Of a letter there is its subject and what was quoted of it as evidence; its
 * text is not kept. Of confidential mail nothing is here.
 */
#pragma once

#include "model/history.h"

typedef struct {
	const TertiusLetter *letter; /* see tertius_history_look */
	gboolean is_said; /* not only where the writer seeks or asks for it */
} TertiusTopicUse;

typedef struct _TertiusTopics TertiusTopics;
TertiusTopics *tertius_topics_new(void);
void tertius_topics_free(TertiusTopics *topics);

/* Reads all letters since @since at first, later only those that @history took
 * since its last conclusions; so it is to be said before each settling. */
void tertius_topics_refresh(TertiusTopics *topics,
                            const TertiusHistory *history, gint64 since);

/* Letters (TertiusLetter) in which the writer says what they look for, the latest
 * first; some may be older than @since was. */
const GPtrArray *tertius_topics_list_searches(const TertiusTopics *topics);

/* Lets the words @stems (char *, as tertius_words_stems has them) be found from
 * now on, in letters since @since. */
void tertius_topics_seek(TertiusTopics *topics, const TertiusHistory *history,
                         const GPtrArray *stems, gint64 since);
/* The letters that speak of @stem (TertiusTopicUse), each once, in any order;
 * some may be older; NULL when it is not sought. */
const GArray *tertius_topics_find(const TertiusTopics *topics,
                                  const char *stem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusTopics, tertius_topics_free)
