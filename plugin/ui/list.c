/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list of rows with things to do.
 */
#include "ui/list-private.h"

#include <glib/gi18n-lib.h>

#include "ui/flow.h"
#include "ui/window-private.h"

#define SPACE       TERTIUS_LIST_SPACE
#define WHOLE_LINES 2 /* a text below the list may take them */
#define KEY         "tertius-list"

/* Letters. */
#define NARROW_MIN 8
#define WIDE_MIN   14

GtkWidget *
tertius_list_get_widget(TertiusList *list)
{
	return list->box;
}

GtkWidget *
tertius_list_get_button(TertiusList *list, guint action)
{
	return list->buttons[action];
}

static GtkTreeSelection *
get_selection(const TertiusList *list)
{
	return gtk_tree_view_get_selection(GTK_TREE_VIEW(list->view));
}

char *
tertius_list_dup(TertiusList *list, int column)
{
	GtkTreeModel *model;
	GtkTreeIter row;
	char *text = NULL;

	if (gtk_tree_selection_get_selected(get_selection(list), &model, &row))
		gtk_tree_model_get(model, &row, column, &text, -1);
	return text != NULL ? text : g_strdup("");
}

static void
call(TertiusList *list, TertiusListFunc func)
{
	g_autofree char *id = tertius_list_dup(list, TERTIUS_LIST_ID);
	g_autofree char *message_id =
		tertius_list_dup(list, TERTIUS_LIST_MESSAGE_ID);

	if (func != NULL && *id != '\0')
		func(list, id, message_id);
}

static void
act(TertiusList *list, guint number)
{
	const TertiusListAction *action = &list->kind->actions[number];
	g_autofree char *id = tertius_list_dup(list, TERTIUS_LIST_ID);

	if (action->decision == NULL)
		call(list, action->func);
	else if (*id != '\0')
		tertius_window_decide(action->decision, id, NULL);
}

/* --- Selecting ----------------------------------------------------------- */

static gboolean
may_act(const TertiusListAction *action, const char *id, const char *message_id)
{
	return *id != '\0' && (!action->needs_message || *message_id != '\0');
}

static void
show_whole(TertiusList *list)
{
	g_autofree char *text = tertius_list_dup(list, list->kind->whole);

	gtk_label_set_text(GTK_LABEL(list->whole), text);
}

void
tertius_list_update(TertiusList *list)
{
	g_autofree char *id = tertius_list_dup(list, TERTIUS_LIST_ID);
	g_autofree char *message_id =
		tertius_list_dup(list, TERTIUS_LIST_MESSAGE_ID);

	for (guint i = 0; list->kind->actions[i].label != NULL; i++) {
		if (list->buttons[i] != NULL)
			gtk_widget_set_sensitive(
				list->buttons[i],
				may_act(&list->kind->actions[i], id,
			                message_id));
	}
	if (list->whole != NULL)
		show_whole(list);
	if (list->kind->selected != NULL)
		list->kind->selected(list, id, message_id);
}

static void
on_selected(GtkTreeSelection *selection, gpointer data)
{
	TertiusList *list = data;

	(void) selection;
	if (!list->is_filling)
		tertius_list_update(list);
}

/* --- Doing --------------------------------------------------------------- */

static void
on_button(GtkButton *button, gpointer data)
{
	TertiusList *list = g_object_get_data(G_OBJECT(button), KEY);

	act(list, GPOINTER_TO_UINT(data));
}

static void
on_item(GtkMenuItem *item, gpointer data)
{
	TertiusList *list = g_object_get_data(G_OBJECT(item), KEY);

	act(list, GPOINTER_TO_UINT(data));
}

static void
on_row(GtkTreeView *view, GtkTreePath *path, GtkTreeViewColumn *column,
       gpointer data)
{
	TertiusList *list = data;

	(void) view;
	(void) path;
	(void) column;
	call(list, list->kind->activated);
}

/* The whole row, as the columns may be too narrow for it. */
static gboolean
on_tooltip(GtkWidget *view, int x, int y, gboolean by_keyboard,
           GtkTooltip *tooltip, gpointer data)
{
	const TertiusList *list = data;
	g_autoptr(GtkTreePath) path = NULL;
	g_autoptr(GString) text = g_string_new("");
	GtkTreeModel *model;
	GtkTreeIter row;

	if (!gtk_tree_view_get_tooltip_context(GTK_TREE_VIEW(view), &x, &y,
	                                       by_keyboard, &model, &path,
	                                       &row))
		return FALSE;
	for (int i = 0; list->kind->columns[i].title != NULL; i++) {
		g_autofree char *part = NULL;

		gtk_tree_model_get(model, &row, TERTIUS_LIST_FIRST + i, &part,
		                   -1);
		if (part != NULL && *part != '\0')
			g_string_append_printf(text, "%s%s",
			                       text->len > 0 ? "\n" : "", part);
	}
	gtk_tooltip_set_text(tooltip, text->str);
	gtk_tree_view_set_tooltip_row(GTK_TREE_VIEW(view), tooltip, path);
	return TRUE;
}

