/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be said about a message besides its phrases: who is in its header
 * and who in its words, how long it is, how it came about. Names begin with
 * "who/" (people) and "shape/" (the rest).
 */
#pragma once

#include "detect/reading.h"

/* Adds them to @reading's features. */
void tertius_features_add(const TertiusPhrases *phrases,
                          TertiusReading *reading);
