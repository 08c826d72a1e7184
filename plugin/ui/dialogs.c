/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small windows.
 */
#include "ui/dialogs.h"

#include <glib/gi18n-lib.h>

#include "ui/dialogs-private.h"

#define SPACE       TERTIUS_DIALOG_SPACE
/* The strongest are shown, the others on demand. */
#define REASONS_MAX 5

static GSList *dialogs;

static void
on_destroy(GtkWidget *dialog, gpointer data)
{
	(void) data;
	dialogs = g_slist_remove(dialogs, dialog);
}

GtkWidget *
tertius_dialog_new(GtkWindow *above, const char *title)
{
	GtkWidget *dialog = gtk_dialog_new();

	gtk_window_set_title(GTK_WINDOW(dialog), title);
	if (above != NULL && gtk_widget_is_toplevel(GTK_WIDGET(above)))
		gtk_window_set_transient_for(GTK_WINDOW(dialog), above);
	gtk_container_set_border_width(GTK_CONTAINER(dialog), SPACE / 2);
	(void) g_signal_connect(dialog, "destroy", G_CALLBACK(on_destroy),
	                        NULL);
	dialogs = g_slist_prepend(dialogs, dialog);
	return dialog;
}

gboolean
tertius_dialog_is_open(GtkWidget *dialog)
{
	return g_slist_find(dialogs, dialog) != NULL;
}

GtkBox *
tertius_dialog_get_content(GtkWidget *dialog)
{
	GtkWidget *content = gtk_dialog_get_content_area(GTK_DIALOG(dialog));

	gtk_box_set_spacing(GTK_BOX(content), SPACE / 2);
	return GTK_BOX(content);
}

GtkWidget *
tertius_dialog_add_line(GtkBox *box, const char *text, const char *style)
{
	GtkWidget *label = gtk_label_new(text);

	gtk_label_set_xalign(GTK_LABEL(label), 0);
	gtk_label_set_line_wrap(GTK_LABEL(label), TRUE);
	gtk_label_set_line_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
	gtk_label_set_max_width_chars(GTK_LABEL(label), 64);
	if (style != NULL)
		gtk_style_context_add_class(gtk_widget_get_style_context(label),
		                            style);
	gtk_box_pack_start(box, label, FALSE, FALSE, 0);
	return label;
}

void
tertius_dialog_add_headline(GtkBox *box, const char *text)
{
	g_autofree char *markup = g_markup_printf_escaped("<b>%s</b>", text);

	gtk_label_set_markup(GTK_LABEL(tertius_dialog_add_line(box, "", NULL)),
	                     markup);
}

/* --- Telling ------------------------------------------------------------- */

void
tertius_dialogs_tell(GtkWindow *above, const char *headline,
                     const char *message)
{
	GtkWidget *dialog = tertius_dialog_new(above, "Tertius");

	tertius_dialog_add_headline(tertius_dialog_get_content(dialog),
	                            headline);
	(void) tertius_dialog_add_line(tertius_dialog_get_content(dialog),
	                               message, NULL);
	(void) gtk_dialog_add_button(GTK_DIALOG(dialog), _("_Close"),
	                             GTK_RESPONSE_CLOSE);
	(void) g_signal_connect(dialog, "response",
	                        G_CALLBACK(gtk_widget_destroy), NULL);
	gtk_widget_show_all(dialog);
}

/* --- Why ----------------------------------------------------------------- */

const char *
tertius_dialog_text(JsonObject *object, const char *name)
{
	return json_object_get_string_member_with_default(object, name, "");
}

static void
add_reason(GtkBox *box, JsonObject *reason)
{
	const char *quote = tertius_dialog_text(reason, "quote");
	g_autofree char *words =
		g_strdup_printf("%s — %s", tertius_dialog_text(reason, "words"),
	                        tertius_dialog_text(reason, "weight"));
	g_autofree char *quoted = g_strdup_printf("“%s”", quote);
	GtkWidget *line;

	(void) tertius_dialog_add_line(box, words, NULL);
	if (*quote == '\0')
		return;
	line = tertius_dialog_add_line(box, quoted, "dim-label");
	gtk_widget_set_margin_start(line, SPACE);
}

static void
add_move(GtkBox *box, JsonObject *move)
{
	g_autofree char *text = g_strdup_printf(
		"%s: %s — %s", tertius_dialog_text(move, "when"),
		tertius_dialog_text(move, "state"),
		tertius_dialog_text(move, "because"));

	(void) tertius_dialog_add_line(box, text, NULL);
}

