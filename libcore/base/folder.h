/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lies in a folder of files.
 */
#pragma once

#include <dirent.h>

/* The next entry of an open folder; lends. NULL with errno 0 at its end; NULL
 * with another errno where it cannot be read on: then nothing is known about what
 * was not named. */
const struct dirent *tertius_folder_next(DIR *folder);
