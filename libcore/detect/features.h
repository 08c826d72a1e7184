/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the weights speak of: the families of the phrases in a window; who is
 * named there ("near/"); and of the whole message who is in its header ("who/"),
 * how long it is and how it came about ("shape/").
 */
#pragma once

#include "detect/reading.h"

/* Returns an array of TertiusWindow, by sentence, which it frees; at least one,
 * at most TERTIUS_WINDOWS_MAX. */
GPtrArray *tertius_features_list(const TertiusReading *reading);
