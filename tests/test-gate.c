/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The gate: its table, its rules, and that no reminder gets round it.
 */
#include "model/boundary.h"

#include "detect/introductions.h"
#include "follow/asked.h"
#include "follow/life.h"
#include "follow/plan.h"
#include "relate/relations.h"
#include "story.h"
#include "tertius-test.h"

#include <string.h>

#define DAY G_GINT64_CONSTANT(86400)

static gint64
day(double number)
{
	return TERTIUS_STORY_BEGIN + (gint64) (number * TERTIUS_STORY_DAY);
}

/* --- The table ------------------------------------------------------------ */

static const char *
name_purpose(guint purpose)
{
	static const char *const names[] = { "ask", "suggest-introduction",
		                             "opportunity" };

	return purpose < TERTIUS_REMINDER_N_KINDS
	               ? tertius_reminder_kind_name(
				 (TertiusReminderKind) purpose)
	               : names[purpose - TERTIUS_REMINDER_N_KINDS];
}

static char *
read_table(void)
{
	g_autofree char *path =
		g_build_filename(TERTIUS_SOURCE_DIR, "tests", "data", "relate",
	                         "gate.tsv", NULL);
	char *text = NULL;

	ck_assert(g_file_get_contents(path, &text, NULL, NULL));
	return text;
}

/* The table of the project against one that is written for people: a line a
 * boundary, with what it closes and what it puts off; all else is open. */
START_TEST(the_table_says_what_is_written)
{
	static const char *const words[] = { "open", "later", "closed" };
	g_autofree char *text = read_table();
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	guint n = 0;

	for (guint i = 0; lines[i] != NULL; i++) {
		g_auto(GStrv) cells = g_strsplit(lines[i], "\t", 3);
		guint kind = 0;

		if (lines[i][0] == '#' || lines[i][0] == '\0')
			continue;
		ck_assert_uint_eq(g_strv_length(cells), 3);
		while (strcmp(tertius_boundary_name((TertiusBoundaryKind) kind),
		              cells[0]) != 0)
			ck_assert_uint_lt(++kind, TERTIUS_BOUNDARY_N);
		for (guint j = 0; j < TERTIUS_PURPOSE_N; j++) {
			g_autofree char *word =
				g_strdup_printf(" %s ", name_purpose(j));
			g_autofree char *closed =
				g_strdup_printf(" %s ", cells[1]);
			g_autofree char *later =
				g_strdup_printf(" %s ", cells[2]);
			guint expected = strstr(closed, word) != NULL  ? 2
			                 : strstr(later, word) != NULL ? 1
			                                               : 0;
			guint found = tertius_gate_rule(
				j, (TertiusBoundaryKind) kind);

			ck_assert_msg(found == expected,
			              "%s against %s is %s, should be %s",
			              name_purpose(j), cells[0], words[found],
			              words[expected]);
		}
		n++;
	}
	ck_assert_uint_eq(n, TERTIUS_BOUNDARY_N);
}
END_TEST

START_TEST(a_boundary_holds_between_its_days)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	g_autoptr(TertiusBoundary) away =
		tertius_boundary_new(TERTIUS_BOUNDARY_AWAY, day(1), day(5));
	static const struct {
		double day;
		TertiusGate gate;
	} cases[] = { { 0.9, TERTIUS_GATE_OPEN },
		      { 1, TERTIUS_GATE_LATER },
		      { 4.9, TERTIUS_GATE_LATER },
		      { 5, TERTIUS_GATE_OPEN } };

	g_ptr_array_add(list, away);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		TertiusPassage passage =
			tertius_gate_pass(list, TERTIUS_REMINDER_CHECK_IN, NULL,
		                          day(cases[i].day));

		ck_assert_int_eq(passage.gate, cases[i].gate);
		if (passage.gate == TERTIUS_GATE_LATER)
			ck_assert_int_eq(passage.from, day(5));
	}
	ck_assert_int_eq(
		tertius_gate_pass(NULL, TERTIUS_PURPOSE_ASK, NULL, day(2)).gate,
		TERTIUS_GATE_OPEN);
}
END_TEST

