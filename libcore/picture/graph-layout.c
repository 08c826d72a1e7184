/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where each person of the graph lies on the paper.
 *
 * Few people make a tree from left to right. Many are packed: around each
 * person lie the circles of those whom they brought, the small ones inside; a
 * circle holds all that came through its middle. So a picture of n people is
 * about as wide as the root of n.
 */
#include "picture/graph-layout.h"

#include <math.h>
#include <stdlib.h>

#include "picture/markup.h"
#include "picture/pack.h"

#define MARGIN     TERTIUS_GRAPH_MARGIN
#define SIDE_MAX   12000.0 /* a chain of thousands is drawn smaller */
#define GAP        8.0     /* between two circles */
#define ROW_HEIGHT 36.0    /* of the tree */
#define COLUMN     210.0

gboolean
tertius_graph_is_tree(const TertiusGraph *graph)
{
	return graph->nodes->len <= TERTIUS_GRAPH_TREE_MAX;
}

/* --- Sizes and labels ---------------------------------------------------- */

static double
radius_of(const TertiusNode *node)
{
	if (node->role == TERTIUS_ROLE_ME)
		return 16;
	return MIN(5.0 + 1.6 * sqrt(node->brought), 15.0);
}

typedef struct {
	guint node;
	guint brought;
	gint64 latest;
} Rank;

static int
compare_ranks(gconstpointer a, gconstpointer b)
{
	const Rank *x = a;
	const Rank *y = b;

	if (x->brought != y->brought)
		return x->brought > y->brought ? -1 : 1;
	if (x->latest != y->latest)
		return x->latest > y->latest ? -1 : 1;
	return x->node < y->node ? -1 : 1;
}

void
tertius_graph_measure(TertiusGraph *graph)
{
	guint n = graph->nodes->len;
	g_autoptr(GArray) ranks_space =
		g_array_set_size(g_array_new(FALSE, TRUE, sizeof(Rank)), n);
	Rank *ranks = &g_array_index(ranks_space, Rank, 0);
	guint labels =
		n <= TERTIUS_GRAPH_LABELS_ALL ? n : TERTIUS_GRAPH_LABELS_MANY;

	for (guint i = 0; i < n; i++) {
		TertiusNode *node = tertius_graph_node(graph, i);

		node->radius = radius_of(node);
		node->is_labelled = FALSE;
		ranks[i].node = i;
		ranks[i].brought = i == 0 ? G_MAXUINT : node->brought;
	}
	for (guint i = 0; i < graph->edges->len; i++) {
		const TertiusEdge *edge = tertius_graph_edge(graph, i);

		ranks[edge->to].latest =
			MAX(ranks[edge->to].latest, edge->date);
	}
	qsort(ranks, n, sizeof *ranks, compare_ranks);
	for (guint i = 0; i < labels; i++)
		tertius_graph_node(graph, ranks[i].node)->is_labelled = TRUE;
}

double
tertius_graph_name_width(const TertiusNode *node)
{
	g_autofree char *name = NULL;

	if (!node->is_labelled)
		return 0;
	name = tertius_markup_dup_short(tertius_person_label(node->person),
	                                TERTIUS_GRAPH_NAME_MAX);
	return tertius_markup_width(name, TERTIUS_GRAPH_FONT);
}

