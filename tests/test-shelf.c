/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lies on a shelf is found where it was put, in memory and on disk; and a
 * history that is laid down on one answers as one in memory does.
 */
#include "base/shelf.h"
#include "conclusions.h"
#include "engine/engine-private.h"
#include "model/history-private.h"
#include "tertius-test.h"
#include "world.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define THINGS  20000
#define LETTERS 40000 /* more than are sorted at once */
#define PEOPLE  50
#define DISK    (4 << 20) /* bytes that there are, where it is full */
#define RUNS    20
#define NOW     G_GINT64_CONSTANT(1780304400)

/* --- The shelf ------------------------------------------------------------ */

static char *
make_folder(void)
{
	char *folder = g_dir_make_tmp("tertius-shelf-XXXXXX", NULL);

	ck_assert_ptr_nonnull(folder);
	return folder;
}

static gsize
pick_size(guint number)
{
	return 1 + number * 7919 % 3000;
}

static gboolean
is_filled(const char *thing, gsize size, guint with)
{
	gsize i = 0;

	while (i < size && (guchar) thing[i] == with)
		i++;
	return i == size;
}

/* Things of many sizes, filled with their number; all together several times
 * what may be in memory. */
static void
fill(TertiusShelf *shelf, char *things[THINGS])
{
	for (guint i = 0; i < THINGS; i++) {
		things[i] = tertius_shelf_take(shelf, pick_size(i));
		ck_assert_msg((guintptr) things[i] % sizeof(gint64) == 0 &&
		                      is_filled(things[i], pick_size(i), 0),
		              "thing %u", i);
		memset(things[i], (int) (i % 251), pick_size(i));
	}
}

static void
check(TertiusShelf *shelf, char *const things[THINGS])
{
	for (guint i = 0; i < THINGS; i++) {
		guint k = (guint) ((guint64) i * 6151 % THINGS);

		tertius_shelf_look(shelf, things[k]);
		ck_assert_msg(is_filled(things[k], pick_size(k), k % 251),
		              "thing %u", k);
	}
}

START_TEST(what_lies_on_a_shelf_stays_where_it_is)
{
	g_autofree char *folder = make_folder();
	const char *const folders[] = { NULL, folder, "/nonexistent" };

	for (gsize i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autoptr(TertiusShelf) shelf = tertius_shelf_new(folders[i]);
		g_autofree char **things = g_new(char *, THINGS);

		ck_assert_msg(tertius_shelf_is_on_disk(shelf) == (i == 1),
		              "%zu", i);
		fill(shelf, things);
		check(shelf, things);
	}
	ck_assert_int_eq(g_rmdir(folder), 0); /* no file has a name in it */
}
END_TEST

START_TEST(texts_and_nothing_can_be_kept)
{
	g_autofree char *folder = make_folder();
	g_autoptr(TertiusShelf) first = tertius_shelf_new(folder);
	g_autoptr(TertiusShelf) shelf = tertius_shelf_new_like(first);
	gsize large = TERTIUS_SHELF_LOOKED_AT + 1;
	char *room = tertius_shelf_take(shelf, large);

	ck_assert(tertius_shelf_is_on_disk(shelf));
	room[large - 1] = 'x';
	ck_assert_str_eq(tertius_shelf_take_text(shelf, "Dana"), "Dana");
	ck_assert_str_eq(tertius_shelf_take_text(shelf, ""), "");
	ck_assert_ptr_null(tertius_shelf_take_text(shelf, NULL));
	ck_assert_ptr_null(tertius_shelf_take(shelf, 0));
	ck_assert_int_eq(room[large - 1], 'x');
	ck_assert_int_eq(g_rmdir(folder), 0);
}
END_TEST

/* As a full disk does: what there is no room for there is kept in memory. */
START_TEST(a_full_disk_loses_nothing)
{
	struct rlimit before, limit;
	g_autofree char *folder = make_folder();
	g_autoptr(TertiusShelf) shelf = tertius_shelf_new(folder);
	g_autofree char **things = g_new(char *, THINGS);

	(void) signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
	limit = before;
	limit.rlim_cur = DISK;
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	ck_assert(tertius_shelf_is_on_disk(shelf));
	fill(shelf, things);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
	(void) signal(SIGXFSZ, SIG_DFL);
	ck_assert(!tertius_shelf_is_on_disk(shelf));
	check(shelf, things);
	ck_assert_int_eq(g_rmdir(folder), 0);
}
END_TEST

