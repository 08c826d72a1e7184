/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history: each folder's mail of the last year, then what is older, latest
 * first. The engine reads the client's own lists and files on disk, a portion at
 * a time; nothing of it passes through here but numbers.
 *
 *	survey (how much?) --> heads --> the last year --> all the rest --> done
 *
 * Heads are what the client's lists tell of mail that lies on a server: who
 * wrote whom, when and about what is known long before the texts have come.
 * It waits while the user works.
 */
#include "claws/arrivals.h"

#define TICK_MILLISECONDS 10
#define WAIT_MILLISECONDS 500
#define PORTION           60
#define YEAR              (365 * G_GINT64_CONSTANT(86400))
/* So many that must be fetched from a server wait at most. */
#define WANTED_MAX        200

enum {
	TERTIUS_PASS_SURVEY,
	TERTIUS_PASS_HEADS,
	TERTIUS_PASS_YEAR,
	TERTIUS_PASS_REST,
	TERTIUS_PASS_DONE,
};

static struct {
	GPtrArray *places; /* TertiusPlace */
	guint *left;       /* of each */
	guint pass, at, tick;
	gint64 began;
	gboolean is_asking;
} history;

static void plan_tick(guint milliseconds);

/* --- Which folders, in which order --------------------------------------- */

/* Sent mail tells who the user's people are. */
static int
compare_places(gconstpointer a, gconstpointer b)
{
	const TertiusPlace *first = *(const TertiusPlace *const *) a;
	const TertiusPlace *second = *(const TertiusPlace *const *) b;

	if (first->is_remote != second->is_remote)
		return first->is_remote ? 1 : -1;
	return second->is_sent - first->is_sent;
}

static void
add_folder(FolderItem *item, gpointer data)
{
	TertiusPlace *place;

	if (!tertius_place_is_for_us(item))
		return;
	place = tertius_place_new(item);
	if (place->folder == NULL || place->files == NULL)
		tertius_place_free(place);
	else
		g_ptr_array_add(data, place);
}

static void
free_place(gpointer data)
{
	tertius_place_free(data);
}

/* --- Asking -------------------------------------------------------------- */

static guint
get_number(JsonObject *answer, const char *name)
{
	gint64 number =
		json_object_get_int_member_with_default(answer, name, 0);

	return (guint) CLAMP(number, 0, G_MAXINT32);
}

static guint
sum_left(void)
{
	guint sum = 0;

	for (guint i = 0; i < history.places->len; i++)
		sum += history.left[i];
	return sum;
}

/* What lies on disk is read whole at once. */
static gboolean
has_no_heads(void)
{
	const TertiusPlace *place = history.places->pdata[history.at];

	return history.pass == TERTIUS_PASS_HEADS && !place->is_remote;
}

static void
step(void)
{
	if (++history.at == history.places->len) {
		history.at = 0;
		history.pass++;
	}
}

static void
move_on(guint left)
{
	if (history.pass == TERTIUS_PASS_SURVEY || left == 0)
		step();
	while (has_no_heads())
		step();
	if (history.pass == TERTIUS_PASS_DONE)
		tertius_host_changed();
}

static void
on_portion(JsonObject *answer, const GError *error, gpointer data)
{
	guint left, passed;

	(void) data;
	history.is_asking = FALSE;
	tertius_progress_set_trouble(error);
	if (error != NULL) {
		tertius_arrivals_rest();
		plan_tick(WAIT_MILLISECONDS);
		return;
	}
	left = get_number(answer, "left");
	passed = get_number(answer, "passed");
	if (history.pass == TERTIUS_PASS_YEAR)
		history.left[history.at] -=
			MIN(history.left[history.at], passed);
	else if (history.pass != TERTIUS_PASS_HEADS)
		history.left[history.at] = left;
	if (history.pass == TERTIUS_PASS_HEADS && left == 0)
		tertius_host_changed();
	tertius_fetch_add(history.places->pdata[history.at], answer);
	move_on(left);
	tertius_progress_show(sum_left() + tertius_fetch_count());
	plan_tick(TICK_MILLISECONDS);
}

static void
ask_portion(void)
{
	const TertiusPlace *place = history.places->pdata[history.at];
	TertiusJson *request = tertius_client_request("history");

	tertius_place_add(place, request);
	tertius_json_text(request, "list", place->list);
	tertius_json_boolean(request, "heads",
	                     history.pass == TERTIUS_PASS_HEADS);
	tertius_json_integer(
		request, "since",
		history.pass == TERTIUS_PASS_YEAR ? history.began - YEAR : 0);
	tertius_json_integer(request, "most",
	                     history.pass == TERTIUS_PASS_SURVEY ? 0 : PORTION);
	history.is_asking = TRUE;
	tertius_client_ask(tertius_host_get_client(), request, NULL, on_portion,
	                   &history);
}

/* --- Ticks --------------------------------------------------------------- */

static gboolean
on_tick(gpointer data)
{
	(void) data;
	history.tick = 0;
	if (history.pass == TERTIUS_PASS_DONE || history.is_asking)
		return G_SOURCE_REMOVE;
	if (tertius_arrivals_is_paused())
		return G_SOURCE_REMOVE;
	if (tertius_arrivals_may_work() && tertius_progress_is_user_away() &&
	    (history.pass == TERTIUS_PASS_HEADS ||
	     tertius_fetch_count() < WANTED_MAX))
		ask_portion();
	else
		plan_tick(WAIT_MILLISECONDS);
	return G_SOURCE_REMOVE;
}

static void
plan_tick(guint milliseconds)
{
	if (history.tick == 0 && history.places != NULL &&
	    history.pass != TERTIUS_PASS_DONE)
		history.tick = g_timeout_add_full(G_PRIORITY_LOW, milliseconds,
		                                  on_tick, NULL, NULL);
}

void
tertius_history_go_on(void)
{
	plan_tick(TICK_MILLISECONDS);
}

void
tertius_history_start(void)
{
	tertius_history_stop();
	history.places = g_ptr_array_new_with_free_func(free_place);
	folder_func_to_all_folders(add_folder, history.places);
	g_ptr_array_sort(history.places, compare_places);
	history.left = g_new0(guint, history.places->len + 1);
	history.began = g_get_real_time() / G_USEC_PER_SEC;
	history.pass = history.places->len > 0 ? TERTIUS_PASS_SURVEY
	                                       : TERTIUS_PASS_DONE;
	history.at = 0;
	plan_tick(WAIT_MILLISECONDS);
}

void
tertius_history_stop(void)
{
	if (history.tick != 0)
		g_source_remove(history.tick);
	if (tertius_host_get_client() != NULL)
		tertius_client_drop(tertius_host_get_client(), &history);
	history.tick = 0;
	history.is_asking = FALSE;
	g_clear_pointer(&history.places, g_ptr_array_unref);
	g_clear_pointer(&history.left, g_free);
}
