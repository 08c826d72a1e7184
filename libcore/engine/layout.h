/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lays out a graph with Graphviz in a process of its own, or without it.
 */
#pragma once

#include <gio/gio.h>

#include "picture/graph.h"

/* A layout that takes longer is not worth the wait; measured: 0.6 s for 1,000
 * people. */
#define TERTIUS_LAYOUT_SECONDS 5

/* Sets where each person lies. Never fails: when Graphviz is absent, too slow
 * or not understood, or the graph too large for it, the built-in layout does
 * it. Returns the program that did it: "dot", "sfdp" or "built-in". Lends. */
const char *tertius_layout_run(TertiusGraph *graph, GCancellable *cancellable);
