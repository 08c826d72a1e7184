/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One reminder of a sync.
 */
#include "calendar/sync-settle.h"

#include "calendar/patch-ical.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
tertius_sync_is_live(const TertiusSyncWork *work)
{
	return !work->is_new && !work->delivery->is_gone;
}

void
tertius_sync_drop_item(TertiusSyncWork *work)
{
	g_autoptr(GPtrArray) items = tertius_collection_items_new();

	if (work->item != NULL)
		g_ptr_array_add(items, g_steal_pointer(&work->item));
}

char *
tertius_sync_dup_next_uid(const char *uid)
{
	g_autofree char *seed = g_strconcat("again\n", uid, NULL);
	g_autofree char *hash =
		g_compute_checksum_for_string(G_CHECKSUM_SHA256, seed, -1);

	return g_strdup_printf("%.8s-%.4s-8%.3s-a%.3s-%.12s", hash, hash + 8,
	                       hash + 13, hash + 17, hash + 20);
}

void
tertius_sync_rename(TertiusDelivery *delivery, char *uid)
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

static TertiusObject *
read_object(const TertiusSync *sync, const TertiusSyncWork *work,
            const char *text)
{
	return text == NULL ? NULL
	                    : tertius_object_read(text, strlen(text),
	                                          work->delivery->uid,
	                                          sync->local, NULL);
}

static void
add_problem(TertiusSync *sync, const TertiusSyncWork *work, const char *what)
{
	g_ptr_array_add(sync->problems,
	                g_strdup_printf("%s: %s", work->delivery->href, what));
}

static void
add_outcome(TertiusSync *sync, TertiusSyncWork *work, guint acts,
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
agree(TertiusSync *sync, TertiusSyncWork *work, const char *text,
      const char *etag)
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
forget(TertiusSync *sync, TertiusSyncWork *work)
{
	agree(sync, work, NULL, NULL);
	work->delivery->is_gone = TRUE;
}

/* The text to write, or NULL. The object may have another UID than the
 * reminder. */
static char *
compose(const TertiusSyncWork *work, const TertiusMergePlan *merge,
        const char *current)
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
	if (current == NULL)
		return tertius_ical_write_reminder(reminder,
		                                   &work->wish->stamp);
	return tertius_ical_patch(current, strlen(current), reminder,
	                          &work->wish->stamp, merge->parts, NULL);
}

/* The closed object makes room for the one that takes its place. */
static TertiusWriteResult
clear_way(const TertiusSync *sync, const TertiusSyncWork *work,
          const char *etag, GError **error)
{
	if (work->is_missing || work->delivery->is_gone)
		return TERTIUS_WRITE_DONE;
	return sync->collection->remove(sync->collection, work->delivery->href,
	                                etag, error);
}

static TertiusWriteResult
write_object(TertiusSync *sync, TertiusSyncWork *work,
             const TertiusMergePlan *merge, const char *current,
             const char *etag, GError **error)
{
	g_autofree char *text = NULL;
	g_autofree char *new_etag = NULL;
	TertiusWriteResult result;

	if (merge->write == TERTIUS_MERGE_RENEW) {
		result = clear_way(sync, work, etag, error);
		if (result != TERTIUS_WRITE_DONE)
			return result;
		tertius_sync_rename(
			work->delivery,
			tertius_sync_dup_next_uid(work->delivery->uid));
	}
	if (merge->write != TERTIUS_MERGE_PATCH)
		current = etag = NULL;
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
carry_out(TertiusSync *sync, TertiusSyncWork *work,
          const TertiusMergePlan *merge, GError **error)
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

/* Open again although the calendar closed it: only an undo does that, or, where
 * it was withdrawn, what happened since. One that is gone with its text lies in
 * another calendar, and rests there. */
static gboolean
was_undone(const TertiusSyncWork *work, const TertiusObject *base)
{
	if (!tertius_reminder_is_open(work->wish->reminder) || work->is_new)
		return FALSE;
	if (base != NULL && base->is_withdrawn)
		return work->wish->stamp.stamp > base->stamp;
	return base != NULL ? base->state != TERTIUS_OBJECT_OPEN
	                    : work->delivery->is_gone;
}

static TertiusMergePlan
decide(const TertiusSync *sync, const TertiusSyncWork *work,
       const TertiusObject *remote)
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
		.is_withdrawn = work->wish->stamp.is_withdrawn,
		.stamp = work->wish->stamp.stamp,
	};

	return tertius_merge(&sides);
}

