/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Logging in, by the best way that both sides know.
 */
#pragma once

#include "mail/imap-place.h"
#include "mail/imap-session.h"

/* With a password: by the first of SCRAM-SHA-256, SCRAM-SHA-1 and CRAM-MD5 that the
 * server has, else PLAIN, LOGIN or the LOGIN command. A refusal is tried again only
 * once, with the plain password in one of these ways, because some servers announce
 * what they hold no secret for. With @is_token: by OAUTHBEARER, else XOAUTH2; a server
 * that has neither gets no token. Errors as tertius_imap_session_open. */
gboolean tertius_imap_login(TertiusImapSession *session,
                            const TertiusImapPlace *place, const char *secret,
                            gboolean is_token, GError **error);
