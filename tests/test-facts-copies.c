/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of two copies of one message is kept.
 */
#include "facts-sample.h"

/* Copies of one message that differ in what may differ. */
static TertiusFacts *
make_copy(guint i)
{
	TertiusFacts *facts = make_facts();
	TertiusMessage *message = facts->message;

	if ((i & 1) != 0)
		g_ptr_array_add(message->recipients,
		                tertius_person_new(NULL, "c@example.org",
		                                   TERTIUS_PLACE_BCC));
	if ((i & 2) != 0)
		g_ptr_array_add(message->references, g_strdup("r"));
	if ((i & 4) != 0)
		message->flags |= TERTIUS_MESSAGE_LIST;
	if ((i & 8) != 0)
		message->flags &= ~(guint) TERTIUS_MESSAGE_SENT;
	if ((i & 16) != 0)
		message->date++;
	if ((i & 64) != 0)
		message->flags |= TERTIUS_MESSAGE_HEAD;
	if ((i & 32) != 0) {
		g_free(message->subject);
		message->subject = g_strdup("Fwd: Zoë, meet Bob — 你好");
	}
	return facts;
}

static int
sign(int number)
{
	return (number > 0) - (number < 0);
}

START_TEST(copies_are_in_one_order_and_only_one)
{
	enum {
		N = 64
	};
	TertiusFacts *copies[N];
	int order[N][N];

	for (guint i = 0; i < N; i++)
		copies[i] = make_copy(i);
	for (guint i = 0; i < N * N; i++)
		order[i / N][i % N] = sign(
			tertius_facts_compare(copies[i / N], copies[i % N]));
	for (guint i = 0; i < N * N; i++) {
		guint a = i / N, b = i % N;

		ck_assert_int_eq(order[a][b], -order[b][a]);
		ck_assert_int_eq(order[a][b] == 0, a == b);
		for (guint c = 0; c < N; c++)
			if (order[a][b] > 0 && order[b][c] > 0 &&
			    order[a][c] != 1)
				ck_abort_msg("%u, %u, %u", a, b, c);
	}
	for (guint i = 0; i < N; i++)
		tertius_facts_free(copies[i]);
}
END_TEST

START_TEST(the_copy_that_tells_more_is_kept)
{
	/* Each pair: the first is kept. */
	static const guint pairs[][2] = {
		{ 1, 0 },      { 2, 0 },      { 0, 4 },      { 1, 2 },
		{ 2, 4 + 16 }, { 0, 64 + 1 }, { 4, 64 + 2 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autoptr(TertiusFacts) more = make_copy(pairs[i][0]);
		g_autoptr(TertiusFacts) less = make_copy(pairs[i][1]);

		ck_assert_msg(tertius_facts_compare(more, less) > 0, "pair %zu",
		              i);
	}
}
END_TEST

START_TEST(what_hangs_on_a_message_does_not_count_in_the_comparison)
{
	g_autoptr(TertiusFacts) facts = make_facts();
	g_autoptr(TertiusFacts) other = make_facts();

	g_ptr_array_set_size(other->meetings, 0);
	g_ptr_array_set_size(other->problems, 0);
	ck_assert_int_eq(tertius_facts_compare(facts, other), 0);
	g_ptr_array_set_size(other->acts, 0);
	ck_assert_int_gt(tertius_facts_compare(facts, other), 0);
}
END_TEST

TERTIUS_TEST_MAIN("facts-copies", copies_are_in_one_order_and_only_one,
                  the_copy_that_tells_more_is_kept,
                  what_hangs_on_a_message_does_not_count_in_the_comparison)
