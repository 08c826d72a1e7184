/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a password or an access token comes from: a command, the desktop's
 * secret service, the person. It is held in one place, and wiped.
 */
#pragma once

#include <glib.h>

#include "mail/imap-place.h"
#include "mail/source.h"

typedef struct _TertiusImapSecret TertiusImapSecret;

/* Both must outlive it. */
TertiusImapSecret *tertius_imap_secret_new(const TertiusImapPlace *place,
                                           const TertiusSourceOptions *options);
/* Wipes it. */
void tertius_imap_secret_free(TertiusImapSecret *secret);

/* Whether it is an OAuth 2 token and no password. */
gboolean tertius_imap_secret_is_token(const TertiusImapSecret *secret);

/* Lends. A password is asked for once; a token each time, for it grows old.
 * NULL and TERTIUS_ERROR_DENIED when there is none. */
const char *tertius_imap_secret_get(TertiusImapSecret *secret, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusImapSecret, tertius_imap_secret_free)