/* Looks at the one object again; it may be gone by now. */
static gboolean
look_again(const TertiusSync *sync, TertiusSyncWork *work, GError **error)
{
	g_autoptr(GPtrArray) items = g_ptr_array_new();

	tertius_sync_drop_item(work);
	work->item = tertius_collection_item_new(work->delivery->href, NULL);
	g_ptr_array_add(items, work->item);
	if (!sync->collection->fetch(sync->collection, items, error))
		return FALSE;
	if (work->item->text == NULL) {
		work->is_missing = tertius_sync_is_live(work);
		tertius_sync_drop_item(work);
	}
	return TRUE;
}

static TertiusWriteResult
settle_once(TertiusSync *sync, TertiusSyncWork *work, GError **error)
{
	const char *text =
		work->item != NULL ? work->item->text : work->delivery->text;
	g_autoptr(TertiusObject) remote =
		work->is_missing ? NULL : read_object(sync, work, text);
	TertiusMergePlan merge;
	TertiusWriteResult result;

	if (text != NULL && !work->is_missing && remote == NULL) {
		sync->has_unread |= text[0] == '\0';
		add_problem(sync, work, _("cannot be read, and is left alone"));
		return TERTIUS_WRITE_DONE;
	}
	merge = decide(sync, work, remote);
	result = carry_out(sync, work, &merge, error);
	if (result == TERTIUS_WRITE_DONE)
		add_outcome(sync, work, merge.acts, remote);
	return result;
}

/* --- All that is new ------------------------------------------------------- */

static const TertiusMergePlan to_create = { .write = TERTIUS_MERGE_CREATE };

static gboolean
is_to_create(const TertiusSync *sync, const TertiusSyncWork *work)
{
	TertiusMergePlan merge;

	if (!work->is_new || work->item != NULL)
		return FALSE;
	merge = decide(sync, work, NULL);
	return merge.write == TERTIUS_MERGE_CREATE;
}

static GPtrArray *
find_to_create(const TertiusSync *sync, const GPtrArray *works)
{
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < works->len; i++) {
		if (is_to_create(sync, works->pdata[i]))
			g_ptr_array_add(found, works->pdata[i]);
	}
	return found;
}

static void
take_created(TertiusSync *sync, TertiusSyncWork *work,
             const TertiusCollectionNew *object)
{
	if (!object->is_done)
		return;
	agree(sync, work, object->text, object->etag);
	sync->n_written++;
	work->is_settled = TRUE;
}

void
tertius_sync_create(TertiusSync *sync, const GPtrArray *works)
{
	g_autoptr(GPtrArray) found = find_to_create(sync, works);
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	g_autofree TertiusCollectionNew *objects =
		g_new0(TertiusCollectionNew, found->len + 1);

	if (sync->collection->create == NULL ||
	    found->len < TERTIUS_SYNC_TOGETHER_MIN)
		return;
	for (guint i = 0; i < found->len; i++) {
		const TertiusSyncWork *work = found->pdata[i];

		g_ptr_array_add(texts, compose(work, &to_create, NULL));
		objects[i].href = work->delivery->href;
		objects[i].text = texts->pdata[i];
	}
	sync->collection->create(sync->collection, objects, found->len);
	for (guint i = 0; i < found->len; i++) {
		take_created(sync, found->pdata[i], &objects[i]);
		g_free(objects[i].etag);
	}
}

/* --- One ------------------------------------------------------------------- */

gboolean
tertius_sync_settle(TertiusSync *sync, TertiusSyncWork *work, GError **error)
{
	if (work->is_settled)
		return TRUE;
	if (work->item != NULL && work->item->text == NULL) {
		/* It went between the list and now: the next run sees it. */
		tertius_sync_drop_item(work);
		return TRUE;
	}
	for (int i = 0; i < TERTIUS_SYNC_TRIES_MAX; i++) {
		TertiusWriteResult result = settle_once(sync, work, error);

		if (result == TERTIUS_WRITE_FAILED)
			return FALSE;
		if (result == TERTIUS_WRITE_REFUSED)
			add_problem(sync, work, _("is not taken"));
		if (result != TERTIUS_WRITE_CHANGED)
			return TRUE;
		if (!look_again(sync, work, error))
			return FALSE;
	}
	add_problem(sync, work, _("changes all the time: the next run tries"));
	return TRUE;
}
