/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One folder being read: opened read-only, looked through for what is not
 * known, fetched. It outlives the session, and goes on with the next one.
 */
#pragma once

#include "mail/imap-folders.h"
#include "mail/imap-session.h"
#include "mail/source.h"

typedef struct _TertiusImapReading TertiusImapReading;

/* Whether the folder, as LIST told its numbers, holds nothing new. */
gboolean tertius_imap_reading_is_needless(const TertiusImapFolder *folder,
                                          const TertiusSourceOptions *options);

/* Both must outlive it. What the server says of the folder is written to
 * @folder. */
TertiusImapReading *
tertius_imap_reading_new(TertiusImapFolder *folder,
                         const TertiusSourceOptions *options);
void tertius_imap_reading_free(TertiusImapReading *reading);

/* The next message and its *@key, both for the caller to free. NULL without an
 * error at the end of the folder; then *@key, when not NULL, is to be
 * remembered too. After an error the session is of no more use. */
GBytes *tertius_imap_reading_next(TertiusImapReading *reading,
                                  TertiusImapSession *session, char **key,
                                  gint64 *received, GError **error);

/* To be called after an error: the next call may bring a new session. Returns
 * the name of a message that is given up, or NULL; it takes longer where the server
 * asks to come back later, @is_busy. */
char *tertius_imap_reading_reset(TertiusImapReading *reading, gboolean is_busy);

/* From now on the last of what is left is asked for first. */
void tertius_imap_reading_turn(TertiusImapReading *reading);

/* Whether just one message is on its way, so that a fault is likely to be about
 * it. To be asked before reset. */
gboolean tertius_imap_reading_suspects(const TertiusImapReading *reading);

/* Whether the server has let us in this time. */
gboolean tertius_imap_reading_is_open(const TertiusImapReading *reading);

/* Messages that are still to be looked through, or were not handed out. */
guint tertius_imap_reading_left(const TertiusImapReading *reading);

/* From here on @helper, another session that is taken, fetches half of what is
 * left. What goes wrong there is fetched by the first session in the end. FALSE
 * when the server does not open the folder there too. */
gboolean tertius_imap_reading_help(TertiusImapReading *reading,
                                   TertiusImapSession *helper);
/* Ends that; nothing is lost. */
void tertius_imap_reading_dismiss(TertiusImapReading *reading);
/* Bytes that helpers have received. */
guint64 tertius_imap_reading_received(const TertiusImapReading *reading);

/* Lends. */
const TertiusImapFolder *
tertius_imap_reading_folder(const TertiusImapReading *reading);
/* Messages when it was opened, 0 before; and those of them that were handed out, or
 * need not be. */
guint tertius_imap_reading_total(const TertiusImapReading *reading);
guint tertius_imap_reading_done(const TertiusImapReading *reading);
