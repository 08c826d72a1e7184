/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The entry points that Claws Mail calls, and the hooks.
 */
#define _GNU_SOURCE
#include "claws/host.h"

#include <dlfcn.h>
#include <glib/gi18n-lib.h>
#include <locale.h>

#include <account.h>
#include <claws.h>
#include <hooks.h>
#include <main.h>
#include <mainwindow.h>
#include <plugin.h>
#include <prefs_account.h>
#include <prefs_common.h>
#include <utils.h>
#include <version.h>

#include "ui/window.h"

#define EXPORT              __attribute__((visibility("default")))
/* What changes together is shown once. */
#define CHANGE_MILLISECONDS 250

typedef gboolean (*HookFunc)(gpointer source, gpointer data);

static TertiusClient *client;
static guint changed;

/* --- What the others ask ------------------------------------------------- */

TertiusClient *
tertius_host_get_client(void)
{
	return client;
}

static gboolean
on_changed(gpointer data)
{
	(void) data;
	changed = 0;
	tertius_banner_refresh();
	tertius_window_refresh();
	tertius_remind_settle();
	return G_SOURCE_REMOVE;
}

void
tertius_host_changed(void)
{
	if (changed == 0)
		changed = g_timeout_add(CHANGE_MILLISECONDS, on_changed, NULL);
}

/* --- Hooks: they only ever take note ------------------------------------- */

static gboolean
on_shown(gpointer source, gpointer data)
{
	(void) data;
	tertius_banner_show(source);
	tertius_actions_watch(source);
	return FALSE;
}

static gboolean
on_folder_item(gpointer source, gpointer data)
{
	const FolderItemUpdateData *update = source;
	gboolean has_changed =
		(update->update_flags &
	         (F_ITEM_UPDATE_CONTENT | F_ITEM_UPDATE_ADDMSG)) != 0;

	(void) data;
	if (has_changed || (update->update_flags & F_ITEM_UPDATE_MSGCNT) != 0)
		tertius_arrivals_look_over(update->item, has_changed);
	return FALSE;
}

static gboolean
on_folders(gpointer source, gpointer data)
{
	const FolderUpdateData *update = source;

	(void) data;
	if ((update->update_flags & FOLDER_RENAME_FOLDERITEM) != 0)
		tertius_choices_follow();
	if ((update->update_flags & FOLDER_MOVE_FOLDERITEM) != 0 &&
	    update->item != NULL && update->item2 != NULL)
		tertius_choices_move(update->item, update->item2);
	if ((update->update_flags &
	     (FOLDER_ADD_FOLDERITEM | FOLDER_REMOVE_FOLDERITEM |
	      FOLDER_RENAME_FOLDERITEM | FOLDER_MOVE_FOLDERITEM)) != 0)
		tertius_arrivals_begin_anew();
	return FALSE;
}

static gboolean
on_line(gpointer source, gpointer data)
{
	(void) source;
	(void) data;
	if (!prefs_common_get_prefs()->work_offline)
		tertius_fetch_retry();
	return FALSE;
}

static gboolean
on_stored(gpointer source, gpointer data)
{
	(void) data;
	tertius_arrivals_take(source);
	return FALSE;
}

static gboolean
on_flags(gpointer source, gpointer data)
{
	const MsgInfoUpdate *update = source;

	(void) data;
	if ((update->flags & MSGINFO_UPDATE_FLAGS) != 0)
		tertius_compose_note_flags(update->msginfo);
	return FALSE;
}

static gboolean
on_composer(gpointer source, gpointer data)
{
	(void) data;
	tertius_compose_check_add(source);
	return FALSE;
}

static gboolean
on_send(gpointer source, gpointer data)
{
	(void) data;
	return tertius_compose_check_holds(source);
}

static void
greet(void)
{
	TertiusJson *me = tertius_client_request("me");
	g_autofree char *book =
		g_build_filename(get_rc_dir(), "addrbook", NULL);

	tertius_json_open(me, "addresses", '[');
	for (GList *i = account_get_list(); i != NULL; i = i->next) {
		const PrefsAccount *account = i->data;

		if (account->address != NULL && *account->address != '\0')
			tertius_json_text(me, NULL, account->address);
	}
	tertius_json_close(me);
	tertius_json_text(me, "book", book);
	tertius_client_greet(client, me);
}

static gboolean
on_accounts(gpointer source, gpointer data)
{
	(void) source;
	(void) data;
	greet();
	return FALSE;
}

