/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known of reminders in calendars, and what has rung, on disk.
 */
#include "ledger/ledger-private.h"

/* Bits of delivery.pins. */
#define PINNED_TIME 1
#define PINNED_TEXT 2
#define GONE        4

static char *
dup_or_null(sqlite3_stmt *stmt, int column)
{
	const char *text = tertius_db_text(stmt, column);

	return *text != '\0' ? g_strdup(text) : NULL;
}

static TertiusDelivery *
read_row(sqlite3_stmt *stmt)
{
	TertiusDelivery *delivery = tertius_delivery_new(
		tertius_db_text(stmt, 6), tertius_db_text(stmt, 0),
		tertius_db_text(stmt, 1));
	int pins = sqlite3_column_int(stmt, 5);

	g_free(delivery->href);
	delivery->href = g_strdup(tertius_db_text(stmt, 2));
	delivery->etag = dup_or_null(stmt, 3);
	delivery->text = dup_or_null(stmt, 4);
	delivery->is_time_pinned = (pins & PINNED_TIME) != 0;
	delivery->is_text_pinned = (pins & PINNED_TEXT) != 0;
	delivery->is_gone = (pins & GONE) != 0;
	return delivery;
}

GPtrArray *
tertius_ledger_deliveries(TertiusLedger *ledger, const char *collection,
                          GError **error)
{
	g_autoptr(GPtrArray) all = tertius_deliveries_new();
	sqlite3_stmt *stmt = tertius_db_ask(
		ledger->db, error,
		"SELECT reminder, uid, href, etag, text, pins, collection"
		" FROM delivery WHERE ?1 IS NULL OR collection = ?1"
		" ORDER BY collection, reminder",
		"t", collection);
	gboolean row = TRUE;

	while (stmt != NULL && tertius_db_step(ledger->db, stmt, &row, error)) {
		if (!row)
			return g_steal_pointer(&all);
		g_ptr_array_add(all, read_row(stmt));
	}
	return NULL;
}

gboolean
tertius_ledger_deliver(TertiusLedger *ledger, const TertiusDelivery *delivery,
                       GError **error)
{
	gint64 pins = (delivery->is_time_pinned ? PINNED_TIME : 0) |
	              (delivery->is_text_pinned ? PINNED_TEXT : 0) |
	              (delivery->is_gone ? GONE : 0);

	return tertius_db_tell(
		ledger->db, error,
		"INSERT OR REPLACE INTO delivery VALUES (?, ?, ?, ?, ?, ?, ?)",
		"tttttti", delivery->collection, delivery->reminder,
		delivery->uid, delivery->href,
		delivery->etag != NULL ? delivery->etag : "",
		delivery->text != NULL ? delivery->text : "", pins);
}

gboolean
tertius_ledger_drop_deliveries(TertiusLedger *ledger, const char *collection,
                               GError **error)
{
	return tertius_db_tell(ledger->db, error,
	                       "DELETE FROM delivery WHERE collection = ?", "t",
	                       collection);
}

gboolean
tertius_ledger_unpublish(TertiusLedger *ledger, const char *uid, GError **error)
{
	/* The text names people; what is left is enough to remove the object
	 * where it lies. */
	return tertius_db_tell(ledger->db, error,
	                       "UPDATE delivery SET text = '' WHERE reminder IN"
	                       " (SELECT id FROM published WHERE uid = ?)",
	                       "t", uid) &&
	       tertius_db_tell(ledger->db, error,
	                       "DELETE FROM published WHERE uid = ?", "t", uid);
}

/* --- Ringing ------------------------------------------------------------- */

gboolean
tertius_ledger_has_rung(TertiusLedger *ledger, const char *reminder, gint64 due)
{
	sqlite3_stmt *stmt = tertius_db_ask(
		ledger->db, NULL,
		"SELECT 1 FROM rung WHERE reminder = ? AND due = ?", "ti",
		reminder, due);
	gboolean row = FALSE;
	gboolean found;

	if (stmt == NULL)
		return FALSE;
	found = tertius_db_step(ledger->db, stmt, &row, NULL) && row;
	if (found)
		(void) sqlite3_reset(stmt);
	return found;
}

gboolean
tertius_ledger_note_rung(TertiusLedger *ledger, const char *reminder,
                         gint64 due, gint64 now, GError **error)
{
	return tertius_db_tell(ledger->db, error,
	                       "INSERT OR REPLACE INTO rung VALUES (?, ?, ?)",
	                       "tii", reminder, due, now);
}
