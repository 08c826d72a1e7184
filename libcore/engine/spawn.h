/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Starting a program of ours. This process is not copied for it, which in a large
 * one takes long; of its open files, the new one gets none but those named.
 */
#pragma once

#include <glib.h>

typedef struct {
	const char *program;
	char *const *arguments;   /* with the program's name */
	char *const *environment; /* NULL: this process's */
	int input;
	int output;         /* -1: what it says goes nowhere */
	gboolean is_silent; /* nor what it says in errors */
} TertiusSpawn;

/* Returns 0, or an errno. May be called in any thread. It begins with no signal
 * blocked or ignored, and without a terminal: ^C there is for its parent, and
 * nobody is asked there behind its back. */
int tertius_spawn(const TertiusSpawn *spawn, GPid *pid);
