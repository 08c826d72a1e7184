/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the ledger share.
 */
#pragma once

#include "ledger/db.h"
#include "ledger/ledger.h"

struct _TertiusLedger {
	TertiusDb *db;
	char *path;
	gboolean is_open;      /* between begin and commit */
	GHashTable *mailboxes; /* "address\nname" -> number, of what was put */
	GHashTable *folders;   /* name -> number */
};

/* The number of a pair of address and name, made when it is new; -1 on
 * error. */
gint64 tertius_ledger_mailbox(TertiusLedger *ledger,
                              const TertiusPerson *person, GError **error);
