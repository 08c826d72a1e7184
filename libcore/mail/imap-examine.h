/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening a folder without changing anything in it.
 */
#pragma once

#include <glib.h>

#include "mail/imap-folders.h"
#include "mail/imap-session.h"

/* Writes what the server says of its numbers to @folder, and to @exists how many
 * messages there are. With @found not NULL the numbers of those that came since
 * @since are asked for with the same round trip (guint32, for the caller to free; at
 * most TERTIUS_IMAP_WINDOW_MAX). Errors are those of the session, and
 * TERTIUS_ERROR_MALFORMED for a name that no command can hold, or more numbers than
 * that; *@found is then as it was. */
gboolean tertius_imap_examine(TertiusImapSession *session,
                              TertiusImapFolder *folder, gint64 since,
                              guint32 *exists, GArray **found, GError **error);
