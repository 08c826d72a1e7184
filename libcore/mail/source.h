/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where mail comes from. A source hands out messages as bytes, one after the
 * other, and leaves out those that the ledger knows already. Four kinds of
 * mail stand behind it (Maildir, MH, mbox, IMAP), and calendar files; whoever
 * reads does not care which.
 *
 *	open --> next, next, next … (NULL, no error: the end) --> free
 *
 * A source only ever reads. It may be stopped anywhere; what was handed out and
 * stored is not handed out again next time, because the reader remembers the
 * key of each item.
 */
#pragma once

#include <gio/gio.h>

/* One thing to take in. Lent until the next call on its source. */
typedef struct {
	const char *folder; /* stable name of the folder, for people too: its
	                     * path, or "imaps://user@host/INBOX" */
	const char *key;    /* stable name of the item in its folder */
	GBytes *bytes;    /* the message or calendar; NULL: nothing to take in,
	                * only the key is to be remembered: the state of a
	                * folder that was read to its end, "state" and a
	                * blank or a colon at its beginning */
	gint64 received;  /* unix time, 0 when unknown */
	gboolean is_sent; /* lies in a folder of sent mail */
	gboolean is_calendar;    /* iCalendar, not mail; without bytes: all that
	                       * lies in @folder was told by lies() */
	gboolean is_connections; /* neither, but a network's list of people */
	const char *name; /* of a calendar's object: the same when it changed,
	                   * unlike the key; NULL: not known */
	gboolean is_head; /* a message without its text, which may come */
} TertiusItem;

/* What a source must ask and tell. All but @since may be NULL. */
typedef struct {
	/* Whether this item was stored before. */
	gboolean (*is_known)(const char *folder, const char *key,
	                     gpointer data);
	/* Something could not be read; the source goes on with the rest.
	 * @what names it, @message says why. */
	void (*problem)(const char *what, const char *message, gpointer data);
	/* An object that lies in a calendar, known or not, by its name. */
	void (*lies)(const char *folder, const char *name, gpointer data);
	/* The source waits for a server: nothing has come for so many
	 * milliseconds (0: it is about to wait, perhaps for long). Called a few
	 * times at first, then each half second. */
	void (*waits)(guint milliseconds, gpointer data);
	gpointer data;
	gint64 since;        /* unix time; older items are left out; 0: all */
	gint64 now;          /* unix time at which reading begins; a folder on
	                      * this computer that changed less than two
	                      * seconds before is looked through again next
	                      * time; 0: no folder is ever passed over */
	const char *folders; /* glob ("*" and "?") of the folders to read, by
	                      * their name below the place, or NULL */
	GCancellable *cancellable;
	/* For IMAP: */
	const char *password_command;
	const char *ca_file;
	const char *token_command; /* prints an OAuth 2 access token */
	/* Asks the person for the password of "user@host"; NULL: none was
	 * given. The result is wiped and freed. Last, after the command and
	 * the secret service. */
	char *(*ask_password)(const char *who, gpointer data);
	gboolean allow_plaintext; /* on the loopback interface only */
	guint network_timeout;    /* seconds without a byte; 0: a minute */
	guint network_pause;      /* milliseconds after a first fault; 0: 100 */
} TertiusSourceOptions;

/* How far it is, for a progress line; 0 where it cannot know. */
typedef struct {
	guint folders, folders_done;
	guint64 items, items_done; /* known ones count as done */
	gboolean is_partial;       /* @items are not all: others follow that are
	                            * not counted yet */
	guint64 bytes, bytes_done;
} TertiusSourceProgress;

typedef struct _TertiusSource TertiusSource;

/* Opens @place: "imaps://…", "imap://…", a Maildir (a folder with cur/ and
 * new/, or Maildir++ subfolders), an MH folder or mailbox (numbered files,
 * .mh_sequences or Claws Mail's caches), an mbox file, an .ics or .vcf file or a
 * folder of them. What it is is found by looking. @options must outlive it. Returns
 * NULL with TERTIUS_ERROR_UNREACHABLE (no such place or host),
 * TERTIUS_ERROR_DENIED (no right, wrong password) or TERTIUS_ERROR_MALFORMED
 * (nothing that we can read); the message names the place. */
TertiusSource *tertius_source_open(const char *place,
                                   const TertiusSourceOptions *options,
                                   GError **error);

/* The next item, or NULL at the end (no error), when cancelled
 * (G_IO_ERROR_CANCELLED), or when the rest cannot be had. */
const TertiusItem *tertius_source_next(TertiusSource *source, GError **error);

TertiusSourceProgress tertius_source_progress(TertiusSource *source);
void tertius_source_free(TertiusSource *source);

/* --- For those who write a source ---------------------------------------- */

typedef struct {
	const TertiusItem *(*next)(gpointer self, GError **error);
	void (*progress)(gpointer self, TertiusSourceProgress *progress);
	void (*free)(gpointer self);
} TertiusSourceClass;

/* Takes @self. */
TertiusSource *tertius_source_new(const TertiusSourceClass *type,
                                  gpointer self);

/* Calls the waits of @options, if there is one. */
void tertius_source_tell_wait(const TertiusSourceOptions *options,
                              guint milliseconds);

/* Bytes of a folder's name, and of encoded letters in it; a longer one is no
 * mail client's own and says nothing. */
#define TERTIUS_SOURCE_NAME_MAX 400

/* A folder's name for people: modified UTF-7 (RFC 3501 5.1.3: "Entw&APw-rfe"),
 * as IMAP and Maildir++ have it, is read; what is none is copied. */
char *tertius_source_dup_readable(const char *name);

/* Whether a folder of this name holds sent mail, drafts, or what was thrown
 * away, in the languages that clients use; the last path part counts (parts
 * are set off by "/", or by "." as in Maildir++). */
typedef enum {
	TERTIUS_FOLDER_NORMAL,
	TERTIUS_FOLDER_SENT,
	TERTIUS_FOLDER_DRAFTS, /* and what waits to be sent */
	TERTIUS_FOLDER_JUNK,
	TERTIUS_FOLDER_TRASH,
	TERTIUS_FOLDER_N,
} TertiusFolderUse;
TertiusFolderUse tertius_source_folder_use(const char *name);

/* Whether nothing of it is read, unless the person names it. */
gboolean tertius_source_leaves_out(TertiusFolderUse use);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusSource, tertius_source_free)
