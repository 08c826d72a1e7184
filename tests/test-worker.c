/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worker's parent side, against a child that crashes, hangs and lies on
 * command: this program itself, called as `test-worker worker`. An item's bytes
 * are its orders.
 */
#define _GNU_SOURCE
#include "engine/worker.h"

#include "base/error.h"
#include "engine/frame.h"
#include "tertius-test.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- The child ----------------------------------------------------------- */

static void
say(guint32 kind, guint32 number, const char *body, guint32 length)
{
	const TertiusFrameHead head = { .kind = kind,
		                        .number = number,
		                        .length = length };
	gsize sent = 0;

	if (!tertius_frame_send(STDOUT_FILENO, 0, &head, body, &sent))
		_exit(0);
}

/* Facts whose subject repeats the item's first bytes. */
static void
say_facts(const TertiusFrameHead *item, const char *body)
{
	g_autoptr(TertiusFacts) facts = tertius_facts_new();
	g_autoptr(GBytes) bytes = NULL;
	TertiusMessage *message = tertius_message_new();

	message->id = g_strnfill(64, 'a');
	message->subject = g_strndup(body, MIN(item->length, 40));
	message->date = item->received;
	message->flags = item->detail != 0 ? TERTIUS_MESSAGE_SENT : 0;
	message->zone = item->kind == TERTIUS_FRAME_CALENDAR ? 1 : 0;
	facts->message = message;
	bytes = tertius_facts_to_bytes(facts);
	say(TERTIUS_FRAME_FACTS, item->number, g_bytes_get_data(bytes, NULL),
	    (guint32) g_bytes_get_size(bytes));
}

/* Whether it is the first time that the file of this name is wanted. */
static gboolean
is_first_time(const char *path)
{
	int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

	if (fd < 0)
		return FALSE;
	(void) close(fd);
	return TRUE;
}

static void
lie(const TertiusFrameHead *item, const char *order)
{
	const TertiusFrameHead endless = { .kind = TERTIUS_FRAME_FACTS,
		                           .number = item->number,
		                           .length = G_MAXUINT32 };

	if (strcmp(order, "garbage") == 0) {
		while (write(STDOUT_FILENO, "garbage!", 8) == 8)
			;
	} else if (strcmp(order, "oversize") == 0) {
		(void) !write(STDOUT_FILENO, &endless, sizeof(endless));
		(void) pause();
	} else if (strcmp(order, "truncate") == 0) {
		(void) !write(STDOUT_FILENO, &endless, sizeof(endless) - 1);
	} else if (strcmp(order, "other-number") == 0) {
		say(TERTIUS_FRAME_FACTS, item->number + 1, "", 0);
	} else if (strcmp(order, "greet-again") == 0) {
		say(TERTIUS_FRAME_READY, item->number, "", 0);
	} else if (strcmp(order, "no-facts") == 0) {
		say(TERTIUS_FRAME_FACTS, item->number, "no facts", 8);
	} else if (strcmp(order, "empty-facts") == 0) {
		say(TERTIUS_FRAME_FACTS, item->number, "", 0);
	}
}

static void
obey(const TertiusFrameHead *item, const char *body)
{
	g_autofree char *order = g_strndup(body, MIN(item->length, 200));

	if (g_str_has_prefix(order, "crash-once "))
		is_first_time(order + 11) ? raise(SIGKILL) : 0;
	else if (strcmp(order, "crash") == 0)
		(void) raise(SIGKILL);
	else if (strcmp(order, "hang") == 0)
		(void) pause();
	else if (strcmp(order, "end") == 0)
		_exit(0);
	else if (strcmp(order, "slow") == 0)
		g_usleep(20000);
	else
		lie(item, order);
	if (strcmp(order, "refuse") == 0)
		say(TERTIUS_FRAME_ERROR, item->number, "I will not", 10);
	else
		say_facts(item, body);
	if (strcmp(order, "answer-twice") == 0)
		say_facts(item, body);
}

static void
greet(void)
{
	const char *greeting = tertius_frame_greeting();
	const char *mood = g_getenv("TERTIUS_TEST_MOOD");

	if (g_strcmp0(mood, "dead") == 0)
		_exit(1);
	if (g_strcmp0(mood, "sulky") == 0)
		say(TERTIUS_FRAME_ERROR, 0, "the tables are gone", 19);
	else if (g_strcmp0(mood, "newer") == 0)
		say(TERTIUS_FRAME_READY, 0, "tertius 99", 10);
	else if (g_strcmp0(mood, "mute") == 0)
		(void) pause();
	else
		say(TERTIUS_FRAME_READY, 0, greeting,
		    (guint32) strlen(greeting));
}

