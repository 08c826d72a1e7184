/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which messages a folder has, asked with UID SEARCH.
 */
#pragma once

#include "mail/imap-session.h"

/* Messages that are looked through at a time; a list of so many numbers fits
 * into one answer (TERTIUS_IMAP_LINE_MAX) in the worst case. */
#define TERTIUS_IMAP_WINDOW_MAX 50000

/* What has been answered so far; a plain record. */
typedef struct {
	GArray *uids; /* guint32, lent */
	guint max;    /* no more than these */
	gboolean is_broken;
} TertiusImapSearch;

/* "UID SEARCH …" for the messages of @range, "ALL" or "4:6" or "UID 4:6", that came
 * since, or not long before, @since; 0: all. Without drafts and what is deleted. */
char *tertius_imap_search_dup(TertiusImapSession *session, const char *range,
                              gint64 since);

/* Takes a response into @data, a TertiusImapSearch. */
void tertius_imap_search_take(const TertiusImapResponse *response,
                              gpointer data);

/* Puts the numbers in ascending order. TERTIUS_ERROR_MALFORMED when not all answers
 * could be read. */
gboolean tertius_imap_search_finish(TertiusImapSearch *search, GError **error);

/* All three: at most @max numbers, for the caller to free. */
GArray *tertius_imap_search_run(TertiusImapSession *session, const char *range,
                                gint64 since, guint max, GError **error);
