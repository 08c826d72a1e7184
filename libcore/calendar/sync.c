/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders and one calendar, both ways.
 */
#include "calendar/sync.h"

#include "base/error.h"
#include "calendar/patch-ical.h"

#include <string.h>

/* One reminder during a run. */
typedef struct {
	const TertiusSyncWish *wish;
	TertiusDelivery *delivery; /* in the sync's array, or owned: is_new */
	gboolean is_new;           /* not yet one of the deliveries */
	gboolean is_missing;       /* it was there and is gone */
	gboolean was_followed;     /* to the next UID */
	TertiusCollectionItem
		*item; /* what changed there; owned; NULL: nothing */
} Work;

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
free_item(TertiusCollectionItem *item)
{
	g_autoptr(GPtrArray) items = tertius_collection_items_new();

	if (item != NULL)
		g_ptr_array_add(items, item);
}

static void
free_work(gpointer data)
{
	Work *work = data;

	if (work->is_new)
		tertius_delivery_free(work->delivery);
	free_item(work->item);
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
		Work *work = g_new0(Work, 1);

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

static gboolean
is_live(const Work *work)
{
	return !work->is_new && !work->delivery->is_gone;
}

/* The UID that comes after @uid, the same on every computer. */
static char *
dup_next_uid(const char *uid)
{
	g_autofree char *seed = g_strconcat("again\n", uid, NULL);
	g_autofree char *hash =
		g_compute_checksum_for_string(G_CHECKSUM_SHA256, seed, -1);

	return g_strdup_printf("%.8s-%.4s-8%.3s-a%.3s-%.12s", hash, hash + 8,
	                       hash + 13, hash + 17, hash + 20);
}

/* The same reminder under another UID. Takes @uid. */
static void
rename_delivery(TertiusDelivery *delivery, char *uid)
{
	g_free(delivery->uid);
	g_free(delivery->href);
	g_clear_pointer(&delivery->etag, g_free);
	g_clear_pointer(&delivery->text, g_free);
	delivery->uid = uid;
	delivery->href = g_strconcat(uid, ".ics", NULL);
	delivery->is_gone = FALSE;
	delivery->is_time_pinned = FALSE;
}

/* Another computer may have opened a closed reminder again, which then has the
 * next UID: it is followed there. */
static const TertiusCollectionItem *
follow(TertiusSync *sync, Work *work, GHashTable *listed)
{
	g_autofree char *uid = g_strdup(work->delivery->uid);

	for (int i = 0; i < TERTIUS_SYNC_TURNS_MAX; i++) {
		g_autofree char *next = dup_next_uid(uid);
		g_autofree char *href = g_strconcat(next, ".ics", NULL);
		const TertiusCollectionItem *item =
			g_hash_table_lookup(listed, href);

		g_free(uid);
		uid = g_strdup(next);
		if (item == NULL || item->etag == NULL)
			continue;
		rename_delivery(work->delivery, g_steal_pointer(&next));
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
		Work *work = works->pdata[i];
		const TertiusCollectionItem *item =
			g_hash_table_lookup(listed, work->delivery->href);

		if ((item == NULL || item->etag == NULL) && items->len > 0) {
			const TertiusCollectionItem *next =
				follow(sync, work, listed);

			item = next != NULL ? next : item;
		}
		if (item == NULL || item->etag == NULL)
			work->is_missing =
				is_live(work) && (is_all || item != NULL);
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
		const Work *work = works->pdata[i];

		n_gone += work->is_missing ? 1 : 0;
		n_all += is_live(work) ? 1 : 0;
	}
	if (sync->is_sure || !tertius_merge_is_accident(n_gone, n_all))
		return TRUE;
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
	            "%u of %u reminders are gone from '%s': was that meant?",
	            n_gone, n_all, sync->name);
	return FALSE;
}

/* Moved into another calendar of the user is not deleted: it stays known and is
 * left in peace there. */
static gboolean
look_elsewhere(TertiusSync *sync, Work *work, GError **error)
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
		const Work *work = works->pdata[i];

		if (work->item != NULL && !work->delivery->is_gone)
			g_ptr_array_add(items, work->item);
	}
	return items->len == 0 ||
	       sync->collection->fetch(sync->collection, items, error);
}

/* --- One reminder -------------------------------------------------------- */

static TertiusObject *
read_object(const TertiusSync *sync, const Work *work, const char *text)
{
	return text == NULL ? NULL
	                    : tertius_object_read(text, strlen(text),
	                                          work->delivery->uid,
	                                          sync->local, NULL);
}

