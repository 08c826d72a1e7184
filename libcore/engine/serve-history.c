/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests that read a mail client's folders: what has just come, and the
 * history, a portion at a time.
 *
 *	list of a folder --unknown, latest first--> file on disk --> taken in
 *	                                       └--> on the server: what the list
 *	                                            tells is taken in, and the
 *	                                            whole is wanted
 */
#include "engine/serve-private.h"

#include "base/blocks.h"
#include "base/error.h"
#include "detect/detector.h"
#include "engine/engine-private.h"
#include "engine/serve.h"
#include "mail/claws.h"

#include <string.h>

/* What is on a server only, and is older than this, is fetched only when more
 * than one person could be meant: a mailbox of decades is not copied to the
 * computer. */
#define RECENT       (365 * G_GINT64_CONSTANT(86400))
#define RECENT_LEAST 2

typedef struct {
	const TertiusServeRequest *request;
	const char *folder;
	const char *files; /* a folder on disk; or NULL */
	gboolean is_sent, is_remote;
	gboolean only_heads; /* nothing is wanted yet */
} Place;

static GArray *
new_rows(void)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(TertiusClawsRow));

	g_array_set_clear_func(rows, (GDestroyNotify) tertius_claws_row_clear);
	return rows;
}

void
tertius_serve_list_clear(TertiusServeList *list)
{
	g_clear_pointer(&list->name, g_free);
	g_clear_pointer(&list->rows, g_array_unref);
	list->at = 0;
}

static gboolean
get_place(const TertiusServeRequest *request, Place *place, GError **error)
{
	*place = (Place){
		.request = request,
		.folder = tertius_serve_need(request, "folder", error),
		.files = tertius_serve_text(request, "files"),
		.is_sent = tertius_serve_boolean(request, "sent"),
		.is_remote = tertius_serve_boolean(request, "remote"),
		.only_heads = tertius_serve_boolean(request, "heads"),
	};
	return place->folder != NULL;
}

/* --- One message --------------------------------------------------------- */

static char *
dup_file(const Place *place, const TertiusClawsRow *row)
{
	char name[16];

	if (place->files == NULL || row->number == 0)
		return NULL;
	g_snprintf(name, sizeof name, "%u", row->number);
	return g_build_filename(place->files, name, NULL);
}

static gboolean
is_on_disk(const Place *place, const TertiusClawsRow *row)
{
	g_autofree char *file = dup_file(place, row);

	return file != NULL && g_file_test(file, G_FILE_TEST_IS_REGULAR);
}

static gboolean
is_known(const Place *place, const TertiusClawsRow *row)
{
	return tertius_ledger_is_known(place->request->engine->ledger,
	                               place->folder, row->key);
}

static gboolean
is_worth_fetching(const Place *place, const TertiusClawsRow *row)
{
	gint64 now = place->request->engine->now;

	return place->is_remote && row->size <= TERTIUS_SERVE_REMOTE_MAX &&
	       (row->date >= now - RECENT || row->people >= RECENT_LEAST);
}

/* The head is known by a name of its own: the whole is not known with it. */
static char *
dup_head_key(const TertiusClawsRow *row)
{
	return g_strconcat(row->key, " head", NULL);
}

static gboolean
has_new_head(const Place *place, const TertiusClawsRow *row)
{
	g_autofree char *key = dup_head_key(row);

	return place->is_remote && row->head != NULL &&
	       !tertius_ledger_is_known(place->request->engine->ledger,
	                                place->folder, key);
}

/* --- A portion ----------------------------------------------------------- */

typedef struct {
	GArray *items;    /* TertiusItem */
	GPtrArray *bytes; /* GBytes */
	GPtrArray *keys;  /* char * */
	gsize size;
} Portion;

/* Takes @bytes and @key. */
static void
add_item(const Place *place, const TertiusClawsRow *row, GBytes *bytes,
         char *key, Portion *portion)
{
	TertiusItem item = {
		.folder = place->folder,
		.key = key,
		.bytes = bytes,
		.is_head = bytes == row->head,
		.received = row->date,
		.is_sent = place->is_sent,
	};

	portion->size += g_bytes_get_size(bytes);
	g_ptr_array_add(portion->bytes, bytes);
	g_ptr_array_add(portion->keys, key);
	g_array_append_val(portion->items, item);
}

