/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much of a long life is looked at, on both sides of each limit.
 */
#include "detect/said.h"
#include "follow/asked.h"
#include "follow/life.h"
#include "picture/series.h"
#include "relate/identities.h"
#include "relate/relations.h"
#include "story.h"
#include "tertius-limits.h"

#include <malloc.h>
#include <string.h>

#define IS_SANITIZED FALSE
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#undef IS_SANITIZED
#define IS_SANITIZED TRUE
#endif
#endif

static guint
find_person(const TertiusHistory *history, const char *address)
{
	guint person = tertius_history_find(history, address);

	ck_assert_uint_ne(person, TERTIUS_NOBODY);
	return person;
}

/* --- Events ---------------------------------------------------------------- */

static TertiusRelations *
find_relations(TertiusHistory *history)
{
	TertiusLifeRules life = tertius_life_rules_default();
	TertiusRelateRules rules = tertius_relate_rules_default();
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(TertiusWorkingTime) hours = tertius_working_time_new(zone);
	g_autoptr(GPtrArray) none = tertius_decisions_new();
	g_autoptr(GPtrArray) introductions = g_ptr_array_new();
	g_autoptr(GPtrArray) asked =
		tertius_asked_find(history, introductions, none, &life);

	return tertius_relations_find(history, introductions, asked, none,
	                              hours, &rules);
}

static gint64
get_half_days(const GPtrArray *occasions, guint i)
{
	const TertiusOccasion *occasion = occasions->pdata[i];

	return (occasion->start - TERTIUS_STORY_BEGIN) * 2 / TERTIUS_STORY_DAY;
}

/* @before events before today and @after after it, the nearest half a day away
 * and each half a day from the next; how many half days away the first and the
 * last are that are looked at. */
static void
look_at_events(guint before, guint after, gint64 *first, gint64 *last)
{
	g_autoptr(GString) story = g_string_new(NULL);
	TertiusHistory *history;
	TertiusRelations *relations;

	for (guint i = 1; i <= before; i++)
		g_string_append_printf(story, "-%g me : Conference\n", i / 2.0);
	for (guint i = 1; i <= after; i++)
		g_string_append_printf(story, "%g me : Conference\n", i / 2.0);
	history = tertius_story_tell(story->str, 0);
	relations = find_relations(history);
	ck_assert_uint_eq(relations->occasions->len,
	                  MIN(before + after, TERTIUS_OCCASIONS_MAX));
	*first = get_half_days(relations->occasions, 0);
	*last = get_half_days(relations->occasions,
	                      relations->occasions->len - 1);
	tertius_relations_free(relations);
	tertius_history_free(history);
}

static void
check_occasions(gsize n, gboolean is_within)
{
	gint64 many = (gint64) n - 10;
	gint64 kept = is_within ? many : many - 1;
	gint64 first, last;

	look_at_events((guint) many, 10, &first, &last);
	ck_assert_int_eq(first, -kept);
	ck_assert_int_eq(last, 10);
	look_at_events(10, (guint) many, &first, &last);
	ck_assert_int_eq(first, -10);
	ck_assert_int_eq(last, kept);
}

START_TEST(the_events_nearest_to_today_are_looked_at)
{
	on_both_sides(TERTIUS_OCCASIONS_MAX, check_occasions);
}
END_TEST

/* --- What the user says -------------------------------------------------------- */

static void
check_said(gsize n, gboolean is_within)
{
	TertiusHistory *history = tertius_story_tell("0 dana > me #note\n", 1);
	g_autofree char *message = tertius_story_message_id("note");
	g_autoptr(GString) people = g_string_new("dana@example.org");
	g_autoptr(GPtrArray) decisions = tertius_decisions_new();
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(
		(GDestroyNotify) tertius_introduction_free);
	const TertiusIntroduction *one;

	for (gsize i = 0; i < n; i++)
		g_string_append_printf(people, ";p%zu@example.org", i);
	g_ptr_array_add(decisions, tertius_decision_new(
					   TERTIUS_DECISION_INTRODUCED, message,
					   people->str, TERTIUS_STORY_BEGIN));
	tertius_said_add(history, decisions, found);
	one = found->pdata[0];
	ck_assert_uint_eq(one->introduced->len,
	                  is_within ? n : TERTIUS_SAID_PEOPLE_MAX);
	for (guint i = 0; i < one->introduced->len; i++) {
		const TertiusPerson *person = one->introduced->pdata[i];
		g_autofree char *address =
			g_strdup_printf("p%u@example.org", i);

		ck_assert_str_eq(person->address, address);
	}
	tertius_history_free(history);
}

