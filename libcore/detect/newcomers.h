/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who came after a name: an introduction names "my neighbour Priya" or "Peter
 * Lind", without an address, and some days later somebody writes for the first
 * time.
 */
#pragma once

#include "detect/findings.h"

/* How long after the introduction their first mail may come, in days, and how
 * many of their letters are looked at for a tie. */
#define TERTIUS_NEWCOMER_DAYS_MAX    120
#define TERTIUS_NEWCOMER_LETTERS_MAX 5

/* Whom @named in @letter means of those who exchanged their first mail with the
 * user after it; NOBODY when none does, or several.
 *
 * A last name needs a first name that goes with it (the same, a short form, an
 * initial) or a tie; a first name alone needs a tie. A tie is that they name
 * @introducer as who sent them, that @introducer gets the mail too, that it
 * answers @letter, or that it goes by the same subject. */
guint tertius_newcomers_find(const TertiusHistory *history,
                             TertiusFindings *findings,
                             const TertiusLetter *letter, guint introducer,
                             const TertiusPerson *named);
