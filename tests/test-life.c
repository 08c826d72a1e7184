/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The life of an introduction: a truth table of stories.
 */
#include "follow/life.h"

#include "detect/introductions.h"
#include "story.h"
#include "tertius-test.h"

#define INTRO "0 dana > me | tomas : introduction=tomas #intro\n"

/* What is expected: state, next step, whose turn, thanked (i: introducer, n:
 * newcomer). */
static const struct {
	const char *story;
	double now;
	const char *expected;
} stories[] = {
	{ INTRO, 0.5, "made thank me -" },
	{ INTRO "1 me > dana : thanks ^intro", 2, "made thank me i" },
	{ INTRO "1 me > tomas", 2, "made thank me n" },
	{ INTRO "1 me > dana | tomas : thanks ^intro", 2, "made wait them in" },
	{ INTRO "1 me > dana, tomas : thanks ^intro", 2, "made wait them in" },
	{ INTRO "1 me > dana, tomas : thanks ^intro", 9,
	  "silent tell-silent me in" },
	{ INTRO "1 me > dana, tomas : thanks\n8.5 me > dana", 9,
	  "silent wait them in" },
	{ INTRO "1 me > dana, tomas : thanks\n2 tomas > me : automatic", 9,
	  "silent tell-silent me in" },
	{ INTRO "1 me > dana, tomas : thanks\n2 tomas > me", 3,
	  "answered answer me in" },
	{ INTRO "1 me > dana, tomas : thanks\n2 tomas > me\n3 me > tomas", 4,
	  "answered outcome me in" },
	{ INTRO "1 me > dana, tomas : thanks\n2 tomas > me\n3 me > tomas\n"
	        "6 me + tomas",
	  7, "met outcome me in" },
	{ INTRO "1 me > dana, tomas : thanks\n6 me + tomas", 5,
	  "made wait them in" },
	{ INTRO "1 me > dana, tomas : thanks\n6 me + tomas\n"
	        "7 me > dana : outcome-update/good",
	  8, "reported check-in me in" },
	{ INTRO "1 me > dana, tomas : thanks\n6 me + tomas\n"
	        "7 me > dana : outcome-update/good\n60 tomas > me\n"
	        "61 me > tomas",
	  62, "kept check-in me in" },
	{ INTRO "1 me > dana, tomas : thanks\n6 me + tomas\n"
	        "9 tomas > me : outcome-update/big\n10 me > tomas",
	  11, "outcome gift me in" },
	{ INTRO "1 me > dana, tomas : thanks\n6 me + tomas\n"
	        "9 tomas > me : outcome-update/big\n10 me > tomas\n"
	        "11 me > dana : thanks outcome-update",
	  12, "reported check-in me in" },
	{ "0 tomas > me : referral=dana #intro", 1, "made answer me -" },
	{ "0 tomas > me : referral=dana #intro\n1 me > tomas", 2,
	  "answered thank me n" },
	{ "0 tomas > me : referral=dana #intro\n1 me > tomas | dana : thanks",
	  2, "answered outcome me in" },
	{ "0 me > tomas : referral=dana\n", 2, "made thank me -" },
	{ "0 me > anna, bert : introduction=anna,bert", 1, "made wait them -" },
	{ "0 me > anna, bert : introduction=anna,bert\n1 anna > bert | me", 2,
	  "answered none them -" },
	{ "0 me > anna, bert : introduction=anna,bert\n1 anna > bert | me\n"
	  "9 anna > me : outcome-update/good",
	  10, "reported none them -" },
	{ "0 dana > anna, bert : introduction=anna,bert", 1,
	  "made none them -" },
	/* a copy of what brings others together */
	{ "0 dana > anna | me, bert : introduction=bert", 1,
	  "made none them -" },
	{ "0 dana > anna, bert | me : introduction=anna,bert", 1,
	  "made none them -" },
	{ "0 dana > anna | me : introduction=me", 1, "made thank me -" },
	{ "0 dana > anna | me : introduction=anna", 1, "made thank me -" },
	{ "0 tomas > anna | me : referral=dana", 1, "made none them -" },
	{ "0 tomas > anna, me : referral=dana", 1, "made answer me -" },
	/* whom I knew before */
	{ "0 me > tomas\n1 tomas > me\n2 dana > me | tomas : "
	  "introduction=tomas",
	  2.5, "made none them -" },
	{ "1 tomas > me\n2 dana > me | tomas : introduction=tomas", 2.5,
	  "made thank me -" },
	{ "0 me > tomas\n1 tomas > me\n2 dana > me | tomas, eve : "
	  "introduction=tomas,eve",
	  2.5, "made thank me -" },
};

