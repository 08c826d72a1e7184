/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which introductions ask for a thank-you; and that the user's word goes before
 * every rule.
 */
#include "detect/introductions.h"

#include "story.h"
#include "tertius-test.h"

#define KURT "kurt@home.example.org" /* of my own house */

static const struct {
	const char *story;
	TertiusManner manner;
	gboolean is_bare; /* the newcomer is a name without an address */
	gboolean deserves;
} cases[] = {
	{ "5 dana > me : introduction=tomas #i", TERTIUS_MANNER_TEXT, FALSE,
	  TRUE },
	{ "5 dana > me : introduction=tomas #i", TERTIUS_MANNER_TEXT, TRUE,
	  TRUE },
	{ "5 dana > me : introduction=tomas #i", TERTIUS_MANNER_CANDIDATE,
	  FALSE, TRUE },
	{ "5 dana > me : introduction=tomas #i", TERTIUS_MANNER_ASSISTANT,
	  FALSE, FALSE },
	{ "5 " KURT " > me : introduction=tomas #i", TERTIUS_MANNER_TEXT, FALSE,
	  TRUE },
	{ "5 " KURT " > me : introduction=tomas #i", TERTIUS_MANNER_TEXT, TRUE,
	  FALSE },
	{ "5 " KURT " > me : introduction+near/phone=tomas #i",
	  TERTIUS_MANNER_TEXT, TRUE, TRUE },
	{ "5 " KURT " > me : introduction=tomas #i", TERTIUS_MANNER_CANDIDATE,
	  FALSE, FALSE },
	{ "5 " KURT " > me : introduction+context/caller=tomas #i",
	  TERTIUS_MANNER_TEXT, FALSE, FALSE },
	{ "5 dana > me : introduction+context/caller=tomas #i",
	  TERTIUS_MANNER_TEXT, FALSE, TRUE },
	/* whom I knew before */
	{ "1 me > tomas\n2 tomas > me\n5 dana > me : introduction=tomas #i",
	  TERTIUS_MANNER_TEXT, FALSE, FALSE },
	{ "1 tomas > me\n5 dana > me : introduction=tomas #i",
	  TERTIUS_MANNER_TEXT, FALSE, TRUE },
};

typedef struct {
	TertiusHistory *history;
	gsize index; /* of the case */
} Teller;

static void
take(TertiusFacts *facts, gpointer data)
{
	Teller *teller = data;

	for (guint i = 0; i < facts->acts->len; i++) {
		TertiusAct *act = facts->acts->pdata[i];
		TertiusPerson *person = act->introduced->pdata[0];

		act->manner = cases[teller->index].manner;
		if (!cases[teller->index].is_bare)
			continue;
		g_clear_pointer(&person->address, g_free);
		g_free(person->name);
		person->name = g_strdup("Tomás Reyes");
		person->place = TERTIUS_PLACE_TEXT;
	}
	tertius_history_take(teller->history, facts);
}

static TertiusHistory *
tell(gsize index)
{
	static const char *const me[] = { "me@home.example.org", NULL };
	Teller teller = { tertius_history_new(me), index };

	tertius_story_each(cases[index].story, take, &teller);
	tertius_history_seal(teller.history,
	                     TERTIUS_STORY_BEGIN + 30 * TERTIUS_STORY_DAY);
	return teller.history;
}

START_TEST(what_a_colleague_passes_on_asks_for_no_thanks)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		TertiusHistory *history = tell(i);
		g_autoptr(GPtrArray) none = g_ptr_array_new();
		g_autoptr(GPtrArray) found =
			tertius_introductions_find(history, none);
		const TertiusIntroduction *one = found->pdata[0];

		ck_assert_uint_eq(found->len, 1);
		ck_assert_msg(one->deserves_thanks == cases[i].deserves,
		              "case %zu", i);
		tertius_history_free(history);
	}
}
END_TEST

START_TEST(what_the_user_calls_an_introduction_deserves_thanks)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		TertiusHistory *history = tell(i);
		g_autofree char *message = tertius_story_message_id("i");
		g_autoptr(TertiusDecision) said = tertius_decision_new(
			TERTIUS_DECISION_INTRODUCED, message,
			KURT ";vera@example.org", TERTIUS_STORY_BEGIN);
		g_autoptr(GPtrArray) decisions = g_ptr_array_new();
		g_autoptr(GPtrArray) found = NULL;
		const TertiusIntroduction *one;
		const TertiusPerson *person;

		g_ptr_array_add(decisions, said);
		found = tertius_introductions_find(history, decisions);
		one = found->pdata[0];
		person = one->introduced->pdata[0];
		ck_assert_uint_eq(found->len, 1);
		ck_assert_msg(one->deserves_thanks && !one->knew_them &&
		                      one->level == TERTIUS_LEVEL_LIKELY,
		              "case %zu", i);
		ck_assert_str_eq(person->address, "vera@example.org");
		ck_assert_str_eq(one->introducer->address, KURT);
		tertius_history_free(history);
	}
}
END_TEST

TERTIUS_TEST_MAIN("thanks", what_a_colleague_passes_on_asks_for_no_thanks,
                  what_the_user_calls_an_introduction_deserves_thanks)
