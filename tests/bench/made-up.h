/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Made-up letters that the weights are taught on beside labelled mail.
 */
#pragma once

#include "labelled.h"

/* Reads lines of act, "to;cc", text; what follows a line "## NAME" has that
 * manner. Returns an array of TertiusLabelled, which it frees. */
GPtrArray *tertius_made_up_load(const char *path, GError **error);
