/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Tertius learnt from the user's decisions, as people read it.
 */
#pragma once

#include "tool/run.h"

/* Prints a table of what was learnt, or one object each. @n: how many there
 * are. */
gboolean tertius_lessons_list(TertiusRun *run, guint *n, GError **error);