void
tertius_graph_frame(TertiusGraph *graph)
{
	double left = G_MAXDOUBLE, right = -G_MAXDOUBLE;
	double top = G_MAXDOUBLE, bottom = -G_MAXDOUBLE;
	double scale, spare;

	for (guint i = 0; i < graph->nodes->len; i++) {
		const TertiusNode *node = tertius_graph_node(graph, i);
		/* The name may come to stand on either side. */
		double reach = node->radius + tertius_graph_name_width(node);

		left = fmin(left, node->x - reach);
		right = fmax(right, node->x + reach);
		top = fmin(top, node->y - node->radius);
		bottom = fmax(bottom, node->y + node->radius);
	}
	scale = fmin(SIDE_MAX / fmax(right - left, bottom - top), 1);
	graph->width =
		fmax((right - left) * scale + 2 * MARGIN, TERTIUS_GRAPH_WIDTH);
	graph->height = (bottom - top) * scale + TERTIUS_GRAPH_HEAD +
	                2 * MARGIN + TERTIUS_GRAPH_FONT;
	spare = graph->width - (right - left) * scale;
	for (guint i = 0; i < graph->nodes->len; i++) {
		TertiusNode *node = tertius_graph_node(graph, i);

		node->x = (node->x - left) * scale + spare / 2;
		node->y = (node->y - top) * scale + MARGIN + TERTIUS_GRAPH_HEAD;
	}
}

/* --- Children of each node ----------------------------------------------- */

typedef struct {
	guint node;
	guint cluster;
	double radius; /* of the circle that holds the node and all below it */
} Child;

/* Where the subtree of a node lies within that of its parent, and where the
 * node lies within its subtree. */
typedef struct {
	double radius;
	double x, y;             /* of the subtree */
	double inner_x, inner_y; /* of the node */
} Circle;

typedef struct {
	TertiusGraph *graph;
	Child *children; /* those of a node are starts[node]..starts[node+1] */
	guint *starts;
	Circle *circles;
} Forest;

static void
grow_forest(Forest *forest, TertiusGraph *graph)
{
	guint n = graph->nodes->len;
	g_autoptr(GArray) filled_space = g_array_set_size(
		g_array_new(FALSE, TRUE, sizeof(guint)), n + 1);
	guint *filled = &g_array_index(filled_space, guint, 0);

	forest->graph = graph;
	forest->children = g_new0(Child, n);
	forest->starts = g_new0(guint, n + 1);
	forest->circles = g_new0(Circle, n);
	for (guint i = 1; i < n; i++)
		forest->starts[tertius_graph_node(graph, i)->parent + 1]++;
	for (guint i = 0; i < n; i++)
		forest->starts[i + 1] += forest->starts[i];
	for (guint i = 1; i < n; i++) {
		const TertiusNode *node = tertius_graph_node(graph, i);
		guint place =
			forest->starts[node->parent] + filled[node->parent]++;

		forest->children[place].node = i;
		forest->children[place].cluster = node->cluster;
	}
}

static void
fell_forest(Forest *forest)
{
	g_free(forest->children);
	g_free(forest->starts);
	g_free(forest->circles);
}

/* Small circles before large ones; of equals those of one organisation side by
 * side. */
static int
compare_children(gconstpointer a, gconstpointer b)
{
	const Child *x = a;
	const Child *y = b;

	if (x->radius < y->radius || x->radius > y->radius)
		return x->radius < y->radius ? -1 : 1;
	if (x->cluster != y->cluster)
		return x->cluster < y->cluster ? -1 : 1;
	return x->node < y->node ? -1 : 1;
}

static void
sort_children(Forest *forest, guint node)
{
	guint start = forest->starts[node];
	guint n = forest->starts[node + 1] - start;

	for (guint i = start; i < start + n; i++)
		forest->children[i].radius =
			forest->circles[forest->children[i].node].radius;
	if (n > 1)
		qsort(forest->children + start, n, sizeof(Child),
		      compare_children);
}

/* --- Packing ------------------------------------------------------------- */

/* Lays the children of @node round it. */
static void
pack_children(Forest *forest, guint node)
{
	const TertiusNode *middle = tertius_graph_node(forest->graph, node);
	guint start = forest->starts[node];
	guint n = forest->starts[node + 1] - start;
	g_autoptr(GArray) discs_space = g_array_set_size(
		g_array_new(FALSE, TRUE, sizeof(TertiusDisc)), n + 1);
	TertiusDisc *discs = &g_array_index(discs_space, TertiusDisc, 0);

	discs[0].radius = middle->radius + (middle->is_labelled ? 18 : 0);
	for (guint i = 0; i < n; i++)
		discs[i + 1].radius =
			forest->children[start + i].radius + GAP / 2;
	tertius_pack(discs, n + 1);
	for (guint i = 0; i < n; i++) {
		Circle *circle =
			&forest->circles[forest->children[start + i].node];

		circle->x = discs[i + 1].x;
		circle->y = discs[i + 1].y;
	}
}

