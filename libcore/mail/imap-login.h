/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Logging in, by the best way that both sides know.
 */
#pragma once

#include <libetpan/libetpan.h>

#include "mail/imap-place.h"
#include "mail/imap-session.h"

/* Turns what libetpan's last call on @imap said into an error: G_IO_ERROR_BUSY
 * when the server asks to come back later, else as
 * tertius_imap_session_open. */
void tertius_imap_login_explain(mailimap *imap, mailstream *stream, int code,
                                const TertiusImapPlace *place, GError **error);

/* With a password: by the first of SCRAM-SHA-256, SCRAM-SHA-1 and CRAM-MD5 that the
 * server has, else PLAIN, LOGIN or the LOGIN command. A refusal is tried again only
 * once, with the plain password, because some servers announce what they hold no
 * secret for. With @is_token: by OAUTHBEARER, else XOAUTH2. Errors as
 * tertius_imap_session_open. */
gboolean tertius_imap_login(TertiusImapSession *session, mailimap *imap,
                            const TertiusImapPlace *place, const char *secret,
                            gboolean is_token, GError **error);

/* Whether the server announces it: "AUTH=PLAIN", "STARTTLS" … */
gboolean tertius_imap_login_can(mailimap *imap, const char *word);
