/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which introductions are one and the same, told again.
 */
#include "detect/introductions.h"

#include "story.h"
#include "tertius-test.h"

static const struct {
	const char *story;
	guint n; /* introductions */
} cases[] = {
	/* to two people, that is two; to the same again, one */
	{ "5 me > tomas : introduction=olga\n"
	  "6 me > kurt : introduction=olga\n",
	  2 },
	{ "5 me > tomas : introduction=olga\n"
	  "6 me > tomas : introduction=olga\n",
	  1 },
	/* whoever turns to the one tells of the other */
	{ "5 me > tomas : introduction=olga\n"
	  "6 me > olga : introduction=tomas\n",
	  1 },
	/* two others, before my eyes */
	{ "5 dana > tomas | me : introduction=olga\n"
	  "6 dana > kurt | me : introduction=olga\n",
	  2 },
	{ "5 dana > tomas | me : introduction=olga\n"
	  "6 dana > tomas | me : introduction=olga\n",
	  1 },
	/* to me it is whom I get to know that counts */
	{ "5 dana > me : introduction=olga\n"
	  "6 dana > me, kurt : introduction=olga\n",
	  1 },
	{ "5 dana > me : introduction=olga\n"
	  "6 dana > me : introduction=kurt\n",
	  2 },
	{ "5 dana > me : introduction=olga\n"
	  "6 tomas > me : introduction=olga\n",
	  2 },
	/* long after, it is another */
	{ "5 me > tomas : introduction=olga\n"
	  "64 me > tomas : introduction=olga\n",
	  1 },
	{ "5 me > tomas : introduction=olga\n"
	  "66 me > tomas : introduction=olga\n",
	  2 },
};

START_TEST(an_introduction_has_two_sides)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		TertiusHistory *history =
			tertius_story_tell(cases[i].story, 90);
		g_autoptr(GPtrArray) none = g_ptr_array_new();
		g_autoptr(GPtrArray) found = NULL;

		found = tertius_introductions_find(history, none);
		ck_assert_msg(found->len == cases[i].n, "case %zu: %u", i,
		              found->len);
		tertius_history_free(history);
	}
}
END_TEST

TERTIUS_TEST_MAIN("pairs", an_introduction_has_two_sides)
