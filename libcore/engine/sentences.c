/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records in sentences.
 */
#include "engine/sentences.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/dates.h"
#include "picture/words.h"

#define NAMES_MAX 2

char *
tertius_sentences_dup_people(const GPtrArray *people)
{
	return tertius_words_dup_people(people, NAMES_MAX);
}

const char *
tertius_sentences_kind(TertiusIntroductionKind kind)
{
	static const char *const words[TERTIUS_INTRODUCTION_N_KINDS] = {
		[TERTIUS_INTRODUCTION_RECEIVED] = N_("you were introduced"),
		[TERTIUS_INTRODUCTION_GIVEN] = N_("you introduced others"),
		[TERTIUS_INTRODUCTION_REFERRAL] =
			N_("somebody was sent to somebody"),
		[TERTIUS_INTRODUCTION_MEETING] =
			N_("you met through a meeting"),
		[TERTIUS_INTRODUCTION_OBSERVED] =
			N_("between others; you had a copy"),
	};

	g_assert(kind < TERTIUS_INTRODUCTION_N_KINDS);
	return _(words[kind]);
}

/* When a step of mine was wanted before today, it is wanted now: nobody is
 * told that they are late. */
char *
tertius_sentences_dup_next(const TertiusIntroduction *introduction, gint64 now,
                           GTimeZone *zone)
{
	const char *step = tertius_words_step(introduction->next);
	g_autofree char *by = NULL;

	if (step == NULL)
		return g_strdup("");
	if (!introduction->is_my_turn || introduction->next_by <= now)
		return g_strdup(step);
	by = tertius_dates_dup_kind(introduction->next_by, now, zone);
	return g_strdup_printf(_("%s, %s"), step, by);
}

const char *
tertius_sentences_weight(double weight)
{
	if (weight <= -1.5)
		return _("strongly against");
	if (weight < 0)
		return _("against");
	if (weight < 0.5)
		return _("weak");
	if (weight < 1.5)
		return _("some");
	if (weight < 3)
		return _("strong");
	return _("very strong");
}

/* --- Headlines ----------------------------------------------------------- */

static char *
dup_question(const char *introducer, const char *people)
{
	if (introducer == NULL)
		return g_strdup_printf(_("Were you introduced to %s here?"),
		                       people);
	return g_strdup_printf(_("Did %s introduce %s here?"), introducer,
	                       people);
}

static char *
dup_claim(TertiusIntroductionKind kind, const char *introducer,
          const char *people)
{
	if (kind == TERTIUS_INTRODUCTION_GIVEN)
		return g_strdup_printf(_("You introduced %s."), people);
	if (introducer == NULL)
		return g_strdup_printf(_("You were introduced to %s."), people);
	if (kind == TERTIUS_INTRODUCTION_REFERRAL)
		return g_strdup_printf(_("You know %s through %s."), people,
		                       introducer);
	if (kind == TERTIUS_INTRODUCTION_OBSERVED)
		return g_strdup_printf(_("%s introduced %s; you had a copy."),
		                       introducer, people);
	return g_strdup_printf(_("%s introduced you to %s."), introducer,
	                       people);
}

char *
tertius_sentences_dup_headline(const TertiusIntroduction *introduction)
{
	g_autofree char *introducer = NULL;
	g_autofree char *people =
		tertius_sentences_dup_people(introduction->introduced);

	if (introduction->introducer != NULL)
		introducer =
			tertius_person_dup_full_name(introduction->introducer);
	if (*people == '\0') {
		g_free(people);
		people = g_strdup(_("somebody"));
	}
	return introduction->level == TERTIUS_LEVEL_LIKELY
	               ? dup_claim(introduction->kind, introducer, people)
	               : dup_question(introducer, people);
}

/* --- Buttons ------------------------------------------------------------- */

static char *
dup_first(const TertiusPerson *person)
{
	return person != NULL ? tertius_person_dup_first_name(person) : NULL;
}

static char *
dup_thank_one(const TertiusPerson *person)
{
	g_autofree char *name = dup_first(person);

	return name != NULL ? g_strdup_printf(_("Thank %s"), name) : NULL;
}

static char *
dup_answer(const TertiusPerson *person)
{
	g_autofree char *name = dup_first(person);

	return name != NULL ? g_strdup_printf(_("Answer %s"), name) : NULL;
}

static char *
dup_tell(const TertiusPerson *person)
{
	g_autofree char *name = dup_first(person);

	return name != NULL ? g_strdup_printf(_("Tell %s"), name) : NULL;
}

static char *
dup_write(const TertiusPerson *person)
{
	g_autofree char *name = dup_first(person);

	return name != NULL ? g_strdup_printf(_("Write to %s"), name) : NULL;
}

static char *
dup_thank(const TertiusIntroduction *introduction,
          const TertiusPerson *introducer, const TertiusPerson *newcomer)
{
	if (newcomer == NULL || newcomer->address == NULL ||
	    introduction->thanked_newcomer != 0)
		return dup_thank_one(introducer);
	if (introducer == NULL || introduction->thanked_introducer != 0)
		return dup_thank_one(newcomer);
	return g_strdup(_("Thank both"));
}

char *
tertius_sentences_dup_button(const TertiusIntroduction *introduction)
{
	const TertiusPerson *introducer = introduction->introducer;
	const TertiusPerson *newcomer =
		introduction->introduced->len > 0
			? introduction->introduced->pdata[0]
			: NULL;

	switch (introduction->next) {
	case TERTIUS_STEP_THANK:
		return dup_thank(introduction, introducer, newcomer);
	case TERTIUS_STEP_ANSWER:
		return dup_answer(newcomer);
	case TERTIUS_STEP_TELL_SILENT:
	case TERTIUS_STEP_OUTCOME:
		return dup_tell(introducer);
	case TERTIUS_STEP_GIFT:
		return g_strdup(_("Write a note"));
	case TERTIUS_STEP_CHECK_IN:
		return g_strdup(_("Say hello"));
	case TERTIUS_STEP_NONE:
	case TERTIUS_STEP_MEET:
	case TERTIUS_STEP_WAIT:
	case TERTIUS_STEP_INTRODUCE:
	case TERTIUS_STEP_N:
	default:
		return NULL;
	}
}

char *
tertius_sentences_dup_reminder_button(const TertiusReminder *reminder)
{
	switch (reminder->kind) {
	case TERTIUS_REMINDER_THANK:
		return reminder->others->len > 0
		               ? g_strdup(_("Thank both"))
		               : dup_thank_one(reminder->person);
	case TERTIUS_REMINDER_TELL_SILENT:
	case TERTIUS_REMINDER_OUTCOME:
		return dup_tell(reminder->person);
	case TERTIUS_REMINDER_CONGRATULATE:
		return g_strdup(_("Congratulate"));
	case TERTIUS_REMINDER_CHECK_IN:
		return g_strdup(_("Say hello"));
	case TERTIUS_REMINDER_INTRODUCE:
		return g_strdup(_("Introduce them"));
	case TERTIUS_REMINDER_ANSWER:
	case TERTIUS_REMINDER_GIFT:
	case TERTIUS_REMINDER_PROMISE:
	case TERTIUS_REMINDER_FOLLOW_UP:
	case TERTIUS_REMINDER_OCCASION:
	case TERTIUS_REMINDER_N_KINDS:
	default:
		return dup_write(reminder->person);
	}
}
