/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the halves of the graph share: one lets it grow, the other puts it in
 * order.
 */
#pragma once

#include "picture/graph.h"

/* Finds each node's parent and depth, adds whom I know, and brings nodes into
 * an order in which parents come first. */
void tertius_graph_find_parents(TertiusGraph *graph);

/* Leaves me, @index, the chain between us, all who came through @index, and
 * those on an edge with them. GRAPH_NONE leaves me alone. */
void tertius_graph_keep_only(TertiusGraph *graph, guint index);

void tertius_graph_find_clusters(TertiusGraph *graph);
