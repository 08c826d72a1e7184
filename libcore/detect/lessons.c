/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Learning from the user.
 */
#include "detect/lessons.h"

#include <math.h>
#include <string.h>

static const TertiusDecisionKind teaching[] = {
	TERTIUS_DECISION_NONE,
	TERTIUS_DECISION_CONFIRM,
	TERTIUS_DECISION_NO_THANKS,
};

gboolean
tertius_lessons_are_taught(const GPtrArray *decisions)
{
	for (guint i = 0; i < decisions->len; i++) {
		const TertiusDecision *decision = decisions->pdata[i];

		for (gsize j = 0; j < G_N_ELEMENTS(teaching); j++) {
			if (decision->kind == teaching[j])
				return TRUE;
		}
	}
	return FALSE;
}

/* --- what is alike ------------------------------------------------------- */

/* The writer, or whom I wrote to first. */
static guint
find_teacher(const TertiusHistory *history, const TertiusLetter *letter)
{
	if (!tertius_history_is_me(history, letter->from))
		return letter->from;
	return letter->n_recipients > 0 ? letter->recipients[0].person
	                                : TERTIUS_NOBODY;
}

/* The words that spoke most for it. */
static const char *
find_rule(const TertiusIntroduction *introduction)
{
	const TertiusEvidence *best = NULL;

	for (guint i = 0; i < introduction->evidence->len; i++) {
		const TertiusEvidence *one = introduction->evidence->pdata[i];

		if (one->weight > 0 && *one->quote != '\0' &&
		    (best == NULL || one->weight > best->weight))
			best = one;
	}
	return best != NULL ? best->rule : "";
}

static gboolean
is_alike(const TertiusLesson *lesson, TertiusActKind act,
         const TertiusIntroduction *introduction)
{
	return lesson->act == act &&
	       (lesson->manner == introduction->manner ||
	        (*lesson->rule != '\0' &&
	         strcmp(lesson->rule, find_rule(introduction)) == 0));
}

/* --- teaching ------------------------------------------------------------ */

/* Of "none" and "confirm" the later one holds. */
static gboolean
holds(const GPtrArray *decisions, const TertiusDecision *decision)
{
	TertiusDecisionKind other = decision->kind == TERTIUS_DECISION_NONE
	                                    ? TERTIUS_DECISION_CONFIRM
	                                    : TERTIUS_DECISION_NONE;
	const TertiusDecision *against =
		tertius_decisions_find(decisions, other, decision->subject);
	const TertiusDecision *forgotten = tertius_decisions_find(
		decisions, TERTIUS_DECISION_UNLEARN, decision->subject);

	if (forgotten != NULL && forgotten->number > decision->number)
		return FALSE;
	return decision->kind == TERTIUS_DECISION_NO_THANKS ||
	       against == NULL || against->number < decision->number;
}

void
tertius_lessons_add(GPtrArray *lessons, const GPtrArray *decisions,
                    const TertiusHistory *history, const TertiusLetter *letter,
                    TertiusActKind act, const TertiusIntroduction *introduction)
{
	guint teacher = find_teacher(history, letter);

	for (gsize i = 0;
	     teacher != TERTIUS_NOBODY && i < G_N_ELEMENTS(teaching); i++) {
		const TertiusDecision *decision = tertius_decisions_find(
			decisions, teaching[i], introduction->id);
		TertiusLesson *lesson;

		if (decision == NULL || !holds(decisions, decision))
			continue;
		lesson = tertius_lesson_new(teaching[i], introduction->id);
		lesson->made = decision->made;
		lesson->teacher = tertius_history_dup_person(history, teacher);
		lesson->act = act;
		lesson->manner = introduction->manner;
		g_free(lesson->rule);
		lesson->rule = g_strdup(find_rule(introduction));
		g_free(lesson->subject);
		lesson->subject = g_strdup(introduction->subject);
		g_ptr_array_add(lessons, lesson);
	}
}

/* --- applying ------------------------------------------------------------ */

static gboolean
is_about(const TertiusLesson *lesson, const TertiusHistory *history,
         guint teacher, TertiusActKind act,
         const TertiusIntroduction *introduction)
{
	return teacher != TERTIUS_NOBODY &&
	       is_alike(lesson, act, introduction) &&
	       strcmp(lesson->introduction, introduction->id) != 0 &&
	       tertius_history_resolve(history, lesson->teacher) == teacher;
}

gboolean
tertius_lessons_are_about(const GPtrArray *lessons,
                          const TertiusHistory *history,
                          const TertiusLetter *letter, TertiusActKind act,
                          const TertiusIntroduction *introduction)
{
	guint teacher = find_teacher(history, letter);

	for (guint i = 0; i < lessons->len; i++) {
		if (is_about(lessons->pdata[i], history, teacher, act,
		             introduction))
			return TRUE;
	}
	return FALSE;
}

static void
add_evidence(TertiusIntroduction *introduction, const TertiusLesson *lesson,
             double weight)
{
	g_autofree char *rule = g_strconcat(
		"lesson/", tertius_decision_kind_name(lesson->kind), NULL);

	g_ptr_array_add(introduction->evidence,
	                tertius_evidence_new(rule, lesson->subject, "decision",
	                                     weight));
}

static double
weight_of(TertiusDecisionKind kind)
{
	if (kind == TERTIUS_DECISION_NONE)
		return TERTIUS_LESSON_NONE;
	return kind == TERTIUS_DECISION_CONFIRM ? TERTIUS_LESSON_CONFIRM : 0;
}

void
tertius_lessons_apply(const GPtrArray *lessons, const TertiusHistory *history,
                      const TertiusLetter *letter, TertiusActKind act,
                      TertiusIntroduction *introduction)
{
	guint teacher = find_teacher(history, letter);
	double bounded = CLAMP(introduction->score, 0.0001, 0.9999);
	double sum = 0;

	for (guint i = 0; i < lessons->len; i++) {
		const TertiusLesson *lesson = lessons->pdata[i];

		if (!is_about(lesson, history, teacher, act, introduction))
			continue;
		if (lesson->kind == TERTIUS_DECISION_NO_THANKS)
			introduction->deserves_thanks = FALSE;
		add_evidence(introduction, lesson, weight_of(lesson->kind));
		sum += weight_of(lesson->kind);
	}
	sum = CLAMP(sum, -TERTIUS_LESSON_MAX, TERTIUS_LESSON_MAX);
	if (sum < 0 || sum > 0)
		introduction->score =
			1 / (1 + (1 - bounded) / bounded * exp(-sum));
}