static int
behave(void)
{
	g_autoptr(TertiusFrameReader) reader =
		tertius_frame_reader_new(TERTIUS_FRAME_ITEM_MAX);
	TertiusFrameHead head;
	const char *body;

	greet();
	for (;;) {
		gsize room;
		char *into;
		ssize_t n;

		while (tertius_frame_reader_take(reader, &head, &body) ==
		       TERTIUS_FRAME_WHOLE)
			obey(&head, body);
		into = tertius_frame_reader_reserve(reader, &room);
		n = read(STDIN_FILENO, into, room);
		if (n <= 0)
			return 0;
		tertius_frame_reader_add(reader, (gsize) n);
	}
}

/* --- Helpers ------------------------------------------------------------- */

static TertiusWorker *
start(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	TertiusWorker *worker = tertius_worker_new(program, g_free, &error);

	ck_assert_msg(worker != NULL, "%s", error ? error->message : "");
	return worker;
}

static void
send_text(TertiusWorker *worker, const char *text)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	const TertiusItem item = { .bytes = bytes };

	tertius_worker_send(worker, &item, g_strdup(text));
}

/* The next answer must be to @text, and facts when @readable. */
static void
expect(TertiusWorker *worker, const char *text, gboolean readable)
{
	g_autoptr(TertiusFacts) facts = NULL;
	g_autoptr(GError) item_error = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *cut = g_strndup(text, 40);
	gpointer tag = NULL;

	ck_assert_msg(tertius_worker_receive(worker, &tag, &facts, &item_error,
	                                     &error),
	              "%s: %s", text, error ? error->message : "nothing");
	ck_assert_str_eq(tag, text);
	g_free(tag);
	if (readable) {
		ck_assert_msg(facts != NULL, "%s: %s", text,
		              item_error ? item_error->message : "");
		ck_assert_ptr_null(item_error);
		ck_assert_str_eq(facts->message->subject, cut);
	} else {
		ck_assert_ptr_null(facts);
		ck_assert_msg(g_error_matches(item_error, TERTIUS_ERROR,
		                              TERTIUS_ERROR_MALFORMED),
		              "%s", text);
	}
}

static void
expect_nothing(TertiusWorker *worker)
{
	gpointer tag = NULL;
	TertiusFacts *facts = NULL;
	GError *error = NULL;

	ck_assert(!tertius_worker_receive(worker, &tag, &facts, NULL, &error));
	ck_assert_ptr_null(error);
	ck_assert_uint_eq(tertius_worker_count(worker), 0);
}

static void
expect_failure(TertiusWorker *worker, TertiusErrorCode code)
{
	g_autoptr(GError) error = NULL;
	gpointer tag = NULL;
	TertiusFacts *facts = NULL;

	ck_assert(!tertius_worker_receive(worker, &tag, &facts, NULL, &error));
	ck_assert_msg(g_error_matches(error, TERTIUS_ERROR, (int) code), "%s",
	              error ? error->message : "no error");
}

/* --- The ordinary way ---------------------------------------------------- */

START_TEST(answers_come_in_order_with_their_tags)
{
	g_autoptr(TertiusWorker) worker = start();

	for (int i = 0; i < 1000; i++) {
		g_autofree char *text = g_strdup_printf("item %d", i);

		send_text(worker, text);
	}
	ck_assert_uint_eq(tertius_worker_count(worker), 1000);
	for (int i = 0; i < 1000; i++) {
		g_autofree char *text = g_strdup_printf("item %d", i);

		expect(worker, text, TRUE);
	}
	expect_nothing(worker);
}
END_TEST

