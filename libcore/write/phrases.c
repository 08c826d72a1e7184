/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading phrases.
 */
#include "write/phrases.h"

#include "base/data.h"

#include <string.h>

const char *const tertius_phrases_languages[] = { "en", "de", "fr", "es",
	                                          "it", "nl", "pt", NULL };

const char *
tertius_phrases_choose(const char *language)
{
	for (guint i = 0;
	     language != NULL && tertius_phrases_languages[i] != NULL; i++) {
		if (g_ascii_strncasecmp(language, tertius_phrases_languages[i],
		                        2) == 0 &&
		    !g_ascii_isalpha(language[2]))
			return tertius_phrases_languages[i];
	}
	return "en";
}

GKeyFile *
tertius_phrases_load(const char *prefix, const char *language)
{
	g_autofree char *path =
		g_strconcat("write/phrases/", prefix, language, ".ini", NULL);
	const char *text = tertius_data_get_text(path);
	g_autoptr(GKeyFile) phrases = g_key_file_new();

	g_assert(text != NULL);
	if (!g_key_file_load_from_data(phrases, text, (gsize) -1,
	                               G_KEY_FILE_NONE, NULL))
		g_assert_not_reached();
	return g_steal_pointer(&phrases);
}

char *
tertius_phrases_dup(GKeyFile *phrases, const char *group, const char *key)
{
	return g_key_file_get_value(phrases, group, key, NULL);
}
