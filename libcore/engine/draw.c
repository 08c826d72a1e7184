/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pictures and the report of what the engine concluded.
 */
#include "engine/draw.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "engine/layout.h"
#include "picture/graph-dot.h"
#include "picture/graph-layout.h"
#include "picture/graph-svg.h"
#include "picture/plot.h"
#include "picture/report.h"

static const char *const names[TERTIUS_PICTURE_N] = {
	[TERTIUS_PICTURE_GRAPH] = "graph",
	[TERTIUS_PICTURE_YEAR] = "year",
	[TERTIUS_PICTURE_BALANCE] = "balance",
	[TERTIUS_PICTURE_ORIGIN] = "origin",
	[TERTIUS_PICTURE_RHYTHM] = "rhythm",
};

gboolean
tertius_picture_from_name(const char *name, TertiusPictureKind *kind)
{
	for (guint i = 0; i < TERTIUS_PICTURE_N; i++) {
		if (strcmp(names[i], name) == 0) {
			*kind = (TertiusPictureKind) i;
			return TRUE;
		}
	}
	return FALSE;
}

static GTimeZone *
get_zone(TertiusEngine *engine)
{
	return tertius_working_time_get_zone(
		tertius_engine_get_working_time(engine));
}

/* --- One picture --------------------------------------------------------- */

static void
free_spot(gpointer data)
{
	TertiusSpot *spot = data;

	g_free(spot->words);
	g_free(spot->address);
	g_free(spot->introduction);
	g_free(spot);
}

void
tertius_drawing_free(TertiusDrawing *drawing)
{
	if (drawing == NULL)
		return;
	g_free(drawing->text);
	g_ptr_array_unref(drawing->spots);
	g_free(drawing);
}

static TertiusDrawing *
new_drawing(void)
{
	TertiusDrawing *drawing = g_new0(TertiusDrawing, 1);

	drawing->spots = g_ptr_array_new_with_free_func(free_spot);
	return drawing;
}

static void
add_marks(TertiusDrawing *drawing, const TertiusGraph *graph)
{
	for (guint i = 1; i < graph->nodes->len; i++) {
		const TertiusNode *node = tertius_graph_node(graph, i);
		TertiusSpot *spot = g_new0(TertiusSpot, 1);

		spot->n = 1;
		spot->x[0] = node->x;
		spot->y[0] = node->y;
		spot->radius = node->radius;
		spot->words = tertius_graph_dup_node_words(graph, i);
		spot->address = g_strdup(node->person->address != NULL
		                                 ? node->person->address
		                                 : node->person->name);
		g_ptr_array_add(drawing->spots, spot);
	}
}

static void
add_lines(TertiusDrawing *drawing, const TertiusGraph *graph)
{
	for (guint i = 0; i < graph->edges->len; i++) {
		const TertiusEdge *edge = tertius_graph_edge(graph, i);
		TertiusSpot *spot;

		if (edge->introduction == NULL)
			continue;
		spot = g_new0(TertiusSpot, 1);
		spot->words = tertius_graph_dup_edge_words(graph, edge);
		spot->introduction = g_strdup(edge->introduction);
		for (; spot->n < TERTIUS_SPOT_POINTS; spot->n++)
			tertius_graph_find_on_edge(
				graph, edge,
				spot->n / (TERTIUS_SPOT_POINTS - 1.0),
				&spot->x[spot->n], &spot->y[spot->n]);
		g_ptr_array_add(drawing->spots, spot);
	}
}

static char *
finish(TertiusSvg *svg)
{
	char *text = tertius_svg_finish(svg);

	tertius_svg_free(svg);
	return text;
}

static void
draw_graph(TertiusDrawing *drawing, const TertiusConclusions *all,
           const TertiusPictureRequest *request, GTimeZone *zone)
{
	const TertiusGraphFilter filter = {
		.with = request->with,
		.since = request->since,
		.perhaps = request->perhaps,
		.zone = zone,
	};
	g_autoptr(TertiusGraph) graph =
		tertius_graph_new(all->introductions, all->history, &filter);

	drawing->people = graph->nodes->len - 1;
	if (request->as_dot) {
		tertius_graph_measure(graph);
		drawing->text = tertius_graph_to_dot(graph);
		return;
	}
	drawing->layout = tertius_layout_run(graph, TERTIUS_LAYOUT_MILLISECONDS,
	                                     request->cancellable);
	drawing->text = finish(tertius_graph_draw(graph, "graph"));
	add_marks(drawing, graph);
	add_lines(drawing, graph);
}

