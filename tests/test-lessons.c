/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Learning from the user's decisions.
 */
#include "detect/lessons.h"

#include "detect/introductions.h"
#include "story.h"
#include "tertius-test.h"

#include <math.h>

/* Dana introduces twice in the same manner, Nora once. */
#define STORY                                                                  \
	"0 dana > me | tomas : introduction=tomas #one\n"                      \
	"9 dana > me | vera : introduction=vera #two\n"                        \
	"9 nora > me | kurt : introduction=kurt #three\n"

static const TertiusIntroduction *
find(const GPtrArray *found, const char *newcomer)
{
	for (guint i = 0; i < found->len; i++) {
		const TertiusIntroduction *one = found->pdata[i];
		const TertiusPerson *person = one->introduced->pdata[0];

		if (g_str_has_prefix(person->address, newcomer))
			return one;
	}
	ck_abort_msg("nobody introduces %s", newcomer);
	return NULL;
}

static const TertiusEvidence *
find_lesson(const TertiusIntroduction *introduction)
{
	for (guint i = 0; i < introduction->evidence->len; i++) {
		const TertiusEvidence *one = introduction->evidence->pdata[i];

		if (g_str_has_prefix(one->rule, "lesson/"))
			return one;
	}
	return NULL;
}

static void
decide(GPtrArray *decisions, TertiusDecisionKind kind, const char *subject)
{
	TertiusDecision *decision =
		tertius_decision_new(kind, subject, "", TERTIUS_STORY_BEGIN);

	decision->number = decisions->len + 1;
	g_ptr_array_add(decisions, decision);
}

typedef struct {
	TertiusHistory *history;
	GPtrArray *decisions;
	GPtrArray *before; /* introductions without any decision */
} Scene;

static Scene
begin(void)
{
	Scene scene = { .decisions = tertius_decisions_new() };

	scene.history = tertius_story_tell(STORY, 20);
	scene.before =
		tertius_introductions_find(scene.history, scene.decisions);
	return scene;
}

static void
end(Scene *scene)
{
	g_ptr_array_unref(scene->before);
	g_ptr_array_unref(scene->decisions);
	tertius_history_free(scene->history);
}

static const struct {
	TertiusDecisionKind kinds[3]; /* DONE: no more */
	int change;                   /* of Dana's other introduction */
	gboolean deserves_thanks;
} cases[] = {
	{ { TERTIUS_DECISION_NONE }, -1, TRUE },
	{ { TERTIUS_DECISION_CONFIRM }, 1, TRUE },
	{ { TERTIUS_DECISION_NO_THANKS }, 0, FALSE },
	/* the later one holds */
	{ { TERTIUS_DECISION_NONE, TERTIUS_DECISION_CONFIRM }, 1, TRUE },
	{ { TERTIUS_DECISION_CONFIRM, TERTIUS_DECISION_NONE }, -1, TRUE },
	{ { TERTIUS_DECISION_CONFIRM, TERTIUS_DECISION_NO_THANKS }, 1, FALSE },
	/* what was forgotten teaches no more, until it is said again */
	{ { TERTIUS_DECISION_NONE, TERTIUS_DECISION_UNLEARN }, 0, TRUE },
	{ { TERTIUS_DECISION_NO_THANKS, TERTIUS_DECISION_UNLEARN }, 0, TRUE },
	{ { TERTIUS_DECISION_UNLEARN, TERTIUS_DECISION_NONE }, -1, TRUE },
};

START_TEST(a_decision_teaches_of_alike_mail_from_the_same_people)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		Scene scene = begin();
		const TertiusIntroduction *two = find(scene.before, "vera");
		const TertiusIntroduction *three = find(scene.before, "kurt");
		g_autoptr(GPtrArray) after = NULL;
		double change;

		for (guint j = 0; j < 3 && cases[i].kinds[j] != 0; j++)
			decide(scene.decisions, cases[i].kinds[j],
			       find(scene.before, "tomas")->id);
		after = tertius_introductions_find(scene.history,
		                                   scene.decisions);
		change = find(after, "vera")->score - two->score;
		ck_assert_msg((change > 0.001) - (change < -0.001) ==
		                      cases[i].change,
		              "case %zu: %f", i, change);
		ck_assert_msg(find(after, "vera")->deserves_thanks ==
		                      cases[i].deserves_thanks,
		              "case %zu", i);
		/* and nothing of what others write */
		change = find(after, "kurt")->score - three->score;
		ck_assert_msg(fabs(change) < 0.0001, "case %zu", i);
		ck_assert(find(after, "kurt")->deserves_thanks);
		end(&scene);
	}
}
END_TEST

