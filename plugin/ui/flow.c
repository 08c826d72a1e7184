/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Buttons that flow.
 */
#include "ui/flow.h"

GtkWidget *
tertius_flow_new(guint most, guint space)
{
	GtkWidget *flow = gtk_flow_box_new();

	gtk_flow_box_set_selection_mode(GTK_FLOW_BOX(flow), GTK_SELECTION_NONE);
	gtk_flow_box_set_max_children_per_line(GTK_FLOW_BOX(flow), most);
	gtk_flow_box_set_column_spacing(GTK_FLOW_BOX(flow), space);
	gtk_flow_box_set_row_spacing(GTK_FLOW_BOX(flow), space);
	gtk_widget_set_can_focus(flow, FALSE);
	return flow;
}

/* The keys go from widget to widget, not by the places in which they stand. */
void
tertius_flow_add(GtkWidget *flow, GtkWidget *widget)
{
	gtk_container_add(GTK_CONTAINER(flow), widget);
	gtk_widget_set_can_focus(gtk_widget_get_parent(widget), FALSE);
}

void
tertius_flow_set_visible(GtkWidget *widget, gboolean is_visible)
{
	gtk_widget_set_visible(gtk_widget_get_parent(widget), is_visible);
}
