/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window of Tertius.
 */
#include "ui/window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/dialogs.h"

#define SPACE 8

/* Columns of both lists; the first three are not shown. */
enum {
	COLUMN_ID,
	COLUMN_MESSAGE_ID,
	COLUMN_BUTTON,
	COLUMN_FIRST,
	COLUMN_SECOND,
	COLUMN_THIRD,
	COLUMN_FOURTH,
	COLUMN_FIFTH,
	N_COLUMNS,
};

enum {
	DO_DRAFT,
	DO_OPEN,
	DO_LATER,
	DO_DONE,
	DO_NONE,
	DO_WHY,
	N_DO,
};

typedef struct {
	GtkWidget *view, *buttons[N_DO], *empty;
	GtkListStore *rows;
	gboolean is_due;
} Page;

static struct {
	TertiusClient *client;
	const TertiusWindowHost *host;
	GtkWidget *window, *search, *perhaps, *trouble;
	Page due, introductions;
} ours;

static const char *
get_text(JsonObject *object, const char *name)
{
	return json_object_get_string_member_with_default(object, name, "");
}

static JsonObject *
get_words(JsonObject *object)
{
	return json_object_get_object_member(object, "words");
}

/* --- Filling ------------------------------------------------------------- */

static void
add_reminder(GtkListStore *rows, JsonObject *reminder)
{
	JsonObject *words = get_words(reminder);
	GtkTreeIter row;

	gtk_list_store_insert_with_values(
		rows, &row, -1, COLUMN_ID, get_text(reminder, "id"),
		COLUMN_MESSAGE_ID, get_text(reminder, "message_id"),
		COLUMN_BUTTON, get_text(words, "button"), COLUMN_FIRST,
		get_text(words, "when"), COLUMN_SECOND,
		get_text(reminder, "title"), COLUMN_THIRD,
		get_text(reminder, "because"), -1);
}

static void
add_introduction(GtkListStore *rows, JsonObject *introduction)
{
	JsonObject *words = get_words(introduction);
	GtkTreeIter row;

	gtk_list_store_insert_with_values(
		rows, &row, -1, COLUMN_ID, get_text(introduction, "id"),
		COLUMN_MESSAGE_ID, get_text(introduction, "message_id"),
		COLUMN_BUTTON, get_text(words, "button"), COLUMN_FIRST,
		get_text(words, "when"), COLUMN_SECOND,
		get_text(words, "through"), COLUMN_THIRD,
		get_text(words, "whom"), COLUMN_FOURTH,
		get_text(words, "state"), COLUMN_FIFTH, get_text(words, "next"),
		-1);
}

static char *
dup_selected(const Page *page, int column)
{
	GtkTreeSelection *selection =
		gtk_tree_view_get_selection(GTK_TREE_VIEW(page->view));
	GtkTreeModel *model;
	GtkTreeIter row;
	char *text = NULL;

	if (gtk_tree_selection_get_selected(selection, &model, &row))
		gtk_tree_model_get(model, &row, column, &text, -1);
	return text;
}

static void
on_selected(GtkTreeSelection *selection, gpointer data)
{
	Page *page = data;
	g_autofree char *label = dup_selected(page, COLUMN_BUTTON);
	g_autofree char *message_id = dup_selected(page, COLUMN_MESSAGE_ID);
	gboolean has_row =
		gtk_tree_selection_get_selected(selection, NULL, NULL);

	for (guint i = 0; i < N_DO; i++)
		gtk_widget_set_sensitive(page->buttons[i], has_row);
	gtk_widget_set_sensitive(page->buttons[DO_DRAFT],
	                         label != NULL && *label != '\0');
	gtk_widget_set_sensitive(page->buttons[DO_OPEN],
	                         message_id != NULL && *message_id != '\0');
	gtk_button_set_label(GTK_BUTTON(page->buttons[DO_DRAFT]),
	                     label != NULL && *label != '\0' ? label
	                                                     : _("Write"));
}