static void
add_each(GtkBox *box, JsonObject *answer, const char *name,
         void (*add)(GtkBox *, JsonObject *))
{
	JsonArray *list = json_object_has_member(answer, name)
	                          ? json_object_get_array_member(answer, name)
	                          : NULL;

	for (guint i = 0; list != NULL && i < json_array_get_length(list); i++)
		add(box, json_array_get_object_element(list, i));
}

/* They come with the strongest first. */
static void
add_reasons(GtkBox *box, JsonObject *answer)
{
	JsonArray *list =
		json_object_has_member(answer, "reasons")
			? json_object_get_array_member(answer, "reasons")
			: NULL;
	guint n = list != NULL ? json_array_get_length(list) : 0;
	GtkWidget *rest = gtk_box_new(GTK_ORIENTATION_VERTICAL, SPACE / 2);
	GtkWidget *expander;
	g_autofree char *words = g_strdup_printf(
		g_dngettext(GETTEXT_PACKAGE, "%u more, which counts less",
	                    "%u more, which count less",
	                    n - MIN(n, REASONS_MAX)),
		n - MIN(n, REASONS_MAX));

	tertius_dialog_add_headline(box,
	                            _("What speaks for it, and against it"));
	for (guint i = 0; i < n; i++)
		add_reason(i < REASONS_MAX ? box : GTK_BOX(rest),
		           json_array_get_object_element(list, i));
	expander = gtk_expander_new(words);
	gtk_container_add(GTK_CONTAINER(expander), rest);
	if (n > REASONS_MAX)
		gtk_box_pack_start(box, expander, FALSE, FALSE, 0);
	else
		gtk_widget_destroy(g_object_ref_sink(expander));
}

static void
fill_why(GtkBox *box, JsonObject *answer)
{
	const char *because = tertius_dialog_text(answer, "because");

	if (json_object_has_member(answer, "introduction")) {
		JsonObject *introduction =
			json_object_get_object_member(answer, "introduction");

		tertius_dialog_add_headline(
			box, tertius_dialog_text(json_object_get_object_member(
							 introduction, "words"),
		                                 "headline"));
	}
	if (*because != '\0')
		(void) tertius_dialog_add_line(box, because, NULL);
	add_reasons(box, answer);
	tertius_dialog_add_headline(box, _("What happened"));
	add_each(box, answer, "moves", add_move);
}

static void
on_why(JsonObject *answer, const GError *error, gpointer data)
{
	GtkWidget *dialog = data;
	GtkWidget *scroller, *box;

	if (!tertius_dialog_is_open(dialog))
		return;
	scroller = gtk_scrolled_window_new(NULL, NULL);
	box = gtk_box_new(GTK_ORIENTATION_VERTICAL, SPACE / 2);
	gtk_container_set_border_width(GTK_CONTAINER(box), SPACE / 2);
	if (error != NULL)
		(void) tertius_dialog_add_line(GTK_BOX(box), error->message,
		                               NULL);
	else
		fill_why(GTK_BOX(box), answer);
	gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroller),
	                               GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
	gtk_container_add(GTK_CONTAINER(scroller), box);
	gtk_box_pack_start(tertius_dialog_get_content(dialog), scroller, TRUE,
	                   TRUE, 0);
	gtk_widget_show_all(dialog);
}

void
tertius_dialogs_why(GtkWindow *above, TertiusClient *client, const char *id)
{
	GtkWidget *dialog = tertius_dialog_new(above, _("Tertius: why?"));
	TertiusJson *request = tertius_client_request("why");

	gtk_window_set_default_size(GTK_WINDOW(dialog), 520, 480);
	(void) gtk_dialog_add_button(GTK_DIALOG(dialog), _("_Close"),
	                             GTK_RESPONSE_CLOSE);
	(void) g_signal_connect(dialog, "response",
	                        G_CALLBACK(gtk_widget_destroy), NULL);
	tertius_json_text(request, "id", id);
	tertius_client_ask(client, request, NULL, on_why, dialog);
}

/* --- Later --------------------------------------------------------------- */

typedef struct {
	TertiusClient *client;
	char *id;
	GtkWidget *entry, *trouble;
	void (*changed)(void);
} Later;

static void
free_later(gpointer data)
{
	Later *later = data;

	g_free(later->id);
	g_free(later);
}

