/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lays out a graph with Graphviz in a process of its own, or without it.
 */
#pragma once

#include <gio/gio.h>

#include "picture/graph.h"

/* A layout that takes longer is not worth the wait: the picture of 1,000 people
 * is to be there in 2 s. Measured: sfdp takes 0.75 s for them, and several times
 * that on a machine that is very busy. */
#define TERTIUS_LAYOUT_MILLISECONDS 1500

/* Sets where each person lies. Never fails: when Graphviz is absent, takes more
 * than @milliseconds or is not understood, or the graph too large for it, the built-in layout does
 * it. Returns the program that did it: "dot", "sfdp" or "built-in". Lends. */
const char *tertius_layout_run(TertiusGraph *graph, guint milliseconds,
                               GCancellable *cancellable);
