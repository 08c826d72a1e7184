/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the worker may still do once it begins to read strangers' bytes: think,
 * and answer. Not open a socket, not start a process, not write a file, not
 * read what is not part of the system, not use memory or time without end.
 */
#pragma once

#include <glib.h>

/* Processor seconds for one item. Measured: 32 MiB of text 0.5 s, of HTML in
 * base64 and GB18030 0.6 s. */
#define TERTIUS_SANDBOX_SECONDS_MAX 10
/* Address space in all. Measured for the same: 170 MB; 52 MB for mail. */
#define TERTIUS_SANDBOX_BYTES_MAX   (1024L * 1024 * 1024)

/* The fences that stand. Each is there when kernel and build have it. */
typedef enum {
	TERTIUS_SANDBOX_LIMITS = 1 << 0,  /* memory, time, core dumps */
	TERTIUS_SANDBOX_CALLS = 1 << 1,   /* system calls, by seccomp */
	TERTIUS_SANDBOX_FOLDERS = 1 << 2, /* folders, by Landlock */
} TertiusSandboxFences;

/* The fences that tertius_sandbox_enter would set up here. */
guint tertius_sandbox_state(void);

/* Sets up every fence that can be had, for this process and for good, and
 * returns which. A denied call fails with EACCES, so that a library goes on
 * without what it wanted. One thread only must be running. */
guint tertius_sandbox_enter(void);

/* Gives TERTIUS_SANDBOX_SECONDS_MAX of processor time from now. */
void tertius_sandbox_renew_time(void);
