/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pipeline of FETCH commands.
 */
#include "mail/imap-fetch.h"

#include "base/error.h"
#include "mail/imap-answer.h"
#include "mail/imap-numbers.h"

#include <glib/gi18n-lib.h>

/* Messages whose first phase is on its way at the same time: as many as a quick
 * server answers while a word goes there and back. Not more than that, as the
 * texts of the second phase stand in line behind them, and whoever reads them
 * has nothing to do meanwhile. */
#define AHEAD_A_MILLISECOND 100
#define AHEAD_LEAST         200
#define AHEAD_MAX           4800
/* The first batches are small, each twice as large as the one before, so that
 * there is a message to read soon; and near the server they stay so, at half of
 * what is on its way, as there phase one of many and then the texts of many leave
 * the server and the readers to wait for each other in turn. */
#define BATCH_FIRST         32
/* Smaller batches go alone: somebody is being careful. */
#define CAREFUL_BELOW       32

/* With so many bytes held of messages that are not complete nothing more is asked
 * for; with so many it is begun again, one by one: they have headers of hundreds of
 * KiB, and as many would come as were asked for. */
#define HELD_ENOUGH ((gsize) 8 << 20)
#define HELD_MAX    ((gsize) 24 << 20)

/* A command whose end has not come. */
typedef struct {
	char tag[TERTIUS_IMAP_TAG_MAX];
	gboolean is_first_phase;
	GArray *uids; /* that it asked for */
} Command;

struct _TertiusImapFetch {
	GArray *uids;
	GArray *missing;      /* lent: asked for, and did not come */
	guint head;           /* of @uids: the first that was not asked for */
	guint size;           /* of the next batch */
	GHashTable *waiting;  /* uid -> TertiusImapMessage, asked for */
	GQueue commands;      /* Command, in the order in which they went */
	guint asked;          /* messages of first phases among these */
	gsize held;           /* bytes of @waiting, about */
	GQueue late;          /* TertiusImapMessage: doubtful, but they stay */
	guint32 suspect;      /* was alone when something broke */
	guint suspect_faults; /* so often in a row */
};

static void
free_command(gpointer data)
{
	Command *command = data;

	g_array_unref(command->uids);
	g_free(command);
}

static void
free_message(gpointer data)
{
	tertius_imap_message_free(data);
}

TertiusImapFetch *
tertius_imap_fetch_new(GArray *uids, GArray *missing)
{
	TertiusImapFetch *fetch = g_new0(TertiusImapFetch, 1);

	fetch->uids = uids;
	fetch->missing = missing;
	fetch->size = BATCH_FIRST;
	fetch->waiting = g_hash_table_new_full(NULL, NULL, NULL, free_message);
	g_queue_init(&fetch->commands);
	g_queue_init(&fetch->late);
	return fetch;
}

void
tertius_imap_fetch_free(TertiusImapFetch *fetch)
{
	if (fetch == NULL)
		return;
	g_queue_clear_full(&fetch->commands, free_command);
	g_queue_clear_full(&fetch->late, free_message);
	g_hash_table_unref(fetch->waiting);
	g_array_unref(fetch->uids);
	g_free(fetch);
}

guint
tertius_imap_fetch_left(const TertiusImapFetch *fetch)
{
	return fetch->uids->len - fetch->head +
	       g_hash_table_size(fetch->waiting) + fetch->late.length;
}

static TertiusImapMessage *
steal_message(TertiusImapFetch *fetch, guint32 uid)
{
	gpointer key = GUINT_TO_POINTER(uid);
	gpointer found = NULL;
	TertiusImapMessage *message;

	if (!g_hash_table_steal_extended(fetch->waiting, key, NULL, &found))
		return NULL;
	message = found;
	fetch->held -= message->held;
	return message;
}

/* FALSE when nobody waits for it. */
static gboolean
drop_message(TertiusImapFetch *fetch, guint32 uid)
{
	TertiusImapMessage *message = steal_message(fetch, uid);

	tertius_imap_message_free(message);
	return message != NULL;
}

static void
miss(TertiusImapFetch *fetch, guint32 uid)
{
	if (drop_message(fetch, uid))
		g_array_append_val(fetch->missing, uid);
}

/* --- Asking --------------------------------------------------------------- */

