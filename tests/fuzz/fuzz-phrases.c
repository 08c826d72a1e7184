/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any text as a table of phrases, and as the words that these are looked for in:
 * the table comes first, up to a NUL.
 */
#include "detect/phrases.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autofree char *table = g_strndup((const char *) data, size);
	gsize end = MIN(strlen(table) + 1, size);
	g_autofree char *rest =
		g_strndup((const char *) data + end, size - end);
	g_autofree char *text = g_utf8_make_valid(rest, -1);
	g_autoptr(TertiusPhrases) phrases = tertius_phrases_new_empty();
	g_autoptr(TertiusTokens) tokens = tertius_tokens_new();
	g_autoptr(GArray) finds = NULL;

	if (!tertius_phrases_add_table(phrases, table, NULL))
		return 0;
	tertius_tokens_add(tokens, text, 0);
	tertius_phrases_number(phrases, tokens);
	finds = tertius_phrases_find(phrases, 0, tokens);
	g_assert(finds->len <= TERTIUS_PHRASES_FINDS_MAX);
	return 0;
}
