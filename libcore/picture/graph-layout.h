/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where each person of the graph lies on the paper: sizes of marks, which names
 * are written, and a plain layout for when Graphviz is not there or would take
 * too long.
 */
#pragma once

#include "picture/graph.h"

/* Names that are written. Up to this many people, all; beyond, those who
 * brought most, then the latest. More would overlap on a screen. */
#define TERTIUS_GRAPH_LABELS_ALL  60
#define TERTIUS_GRAPH_LABELS_MANY 45
/* Up to so many people, a tree from left to right; beyond, all around me. */
#define TERTIUS_GRAPH_TREE_MAX    60

/* Around the people: the margin, above it the heading and the key, and the
 * least width that the key takes. */
#define TERTIUS_GRAPH_MARGIN 28.0
#define TERTIUS_GRAPH_HEAD   116.0
#define TERTIUS_GRAPH_WIDTH  960.0

#define TERTIUS_GRAPH_FONT     13.0
#define TERTIUS_GRAPH_NAME_MAX 24 /* characters of a name that is written */

/* Whether it is few enough people for a tree. */
gboolean tertius_graph_is_tree(const TertiusGraph *graph);

/* Sets the radius of each mark and who is labelled. Every layout wants it. */
void tertius_graph_measure(TertiusGraph *graph);

/* How wide the name is that is written at @node; 0 when none is. */
double tertius_graph_name_width(const TertiusNode *node);

/* Sets x, y, width and height. Time: linear, but for sorting. */
void tertius_graph_lay_out(TertiusGraph *graph);

/* Moves everything to its place below the heading, and sets width and
 * height. Every layout ends with it. */
void tertius_graph_frame(TertiusGraph *graph);
