/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Windows that go, in steps.
 */
#include "ui/leave.h"

static struct {
	GtkWidget *window;
	GtkNotebook *book;
	guint step; /* source, or 0 */
} leaving;

void
tertius_leave_end(void)
{
	if (leaving.step != 0)
		g_source_remove(leaving.step);
	leaving.step = 0;
	g_clear_pointer(&leaving.window, gtk_widget_destroy);
}

static gboolean
on_step(gpointer data)
{
	(void) data;
	if (gtk_notebook_get_n_pages(leaving.book) > 0) {
		gtk_notebook_remove_page(leaving.book, -1);
		return G_SOURCE_CONTINUE;
	}
	leaving.step = 0;
	tertius_leave_end();
	return G_SOURCE_REMOVE;
}

void
tertius_leave_begin(GtkWidget *window, GtkNotebook *book)
{
	tertius_leave_end();
	leaving.window = window;
	leaving.book = book;
	leaving.step = g_idle_add(on_step, NULL);
	gtk_widget_hide(window);
}
