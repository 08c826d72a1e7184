/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether scores mean what they say: of claims near 0.9, nine in ten are right.
 */
#pragma once

#include <glib.h>

typedef struct {
	double score; /* 0 … 1 */
	gboolean is_right;
} TertiusClaim;

/* Prints, for each tenth, how many of @claims (TertiusClaim) are right and how
 * far that may be from their mean score by chance; then the line through all of
 * them in log odds, which is 1 and 0 where nothing is to be corrected. */
void tertius_reliability_print(const GArray *claims);
