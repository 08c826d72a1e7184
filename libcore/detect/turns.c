/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Turns of phrase.
 */
#include "detect/turns.h"

#include "base/error.h"

#include <string.h>

struct _TertiusTurns {
	GHashTable *ways; /* name -> GPtrArray of char *, without turns */
};

static void
free_ways(gpointer ways)
{
	g_ptr_array_unref(ways);
}

TertiusTurns *
tertius_turns_new(void)
{
	TertiusTurns *turns = g_new0(TertiusTurns, 1);

	turns->ways = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
	                                    free_ways);
	return turns;
}

void
tertius_turns_free(TertiusTurns *turns)
{
	if (turns == NULL)
		return;
	g_hash_table_unref(turns->ways);
	g_free(turns);
}

static gboolean
refuse(const char *why, const char *phrase, GError **error)
{
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED, "%s '%s'",
	            why, phrase);
	return FALSE;
}

/* Adds to @variants @phrase with each way of its first turn, "<" at @open. */
static gboolean
spell_first(const TertiusTurns *turns, const char *phrase, const char *open,
            GPtrArray *variants, GError **error)
{
	const char *close = strchr(open, '>');
	g_autofree char *name =
		close != NULL ? g_strndup(open + 1, (gsize) (close - open - 1))
			      : g_strdup("");
	g_autofree char *before = g_strndup(phrase, (gsize) (open - phrase));
	const GPtrArray *ways = g_hash_table_lookup(turns->ways, name);
	gboolean is_optional = close != NULL && close[1] == '?';
	const char *after;

	if (ways == NULL)
		return refuse("no turn of phrase known in", phrase, error);
	after = close + (is_optional ? 2 : 1);
	for (guint i = 0; i < ways->len; i++)
		g_ptr_array_add(variants, g_strconcat(before, ways->pdata[i],
		                                      after, NULL));
	if (is_optional)
		g_ptr_array_add(variants, g_strconcat(before, after, NULL));
	return variants->len <= TERTIUS_TURNS_VARIANTS_MAX ||
	       refuse("too many ways of saying", phrase, error);
}

static gboolean
is_short(const char *phrase, GError **error)
{
	return strlen(phrase) <= TERTIUS_TURNS_LENGTH_MAX ||
	       refuse("too long:", "a phrase", error);
}

GPtrArray *
tertius_turns_spell(const TertiusTurns *turns, const char *phrase,
                    GError **error)
{
	g_autoptr(GPtrArray) variants = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(variants, g_strdup(phrase));
	for (guint i = 0; i < variants->len;) {
		const char *open = strchr(variants->pdata[i], '<');
		g_autofree char *variant = NULL;

		if (!is_short(variants->pdata[i], error))
			return NULL;
		if (open == NULL) {
			i++;
			continue;
		}
		/* what is spelt takes its place at the end */
		variant = g_ptr_array_steal_index_fast(variants, i);
		if (!spell_first(turns, variant, open, variants, error))
			return NULL;
	}
	return g_steal_pointer(&variants);
}

static gboolean
add_way(const TertiusTurns *turns, const char *way, GPtrArray *ways,
        GError **error)
{
	g_autoptr(GPtrArray) variants = tertius_turns_spell(turns, way, error);

	if (variants == NULL)
		return FALSE;
	for (guint i = 0; i < variants->len; i++)
		g_ptr_array_add(ways, g_strdup(variants->pdata[i]));
	return ways->len <= TERTIUS_TURNS_VARIANTS_MAX ||
	       refuse("too many ways of saying", way, error);
}

gboolean
tertius_turns_add(TertiusTurns *turns, const char *line, GError **error)
{
	g_auto(GStrv) sides = g_strsplit(line, " = ", 2);
	g_auto(GStrv) told = NULL;
	g_autoptr(GPtrArray) ways = g_ptr_array_new_with_free_func(g_free);

	if (g_strv_length(sides) != 2 || sides[0][0] == '\0')
		return refuse("no turn of phrase:", line, error);
	told = g_strsplit(sides[1], " / ", -1);
	for (guint i = 0; told[i] != NULL; i++) {
		if (!add_way(turns, told[i], ways, error))
			return FALSE;
	}
	g_hash_table_replace(turns->ways, g_strdup(sides[0]),
	                     g_steal_pointer(&ways));
	return TRUE;
}
