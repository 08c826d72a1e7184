/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Digests over numbered things, by blocks of numbers.
 */
#include "base/blocks.h"

#include "tertius-test.h"

#include <string.h>

/* Of what lies at @number; any that is spread well. */
static guint64
hash(guint32 number)
{
	return (number + G_GUINT64_CONSTANT(1)) *
	       G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
}

/* The numbers from 1 to @n, but @gone. */
static TertiusBlocks
fill(guint32 n, guint32 gone)
{
	TertiusBlocks blocks = { .shift = 0 };

	tertius_blocks_reach(&blocks, n);
	for (guint32 i = n; i > 0; i--)
		if (i != gone)
			tertius_blocks_add(&blocks, i, hash(i));
	return blocks;
}

static guint
count_doubtful(guint32 n, guint32 gone)
{
	TertiusBlocks before = fill(n, 0);
	TertiusBlocks after = fill(n, gone);
	guint doubtful = 0;

	for (guint32 i = 1; i <= n; i++)
		doubtful += !tertius_blocks_agree(&before, &after, i);
	return doubtful;
}

START_TEST(of_a_short_list_only_what_went_is_in_doubt)
{
	ck_assert_uint_eq(count_doubtful(255, 0), 0);
	ck_assert_uint_eq(count_doubtful(255, 7), 1);
	ck_assert_uint_eq(count_doubtful(255, 255), 1);
}
END_TEST

START_TEST(of_a_long_one_its_block)
{
	ck_assert_uint_eq(TERTIUS_BLOCKS_MAX, 256);
	ck_assert_uint_eq(count_doubtful(256, 7), 2);
	ck_assert_uint_eq(count_doubtful(20000, 0), 0);
	ck_assert_uint_eq(count_doubtful(20000, 7), 127);
	ck_assert_uint_eq(count_doubtful(20000, 10000), 128);
}
END_TEST

START_TEST(the_order_does_not_matter)
{
	TertiusBlocks up = { .shift = 0 };
	TertiusBlocks down = fill(5000, 0);

	for (guint32 i = 1; i <= 5000; i++)
		tertius_blocks_add(&up, i, hash(i));
	ck_assert(tertius_blocks_equal(&up, &down));
	tertius_blocks_add(&up, 5000, hash(5000));
	ck_assert(!tertius_blocks_equal(&up, &down));
}
END_TEST

START_TEST(the_largest_number_has_a_block)
{
	TertiusBlocks blocks = { .shift = 0 };
	TertiusBlocks none = { .shift = 0 };

	tertius_blocks_add(&blocks, G_MAXUINT32, 1);
	ck_assert_uint_eq(blocks.shift, 24);
	tertius_blocks_reach(&none, G_MAXUINT32);
	ck_assert(!tertius_blocks_agree(&blocks, &none, G_MAXUINT32));
	ck_assert(tertius_blocks_agree(&blocks, &none, 1));
}
END_TEST

START_TEST(blocks_of_different_width_never_agree)
{
	TertiusBlocks narrow = { .shift = 0 };
	TertiusBlocks wide = { .shift = 0 };

	tertius_blocks_reach(&wide, 256);
	ck_assert(!tertius_blocks_agree(&narrow, &wide, 1));
	ck_assert(!tertius_blocks_agree(&narrow, &narrow, 256));
}
END_TEST

START_TEST(the_text_tells_all)
{
	static const guint32 sizes[] = { 0, 1, 255, 256, 20000, 4000000 };

	for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
		TertiusBlocks blocks = fill(sizes[i], 0);
		TertiusBlocks read = { .shift = 99 };
		g_autofree char *text = tertius_blocks_dup_text(&blocks);

		ck_assert_uint_lt(strlen(text), TERTIUS_BLOCKS_TEXT_MAX);
		ck_assert(tertius_blocks_parse(text, &read));
		ck_assert_msg(tertius_blocks_equal(&blocks, &read), "%u",
		              sizes[i]);
	}
}
END_TEST

START_TEST(what_is_no_text_of_blocks_is_refused)
{
	static const char *const rows[] = {
		"",
		"1",
		":",
		"x:",
		"-1:",
		"25:",
		"0:123456789abcdef",
		"0:123456789abcdef g",
		"0123456789abcdef",
		"0:0123456789abcdef0",
	};
	g_autofree char *most = g_strnfill(256 * 16, 'f');
	g_autofree char *just = g_strconcat("0:", most, NULL);
	g_autofree char *more = g_strconcat(just, "ffffffffffffffff", NULL);
	TertiusBlocks blocks = { .shift = 9 };

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		ck_assert_msg(!tertius_blocks_parse(rows[i], &blocks), "'%s'",
		              rows[i]);
	ck_assert(!tertius_blocks_parse(more, &blocks));
	ck_assert_uint_eq(blocks.shift, 9);
	ck_assert(tertius_blocks_parse(just, &blocks));
}
END_TEST

TERTIUS_TEST_MAIN("blocks", of_a_short_list_only_what_went_is_in_doubt,
                  of_a_long_one_its_block, the_order_does_not_matter,
                  the_largest_number_has_a_block,
                  blocks_of_different_width_never_agree, the_text_tells_all,
                  what_is_no_text_of_blocks_is_refused)
