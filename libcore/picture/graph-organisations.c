/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The organisations below the graph: boxes with their names, or patches of ink
 * and a key to the inks.
 */
#include <math.h>

#include "picture/graph-layout.h"
#include "picture/graph-svg-private.h"
#include "picture/markup.h"

/* Organisations that get an ink of their own where many people are drawn. */
#define TINTED TERTIUS_SVG_INKS

/* --- Boxes --------------------------------------------------------------- */

static TertiusBox
box_of(const TertiusGraph *graph, guint cluster)
{
	TertiusBox box = { G_MAXDOUBLE, -G_MAXDOUBLE, G_MAXDOUBLE,
		           -G_MAXDOUBLE };

	for (guint i = 1; i < graph->nodes->len; i++) {
		const TertiusNode *node = tertius_graph_node(graph, i);
		double side;

		if (node->cluster != cluster)
			continue;
		side = MAX(node->radius + 8,
		           tertius_graph_name_width(node) / 2 + 4);
		box.left = fmin(box.left, node->x - side);
		box.right = fmax(box.right, node->x + side);
		box.top = fmin(box.top, node->y - node->radius - 18);
		box.bottom = fmax(box.bottom, node->y + node->radius + 18);
	}
	return box;
}

/* A box that would hold somebody of elsewhere says what is not so. */
static gboolean
holds_others(const TertiusGraph *graph, guint cluster, const TertiusBox *box)
{
	for (guint i = 0; i < graph->nodes->len; i++) {
		const TertiusNode *node = tertius_graph_node(graph, i);

		if (node->cluster != cluster && node->x > box->left - 30 &&
		    node->x < box->right + 30 && node->y > box->top - 22 &&
		    node->y < box->bottom + 12)
			return TRUE;
	}
	return FALSE;
}

static gboolean
boxes_are_true(const TertiusGraph *graph)
{
	for (guint i = 0; i < graph->clusters->len; i++) {
		TertiusBox box = box_of(graph, i);

		if (holds_others(graph, i, &box))
			return FALSE;
	}
	return TRUE;
}

static void
draw_boxes(TertiusSvg *svg, const TertiusGraph *graph)
{
	for (guint i = 0; i < graph->clusters->len; i++) {
		TertiusBox box = box_of(graph, i);

		tertius_svg_start(svg, "rect", "cluster");
		tertius_svg_set_number(svg, "x", box.left);
		tertius_svg_set_number(svg, "y", box.top);
		tertius_svg_set_number(svg, "width", box.right - box.left);
		tertius_svg_set_number(svg, "height", box.bottom - box.top);
		tertius_svg_set_number(svg, "rx", 8);
		tertius_svg_end(svg);
		tertius_svg_words(svg, "quiet small name", box.left + 6,
		                  box.top + 12,
		                  tertius_graph_cluster(graph, i)->name);
	}
}

/* --- Patches ------------------------------------------------------------- */

static int
compare_sizes(gconstpointer a, gconstpointer b, gpointer data)
{
	const TertiusGraph *graph = *(const TertiusGraph *const *) data;
	guint x = tertius_graph_cluster(graph, *(const guint *) a)->n;
	guint y = tertius_graph_cluster(graph, *(const guint *) b)->n;

	if (x != y)
		return x > y ? -1 : 1;
	return *(const guint *) a < *(const guint *) b ? -1 : 1;
}

/* The largest organisations, the largest first. */
static guint
list_largest(const TertiusGraph *graph, guint largest[TINTED])
{
	guint n = graph->clusters->len;
	g_autoptr(GArray) order_space = g_array_set_size(
		g_array_new(FALSE, TRUE, sizeof(guint)), n + 1);
	guint *order = &g_array_index(order_space, guint, 0);

	for (guint i = 0; i < n; i++)
		order[i] = i;
	g_qsort_with_data(order, (int) n, sizeof *order, compare_sizes, &graph);
	n = MIN(n, TINTED);
	for (guint i = 0; i < n; i++)
		largest[i] = order[i];
	return n;
}

static void
draw_members(TertiusSvg *svg, const TertiusGraph *graph, guint cluster)
{
	for (guint i = 1; i < graph->nodes->len; i++) {
		const TertiusNode *node = tertius_graph_node(graph, i);

		if (node->cluster == cluster)
			tertius_svg_circle(svg, NULL, node->x, node->y,
			                   node->radius + 7);
	}
}

/* Those of one organisation stand on patches of one ink that run together, and
 * the pattern of the ink lies on them. */
static void
draw_patches(TertiusSvg *svg, const TertiusGraph *graph)
{
	guint largest[TINTED];
	guint n = list_largest(graph, largest);

	for (guint i = 0; i < n; i++) {
		g_autofree char *ink = g_strdup_printf("patch ink%u", i);

		tertius_svg_start(svg, "g", ink);
		draw_members(svg, graph, largest[i]);
		tertius_svg_end(svg);
		tertius_svg_start(svg, "g", NULL);
		if (tertius_svg_set_pattern(svg, i))
			draw_members(svg, graph, largest[i]);
		tertius_svg_end(svg);
	}
}

/* --- The key to their inks ----------------------------------------------- */

static char *
dup_entry(const TertiusGraph *graph, guint cluster, guint letters)
{
	const TertiusCluster *one = tertius_graph_cluster(graph, cluster);
	g_autofree char *name = tertius_markup_dup_short(one->name, letters);

	return g_strdup_printf("%s (%u)", name, one->n);
}

/* How many letters of each name there is room for in one line. */
static guint
find_room(const TertiusGraph *graph, const guint largest[TINTED], guint n)
{
	guint letters = 24;
	double x = graph->width;

	while (x > graph->width - TERTIUS_GRAPH_MARGIN && letters > 6) {
		letters -= 2;
		x = TERTIUS_GRAPH_MARGIN;
		for (guint i = 0; i < n; i++) {
			g_autofree char *text =
				dup_entry(graph, largest[i], letters);

			x += 20 + tertius_markup_width(text, 11) + 16;
		}
	}
	return letters;
}

/* The inks of the organisations, where boxes do not name them. */
static void
draw_key(TertiusSvg *svg, const TertiusGraph *graph, double y)
{
	guint largest[TINTED];
	guint n = list_largest(graph, largest);
	guint letters = find_room(graph, largest, n);
	double x = TERTIUS_GRAPH_MARGIN;

	for (guint i = 0; i < n; i++) {
		g_autofree char *class_name = g_strdup_printf("patch ink%u", i);
		g_autofree char *text = dup_entry(graph, largest[i], letters);

		tertius_svg_circle(svg, class_name, x + 8, y, 8);
		tertius_svg_start(svg, "g", NULL);
		if (tertius_svg_set_pattern(svg, i))
			tertius_svg_circle(svg, NULL, x + 8, y, 8);
		tertius_svg_end(svg);
		tertius_svg_words(svg, "small", x + 20, y + 4, text);
		x += 20 + tertius_markup_width(text, 11) + 16;
	}
}

void
tertius_graph_draw_organisations(TertiusSvg *svg, const TertiusGraph *graph,
                                 double y)
{
	if (tertius_graph_is_tree(graph) && boxes_are_true(graph)) {
		draw_boxes(svg, graph);
	} else {
		draw_key(svg, graph, y);
		draw_patches(svg, graph);
	}
}
