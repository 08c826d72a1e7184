/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small windows about one message.
 */
#include "ui/dialogs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/dialogs-private.h"

#define SPACE   TERTIUS_DIALOG_SPACE
#define ADDRESS "tertius-address"
/* Mail may go to hundreds, with names as long as a line. */
#define HEIGHT  240
#define LETTERS 64

typedef struct {
	TertiusClient *client;
	char *message_id;
	void (*changed)(void);
	GtkBox *people;                /* introduced */
	GtkScrolledWindow *place;      /* of these */
	GtkWidget *introducer;         /* combo; its ids are addresses */
	GtkWidget *more, *what, *when; /* entries */
	GtkWidget *trouble;
} Form;

static void
free_form(gpointer data)
{
	Form *form = data;

	g_free(form->message_id);
	g_free(form);
}

static Form *
get_form(GtkWidget *dialog)
{
	return g_object_get_data(G_OBJECT(dialog), "tertius-form");
}

static void
on_kept(JsonObject *answer, const GError *error, gpointer data)
{
	GtkWidget *dialog = data;

	(void) answer;
	if (!tertius_dialog_is_open(dialog))
		return;
	if (error != NULL) {
		gtk_label_set_text(GTK_LABEL(get_form(dialog)->trouble),
		                   error->message);
		return;
	}
	get_form(dialog)->changed();
	gtk_widget_destroy(dialog);
}

static GtkWidget *
new_form(GtkWindow *above, TertiusClient *client, const char *title,
         const char *message_id, void (*changed)(void))
{
	GtkWidget *dialog = tertius_dialog_new(above, title);
	Form *form = g_new0(Form, 1);

	form->client = client;
	form->message_id = g_strdup(message_id);
	form->changed = changed;
	g_object_set_data_full(G_OBJECT(dialog), "tertius-form", form,
	                       free_form);
	return dialog;
}

static void
finish_form(GtkWidget *dialog, const char *label, GCallback func)
{
	Form *form = get_form(dialog);

	form->trouble = tertius_dialog_add_line(
		tertius_dialog_get_content(dialog), "", "error");
	(void) gtk_dialog_add_button(GTK_DIALOG(dialog), _("_Cancel"),
	                             GTK_RESPONSE_CANCEL);
	(void) gtk_dialog_add_button(GTK_DIALOG(dialog), label,
	                             GTK_RESPONSE_OK);
	gtk_dialog_set_default_response(GTK_DIALOG(dialog), GTK_RESPONSE_OK);
	(void) g_signal_connect(dialog, "response", func, form);
	gtk_widget_show_all(dialog);
}

static TertiusJson *
new_request(const Form *form, const char *name)
{
	TertiusJson *request = tertius_client_request(name);

	tertius_json_text(request, "message_id", form->message_id);
	return request;
}

/* --- An introduction ----------------------------------------------------- */

static char *
dup_label(JsonObject *person)
{
	const char *name = tertius_dialog_text(person, "name");
	const char *address = tertius_dialog_text(person, "address");

	return *name != '\0' ? g_strdup_printf("%s <%s>", name, address)
	                     : g_strdup(address);
}

static void
add_introducer(const Form *form, JsonObject *person)
{
	g_autofree char *label = dup_label(person);

	gtk_combo_box_text_append(GTK_COMBO_BOX_TEXT(form->introducer),
	                          tertius_dialog_text(person, "address"),
	                          label);
}

static void
add_newcomer(const Form *form, JsonObject *person, gboolean is_ticked)
{
	g_autofree char *label = dup_label(person);
	GtkWidget *box = gtk_check_button_new_with_label(label);

	g_object_set_data_full(G_OBJECT(box), ADDRESS,
	                       g_strdup(tertius_dialog_text(person, "address")),
	                       g_free);
	gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(box), is_ticked);
	gtk_label_set_ellipsize(GTK_LABEL(gtk_bin_get_child(GTK_BIN(box))),
	                        PANGO_ELLIPSIZE_END);
	gtk_label_set_max_width_chars(
		GTK_LABEL(gtk_bin_get_child(GTK_BIN(box))), LETTERS);
	gtk_box_pack_start(form->people, box, FALSE, FALSE, 0);
}

