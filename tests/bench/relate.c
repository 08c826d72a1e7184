/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long it takes to relate and to plan, and how much memory that needs.
 *
 *	relate PEOPLE FACTS   on made-up mail of so many people and facts
 *
 * A fact is one "who to whom" or one act. Prints the medians of the phases, in
 * milliseconds, and the largest size of the process.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "detect/introductions.h"
#include "follow/asked.h"
#include "follow/life.h"
#include "follow/plan.h"
#include "relate/identities.h"
#include "relate/relations.h"

#define DAY   G_GINT64_CONSTANT(86400)
#define NOW   G_GINT64_CONSTANT(1782802800)
#define YEARS 3

static TertiusPerson *
make_person(guint number, TertiusPlace place)
{
	g_autofree char *name =
		g_strdup_printf("Person%u Number%u", number, number % 977);
	g_autofree char *address = g_strdup_printf(
		"person%u@house%u.example.org", number, number % 4001);

	return tertius_person_new(name, address, place);
}

/* A letter between me and one or two others, with now and then an act. I write,
 * and the same person answers with the next. */
static TertiusFacts *
make_facts(guint i, guint n_letters, guint n_people)
{
	/* As often as they are in mail: of fifty letters one introduces. */
	static const TertiusActKind kinds[] = {
		TERTIUS_ACT_ASK,          TERTIUS_ACT_THANKS,
		TERTIUS_ACT_HELP,         TERTIUS_ACT_ASK,
		TERTIUS_ACT_PROMISE,      TERTIUS_ACT_ASK,
		TERTIUS_ACT_THANKS,       TERTIUS_ACT_INTRODUCTION,
		TERTIUS_ACT_ASK,          TERTIUS_ACT_THANKS,
		TERTIUS_ACT_SUCCESS_NEWS, TERTIUS_ACT_ASK,
		TERTIUS_ACT_PROMISE,      TERTIUS_ACT_HELP,
		TERTIUS_ACT_THANKS,       TERTIUS_ACT_OFFER,
		TERTIUS_ACT_ASK,
	};
	TertiusFacts *facts = tertius_facts_new();
	TertiusMessage *message = facts->message = tertius_message_new();
	guint other = (guint) ((guint64) (i / 2) * 2654435761U % n_people);
	gboolean is_mine = i % 2 == 0;

	message->message_id = g_strdup_printf("%u@bench.example.org", i);
	message->subject = g_strdup_printf("Subject %u", i % 5003);
	message->date =
		NOW - (gint64) (n_letters - i) * YEARS * 365 * DAY / n_letters;
	message->from = is_mine ? tertius_person_new("Me", "me@example.org",
	                                             TERTIUS_PLACE_FROM)
	                        : make_person(other, TERTIUS_PLACE_FROM);
	g_ptr_array_add(message->recipients,
	                is_mine ? make_person(other, TERTIUS_PLACE_TO)
	                        : tertius_person_new("Me", "me@example.org",
	                                             TERTIUS_PLACE_TO));
	g_ptr_array_add(
		message->recipients,
		make_person((other + i % 7 + 1) % n_people, TERTIUS_PLACE_CC));
	if (i % 3 == 0) {
		TertiusAct *act =
			tertius_act_new(kinds[i / 3 % G_N_ELEMENTS(kinds)]);

		act->score = 0.8;
		/* Whoever has a copy is brought together with me. */
		if (act->kind == TERTIUS_ACT_INTRODUCTION)
			g_ptr_array_add(act->introduced,
			                tertius_person_copy(
						message->recipients->pdata[1]));
		g_ptr_array_add(
			act->evidence,
			tertius_evidence_new("bench", "words", "body", 1));
		g_ptr_array_add(facts->acts, act);
	}
	message->id = tertius_message_compute_id(message, message->date);
	return facts;
}

/* Letters until there are @n_facts: from, two recipients, a third of an act. */
static TertiusHistory *
make_history(guint n_people, guint n_facts)
{
	static const char *const me[] = { "me@example.org", NULL };
	TertiusHistory *history = tertius_history_new(me);
	guint n_letters = n_facts * 3 / 10;

	for (guint i = 0; i < n_letters; i++)
		tertius_history_take(history,
		                     make_facts(i, n_letters, n_people));
	return history;
}

static double
get_milliseconds(void)
{
	return (double) g_get_monotonic_time() / 1000;
}

static void
say(const char *phase, double *since)
{
	double now = get_milliseconds();
	struct rusage usage;

	(void) getrusage(RUSAGE_SELF, &usage);
	printf("%-14s %8.1f ms  %6ld KiB\n", phase, now - *since,
	       usage.ru_maxrss);
	*since = get_milliseconds();
}

/* How many reminders there are. */
static guint
relate(TertiusHistory *history)
{
	g_autoptr(GPtrArray) decisions = tertius_decisions_new();
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(TertiusWorkingTime) hours = tertius_working_time_new(zone);
	TertiusLifeRules life = tertius_life_rules_default();
	TertiusRelateRules rules = tertius_relate_rules_default();
	TertiusPlanRules plan = tertius_plan_rules_default();
	double since = get_milliseconds();
	g_autoptr(GPtrArray) merges =
		tertius_identities_find(history, decisions);
	g_autoptr(GPtrArray) introductions = NULL;
	g_autoptr(GPtrArray) asked = NULL;
	g_autoptr(TertiusRelations) relations = NULL;
	g_autoptr(GPtrArray) reminders = NULL;

	say("identities", &since);
	tertius_history_seal(history, NOW);
	say("seal", &since);
	introductions = tertius_introductions_find(history, decisions);
	say("introductions", &since);
	tertius_life_follow(introductions, history, decisions, &life);
	asked = tertius_asked_find(history, introductions, decisions, &life);
	say("life", &since);
	relations = tertius_relations_find(history, introductions, asked,
	                                   decisions, hours, &rules);
	say("relations", &since);
	reminders = tertius_plan_make(&(TertiusPlanBasis){ introductions,
	                                                   history, relations,
	                                                   decisions, asked },
	                              hours, NOW - 30 * DAY, &plan);
	say("plan", &since);
	printf("%u people, %u introductions, %u merges, %u reminders\n",
	       relations->people->len, introductions->len, merges->len,
	       reminders->len);
	return reminders->len;
}

int
main(int argc, char **argv)
{
	guint n_people =
		argc > 1 ? (guint) g_ascii_strtoull(argv[1], NULL, 10) : 50000;
	guint n_facts = argc > 2 ? (guint) g_ascii_strtoull(argv[2], NULL, 10)
	                         : 1000000;
	double since = get_milliseconds();
	g_autoptr(TertiusHistory) history = make_history(n_people, n_facts);

	say("made", &since);
	/* Without work for the plan nothing was measured. */
	return relate(history) > 0 ? 0 : 1;
}
