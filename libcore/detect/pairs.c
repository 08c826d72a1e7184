/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who was brought together.
 */
#include "detect/pairs.h"

#include <string.h>

/* The same people brought together again within this time are the same
 * introduction, told once more. */
#define SAME_INTRODUCTION (60 * G_GINT64_CONSTANT(86400))

typedef struct {
	guint index;
	gint64 date;
} Known;

struct _TertiusPairs {
	const TertiusHistory *history;
	GHashTable *by_key; /* "introducer\none\nother" -> Known */
};

TertiusPairs *
tertius_pairs_new(const TertiusHistory *history)
{
	TertiusPairs *pairs = g_new0(TertiusPairs, 1);

	pairs->history = history;
	pairs->by_key =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return pairs;
}

void
tertius_pairs_free(TertiusPairs *pairs)
{
	if (pairs == NULL)
		return;
	g_hash_table_unref(pairs->by_key);
	g_free(pairs);
}

/* What tells people apart: the main of their addresses, else the name. */
static const char *
get_key(const TertiusPairs *pairs, const TertiusPerson *person)
{
	guint known =
		person->address != NULL
			? tertius_history_find(pairs->history, person->address)
			: TERTIUS_NOBODY;

	if (known != TERTIUS_NOBODY)
		return tertius_history_address(pairs->history, known);
	return person->address != NULL ? person->address : person->name;
}

static char *
dup_pair(const TertiusPairs *pairs, const TertiusIntroduction *introduction,
         const char *one, const char *other)
{
	const char *introducer =
		introduction->introducer == NULL
			? ""
			: get_key(pairs, introduction->introducer);
	gboolean ordered = strcmp(one, other) <= 0;

	return g_strjoin("\n", introducer, ordered ? one : other,
	                 ordered ? other : one, NULL);
}

/* To whom the first of them is presented where I am no side of it: whom the
 * letter turns to; "" where that is me, or nobody. */
static const char *
get_reader(const TertiusPairs *pairs, const TertiusIntroduction *introduction,
           const TertiusLetter *letter)
{
	if (introduction->kind != TERTIUS_INTRODUCTION_OBSERVED ||
	    letter == NULL)
		return "";
	for (guint i = 0; i < letter->n_recipients; i++) {
		const TertiusRecipient *recipient = &letter->recipients[i];
		const char *key = tertius_history_address(pairs->history,
		                                          recipient->person);

		if (recipient->place == TERTIUS_PLACE_TO && key != NULL &&
		    strcmp(key, get_key(pairs,
		                        introduction->introduced->pdata[0])) !=
		            0)
			return key;
	}
	return "";
}

static GPtrArray *
list_keys(const TertiusPairs *pairs, const TertiusIntroduction *introduction,
          const TertiusLetter *letter)
{
	GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
	const GPtrArray *people = introduction->introduced;
	gboolean two_sided = introduction->kind == TERTIUS_INTRODUCTION_GIVEN &&
	                     people->len > 1;

	for (guint i = 0; i < people->len; i++) {
		const char *one = get_key(pairs, people->pdata[i]);

		if (!two_sided)
			g_ptr_array_add(keys,
			                dup_pair(pairs, introduction, one,
			                         get_reader(pairs, introduction,
			                                    letter)));
		for (guint j = i + 1; two_sided && j < people->len; j++)
			g_ptr_array_add(
				keys,
				dup_pair(pairs, introduction, one,
			                 get_key(pairs, people->pdata[j])));
	}
	return keys;
}

guint
tertius_pairs_find(const TertiusPairs *pairs,
                   const TertiusIntroduction *introduction,
                   const TertiusLetter *letter)
{
	g_autoptr(GPtrArray) keys = list_keys(pairs, introduction, letter);

	for (guint i = 0; i < keys->len; i++) {
		const Known *known =
			g_hash_table_lookup(pairs->by_key, keys->pdata[i]);

		if (known != NULL &&
		    introduction->date - known->date <= SAME_INTRODUCTION)
			return known->index;
	}
	return TERTIUS_NOBODY;
}

void
tertius_pairs_add(TertiusPairs *pairs, const TertiusIntroduction *introduction,
                  const TertiusLetter *letter, guint index)
{
	g_autoptr(GPtrArray) keys = list_keys(pairs, introduction, letter);

	for (guint i = 0; i < keys->len; i++) {
		Known *known = g_new(Known, 1);

		known->index = index;
		known->date = introduction->date;
		g_hash_table_replace(pairs->by_key, g_strdup(keys->pdata[i]),
		                     known);
	}
}
