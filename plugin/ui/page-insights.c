/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pictures.
 */
#include "ui/window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/drawing.h"

#define SPACE TERTIUS_WINDOW_SPACE

static GtkWidget *which, *with, *area, *words;
static gboolean is_filling;

static const struct {
	const char *id, *title;
} pictures[] = {
	{ "graph", N_("Who introduced whom") },
	{ "year", N_("The year") },
	{ "origin", N_("Through friends and on your own") },
	{ "balance", N_("To and fro") },
	{ "rhythm", N_("In touch with one person") },
};

static const char *
get_kind(void)
{
	return gtk_combo_box_get_active_id(GTK_COMBO_BOX(which));
}

/* Some are about one person, and one of these needs one. */
static gboolean
takes_person(const char *kind)
{
	return strcmp(kind, "balance") == 0 || strcmp(kind, "rhythm") == 0 ||
	       strcmp(kind, "graph") == 0;
}

static const char *
get_person(void)
{
	return gtk_combo_box_get_active_id(GTK_COMBO_BOX(with));
}

static void
on_picture(JsonObject *answer)
{
	tertius_drawing_area_show(area, answer);
	gtk_label_set_text(GTK_LABEL(words),
	                   tertius_window_text(answer, "description"));
}

static void
ask_picture(void)
{
	TertiusJson *request;
	const char *kind = get_kind();
	const char *person = takes_person(kind) ? get_person() : NULL;

	gtk_widget_set_sensitive(with, takes_person(kind));
	if (strcmp(kind, "rhythm") == 0 &&
	    (person == NULL || *person == '\0')) {
		/* With the first of them; that asks again. */
		gtk_combo_box_set_active(GTK_COMBO_BOX(with), 1);
		return;
	}
	request = tertius_client_request("picture");
	tertius_json_text(request, "kind", kind);
	if (person != NULL && *person != '\0')
		tertius_json_text(request, "with", person);
	tertius_json_boolean(request, "dark",
	                     tertius_drawing_area_is_dark(area));
	atk_object_set_name(
		gtk_widget_get_accessible(area),
		_(pictures[gtk_combo_box_get_active(GTK_COMBO_BOX(which))]
	                  .title));
	tertius_window_ask(request, on_picture);
}

static void
on_changed(GtkComboBox *combo, gpointer data)
{
	(void) combo;
	(void) data;
	if (!is_filling)
		ask_picture();
}

/* --- Whom it is about ---------------------------------------------------- */

/* Each row of such a list is a widget: many at once would be felt. */
#define ROWS_A_TURN 10

static struct {
	GPtrArray *people; /* char *: address, name, address, name, … */
	guint at, turn;    /* turn: a source, or 0 */
	char *before;      /* who was chosen */
} filling;

static void
stop_filling(void)
{
	if (filling.turn != 0)
		g_source_remove(filling.turn);
	filling.turn = 0;
	g_clear_pointer(&filling.people, g_ptr_array_unref);
	g_clear_pointer(&filling.before, g_free);
}

static void
end_filling(void)
{
	if (filling.before == NULL ||
	    !gtk_combo_box_set_active_id(GTK_COMBO_BOX(with), filling.before))
		gtk_combo_box_set_active(GTK_COMBO_BOX(with), 0);
	stop_filling();
	is_filling = FALSE;
	ask_picture();
}

static gboolean
on_turn(gpointer data)
{
	gpointer *texts = filling.people->pdata;
	guint end = MIN(filling.at + 2 * ROWS_A_TURN, filling.people->len);

	(void) data;
	for (; filling.at < end; filling.at += 2)
		gtk_combo_box_text_append(GTK_COMBO_BOX_TEXT(with),
		                          texts[filling.at],
		                          texts[filling.at + 1]);
	if (filling.at < filling.people->len)
		return G_SOURCE_CONTINUE;
	filling.turn = 0;
	end_filling();
	return G_SOURCE_REMOVE;
}

