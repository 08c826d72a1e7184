/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a server answers to FETCH, taken into the message (RFC 3501 7.4.2). It may
 * come in several answers, in any order, and with what nobody asked for.
 */
#pragma once

#include <glib.h>

#include "mail/imap-message.h"
#include "mail/imap-session.h"

/* The number of the message; 0: it is another response, or tells no number. */
guint32 tertius_imap_answer_uid(const TertiusImapResponse *response);

/* Takes what is new for the message: its date, structure, header and texts. NIL in
 * place of a text makes it doubtful. */
void tertius_imap_answer_take(const TertiusImapResponse *response,
                              TertiusImapMessage *message);
