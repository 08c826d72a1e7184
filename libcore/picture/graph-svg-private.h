/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What those share who draw the parts of the graph.
 */
#pragma once

#include "picture/graph.h"
#include "picture/svg.h"

/* An upright rectangle on the paper, y downwards. */
typedef struct {
	double left, right, top, bottom;
} TertiusBox;

/* Draws what lies below lines and marks. In a tree boxes, each with its name,
 * unless one would hold somebody of elsewhere; else patches for the largest,
 * and their names in the last line of the key, at @y. */
void tertius_graph_draw_organisations(TertiusSvg *svg,
                                      const TertiusGraph *graph, double y);