static void
select_again(Page *page, const char *id)
{
	GtkTreeModel *model = GTK_TREE_MODEL(page->rows);
	GtkTreeSelection *selection =
		gtk_tree_view_get_selection(GTK_TREE_VIEW(page->view));
	GtkTreeIter row;
	gboolean more = gtk_tree_model_get_iter_first(model, &row);

	gtk_widget_set_visible(page->empty, !more);
	if (more)
		gtk_tree_selection_select_iter(selection, &row);
	for (; more && id != NULL;
	     more = gtk_tree_model_iter_next(model, &row)) {
		g_autofree char *one = NULL;

		gtk_tree_model_get(model, &row, COLUMN_ID, &one, -1);
		if (g_strcmp0(one, id) == 0)
			gtk_tree_selection_select_iter(selection, &row);
	}
	on_selected(selection, page);
}

static void
fill(Page *page, JsonObject *answer, const char *name,
     void (*add)(GtkListStore *, JsonObject *))
{
	g_autofree char *selected = dup_selected(page, COLUMN_ID);
	JsonArray *list = json_object_get_array_member(answer, name);

	gtk_list_store_clear(page->rows);
	for (guint i = 0; i < json_array_get_length(list); i++)
		add(page->rows, json_array_get_object_element(list, i));
	select_again(page, selected);
}

static void
tell_trouble(const GError *error)
{
	gtk_label_set_text(GTK_LABEL(ours.trouble),
	                   error != NULL ? error->message : "");
	gtk_widget_set_visible(ours.trouble, error != NULL);
}

static void
on_due(JsonObject *answer, const GError *error, gpointer data)
{
	(void) data;
	tell_trouble(error);
	if (answer != NULL)
		fill(&ours.due, answer, "reminders", add_reminder);
}

static void
on_introductions(JsonObject *answer, const GError *error, gpointer data)
{
	(void) data;
	tell_trouble(error);
	if (answer != NULL)
		fill(&ours.introductions, answer, "introductions",
		     add_introduction);
}

void
tertius_window_refresh(void)
{
	TertiusJson *request;
	const char *search;

	if (ours.window == NULL)
		return;
	tertius_client_ask(ours.client, tertius_client_request("due"), NULL,
	                   on_due, &ours);
	request = tertius_client_request("introductions");
	search = gtk_entry_get_text(GTK_ENTRY(ours.search));
	if (*search != '\0')
		tertius_json_text(request, "search", search);
	tertius_json_boolean(
		request, "perhaps",
		gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(ours.perhaps)));
	tertius_client_ask(ours.client, request, NULL, on_introductions, &ours);
}

/* --- Doing --------------------------------------------------------------- */

static void
on_decided(JsonObject *answer, const GError *error, gpointer data)
{
	(void) answer;
	(void) data;
	tell_trouble(error);
	if (error == NULL)
		ours.host->changed();
}

static void
decide(const char *kind, const char *id)
{
	TertiusJson *request = tertius_client_request("decide");

	tertius_json_text(request, "kind", kind);
	tertius_json_text(request, "subject", id);
	tertius_client_ask(ours.client, request, NULL, on_decided, &ours);
}

static void
act(Page *page, guint what)
{
	g_autofree char *id = dup_selected(page, COLUMN_ID);
	g_autofree char *message_id = dup_selected(page, COLUMN_MESSAGE_ID);
	GtkWindow *window = GTK_WINDOW(ours.window);

	if (id == NULL)
		return;
	if (what == DO_DRAFT)
		ours.host->draft(id);
	else if (what == DO_OPEN && *message_id != '\0')
		ours.host->open_message(message_id);
	else if (what == DO_LATER)
		tertius_dialogs_later(window, ours.client, id,
		                      ours.host->changed);
	else if (what == DO_DONE)
		decide("done", id);
	else if (what == DO_NONE)
		decide("none", id);
	else if (what == DO_WHY)
		tertius_dialogs_why(window, ours.client, id);
}

static void
on_button(GtkButton *button, gpointer data)
{
	Page *page = data;

	for (guint i = 0; i < N_DO; i++) {
		if (page->buttons[i] == GTK_WIDGET(button))
			act(page, i);
	}
}

