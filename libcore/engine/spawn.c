/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Starting a program of ours: posix_spawn with all that a child must not keep of
 * its parent.
 */
#define _GNU_SOURCE
#include "engine/spawn.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

static void
add_nowhere(posix_spawn_file_actions_t *actions, int end)
{
	(void) posix_spawn_file_actions_addopen(actions, end, "/dev/null",
	                                        O_WRONLY, 0);
}

static void
add_files(posix_spawn_file_actions_t *actions, const TertiusSpawn *spawn)
{
	(void) posix_spawn_file_actions_adddup2(actions, spawn->input,
	                                        STDIN_FILENO);
	if (spawn->output >= 0)
		(void) posix_spawn_file_actions_adddup2(actions, spawn->output,
		                                        STDOUT_FILENO);
	else
		add_nowhere(actions, STDOUT_FILENO);
	if (spawn->is_silent)
		add_nowhere(actions, STDERR_FILENO);
	(void) posix_spawn_file_actions_addclosefrom_np(actions,
	                                                STDERR_FILENO + 1);
}

static void
set_attributes(posix_spawnattr_t *attributes)
{
	sigset_t none, all;

	(void) sigemptyset(&none);
	(void) sigfillset(&all);
	(void) posix_spawnattr_setflags(
		attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK |
				    POSIX_SPAWN_SETSIGDEF);
	(void) posix_spawnattr_setsigmask(attributes, &none);
	(void) posix_spawnattr_setsigdefault(attributes, &all);
}

int
tertius_spawn(const TertiusSpawn *spawn, GPid *pid)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int rc;

	(void) posix_spawnattr_init(&attributes);
	(void) posix_spawn_file_actions_init(&actions);
	set_attributes(&attributes);
	add_files(&actions, spawn);
	rc = posix_spawn(
		pid, spawn->program, &actions, &attributes, spawn->arguments,
		spawn->environment != NULL ? spawn->environment : environ);
	(void) posix_spawn_file_actions_destroy(&actions);
	(void) posix_spawnattr_destroy(&attributes);
	return rc;
}