static GtkWidget *
new_menu(TertiusList *list)
{
	GtkWidget *menu = gtk_menu_new();
	g_autofree char *id = tertius_list_dup(list, TERTIUS_LIST_ID);
	g_autofree char *message_id =
		tertius_list_dup(list, TERTIUS_LIST_MESSAGE_ID);

	for (guint i = 0; list->kind->actions[i].label != NULL; i++) {
		const TertiusListAction *action = &list->kind->actions[i];
		const char *label = list->buttons[i] != NULL
		                            ? gtk_button_get_label(GTK_BUTTON(
						      list->buttons[i]))
		                            : _(action->label);
		GtkWidget *item = gtk_menu_item_new_with_mnemonic(label);

		g_object_set_data(G_OBJECT(item), KEY, list);
		gtk_widget_set_sensitive(item, may_act(action, id, message_id));
		(void) g_signal_connect(item, "activate", G_CALLBACK(on_item),
		                        GUINT_TO_POINTER(i));
		gtk_menu_shell_append(GTK_MENU_SHELL(menu), item);
	}
	gtk_menu_attach_to_widget(GTK_MENU(menu), list->view, NULL);
	(void) g_signal_connect(menu, "selection-done",
	                        G_CALLBACK(gtk_widget_destroy), NULL);
	gtk_widget_show_all(menu);
	return menu;
}

static gboolean
on_press(GtkWidget *view, GdkEventButton *event, gpointer data)
{
	TertiusList *list = data;
	GtkTreePath *path = NULL;

	if (!gdk_event_triggers_context_menu((GdkEvent *) event))
		return FALSE;
	if (gtk_tree_view_get_path_at_pos(GTK_TREE_VIEW(view), (int) event->x,
	                                  (int) event->y, &path, NULL, NULL,
	                                  NULL)) {
		gtk_tree_selection_select_path(get_selection(list), path);
		gtk_tree_path_free(path);
		gtk_menu_popup_at_pointer(GTK_MENU(new_menu(list)),
		                          (GdkEvent *) event);
	}
	return TRUE;
}

static gboolean
on_menu_key(GtkWidget *view, gpointer data)
{
	gtk_menu_popup_at_widget(GTK_MENU(new_menu(data)), view,
	                         GDK_GRAVITY_CENTER, GDK_GRAVITY_NORTH_WEST,
	                         NULL);
	return TRUE;
}

/* --- Building ------------------------------------------------------------ */

/* Rows are all as high as the first, and columns as wide as is said: to lay out
 * each of many rows would be felt. */
static void
add_column(TertiusList *list, const TertiusListColumn *column, int number)
{
	GtkCellRenderer *cell = gtk_cell_renderer_text_new();
	GtkTreeViewColumn *shown = gtk_tree_view_column_new_with_attributes(
		_(column->title), cell, "text", number, NULL);
	int letters = column->is_wide ? WIDE_MIN : NARROW_MIN;

	g_object_set(cell, "ellipsize", PANGO_ELLIPSIZE_END, "ypad", 3, NULL);
	gtk_tree_view_column_set_sizing(shown, GTK_TREE_VIEW_COLUMN_FIXED);
	gtk_tree_view_column_set_fixed_width(
		shown, tertius_window_measure(list->view, letters));
	gtk_tree_view_column_set_resizable(shown, TRUE);
	gtk_tree_view_column_set_expand(shown, column->is_wide);
	gtk_tree_view_append_column(GTK_TREE_VIEW(list->view), shown);
}