static void
add_problem(TertiusSync *sync, const Work *work, const char *what)
{
	g_ptr_array_add(sync->problems,
	                g_strdup_printf("%s: %s", work->delivery->href, what));
}

static void
add_outcome(TertiusSync *sync, Work *work, guint acts,
            const TertiusObject *remote)
{
	TertiusSyncOutcome *outcome;

	if (acts == 0)
		return;
	outcome = g_new0(TertiusSyncOutcome, 1);
	outcome->reminder = g_strdup(work->wish->reminder->id);
	outcome->acts = acts;
	if (remote != NULL) {
		outcome->start = remote->start;
		outcome->is_day = remote->is_day;
		outcome->closed = remote->closed;
		outcome->summary = g_strdup(remote->summary);
	}
	g_ptr_array_add(sync->outcomes, outcome);
	if ((acts & TERTIUS_MERGE_MOVED) != 0)
		work->delivery->is_time_pinned = TRUE;
	if ((acts & TERTIUS_MERGE_RENAMED) != 0)
		work->delivery->is_text_pinned = TRUE;
}

/* Both sides agree on @text in the version @etag. */
static void
agree(TertiusSync *sync, Work *work, const char *text, const char *etag)
{
	TertiusDelivery *delivery = work->delivery;

	sync->has_learnt = TRUE;
	if (delivery->text != text) {
		g_free(delivery->text);
		delivery->text = g_strdup(text);
	}
	if (delivery->etag != etag) {
		g_free(delivery->etag);
		delivery->etag = g_strdup(etag);
	}
	if (work->is_new)
		g_ptr_array_add(sync->deliveries, delivery);
	work->is_new = FALSE;
}

static void
forget(TertiusSync *sync, Work *work)
{
	agree(sync, work, NULL, NULL);
	work->delivery->is_gone = TRUE;
}

/* The text to write, or NULL. The object may have another UID than the
 * reminder. */
static char *
compose(const Work *work, const TertiusMergePlan *merge, const char *current)
{
	g_autoptr(TertiusReminder) reminder =
		tertius_reminder_copy(work->wish->reminder);

	g_free(reminder->uid);
	reminder->uid = g_strdup(work->delivery->uid);
	/* What was closed in the calendar only loses its alarms there. */
	if ((merge->acts & TERTIUS_MERGE_DONE) != 0)
		reminder->state = TERTIUS_REMINDER_DONE;
	if ((merge->acts & TERTIUS_MERGE_DROPPED) != 0)
		reminder->state = TERTIUS_REMINDER_DROPPED;
	if (reminder->closed == 0)
		reminder->closed = work->wish->stamp.stamp;
	if (merge->write != TERTIUS_MERGE_PATCH)
		return tertius_ical_write_reminder(reminder,
		                                   &work->wish->stamp);
	return tertius_ical_patch(current, strlen(current), reminder,
	                          &work->wish->stamp, merge->parts, NULL);
}

/* The closed object makes room for the one that takes its place. */
static TertiusWriteResult
clear_way(const TertiusSync *sync, const Work *work, const char *etag,
          GError **error)
{
	if (work->is_missing || work->delivery->is_gone)
		return TERTIUS_WRITE_DONE;
	return sync->collection->remove(sync->collection, work->delivery->href,
	                                etag, error);
}

static TertiusWriteResult
write_object(TertiusSync *sync, Work *work, const TertiusMergePlan *merge,
             const char *current, const char *etag, GError **error)
{
	g_autofree char *text = NULL;
	g_autofree char *new_etag = NULL;
	TertiusWriteResult result;

	if (merge->write == TERTIUS_MERGE_RENEW) {
		result = clear_way(sync, work, etag, error);
		if (result != TERTIUS_WRITE_DONE)
			return result;
		rename_delivery(work->delivery,
		                dup_next_uid(work->delivery->uid));
	}
	if (merge->write != TERTIUS_MERGE_PATCH)
		etag = NULL;
	text = compose(work, merge, current);
	if (text == NULL)
		return TERTIUS_WRITE_REFUSED;
	result = sync->collection->put(sync->collection, work->delivery->href,
	                               etag, text, &new_etag, error);
	if (result == TERTIUS_WRITE_DONE) {
		agree(sync, work, text, new_etag);
		sync->n_written++;
		/* What the user took back is Tertius's again to move. */
		if ((merge->parts & TERTIUS_PATCH_TIME) != 0)
			work->delivery->is_time_pinned =
				work->wish->reminder->is_pinned;
	}
	return result;
}

