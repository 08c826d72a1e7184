/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Means and standard deviations.
 */
#include "spread.h"

#include <math.h>
#include <string.h>

typedef struct {
	char *name;
	guint n;
	double sum[TERTIUS_SPREAD_COLUMNS];
	double squares[TERTIUS_SPREAD_COLUMNS];
} Row;

struct _TertiusSpread {
	GPtrArray *rows;
};

static void
free_row(gpointer data)
{
	Row *row = data;

	g_free(row->name);
	g_free(row);
}

TertiusSpread *
tertius_spread_new(void)
{
	TertiusSpread *spread = g_new0(TertiusSpread, 1);

	spread->rows = g_ptr_array_new_with_free_func(free_row);
	return spread;
}

void
tertius_spread_free(TertiusSpread *spread)
{
	if (spread == NULL)
		return;
	g_ptr_array_unref(spread->rows);
	g_free(spread);
}

static Row *
find_or_add(TertiusSpread *spread, const char *name)
{
	Row *row;

	for (guint i = 0; i < spread->rows->len; i++) {
		row = spread->rows->pdata[i];
		if (strcmp(row->name, name) == 0)
			return row;
	}
	row = g_new0(Row, 1);
	row->name = g_strdup(name);
	g_ptr_array_add(spread->rows, row);
	return row;
}

void
tertius_spread_add(TertiusSpread *spread, const char *row,
                   const double figures[TERTIUS_SPREAD_COLUMNS])
{
	Row *there = find_or_add(spread, row);

	there->n++;
	for (guint i = 0; i < TERTIUS_SPREAD_COLUMNS; i++) {
		there->sum[i] += figures[i];
		there->squares[i] += figures[i] * figures[i];
	}
}

void
tertius_spread_each(const TertiusSpread *spread, TertiusSpreadEach each)
{
	for (guint i = 0; i < spread->rows->len; i++) {
		const Row *row = spread->rows->pdata[i];
		double mean[TERTIUS_SPREAD_COLUMNS];
		double deviation[TERTIUS_SPREAD_COLUMNS];

		for (guint j = 0; j < TERTIUS_SPREAD_COLUMNS; j++) {
			double variance;

			mean[j] = row->sum[j] / row->n;
			variance = row->squares[j] / row->n - mean[j] * mean[j];
			deviation[j] = sqrt(MAX(variance, 0));
		}
		each(row->name, mean, deviation);
	}
}
