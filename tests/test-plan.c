/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan: which reminders exist, and when they ring.
 */
#include "follow/plan.h"

#include "detect/introductions.h"
#include "follow/life.h"
#include "relate/relations.h"
#include "story.h"
#include "tertius-test.h"

#include <string.h>

#define INTRO "0 dana > me | tomas : introduction=tomas #intro\n"

typedef struct {
	TertiusHistory *history;
	GPtrArray *decisions;
	GPtrArray *introductions;
	TertiusRelations *relations;
	GPtrArray *reminders;
	TertiusWorkingTime *hours;
} Case;

/* @began: the day of the first scan. */
static void
plan_story(Case *test, const char *story, double now, double began)
{
	TertiusLifeRules life = tertius_life_rules_default();
	TertiusPlanRules rules = tertius_plan_rules_default();
	TertiusRelateRules relate = tertius_relate_rules_default();
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();

	test->history = tertius_story_tell(story, now);
	if (test->decisions == NULL)
		test->decisions = tertius_decisions_new();
	test->introductions =
		tertius_introductions_find(test->history, test->decisions);
	tertius_life_follow(test->introductions, test->history, test->decisions,
	                    &life);
	test->hours = tertius_working_time_new(zone);
	test->relations =
		tertius_relations_find(test->history, test->introductions, NULL,
	                               test->decisions, test->hours, &relate);
	test->reminders = tertius_plan_make(
		&(TertiusPlanBasis){ test->introductions, test->history,
	                             test->relations, test->decisions, NULL },
		test->hours,
		TERTIUS_STORY_BEGIN + (gint64) (began * TERTIUS_STORY_DAY),
		&rules);
}

static void
end_story(Case *test)
{
	g_ptr_array_unref(test->reminders);
	tertius_relations_free(test->relations);
	g_ptr_array_unref(test->introductions);
	tertius_working_time_free(test->hours);
	tertius_history_free(test->history);
	g_clear_pointer(&test->decisions, g_ptr_array_unref);
}

static char *
describe(const GPtrArray *reminders)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < reminders->len; i++) {
		const TertiusReminder *reminder = reminders->pdata[i];
		double day = (double) (reminder->due - TERTIUS_STORY_BEGIN) /
		             TERTIUS_STORY_DAY;

		g_string_append_printf(
			text, "%s%s %s %.0f", i > 0 ? ", " : "",
			tertius_reminder_kind_name(reminder->kind),
			tertius_reminder_state_name(reminder->state), day);
	}
	return g_string_free(text, FALSE);
}

/* Day 0 is a Monday. Days are of the due moment. */
static const struct {
	const char *story;
	double now;
	const char *expected;
} stories[] = {
	{ INTRO, 0.1, "thank waiting 1" },
	{ INTRO, 1, "thank due 1" },
	{ INTRO "0.5 me > dana, tomas : thanks", 1, "thank done 1" },
	{ "4.2 dana > me | tomas : introduction=tomas", 5, "thank waiting 7" },
	{ INTRO, 23, "thank dropped 1" },
	{ INTRO "1 me + tomas", 4, "thank due 1" },
	{ "-9 me > lena@home.example.org\n-8 lena@home.example.org > me\n"
	  "0 lena@home.example.org > me, max@home.example.org : "
	  "introduction=max@home.example.org\n"
	  "0.5 me > lena@home.example.org, max@home.example.org : thanks\n"
	  "1 max@home.example.org > me",
	  2, "thank done 1" },
	{ INTRO "0.5 me > dana, tomas : thanks", 9,
	  "thank done 1, tell-silent due 8" },
	{ INTRO "0.5 me > dana, tomas : thanks\n1 tomas > me", 1.5,
	  "thank done 1, answer waiting 2" },
	{ INTRO "0.5 me > dana, tomas : thanks\n4.2 me + tomas", 5,
	  "thank done 1, outcome waiting 7" },
	{ INTRO "0.5 me > dana, tomas : thanks\n1 me + tomas", 32,
	  "thank done 1, outcome due 30" },
	{ INTRO "0.5 me > dana, tomas : thanks\n1 me + tomas\n"
	        "2 me > dana : outcome-update",
	  3, "thank done 1, outcome done 2, check-in waiting 32" },
	{ "-5 me > kenji\n0 kenji > me : success-news=kenji", 0.1,
	  "congratulate waiting 1" },
	{ "-5 me > kenji\n0 kenji > me : success-news=kenji\n"
	  "0.3 me > kenji : congratulation",
	  2, "congratulate done 1" },
	{ "0 stranger > me : success-news=stranger", 1, "" },
	{ "0 me > anna, bert : introduction=anna,bert", 9, "" },
};

START_TEST(every_story_has_its_reminders)
{
	for (guint i = 0; i < G_N_ELEMENTS(stories); i++) {
		Case test = { 0 };
		g_autofree char *found = NULL;

		plan_story(&test, stories[i].story, stories[i].now, 0);
		found = describe(test.reminders);
		ck_assert_msg(strcmp(found, stories[i].expected) == 0,
		              "story %u has '%s' and should have '%s'", i,
		              found, stories[i].expected);
		end_story(&test);
	}
}
END_TEST

START_TEST(a_first_scan_does_not_flood)
{
	Case test = { 0 };

	plan_story(&test, INTRO, 15, 15);
	ck_assert_uint_eq(test.reminders->len, 0);
	end_story(&test);
	plan_story(&test, INTRO, 13, 13);
	ck_assert_uint_eq(test.reminders->len, 1);
	end_story(&test);
}
END_TEST

static char *
many_introductions(guint n)
{
	GString *story = g_string_new(NULL);

	for (guint i = 0; i < n; i++)
		g_string_append_printf(story,
		                       "0.%u dana > me | new%u : "
		                       "introduction=new%u\n",
		                       i, i, i);
	return g_string_free(story, FALSE);
}

