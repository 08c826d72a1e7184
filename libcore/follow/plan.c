/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which reminders should exist.
 */
#include "follow/plan.h"

#include "follow/course.h"
#include "follow/plan-private.h"
#include "follow/plan-words.h"
#include "follow/schedule.h"

#include <string.h>

#define DAY TERTIUS_PLAN_DAY

TertiusPlanRules
tertius_plan_rules_default(void)
{
	return (TertiusPlanRules){
		.per_day = 3,
		.per_week = 5,
		.rest = 14,
		.horizon = 14,
		.stale = 21,
		.check_in = { 30, 90, 180 },
		.outcome_again = { 30, 90 },
		.ahead = 30,
	};
}

/* --- Reminders about introductions --------------------------------------- */

static gboolean
find_kind(TertiusStep step, TertiusReminderKind *kind)
{
	static const struct {
		TertiusStep step;
		TertiusReminderKind kind;
	} pairs[] = {
		{ TERTIUS_STEP_THANK, TERTIUS_REMINDER_THANK },
		{ TERTIUS_STEP_ANSWER, TERTIUS_REMINDER_ANSWER },
		{ TERTIUS_STEP_TELL_SILENT, TERTIUS_REMINDER_TELL_SILENT },
		{ TERTIUS_STEP_OUTCOME, TERTIUS_REMINDER_OUTCOME },
		{ TERTIUS_STEP_GIFT, TERTIUS_REMINDER_GIFT },
		{ TERTIUS_STEP_CHECK_IN, TERTIUS_REMINDER_CHECK_IN },
		{ TERTIUS_STEP_INTRODUCE, TERTIUS_REMINDER_INTRODUCE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
		if (pairs[i].step == step) {
			*kind = pairs[i].kind;
			return TRUE;
		}
	}
	return FALSE;
}

static const TertiusPerson *
choose_person(const TertiusIntroduction *introduction, TertiusReminderKind kind)
{
	gboolean to_newcomer = kind == TERTIUS_REMINDER_ANSWER ||
	                       kind == TERTIUS_REMINDER_CHECK_IN ||
	                       kind == TERTIUS_REMINDER_INTRODUCE ||
	                       introduction->introducer == NULL ||
	                       (kind == TERTIUS_REMINDER_THANK &&
	                        introduction->thanked_introducer != 0);

	return to_newcomer ? introduction->introduced->pdata[0]
	                   : introduction->introducer;
}

static TertiusReminder *
add_reminder(TertiusPlan *plan, const TertiusIntroduction *introduction,
             TertiusReminderKind kind, const char *key, gint64 wanted)
{
	TertiusReminder *reminder = tertius_reminder_new(kind, key);
	const TertiusPerson *person = choose_person(introduction, kind);

	reminder->introduction = g_strdup(introduction->id);
	reminder->source = g_strdup(introduction->source);
	reminder->message_id = g_strdup(introduction->message_id);
	reminder->person = tertius_person_copy(person);
	for (guint i = 0; i < introduction->introduced->len; i++) {
		const TertiusPerson *other = introduction->introduced->pdata[i];

		if (!tertius_person_matches(other, person))
			g_ptr_array_add(reminder->others,
			                tertius_person_copy(other));
	}
	reminder->wanted = wanted;
	tertius_plan_word(reminder, introduction,
	                  tertius_working_time_get_zone(plan->hours));
	g_ptr_array_add(plan->reminders, reminder);
	return reminder;
}

static void
close_reminder(TertiusReminder *reminder, TertiusReminderState state,
               gint64 when)
{
	reminder->state = state;
	reminder->closed = when;
}

/* When the user closed the reminder @id; 0: did not. */
static gint64
when_decided(const TertiusPlan *plan, const char *id)
{
	const TertiusDecision *done, *never;

	if (!g_hash_table_contains(plan->decided, id))
		return 0;
	done = tertius_decisions_find(plan->decisions, TERTIUS_DECISION_DONE,
	                              id);
	never = tertius_decisions_find(plan->decisions, TERTIUS_DECISION_NEVER,
	                               id);
	return done != NULL ? done->made : never != NULL ? never->made : 0;
}

/* Whether it still waits, as far as a reminder waits. */
static gboolean
plan_thanks(TertiusPlan *plan, const TertiusIntroduction *introduction)
{
	const TertiusPerson *newcomer = introduction->introduced->pdata[0];
	gint64 wanted = tertius_working_time_next_morning(plan->hours,
	                                                  introduction->date);
	g_autofree char *key = tertius_course_reminder_key(introduction, 0);
	TertiusReminder *reminder;
	gint64 thanked = introduction->thanked_introducer;

	if (!introduction->deserves_thanks || introduction->date < plan->since)
		return FALSE;
	reminder = add_reminder(plan, introduction, TERTIUS_REMINDER_THANK, key,
	                        wanted);
	if (newcomer->address != NULL)
		thanked =
			thanked == 0 || introduction->thanked_newcomer == 0
				? 0
				: MAX(thanked, introduction->thanked_newcomer);
	if (thanked != 0)
		close_reminder(reminder, TERTIUS_REMINDER_DONE, thanked);
	else if (introduction->state == TERTIUS_STATE_DISMISSED)
		close_reminder(reminder, TERTIUS_REMINDER_DROPPED, plan->now);
	return tertius_reminder_is_open(reminder) &&
	       when_decided(plan, reminder->id) == 0 &&
	       plan->now - wanted <= plan->rules->stale * DAY;
}

/* The outcome is asked for again after 30 and after 90 days. */
static guint
outcome_turn(const TertiusPlan *plan, const TertiusIntroduction *introduction,
             gint64 *wanted)
{
	guint turn = 0;

	for (guint i = 0; i < G_N_ELEMENTS(plan->rules->outcome_again); i++) {
		gint64 again = introduction->date +
		               plan->rules->outcome_again[i] * DAY;

		if (again > *wanted && again <= plan->now) {
			*wanted = again;
			turn = i + 1;
		}
	}
	return turn;
}

/* Check-ins widen with the age of the acquaintance. Each contact starts a new
 * one, with an id of its own. */
static void
plan_check_in(TertiusPlan *plan, const TertiusIntroduction *introduction)
{
	gint64 latest = introduction->next_by - plan->rules->check_in[0] * DAY;
	gint64 age = (latest - introduction->date) / DAY;
	guint step = age < 60 ? 0 : age < 180 ? 1 : 2;
	gint64 wanted = latest + plan->rules->check_in[step] * DAY;
	g_autofree char *key = g_strdup_printf("%s\n%" G_GINT64_FORMAT,
	                                       introduction->id, latest);

	if (wanted >= plan->since)
		(void) add_reminder(plan, introduction,
		                    TERTIUS_REMINDER_CHECK_IN, key, wanted);
}

static gboolean
is_colleague(const TertiusPlan *plan, const TertiusPerson *person)
{
	const TertiusRelation *relation =
		person != NULL && plan->relations != NULL
			? tertius_relations_get(plan->relations,
	                                        tertius_history_resolve(
							plan->history, person))
			: NULL;

	return relation != NULL && relation->is_colleague;
}

/* One thing at a time: who is still to be thanked hears then how it went. And what
 * colleagues ask each other is the day's work. */
static gboolean
can_wait(const TertiusPlan *plan, const TertiusIntroduction *introduction,
         TertiusReminderKind kind, gboolean thanks_wait)
{
	return (kind == TERTIUS_REMINDER_OUTCOME && thanks_wait) ||
	       (kind == TERTIUS_REMINDER_ANSWER &&
	        is_colleague(plan, introduction->introduced->pdata[0]));
}

static void
plan_next(TertiusPlan *plan, const TertiusIntroduction *introduction,
          gboolean thanks_wait)
{
	TertiusReminderKind kind;
	gint64 wanted = introduction->next_by;
	g_autofree char *key = NULL;
	guint turn = 0;

	if (!introduction->is_my_turn || !find_kind(introduction->next, &kind))
		return;
	if (kind == TERTIUS_REMINDER_CHECK_IN) {
		plan_check_in(plan, introduction);
		return;
	}
	if (kind == TERTIUS_REMINDER_THANK ||
	    can_wait(plan, introduction, kind, thanks_wait))
		return;
	if (kind == TERTIUS_REMINDER_OUTCOME)
		turn = outcome_turn(plan, introduction, &wanted);
	if (wanted < plan->since)
		return;
	key = tertius_course_reminder_key(introduction, turn);
	(void) add_reminder(plan, introduction, kind, key, wanted);
}

static void
plan_reported(TertiusPlan *plan, const TertiusIntroduction *introduction)
{
	g_autofree char *key = tertius_course_reminder_key(introduction, 0);
	TertiusReminder *reminder;

	if (introduction->reported == 0 || introduction->reported < plan->since)
		return;
	reminder = add_reminder(plan, introduction, TERTIUS_REMINDER_OUTCOME,
	                        key, introduction->reported);
	close_reminder(reminder, TERTIUS_REMINDER_DONE, introduction->reported);
}

static gboolean
is_planned(const TertiusPlan *plan, const char *id)
{
	for (guint i = 0; i < plan->reminders->len; i++) {
		const TertiusReminder *reminder = plan->reminders->pdata[i];

		if (strcmp(reminder->id, id) == 0)
			return TRUE;
	}
	return FALSE;
}

/* A step that the user did or dropped is no longer the next one, but stays
 * known, so that a list and the calendar can say what became of it. */
static void
plan_decided(TertiusPlan *plan, const TertiusIntroduction *introduction,
             TertiusReminderKind kind)
{
	guint turns =
		kind == TERTIUS_REMINDER_OUTCOME ? TERTIUS_COURSE_TURNS : 1;

	if (g_hash_table_size(plan->decided) == 0)
		return;
	for (guint turn = 0; turn < turns; turn++) {
		g_autofree char *key =
			tertius_course_reminder_key(introduction, turn);
		g_autofree char *id = tertius_reminder_compute_id(kind, key);
		gint64 when = when_decided(plan, id);

		if (when != 0 && !is_planned(plan, id))
			(void) add_reminder(plan, introduction, kind, key,
			                    when);
	}
}

/* More recipients than this make a notice of it. */
#define TOLD_AT_ONCE 5

/* Who does what among colleagues is the day's work: told to many, to somebody
 * else with a copy for me, or with no more than a name, it asks for no
 * courtesy. */
static gboolean
is_routine(const TertiusPlan *plan, const TertiusIntroduction *introduction)
{
	const TertiusPerson *newcomer = introduction->introduced->pdata[0];
	const TertiusLetter *made =
		introduction->message_id != NULL
			? tertius_history_find_letter(plan->history,
	                                              introduction->message_id)
			: NULL;
	TertiusPlace place = TERTIUS_PLACE_CC;

	if (made == NULL || (introduction->introducer != NULL &&
	                     !is_colleague(plan, introduction->introducer)))
		return FALSE;
	if (newcomer->address == NULL)
		return TRUE;
	return is_colleague(plan, newcomer) &&
	       (made->n_recipients > TOLD_AT_ONCE ||
	        !tertius_letter_has_recipient(
			made, tertius_history_get_me(plan->history), &place) ||
	        place != TERTIUS_PLACE_TO);
}

/* A stranger who writes of somebody brings nobody together, until I answer. */
static gboolean
is_of_stranger(const TertiusPlan *plan, const TertiusIntroduction *introduction)
{
	const TertiusRelation *relation =
		introduction->introducer != NULL && plan->relations != NULL
			? tertius_relations_get(
				  plan->relations,
				  tertius_history_resolve(
					  plan->history,
					  introduction->introducer))
			: NULL;

	return introduction->kind == TERTIUS_INTRODUCTION_RECEIVED &&
	       relation != NULL && relation->two_way == 0 &&
	       ((const TertiusPerson *) introduction->introduced->pdata[0])
	                       ->address == NULL;
}

static void
plan_introduction(TertiusPlan *plan, const TertiusIntroduction *introduction)
{
	gboolean thanks_wait;

	if (introduction->level != TERTIUS_LEVEL_LIKELY ||
	    introduction->kind == TERTIUS_INTRODUCTION_GIVEN ||
	    introduction->kind == TERTIUS_INTRODUCTION_OBSERVED)
		return;
	if (is_routine(plan, introduction) ||
	    is_of_stranger(plan, introduction))
		return;
	thanks_wait = plan_thanks(plan, introduction);
	if (introduction->state == TERTIUS_STATE_DISMISSED)
		return;
	plan_next(plan, introduction, thanks_wait);
	plan_reported(plan, introduction);
	plan_decided(plan, introduction, TERTIUS_REMINDER_ANSWER);
	plan_decided(plan, introduction, TERTIUS_REMINDER_TELL_SILENT);
	plan_decided(plan, introduction, TERTIUS_REMINDER_OUTCOME);
	plan_decided(plan, introduction, TERTIUS_REMINDER_GIFT);
}

/* I asked two people whether they would like to meet, and both agreed. */
static void
plan_agreed(TertiusPlan *plan, const GPtrArray *asked)
{
	for (guint i = 0; asked != NULL && i < asked->len; i++) {
		const TertiusIntroduction *one = asked->pdata[i];

		if (one->next == TERTIUS_STEP_INTRODUCE)
			plan_next(plan, one, FALSE);
	}
}

/* --- What the user asked to be reminded of -------------------------------- */

static void
plan_asked(TertiusPlan *plan, const TertiusDecision *decision)
{
	const TertiusLetter *letter =
		tertius_history_find_letter(plan->history, decision->subject);
	g_autofree char *key = g_strdup_printf(
		"%s\n%" G_GINT64_FORMAT, decision->subject, decision->number);
	char *what = NULL;
	gint64 moment = g_ascii_strtoll(decision->argument, &what, 10);
	TertiusReminder *reminder;
	guint person;

	if (letter == NULL || moment == 0 || *what != ' ')
		return;
	person = tertius_history_is_me(plan->history, letter->from) &&
	                         letter->n_recipients > 0
	                 ? letter->recipients[0].person
	                 : letter->from;
	if (person == TERTIUS_NOBODY)
		return;
	reminder = tertius_reminder_new(TERTIUS_REMINDER_PROMISE, key);
	reminder->source = g_strdup(letter->id);
	reminder->message_id = g_strdup(letter->message_id);
	reminder->person = tertius_history_dup_person(plan->history, person);
	reminder->wanted = reminder->due = moment;
	reminder->is_pinned = TRUE;
	tertius_plan_word_asked(reminder, what + 1, letter->subject,
	                        decision->made,
	                        tertius_working_time_get_zone(plan->hours));
	g_ptr_array_add(plan->reminders, reminder);
}

static void
plan_all_asked(TertiusPlan *plan)
{
	for (guint i = 0; i < plan->decisions->len; i++) {
		const TertiusDecision *decision = plan->decisions->pdata[i];

		if (decision->kind == TERTIUS_DECISION_REMIND)
			plan_asked(plan, decision);
	}
}

/* NOLINTNEXTLINE(readability-function-size): all that a plan follows from */
GPtrArray *
tertius_plan_make(const TertiusPlanBasis *basis,
                  const TertiusWorkingTime *hours, gint64 began,
                  const TertiusPlanRules *rules)
{
	gint64 now = tertius_history_get_now(basis->history);
	TertiusPlan plan = {
		.history = basis->history,
		.relations = basis->relations,
		.decisions = basis->decisions,
		.decided = tertius_decisions_list_subjects(basis->decisions),
		.hours = hours,
		.rules = rules,
		.now = now,
		.since = MIN(began, now) - rules->horizon * DAY,
		.reminders = tertius_reminders_new(),
	};

	for (guint i = 0; i < basis->introductions->len; i++)
		plan_introduction(&plan, basis->introductions->pdata[i]);
	plan_agreed(&plan, basis->asked);
	if (basis->relations != NULL)
		tertius_plan_people(&plan);
	plan_all_asked(&plan);
	tertius_schedule(&plan);
	g_hash_table_unref(plan.decided);
	return plan.reminders;
}
