/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worker's side of the pipe: `tertius worker`, a command that is not for
 * people. It reads items, parses them and answers each with facts or with an
 * error, until its input ends.
 */
#pragma once

#include <glib.h>

/* Serves frames (engine/frame.h) from @in to @out and returns the exit status:
 * 0 when @in ended between two items. For a process that does nothing else:
 * every other descriptor is closed, standard input, output and error go to
 * nowhere, and the sandbox is entered for good. */
int tertius_worker_serve(int in, int out);
