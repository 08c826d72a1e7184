/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The connection under libetpan: a socket that can be cancelled and gives up
 * in time, and TLS that checks whom it talks to.
 *
 * libetpan 1.9 checks neither the chain of a certificate nor its host name, and
 * offers old versions of TLS. So it gets a driver of ours; everything above it
 * (buffers, login, SASL) stays libetpan's.
 */
#pragma once

#include <gio/gio.h>
#include <libetpan/libetpan.h>

#include "mail/imap-place.h"
#include "mail/source.h"

/* Seconds without a byte until a connection counts as broken. RFC 9051 5.4 lets
 * servers think long; a search in a cold folder of 100,000 takes some seconds. */
#define TERTIUS_IMAP_TIMEOUT 60
/* What libetpan holds of what was read; four TLS records. */
#define TERTIUS_IMAP_BUFFER  ((gsize) 64 * 1024)

/* Connects, and begins TLS when @place says so. TERTIUS_ERROR_UNREACHABLE when
 * nobody answers; TERTIUS_ERROR_DENIED when the certificate is refused, with
 * what is wrong with it and what to do. Freed by tertius_imap_stream_close. */
mailstream *tertius_imap_stream_open(const TertiusImapPlace *place,
                                     const TertiusSourceOptions *options,
                                     GError **error);

/* Begins TLS on a connection that has been plain. Refuses when the other side
 * has already sent more than it was asked for. */
gboolean tertius_imap_stream_start_tls(mailstream *stream, GError **error);

gboolean tertius_imap_stream_is_secret(mailstream *stream);
/* Whether the other end is this computer. */
gboolean tertius_imap_stream_is_local(mailstream *stream);

/* Why the last read or write on it failed: G_IO_ERROR_CANCELLED, or
 * G_IO_ERROR_CONNECTION_CLOSED for all that may go better next time. */
void tertius_imap_stream_explain(mailstream *stream, GError **error);
/* Bytes that came over the network. */
guint64 tertius_imap_stream_received(mailstream *stream);
/* Microseconds in which nothing came though it was waited for. */
gint64 tertius_imap_stream_waited(mailstream *stream);

/* Hangs up, and wipes what was in the buffers. */
void tertius_imap_stream_close(mailstream *stream);
