/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Made-up letters.
 */
#include "made-up.h"

#include <string.h>

static void
add_recipients(TertiusMessage *message, const char *column)
{
	g_auto(GStrv) names = g_strsplit(column, ";", -1);

	for (guint i = 0; names[i] != NULL && names[i][0] != '\0'; i++) {
		g_autofree char *local = g_ascii_strdown(names[i], -1);
		g_autofree char *address = g_strconcat(
			g_strdelimit(local, " ", '.'), "@example.net", NULL);

		g_ptr_array_add(message->recipients,
		                tertius_person_new(names[i], address,
		                                   i == 0 ? TERTIUS_PLACE_TO
		                                          : TERTIUS_PLACE_CC));
	}
}

static TertiusLabelled *
read_letter(char **columns, const char *manner)
{
	TertiusLabelled *letter = g_new0(TertiusLabelled, 1);

	letter->message = tertius_message_new();
	letter->message->from = tertius_person_new(
		"Kai Moreno", "kai@example.org", TERTIUS_PLACE_FROM);
	add_recipients(letter->message, columns[1]);
	g_free(letter->message->subject);
	letter->message->subject = g_strdup("");
	letter->message->text = g_strcompress(columns[2]);
	letter->label = g_strdup(columns[0]);
	letter->manner = g_strdup(manner);
	letter->is_sure = TRUE;
	letter->also = g_ptr_array_new_with_free_func(g_free);
	letter->introduced = tertius_people_new();
	letter->introducer = tertius_people_new();
	return letter;
}

GPtrArray *
tertius_made_up_load(const char *path, GError **error)
{
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	const char *manner = "";
	GPtrArray *all;

	if (!g_file_get_contents(path, &text, NULL, error))
		return NULL;
	all = g_ptr_array_new_with_free_func(tertius_labelled_free);
	lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i] != NULL; i++) {
		g_auto(GStrv) columns = g_strsplit(lines[i], "\t", 3);

		if (g_str_has_prefix(lines[i], "## "))
			manner = lines[i] + strlen("## ");
		else if (lines[i][0] != '#' && g_strv_length(columns) == 3)
			g_ptr_array_add(all, read_letter(columns, manner));
	}
	return all;
}
