/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mail on its way from the client's folders to the engine: what has just come.
 *
 *	hook --> folders --list, 100 at a time--> engine: "arrived"
 *	                                            ├─ on disk: it reads them
 *	                                            └─ wanted --one a tick--> fetch
 *
 * Hooks only push. A tick does one small thing. What could not be asked is
 * asked again later; what is known is known to the engine, so nothing is lost.
 */
#include "claws/arrivals.h"

#include <string.h>

#include <inc.h>
#include <main.h>
#include <msgcache.h>
#include <prefs_common.h>
#include <remotefolder.h>

/* Between two ticks while there is work. */
#define TICK_MILLISECONDS 10
/* The same while nothing can be done. */
#define WAIT_MILLISECONDS 500
/* Messages of a list that are looked at in one tick. */
#define SLICE             100
/* Requests of each kind on their way, so that what a click asks waits for few
 * of them. */
#define ASKS_MAX          2
#define TAKES_MAX         2
/* After something failed: a ledger that is locked, a server that is gone. */
#define REST_SECONDS      30
#define TEXT_MAX          300
#define FAILURES_MAX      2
/* What came so lately is fetched also while the user works. */
#define URGENT_SECONDS    (3 * G_GINT64_CONSTANT(86400))

/* A message that must be fetched before the engine can read it. */
typedef struct {
	char *folder;
	int number;
	char *key; /* the engine's name for it */
	char *message_id;
	gint64 date;
	guint failures;
	gboolean is_sent;
} Wanted;

/* A question to the engine; it is asked again whole when it was too much. */
typedef struct {
	TertiusPlace *place;
	GPtrArray *letters; /* MsgInfo */
} Question;

static struct {
	GQueue folders;        /* char *: identifiers to look over */
	GSList *list;          /* MsgInfo: the one that is looked over */
	TertiusPlace *place;   /* its folder */
	GQueue urgent, wanted; /* Wanted: what just came, and the history's */
	GHashTable *names;     /* char *, of what waits in them */
	GHashTable *questions; /* Question, on their way */
	GHashTable *resting;   /* Folder * -> when its server may be asked */
	guint takes, tick, rest;
	gboolean is_running, is_busy, is_paused;
} arrivals;

static void plan_tick(void);

/* --- Which mail ---------------------------------------------------------- */

/* Mail on its way through the filters lies in a folder that is in no list. */
static gboolean
is_of_the_user(Folder *folder)
{
	return g_list_find(folder_get_list(), folder) != NULL;
}

