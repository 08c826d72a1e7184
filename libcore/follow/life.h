/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The life of an introduction: what came after it, move by move, and the one
 * next step, all read from the history. Each move names the message, meeting or
 * decision that caused it.
 */
#pragma once

#include <glib.h>

#include "model/decision.h"
#include "model/history.h"
#include "model/introduction.h"

/* Days, from the project's table of defaults. */
typedef struct {
	guint silent;  /* the newcomer has not answered: tell the introducer */
	guint outcome; /* nothing else happened: say how it stands */
	guint substantial; /* words of a reply that is worth reporting */
	guint kept;        /* in touch again this long after reporting */
} TertiusLifeRules;

/* 7 days, 14 days, 60 words, 30 days. */
TertiusLifeRules tertius_life_rules_default(void);

/* Fills moves, state, thanks, reports and the next step of each of
 * @introductions (as tertius_introductions_find gave them). @decisions:
 * TertiusDecision. @next_by is the ideal moment, not yet in working time. */
void tertius_life_follow(GPtrArray *introductions,
                         const TertiusHistory *history,
                         const GPtrArray *decisions,
                         const TertiusLifeRules *rules);

/* The lives of introductions of a history that grows. */
typedef struct _TertiusLives TertiusLives;
TertiusLives *tertius_lives_new(void);
void tertius_lives_free(TertiusLives *lives);
/* The same as tertius_life_follow, with the same decisions and rules as before;
 * looks only at what has changed since @lives were last given. Takes @before,
 * the introductions of then; NULL at first. What is in @introductions is not
 * written to, but exchanged for what has a life. */
void tertius_life_follow_again(GPtrArray *introductions, GPtrArray *before,
                               const TertiusHistory *history,
                               const GPtrArray *decisions,
                               const TertiusLifeRules *rules,
                               TertiusLives *lives);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusLives, tertius_lives_free)
