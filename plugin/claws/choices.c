/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the user set, as far as this client needs it. Kept by the engine; known
 * here from its last answer, and as usual until there is one.
 */
#include "claws/arrivals.h"

#include <string.h>

/* After the engine could not tell them. */
#define AGAIN_SECONDS 10

static struct {
	GHashTable *skipped; /* names of folders, or NULL */
	GHashTable *places;  /* FolderItem * -> its name, of these; or NULL */
	gboolean is_silent, is_paused;
	void (*begin)(void); /* until they are known */
	guint again;         /* source, or 0 */
} choices;

static void ask(void);

/* --- Folders ------------------------------------------------------------- */

/* One line without ';', which parts them in the settings. */
static char *
dup_name(const char *identifier)
{
	return g_uri_escape_string(identifier, "/#@ ()&+,'!=:", TRUE);
}

char *
tertius_choices_dup_folder(FolderItem *item)
{
	/* The root of a mailbox has no path. */
	g_autofree char *identifier =
		item->path != NULL ? folder_item_get_identifier(item)
				   : folder_get_identifier(item->folder);

	return identifier != NULL ? dup_name(identifier) : NULL;
}

/* A folder that is skipped takes along those in it. */
gboolean
tertius_choices_allow(FolderItem *item)
{
	g_autofree char *name = NULL;
	char *slash;

	if (choices.skipped == NULL || g_hash_table_size(choices.skipped) == 0)
		return TRUE;
	name = tertius_choices_dup_folder(item);
	while (name != NULL) {
		if (g_hash_table_contains(choices.skipped, name))
			return FALSE;
		slash = strrchr(name, '/');
		if (slash == NULL)
			break;
		*slash = '\0';
	}
	return TRUE;
}

/* --- The others ---------------------------------------------------------- */

gboolean
tertius_choices_check_drafts(void)
{
	return !choices.is_silent;
}

gboolean
tertius_choices_are_paused(void)
{
	return choices.is_paused;
}

/* --- Setting ------------------------------------------------------------- */

static void
on_set(JsonObject *answer, const GError *error, gpointer data)
{
	(void) answer;
	(void) error;
	(void) data;
	tertius_host_changed();
}

static void
set(const char *key, const char *value)
{
	TertiusJson *request = tertius_client_request("set");

	tertius_json_open(request, "changes", '[');
	tertius_json_open(request, NULL, '{');
	tertius_json_text(request, "group", "mail");
	tertius_json_text(request, "key", key);
	tertius_json_text(request, "value", value);
	tertius_json_close(request);
	tertius_json_close(request);
	tertius_client_ask(tertius_host_get_client(), request, NULL, on_set,
	                   NULL);
}

/* --- Following ----------------------------------------------------------- */

static void
note_place(FolderItem *item, gpointer data)
{
	char *name = tertius_choices_dup_folder(item);

	(void) data;
	if (name != NULL && g_hash_table_contains(choices.skipped, name))
		g_hash_table_insert(choices.places, item, name);
	else
		g_free(name);
}

static void
note_places(void)
{
	g_clear_pointer(&choices.places, g_hash_table_unref);
	if (choices.skipped == NULL)
		return;
	choices.places = g_hash_table_new_full(g_direct_hash, g_direct_equal,
	                                       NULL, g_free);
	folder_func_to_all_folders(note_place, NULL);
}

/* Of a folder that is skipped and has another name now. */
static void
follow_place(FolderItem *item, gpointer data)
{
	const char *before = g_hash_table_lookup(choices.places, item);
	g_autofree char *name =
		before != NULL ? tertius_choices_dup_folder(item) : NULL;

	if (name == NULL || strcmp(name, before) == 0)
		return;
	(void) g_hash_table_remove(choices.skipped, before);
	(void) g_hash_table_add(choices.skipped, g_steal_pointer(&name));
	*(gboolean *) data = TRUE;
}

static void
set_skipped(void)
{
	g_autofree gpointer *names =
		g_hash_table_get_keys_as_array(choices.skipped, NULL);
	g_autofree char *text = g_strjoinv(";", (char **) names);

	note_places();
	set("skip-folders", text);
}

