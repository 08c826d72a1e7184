/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was given to calendars, on disk.
 */
#include "ledger/ledger-private.h"

static const char *
text_or_null(const char *text)
{
	return *text != '\0' ? text : NULL;
}

static TertiusPublished *
read_row(sqlite3_stmt *stmt)
{
	TertiusPublished *published = g_new0(TertiusPublished, 1);
	TertiusReminder *reminder = tertius_reminder_new(
		(TertiusReminderKind) CLAMP(sqlite3_column_int(stmt, 2), 0,
	                                    TERTIUS_REMINDER_N_KINDS - 1),
		"");

	g_free(reminder->uid);
	g_free(reminder->id);
	reminder->uid = g_strdup(tertius_db_text(stmt, 0));
	reminder->id = g_strdup(tertius_db_text(stmt, 1));
	reminder->state = (TertiusReminderState) CLAMP(
		sqlite3_column_int(stmt, 3), 0, TERTIUS_REMINDER_N_STATES - 1);
	reminder->due = sqlite3_column_int64(stmt, 4);
	reminder->closed = sqlite3_column_int64(stmt, 5);
	reminder->title = g_strdup(tertius_db_text(stmt, 6));
	reminder->because = g_strdup(tertius_db_text(stmt, 7));
	reminder->message_id = g_strdup(text_or_null(tertius_db_text(stmt, 8)));
	reminder->person =
		tertius_person_new(tertius_db_text(stmt, 9),
	                           tertius_db_text(stmt, 10), TERTIUS_PLACE_TO);
	published->reminder = reminder;
	published->created = sqlite3_column_int64(stmt, 11);
	published->stamp = sqlite3_column_int64(stmt, 12);
	published->sequence = sqlite3_column_int64(stmt, 13);
	return published;
}

GPtrArray *
tertius_ledger_published(TertiusLedger *ledger, GError **error)
{
	g_autoptr(GPtrArray) all = tertius_published_array_new();
	sqlite3_stmt *stmt = tertius_db_ask(
		ledger->db, error,
		"SELECT uid, id, kind, state, due, closed, title, because,"
		" message_id, name, address, created, stamp, sequence"
		" FROM published ORDER BY uid",
		"");
	gboolean row = TRUE;

	while (stmt != NULL && tertius_db_step(ledger->db, stmt, &row, error)) {
		if (!row)
			return g_steal_pointer(&all);
		g_ptr_array_add(all, read_row(stmt));
	}
	return NULL;
}

gboolean
tertius_ledger_publish(TertiusLedger *ledger, const TertiusPublished *published,
                       GError **error)
{
	const TertiusReminder *reminder = published->reminder;
	const TertiusPerson *person = reminder->person;

	return tertius_db_tell(
		ledger->db, error,
		"INSERT OR REPLACE INTO published VALUES (?, ?, ?, ?, ?, ?, ?,"
		" ?, ?, ?, ?, ?, ?, ?)",
		"ttiiiitttttiii", reminder->uid, reminder->id,
		(gint64) reminder->kind, (gint64) reminder->state,
		reminder->due, reminder->closed, reminder->title,
		reminder->because,
		reminder->message_id ? reminder->message_id : "",
		person != NULL && person->name ? person->name : "",
		person != NULL && person->address ? person->address : "",
		published->created, published->stamp, published->sequence);
}