START_TEST(what_an_item_says_of_itself_arrives)
{
	g_autoptr(TertiusWorker) worker = start();
	g_autoptr(GBytes) bytes = g_bytes_new_static("", 0);
	const TertiusItem items[] = {
		{ .bytes = bytes, .received = -5, .is_sent = TRUE },
		{ .bytes = bytes, .received = 1736154000, .is_calendar = TRUE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(items); i++) {
		g_autoptr(TertiusFacts) facts = NULL;
		gpointer tag = NULL;

		tertius_worker_send(worker, &items[i], NULL);
		ck_assert(tertius_worker_receive(worker, &tag, &facts, NULL,
		                                 NULL));
		ck_assert_int_eq(facts->message->date, items[i].received);
		ck_assert_int_eq(facts->message->zone, items[i].is_calendar);
		ck_assert_int_eq(facts->message->flags != 0, items[i].is_sent);
	}
}
END_TEST

START_TEST(a_refused_item_is_an_error_of_its_own)
{
	g_autoptr(TertiusWorker) worker = start();
	GPid pid = tertius_worker_get_pid(worker);

	send_text(worker, "refuse");
	send_text(worker, "fine");
	expect(worker, "refuse", FALSE);
	expect(worker, "fine", TRUE);
	ck_assert_int_eq(tertius_worker_get_pid(worker), pid);
}
END_TEST

START_TEST(it_is_full_by_number_or_by_bytes)
{
	g_autoptr(TertiusWorker) worker = start();
	g_autofree char *half = g_strnfill(TERTIUS_WORKER_BYTES_MAX / 2, 'x');

	for (guint i = 1; i <= TERTIUS_WORKER_ITEMS_MAX; i++) {
		ck_assert(!tertius_worker_is_full(worker));
		send_text(worker, "x");
	}
	ck_assert(tertius_worker_is_full(worker));
	expect(worker, "x", TRUE);
	ck_assert(!tertius_worker_is_full(worker));
	while (tertius_worker_count(worker) > 0)
		expect(worker, "x", TRUE);
	send_text(worker, half);
	ck_assert(!tertius_worker_is_full(worker));
	send_text(worker, half);
	ck_assert(tertius_worker_is_full(worker));
	expect(worker, half, TRUE);
	ck_assert(!tertius_worker_is_full(worker));
	expect(worker, half, TRUE);
}
END_TEST

START_TEST(more_than_the_pipe_holds_does_not_jam_it)
{
	g_autoptr(TertiusWorker) worker = start();
	g_autofree char *big = g_strnfill(3 * 1000 * 1000, 'b');

	for (int i = 0; i < 8; i++)
		send_text(worker, big);
	for (int i = 0; i < 8; i++)
		expect(worker, big, TRUE);
	expect_nothing(worker);
}
END_TEST

START_TEST(an_item_over_the_limit_is_cut_and_answered)
{
	const gsize lengths[] = { TERTIUS_FRAME_ITEM_MAX,
		                  TERTIUS_FRAME_ITEM_MAX + 1 };
	g_autoptr(TertiusWorker) worker = start();
	GPid pid = tertius_worker_get_pid(worker);

	for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
		g_autofree char *text = g_strnfill(lengths[i], 'x');

		send_text(worker, text);
		expect(worker, text, TRUE);
	}
	ck_assert_int_eq(tertius_worker_get_pid(worker), pid);
}
END_TEST

/* --- Crashes ------------------------------------------------------------- */

START_TEST(an_item_that_crashes_it_twice_is_set_aside)
{
	static const char *const bad[] = {
		"crash",        "end",         "garbage",
		"oversize",     "truncate",    "no-facts",
		"other-number", "greet-again", "empty-facts",
	};
	g_autoptr(TertiusWorker) worker = start();

	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		send_text(worker, "before");
		send_text(worker, bad[i]);
		send_text(worker, "after");
		send_text(worker, "refuse");
	}
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		expect(worker, "before", TRUE);
		expect(worker, bad[i], FALSE);
		expect(worker, "after", TRUE);
		expect(worker, "refuse", FALSE);
	}
	expect_nothing(worker);
}
END_TEST

