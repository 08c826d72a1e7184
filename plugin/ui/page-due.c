/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What to do now, and in the days to come.
 */
#include "ui/window-private.h"

#include <glib/gi18n-lib.h>

enum {
	TERTIUS_ACTION_DRAFT
};

static TertiusList *due;

static void
do_done(TertiusList *list, const char *id, const char *message_id)
{
	(void) list;
	(void) message_id;
	tertius_window_decide("done", id, NULL);
}

static void
do_never(TertiusList *list, const char *id, const char *message_id)
{
	(void) list;
	(void) message_id;
	tertius_window_decide("never", id, NULL);
}

static void
on_selected(TertiusList *list, const char *id, const char *message_id)
{
	GtkWidget *button = tertius_list_get_button(list, TERTIUS_ACTION_DRAFT);
	g_autofree char *label = tertius_list_dup(list, TERTIUS_LIST_EXTRA);

	(void) message_id;
	gtk_button_set_label(GTK_BUTTON(button),
	                     *label != '\0' ? label : _("_Write"));
	gtk_widget_set_sensitive(button, *id != '\0' && *label != '\0');
}

static const TertiusListColumn columns[] = {
	{ N_("When"), FALSE },
	{ N_("What"), TRUE },
	{ N_("Because"), TRUE },
	{ NULL, FALSE },
};

static const TertiusListAction actions[] = {
	[TERTIUS_ACTION_DRAFT] = { N_("_Write"), tertius_window_draft, FALSE,
	                           FALSE },
	{ N_("_Open the message"), tertius_window_open, TRUE, FALSE },
	{ N_("_Later…"), tertius_window_later, FALSE, FALSE },
	{ N_("_Done"), do_done, FALSE, FALSE },
	{ N_("W_hy?"), tertius_window_why, FALSE, FALSE },
	{ N_("_Never"), do_never, FALSE, TRUE },
	{ NULL, NULL, FALSE, FALSE },
};

static const TertiusListKind kind = {
	.name = N_("Due"),
	.columns = columns,
	.actions = actions,
	.activated = tertius_window_open,
	.selected = on_selected,
	.empty = N_("Nothing is due. What is to be done in the next two weeks "
	            "stands here."),
};

static void
add(TertiusList *list, JsonObject *reminder)
{
	JsonObject *words = tertius_window_object(reminder, "words");
	const char *texts[] = { tertius_window_text(words, "when"),
		                tertius_window_text(reminder, "title"),
		                tertius_window_text(reminder, "because") };

	tertius_list_add(list, tertius_window_text(reminder, "id"),
	                 tertius_window_text(reminder, "message_id"),
	                 tertius_window_text(words, "button"), texts);
}

static void
on_due(JsonObject *answer)
{
	tertius_list_fill(due, tertius_window_list(answer, "reminders"), add);
}

static void
refresh(void)
{
	tertius_window_ask(tertius_client_request("due"), on_due);
}

static GtkWidget *
create(void)
{
	due = tertius_list_new(&kind);
	return tertius_list_get_widget(due);
}

const TertiusPage tertius_page_due = {
	.title = N_("Due"),
	.create = create,
	.refresh = refresh,
};
