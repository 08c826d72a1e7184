/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What folders and CalDAV collections have in common.
 */
#include "calendar/collection.h"

static void
free_item(gpointer data)
{
	TertiusCollectionItem *item = data;

	g_free(item->href);
	g_free(item->etag);
	g_free(item->text);
	g_free(item);
}

GPtrArray *
tertius_collection_items_new(void)
{
	return g_ptr_array_new_with_free_func(free_item);
}

TertiusCollectionItem *
tertius_collection_item_new(const char *href, const char *etag)
{
	TertiusCollectionItem *item = g_new0(TertiusCollectionItem, 1);

	item->href = g_strdup(href);
	item->etag = g_strdup(etag);
	return item;
}

void
tertius_collection_free(TertiusCollection *collection)
{
	if (collection != NULL)
		collection->free(collection);
}
