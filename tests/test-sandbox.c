/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fences: what a process behind them can no longer do, and still can.
 */
#define _GNU_SOURCE
#include "engine/sandbox.h"

#include "tertius-test.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <iconv.h>
#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the child says by its exit status when there are no fences here. */
#define UNFENCED 77

typedef int (*Deed)(const char *path);

/* Those that stand: behind them it cannot be asked any more. */
static guint fences;

/* Runs @deed behind the fences in a process of its own, and returns its wait
 * status. */
static int
run_fenced(Deed deed, const char *path)
{
	int status = 0;
	pid_t pid = fork();

	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		fences = tertius_sandbox_enter();
		_exit((fences & TERTIUS_SANDBOX_CALLS) == 0 ? UNFENCED
		                                            : deed(path));
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	return status;
}

/* 0 when the call was refused as it must be, else 1. */
static int
is_refused(long result)
{
	return result == -1 && errno == EACCES ? 0 : 1;
}

static int
open_socket(const char *path)
{
	(void) path;
	return is_refused(socket(AF_INET, SOCK_STREAM, 0));
}

static int
open_local_socket(const char *path)
{
	(void) path;
	return is_refused(socket(AF_UNIX, SOCK_STREAM, 0));
}

static int
run_program(const char *path)
{
	(void) path;
	return is_refused(execl("/bin/true", "true", (char *) NULL));
}

static int
start_process(const char *path)
{
	(void) path;
	return is_refused(fork());
}

static int
write_file(const char *path)
{
	return is_refused(open(path, O_WRONLY));
}

static int
append_file(const char *path)
{
	return is_refused(open(path, O_RDWR | O_APPEND));
}

static int
empty_file(const char *path)
{
	return is_refused(open(path, O_RDONLY | O_TRUNC));
}

static int
make_file(const char *path)
{
	g_autofree char *other = g_strconcat(path, ".new", NULL);

	return is_refused(open(other, O_RDONLY | O_CREAT, 0600));
}

static int
make_file_the_old_way(const char *path)
{
	g_autofree char *other = g_strconcat(path, ".new", NULL);

	return is_refused(creat(other, 0600));
}

static int
remove_file(const char *path)
{
	return is_refused(unlink(path));
}

static int
make_folder(const char *path)
{
	g_autofree char *other = g_strconcat(path, ".d", NULL);

	return is_refused(mkdir(other, 0700));
}

static int
end_parent(const char *path)
{
	(void) path;
	return is_refused(kill(getppid(), SIGTERM));
}

static int
trace_parent(const char *path)
{
	(void) path;
	return is_refused(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL));
}

static int
limit_parent(const char *path)
{
	const struct rlimit none = { 0, 0 };

	(void) path;
	return is_refused(prlimit(getppid(), RLIMIT_CPU, &none, NULL));
}

static int
read_private_file(const char *path)
{
	if ((fences & TERTIUS_SANDBOX_FOLDERS) == 0)
		return 0;
	return is_refused(open(path, O_RDONLY));
}

static int
take_too_much_memory(const char *path)
{
	(void) path;
	return g_try_malloc((gsize) TERTIUS_SANDBOX_BYTES_MAX) != NULL;
}

/* --- What must still work ------------------------------------------------ */

static int
take_some_memory(const char *path)
{
	g_autofree char *memory =
		g_try_malloc0((gsize) TERTIUS_SANDBOX_BYTES_MAX / 2);

	(void) path;
	return memory == NULL;
}

static int
read_zone(const char *path)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Asia/Tokyo");

	(void) path;
	return zone == NULL;
}

static int
use_charset(const char *path)
{
	char in[] = "\xc4\xe3\xba\xc3";
	char out[16] = "";
	char *from = in, *to = out;
	gsize left = 4, room = sizeof(out) - 1;
	iconv_t conversion = iconv_open("UTF-8", "GB18030");

	(void) path;
	if (conversion == (iconv_t) -1)
		return 1;
	if (iconv(conversion, &from, &left, &to, &room) == (gsize) -1)
		return 2;
	(void) iconv_close(conversion);
	return strcmp(out, "你好") != 0;
}