/* Finds a circle round the node and its children; its middle becomes that of
 * the subtree. Not the smallest, but never much larger, so that a long chain
 * grows by its length and not twofold with each step. */
static void
enclose(Forest *forest, guint node)
{
	Circle *own = &forest->circles[node];
	double room = tertius_graph_node(forest->graph, node)->radius;
	double left = -room, right = room, top = -room, bottom = room;
	guint end = forest->starts[node + 1];

	for (guint i = forest->starts[node]; i < end; i++) {
		const Circle *c = &forest->circles[forest->children[i].node];

		left = MIN(left, c->x - c->radius);
		right = MAX(right, c->x + c->radius);
		top = MIN(top, c->y - c->radius);
		bottom = MAX(bottom, c->y + c->radius);
	}
	own->inner_x = -(left + right) / 2;
	own->inner_y = -(top + bottom) / 2;
	own->radius = hypot(own->inner_x, own->inner_y) + room;
	for (guint i = forest->starts[node]; i < end; i++) {
		Circle *c = &forest->circles[forest->children[i].node];

		c->x += own->inner_x;
		c->y += own->inner_y;
		own->radius = MAX(own->radius, hypot(c->x, c->y) + c->radius);
	}
}

static void
pack(Forest *forest)
{
	TertiusGraph *graph = forest->graph;
	guint n = graph->nodes->len;

	/* Children come after their parents: from the end, each is ready. */
	for (guint i = n; i-- > 0;) {
		sort_children(forest, i);
		pack_children(forest, i);
		enclose(forest, i);
	}
	for (guint i = 0; i < n; i++) {
		TertiusNode *node = tertius_graph_node(graph, i);
		Circle *own = &forest->circles[i];

		if (i > 0) {
			own->x += forest->circles[node->parent].x;
			own->y += forest->circles[node->parent].y;
		}
		node->x = own->x + own->inner_x;
		node->y = own->y + own->inner_y;
	}
}

/* --- The tree ------------------------------------------------------------ */

/* Gives each leaf a row of its own, in the order of the tree, and each parent
 * the middle of its children. */
static void
lay_tree(Forest *forest)
{
	TertiusGraph *graph = forest->graph;
	guint n = graph->nodes->len;
	g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(guint));
	guint node = 0;
	guint row = 0;

	g_array_append_val(stack, node);
	while (stack->len > 0) {
		guint top = g_array_index(stack, guint, stack->len - 1);
		guint end = forest->starts[top + 1];

		g_array_set_size(stack, stack->len - 1);
		sort_children(forest, top);
		for (guint i = end; i-- > forest->starts[top];)
			g_array_append_val(stack, forest->children[i].node);
		if (end == forest->starts[top])
			tertius_graph_node(graph, top)->y = row++ * ROW_HEIGHT;
	}
	for (guint i = n; i-- > 0;) {
		TertiusNode *at = tertius_graph_node(graph, i);
		guint first = forest->starts[i];
		guint end = forest->starts[i + 1];

		at->x = at->depth * COLUMN;
		if (end > first)
			at->y = (tertius_graph_node(
					 graph, forest->children[first].node)
			                 ->y +
			         tertius_graph_node(
					 graph, forest->children[end - 1].node)
			                 ->y) /
			        2;
	}
}

void
tertius_graph_lay_out(TertiusGraph *graph)
{
	Forest forest;

	grow_forest(&forest, graph);
	if (tertius_graph_is_tree(graph))
		lay_tree(&forest);
	else
		pack(&forest);
	fell_forest(&forest);
	tertius_graph_frame(graph);
}
