/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a message that was read to its acts: the score of each, who is who in
 * it, its manner and tone, and the words that show it.
 */
#pragma once

#include "detect/model.h"
#include "detect/reading.h"
#include "model/act.h"

/* Acts of @reading, marked for @model, whose score is at least FLOOR, the surest first, at most
 * TERTIUS_ACTS_MAX. Returns an array of TertiusAct. */
GPtrArray *tertius_acts_find(const TertiusPhrases *phrases,
                             const TertiusReading *reading,
                             const TertiusModel *model);
