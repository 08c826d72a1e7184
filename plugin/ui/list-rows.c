/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a list. Those that are there are written over, so that neither the
 * place in the list nor the selection is lost.
 *
 *	ask for the first --> take a portion --> fewer than wanted? --no--> rest
 *	                        ^                        │
 *	                        └─── ask for the next ───┘
 */
#include "ui/list-private.h"

#include <glib/gi18n-lib.h>

#include "ui/direction.h"

#define SPACE TERTIUS_LIST_SPACE

static guint
count(const TertiusList *list)
{
	return (guint) gtk_tree_model_iter_n_children(
		GTK_TREE_MODEL(list->rows), NULL);
}

/* --- Asking -------------------------------------------------------------- */

static void
ask(TertiusList *list, guint from)
{
	list->is_asking = TRUE;
	list->kind->ask(from);
}

void
tertius_list_refresh(TertiusList *list)
{
	ask(list, 0);
}

void
tertius_list_restart(TertiusList *list)
{
	list->is_anew = TRUE;
	list->goal = TERTIUS_LIST_PORTION;
	gtk_adjustment_set_value(gtk_scrolled_window_get_vadjustment(
					 GTK_SCROLLED_WINDOW(list->scroller)),
	                         0);
	ask(list, 0);
}

static void
want_more(TertiusList *list)
{
	list->goal = count(list) + TERTIUS_LIST_PORTION;
	if (!list->is_asking)
		ask(list, count(list));
}

void
tertius_list_want(TertiusList *list, const char *id)
{
	g_free(list->wanted);
	list->wanted = g_strdup(id);
}

/* --- Writing rows -------------------------------------------------------- */

/* As wide as the longest text is about: each would take its time. */
static void
fit_column(TertiusList *list, int column, const char *text)
{
	GtkTreeViewColumn *shown;
	g_autoptr(PangoLayout) layout = NULL;
	glong length = g_utf8_strlen(text, -1);
	int width = 0;

	if (list->kind->columns[column].is_wide ||
	    length <= list->longest[column])
		return;
	list->longest[column] = length;
	shown = gtk_tree_view_get_column(GTK_TREE_VIEW(list->view), column);
	layout = gtk_widget_create_pango_layout(list->view, text);
	pango_layout_get_pixel_size(layout, &width, NULL);
	width += 2 * SPACE;
	if (width > gtk_tree_view_column_get_fixed_width(shown))
		gtk_tree_view_column_set_fixed_width(shown, width);
}

/* FALSE: that stands there already. */
static gboolean
is_other(TertiusList *list, GtkTreeIter *row, int column, const char *text)
{
	g_autofree char *before = NULL;

	gtk_tree_model_get(GTK_TREE_MODEL(list->rows), row, column, &before,
	                   -1);
	return g_strcmp0(before, text) != 0;
}

/* What stands there already is not told anew to those who hear it. */
static void
write_over(TertiusList *list, GtkTreeIter *row, char *const *texts)
{
	for (int i = 0; i < TERTIUS_LIST_COLUMNS; i++) {
		if (texts[i] != NULL && is_other(list, row, i, texts[i]))
			gtk_list_store_set(list->rows, row, i, texts[i], -1);
	}
}

static void
append(TertiusList *list, char *const *texts)
{
	int columns[TERTIUS_LIST_COLUMNS];
	GValue values[TERTIUS_LIST_COLUMNS] = { G_VALUE_INIT };

	for (int i = 0; i < TERTIUS_LIST_COLUMNS; i++) {
		columns[i] = i;
		(void) g_value_init(&values[i], G_TYPE_STRING);
		g_value_set_static_string(&values[i], texts[i]);
	}
	gtk_list_store_insert_with_valuesv(list->rows, NULL, -1, columns,
	                                   values, TERTIUS_LIST_COLUMNS);
}

static char *
dup_said(const char *text)
{
	return g_strdup(text != NULL ? text : "");
}

void
tertius_list_add(TertiusList *list, const TertiusListRow *row)
{
	char *all[TERTIUS_LIST_COLUMNS] = {
		[TERTIUS_LIST_ID] = dup_said(row->id),
		[TERTIUS_LIST_MESSAGE_ID] = dup_said(row->message_id),
		[TERTIUS_LIST_PERSON] = dup_said(row->person),
		[TERTIUS_LIST_EXTRA] = dup_said(row->extra),
	};
	GtkTreeIter place;

	for (int i = 0; list->kind->columns[i].title != NULL; i++) {
		all[TERTIUS_LIST_FIRST + i] =
			g_strconcat(tertius_direction_get_mark(row->texts[i]),
		                    row->texts[i], NULL);
		fit_column(list, i, all[TERTIUS_LIST_FIRST + i]);
	}
	if (gtk_tree_model_iter_nth_child(GTK_TREE_MODEL(list->rows), &place,
	                                  NULL, (int) list->at))
		write_over(list, &place, all);
	else
		append(list, all);
	list->at++;
	for (int i = 0; i < TERTIUS_LIST_COLUMNS; i++)
		g_free(all[i]);
}

/* Those from @list->at on. Each that goes is told to those who hear the list, so
 * that many go together, out of its sight. */
static void
remove_rest(TertiusList *list)
{
	GtkTreeModel *model = GTK_TREE_MODEL(list->rows);
	gboolean are_many = count(list) > list->at + TERTIUS_LIST_PORTION;
	GtkTreeIter row;

	if (are_many) {
		g_object_ref(model);
		gtk_tree_view_set_model(GTK_TREE_VIEW(list->view), NULL);
	}
	while (gtk_tree_model_iter_nth_child(model, &row, NULL, (int) list->at))
		(void) gtk_list_store_remove(list->rows, &row);
	if (are_many) {
		gtk_tree_view_set_model(GTK_TREE_VIEW(list->view), model);
		g_object_unref(model);
	}
}

