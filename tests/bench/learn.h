/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Learning the weights: logistic regression, each weight drawn towards what was
 * thought of it beforehand. The same input gives the same weights.
 */
#pragma once

#include "detect/model.h"
#include "detect/reading.h"

typedef struct {
	const GPtrArray *windows; /* TertiusWindow; lent, at least one */
	gboolean is_positive;
	double importance;
} TertiusExample;

/* How strongly a weight is drawn to its prior: the inverse of the variance that
 * it is thought to have, so 1 lets it go about one unit of log odds either
 * way. The bias is free. */
#define TERTIUS_LEARN_PULL 3.0

/* Sets the weights of @part from @examples (TertiusExample). A message is what
 * its clearest window is, so each round picks that window by the weights of the
 * round before. */
void tertius_learn(TertiusModelPart *part, const GArray *examples);
