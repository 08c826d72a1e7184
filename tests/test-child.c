/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Children that are started without waiting for them.
 */
#include "tertius-test.h"

#include "engine/child.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECONDS_MAX 30
/* A file of the parent's that its child would inherit. */
#define INHERITED   77

typedef struct {
	guint times;
	gboolean is_fine;
	const char *message; /* interned */
} Ended;

static void
on_ended(gboolean is_fine, const GError *error, gpointer data)
{
	Ended *ended = data;

	ended->times++;
	ended->is_fine = is_fine;
	ended->message = error != NULL ? g_intern_string(error->message) : NULL;
}

static TertiusChild *
start(const char *program, const char *script, gboolean talks, Ended *ended)
{
	g_autoptr(GStrvBuilder) line = g_strv_builder_new();
	g_autoptr(GError) error = NULL;
	TertiusChild *child;

	g_strv_builder_add_many(line, program, "-c", script, NULL);
	child = tertius_child_new(g_strv_builder_end(line), talks, on_ended,
	                          ended, &error);
	ck_assert_ptr_nonnull(child);
	return child;
}

static gboolean
has_no_children(void)
{
	siginfo_t info;

	return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) < 0 &&
	       errno == ECHILD;
}

static void
run_until_ended(const Ended *ended)
{
	gint64 until = g_get_monotonic_time() + SECONDS_MAX * G_USEC_PER_SEC;

	while ((ended == NULL || ended->times == 0) &&
	       g_get_monotonic_time() < until) {
		(void) g_main_context_iteration(NULL, FALSE);
		g_usleep(500);
		if (ended == NULL && has_no_children())
			return;
	}
}

START_TEST(the_socket_is_there_before_the_process)
{
	Ended ended = { 0 };
	g_autoptr(TertiusChild) child = start("/bin/sh", "cat", TRUE, &ended);
	int fd = tertius_child_get_fd(child);
	char back[8] = "";

	ck_assert_int_eq(tertius_child_get_pid(child), 0);
	ck_assert_int_eq(send(fd, "hello", 5, MSG_NOSIGNAL), 5);
	ck_assert_int_eq(shutdown(fd, SHUT_WR), 0);
	run_until_ended(&ended);
	ck_assert_uint_eq(ended.times, 1);
	ck_assert(ended.is_fine);
	ck_assert_int_eq(recv(fd, back, sizeof(back), 0), 5);
	ck_assert_str_eq(back, "hello");
	ck_assert_int_eq(tertius_child_get_pid(child), 0);
}
END_TEST

/* Else a password is asked for on the terminal from which a mail client was
 * started, and who asks behind its back is stopped there, for ever. */
START_TEST(it_has_no_terminal)
{
	Ended ended = { 0 };
	g_autoptr(TertiusChild) child = start("/bin/sh", "cat", TRUE, &ended);
	GPid pid;

	while ((pid = tertius_child_get_pid(child)) == 0 && ended.times == 0)
		(void) g_main_context_iteration(NULL, TRUE);
	ck_assert_int_eq(getsid(pid), pid);
	ck_assert_int_eq(shutdown(tertius_child_get_fd(child), SHUT_WR), 0);
	run_until_ended(&ended);
	ck_assert(ended.is_fine);
}
END_TEST

START_TEST(one_that_fails_is_told_once)
{
	Ended ended = { 0 };
	G_GNUC_UNUSED g_autoptr(TertiusChild) child =
		start("/bin/sh", "exit 3", FALSE, &ended);

	run_until_ended(&ended);
	run_until_ended(NULL);
	ck_assert_uint_eq(ended.times, 1);
	ck_assert(!ended.is_fine);
	ck_assert_ptr_null(ended.message);
}
END_TEST

START_TEST(a_program_that_is_not_there_is_named)
{
	Ended ended = { 0 };
	G_GNUC_UNUSED g_autoptr(TertiusChild) child =
		start("/nonexistent/tertius", "", TRUE, &ended);

	run_until_ended(&ended);
	ck_assert(!ended.is_fine);
	ck_assert_str_eq(ended.message, "cannot run '/nonexistent/tertius': "
	                                "No such file or directory");
}
END_TEST

/* Else it would keep a connection of its parent's open. */
START_TEST(it_has_no_file_of_its_parent)
{
	Ended ended = { 0 };
	g_autoptr(TertiusChild) child = NULL;

	ck_assert_int_eq(dup2(STDERR_FILENO, INHERITED), INHERITED);
	child = start("/bin/sh", "test ! -e /proc/self/fd/77", FALSE, &ended);
	run_until_ended(&ended);
	(void) close(INHERITED);
	ck_assert(ended.is_fine);
}
END_TEST

/* What nobody reads does not hold it. */
START_TEST(what_it_says_goes_nowhere)
{
	Ended ended = { 0 };
	G_GNUC_UNUSED g_autoptr(TertiusChild) child =
		start("/bin/sh", "head -c 2000000 /dev/zero", FALSE, &ended);

	run_until_ended(&ended);
	ck_assert(ended.is_fine);
}
END_TEST

START_TEST(one_that_is_let_go_is_ended_and_nobody_is_called)
{
	for (guint is_started = 0; is_started < 2; is_started++) {
		Ended ended = { 0 };
		TertiusChild *child =
			start("/bin/sh", "exec sleep 1000", TRUE, &ended);

		while (is_started && tertius_child_get_pid(child) == 0)
			(void) g_main_context_iteration(NULL, FALSE);
		tertius_child_free(child);
		if (!is_started)
			while (has_no_children())
				g_usleep(500);
		run_until_ended(NULL);
		ck_assert(has_no_children());
		ck_assert_uint_eq(ended.times, 0);
	}
}
END_TEST

TERTIUS_TEST_MAIN("child", the_socket_is_there_before_the_process,
                  it_has_no_terminal, one_that_fails_is_told_once,
                  a_program_that_is_not_there_is_named,
                  it_has_no_file_of_its_parent, what_it_says_goes_nowhere,
                  one_that_is_let_go_is_ended_and_nobody_is_called)
