/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For tests that stand on both sides of a limit.
 */
#pragma once

#include "tertius-test.h"

/* Calls @test with the last number that is taken whole and the first that is
 * not. */
static inline void
on_both_sides(gsize max, void (*test)(gsize n, gboolean is_within))
{
	test(max, TRUE);
	test(max + 1, FALSE);
}

static inline char *
dup_many(const char *unit, gsize n)
{
	GString *all = g_string_new(NULL);

	for (gsize i = 0; i < n; i++)
		g_string_append(all, unit);
	return g_string_free(all, FALSE);
}