static JsonObject *
get_person(JsonObject *answer, const char *name)
{
	JsonNode *node = json_object_get_member(answer, name);

	return node != NULL && JSON_NODE_HOLDS_OBJECT(node)
	               ? json_node_get_object(node)
	               : NULL;
}

/* As high as they are, to a measure. */
static void
show_people(const Form *form)
{
	int height = 0;

	gtk_widget_show_all(GTK_WIDGET(form->people));
	gtk_widget_get_preferred_height(GTK_WIDGET(form->people), NULL,
	                                &height);
	gtk_scrolled_window_set_min_content_height(form->place,
	                                           MIN(height, HEIGHT));
}

static void
on_message(JsonObject *answer, const GError *error, gpointer data)
{
	GtkWidget *dialog = data;
	JsonObject *from;
	JsonArray *others;
	Form *form;

	if (!tertius_dialog_is_open(dialog))
		return;
	form = get_form(dialog);
	if (error != NULL) {
		gtk_label_set_text(GTK_LABEL(form->trouble), error->message);
		return;
	}
	gtk_combo_box_text_append(GTK_COMBO_BOX_TEXT(form->introducer), "",
	                          json_object_get_boolean_member_with_default(
					  answer, "is_mine", FALSE)
	                                  ? _("I")
	                                  : _("Nobody here"));
	from = get_person(answer, "from");
	if (from != NULL && !json_object_get_boolean_member_with_default(
				    answer, "is_mine", FALSE)) {
		add_introducer(form, from);
		add_newcomer(form, from, FALSE);
	}
	others = json_object_get_array_member(answer, "others");
	for (guint i = 0; i < json_array_get_length(others); i++) {
		JsonObject *one = json_array_get_object_element(others, i);

		add_introducer(form, one);
		add_newcomer(form, one, TRUE);
	}
	gtk_combo_box_set_active(GTK_COMBO_BOX(form->introducer),
	                         from != NULL ? 1 : 0);
	if (gtk_combo_box_get_active(GTK_COMBO_BOX(form->introducer)) < 0)
		gtk_combo_box_set_active(GTK_COMBO_BOX(form->introducer), 0);
	show_people(form);
}

static void
add_ticked(TertiusJson *request, const Form *form)
{
	GList *boxes = gtk_container_get_children(GTK_CONTAINER(form->people));

	for (GList *i = boxes; i != NULL; i = i->next) {
		if (gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(i->data)))
			tertius_json_text(
				request, NULL,
				g_object_get_data(G_OBJECT(i->data), ADDRESS));
	}
	g_list_free(boxes);
}

static void
on_introduced(GtkDialog *dialog, int response, gpointer data)
{
	const Form *form = data;
	const char *more;
	TertiusJson *request;

	if (response != GTK_RESPONSE_OK) {
		gtk_widget_destroy(GTK_WIDGET(dialog));
		return;
	}
	request = new_request(form, "introduced");
	tertius_json_text(
		request, "introducer",
		gtk_combo_box_get_active_id(GTK_COMBO_BOX(form->introducer)));
	tertius_json_open(request, "people", '[');
	add_ticked(request, form);
	more = gtk_entry_get_text(GTK_ENTRY(form->more));
	if (*more != '\0')
		tertius_json_text(request, NULL, more);
	tertius_json_close(request);
	tertius_client_ask(form->client, request, NULL, on_kept, dialog);
}

static GtkWidget *
new_introducer(void)
{
	GtkWidget *combo = gtk_combo_box_text_new();
	GList *cells = gtk_cell_layout_get_cells(GTK_CELL_LAYOUT(combo));

	for (GList *i = cells; i != NULL; i = i->next)
		g_object_set(i->data, "ellipsize", PANGO_ELLIPSIZE_END,
		             "max-width-chars", LETTERS, NULL);
	g_list_free(cells);
	atk_object_set_name(gtk_widget_get_accessible(combo),
	                    _("Who brought you together?"));
	return combo;
}

