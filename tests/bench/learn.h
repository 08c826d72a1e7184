/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Learning the weights: logistic regression, each weight drawn towards what was
 * thought of it beforehand. The same input gives the same weights.
 */
#pragma once

#include "detect/model.h"

typedef struct {
	GHashTable *features; /* lent: interned or plain names as keys */
	gboolean is_positive;
	double importance;
} TertiusExample;

/* How strongly a weight is drawn to its prior: the inverse of the variance that
 * it is thought to have, so 1 lets it go about one unit of log odds either
 * way. The bias is free. */
#define TERTIUS_LEARN_PULL 1.0

/* Sets the weights of @part from @examples (TertiusExample). */
void tertius_learn(TertiusModelPart *part, const GArray *examples);
