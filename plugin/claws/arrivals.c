/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mail on its way from the client's folders to the engine: what has just come,
 * then the history, newest first.
 *
 *	folder --list keys--> which are unknown? --> wanted --one a tick--> take
 *
 * Hooks only push. A tick does one small thing: it lists one folder, or it
 * fetches one message.
 */
#include "claws/host.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <inc.h>
#include <main.h>
#include <mainwindow.h>
#include <prefs_common.h>
#include <remotefolder.h>

/* Between two ticks while there is work; the user's events go before. */
#define TICK_MILLISECONDS 10
/* Messages on their way to the engine, so that what a click asks waits for few
 * of them. */
#define TAKES_MAX         4
/* Keys of one question; serve takes 2000. */
#define KEYS_MAX          500
/* What is longer is cut: words stand at the beginning, attachments after. */
#define BYTES_MAX         ((gsize) 2 << 20)
/* Of a message that must be fetched from a server. */
#define REMOTE_BYTES_MAX  ((goffset) 256 << 10)
#define QUEUE_HEADERS_MAX ((gsize) 16 << 10)
#define KEY_MAX           800
#define PROGRESS_STEP     50

typedef struct {
	char *folder; /* its identifier */
	char *key;
	guint number;
	gint64 date;
	gboolean is_sent;
} Letter;

static struct {
	GQueue folders;        /* char *: identifiers to look over */
	GQueue wanted;         /* Letter */
	GHashTable *questions; /* Question, on their way */
	guint takes, tick, done, told;
	gboolean is_busy, is_paused;
} arrivals;

static void plan_tick(void);

static void
free_letter(gpointer data)
{
	Letter *letter = data;

	g_free(letter->folder);
	g_free(letter->key);
	g_free(letter);
}

/* --- Which mail ---------------------------------------------------------- */

gboolean
tertius_arrivals_is_for_us(FolderItem *item)
{
	static const SpecialFolderItemType not_for_us[] = { F_TRASH, F_DRAFT,
		                                            F_QUEUE };

	if (item == NULL || item->path == NULL || item->folder == NULL ||
	    item->no_select || item->processing_pending ||
	    FOLDER_TYPE(item->folder) == F_NEWS ||
	    FOLDER_TYPE(item->folder) == F_UNKNOWN ||
	    !tertius_choices_allow(item))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(not_for_us); i++) {
		if (folder_has_parent_of_type(item, not_for_us[i]))
			return FALSE;
	}
	return TRUE;
}

/* Whether listing the folder costs neither network nor filtering. */
static gboolean
is_listed(FolderItem *item)
{
	g_autofree char *path = NULL;
	g_autofree char *cache = NULL;

	if (item->cache != NULL)
		return TRUE;
	path = folder_item_get_path(item);
	if (path == NULL)
		return FALSE;
	cache = g_build_filename(path, ".claws_cache", NULL);
	return g_file_test(cache, G_FILE_TEST_EXISTS);
}

static gboolean
is_remote(FolderItem *item)
{
	return FOLDER_TYPE(item->folder) == F_IMAP;
}

/* No password is asked for, no connection made for us. */
static gboolean
may_fetch(FolderItem *item, const MsgInfo *message)
{
	if (!is_remote(item))
		return TRUE;
	return !prefs_common_get_prefs()->work_offline &&
	       ((RemoteFolder *) item->folder)->session != NULL &&
	       message->size <= REMOTE_BYTES_MAX;
}

/* The same for the same bytes, also in another place of the folder. */
static char *
dup_key(const MsgInfo *message)
{
	g_autofree char *key = g_strdup_printf(
		"%s %" G_GOFFSET_FORMAT " %" G_GINT64_FORMAT,
		message->msgid != NULL ? message->msgid : "",
		(goffset) message->size, (gint64) message->date_t);

	if (message->msgid != NULL && strlen(key) <= KEY_MAX &&
	    g_utf8_validate(key, -1, NULL))
		return g_steal_pointer(&key);
	if (message->msgid == NULL) {
		g_free(key);
		key = g_strdup_printf(
			"%s %s %" G_GINT64_FORMAT,
			message->from != NULL ? message->from : "",
			message->subject != NULL ? message->subject : "",
			(gint64) message->date_t);
	}
	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);
}

