/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The address of somebody of whom the words give a name.
 */
#pragma once

#include "detect/reading.h"

/* Gives @person, who has a name, the address that can only be theirs, where the
 * mail or what lies beneath it holds one. */
void tertius_addresses_find(const TertiusReading *reading,
                            TertiusPerson *person);
