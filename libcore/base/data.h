/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that travel inside the library: phrase tables, stylesheets, scripts.
 */
#pragma once

#include <glib.h>

/* Lends the whole text of the file at @path below libcore/, as
 * "picture/report.css". It must be one that the Makefile packs. */
const char *tertius_data_get_text(const char *path);