START_TEST(so_many_people_are_introduced_by_the_users_word)
{
	on_both_sides(TERTIUS_SAID_PEOPLE_MAX, check_said);
}
END_TEST

/* --- People -------------------------------------------------------------------- */

static void
check_addresses(gsize n, gboolean is_within)
{
	g_autoptr(GString) story = g_string_new(NULL);
	g_autoptr(GPtrArray) none = tertius_decisions_new();
	g_autoptr(GPtrArray) merges = NULL;
	TertiusHistory *history;

	for (gsize i = 0; i < n; i++)
		g_string_append_printf(
			story,
			"%zu Dana_Okafor/dana.okafor@h%zu.example.net > me\n",
			i, i);
	history = tertius_story_begin(story->str);
	merges = tertius_identities_find(history, none);
	ck_assert_uint_eq(merges->len, is_within ? n - 1 : 0);
	tertius_history_free(history);
}

START_TEST(somebody_has_so_many_addresses)
{
	on_both_sides(TERTIUS_IDENTITY_ADDRESSES_MAX, check_addresses);
}
END_TEST

static void
check_rhythm(gsize n, gboolean is_within)
{
	g_autoptr(GString) story = g_string_new(NULL);
	g_autoptr(TertiusRhythm) rhythm = NULL;
	TertiusHistory *history;

	for (gsize i = 0; i < n; i++)
		g_string_append_printf(story, "%g dana > me\n", (double) i / 8);
	history = tertius_story_tell(story->str, (double) n / 8);
	rhythm = tertius_rhythm_new(history,
	                            find_person(history, "dana@example.org"));
	ck_assert_uint_eq(rhythm->contacts->len, TERTIUS_RHYTHM_MAX);
	ck_assert_int_eq(g_array_index(rhythm->contacts, TertiusBeat, 0).date ==
	                         TERTIUS_STORY_BEGIN,
	                 is_within);
	tertius_history_free(history);
}

START_TEST(a_rhythm_has_so_many_contacts)
{
	on_both_sides(TERTIUS_RHYTHM_MAX, check_rhythm);
}
END_TEST

/* --- Memory -------------------------------------------------------------------- */

#define CROWD      20000
#define BYTES_EACH 50

/* In bytes; 0: the system does not tell. */
static gsize
read_memory(const char *name)
{
	g_autofree char *status = NULL;
	const char *line;

	if (!g_file_get_contents("/proc/self/status", &status, NULL, NULL))
		return 0;
	line = strstr(status, name);
	return line == NULL ? 0
	                    : (gsize) g_ascii_strtoull(line + strlen(name),
	                                               NULL, 10) *
	                              1024;
}

/* What is free is given back, and the most that was ever held is forgotten. */
static gboolean
forget_peak(void)
{
	FILE *file = fopen("/proc/self/clear_refs", "we");
	gboolean done;

	(void) malloc_trim(0);
	if (file == NULL)
		return FALSE;
	done = fputs("5", file) >= 0;
	return fclose(file) == 0 && done;
}

START_TEST(of_whom_nothing_is_known_no_record_is_made)
{
	g_autoptr(GString) story = g_string_new(NULL);
	TertiusHistory *history;
	TertiusRelations *relations;
	gsize before, most;

	if (IS_SANITIZED)
		return; /* which holds more, and gives nothing back */
	for (guint i = 0; i < CROWD; i++)
		g_string_append_printf(story, "0 p%u > me : automatic\n", i);
	history = tertius_story_tell(story->str, 1);
	if (!forget_peak())
		return;
	before = read_memory("VmRSS:");
	relations = find_relations(history);
	most = read_memory("VmHWM:");
	ck_assert_uint_eq(tertius_history_n_people(history), CROWD + 1);
	ck_assert_uint_gt(before, 0);
	ck_assert_uint_lt((most - before) / CROWD, BYTES_EACH);
	tertius_relations_free(relations);
	tertius_history_free(history);
}
END_TEST

TERTIUS_TEST_MAIN("limits-relate", the_events_nearest_to_today_are_looked_at,
                  so_many_people_are_introduced_by_the_users_word,
                  of_whom_nothing_is_known_no_record_is_made,
                  somebody_has_so_many_addresses, a_rhythm_has_so_many_contacts)