static void
add_people(GtkBox *box, Form *form)
{
	GtkWidget *scroller = gtk_scrolled_window_new(NULL, NULL);

	form->place = GTK_SCROLLED_WINDOW(scroller);
	form->people =
		GTK_BOX(gtk_box_new(GTK_ORIENTATION_VERTICAL, SPACE / 4));
	gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroller),
	                               GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
	gtk_container_add(GTK_CONTAINER(scroller), GTK_WIDGET(form->people));
	gtk_box_pack_start(box, scroller, TRUE, TRUE, 0);
}

void
tertius_dialogs_introduced(GtkWindow *above, TertiusClient *client,
                           const char *message_id, void (*changed)(void))
{
	GtkWidget *dialog = new_form(above, client, _("Tertius: introduction"),
	                             message_id, changed);
	GtkBox *box = tertius_dialog_get_content(dialog);
	Form *form = get_form(dialog);

	tertius_dialog_add_headline(box, _("Who brought you together?"));
	form->introducer = new_introducer();
	gtk_box_pack_start(box, form->introducer, FALSE, FALSE, 0);
	tertius_dialog_add_headline(box, _("With whom?"));
	add_people(box, form);
	form->more = gtk_entry_new();
	gtk_entry_set_placeholder_text(GTK_ENTRY(form->more),
	                               _("or another address"));
	gtk_entry_set_activates_default(GTK_ENTRY(form->more), TRUE);
	atk_object_set_name(gtk_widget_get_accessible(form->more),
	                    _("Another address"));
	gtk_box_pack_start(box, form->more, FALSE, FALSE, 0);
	finish_form(dialog, _("_It is an introduction"),
	            G_CALLBACK(on_introduced));
	tertius_client_ask(client, new_request(form, "message"), NULL,
	                   on_message, dialog);
}

/* --- A reminder ---------------------------------------------------------- */

static void
on_remind(GtkDialog *dialog, int response, gpointer data)
{
	const Form *form = data;
	const char *when;
	TertiusJson *request;

	if (response != GTK_RESPONSE_OK) {
		gtk_widget_destroy(GTK_WIDGET(dialog));
		return;
	}
	when = gtk_entry_get_text(GTK_ENTRY(form->when));
	request = new_request(form, "remind");
	tertius_json_text(request, "text",
	                  gtk_entry_get_text(GTK_ENTRY(form->what)));
	tertius_json_text(request, "when", *when != '\0' ? when : "tomorrow");
	tertius_client_ask(form->client, request, NULL, on_kept, dialog);
}

void
tertius_dialogs_remind(GtkWindow *above, TertiusClient *client,
                       const char *message_id, void (*changed)(void))
{
	GtkWidget *dialog = new_form(above, client, _("Tertius: remind me"),
	                             message_id, changed);
	GtkBox *box = tertius_dialog_get_content(dialog);
	Form *form = get_form(dialog);

	tertius_dialog_add_headline(box, _("Remind me to"));
	form->what = gtk_entry_new();
	gtk_entry_set_placeholder_text(GTK_ENTRY(form->what),
	                               _("send the slides"));
	gtk_entry_set_activates_default(GTK_ENTRY(form->what), TRUE);
	atk_object_set_name(gtk_widget_get_accessible(form->what),
	                    _("Remind me to"));
	gtk_box_pack_start(box, form->what, FALSE, FALSE, 0);
	tertius_dialog_add_headline(box, _("When?"));
	form->when = tertius_dialog_add_moment(box);
	gtk_entry_set_text(GTK_ENTRY(form->when), "tomorrow");
	finish_form(dialog, _("_Remind me"), G_CALLBACK(on_remind));
}