/* --- Selecting ----------------------------------------------------------- */

static gboolean
find_row(TertiusList *list, const char *id, GtkTreeIter *row)
{
	GtkTreeModel *model = GTK_TREE_MODEL(list->rows);
	gboolean more = gtk_tree_model_get_iter_first(model, row);

	for (; more; more = gtk_tree_model_iter_next(model, row)) {
		if (!is_other(list, row, TERTIUS_LIST_ID, id))
			return TRUE;
	}
	return FALSE;
}

static void
select_again(TertiusList *list, const char *id)
{
	GtkTreeSelection *selection =
		gtk_tree_view_get_selection(GTK_TREE_VIEW(list->view));
	GtkTreeIter row;

	if (find_row(list, id, &row) ||
	    gtk_tree_model_get_iter_first(GTK_TREE_MODEL(list->rows), &row))
		gtk_tree_selection_select_iter(selection, &row);
	else
		gtk_tree_selection_unselect_all(selection);
}

static void
select_wanted(TertiusList *list)
{
	g_autoptr(GtkTreePath) path = NULL;
	GtkTreeIter row;

	if (list->wanted == NULL || !find_row(list, list->wanted, &row))
		return;
	path = gtk_tree_model_get_path(GTK_TREE_MODEL(list->rows), &row);
	gtk_tree_view_set_cursor(GTK_TREE_VIEW(list->view), path, NULL, FALSE);
	g_clear_pointer(&list->wanted, g_free);
}

/* --- Taking answers ------------------------------------------------------ */

static void
tell_more(TertiusList *list, guint total)
{
	guint n = count(list);
	g_autofree char *words =
		/* TRANSLATORS: of a list: "200 of 5000 are shown." */
		g_strdup_printf(_("%u of %u are shown."), n, total);

	gtk_label_set_text(GTK_LABEL(list->more_words), words);
	gtk_widget_set_visible(list->more, n < total);
	gtk_widget_set_visible(list->empty, n == 0);
}

static void
write_rows(TertiusList *list, guint from, JsonArray *rows, TertiusListAdd add)
{
	g_autofree char *id = tertius_list_dup(list, TERTIUS_LIST_ID);

	list->is_filling = TRUE;
	list->at = MIN(from, count(list));
	for (guint i = 0; rows != NULL && i < json_array_get_length(rows); i++)
		add(list, json_array_get_object_element(rows, i));
	if (list->is_anew)
		remove_rest(list);
	list->is_anew = FALSE;
	select_again(list, id);
	list->is_filling = FALSE;
}

/* What is missed is looked for in another way, or further down. */
static void
look_further(TertiusList *list, guint total)
{
	g_autofree char *missed = NULL;

	if (list->wanted != NULL && list->kind->missed == NULL)
		list->goal = total;
	if (list->at < MIN(list->goal, total)) {
		ask(list, list->at);
		return;
	}
	remove_rest(list);
	missed = g_steal_pointer(&list->wanted);
	if (missed != NULL && list->kind->missed != NULL)
		list->kind->missed(missed);
}

void
tertius_list_take(TertiusList *list, JsonObject *answer, JsonArray *rows,
                  TertiusListAdd add)
{
	guint from = (guint) json_object_get_int_member_with_default(answer,
	                                                             "from", 0);
	guint total = (guint) json_object_get_int_member_with_default(
		answer, "total", 0);

	list->is_asking = FALSE;
	write_rows(list, from, rows, add);
	select_wanted(list);
	look_further(list, total);
	tell_more(list, total);
	tertius_list_update(list);
}

void
tertius_list_fill(TertiusList *list, JsonArray *rows, TertiusListAdd add)
{
	list->is_anew = TRUE;
	write_rows(list, 0, rows, add);
	select_wanted(list);
	tell_more(list, count(list));
	tertius_list_update(list);
}

/* --- More ---------------------------------------------------------------- */

static void
on_more(GtkButton *button, gpointer data)
{
	(void) button;
	want_more(data);
}

/* At the end of the rows, the next ones come by themselves. */
static void
on_scrolled(GtkAdjustment *place, gpointer data)
{
	TertiusList *list = data;

	if (!list->is_filling && gtk_widget_get_visible(list->more) &&
	    gtk_adjustment_get_value(place) > 0 &&
	    gtk_adjustment_get_value(place) +
	                    gtk_adjustment_get_page_size(place) >=
	            gtk_adjustment_get_upper(place))
		want_more(list);
}

void
tertius_list_add_more(TertiusList *list)
{
	GtkWidget *button = gtk_button_new_with_mnemonic(_("Show _more"));

	list->more = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, SPACE);
	list->more_words = gtk_label_new(NULL);
	gtk_label_set_xalign(GTK_LABEL(list->more_words), 0);
	gtk_label_set_line_wrap(GTK_LABEL(list->more_words), TRUE);
	(void) g_signal_connect(button, "clicked", G_CALLBACK(on_more), list);
	(void) g_signal_connect(gtk_scrolled_window_get_vadjustment(
					GTK_SCROLLED_WINDOW(list->scroller)),
	                        "value-changed", G_CALLBACK(on_scrolled), list);
	gtk_box_pack_start(GTK_BOX(list->more), list->more_words, TRUE, TRUE,
	                   0);
	gtk_box_pack_start(GTK_BOX(list->more), button, FALSE, FALSE, 0);
	gtk_widget_show_all(list->more);
	gtk_widget_set_no_show_all(list->more, TRUE);
	gtk_widget_hide(list->more);
	gtk_box_pack_start(GTK_BOX(list->box), list->more, FALSE, FALSE, 0);
}
