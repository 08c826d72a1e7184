/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people look for, as they said it or as the user noted it; and what is
 * suggested for it.
 */
#pragma once

#include "relate/relate.h"
#include "relate/topics.h"

/* What people wrote of in so long tells what they know about. */
#define TERTIUS_KNOWN_WITHIN (365 * TERTIUS_DAY)
/* Words that must be common to what is sought and to what is found. */
#define TERTIUS_WORDS_COMMON 2

typedef struct {
	const TertiusRelation *relation;
	GPtrArray *sought; /* stems of what they look for */
	GPtrArray *about;  /* stems of what was said around it; or NULL */
} TertiusSeeker;

/* Fills in what each of the people seeks, and returns those who do
 * (TertiusSeeker), whose words @topics, refreshed, know from then on. */
GPtrArray *tertius_seekers_find(const TertiusRelating *relating,
                                TertiusTopics *topics);

/* Adds a suggestion for @first. @key tells it apart from others of its kind. */
TertiusSuggestion *tertius_suggestion_add(const TertiusRelating *relating,
                                          TertiusSuggestionKind kind,
                                          const TertiusRelation *first,
                                          const char *key);

/* What came in, or lies ahead, that may interest @seeker: one thing at most. */
void tertius_opportunity_suggest(const TertiusRelating *relating,
                                 const TertiusTopics *topics,
                                 const TertiusSeeker *seeker);
