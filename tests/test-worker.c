/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worker's parent side: what goes to the child and comes back from it, for
 * those who wait for it and for a main loop.
 */
#include "unruly-child.h"

/* --- The ordinary way ---------------------------------------------------- */

START_TEST(answers_come_in_order_with_their_tags)
{
	g_autoptr(TertiusWorker) worker = unruly_child_start();

	for (int i = 0; i < 1000; i++) {
		g_autofree char *text = g_strdup_printf("item %d", i);

		unruly_child_send(worker, text);
	}
	ck_assert_uint_eq(tertius_worker_count(worker), 1000);
	for (int i = 0; i < 1000; i++) {
		g_autofree char *text = g_strdup_printf("item %d", i);

		unruly_child_expect(worker, text, TRUE);
	}
	unruly_child_expect_nothing(worker);
}
END_TEST

START_TEST(what_an_item_says_of_itself_arrives)
{
	g_autoptr(TertiusWorker) worker = unruly_child_start();
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
	g_autoptr(TertiusWorker) worker = unruly_child_start();
	GPid pid = tertius_worker_get_pid(worker);

	unruly_child_send(worker, "refuse");
	unruly_child_send(worker, "fine");
	unruly_child_expect(worker, "refuse", FALSE);
	unruly_child_expect(worker, "fine", TRUE);
	ck_assert_int_eq(tertius_worker_get_pid(worker), pid);
}
END_TEST

START_TEST(it_is_full_by_number_or_by_bytes)
{
	g_autoptr(TertiusWorker) worker = unruly_child_start();
	g_autofree char *half = g_strnfill(TERTIUS_WORKER_BYTES_MAX / 2, 'x');

	for (guint i = 1; i <= TERTIUS_WORKER_ITEMS_MAX; i++) {
		ck_assert(!tertius_worker_is_full(worker));
		unruly_child_send(worker, "x");
	}
	ck_assert(tertius_worker_is_full(worker));
	unruly_child_expect(worker, "x", TRUE);
	ck_assert(!tertius_worker_is_full(worker));
	while (tertius_worker_count(worker) > 0)
		unruly_child_expect(worker, "x", TRUE);
	unruly_child_send(worker, half);
	ck_assert(!tertius_worker_is_full(worker));
	unruly_child_send(worker, half);
	ck_assert(tertius_worker_is_full(worker));
	unruly_child_expect(worker, half, TRUE);
	ck_assert(!tertius_worker_is_full(worker));
	unruly_child_expect(worker, half, TRUE);
}
END_TEST

START_TEST(more_than_the_pipe_holds_does_not_jam_it)
{
	g_autoptr(TertiusWorker) worker = unruly_child_start();
	g_autofree char *big = g_strnfill(3 * 1000 * 1000, 'b');

	for (int i = 0; i < 8; i++)
		unruly_child_send(worker, big);
	for (int i = 0; i < 8; i++)
		unruly_child_expect(worker, big, TRUE);
	unruly_child_expect_nothing(worker);
}
END_TEST

START_TEST(an_item_over_the_limit_is_cut_and_answered)
{
	const gsize lengths[] = { TERTIUS_FRAME_ITEM_MAX,
		                  TERTIUS_FRAME_ITEM_MAX + 1 };
	g_autoptr(TertiusWorker) worker = unruly_child_start();
	GPid pid = tertius_worker_get_pid(worker);

	for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
		g_autofree char *text = g_strnfill(lengths[i], 'x');

		unruly_child_send(worker, text);
		unruly_child_expect(worker, text, TRUE);
	}
	ck_assert_int_eq(tertius_worker_get_pid(worker), pid);
}
END_TEST

START_TEST(what_it_says_of_an_item_is_cut)
{
	g_autoptr(TertiusWorker) worker = unruly_child_start();

	for (gsize n = TERTIUS_FRAME_ERROR_MAX;
	     n <= TERTIUS_FRAME_ERROR_MAX + 1; n++) {
		g_autofree char *fill =
			g_strnfill(n - strlen("refuse as "), 'x');
		g_autofree char *text = g_strconcat("refuse as ", fill, NULL);
		g_autoptr(TertiusFacts) facts = NULL;
		g_autoptr(GError) error = NULL;
		gpointer tag = NULL;

		unruly_child_send(worker, text);
		ck_assert(tertius_worker_receive(worker, &tag, &facts, &error,
		                                 NULL));
		ck_assert_int_eq(strcmp(error->message, text) == 0,
		                 n == TERTIUS_FRAME_ERROR_MAX);
		ck_assert_uint_le(strlen(error->message),
		                  TERTIUS_FRAME_ERROR_MAX);
		g_free(tag);
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

	unruly_child_expect(receiver->worker, texts[i], i == 0 || i == 3);
	if (receiver->received < (int) G_N_ELEMENTS(texts))
		return G_SOURCE_CONTINUE;
	g_main_loop_quit(receiver->loop);
	return G_SOURCE_REMOVE;
}

START_TEST(a_main_loop_is_told_of_answers)
{
	g_autoptr(TertiusWorker) worker = unruly_child_start();
	g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
	g_autoptr(GSource) source = tertius_worker_source_new(worker);
	Receiver receiver = { .worker = worker, .loop = loop };

	tertius_worker_set_seconds(worker, 1);
	g_source_set_callback(source, receive_one, &receiver, NULL);
	g_source_attach(source, NULL);
	unruly_child_send(worker, "one");
	unruly_child_send(worker, "crash");
	unruly_child_send(worker, "hang");
	unruly_child_send(worker, "four");
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
                   what_it_says_of_an_item_is_cut,
                   a_main_loop_is_told_of_answers)

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "worker") == 0)
		return unruly_child_behave();
	return run_tests();
}
