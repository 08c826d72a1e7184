/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The graph drawn.
 */
#pragma once

#include "picture/graph.h"
#include "picture/svg.h"

/* Draws a graph that has its layout. @name: as in tertius_svg_new. */
TertiusSvg *tertius_graph_draw(const TertiusGraph *graph, const char *name);

/* What is said of a line, and of somebody, under the pointer. */
char *tertius_graph_dup_edge_words(const TertiusGraph *graph,
                                   const TertiusEdge *edge);
char *tertius_graph_dup_node_words(const TertiusGraph *graph, guint index);

/* A place on the line that is drawn: @part of the way, from 0 to 1. */
void tertius_graph_find_on_edge(const TertiusGraph *graph,
                                const TertiusEdge *edge, double part, double *x,
                                double *y);