/* --- A history on it ------------------------------------------------------ */

static TertiusPerson *
make_person(guint number)
{
	g_autofree char *name = g_strdup_printf("Person %u", number);
	g_autofree char *address =
		g_strdup_printf("person%u@example.org", number);

	return tertius_person_new(name, address, TERTIUS_PLACE_TO);
}

/* By chance; dates and Message-IDs come more than once, some are yet to come. */
static TertiusFacts *
make_facts(GRand *chance, guint number)
{
	TertiusFacts *facts = tertius_facts_new();
	TertiusMessage *message = facts->message = tertius_message_new();

	message->id = g_strdup_printf("%08x%u", g_rand_int(chance), number);
	message->date = NOW + g_rand_int_range(chance, -9999, 99);
	message->message_id =
		g_rand_int_range(chance, 0, 9) == 0
			? NULL
			: g_strdup_printf("%d@example.org",
	                                  g_rand_int_range(chance, 0, LETTERS));
	message->subject = g_strdup_printf("Number %u", number);
	message->from =
		make_person((guint) g_rand_int_range(chance, 0, PEOPLE));
	g_ptr_array_add(
		message->recipients,
		make_person((guint) g_rand_int_range(chance, 0, PEOPLE)));
	if (number % 10 == 0) {
		TertiusAct *act = tertius_act_new(TERTIUS_ACT_THANKS);

		g_ptr_array_add(act->evidence,
		                tertius_evidence_new("thanks", message->subject,
		                                     "text", 1));
		g_ptr_array_add(facts->acts, act);
	}
	return facts;
}

static TertiusHistory *
make_history(const char *folder)
{
	TertiusHistory *history = tertius_history_new(NULL);
	GRand *chance = g_rand_new_with_seed(7);

	if (folder != NULL)
		tertius_history_lay_down(history, folder);
	for (guint i = 0; i < LETTERS; i++)
		tertius_history_take(history, make_facts(chance, i));
	g_rand_free(chance);
	tertius_history_seal(history, NOW);
	return history;
}

static void
compare_letters(const TertiusLetter *x, const TertiusLetter *y)
{
	ck_assert_str_eq(x->id, y->id);
	ck_assert_int_eq(x->date, y->date);
	ck_assert_str_eq(x->subject, y->subject);
	ck_assert_str_eq(x->thread, y->thread);
	ck_assert_int_eq(g_strcmp0(x->message_id, y->message_id), 0);
	ck_assert_uint_eq(x->from, y->from);
	ck_assert_uint_eq(x->recipients[0].person, y->recipients[0].person);
	ck_assert((x->acts == NULL) == (y->acts == NULL));
	if (x->acts != NULL) {
		const TertiusAct *act = x->acts->pdata[0];
		const TertiusEvidence *evidence = act->evidence->pdata[0];

		ck_assert_str_eq(evidence->quote, y->subject);
	}
}

static void
compare_people(const TertiusHistory *x, const TertiusHistory *y)
{
	ck_assert_uint_eq(tertius_history_n_people(x), PEOPLE);
	ck_assert_uint_eq(tertius_history_n_people(y), PEOPLE);
	for (guint i = 0; i < PEOPLE; i++) {
		guint n, m;
		const guint *a = tertius_history_letters_of(x, i, &n);
		const guint *b = tertius_history_letters_of(y, i, &m);

		ck_assert_uint_eq(n, m);
		ck_assert_mem_eq(a, b, n * sizeof *a);
	}
}

START_TEST(a_history_on_disk_answers_as_one_in_memory)
{
	g_autofree char *folder = make_folder();
	g_autoptr(TertiusHistory) here = make_history(NULL);
	g_autoptr(TertiusHistory) there = make_history(folder);
	guint n = tertius_history_n_letters(here);

	ck_assert(tertius_shelf_is_on_disk(there->room));
	ck_assert_uint_gt(n, LETTERS * 9 / 10);
	ck_assert_uint_lt(n, LETTERS);
	ck_assert_uint_eq(tertius_history_n_letters(there), n);
	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter = tertius_history_letter(here, i);

		ck_assert(i == 0 || tertius_history_compare_letters(
					    tertius_history_letter(here, i - 1),
					    letter) < 0);
		compare_letters(letter, tertius_history_letter(there, i));
		if (letter->message_id == NULL)
			continue;
		compare_letters(
			tertius_history_find_letter(here, letter->message_id),
			tertius_history_find_letter(there, letter->message_id));
		ck_assert(tertius_history_compare_letters(
				  tertius_history_find_letter(
					  here, letter->message_id),
				  letter) <= 0);
	}
	ck_assert_ptr_null(tertius_history_find_letter(there, "none"));
	compare_people(here, there);
	ck_assert_int_eq(g_rmdir(folder), 0);
}
END_TEST

