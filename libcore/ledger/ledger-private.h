/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the ledger share.
 */
#pragma once

#include "ledger/db.h"
#include "ledger/ledger.h"

/* So many of those that write and get mail are remembered while it is put. */
#define TERTIUS_LEDGER_MAILBOXES_MAX 10000

struct _TertiusLedger {
	TertiusDb *db;
	char *path;
	gint64 edition;            /* in which mail is read, or 0 */
	gboolean is_open;          /* between begin and commit */
	gboolean is_shrunk;        /* until the next beginning */
	gint64 generation;         /* when what follows was looked up */
	gboolean nobody_forgotten; /* FALSE: it must be looked up */
	gboolean nothing_aside;    /* all can be read; FALSE as above */
	GHashTable *mailboxes; /* "address\nname" -> number, of what was put */
	GHashTable *folders;   /* name -> number */
};

/* The number of a folder; 0 when it is new and not to be made, -1 on error. */
gint64 tertius_ledger_folder(TertiusLedger *ledger, const char *name,
                             gboolean make, GError **error);

/* Keeps one meeting: by mail, or in a calendar of the user's, or both. */
gboolean tertius_ledger_put_meeting(TertiusLedger *ledger,
                                    const TertiusMeeting *meeting,
                                    gboolean in_calendar, gboolean by_mail,
                                    GError **error);

/* The number of a pair of address and name, made when it is new; -1 on
 * error. */
gint64 tertius_ledger_mailbox(TertiusLedger *ledger,
                              const TertiusPerson *person, GError **error);
