/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Widgets side by side, which flow into more lines where the place is narrow.
 * Unlike in a GtkFlowBox each is as wide as it needs, whatever stands above it,
 * so that no line ends early.
 */
#pragma once

#include <gtk/gtk.h>

typedef enum {
	TERTIUS_FLOW_PLAIN, /* each as wide as it needs */
	TERTIUS_FLOW_EVEN,  /* all as wide as the widest, so in columns */
	TERTIUS_FLOW_FULL,  /* those of a line share what is left of it */
} TertiusFlowKind;

/* A container; widgets are added as to any other. */
GtkWidget *tertius_flow_new(TertiusFlowKind kind, int space);
