/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is brought together where the mail passes on somebody without a name that
 * can be read.
 */
#include "detect/introductions.h"

#include "story.h"
#include "tertius-test.h"

#define STUDENT "somebody in “A student”"

static const struct {
	const char *story;
	TertiusManner manner;
	const char *introduced; /* labels, in order */
} cases[] = {
	/* who gets a résumé is not whose it is */
	{ "5 dana > me, tomas : introduction subject=A_student",
	  TERTIUS_MANNER_CANDIDATE, STUDENT },
	{ "5 dana > me, tomas : introduction subject=",
	  TERTIUS_MANNER_CANDIDATE, "somebody" },
	{ "5 me > tomas : introduction subject=A_student",
	  TERTIUS_MANNER_CANDIDATE, STUDENT ", Tomas" },
	/* with a name, it is the name; and in another manner, both readers */
	{ "5 dana > me, tomas : introduction=olga subject=A_student",
	  TERTIUS_MANNER_CANDIDATE, "Olga" },
	{ "5 dana > me, tomas : introduction subject=A_student",
	  TERTIUS_MANNER_BOTH, "Tomas" },
};

typedef struct {
	TertiusHistory *history;
	TertiusManner manner;
} Teller;

static void
take(TertiusFacts *facts, gpointer data)
{
	Teller *teller = data;

	for (guint i = 0; i < facts->acts->len; i++) {
		TertiusAct *act = facts->acts->pdata[i];

		act->manner = teller->manner;
	}
	tertius_history_take(teller->history, facts);
}

static char *
tell(const char *story, TertiusManner manner)
{
	static const char *const me[] = { "me@home.example.org", NULL };
	TertiusHistory *history = tertius_history_new(me);
	Teller teller = { history, manner };
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	g_autoptr(GPtrArray) found = NULL;
	GString *labels = g_string_new("");

	tertius_story_each(story, take, &teller);
	tertius_history_seal(history,
	                     TERTIUS_STORY_BEGIN + 30 * TERTIUS_STORY_DAY);
	found = tertius_introductions_find(history, none);
	ck_assert_uint_eq(found->len, 1);
	for (guint i = 0;
	     i < ((TertiusIntroduction *) found->pdata[0])->introduced->len;
	     i++) {
		const TertiusIntroduction *one = found->pdata[0];
		const TertiusPerson *person = one->introduced->pdata[i];

		g_string_append_printf(labels, "%s%s", i > 0 ? ", " : "",
		                       tertius_person_label(person));
	}
	tertius_history_free(history);
	return g_string_free(labels, FALSE);
}

START_TEST(readers_are_not_the_candidate)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *labels = tell(cases[i].story, cases[i].manner);

		ck_assert_msg(strcmp(labels, cases[i].introduced) == 0,
		              "case %zu: \"%s\"", i, labels);
	}
}
END_TEST

TERTIUS_TEST_MAIN("unnamed", readers_are_not_the_candidate)
