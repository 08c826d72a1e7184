/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a server's certificate is one to trust, and if not, why, in words
 * that help.
 */
#pragma once

#include <glib.h>
#include <gnutls/gnutls.h>

/* To be asked after the handshake and before a byte is sent. FALSE and
 * TERTIUS_ERROR_DENIED when the chain does not end in a trusted authority, when
 * it is out of date or withdrawn, or is not made out to @host. */
gboolean tertius_imap_certificate_check(gnutls_session_t tls, const char *host,
                                        GError **error);
