/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plain text as mail carries it: lines that flow, and what is no text at all.
 */
#pragma once

#include <glib.h>

/* Quotes in quotes of text that flows; deeper ones are told as these. */
#define TERTIUS_MIME_QUOTES_MAX       100
/* Over a text that is signed: "Hash: SHA256" and the blank line after it
 * (RFC 9580 7.2); what follows is text. */
#define TERTIUS_MIME_SIGNED_LINES_MAX 5

/* Returns @text (UTF-8, any line ends) with \n at the end of each line; the
 * lines of paragraphs joined when it is format=flowed (RFC 3676), without the
 * blank before each break when @deletes_space; and without blocks of
 * uuencode, yEnc and PGP armour. Linear. */
char *tertius_mime_clean_text(const char *text, gboolean is_flowed,
                              gboolean deletes_space);
