/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From EXAMINE to the last message. The folder is looked through from its end
 * in windows of sequence numbers: when a message is removed meanwhile, those
 * above it move down, into a window that is still to come, and none is missed.
 */
#include "mail/imap-folder.h"

#include "base/error.h"
#include "mail/imap-examine.h"
#include "mail/imap-fetch.h"
#include "mail/imap-missing.h"
#include "mail/imap-search.h"

#include <glib/gi18n-lib.h>

/* Messages that are taken from one session before the other has its turn. */
#define TURN_MESSAGES 100

/* Times that the server may number a folder anew while we read it; and windows in
 * a row that may be empty: nobody has so many messages that are no more, or that
 * are too old. */
#define RENEWALS_MAX  3
#define EMPTY_MAX     100
#define EMPTY_OLD_MAX 2000

/* Messages of a folder whose numbers are asked for while it is opened; that
 * there may be more by then does not matter. */
#define SMALL_MAX (TERTIUS_IMAP_WINDOW_MAX / 2)

struct _TertiusImapReading {
	TertiusImapFolder *folder;
	const TertiusSourceOptions *options;
	gboolean is_open;  /* in the present session */
	gboolean is_begun; /* @validity and what follows are set */
	guint32 validity;
	guint32 next;   /* UIDNEXT when the reading began */
	guint32 exists; /* in the present session */
	guint32 above;  /* messages up to this one are still to be looked
	                      * through */
	guint renewals;
	guint empty;                /* windows in a row */
	gboolean has_losses;        /* something could not be read */
	guint32 total;              /* messages when the reading began */
	GArray *found;              /* all numbers, when opening brought them */
	GArray *missing;            /* of the present window: did not come */
	GArray *partial;            /* of it: not all that was wanted came */
	TertiusImapFetch *fetch;    /* of the present window, or NULL */
	TertiusImapSession *helper; /* a second session, or NULL; and its … */
	TertiusImapFetch *help;     /* … part of the window, or NULL */
	guint turn;                 /* messages since the two began */
	guint64 received;           /* bytes of helpers that are gone */
};

static char *
dup_state(guint32 validity, guint32 next, gint64 since)
{
	return g_strdup_printf("state:%u:%u:%" G_GINT64_FORMAT, validity, next,
	                       since);
}

static gboolean
is_known(const TertiusSourceOptions *options, const TertiusImapFolder *folder,
         const char *key)
{
	return options->is_known != NULL &&
	       options->is_known(folder->item, key, options->data);
}

gboolean
tertius_imap_reading_is_needless(const TertiusImapFolder *folder,
                                 const TertiusSourceOptions *options)
{
	g_autofree char *all = NULL;
	g_autofree char *recent = NULL;

	if (folder->validity == 0 || folder->next == 0)
		return FALSE;
	if (folder->is_empty)
		return TRUE;
	all = dup_state(folder->validity, folder->next, 0);
	recent = dup_state(folder->validity, folder->next, options->since);
	return is_known(options, folder, all) ||
	       (options->since > 0 && is_known(options, folder, recent));
}

TertiusImapReading *
tertius_imap_reading_new(TertiusImapFolder *folder,
                         const TertiusSourceOptions *options)
{
	TertiusImapReading *reading = g_new0(TertiusImapReading, 1);

	reading->folder = folder;
	reading->options = options;
	reading->missing = g_array_new(FALSE, FALSE, sizeof(guint32));
	reading->partial = g_array_new(FALSE, FALSE, sizeof(guint32));
	return reading;
}

void
tertius_imap_reading_free(TertiusImapReading *reading)
{
	if (reading == NULL)
		return;
	tertius_imap_session_free(reading->helper);
	tertius_imap_fetch_free(reading->help);
	tertius_imap_fetch_free(reading->fetch);
	g_clear_pointer(&reading->found, g_array_unref);
	g_array_unref(reading->missing);
	g_array_unref(reading->partial);
	g_free(reading);
}

gboolean
tertius_imap_reading_is_open(const TertiusImapReading *reading)
{
	return reading->is_open;
}

