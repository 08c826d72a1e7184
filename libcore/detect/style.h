/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the writer writes: language, greeting, closing, form of address.
 */
#pragma once

#include "detect/reading.h"
#include "model/facts.h"

/* Words of a greeting; a line with more says something, too. */
#define TERTIUS_STYLE_GREETING_WORDS_MAX 6

/* Sets @style, whose strings must be those of tertius_facts_new(). */
void tertius_style_read(const TertiusPhrases *phrases,
                        const TertiusReading *reading, TertiusStyle *style);
