/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scan of an account: folder after folder, and after each fault once more
 * from where it was.
 */
#include "mail/imap.h"

#include "base/error.h"
#include "mail/imap-folder.h"
#include "mail/imap-folders.h"
#include "mail/imap-help.h"
#include "mail/imap-place.h"
#include "mail/imap-secret.h"
#include "mail/imap-session.h"

#include <glib/gi18n-lib.h>

/* Faults of one folder that the server itself reports, as INUSE. */
#define FOLDER_REFUSALS_MAX 3
/* Faults in a row at one folder while the server lets us in, without a message
 * between them: then all others come first, and after as many more it is given up.
 * Of so many folders in a row: then it is not the folders. */
#define FOLDER_FAULTS_MAX   5
#define FOLDERS_LOST_MAX    10
/* Messages given up in a row, without one that could be had: then it is this folder,
 * all others come first, and it is read on from its other end; and messages and
 * folders: then it is given up, and where the next one begins so, too, it is the
 * server. Each makes the pauses four times as long, so often. */
#define MESSAGES_LOST_MAX   5
#define LOSSES_MAX          20
#define LOSSES_SLOWING      2
/* Whoever was let in and then is not is asked to wait, as a connection that broke
 * counts for a while where there may not be many; so often, as the password may be
 * another by now. */
#define DENIALS_MAX         4
/* Pauses: the first, in milliseconds; they double up to this many times. */
#define PAUSE_FIRST         100
#define PAUSE_DOUBLINGS_MAX 8
#define PAUSE_BUSY_MORE     3

typedef struct {
	const TertiusSourceOptions *options;
	TertiusImapPlace *place;
	TertiusImapSecret *secret;
	TertiusImapSession *session; /* NULL while not connected */
	GPtrArray *folders;          /* TertiusImapFolder */
	guint next_folder;
	TertiusImapReading *reading; /* the folder that is being read */
	gboolean was_in;             /* the server has let us in */
	guint denials;               /* since it did */
	guint attempts;              /* faults since the last message */
	guint refusals;              /* of the folder that is being read */
	guint faults;                /* at it, since its last message */
	guint lost;                  /* folders in a row that were set aside */
	guint losses;                /* in a row: messages and folders that
	                              * could not be had */
	GQueue late;                 /* TertiusImapReading: of these */
	gboolean is_late;            /* the folder that is being read was one */
	gboolean is_uncounted;       /* LIST has not told how many there are */
	gboolean has_read;           /* a message, or a folder to its end */
	gboolean is_worn;            /* nothing was had since a folder was
	                              * given up for its messages */
	guint64 received;            /* bytes of the sessions that ended */
	TertiusImapHelp help;
	TertiusSourceProgress progress;
	TertiusItem item;
	GBytes *bytes;
	char *key;
} Source;

static void
hang_up(Source *source)
{
	if (source->session != NULL)
		source->received +=
			tertius_imap_session_received(source->session);
	g_clear_pointer(&source->session, tertius_imap_session_free);
	tertius_imap_help_rest(&source->help);
}

static void
free_reading(gpointer reading)
{
	tertius_imap_reading_free(reading);
}

static void
source_free(gpointer self)
{
	Source *source = self;

	g_clear_pointer(&source->reading, tertius_imap_reading_free);
	g_queue_clear_full(&source->late, free_reading);
	hang_up(source);
	g_clear_pointer(&source->folders, g_ptr_array_unref);
	tertius_imap_secret_free(source->secret);
	tertius_imap_place_free(source->place);
	g_clear_pointer(&source->bytes, g_bytes_unref);
	g_free(source->key);
	g_free(source);
}

static void
source_progress(gpointer self, TertiusSourceProgress *progress)
{
	Source *source = self;

	*progress = source->progress;
	progress->bytes_done = source->received;
	if (source->session != NULL)
		progress->bytes_done +=
			tertius_imap_session_received(source->session);
	if (source->reading != NULL) {
		progress->items_done +=
			tertius_imap_reading_done(source->reading);
		progress->bytes_done +=
			tertius_imap_reading_received(source->reading);
	}
	if (source->reading != NULL &&
	    tertius_imap_reading_folder(source->reading)->messages == 0)
		progress->items += tertius_imap_reading_total(source->reading);
	progress->items = MAX(progress->items, progress->items_done);
	progress->is_partial = source->folders != NULL &&
	                       source->is_uncounted &&
	                       source->next_folder < source->folders->len;
}

