/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page in the client's own preferences, and the password of the calendar in
 * the client's own store.
 */
#define _GNU_SOURCE
#include "claws/host.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <folder.h>
#include <password.h>
#include <passwordstore.h>
#include <prefs_common.h>
#include <prefs_gtk.h>

#include "ui/preferences.h"

#define PASSWORD "caldav"

static char *path[3];
static GtkWidget *shown;
/* The calendar's, once it was asked for: the client's store holds the loop for
 * some fifty milliseconds each time. */
static char *password;

/* --- What the page asks for ---------------------------------------------- */

typedef struct {
	TertiusFolderFunc func;
	gpointer data;
} Walk;

static gboolean
tell_folder(GNode *node, gpointer data)
{
	const Walk *walk = data;
	FolderItem *item = node->data;
	guint depth = g_node_depth(node) - 1;
	g_autofree char *name = tertius_choices_dup_folder(item);

	if (name != NULL && (depth == 0 || !tertius_place_is_left_out(item)))
		walk->func(name,
		           depth == 0 ? item->folder->name
		                      : folder_item_get_name(item),
		           depth, walk->data);
	return FALSE;
}

static void
each_folder(TertiusFolderFunc func, gpointer data)
{
	Walk walk = { func, data };

	for (GList *i = folder_get_list(); i != NULL; i = i->next) {
		Folder *folder = i->data;

		if (FOLDER_TYPE(folder) != F_NEWS &&
		    FOLDER_TYPE(folder) != F_UNKNOWN && folder->node != NULL)
			g_node_traverse(folder->node, G_PRE_ORDER,
			                G_TRAVERSE_ALL, -1, tell_folder, &walk);
	}
}

static gboolean
has_password(void)
{
	return passwd_store_has_password(PWS_PLUGIN, TERTIUS_PLUGIN_NAME,
	                                 PASSWORD);
}

static void
forget_password(void)
{
	if (password != NULL)
		explicit_bzero(password, strlen(password));
	g_clear_pointer(&password, g_free);
}

static void
keep_password(const char *text)
{
	forget_password();
	(void) passwd_store_set(PWS_PLUGIN, TERTIUS_PLUGIN_NAME, PASSWORD, text,
	                        FALSE);
	passwd_store_write_config();
}

/* No question is put for the sake of something in the background. */
char *
tertius_prefs_dup_password(void)
{
	if (!has_password() ||
	    (prefs_common_get_prefs()->use_primary_passphrase &&
	     !primary_passphrase_is_entered()))
		return NULL;
	if (password == NULL)
		password = passwd_store_get(PWS_PLUGIN, TERTIUS_PLUGIN_NAME,
		                            PASSWORD);
	return g_strdup(password);
}

/* --- The page ------------------------------------------------------------ */

static void
create(PrefsPage *page, GtkWindow *window, gpointer data)
{
	static const TertiusPreferencesHost host = {
		.each_folder = each_folder,
		.has_password = has_password,
		.keep_password = keep_password,
		.has_calendar = tertius_remind_has_calendar,
		.saved = tertius_choices_load_again,
		.changed = tertius_host_changed,
	};

	(void) window;
	(void) data;
	shown = tertius_preferences_new(tertius_host_get_client(), &host);
	(void) g_signal_connect(shown, "destroy",
	                        G_CALLBACK(gtk_widget_destroyed), &shown);
	page->widget = shown;
}

static void
destroy(PrefsPage *page)
{
	(void) page;
}

static void
save(PrefsPage *page)
{
	(void) page;
	if (shown != NULL)
		tertius_preferences_save(shown);
}

static PrefsPage page = {
	.path = path,
	.weight = 40.0F,
	.create_widget = create,
	.destroy_widget = destroy,
	.save_page = save,
};

void
tertius_prefs_add(void)
{
	path[0] = g_strdup(g_dgettext("claws-mail", "Plugins"));
	path[1] = g_strdup(TERTIUS_PLUGIN_NAME);
	prefs_gtk_register_page(&page);
}

void
tertius_prefs_remove(void)
{
	forget_password();
	prefs_gtk_unregister_page(&page);
	if (shown != NULL)
		tertius_preferences_empty(shown);
	for (gsize i = 0; i < G_N_ELEMENTS(path); i++)
		g_clear_pointer(&path[i], g_free);
}
