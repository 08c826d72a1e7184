/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When reminders ring: in working time, not more than a few a day and a week,
 * and as the user said.
 */
#pragma once

#include "follow/plan.h"

/* Sets due and state of each of @reminders from what is wanted, the user's
 * decisions and the caps, and sorts them. Those that were closed before their
 * moment take up no place. */
void tertius_schedule(GPtrArray *reminders, const GPtrArray *decisions,
                      const TertiusWorkingTime *hours, gint64 now,
                      const TertiusPlanRules *rules);
