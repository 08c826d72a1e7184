/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One look over a list that the client has in memory: what of it was the engine
 * not told of? A moment at a time, as such lists are long.
 *
 *	compare, with what the engine keeps --> gather --> over --answers--> kept
 *
 * The first is only done once for each folder. Of one that has not changed,
 * nothing is told again; of one that a message has left, only what stands near
 * it (base/blocks.h).
 */
#include "claws/arrivals.h"

#include <main.h>
#include <msgcache.h>

/* Messages that the engine is told of at once, and the longest that we go on. */
#define SLICE             100
#define TURN_MICROSECONDS 1500
/* It is looked so often whether that is over. */
#define TURN_MESSAGES     32
#define FNV_START         G_GUINT64_CONSTANT(14695981039346656037)
#define FNV_PRIME         G_GUINT64_CONSTANT(1099511628211)

struct _TertiusLook {
	TertiusPlace *place;
	GSList *list;         /* MsgInfo, still to be gathered */
	GSList *compared;     /* what of it is still to be compared */
	TertiusBlocks before; /* what the engine keeps, and how far */
	guint before_until;
	TertiusBlocks now; /* the same of the list as it is */
	TertiusBlocks digest;
	guint until;
	int size;               /* of the client's list, when it was taken */
	guint changes;          /* the same */
	gboolean is_unfinished; /* something is still to be read */
	gboolean has_failed;
};

/* --- Hashes -------------------------------------------------------------- */

static guint64
mix(guint64 hash, guint64 with)
{
	return (hash ^ with) * FNV_PRIME;
}

/* Of what names a message, and of nothing that changes while it lies there. */
static guint64
hash_message(const MsgInfo *message)
{
	guint64 hash = mix(FNV_START, message->msgnum);
	const char *id = message->msgid != NULL ? message->msgid : "";

	hash = mix(hash, (guint64) message->size);
	hash = mix(hash, (guint64) message->date_t);
	for (const char *at = id; *at != '\0'; at++)
		hash = mix(hash, (guchar) *at);
	return hash;
}

/* --- Its life ------------------------------------------------------------ */

/* The client tells of a folder also when a message is only marked, as each is
 * that we fetch. */
gboolean
tertius_look_is_needed(FolderItem *item, const char *folder)
{
	const TertiusTold *told = tertius_told_need(folder);

	return told->seen != told->changes ||
	       told->size != msgcache_get_memory_usage(item->cache);
}

TertiusLook *
tertius_look_new(FolderItem *item)
{
	GSList *list = msgcache_get_msg_list(item->cache);
	TertiusLook *look;
	TertiusTold *told;

	if (list == NULL)
		return NULL;
	look = g_rc_box_new0(TertiusLook);
	look->list = list;
	look->place = tertius_place_new(item);
	look->size = msgcache_get_memory_usage(item->cache);
	told = tertius_told_need(look->place->folder);
	look->changes = told->changes;
	if (told->until > 0 && !told->is_compared) {
		look->before = told->kept;
		look->before_until = told->until;
		look->compared = list;
		tertius_blocks_reach(&look->now, told->until);
	}
	return look;
}

/* Only what was told whole, and read, need not be told in the next session. */
static void
end(const TertiusLook *look)
{
	TertiusTold *told;

	if (!tertius_told_is_running() || look->list != NULL ||
	    look->has_failed)
		return;
	told = tertius_told_need(look->place->folder);
	told->size = look->size;
	told->seen = look->changes;
	if (look->is_unfinished ||
	    (told->until == look->until &&
	     tertius_blocks_equal(&told->kept, &look->digest)))
		return;
	told->kept = look->digest;
	told->until = look->until;
	told->is_compared = TRUE;
	tertius_told_keep(look->place->folder, &look->digest, look->until);
}

static void
clear(gpointer data)
{
	TertiusLook *look = data;

	end(look);
	/* At its end, the client leaves them all to us; that takes long. */
	if (!claws_is_exiting())
		procmsg_msg_list_free(look->list);
	tertius_place_free(look->place);
}

TertiusLook *
tertius_look_ref(TertiusLook *look)
{
	return g_rc_box_acquire(look);
}

void
tertius_look_unref(TertiusLook *look)
{
	g_rc_box_release_full(look, clear);
}

const TertiusPlace *
tertius_look_get_place(const TertiusLook *look)
{
	return look->place;
}

/* --- Going on ------------------------------------------------------------ */

static gboolean
is_over_soon(guint n, gint64 until)
{
	return n % TURN_MESSAGES == 0 && g_get_monotonic_time() >= until;
}

static void
compare(TertiusLook *look, gint64 until)
{
	for (guint n = 1; look->compared != NULL; n++) {
		const MsgInfo *message = look->compared->data;

		look->compared = look->compared->next;
		if (message->msgnum <= look->before_until)
			tertius_blocks_add(&look->now, message->msgnum,
			                   hash_message(message));
		if (is_over_soon(n, until))
			return;
	}
	tertius_told_need(look->place->folder)->is_compared = TRUE;
}

/* Whether the engine is to be told. */
static gboolean
is_new(TertiusLook *look, const MsgInfo *message)
{
	const TertiusTold *told = tertius_told_need(look->place->folder);
	guint64 hash = hash_message(message);

	tertius_blocks_add(&look->digest, message->msgnum, hash);
	look->until = MAX(look->until, message->msgnum);
	if (g_hash_table_contains(told->rows, GSIZE_TO_POINTER(hash)))
		return FALSE;
	if (message->msgnum > look->before_until ||
	    !tertius_blocks_agree(&look->before, &look->now, message->msgnum))
		return TRUE;
	(void) g_hash_table_add(told->rows, GSIZE_TO_POINTER(hash));
	return FALSE;
}

static void
gather(TertiusLook *look, GPtrArray *messages, gint64 until)
{
	for (guint n = 1; look->list != NULL && messages->len < SLICE; n++) {
		MsgInfo *message = look->list->data;

		look->list = g_slist_delete_link(look->list, look->list);
		if (is_new(look, message))
			g_ptr_array_add(messages, message);
		else
			procmsg_msginfo_free(&message);
		if (is_over_soon(n, until))
			return;
	}
}

gboolean
tertius_look_go_on(TertiusLook *look, GPtrArray *messages)
{
	gint64 until = g_get_monotonic_time() + TURN_MICROSECONDS;

	if (look->compared != NULL)
		compare(look, until);
	else
		gather(look, messages, until);
	return look->list != NULL;
}

void
tertius_look_note(TertiusLook *look, const GPtrArray *messages)
{
	const TertiusTold *told = tertius_told_need(look->place->folder);

	for (guint i = 0; i < messages->len; i++)
		(void) g_hash_table_add(
			told->rows,
			GSIZE_TO_POINTER(hash_message(messages->pdata[i])));
}

void
tertius_look_set_unfinished(TertiusLook *look)
{
	look->is_unfinished = TRUE;
}

void
tertius_look_fail(TertiusLook *look)
{
	look->has_failed = TRUE;
}