const TertiusImapFolder *
tertius_imap_reading_folder(const TertiusImapReading *reading)
{
	return reading->folder;
}

guint
tertius_imap_reading_done(const TertiusImapReading *reading)
{
	return reading->total -
	       MIN(reading->total, tertius_imap_reading_left(reading));
}

guint
tertius_imap_reading_total(const TertiusImapReading *reading)
{
	return reading->total;
}

/* --- Looking through ------------------------------------------------------ */

static GArray *
search_window(TertiusImapReading *reading, TertiusImapSession *session,
              guint32 low, GError **error)
{
	g_autofree char *range = g_strdup_printf("%u:%u", low, reading->above);

	return tertius_imap_search_run(session, range, reading->options->since,
	                               reading->above - low + 1, error);
}

/* --- Opening -------------------------------------------------------------- */

/* From the beginning: a new folder, or one that the server has numbered anew. */
static void
begin(TertiusImapReading *reading)
{
	tertius_imap_reading_dismiss(reading);
	g_clear_pointer(&reading->fetch, tertius_imap_fetch_free);
	g_array_set_size(reading->missing, 0);
	g_array_set_size(reading->partial, 0);
	reading->is_begun = TRUE;
	reading->validity = reading->folder->validity;
	reading->next = reading->folder->next;
	reading->above = reading->total = reading->exists;
	if (tertius_imap_reading_is_needless(reading->folder,
	                                     reading->options)) {
		reading->above = 0;
		reading->next = 0; /* that is remembered */
	}
}

static gboolean
is_small(const TertiusImapReading *reading, TertiusImapSession *session)
{
	return !reading->is_begun && reading->folder->messages > 0 &&
	       reading->folder->messages <= SMALL_MAX &&
	       tertius_imap_session_can(session, "ESEARCH");
}

/* TERTIUS_ERROR_MALFORMED when that would go on for ever. */
static gboolean
may_begin(TertiusImapReading *reading, GError **error)
{
	if (!reading->is_begun ||
	    reading->validity == reading->folder->validity ||
	    reading->renewals++ < RENEWALS_MAX)
		return TRUE;
	g_set_error_literal(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	                    _("the server numbers it anew again and again"));
	return FALSE;
}

/* Where LIST has told that the folder is small, it is looked through with the same
 * round trip. */
static gboolean
examine(TertiusImapReading *reading, TertiusImapSession *session,
        GError **error)
{
	GArray **found = is_small(reading, session) ? &reading->found : NULL;

	g_clear_pointer(&reading->found, g_array_unref);
	if (!tertius_imap_examine(session, reading->folder,
	                          reading->options->since, &reading->exists,
	                          found, error) ||
	    !may_begin(reading, error))
		return FALSE;
	reading->is_open = TRUE;
	if (!reading->is_begun ||
	    reading->validity != reading->folder->validity)
		begin(reading);
	reading->above = MIN(reading->above, reading->exists);
	return TRUE;
}

static char *
dup_key(const TertiusImapReading *reading, guint32 uid)
{
	return g_strdup_printf("%u/%u", reading->validity, uid);
}

/* Leaves in @uids what is not known. By numbers that the server does not vouch for
 * (RFC 3501 2.3.1.1) nothing is. */
static void
drop_known(TertiusImapReading *reading, GArray *uids)
{
	guint kept = 0;

	for (guint i = 0; i < uids->len; i++) {
		guint32 uid = g_array_index(uids, guint32, i);
		g_autofree char *key = dup_key(reading, uid);

		/* By such a state nobody would see what is new. */
		if (uid >= reading->next)
			reading->next = 0;

		if (reading->validity == 0 ||
		    !is_known(reading->options, reading->folder, key))
			g_array_index(uids, guint32, kept++) = uid;
	}
	g_array_set_size(uids, kept);
}

/* FALSE when the server counts messages that it does not have, without end. */
static gboolean
has_some(TertiusImapReading *reading, const GArray *uids, GError **error)
{
	guint most = reading->options->since > 0 ? EMPTY_OLD_MAX : EMPTY_MAX;

	reading->empty = uids->len > 0 ? 0 : reading->empty + 1;
	if (reading->empty < most)
		return TRUE;
	g_set_error_literal(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	                    _("the list of messages cannot be read"));
	return FALSE;
}

