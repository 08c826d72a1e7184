/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing what the user sets: the file is changed as a whole, or not at all.
 */
#include "engine/settings.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

static GKeyFile *
open_file(const char *path, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(GError) inner = NULL;

	if (g_key_file_load_from_file(file, path,
	                              G_KEY_FILE_KEEP_COMMENTS |
	                                      G_KEY_FILE_KEEP_TRANSLATIONS,
	                              &inner) ||
	    g_error_matches(inner, G_FILE_ERROR, G_FILE_ERROR_NOENT))
		return g_steal_pointer(&file);
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS,
	            _("cannot read the settings '%s': %s"), path,
	            inner->message);
	return NULL;
}

static gboolean
is_allowed(GKeyFile *file, const char *path, gint64 now, GError **error)
{
	g_autoptr(TertiusSettings) settings =
		tertius_settings_parse(file, path, error);
	TertiusWorkingTime *hours =
		settings != NULL
			? tertius_settings_working_time(settings, now, error)
			: NULL;

	tertius_working_time_free(hours);
	return hours != NULL;
}

static gboolean
write_file(GKeyFile *file, const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *text = g_key_file_to_data(file, NULL, NULL);
	g_autoptr(GError) inner = NULL;

	(void) g_mkdir_with_parents(folder, 0700);
	if (g_file_set_contents_full(path, text, -1,
	                             G_FILE_SET_CONTENTS_CONSISTENT |
	                                     G_FILE_SET_CONTENTS_DURABLE,
	                             0600, &inner))
		return TRUE;
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS,
	            _("cannot write the settings '%s': %s"), path,
	            inner->message);
	return FALSE;
}

/* A value is one line: a second one would be a key of its own. */
static gboolean
is_sound(const TertiusSettingChange *change, GError **error)
{
	const TertiusSettingRow *row;

	for (const char *p = change->value; p != NULL && *p != '\0'; p++) {
		if (g_ascii_iscntrl(*p)) {
			g_set_error(error, TERTIUS_ERROR,
			            TERTIUS_ERROR_SETTINGS,
			            _("%s in [%s] takes one line of text"),
			            change->key, change->group);
			return FALSE;
		}
	}
	for (guint i = 0; (row = tertius_settings_row(i)) != NULL; i++) {
		if (g_strcmp0(row->group, change->group) == 0 &&
		    g_strcmp0(row->key, change->key) == 0)
			return TRUE;
	}
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS,
	            _("there is no setting '%s' in [%s]; see tertius(5)"),
	            change->key, change->group);
	return FALSE;
}

gboolean
tertius_settings_change(const char *path, const TertiusSettingChange *changes,
                        guint n, gint64 now, GError **error)
{
	g_autoptr(GKeyFile) file = open_file(path, error);

	if (file == NULL)
		return FALSE;
	for (guint i = 0; i < n; i++) {
		const TertiusSettingChange *change = &changes[i];

		if (!is_sound(change, error))
			return FALSE;
		if (change->value != NULL)
			g_key_file_set_value(file, change->group, change->key,
			                     change->value);
		else
			(void) g_key_file_remove_key(file, change->group,
			                             change->key, NULL);
	}
	return is_allowed(file, path, now, error) &&
	       write_file(file, path, error);
}

GPtrArray *
tertius_settings_texts(const char *path, GError **error)
{
	g_autoptr(GKeyFile) file = open_file(path, error);
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	const TertiusSettingRow *row;

	if (file == NULL)
		return NULL;
	for (guint i = 0; (row = tertius_settings_row(i)) != NULL; i++) {
		char *text =
			g_key_file_get_value(file, row->group, row->key, NULL);

		g_ptr_array_add(texts, text != NULL ? g_strstrip(text)
		                                    : g_strdup(row->standard));
	}
	return g_steal_pointer(&texts);
}
