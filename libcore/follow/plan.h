/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which reminders should exist at this moment, and when each is due. A pure
 * function: the same introductions, decisions and moment give the same plan.
 * The calendar and the ledger are made equal to it, never the other way round.
 */
#pragma once

#include <glib.h>

#include "model/decision.h"
#include "model/history.h"
#include "model/introduction.h"
#include "model/relation.h"
#include "model/reminder.h"
#include "model/working-time.h"

/* The project's table of defaults; all settable. */
typedef struct {
	guint per_day, per_week; /* caps: 3 and 5 */
	guint rest;        /* days between check-ins with one person: 14 */
	guint horizon;     /* days before the first scan that may remind: 14 */
	guint stale;       /* days after which a reminder rests for good: 21 */
	guint check_in[3]; /* days, for a new contact: 30, 90, 180 */
	guint outcome_again[2]; /* days after the introduction: 30, 90 */
	guint ahead; /* days ahead that friendly reminders are planned: 30 */
} TertiusPlanRules;

TertiusPlanRules tertius_plan_rules_default(void);

/* What a plan follows from. */
typedef struct {
	const GPtrArray *introductions; /* TertiusIntroduction */
	const TertiusHistory *history;
	const TertiusRelations *relations; /* NULL: nothing is known of
	                                    * people, nobody has boundaries */
	const GPtrArray *decisions;        /* TertiusDecision */
	const GPtrArray *asked; /* TertiusIntroduction that were asked for and
	                         * not made; or NULL */
} TertiusPlanBasis;

/* @began: when the first scan was. Each open reminder has passed the gate
 * (model/boundary.h) at the moment at which it rings. Returns TertiusReminder
 * by due moment, then kind, then id; closed ones too, as far as facts tell of
 * them. */
GPtrArray *tertius_plan_make(const TertiusPlanBasis *basis,
                             const TertiusWorkingTime *hours, gint64 began,
                             const TertiusPlanRules *rules);
