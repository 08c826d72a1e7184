/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A draft as a message (RFC 5322, MIME) and as a link (RFC 6068). Names,
 * subjects and ids come from strangers: whatever they hold, they stay within
 * their own field.
 */
#pragma once

#include <glib.h>

#include "write/draft.h"

/* Longest Bcc, To or Cc list that is written; more are left out. */
#define TERTIUS_RFC5322_RECIPIENTS_MAX 200

/* @end_of_line is "\r\n" as on the wire, or "\n" as in files. A
 * recipient whose address cannot be written is left out. Fails with
 * SETTINGS when no address of the user is known, which a message must have. */
char *tertius_rfc5322_format(const TertiusDraft *draft, GDateTime *date,
                             const char *end_of_line, GError **error);

/* The same as "mailto:…", for clients; without From and invitation. */
char *tertius_rfc5322_format_mailto(const TertiusDraft *draft);
