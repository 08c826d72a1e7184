/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A digest over a long list of numbered things, kept in blocks of numbers: where
 * it differs later, only a block is to be looked at again, not the list.
 *
 * A block has 2^shift numbers, with the least shift by which all of them are in
 * TERTIUS_BLOCKS_MAX blocks: of a short list each thing has its own, of a long
 * one at most each 128th part of it is in one.
 */
#pragma once

#include <glib.h>

#define TERTIUS_BLOCKS_MAX      256
/* Of the text, with its end. */
#define TERTIUS_BLOCKS_TEXT_MAX (4 + 16 * TERTIUS_BLOCKS_MAX)

/* A plain record; zeroed, it is a digest over nothing. */
typedef struct {
	guint shift;
	guint64 digests[TERTIUS_BLOCKS_MAX];
} TertiusBlocks;

/* Makes them wide enough for this number. */
void tertius_blocks_reach(TertiusBlocks *blocks, guint32 number);
/* In any order; the same once more takes it out again. */
void tertius_blocks_add(TertiusBlocks *blocks, guint32 number, guint64 hash);

/* Whether the two say the same of the block that this number is in; never, when
 * their blocks are of different width. */
gboolean tertius_blocks_agree(const TertiusBlocks *a, const TertiusBlocks *b,
                              guint32 number);

gboolean tertius_blocks_equal(const TertiusBlocks *a, const TertiusBlocks *b);

/* One word; to be freed. */
char *tertius_blocks_dup_text(const TertiusBlocks *blocks);
/* FALSE: @text is none; @blocks is untouched then. */
gboolean tertius_blocks_parse(const char *text, TertiusBlocks *blocks);
