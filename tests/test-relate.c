/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What there is between people, told in stories: a table a rule, in
 * tests/data/relate. A row is a name, the day, the story (lines with ";"
 * between), decisions ("who kind=argument", ";" between), who is looked at, and
 * what must be said of them ("|" between; "!" before what must not).
 */
#include "relate/relations.h"

#include "detect/introductions.h"
#include "follow/asked.h"
#include "follow/life.h"
#include "relate/identities.h"
#include "story.h"
#include "tertius-test.h"

#include <string.h>

#define COLUMNS 6

typedef struct {
	TertiusHistory *history;
	GPtrArray *decisions, *introductions, *asked, *merges;
	TertiusRelations *relations;
	TertiusWorkingTime *hours;
} Case;

static void
read_decisions(Case *test, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, ";", -1);

	test->decisions = tertius_decisions_new();
	for (guint i = 0; lines[i] != NULL; i++) {
		g_auto(GStrv) words = g_strsplit(g_strstrip(lines[i]), " ", 2);
		g_auto(GStrv) sides = NULL;
		g_autofree char *subject = NULL;
		TertiusDecisionKind kind = TERTIUS_DECISION_N_KINDS;
		TertiusDecision *decision;

		if (words[0] == NULL || *words[0] == '\0')
			continue;
		sides = g_strsplit(words[1], "=", 2);
		ck_assert(tertius_decision_kind_from_name(sides[0], &kind));
		subject = strchr(words[0], '@') != NULL
		                  ? g_strdup(words[0])
		                  : g_strconcat(words[0], "@example.org", NULL);
		decision = tertius_decision_new(kind, subject, sides[1],
		                                TERTIUS_STORY_BEGIN);
		decision->number = i + 1;
		g_ptr_array_add(test->decisions, decision);
	}
}

static void
begin_case(Case *test, char **cells)
{
	TertiusLifeRules life = tertius_life_rules_default();
	TertiusRelateRules rules = tertius_relate_rules_default();
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autofree char *story = g_strdelimit(g_strdup(cells[2]), ";", '\n');

	read_decisions(test, cells[3]);
	test->history = tertius_story_begin(story);
	test->merges = tertius_identities_find(test->history, test->decisions);
	tertius_history_seal(test->history,
	                     TERTIUS_STORY_BEGIN +
	                             (gint64) (g_ascii_strtod(cells[1], NULL) *
	                                       TERTIUS_STORY_DAY));
	test->introductions =
		tertius_introductions_find(test->history, test->decisions);
	tertius_life_follow(test->introductions, test->history, test->decisions,
	                    &life);
	test->asked = tertius_asked_find(test->history, test->introductions,
	                                 test->decisions, &life);
	test->hours = tertius_working_time_new(zone);
	test->relations = tertius_relations_find(
		test->history, test->introductions, test->asked,
		test->decisions, test->hours, &rules);
}

static void
end_case(Case *test)
{
	tertius_relations_free(test->relations);
	g_ptr_array_unref(test->asked);
	g_ptr_array_unref(test->introductions);
	g_ptr_array_unref(test->merges);
	g_ptr_array_unref(test->decisions);
	tertius_working_time_free(test->hours);
	tertius_history_free(test->history);
}

/* --- In words ------------------------------------------------------------- */

static double
day_of(gint64 moment)
{
	return (double) (moment - TERTIUS_STORY_BEGIN) / TERTIUS_STORY_DAY;
}

static const char *
name_of(const Case *test, guint person)
{
	return person == TERTIUS_NOBODY
	               ? "nobody"
	               : tertius_history_address(test->history, person);
}

static void
describe_balance(GString *text, const TertiusReciprocity *balance)
{
	for (guint i = 0; i < TERTIUS_FAVOUR_N; i++)
		g_string_append_printf(
			text, "%s year %u/%u ever %u/%u\n",
			tertius_favour_name((TertiusFavour) i),
			balance->year[i].mine, balance->year[i].theirs,
			balance->ever[i].mine, balance->ever[i].theirs);
	g_string_append_printf(
		text,
		"meetings %u/%u\none-to-ones %u\npersonal %u work %u\n"
		"asks-in-a-row %u\nrecent-asks %u\nopen-asks %u\n",
		balance->meetings_year, balance->meetings_ever,
		balance->one_to_ones, balance->personal_year,
		balance->work_year, balance->asks_in_a_row,
		balance->recent_asks, balance->open_asks);
	if (balance->last_friendly != 0)
		g_string_append_printf(text, "friendly %.0f\n",
		                       day_of(balance->last_friendly));
}

static void
describe_cadence(GString *text, const TertiusCadence *cadence)
{
	if (cadence->latest != 0)
		g_string_append_printf(
			text, "latest %.1f %s\n", day_of(cadence->latest),
			tertius_touch_name(cadence->latest_kind));
	g_string_append_printf(text, "every %u %s\nrhythm %u\n", cadence->days,
	                       cadence->is_set ? "set" : "own",
	                       cadence->rhythm);
	if (cadence->next != 0)
		g_string_append_printf(text, "next %.0f\n",
		                       day_of(cadence->next));
}