START_TEST(a_refusal_is_for_good_about_the_same)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	g_autoptr(TertiusBoundary) no = tertius_boundary_new(
		TERTIUS_BOUNDARY_REFUSED, day(0), day(180));

	no->about = g_strdup("Ogawa");
	g_ptr_array_add(list, no);
	ck_assert_int_eq(
		tertius_gate_pass(list, TERTIUS_PURPOSE_ASK, "ogawa", day(900))
			.gate,
		TERTIUS_GATE_CLOSED);
	ck_assert_int_eq(
		tertius_gate_pass(list, TERTIUS_PURPOSE_ASK, "Smit", day(900))
			.gate,
		TERTIUS_GATE_OPEN);
	ck_assert_int_eq(
		tertius_gate_pass(list, TERTIUS_PURPOSE_ASK, "Smit", day(90))
			.gate,
		TERTIUS_GATE_LATER);
}
END_TEST

START_TEST(rules_are_read_as_people_say_them)
{
	static const struct {
		const char *text;
		gboolean is_rule;
		TertiusBoundaryKind kind;
		gboolean is_lifted;
	} cases[] = {
		{ "no-asks", TRUE, TERTIUS_BOUNDARY_NO_ASKS, FALSE },
		{ " no-work ", TRUE, TERTIUS_BOUNDARY_NO_WORK, FALSE },
		{ "until 2026-09-01", TRUE, TERTIUS_BOUNDARY_NOT_BEFORE,
		  FALSE },
		{ "until 2026-13-01", FALSE, 0, FALSE },
		{ "until soon", FALSE, 0, FALSE },
		{ "until", FALSE, 0, FALSE },
		{ "address dana@okafor.example.org", TRUE,
		  TERTIUS_BOUNDARY_ADDRESS, FALSE },
		{ "address", FALSE, 0, FALSE },
		{ "not until", TRUE, TERTIUS_BOUNDARY_NOT_BEFORE, TRUE },
		{ "not no-asks", TRUE, TERTIUS_BOUNDARY_NO_ASKS, TRUE },
		{ "none", TRUE, TERTIUS_BOUNDARY_N, TRUE },
		{ "no asks", FALSE, 0, FALSE },
	};
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(TertiusBoundaryRule) rule = { 0 };
		gboolean is_rule =
			tertius_boundary_rule_parse(cases[i].text, zone, &rule);

		ck_assert_msg(is_rule == cases[i].is_rule, "case %u", i);
		if (!is_rule)
			continue;
		ck_assert_msg(rule.kind == cases[i].kind, "case %u", i);
		ck_assert_msg(rule.is_lifted == cases[i].is_lifted, "case %u",
		              i);
	}
}
END_TEST

/* --- Every reminder against every boundary -------------------------------- */

#define INTRO  "0 dana > me | tomas : introduction=tomas #intro\n"
#define THANKS "0.5 me > dana, tomas : thanks\n"

/* A story in which a reminder of each kind is open about somebody, and its
 * day. */
static const struct {
	TertiusReminderKind kind;
	const char *who, *story;
	double now;
} reminders[] = {
	{ TERTIUS_REMINDER_THANK, "dana", INTRO, 1 },
	{ TERTIUS_REMINDER_ANSWER, "tomas", INTRO THANKS "1 tomas > me", 2.5 },
	{ TERTIUS_REMINDER_ANSWER, "kenji",
	  "-3 me > kenji\n-2 kenji > me\n0 kenji > me : ask", 1.5 },
	{ TERTIUS_REMINDER_TELL_SILENT, "dana", INTRO THANKS, 9 },
	{ TERTIUS_REMINDER_OUTCOME, "dana", INTRO THANKS "1 me + tomas", 3 },
	{ TERTIUS_REMINDER_GIFT, "dana",
	  INTRO THANKS "1 me + tomas\n2 tomas > me : outcome-update/big\n"
	               "2.2 me > tomas",
	  4 },
	{ TERTIUS_REMINDER_CONGRATULATE, "kenji",
	  "-5 me > kenji\n-4 kenji > me\n0 kenji > me : success-news=kenji",
	  1 },
	{ TERTIUS_REMINDER_CONGRATULATE, "kenji",
	  "-5 me > kenji\n-4 kenji > me\n2 kenji : !birthday Kenji", 1 },
	{ TERTIUS_REMINDER_PROMISE, "kenji",
	  "-5 kenji > me\n0 me > kenji : promise@3", 3 },
	{ TERTIUS_REMINDER_FOLLOW_UP, "kenji",
	  "-5 kenji > me\n0 me > kenji : ask", 8 },
	{ TERTIUS_REMINDER_CHECK_IN, "dana",
	  INTRO THANKS
	  "1 me + tomas\n2 me > dana : outcome-update\n"
	  "3 dana > me\n58 me > tomas\n58.1 tomas > me\n58.2 me > tomas",
	  63 },
	{ TERTIUS_REMINDER_OCCASION, "kenji",
	  "-5 me > kenji\n-4 kenji > me\n9 me + kenji : Spring conference", 3 },
	{ TERTIUS_REMINDER_INTRODUCE, "dana",
	  "-9 dana > me\n-8 kenji > me\n"
	  "0 me > dana : intro-offer=kenji #a\n0.2 dana > me ^a\n"
	  "0.3 me > kenji : intro-offer=dana #b\n0.5 kenji > me ^b",
	  3 },
};

