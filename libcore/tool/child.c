/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Running a command.
 */
#include "tool/child.h"

#include <gio/gio.h>
#include <signal.h>
#include <string.h>

gboolean
tertius_child_run(char **command, const char *input, GError **error)
{
	g_autoptr(GBytes) bytes = g_bytes_new(input, strlen(input));
	g_autoptr(GSubprocess) child = NULL;
	g_autoptr(GError) inner = NULL;

	child = g_subprocess_newv((const char *const *) command,
	                          G_SUBPROCESS_FLAGS_STDIN_PIPE, error);
	if (child == NULL)
		return FALSE;
	/* A command that does not read all of it is fine, and must not end
	 * us. */
	(void) signal(SIGPIPE, SIG_IGN);
	(void) g_subprocess_communicate(child, bytes, NULL, NULL, NULL, NULL);
	if (g_subprocess_wait_check(child, NULL, &inner))
		return TRUE;
	g_propagate_prefixed_error(error, g_steal_pointer(&inner),
	                           "%s: ", command[0]);
	return FALSE;
}
