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

/* What is looked for: numbers in the ledger. */
typedef struct {
	GHashTable *mailboxes;
	GHashTable *messages;
	GHashTable *meetings;
} Found;

static void
clear_found(Found *found)
{
	g_hash_table_unref(found->mailboxes);
	g_hash_table_unref(found->messages);
	g_hash_table_unref(found->meetings);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Found, clear_found)

static gboolean
find_messages(TertiusLedger *ledger, const TertiusExtract *extract,
              Found *found, GError **error)
{
	for (guint i = 0; extract->message_ids[i] != NULL; i++) {
		if (!take_numbers(
			    ledger,
			    tertius_db_ask(ledger->db, error,
		                           "SELECT number FROM message WHERE"
		                           " message_id = ? LIMIT 2",
		                           "t", extract->message_ids[i]),
			    found->messages, error))
			return FALSE;
	}
	return TRUE;
}

/* Those of the people asked for, who may be written with several names, and of
 * whoever wrote the messages asked for. */
static gboolean
find_mailboxes(TertiusLedger *ledger, const TertiusExtract *extract,
               Found *found, GError **error)
{
	GHashTableIter iter;
	gpointer message;

	for (guint i = 0; extract->addresses[i] != NULL; i++) {
		if (!take_numbers(
			    ledger,
			    tertius_db_ask(ledger->db, error,
		                           "SELECT number FROM mailbox WHERE"
		                           " address = ?",
		                           "t", extract->addresses[i]),
			    found->mailboxes, error))
			return FALSE;
	}
	g_hash_table_iter_init(&iter, found->messages);
	while (g_hash_table_iter_next(&iter, &message, NULL)) {
		if (!take_numbers(
			    ledger,
			    tertius_db_ask(ledger->db, error,
		                           "SELECT other.number FROM party JOIN"
		                           " mailbox AS one ON one.number ="
		                           " mailbox JOIN mailbox AS other ON"
		                           " other.address = one.address WHERE"
		                           " message = ? AND place = ?",
		                           "ii", *(const gint64 *) message,
		                           (gint64) TERTIUS_PLACE_FROM),
			    found->mailboxes, error))
			return FALSE;
	}
	return TRUE;
}

/* Each mailbox is a walk along the end of its own index. */
static gboolean
find_latest(TertiusLedger *ledger, gint64 until, Found *found, GError **error)
{
	GHashTableIter iter;
	gpointer mailbox;

	g_hash_table_iter_init(&iter, found->mailboxes);
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
			    found->messages, error) ||
		    !take_numbers(
			    ledger,
			    tertius_db_ask(ledger->db, error,
		                           "SELECT number FROM attendee JOIN"
		                           " meeting ON number = meeting WHERE"
		                           " mailbox = ? AND start <= ?"
		                           " ORDER BY start DESC LIMIT ?",
		                           "iii", *(const gint64 *) mailbox,
		                           until,
		                           (gint64) TERTIUS_LEDGER_LATEST_MAX),
			    found->meetings, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
load_found(TertiusLedger *ledger, const Found *found, TertiusHistory *history,
           GError **error)
{
	GHashTableIter iter;
	gpointer number;

	g_hash_table_iter_init(&iter, found->messages);
	while (g_hash_table_iter_next(&iter, &number, NULL)) {
		TertiusFacts *facts = NULL;

		if (!tertius_read_number(ledger, *(const gint64 *) number,
		                         &facts, error))
			return FALSE;
		if (facts != NULL)
			tertius_history_take(history, facts);
	}
	g_hash_table_iter_init(&iter, found->meetings);
	while (g_hash_table_iter_next(&iter, &number, NULL)) {
		gint64 meeting = *(const gint64 *) number;

		if (!tertius_read_meetings(ledger, meeting, meeting, history,
		                           error))
			return FALSE;
	}
	return TRUE;
}

gboolean
tertius_ledger_load_latest(TertiusLedger *ledger, const TertiusExtract *extract,
                           TertiusHistory *history, GError **error)
{
	g_auto(Found) found = { new_numbers(), new_numbers(), new_numbers() };

	return find_messages(ledger, extract, &found, error) &&
	       find_mailboxes(ledger, extract, &found, error) &&
	       find_latest(ledger, extract->until, &found, error) &&
	       load_found(ledger, &found, history, error);
}
