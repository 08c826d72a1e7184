/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For tests of the sync: a calendar in memory, in which others can write, and a
 * computer that syncs reminders with it.
 */
#pragma once

#include "base/error.h"
#include "calendar/sync.h"
#include "tertius-ical.h"

#define SHELF_DUE G_GINT64_CONSTANT(1795507200) /* 2026-11-24 08:00 UTC */

typedef struct _Shelf {
	TertiusCollection base;
	GHashTable *texts;    /* by href */
	GHashTable *versions; /* of each href, also of what is gone */
	guint version;
	GHashTable *elsewhere; /* UIDs that lie in another calendar */
	guint n_puts;          /* tried */
	guint n_creates_done;  /* so many of a create are told to be done */
	gboolean is_down;      /* nothing can be listed */
	gboolean is_locked;    /* what is there cannot be read */
	/* What somebody else does just before each put. */
	void (*meanwhile)(struct _Shelf *shelf, const char *href);
} Shelf;

static inline void
shelf_write(Shelf *shelf, const char *href, const char *text)
{
	guint version = ++shelf->version;

	if (text != NULL)
		g_hash_table_insert(shelf->texts, g_strdup(href),
		                    g_strdup(text));
	else
		g_hash_table_remove(shelf->texts, href);
	g_hash_table_insert(shelf->versions, g_strdup(href),
	                    GUINT_TO_POINTER(version));
}

static inline const char *
shelf_read(const Shelf *shelf, const char *href)
{
	return g_hash_table_lookup(shelf->texts, href);
}

/* Puts @text in place of the line that begins with @name, or before the end. */
static inline void
shelf_edit(Shelf *shelf, const char *href, const char *name, const char *text)
{
	const char *old = shelf_read(shelf, href);
	g_autofree char *find = g_strdup_printf("\n%s[:;][^\r\n]*", name);
	g_autofree char *line = g_strdup_printf("\n%s:%s", name, text);
	g_autofree char *more =
		g_strdup_printf("%s:%s\r\nBEGIN:VALARM", name, text);
	g_autoptr(GRegex) has = g_regex_new(find, 0, 0, NULL);
	g_autoptr(GRegex) alarm = g_regex_new("BEGIN:VALARM", 0, 0, NULL);
	gboolean is_there = g_regex_match(has, old, 0, NULL);
	g_autofree char *edited =
		g_regex_replace_literal(is_there ? has : alarm, old, -1, 0,
	                                is_there ? line : more, 0, NULL);

	shelf_write(shelf, href, edited);
}

static inline char *
shelf_etag(const Shelf *shelf, const char *href)
{
	guint version =
		GPOINTER_TO_UINT(g_hash_table_lookup(shelf->versions, href));

	return shelf_read(shelf, href) != NULL
	               ? g_strdup_printf("\"%u\"", version)
	               : NULL;
}

static inline gboolean
shelf_list(TertiusCollection *base, char **token, GPtrArray *items,
           gboolean *is_all, GError **error)
{
	Shelf *shelf = (Shelf *) base;
	guint since = *token != NULL ? (guint) strtoul(*token, NULL, 10) : 0;
	GHashTableIter iter;
	gpointer href;
	gpointer version;

	if (shelf->is_down) {
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_UNREACHABLE, "down");
		return FALSE;
	}
	*is_all = *token == NULL;
	g_hash_table_iter_init(&iter, shelf->versions);
	while (g_hash_table_iter_next(&iter, &href, &version)) {
		g_autofree char *etag = shelf_etag(shelf, href);

		if (GPOINTER_TO_UINT(version) > since &&
		    (etag != NULL || !*is_all))
			g_ptr_array_add(
				items, tertius_collection_item_new(href, etag));
	}
	g_free(*token);
	*token = g_strdup_printf("%u", shelf->version);
	return TRUE;
}

static inline gboolean
shelf_fetch(TertiusCollection *base, GPtrArray *items, GError **error)
{
	Shelf *shelf = (Shelf *) base;

	(void) error;
	for (guint i = 0; i < items->len; i++) {
		TertiusCollectionItem *item = items->pdata[i];

		g_free(item->etag);
		g_free(item->text);
		item->etag = shelf_etag(shelf, item->href);
		item->text = g_strdup(item->etag != NULL && shelf->is_locked
		                              ? ""
		                              : shelf_read(shelf, item->href));
	}
	return TRUE;
}

