/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates of mail (RFC 5322 3.3 and 4.3, asctime, and what is near to them).
 */
#pragma once

#include <glib.h>

/* Bytes, comments and all; what is longer is no date. */
#define TERTIUS_MIME_DATE_MAX 200

/* Reads the date at @text. Returns FALSE when it is none, or one that no
 * calendar has ("29 Feb 2022 25:61"). @date: unix time; @zone (may be NULL):
 * minutes east of UTC. */
gboolean tertius_mime_read_date(const char *text, gsize length, gint64 *date,
                                int *zone);

/* The Date field of a message of which @bytes are the beginning; 0 when there
 * is none or it cannot be read. Looks no further than the head. */
gint64 tertius_mime_find_date(const char *bytes, gsize length);