static gboolean
open_window(TertiusImapReading *reading, TertiusImapSession *session,
            GError **error)
{
	guint32 low = reading->above > TERTIUS_IMAP_WINDOW_MAX
	                      ? reading->above - TERTIUS_IMAP_WINDOW_MAX + 1
	                      : 1;
	GArray *uids = g_steal_pointer(&reading->found);

	if (uids != NULL)
		low = 1; /* that was all of it */
	else
		uids = search_window(reading, session, low, error);
	if (uids == NULL || !has_some(reading, uids, error)) {
		g_clear_pointer(&uids, g_array_unref);
		return FALSE;
	}
	drop_known(reading, uids);
	reading->fetch = tertius_imap_fetch_new(uids, reading->missing);
	reading->above = low - 1;
	if (reading->helper != NULL)
		reading->help = tertius_imap_fetch_new(
			tertius_imap_fetch_split(reading->fetch),
			reading->missing);
	return TRUE;
}

/* --- Reading -------------------------------------------------------------- */

static GBytes *
finish_message(TertiusImapReading *reading, TertiusImapMessage *message,
               char **key, gint64 *received)
{
	GBytes *bytes = tertius_imap_message_compose(message);

	if (message->is_doubtful || !tertius_imap_message_is_whole(message))
		g_array_append_val(reading->partial, message->uid);
	*key = dup_key(reading, message->uid);
	*received = message->received;
	tertius_imap_message_free(message);
	return bytes;
}

static gboolean
is_too_old(const TertiusImapReading *reading, const TertiusImapMessage *message)
{
	return message->received != 0 &&
	       message->received < reading->options->since;
}

/* What the helper brings when it has its turn; NULL: ask the first session. */
static TertiusImapMessage *
next_of_helper(TertiusImapReading *reading)
{
	g_autoptr(GError) why = NULL;
	TertiusImapMessage *message;

	if (reading->help == NULL ||
	    (reading->turn++ / TURN_MESSAGES % 2 == 0 &&
	     tertius_imap_fetch_left(reading->fetch) > 0))
		return NULL;
	message = tertius_imap_fetch_next(reading->help, reading->helper, &why);
	if (why != NULL)
		tertius_imap_reading_dismiss(reading);
	else if (message == NULL)
		g_clear_pointer(&reading->help, tertius_imap_fetch_free);
	return message;
}

/* Tells which of @uids are still there, and forgets them. FALSE with an error. */
static gboolean
settle(TertiusImapReading *reading, TertiusImapSession *session, GArray *uids,
       const char *words, GError **error)
{
	g_autoptr(GArray) there =
		tertius_imap_missing_find(session, uids, error);

	if (there == NULL)
		return FALSE;
	tertius_imap_missing_tell(reading->options, reading->folder, there,
	                          words);
	if (uids == reading->missing && there->len > 0)
		reading->has_losses = TRUE;
	g_array_set_size(uids, 0);
	return TRUE;
}

static gboolean
settle_both(TertiusImapReading *reading, TertiusImapSession *session,
            GError **error)
{
	return settle(reading, session, reading->missing,
	              _("the server names it and does not give it; the next "
	                "scan asks again"),
	              error) &&
	       settle(reading, session, reading->partial,
	              _("the server does not give all of its text; what came "
	                "of it is kept"),
	              error);
}

/* NULL without an error when the window has no more. */
static TertiusImapMessage *
next_of_window(TertiusImapReading *reading, TertiusImapSession *session,
               GError **error)
{
	TertiusImapMessage *message = next_of_helper(reading);
	GError *why = NULL;

	while (message == NULL && why == NULL) {
		message =
			tertius_imap_fetch_next(reading->fetch, session, &why);
		if (message != NULL || why != NULL || reading->help == NULL)
			break;
		message = next_of_helper(reading);
	}
	if (why != NULL)
		g_propagate_error(error, why);
	else if (message == NULL && settle_both(reading, session, error))
		g_clear_pointer(&reading->fetch, tertius_imap_fetch_free);
	return message;
}

