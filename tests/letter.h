/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Made-up letters of a line, and what the detector makes of them.
 */
#pragma once

#include "model/facts.h"
#include "model/message.h"

/* A letter from one to another, without a subject; "\n" in @text is a new line. */
TertiusMessage *letter_new(const char *from, const char *from_address,
                           const char *to, const char *to_address,
                           const char *text);

/* Of the surest act that @label names, or 0; "none": of an introduction after
 * all. */
double letter_score(const TertiusFacts *facts, const char *label);
