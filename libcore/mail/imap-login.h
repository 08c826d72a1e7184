/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Logging in with a password, by the best way that both sides know.
 */
#pragma once

#include <libetpan/libetpan.h>

#include "mail/imap-place.h"

/* Turns what libetpan's last call on @imap said into an error: G_IO_ERROR_BUSY
 * when the server asks to come back later, else as
 * tertius_imap_session_open. */
void tertius_imap_login_explain(mailimap *imap, mailstream *stream, int code,
                                const TertiusImapPlace *place, GError **error);

/* Tries SCRAM-SHA-256, SCRAM-SHA-1, CRAM-MD5, PLAIN, LOGIN and the LOGIN
 * command, as far as the server and libsasl2's plugins have them; the first
 * that goes through counts. A refusal is tried again only once, with the plain
 * password, because some servers announce what they hold no secret for. */
gboolean tertius_imap_login(mailimap *imap, mailstream *stream,
                            const TertiusImapPlace *place, const char *password,
                            GError **error);

/* Whether the server announces it: "AUTH=PLAIN", "STARTTLS" … */
gboolean tertius_imap_login_can(mailimap *imap, const char *word);