static Letter *
new_letter(const char *folder, MsgInfo *message)
{
	Letter *letter = g_new0(Letter, 1);

	letter->folder = g_strdup(folder);
	letter->key = dup_key(message);
	letter->number = message->msgnum;
	letter->date = (gint64) message->date_t;
	letter->is_sent = folder_has_parent_of_type(message->folder, F_OUTBOX);
	return letter;
}

/* --- Listing a folder ---------------------------------------------------- */

/* A question to the engine: which of these are unknown. */
typedef struct {
	GHashTable *letters; /* key -> Letter, both the letter's */
} Question;

static void
free_question(gpointer data)
{
	Question *question = data;

	g_hash_table_unref(question->letters);
	g_free(question);
}

static int
compare_dates(gconstpointer a, gconstpointer b)
{
	const Letter *first = *(const Letter *const *) a;
	const Letter *second = *(const Letter *const *) b;

	return (first->date < second->date) - (first->date > second->date);
}

/* Keys come back in the order in which they were asked: newest first. */
static void
on_unknown(JsonObject *answer, const GError *error, gpointer data)
{
	Question *question = data;
	JsonArray *keys =
		error == NULL && json_object_has_member(answer, "keys")
			? json_object_get_array_member(answer, "keys")
			: NULL;
	guint n = keys != NULL ? json_array_get_length(keys) : 0;

	for (guint i = 0; i < n; i++) {
		const char *key = json_array_get_string_element(keys, i);
		Letter *letter = NULL;

		if (key != NULL &&
		    g_hash_table_steal_extended(question->letters, key, NULL,
		                                (gpointer *) &letter))
			g_queue_push_tail(&arrivals.wanted, letter);
	}
	(void) g_hash_table_remove(arrivals.questions, question);
	plan_tick();
}

static void
ask_unknown(const char *folder, GPtrArray *letters, guint from)
{
	TertiusJson *request = tertius_client_request("unknown");
	Question *question = g_new0(Question, 1);

	question->letters = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
	                                          free_letter);
	g_hash_table_add(arrivals.questions, question);
	tertius_json_text(request, "folder", folder);
	tertius_json_open(request, "keys", '[');
	for (guint i = from; i < MIN(letters->len, from + KEYS_MAX); i++) {
		Letter *letter = letters->pdata[i];

		tertius_json_text(request, NULL, letter->key);
		(void) g_hash_table_replace(question->letters, letter->key,
		                            letter);
	}
	tertius_json_close(request);
	tertius_client_ask(tertius_host_get_client(), request, NULL, on_unknown,
	                   question);
}

static void
list_folder(const char *identifier)
{
	FolderItem *item = folder_find_item_from_identifier(identifier);
	g_autoptr(GPtrArray) letters = g_ptr_array_new();
	GSList *messages;

	if (item == NULL || !tertius_arrivals_is_for_us(item))
		return;
	/* Told of in the middle of the client's own reading. */
	if (item->scanning != ITEM_NOT_SCANNING) {
		g_queue_push_tail(&arrivals.folders, g_strdup(identifier));
		return;
	}
	if (!is_listed(item))
		return;
	messages = folder_item_get_msg_list(item);
	for (GSList *i = messages; i != NULL; i = i->next)
		g_ptr_array_add(letters, new_letter(identifier, i->data));
	procmsg_msg_list_free(messages);
	g_ptr_array_sort(letters, compare_dates);
	for (guint from = 0; from < letters->len; from += KEYS_MAX)
		ask_unknown(identifier, letters, from);
}

/* --- Fetching a message -------------------------------------------------- */

