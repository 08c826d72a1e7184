/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is kept, and the user's rights over it.
 */
#include "ui/preferences-private.h"

#include <glib/gi18n-lib.h>

#include "ui/dialogs-private.h"

#define SPACE TERTIUS_PREFERENCES_SPACE

typedef struct {
	TertiusClient *client;
	const TertiusPreferencesHost *host;
	GtkWidget *entry, *question, *sentence, *told;
} Privacy;

static void
free_privacy(gpointer data)
{
	tertius_client_drop(((Privacy *) data)->client, data);
	g_free(data);
}

static void
tell(const Privacy *privacy, const char *text)
{
	gtk_label_set_text(GTK_LABEL(privacy->told), text);
}

static GtkWidget *
add_line(GtkWidget *box, const char *text)
{
	return tertius_dialog_add_line(GTK_BOX(box), text, NULL);
}

static GtkWidget *
add_button(GtkWidget *row, const char *label, GCallback func, Privacy *privacy)
{
	GtkWidget *button = gtk_button_new_with_mnemonic(label);

	(void) g_signal_connect(button, "clicked", func, privacy);
	gtk_box_pack_start(GTK_BOX(row), button, FALSE, FALSE, 0);
	return button;
}

/* --- Forgetting ---------------------------------------------------------- */

static void
on_forgotten(JsonObject *answer, const GError *error, gpointer data)
{
	const Privacy *privacy = data;
	g_autofree char *text = NULL;

	if (error != NULL) {
		tell(privacy, error->message);
		return;
	}
	text = g_strdup_printf(
		_("Forgotten, with what %d messages and %d meetings said."),
		(int) json_object_get_int_member(answer, "messages"),
		(int) json_object_get_int_member(answer, "meetings"));
	tell(privacy, text);
	gtk_entry_set_text(GTK_ENTRY(privacy->entry), "");
	privacy->host->changed();
}

static void
on_really(GtkButton *button, gpointer data)
{
	Privacy *privacy = data;
	TertiusJson *request = tertius_client_request("forget");

	(void) button;
	gtk_widget_hide(privacy->question);
	tertius_json_text(request, "person",
	                  gtk_entry_get_text(GTK_ENTRY(privacy->entry)));
	tertius_client_ask(privacy->client, request, NULL, on_forgotten,
	                   privacy);
}

static void
on_keep(GtkButton *button, gpointer data)
{
	const Privacy *privacy = data;

	(void) button;
	gtk_widget_hide(privacy->question);
}

/* Nobody else is forgotten than who was named. */
static void
on_changed(GtkEditable *entry, gpointer data)
{
	const Privacy *privacy = data;

	(void) entry;
	gtk_widget_hide(privacy->question);
}

static void
on_forget(GtkButton *button, gpointer data)
{
	const Privacy *privacy = data;
	const char *name = gtk_entry_get_text(GTK_ENTRY(privacy->entry));
	g_autofree char *text = g_strdup_printf(
		_("All that Tertius keeps of %s goes, for good. Mail stays "
	          "where it is."),
		name);

	(void) button;
	tell(privacy, "");
	if (*name == '\0')
		return;
	gtk_label_set_text(GTK_LABEL(privacy->sentence), text);
	gtk_widget_show(privacy->question);
}

static GtkWidget *
new_question(Privacy *privacy)
{
	GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, SPACE);
	GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, SPACE);

	privacy->sentence = add_line(box, "");
	(void) add_button(row, _("_Forget"), G_CALLBACK(on_really), privacy);
	(void) add_button(row, _("_Keep"), G_CALLBACK(on_keep), privacy);
	gtk_box_pack_start(GTK_BOX(box), row, FALSE, FALSE, 0);
	gtk_widget_show_all(box);
	gtk_widget_set_no_show_all(box, TRUE);
	gtk_widget_hide(box);
	return box;
}

/* --- Taking out ---------------------------------------------------------- */

static void
on_exported(JsonObject *answer, const GError *error, gpointer data)
{
	const Privacy *privacy = data;
	g_autofree char *text = NULL;

	if (error != NULL) {
		tell(privacy, error->message);
		return;
	}
	text = g_strdup_printf(
		_("Everything is in %s."),
		json_object_get_string_member_with_default(answer, "path", ""));
	tell(privacy, text);
}

static void
on_chosen(GtkNativeDialog *dialog, int response, gpointer data)
{
	Privacy *privacy = data;
	g_autofree char *path =
		gtk_file_chooser_get_filename(GTK_FILE_CHOOSER(dialog));
	TertiusJson *request;

	if (response == GTK_RESPONSE_ACCEPT && path != NULL) {
		request = tertius_client_request("export");
		tertius_json_text(request, "path", path);
		tertius_client_ask(privacy->client, request, NULL, on_exported,
		                   privacy);
	}
	gtk_native_dialog_hide(dialog);
}

/* The dialog goes with the button. */
static void
on_export(GtkButton *button, gpointer data)
{
	GtkWidget *top = gtk_widget_get_toplevel(GTK_WIDGET(button));
	GtkFileChooserNative *dialog = gtk_file_chooser_native_new(
		_("Export everything"), GTK_WINDOW(top),
		GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

	gtk_file_chooser_set_current_name(GTK_FILE_CHOOSER(dialog),
	                                  "tertius.jsonl");
	gtk_file_chooser_set_do_overwrite_confirmation(GTK_FILE_CHOOSER(dialog),
	                                               TRUE);
	g_object_set_data_full(G_OBJECT(button), "dialog", dialog,
	                       g_object_unref);
	(void) g_signal_connect(dialog, "response", G_CALLBACK(on_chosen),
	                        data);
	gtk_native_dialog_show(GTK_NATIVE_DIALOG(dialog));
}

/* --- Building ------------------------------------------------------------ */

GtkWidget *
tertius_privacy_new(TertiusClient *client, const TertiusPreferencesHost *host)
{
	Privacy *privacy = g_new0(Privacy, 1);
	GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, SPACE);
	GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, SPACE);
	GtkWidget *other = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, SPACE);

	privacy->client = client;
	privacy->host = host;
	g_object_set_data_full(G_OBJECT(box), "tertius-privacy", privacy,
	                       free_privacy);
	gtk_widget_set_hexpand(box, TRUE);
	(void) add_line(box,
	                _("Everything stays on this computer. Messages are "
	                  "not kept, only who wrote to whom and short "
	                  "quotes; and nothing is ever sent without you."));
	(void) add_line(box, _("Forget a person:"));
	privacy->entry = gtk_entry_new();
	gtk_entry_set_placeholder_text(GTK_ENTRY(privacy->entry),
	                               _("Name or address"));
	atk_object_set_name(gtk_widget_get_accessible(privacy->entry),
	                    _("Forget a person"));
	gtk_box_pack_start(GTK_BOX(row), privacy->entry, TRUE, TRUE, 0);
	(void) add_button(row, _("F_orget…"), G_CALLBACK(on_forget), privacy);
	gtk_box_pack_start(GTK_BOX(box), row, FALSE, FALSE, 0);
	privacy->question = new_question(privacy);
	(void) g_signal_connect(privacy->entry, "changed",
	                        G_CALLBACK(on_changed), privacy);
	gtk_box_pack_start(GTK_BOX(box), privacy->question, FALSE, FALSE, 0);
	(void) add_button(other, _("_Export everything…"),
	                  G_CALLBACK(on_export), privacy);
	gtk_box_pack_start(GTK_BOX(box), other, FALSE, FALSE, 0);
	privacy->told = add_line(box, "");
	return box;
}
