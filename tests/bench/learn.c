/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Learning the weights: coordinate descent with Newton steps, in the order of
 * the terms; the loss is convex, so it ends where it must.
 */
#include "learn.h"

#include <math.h>

#define ROUNDS    8
#define SWEEPS    200
#define TOLERANCE 1e-6
#define STEP_MAX  1.0

typedef struct {
	TertiusModelPart *part;
	const GArray *examples;
	GPtrArray *holders; /* GArray of guint: examples where a term holds */
	double *sums;       /* log odds of each example */
	const TertiusMarks **picked; /* features of the window that counts */
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

static const TertiusMarks *
pick(const Learner *learner, const TertiusExample *example)
{
	const TertiusMarks *best = NULL;
	double most = 0;

	for (guint i = 0; i < example->windows->len; i++) {
		const TertiusWindow *window = example->windows->pdata[i];
		double score =
			tertius_model_score(learner->part, &window->marks);

		if (best != NULL && score <= most)
			continue;
		best = &window->marks;
		most = score;
	}
	return best;
}

static void
prepare(Learner *learner)
{
	learner->holders = g_ptr_array_new_with_free_func(free_holders);
	learner->sums = g_new0(double, learner->examples->len);
	learner->picked = g_new0(const TertiusMarks *, learner->examples->len);
	for (guint j = 0; j < learner->examples->len; j++)
		learner->picked[j] = pick(learner, example_at(learner, j));
	for (guint i = 0; i < learner->part->terms->len; i++) {
		GArray *list = g_array_new(FALSE, FALSE, sizeof(guint));
		TertiusTerm *term = term_at(learner, i);

		for (guint j = 0; j < learner->examples->len; j++) {
			if (!tertius_term_holds(term, learner->picked[j]))
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

static void
learn_once(TertiusModelPart *part, const GArray *examples)
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
	g_free(learner.picked);
}

void
tertius_learn(TertiusModelPart *part, const GArray *examples)
{
	for (guint i = 0; i < part->terms->len; i++) {
		TertiusTerm *term = &g_array_index(part->terms, TertiusTerm, i);

		term->weight = term->prior;
	}
	for (guint round = 0; round < ROUNDS; round++)
		learn_once(part, examples);
}