typedef struct {
	TertiusHistory *history;
	GPtrArray *decisions, *introductions, *asked, *reminders;
	TertiusRelations *relations;
	TertiusWorkingTime *hours;
} Case;

static void
begin_case(Case *test, guint i)
{
	TertiusLifeRules life = tertius_life_rules_default();
	TertiusRelateRules relate = tertius_relate_rules_default();
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();

	test->history =
		tertius_story_tell(reminders[i].story, reminders[i].now);
	test->decisions = tertius_decisions_new();
	test->introductions =
		tertius_introductions_find(test->history, test->decisions);
	tertius_life_follow(test->introductions, test->history, test->decisions,
	                    &life);
	test->hours = tertius_working_time_new(zone);
	test->asked = tertius_asked_find(test->history, test->introductions,
	                                 test->decisions, &life);
	test->relations = tertius_relations_find(
		test->history, test->introductions, test->asked,
		test->decisions, test->hours, &relate);
}

static void
plan_case(Case *test)
{
	TertiusPlanRules rules = tertius_plan_rules_default();

	test->reminders = tertius_plan_make(
		&(TertiusPlanBasis){ test->introductions, test->history,
	                             test->relations, test->decisions,
	                             test->asked },
		test->hours, day(0), &rules);
}

static void
end_case(Case *test)
{
	g_ptr_array_unref(test->reminders);
	tertius_relations_free(test->relations);
	g_ptr_array_unref(test->introductions);
	g_ptr_array_unref(test->asked);
	tertius_working_time_free(test->hours);
	tertius_history_free(test->history);
	g_ptr_array_unref(test->decisions);
}

static guint
find_person(const Case *test, const char *who)
{
	g_autofree char *address = g_strconcat(who, "@example.org", NULL);
	guint person = tertius_history_find(test->history, address);

	ck_assert_uint_ne(person, TERTIUS_NOBODY);
	return person;
}

static const TertiusReminder *
find_reminder(const Case *test, guint i)
{
	guint person = find_person(test, reminders[i].who);

	for (guint j = 0; j < test->reminders->len; j++) {
		const TertiusReminder *one = test->reminders->pdata[j];

		if (one->kind == reminders[i].kind &&
		    tertius_reminder_is_open(one) &&
		    tertius_history_resolve(test->history, one->person) ==
		            person)
			return one;
	}
	return NULL;
}

/* Those that mail itself brings about must not be there before the test adds
 * its own. */
static void
add_boundary(Case *test, guint i, TertiusBoundaryKind kind, gint64 until)
{
	TertiusRelation *relation = tertius_relations_get(
		test->relations, find_person(test, reminders[i].who));

	ck_assert_ptr_nonnull(relation);
	tertius_relation_take_boundary(relation,
	                               tertius_boundary_new(kind, 0, until));
}

