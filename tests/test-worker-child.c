/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The life of the worker's child, as its parent sees it: it crashes, hangs, is
 * killed, or does not come to life at all, and no item is lost by that.
 */
#include "unruly-child.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/wait.h>

/* --- Crashes ------------------------------------------------------------- */

START_TEST(an_item_that_crashes_it_twice_is_set_aside)
{
	static const char *const bad[] = {
		"crash",        "end",         "garbage",
		"oversize",     "truncate",    "no-facts",
		"other-number", "greet-again", "empty-facts",
	};
	g_autoptr(TertiusWorker) worker = unruly_child_start();

	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		unruly_child_send(worker, "before");
		unruly_child_send(worker, bad[i]);
		unruly_child_send(worker, "after");
		unruly_child_send(worker, "refuse");
	}
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		unruly_child_expect(worker, "before", TRUE);
		unruly_child_expect(worker, bad[i], FALSE);
		unruly_child_expect(worker, "after", TRUE);
		unruly_child_expect(worker, "refuse", FALSE);
	}
	unruly_child_expect_nothing(worker);
}
END_TEST

START_TEST(an_item_that_crashes_it_once_is_read)
{
	g_autofree char *dir = g_dir_make_tmp("tertius-test-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "once", NULL);
	g_autofree char *order = g_strdup_printf("crash-once %s", path);
	g_autoptr(TertiusWorker) worker = unruly_child_start();

	unruly_child_send(worker, "before");
	unruly_child_send(worker, order);
	unruly_child_send(worker, "after");
	unruly_child_expect(worker, "before", TRUE);
	unruly_child_expect(worker, order, TRUE);
	unruly_child_expect(worker, "after", TRUE);
	g_unlink(path);
	g_rmdir(dir);
}
END_TEST

START_TEST(a_second_answer_is_not_taken_for_the_next_items)
{
	g_autoptr(TertiusWorker) worker = unruly_child_start();

	unruly_child_send(worker, "answer-twice");
	unruly_child_send(worker, "after");
	unruly_child_expect(worker, "answer-twice", TRUE);
	unruly_child_expect(worker, "after", TRUE);
	unruly_child_expect_nothing(worker);
}
END_TEST

START_TEST(an_item_that_hangs_is_set_aside)
{
	g_autoptr(TertiusWorker) worker = unruly_child_start();

	tertius_worker_set_seconds(worker, 1);
	unruly_child_send(worker, "hang");
	unruly_child_send(worker, "after");
	unruly_child_expect(worker, "hang", FALSE);
	unruly_child_expect(worker, "after", TRUE);
}
END_TEST

START_TEST(patience_is_for_each_item_anew)
{
	g_autoptr(TertiusWorker) worker = unruly_child_start();

	tertius_worker_set_seconds(worker, 1);
	for (int i = 0; i < 60; i++)
		unruly_child_send(worker, "slow");
	for (int i = 0; i < 60; i++)
		unruly_child_expect(worker, "slow", TRUE);
}
END_TEST

START_TEST(an_answer_that_waited_long_is_still_taken)
{
	g_autoptr(TertiusWorker) worker = unruly_child_start();

	tertius_worker_set_seconds(worker, 1);
	unruly_child_send(worker, "early");
	unruly_child_send(worker, "second");
	g_usleep(1500 * 1000);
	unruly_child_expect(worker, "early", TRUE);
	unruly_child_expect(worker, "second", TRUE);
}
END_TEST

typedef struct {
	TertiusWorker *worker;
	gint sent, received;
	gint kills;
	gint stop;
} Killer;

/* Kills at random moments, but never twice at one item, which would rightly be
 * set aside: not before all that was sent at the last kill has come back, and
 * as much again, for what was sent meanwhile. */
static gpointer
kill_again_and_again(gpointer data)
{
	Killer *killer = data;
	g_autoptr(GRand) rand = g_rand_new_with_seed(4);
	gint not_before = 0;

	while (!g_atomic_int_get(&killer->stop)) {
		GPid pid;

		g_usleep((gulong) g_rand_int_range(rand, 0, 3000));
		if (g_atomic_int_get(&killer->received) < not_before)
			continue;
		pid = g_atomic_int_get(&killer->kills) < 200
		              ? tertius_worker_get_pid(killer->worker)
		              : 0;
		if (pid == 0 || kill(pid, SIGKILL) != 0)
			continue;
		not_before = g_atomic_int_get(&killer->sent) +
		             TERTIUS_WORKER_ITEMS_MAX;
		g_atomic_int_inc(&killer->kills);
	}
	return NULL;
}

START_TEST(after_200_kills_nothing_is_lost_or_doubled)
{
	g_autoptr(TertiusWorker) worker = unruly_child_start();
	Killer killer = { .worker = worker };
	GThread *thread = g_thread_new("killer", kill_again_and_again, &killer);

	while (g_atomic_int_get(&killer.kills) < 200 ||
	       killer.received < killer.sent) {
		g_autofree char *text = NULL;

		if (!tertius_worker_is_full(worker) &&
		    g_atomic_int_get(&killer.kills) < 200) {
			text = g_strdup_printf("item %d", killer.sent);
			g_atomic_int_inc(&killer.sent);
			unruly_child_send(worker, text);
			continue;
		}
		text = g_strdup_printf("item %d", killer.received);
		unruly_child_expect(worker, text, TRUE);
		g_atomic_int_inc(&killer.received);
	}
	g_atomic_int_set(&killer.stop, 1);
	g_thread_join(thread);
	unruly_child_expect_nothing(worker);
	ck_assert_int_eq(killer.kills, 200);
	ck_assert_int_gt(killer.received, 200);
}
END_TEST

START_TEST(a_child_that_ends_while_idle_is_replaced)
{
	g_autoptr(TertiusWorker) worker = unruly_child_start();

	for (int i = 0; i < 5; i++) {
		unruly_child_send(worker, "fine");
		unruly_child_expect(worker, "fine", TRUE);
		ck_assert_int_eq(kill(tertius_worker_get_pid(worker), SIGKILL),
		                 0);
	}
	unruly_child_send(worker, "fine");
	unruly_child_expect(worker, "fine", TRUE);
}
END_TEST

START_TEST(no_child_is_left_behind)
{
	TertiusWorker *worker = unruly_child_start();
	GPid pid = tertius_worker_get_pid(worker);

	unruly_child_send(worker, "hang");
	tertius_worker_free(worker);
	ck_assert_int_eq(kill(pid, 0), -1);
	ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
	ck_assert_int_eq(errno, ECHILD);
}
END_TEST

/* --- Starts -------------------------------------------------------------- */

/* Under valgrind the start itself cannot tell; the first answer does. */
START_TEST(a_program_that_is_not_there_is_named)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(TertiusWorker) worker =
		tertius_worker_new("/nonexistent/tertius", g_free, &error);
	TertiusFacts *facts = NULL;
	gpointer tag = NULL;

	if (worker != NULL) {
		unruly_child_send(worker, "fine");
		ck_assert(!tertius_worker_receive(worker, &tag, &facts, NULL,
		                                  &error));
	}
	ck_assert(g_error_matches(error, TERTIUS_ERROR,
	                          TERTIUS_ERROR_UNREACHABLE));
	ck_assert_ptr_nonnull(strstr(error->message, "/nonexistent/tertius"));
}
END_TEST