gboolean
tertius_arrivals_is_for_us(FolderItem *item)
{
	static const SpecialFolderItemType not_for_us[] = { F_TRASH, F_DRAFT,
		                                            F_QUEUE };

	if (item == NULL || item->path == NULL || item->folder == NULL ||
	    item->no_select || !is_of_the_user(item->folder) ||
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

/* --- Places -------------------------------------------------------------- */

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

/* --- What must be fetched ------------------------------------------------ */

static void
free_wanted(gpointer data)
{
	Wanted *wanted = data;

	g_free(wanted->folder);
	g_free(wanted->key);
	g_free(wanted->message_id);
	g_free(wanted);
}

static Wanted *
read_wanted(const TertiusPlace *place, JsonObject *object)
{
	Wanted *wanted = g_new0(Wanted, 1);

	wanted->folder = g_strdup(place->folder);
	wanted->is_sent = place->is_sent;
	wanted->number = (int) json_object_get_int_member_with_default(
		object, "number", 0);
	wanted->date =
		json_object_get_int_member_with_default(object, "date", 0);
	wanted->key = g_strdup(
		json_object_get_string_member_with_default(object, "key", ""));
	wanted->message_id = g_strdup(
		json_object_get_string_member_with_default(object, "id", NULL));
	return wanted;
}

/* By its name, so that it waits once however often it is wanted. */
static void
push_wanted(Wanted *wanted)
{
	char *name = g_strconcat(wanted->folder, "\n", wanted->key, NULL);
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;

	if (!g_hash_table_add(arrivals.names, name))
		free_wanted(wanted);
	else
		g_queue_push_tail(wanted->date > now - URGENT_SECONDS
		                          ? &arrivals.urgent
		                          : &arrivals.wanted,
		                  wanted);
}

static void
drop_wanted(Wanted *wanted)
{
	g_autofree char *name =
		g_strconcat(wanted->folder, "\n", wanted->key, NULL);

	if (arrivals.names != NULL)
		(void) g_hash_table_remove(arrivals.names, name);
	free_wanted(wanted);
}

void
tertius_arrivals_fetch(const TertiusPlace *place, JsonObject *answer)
{
	JsonArray *list =
		json_object_has_member(answer, "wanted")
			? json_object_get_array_member(answer, "wanted")
			: NULL;
	guint n = list != NULL ? json_array_get_length(list) : 0;

	for (guint i = 0; i < n; i++)
		push_wanted(read_wanted(
			place, json_array_get_object_element(list, i)));
	plan_tick();
}

guint
tertius_arrivals_count_wanted(void)
{
	return g_queue_get_length(&arrivals.wanted) +
	       g_queue_get_length(&arrivals.urgent);
}

/* A session that stands is used; none is made for us, no password asked for,
 * and a server that has just failed is left in peace. */
static gboolean
may_fetch(FolderItem *item)
{
	const Session *session;
	const gint64 *until;

	if (item->scanning != ITEM_NOT_SCANNING)
		return FALSE;
	if (FOLDER_TYPE(item->folder) != F_IMAP)
		return TRUE;
	session = ((RemoteFolder *) item->folder)->session;
	until = g_hash_table_lookup(arrivals.resting, item->folder);
	return !prefs_common_get_prefs()->work_offline && session != NULL &&
	       session->state != SESSION_DISCONNECTED &&
	       !((RemoteFolder *) item->folder)->connecting &&
	       (until == NULL || *until < g_get_monotonic_time());
}

/* By number, and not by the client's list: that may not be in memory, and is
 * long. */
static char *
fetch_file(FolderItem *item, int number)
{
	Folder *folder = item->folder;
	char *path = folder->klass->fetch_msg(folder, item, number);
	gint64 *until;

	/* The main loop ran in there: @item may be gone. */
	if (path != NULL || !arrivals.is_running)
		return path;
	until = g_new(gint64, 1);
	*until =
		g_get_monotonic_time() + (gint64) REST_SECONDS * G_USEC_PER_SEC;
	g_hash_table_replace(arrivals.resting, folder, until);
	return NULL;
}

static void
on_taken(JsonObject *answer, const GError *error, gpointer data)
{
	(void) answer;
	(void) data;
	if (arrivals.takes > 0)
		arrivals.takes--;
	tertius_progress_set_trouble(error);
	if (error == NULL)
		tertius_host_changed();
	plan_tick();
}

static void
take(const Wanted *wanted, const char *path)
{
	TertiusJson *request = tertius_client_request("take");

	tertius_json_text(request, "folder", wanted->folder);
	tertius_json_text(request, "key", wanted->key);
	tertius_json_text(request, "id", wanted->message_id);
	tertius_json_text(request, "path", path);
	tertius_json_integer(request, "received", wanted->date);
	tertius_json_boolean(request, "sent", wanted->is_sent);
	arrivals.takes++;
	tertius_client_ask(tertius_host_get_client(), request, NULL, on_taken,
	                   &arrivals);
}

/* FALSE: not now. */
static gboolean
fetch(Wanted *wanted)
{
	FolderItem *item = folder_find_item_from_identifier(wanted->folder);
	g_autofree char *path = NULL;

	/* The folder is gone, or is no longer for us. */
	if (item == NULL || !tertius_arrivals_is_for_us(item))
		return TRUE;
	if (!may_fetch(item))
		return FALSE;
	path = fetch_file(item, wanted->number);
	if (path != NULL && arrivals.is_running)
		take(wanted, path);
	/* What a server fails to give twice is not asked for again today. */
	return path != NULL || ++wanted->failures == FAILURES_MAX;
}

/* FALSE: it cannot be had now, and waits behind the others. */
static gboolean
fetch_next(GQueue *queue)
{
	Wanted *wanted = g_queue_pop_head(queue);
	gboolean is_over = fetch(wanted);

	if (is_over || !arrivals.is_running)
		drop_wanted(wanted);
	else
		g_queue_push_tail(queue, wanted);
	return is_over;
}

/* --- Asking the engine --------------------------------------------------- */

static void ask(Question *question);

static gint64
get_number(JsonObject *answer, const char *name)
{
	return answer != NULL ? json_object_get_int_member_with_default(answer,
	                                                                name, 0)
	                      : 0;
}

static void
free_question(gpointer data)
{
	Question *question = data;

	tertius_place_free(question->place);
	g_ptr_array_unref(question->letters);
	g_free(question);
}

/* Later again, if something failed: the folder is looked over anew. */
static void
put_back(const char *folder)
{
	if (g_queue_find_custom(&arrivals.folders, folder,
	                        (GCompareFunc) strcmp) == NULL)
		g_queue_push_tail(&arrivals.folders, g_strdup(folder));
}

static gboolean
on_rested(gpointer data)
{
	(void) data;
	arrivals.rest = 0;
	plan_tick();
	return G_SOURCE_REMOVE;
}

void
tertius_arrivals_rest(void)
{
	if (arrivals.rest == 0)
		arrivals.rest =
			g_timeout_add_seconds(REST_SECONDS, on_rested, NULL);
}

static void
on_arrived(JsonObject *answer, const GError *error, gpointer data)
{
	Question *question = data;
	const TertiusPlace *place = question->place;

	tertius_progress_set_trouble(error);
	if (error != NULL) {
		put_back(place->folder);
		tertius_arrivals_rest();
	} else {
		tertius_arrivals_fetch(place, answer);
	}
	if (get_number(answer, "read") > 0)
		tertius_host_changed();
	if (get_number(answer, "left") > 0)
		ask(question);
	else
		(void) g_hash_table_remove(arrivals.questions, question);
	plan_tick();
}

static void
add_letter(TertiusJson *request, const MsgInfo *message)
{
	tertius_json_open(request, NULL, '{');
	tertius_json_integer(request, "number", message->msgnum);
	tertius_json_integer(request, "size", (gint64) message->size);
	tertius_json_integer(request, "date", (gint64) message->date_t);
	tertius_json_text(request, "id", message->msgid);
	if (message->msgid == NULL) {
		g_autofree char *head = g_strdup_printf(
			"%.*s %.*s", TEXT_MAX,
			message->from != NULL ? message->from : "", TEXT_MAX,
			message->subject != NULL ? message->subject : "");

		tertius_json_text(request, "head", head);
	}
	tertius_json_close(request);
}

static void
ask(Question *question)
{
	TertiusJson *request = tertius_client_request("arrived");

	tertius_place_add(question->place, request);
	tertius_json_open(request, "letters", '[');
	for (guint i = 0; i < question->letters->len; i++)
		add_letter(request, question->letters->pdata[i]);
	tertius_json_close(request);
	tertius_client_ask(tertius_host_get_client(), request, NULL, on_arrived,
	                   question);
}

static void
free_message(gpointer data)
{
	MsgInfo *message = data;

	procmsg_msginfo_free(&message);
}

static Question *
new_question(TertiusPlace *place)
{
	Question *question = g_new0(Question, 1);

	question->place = place;
	question->letters = g_ptr_array_new_with_free_func(free_message);
	(void) g_hash_table_add(arrivals.questions, question);
	return question;
}

/* --- Looking over a folder ----------------------------------------------- */

static TertiusPlace *
dup_place(const TertiusPlace *place)
{
	TertiusPlace *copy = g_new0(TertiusPlace, 1);

	*copy = *place;
	copy->folder = g_strdup(place->folder);
	copy->files = g_strdup(place->files);
	copy->list = g_strdup(place->list);
	return copy;
}

static void
ask_slice(void)
{
	Question *question = new_question(dup_place(arrivals.place));

	for (guint i = 0; arrivals.list != NULL && i < SLICE; i++) {
		g_ptr_array_add(question->letters, arrivals.list->data);
		arrivals.list =
			g_slist_delete_link(arrivals.list, arrivals.list);
	}
	if (arrivals.list == NULL)
		g_clear_pointer(&arrivals.place, tertius_place_free);
	ask(question);
}

/* Only a list that is in memory: the others are the history's. */
static gboolean
list_folder(const char *identifier)
{
	FolderItem *item = folder_find_item_from_identifier(identifier);

	if (item == NULL || item->cache == NULL ||
	    !tertius_arrivals_is_for_us(item))
		return TRUE;
	/* Told of in the middle of the client's own reading. */
	if (item->scanning != ITEM_NOT_SCANNING) {
		put_back(identifier);
		return FALSE;
	}
	arrivals.list = msgcache_get_msg_list(item->cache);
	if (arrivals.list != NULL)
		arrivals.place = tertius_place_new(item);
	return TRUE;
}

/* --- Ticks --------------------------------------------------------------- */

/* The user's mail goes before; and a fetch of ours may be what runs. */
gboolean
tertius_arrivals_may_work(void)
{
	return arrivals.is_running && !arrivals.is_paused &&
	       !arrivals.is_busy && arrivals.rest == 0 && !claws_is_exiting() &&
	       !inc_is_active() && !procmsg_is_sending();
}

static GQueue *
get_fetchable(void)
{
	if (arrivals.takes >= TAKES_MAX)
		return NULL;
	if (!g_queue_is_empty(&arrivals.urgent))
		return &arrivals.urgent;
	return !g_queue_is_empty(&arrivals.wanted) &&
	                       tertius_progress_is_user_away()
	               ? &arrivals.wanted
	               : NULL;
}

/* FALSE: nothing can be done now. */
static gboolean
do_one(void)
{
	gboolean may_ask = g_hash_table_size(arrivals.questions) < ASKS_MAX;
	g_autofree char *folder = NULL;
	GQueue *queue;

	if (arrivals.list != NULL && may_ask)
		ask_slice();
	if (arrivals.list != NULL)
		return may_ask;
	folder = g_queue_pop_head(&arrivals.folders);
	if (folder != NULL)
		return list_folder(folder);
	queue = get_fetchable();
	return queue != NULL && fetch_next(queue);
}

static gboolean
has_work(void)
{
	return arrivals.is_running && !arrivals.is_paused &&
	       (arrivals.list != NULL || !g_queue_is_empty(&arrivals.folders) ||
	        tertius_arrivals_count_wanted() > 0);
}

static gboolean
on_tick(gpointer data)
{
	gboolean is_done = FALSE;

	(void) data;
	arrivals.tick = 0;
	if (!arrivals.is_busy && tertius_arrivals_may_work()) {
		arrivals.is_busy = TRUE;
		is_done = do_one();
		arrivals.is_busy = FALSE;
	}
	if (is_done)
		tertius_history_go_on();
	if (arrivals.tick == 0 && has_work())
		arrivals.tick = g_timeout_add_full(G_PRIORITY_LOW,
		                                   is_done ? TICK_MILLISECONDS
		                                           : WAIT_MILLISECONDS,
		                                   on_tick, NULL, NULL);
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

void
tertius_arrivals_look_over(FolderItem *item)
{
	g_autofree char *identifier = NULL;

	if (!arrivals.is_running || claws_is_exiting() ||
	    !tertius_arrivals_is_for_us(item))
		return;
	identifier = folder_item_get_identifier(item);
	if (identifier != NULL)
		put_back(identifier);
	plan_tick();
}

/* At once: the engine answers in the order in which it is asked. */
void
tertius_arrivals_want(MsgInfo *message)
{
	Question *question;

	if (!arrivals.is_running || arrivals.is_paused ||
	    message->folder == NULL ||
	    !tertius_arrivals_is_for_us(message->folder))
		return;
	question = new_question(tertius_place_new(message->folder));
	g_ptr_array_add(question->letters, procmsg_msginfo_new_ref(message));
	ask(question);
}

static void
add_loaded(FolderItem *item, gpointer data)
{
	(void) data;
	if (item->cache != NULL)
		tertius_arrivals_look_over(item);
}

void
tertius_arrivals_set_paused(gboolean is_paused)
{
	gboolean was_paused = arrivals.is_paused;

	arrivals.is_paused = is_paused;
	tertius_progress_show(0);
	if (!arrivals.is_running || !was_paused || is_paused)
		return;
	folder_func_to_all_folders(add_loaded, NULL);
	tertius_history_start();
}

gboolean
tertius_arrivals_is_paused(void)
{
	return arrivals.is_paused;
}

void
tertius_arrivals_start(void)
{
	arrivals.questions = g_hash_table_new_full(
		g_direct_hash, g_direct_equal, free_question, NULL);
	arrivals.names =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	arrivals.resting = g_hash_table_new_full(g_direct_hash, g_direct_equal,
	                                         NULL, g_free);
	arrivals.is_running = TRUE;
	tertius_progress_start();
	folder_func_to_all_folders(add_loaded, NULL);
	tertius_history_start();
}

/* Answers that still come are not ours any more: the client is freed next. */
void
tertius_arrivals_stop(void)
{
	tertius_history_stop();
	tertius_progress_stop();
	if (arrivals.tick != 0)
		g_source_remove(arrivals.tick);
	if (arrivals.rest != 0)
		g_source_remove(arrivals.rest);
	g_queue_clear_full(&arrivals.folders, g_free);
	g_queue_clear_full(&arrivals.urgent, free_wanted);
	g_queue_clear_full(&arrivals.wanted, free_wanted);
	g_slist_free_full(g_steal_pointer(&arrivals.list), free_message);
	g_clear_pointer(&arrivals.place, tertius_place_free);
	g_clear_pointer(&arrivals.questions, g_hash_table_unref);
	g_clear_pointer(&arrivals.names, g_hash_table_unref);
	g_clear_pointer(&arrivals.resting, g_hash_table_unref);
	arrivals.is_running = arrivals.is_paused = FALSE;
	arrivals.tick = arrivals.rest = arrivals.takes = 0;
}
