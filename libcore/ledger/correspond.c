/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What passed with a few people, without reading the whole ledger.
 */
#include "ledger/read.h"

/* Adds the numbers that @stmt yields to @numbers. */
static gboolean
take_numbers(TertiusLedger *ledger, sqlite3_stmt *stmt, GHashTable *numbers,
             GError **error)
{
	gboolean row = FALSE;
	gboolean is_good;

	if (stmt == NULL)
		return FALSE;
	is_good = tertius_db_step(ledger->db, stmt, &row, error);
	while (is_good && row) {
		gint64 number = sqlite3_column_int64(stmt, 0);

		g_hash_table_add(numbers, g_memdup2(&number, sizeof(number)));
		is_good = tertius_db_step(ledger->db, stmt, &row, error);
	}
	(void) sqlite3_reset(stmt);
	return is_good;
}

static GHashTable *
new_numbers(void)
{
	return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
}

/* Who is written with several names has several mailboxes; each is a walk along
 * the end of its own index. */
static gboolean
find_of_address(TertiusLedger *ledger, const char *address, gint64 until,
                GHashTable *numbers, GError **error)
{
	g_autoptr(GHashTable) mailboxes = new_numbers();
	GHashTableIter iter;
	gpointer mailbox;

	if (!take_numbers(
		    ledger,
		    tertius_db_ask(
			    ledger->db, error,
			    "SELECT number FROM mailbox WHERE address = ?", "t",
			    address),
		    mailboxes, error))
		return FALSE;
	g_hash_table_iter_init(&iter, mailboxes);
	while (g_hash_table_iter_next(&iter, &mailbox, NULL)) {
		if (!take_numbers(
			    ledger,
			    tertius_db_ask(ledger->db, error,
		                           "SELECT message FROM party WHERE"
		                           " mailbox = ? AND date <= ?"
		                           " ORDER BY date DESC LIMIT ?",
		                           "iii", *(const gint64 *) mailbox,
		                           until,
		                           (gint64) TERTIUS_LEDGER_LATEST_MAX),
			    numbers, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
find_numbers(TertiusLedger *ledger, const TertiusExtract *extract,
             GHashTable *numbers, GError **error)
{
	for (guint i = 0; extract->addresses[i] != NULL; i++) {
		if (!find_of_address(ledger, extract->addresses[i],
		                     extract->until, numbers, error))
			return FALSE;
	}
	for (guint i = 0; extract->message_ids[i] != NULL; i++) {
		if (!take_numbers(
			    ledger,
			    tertius_db_ask(ledger->db, error,
		                           "SELECT number FROM message WHERE"
		                           " message_id = ? LIMIT 2",
		                           "t", extract->message_ids[i]),
			    numbers, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
tertius_ledger_load_latest(TertiusLedger *ledger, const TertiusExtract *extract,
                           TertiusHistory *history, GError **error)
{
	g_autoptr(GHashTable) numbers = new_numbers();
	GHashTableIter iter;
	gpointer number;

	if (!find_numbers(ledger, extract, numbers, error))
		return FALSE;
	g_hash_table_iter_init(&iter, numbers);
	while (g_hash_table_iter_next(&iter, &number, NULL)) {
		TertiusFacts *facts = NULL;

		if (!tertius_read_number(ledger, *(const gint64 *) number,
		                         &facts, error))
			return FALSE;
		if (facts != NULL)
			tertius_history_take(history, facts);
	}
	return TRUE;
}
