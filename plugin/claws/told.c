/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which messages of each folder the engine has been told of: in this session each
 * by itself, from the sessions before all up to a number, by a digest over them
 * that the engine keeps.
 *
 *	unknown --ask--> asked --> up to N with these digests --compare--> known
 */
#include "claws/arrivals.h"

static GHashTable *folders; /* identifier -> TertiusTold */

static void
free_told(gpointer data)
{
	TertiusTold *told = data;

	g_hash_table_unref(told->rows);
	g_free(told);
}

TertiusTold *
tertius_told_need(const char *folder)
{
	TertiusTold *told = g_hash_table_lookup(folders, folder);

	if (told != NULL)
		return told;
	told = g_new0(TertiusTold, 1);
	told->rows = g_hash_table_new(g_direct_hash, g_direct_equal);
	told->size = -1; /* of no list */
	g_hash_table_insert(folders, g_strdup(folder), told);
	return told;
}

static void
on_cursor(JsonObject *answer, const GError *error, gpointer data)
{
	TertiusTold *told = data;
	const char *digest;
	gint64 until;

	told->is_asked = FALSE;
	told->is_ready = TRUE;
	if (error == NULL) {
		digest = json_object_get_string_member_with_default(
			answer, "digest", "");
		until = json_object_get_int_member_with_default(answer, "until",
		                                                0);
		if (tertius_blocks_parse(digest, &told->kept))
			told->until = (guint) CLAMP(until, 0, G_MAXINT32);
	}
	tertius_arrivals_go_on();
}

static TertiusJson *
new_request(const char *folder)
{
	TertiusJson *request = tertius_client_request("cursor");

	tertius_json_text(request, "folder", folder);
	return request;
}

gboolean
tertius_told_is_ready(const char *folder)
{
	TertiusTold *told = tertius_told_need(folder);

	if (!told->is_ready && !told->is_asked) {
		told->is_asked = TRUE;
		tertius_client_ask(tertius_host_get_client(),
		                   new_request(folder), NULL, on_cursor, told);
	}
	return told->is_ready;
}

void
tertius_told_keep(const char *folder, const TertiusBlocks *digest, guint until)
{
	g_autofree char *text = tertius_blocks_dup_text(digest);
	TertiusJson *request = new_request(folder);

	tertius_json_integer(request, "until", until);
	tertius_json_text(request, "digest", text);
	tertius_client_ask(tertius_host_get_client(), request, NULL, NULL,
	                   NULL);
}

gboolean
tertius_told_is_running(void)
{
	return folders != NULL;
}

void
tertius_told_start(void)
{
	folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
	                                free_told);
}

void
tertius_told_stop(void)
{
	g_clear_pointer(&folders, g_hash_table_unref);
}