/* Takes @uids. */
static gboolean
ask(TertiusImapFetch *fetch, TertiusImapSession *session, GArray *uids,
    const char *wants, GError **error)
{
	Command *command = g_new0(Command, 1);
	g_autofree char *set = tertius_imap_numbers_dup_set(uids);
	g_autofree char *line = g_strdup_printf("UID FETCH %s (UID%s)", set,
	                                        wants != NULL ? wants : "");

	command->uids = uids;
	g_queue_push_tail(&fetch->commands, command);
	return tertius_imap_session_send(session, line, command->tag, error);
}

static gboolean
ask_first_phase(TertiusImapFetch *fetch, TertiusImapSession *session,
                GError **error)
{
	guint count = MIN(fetch->size, fetch->uids->len - fetch->head);
	GArray *uids = g_array_sized_new(FALSE, FALSE, sizeof(guint32), count);
	g_autofree char *wants =
		g_strdup_printf(" INTERNALDATE BODYSTRUCTURE "
	                        "BODY.PEEK[HEADER.FIELDS (%s)]",
	                        tertius_imap_fields);

	for (guint i = 0; i < count; i++) {
		guint32 uid =
			g_array_index(fetch->uids, guint32, fetch->head++);

		g_array_append_val(uids, uid);
		g_hash_table_insert(fetch->waiting, GUINT_TO_POINTER(uid),
		                    tertius_imap_message_new(uid));
	}
	fetch->asked += count;
	if (!ask(fetch, session, uids, wants, error))
		return FALSE;
	((Command *) g_queue_peek_tail(&fetch->commands))->is_first_phase =
		TRUE;
	return TRUE;
}

static guint
compute_ahead(const TertiusImapSession *session)
{
	gint64 milliseconds = tertius_imap_session_round_trip(session) / 1000;

	return (guint) CLAMP(milliseconds * AHEAD_A_MILLISECOND, AHEAD_LEAST,
	                     AHEAD_MAX);
}

static void
grow_batch(TertiusImapFetch *fetch, const TertiusImapSession *session)
{
	fetch->size = MIN(fetch->size * 2, MIN(compute_ahead(session) / 2,
	                                       TERTIUS_IMAP_BATCH_MAX));
}

static gboolean
ask_ahead(TertiusImapFetch *fetch, TertiusImapSession *session, GError **error)
{
	gboolean is_careful = fetch->size < CAREFUL_BELOW;
	guint ahead = compute_ahead(session);

	if (is_careful)
		return !g_queue_is_empty(&fetch->commands) ||
		       fetch->head == fetch->uids->len ||
		       ask_first_phase(fetch, session, error);
	while (fetch->asked < ahead && fetch->head < fetch->uids->len &&
	       (fetch->held < HELD_ENOUGH ||
	        g_queue_is_empty(&fetch->commands))) {
		if (!ask_first_phase(fetch, session, error))
			return FALSE;
		grow_batch(fetch, session);
	}
	return TRUE;
}

/* One command for each set of sections that somebody wants. Most messages have
 * their text in part 1, so that these are few. */
static gboolean
ask_second_phase(TertiusImapFetch *fetch, TertiusImapSession *session,
                 GHashTable *groups, GError **error)
{
	GHashTableIter iter;
	gpointer wants, uids;

	g_hash_table_iter_init(&iter, groups);
	while (g_hash_table_iter_next(&iter, &wants, &uids))
		if (!ask(fetch, session, g_array_ref(uids), wants, error))
			return FALSE;
	return TRUE;
}

/* --- Answers -------------------------------------------------------------- */

/* Returns the message that a FETCH response is about, or NULL when none that we
 * wait for. */
static TertiusImapMessage *
take_fetch(TertiusImapFetch *fetch, const TertiusImapResponse *response)
{
	guint32 uid = tertius_imap_answer_uid(response);
	TertiusImapMessage *message =
		g_hash_table_lookup(fetch->waiting, GUINT_TO_POINTER(uid));

	if (message == NULL)
		return NULL;
	tertius_imap_answer_take(response, message);
	fetch->held += response->text->len;
	return message;
}

/* Whether all has come that will; it may come in several answers (RFC 3501 7.4.2).
 * What to think of a doubtful one is known at the end of its command. */
static gboolean
is_complete(const TertiusImapMessage *message)
{
	return message->header != NULL && !message->is_doubtful &&
	       tertius_imap_message_is_whole(message);
}

