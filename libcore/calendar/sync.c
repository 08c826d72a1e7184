/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders and one calendar, both ways.
 */
#include "calendar/sync.h"

#include "base/error.h"
#include "calendar/sync-settle.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
free_outcome(gpointer data)
{
	TertiusSyncOutcome *outcome = data;

	g_free(outcome->reminder);
	g_free(outcome->summary);
	g_free(outcome);
}

GPtrArray *
tertius_sync_outcomes_new(void)
{
	return g_ptr_array_new_with_free_func(free_outcome);
}

static void
free_work(gpointer data)
{
	TertiusSyncWork *work = data;

	if (work->is_new)
		tertius_delivery_free(work->delivery);
	tertius_sync_drop_item(work);
	g_free(work);
}

/* --- Who is who ---------------------------------------------------------- */

static GHashTable *
index_deliveries(const TertiusSync *sync)
{
	GHashTable *known = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < sync->deliveries->len; i++) {
		TertiusDelivery *delivery = sync->deliveries->pdata[i];

		g_hash_table_insert(known, delivery->reminder, delivery);
	}
	return known;
}

static GPtrArray *
make_works(const TertiusSync *sync, const GArray *wishes)
{
	g_autoptr(GHashTable) known = index_deliveries(sync);
	GPtrArray *works = g_ptr_array_new_with_free_func(free_work);

	for (guint i = 0; i < wishes->len; i++) {
		TertiusSyncWork *work = g_new0(TertiusSyncWork, 1);

		work->wish = &g_array_index(wishes, TertiusSyncWish, i);
		work->delivery =
			g_hash_table_lookup(known, work->wish->reminder->id);
		if (work->delivery == NULL) {
			work->is_new = TRUE;
			work->delivery = tertius_delivery_new(
				sync->name, work->wish->reminder->id,
				work->wish->reminder->uid);
		}
		g_ptr_array_add(works, work);
	}
	return works;
}

/* Another computer may have opened a closed reminder again, which then has the
 * next UID: it is followed there. */
static const TertiusCollectionItem *
follow(TertiusSync *sync, TertiusSyncWork *work, GHashTable *listed)
{
	g_autofree char *uid = g_strdup(work->delivery->uid);

	for (int i = 0; i < TERTIUS_SYNC_TURNS_MAX; i++) {
		g_autofree char *next = tertius_sync_dup_next_uid(uid);
		g_autofree char *href = g_strconcat(next, ".ics", NULL);
		const TertiusCollectionItem *item =
			g_hash_table_lookup(listed, href);

		g_free(uid);
		uid = g_strdup(next);
		if (item == NULL || item->etag == NULL)
			continue;
		tertius_sync_rename(work->delivery, g_steal_pointer(&next));
		work->was_followed = TRUE;
		sync->has_learnt = TRUE;
		return item;
	}
	return NULL;
}

/* Takes over what the list says about each: changed, gone, or as it was. */
static void
apply_list(TertiusSync *sync, const GPtrArray *works, const GPtrArray *items,
           gboolean is_all)
{
	g_autoptr(GHashTable) listed =
		g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < items->len; i++) {
		TertiusCollectionItem *item = items->pdata[i];

		g_hash_table_insert(listed, item->href, item);
	}
	for (guint i = 0; i < works->len; i++) {
		TertiusSyncWork *work = works->pdata[i];
		const TertiusCollectionItem *item =
			g_hash_table_lookup(listed, work->delivery->href);

		if ((item == NULL || item->etag == NULL) && items->len > 0) {
			const TertiusCollectionItem *next =
				follow(sync, work, listed);

			item = next != NULL ? next : item;
		}
		if (item == NULL || item->etag == NULL)
			work->is_missing = tertius_sync_is_live(work) &&
			                   (is_all || item != NULL);
		else if (g_strcmp0(item->etag, work->delivery->etag) != 0)
			work->item = tertius_collection_item_new(item->href,
			                                         item->etag);
	}
}

static gboolean
check_accident(const TertiusSync *sync, const GPtrArray *works, GError **error)
{
	guint n_gone = 0;
	guint n_all = 0;

	for (guint i = 0; i < works->len; i++) {
		const TertiusSyncWork *work = works->pdata[i];

		n_gone += work->is_missing ? 1 : 0;
		n_all += tertius_sync_is_live(work) ? 1 : 0;
	}
	if (sync->is_sure || !tertius_merge_is_accident(n_gone, n_all))
		return TRUE;
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
	            _("%u of %u reminders are gone from '%s': was that meant?"),
	            n_gone, n_all, sync->name);
	return FALSE;
}