static void
describe_lists(GString *text, const TertiusRelation *relation)
{
	for (guint i = 0; relation->boundaries && i < relation->boundaries->len;
	     i++) {
		const TertiusBoundary *one = relation->boundaries->pdata[i];

		g_string_append_printf(text,
		                       "boundary %s until %.0f about %s\n",
		                       tertius_boundary_name(one->kind),
		                       one->until != 0 ? day_of(one->until) : 0,
		                       one->about != NULL ? one->about : "-");
	}
	for (guint i = 0; relation->milestones && i < relation->milestones->len;
	     i++) {
		const TertiusMilestone *one = relation->milestones->pdata[i];

		g_string_append_printf(
			text, "milestone %s %.0f%s%s\n",
			tertius_milestone_name(one->kind), day_of(one->date),
			one->congratulated ? " congratulated" : "",
			one->is_gladdening ? "" : " no-reason");
	}
	for (guint i = 0; relation->open && i < relation->open->len; i++) {
		const TertiusOpen *one = relation->open->pdata[i];

		g_string_append_printf(text, "open %s %s\n",
		                       tertius_open_name(one->kind),
		                       one->rests     ? "rests"
		                       : one->is_mine ? "mine"
		                                      : "theirs");
	}
	for (guint i = 0; relation->projects && i < relation->projects->len;
	     i++)
		g_string_append_printf(
			text, "project %s\n",
			(const char *) relation->projects->pdata[i]);
}

static void
describe_relation(GString *text, const Case *test,
                  const TertiusRelation *relation)
{
	for (guint i = 0; i < relation->n_addresses; i++) {
		const TertiusContactAddress *one = &relation->addresses[i];

		g_string_append_printf(text, "address %s %s\n", one->address,
		                       tertius_context_name(one->context));
	}
	describe_balance(text, relation->balance);
	describe_cadence(text, &relation->cadence);
	describe_lists(text, relation);
	g_string_append_printf(text, "origin %s\nthrough %s\nintroduced %u\n",
	                       tertius_origin_name(relation->origin),
	                       name_of(test, relation->introducer),
	                       relation->introduced);
	if (relation->title != NULL)
		g_string_append_printf(text, "signs as %s\n", relation->title);
	if (relation->seeks != NULL)
		g_string_append_printf(text, "seeks %s\n",
		                       relation->seeks->words);
}

static void
describe_people(GString *text, const char *what, const Case *test,
                const GArray *people)
{
	for (guint i = 0; i < people->len; i++)
		g_string_append_printf(
			text, " %s %s", what,
			name_of(test, g_array_index(people, guint, i)));
}

static void
describe_rest(GString *text, const Case *test)
{
	const TertiusRelations *relations = test->relations;

	for (guint i = 0; i < relations->occasions->len; i++) {
		const TertiusOccasion *one = relations->occasions->pdata[i];
		const TertiusLetter *letter =
			tertius_occasion_find_letter(test->history, one);

		g_string_append_printf(text, "occasion %s%s%s", one->title,
		                       one->is_ahead ? " ahead" : " past",
		                       one->is_company ? " company" : "");
		describe_people(text, "with", test, one->friends);
		describe_people(text, "met", test, one->met);
		if (letter != NULL)
			g_string_append_printf(text, " told %g",
			                       day_of(letter->date));
		g_string_append_c(text, '\n');
	}
	for (guint i = 0; i < relations->suggestions->len; i++) {
		const TertiusSuggestion *one = relations->suggestions->pdata[i];

		g_string_append_printf(text, "suggestion %s %s %s%s\n",
		                       tertius_suggestion_name(one->kind),
		                       name_of(test, one->first),
		                       name_of(test, one->second),
		                       one->needs_consent ? " consent" : "");
	}
	for (guint i = 0; i < relations->quarters->len; i++) {
		const TertiusQuarter *one = relations->quarters->pdata[i];

		g_string_append_printf(
			text,
			"quarter %s friend %u event %u they %u I %u "
			"organisations %u known %u\n",
			one->name, one->by_origin[TERTIUS_ORIGIN_FRIEND],
			one->by_origin[TERTIUS_ORIGIN_EVENT],
			one->by_origin[TERTIUS_ORIGIN_THEY_WROTE],
			one->by_origin[TERTIUS_ORIGIN_I_WROTE],
			one->organisations, one->known);
	}
	if (relations->quiet_since != 0)
		g_string_append_printf(text, "quiet %.0f\n",
		                       day_of(relations->quiet_since));
	for (guint i = 0; i < test->merges->len; i++) {
		const TertiusMerge *one = test->merges->pdata[i];

		g_string_append_printf(text, "merge %s %s %s\n", one->address,
		                       one->other,
		                       one->is_taken ? "taken" : "proposed");
	}
}