static void
add_wanted(TertiusJson *answer, const TertiusClawsRow *row)
{
	tertius_json_open(answer, NULL, '{');
	tertius_json_integer(answer, "number", row->number);
	tertius_json_text(answer, "key", row->key);
	tertius_json_text(answer, "id", row->message_id);
	tertius_json_integer(answer, "date", row->date);
	tertius_json_integer(answer, "people", row->people);
	tertius_json_close(answer);
}

static void
take_row(const Place *place, const TertiusClawsRow *row, Portion *portion,
         TertiusJson *answer)
{
	g_autofree char *file = dup_file(place, row);
	GBytes *bytes = file != NULL ? tertius_claws_read_message(file) : NULL;

	if (bytes != NULL) {
		add_item(place, row, bytes, g_strdup(row->key), portion);
		return;
	}
	if (has_new_head(place, row))
		add_item(place, row, g_bytes_ref(row->head), dup_head_key(row),
		         portion);
	if (!place->only_heads && is_worth_fetching(place, row))
		add_wanted(answer, row);
}

/* Reads on from @from, tells what must be fetched, and returns how far it came;
 * on failure nothing was taken. */
static gboolean
take_portion(const Place *place, GArray *rows, guint *at, guint most,
             TertiusJson *answer, GError **error)
{
	Portion portion = {
		.items = g_array_new(FALSE, FALSE, sizeof(TertiusItem)),
		.bytes = g_ptr_array_new_with_free_func(
			(GDestroyNotify) g_bytes_unref),
		.keys = g_ptr_array_new_with_free_func(g_free),
	};
	guint end = MIN(rows->len, *at + most);
	gboolean done;
	guint i;

	tertius_json_open(answer, "wanted", '[');
	for (i = *at; i < end && portion.size < TERTIUS_SERVE_BYTES_MAX; i++)
		take_row(place, &g_array_index(rows, TertiusClawsRow, i),
		         &portion, answer);
	tertius_json_close(answer);
	done = tertius_engine_take_all(
		place->request->engine,
		(const TertiusItem *) (gpointer) portion.items->data,
		portion.items->len, error);
	tertius_json_integer(answer, "read", portion.items->len);
	tertius_json_integer(answer, "passed", i - *at);
	if (done)
		*at = i;
	g_array_unref(portion.items);
	g_ptr_array_unref(portion.bytes);
	g_ptr_array_unref(portion.keys);
	return done;
}

/* --- History ------------------------------------------------------------- */

/* NULL: there is none yet; the client will make one when it opens the folder,
 * and tell of what is in it. */
static GArray *
read_rows(const Place *place)
{
	const char *list = tertius_serve_text(place->request, "list");
	GArray *rows =
		list != NULL ? tertius_claws_read_list(list, NULL) : NULL;

	if (rows == NULL && !place->is_remote && place->files != NULL)
		rows = tertius_claws_read_folder(place->files, NULL);
	return rows;
}

static gboolean
is_unread(const Place *place, const TertiusClawsRow *row)
{
	if (is_known(place, row))
		return FALSE;
	if (place->only_heads)
		return has_new_head(place, row);
	return !place->is_remote || has_new_head(place, row) ||
	       is_worth_fetching(place, row) || is_on_disk(place, row);
}

/* Leaves what is still to be read. */
static GArray *
dup_unread(const Place *place, GArray *rows)
{
	gint64 since = tertius_serve_integer(place->request, "since");
	GArray *left = new_rows();

	for (guint i = 0; i < rows->len; i++) {
		TertiusClawsRow *row = &g_array_index(rows, TertiusClawsRow, i);

		if (row->date < since || !is_unread(place, row))
			continue;
		g_array_append_val(left, *row);
		*row = (TertiusClawsRow){ .number = 0 };
	}
	return left;
}

