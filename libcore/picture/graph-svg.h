/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The graph drawn.
 */
#pragma once

#include "picture/graph.h"
#include "picture/svg.h"

/* Draws a graph that has its layout. @name: as in tertius_svg_new. */
TertiusSvg *tertius_graph_draw(const TertiusGraph *graph, const char *name);
