/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tools > Tertius, and the toolbar's button.
 */
#include "claws/host.h"

#include <glib/gi18n-lib.h>

#include <gtk/menu.h>
#include <mainwindow.h>
#include <prefs_toolbar.h>

#include "ui/window.h"

static void on_show(GtkAction *action, gpointer data);
static void on_pause(GtkAction *action, gpointer data);

static const GtkActionEntry entries[] = {
	{ "Tools/Tertius", NULL, N_("_Tertius"), NULL, NULL, NULL },
	{ "Tools/Tertius/Show", NULL, N_("_Introductions…"), NULL, NULL,
	  G_CALLBACK(on_show) },
	{ "Tools/Tertius/Pause", NULL, N_("_Stop or go on reading mail"), NULL,
	  NULL, G_CALLBACK(on_pause) },
};

static guint merges[G_N_ELEMENTS(entries)];

void
tertius_menus_show_window(void)
{
	static const TertiusWindowHost host = {
		.draft = tertius_compose_draft,
		.open_message = tertius_compose_open,
		.changed = tertius_host_changed,
	};

	tertius_window_present(tertius_host_get_client(), &host);
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
add_item(GtkUIManager *manager, guint i, const char *path, const char *name,
         GtkUIManagerItemType type)
{
	merges[i] = gtk_ui_manager_new_merge_id(manager);
	gtk_ui_manager_add_ui(manager, merges[i], path, name, entries[i].name,
	                      type, FALSE);
}

void
tertius_menus_add(void)
{
	MainWindow *window = mainwindow_get_mainwindow();

	prefs_toolbar_register_plugin_item(TOOLBAR_MAIN, TERTIUS_PLUGIN_NAME,
	                                   _("Introductions"), on_tool, NULL);
	if (window == NULL)
		return;
	for (gsize i = 0; i < G_N_ELEMENTS(entries); i++) {
		GtkActionEntry entry = entries[i];

		entry.label = _(entry.label);
		gtk_action_group_add_actions(window->action_group, &entry, 1,
		                             window);
	}
	add_item(window->ui_manager, 0, "/Menu/Tools", "Tertius",
	         GTK_UI_MANAGER_MENU);
	add_item(window->ui_manager, 1, "/Menu/Tools/Tertius", "Show",
	         GTK_UI_MANAGER_MENUITEM);
	add_item(window->ui_manager, 2, "/Menu/Tools/Tertius", "Pause",
	         GTK_UI_MANAGER_MENUITEM);
}

void
tertius_menus_remove(void)
{
	MainWindow *window = mainwindow_get_mainwindow();

	prefs_toolbar_unregister_plugin_item(TOOLBAR_MAIN, TERTIUS_PLUGIN_NAME,
	                                     _("Introductions"));
	if (window == NULL)
		return;
	for (gsize i = G_N_ELEMENTS(entries); i-- > 0;) {
		GtkAction *action = gtk_action_group_get_action(
			window->action_group, entries[i].name);

		if (merges[i] != 0)
			gtk_ui_manager_remove_ui(window->ui_manager, merges[i]);
		merges[i] = 0;
		if (action != NULL)
			gtk_action_group_remove_action(window->action_group,
			                               action);
	}
	gtk_ui_manager_ensure_update(window->ui_manager);
}
