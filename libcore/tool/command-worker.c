/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius worker`: the process in which strangers' bytes are parsed. Started
 * by the engine, not by people.
 */
#include "tool/command.h"

#include <signal.h>
#include <unistd.h>

#include "engine/worker-serve.h"

static gboolean
work(TertiusRun *run, GError **error)
{
	(void) error;
	/* ^C is for the parent, which ends us when it has what it wants. */
	(void) signal(SIGINT, SIG_IGN);
	run->status =
		(TertiusExit) tertius_worker_serve(STDIN_FILENO, STDOUT_FILENO);
	return TRUE;
}

const TertiusCommand tertius_command_worker = {
	.name = "worker",
	.arguments = "",
	.summary = "parse what is sent",
	.help = "Not for people.",
	.is_hidden = TRUE,
	.least = 0,
	.most = 0,
	.run = work,
};
