/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Made-up introductions for the pictures: the same each time, of any size.
 */
#pragma once

#include "model/history.h"
#include "model/introduction.h"
#include "model/reminder.h"

#define SAMPLE_NOW G_GINT64_CONSTANT(1767225600) /* 1 January 2026 */
#define SAMPLE_DAY (24 * 60 * 60)

static const char *const sample_names[] = {
	"Dana",  "Tomás", "Aiko",  "Bob",   "Chidi", "Élise", "Farid", "Greta",
	"Hanna", "Ivo",   "Jalal", "Katia", "Liam",  "Mei",   "Nora",  "Omar",
};
static const char *const sample_families[] = {
	"Okafor",   "Reyes",  "Mori",    "Lindqvist", "Haddad",
	"Kowalski", "Nguyen", "Moreau",  "Schütz",    "Abara",
	"Rossi",    "Petrov", "O'Brien", "Tanaka",    "Wolf",
};

static inline TertiusPerson *
sample_person(guint number)
{
	g_autofree char *name = g_strdup_printf(
		"%s %s", sample_names[number % G_N_ELEMENTS(sample_names)],
		sample_families[number / 3 % G_N_ELEMENTS(sample_families)]);
	g_autofree char *address =
		g_strdup_printf("person%u@firm%u.example.org", number,
	                        number * 7 % (3 + number / 9));

	/* example.org is one organisation: let each firm be one. */
	for (char *p = strstr(address, ".example.org"); p != NULL; p = NULL)
		strcpy(p, ".example");
	return tertius_person_new(name, address, TERTIUS_PLACE_TO);
}

/* Each newcomer is brought by somebody earlier; few bring many. */
static inline TertiusIntroduction *
sample_introduction(guint number, guint n)
{
	static const TertiusState states[] = {
		TERTIUS_STATE_MADE,     TERTIUS_STATE_ANSWERED,
		TERTIUS_STATE_MET,      TERTIUS_STATE_REPORTED,
		TERTIUS_STATE_KEPT,     TERTIUS_STATE_SILENT,
		TERTIUS_STATE_DECLINED,
	};
	guint friends = 3 + n / 25;
	guint roll = number * 2654435761u >> 16;
	g_autofree char *source = g_strdup_printf("sample %u", number);
	gboolean is_given = number % 9 == 8;
	TertiusIntroduction *introduction = tertius_introduction_new(
		is_given ? TERTIUS_INTRODUCTION_GIVEN
			 : TERTIUS_INTRODUCTION_RECEIVED,
		source);
	gint64 date = SAMPLE_NOW - (gint64) (n - number) * 700 * SAMPLE_DAY / n;

	introduction->source = (g_free(introduction->source), g_strdup(source));
	introduction->date = date;
	introduction->level = TERTIUS_LEVEL_LIKELY;
	introduction->score = 0.97;
	introduction->subject = g_strdup("Two people who should meet");
	introduction->message_id =
		g_strdup_printf("sample-%u@example.org", number);
	introduction->deserves_thanks = TRUE;
	if (is_given)
		g_ptr_array_add(introduction->introduced,
		                sample_person(roll % friends));
	else
		introduction->introducer =
			sample_person(roll % 5 == 0 && number > 4
		                              ? friends + roll % (number / 2)
		                              : roll % (1 + roll % friends));
	g_ptr_array_add(introduction->introduced,
	                sample_person(friends + number));
	g_ptr_array_add(introduction->evidence,
	                tertius_evidence_new("wording/introduce",
	                                     "I would like you two to meet",
	                                     "body", 2.4));
	tertius_introduction_move(introduction, TERTIUS_STATE_MADE, date,
	                          source, "Dana wrote to both of you");
	if (number % G_N_ELEMENTS(states) > 0)
		tertius_introduction_move(
			introduction, states[number % G_N_ELEMENTS(states)],
			date + 3 * SAMPLE_DAY, source, "they wrote to you");
	if (number % 4 == 0) {
		introduction->next = TERTIUS_STEP_THANK;
		introduction->is_my_turn = TRUE;
		introduction->next_by = date + SAMPLE_DAY;
	}
	return introduction;
}