static inline TertiusWriteResult
shelf_put(TertiusCollection *base, const char *href, const char *etag,
          const char *text, char **new_etag, GError **error)
{
	Shelf *shelf = (Shelf *) base;
	g_autofree char *known = NULL;

	(void) error;
	shelf->n_puts++;
	if (shelf->meanwhile != NULL)
		shelf->meanwhile(shelf, href);
	known = shelf_etag(shelf, href);
	if (g_strcmp0(known, etag) != 0)
		return TERTIUS_WRITE_CHANGED;
	if (etag == NULL)
		assert_clean(text);
	shelf_write(shelf, href, text);
	*new_etag = shelf_etag(shelf, href);
	return TERTIUS_WRITE_DONE;
}

static inline TertiusWriteResult
shelf_remove(TertiusCollection *base, const char *href, const char *etag,
             GError **error)
{
	Shelf *shelf = (Shelf *) base;
	g_autofree char *known = shelf_etag(shelf, href);

	(void) error;
	if (known != NULL && etag != NULL && strcmp(known, etag) != 0)
		return TERTIUS_WRITE_CHANGED;
	if (known != NULL)
		shelf_write(shelf, href, NULL);
	return TERTIUS_WRITE_DONE;
}

/* Stores one more than it tells: the line was cut before the answer. */
static inline void
shelf_create(TertiusCollection *base, TertiusCollectionNew *objects, guint n)
{
	Shelf *shelf = (Shelf *) base;

	for (guint i = 0; i < n && i <= shelf->n_creates_done; i++) {
		if (shelf_read(shelf, objects[i].href) != NULL)
			continue;
		assert_clean(objects[i].text);
		shelf_write(shelf, objects[i].href, objects[i].text);
		objects[i].is_done = i < shelf->n_creates_done;
		if (objects[i].is_done)
			objects[i].etag = shelf_etag(shelf, objects[i].href);
	}
}

static inline gboolean
shelf_is_elsewhere(TertiusCollection *base, const char *uid, gboolean *found,
                   GError **error)
{
	Shelf *shelf = (Shelf *) base;

	(void) error;
	*found = g_hash_table_contains(shelf->elsewhere, uid);
	return TRUE;
}

static inline void
shelf_free(TertiusCollection *base)
{
	Shelf *shelf = (Shelf *) base;

	g_hash_table_unref(shelf->texts);
	g_hash_table_unref(shelf->versions);
	g_hash_table_unref(shelf->elsewhere);
	g_free(shelf);
}

static inline Shelf *
shelf_new(void)
{
	Shelf *shelf = g_new0(Shelf, 1);

	shelf->base = (TertiusCollection){ .list = shelf_list,
		                           .fetch = shelf_fetch,
		                           .put = shelf_put,
		                           .remove = shelf_remove,
		                           .create = shelf_create,
		                           .is_elsewhere = shelf_is_elsewhere,
		                           .free = shelf_free };
	shelf->texts =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	shelf->versions =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	shelf->elsewhere = g_hash_table_new(g_str_hash, g_str_equal);
	shelf->n_creates_done = G_MAXUINT - 1;
	return shelf;
}

/* --- A computer ----------------------------------------------------------- */

typedef struct {
	TertiusSync sync;
	GPtrArray *reminders; /* called "0", "1", … */
	GArray *wishes;
	char *error; /* of the last run; or NULL */
} Computer;

static inline Computer *
computer_new(Shelf *shelf, guint n)
{
	Computer *computer = g_new0(Computer, 1);

	computer->sync = (TertiusSync){
		.collection = &shelf->base,
		.name = "shelf",
		.local = g_time_zone_new_identifier("Europe/Berlin"),
		.deliveries = tertius_deliveries_new(),
		.outcomes = tertius_sync_outcomes_new(),
		.problems = g_ptr_array_new_with_free_func(g_free),
	};
	computer->reminders = tertius_reminders_new();
	computer->wishes = g_array_new(FALSE, TRUE, sizeof(TertiusSyncWish));
	for (guint i = 0; i < n; i++) {
		g_autofree char *key = g_strdup_printf("%u", i);
		TertiusReminder *reminder = make_reminder(
			TERTIUS_REMINDER_THANK, key, key, SHELF_DUE);
		TertiusSyncWish wish = { .reminder = reminder,
			                 .stamp = {
						 .stamp = SHELF_DUE - 86400,
						 .created = SHELF_DUE - 86400,
					 } };

		g_ptr_array_add(computer->reminders, reminder);
		g_array_append_val(computer->wishes, wish);
	}
	return computer;
}

