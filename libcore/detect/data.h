/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables and weights that travel in the library.
 */
#pragma once

#include <glib.h>

/* The text of detect/@name, or NULL and TERTIUS_ERROR_SETTINGS when the library
 * was built without it. */
char *tertius_detect_data_dup(const char *name, GError **error);

/* The names under detect/@folder, in order; never NULL. */
char **tertius_detect_data_list(const char *folder);