static void
report(const Source *source, const char *what, const char *message)
{
	if (source->options->problem != NULL)
		source->options->problem(what, message, source->options->data);
}

/* --- Faults --------------------------------------------------------------- */

/* Sleeps, or until cancelled. */
static void
wait_for(GCancellable *cancellable, guint milliseconds)
{
	GPollFD poll = { 0 };

	if (g_cancellable_make_pollfd(cancellable, &poll)) {
		(void) g_poll(&poll, 1, (gint) milliseconds);
		g_cancellable_release_fd(cancellable);
	} else {
		g_usleep((gulong) milliseconds * 1000);
	}
}

/* Longer each time, and never for all clients of a server at once. */
static void
pause_after(const Source *source, guint more)
{
	guint doublings = source->attempts + more;
	guint first = source->options->network_pause > 0
	                      ? source->options->network_pause
	                      : PAUSE_FIRST;
	guint pause = first << MIN(doublings, PAUSE_DOUBLINGS_MAX);

	tertius_source_tell_wait(source->options, 0);
	wait_for(source->options->cancellable,
	         pause / 2 + (guint) g_random_int_range(0, (gint32) pause));
}

/* Whether it may go better in a moment. */
static gboolean
is_passing(const GError *why)
{
	return why->domain == G_IO_ERROR && why->code != G_IO_ERROR_CANCELLED;
}

/* Errors below are in a domain of their own while there is hope; the world
 * hears that the place cannot be reached. */
static void
propagate(GError **error, GError *why)
{
	if (is_passing(why))
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_UNREACHABLE, why->message);
	else
		g_propagate_error(error, g_error_copy(why));
}

static gboolean
connect_now(Source *source, GError **error)
{
	GError *why = NULL;

	if (source->session != NULL)
		return TRUE;
	source->session = tertius_imap_session_open(
		source->place, source->options, source->secret, &why);
	if (source->session != NULL) {
		source->was_in = TRUE;
		source->denials = 0;
		return TRUE;
	}
	if (source->was_in &&
	    g_error_matches(why, TERTIUS_ERROR, TERTIUS_ERROR_DENIED) &&
	    source->denials++ < DENIALS_MAX) {
		g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_BUSY,
		                    why->message);
		g_error_free(why);
	} else {
		g_propagate_error(error, why);
	}
	return FALSE;
}

/* --- Folders -------------------------------------------------------------- */

/* What the next folder begins with. */
static void
forget_faults(Source *source)
{
	tertius_imap_help_begin(&source->help);
	source->refusals = source->faults = source->attempts = 0;
}

static void
leave_folder(Source *source)
{
	source->progress.folders_done++;
	if (source->reading != NULL) {
		const TertiusImapFolder *folder =
			tertius_imap_reading_folder(source->reading);
		guint total = tertius_imap_reading_total(source->reading);

		/* Not every server counts them before they are opened. */
		if (folder->messages == 0)
			source->progress.items += total;
		source->progress.items_done +=
			folder->messages > 0 ? folder->messages : total;
		source->received +=
			tertius_imap_reading_received(source->reading);
	}
	g_clear_pointer(&source->reading, tertius_imap_reading_free);
	forget_faults(source);
}

static const TertiusItem *
hand_out(Source *source, const TertiusImapFolder *folder, char *key,
         GBytes *bytes, gint64 received)
{
	g_clear_pointer(&source->bytes, g_bytes_unref);
	g_free(source->key);
	source->key = key;
	source->bytes = bytes;
	source->item = (TertiusItem){
		.folder = folder->item,
		.key = key,
		.bytes = bytes,
		.received = received,
		.is_sent = folder->is_sent,
	};
	return &source->item;
}

/* --- Reading on ----------------------------------------------------------- */

/* The server gives something. */
static void
note_success(Source *source)
{
	source->lost = source->losses = 0;
	source->has_read = TRUE;
	source->is_worn = FALSE;
}

/* A message, or the end of the folder as an item, or neither. */
static const TertiusItem *
read_on(Source *source, GError **error)
{
	TertiusImapReading *reading = source->reading;
	const TertiusImapFolder *folder = tertius_imap_reading_folder(reading);
	GError *why = NULL;
	gint64 received = 0;
	char *key = NULL;
	GBytes *bytes;

	bytes = tertius_imap_reading_next(reading, source->session, &key,
	                                  &received, &why);
	if (why != NULL) {
		g_propagate_error(error, why);
		return NULL;
	}
	if (bytes != NULL) {
		source->attempts = source->refusals = source->faults = 0;
		note_success(source);
		tertius_imap_help_consider(&source->help, source->session,
		                           reading);
		return hand_out(source, folder, key, bytes, received);
	}
	leave_folder(source);
	note_success(source);
	return key == NULL ? NULL : hand_out(source, folder, key, NULL, 0);
}

