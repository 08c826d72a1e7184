/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Buttons side by side, which flow into more rows where the place is narrow.
 */
#pragma once

#include <gtk/gtk.h>

/* With at most so many in a row. */
GtkWidget *tertius_flow_new(guint most, guint space);
void tertius_flow_add(GtkWidget *flow, GtkWidget *widget);
/* Shows or hides a widget with the place in which it stands. */
void tertius_flow_set_visible(GtkWidget *widget, gboolean is_visible);
