/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asking for a password. The terminal itself is asked, so that it works with
 * the input and output going elsewhere.
 */
#include "tool/password.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/text.h"

#define INTERRUPT '\003' /* ^C */

/* For a line, or until cancelled. */
static gboolean
wait_for_line(int terminal, GCancellable *cancellable)
{
	GPollFD polls[] = { { .fd = terminal, .events = G_IO_IN }, { 0 } };
	gboolean can_end = g_cancellable_make_pollfd(cancellable, &polls[1]);

	while (g_poll(polls, can_end ? 2 : 1, -1) < 0 && errno == EINTR)
		continue;
	if (can_end)
		g_cancellable_release_fd(cancellable);
	return !g_cancellable_is_cancelled(cancellable);
}

/* Asks once nothing is echoed any more: what is typed at once is hidden too. */
static char *
read_hidden(int terminal, const char *question, GCancellable *cancellable)
{
	struct termios before;
	struct termios hidden;
	char typed[TERTIUS_PASSWORD_MAX];
	char *password = NULL;
	ssize_t n;

	if (tcgetattr(terminal, &before) != 0)
		return NULL;
	hidden = before;
	hidden.c_lflag &= ~(tcflag_t) (ECHO | ISIG);
	hidden.c_cc[VEOL] = INTERRUPT; /* ends the line, as Enter does */
	if (tcsetattr(terminal, TCSAFLUSH, &hidden) != 0)
		return NULL;
	n = write(terminal, question, strlen(question));
	if (n > 0)
		n = wait_for_line(terminal, cancellable)
		            ? read(terminal, typed, sizeof(typed) - 1)
		            : 0;
	(void) tcsetattr(terminal, TCSAFLUSH, &before);
	typed[MAX(n, 0)] = '\0';
	typed[strcspn(typed, "\r\n")] = '\0';
	/* ^C arrives as a letter while signals are off. */
	if (typed[0] != '\0' && strchr(typed, INTERRUPT) == NULL)
		password = g_strdup(typed);
	explicit_bzero(typed, sizeof(typed));
	return password;
}

char *
tertius_password_ask(const char *who, gpointer data)
{
	g_autofree char *clean = tertius_text_dup_line(who, 200);
	g_autofree char *question =
		g_strdup_printf(_("Password for %s (not shown): "), clean);
	int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	char *password = NULL;

	if (terminal < 0)
		return NULL;
	password = read_hidden(terminal, question, data);
	(void) !write(terminal, "\n", 1);
	(void) close(terminal);
	return password;
}
