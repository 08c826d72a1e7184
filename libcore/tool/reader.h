/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program `tertius-reader`: every command is in it, with all that reading
 * mail and calendars and talking to servers needs.
 */
#pragma once

#include <glib.h>

/* Becomes that program, with the same words; it lies beside this one, or where
 * it was installed. Returns only when that fails: FALSE, with a
 * G_FILE_ERROR. */
gboolean tertius_reader_become(char **argv, GError **error);

/* Whether that program can be started: FALSE with a G_FILE_ERROR that says why not,
 * as a library that is missing. */
gboolean tertius_reader_try(GError **error);