static inline void
computer_free(Computer *computer)
{
	g_time_zone_unref(computer->sync.local);
	g_ptr_array_unref(computer->sync.deliveries);
	g_ptr_array_unref(computer->sync.outcomes);
	g_ptr_array_unref(computer->sync.problems);
	g_free(computer->sync.token);
	g_ptr_array_unref(computer->reminders);
	g_array_unref(computer->wishes);
	g_free(computer->error);
	g_free(computer);
}

static inline TertiusReminder *
get_reminder(const Computer *computer, guint i)
{
	return computer->reminders->pdata[i];
}

static inline TertiusSyncWish *
get_wish(const Computer *computer, guint i)
{
	return &g_array_index(computer->wishes, TertiusSyncWish, i);
}

/* The name of the reminder's first object. */
static inline char *
dup_href(const Computer *computer, guint i)
{
	return g_strconcat(get_reminder(computer, i)->uid, ".ics", NULL);
}

/* What is known of the reminder's object in the calendar. */
static inline TertiusDelivery *
find_delivery(const Computer *computer, guint i)
{
	for (guint j = 0; j < computer->sync.deliveries->len; j++) {
		TertiusDelivery *delivery = computer->sync.deliveries->pdata[j];

		if (strcmp(delivery->reminder, get_reminder(computer, i)->id) ==
		    0)
			return delivery;
	}
	g_assert_not_reached();
}

/* As the engine takes it over. */
static inline void
take_outcome(const Computer *computer, const TertiusSyncOutcome *outcome)
{
	for (guint i = 0; i < computer->reminders->len; i++) {
		TertiusReminder *reminder = get_reminder(computer, i);

		if (strcmp(reminder->id, outcome->reminder) != 0)
			continue;
		if ((outcome->acts & TERTIUS_MERGE_MOVED) != 0)
			reminder->due = outcome->start;
		if ((outcome->acts & TERTIUS_MERGE_DONE) != 0)
			reminder->state = TERTIUS_REMINDER_DONE;
		if ((outcome->acts & TERTIUS_MERGE_DROPPED) != 0)
			reminder->state = TERTIUS_REMINDER_DROPPED;
		if ((outcome->acts & TERTIUS_MERGE_REOPENED) != 0)
			reminder->state = TERTIUS_REMINDER_WAITING;
	}
}

/* The acts of all outcomes together; G_MAXUINT: it failed. */
static inline guint
run_sync(Computer *computer)
{
	g_autoptr(GError) error = NULL;
	guint acts = 0;

	g_clear_pointer(&computer->error, g_free);
	g_ptr_array_set_size(computer->sync.outcomes, 0);
	g_ptr_array_set_size(computer->sync.problems, 0);
	if (!tertius_sync_run(&computer->sync, computer->wishes, &error)) {
		computer->error = g_strdup(error->message);
		return G_MAXUINT;
	}
	for (guint i = 0; i < computer->sync.outcomes->len; i++) {
		const TertiusSyncOutcome *outcome =
			computer->sync.outcomes->pdata[i];

		take_outcome(computer, outcome);
		acts |= outcome->acts;
	}
	for (guint i = 0; i < computer->wishes->len; i++)
		get_wish(computer, i)->is_command = FALSE;
	return acts;
}

/* Something new about it at @moment: said by the user, or not. */
static inline void
change(Computer *computer, guint i, gint64 moment, gboolean is_command)
{
	TertiusSyncWish *wish = get_wish(computer, i);

	wish->stamp.stamp = moment;
	wish->stamp.sequence++;
	wish->is_command = is_command;
}

static inline void
set_state(Computer *computer, guint i, TertiusReminderState state)
{
	TertiusReminder *reminder = get_reminder(computer, i);

	reminder->state = state;
	reminder->closed =
		tertius_reminder_is_open(reminder) ? 0 : SHELF_DUE - 3600;
}