static const struct {
	const char *name;
	Deed deed;
} deeds[] = {
	{ "open a socket", open_socket },
	{ "open a local socket", open_local_socket },
	{ "run a program", run_program },
	{ "start a process", start_process },
	{ "write to a file", write_file },
	{ "append to a file", append_file },
	{ "empty a file", empty_file },
	{ "make a file", make_file },
	{ "make a file with creat", make_file_the_old_way },
	{ "remove a file", remove_file },
	{ "make a folder", make_folder },
	{ "signal its parent", end_parent },
	{ "trace its parent", trace_parent },
	{ "limit its parent", limit_parent },
	{ "read a person's file", read_private_file },
	{ "take too much memory", take_too_much_memory },
	{ "(still) take some memory", take_some_memory },
	{ "(still) read a time zone", read_zone },
	{ "(still) use a charset", use_charset },
};

START_TEST(nothing_but_thinking_is_left)
{
	g_autofree char *dir = g_dir_make_tmp("tertius-test-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "file", NULL);

	ck_assert(g_file_set_contents(path, "kept", 4, NULL));
	for (gsize i = 0; i < G_N_ELEMENTS(deeds); i++) {
		int status = run_fenced(deeds[i].deed, path);

		ck_assert_msg(WIFEXITED(status), "%s: signal %d", deeds[i].name,
		              WTERMSIG(status));
		ck_assert_msg(WEXITSTATUS(status) == 0 ||
		                      WEXITSTATUS(status) == UNFENCED,
		              "%s: %d", deeds[i].name, WEXITSTATUS(status));
	}
	ck_assert_int_eq(g_unlink(path), 0);
	ck_assert_int_eq(g_rmdir(dir), 0);
}
END_TEST

START_TEST(without_fences_the_same_deeds_would_work)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	ck_assert_int_ge(fd, 0);
	(void) close(fd);
	if ((tertius_sandbox_state() & TERTIUS_SANDBOX_CALLS) == 0)
		g_print("# no system call filter here: fences not tested\n");
	if ((tertius_sandbox_state() & TERTIUS_SANDBOX_FOLDERS) == 0)
		g_print("# no Landlock here: reading files is not tested\n");
}
END_TEST

static int
crash(const char *path)
{
	(void) path;
	abort();
}

START_TEST(a_crash_is_still_a_crash)
{
	int status = run_fenced(crash, NULL);

	ck_assert(WIFSIGNALED(status) || WEXITSTATUS(status) == UNFENCED);
	ck_assert(!WIFSIGNALED(status) || !WCOREDUMP(status));
}
END_TEST

static int
spin(const char *path)
{
	struct rlimit soon = { 1, RLIM_INFINITY };
	volatile guint64 turns = 0;

	(void) path;
	tertius_sandbox_renew_time();
	(void) getrlimit(RLIMIT_CPU, &soon);
	if (soon.rlim_cur < TERTIUS_SANDBOX_SECONDS_MAX ||
	    soon.rlim_cur > TERTIUS_SANDBOX_SECONDS_MAX + 2)
		return 1;
	soon.rlim_cur = 1;
	(void) setrlimit(RLIMIT_CPU, &soon);
	for (;;)
		turns++;
}

START_TEST(time_runs_out_and_can_be_renewed)
{
	int status = run_fenced(spin, NULL);

	ck_assert_msg(WIFSIGNALED(status) || WEXITSTATUS(status) == UNFENCED,
	              "%d", status);
	ck_assert(!WIFSIGNALED(status) || WTERMSIG(status) == SIGXCPU);
}
END_TEST

TERTIUS_TEST_MAIN("sandbox", nothing_but_thinking_is_left,
                  without_fences_the_same_deeds_would_work,
                  a_crash_is_still_a_crash, time_runs_out_and_can_be_renewed)
