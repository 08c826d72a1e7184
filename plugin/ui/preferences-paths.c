/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paths among the settings: the button that looks for one.
 */
#include "ui/preferences-private.h"

#include <glib/gi18n-lib.h>

#define ENTRY "tertius-entry"

gboolean
tertius_field_is_path(const TertiusField *field)
{
	return field->kind == TERTIUS_FIELD_SAVED ||
	       field->kind == TERTIUS_FIELD_FOLDER ||
	       field->kind == TERTIUS_FIELD_FILES;
}

static GtkFileChooserAction
get_action(guint kind)
{
	if (kind == TERTIUS_FIELD_FOLDER)
		return GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER;
	return kind == TERTIUS_FIELD_SAVED ? GTK_FILE_CHOOSER_ACTION_SAVE
	                                   : GTK_FILE_CHOOSER_ACTION_OPEN;
}

/* Of files there may be several. */
static void
on_chosen(GtkNativeDialog *dialog, int response, gpointer data)
{
	GtkEntry *entry = g_object_get_data(G_OBJECT(dialog), ENTRY);
	g_autofree char *path =
		gtk_file_chooser_get_filename(GTK_FILE_CHOOSER(dialog));
	const char *before = gtk_entry_get_text(entry);
	g_autofree char *both = g_strdup_printf("%s;%s", before, path);
	gboolean adds = GPOINTER_TO_UINT(data) == TERTIUS_FIELD_FILES &&
	                *before != '\0';

	if (response == GTK_RESPONSE_ACCEPT && path != NULL)
		gtk_entry_set_text(entry, adds ? both : path);
	gtk_native_dialog_hide(dialog);
}

/* The dialog goes with the button. */
static void
on_choose(GtkButton *button, gpointer data)
{
	guint kind = GPOINTER_TO_UINT(data);
	GtkWidget *top = gtk_widget_get_toplevel(GTK_WIDGET(button));
	g_autofree char *title =
		gtk_widget_get_tooltip_text(GTK_WIDGET(button));
	GtkFileChooserNative *dialog = gtk_file_chooser_native_new(
		title, GTK_WINDOW(top), get_action(kind), NULL, NULL);

	if (kind == TERTIUS_FIELD_SAVED)
		gtk_file_chooser_set_current_name(GTK_FILE_CHOOSER(dialog),
		                                  "tertius.ics");
	g_object_set_data(G_OBJECT(dialog), ENTRY,
	                  g_object_get_data(G_OBJECT(button), ENTRY));
	g_object_set_data_full(G_OBJECT(button), "dialog", dialog,
	                       g_object_unref);
	(void) g_signal_connect(dialog, "response", G_CALLBACK(on_chosen),
	                        data);
	gtk_native_dialog_show(GTK_NATIVE_DIALOG(dialog));
}

GtkWidget *
tertius_field_new_chooser(const TertiusField *field, GtkWidget *entry)
{
	GtkWidget *button = gtk_button_new_from_icon_name(
		"document-open-symbolic", GTK_ICON_SIZE_BUTTON);
	/* TRANSLATORS: %s is what: "Holidays (.ics files)" */
	g_autofree char *name =
		g_strdup_printf(_("Look for: %s"), _(field->label));

	gtk_widget_set_tooltip_text(button, name);
	atk_object_set_name(gtk_widget_get_accessible(button), name);
	g_object_set_data(G_OBJECT(button), ENTRY, entry);
	(void) g_signal_connect(button, "clicked", G_CALLBACK(on_choose),
	                        GUINT_TO_POINTER(field->kind));
	return button;
}
