/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Running a command of the person's.
 */
#pragma once

#include <glib.h>

/* Runs @command, without a shell, with @input on its standard input and our
 * standard output and error, and waits for it. FALSE when it cannot be run or
 * its status is not 0; the message names it. */
gboolean tertius_child_run(char **command, const char *input, GError **error);
