/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The folders of an account: which there are, what each is for, and which are
 * to be read.
 */
#pragma once

#include <glib.h>

#include "mail/imap-place.h"
#include "mail/imap-session.h"
#include "mail/source.h"

/* Folders of one account. */
#define TERTIUS_IMAP_FOLDERS_MAX 20000

/* A plain record. Numbers are 0 where they are not known (yet). */
typedef struct {
	char *wire; /* its name as the server writes it */
	char *name; /* the same in UTF-8 */
	char *item; /* "imaps://user@host/name", as the ledger knows it */
	gboolean is_sent;
	guint32 validity; /* UIDVALIDITY */
	guint32 next;     /* UIDNEXT */
	guint32 messages;
	gboolean is_empty; /* LIST has told that there is no message */
} TertiusImapFolder;

void tertius_imap_folder_free(TertiusImapFolder *folder);

/* An array that frees its folders; those of sent mail first. What is not to be
 * read is not in it: drafts, junk and trash; what others share; and where a
 * server shows all mail in one folder ("\All"), the others but the sent mail.
 * What a folder is for, SPECIAL-USE tells; its name only where the server marks
 * none of that kind; and it holds for the folders below it, too. With a folder in @place, or a pattern without wildcards, just that one.
 * TERTIUS_ERROR_UNREACHABLE when it does not exist. */
GPtrArray *tertius_imap_folders_list(TertiusImapSession *session,
                                     const TertiusImapPlace *place,
                                     const TertiusSourceOptions *options,
                                     GError **error);

/* RFC 3501 5.1.3. Returns the name as UTF-8; one that is not well formed comes
 * back as it is, made valid. */
char *tertius_imap_name_decode(const char *wire);

/* A name between quotes for a command; NULL when no command can hold it. */
char *tertius_imap_name_quote(const char *wire);