void
tertius_choices_follow(void)
{
	gboolean has_changed = FALSE;

	if (choices.places == NULL)
		return;
	folder_func_to_all_folders(follow_place, &has_changed);
	if (has_changed)
		set_skipped();
}

void
tertius_choices_move(FolderItem *from, FolderItem *to)
{
	g_autofree char *before = tertius_choices_dup_folder(from);
	char *after = tertius_choices_dup_folder(to);

	if (choices.skipped == NULL || before == NULL || after == NULL ||
	    !g_hash_table_remove(choices.skipped, before)) {
		g_free(after);
		return;
	}
	(void) g_hash_table_add(choices.skipped, after);
	set_skipped();
}

/* --- Loading ------------------------------------------------------------- */

static void
take_folders(const char *value)
{
	g_auto(GStrv) names = g_strsplit(value, ";", -1);

	g_clear_pointer(&choices.skipped, g_hash_table_unref);
	choices.skipped =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; names[i] != NULL; i++) {
		if (*g_strstrip(names[i]) != '\0')
			(void) g_hash_table_add(choices.skipped,
			                        g_strdup(names[i]));
	}
}

static gboolean
is_true(const char *value)
{
	return strcmp(value, "true") == 0 || strcmp(value, "yes") == 0;
}

static void
take_setting(JsonObject *setting)
{
	const char *key =
		json_object_get_string_member_with_default(setting, "key", "");
	const char *value = json_object_get_string_member_with_default(
		setting, "value", "");

	if (strcmp(key, "skip-folders") == 0)
		take_folders(value);
	else if (strcmp(key, "paused") == 0)
		choices.is_paused = is_true(value);
	else if (strcmp(key, "check") == 0)
		choices.is_silent = !is_true(value);
}

static void
look_over(FolderItem *item, gpointer data)
{
	(void) data;
	tertius_arrivals_look_over(item, TRUE);
}

static void
go_by_them(void)
{
	tertius_arrivals_set_paused(choices.is_paused);
	folder_func_to_all_folders(look_over, NULL);
	/* A folder that may be read now may not be in memory. */
	tertius_arrivals_begin_anew();
	tertius_host_changed();
}

static gboolean
on_again(gpointer data)
{
	(void) data;
	choices.again = 0;
	ask();
	return G_SOURCE_REMOVE;
}

static void
on_settings(JsonObject *answer, const GError *error, gpointer data)
{
	void (*begin)(void) = choices.begin;
	JsonArray *list;

	(void) data;
	tertius_progress_set_trouble(error);
	if (error != NULL) {
		if (choices.again == 0)
			choices.again = g_timeout_add_seconds(AGAIN_SECONDS,
			                                      on_again, NULL);
		return;
	}
	list = json_object_has_member(answer, "settings")
	               ? json_object_get_array_member(answer, "settings")
	               : NULL;
	for (guint i = 0; list != NULL && i < json_array_get_length(list); i++)
		take_setting(json_array_get_object_element(list, i));
	note_places();
	choices.begin = NULL;
	if (begin != NULL)
		begin();
	else
		go_by_them();
}

static void
ask(void)
{
	tertius_client_ask(tertius_host_get_client(),
	                   tertius_client_request("settings"), NULL,
	                   on_settings, &choices);
}

void
tertius_choices_load(void (*begin)(void))
{
	choices.begin = begin;
	ask();
}

void
tertius_choices_load_again(void)
{
	ask();
}

void
tertius_choices_set_paused(gboolean is_paused)
{
	choices.is_paused = is_paused;
	set("paused", is_paused ? "true" : "false");
}

void
tertius_choices_stop(void)
{
	g_clear_pointer(&choices.skipped, g_hash_table_unref);
	g_clear_pointer(&choices.places, g_hash_table_unref);
	choices.is_silent = choices.is_paused = FALSE;
	choices.begin = NULL;
	if (choices.again != 0)
		g_source_remove(choices.again);
	choices.again = 0;
}
