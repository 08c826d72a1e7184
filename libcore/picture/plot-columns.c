/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plots made of columns: the year, and where contacts come from.
 */
#include <glib/gi18n-lib.h>

#include "picture/panel.h"
#include "picture/plot.h"

#define ROW_HEIGHT    120.0
#define ORIGIN_HEIGHT 340.0

/* "Introductions: 12. Thanks: 9." */
static char *
dup_totals(const TertiusSeries *series)
{
	GString *totals = g_string_new(NULL);

	for (guint i = 0; i < series->names->len; i++)
		g_string_append_printf(totals, "%s%s: %u.", i > 0 ? " " : "",
		                       (const char *) series->names->pdata[i],
		                       tertius_series_total(series, i));
	return g_string_free(totals, FALSE);
}

/* One thing of @series, in a row whose name stands at @y. */
static void
draw_row(TertiusSvg *svg, const TertiusSeries *series, guint thing, double y)
{
	TertiusPanel panel = { TERTIUS_PLOT_MARGIN + 30, y + 14,
		               TERTIUS_PLOT_WIDTH - 2 * TERTIUS_PLOT_MARGIN -
		                       30,
		               ROW_HEIGHT - 62 };
	guint ceiling = tertius_panel_ceiling(
		tertius_panel_find_most(series, thing, thing + 1));

	(void) tertius_panel_draw_key(svg, thing % TERTIUS_SVG_INKS,
	                              TERTIUS_PLOT_MARGIN, y,
	                              series->names->pdata[thing]);
	tertius_panel_draw_axis(svg, &panel, series, ceiling);
	tertius_panel_draw_columns(svg, &panel, series, ceiling, thing,
	                           thing + 1);
}

TertiusSvg *
tertius_plot_year(const TertiusSeries *series, const char *name)
{
	guint n = series->names->len;
	TertiusSvg *svg = tertius_svg_new(name, TERTIUS_PLOT_WIDTH,
	                                  70 + ROW_HEIGHT * n + 10);
	g_autofree char *totals = dup_totals(series);

	tertius_panel_draw_heading(svg, _("The year, week by week"), totals);
	for (guint i = 0; i < n; i++)
		draw_row(svg, series, i, 70 + ROW_HEIGHT * i + 20);
	return svg;
}

TertiusSvg *
tertius_plot_origin(const TertiusSeries *series, const TertiusSeries *reach,
                    const char *name)
{
	TertiusSvg *svg =
		tertius_svg_new(name, TERTIUS_PLOT_WIDTH,
	                        ORIGIN_HEIGHT + ROW_HEIGHT * reach->names->len);
	g_autofree char *totals = dup_totals(series);
	TertiusPanel panel = { TERTIUS_PLOT_MARGIN + 30, 110,
		               TERTIUS_PLOT_WIDTH - 2 * TERTIUS_PLOT_MARGIN -
		                       30,
		               190 };
	guint n = series->names->len;
	guint ceiling =
		tertius_panel_ceiling(tertius_panel_find_most(series, 0, n));
	double x = TERTIUS_PLOT_MARGIN;

	tertius_panel_draw_heading(svg, _("Where new contacts come from"),
	                           totals);
	for (guint i = 0; i < n; i++)
		x = tertius_panel_draw_key(svg, i % TERTIUS_SVG_INKS, x, 82,
		                           series->names->pdata[i]);
	tertius_panel_draw_axis(svg, &panel, series, ceiling);
	tertius_panel_draw_columns(svg, &panel, series, ceiling, 0, n);
	for (guint i = 0; i < reach->names->len; i++)
		draw_row(svg, reach, i, ORIGIN_HEIGHT + ROW_HEIGHT * i + 10);
	return svg;
}
