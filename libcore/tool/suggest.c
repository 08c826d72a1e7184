/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The distance between two words: letters put in, left out, changed, or swapped
 * with their neighbour.
 */
#include "tool/suggest.h"

#include <string.h>

/* Longer words are no slips of the finger; three rows of it fit the stack. */
#define WORD_MAX 64

/* Lower case, accents off: "Šahin" and "sahin" are the same to who types. */
static char *
dup_plain(const char *word)
{
	g_autofree char *mended = g_utf8_make_valid(word, -1);
	g_autofree char *parts = g_utf8_normalize(mended, -1, G_NORMALIZE_ALL);
	GString *plain = g_string_new("");

	for (const char *p = parts; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (!g_unichar_ismark(c))
			g_string_append_unichar(plain, g_unichar_tolower(c));
	}
	return g_string_free(plain, FALSE);
}

static guint
min3(guint a, guint b, guint c)
{
	return MIN(MIN(a, b), c);
}

/* Optimal string alignment of two words of at most WORD_MAX bytes. */
static guint
measure(const char *a, const char *b)
{
	guint rows[3][WORD_MAX + 1];
	gsize n = strlen(a);
	gsize m = strlen(b);

	for (gsize j = 0; j <= m; j++)
		rows[0][j] = (guint) j;
	for (gsize i = 1; i <= n; i++) {
		guint *row = rows[i % 3];
		const guint *above = rows[(i + 2) % 3];
		const guint *before = rows[(i + 1) % 3];

		row[0] = (guint) i;
		for (gsize j = 1; j <= m; j++) {
			guint cost = a[i - 1] == b[j - 1] ? 0 : 1;

			row[j] = min3(above[j] + 1, row[j - 1] + 1,
			              above[j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				row[j] = MIN(row[j], before[j - 2] + 1);
		}
	}
	return rows[n % 3][m];
}

/* The smallest distance of @typed to @word or to one of its parts. */
static guint
measure_parts(const char *word, const char *typed)
{
	g_autofree char *plain = dup_plain(word);
	g_auto(GStrv) parts = g_strsplit_set(plain, " @,.", -1);
	guint best = G_MAXUINT;

	if (strlen(plain) <= WORD_MAX)
		best = measure(plain, typed);
	for (guint i = 0; parts[i] != NULL; i++) {
		gsize length = strlen(parts[i]);

		if (length >= 3 && length <= WORD_MAX)
			best = MIN(best, measure(parts[i], typed));
	}
	return best;
}

const char *
tertius_suggest(const GPtrArray *words, const char *typed)
{
	g_autofree char *plain = dup_plain(typed);
	const char *nearest = NULL;
	guint best;

	if (strlen(plain) > WORD_MAX)
		return NULL;
	best = (guint) (strlen(plain) + 2) / 3 + 1;
	for (guint i = 0; i < words->len; i++) {
		guint distance = measure_parts(words->pdata[i], plain);

		if (distance < best) {
			best = distance;
			nearest = words->pdata[i];
		}
	}
	return nearest;
}
