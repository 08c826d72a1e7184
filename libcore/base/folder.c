/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lies in a folder of files.
 */
#include "base/folder.h"

#include <errno.h>

const struct dirent *
tertius_folder_next(DIR *folder)
{
	errno = 0;
	/* Safe in the C library for folders of one's own.
	 * NOLINTNEXTLINE(concurrency-mt-unsafe) */
	return readdir(folder);
}
