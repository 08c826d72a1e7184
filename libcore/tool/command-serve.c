/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius serve`: the engine for a mail client, over a pipe. Started by the
 * client's plugin, not by people.
 */
#define _GNU_SOURCE
#include "tool/command.h"

#include <sched.h>
#include <signal.h>
#include <unistd.h>

#include "engine/serve.h"

/* Whoever wakes us, as a mail client at work, keeps the processor. */
static void
give_way(void)
{
	const struct sched_param none = { 0 };

	(void) sched_setscheduler(0, SCHED_BATCH, &none);
}

static gboolean
serve(TertiusRun *run, GError **error)
{
	(void) error;
	/* A client that has gone is seen at the next read. */
	give_way();
	(void) signal(SIGPIPE, SIG_IGN);
	run->status = (TertiusExit) tertius_serve(STDIN_FILENO, STDOUT_FILENO,
	                                          &run->options);
	return TRUE;
}

const TertiusCommand tertius_command_serve = {
	.name = "serve",
	.arguments = "",
	.summary = "answer a mail client",
	.help = "Not for people.",
	.is_hidden = TRUE,
	.least = 0,
	.most = 0,
	.run = serve,
};