static void
on_later(JsonObject *answer, const GError *error, gpointer data)
{
	GtkWidget *dialog = data;
	Later *later;

	(void) answer;
	if (!tertius_dialog_is_open(dialog))
		return;
	later = g_object_get_data(G_OBJECT(dialog), "later");
	if (error != NULL) {
		gtk_label_set_text(GTK_LABEL(later->trouble), error->message);
		return;
	}
	later->changed();
	gtk_widget_destroy(dialog);
}

static void
on_later_response(GtkDialog *dialog, int response, gpointer data)
{
	Later *later = data;
	TertiusJson *request;

	if (response != GTK_RESPONSE_OK) {
		gtk_widget_destroy(GTK_WIDGET(dialog));
		return;
	}
	request = tertius_client_request("decide");
	tertius_json_text(request, "kind", "later");
	tertius_json_text(request, "subject", later->id);
	tertius_json_text(request, "argument",
	                  gtk_entry_get_text(GTK_ENTRY(later->entry)));
	tertius_client_ask(later->client, request, NULL, on_later, dialog);
}

static void
on_choice(GtkButton *button, gpointer data)
{
	GtkWidget *dialog = g_object_get_data(G_OBJECT(data), "dialog");

	gtk_entry_set_text(GTK_ENTRY(data),
	                   g_object_get_data(G_OBJECT(button), "when"));
	if (dialog != NULL)
		gtk_dialog_response(GTK_DIALOG(dialog), GTK_RESPONSE_OK);
}

static GtkWidget *
new_choices(GtkWidget *entry)
{
	static const struct {
		const char *label;
		char when[12];
	} choices[] = {
		{ N_("Tomorrow"), "tomorrow" },
		{ N_("In 3 days"), "3d" },
		{ N_("In a week"), "1w" },
		{ N_("In a month"), "1m" },
	};
	GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, SPACE / 2);

	for (gsize i = 0; i < G_N_ELEMENTS(choices); i++) {
		GtkWidget *button =
			gtk_button_new_with_label(_(choices[i].label));

		g_object_set_data_full(G_OBJECT(button), "when",
		                       g_strdup(choices[i].when), g_free);
		(void) g_signal_connect(button, "clicked",
		                        G_CALLBACK(on_choice), entry);
		gtk_box_pack_start(GTK_BOX(row), button, TRUE, TRUE, 0);
	}
	return row;
}

GtkWidget *
tertius_dialog_add_moment(GtkBox *box)
{
	GtkWidget *entry = gtk_entry_new();

	gtk_entry_set_placeholder_text(GTK_ENTRY(entry),
	                               _("or a day: friday, 10d, 2027-01-15"));
	gtk_entry_set_activates_default(GTK_ENTRY(entry), TRUE);
	atk_object_set_name(gtk_widget_get_accessible(entry), _("When"));
	gtk_box_pack_start(box, new_choices(entry), FALSE, FALSE, 0);
	gtk_box_pack_start(box, entry, FALSE, FALSE, 0);
	return entry;
}

void
tertius_dialogs_later(GtkWindow *above, TertiusClient *client, const char *id,
                      void (*changed)(void))
{
	GtkWidget *dialog = tertius_dialog_new(above, _("Tertius: later"));
	GtkBox *box = tertius_dialog_get_content(dialog);
	Later *later = g_new0(Later, 1);

	later->client = client;
	later->id = g_strdup(id);
	later->changed = changed;
	g_object_set_data_full(G_OBJECT(dialog), "later", later, free_later);
	tertius_dialog_add_headline(box, _("When shall Tertius remind you?"));
	later->entry = tertius_dialog_add_moment(box);
	g_object_set_data(G_OBJECT(later->entry), "dialog", dialog);
	later->trouble = tertius_dialog_add_line(box, "", "error");
	(void) gtk_dialog_add_button(GTK_DIALOG(dialog), _("_Cancel"),
	                             GTK_RESPONSE_CANCEL);
	(void) gtk_dialog_add_button(GTK_DIALOG(dialog), _("_Remind me then"),
	                             GTK_RESPONSE_OK);
	gtk_dialog_set_default_response(GTK_DIALOG(dialog), GTK_RESPONSE_OK);
	(void) g_signal_connect(dialog, "response",
	                        G_CALLBACK(on_later_response), later);
	gtk_widget_show_all(dialog);
}

void
tertius_dialogs_close(void)
{
	while (dialogs != NULL)
		gtk_widget_destroy(dialogs->data);
}
