/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of the client's folders are read, and how the engine is told of one.
 */
#include "claws/arrivals.h"

/* Mail on its way through the filters lies in a folder that is in no list. */
static gboolean
is_of_the_user(Folder *folder)
{
	return g_list_find(folder_get_list(), folder) != NULL;
}

/* For junk the client has no kind of its own: its name tells, or that of a folder
 * around it. */
static gboolean
is_in_junk(FolderItem *item)
{
	for (; item != NULL && item->path != NULL;
	     item = folder_item_parent(item)) {
		if (item->stype == F_NORMAL && item->name != NULL &&
		    tertius_client_passes_over(item->name))
			return TRUE;
	}
	return FALSE;
}

gboolean
tertius_place_is_left_out(FolderItem *item)
{
	static const SpecialFolderItemType left_out[] = { F_TRASH, F_DRAFT,
		                                          F_QUEUE };

	for (gsize i = 0; i < G_N_ELEMENTS(left_out); i++) {
		if (folder_has_parent_of_type(item, left_out[i]))
			return TRUE;
	}
	return is_in_junk(item);
}

gboolean
tertius_place_is_for_us(FolderItem *item)
{
	if (item == NULL || item->path == NULL || item->folder == NULL ||
	    item->no_select || !is_of_the_user(item->folder) ||
	    FOLDER_TYPE(item->folder) == F_NEWS ||
	    FOLDER_TYPE(item->folder) == F_UNKNOWN ||
	    !tertius_choices_allow(item))
		return FALSE;
	return !tertius_place_is_left_out(item);
}

TertiusPlace *
tertius_place_new(FolderItem *item)
{
	TertiusPlace *place = g_new0(TertiusPlace, 1);
	FolderType type = FOLDER_TYPE(item->folder);

	place->folder = folder_item_get_identifier(item);
	place->is_sent = folder_has_parent_of_type(item, F_OUTBOX);
	place->is_remote = type != F_MH;
	if (type == F_MH || type == F_IMAP)
		place->files = folder_item_get_path(item);
	place->list =
		place->files != NULL
			? g_build_filename(place->files, ".claws_cache", NULL)
			: NULL;
	return place;
}

TertiusPlace *
tertius_place_copy(const TertiusPlace *place)
{
	TertiusPlace *copy = g_new0(TertiusPlace, 1);

	*copy = *place;
	copy->folder = g_strdup(place->folder);
	copy->files = g_strdup(place->files);
	copy->list = g_strdup(place->list);
	return copy;
}

void
tertius_place_free(TertiusPlace *place)
{
	if (place == NULL)
		return;
	g_free(place->folder);
	g_free(place->files);
	g_free(place->list);
	g_free(place);
}

void
tertius_place_add(const TertiusPlace *place, TertiusJson *request)
{
	tertius_json_text(request, "folder", place->folder);
	tertius_json_text(request, "files", place->files);
	tertius_json_boolean(request, "sent", place->is_sent);
	tertius_json_boolean(request, "remote", place->is_remote);
}
