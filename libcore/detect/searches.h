/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the writer says that they look for: "I am looking for a translator".
 */
#pragma once

#include "detect/reading.h"
#include "model/act.h"

/* Adds to @acts, unless it is full, an act SEARCH: its first evidence has the
 * whole words, that of the rule TERTIUS_SEARCH_WHAT what is looked for alone, that
 * of TERTIUS_SEARCH_ABOUT also what is said around it.
 * What is only asked for (a time, a file, an answer) is none. */
void tertius_searches_find(const TertiusPhrases *phrases,
                           const TertiusReading *reading, GPtrArray *acts);