/* The list stays from one portion to the next. */
static void
need_list(const Place *place)
{
	TertiusServeList *list = place->request->list;
	g_autofree char *name =
		g_strdup_printf("%" G_GINT64_FORMAT " %d %s",
	                        tertius_serve_integer(place->request, "since"),
	                        place->only_heads, place->folder);
	g_autoptr(GArray) rows = NULL;

	if (g_strcmp0(list->name, name) == 0)
		return;
	tertius_serve_list_clear(list);
	rows = read_rows(place);
	list->rows = rows != NULL ? dup_unread(place, rows) : new_rows();
	list->name = g_steal_pointer(&name);
}

gboolean
tertius_serve_history(const TertiusServeRequest *request, TertiusJson *answer,
                      GError **error)
{
	gint64 most = tertius_serve_integer(request, "most");
	TertiusServeList *list = request->list;
	Place place;

	if (!get_place(request, &place, error))
		return FALSE;
	need_list(&place);
	if (!take_portion(&place, list->rows, &list->at,
	                  (guint) CLAMP(most, 0, TERTIUS_SERVE_PORTION_MAX),
	                  answer, error)) {
		tertius_serve_list_clear(list);
		return FALSE;
	}
	tertius_json_integer(answer, "left", list->rows->len - list->at);
	if (list->at == list->rows->len)
		tertius_serve_list_clear(list);
	return TRUE;
}

/* --- What has just come -------------------------------------------------- */

static void
add_letter(const Place *place, JsonObject *letter, GArray *rows)
{
	TertiusClawsRow row = {
		.number = (guint) CLAMP(
			tertius_serve_member_integer(letter, "number"), 0,
			G_MAXINT32),
		.size = tertius_serve_member_integer(letter, "size"),
		.date = tertius_serve_member_integer(letter, "date"),
	};
	const TertiusClawsHead head = {
		.from = tertius_serve_member_text(letter, "from"),
		.to = tertius_serve_member_text(letter, "to"),
		.cc = tertius_serve_member_text(letter, "cc"),
		.subject = tertius_serve_member_text(letter, "subject"),
		.date = tertius_serve_member_text(letter, "dated"),
		.message_id = tertius_serve_member_text(letter, "id"),
		.in_reply_to = tertius_serve_member_text(letter, "in_reply_to"),
		.references = tertius_serve_member_text(letter, "references"),
	};

	tertius_claws_row_set_head(&row, &head);
	row.message_id = g_strdup(head.message_id);
	row.key = tertius_claws_dup_key(
		row.message_id, tertius_serve_member_text(letter, "head"),
		row.size, row.date);
	if (!is_known(place, &row)) {
		g_array_append_val(rows, row);
		return;
	}
	/* Read before it arrived, as a part of the folder's history. */
	tertius_serve_note_sent(place->request, row.message_id);
	tertius_claws_row_clear(&row);
}

static GArray *
read_letters(const Place *place, GError **error)
{
	JsonNode *node =
		json_object_get_member(place->request->object, "letters");
	JsonArray *letters = node != NULL && JSON_NODE_HOLDS_ARRAY(node)
	                             ? json_node_get_array(node)
	                             : NULL;
	GArray *rows;

	if (letters == NULL ||
	    json_array_get_length(letters) > TERTIUS_SERVE_KEYS_MAX) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "the request has no 'letters', or more than %d",
		            TERTIUS_SERVE_KEYS_MAX);
		return NULL;
	}
	rows = new_rows();
	for (guint i = 0; i < json_array_get_length(letters); i++) {
		JsonNode *one = json_array_get_element(letters, i);

		if (JSON_NODE_HOLDS_OBJECT(one))
			add_letter(place, json_node_get_object(one), rows);
	}
	return rows;
}

