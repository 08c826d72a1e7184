/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts: their life, and which of two copies is kept.
 */
#include "model/facts.h"

TertiusFacts *
tertius_facts_new(void)
{
	TertiusFacts *facts = g_new0(TertiusFacts, 1);

	facts->acts = tertius_acts_new();
	facts->meetings = tertius_meetings_new();
	facts->problems = g_ptr_array_new_with_free_func(g_free);
	return facts;
}

static void
free_one(TertiusFacts *facts)
{
	tertius_message_free(facts->message);
	g_free(facts->style.language);
	g_free(facts->style.greeting);
	g_free(facts->style.closing);
	g_free(facts->style.title);
	g_ptr_array_unref(facts->acts);
	g_ptr_array_unref(facts->meetings);
	g_ptr_array_unref(facts->problems);
	g_free(facts);
}

static void
free_more(gpointer facts)
{
	free_one(facts);
}

void
tertius_facts_free(TertiusFacts *facts)
{
	if (facts == NULL)
		return;
	g_clear_pointer(&facts->more, g_ptr_array_unref);
	free_one(facts);
}

void
tertius_facts_take_more(TertiusFacts *facts, TertiusFacts *more)
{
	g_assert(more->more == NULL);
	if (facts->more == NULL)
		facts->more = g_ptr_array_new_with_free_func(free_more);
	g_ptr_array_add(facts->more, more);
}

static int
compare_numbers(gint64 a, gint64 b)
{
	return (a > b) - (a < b);
}

/* Message, style and acts; meetings are kept apart from their message. */
static GBytes *
dup_message_bytes(const TertiusFacts *facts)
{
	TertiusFacts bare = *facts;
	g_autoptr(GPtrArray) nothing = g_ptr_array_new();

	bare.edition = 0;
	bare.meetings = nothing;
	bare.problems = nothing;
	bare.more = NULL;
	return tertius_facts_to_bytes(&bare);
}

int
tertius_facts_compare(const TertiusFacts *a, const TertiusFacts *b)
{
	const TertiusMessage *x = a->message;
	const TertiusMessage *y = b->message;
	g_autoptr(GBytes) bytes_a = NULL;
	g_autoptr(GBytes) bytes_b = NULL;
	int order = compare_numbers(y->flags & TERTIUS_MESSAGE_HEAD,
	                            x->flags & TERTIUS_MESSAGE_HEAD);

	if (order == 0)
		order = compare_numbers(x->recipients->len, y->recipients->len);
	if (order == 0)
		order = compare_numbers(x->references->len, y->references->len);
	if (order == 0)
		order = compare_numbers(y->flags & TERTIUS_MESSAGE_AUTOMATIC,
		                        x->flags & TERTIUS_MESSAGE_AUTOMATIC);
	if (order == 0)
		order = compare_numbers(x->flags, y->flags);
	if (order != 0)
		return order;
	bytes_a = dup_message_bytes(a);
	bytes_b = dup_message_bytes(b);
	return g_bytes_compare(bytes_a, bytes_b);
}
