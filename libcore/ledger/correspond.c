/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What passed with a few people, without reading the whole ledger.
 */
#include "ledger/read.h"

#include <string.h>

static gboolean
take_ids(TertiusLedger *ledger, sqlite3_stmt *stmt, GHashTable *ids,
         GError **error)
{
	gboolean row = FALSE;
	gboolean is_good;

	if (stmt == NULL)
		return FALSE;
	is_good = tertius_db_step(ledger->db, stmt, &row, error);
	while (is_good && row) {
		g_hash_table_add(ids, g_strdup(tertius_db_text(stmt, 0)));
		is_good = tertius_db_step(ledger->db, stmt, &row, error);
	}
	(void) sqlite3_reset(stmt);
	return is_good;
}

static gboolean
find_ids(TertiusLedger *ledger, const char *const *addresses,
         const char *const *message_ids, GHashTable *ids, GError **error)
{
	for (guint i = 0; addresses[i] != NULL; i++) {
		if (!take_ids(ledger,
		              tertius_db_ask(
				      ledger->db, error,
				      "SELECT id FROM mailbox JOIN party ON"
				      " party.mailbox = mailbox.number JOIN"
				      " message ON message.number = message"
				      " WHERE address = ? ORDER BY date DESC"
				      " LIMIT ?",
				      "ti", addresses[i],
				      (gint64) TERTIUS_LEDGER_LATEST_MAX),
		              ids, error))
			return FALSE;
	}
	for (guint i = 0; message_ids[i] != NULL; i++) {
		if (!take_ids(ledger,
		              tertius_db_ask(ledger->db, error,
		                             "SELECT id FROM message WHERE"
		                             " message_id = ? LIMIT 2",
		                             "t", message_ids[i]),
		              ids, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
tertius_ledger_load_latest(TertiusLedger *ledger, const char *const *addresses,
                           const char *const *message_ids,
                           TertiusHistory *history, GError **error)
{
	g_autoptr(GHashTable) ids =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GHashTableIter iter;
	gpointer id;

	if (!find_ids(ledger, addresses, message_ids, ids, error))
		return FALSE;
	g_hash_table_iter_init(&iter, ids);
	while (g_hash_table_iter_next(&iter, &id, NULL)) {
		TertiusFacts *facts = NULL;

		if (!tertius_read_message(ledger, id, &facts, error))
			return FALSE;
		if (facts != NULL)
			tertius_history_take(history, facts);
	}
	return TRUE;
}