static TertiusWriteResult
carry_out(TertiusSync *sync, Work *work, const TertiusMergePlan *merge,
          GError **error)
{
	const char *text =
		work->item != NULL ? work->item->text : work->delivery->text;
	const char *etag =
		work->item != NULL ? work->item->etag : work->delivery->etag;
	TertiusWriteResult result = TERTIUS_WRITE_DONE;

	if (merge->write == TERTIUS_MERGE_REMOVE) {
		result = sync->collection->remove(
			sync->collection, work->delivery->href, etag, error);
		sync->n_written += result == TERTIUS_WRITE_DONE ? 1 : 0;
		if (result == TERTIUS_WRITE_DONE)
			forget(sync, work);
	} else if (merge->write != TERTIUS_MERGE_KEEP) {
		result = write_object(sync, work, merge, text, etag, error);
	} else if (work->is_missing) {
		forget(sync, work);
	} else if (work->item != NULL) {
		agree(sync, work, text, etag);
	}
	return result;
}

/* Open again although the calendar closed it: only an undo does that. One that
 * is gone with its text lies in another calendar, and rests there. */
static gboolean
was_undone(const Work *work, const TertiusObject *base)
{
	if (!tertius_reminder_is_open(work->wish->reminder) || work->is_new)
		return FALSE;
	return base != NULL ? base->state != TERTIUS_OBJECT_OPEN
	                    : work->delivery->is_gone;
}

static TertiusMergePlan
decide(const TertiusSync *sync, const Work *work, const TertiusObject *remote)
{
	g_autoptr(TertiusObject) base =
		read_object(sync, work, work->delivery->text);
	g_autofree char *title = tertius_ical_dup_title(
		work->wish->reminder, work->wish->stamp.is_plain);
	const TertiusMergeCase sides = {
		.base = base,
		.remote = remote,
		.local = work->wish->reminder,
		.title = title + tertius_object_tick_length(title),
		.is_command = work->wish->is_command || was_undone(work, base),
		.is_time_pinned = work->delivery->is_time_pinned,
		.is_text_pinned = work->delivery->is_text_pinned,
		.is_gone = work->delivery->is_gone,
		.is_ahead = work->wish->is_ahead,
		.was_followed = work->was_followed,
	};

	return tertius_merge(&sides);
}

/* Looks at the one object again; it may be gone by now. */
static gboolean
look_again(const TertiusSync *sync, Work *work, GError **error)
{
	g_autoptr(GPtrArray) items = g_ptr_array_new();

	free_item(work->item);
	work->item = tertius_collection_item_new(work->delivery->href, NULL);
	g_ptr_array_add(items, work->item);
	if (!sync->collection->fetch(sync->collection, items, error))
		return FALSE;
	if (work->item->text == NULL) {
		work->is_missing = is_live(work);
		free_item(g_steal_pointer(&work->item));
	}
	return TRUE;
}

static TertiusWriteResult
settle_once(TertiusSync *sync, Work *work, GError **error)
{
	const char *text =
		work->item != NULL ? work->item->text : work->delivery->text;
	g_autoptr(TertiusObject) remote =
		work->is_missing ? NULL : read_object(sync, work, text);
	TertiusMergePlan merge;
	TertiusWriteResult result;

	if (text != NULL && !work->is_missing && remote == NULL) {
		add_problem(sync, work, "cannot be read, and is left alone");
		return TERTIUS_WRITE_DONE;
	}
	merge = decide(sync, work, remote);
	result = carry_out(sync, work, &merge, error);
	if (result == TERTIUS_WRITE_DONE)
		add_outcome(sync, work, merge.acts, remote);
	return result;
}

static gboolean
settle(TertiusSync *sync, Work *work, GError **error)
{
	if (work->item != NULL && work->item->text == NULL) {
		/* It went between the list and now: the next run sees it. */
		free_item(g_steal_pointer(&work->item));
		return TRUE;
	}
	for (int i = 0; i < TERTIUS_SYNC_TRIES_MAX; i++) {
		TertiusWriteResult result = settle_once(sync, work, error);

		if (result == TERTIUS_WRITE_FAILED)
			return FALSE;
		if (result == TERTIUS_WRITE_REFUSED)
			add_problem(sync, work, "is not taken");
		if (result != TERTIUS_WRITE_CHANGED)
			return TRUE;
		if (!look_again(sync, work, error))
			return FALSE;
	}
	add_problem(sync, work, "changes all the time: the next run tries");
	return TRUE;
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
	return item->etag == NULL ||
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
	for (guint i = 0; i < works->len; i++) {
		if (!settle(sync, works->pdata[i], error))
			return FALSE;
	}
	if (!remove_all_forgotten(sync, wishes, error))
		return FALSE;
	g_free(sync->token);
	sync->token = g_steal_pointer(&token);
	return TRUE;
}