START_TEST(caps_by_day_and_week_are_held)
{
	g_autofree char *story = many_introductions(9);
	g_autoptr(GHashTable) days =
		g_hash_table_new(g_direct_hash, g_direct_equal);
	g_autoptr(GHashTable) weeks =
		g_hash_table_new(g_direct_hash, g_direct_equal);
	Case test = { 0 };

	plan_story(&test, story, 1, 0);
	ck_assert_uint_eq(test.reminders->len, 9);
	for (guint i = 0; i < test.reminders->len; i++) {
		const TertiusReminder *reminder = test.reminders->pdata[i];
		gpointer day =
			GSIZE_TO_POINTER((gsize) tertius_working_time_day(
				test.hours, reminder->due));
		gpointer week =
			GSIZE_TO_POINTER((gsize) tertius_working_time_week(
				test.hours, reminder->due));
		guint in_day =
			GPOINTER_TO_UINT(g_hash_table_lookup(days, day)) + 1;
		guint in_week =
			GPOINTER_TO_UINT(g_hash_table_lookup(weeks, week)) + 1;

		ck_assert_uint_le(in_day, 3);
		ck_assert_uint_le(in_week, 5);
		ck_assert_int_eq(
			reminder->due,
			tertius_working_time_next(test.hours, reminder->due));
		g_hash_table_insert(days, day, GUINT_TO_POINTER(in_day));
		g_hash_table_insert(weeks, week, GUINT_TO_POINTER(in_week));
	}
	end_story(&test);
}
END_TEST

/* Six have good news on Monday and fill the week; Dana introduces somebody on
 * Wednesday. */
START_TEST(thanks_keep_their_day_in_a_full_week)
{
	g_autoptr(GString) story = g_string_new(NULL);
	Case test = { 0 };
	guint n_thanks = 0, n_in_week = 0;

	for (guint i = 0; i < 6; i++)
		g_string_append_printf(story,
		                       "-5 me > f%u\n0.0%u f%u > me : "
		                       "success-news=f%u\n",
		                       i, i, i, i);
	g_string_append(story, "-90 me > dana\n-89 dana > me\n"
	                       "2 dana > me | tomas : introduction=tomas");
	plan_story(&test, story->str, 2.5, 0);
	for (guint i = 0; i < test.reminders->len; i++) {
		const TertiusReminder *reminder = test.reminders->pdata[i];
		gint64 day = (reminder->due - TERTIUS_STORY_BEGIN) /
		             TERTIUS_STORY_DAY;

		n_in_week += day < 6 ? 1 : 0;
		if (reminder->kind != TERTIUS_REMINDER_THANK)
			continue;
		n_thanks++;
		ck_assert_int_eq(day, 3);
	}
	ck_assert_uint_eq(n_thanks, 1);
	ck_assert_uint_eq(n_in_week, 6);
	ck_assert_uint_eq(test.reminders->len, 7);
	end_story(&test);
}
END_TEST

/* On a morning with three other things thanks come before them. */
START_TEST(thanks_come_first_on_a_full_day)
{
	g_autoptr(GString) story = g_string_new(NULL);
	Case test = { 0 };

	for (guint i = 0; i < 4; i++)
		g_string_append_printf(story,
		                       "-5 me > f%u\n0 f%u > me : "
		                       "success-news=f%u\n",
		                       i, i, i);
	g_string_append(story, "-90 me > dana\n-89 dana > me\n"
	                       "0.1 dana > me | tomas : introduction=tomas");
	plan_story(&test, story->str, 0.5, 0);
	ck_assert_int_eq(
		((const TertiusReminder *) test.reminders->pdata[0])->kind,
		TERTIUS_REMINDER_THANK);
	ck_assert_int_eq(
		((const TertiusReminder *) test.reminders->pdata[0])->due,
		TERTIUS_STORY_BEGIN + TERTIUS_STORY_DAY);
	end_story(&test);
}
END_TEST

static void
decide(Case *test, TertiusDecisionKind kind, const char *subject,
       const char *argument)
{
	TertiusDecision *decision = tertius_decision_new(
		kind, subject, argument, TERTIUS_STORY_BEGIN);

	if (test->decisions == NULL)
		test->decisions = tertius_decisions_new();
	decision->number = test->decisions->len + 1;
	g_ptr_array_add(test->decisions, decision);
}

START_TEST(what_the_person_decides_holds)
{
	static const struct {
		TertiusDecisionKind kind;
		const char *argument, *expected;
	} cases[] = {
		{ TERTIUS_DECISION_DONE, "", "thank done 1" },
		{ TERTIUS_DECISION_NEVER, "", "thank dropped 1" },
		{ TERTIUS_DECISION_LATER, "1780736400", "thank waiting 5" },
	};
	g_autofree char *id = NULL;
	Case test = { 0 };

	plan_story(&test, INTRO, 1, 0);
	id = g_strdup(((const TertiusReminder *) test.reminders->pdata[0])->id);
	end_story(&test);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *found = NULL;

		decide(&test, cases[i].kind, id, cases[i].argument);
		plan_story(&test, INTRO, 1, 0);
		found = describe(test.reminders);
		ck_assert_msg(strstr(found, cases[i].expected) == found,
		              "case %u: '%s'", i, found);
		end_story(&test);
	}
}
END_TEST

TERTIUS_TEST_MAIN("plan", every_story_has_its_reminders,
                  a_first_scan_does_not_flood, caps_by_day_and_week_are_held,
                  thanks_keep_their_day_in_a_full_week,
                  thanks_come_first_on_a_full_day,
                  what_the_person_decides_holds)
