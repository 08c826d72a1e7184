/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the engine's process writes, as objects, in its order.
 */
#include "tertius-test.h"

#include "engine/answers.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SECONDS_MAX 30

typedef struct {
	TertiusAnswers *answers;
	GThread *main;
	guint taken, ends;
	gint64 next; /* number that must come */
	gboolean frees, refuses, dawdles;
} Heard;

static gboolean
on_answer(JsonObject *answer, gpointer data)
{
	Heard *heard = data;

	ck_assert_ptr_eq(g_thread_self(), heard->main);
	ck_assert_int_eq(json_object_get_int_member(answer, "n"),
	                 heard->next++);
	heard->taken++;
	if (heard->frees)
		g_clear_pointer(&heard->answers, tertius_answers_free);
	if (heard->dawdles)
		g_usleep(1000);
	return !heard->refuses;
}

static void
on_end(gpointer data)
{
	((Heard *) data)->ends++;
}

static void
run(Heard *heard, guint taken, guint ends)
{
	gint64 until = g_get_monotonic_time() + SECONDS_MAX * G_USEC_PER_SEC;

	while ((heard->taken < taken || heard->ends < ends) &&
	       g_get_monotonic_time() < until) {
		(void) g_main_context_iteration(NULL, FALSE);
		g_usleep(200);
	}
	/* What must not come has time to. */
	for (guint i = 0; i < 50; i++) {
		(void) g_main_context_iteration(NULL, FALSE);
		g_usleep(200);
	}
	ck_assert_uint_eq(heard->taken, taken);
	ck_assert_uint_eq(heard->ends, ends);
}

static gpointer
write_all(gpointer data)
{
	gpointer *job = data;
	const GString *text = job[0];
	int fd = GPOINTER_TO_INT(job[1]);
	gsize sent = 0;

	while (sent < text->len) {
		gssize n = send(fd, text->str + sent, text->len - sent,
		                MSG_NOSIGNAL);

		if (n <= 0)
			break;
		sent += (gsize) n;
	}
	(void) close(fd);
	return NULL;
}

/* Reads what is written by another thread, as it is by another process. */
static void
read_text(Heard *heard, GString *text, guint taken, guint ends)
{
	int ends_of_it[2];
	gpointer job[2];
	GThread *writer;

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, ends_of_it), 0);
	heard->main = g_thread_self();
	heard->answers =
		tertius_answers_new(ends_of_it[0], on_answer, on_end, heard);
	job[0] = text;
	job[1] = GINT_TO_POINTER(ends_of_it[1]);
	writer = g_thread_new("writer", write_all, job);
	run(heard, taken, ends);
	tertius_answers_free(heard->answers);
	(void) close(ends_of_it[0]);
	g_thread_join(writer);
}

/* Of @length bytes. */
static void
add_line(GString *text, guint number, gsize length)
{
	gsize before = text->len;

	g_string_append_printf(text, "{\"n\":%u,\"x\":\"", number);
	while (text->len - before + 2 < length)
		g_string_append_c(text, 'x');
	g_string_append(text, "\"}\n");
}

START_TEST(long_ones_come_in_their_order)
{
	g_autoptr(GString) text = g_string_new(NULL);
	Heard heard = { 0 };

	for (guint i = 0; i < 30; i++)
		add_line(text, i,
		         i % 3 == 0   ? TERTIUS_ANSWERS_LONG - i % 2
		         : i % 3 == 1 ? 5 * TERTIUS_ANSWERS_LONG
		                      : 20);
	read_text(&heard, text, 30, 1);
}
END_TEST

static gboolean
on_idle(gpointer data)
{
	(*(guint *) data)++;
	return G_SOURCE_CONTINUE;
}

/* Sixty come at once, each of which takes a millisecond. */
START_TEST(others_have_their_turn_between_many)
{
	g_autoptr(GString) text = g_string_new(NULL);
	Heard heard = { .dawdles = TRUE };
	guint turns = 0;
	guint idle = g_idle_add_full(G_PRIORITY_DEFAULT, on_idle, &turns, NULL);

	for (guint i = 0; i < 60; i++)
		add_line(text, i, 20);
	read_text(&heard, text, 60, 1);
	g_source_remove(idle);
	/* 50 of them while nothing comes any more. */
	ck_assert_uint_ge(turns, 50 + 5);
}
END_TEST

START_TEST(no_sense_is_the_end)
{
	const char *const wrong[] = { "{\n", "[]\n", "\n", "null\n", "{\"n\"" };

	for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		Heard heard = { 0 };

		add_line(text, 0, 20);
		g_string_append(text, wrong[i]);
		if (i + 1 < G_N_ELEMENTS(wrong))
			add_line(text, 1, 20);
		read_text(&heard, text, 1, 1);
	}
}
END_TEST

START_TEST(one_that_is_refused_is_the_last)
{
	g_autoptr(GString) text = g_string_new(NULL);
	Heard heard = { .refuses = TRUE };

	add_line(text, 0, 2 * TERTIUS_ANSWERS_LONG);
	add_line(text, 1, 20);
	read_text(&heard, text, 1, 1);
}
END_TEST

START_TEST(it_may_be_freed_by_who_is_told)
{
	for (guint is_long = 0; is_long < 2; is_long++) {
		g_autoptr(GString) text = g_string_new(NULL);
		Heard heard = { .frees = TRUE };

		add_line(text, 0, is_long ? 2 * TERTIUS_ANSWERS_LONG : 20);
		add_line(text, 1, 20);
		read_text(&heard, text, 1, 0);
	}
}
END_TEST

START_TEST(one_that_is_too_long_is_the_end)
{
	g_autoptr(GString) fits = g_string_new(NULL);
	g_autoptr(GString) over = g_string_new(NULL);
	Heard heard = { 0 }, not = { 0 };

	add_line(fits, 0, TERTIUS_ANSWERS_LINE_MAX);
	read_text(&heard, fits, 1, 1);
	add_line(over, 0, TERTIUS_ANSWERS_LINE_MAX + 1);
	read_text(&not, over, 0, 1);
}
END_TEST

TERTIUS_TEST_MAIN("answers", long_ones_come_in_their_order,
                  others_have_their_turn_between_many, no_sense_is_the_end,
                  one_that_is_refused_is_the_last,
                  it_may_be_freed_by_who_is_told,
                  one_that_is_too_long_is_the_end)
