/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The graph put in order: a tree with me at its root, and organisations.
 */
#include "picture/graph-private.h"

#include <string.h>

#include "model/organisation.h"

/* The edges that lead on from each node, as linked lists in two arrays:
 * first[node] is an edge, next[edge] a later one of the same node. */
typedef struct {
	TertiusGraph *graph;
	guint *first;
	guint *next;
	GArray *queue; /* guint: nodes in the order in which they are reached */
} Tree;

static void
reach(Tree *tree, guint index, guint parent)
{
	TertiusNode *node = tertius_graph_node(tree->graph, index);

	if (index == 0 || node->parent != TERTIUS_GRAPH_NONE)
		return;
	node->parent = parent;
	node->depth = tertius_graph_node(tree->graph, parent)->depth + 1;
	g_array_append_val(tree->queue, index);
}

/* Reaches on from the nodes of the queue at @start and after it. */
static void
walk(Tree *tree, guint start)
{
	for (guint i = start; i < tree->queue->len; i++) {
		guint from = g_array_index(tree->queue, guint, i);

		for (guint edge = tree->first[from]; edge != TERTIUS_GRAPH_NONE;
		     edge = tree->next[edge])
			reach(tree, tertius_graph_edge(tree->graph, edge)->to,
			      from);
	}
}

static void
know(Tree *tree, guint index)
{
	TertiusEdge edge = { .to = index, .kind = TERTIUS_EDGE_KNOWS };

	g_array_append_val(tree->graph->edges, edge);
	reach(tree, index, 0);
}

/* Tells which nodes somebody brought. */
static void
link_edges(Tree *tree, gboolean *was_brought)
{
	for (guint i = 0; i < tree->graph->nodes->len; i++)
		tree->first[i] = TERTIUS_GRAPH_NONE;
	for (guint i = tree->graph->edges->len; i-- > 0;) {
		const TertiusEdge *edge = tertius_graph_edge(tree->graph, i);

		if (edge->kind == TERTIUS_EDGE_JOINED)
			continue;
		tree->next[i] = tree->first[edge->from];
		tree->first[edge->from] = i;
		was_brought[edge->to] = TRUE;
	}
}

/* Makes the nodes of @order, and the edges between them, all that there is. */
static void
rearrange(TertiusGraph *graph, const GArray *order)
{
	g_autoptr(GArray) places_space = g_array_set_size(
		g_array_new(FALSE, TRUE, sizeof(guint)), graph->nodes->len);
	guint *places = &g_array_index(places_space, guint, 0);
	GArray *nodes = g_array_new(FALSE, TRUE, sizeof(TertiusNode));
	guint n = 0;

	g_array_set_clear_func(nodes, NULL);
	for (guint i = 0; i < graph->nodes->len; i++)
		places[i] = TERTIUS_GRAPH_NONE;
	for (guint i = 0; i < order->len; i++) {
		guint index = g_array_index(order, guint, i);
		TertiusNode *node = tertius_graph_node(graph, index);

		places[index] = i;
		g_array_append_vals(nodes, node, 1);
		node->person = NULL;
	}
	for (guint i = 1; i < nodes->len; i++) {
		TertiusNode *node = &g_array_index(nodes, TertiusNode, i);

		node->parent = places[node->parent];
	}
	for (guint i = 0; i < graph->edges->len; i++) {
		TertiusEdge *edge = tertius_graph_edge(graph, i);
		TertiusEdge *kept = tertius_graph_edge(graph, n);

		edge->from = places[edge->from];
		edge->to = places[edge->to];
		if (edge->from == TERTIUS_GRAPH_NONE ||
		    edge->to == TERTIUS_GRAPH_NONE)
			continue;
		if (kept != edge) {
			TertiusEdge swap = *kept;

			*kept = *edge;
			*edge = swap;
		}
		n++;
	}
	g_array_set_size(graph->edges, n);
	g_array_set_size(graph->nodes, 0);
	g_array_append_vals(graph->nodes, nodes->data, nodes->len);
	g_array_unref(nodes);
}