static void
note_person(JsonObject *person)
{
	const char *name = tertius_window_text(person, "name");
	const char *address = tertius_window_text(person, "address");

	g_ptr_array_add(filling.people, g_strdup(address));
	g_ptr_array_add(filling.people,
	                g_strdup(*name != '\0' ? name : address));
}

static void
on_people(JsonObject *answer)
{
	JsonArray *people = tertius_window_list(answer, "people");
	char *before =
		g_strdup(filling.turn != 0 ? filling.before : get_person());

	stop_filling();
	is_filling = TRUE;
	filling.before = before;
	filling.at = 0;
	filling.people = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; people != NULL && i < json_array_get_length(people);
	     i++)
		note_person(json_array_get_object_element(people, i));
	gtk_combo_box_text_remove_all(GTK_COMBO_BOX_TEXT(with));
	gtk_combo_box_text_append(GTK_COMBO_BOX_TEXT(with), "", _("Everybody"));
	filling.turn = g_idle_add(on_turn, NULL);
}

static void
on_destroy(GtkWidget *combo, gpointer data)
{
	(void) combo;
	(void) data;
	stop_filling();
	is_filling = FALSE;
}

static void
refresh(void)
{
	tertius_window_ask(tertius_client_request("people"), on_people);
}

static const TertiusDrawingHost drawing_host = {
	.show_person = tertius_people_show,
	.show_introduction = tertius_introductions_show,
};

/* --- Building ------------------------------------------------------------ */

static void
on_style(GtkWidget *widget, gpointer data)
{
	static gboolean was_dark;
	gboolean is_dark = tertius_drawing_area_is_dark(widget);

	(void) data;
	if (is_dark != was_dark && gtk_widget_get_mapped(widget))
		ask_picture();
	was_dark = is_dark;
}

static GtkWidget *
new_choices(void)
{
	GtkWidget *row = gtk_flow_box_new();

	gtk_flow_box_set_selection_mode(GTK_FLOW_BOX(row), GTK_SELECTION_NONE);
	gtk_flow_box_set_max_children_per_line(GTK_FLOW_BOX(row), 2);
	which = gtk_combo_box_text_new();
	for (gsize i = 0; i < G_N_ELEMENTS(pictures); i++)
		gtk_combo_box_text_append(GTK_COMBO_BOX_TEXT(which),
		                          pictures[i].id, _(pictures[i].title));
	gtk_combo_box_set_active(GTK_COMBO_BOX(which), 0);
	atk_object_set_name(gtk_widget_get_accessible(which), _("Picture"));
	(void) g_signal_connect(which, "changed", G_CALLBACK(on_changed), NULL);
	with = gtk_combo_box_text_new();
	atk_object_set_name(gtk_widget_get_accessible(with), _("With whom"));
	(void) g_signal_connect(with, "changed", G_CALLBACK(on_changed), NULL);
	(void) g_signal_connect(with, "destroy", G_CALLBACK(on_destroy), NULL);
	gtk_container_add(GTK_CONTAINER(row), which);
	gtk_container_add(GTK_CONTAINER(row), with);
	return row;
}

static GtkWidget *
create(void)
{
	GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, SPACE);
	GtkWidget *scroller = gtk_scrolled_window_new(NULL, NULL);

	gtk_box_pack_start(GTK_BOX(box), new_choices(), FALSE, FALSE, 0);
	area = tertius_drawing_area_new(&drawing_host);
	(void) g_signal_connect(area, "style-updated", G_CALLBACK(on_style),
	                        NULL);
	gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroller),
	                               GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
	gtk_container_add(GTK_CONTAINER(scroller), area);
	gtk_box_pack_start(GTK_BOX(box), scroller, TRUE, TRUE, 0);
	words = gtk_label_new(NULL);
	gtk_label_set_xalign(GTK_LABEL(words), 0);
	gtk_label_set_line_wrap(GTK_LABEL(words), TRUE);
	gtk_label_set_selectable(GTK_LABEL(words), TRUE);
	gtk_box_pack_start(GTK_BOX(box), words, FALSE, FALSE, 0);
	return box;
}

const TertiusPage tertius_page_insights = {
	.title = N_("Insights"),
	.create = create,
	.refresh = refresh,
};