START_TEST(the_evidence_names_the_lesson)
{
	Scene scene = begin();
	g_autoptr(GPtrArray) after = NULL;

	ck_assert_ptr_null(find_lesson(find(scene.before, "vera")));
	decide(scene.decisions, TERTIUS_DECISION_NONE,
	       find(scene.before, "tomas")->id);
	after = tertius_introductions_find(scene.history, scene.decisions);
	ck_assert_str_eq(find_lesson(find(after, "vera"))->rule, "lesson/none");
	ck_assert_double_eq_tol(find_lesson(find(after, "vera"))->weight,
	                        TERTIUS_LESSON_NONE, 0.0001);
	/* a decision is no evidence of itself */
	ck_assert_ptr_null(find_lesson(find(after, "tomas")));
	end(&scene);
}
END_TEST

START_TEST(lessons_can_be_looked_at_and_forgotten)
{
	Scene scene = begin();
	const char *id = find(scene.before, "tomas")->id;
	g_autoptr(GPtrArray) lessons = NULL;
	g_autoptr(GPtrArray) left = NULL;
	const TertiusLesson *lesson;

	decide(scene.decisions, TERTIUS_DECISION_CONFIRM, id);
	lessons = tertius_introductions_list_lessons(scene.history,
	                                             scene.decisions);
	ck_assert_uint_eq(lessons->len, 1);
	lesson = lessons->pdata[0];
	ck_assert_str_eq(lesson->introduction, id);
	ck_assert_str_eq(lesson->teacher->address, "dana@example.org");
	ck_assert_int_eq(lesson->act, TERTIUS_ACT_INTRODUCTION);
	ck_assert_int_eq(lesson->kind, TERTIUS_DECISION_CONFIRM);
	decide(scene.decisions, TERTIUS_DECISION_UNLEARN, id);
	left = tertius_introductions_list_lessons(scene.history,
	                                          scene.decisions);
	ck_assert_uint_eq(left->len, 0);
	end(&scene);
}
END_TEST

/* However often one says it: what is said in the mail still counts. */
START_TEST(many_lessons_weigh_no_more_than_the_limit)
{
	g_autoptr(GString) story = g_string_new("");
	g_autoptr(GPtrArray) decisions = tertius_decisions_new();
	g_autoptr(GPtrArray) before = NULL;
	g_autoptr(GPtrArray) after = NULL;
	TertiusHistory *history;
	double odds;

	for (guint i = 0; i < 8; i++)
		g_string_append_printf(
			story, "%u dana > me | a%u : introduction=a%u\n", i, i,
			i);
	history = tertius_story_tell(story->str, 20);
	before = tertius_introductions_find(history, decisions);
	for (guint i = 0; i < 7; i++)
		decide(decisions, TERTIUS_DECISION_NONE,
		       ((TertiusIntroduction *) before->pdata[i])->id);
	after = tertius_introductions_find(history, decisions);
	odds = find(before, "a7")->score / (1 - find(before, "a7")->score);
	ck_assert_double_eq_tol(find(after, "a7")->score,
	                        1 / (1 + 1 / (odds * exp(-TERTIUS_LESSON_MAX))),
	                        0.001);
	tertius_history_free(history);
}
END_TEST

TERTIUS_TEST_MAIN("lessons",
                  a_decision_teaches_of_alike_mail_from_the_same_people,
                  the_evidence_names_the_lesson,
                  lessons_can_be_looked_at_and_forgotten,
                  many_lessons_weigh_no_more_than_the_limit)