/* FALSE when there is none left. */
static gboolean
next_folder(Source *source)
{
	while (source->next_folder < source->folders->len) {
		TertiusImapFolder *folder = g_ptr_array_index(
			source->folders, source->next_folder++);

		if (!tertius_imap_reading_is_needless(folder,
		                                      source->options)) {
			source->reading = tertius_imap_reading_new(
				folder, source->options);
			return TRUE;
		}
		source->progress.items_done += folder->messages;
		source->progress.folders_done++;
		source->has_read = TRUE;
	}
	source->reading = g_queue_pop_head(&source->late);
	source->is_late = source->reading != NULL;
	return source->is_late;
}

/* Of the server, not of what was asked for. */
static gboolean
is_trouble(const GError *why)
{
	return g_error_matches(why, G_IO_ERROR, G_IO_ERROR_BUSY) ||
	       g_error_matches(why, G_IO_ERROR, G_IO_ERROR_FAILED);
}

/* The server does not open this folder. */
static gboolean
is_refusal(Source *source, const GError *why)
{
	if (source->session == NULL ||
	    tertius_imap_reading_is_open(source->reading))
		return FALSE;
	if (is_trouble(why))
		return ++source->refusals >= FOLDER_REFUSALS_MAX;
	return why->domain == TERTIUS_ERROR;
}