gboolean
tertius_serve_arrived(const TertiusServeRequest *request, TertiusJson *answer,
                      GError **error)
{
	g_autoptr(GArray) rows = NULL;
	guint at = 0;
	Place place;

	if (!get_place(request, &place, error))
		return FALSE;
	rows = read_letters(&place, error);
	if (rows == NULL ||
	    !take_portion(&place, rows, &at, rows->len, answer, error))
		return FALSE;
	for (guint i = 0; i < at; i++)
		tertius_serve_note_sent(
			request,
			g_array_index(rows, TertiusClawsRow, i).message_id);
	/* What was too much for one portion is asked about again. */
	tertius_json_integer(answer, "left", rows->len - at);
	return TRUE;
}

/* --- Where a message lies ------------------------------------------------ */

static gboolean
find_in(JsonObject *place, const char *message_id, TertiusJson *answer)
{
	const char *list = tertius_serve_member_text(place, "list");
	g_autoptr(GArray) rows =
		list != NULL ? tertius_claws_read_list(list, NULL) : NULL;

	for (guint i = 0; rows != NULL && i < rows->len; i++) {
		const TertiusClawsRow *row =
			&g_array_index(rows, TertiusClawsRow, i);

		if (g_strcmp0(row->message_id, message_id) != 0)
			continue;
		tertius_json_text(answer, "folder",
		                  tertius_serve_member_text(place, "folder"));
		tertius_json_integer(answer, "number", row->number);
		return TRUE;
	}
	return FALSE;
}

gboolean
tertius_serve_where(const TertiusServeRequest *request, TertiusJson *answer,
                    GError **error)
{
	const char *id = tertius_serve_need(request, "message_id", error);
	JsonNode *node = json_object_get_member(request->object, "places");
	JsonArray *places = node != NULL && JSON_NODE_HOLDS_ARRAY(node)
	                            ? json_node_get_array(node)
	                            : NULL;

	if (id == NULL)
		return FALSE;
	for (guint i = 0; places != NULL && i < json_array_get_length(places);
	     i++) {
		JsonNode *one = json_array_get_element(places, i);

		if (JSON_NODE_HOLDS_OBJECT(one) &&
		    find_in(json_node_get_object(one), id, answer))
			return TRUE;
	}
	tertius_json_null(answer, "folder");
	return TRUE;
}

/* --- How far a folder is known ------------------------------------------- */

/* In the ledger, of a folder: "EDITION UPTO DIGEST". */
#define CURSOR "cursor "

static gboolean
keep_cursor(const TertiusServeRequest *request, const char *key,
            const char *digest, GError **error)
{
	g_autofree char *value = g_strdup_printf(
		"%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s",
		tertius_detector_edition(),
		tertius_serve_integer(request, "until"), digest);

	if (strlen(digest) >= TERTIUS_BLOCKS_TEXT_MAX ||
	    strpbrk(digest, " \n") != NULL) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "the digest is longer than %d, or no word",
		            TERTIUS_BLOCKS_TEXT_MAX - 1);
		return FALSE;
	}
	return tertius_ledger_note(request->engine->ledger, key, value, error);
}

/* What another edition has read is read anew. */
static void
tell_cursor(const char *value, TertiusJson *answer)
{
	g_auto(GStrv) parts = g_strsplit(value != NULL ? value : "", " ", 3);

	if (g_strv_length(parts) < 3 ||
	    g_ascii_strtoll(parts[0], NULL, 10) != tertius_detector_edition())
		return;
	tertius_json_integer(answer, "until",
	                     g_ascii_strtoll(parts[1], NULL, 10));
	tertius_json_text(answer, "digest", parts[2]);
}

gboolean
tertius_serve_cursor(const TertiusServeRequest *request, TertiusJson *answer,
                     GError **error)
{
	const char *folder = tertius_serve_need(request, "folder", error);
	const char *digest = tertius_serve_text(request, "digest");
	g_autofree char *key = NULL;
	g_autofree char *value = NULL;

	if (folder == NULL)
		return FALSE;
	key = g_strconcat(CURSOR, folder, NULL);
	if (digest != NULL)
		return keep_cursor(request, key, digest, error);
	value = tertius_ledger_recall(request->engine->ledger, key);
	tell_cursor(value, answer);
	return TRUE;
}
