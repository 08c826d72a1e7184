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

/* Between two ticks while there is work. */
#define TICK_MILLISECONDS 10
/* The same while nothing can be done. */
#define WAIT_MILLISECONDS 500
/* Messages that the engine is told of in one tick, and the longest that one
 * may take. */
#define SLICE             100
#define TICK_MICROSECONDS 4000
/* Requests of each kind on their way, so that what a click asks waits for few
 * of them. */
#define ASKS_MAX          2
/* While a list is looked over, one of so many ticks fetches. */
#define FETCH_TURN        20
/* After the last change to the folders. */
#define ANEW_MILLISECONDS 1000
/* After something failed, as a ledger that is locked. */
#define REST_SECONDS      10
#define TEXT_MAX          300

/* A question to the engine; it is asked again whole when it was too much. */
typedef struct {
	TertiusPlace *place;
	GPtrArray *letters; /* MsgInfo */
	TertiusLook *look;  /* of which it is a part, or NULL */
} Question;

static struct {
	GQueue folders;         /* char *: identifiers to look over */
	GSList *list;           /* MsgInfo: the one that is looked over */
	GSList *compared;       /* what of it is still to be compared */
	TertiusPlace *place;    /* its folder */
	TertiusLook *look;      /* the same */
	GHashTable *questions;  /* Question, on their way */
	guint tick, rest, anew; /* sources, or 0 */
	guint turns;            /* counts what ticks did */
	gboolean is_running, is_busy, is_paused;
	gboolean has_news; /* that nobody was told of yet */
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
	if (question->look != NULL)
		tertius_look_unref(question->look);
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
note_look(const Question *question, JsonObject *answer)
{
	JsonArray *wanted =
		answer != NULL && json_object_has_member(answer, "wanted")
			? json_object_get_array_member(answer, "wanted")
			: NULL;

	if (answer == NULL ||
	    (wanted != NULL && json_array_get_length(wanted) > 0))
		question->look->is_unfinished = TRUE;
	if (answer != NULL && get_number(answer, "left") == 0)
		tertius_look_note(question->look, question->letters);
}

static void
on_arrived(JsonObject *answer, const GError *error, gpointer data)
{
	Question *question = data;
	const TertiusPlace *place = question->place;

	tertius_progress_set_trouble(error);
	if (question->look != NULL)
		note_look(question, answer);
	if (error != NULL) {
		put_back(place->folder);
		tertius_arrivals_rest();
	} else {
		tertius_fetch_add(place, answer);
	}
	arrivals.has_news = arrivals.has_news || get_number(answer, "read") > 0;
	/* Each look makes the engine conclude anew: one for a whole list. */
	if (arrivals.has_news && arrivals.list == NULL) {
		arrivals.has_news = FALSE;
		tertius_host_changed();
	}
	if (get_number(answer, "left") > 0)
		ask(question);
	else
		(void) g_hash_table_remove(arrivals.questions, question);
	plan_tick();
}

/* What the client knows without asking its server. */
static void
add_head(TertiusJson *request, const MsgInfo *message)
{
	g_autoptr(GString) references = g_string_new("");

	for (const GSList *i = message->references; i != NULL; i = i->next) {
		g_string_prepend(references, "> ");
		g_string_prepend(references, i->data);
		g_string_prepend_c(references, '<');
	}
	tertius_json_text(request, "from", message->from);
	tertius_json_text(request, "to", message->to);
	tertius_json_text(request, "cc", message->cc);
	tertius_json_text(request, "subject", message->subject);
	tertius_json_text(request, "dated", message->date);
	tertius_json_text(request, "in_reply_to", message->inreplyto);
	tertius_json_text(request, "references", references->str);
}

static void
add_letter(TertiusJson *request, const MsgInfo *message, gboolean is_remote)
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
	if (is_remote)
		add_head(request, message);
	tertius_json_close(request);
}