static struct {
	const char *list;
	HookFunc func;
	gulong id;
} hooks[] = {
	{ MESSAGE_VIEW_SHOW_DONE_HOOKLIST, on_shown, 0 },
	{ FOLDER_ITEM_UPDATE_HOOKLIST, on_folder_item, 0 },
	{ FOLDER_UPDATE_HOOKLIST, on_folders, 0 },
	{ OFFLINE_SWITCH_HOOKLIST, on_line, 0 },
	{ MAIL_POSTFILTERING_HOOKLIST, on_stored, 0 },
	{ MSGINFO_UPDATE_HOOKLIST, on_flags, 0 },
	{ ACCOUNT_LIST_CHANGED_HOOKLIST, on_accounts, 0 },
	{ COMPOSE_CREATED_HOOKLIST, on_composer, 0 },
	{ COMPOSE_CHECK_BEFORE_SEND_HOOKLIST, on_send, 0 },
};

static void
remove_hooks(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(hooks); i++) {
		if (hooks[i].id != 0)
			hooks_unregister_hook(hooks[i].list, hooks[i].id);
		hooks[i].id = 0;
	}
}

static gboolean
add_hooks(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(hooks); i++) {
		hooks[i].id =
			hooks_register_hook(hooks[i].list, hooks[i].func, NULL);
		if (hooks[i].id == 0)
			return FALSE;
	}
	return TRUE;
}

/* --- Entry points -------------------------------------------------------- */

/* The folder of this very file, where a build has the command too. */
static char *
dup_own_folder(void)
{
	Dl_info info;

	if (dladdr(hooks, &info) == 0 || info.dli_fname == NULL)
		return NULL;
	return g_path_get_dirname(info.dli_fname);
}

static void
start_client(void)
{
	g_autofree char *beside = dup_own_folder();
	g_autofree char *ledger =
		g_build_filename(get_rc_dir(), "tertius", "ledger.db", NULL);
	g_autofree char *config =
		g_build_filename(get_rc_dir(), "tertius", "config", NULL);
	const char *const options[] = { "--ledger", ledger, "--config", config,
		                        NULL };

	client = tertius_client_new(NULL, beside, options);
	greet();
}

/* Nothing is read before it is known what may be. */
static void
begin(void)
{
	tertius_arrivals_start();
	tertius_remind_start();
	tertius_arrivals_set_paused(tertius_choices_are_paused());
}

EXPORT gint
plugin_init(gchar **error)
{
	const char *texts = g_getenv("TEXTDOMAINDIR");

	(void) bindtextdomain(GETTEXT_PACKAGE,
	                      texts != NULL ? texts : TERTIUS_LOCALEDIR);
	(void) bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
	if (!check_plugin_version(MAKE_NUMERIC_VERSION(4, 1, 1, 0),
	                          VERSION_NUMERIC, TERTIUS_PLUGIN_NAME, error))
		return -1;
	if (!add_hooks()) {
		remove_hooks();
		*error = g_strdup(_("Claws Mail took a hook away."));
		return -1;
	}
	start_client();
	tertius_menus_add();
	tertius_prefs_add();
	tertius_compose_check_start();
	tertius_choices_load(begin);
	return 0;
}

EXPORT gboolean
plugin_done(void)
{
	remove_hooks();
	if (changed != 0)
		g_source_remove(changed);
	changed = 0;
	tertius_remind_stop();
	tertius_arrivals_stop();
	tertius_compose_stop();
	tertius_prefs_remove();
	if (claws_is_exiting()) {
		tertius_window_close();
	} else {
		tertius_window_leave();
		tertius_menus_remove();
		tertius_banner_stop();
		tertius_compose_check_stop();
		tertius_actions_stop();
	}
	tertius_choices_stop();
	g_clear_pointer(&client, tertius_client_free);
	return TRUE;
}

EXPORT const gchar *
plugin_name(void)
{
	return TERTIUS_PLUGIN_NAME;
}

EXPORT const gchar *
plugin_desc(void)
{
	return _("Keeps introductions: who brought you together with whom, "
	         "whether you thanked them both, and how it went.\n\n"
	         "Everything stays on this computer, and nothing is sent "
	         "without you.");
}

EXPORT const gchar *
plugin_version(void)
{
	static const char mark[] = TERTIUS_CLIENT_MARK TERTIUS_VERSION;

	return mark + strlen(TERTIUS_CLIENT_MARK);
}

EXPORT const gchar *
plugin_type(void)
{
	return "GTK3";
}

EXPORT const gchar *
plugin_licence(void)
{
	return "GPL3+";
}

EXPORT struct PluginFeature *
plugin_provides(void)
{
	static struct PluginFeature features[] = {
		{ PLUGIN_UTILITY, "Tertius" },
		{ PLUGIN_NOTHING, NULL },
	};

	return features;
}
