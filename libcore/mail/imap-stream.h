/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The connection: a socket that can be cancelled and gives up in time, and TLS that
 * checks whom it talks to.
 */
#pragma once

#include <gio/gio.h>

#include "mail/imap-place.h"
#include "mail/source.h"

/* Seconds without a byte until a connection counts as broken. RFC 9051 5.4 lets
 * servers think long; a search in a cold folder of 100,000 takes some seconds. */
#define TERTIUS_IMAP_TIMEOUT 60
/* What is read at once; four TLS records. */
#define TERTIUS_IMAP_BUFFER  ((gsize) 64 * 1024)

typedef struct _TertiusImapStream TertiusImapStream;

/* Connects, and begins TLS when @place says so. TERTIUS_ERROR_UNREACHABLE when
 * nobody answers; TERTIUS_ERROR_DENIED when the certificate is refused, with
 * what is wrong with it and what to do. */
TertiusImapStream *tertius_imap_stream_open(const TertiusImapPlace *place,
                                            const TertiusSourceOptions *options,
                                            GError **error);

/* Begins TLS on a connection that has been plain, and of which nothing is left to
 * be read. */
gboolean tertius_imap_stream_start_tls(TertiusImapStream *stream,
                                       GError **error);

gboolean tertius_imap_stream_is_secret(const TertiusImapStream *stream);
/* Whether the other end is this computer. */
gboolean tertius_imap_stream_is_local(const TertiusImapStream *stream);

/* An answer is expected from now on: where it comes so slowly that it would have no
 * end, reading fails. */
void tertius_imap_stream_expect(TertiusImapStream *stream);

/* Sets @bytes to what has come, until asked again, and returns its length; 0 once the
 * other side has hung up. -1 with @error: as write. Waits for it. */
gssize tertius_imap_stream_read(TertiusImapStream *stream, const char **bytes,
                                GError **error);
/* All of @line. G_IO_ERROR_CANCELLED, or TIMED_OUT and CONNECTION_CLOSED in the same
 * domain for what may go better next time. */
gboolean tertius_imap_stream_write(TertiusImapStream *stream, const char *line,
                                   GError **error);

/* Bytes that came over the network. */
guint64 tertius_imap_stream_received(const TertiusImapStream *stream);
/* Microseconds in which nothing came though it was waited for. */
gint64 tertius_imap_stream_waited(const TertiusImapStream *stream);

/* Hangs up. */
void tertius_imap_stream_close(TertiusImapStream *stream);