static void
ask(Question *question)
{
	TertiusJson *request = tertius_client_request("arrived");

	tertius_place_add(question->place, request);
	tertius_json_open(request, "letters", '[');
	for (guint i = 0; i < question->letters->len; i++)
		add_letter(request, question->letters->pdata[i],
		           question->place->is_remote);
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

static gint64
get_end_of_turn(void)
{
	return g_get_monotonic_time() + TICK_MICROSECONDS;
}

static void
compare_slice(void)
{
	gint64 until = get_end_of_turn();

	while (arrivals.compared != NULL && g_get_monotonic_time() < until) {
		tertius_look_compare(arrivals.look, arrivals.compared->data);
		arrivals.compared = arrivals.compared->next;
	}
	if (arrivals.compared == NULL)
		tertius_look_end_comparing(arrivals.look);
}

/* Goes on in the list until there is enough to ask. */
static void
gather(GPtrArray *letters)
{
	gint64 until = get_end_of_turn();

	while (arrivals.list != NULL && letters->len < SLICE &&
	       g_get_monotonic_time() < until) {
		MsgInfo *message = arrivals.list->data;

		arrivals.list =
			g_slist_delete_link(arrivals.list, arrivals.list);
		if (tertius_look_is_new(arrivals.look, message))
			g_ptr_array_add(letters, message);
		else
			procmsg_msginfo_free(&message);
	}
}

static void
ask_slice(void)
{
	Question *question = new_question(dup_place(arrivals.place));

	question->look = g_rc_box_acquire(arrivals.look);
	gather(question->letters);
	if (arrivals.list == NULL) {
		arrivals.look->is_whole = TRUE;
		g_clear_pointer(&arrivals.look, tertius_look_unref);
		g_clear_pointer(&arrivals.place, tertius_place_free);
	}
	if (question->letters->len > 0)
		ask(question);
	else
		(void) g_hash_table_remove(arrivals.questions, question);
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
	if (!tertius_told_is_ready(identifier)) {
		put_back(identifier);
		return FALSE;
	}
	arrivals.list = msgcache_get_msg_list(item->cache);
	if (arrivals.list == NULL)
		return TRUE;
	arrivals.place = tertius_place_new(item);
	arrivals.look = tertius_look_new(identifier);
	if (tertius_look_compares(arrivals.look))
		arrivals.compared = arrivals.list;
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

/* FALSE: nothing can be done now. */
static gboolean
do_one(void)
{
	gboolean may_ask = g_hash_table_size(arrivals.questions) < ASKS_MAX;
	g_autofree char *folder = NULL;

	/* Each fetch makes the client tell of its folder: without this, a long
	 * one would be looked over whole between two fetches. */
	if (++arrivals.turns % FETCH_TURN == 0 && tertius_fetch_next())
		return TRUE;
	if (arrivals.compared != NULL) {
		compare_slice();
		return TRUE;
	}
	if (arrivals.list != NULL && may_ask)
		ask_slice();
	if (arrivals.list != NULL)
		return may_ask;
	folder = g_queue_pop_head(&arrivals.folders);
	if (folder != NULL)
		return list_folder(folder);
	return tertius_fetch_next();
}

static gboolean
has_work(void)
{
	return arrivals.is_running && !arrivals.is_paused &&
	       (arrivals.list != NULL || !g_queue_is_empty(&arrivals.folders) ||
	        tertius_fetch_count() > 0);
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
tertius_arrivals_go_on(void)
{
	plan_tick();
}

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

static gboolean
on_anew(gpointer data)
{
	(void) data;
	arrivals.anew = 0;
	if (!arrivals.is_paused && !claws_is_exiting())
		tertius_history_start();
	return G_SOURCE_REMOVE;
}

/* Folders change many at a time, as when a mailbox is scanned for new ones. */
void
tertius_arrivals_begin_anew(void)
{
	if (!arrivals.is_running)
		return;
	if (arrivals.anew != 0)
		g_source_remove(arrivals.anew);
	arrivals.anew = g_timeout_add(ANEW_MILLISECONDS, on_anew, NULL);
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
	tertius_told_start();
	tertius_fetch_start();
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
	tertius_fetch_stop();
	tertius_progress_stop();
	if (arrivals.tick != 0)
		g_source_remove(arrivals.tick);
	if (arrivals.rest != 0)
		g_source_remove(arrivals.rest);
	if (arrivals.anew != 0)
		g_source_remove(arrivals.anew);
	tertius_told_stop();
	g_queue_clear_full(&arrivals.folders, g_free);
	arrivals.compared = NULL;
	/* At its end, the client leaves them all to us; that takes long. */
	if (!claws_is_exiting())
		g_slist_free_full(g_steal_pointer(&arrivals.list),
		                  free_message);
	g_clear_pointer(&arrivals.look, tertius_look_unref);
	g_clear_pointer(&arrivals.place, tertius_place_free);
	g_clear_pointer(&arrivals.questions, g_hash_table_unref);
	arrivals.is_running = arrivals.is_paused = FALSE;
	arrivals.tick = arrivals.rest = arrivals.anew = 0;
}
