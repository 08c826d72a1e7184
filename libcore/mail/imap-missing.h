/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Messages that a server has named and has not given, or not all of them: it may have
 * removed them, or it cannot read its own files for a moment.
 */
#pragma once

#include "mail/imap-folders.h"
#include "mail/imap-session.h"
#include "mail/source.h"

/* Asks which of @uids (guint32), of one window, the open folder still has. NULL
 * with an error. */
GArray *tertius_imap_missing_find(TertiusImapSession *session, GArray *uids,
                                  GError **error);

/* Tells of each, with @words. */
void tertius_imap_missing_tell(const TertiusSourceOptions *options,
                               const TertiusImapFolder *folder,
                               const GArray *uids, const char *words);
