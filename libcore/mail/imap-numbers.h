/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers and dates as IMAP writes them.
 */
#pragma once

#include <glib.h>

/* "1:4,7" of numbers (guint32) in ascending order; neighbours make a range. */
char *tertius_imap_numbers_dup_set(const GArray *numbers);

/* Appends the numbers of the set in the @length bytes at @text. FALSE when it
 * is none, or when there would be more than @max in @numbers. */
gboolean tertius_imap_numbers_read_set(const char *text, gsize length,
                                       guint max, GArray *numbers);

/* " 7-Feb-2024 09:30:00 +0100" as unix time; 0 when it cannot be read. @text
 * may be NULL. */
gint64 tertius_imap_numbers_read_date(const char *text);

/* "7-Feb-2024", of the day before @moment in UTC: no server's zone can make a
 * later message fall before it. */
char *tertius_imap_numbers_dup_day_before(gint64 moment);