/* What is complete is suspected no more. */
static TertiusImapMessage *
finish_message(TertiusImapFetch *fetch, guint32 uid)
{
	if (uid == fetch->suspect)
		fetch->suspect = 0;
	return steal_message(fetch, uid);
}

static void
add_to_group(GHashTable *groups, const char *wants, guint32 uid)
{
	GArray *group = g_hash_table_lookup(groups, wants);

	if (group == NULL) {
		group = g_array_new(FALSE, FALSE, sizeof(guint32));
		g_hash_table_insert(groups, g_strdup(wants), group);
	}
	g_array_append_val(group, uid);
}

/* Sorts what is left of a first phase by what is wanted of it. */
static GHashTable *
sort_by_wants(TertiusImapFetch *fetch, const GArray *uids)
{
	GHashTable *groups =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
	                              (GDestroyNotify) g_array_unref);

	for (guint i = 0; i < uids->len; i++) {
		guint32 uid = g_array_index(uids, guint32, i);
		gpointer key = GUINT_TO_POINTER(uid);
		TertiusImapMessage *message =
			g_hash_table_lookup(fetch->waiting, key);
		char *wants;

		if (message == NULL)
			continue;
		if (message->header == NULL) {
			miss(fetch, uid);
			continue;
		}
		wants = tertius_imap_message_dup_wants(message);
		if (*wants == '\0') /* only doubt has kept it here */
			g_queue_push_tail(&fetch->late,
			                  finish_message(fetch, uid));
		else
			add_to_group(groups, wants, uid);
		g_free(wants);
	}
	return groups;
}

static gboolean
end_first_phase(TertiusImapFetch *fetch, TertiusImapSession *session,
                const Command *command, GError **error)
{
	g_autoptr(GHashTable) groups = sort_by_wants(fetch, command->uids);

	fetch->asked -= command->uids->len;
	grow_batch(fetch, session);
	return ask_second_phase(fetch, session, groups, error);
}

/* RFC 5530: the server has just learnt that some are gone; of these it says
 * NIL, where it says anything. */
static void
drop_doubtful(TertiusImapFetch *fetch, const GArray *uids)
{
	for (guint i = 0; i < uids->len; i++) {
		guint32 uid = g_array_index(uids, guint32, i);
		const TertiusImapMessage *message = g_hash_table_lookup(
			fetch->waiting, GUINT_TO_POINTER(uid));

		if (message != NULL && message->is_doubtful)
			miss(fetch, uid);
	}
}

/* What came without its text is as it is. */
static void
end_second_phase(TertiusImapFetch *fetch, const Command *command)
{
	for (guint i = 0; i < command->uids->len; i++) {
		guint32 uid = g_array_index(command->uids, guint32, i);
		const TertiusImapMessage *message = g_hash_table_lookup(
			fetch->waiting, GUINT_TO_POINTER(uid));

		if (message != NULL && message->has_body)
			g_queue_push_tail(&fetch->late,
			                  finish_message(fetch, uid));
		else
			miss(fetch, uid);
	}
}

/* Commands end in the order in which they went. */
static gboolean
take_end(TertiusImapFetch *fetch, TertiusImapSession *session,
         const TertiusImapResponse *response, GError **error)
{
	Command *command = g_queue_peek_head(&fetch->commands);
	gboolean has_vanished =
		tertius_imap_response_has_code(response, "EXPUNGEISSUED");
	gboolean is_fine = TRUE;

	if (command == NULL ||
	    !tertius_imap_response_is_end_of(response, command->tag)) {
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_MALFORMED,
		                    _("the server answers what was not asked"));
		return FALSE;
	}
	if (!has_vanished &&
	    !tertius_imap_response_check_command(response, error))
		return FALSE;
	(void) g_queue_pop_head(&fetch->commands);
	if (has_vanished)
		drop_doubtful(fetch, command->uids);
	if (command->is_first_phase)
		is_fine = end_first_phase(fetch, session, command, error);
	else
		end_second_phase(fetch, command);
	free_command(command);
	return is_fine;
}

