/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One conversation with an IMAP server: connected, encrypted, logged in, and
 * commands sent whose answers are read one by one.
 */
#pragma once

#include <gio/gio.h>

#include "mail/imap-place.h"
#include "mail/imap-reader.h"
#include "mail/imap-secret.h"
#include "mail/source.h"

/* Bytes of a command's name for its answer. */
#define TERTIUS_IMAP_TAG_MAX     16
/* Answers after a command; where another client removes many messages, the server
 * tells of each. */
#define TERTIUS_IMAP_ANSWERS_MAX 2000000
/* "* OK Still here" in a row: an hour of what Dovecot says each ten or fifteen
 * seconds of a long search. */
#define TERTIUS_IMAP_REMARKS_MAX 300

typedef struct _TertiusImapSession TertiusImapSession;

/* Connects and logs in. TERTIUS_ERROR_UNREACHABLE: nobody there;
 * TERTIUS_ERROR_DENIED: wrong password, or encryption that cannot be trusted.
 * What may go better in a moment is in the domain G_IO_ERROR, here and below:
 * CONNECTION_CLOSED, the line broke; CLOSED, the server took its leave (BYE); BUSY,
 * it asks to come back later; FAILED, it says BAD to a command.
 */
TertiusImapSession *
tertius_imap_session_open(const TertiusImapPlace *place,
                          const TertiusSourceOptions *options,
                          TertiusImapSecret *secret, GError **error);

/* Says goodbye without waiting for an answer. */
void tertius_imap_session_free(TertiusImapSession *session);

/* What the server says that it can do: "ESEARCH", "NAMESPACE", "AUTH=PLAIN" … */
gboolean tertius_imap_session_can(const TertiusImapSession *session,
                                  const char *word);

/* Sends without waiting; @tag gets the name that the answer's end will bear. */
gboolean tertius_imap_session_send(TertiusImapSession *session,
                                   const char *command,
                                   char tag[TERTIUS_IMAP_TAG_MAX],
                                   GError **error);

/* The same in two steps: the name, and then a line of @pieces, of which no copy
 * stays. */
void tertius_imap_session_name(TertiusImapSession *session,
                               char tag[TERTIUS_IMAP_TAG_MAX]);
gboolean tertius_imap_session_say(TertiusImapSession *session,
                                  const char *const pieces[], GError **error);

/* The next response of whatever command, lent until asked again. A goodbye of
 * the server is an error. */
const TertiusImapResponse *
tertius_imap_session_next(TertiusImapSession *session, GError **error);

gboolean tertius_imap_response_is_end_of(const TertiusImapResponse *response,
                                         const char *tag);

/* Whether a DONE says OK; if not, sets @error to what it says:
 * G_IO_ERROR_BUSY when asked to come back later (RFC 5530: UNAVAILABLE, INUSE,
 * LIMIT; THROTTLED and OVERQUOTA as some have it), else TERTIUS_ERROR_DENIED. */
gboolean tertius_imap_response_check(const TertiusImapResponse *response,
                                     GError **error);

/* The same for a command that is right: BAD is G_IO_ERROR_FAILED then. */
gboolean
tertius_imap_response_check_command(const TertiusImapResponse *response,
                                    GError **error);

/* Sends, and hands each response to @take until the end has come. */
typedef void (*TertiusImapTake)(const TertiusImapResponse *response,
                                gpointer data);
gboolean tertius_imap_session_run(TertiusImapSession *session,
                                  const char *command, TertiusImapTake take,
                                  gpointer data, GError **error);

/* Both at once: the second must not need the first's answer. When the first
 * fails, the second's answer is left unread. */
gboolean tertius_imap_session_run_both(TertiusImapSession *session,
                                       const char *const commands[2],
                                       TertiusImapTake take, gpointer data,
                                       GError **error);

guint64 tertius_imap_session_received(TertiusImapSession *session);
/* Microseconds between a command and the first word of its answer, at best. */
gint64 tertius_imap_session_round_trip(const TertiusImapSession *session);
/* Microseconds in which nothing came though it was waited for. */
gint64 tertius_imap_session_waited(const TertiusImapSession *session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusImapSession, tertius_imap_session_free)
