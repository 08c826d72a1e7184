/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Digests by blocks of numbers. What is in a block is added up by "exclusive or",
 * so its order does not matter, and two blocks are made one in the same way.
 *
 *	SHIFT ":" DIGEST DIGEST …    in the text, 16 digits each, up to the last
 *	                             that is not 0
 */
#include "base/blocks.h"

#include <string.h>

#define DIGITS    16
#define SHIFT_MAX 24 /* with it, all numbers are reached */

static void
widen(TertiusBlocks *blocks)
{
	const gsize half = TERTIUS_BLOCKS_MAX / 2;
	guint64 *digests = blocks->digests;

	for (gsize i = 0; i < half; i++)
		digests[i] = digests[2 * i] ^ digests[2 * i + 1];
	memset(digests + half, 0, half * sizeof(*digests));
	blocks->shift++;
}

void
tertius_blocks_reach(TertiusBlocks *blocks, guint32 number)
{
	while (number >> blocks->shift >= TERTIUS_BLOCKS_MAX)
		widen(blocks);
}

void
tertius_blocks_add(TertiusBlocks *blocks, guint32 number, guint64 hash)
{
	tertius_blocks_reach(blocks, number);
	blocks->digests[number >> blocks->shift] ^= hash;
}

gboolean
tertius_blocks_agree(const TertiusBlocks *a, const TertiusBlocks *b,
                     guint32 number)
{
	guint32 block = number >> a->shift;

	return a->shift == b->shift && block < TERTIUS_BLOCKS_MAX &&
	       a->digests[block] == b->digests[block];
}

gboolean
tertius_blocks_equal(const TertiusBlocks *a, const TertiusBlocks *b)
{
	return a->shift == b->shift &&
	       memcmp(a->digests, b->digests, sizeof(a->digests)) == 0;
}

char *
tertius_blocks_dup_text(const TertiusBlocks *blocks)
{
	GString *text = g_string_new(NULL);
	guint n = TERTIUS_BLOCKS_MAX;

	while (n > 0 && blocks->digests[n - 1] == 0)
		n--;
	g_string_append_printf(text, "%u:", blocks->shift);
	for (guint i = 0; i < n; i++)
		g_string_append_printf(text, "%016" G_GINT64_MODIFIER "x",
		                       blocks->digests[i]);
	return g_string_free(text, FALSE);
}

/* FALSE: there are not so many digits. */
static gboolean
read_digest(const char *text, guint64 *digest)
{
	*digest = 0;
	for (guint i = 0; i < DIGITS; i++) {
		int value = g_ascii_xdigit_value(text[i]);

		if (value < 0)
			return FALSE;
		*digest = *digest << 4 | (guint64) value;
	}
	return TRUE;
}

gboolean
tertius_blocks_parse(const char *text, TertiusBlocks *blocks)
{
	TertiusBlocks read = { .shift = 0 };
	char *at = NULL;
	guint64 shift = g_ascii_strtoull(text, &at, 10);

	if (!g_ascii_isdigit(*text) || *at++ != ':' || shift > SHIFT_MAX)
		return FALSE;
	read.shift = (guint) shift;
	for (guint i = 0; *at != '\0'; i++, at += DIGITS) {
		if (i == TERTIUS_BLOCKS_MAX ||
		    !read_digest(at, &read.digests[i]))
			return FALSE;
	}
	*blocks = read;
	return TRUE;
}
