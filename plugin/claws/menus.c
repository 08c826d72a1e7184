/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tools > Tertius, and the toolbar's button.
 */
#include "claws/host.h"

#include <glib/gi18n-lib.h>
#include <limits.h>

#include <gtk/menu.h>
#include <mainwindow.h>
#include <prefs_toolbar.h>
#include <utils.h>

#include "ui/window.h"

static void on_show(GtkAction *action, gpointer data);
static void on_pause(GtkAction *action, gpointer data);
static void on_introduction(GtkAction *action, gpointer data);
static void on_remind(GtkAction *action, gpointer data);
static void on_thank(GtkAction *action, gpointer data);

#define TOOLS "/Menu/Tools"
#define POPUP "/Menus/SummaryViewPopup"

static const struct {
	GtkActionEntry entry;
	const char *path, *item;
} items[] = {
	{ { "Tools/Tertius", NULL, N_("_Tertius"), NULL, NULL, NULL },
	  TOOLS,
	  "Tertius" },
	{ { "Tools/Tertius/Show", NULL, N_("_Introductions…"),
	    "<Control><Alt>I", NULL, G_CALLBACK(on_show) },
	  TOOLS "/Tertius",
	  "Show" },
	{ { "Tools/Tertius/Pause", NULL, N_("_Stop or go on reading mail"),
	    NULL, NULL, G_CALLBACK(on_pause) },
	  TOOLS "/Tertius",
	  "Pause" },
	{ { "SummaryViewPopup/Tertius", NULL, N_("_Tertius"), NULL, NULL,
	    NULL },
	  POPUP,
	  "Tertius" },
	{ { "SummaryViewPopup/Tertius/Introduction", NULL,
	    N_("This is an _introduction…"), NULL, NULL,
	    G_CALLBACK(on_introduction) },
	  POPUP "/Tertius",
	  "Introduction" },
	{ { "SummaryViewPopup/Tertius/Remind", NULL, N_("_Remind me to…"), NULL,
	    NULL, G_CALLBACK(on_remind) },
	  POPUP "/Tertius",
	  "Remind" },
	{ { "SummaryViewPopup/Tertius/Thank", NULL, N_("_Thank for this"), NULL,
	    NULL, G_CALLBACK(on_thank) },
	  POPUP "/Tertius",
	  "Thank" },
};

static guint merges[G_N_ELEMENTS(items)];

void
tertius_menus_show_window(void)
{
	static char state_file[PATH_MAX];
	static const TertiusWindowHost host = {
		.draft = tertius_compose_draft,
		.write = tertius_compose_write,
		.open_message = tertius_compose_open,
		.changed = tertius_host_changed,
		.state_file = state_file,
	};

	(void) g_snprintf(state_file, sizeof(state_file), "%s/tertius/window",
	                  get_rc_dir());
	tertius_window_present(tertius_host_get_client(), &host);
}

void
tertius_menus_show_due(void)
{
	tertius_menus_show_window();
	tertius_window_show_due();
}

static void
on_show(GtkAction *action, gpointer data)
{
	(void) action;
	(void) data;
	tertius_menus_show_window();
}

static void
on_pause(GtkAction *action, gpointer data)
{
	(void) action;
	(void) data;
	tertius_arrivals_set_paused(!tertius_arrivals_is_paused());
	tertius_choices_set_paused(tertius_arrivals_is_paused());
}

static void
on_tool(gpointer parent, const gchar *name, gpointer data)
{
	(void) parent;
	(void) name;
	(void) data;
	tertius_menus_show_window();
}

static void
on_introduction(GtkAction *action, gpointer data)
{
	(void) action;
	(void) data;
	tertius_actions_do(TERTIUS_ACTION_INTRODUCTION);
}

static void
on_remind(GtkAction *action, gpointer data)
{
	(void) action;
	(void) data;
	tertius_actions_do(TERTIUS_ACTION_REMIND);
}

static void
on_thank(GtkAction *action, gpointer data)
{
	(void) action;
	(void) data;
	tertius_actions_do(TERTIUS_ACTION_THANK);
}

/* What has no callback is a menu. */
static void
add_item(const MainWindow *window, gsize i)
{
	GtkUIManager *manager = window->ui_manager;
	GtkActionEntry entry = items[i].entry;

	entry.label = _(entry.label);
	gtk_action_group_add_actions(window->action_group, &entry, 1, NULL);
	merges[i] = gtk_ui_manager_new_merge_id(manager);
	gtk_ui_manager_add_ui(manager, merges[i], items[i].path, items[i].item,
	                      entry.name,
	                      entry.callback != NULL ? GTK_UI_MANAGER_MENUITEM
	                                             : GTK_UI_MANAGER_MENU,
	                      FALSE);
}

void
tertius_menus_add(void)
{
	MainWindow *window = mainwindow_get_mainwindow();

	prefs_toolbar_register_plugin_item(TOOLBAR_MAIN, TERTIUS_PLUGIN_NAME,
	                                   _("Introductions"), on_tool, NULL);
	if (window == NULL)
		return;
	for (gsize i = 0; i < G_N_ELEMENTS(items); i++)
		add_item(window, i);
}

void
tertius_menus_remove(void)
{
	MainWindow *window = mainwindow_get_mainwindow();

	prefs_toolbar_unregister_plugin_item(TOOLBAR_MAIN, TERTIUS_PLUGIN_NAME,
	                                     _("Introductions"));
	if (window == NULL)
		return;
	for (gsize i = G_N_ELEMENTS(items); i-- > 0;) {
		GtkAction *action = gtk_action_group_get_action(
			window->action_group, items[i].entry.name);

		if (merges[i] != 0)
			gtk_ui_manager_remove_ui(window->ui_manager, merges[i]);
		merges[i] = 0;
		if (action != NULL)
			gtk_action_group_remove_action(window->action_group,
			                               action);
	}
	gtk_ui_manager_ensure_update(window->ui_manager);
}
