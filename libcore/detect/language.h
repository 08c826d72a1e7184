/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of the languages of the phrase tables a message is written in: the one
 * whose commonest words it holds most of.
 */
#pragma once

#include "detect/phrases.h"

/* Less than so many common words tell no language; one that is common in two
 * languages is half a word for each. */
#define TERTIUS_LANGUAGE_WORDS_MIN 1.5

/* Returns the number of the language; @is_sure (may be NULL) tells whether
 * words showed it, or it is the first table for want of any. The tokens must
 * be numbered. */
guint tertius_language_guess(const TertiusPhrases *phrases,
                             const TertiusTokens *tokens, gboolean *is_sure);
