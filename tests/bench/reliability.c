/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scores against what was right.
 */
#include "reliability.h"

#include <math.h>
#include <stdio.h>

#define ROUNDS  50
#define NEAREST 0.002 /* to 0 and 1 */

static const TertiusClaim *
claim_at(const GArray *claims, guint index)
{
	return &g_array_index(claims, TertiusClaim, index);
}

static void
print_tenth(const GArray *claims, double from, double until)
{
	guint n = 0, right = 0;
	double sum = 0, mean;

	for (guint i = 0; i < claims->len; i++) {
		const TertiusClaim *claim = claim_at(claims, i);

		if (claim->score < from || claim->score >= until)
			continue;
		n++;
		sum += claim->score;
		right += claim->is_right ? 1 : 0;
	}
	if (n == 0)
		return;
	mean = sum / n;
	printf("%.2f-%.2f %6u   %5.2f   %5.2f +-%.2f\n", from, MIN(until, 1.0),
	       n, (double) right / n, mean, sqrt(mean * (1 - mean) / n));
}

static double
log_odds(const TertiusClaim *claim)
{
	double score = CLAMP(claim->score, NEAREST, 1 - NEAREST);

	return log(score / (1 - score));
}

typedef struct {
	double slope, intercept;
	double slope_error, intercept_error;
} Line;

/* A step of Newton's method; the bend at its end tells the errors. */
static double
improve(const GArray *claims, Line *line)
{
	double pull[2] = { 0, 0 }, bend[3] = { 0, 0, 0 };
	double area, by_slope, by_intercept;

	for (guint i = 0; i < claims->len; i++) {
		const TertiusClaim *claim = claim_at(claims, i);
		double x = log_odds(claim);
		double p = 1 / (1 + exp(-line->slope * x - line->intercept));
		double off = p - (claim->is_right ? 1 : 0);

		pull[0] += off;
		pull[1] += off * x;
		bend[0] += p * (1 - p);
		bend[1] += p * (1 - p) * x;
		bend[2] += p * (1 - p) * x * x;
	}
	area = bend[0] * bend[2] - bend[1] * bend[1];
	if (area <= 0)
		return 0;
	by_intercept = (bend[2] * pull[0] - bend[1] * pull[1]) / area;
	by_slope = (bend[0] * pull[1] - bend[1] * pull[0]) / area;
	line->intercept -= by_intercept;
	line->slope -= by_slope;
	line->intercept_error = sqrt(bend[2] / area);
	line->slope_error = sqrt(bend[0] / area);
	return fabs(by_intercept) + fabs(by_slope);
}

void
tertius_reliability_print(const GArray *claims)
{
	static const double bounds[] = { 0.06, 0.12, 0.2, 0.3, 0.4, 0.5,
		                         0.6,  0.7,  0.8, 0.9, 1.01 };
	Line line = { 1, 0, 0, 0 };

	printf("\nscore     claims   right   mean score, by chance\n");
	for (gsize i = 0; i + 1 < G_N_ELEMENTS(bounds); i++)
		print_tenth(claims, bounds[i], bounds[i + 1]);
	for (guint i = 0; i < ROUNDS && improve(claims, &line) > 1e-9; i++)
		;
	printf("in log odds: slope %.2f +-%.2f, intercept %.2f +-%.2f "
	       "(1 and 0: nothing to correct)\n",
	       line.slope, line.slope_error, line.intercept,
	       line.intercept_error);
}