void
tertius_graph_find_parents(TertiusGraph *graph)
{
	guint n = graph->nodes->len;
	g_autoptr(GArray) first_space =
		g_array_set_size(g_array_new(FALSE, TRUE, sizeof(guint)), n);
	guint *first = &g_array_index(first_space, guint, 0);
	g_autoptr(GArray) next_space = g_array_set_size(
		g_array_new(FALSE, TRUE, sizeof(guint)), graph->edges->len + 1);
	guint *next = &g_array_index(next_space, guint, 0);
	g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint));
	Tree tree = { graph, first, next, queue };
	g_autoptr(GArray) brought_space =
		g_array_set_size(g_array_new(FALSE, TRUE, sizeof(gboolean)), n);
	gboolean *was_brought = &g_array_index(brought_space, gboolean, 0);
	guint me = 0;

	link_edges(&tree, was_brought);
	g_array_append_val(queue, me);
	for (guint i = 1; i < n; i++)
		if (!was_brought[i])
			know(&tree, i);
	walk(&tree, 0);
	/* What is left are rings: A brought B and B brought A. */
	for (guint i = 1; i < n; i++) {
		guint start = queue->len;

		if (tertius_graph_node(graph, i)->parent != TERTIUS_GRAPH_NONE)
			continue;
		know(&tree, i);
		walk(&tree, start);
	}
	rearrange(graph, queue);
}

void
tertius_graph_keep_only(TertiusGraph *graph, guint index)
{
	guint n = graph->nodes->len;
	g_autoptr(GArray) is_below_space =
		g_array_set_size(g_array_new(FALSE, TRUE, sizeof(gboolean)), n);
	gboolean *is_below = &g_array_index(is_below_space, gboolean, 0);
	g_autoptr(GArray) is_kept_space =
		g_array_set_size(g_array_new(FALSE, TRUE, sizeof(gboolean)), n);
	gboolean *is_kept = &g_array_index(is_kept_space, gboolean, 0);
	g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(guint));

	if (index != TERTIUS_GRAPH_NONE)
		is_below[index] = TRUE;
	for (guint i = 1; i < n; i++)
		if (is_below[tertius_graph_node(graph, i)->parent])
			is_below[i] = TRUE;
	for (guint i = 0; i < graph->edges->len; i++) {
		const TertiusEdge *edge = tertius_graph_edge(graph, i);

		if (edge->from == index || edge->to == index)
			is_kept[edge->from] = is_kept[edge->to] = TRUE;
	}
	for (guint i = n; i-- > 1;) {
		is_kept[i] = is_kept[i] || is_below[i];
		if (is_kept[i])
			is_kept[tertius_graph_node(graph, i)->parent] = TRUE;
	}
	is_kept[0] = TRUE;
	for (guint i = 0; i < n; i++)
		if (is_kept[i])
			g_array_append_val(order, i);
	rearrange(graph, order);
}

/* --- Clusters ------------------------------------------------------------ */

typedef struct {
	char *organisation;
	guint node;
} Member;

static int
compare_members(gconstpointer a, gconstpointer b)
{
	const Member *x = a;
	const Member *y = b;
	int order = strcmp(x->organisation, y->organisation);

	return order != 0 ? order : (x->node > y->node) - (x->node < y->node);
}

static void
clear_member(gpointer data)
{
	Member *member = data;

	g_free(member->organisation);
}

static GArray *
list_members(const TertiusGraph *graph)
{
	GArray *members = g_array_new(FALSE, FALSE, sizeof(Member));

	g_array_set_clear_func(members, clear_member);
	for (guint i = 1; i < graph->nodes->len; i++) {
		Member member = {
			tertius_organisation_dup(
				tertius_graph_node(graph, i)->person->address),
			i,
		};

		if (member.organisation != NULL)
			g_array_append_val(members, member);
	}
	g_array_sort(members, compare_members);
	return members;
}

static void
add_cluster(TertiusGraph *graph, const Member *members, guint n)
{
	TertiusCluster cluster = { .n = n };

	if (n < TERTIUS_GRAPH_CLUSTER_MIN)
		return;
	for (guint i = 0; i < n; i++)
		tertius_graph_node(graph, members[i].node)->cluster =
			graph->clusters->len;
	g_array_append_val(graph->clusters, cluster);
	tertius_graph_cluster(graph, graph->clusters->len - 1)->name =
		g_strdup(members->organisation);
}

void
tertius_graph_find_clusters(TertiusGraph *graph)
{
	g_autoptr(GArray) members = list_members(graph);
	guint start = 0;

	for (guint i = 1; i <= members->len; i++) {
		const Member *first = &g_array_index(members, Member, start);

		if (i < members->len &&
		    strcmp(first->organisation,
		           g_array_index(members, Member, i).organisation) == 0)
			continue;
		add_cluster(graph, first, i - start);
		start = i;
	}
}