START_TEST(a_child_that_cannot_begin_is_an_error_and_keeps_its_items)
{
	static const struct {
		const char *mood;
		TertiusErrorCode code;
		guint seconds;
	} cases[] = {
		{ "dead", TERTIUS_ERROR_UNREACHABLE, 10 },
		{ "mute", TERTIUS_ERROR_UNREACHABLE, 0 },
		{ "sulky", TERTIUS_ERROR_SETTINGS, 10 },
		{ "newer", TERTIUS_ERROR_TOO_NEW, 10 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusWorker) worker = NULL;

		g_setenv("TERTIUS_TEST_MOOD", cases[i].mood, TRUE);
		worker = unruly_child_start();
		tertius_worker_set_seconds(worker, cases[i].seconds);
		unruly_child_send(worker, "fine");
		unruly_child_expect_failure(worker, cases[i].code);
		ck_assert_uint_eq(tertius_worker_count(worker), 1);
		g_unsetenv("TERTIUS_TEST_MOOD");
		tertius_worker_set_seconds(worker, 10);
		unruly_child_expect(worker, "fine", TRUE);
	}
}
END_TEST

START_TEST(so_many_starts_may_fail_in_a_row)
{
	for (guint n = TERTIUS_WORKER_STARTS_MAX - 1;
	     n <= TERTIUS_WORKER_STARTS_MAX; n++) {
		g_autofree char *dir =
			g_dir_make_tmp("tertius-test-XXXXXX", NULL);
		g_autofree char *path = g_build_filename(dir, "starts", NULL);
		g_autofree char *mood = g_strdup_printf("dead %u %s", n, path);
		g_autoptr(TertiusWorker) worker = NULL;

		g_setenv("TERTIUS_TEST_MOOD", mood, TRUE);
		worker = unruly_child_start();
		unruly_child_send(worker, "fine");
		if (n < TERTIUS_WORKER_STARTS_MAX)
			unruly_child_expect(worker, "fine", TRUE);
		else
			unruly_child_expect_failure(worker,
			                            TERTIUS_ERROR_UNREACHABLE);
		g_unsetenv("TERTIUS_TEST_MOOD");
		g_unlink(path);
		g_rmdir(dir);
	}
}
END_TEST

START_TEST(an_item_that_takes_less_than_the_patience_is_read)
{
	g_autoptr(TertiusWorker) worker = unruly_child_start();
	GPid pid = tertius_worker_get_pid(worker);

	tertius_worker_set_seconds(worker, 4);
	unruly_child_send(worker, "slower");
	unruly_child_expect(worker, "slower", TRUE);
	ck_assert_int_eq(tertius_worker_get_pid(worker), pid);
}
END_TEST

TERTIUS_TEST_SUITE("worker-child", an_item_that_crashes_it_twice_is_set_aside,
                   an_item_that_crashes_it_once_is_read,
                   a_second_answer_is_not_taken_for_the_next_items,
                   an_item_that_hangs_is_set_aside,
                   patience_is_for_each_item_anew,
                   an_answer_that_waited_long_is_still_taken,
                   after_200_kills_nothing_is_lost_or_doubled,
                   a_child_that_ends_while_idle_is_replaced,
                   no_child_is_left_behind,
                   a_program_that_is_not_there_is_named,
                   a_child_that_cannot_begin_is_an_error_and_keeps_its_items,
                   so_many_starts_may_fail_in_a_row,
                   an_item_that_takes_less_than_the_patience_is_read)

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "worker") == 0)
		return unruly_child_behave();
	return run_tests();
}
