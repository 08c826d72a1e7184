/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lies on a server alone is fetched through the client's own session, one
 * message at a time, into the client's own cache; there the engine reads it.
 */
#include "claws/arrivals.h"

#include <imap.h>
#include <main.h>
#include <prefs_common.h>
#include <remotefolder.h>

/* Requests on their way, so that what a click asks waits for few of them. */
#define TAKES_MAX      2
#define UNTOLD_MAX     20
/* Let go of in one turn of the main loop. */
#define FORGOTTEN_MAX  200
/* A server that has failed is left in peace for so long. */
#define REST_SECONDS   30
#define FAILURES_MAX   2
/* So long one message may take. */
#define HUNG_SECONDS   90
/* An introduction has so many people; such mail goes first. */
#define LIKELY_LEAST   2
/* What came so lately is fetched also while the user works. */
#define URGENT_SECONDS (3 * G_GINT64_CONSTANT(86400))

/* A message that must be fetched before the engine can read it. */
typedef struct {
	char *name; /* of the folder and the message */
	char *folder;
	int number;
	char *key; /* the engine's name for it */
	char *message_id;
	gint64 date;
	guint failures, turns;
	gboolean is_sent, is_urgent, is_likely;
} Wanted;

static struct {
	GSequence *wanted;   /* Wanted, the next first */
	GHashTable *names;   /* of what waits in it; they are lent */
	GHashTable *resting; /* Folder * -> when its server may be asked */
	guint takes;
	guint untold;       /* taken since it was last told */
	gboolean is_urgent; /* one of those on their way */
	gboolean is_running;
} fetching;

static void
free_wanted(gpointer data)
{
	Wanted *wanted = data;

	g_free(wanted->name);
	g_free(wanted->folder);
	g_free(wanted->key);
	g_free(wanted->message_id);
	g_free(wanted);
}

static Wanted *
read_wanted(const TertiusPlace *place, JsonObject *object)
{
	Wanted *wanted = g_new0(Wanted, 1);
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;

	wanted->folder = g_strdup(place->folder);
	wanted->is_sent = place->is_sent;
	wanted->number = (int) json_object_get_int_member_with_default(
		object, "number", 0);
	wanted->date =
		json_object_get_int_member_with_default(object, "date", 0);
	wanted->is_urgent = wanted->date > now - URGENT_SECONDS;
	wanted->is_likely =
		place->is_sent || json_object_get_int_member_with_default(
					  object, "people", 0) >= LIKELY_LEAST;
	wanted->key = g_strdup(
		json_object_get_string_member_with_default(object, "key", ""));
	wanted->message_id = g_strdup(
		json_object_get_string_member_with_default(object, "id", NULL));
	wanted->name = g_strconcat(wanted->folder, "\n", wanted->key, NULL);
	return wanted;
}

static int
compare_wanted(gconstpointer a, gconstpointer b, gpointer data)
{
	const Wanted *x = a;
	const Wanted *y = b;

	(void) data;
	if (x->is_urgent != y->is_urgent)
		return x->is_urgent ? -1 : 1;
	if (x->turns != y->turns)
		return x->turns < y->turns ? -1 : 1;
	if (x->is_likely != y->is_likely)
		return x->is_likely ? -1 : 1;
	return (x->date < y->date) - (x->date > y->date);
}

/* By its name, so that it waits once however often it is wanted. */
static void
push_wanted(Wanted *wanted)
{
	if (g_hash_table_contains(fetching.names, wanted->name)) {
		free_wanted(wanted);
		return;
	}
	(void) g_hash_table_add(fetching.names, wanted->name);
	(void) g_sequence_insert_sorted(fetching.wanted, wanted, compare_wanted,
	                                NULL);
}

static void
drop_wanted(Wanted *wanted)
{
	if (fetching.names != NULL)
		(void) g_hash_table_remove(fetching.names, wanted->name);
	free_wanted(wanted);
}

void
tertius_fetch_add(const TertiusPlace *place, JsonObject *answer)
{
	JsonArray *list =
		json_object_has_member(answer, "wanted")
			? json_object_get_array_member(answer, "wanted")
			: NULL;
	guint n = list != NULL ? json_array_get_length(list) : 0;

	for (guint i = 0; i < n; i++)
		push_wanted(read_wanted(
			place, json_array_get_object_element(list, i)));
	tertius_arrivals_go_on();
}

guint
tertius_fetch_count(void)
{
	return fetching.wanted != NULL
	               ? (guint) g_sequence_get_length(fetching.wanted)
	               : 0;
}

/* While the client asks its server something, it runs the main loop from within:
 * what we would ask now comes into the midst of that, and both are broken off. */
static gboolean
is_client_at_rest(void)
{
	return g_main_depth() <= 1;
}

/* A session that stands is used; none is made for us, no password asked for,
 * and a server that has just failed is left in peace. */
static gboolean
may_fetch(FolderItem *item)
{
	const Session *session;
	const gint64 *until;

	if (item->scanning != ITEM_NOT_SCANNING || !is_client_at_rest())
		return FALSE;
	if (FOLDER_TYPE(item->folder) != F_IMAP)
		return TRUE;
	session = ((RemoteFolder *) item->folder)->session;
	until = g_hash_table_lookup(fetching.resting, item->folder);
	return !prefs_common_get_prefs()->work_offline && session != NULL &&
	       session->state != SESSION_DISCONNECTED &&
	       !((RemoteFolder *) item->folder)->connecting &&
	       (until == NULL || *until < g_get_monotonic_time());
}