static void
on_row(GtkTreeView *view, GtkTreePath *path, GtkTreeViewColumn *column,
       gpointer data)
{
	(void) view;
	(void) path;
	(void) column;
	act(data, DO_OPEN);
}

/* --- Building ------------------------------------------------------------ */

static void
add_column(GtkWidget *view, const char *title, int column, gboolean is_wide)
{
	GtkCellRenderer *cell = gtk_cell_renderer_text_new();
	GtkTreeViewColumn *shown = gtk_tree_view_column_new_with_attributes(
		title, cell, "text", column, NULL);

	g_object_set(cell, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
	gtk_tree_view_column_set_resizable(shown, TRUE);
	gtk_tree_view_column_set_expand(shown, is_wide);
	gtk_tree_view_column_set_min_width(shown, is_wide ? 160 : 110);
	gtk_tree_view_append_column(GTK_TREE_VIEW(view), shown);
}

static GtkWidget *
new_list(Page *page)
{
	GType types[N_COLUMNS];
	GtkWidget *scroller = gtk_scrolled_window_new(NULL, NULL);

	for (guint i = 0; i < N_COLUMNS; i++)
		types[i] = G_TYPE_STRING;
	page->rows = gtk_list_store_newv(N_COLUMNS, types);
	page->view = gtk_tree_view_new_with_model(GTK_TREE_MODEL(page->rows));
	g_object_unref(page->rows);
	gtk_tree_view_set_enable_search(GTK_TREE_VIEW(page->view), FALSE);
	(void) g_signal_connect(page->view, "row-activated", G_CALLBACK(on_row),
	                        page);
	(void) g_signal_connect(
		gtk_tree_view_get_selection(GTK_TREE_VIEW(page->view)),
		"changed", G_CALLBACK(on_selected), page);
	gtk_scrolled_window_set_shadow_type(GTK_SCROLLED_WINDOW(scroller),
	                                    GTK_SHADOW_IN);
	gtk_container_add(GTK_CONTAINER(scroller), page->view);
	return scroller;
}

static GtkWidget *
new_buttons(Page *page)
{
	static const char *const labels[N_DO] = {
		[DO_DRAFT] = N_("Write"),
		[DO_OPEN] = N_("Open the message"),
		[DO_LATER] = N_("Later…"),
		[DO_DONE] = N_("Done"),
		[DO_NONE] = N_("Not an introduction"),
		[DO_WHY] = N_("Why?"),
	};
	GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, SPACE);

	for (guint i = 0; i < N_DO; i++) {
		GtkWidget *button = gtk_button_new_with_label(_(labels[i]));

		page->buttons[i] = button;
		(void) g_signal_connect(button, "clicked",
		                        G_CALLBACK(on_button), page);
		gtk_box_pack_start(GTK_BOX(row), button, FALSE, FALSE, 0);
		if ((i == DO_NONE && page->is_due) ||
		    (i == DO_DONE && !page->is_due))
			gtk_widget_set_no_show_all(button, TRUE);
	}
	return row;
}

static GtkWidget *
new_page(Page *page, GtkWidget *above, const char *empty)
{
	GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, SPACE);

	gtk_container_set_border_width(GTK_CONTAINER(box), SPACE);
	if (above != NULL)
		gtk_box_pack_start(GTK_BOX(box), above, FALSE, FALSE, 0);
	gtk_box_pack_start(GTK_BOX(box), new_list(page), TRUE, TRUE, 0);
	page->empty = gtk_label_new(empty);
	gtk_label_set_xalign(GTK_LABEL(page->empty), 0);
	gtk_box_pack_start(GTK_BOX(box), page->empty, FALSE, FALSE, 0);
	gtk_box_pack_start(GTK_BOX(box), new_buttons(page), FALSE, FALSE, 0);
	return box;
}

