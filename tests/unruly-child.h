/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of the worker share: a child that crashes, hangs and lies on
 * command, which is the test program itself, called with the one argument
 * "worker"; and a parent that knows what to expect of it. An item's bytes are
 * its orders.
 */
#pragma once

#include "base/error.h"
#include "engine/frame.h"
#include "engine/worker.h"
#include "tertius-test.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* --- The child ----------------------------------------------------------- */

static inline void
unruly_child_say(guint32 kind, guint32 number, const char *body, guint32 length)
{
	const TertiusFrameHead head = { .kind = kind,
		                        .number = number,
		                        .length = length };
	gsize sent = 0;

	if (!tertius_frame_send(STDOUT_FILENO, 0, &head, body, &sent))
		_exit(0);
}

/* Facts whose subject repeats the item's first bytes. */
static inline void
unruly_child_say_facts(const TertiusFrameHead *item, const char *body)
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
	unruly_child_say(TERTIUS_FRAME_FACTS, item->number,
	                 g_bytes_get_data(bytes, NULL),
	                 (guint32) g_bytes_get_size(bytes));
}

/* Whether it is the first time that the file of this name is wanted. */
static inline gboolean
unruly_child_is_first_time(const char *path)
{
	int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

	if (fd < 0)
		return FALSE;
	(void) close(fd);
	return TRUE;
}

/* "N PATH": whether it was started N times before; they are counted in the
 * length of the file. */
static inline gboolean
unruly_child_is_nth_time(const char *mood)
{
	char *path = NULL;
	guint64 wanted = g_ascii_strtoull(mood, &path, 10);
	int fd =
		open(path + 1, O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0600);
	off_t before = lseek(fd, 0, SEEK_END);

	(void) !write(fd, "x", 1);
	(void) close(fd);
	return (guint64) before >= wanted;
}

static inline void
unruly_child_lie(const TertiusFrameHead *item, const char *order)
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
		unruly_child_say(TERTIUS_FRAME_FACTS, item->number + 1, "", 0);
	} else if (strcmp(order, "greet-again") == 0) {
		unruly_child_say(TERTIUS_FRAME_READY, item->number, "", 0);
	} else if (strcmp(order, "no-facts") == 0) {
		unruly_child_say(TERTIUS_FRAME_FACTS, item->number, "no facts",
		                 8);
	} else if (strcmp(order, "empty-facts") == 0) {
		unruly_child_say(TERTIUS_FRAME_FACTS, item->number, "", 0);
	}
}

static inline void
unruly_child_obey(const TertiusFrameHead *item, const char *body)
{
	g_autofree char *order = g_strndup(body, MIN(item->length, 200));

	if (g_str_has_prefix(order, "crash-once "))
		unruly_child_is_first_time(order + 11) ? raise(SIGKILL) : 0;
	else if (strcmp(order, "crash") == 0)
		(void) raise(SIGKILL);
	else if (strcmp(order, "hang") == 0)
		(void) pause();
	else if (strcmp(order, "end") == 0)
		_exit(0);
	else if (strcmp(order, "slow") == 0)
		g_usleep(20000);
	else if (strcmp(order, "slower") == 0)
		g_usleep(1500000);
	else
		unruly_child_lie(item, order);
	if (strcmp(order, "refuse") == 0)
		unruly_child_say(TERTIUS_FRAME_ERROR, item->number,
		                 "I will not", 10);
	else if (g_str_has_prefix(order, "refuse as "))
		unruly_child_say(TERTIUS_FRAME_ERROR, item->number, body,
		                 item->length);
	else
		unruly_child_say_facts(item, body);
	if (strcmp(order, "answer-twice") == 0)
		unruly_child_say_facts(item, body);
}

static inline void
unruly_child_greet(void)
{
	const char *greeting = tertius_frame_greeting();
	const char *mood = g_getenv("TERTIUS_TEST_MOOD");

	if (g_strcmp0(mood, "dead") == 0)
		_exit(1);
	if (mood != NULL && g_str_has_prefix(mood, "dead ") &&
	    !unruly_child_is_nth_time(mood + 5))
		_exit(1);
	if (g_strcmp0(mood, "sulky") == 0)
		unruly_child_say(TERTIUS_FRAME_ERROR, 0, "the tables are gone",
		                 19);
	else if (g_strcmp0(mood, "newer") == 0)
		unruly_child_say(TERTIUS_FRAME_READY, 0, "tertius 99", 10);
	else if (g_strcmp0(mood, "mute") == 0)
		(void) pause();
	else
		unruly_child_say(TERTIUS_FRAME_READY, 0, greeting,
		                 (guint32) strlen(greeting));
}

/* The whole main of the child. */
static inline int
unruly_child_behave(void)
{
	g_autoptr(TertiusFrameReader) reader =
		tertius_frame_reader_new(TERTIUS_FRAME_ITEM_MAX);
	TertiusFrameHead head;
	const char *body;

	unruly_child_greet();
	for (;;) {
		gsize room;
		char *into;
		ssize_t n;

		while (tertius_frame_reader_take(reader, &head, &body) ==
		       TERTIUS_FRAME_WHOLE)
			unruly_child_obey(&head, body);
		into = tertius_frame_reader_reserve(reader, &room);
		n = read(STDIN_FILENO, into, room);
		if (n <= 0)
			return 0;
		tertius_frame_reader_add(reader, (gsize) n);
	}
}

/* --- The parent ---------------------------------------------------------- */

static inline TertiusWorker *
unruly_child_start(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	TertiusWorker *worker = tertius_worker_new(program, g_free, &error);

	ck_assert_msg(worker != NULL, "%s", error ? error->message : "");
	return worker;
}

static inline void
unruly_child_send(TertiusWorker *worker, const char *text)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	const TertiusItem item = { .bytes = bytes };

	tertius_worker_send(worker, &item, g_strdup(text));
}

/* The next answer must be to @text, and facts when @readable. */
static inline void
unruly_child_expect(TertiusWorker *worker, const char *text, gboolean readable)
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

static inline void
unruly_child_expect_nothing(TertiusWorker *worker)
{
	gpointer tag = NULL;
	TertiusFacts *facts = NULL;
	GError *error = NULL;

	ck_assert(!tertius_worker_receive(worker, &tag, &facts, NULL, &error));
	ck_assert_ptr_null(error);
	ck_assert_uint_eq(tertius_worker_count(worker), 0);
}

static inline void
unruly_child_expect_failure(TertiusWorker *worker, TertiusErrorCode code)
{
	g_autoptr(GError) error = NULL;
	gpointer tag = NULL;
	TertiusFacts *facts = NULL;

	ck_assert(!tertius_worker_receive(worker, &tag, &facts, NULL, &error));
	ck_assert_msg(g_error_matches(error, TERTIUS_ERROR, (int) code), "%s",
	              error ? error->message : "no error");
}