/* Whether it is not worth going on: nobody may in, or nobody wants to. */
static gboolean
is_end(const Source *source, const GError *why)
{
	return g_error_matches(why, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
	       (source->session == NULL &&
	        g_error_matches(why, TERTIUS_ERROR, TERTIUS_ERROR_DENIED));
}

/* The rest is read without it. */
static void
give_up_folder(Source *source, const GError *why)
{
	report(source, tertius_imap_reading_folder(source->reading)->item,
	       why->message);
	leave_folder(source);
}

/* The server lets us in and falls over this folder, again and again: the others
 * come first. FALSE when it is the only one that is left. */
static gboolean
set_aside(Source *source, const GError *why)
{
	if (source->is_late) {
		give_up_folder(source, why);
	} else if (source->next_folder < source->folders->len) {
		tertius_imap_reading_dismiss(source->reading);
		g_queue_push_tail(&source->late,
		                  g_steal_pointer(&source->reading));
		forget_faults(source);
	} else {
		return FALSE;
	}
	source->lost++;
	return TRUE;
}

/* After a fault. FALSE when all hope is gone. Where it may be one of a message,
 * @is_alone, that is given up before its folder. */
static gboolean
bear_fault(Source *source, const GError *why, gboolean is_alone)
{
	gboolean is_of_folder =
		source->session != NULL && source->lost < FOLDERS_LOST_MAX;

	hang_up(source);
	if (is_of_folder && ++source->faults >= FOLDER_FAULTS_MAX &&
	    !(source->is_late && is_alone) && set_aside(source, why))
		return TRUE;
	if (++source->attempts <= TERTIUS_IMAP_ATTEMPTS_MAX)
		return TRUE;
	if (!is_of_folder || !source->has_read)
		return FALSE;
	give_up_folder(source, why);
	return TRUE;
}

/* The server does not open this folder, now or ever. FALSE when it opens none. */
static gboolean
bear_refusal(Source *source, const GError *why)
{
	gboolean is_denied =
		g_error_matches(why, TERTIUS_ERROR, TERTIUS_ERROR_DENIED);

	if (!is_trouble(why)) {
		give_up_folder(source, why);
	} else {
		if (++source->losses >= LOSSES_MAX)
			return FALSE;
		if (!set_aside(source, why))
			give_up_folder(source, why);
	}
	if (!is_denied)
		hang_up(source);
	return TRUE;
}

/* The rest of the folder is read without the message @what. FALSE when the server
 * gives none. */
static gboolean
bear_loss(Source *source, const char *what, const GError *why)
{
	gboolean is_busy = g_error_matches(why, G_IO_ERROR, G_IO_ERROR_BUSY);

	report(source, what, why->message);
	source->attempts = source->faults = 0;
	source->losses += is_busy ? MESSAGES_LOST_MAX : 1;
	if (source->losses >= LOSSES_MAX) {
		if (!source->has_read || source->is_worn)
			return FALSE;
		source->is_worn = TRUE;
		give_up_folder(source, why);
	} else if (is_busy || source->losses % MESSAGES_LOST_MAX == 0) {
		tertius_imap_reading_turn(source->reading);
		if (!source->is_late)
			(void) set_aside(source, why);
	}
	return TRUE;
}

/* How much longer than after a line that broke. */
static guint
compute_more(const Source *source, const GError *why, gboolean is_alone)
{
	guint more = 2 * MIN(source->losses, LOSSES_SLOWING);

	/* One that says what it cannot give is well. */
	if (why->domain == TERTIUS_ERROR)
		return 0;
	if (g_error_matches(why, G_IO_ERROR, G_IO_ERROR_BUSY))
		return PAUSE_BUSY_MORE;
	/* And one that hangs up at one message is not busy. */
	if (g_error_matches(why, G_IO_ERROR, G_IO_ERROR_FAILED) ||
	    (g_error_matches(why, G_IO_ERROR, G_IO_ERROR_CLOSED) && !is_alone))
		more += PAUSE_BUSY_MORE;
	return more;
}

/* Gives up what cannot be had, and waits. FALSE when all hope is gone. */
static gboolean
handle_fault(Source *source, const GError *why)
{
	gboolean is_busy = g_error_matches(why, G_IO_ERROR, G_IO_ERROR_BUSY);
	gboolean is_alone = tertius_imap_reading_suspects(source->reading);
	g_autofree char *lost = NULL;

	if (is_end(source, why))
		return FALSE;
	if (is_refusal(source, why))
		return bear_refusal(source, why);
	lost = tertius_imap_reading_reset(source->reading, is_busy);
	if (lost != NULL && !bear_loss(source, lost, why))
		return FALSE;
	if (!bear_fault(source, why, is_alone))
		return FALSE;
	pause_after(source, compute_more(source, why, is_alone));
	return TRUE;
}

static const TertiusItem *
source_next(gpointer self, GError **error)
{
	Source *source = self;

	for (;;) {
		g_autoptr(GError) why = NULL;
		const TertiusItem *item = NULL;

		if (g_cancellable_set_error_if_cancelled(
			    source->options->cancellable, error))
			return NULL;
		if (source->reading == NULL && !next_folder(source))
			return NULL;
		if (connect_now(source, &why))
			item = read_on(source, &why);
		if (item != NULL)
			return item;
		if (why != NULL && !handle_fault(source, why)) {
			propagate(error, why);
			return NULL;
		}
	}
}

/* --- Opening -------------------------------------------------------------- */

static gboolean
list_folders(Source *source, GError **error)
{
	if (!connect_now(source, error))
		return FALSE;
	source->folders = tertius_imap_folders_list(
		source->session, source->place, source->options, error);
	if (source->folders == NULL)
		return FALSE;
	source->progress.folders = source->folders->len;
	for (guint i = 0; i < source->folders->len; i++) {
		const TertiusImapFolder *folder =
			g_ptr_array_index(source->folders, i);

		source->progress.items += folder->messages;
		source->is_uncounted |= folder->validity == 0;
	}
	return TRUE;
}

/* A host that does not answer at all is told at once; one that hangs up gets
 * some more chances. */
static gboolean
open_account(Source *source, GError **error)
{
	for (;;) {
		g_autoptr(GError) why = NULL;

		if (list_folders(source, &why))
			return TRUE;
		hang_up(source);
		if (!is_passing(why) ||
		    ++source->attempts > TERTIUS_IMAP_ATTEMPTS_MAX / 2) {
			propagate(error, why);
			return FALSE;
		}
		pause_after(source,
		            g_error_matches(why, G_IO_ERROR, G_IO_ERROR_BUSY)
		                    ? PAUSE_BUSY_MORE
		                    : 0);
	}
}

TertiusSource *
tertius_imap_source_open(const char *place, const TertiusSourceOptions *options,
                         GError **error)
{
	static const TertiusSourceClass type = {
		.next = source_next,
		.progress = source_progress,
		.free = source_free,
	};
	TertiusImapPlace *parsed = tertius_imap_place_parse(place, error);
	Source *source;

	if (parsed == NULL)
		return NULL;
	source = g_new0(Source, 1);
	source->options = options;
	source->place = parsed;
	source->secret = tertius_imap_secret_new(parsed, options);
	tertius_imap_help_init(&source->help, parsed, options, source->secret);
	if (!open_account(source, error)) {
		source_free(source);
		return NULL;
	}
	return tertius_source_new(&type, source);
}
