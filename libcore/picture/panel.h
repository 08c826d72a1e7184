/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The part that all plots of columns share: a panel with an axis.
 */
#pragma once

#include "picture/series.h"
#include "picture/svg.h"

#define TERTIUS_PLOT_WIDTH  760.0
#define TERTIUS_PLOT_MARGIN 28.0

/* Where a panel lies. */
typedef struct {
	double x, y, width, height;
} TertiusPanel;

/* The first of 1, 2, 4, 6, 8, 10, 20 … that is not under @most; the axis ends
 * there. */
guint tertius_panel_ceiling(guint most);

/* Lines and numbers from 0 to @ceiling, and the ticks below. */
void tertius_panel_draw_axis(TertiusSvg *svg, const TertiusPanel *panel,
                             const TertiusSeries *series, guint ceiling);

/* The columns of the things @first to before @end, one upon the other; each
 * thing in the ink of its number. */
void tertius_panel_draw_columns(TertiusSvg *svg, const TertiusPanel *panel,
                                const TertiusSeries *series, guint ceiling,
                                guint first, guint end);

/* The largest column of the things @first to before @end. */
guint tertius_panel_find_most(const TertiusSeries *series, guint first,
                              guint end);

/* Heading and what it says in one sentence. */
void tertius_panel_draw_heading(TertiusSvg *svg, const char *title,
                                const char *sentence);

/* A square of the ink and its name; returns where the next may stand. */
double tertius_panel_draw_key(TertiusSvg *svg, guint ink, double x, double y,
                              const char *text);