START_TEST(an_item_that_crashes_it_once_is_read)
{
	g_autofree char *dir = g_dir_make_tmp("tertius-test-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "once", NULL);
	g_autofree char *order = g_strdup_printf("crash-once %s", path);
	g_autoptr(TertiusWorker) worker = start();

	send_text(worker, "before");
	send_text(worker, order);
	send_text(worker, "after");
	expect(worker, "before", TRUE);
	expect(worker, order, TRUE);
	expect(worker, "after", TRUE);
	g_unlink(path);
	g_rmdir(dir);
}
END_TEST

START_TEST(a_second_answer_is_not_taken_for_the_next_items)
{
	g_autoptr(TertiusWorker) worker = start();

	send_text(worker, "answer-twice");
	send_text(worker, "after");
	expect(worker, "answer-twice", TRUE);
	expect(worker, "after", TRUE);
	expect_nothing(worker);
}
END_TEST

START_TEST(an_item_that_hangs_is_set_aside)
{
	g_autoptr(TertiusWorker) worker = start();

	tertius_worker_set_seconds(worker, 1);
	send_text(worker, "hang");
	send_text(worker, "after");
	expect(worker, "hang", FALSE);
	expect(worker, "after", TRUE);
}
END_TEST

START_TEST(patience_is_for_each_item_anew)
{
	g_autoptr(TertiusWorker) worker = start();

	tertius_worker_set_seconds(worker, 1);
	for (int i = 0; i < 60; i++)
		send_text(worker, "slow");
	for (int i = 0; i < 60; i++)
		expect(worker, "slow", TRUE);
}
END_TEST

START_TEST(an_answer_that_waited_long_is_still_taken)
{
	g_autoptr(TertiusWorker) worker = start();

	tertius_worker_set_seconds(worker, 1);
	send_text(worker, "early");
	send_text(worker, "second");
	g_usleep(1500 * 1000);
	expect(worker, "early", TRUE);
	expect(worker, "second", TRUE);
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
	g_autoptr(TertiusWorker) worker = start();
	Killer killer = { .worker = worker };
	GThread *thread = g_thread_new("killer", kill_again_and_again, &killer);

	while (g_atomic_int_get(&killer.kills) < 200 ||
	       killer.received < killer.sent) {
		g_autofree char *text = NULL;

		if (!tertius_worker_is_full(worker) &&
		    g_atomic_int_get(&killer.kills) < 200) {
			text = g_strdup_printf("item %d", killer.sent);
			g_atomic_int_inc(&killer.sent);
			send_text(worker, text);
			continue;
		}
		text = g_strdup_printf("item %d", killer.received);
		expect(worker, text, TRUE);
		g_atomic_int_inc(&killer.received);
	}
	g_atomic_int_set(&killer.stop, 1);
	g_thread_join(thread);
	expect_nothing(worker);
	ck_assert_int_eq(killer.kills, 200);
	ck_assert_int_gt(killer.received, 200);
}
END_TEST

START_TEST(a_child_that_ends_while_idle_is_replaced)
{
	g_autoptr(TertiusWorker) worker = start();

	for (int i = 0; i < 5; i++) {
		send_text(worker, "fine");
		expect(worker, "fine", TRUE);
		ck_assert_int_eq(kill(tertius_worker_get_pid(worker), SIGKILL),
		                 0);
	}
	send_text(worker, "fine");
	expect(worker, "fine", TRUE);
}
END_TEST

START_TEST(no_child_is_left_behind)
{
	TertiusWorker *worker = start();
	GPid pid = tertius_worker_get_pid(worker);

	send_text(worker, "hang");
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
		send_text(worker, "fine");
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
		worker = start();
		tertius_worker_set_seconds(worker, cases[i].seconds);
		send_text(worker, "fine");
		expect_failure(worker, cases[i].code);
		ck_assert_uint_eq(tertius_worker_count(worker), 1);
		g_unsetenv("TERTIUS_TEST_MOOD");
		tertius_worker_set_seconds(worker, 10);
		expect(worker, "fine", TRUE);
	}
}
END_TEST

/* --- In a main loop ------------------------------------------------------ */

typedef struct {
	TertiusWorker *worker;
	GMainLoop *loop;
	int received;
} Receiver;

static gboolean
receive_one(gpointer data)
{
	Receiver *receiver = data;
	static const char *const texts[] = { "one", "crash", "hang", "four" };
	const int i = receiver->received++;

	expect(receiver->worker, texts[i], i == 0 || i == 3);
	if (receiver->received < (int) G_N_ELEMENTS(texts))
		return G_SOURCE_CONTINUE;
	g_main_loop_quit(receiver->loop);
	return G_SOURCE_REMOVE;
}

START_TEST(a_main_loop_is_told_of_answers)
{
	g_autoptr(TertiusWorker) worker = start();
	g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
	g_autoptr(GSource) source = tertius_worker_source_new(worker);
	Receiver receiver = { .worker = worker, .loop = loop };

	tertius_worker_set_seconds(worker, 1);
	g_source_set_callback(source, receive_one, &receiver, NULL);
	g_source_attach(source, NULL);
	send_text(worker, "one");
	send_text(worker, "crash");
	send_text(worker, "hang");
	send_text(worker, "four");
	g_main_loop_run(loop);
	ck_assert_int_eq(receiver.received, 4);
}
END_TEST

TERTIUS_TEST_SUITE("worker", answers_come_in_order_with_their_tags,
                   what_an_item_says_of_itself_arrives,
                   a_refused_item_is_an_error_of_its_own,
                   it_is_full_by_number_or_by_bytes,
                   more_than_the_pipe_holds_does_not_jam_it,
                   an_item_over_the_limit_is_cut_and_answered,
                   an_item_that_crashes_it_twice_is_set_aside,
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
                   a_main_loop_is_told_of_answers)

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "worker") == 0)
		return behave();
	return run_tests();
}
