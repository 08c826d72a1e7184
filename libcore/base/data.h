/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that travel inside the library: phrase tables, weights,
 * stylesheets, scripts. Paths are those below libcore/, as "picture/report.css".
 */
#pragma once

#include <glib.h>

/* Lends the whole text of the file at @path, which must be one that the Makefile
 * packs. */
const char *tertius_data_get_text(const char *path);

/* The same for one that need not be there: NULL then. */
const char *tertius_data_find_text(const char *path);

/* The names in @folder ("detect/phrases/"), in order; owned. */
char **tertius_data_list(const char *folder);
