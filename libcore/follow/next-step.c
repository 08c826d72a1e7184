/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one courteous thing to do next.
 */
#include "follow/next-step.h"

#define DAY G_GINT64_CONSTANT(86400)

static void
set_next(TertiusIntroduction *introduction, TertiusStep step, gboolean mine,
         gint64 by)
{
	introduction->next = step;
	introduction->is_my_turn = mine;
	introduction->next_by = by;
}

gboolean
tertius_next_step_is_own_referral(const TertiusIntroduction *introduction,
                                  const TertiusHistory *history)
{
	const TertiusLetter *made = NULL;

	if (introduction->message_id != NULL)
		made = tertius_history_find_letter(history,
		                                   introduction->message_id);
	return introduction->kind == TERTIUS_INTRODUCTION_REFERRAL &&
	       made != NULL && tertius_history_is_me(history, made->from);
}

/* Who writes "X suggested that I write to you" waits for an answer first; X is
 * thanked when it has come to something or after the answer. */
static gboolean
waits_for_me(const TertiusIntroduction *introduction,
             const TertiusCourse *course, const TertiusHistory *history)
{
	gint64 said = course->said[TERTIUS_REMINDER_ANSWER];

	if (said >= introduction->date &&
	    (course->last_from_them == NULL ||
	     said >= course->last_from_them->date))
		return FALSE;
	if (introduction->kind == TERTIUS_INTRODUCTION_REFERRAL &&
	    course->first_from_me == NULL)
		return !tertius_next_step_is_own_referral(introduction,
		                                          history);
	return course->last_from_them != NULL &&
	       (course->last_from_me == NULL ||
	        course->last_from_me->date < course->last_from_them->date) &&
	       course->met_at < course->last_from_them->date;
}

static gboolean
needs_thanks(const TertiusIntroduction *introduction,
             const TertiusHistory *history)
{
	const TertiusPerson *newcomer = introduction->introduced->pdata[0];

	if (!introduction->deserves_thanks ||
	    introduction->state >= TERTIUS_STATE_REPORTED)
		return FALSE;
	if (introduction->introducer != NULL &&
	    introduction->introducer->address != NULL &&
	    introduction->thanked_introducer == 0)
		return TRUE;
	return newcomer->address != NULL &&
	       introduction->thanked_newcomer == 0 &&
	       !tertius_next_step_is_own_referral(introduction, history);
}

/* When there is something to tell the introducer. */
static gint64
outcome_moment(const TertiusIntroduction *introduction,
               const TertiusCourse *course, const TertiusLifeRules *rules)
{
	gint64 moment = introduction->date + (gint64) rules->outcome * DAY;

	if (course->met != NULL)
		moment = MIN(moment, course->met_at + DAY);
	if (course->substantial != NULL)
		moment = MIN(moment, course->substantial->date + DAY);
	if (course->outcome != NULL)
		moment = MIN(moment, course->outcome->date + DAY);
	return moment;
}

/* What remains once thanks are said and nobody waits for an answer. */
static void
choose_later_step(TertiusIntroduction *introduction,
                  const TertiusCourse *course, const TertiusLifeRules *rules)
{
	gint64 wrote = course->first_from_me != NULL
	                       ? course->first_from_me->date
	                       : introduction->date;

	if (introduction->introducer == NULL)
		set_next(introduction, TERTIUS_STEP_NONE, FALSE, 0);
	else if (introduction->state == TERTIUS_STATE_SILENT &&
	         course->told_silence == NULL &&
	         course->said[TERTIUS_REMINDER_TELL_SILENT] == 0)
		set_next(introduction, TERTIUS_STEP_TELL_SILENT, TRUE,
		         wrote + (gint64) rules->silent * DAY);
	else if (introduction->is_big && course->gratitude == NULL &&
	         course->said[TERTIUS_REMINDER_GIFT] == 0)
		set_next(introduction, TERTIUS_STEP_GIFT, TRUE,
		         course->big->date + 2 * DAY);
	else if (introduction->state == TERTIUS_STATE_SILENT ||
	         introduction->state == TERTIUS_STATE_MADE)
		set_next(introduction, TERTIUS_STEP_WAIT, FALSE,
		         wrote + (gint64) rules->silent * DAY);
	else if (introduction->reported == 0)
		set_next(introduction, TERTIUS_STEP_OUTCOME, TRUE,
		         outcome_moment(introduction, course, rules));
	else
		set_next(introduction, TERTIUS_STEP_CHECK_IN, TRUE,
		         MAX(course->latest, introduction->reported) +
		                 (gint64) rules->kept * DAY);
}

/* I brought them together: it is theirs to write. */
static void
choose_for_giver(TertiusIntroduction *introduction,
                 const TertiusLifeRules *rules)
{
	if (introduction->state == TERTIUS_STATE_MADE)
		set_next(introduction, TERTIUS_STEP_WAIT, FALSE,
		         introduction->date + (gint64) rules->outcome * DAY);
	else
		set_next(introduction, TERTIUS_STEP_NONE, FALSE, 0);
}

/* Who brought us together hears of it; then it rests for good. */
static void
choose_after_no(TertiusIntroduction *introduction, const TertiusCourse *course)
{
	if (introduction->introducer == NULL || introduction->reported != 0)
		set_next(introduction, TERTIUS_STEP_NONE, FALSE, 0);
	else
		set_next(introduction, TERTIUS_STEP_OUTCOME, TRUE,
		         course->declined->date + DAY);
}

void
tertius_next_step_choose(TertiusIntroduction *introduction,
                         const TertiusCourse *course,
                         const TertiusHistory *history,
                         const TertiusLifeRules *rules)
{
	gint64 since = course->last_from_them != NULL
	                       ? course->last_from_them->date
	                       : introduction->date;
	gboolean waits = waits_for_me(introduction, course, history);
	gboolean is_referral =
		introduction->kind == TERTIUS_INTRODUCTION_REFERRAL;

	if (introduction->state >= TERTIUS_STATE_DISMISSED ||
	    introduction->kind == TERTIUS_INTRODUCTION_OBSERVED ||
	    introduction->knew_them)
		set_next(introduction, TERTIUS_STEP_NONE, FALSE, 0);
	else if (introduction->kind == TERTIUS_INTRODUCTION_GIVEN)
		choose_for_giver(introduction, rules);
	else if (introduction->state == TERTIUS_STATE_DECLINED &&
	         !needs_thanks(introduction, history))
		choose_after_no(introduction, course);
	else if (needs_thanks(introduction, history) && !(waits && is_referral))
		set_next(introduction, TERTIUS_STEP_THANK, TRUE,
		         introduction->date + DAY);
	else if (waits)
		set_next(introduction, TERTIUS_STEP_ANSWER, TRUE, since + DAY);
	else
		choose_later_step(introduction, course, rules);
}
