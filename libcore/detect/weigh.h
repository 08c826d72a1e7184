/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the rest of the history says for and against an introduction: who knew
 * whom before that day, and what came after it.
 */
#pragma once

#include "detect/findings.h"
#include "model/history.h"
#include "model/introduction.h"

/* Adds the history's evidence to @introduction and returns the probability
 * that follows from @score, that of the message alone. */
double tertius_weigh(const TertiusHistory *history, const TertiusLetter *letter,
                     TertiusIntroduction *introduction, double score);

/* Introductions that only a calendar shows (TertiusIntroduction, scored): a
 * small meeting of mine, set by somebody I know, with one whom I do not. */
GPtrArray *tertius_weigh_meetings(const TertiusHistory *history,
                                  TertiusFindings *findings);
