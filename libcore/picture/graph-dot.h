/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The graph as DOT text, and the answer of Graphviz to it. Running the program
 * is the caller's: engine/layout.h.
 */
#pragma once

#include "picture/graph.h"

/* Graphviz is asked up to this many people; beyond, its time grows faster than
 * its pictures gain (measured: sfdp lays out 1,000 people in 0.75 s). */
#define TERTIUS_GRAPH_DOT_MAX 1500

/* What a program may answer. 1,500 nodes and as many edges with splines are
 * well under 1 MiB. */
#define TERTIUS_GRAPH_PLAIN_MAX 8388608 /* bytes: 8 MiB */

/* Which program of Graphviz suits: "dot" or "sfdp"; NULL when there are too
 * many people. */
const char *tertius_graph_get_program(const TertiusGraph *graph);

/* A whole graph in DOT. Names are in it, so that it is of use by itself; they
 * cannot end their string. The graph must be measured (graph-layout.h). */
char *tertius_graph_to_dot(const TertiusGraph *graph);

/* Sets x, y, width and height from what "-Tplain" printed. Fails with
 * TERTIUS_ERROR_MALFORMED, and changes nothing, when it is not the whole answer
 * for this graph. */
gboolean tertius_graph_read_plain(TertiusGraph *graph, const char *plain,
                                  gsize length, GError **error);
