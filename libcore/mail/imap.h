/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mail on an IMAP server, as a source (mail/source.h).
 *
 * Nothing is ever changed there. These are all the commands that are sent:
 *
 *	CAPABILITY  STARTTLS  AUTHENTICATE  LOGIN  NAMESPACE  LIST  EXAMINE
 *	UID SEARCH  UID FETCH (UID INTERNALDATE BODYSTRUCTURE BODY.PEEK[…])
 *	NOOP  LOGOUT
 *
 * One connection, and a second one to the same folder where the server is what we
 * wait for and two are faster.
 *
 * What is marked as a draft or as deleted is left out, as in a Maildir: an account
 * that shows all mail in one folder shows its drafts there, too.
 *
 * A message's key is "UIDVALIDITY/UID". When a folder was read to its end, the
 * item "state:UIDVALIDITY:UIDNEXT:since" says so: the same numbers next time
 * mean that nothing can have come, and the folder is not opened at all.
 */
#pragma once

#include "mail/source.h"

/* Faults in a row without a message between them until we give up the account, as
 * where no connection can be had; with the pauses between them one to two minutes.
 * A folder at which the server lets us in and then falls over is read last, and
 * given up before. */
#define TERTIUS_IMAP_ATTEMPTS_MAX 10

/* Opens @place (mail/imap-place.h) and lists its folders; as
 * tertius_source_open. */
TertiusSource *tertius_imap_source_open(const char *place,
                                        const TertiusSourceOptions *options,
                                        GError **error);
