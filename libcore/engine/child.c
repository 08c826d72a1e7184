/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A child that is started without waiting for it.
 *
 *	new --thread--> started --> ended
 *	  └──────────────┴────> could not be started, or ended: func, once
 *
 * Whoever frees it early lets it go: it is ended and reaped all the same.
 */
#include "engine/child.h"

#include "base/error.h"
#include "engine/spawn.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

struct _TertiusChild {
	char **arguments, **environment;
	int fd;  /* -1: closed */
	int end; /* the child's, until it has it */
	gboolean talks;
	gboolean is_over;
	GPid pid;
	TertiusChildFunc ended;
	gpointer data;
	gboolean is_free; /* nobody has it any more */
};

static void
clear(TertiusChild *child)
{
	if (child->end >= 0)
		(void) close(child->end);
	g_strfreev(child->arguments);
	g_strfreev(child->environment);
	g_free(child);
}

static void
be_over(TertiusChild *child, gboolean is_fine, const GError *error)
{
	child->pid = 0;
	child->is_over = TRUE;
	if (child->is_free)
		clear(child);
	else if (child->ended != NULL)
		child->ended(is_fine, error, child->data);
}

static void
on_ended(GPid pid, int status, gpointer data)
{
	g_spawn_close_pid(pid);
	be_over(data, g_spawn_check_wait_status(status, NULL), NULL);
}

/* Reads what nobody writes any more. */
static void
spawn_in_thread(GTask *task, gpointer source, gpointer data,
                GCancellable *cancellable)
{
	const TertiusChild *child = data;
	const TertiusSpawn spawn = {
		.program = child->arguments[0],
		.arguments = child->arguments,
		.environment = child->environment,
		.input = child->end,
		.output = child->talks ? child->end : -1,
		.is_silent = TRUE,
	};
	GPid pid = 0;
	int rc = tertius_spawn(&spawn, &pid);

	(void) source;
	(void) cancellable;
	g_task_return_int(task, rc == 0 ? pid : -rc);
}

static void
on_started(GObject *source, GAsyncResult *result, gpointer data)
{
	TertiusChild *child = data;
	gssize pid = g_task_propagate_int(G_TASK(result), NULL);
	g_autoptr(GError) error = NULL;

	(void) source;
	(void) close(child->end);
	child->end = -1;
	if (pid > 0) {
		child->pid = (GPid) pid;
		(void) g_child_watch_add(child->pid, on_ended, child);
		if (child->is_free)
			(void) kill(child->pid, SIGTERM);
		return;
	}
	error = g_error_new(TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
	                    _("cannot run '%s': %s"), child->arguments[0],
	                    g_strerror((int) -pid));
	be_over(child, FALSE, error);
}

TertiusChild *
tertius_child_new(char **arguments, gboolean talks, TertiusChildFunc ended,
                  gpointer data, GError **error)
{
	g_autoptr(GTask) task = NULL;
	TertiusChild *child;
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
		            _("cannot run '%s': %s"), arguments[0],
		            g_strerror(errno));
		g_strfreev(arguments);
		return NULL;
	}
	child = g_new0(TertiusChild, 1);
	child->arguments = arguments;
	child->environment = g_get_environ();
	child->fd = ends[0];
	child->end = ends[1];
	child->talks = talks;
	child->ended = ended;
	child->data = data;
	task = g_task_new(NULL, NULL, on_started, child);
	g_task_set_task_data(task, child, NULL);
	g_task_run_in_thread(task, spawn_in_thread);
	return child;
}

int
tertius_child_get_fd(const TertiusChild *child)
{
	return child->fd;
}

GPid
tertius_child_get_pid(const TertiusChild *child)
{
	return child->pid;
}

void
tertius_child_free(TertiusChild *child)
{
	if (child == NULL)
		return;
	(void) close(child->fd);
	child->fd = -1;
	child->is_free = TRUE;
	if (child->is_over)
		clear(child);
	else if (child->pid != 0)
		(void) kill(child->pid, SIGTERM);
}
