/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which folders are read: a tree with boxes to tick. A folder that is not read
 * takes along those in it.
 */
#include "ui/preferences-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEPTH_MAX 32

enum {
	TERTIUS_COLUMN_NAME,
	TERTIUS_COLUMN_LABEL,
	TERTIUS_COLUMN_IS_READ,
	TERTIUS_COLUMN_MAY_CHOOSE, /* its parent is read */
	TERTIUS_N_COLUMNS,
};

typedef struct {
	GtkTreeStore *rows;
	GtkTreeIter path[DEPTH_MAX];
} Filling;

static void
add_folder(const char *name, const char *label, guint depth, gpointer data)
{
	Filling *filling = data;
	guint level = MIN(depth, DEPTH_MAX - 1);

	gtk_tree_store_insert_with_values(
		filling->rows, &filling->path[level],
		level > 0 ? &filling->path[level - 1] : NULL, -1,
		TERTIUS_COLUMN_NAME, name, TERTIUS_COLUMN_LABEL, label,
		TERTIUS_COLUMN_IS_READ, TRUE, TERTIUS_COLUMN_MAY_CHOOSE, TRUE,
		-1);
}

/* --- What depends on the parent ------------------------------------------ */

static gboolean
update_row(GtkTreeModel *model, GtkTreePath *path, GtkTreeIter *row,
           gpointer data)
{
	GtkTreeIter parent;
	gboolean is_read = TRUE, may_choose = TRUE;

	(void) path;
	(void) data;
	if (gtk_tree_model_iter_parent(model, &parent, row))
		gtk_tree_model_get(model, &parent, TERTIUS_COLUMN_IS_READ,
		                   &is_read, TERTIUS_COLUMN_MAY_CHOOSE,
		                   &may_choose, -1);
	gtk_tree_store_set(GTK_TREE_STORE(model), row,
	                   TERTIUS_COLUMN_MAY_CHOOSE, is_read && may_choose,
	                   -1);
	return FALSE;
}

static void
on_toggled(GtkCellRendererToggle *cell, const char *path, gpointer data)
{
	GtkTreeModel *model = data;
	GtkTreeIter row;
	gboolean is_read = FALSE;

	(void) cell;
	if (!gtk_tree_model_get_iter_from_string(model, &row, path))
		return;
	gtk_tree_model_get(model, &row, TERTIUS_COLUMN_IS_READ, &is_read, -1);
	gtk_tree_store_set(GTK_TREE_STORE(model), &row, TERTIUS_COLUMN_IS_READ,
	                   !is_read, -1);
	gtk_tree_model_foreach(model, update_row, NULL);
}

/* --- Text ---------------------------------------------------------------- */

static GtkTreeModel *
get_model(GtkWidget *widget)
{
	return gtk_tree_view_get_model(
		GTK_TREE_VIEW(gtk_bin_get_child(GTK_BIN(widget))));
}

static gboolean
tick_row(GtkTreeModel *model, GtkTreePath *path, GtkTreeIter *row,
         gpointer data)
{
	const char *const *names = data;
	g_autofree char *name = NULL;

	(void) path;
	gtk_tree_model_get(model, row, TERTIUS_COLUMN_NAME, &name, -1);
	gtk_tree_store_set(GTK_TREE_STORE(model), row, TERTIUS_COLUMN_IS_READ,
	                   !g_strv_contains(names, name), -1);
	return FALSE;
}

void
tertius_folders_set_text(GtkWidget *widget, const char *text)
{
	g_auto(GStrv) names = g_strsplit(text, ";", -1);

	gtk_tree_model_foreach(get_model(widget), tick_row, names);
	gtk_tree_model_foreach(get_model(widget), update_row, NULL);
}

static gboolean
append_row(GtkTreeModel *model, GtkTreePath *path, GtkTreeIter *row,
           gpointer data)
{
	GString *text = data;
	g_autofree char *name = NULL;
	gboolean is_read = TRUE;

	(void) path;
	gtk_tree_model_get(model, row, TERTIUS_COLUMN_NAME, &name,
	                   TERTIUS_COLUMN_IS_READ, &is_read, -1);
	if (!is_read)
		g_string_append_printf(text, "%s%s", text->len > 0 ? ";" : "",
		                       name);
	return FALSE;
}

char *
tertius_folders_dup_text(GtkWidget *widget)
{
	GString *text = g_string_new("");

	gtk_tree_model_foreach(get_model(widget), append_row, text);
	return g_string_free(text, FALSE);
}

/* --- Building ------------------------------------------------------------ */

static void
add_column(GtkWidget *view, GtkTreeModel *model)
{
	GtkTreeViewColumn *column = gtk_tree_view_column_new();
	GtkCellRenderer *box = gtk_cell_renderer_toggle_new();
	GtkCellRenderer *label = gtk_cell_renderer_text_new();

	gtk_tree_view_column_pack_start(column, box, FALSE);
	gtk_tree_view_column_set_attributes(
		column, box, "active", TERTIUS_COLUMN_IS_READ, "sensitive",
		TERTIUS_COLUMN_MAY_CHOOSE, "activatable",
		TERTIUS_COLUMN_MAY_CHOOSE, NULL);
	gtk_tree_view_column_pack_start(column, label, TRUE);
	gtk_tree_view_column_set_attributes(column, label, "text",
	                                    TERTIUS_COLUMN_LABEL, "sensitive",
	                                    TERTIUS_COLUMN_MAY_CHOOSE, NULL);
	(void) g_signal_connect(box, "toggled", G_CALLBACK(on_toggled), model);
	gtk_tree_view_append_column(GTK_TREE_VIEW(view), column);
}

GtkWidget *
tertius_folders_new(void (*each_folder)(TertiusFolderFunc func, gpointer data))
{
	GtkWidget *scroller = gtk_scrolled_window_new(NULL, NULL);
	Filling filling = { 0 };
	GtkWidget *view;

	filling.rows = gtk_tree_store_new(TERTIUS_N_COLUMNS, G_TYPE_STRING,
	                                  G_TYPE_STRING, G_TYPE_BOOLEAN,
	                                  G_TYPE_BOOLEAN);
	each_folder(add_folder, &filling);
	view = gtk_tree_view_new_with_model(GTK_TREE_MODEL(filling.rows));
	gtk_tree_view_set_headers_visible(GTK_TREE_VIEW(view), FALSE);
	add_column(view, GTK_TREE_MODEL(filling.rows));
	g_object_unref(filling.rows);
	gtk_tree_view_expand_all(GTK_TREE_VIEW(view));
	atk_object_set_name(gtk_widget_get_accessible(view),
	                    _("Folders that are read"));
	gtk_scrolled_window_set_shadow_type(GTK_SCROLLED_WINDOW(scroller),
	                                    GTK_SHADOW_IN);
	gtk_scrolled_window_set_min_content_height(
		GTK_SCROLLED_WINDOW(scroller), 120);
	gtk_container_add(GTK_CONTAINER(scroller), view);
	return scroller;
}
