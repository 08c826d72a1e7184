/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Features as they are gathered: a set of interned names, each with the words
 * that show it or with NULL.
 */
#pragma once

#include "detect/reading.h"

/* Names are interned, so that they can be told apart by their place. */
static inline GHashTable *
tertius_features_new(void)
{
	return g_hash_table_new(NULL, NULL);
}

static inline gpointer
tertius_features_key(const char *interned)
{
	return GSIZE_TO_POINTER((gsize) interned);
}

/* @name, here and below: what stands in the program. */
static inline void
tertius_features_add(GHashTable *features, const char *name)
{
	gpointer key = tertius_features_key(g_intern_static_string(name));

	if (!g_hash_table_contains(features, key))
		g_hash_table_insert(features, key, NULL);
}

static inline gboolean
tertius_features_has(GHashTable *features, const char *name)
{
	return g_hash_table_contains(
		features, tertius_features_key(g_intern_static_string(name)));
}

static inline void
tertius_features_drop(GHashTable *features, const char *name)
{
	g_hash_table_remove(features,
	                    tertius_features_key(g_intern_static_string(name)));
}

static inline void
tertius_features_add_words(GHashTable *features, TertiusFind *find)
{
	g_hash_table_insert(features, tertius_features_key(find->family), find);
}

/* Whether the writer signs with it. */
static inline gboolean
tertius_features_is_signed(const TertiusReading *reading,
                           const TertiusMention *mention)
{
	return mention->first >= reading->n_subject &&
	       tertius_tokens_at(reading->tokens, mention->first)->start >=
	               reading->closing;
}

static inline const TertiusMention *
tertius_features_mention(const TertiusReading *reading, guint index)
{
	return &g_array_index(reading->mentions, TertiusMention, index);
}

/* What holds of the whole message, wherever its words stand. */
GHashTable *tertius_features_of_whole(const TertiusReading *reading);