/* Before what was sent stands how Claws Mail sent it. */
static gsize
skip_queue_headers(const char *text, gsize length)
{
	static const char end[] = "\nX-Claws-End-Special-Headers: 1\n";
	const char *found = g_strstr_len(
		text, (gssize) MIN(length, QUEUE_HEADERS_MAX), end);
	const char *body = g_strstr_len(
		text, (gssize) MIN(length, QUEUE_HEADERS_MAX), "\n\n");

	if (found == NULL || (body != NULL && body < found))
		return 0;
	return (gsize) (found - text) + sizeof(end) - 1;
}

static GBytes *
read_file(const char *path)
{
	g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
	const char *text =
		file != NULL ? g_mapped_file_get_contents(file) : NULL;
	gsize length = file != NULL ? g_mapped_file_get_length(file) : 0;
	gsize skipped;

	if (text == NULL || length == 0)
		return NULL;
	skipped = skip_queue_headers(text, length);
	return g_bytes_new(text + skipped, MIN(length - skipped, BYTES_MAX));
}

static void
on_taken(JsonObject *answer, const GError *error, gpointer data)
{
	(void) data;
	(void) answer;
	if (arrivals.takes > 0)
		arrivals.takes--;
	arrivals.done++;
	if (error == NULL && g_queue_is_empty(&arrivals.wanted))
		tertius_host_changed();
	plan_tick();
}

static void
send_letter(const Letter *letter, GBytes *bytes)
{
	TertiusJson *request = tertius_client_request("take");

	tertius_json_text(request, "folder", letter->folder);
	tertius_json_text(request, "key", letter->key);
	tertius_json_integer(request, "received", letter->date);
	tertius_json_boolean(request, "sent", letter->is_sent);
	arrivals.takes++;
	tertius_client_ask(tertius_host_get_client(), request, bytes, on_taken,
	                   &arrivals);
}

/* The main loop may run in here, and everything may be other afterwards. */
static void
fetch(const Letter *letter)
{
	FolderItem *item = folder_find_item_from_identifier(letter->folder);
	MsgInfo *message =
		item != NULL && item->scanning == ITEM_NOT_SCANNING
			? folder_item_get_msginfo(item, (gint) letter->number)
			: NULL;
	g_autofree char *key = message != NULL ? dup_key(message) : NULL;
	g_autofree char *path = NULL;
	g_autoptr(GBytes) bytes = NULL;

	if (message == NULL)
		return;
	if (strcmp(key, letter->key) == 0 && may_fetch(item, message) &&
	    !MSG_IS_ENCRYPTED(message->flags))
		path = procmsg_get_message_file(message);
	procmsg_msginfo_free(&message);
	if (path != NULL && tertius_host_get_client() != NULL)
		bytes = read_file(path);
	if (bytes != NULL)
		send_letter(letter, bytes);
}

/* --- Ticks --------------------------------------------------------------- */

static GtkStatusbar *
get_status_bar(void)
{
	MainWindow *window = mainwindow_get_mainwindow();

	return window != NULL && window->statusbar != NULL
	               ? GTK_STATUSBAR(window->statusbar)
	               : NULL;
}

static void
tell_progress(void)
{
	GtkStatusbar *bar = get_status_bar();
	guint left = g_queue_get_length(&arrivals.wanted);
	g_autofree char *text = NULL;
	guint context;

	if (bar == NULL || claws_is_exiting())
		return;
	context = gtk_statusbar_get_context_id(bar, "Tertius");
	gtk_statusbar_remove_all(bar, context);
	if (left < PROGRESS_STEP || arrivals.is_paused)
		return;
	text = g_strdup_printf(_("Tertius reads: %u messages to go"), left);
	gtk_statusbar_push(bar, context, text);
}

static gboolean
is_client_busy(void)
{
	return inc_is_active() || procmsg_is_sending() || gtk_events_pending();
}

