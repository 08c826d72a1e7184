/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the plan share.
 */
#pragma once

#include "follow/plan.h"

#define TERTIUS_PLAN_DAY G_GINT64_CONSTANT(86400)

typedef struct {
	const TertiusHistory *history;
	const TertiusRelations *relations; /* or NULL: nobody has boundaries */
	const GPtrArray *decisions;
	GHashTable *decided; /* what these are about */
	const TertiusWorkingTime *hours;
	const TertiusPlanRules *rules;
	gint64 now;
	gint64 since; /* what was wanted before this stays quiet */
	GPtrArray *reminders;
	GHashTable
		*said; /* person -> kinds of these that are open, a bit each */
	guint n_introductory; /* the first of them are about introductions */
} TertiusPlan;

/* --- plan-people.c --- */

/* Reminders that follow from what is open with people, from good news, yearly
 * days, cadence and events. */
void tertius_plan_people(TertiusPlan *plan);
