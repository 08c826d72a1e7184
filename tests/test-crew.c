/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several workers as one, against children that are this program itself, called
 * as `test-crew worker`. An item's bytes are its orders; the facts that come
 * back name the child that read it.
 */
#define _GNU_SOURCE
#include "engine/crew.h"

#include "base/error.h"
#include "engine/frame.h"
#include "tertius-test.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

/* --- The child ----------------------------------------------------------- */

static void
say(guint32 kind, guint32 number, const char *body, gsize length)
{
	const TertiusFrameHead head = { .kind = kind,
		                        .number = number,
		                        .length = (guint32) length };
	gsize sent = 0;

	if (!tertius_frame_send(STDOUT_FILENO, 0, &head, body, &sent))
		_exit(0);
}

static void
obey(const TertiusFrameHead *item, const char *body)
{
	g_autoptr(TertiusFacts) facts = tertius_facts_new();
	g_autoptr(GBytes) bytes = NULL;

	if (item->length == 4 && memcmp(body, "slow", 4) == 0)
		g_usleep(2000);
	if (item->length == 5 && memcmp(body, "crash", 5) == 0)
		(void) raise(SIGKILL);
	facts->message = tertius_message_new();
	facts->message->id = g_strnfill(64, 'a');
	facts->message->subject = g_strdup("");
	facts->message->date = (gint64) getpid();
	bytes = tertius_facts_to_bytes(facts);
	say(TERTIUS_FRAME_FACTS, item->number, g_bytes_get_data(bytes, NULL),
	    g_bytes_get_size(bytes));
}

