/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is who in an act, and in which manner it is done.
 */
#pragma once

#include "detect/model.h"
#include "detect/reading.h"
#include "model/act.h"

/* Sets introducer, introduced and manner of @act, which @part found in
 * @window. */
void tertius_people_fill(const TertiusReading *reading,
                         const TertiusWindow *window,
                         const TertiusModelPart *part, TertiusAct *act);
