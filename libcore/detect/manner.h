/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In which manner somebody is introduced: presented in copy, to each other, in
 * the text alone, as a candidate …
 */
#pragma once

#include "detect/reading.h"
#include "model/act.h"

/* How @introduced are introduced in @window, where @find, or NULL, are the words
 * that speak most for it. */
TertiusManner tertius_manner_find(const TertiusReading *reading,
                                  const TertiusWindow *window,
                                  const TertiusFind *find,
                                  const GPtrArray *introduced);
