/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pictures.
 */
#include "ui/window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/drawing.h"
#include "ui/flow.h"

#define SPACE       TERTIUS_WINDOW_SPACE
/* So many names are offered. */
#define OFFERED_MAX 12

enum {
	TERTIUS_OFFER_NAME,
	TERTIUS_OFFER_ADDRESS,
	TERTIUS_OFFER_COLUMNS,
};

static GtkWidget *which, *with, *area, *words;
static GtkListStore *offers;
/* Whom the picture is about: the address, and the name as it stands there; NULL
 * for everybody. */
static char *address, *name;

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

static void
on_picture(JsonObject *answer)
{
	tertius_drawing_area_show(area, answer);
	gtk_label_set_text(GTK_LABEL(words),
	                   tertius_window_text(answer, "description"));
}

static void ask_people(void);

static void
ask_picture(void)
{
	TertiusJson *request;
	const char *kind = get_kind();

	gtk_widget_set_sensitive(with, takes_person(kind));
	if (strcmp(kind, "rhythm") == 0 && address == NULL) {
		/* With the first of them; that asks again. */
		ask_people();
		return;
	}
	request = tertius_client_request("picture");
	tertius_json_text(request, "kind", kind);
	if (takes_person(kind) && address != NULL)
		tertius_json_text(request, "with", address);
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
	ask_picture();
}

/* --- Whom it is about ---------------------------------------------------- */

static void
choose(GtkTreeModel *model, GtkTreeIter *row)
{
	g_free(address);
	g_free(name);
	gtk_tree_model_get(model, row, TERTIUS_OFFER_ADDRESS, &address,
	                   TERTIUS_OFFER_NAME, &name, -1);
	gtk_entry_set_text(GTK_ENTRY(with), name);
	gtk_editable_set_position(GTK_EDITABLE(with), -1);
	ask_picture();
}

static gboolean
choose_first(void)
{
	GtkTreeIter first;

	if (!gtk_tree_model_get_iter_first(GTK_TREE_MODEL(offers), &first))
		return FALSE;
	choose(GTK_TREE_MODEL(offers), &first);
	return TRUE;
}

static void
offer(JsonObject *person)
{
	const char *called = tertius_window_text(person, "name");
	const char *at = tertius_window_text(person, "address");

	gtk_list_store_insert_with_values(offers, NULL, -1, TERTIUS_OFFER_NAME,
	                                  *called != '\0' ? called : at,
	                                  TERTIUS_OFFER_ADDRESS, at, -1);
}

static void
on_people(JsonObject *answer)
{
	JsonArray *people = tertius_window_list(answer, "people");
	guint n = people != NULL ? json_array_get_length(people) : 0;

	gtk_list_store_clear(offers);
	for (guint i = 0; i < MIN(n, OFFERED_MAX); i++)
		offer(json_array_get_object_element(people, i));
	if (gtk_entry_get_text_length(GTK_ENTRY(with)) == 0)
		(void) choose_first();
	else
		gtk_entry_completion_complete(
			gtk_entry_get_completion(GTK_ENTRY(with)));
}

static void
ask_people(void)
{
	TertiusJson *request = tertius_client_request("people");

	tertius_json_text(request, "search",
	                  gtk_entry_get_text(GTK_ENTRY(with)));
	tertius_window_ask(request, on_people);
}

static void
on_typed(GtkSearchEntry *entry, gpointer data)
{
	const char *text = gtk_entry_get_text(GTK_ENTRY(entry));

	(void) data;
	if (g_strcmp0(text, name) == 0)
		return;
	if (*text != '\0') {
		ask_people();
		return;
	}
	g_clear_pointer(&address, g_free);
	g_clear_pointer(&name, g_free);
	ask_picture();
}

static gboolean
on_offer(GtkEntryCompletion *completion, GtkTreeModel *model, GtkTreeIter *row,
         gpointer data)
{
	(void) completion;
	(void) data;
	choose(model, row);
	return TRUE;
}

/* Enter takes the first that is offered. */
static void
on_activate(GtkEntry *entry, gpointer data)
{
	(void) data;
	if (g_strcmp0(gtk_entry_get_text(entry), name) != 0)
		(void) choose_first();
}

/* The engine has searched. */
static gboolean
is_offered(GtkEntryCompletion *completion, const char *key, GtkTreeIter *row,
           gpointer data)
{
	(void) completion;
	(void) key;
	(void) row;
	(void) data;
	return TRUE;
}

static GtkEntryCompletion *
new_completion(void)
{
	GtkEntryCompletion *completion = gtk_entry_completion_new();

	offers = gtk_list_store_new(TERTIUS_OFFER_COLUMNS, G_TYPE_STRING,
	                            G_TYPE_STRING);
	gtk_entry_completion_set_model(completion, GTK_TREE_MODEL(offers));
	g_object_unref(offers);
	gtk_entry_completion_set_text_column(completion, TERTIUS_OFFER_NAME);
	gtk_entry_completion_set_match_func(completion, is_offered, NULL, NULL);
	(void) g_signal_connect(completion, "match-selected",
	                        G_CALLBACK(on_offer), NULL);
	return completion;
}

static void
on_destroy(GtkWidget *entry, gpointer data)
{
	(void) entry;
	(void) data;
	g_clear_pointer(&address, g_free);
	g_clear_pointer(&name, g_free);
}

static GtkWidget *
new_with(void)
{
	GtkEntryCompletion *completion = new_completion();

	with = gtk_search_entry_new();
	gtk_entry_set_placeholder_text(GTK_ENTRY(with),
	                               _("Everybody, or a name"));
	atk_object_set_name(gtk_widget_get_accessible(with), _("With whom"));
	gtk_entry_set_completion(GTK_ENTRY(with), completion);
	g_object_unref(completion);
	(void) g_signal_connect(with, "search-changed", G_CALLBACK(on_typed),
	                        NULL);
	(void) g_signal_connect(with, "activate", G_CALLBACK(on_activate),
	                        NULL);
	(void) g_signal_connect(with, "destroy", G_CALLBACK(on_destroy), NULL);
	return with;
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
	GtkWidget *row = tertius_flow_new(TERTIUS_FLOW_FULL, SPACE);

	which = gtk_combo_box_text_new();
	for (gsize i = 0; i < G_N_ELEMENTS(pictures); i++)
		gtk_combo_box_text_append(GTK_COMBO_BOX_TEXT(which),
		                          pictures[i].id, _(pictures[i].title));
	gtk_combo_box_set_active(GTK_COMBO_BOX(which), 0);
	atk_object_set_name(gtk_widget_get_accessible(which), _("Picture"));
	(void) g_signal_connect(which, "changed", G_CALLBACK(on_changed), NULL);
	gtk_container_add(GTK_CONTAINER(row), which);
	gtk_container_add(GTK_CONTAINER(row), new_with());
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
	                               GTK_POLICY_AUTOMATIC,
	                               GTK_POLICY_AUTOMATIC);
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
	.refresh = ask_picture,
};
