/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plain text as mail carries it: lines that flow, and what is no text at all.
 */
#pragma once

#include <glib.h>

/* Returns @text (UTF-8, any line ends) with \n at the end of each line; the
 * lines of paragraphs joined when it is format=flowed (RFC 3676), without the
 * blank before each break when @deletes_space; and without blocks of
 * uuencode, yEnc and PGP armour. Linear. */
char *tertius_mime_clean_text(const char *text, gboolean is_flowed,
                              gboolean deletes_space);