/* Where a server hangs up within a message, the client's fetch waits for ever,
 * and its end with it. What frees it is its own "Cancel receiving". */
static gboolean
on_watch(gpointer data)
{
	const gint64 *began = data;
	gint64 took = g_get_monotonic_time() - *began;

	if (claws_is_exiting() || took > HUNG_SECONDS * G_TIME_SPAN_SECOND)
		imap_cancel_all();
	return G_SOURCE_CONTINUE;
}

/* By number, and not by the client's list: that may not be in memory, and is
 * long. */
static char *
fetch_file(FolderItem *item, int number)
{
	Folder *folder = item->folder;
	gint64 began = g_get_monotonic_time();
	guint watch = g_timeout_add_seconds(1, on_watch, &began);
	char *path = folder->klass->fetch_msg(folder, item, number);
	gint64 *until;

	g_source_remove(watch);
	/* The main loop ran in there: @item may be gone. */
	if (path != NULL || !fetching.is_running)
		return path;
	until = g_new(gint64, 1);
	*until =
		g_get_monotonic_time() + (gint64) REST_SECONDS * G_USEC_PER_SEC;
	g_hash_table_replace(fetching.resting, folder, until);
	return NULL;
}

/* After each look the engine concludes anew from all that is known, which in a
 * large mailbox takes longer than a fetch: of old mail, many are told at once. */
static gboolean
is_time_to_tell(void)
{
	if (++fetching.untold < UNTOLD_MAX && tertius_fetch_count() > 0)
		return FALSE;
	fetching.untold = 0;
	return TRUE;
}

static void
on_taken(JsonObject *answer, const GError *error, gpointer data)
{
	(void) answer;
	(void) data;
	if (fetching.takes > 0)
		fetching.takes--;
	tertius_progress_set_trouble(error);
	if (error == NULL && (fetching.is_urgent || is_time_to_tell()))
		tertius_host_changed();
	tertius_arrivals_go_on();
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
	fetching.takes++;
	fetching.is_urgent = wanted->is_urgent;
	tertius_client_ask(tertius_host_get_client(), request, NULL, on_taken,
	                   &fetching);
}

/* FALSE: not now. */
static gboolean
fetch(Wanted *wanted)
{
	FolderItem *item = folder_find_item_from_identifier(wanted->folder);
	g_autofree char *path = NULL;

	/* The folder is gone, or is no longer for us. */
	if (item == NULL || !tertius_place_is_for_us(item))
		return TRUE;
	if (!may_fetch(item))
		return FALSE;
	path = fetch_file(item, wanted->number);
	if (path != NULL && fetching.is_running)
		take(wanted, path);
	/* What a server fails to give twice is not asked for again today. */
	return path != NULL || ++wanted->failures == FAILURES_MAX;
}

/* Its list of what waits may be gone after the main loop ran. FALSE: it cannot
 * be had now, and waits behind the others. */
static gboolean
fetch_first(GSequenceIter *first)
{
	Wanted *wanted = g_sequence_get(first);
	gboolean is_over;

	g_sequence_remove(first);
	is_over = fetch(wanted);
	if (is_over || !fetching.is_running) {
		drop_wanted(wanted);
		return is_over;
	}
	wanted->turns++;
	(void) g_sequence_insert_sorted(fetching.wanted, wanted, compare_wanted,
	                                NULL);
	return FALSE;
}

gboolean
tertius_fetch_next(void)
{
	const Wanted *wanted;

	if (fetching.takes >= TAKES_MAX || g_sequence_is_empty(fetching.wanted))
		return FALSE;
	wanted = g_sequence_get(g_sequence_get_begin_iter(fetching.wanted));
	return (wanted->is_urgent || tertius_progress_is_user_away()) &&
	       fetch_first(g_sequence_get_begin_iter(fetching.wanted));
}

/* What failed as the line was cut need not fail now. */
void
tertius_fetch_retry(void)
{
	if (!fetching.is_running)
		return;
	g_hash_table_remove_all(fetching.resting);
	tertius_arrivals_go_on();
}

void
tertius_fetch_start(void)
{
	fetching.names = g_hash_table_new(g_str_hash, g_str_equal);
	fetching.resting = g_hash_table_new_full(g_direct_hash, g_direct_equal,
	                                         NULL, g_free);
	fetching.wanted = g_sequence_new(NULL);
	fetching.is_running = TRUE;
}

/* Of a large folder so many may wait that to let go of all would be felt. */
static gboolean
on_forget(gpointer data)
{
	for (guint i = 0; i < FORGOTTEN_MAX; i++) {
		GSequenceIter *first = g_sequence_get_begin_iter(data);

		if (g_sequence_iter_is_end(first)) {
			g_sequence_free(data);
			return G_SOURCE_REMOVE;
		}
		free_wanted(g_sequence_get(first));
		g_sequence_remove(first);
	}
	return G_SOURCE_CONTINUE;
}

void
tertius_fetch_stop(void)
{
	fetching.is_running = FALSE;
	fetching.takes = 0;
	g_clear_pointer(&fetching.names, g_hash_table_unref);
	if (fetching.wanted != NULL)
		(void) g_idle_add(on_forget, g_steal_pointer(&fetching.wanted));
	g_clear_pointer(&fetching.resting, g_hash_table_unref);
}
