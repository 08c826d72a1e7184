/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The part that all plots of columns share.
 */
#include "picture/panel.h"

#include "picture/markup.h"

guint
tertius_panel_ceiling(guint most)
{
	static const guint steps[] = { 1, 2, 4, 6, 8 };
	guint unit = 1;

	while (unit < G_MAXUINT / 10) {
		for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
			if (steps[i] * unit >= most)
				return steps[i] * unit;
		unit *= 10;
	}
	return G_MAXUINT;
}

static void
draw_level(TertiusSvg *svg, const TertiusPanel *panel, guint level,
           guint ceiling)
{
	double y = panel->y + panel->height -
	           panel->height * level / (double) ceiling;
	g_autofree char *number = g_strdup_printf("%u", level);

	tertius_svg_line(svg, level == 0 ? "axis" : "grid", panel->x, y,
	                 panel->x + panel->width, y);
	tertius_svg_words(svg, "quiet small end", panel->x - 6, y + 4, number);
}

void
tertius_panel_draw_axis(TertiusSvg *svg, const TertiusPanel *panel,
                        const TertiusSeries *series, guint ceiling)
{
	guint n = series->ticks->len;
	double step = panel->width / MAX(n, 1);

	if (ceiling > 1 && ceiling % 2 == 0)
		draw_level(svg, panel, ceiling / 2, ceiling);
	draw_level(svg, panel, ceiling, ceiling);
	draw_level(svg, panel, 0, ceiling);
	for (guint i = 0; i < n; i++) {
		const char *tick = series->ticks->pdata[i];

		if (*tick != '\0')
			tertius_svg_words(svg, "quiet small middle",
			                  panel->x + step * (i + 0.5),
			                  panel->y + panel->height + 15, tick);
	}
}

static void
draw_column(TertiusSvg *svg, const double box[4], const TertiusSeries *series,
            guint name, guint period)
{
	g_autofree char *title = g_strdup_printf(
		"%s, %s: %u", (const char *) series->names->pdata[name],
		(const char *) series->periods->pdata[period],
		tertius_series_count(series, name, period));

	tertius_svg_bar(svg, name % TERTIUS_SVG_INKS, box, title);
}

void
tertius_panel_draw_columns(TertiusSvg *svg, const TertiusPanel *panel,
                           const TertiusSeries *series, guint ceiling,
                           guint first, guint end)
{
	guint n = series->periods->len;
	double step = panel->width / MAX(n, 1);
	double gap = MIN(step * 0.25, 12);

	for (guint i = 0; i < n; i++) {
		double y = panel->y + panel->height;

		for (guint name = first; name < end; name++) {
			guint count = tertius_series_count(series, name, i);
			double height = panel->height * count / ceiling;
			double box[] = { panel->x + step * i + gap / 2,
				         y - height, step - gap, height };

			if (count > 0)
				draw_column(svg, box, series, name, i);
			y -= height;
		}
	}
}

guint
tertius_panel_find_most(const TertiusSeries *series, guint first, guint end)
{
	guint most = 0;

	for (guint i = 0; i < series->periods->len; i++) {
		guint sum = 0;

		for (guint name = first; name < end; name++)
			sum += tertius_series_count(series, name, i);
		most = MAX(most, sum);
	}
	return most;
}

void
tertius_panel_draw_heading(TertiusSvg *svg, const char *title,
                           const char *sentence)
{
	tertius_svg_describe(svg, title, sentence);
	tertius_svg_words(svg, "heading", TERTIUS_PLOT_MARGIN, 30, title);
	tertius_svg_words(svg, "quiet", TERTIUS_PLOT_MARGIN, 50, sentence);
}

double
tertius_panel_draw_key(TertiusSvg *svg, guint ink, double x, double y,
                       const char *text)
{
	const double box[] = { x, y - 12, 16, 16 };

	tertius_svg_bar(svg, ink, box, NULL);
	tertius_svg_words(svg, NULL, x + 24, y + 1, text);
	return x + 24 + tertius_markup_width(text, 13) + 20;
}
