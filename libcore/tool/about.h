/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All that is kept about a person.
 */
#pragma once

#include "tool/run.h"

/* Prints it; @addresses (char *) are the person's. */
gboolean tertius_about_print(TertiusRun *run, const GPtrArray *addresses,
                             GError **error);
