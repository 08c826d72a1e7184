/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder that cannot be read to its end, as on a disk that is worn or behind a
 * line that breaks: this stands between a test and the C library. To be included
 * once, by a file that defines _GNU_SOURCE.
 */
#pragma once

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>

/* How many more entries can be read; -1: all. */
static int folder_entries_left = -1;

struct dirent *
readdir(DIR *__dirp)
{
	static struct dirent *(*behind)(DIR *);

	if (behind == NULL)
		*(void **) &behind = dlsym(RTLD_NEXT, "readdir");
	if (folder_entries_left == 0) {
		errno = EIO;
		return NULL;
	}
	folder_entries_left -= folder_entries_left > 0 ? 1 : 0;
	return behind(__dirp);
}
