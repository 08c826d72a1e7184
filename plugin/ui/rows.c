/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the rows of the window's pages have in common.
 */
#include "ui/window-private.h"

#include <glib/gi18n-lib.h>

#include "ui/dialogs.h"

/* Digits are about as wide as letters are in the mean. */
int
tertius_window_measure(GtkWidget *widget, int letters)
{
	g_autoptr(PangoLayout) layout =
		gtk_widget_create_pango_layout(widget, "0000000000");
	int width = 0;

	pango_layout_get_pixel_size(layout, &width, NULL);
	return width * letters / 10;
}

void
tertius_window_show_person(TertiusList *list, const char *id,
                           const char *message_id)
{
	g_autofree char *address = tertius_list_dup(list, TERTIUS_LIST_PERSON);

	(void) id;
	(void) message_id;
	if (*address != '\0')
		tertius_people_show(address);
}

/* Where no message stands behind a row, somebody does, and theirs. */
void
tertius_window_open(TertiusList *list, const char *id, const char *message_id)
{
	if (*message_id != '\0')
		tertius_window_get_host()->open_message(message_id);
	else
		tertius_window_show_person(list, id, message_id);
}

void
tertius_window_offer_draft(TertiusList *list, const char *id,
                           const char *message_id)
{
	GtkWidget *button = tertius_list_get_button(list, TERTIUS_WINDOW_DRAFT);
	g_autofree char *label = tertius_list_dup(list, TERTIUS_LIST_EXTRA);

	(void) message_id;
	gtk_button_set_label(GTK_BUTTON(button),
	                     *label != '\0' ? label : _("_Write"));
	gtk_widget_set_sensitive(button, *id != '\0' && *label != '\0');
}

TertiusJson *
tertius_window_new_draft(const char *wording, const char *to)
{
	TertiusJson *request = tertius_client_request("draft");

	tertius_json_text(request, "wording", wording);
	tertius_json_text(request, "to", to);
	return request;
}

void
tertius_window_draft(TertiusList *list, const char *id, const char *message_id)
{
	(void) list;
	(void) message_id;
	tertius_window_get_host()->draft(id);
}

void
tertius_window_later(TertiusList *list, const char *id, const char *message_id)
{
	(void) list;
	(void) message_id;
	tertius_dialogs_later(tertius_window_get(), tertius_window_get_client(),
	                      id, tertius_window_get_host()->changed);
}

void
tertius_window_why(TertiusList *list, const char *id, const char *message_id)
{
	(void) list;
	(void) message_id;
	tertius_dialogs_why(tertius_window_get(), tertius_window_get_client(),
	                    id);
}
