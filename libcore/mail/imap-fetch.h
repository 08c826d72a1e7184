/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The messages of one folder, in two phases and in batches: first the header
 * fields and the structure of each, then those texts that can matter. Commands
 * go out before the answers to earlier ones are read, so that the server
 * always has work and the length of the line does not count.
 *
 *	phase one of a batch ──▶ nothing more wanted ──▶ handed out
 *	                    └──▶ phase two ───────────▶ handed out
 *
 * After a fault, what was not handed out is taken up again, one message at
 * first, then two, four … That finds the one that the server or we cannot
 * bear: it is alone when it fails, and after some times it is given up.
 */
#pragma once

#include <glib.h>

#include "mail/imap-message.h"
#include "mail/imap-session.h"

/* Messages of a batch: large enough that the line is always full, small enough
 * that what waits for phase two (some 3 KiB a message) is little. */
#define TERTIUS_IMAP_BATCH_MAX  400
/* Times that a message may be alone with a fault. */
#define TERTIUS_IMAP_FAULTS_MAX 4
/* Times that the server may ask to come back later for it: some say so of a message
 * that they cannot read. */
#define TERTIUS_IMAP_BUSY_MAX   8

typedef struct _TertiusImapFetch TertiusImapFetch;

/* @uids (guint32) are taken. Those that do not come though the server says that
 * all is well are added to @missing, which must outlive the fetch. */
TertiusImapFetch *tertius_imap_fetch_new(GArray *uids, GArray *missing);
void tertius_imap_fetch_free(TertiusImapFetch *fetch);

/* The next message that is complete, owned by the caller. NULL without an
 * error when all have been handed out but the missing ones. After an error, call reset before anything else. */
TertiusImapMessage *tertius_imap_fetch_next(TertiusImapFetch *fetch,
                                            TertiusImapSession *session,
                                            GError **error);

/* Whether just one message is on its way. */
gboolean tertius_imap_fetch_suspects(const TertiusImapFetch *fetch);

/* Forgets what was on its way; the next session asks for it again. Returns the
 * number of a message that is given up, or 0; it takes longer where the server asks
 * to come back later, @is_busy. */
guint32 tertius_imap_fetch_reset(TertiusImapFetch *fetch, gboolean is_busy);

/* From now on the last is asked for first: what cannot be had lies together. */
void tertius_imap_fetch_turn(TertiusImapFetch *fetch);

/* Takes away the later half of what was not asked for: for another fetch. */
GArray *tertius_imap_fetch_split(TertiusImapFetch *fetch);
/* Takes away all that was not handed out, also what is on its way; no more is
 * to be had from @fetch. */
GArray *tertius_imap_fetch_take_left(TertiusImapFetch *fetch);
/* Adds to what is to be fetched. */
void tertius_imap_fetch_give(TertiusImapFetch *fetch, const GArray *uids);

/* Messages not handed out yet. */
guint tertius_imap_fetch_left(const TertiusImapFetch *fetch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusImapFetch, tertius_imap_fetch_free)
