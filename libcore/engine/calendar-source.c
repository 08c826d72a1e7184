/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The calendars of a CalDAV account as a place to scan. Read only: nothing but
 * PROPFIND and REPORT is sent.
 */
#include "engine/calendar-private.h"
#include "engine/engine-private.h"

#include "base/error.h"

#include <string.h>

typedef struct {
	TertiusCalendarAccount account;
	const TertiusSourceOptions *options;
	GPtrArray *calendars; /* TertiusCalendar */
	guint next;           /* of calendars */
	char *folder;         /* name of the one that is being read */
	TertiusCollection *collection;
	GPtrArray *items; /* TertiusCollectionItem: unknown ones of it */
	guint fetched;    /* how many of them have their text */
	guint at;         /* of items */
	gboolean is_told; /* that all of it was listed */
	TertiusItem item;
	char *key;
	TertiusSourceProgress done;
} Source;

static void
close_calendar(Source *source)
{
	g_clear_pointer(&source->items, g_ptr_array_unref);
	g_clear_pointer(&source->collection, tertius_collection_free);
	g_clear_pointer(&source->folder, g_free);
	source->fetched = source->at = 0;
	source->is_told = FALSE;
}

/* An object and its version: what was changed is read again. */
static char *
dup_key(const TertiusCollectionItem *item)
{
	return g_strdup_printf("%s %s", item->href, item->etag);
}

static void
tell_what_lies_there(const Source *source)
{
	const TertiusSourceOptions *options = source->options;

	for (guint i = 0; options->lies != NULL && i < source->items->len;
	     i++) {
		const TertiusCollectionItem *item = source->items->pdata[i];

		options->lies(source->folder, item->href, options->data);
	}
}

static void
leave_out_known(Source *source)
{
	const TertiusSourceOptions *options = source->options;

	for (guint i = source->items->len; i > 0; i--) {
		g_autofree char *key = dup_key(source->items->pdata[i - 1]);

		if (options->is_known != NULL &&
		    options->is_known(source->folder, key, options->data))
			g_ptr_array_remove_index(source->items, i - 1);
	}
}

static gboolean
open_calendar(Source *source, GError **error)
{
	const TertiusCalendar *calendar =
		source->calendars->pdata[source->next++];
	TertiusHttpAccount account = source->account.http;
	g_autofree char *token = NULL;
	gboolean is_all;

	tertius_source_tell_wait(source->options, 0);
	account.url = calendar->url;
	source->folder = g_strdup(calendar->url);
	source->collection = tertius_caldav_open_known(&account, FALSE, error);
	source->items = tertius_collection_items_new();
	if (source->collection == NULL ||
	    !source->collection->list(source->collection, &token, source->items,
	                              &is_all, error))
		return FALSE;
	source->done.items += source->items->len;
	source->is_told = !is_all;
	tell_what_lies_there(source);
	leave_out_known(source);
	source->done.items_done =
		source->done.items - (guint64) source->items->len;
	return TRUE;
}

static gboolean
fetch_more(Source *source, GError **error)
{
	g_autoptr(GPtrArray) batch = g_ptr_array_new();

	while (source->fetched < source->items->len &&
	       batch->len < TERTIUS_CALDAV_BATCH)
		g_ptr_array_add(batch, source->items->pdata[source->fetched++]);
	tertius_source_tell_wait(source->options, 0);
	return source->collection->fetch(source->collection, batch, error);
}

/* NULL: it went meanwhile, or cannot be read for now. */
static const TertiusItem *
hand_out(Source *source)
{
	TertiusCollectionItem *item = source->items->pdata[source->at++];
	char *text;

	source->done.items_done++;
	if (item->text == NULL || item->text[0] == '\0' || item->etag == NULL)
		return NULL;
	g_free(source->key);
	source->key = dup_key(item);
	text = g_steal_pointer(&item->text);
	g_clear_pointer(&source->item.bytes, g_bytes_unref);
	source->item = (TertiusItem){
		.folder = source->folder,
		.key = source->key,
		.bytes = g_bytes_new_take(text, strlen(text)),
		.is_calendar = TRUE,
		.name = item->href,
	};
	return &source->item;
}

static const TertiusItem *
hand_out_end(Source *source)
{
	source->is_told = TRUE;
	g_clear_pointer(&source->item.bytes, g_bytes_unref);
	source->item = (TertiusItem){
		.folder = source->folder,
		.key = "",
		.is_calendar = TRUE,
	};
	return &source->item;
}

/* One step: FALSE with an error, or without one after the last calendar. */
static gboolean
step_on(Source *source, const TertiusItem **item, GError **error)
{
	if (source->items == NULL)
		return source->next < source->calendars->len &&
		       open_calendar(source, error);
	if (source->at == source->items->len && !source->is_told) {
		*item = hand_out_end(source);
		return TRUE;
	}
	if (source->at == source->items->len) {
		close_calendar(source);
		source->done.folders_done++;
		return TRUE;
	}
	if (source->at == source->fetched)
		return fetch_more(source, error);
	*item = hand_out(source);
	return TRUE;
}

static const TertiusItem *
source_next(gpointer self, GError **error)
{
	Source *source = self;
	const TertiusItem *item = NULL;

	while (item == NULL) {
		if (g_cancellable_set_error_if_cancelled(
			    source->options->cancellable, error))
			return NULL;
		if (!step_on(source, &item, error))
			return NULL;
	}
	return item;
}

static void
source_progress(gpointer self, TertiusSourceProgress *progress)
{
	const Source *source = self;

	*progress = source->done;
}

static void
source_free(gpointer self)
{
	Source *source = self;

	close_calendar(source);
	g_clear_pointer(&source->item.bytes, g_bytes_unref);
	g_clear_pointer(&source->calendars, g_ptr_array_unref);
	tertius_calendar_account_clear(&source->account);
	g_free(source->key);
	g_free(source);
}

static const TertiusSourceClass source_class = {
	.next = source_next,
	.progress = source_progress,
	.free = source_free,
};

/* The address of a calendar as the person wrote it, or of a server. */
TertiusSource *
tertius_calendar_source_open(TertiusEngine *engine, const char *place,
                             const TertiusSourceOptions *options,
                             GError **error)
{
	const TertiusCalendarOptions asked = {
		.password_command = options->password_command,
		.ca_file = options->ca_file,
		.ask_password = options->ask_password,
		.data = options->data,
		.cancellable = options->cancellable,
	};
	Source *self = g_new0(Source, 1);
	g_autoptr(TertiusSource) source =
		tertius_source_new(&source_class, self);

	self->options = options;
	if (!tertius_calendar_account_open(engine, place, &asked,
	                                   &self->account, error))
		return NULL;
	self->calendars = tertius_caldav_find(&self->account.http, error);
	if (self->calendars == NULL)
		return NULL;
	self->done.folders = self->calendars->len;
	return g_steal_pointer(&source);
}
