/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A result that is a file of its own: a picture, a page.
 */
#pragma once

#include "tool/run.h"

/* Writes @text to the file @name, whole or not at all and for the user's eyes
 * only; NULL or "-" is standard output, which must not be a terminal then. Tells
 * which file was written. */
gboolean tertius_save(TertiusRun *run, const char *name, const char *text,
                      GError **error);