static GtkWidget *
new_due(void)
{
	GtkWidget *box;

	ours.due.is_due = TRUE;
	box = new_page(&ours.due, NULL, _("Nothing is due."));
	add_column(ours.due.view, _("When"), COLUMN_FIRST, FALSE);
	add_column(ours.due.view, _("What"), COLUMN_SECOND, TRUE);
	add_column(ours.due.view, _("Because"), COLUMN_THIRD, TRUE);
	return box;
}

static GtkWidget *
new_introductions(void)
{
	GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, SPACE);
	GtkWidget *box;

	ours.search = gtk_search_entry_new();
	gtk_entry_set_placeholder_text(GTK_ENTRY(ours.search),
	                               _("Names, addresses, subjects"));
	(void) g_signal_connect(ours.search, "search-changed",
	                        G_CALLBACK(tertius_window_refresh), NULL);
	ours.perhaps = gtk_check_button_new_with_label(_("Also doubtful ones"));
	(void) g_signal_connect(ours.perhaps, "toggled",
	                        G_CALLBACK(tertius_window_refresh), NULL);
	gtk_box_pack_start(GTK_BOX(row), ours.search, TRUE, TRUE, 0);
	gtk_box_pack_start(GTK_BOX(row), ours.perhaps, FALSE, FALSE, 0);
	box = new_page(&ours.introductions, row, _("No introductions yet."));
	add_column(ours.introductions.view, _("When"), COLUMN_FIRST, FALSE);
	add_column(ours.introductions.view, _("Through"), COLUMN_SECOND, TRUE);
	add_column(ours.introductions.view, _("Whom"), COLUMN_THIRD, TRUE);
	add_column(ours.introductions.view, _("State"), COLUMN_FOURTH, FALSE);
	add_column(ours.introductions.view, _("Next"), COLUMN_FIFTH, FALSE);
	return box;
}

static void
on_destroy(GtkWidget *window, gpointer data)
{
	(void) window;
	(void) data;
	tertius_client_drop(ours.client, &ours);
	ours.window = NULL;
}

static gboolean
on_key(GtkWidget *window, GdkEventKey *event, gpointer data)
{
	(void) data;
	if (event->keyval != GDK_KEY_Escape)
		return FALSE;
	gtk_widget_destroy(window);
	return TRUE;
}

static void
build(void)
{
	GtkWidget *book = gtk_notebook_new();
	GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

	ours.window = gtk_window_new(GTK_WINDOW_TOPLEVEL);
	gtk_window_set_title(GTK_WINDOW(ours.window),
	                     _("Tertius: introductions"));
	gtk_window_set_default_size(GTK_WINDOW(ours.window), 860, 520);
	(void) g_signal_connect(ours.window, "destroy", G_CALLBACK(on_destroy),
	                        NULL);
	(void) g_signal_connect(ours.window, "key-press-event",
	                        G_CALLBACK(on_key), NULL);
	ours.trouble = gtk_label_new(NULL);
	gtk_label_set_line_wrap(GTK_LABEL(ours.trouble), TRUE);
	gtk_widget_set_no_show_all(ours.trouble, TRUE);
	(void) gtk_notebook_append_page(GTK_NOTEBOOK(book), new_due(),
	                                gtk_label_new(_("Due")));
	(void) gtk_notebook_append_page(GTK_NOTEBOOK(book), new_introductions(),
	                                gtk_label_new(_("Introductions")));
	gtk_box_pack_start(GTK_BOX(box), ours.trouble, FALSE, FALSE, SPACE);
	gtk_box_pack_start(GTK_BOX(box), book, TRUE, TRUE, 0);
	gtk_container_add(GTK_CONTAINER(ours.window), box);
	gtk_widget_show_all(ours.window);
}

void
tertius_window_present(TertiusClient *client, const TertiusWindowHost *host)
{
	ours.client = client;
	ours.host = host;
	if (ours.window == NULL)
		build();
	gtk_window_present(GTK_WINDOW(ours.window));
	tertius_window_refresh();
}

void
tertius_window_close(void)
{
	tertius_dialogs_close();
	if (ours.window != NULL)
		gtk_widget_destroy(ours.window);
}
