/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conclusions that are carried on, message by message, are those that a new
 * engine draws from the same ledger: every field of every record.
 */
#include "conclusions.h"
#include "engine/engine-private.h"
#include "tertius-test.h"
#include "world.h"

#include <string.h>

#define RUNS  100
#define AFTER 16 /* messages, or words of the user, one by one */

/* How often conclusions were compared, and how often they were carried on: in
 * all, after a meeting, and in a world with meetings on another day. */
typedef struct {
	guint n, carried, meetings, meetings_carried, days, days_carried;
} Tally;

/* Whether it was carried on. */
static gboolean
compare(World *world, TertiusEngine *engine, guint run, guint step)
{
	guint before = engine->n_carried;
	g_autofree char *carried = tertius_conclusions_dup_all(engine);
	g_autoptr(TertiusEngine) fresh = world_open_engine(world, FALSE);
	g_autofree char *whole = tertius_conclusions_dup_all(fresh);
	g_auto(GStrv) x = g_strsplit(carried, "\n", -1);
	g_auto(GStrv) y = g_strsplit(whole, "\n", -1);

	for (guint i = 0; x[i] != NULL && y[i] != NULL; i++)
		ck_assert_msg(strcmp(x[i], y[i]) == 0,
		              "run %u, step %u:\n%s\nis not\n%s", run, step,
		              x[i], y[i]);
	ck_assert_msg(strcmp(carried, whole) == 0, "run %u, step %u", run,
	              step);
	return engine->n_carried > before;
}

static void
count(Tally *tally, gboolean is_carried, gboolean is_meeting, gboolean is_day)
{
	guint one = is_carried ? 1 : 0;

	tally->n++;
	tally->carried += one;
	tally->meetings += is_meeting ? 1 : 0;
	tally->meetings_carried += is_meeting ? one : 0;
	tally->days += is_day ? 1 : 0;
	tally->days_carried += is_day ? one : 0;
}

/* What comes may be older than what is there, or from days to come. */
static void
run_once(World *world, guint run, Tally *tally)
{
	g_autoptr(TertiusEngine) engine = world_open_engine(world, TRUE);
	gint64 date;

	for (guint i = 0; i < WORLD_AHEAD; i++) {
		date = WORLD_BEGIN + world_pick(world, 200 * 86400);
		world_put(engine, world_make_facts(world, date));
	}
	for (guint i = 0; run % 3 == 0 && i < WORLD_MEETINGS; i++)
		world_put_meeting(world, engine, i);
	(void) compare(world, engine, run, 0);
	for (guint i = 0; i < AFTER; i++) {
		gboolean is_meeting = FALSE;
		gint64 day = world->now / WORLD_DAY;

		if (run % 2 == 0)
			world->now += world_pick(world, 4) == 0
			                      ? (gint64) world_pick(world, 40) *
			                                WORLD_DAY
			                      : world_pick(world, 7200);
		engine->now = world->now;
		tertius_engine_outdate_conclusions(engine, NULL);
		if (world_pick(world, 6) == 0) {
			world_decide(world, engine);
		} else if (run % 3 != 2 && world_pick(world, 3) == 0) {
			is_meeting = TRUE;
			world_put_meeting(world, engine,
			                  world_pick(world, WORLD_MEETINGS));
		} else {
			date = world->now - world_pick(world, 120 * 86400) +
			       world_pick(world, 3) * WORLD_DAY;
			world_put(engine, world_make_facts(world, date));
		}
		if (world_pick(world, 3) != 0)
			count(tally, compare(world, engine, run, i + 1),
			      is_meeting,
			      run % 3 == 0 && day != world->now / WORLD_DAY);
	}
}

START_TEST(what_is_carried_on_is_what_is_concluded_anew)
{
	Tally tally = { 0 };

	for (guint run = 0; run < RUNS; run++) {
		g_autoptr(World) world =
			world_new(run + 1, WORLD_BEGIN + 200 * WORLD_DAY);

		run_once(world, run, &tally);
	}
	/* Most of them were, or nothing was shown. */
	ck_assert_uint_gt(tally.n, RUNS * AFTER / 2);
	ck_assert_uint_gt(tally.carried, tally.n * 2 / 3);
	ck_assert_uint_gt(tally.meetings_carried, tally.meetings / 2);
	ck_assert_uint_gt(tally.meetings, 50);
	ck_assert_uint_gt(tally.days_carried, tally.days / 2);
	ck_assert_uint_gt(tally.days, 20);
}
END_TEST

/* With me, newer than the one before of its title; the guest may stay away. */
static TertiusMeeting *
make_meeting(World *world, const char *title, const char *guest)
{
	TertiusMeeting *meeting = tertius_meeting_new();

	meeting->uid = g_strdup_printf("%s@calendar", title);
	meeting->id = g_compute_checksum_for_string(G_CHECKSUM_SHA256,
	                                            meeting->uid, -1);
	meeting->recurrence_id = g_strdup("");
	meeting->summary = g_strdup(title);
	meeting->stamp = ++world->now;
	meeting->start = WORLD_BEGIN + 190 * WORLD_DAY;
	meeting->end = meeting->start + 3600;
	if (guest != NULL)
		tertius_meeting_take_attendee(
			meeting,
			tertius_person_new("Only Guest", guest,
		                           TERTIUS_PLACE_TO),
			TERTIUS_ATTENDANCE_ACCEPTED);
	return meeting;
}

