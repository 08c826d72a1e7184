/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a right-click on a message offers: in the list, and in the text.
 */
#include "claws/host.h"

#include <glib/gi18n-lib.h>

#include <mainwindow.h>
#include <mimeview.h>
#include <summaryview.h>
#include <textview.h>

#include "ui/dialogs.h"

#define MESSAGE "tertius-message"

typedef void (*ActionFunc)(MsgInfo *message);

/* Texts whose menus are ours too. */
typedef struct {
	GtkWidget *text;
	gulong popup, destroy; /* handlers */
} Watched;

static GSList *texts; /* Watched */

/* --- What is done -------------------------------------------------------- */

static GtkWindow *
get_window(void)
{
	MainWindow *window = mainwindow_get_mainwindow();

	return window != NULL ? GTK_WINDOW(window->window) : NULL;
}

/* It is read first, so that the engine knows it when it is asked. */
static void
say_introduction(MsgInfo *message)
{
	tertius_arrivals_want(message);
	tertius_dialogs_introduced(get_window(), tertius_host_get_client(),
	                           message->msgid, tertius_host_changed);
}

static void
remind(MsgInfo *message)
{
	tertius_arrivals_want(message);
	tertius_dialogs_remind(get_window(), tertius_host_get_client(),
	                       message->msgid, tertius_host_changed);
}

static const struct {
	const char *label;
	ActionFunc func;
} actions[TERTIUS_ACTIONS_N] = {
	[TERTIUS_ACTION_INTRODUCTION] = { N_("This is an _introduction…"),
	                                  say_introduction },
	[TERTIUS_ACTION_REMIND] = { N_("_Remind me to…"), remind },
	[TERTIUS_ACTION_THANK] = { N_("_Thank for this"),
	                           tertius_compose_thank },
};

const char *
tertius_actions_get_label(TertiusAction action)
{
	return _(actions[action].label);
}

/* --- In the list --------------------------------------------------------- */

void
tertius_actions_do(TertiusAction action)
{
	MainWindow *window = mainwindow_get_mainwindow();
	GSList *list;
	MsgInfo *message;

	if (window == NULL || summary_is_locked(window->summaryview))
		return;
	list = summary_get_selected_msg_list(window->summaryview);
	message = list != NULL ? procmsg_msginfo_new_ref(list->data) : NULL;
	g_slist_free(list);
	if (message != NULL && message->msgid != NULL)
		actions[action].func(message);
	procmsg_msginfo_free(&message);
}

/* --- In the text --------------------------------------------------------- */

static void
free_message(gpointer data)
{
	MsgInfo *message = data;

	procmsg_msginfo_free(&message);
}

static void
on_item(GtkMenuItem *item, gpointer data)
{
	actions[GPOINTER_TO_UINT(data)].func(
		g_object_get_data(G_OBJECT(item), MESSAGE));
}

static void
on_popup(GtkTextView *text, GtkMenu *menu, gpointer data)
{
	const MessageView *view = data;
	GtkWidget *item, *inner;

	(void) text;
	if (view->msginfo == NULL || view->msginfo->msgid == NULL)
		return;
	item = gtk_menu_item_new_with_label(TERTIUS_PLUGIN_NAME);
	inner = gtk_menu_new();
	for (guint i = 0; i < TERTIUS_ACTIONS_N; i++) {
		GtkWidget *one = gtk_menu_item_new_with_mnemonic(
			tertius_actions_get_label((TertiusAction) i));

		g_object_set_data_full(G_OBJECT(one), MESSAGE,
		                       procmsg_msginfo_new_ref(view->msginfo),
		                       free_message);
		(void) g_signal_connect(one, "activate", G_CALLBACK(on_item),
		                        GUINT_TO_POINTER(i));
		gtk_menu_shell_append(GTK_MENU_SHELL(inner), one);
	}
	gtk_menu_item_set_submenu(GTK_MENU_ITEM(item), inner);
	gtk_menu_shell_append(GTK_MENU_SHELL(menu), item);
	gtk_widget_show_all(item);
}

static Watched *
find_watched(const GtkWidget *text)
{
	for (GSList *i = texts; i != NULL; i = i->next) {
		Watched *watched = i->data;

		if (watched->text == text)
			return watched;
	}
	return NULL;
}

static void
on_destroy(GtkWidget *text, gpointer data)
{
	(void) text;
	texts = g_slist_remove(texts, data);
	g_free(data);
}

void
tertius_actions_watch(MessageView *view)
{
	GtkWidget *text = view->mimeview->textview->text;
	Watched *watched;

	if (find_watched(text) != NULL)
		return;
	watched = g_new0(Watched, 1);
	watched->text = text;
	watched->popup = g_signal_connect(text, "populate-popup",
	                                  G_CALLBACK(on_popup), view);
	watched->destroy = g_signal_connect(text, "destroy",
	                                    G_CALLBACK(on_destroy), watched);
	texts = g_slist_prepend(texts, watched);
}

void
tertius_actions_stop(void)
{
	for (GSList *i = texts; i != NULL; i = i->next) {
		Watched *watched = i->data;

		g_signal_handler_disconnect(watched->text, watched->popup);
		g_signal_handler_disconnect(watched->text, watched->destroy);
	}
	g_slist_free_full(g_steal_pointer(&texts), g_free);
}