static void
describe_lives(GString *text, const GPtrArray *introductions)
{
	for (guint i = 0; i < introductions->len; i++) {
		const TertiusIntroduction *one = introductions->pdata[i];

		g_string_append_printf(
			text, "life %s",
			tertius_introduction_kind_name(one->kind));
		for (guint j = 0; j < one->moves->len; j++) {
			const TertiusMove *move = one->moves->pdata[j];

			g_string_append_printf(text, " %s",
			                       tertius_state_name(move->state));
		}
		g_string_append_printf(text, " next %s %s\n",
		                       tertius_step_name(one->next),
		                       one->is_my_turn ? "mine" : "theirs");
	}
}

static char *
describe(const Case *test, const char *who)
{
	GString *text = g_string_new("\n");
	g_autofree char *address =
		strchr(who, '@') != NULL
			? g_strdup(who)
			: g_strconcat(who, "@example.org", NULL);
	const TertiusRelation *relation = tertius_relations_get(
		test->relations, tertius_history_find(test->history, address));

	if (relation == NULL)
		g_string_append(text, "unknown\n");
	else
		describe_relation(text, test, relation);
	describe_rest(text, test);
	describe_lives(text, test->introductions);
	describe_lives(text, test->asked);
	return g_string_free(text, FALSE);
}

/* --- Tables --------------------------------------------------------------- */

/* What is mine comes first everywhere, and last what rests. */
static void
check_order(const Case *test, const char *name)
{
	for (guint i = 0; i < test->relations->people->len; i++) {
		const TertiusRelation *relation =
			test->relations->people->pdata[i];
		int before = 0;

		for (guint j = 0;
		     relation->open != NULL && j < relation->open->len; j++) {
			const TertiusOpen *open = relation->open->pdata[j];
			int rank =
				(open->rests ? 2 : 0) + (open->is_mine ? 0 : 1);

			ck_assert_msg(rank >= before, "'%s': %s", name,
			              open->words);
			before = rank;
		}
	}
}

static void
check_row(const char *table, char **cells)
{
	g_auto(GStrv) expected = g_strsplit(cells[5], "|", -1);
	g_autofree char *found = NULL;
	Case test = { 0 };

	begin_case(&test, cells);
	check_order(&test, cells[0]);
	found = describe(&test, cells[4]);
	for (guint i = 0; expected[i] != NULL; i++) {
		const char *phrase = g_strstrip(expected[i]);
		gboolean is_not = *phrase == '!';
		g_autofree char *line =
			g_strconcat("\n", phrase + is_not, NULL);

		ck_assert_msg((strstr(found, line) != NULL) != is_not,
		              "%s: '%s' should %sbe said: '%s' in\n%s", table,
		              cells[0], is_not ? "not " : "", phrase + is_not,
		              found);
	}
	end_case(&test);
}

static void
check_table(const char *name)
{
	g_autofree char *path = g_build_filename(TERTIUS_SOURCE_DIR, "tests",
	                                         "data", "relate", name, NULL);
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	guint n = 0;

	ck_assert(g_file_get_contents(path, &text, NULL, NULL));
	lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i] != NULL; i++) {
		g_auto(GStrv) cells = g_strsplit(lines[i], "\t", COLUMNS);

		if (*lines[i] == '#' || *lines[i] == '\0')
			continue;
		ck_assert_msg(g_strv_length(cells) == COLUMNS, "%s: line %u",
		              name, i + 1);
		check_row(name, cells);
		n++;
	}
	ck_assert_uint_gt(n, 3);
}

START_TEST(people_are_told_by_names_addresses_and_threads)
{
	check_table("people.tsv");
}
END_TEST

START_TEST(both_ways_are_counted)
{
	check_table("reciprocity.tsv");
}
END_TEST

START_TEST(boundaries_are_heard)
{
	check_table("boundaries.tsv");
}
END_TEST

START_TEST(the_rhythm_is_the_pairs_own)
{
	check_table("cadence.tsv");
}
END_TEST

START_TEST(the_whole_life_is_told)
{
	check_table("life.tsv");
}
END_TEST

START_TEST(there_is_something_to_be_glad_about)
{
	check_table("milestones.tsv");
}
END_TEST

START_TEST(occasions_bring_people_together)
{
	check_table("occasions.tsv");
}
END_TEST

START_TEST(new_contacts_are_counted_by_origin)
{
	check_table("networking.tsv");
}
END_TEST

START_TEST(opportunities_are_passed_on)
{
	check_table("opportunities.tsv");
}
END_TEST

START_TEST(it_is_told_whose_turn_it_is)
{
	check_table("turn.tsv");
}
END_TEST

TERTIUS_TEST_MAIN("relate", people_are_told_by_names_addresses_and_threads,
                  both_ways_are_counted, boundaries_are_heard,
                  the_rhythm_is_the_pairs_own, the_whole_life_is_told,
                  there_is_something_to_be_glad_about,
                  occasions_bring_people_together, opportunities_are_passed_on,
                  new_contacts_are_counted_by_origin,
                  it_is_told_whose_turn_it_is)