static void
do_one(void)
{
	char *folder = g_queue_pop_head(&arrivals.folders);
	Letter *letter;

	if (folder != NULL) {
		list_folder(folder);
		g_free(folder);
		return;
	}
	if (arrivals.takes >= TAKES_MAX)
		return;
	letter = g_queue_pop_head(&arrivals.wanted);
	if (letter != NULL) {
		fetch(letter);
		free_letter(letter);
	}
}

static gboolean
has_work(void)
{
	return !arrivals.is_paused && arrivals.questions != NULL &&
	       (!g_queue_is_empty(&arrivals.folders) ||
	        (!g_queue_is_empty(&arrivals.wanted) &&
	         arrivals.takes < TAKES_MAX));
}

static gboolean
on_tick(gpointer data)
{
	guint left;

	(void) data;
	/* Inside a fetch of ours, or at the end. */
	if (arrivals.is_busy || claws_is_exiting())
		return G_SOURCE_CONTINUE;
	if (is_client_busy())
		return G_SOURCE_CONTINUE;
	arrivals.is_busy = TRUE;
	do_one();
	arrivals.is_busy = FALSE;
	left = g_queue_get_length(&arrivals.wanted);
	if (left / PROGRESS_STEP != arrivals.told) {
		arrivals.told = left / PROGRESS_STEP;
		tell_progress();
	}
	if (has_work())
		return G_SOURCE_CONTINUE;
	arrivals.tick = 0;
	return G_SOURCE_REMOVE;
}

static void
plan_tick(void)
{
	if (arrivals.tick == 0 && has_work())
		arrivals.tick = g_timeout_add_full(
			G_PRIORITY_LOW, TICK_MILLISECONDS, on_tick, NULL, NULL);
}

/* --- For the others ------------------------------------------------------ */

static gboolean
is_queued(const char *identifier)
{
	return g_queue_find_custom(&arrivals.folders, identifier,
	                           (GCompareFunc) strcmp) != NULL;
}

void
tertius_arrivals_look_over(FolderItem *item)
{
	g_autofree char *identifier = NULL;

	if (arrivals.questions == NULL || !tertius_arrivals_is_for_us(item))
		return;
	identifier = folder_item_get_identifier(item);
	if (identifier == NULL || is_queued(identifier))
		return;
	g_queue_push_head(&arrivals.folders, g_steal_pointer(&identifier));
	plan_tick();
}

void
tertius_arrivals_want(MsgInfo *message)
{
	g_autofree char *identifier = NULL;

	if (arrivals.questions == NULL ||
	    !tertius_arrivals_is_for_us(message->folder))
		return;
	identifier = folder_item_get_identifier(message->folder);
	if (identifier == NULL)
		return;
	g_queue_push_head(&arrivals.wanted, new_letter(identifier, message));
	plan_tick();
}

void
tertius_arrivals_set_paused(gboolean is_paused)
{
	arrivals.is_paused = is_paused;
	tell_progress();
	plan_tick();
}

gboolean
tertius_arrivals_is_paused(void)
{
	return arrivals.is_paused;
}

static void
add_folder(FolderItem *item, gpointer data)
{
	(void) data;
	tertius_arrivals_look_over(item);
}

void
tertius_arrivals_start(void)
{
	arrivals.questions = g_hash_table_new_full(
		g_direct_hash, g_direct_equal, free_question, NULL);
	folder_func_to_all_folders(add_folder, NULL);
}

/* Answers that still come are not ours any more: the client is freed next. */
void
tertius_arrivals_stop(void)
{
	if (arrivals.tick != 0)
		g_source_remove(arrivals.tick);
	g_queue_clear_full(&arrivals.folders, g_free);
	g_queue_clear_full(&arrivals.wanted, free_letter);
	g_clear_pointer(&arrivals.questions, g_hash_table_unref);
	arrivals.is_paused = FALSE;
	tell_progress();
	arrivals.tick = arrivals.takes = arrivals.done = arrivals.told = 0;
}
