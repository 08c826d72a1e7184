/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * MIME, understood in one place: bytes in, a TertiusMessage out. GMime does
 * the work; this file knows what Tertius wants of it.
 */
#pragma once

#include <glib.h>

#include "model/message.h"

/* Larger messages are read up to this many bytes. */
#define TERTIUS_MIME_BYTES_MAX    33554432 /* 32 MiB */
/* Parts that are looked at, and how deep they may nest. */
#define TERTIUS_MIME_PARTS_MAX    1000
#define TERTIUS_MIME_DEPTH_MAX    100
/* A text/calendar part; calendar.md 2.4. */
#define TERTIUS_MIME_CALENDAR_MAX 2097152 /* 2 MiB */
/* A Date may be this much after the arrival: clocks go wrong. */
#define TERTIUS_MIME_AHEAD_MAX    172800 /* seconds: 2 days */

/* Reads one message in RFC 5322 form (lines may end in LF or CRLF; mbox's
 * "From " line must be gone). @received is used when the Date field cannot be
 * read or lies (before 1971, or more than two days after @received); 0 when
 * unknown. @is_sent: it lay in a folder of sent mail. Never touches the world;
 * the time it takes is linear in @length. Returns NULL and
 * TERTIUS_ERROR_MALFORMED when it is no message at all: no header field, or no
 * writer, recipient, date and text. */
TertiusMessage *tertius_mime_read(const char *bytes, gsize length,
                                  gint64 received, gboolean is_sent,
                                  GError **error);
