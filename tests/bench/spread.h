/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures that were taken several times: their mean, and how far they spread.
 */
#pragma once

#include <glib.h>

#define TERTIUS_SPREAD_COLUMNS 4

typedef struct _TertiusSpread TertiusSpread;

TertiusSpread *tertius_spread_new(void);
void tertius_spread_free(TertiusSpread *spread);

/* Takes the figures of @row, once a time. Rows keep the order of their first. */
void tertius_spread_add(TertiusSpread *spread, const char *row,
                        const double figures[TERTIUS_SPREAD_COLUMNS]);

typedef void (*TertiusSpreadEach)(
	const char *row, const double mean[TERTIUS_SPREAD_COLUMNS],
	const double deviation[TERTIUS_SPREAD_COLUMNS]);
void tertius_spread_each(const TertiusSpread *spread, TertiusSpreadEach each);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusSpread, tertius_spread_free)