static void
add_view(TertiusList *list)
{
	GType types[TERTIUS_LIST_COLUMNS];

	list->scroller = gtk_scrolled_window_new(NULL, NULL);
	for (guint i = 0; i < TERTIUS_LIST_COLUMNS; i++)
		types[i] = G_TYPE_STRING;
	list->rows = gtk_list_store_newv(TERTIUS_LIST_COLUMNS, types);
	list->view = gtk_tree_view_new_with_model(GTK_TREE_MODEL(list->rows));
	g_object_unref(list->rows);
	gtk_tree_view_set_enable_search(GTK_TREE_VIEW(list->view), FALSE);
	atk_object_set_name(gtk_widget_get_accessible(list->view),
	                    _(list->kind->name));
	for (int i = 0; list->kind->columns[i].title != NULL; i++)
		add_column(list, &list->kind->columns[i],
		           TERTIUS_LIST_FIRST + i);
	(void) g_signal_connect(list->view, "row-activated", G_CALLBACK(on_row),
	                        list);
	(void) g_signal_connect(list->view, "button-press-event",
	                        G_CALLBACK(on_press), list);
	gtk_widget_set_has_tooltip(list->view, TRUE);
	(void) g_signal_connect(list->view, "query-tooltip",
	                        G_CALLBACK(on_tooltip), list);
	(void) g_signal_connect(list->view, "popup-menu",
	                        G_CALLBACK(on_menu_key), list);
	(void) g_signal_connect(get_selection(list), "changed",
	                        G_CALLBACK(on_selected), list);
	gtk_tree_view_set_fixed_height_mode(GTK_TREE_VIEW(list->view), TRUE);
	gtk_scrolled_window_set_shadow_type(GTK_SCROLLED_WINDOW(list->scroller),
	                                    GTK_SHADOW_IN);
	gtk_container_add(GTK_CONTAINER(list->scroller), list->view);
	gtk_box_pack_start(GTK_BOX(list->box), list->scroller, TRUE, TRUE, 0);
}

/* What is cut in the row stands here in full, in a place of its own height, so
 * that the list does not move. */
static void
add_whole(TertiusList *list)
{
	g_autoptr(PangoLayout) layout = NULL;
	int height = 0;

	list->whole = gtk_label_new(NULL);
	layout = gtk_widget_create_pango_layout(list->whole, "X\nX");
	pango_layout_get_pixel_size(layout, NULL, &height);
	gtk_widget_set_size_request(list->whole, -1, height);
	gtk_label_set_xalign(GTK_LABEL(list->whole), 0);
	gtk_label_set_yalign(GTK_LABEL(list->whole), 0);
	gtk_label_set_line_wrap(GTK_LABEL(list->whole), TRUE);
	gtk_label_set_lines(GTK_LABEL(list->whole), WHOLE_LINES);
	gtk_label_set_ellipsize(GTK_LABEL(list->whole), PANGO_ELLIPSIZE_END);
	gtk_box_pack_start(GTK_BOX(list->box), list->whole, FALSE, FALSE, 0);
}

static void
add_empty(TertiusList *list)
{
	const char *text = list->kind->empty;

	list->empty = gtk_label_new(*text != '\0' ? _(text) : "");
	gtk_label_set_xalign(GTK_LABEL(list->empty), 0);
	gtk_label_set_line_wrap(GTK_LABEL(list->empty), TRUE);
	gtk_widget_set_no_show_all(list->empty, TRUE);
	gtk_box_pack_start(GTK_BOX(list->box), list->empty, FALSE, FALSE, 0);
}

static GtkWidget *
new_button(TertiusList *list, guint action)
{
	GtkWidget *button = gtk_button_new_with_mnemonic(
		_(list->kind->actions[action].label));

	g_object_set_data(G_OBJECT(button), KEY, list);
	(void) g_signal_connect(button, "clicked", G_CALLBACK(on_button),
	                        GUINT_TO_POINTER(action));
	return button;
}

static void
add_buttons(TertiusList *list)
{
	const TertiusListAction *actions = list->kind->actions;
	GtkWidget *row = tertius_flow_new(TERTIUS_FLOW_PLAIN, SPACE);

	for (guint i = 0; actions[i].label != NULL; i++) {
		g_assert(i < TERTIUS_LIST_ACTIONS_MAX);
		if (actions[i].is_menu_only)
			continue;
		list->buttons[i] = new_button(list, i);
		gtk_container_add(GTK_CONTAINER(row), list->buttons[i]);
	}
	gtk_box_pack_start(GTK_BOX(list->box), row, FALSE, FALSE, 0);
}

/* What goes away with the view selects nothing any more; and without its rows it
 * goes away at once. */
static void
on_destroy(GtkWidget *box, gpointer data)
{
	TertiusList *list = data;

	(void) box;
	if (list->is_filling)
		return;
	list->is_filling = TRUE;
	gtk_tree_view_set_model(GTK_TREE_VIEW(list->view), NULL);
}

static void
free_list(gpointer data)
{
	TertiusList *list = data;

	g_free(list->wanted);
	g_free(list);
}

TertiusList *
tertius_list_new(const TertiusListKind *kind)
{
	TertiusList *list = g_new0(TertiusList, 1);

	list->kind = kind;
	list->goal = TERTIUS_LIST_PORTION;
	list->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, SPACE);
	g_object_set_data_full(G_OBJECT(list->box), KEY, list, free_list);
	(void) g_signal_connect(list->box, "destroy", G_CALLBACK(on_destroy),
	                        list);
	add_view(list);
	add_empty(list);
	tertius_list_add_more(list);
	if (kind->whole != 0)
		add_whole(list);
	add_buttons(list);
	tertius_list_update(list);
	return list;
}
