/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Starting the worker's child, ending it, and finding the program that it is.
 */
#include "engine/worker-child.h"

#include "base/error.h"
#include "engine/spawn.h"

#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

char *
tertius_worker_child_dup_program(void)
{
	const char *named = g_getenv("TERTIUS_PROGRAM");
	const char *link = "/proc/self/exe";
	const char *const ours[] = { "tertius", "tertius-reader", NULL };
	const char *const replaced[] = { "tertius (deleted)",
		                         "tertius-reader (deleted)", NULL };
	g_autofree char *path = g_file_read_link(link, NULL);
	g_autofree char *name = path != NULL ? g_path_get_basename(path) : NULL;

	if (named != NULL)
		return g_strdup(named);
	if (name != NULL && g_strv_contains(ours, name))
		return g_steal_pointer(&path);
	/* Its file was replaced; the link still leads to what runs here. */
	if (name != NULL && g_strv_contains(replaced, name))
		return g_strdup(link);
	return g_strdup(TERTIUS_BINDIR "/tertius");
}

static int
spawn(TertiusWorkerChild *child, const char *program, int child_end)
{
	char name[] = "tertius";
	char command[] = "worker";
	char *const arguments[] = { name, command, NULL };
	const TertiusSpawn how = { .program = program,
		                   .arguments = arguments,
		                   .input = child_end,
		                   .output = child_end };
	GPid pid = 0;
	int rc = tertius_spawn(&how, &pid);

	g_atomic_int_set(&child->pid, rc == 0 ? pid : 0);
	return rc;
}

gboolean
tertius_worker_child_start(TertiusWorkerChild *child, const char *program,
                           GError **error)
{
	int ends[2];
	int rc;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
		            "cannot start the reader: %s", g_strerror(errno));
		return FALSE;
	}
	rc = spawn(child, program, ends[1]);
	(void) close(ends[1]);
	if (rc != 0) {
		(void) close(ends[0]);
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
		            "cannot start the reader '%s': %s", program,
		            g_strerror(rc));
		return FALSE;
	}
	child->fd = ends[0];
	return TRUE;
}

void
tertius_worker_child_end(TertiusWorkerChild *child)
{
	(void) close(child->fd);
	child->fd = -1;
	(void) kill(child->pid, SIGKILL);
	while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
		;
	g_atomic_int_set(&child->pid, 0);
}