/* The next message that is wanted; NULL without an error at the end. */
static TertiusImapMessage *
next_message(TertiusImapReading *reading, TertiusImapSession *session,
             GError **error)
{
	while (reading->fetch != NULL || reading->above > 0) {
		TertiusImapMessage *message;

		if (reading->fetch == NULL &&
		    !open_window(reading, session, error))
			return NULL;
		message = next_of_window(reading, session, error);
		if (message != NULL && !is_too_old(reading, message))
			return message;
		if (message == NULL && reading->fetch != NULL)
			return NULL; /* with the error */
		tertius_imap_message_free(message);
	}
	return NULL;
}

GBytes *
tertius_imap_reading_next(TertiusImapReading *reading,
                          TertiusImapSession *session, char **key,
                          gint64 *received, GError **error)
{
	TertiusImapMessage *message;
	GError *why = NULL;

	if (!reading->is_open && !examine(reading, session, error))
		return NULL;
	message = next_message(reading, session, &why);
	if (why != NULL) {
		g_propagate_error(error, why);
		return NULL;
	}
	if (message != NULL)
		return finish_message(reading, message, key, received);
	if (reading->validity != 0 && reading->next != 0 &&
	    !reading->has_losses)
		*key = dup_state(reading->validity, reading->next,
		                 reading->options->since);
	return NULL;
}

gboolean
tertius_imap_reading_suspects(const TertiusImapReading *reading)
{
	return reading->fetch != NULL &&
	       tertius_imap_fetch_suspects(reading->fetch);
}

char *
tertius_imap_reading_reset(TertiusImapReading *reading, gboolean is_busy)
{
	guint32 lost;

	reading->is_open = FALSE;
	g_clear_pointer(&reading->found, g_array_unref);
	if (reading->fetch == NULL)
		return NULL;
	lost = tertius_imap_fetch_reset(reading->fetch, is_busy);
	if (lost == 0)
		return NULL;
	reading->has_losses = TRUE;
	return g_strdup_printf("%s/;UID=%u", reading->folder->item, lost);
}

void
tertius_imap_reading_turn(TertiusImapReading *reading)
{
	if (reading->fetch != NULL)
		tertius_imap_fetch_turn(reading->fetch);
}

/* --- A second session ----------------------------------------------------- */

guint
tertius_imap_reading_left(const TertiusImapReading *reading)
{
	return reading->above +
	       (reading->fetch == NULL
	                ? 0
	                : tertius_imap_fetch_left(reading->fetch));
}

guint64
tertius_imap_reading_received(const TertiusImapReading *reading)
{
	return reading->received +
	       (reading->helper == NULL
	                ? 0
	                : tertius_imap_session_received(reading->helper));
}

gboolean
tertius_imap_reading_help(TertiusImapReading *reading,
                          TertiusImapSession *helper)
{
	TertiusImapFolder there = { .wire = reading->folder->wire };
	guint32 exists;

	tertius_imap_reading_dismiss(reading);
	if (reading->fetch == NULL ||
	    !tertius_imap_examine(helper, &there, 0, &exists, NULL, NULL) ||
	    there.validity != reading->validity) {
		tertius_imap_session_free(helper);
		return FALSE;
	}
	reading->helper = helper;
	reading->help = tertius_imap_fetch_new(
		tertius_imap_fetch_split(reading->fetch), reading->missing);
	return TRUE;
}

void
tertius_imap_reading_dismiss(TertiusImapReading *reading)
{
	reading->received = tertius_imap_reading_received(reading);
	if (reading->help != NULL && reading->fetch != NULL) {
		g_autoptr(GArray) left =
			tertius_imap_fetch_take_left(reading->help);

		tertius_imap_fetch_give(reading->fetch, left);
	}
	g_clear_pointer(&reading->help, tertius_imap_fetch_free);
	g_clear_pointer(&reading->helper, tertius_imap_session_free);
}
