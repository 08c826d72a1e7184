/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mail on its way from the client's folders to the engine: what has just come.
 *
 *	hook --> folders --a look (look.c)--> engine: "arrived" (letters.c)
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

/* Between two ticks while there is work. */
#define TICK_MILLISECONDS 10
/* The same while nothing can be done. */
#define WAIT_MILLISECONDS 500
/* Requests of each kind on their way, so that what a click asks waits for few
 * of them. */
#define ASKS_MAX          2
/* While a list is looked over, one of so many ticks fetches. */
#define FETCH_TURN        20
/* After the last change to the folders. */
#define ANEW_MILLISECONDS 1000
/* After something failed, as a ledger that is locked. */
#define REST_SECONDS      10

static struct {
	GQueue folders;         /* char *: identifiers to look over */
	TertiusLook *look;      /* over one of them, or NULL */
	guint tick, rest, anew; /* sources, or 0 */
	guint turns;            /* counts what ticks did */
	gboolean is_running, is_busy, is_paused;
	gboolean has_news; /* that nobody was told of yet */
} arrivals;

static void plan_tick(void);

/* --- For those who ask --------------------------------------------------- */

void
tertius_arrivals_put_back(const char *folder)
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

/* Each look at the ledger makes the engine conclude anew: one for a whole
 * list. */
void
tertius_arrivals_note_read(gboolean has_news)
{
	arrivals.has_news = arrivals.has_news || has_news;
	if (!arrivals.has_news || arrivals.look != NULL)
		return;
	arrivals.has_news = FALSE;
	tertius_host_changed();
}

/* --- Looking over a folder ----------------------------------------------- */

static void
go_on_looking(void)
{
	GPtrArray *messages = tertius_letters_new();
	g_autoptr(TertiusLook) look = tertius_look_ref(arrivals.look);

	if (!tertius_look_go_on(look, messages))
		g_clear_pointer(&arrivals.look, tertius_look_unref);
	if (messages->len > 0)
		tertius_letters_ask(tertius_look_get_place(look), messages,
		                    look);
	else
		g_ptr_array_unref(messages);
}

/* Only a list that is in memory: the others are the history's. FALSE: not
 * now. */
static gboolean
begin_look(const char *identifier)
{
	FolderItem *item = folder_find_item_from_identifier(identifier);

	if (item == NULL || item->cache == NULL ||
	    !tertius_place_is_for_us(item))
		return TRUE;
	/* Told of in the middle of the client's own reading. */
	if (item->scanning != ITEM_NOT_SCANNING ||
	    !tertius_told_is_ready(identifier)) {
		tertius_arrivals_put_back(identifier);
		return FALSE;
	}
	if (tertius_look_is_needed(item, identifier))
		arrivals.look = tertius_look_new(item);
	return TRUE;
}

/* --- Ticks --------------------------------------------------------------- */

/* The user's mail goes before; a fetch of ours may be what runs; and a folder
 * that has just been made may be one that is moved, and not for us. */
gboolean
tertius_arrivals_may_work(void)
{
	return arrivals.is_running && !arrivals.is_paused &&
	       !arrivals.is_busy && arrivals.rest == 0 && arrivals.anew == 0 &&
	       !claws_is_exiting() && !inc_is_active() && !procmsg_is_sending();
}

/* FALSE: nothing can be done now. */
static gboolean
do_one(void)
{
	gboolean may_ask = tertius_letters_count() < ASKS_MAX;
	g_autofree char *folder = NULL;

	/* While a long list is looked over, what is wanted comes all the
	 * same. */
	if (++arrivals.turns % FETCH_TURN == 0 && tertius_fetch_next())
		return TRUE;
	if (arrivals.look != NULL && may_ask)
		go_on_looking();
	if (arrivals.look != NULL)
		return may_ask;
	folder = g_queue_pop_head(&arrivals.folders);
	if (folder != NULL)
		return begin_look(folder);
	return tertius_fetch_next();
}

static gboolean
has_work(void)
{
	return arrivals.is_running && !arrivals.is_paused &&
	       (arrivals.look != NULL || !g_queue_is_empty(&arrivals.folders) ||
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
tertius_arrivals_look_over(FolderItem *item, gboolean has_changed)
{
	g_autofree char *identifier = NULL;

	if (!arrivals.is_running || claws_is_exiting() ||
	    !tertius_place_is_for_us(item))
		return;
	identifier = folder_item_get_identifier(item);
	if (identifier != NULL) {
		if (has_changed)
			tertius_told_need(identifier)->changes++;
		tertius_arrivals_put_back(identifier);
	}
	plan_tick();
}

/* At once: the engine answers in the order in which it is asked. */
void
tertius_arrivals_want(MsgInfo *message)
{
	TertiusPlace *place;
	GPtrArray *messages;

	if (!arrivals.is_running || arrivals.is_paused ||
	    message->folder == NULL ||
	    !tertius_place_is_for_us(message->folder))
		return;
	place = tertius_place_new(message->folder);
	messages = tertius_letters_new();
	g_ptr_array_add(messages, procmsg_msginfo_new_ref(message));
	tertius_letters_ask(place, messages, NULL);
	tertius_place_free(place);
}

void
tertius_arrivals_take(MsgInfo *message)
{
	if (arrivals.anew == 0)
		tertius_arrivals_want(message);
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
		tertius_arrivals_look_over(item, FALSE);
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
	tertius_letters_start();
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
	g_clear_pointer(&arrivals.look, tertius_look_unref);
	tertius_letters_stop();
	arrivals.is_running = arrivals.is_paused = FALSE;
	arrivals.tick = arrivals.rest = arrivals.anew = 0;
}
