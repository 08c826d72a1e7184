/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The life of the worker's child: a process that is started and ended, and the
 * socket to it. What goes over that socket is not looked at here.
 */
#pragma once

#include <glib.h>

typedef struct {
	GPid pid; /* 0: no child; written atomically, any thread may ask */
	int fd;   /* of a socket whose other end is the child's; else -1 */
} TertiusWorkerChild;

/* The program to start where none is named, see tertius_worker_new. Yours. */
char *tertius_worker_child_dup_program(void);

/* Starts `@program worker`; the last child must have been ended. Fails with
 * TERTIUS_ERROR_UNREACHABLE when it cannot be run. */
gboolean tertius_worker_child_start(TertiusWorkerChild *child,
                                    const char *program, GError **error);

/* Ends the child, if it has not ended by itself, and leaves no zombie. There
 * must be one. */
void tertius_worker_child_end(TertiusWorkerChild *child);