static void
put_meeting(World *world, TertiusEngine *engine, TertiusMeeting *meeting)
{
	g_autoptr(TertiusFacts) facts = tertius_facts_new();

	g_ptr_array_add(facts->meetings, meeting);
	facts->in_calendar = TRUE;
	engine->now = world->now;
	ck_assert(tertius_ledger_begin(engine->ledger, NULL));
	ck_assert(tertius_ledger_put(engine->ledger, facts, NULL, NULL));
	ck_assert(tertius_ledger_commit(engine->ledger, NULL));
	tertius_engine_outdate_meetings(engine, facts->meetings);
}

/* Also when somebody goes whom nothing else names, and comes again. */
START_TEST(who_is_named_nowhere_any_more_goes_without_all_anew)
{
	static const char *const guests[] = { "guest@away.example.org", NULL,
		                              "guest@away.example.org", NULL,
		                              "other@away.example.org" };
	g_autoptr(World) world = world_new(7, WORLD_BEGIN + 200 * WORLD_DAY);
	g_autoptr(TertiusEngine) engine = world_open_engine(world, TRUE);

	for (guint i = 0; i < WORLD_AHEAD; i++)
		world_put(engine,
		          world_make_facts(world, WORLD_BEGIN + i * WORLD_DAY));
	(void) compare(world, engine, 7, 0);
	for (guint i = 0; i < G_N_ELEMENTS(guests); i++) {
		put_meeting(world, engine,
		            make_meeting(world, "talk", guests[i]));
		ck_assert_msg(compare(world, engine, 7, i + 1), "step %u", i);
	}
}
END_TEST

/* A day of theirs in the address book makes nobody known. */
START_TEST(who_has_but_a_birthday_is_known_no_more)
{
	const char *guest = "guest@away.example.org";
	g_autoptr(World) world = world_new(7, WORLD_BEGIN + 200 * WORLD_DAY);
	g_autoptr(TertiusEngine) engine = world_open_engine(world, TRUE);
	TertiusMeeting *day = make_meeting(world, "birthday", guest);

	day->flags = TERTIUS_MEETING_BIRTHDAY;
	day->series = g_strdup("UTC FREQ=YEARLY");
	world_put(engine, world_make_facts(world, WORLD_BEGIN));
	put_meeting(world, engine, make_meeting(world, "talk", guest));
	put_meeting(world, engine, day);
	(void) compare(world, engine, 7, 0);
	put_meeting(world, engine, make_meeting(world, "talk", NULL));
	(void) compare(world, engine, 7, 1);
}
END_TEST

static void
take(TertiusEngine *engine, const char *key, const char *text)
{
	g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
	g_autoptr(GError) error = NULL;
	const TertiusItem item = { .folder = "inbox",
		                   .key = key,
		                   .bytes = bytes };

	ck_assert_msg(tertius_engine_take(engine, &item, &error), "%s",
	              error != NULL ? error->message : "");
}

START_TEST(a_message_that_is_taken_in_is_carried_on)
{
	g_autoptr(World) world = world_new(1, WORLD_BEGIN);
	g_autoptr(TertiusEngine) engine = world_open_engine(world, TRUE);
	const TertiusConclusions *all;

	take(engine, "1",
	     "From: Dana Okafor <dana@example.org>\n"
	     "To: me@home.example.org\nMessage-ID: <1@example.org>\n"
	     "Date: Mon, 25 May 2026 09:00:00 +0000\nSubject: Lunch\n\n"
	     "Shall we?\n");
	all = tertius_engine_conclude(engine, NULL);
	ck_assert_uint_eq(all->relations->people->len, 1);
	take(engine, "2",
	     "From: Me <me@home.example.org>\nTo: dana@example.org\n"
	     "Cc: Tomas Reyes <tomas@example.com>\n"
	     "Message-ID: <2@example.org>\n"
	     "Date: Tue, 26 May 2026 09:00:00 +0000\nSubject: Re: Lunch\n\n"
	     "Yes, and Tomas comes too.\n");
	all = tertius_engine_conclude(engine, NULL);
	ck_assert_uint_eq(all->relations->people->len, 2);
	ck_assert_uint_eq(engine->n_carried, 1);
}
END_TEST

TERTIUS_TEST_MAIN("carry-on", a_message_that_is_taken_in_is_carried_on,
                  who_is_named_nowhere_any_more_goes_without_all_anew,
                  who_has_but_a_birthday_is_known_no_more,
                  what_is_carried_on_is_what_is_concluded_anew)
