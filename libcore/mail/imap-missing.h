/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Messages that a server has named and has not given: it may have removed them, or
 * it cannot read its own files for a moment.
 */
#pragma once

#include "mail/imap-folders.h"
#include "mail/imap-session.h"
#include "mail/source.h"

/* Asks which of @uids (guint32), of one window, the open folder still has, and tells
 * of these; then @uids is empty. @n_there: how many. FALSE with an error, and @uids
 * as they were. */
gboolean tertius_imap_missing_settle(TertiusImapSession *session, GArray *uids,
                                     const TertiusImapFolder *folder,
                                     const TertiusSourceOptions *options,
                                     guint *n_there, GError **error);
