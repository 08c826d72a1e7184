/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How an introduction begins: somebody is asked. I ask a friend for one; or I
 * ask people whether they would like to be introduced to each other, both of
 * them, and keep both answers (double opt-in).
 *
 *	I ask a friend --> they agree, and make it      (a received one)
 *	               --> they decline: it rests for good
 *	I ask both     --> both agree: my turn to make it (a given one)
 *	               --> one declines: it rests for good
 */
#pragma once

#include "follow/life.h"

/* Moves of the time before @introduction was made, for one that has no moves
 * yet. */
void tertius_asked_begin(TertiusIntroduction *introduction,
                         const TertiusHistory *history);

/* Introductions that were asked for and are not among @introductions: asked,
 * agreed or declined, with their moves and next step. Only those in which
 * somebody is named. By date. */
GPtrArray *tertius_asked_find(const TertiusHistory *history,
                              const GPtrArray *introductions,
                              const GPtrArray *decisions,
                              const TertiusLifeRules *rules);