/* Takes one response. FALSE with an error; @message: what is complete by it. */
static gboolean
take_response(TertiusImapFetch *fetch, TertiusImapSession *session,
              TertiusImapMessage **message, GError **error)
{
	const TertiusImapResponse *response =
		tertius_imap_session_next(session, error);
	TertiusImapMessage *found;

	if (response == NULL)
		return FALSE;
	if (response->kind == TERTIUS_IMAP_DONE)
		return take_end(fetch, session, response, error);
	found = take_fetch(fetch, response);
	if (found != NULL && is_complete(found))
		*message = finish_message(fetch, found->uid);
	if (*message != NULL || fetch->held <= HELD_MAX)
		return TRUE;
	g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
	                    _("the server sends more than can be held"));
	return FALSE;
}

/* FALSE with an error, or without one when all has come. */
static gboolean
go_on(TertiusImapFetch *fetch, TertiusImapSession *session,
      TertiusImapMessage **message, GError **error)
{
	return ask_ahead(fetch, session, error) &&
	       !g_queue_is_empty(&fetch->commands) &&
	       take_response(fetch, session, message, error);
}

TertiusImapMessage *
tertius_imap_fetch_next(TertiusImapFetch *fetch, TertiusImapSession *session,
                        GError **error)
{
	TertiusImapMessage *message = NULL;

	while (message == NULL) {
		if (fetch->late.length > 0)
			return g_queue_pop_head(&fetch->late);
		if (!go_on(fetch, session, &message, error))
			return NULL;
	}
	return message;
}

/* --- After a fault -------------------------------------------------------- */

/* Puts back what was on its way, in order. */
static void
put_back(TertiusImapFetch *fetch)
{
	guint from = fetch->head;

	while (from > 0 && g_hash_table_size(fetch->waiting) > 0) {
		guint32 uid = g_array_index(fetch->uids, guint32, --from);

		if (!drop_message(fetch, uid))
			continue;
		g_array_index(fetch->uids, guint32, --fetch->head) = uid;
	}
}

gboolean
tertius_imap_fetch_suspects(const TertiusImapFetch *fetch)
{
	return g_hash_table_size(fetch->waiting) == 1;
}

guint32
tertius_imap_fetch_reset(TertiusImapFetch *fetch, gboolean is_busy)
{
	gboolean is_alone = tertius_imap_fetch_suspects(fetch);
	guint most = is_busy ? TERTIUS_IMAP_BUSY_MAX : TERTIUS_IMAP_FAULTS_MAX;
	guint32 first;

	g_queue_clear_full(&fetch->commands, free_command);
	g_queue_init(&fetch->commands);
	fetch->asked = 0;
	put_back(fetch);
	fetch->size = 1;
	if (!is_alone)
		return 0;
	first = g_array_index(fetch->uids, guint32, fetch->head);
	if (first != fetch->suspect)
		fetch->suspect_faults = 0;
	fetch->suspect = first;
	if (++fetch->suspect_faults < most)
		return 0;
	fetch->head++;
	fetch->suspect = 0;
	return first;
}

void
tertius_imap_fetch_turn(TertiusImapFetch *fetch)
{
	guint low = fetch->head, high = fetch->uids->len;

	while (low + 1 < high) {
		guint32 *uids = (guint32 *) (void *) fetch->uids->data;
		guint32 first = uids[low];

		uids[low++] = uids[--high];
		uids[high] = first;
	}
}

/* --- Two at one folder ---------------------------------------------------- */

/* What begins at @from goes into an array of its own. */
static GArray *
cut_off(GArray *uids, guint from)
{
	GArray *rest = g_array_new(FALSE, FALSE, sizeof(guint32));

	if (from < uids->len)
		g_array_append_vals(rest, &g_array_index(uids, guint32, from),
		                    uids->len - from);
	g_array_set_size(uids, from);
	return rest;
}

GArray *
tertius_imap_fetch_split(TertiusImapFetch *fetch)
{
	guint open = fetch->uids->len - fetch->head;

	return cut_off(fetch->uids, fetch->head + open / 2);
}

GArray *
tertius_imap_fetch_take_left(TertiusImapFetch *fetch)
{
	TertiusImapMessage *message;
	GArray *left;

	put_back(fetch);
	left = cut_off(fetch->uids, fetch->head);
	while ((message = g_queue_pop_head(&fetch->late)) != NULL) {
		g_array_append_val(left, message->uid);
		tertius_imap_message_free(message);
	}
	return left;
}

void
tertius_imap_fetch_give(TertiusImapFetch *fetch, const GArray *uids)
{
	g_array_append_vals(fetch->uids, uids->data, uids->len);
}
