/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What introductions say of people: who brought me together with whom, and
 * which of them wait for a step.
 */
#include "relate/relate.h"

#include <glib/gi18n-lib.h>

static gboolean
counts(const TertiusIntroduction *introduction)
{
	return introduction->level == TERTIUS_LEVEL_LIKELY &&
	       introduction->state >= TERTIUS_STATE_MADE &&
	       introduction->state != TERTIUS_STATE_DISMISSED &&
	       introduction->kind != TERTIUS_INTRODUCTION_OBSERVED;
}

static TertiusRelation *
find_relation(const TertiusRelating *relating, const TertiusPerson *mention)
{
	if (mention == NULL)
		return NULL;
	return tertius_relate_with(
		relating, tertius_history_resolve(relating->history, mention));
}

static void
count_favour(const TertiusRelating *relating, TertiusRelation *relation,
             gboolean is_mine, gint64 date)
{
	TertiusReciprocity *balance = tertius_relation_change_balance(relation);
	TertiusBothWays *ever = &balance->ever[TERTIUS_FAVOUR_INTRODUCTION];
	TertiusBothWays *year = &balance->year[TERTIUS_FAVOUR_INTRODUCTION];

	*(is_mine ? &ever->mine : &ever->theirs) += 1;
	if (date > relating->year_ago)
		*(is_mine ? &year->mine : &year->theirs) += 1;
}

static void
note_newcomer(TertiusRelation *newcomer, TertiusRelation *introducer,
              const TertiusIntroduction *introduction)
{
	/* Who was in touch long before was not made known by it. */
	if (newcomer == NULL || newcomer->introducer != TERTIUS_NOBODY ||
	    (newcomer->two_way != 0 &&
	     newcomer->two_way < introduction->date - TERTIUS_DAY))
		return;
	newcomer->introduction = introduction->id;
	newcomer->origin = TERTIUS_ORIGIN_FRIEND;
	if (introducer == NULL || introducer == newcomer)
		return;
	newcomer->introducer = introducer->person;
	introducer->introduced++;
}

/* The step, and about whom. */
static char *
dup_step(TertiusStep step, const char *name)
{
	switch (step) {
	case TERTIUS_STEP_THANK:
		return g_strdup_printf(_("Thanks for the introduction to %s."),
		                       name);
	case TERTIUS_STEP_ANSWER:
		return g_strdup_printf(_("An answer to %s."), name);
	case TERTIUS_STEP_TELL_SILENT:
		return g_strdup_printf(_("A word that %s has not answered."),
		                       name);
	case TERTIUS_STEP_MEET:
		return g_strdup_printf(_("A date with %s."), name);
	case TERTIUS_STEP_OUTCOME:
		return g_strdup_printf(_("A word how it went with %s."), name);
	case TERTIUS_STEP_GIFT:
		return g_strdup_printf(
			_("A note or a gift for the introduction to %s."),
			name);
	case TERTIUS_STEP_INTRODUCE:
		return g_strdup_printf(_("Both agreed: bring %s together with "
		                         "whom you spoke of."),
		                       name);
	case TERTIUS_STEP_NONE:
	case TERTIUS_STEP_CHECK_IN:
	case TERTIUS_STEP_WAIT:
	case TERTIUS_STEP_N:
	default:
		return g_strdup_printf(_("The introduction to %s."), name);
	}
}

static void
note_turn(const TertiusRelating *relating, TertiusRelation *relation,
          const TertiusIntroduction *introduction)
{
	TertiusOpen *open;
	g_autofree char *first = NULL;

	if (relation == NULL || introduction->next == TERTIUS_STEP_NONE ||
	    introduction->next == TERTIUS_STEP_CHECK_IN)
		return;
	open = g_new0(TertiusOpen, 1);
	first = tertius_person_dup_first_name(
		introduction->introduced->pdata[0]);
	open->kind = introduction->kind == TERTIUS_INTRODUCTION_GIVEN &&
	                             introduction->state < TERTIUS_STATE_MADE
	                     ? TERTIUS_OPEN_CONSENT
	                     : TERTIUS_OPEN_INTRODUCTION;
	open->is_mine = introduction->is_my_turn;
	open->date = introduction->date;
	open->by = introduction->next_by;
	open->source = g_strdup(introduction->source);
	open->message_id = g_strdup(introduction->message_id);
	open->introduction = g_strdup(introduction->id);
	open->rests = relating->now - introduction->next_by >
	              relating->rules->stale * TERTIUS_DAY;
	open->words = dup_step(introduction->next, first);
	tertius_relation_take_open(relation, open);
}

/* To whom a step turns: thanks go to both. */
static gboolean
goes_to_introducer(TertiusStep step)
{
	return step == TERTIUS_STEP_THANK || step == TERTIUS_STEP_OUTCOME ||
	       step == TERTIUS_STEP_TELL_SILENT || step == TERTIUS_STEP_GIFT;
}

static gboolean
goes_to_newcomer(TertiusStep step)
{
	return step == TERTIUS_STEP_THANK || step == TERTIUS_STEP_ANSWER ||
	       step == TERTIUS_STEP_WAIT || step == TERTIUS_STEP_MEET ||
	       step == TERTIUS_STEP_INTRODUCE;
}

static void
relate_one(const TertiusRelating *relating,
           const TertiusIntroduction *introduction)
{
	gboolean is_given = introduction->kind == TERTIUS_INTRODUCTION_GIVEN;
	TertiusRelation *introducer =
		is_given ? NULL
			 : find_relation(relating, introduction->introducer);

	for (guint i = 0; i < introduction->introduced->len; i++) {
		TertiusRelation *newcomer = find_relation(
			relating, introduction->introduced->pdata[i]);

		if (is_given && newcomer != NULL)
			count_favour(relating, newcomer, TRUE,
			             introduction->date);
		if (!is_given)
			note_newcomer(newcomer, introducer, introduction);
		if (i == 0 && goes_to_newcomer(introduction->next))
			note_turn(relating, newcomer, introduction);
	}
	if (introducer == NULL)
		return;
	introducer->is_introducer = TRUE;
	count_favour(relating, introducer, FALSE, introduction->date);
	if (goes_to_introducer(introduction->next))
		note_turn(relating, introducer, introduction);
}

/* What was asked for waits with a friend, or with those whom I asked. */
static void
relate_asked(const TertiusRelating *relating,
             const TertiusIntroduction *introduction)
{
	if (introduction->kind != TERTIUS_INTRODUCTION_GIVEN) {
		note_turn(relating,
		          find_relation(relating, introduction->introducer),
		          introduction);
		return;
	}
	for (guint i = 0; i < introduction->introduced->len; i++)
		note_turn(relating,
		          find_relation(relating,
		                        introduction->introduced->pdata[i]),
		          introduction);
}

void
tertius_relate_introductions(const TertiusRelating *relating)
{
	for (guint i = 0; relating->asked != NULL && i < relating->asked->len;
	     i++)
		relate_asked(relating, relating->asked->pdata[i]);
	for (guint i = 0; i < relating->introductions->len; i++) {
		const TertiusIntroduction *introduction =
			relating->introductions->pdata[i];

		if (counts(introduction))
			relate_one(relating, introduction);
	}
}