/* The world has no old mail by machines, so both engines see the same. */
START_TEST(conclusions_from_disk_are_those_from_memory)
{
	for (guint run = 0; run < RUNS; run++) {
		g_autoptr(World) world =
			world_new(run + 1, WORLD_BEGIN + 200 * WORLD_DAY);
		g_autoptr(TertiusEngine) engine =
			world_open_engine(world, FALSE);
		g_autofree char *here = NULL;
		g_autofree char *there = NULL;

		for (guint i = 0; i < 3 * WORLD_AHEAD; i++)
			world_put(
				engine,
				world_make_facts(
					world,
					WORLD_BEGIN + world_pick(world,
			                                         200 * 86400)));
		for (guint i = 0; i < 4; i++) {
			world_put_meeting(world, engine, i);
			world_decide(world, engine);
		}
		here = tertius_conclusions_dup_all(engine);
		ck_assert(!tertius_shelf_is_on_disk(engine->history->room));
		tertius_engine_leave_out_automatic(engine, TRUE);
		there = tertius_conclusions_dup_all(engine);
		ck_assert(tertius_shelf_is_on_disk(engine->history->room));
		ck_assert_str_eq(here, there);
	}
}
END_TEST

/* Old mail of lists, to some who are met otherwise and some who are not. With
 * @by_people some of it is from them, and some does something. */
static void
put_old_list_mail(World *world, TertiusEngine *engine, gboolean by_people)
{
	for (guint i = 0; i < 3 * WORLD_AHEAD; i++) {
		TertiusFacts *facts = world_make_facts(
			world, WORLD_BEGIN - 2000 * WORLD_DAY +
				       world_pick(world, 1000 * 86400));

		facts->message->flags |= TERTIUS_MESSAGE_LIST;
		if (!by_people || i % 5 > 0) {
			tertius_person_free(facts->message->from);
			facts->message->from = tertius_person_new(
				"Weekly", "weekly@lists.example.org",
				TERTIUS_PLACE_FROM);
		}
		if (!by_people || i % 3 > 0)
			g_ptr_array_set_size(facts->acts, 0);
		world_put(engine, facts);
	}
}

/* What is concluded, but for what all mail is asked: whom to bring together, and the
 * "2th" of a name that is spelt in several ways, the most frequent of which counts. */
static char *
dup_conclusions(TertiusEngine *engine)
{
	g_autoptr(GRegex) apart =
		g_regex_new(" the \\d+th|^S .*\n", G_REGEX_MULTILINE, 0, NULL);
	g_autofree char *all = tertius_conclusions_dup_all(engine);

	return g_regex_replace_literal(apart, all, -1, 0, "", 0, NULL);
}

START_TEST(conclusions_without_old_list_mail_are_those_with_it)
{
	for (guint run = 0; run < RUNS; run++) {
		g_autoptr(World) world =
			world_new(run + 1, WORLD_BEGIN + 200 * WORLD_DAY);
		g_autoptr(TertiusEngine) engine =
			world_open_engine(world, FALSE);
		g_autofree char *with = NULL;
		g_autofree char *without = NULL;

		put_old_list_mail(world, engine, run % 2 == 0);
		for (guint i = 0; i < WORLD_AHEAD / 4; i++)
			world_put(
				engine,
				world_make_facts(
					world,
					WORLD_BEGIN + world_pick(world,
			                                         200 * 86400)));
		for (guint i = 0; i < 4; i++)
			world_put_meeting(world, engine, i);
		with = dup_conclusions(engine);
		tertius_engine_leave_out_automatic(engine, TRUE);
		without = dup_conclusions(engine);
		ck_assert_msg(strcmp(with, without) == 0, "in world %u", run);
	}
}
END_TEST

TERTIUS_TEST_MAIN("shelf", what_lies_on_a_shelf_stays_where_it_is,
                  texts_and_nothing_can_be_kept, a_full_disk_loses_nothing,
                  a_history_on_disk_answers_as_one_in_memory,
                  conclusions_from_disk_are_those_from_memory,
                  conclusions_without_old_list_mail_are_those_with_it)