START_TEST(each_story_has_its_reminder)
{
	gboolean seen[TERTIUS_REMINDER_N_KINDS] = { FALSE };

	for (guint i = 0; i < G_N_ELEMENTS(reminders); i++) {
		Case test = { 0 };

		begin_case(&test, i);
		plan_case(&test);
		ck_assert_msg(find_reminder(&test, i) != NULL, "story %u", i);
		seen[reminders[i].kind] = TRUE;
		end_case(&test);
	}
	for (guint i = 0; i < TERTIUS_REMINDER_N_KINDS; i++)
		ck_assert_msg(
			seen[i], "no story for %s",
			tertius_reminder_kind_name((TertiusReminderKind) i));
}
END_TEST

/* No open reminder about anybody rings while the gate is not open. */
static void
check_all(const Case *test, guint i, guint kind)
{
	for (guint j = 0; j < test->reminders->len; j++) {
		const TertiusReminder *one = test->reminders->pdata[j];
		const TertiusRelation *relation = tertius_relations_get(
			test->relations,
			tertius_history_resolve(test->history, one->person));
		gint64 now = tertius_history_get_now(test->history);

		if (!tertius_reminder_is_open(one) || relation == NULL)
			continue;
		ck_assert_msg(
			tertius_gate_pass(relation->boundaries, one->kind, NULL,
		                          MAX(one->due, now))
					.gate == TERTIUS_GATE_OPEN,
			"story %u: %s against %s", i,
			tertius_reminder_kind_name(one->kind),
			tertius_boundary_name((TertiusBoundaryKind) kind));
	}
}

START_TEST(no_reminder_gets_round_a_boundary)
{
	static const double untils[] = { 0, 0.1, 3, 40 };

	for (guint i = 0; i < G_N_ELEMENTS(reminders); i++) {
		for (guint n = 0; n < TERTIUS_BOUNDARY_N * G_N_ELEMENTS(untils);
		     n++) {
			guint kind = n / G_N_ELEMENTS(untils);
			double span = untils[n % G_N_ELEMENTS(untils)];
			gint64 until =
				span > 0 ? day(reminders[i].now + span) : 0;
			TertiusGate rule = tertius_gate_rule(
				reminders[i].kind, (TertiusBoundaryKind) kind);
			const TertiusReminder *found;
			Case test = { 0 };

			begin_case(&test, i);
			add_boundary(&test, i, (TertiusBoundaryKind) kind,
			             until);
			plan_case(&test);
			found = find_reminder(&test, i);
			if (rule == TERTIUS_GATE_OPEN)
				ck_assert_msg(found != NULL, "story %u, %u", i,
				              n);
			else if (until == 0)
				ck_assert_msg(found == NULL, "story %u, %u", i,
				              n);
			else if (rule == TERTIUS_GATE_LATER)
				ck_assert_msg(found != NULL &&
				                      found->due >= until,
				              "story %u, %u", i, n);
			check_all(&test, i, kind);
			end_case(&test);
		}
	}
}
END_TEST

/* Also when the user had put the reminder off to a day of their choice. */
START_TEST(a_chosen_day_gives_way_too)
{
	for (guint i = 0; i < G_N_ELEMENTS(reminders); i++) {
		g_autofree char *moment = g_strdup_printf(
			"%" G_GINT64_FORMAT, day(reminders[i].now + 1));
		TertiusDecision *later;
		Case test = { 0 };

		begin_case(&test, i);
		plan_case(&test);
		later = tertius_decision_new(TERTIUS_DECISION_LATER,
		                             find_reminder(&test, i)->id,
		                             moment, day(0));
		g_ptr_array_unref(test.reminders);
		g_ptr_array_add(test.decisions, later);
		add_boundary(&test, i, TERTIUS_BOUNDARY_NOT_BEFORE,
		             day(reminders[i].now + 30));
		add_boundary(&test, i, TERTIUS_BOUNDARY_AWAY,
		             day(reminders[i].now + 33));
		plan_case(&test);
		check_all(&test, i, TERTIUS_BOUNDARY_NOT_BEFORE);
		end_case(&test);
	}
}
END_TEST

TERTIUS_TEST_MAIN("gate", the_table_says_what_is_written,
                  a_boundary_holds_between_its_days,
                  a_refusal_is_for_good_about_the_same,
                  rules_are_read_as_people_say_them,
                  each_story_has_its_reminder,
                  no_reminder_gets_round_a_boundary, a_chosen_day_gives_way_too)
