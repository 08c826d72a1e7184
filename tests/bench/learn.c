/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Learning the weights: coordinate descent with Newton steps, in the order of
 * the terms; the loss is convex, so it ends where it must.
 */
#include "learn.h"

#include <math.h>

#define SWEEPS    200
#define TOLERANCE 1e-6
#define STEP_MAX  1.0

typedef struct {
	TertiusModelPart *part;
	const GArray *examples;
	GPtrArray *holders; /* GArray of guint: examples where a term holds */
	double *sums;       /* log odds of each example */
} Learner;

static TertiusTerm *
term_at(const Learner *learner, guint index)
{
	return &g_array_index(learner->part->terms, TertiusTerm, index);
}

static const TertiusExample *
example_at(const Learner *learner, guint index)
{
	return &g_array_index(learner->examples, TertiusExample, index);
}

static void
free_holders(gpointer holders)
{
	g_array_unref(holders);
}

static void
prepare(Learner *learner)
{
	learner->holders = g_ptr_array_new_with_free_func(free_holders);
	learner->sums = g_new0(double, learner->examples->len);
	for (guint i = 0; i < learner->part->terms->len; i++) {
		GArray *list = g_array_new(FALSE, FALSE, sizeof(guint));
		TertiusTerm *term = term_at(learner, i);

		term->weight = term->prior;
		for (guint j = 0; j < learner->examples->len; j++) {
			if (!tertius_term_holds(
				    term, example_at(learner, j)->features))
				continue;
			g_array_append_val(list, j);
			learner->sums[j] += term->weight;
		}
		g_ptr_array_add(learner->holders, list);
	}
}

/* One Newton step on one weight. Returns how far it went. */
static double
improve(Learner *learner, guint index)
{
	const GArray *holders = learner->holders->pdata[index];
	TertiusTerm *term = term_at(learner, index);
	double pull = index == 0 ? 0.01 : TERTIUS_LEARN_PULL;
	double slope = pull * (term->weight - term->prior);
	double bend = pull;
	double step;

	for (guint i = 0; i < holders->len; i++) {
		guint j = g_array_index(holders, guint, i);
		const TertiusExample *example = example_at(learner, j);
		double p = 1 / (1 + exp(-learner->sums[j]));

		slope += example->importance *
		         (p - (example->is_positive ? 1 : 0));
		bend += example->importance * p * (1 - p);
	}
	step = CLAMP(-slope / bend, -STEP_MAX, STEP_MAX);
	term->weight += step;
	for (guint i = 0; i < holders->len; i++)
		learner->sums[g_array_index(holders, guint, i)] += step;
	return fabs(step);
}

void
tertius_learn(TertiusModelPart *part, const GArray *examples)
{
	Learner learner = { .part = part, .examples = examples };

	prepare(&learner);
	for (guint sweep = 0; sweep < SWEEPS; sweep++) {
		double moved = 0;

		for (guint i = 0; i < part->terms->len; i++)
			moved += improve(&learner, i);
		if (moved < TOLERANCE)
			break;
	}
	g_ptr_array_unref(learner.holders);
	g_free(learner.sums);
}