static char *
describe(const TertiusIntroduction *introduction)
{
	return g_strdup_printf(
		"%s %s %s %s%s%s", tertius_state_name(introduction->state),
		tertius_step_name(introduction->next),
		introduction->is_my_turn ? "me" : "them",
		introduction->thanked_introducer != 0 ? "i" : "",
		introduction->thanked_newcomer != 0 ? "n" : "",
		introduction->thanked_introducer == 0 &&
				introduction->thanked_newcomer == 0
			? "-"
			: "");
}

static GPtrArray *
live(const TertiusHistory *history, const GPtrArray *decisions)
{
	TertiusLifeRules rules = tertius_life_rules_default();
	GPtrArray *introductions =
		tertius_introductions_find(history, decisions);

	tertius_life_follow(introductions, history, decisions, &rules);
	return introductions;
}

START_TEST(every_story_leads_to_its_step)
{
	g_autoptr(GPtrArray) decisions = tertius_decisions_new();

	for (guint i = 0; i < G_N_ELEMENTS(stories); i++) {
		g_autoptr(TertiusHistory) history =
			tertius_story_tell(stories[i].story, stories[i].now);
		g_autoptr(GPtrArray) introductions = live(history, decisions);
		g_autofree char *found = NULL;

		ck_assert_msg(introductions->len == 1,
		              "story %u: %u introductions", i,
		              introductions->len);
		found = describe(introductions->pdata[0]);
		ck_assert_msg(strcmp(found, stories[i].expected) == 0,
		              "story %u is '%s' and should be '%s'", i, found,
		              stories[i].expected);
	}
}
END_TEST

START_TEST(every_move_names_what_caused_it)
{
	g_autoptr(GPtrArray) decisions = tertius_decisions_new();

	for (guint i = 0; i < G_N_ELEMENTS(stories); i++) {
		g_autoptr(TertiusHistory) history =
			tertius_story_tell(stories[i].story, stories[i].now);
		g_autoptr(GPtrArray) introductions = live(history, decisions);
		const TertiusIntroduction *introduction =
			introductions->pdata[0];
		gint64 last = 0;

		for (guint j = 0; j < introduction->moves->len; j++) {
			const TertiusMove *move = introduction->moves->pdata[j];

			ck_assert_msg(move->date >= last, "story %u", i);
			ck_assert_msg(*move->source != '\0', "story %u", i);
			ck_assert_msg(*move->because != '\0', "story %u", i);
			last = move->date;
		}
	}
}
END_TEST

START_TEST(what_was_dismissed_asks_for_nothing)
{
	g_autoptr(TertiusHistory) history = tertius_story_tell(INTRO, 1);
	g_autoptr(GPtrArray) decisions = tertius_decisions_new();
	g_autoptr(GPtrArray) before = live(history, decisions);
	const TertiusIntroduction *introduction = before->pdata[0];
	g_autoptr(GPtrArray) after = NULL;
	g_autofree char *found = NULL;
	TertiusDecision *none = tertius_decision_new(TERTIUS_DECISION_NONE,
	                                             introduction->id, "", 1);

	none->number = 1;
	g_ptr_array_add(decisions, none);
	after = live(history, decisions);
	found = describe(after->pdata[0]);
	ck_assert_str_eq(found, "dismissed none them -");
}
END_TEST

START_TEST(two_acts_of_one_message_have_an_id_each)
{
	g_autoptr(TertiusHistory) history = tertius_story_tell(
		"0 tomas > me : introduction=anna referral=dana", 1);
	g_autoptr(GPtrArray) decisions = tertius_decisions_new();
	g_autoptr(GPtrArray) introductions = live(history, decisions);
	const TertiusIntroduction *one, *other;

	ck_assert_uint_eq(introductions->len, 2);
	one = introductions->pdata[0];
	other = introductions->pdata[1];
	ck_assert_str_eq(one->message_id, other->message_id);
	ck_assert_str_ne(one->id, other->id);
}
END_TEST

TERTIUS_TEST_MAIN("life", every_story_leads_to_its_step,
                  every_move_names_what_caused_it,
                  what_was_dismissed_asks_for_nothing,
                  two_acts_of_one_message_have_an_id_each)
