/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom words of a letter speak to, of several who read it.
 */
#pragma once

#include "detect/reading.h"

/* Who is spoken to where @find, or NULL, stands ("Thanks Dana, …"), else who is
 * greeted, else who gets the letter first; NULL when nobody does. Owned. */
TertiusPerson *tertius_addressed_dup(const TertiusReading *reading,
                                     const TertiusFind *find);
