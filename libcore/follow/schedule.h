/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When reminders ring: in working time, not more than a few a day and a week,
 * and as the user said.
 */
#pragma once

#include "follow/plan-private.h"

/* Sets due and state of each of the plan's reminders from what is wanted, the
 * user's decisions, the caps, and the gate: an open reminder about somebody who
 * has a boundary against it waits until that is over, or is not there at all.
 * Those that were closed before their moment take up no place. */
void tertius_schedule(TertiusPlan *plan);
