/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Introductions that the user says there were: what no rule saw.
 */
#pragma once

#include "model/decision.h"
#include "model/history.h"

/* More people than this nobody is introduced to at once; those that are named
 * first are kept. */
#define TERTIUS_SAID_PEOPLE_MAX 20

/* Adds to @found (TertiusIntroduction) one for each decision INTRODUCED whose
 * message @history has; one that was found in that message by itself is made
 * sure instead, and has the people whom the user named. Who names nobody but
 * the user changes nothing. */
void tertius_said_add(const TertiusHistory *history, const GPtrArray *decisions,
                      GPtrArray *found);