static int
behave(void)
{
	g_autoptr(TertiusFrameReader) reader =
		tertius_frame_reader_new(TERTIUS_FRAME_ITEM_MAX);
	const char *greeting = tertius_frame_greeting();

	say(TERTIUS_FRAME_READY, 0, greeting, strlen(greeting));
	for (;;) {
		TertiusFrameHead head;
		const char *body;
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

static TertiusCrew *
start(guint most)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	TertiusCrew *crew = tertius_crew_new(program, most, NULL, &error);

	ck_assert_msg(crew != NULL, "%s", error ? error->message : "");
	return crew;
}

static void
send_order(TertiusCrew *crew, const char *order, guint number)
{
	g_autoptr(GBytes) bytes = g_bytes_new(order, strlen(order));
	const TertiusItem item = { .bytes = bytes };

	tertius_crew_send(crew, &item, GUINT_TO_POINTER(number));
}

/* The next answer must be to item @number. Returns who read it, 0: nobody
 * could. */
static gint64
expect(TertiusCrew *crew, guint number)
{
	g_autoptr(TertiusFacts) facts = NULL;
	g_autoptr(GError) item_error = NULL;
	gpointer tag = NULL;

	ck_assert(tertius_crew_receive(crew, &tag, &facts, &item_error, NULL));
	ck_assert_uint_eq(GPOINTER_TO_UINT(tag), number);
	ck_assert((facts == NULL) == (item_error != NULL));
	return facts == NULL ? 0 : facts->message->date;
}

/* --- Tests --------------------------------------------------------------- */

START_TEST(many_hands_answer_in_order)
{
	g_autoptr(TertiusCrew) crew = start(3);
	g_autoptr(GHashTable) hands = g_hash_table_new_full(
		g_int64_hash, g_int64_equal, g_free, NULL);
	guint sent = 0;

	for (guint received = 1; received <= 3000; received++) {
		gint64 *who = g_new(gint64, 1);

		while (sent < 3000 && !tertius_crew_is_full(crew)) {
			sent++;
			send_order(crew, sent % 50 == 0 ? "slow" : "x", sent);
		}
		*who = expect(crew, received);
		ck_assert_int_ne(*who, 0);
		g_hash_table_add(hands, who);
	}
	ck_assert_uint_eq(tertius_crew_count(crew), 0);
	ck_assert_uint_eq(tertius_crew_size(crew), 3);
	ck_assert_uint_eq(g_hash_table_size(hands), 3);
}
END_TEST

START_TEST(one_is_enough_for_little)
{
	g_autoptr(TertiusCrew) crew = start(0);

	for (guint i = 1; i <= 10 * TERTIUS_WORKER_ITEMS_MAX; i++) {
		ck_assert(!tertius_crew_is_full(crew));
		send_order(crew, "x", i);
		ck_assert_int_ne(expect(crew, i), 0);
	}
	ck_assert_uint_eq(tertius_crew_size(crew), 1);
}
END_TEST

START_TEST(there_is_a_most)
{
	const struct {
		guint asked, most;
	} crews[] = { { 1, 1 },
		      { TERTIUS_CREW_MAX, TERTIUS_CREW_MAX },
		      { TERTIUS_CREW_MAX + 1, TERTIUS_CREW_MAX } };

	for (gsize i = 0; i < G_N_ELEMENTS(crews); i++) {
		g_autoptr(TertiusCrew) crew = start(crews[i].asked);
		guint sent = 0;

		while (!tertius_crew_is_full(crew))
			send_order(crew, "x", ++sent);
		ck_assert_uint_eq(tertius_crew_size(crew), crews[i].most);
		ck_assert_uint_eq(sent,
		                  crews[i].most * TERTIUS_WORKER_ITEMS_MAX);
		for (guint j = 1; j <= sent; j++)
			ck_assert_int_ne(expect(crew, j), 0);
	}
}
END_TEST

START_TEST(processors_are_left_to_others)
{
	const struct {
		guint asked, left, size;
	} crews[] = { { 2, 0, 2 },
		      { 2, 1, 1 },
		      { 1, 1, 1 },
		      { 2, 9, 1 },
		      { TERTIUS_CREW_MAX + 1, 1, TERTIUS_CREW_MAX },
		      { TERTIUS_CREW_MAX, 1, TERTIUS_CREW_MAX - 1 } };

	for (gsize i = 0; i < G_N_ELEMENTS(crews); i++) {
		g_autoptr(TertiusCrew) crew = start(crews[i].asked);
		guint sent = 0;

		tertius_crew_leave(crew, crews[i].left);
		while (!tertius_crew_is_full(crew))
			send_order(crew, "x", ++sent);
		ck_assert_uint_eq(tertius_crew_size(crew), crews[i].size);
		tertius_crew_leave(crew, 0);
		while (!tertius_crew_is_full(crew))
			send_order(crew, "x", ++sent);
		ck_assert_uint_eq(tertius_crew_size(crew),
		                  MIN(crews[i].asked, TERTIUS_CREW_MAX));
		tertius_crew_leave(crew, 1);
		for (guint j = 1; j <= sent; j++)
			ck_assert_int_ne(expect(crew, j), 0);
	}
}
END_TEST

START_TEST(an_item_that_crashes_them_is_alone_set_aside)
{
	g_autoptr(TertiusCrew) crew = start(2);
	guint sent = 0;

	while (!tertius_crew_is_full(crew)) {
		sent++;
		send_order(crew, sent % 40 == 0 ? "crash" : "x", sent);
	}
	for (guint i = 1; i <= sent; i++)
		ck_assert_msg((expect(crew, i) == 0) == (i % 40 == 0),
		              "item %u", i);
}
END_TEST

START_TEST(without_items_there_is_no_answer)
{
	g_autoptr(TertiusCrew) crew = start(2);
	gpointer tag = NULL;
	TertiusFacts *facts = NULL;
	GError *error = NULL;

	ck_assert(!tertius_crew_is_ready(crew));
	ck_assert(!tertius_crew_receive(crew, &tag, &facts, NULL, &error));
	ck_assert_ptr_null(error);
}
END_TEST

TERTIUS_TEST_SUITE("crew", many_hands_answer_in_order, one_is_enough_for_little,
                   there_is_a_most, processors_are_left_to_others,
                   an_item_that_crashes_them_is_alone_set_aside,
                   without_items_there_is_no_answer)

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "worker") == 0)
		return behave();
	return run_tests();
}