static char *
draw_plot(TertiusEngine *engine, const TertiusConclusions *all,
          TertiusPictureKind kind, guint person)
{
	GTimeZone *zone = get_zone(engine);
	g_autoptr(TertiusSeries) series = NULL;
	g_autoptr(TertiusSeries) reach = NULL;
	g_autoptr(TertiusBalance) balance = NULL;
	g_autoptr(TertiusRhythm) rhythm = NULL;

	switch (kind) {
	case TERTIUS_PICTURE_YEAR:
		series = tertius_series_year(
			all->introductions, all->reminders,
			tertius_history_get_now(all->history), zone);
		return finish(tertius_plot_year(series, "year"));
	case TERTIUS_PICTURE_BALANCE:
		balance = tertius_balance_new(
			all->history, person, all->introductions,
			tertius_engine_get_working_time(engine));
		return finish(tertius_plot_balance(balance, "balance"));
	case TERTIUS_PICTURE_RHYTHM:
		rhythm = tertius_rhythm_new(all->history, person);
		return finish(tertius_plot_rhythm(rhythm, "rhythm", zone));
	case TERTIUS_PICTURE_ORIGIN:
	case TERTIUS_PICTURE_GRAPH:
	case TERTIUS_PICTURE_N:
		break;
	}
	series = tertius_series_origin(all->relations->quarters, zone);
	reach = tertius_series_reach(all->relations->quarters, zone);
	return finish(tertius_plot_origin(series, reach, "origin"));
}

TertiusDrawing *
tertius_engine_draw(TertiusEngine *engine, const TertiusPictureRequest *request,
                    GError **error)
{
	const TertiusConclusions *all = tertius_engine_conclude(engine, error);
	guint person = TERTIUS_NOBODY;
	TertiusDrawing *drawing;

	if (all == NULL)
		return NULL;
	if (request->with != NULL)
		person = tertius_history_find(all->history, request->with);
	if (person == TERTIUS_NOBODY &&
	    (request->with != NULL ||
	     request->kind == TERTIUS_PICTURE_RHYTHM)) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            _("nobody is known as '%s'"),
		            request->with != NULL ? request->with : "");
		return NULL;
	}
	drawing = new_drawing();
	if (request->kind == TERTIUS_PICTURE_GRAPH)
		draw_graph(drawing, all, request, get_zone(engine));
	else
		drawing->text = draw_plot(engine, all, request->kind, person);
	return drawing;
}

/* --- The report ---------------------------------------------------------- */

static void
add_inline(GPtrArray *pictures, TertiusSvg *svg)
{
	g_ptr_array_add(pictures, tertius_svg_finish_inline(svg));
	tertius_svg_free(svg);
}

static GPtrArray *
draw_for_report(TertiusEngine *engine, const TertiusConclusions *all,
                gboolean perhaps)
{
	GTimeZone *zone = get_zone(engine);
	GPtrArray *pictures = g_ptr_array_new_with_free_func(g_free);
	const TertiusGraphFilter filter = {
		.perhaps = perhaps,
		.people = TERTIUS_REPORT_DRAWN_MAX,
		.zone = zone,
	};
	g_autoptr(TertiusGraph) graph =
		tertius_graph_new(all->introductions, all->history, &filter);
	g_autoptr(TertiusSeries) year = tertius_series_year(
		all->introductions, all->reminders,
		tertius_history_get_now(all->history), zone);
	g_autoptr(TertiusSeries) origin =
		tertius_series_origin(all->relations->quarters, zone);
	g_autoptr(TertiusSeries) reach =
		tertius_series_reach(all->relations->quarters, zone);
	g_autoptr(TertiusBalance) balance = tertius_balance_new(
		all->history, TERTIUS_NOBODY, all->introductions,
		tertius_engine_get_working_time(engine));

	tertius_graph_measure(graph);
	tertius_graph_lay_out(graph);
	add_inline(pictures, tertius_graph_draw(graph, "graph"));
	add_inline(pictures, tertius_plot_year(year, "year"));
	add_inline(pictures, tertius_plot_balance(balance, "balance"));
	add_inline(pictures, tertius_plot_origin(origin, reach, "origin"));
	return pictures;
}

char *
tertius_engine_report(TertiusEngine *engine, gboolean perhaps, GError **error)
{
	const TertiusConclusions *all = tertius_engine_conclude(engine, error);
	GTimeZone *zone = get_zone(engine);
	g_autoptr(GPtrArray) pictures = NULL;

	if (all == NULL)
		return NULL;
	pictures = draw_for_report(engine, all, perhaps);
	return tertius_report_to_html(&(const TertiusReport){
		.history = all->history,
		.introductions = all->introductions,
		.reminders = all->reminders,
		.pictures = pictures,
		.now = tertius_history_get_now(all->history),
		.zone = zone,
		.perhaps = perhaps,
	});
}