/* Moved into another calendar of the user is not deleted: it stays known and is
 * left in peace there. */
static gboolean
look_elsewhere(TertiusSync *sync, TertiusSyncWork *work, GError **error)
{
	gboolean found = FALSE;

	if (!work->is_missing || sync->collection->is_elsewhere == NULL)
		return TRUE;
	if (!sync->collection->is_elsewhere(sync->collection,
	                                    work->delivery->uid, &found, error))
		return FALSE;
	if (found) {
		work->is_missing = FALSE;
		work->delivery->is_gone = TRUE;
		sync->has_learnt = TRUE;
	}
	return TRUE;
}

static gboolean
fetch_changed(const TertiusSync *sync, const GPtrArray *works, GError **error)
{
	g_autoptr(GPtrArray) items = g_ptr_array_new();

	for (guint i = 0; i < works->len; i++) {
		const TertiusSyncWork *work = works->pdata[i];

		if (work->item != NULL && !work->delivery->is_gone)
			g_ptr_array_add(items, work->item);
	}
	return items->len == 0 ||
	       sync->collection->fetch(sync->collection, items, error);
}

/* --- What was forgotten here --------------------------------------------- */

static GHashTable *
index_wishes(const GArray *wishes)
{
	GHashTable *wished = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < wishes->len; i++)
		g_hash_table_add(
			wished,
			g_array_index(wishes, TertiusSyncWish, i).reminder->id);
	return wished;
}

/* Whoever changed the object meanwhile: it names somebody whom the user wants
 * to be forgotten. */
static gboolean
remove_forgotten(const TertiusSync *sync, const TertiusDelivery *delivery,
                 GError **error)
{
	TertiusWriteResult result = sync->collection->remove(
		sync->collection, delivery->href, delivery->etag, error);
	g_autoptr(GPtrArray) items = NULL;
	TertiusCollectionItem *item;

	if (result != TERTIUS_WRITE_CHANGED)
		return result != TERTIUS_WRITE_FAILED;
	items = tertius_collection_items_new();
	item = tertius_collection_item_new(delivery->href, NULL);
	g_ptr_array_add(items, item);
	if (!sync->collection->fetch(sync->collection, items, error))
		return FALSE;
	return item->text == NULL ||
	       sync->collection->remove(sync->collection, delivery->href,
	                                item->etag,
	                                error) != TERTIUS_WRITE_FAILED;
}

static gboolean
remove_all_forgotten(TertiusSync *sync, const GArray *wishes, GError **error)
{
	g_autoptr(GHashTable) wished = index_wishes(wishes);

	for (guint i = sync->deliveries->len; i > 0; i--) {
		const TertiusDelivery *delivery =
			sync->deliveries->pdata[i - 1];

		if (g_hash_table_contains(wished, delivery->reminder))
			continue;
		if (!delivery->is_gone &&
		    !remove_forgotten(sync, delivery, error))
			return FALSE;
		g_ptr_array_remove_index(sync->deliveries, i - 1);
		sync->has_learnt = TRUE;
	}
	return TRUE;
}

gboolean
tertius_sync_run(TertiusSync *sync, const GArray *wishes, GError **error)
{
	g_autoptr(GPtrArray) items = tertius_collection_items_new();
	g_autoptr(GPtrArray) works = make_works(sync, wishes);
	g_autofree char *token = g_strdup(sync->token);
	gboolean is_all = FALSE;

	sync->n_written = 0;
	sync->has_learnt = FALSE;
	sync->has_unread = FALSE;
	if (!sync->collection->list(sync->collection, &token, items, &is_all,
	                            error))
		return FALSE;
	apply_list(sync, works, items, is_all);
	if (!check_accident(sync, works, error))
		return FALSE;
	for (guint i = 0; i < works->len; i++) {
		if (!look_elsewhere(sync, works->pdata[i], error))
			return FALSE;
	}
	if (!fetch_changed(sync, works, error))
		return FALSE;
	tertius_sync_create(sync, works);
	for (guint i = 0; i < works->len; i++) {
		if (!tertius_sync_settle(sync, works->pdata[i], error))
			return FALSE;
	}
	if (!remove_all_forgotten(sync, wishes, error))
		return FALSE;
	/* What could not be read is to be listed again. */
	if (sync->has_unread)
		return TRUE;
	g_free(sync->token);
	sync->token = g_steal_pointer(&token);
	return TRUE;
}