static inline GPtrArray *
sample_introductions(guint n)
{
	GPtrArray *introductions = tertius_introductions_new();

	for (guint i = 0; i < n; i++)
		g_ptr_array_add(introductions, sample_introduction(i, n));
	return introductions;
}

static inline GPtrArray *
sample_reminders(const GPtrArray *introductions)
{
	GPtrArray *reminders = tertius_reminders_new();

	for (guint i = 0; i < introductions->len; i++) {
		const TertiusIntroduction *introduction =
			introductions->pdata[i];
		TertiusReminder *reminder;

		if (!introduction->is_my_turn)
			continue;
		reminder = tertius_reminder_new(TERTIUS_REMINDER_THANK,
		                                introduction->id);
		reminder->state = i % 8 == 0 ? TERTIUS_REMINDER_DUE
		                             : TERTIUS_REMINDER_WAITING;
		reminder->introduction = g_strdup(introduction->id);
		reminder->source = g_strdup(introduction->source);
		reminder->message_id = g_strdup(introduction->message_id);
		reminder->person = tertius_person_copy(
			introduction->introducer != NULL
				? introduction->introducer
				: introduction->introduced->pdata[0]);
		reminder->due = reminder->wanted = introduction->next_by;
		reminder->title = g_strdup_printf(
			"Thank %s", tertius_person_label(reminder->person));
		reminder->because =
			g_strdup("They brought you two together yesterday.");
		g_ptr_array_add(reminders, reminder);
	}
	return reminders;
}

#define SAMPLE_ME "me@example.org"

static inline TertiusFacts *
sample_letter(guint number, guint person, gboolean by_me, gint64 date)
{
	static const TertiusActKind kinds[] = {
		TERTIUS_ACT_HELP,           TERTIUS_ACT_ASK, TERTIUS_ACT_THANKS,
		TERTIUS_ACT_THANKS,         TERTIUS_ACT_ASK, TERTIUS_ACT_OFFER,
		TERTIUS_ACT_CONGRATULATION,
	};
	TertiusFacts *facts = tertius_facts_new();
	TertiusPerson *me =
		tertius_person_new("Me Myself", SAMPLE_ME, TERTIUS_PLACE_TO);
	TertiusPerson *other = sample_person(person);
	TertiusMessage *message = tertius_message_new();

	message->id = (g_free(message->id), g_strdup_printf("l%u", number));
	message->date = date;
	message->from = by_me ? me : other;
	g_ptr_array_add(message->recipients, by_me ? other : me);
	if (number % 3 == 0) {
		TertiusAct *act = tertius_act_new(
			kinds[number / 3 % G_N_ELEMENTS(kinds)]);

		act->score = 0.9;
		g_ptr_array_add(facts->acts, act);
	}
	facts->message = message;
	return facts;
}

/* Two years of mail with the people of sample_introductions(@n). */
static inline TertiusHistory *
sample_history(guint n, guint letters)
{
	const char *const me[] = { SAMPLE_ME, NULL };
	TertiusHistory *history = tertius_history_new(me);
	guint people = 3 + n / 25 + n;

	for (guint i = 0; i < letters; i++) {
		guint roll = i * 2654435761u >> 8;
		/* Half of it is with the first three. */
		guint person = roll % 2 == 0 ? roll / 2 % 3 : roll / 2 % people;
		gint64 back =
			(gint64) (letters - i) * 700 * SAMPLE_DAY / letters;
		gint64 hour = (gint64) (roll % 14 + 7) * 3600;

		/* A quiet spring with everybody. */
		if (back > 200 * SAMPLE_DAY && back < 262 * SAMPLE_DAY)
			continue;
		tertius_history_take(
			history,
			sample_letter(i, person, roll % 5 < 2,
		                      SAMPLE_NOW - back -
		                              (SAMPLE_NOW - back) % SAMPLE_DAY +
		                              hour));
	}
	tertius_history_seal(history, SAMPLE_NOW);
	return history;
}
