/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one courteous thing to do next about an introduction, whose turn it is,
 * and by when. Never more than one.
 */
#pragma once

#include "follow/course.h"
#include "follow/life.h"

void tertius_next_step_choose(TertiusIntroduction *introduction,
                              const TertiusCourse *course,
                              const TertiusHistory *history,
                              const TertiusLifeRules *rules);

/* Whether I was the one who wrote "X suggested that I write to you". */
gboolean
tertius_next_step_is_own_referral(const TertiusIntroduction *introduction,
                                  const TertiusHistory *history);
