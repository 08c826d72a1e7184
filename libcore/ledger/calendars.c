/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lies in the user's calendars, and no longer does.
 */
#include "ledger/ledger-private.h"

#include "ledger/read.h"

/* The meetings that lie in object ?2 of folder ?1 and in no other. */
#define ONLY_HERE                                                              \
	" id IN (SELECT meeting FROM lying AS here WHERE folder = ?1 AND"      \
	" name = ?2 AND NOT EXISTS (SELECT 1 FROM lying AS other WHERE"        \
	" other.meeting = here.meeting AND (other.folder <> ?1 OR"             \
	" other.name <> ?2)))"

/* That its bytes are known is forgotten with them: they may come back. */
static gboolean
take_out(TertiusLedger *ledger, gint64 folder, const char *name, GError **error)
{
	static const char *const steps[] = {
		"DELETE FROM known WHERE folder = ?1 AND key IN (SELECT key"
		" FROM lying WHERE folder = ?1 AND name = ?2)",
		"DELETE FROM meeting WHERE by_mail = 0 AND" ONLY_HERE,
		"UPDATE meeting SET in_calendar = 0 WHERE" ONLY_HERE,
		"DELETE FROM lying WHERE folder = ?1 AND name = ?2",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
		if (!tertius_db_tell(ledger->db, error, steps[i], "it", folder,
		                     name))
			return FALSE;
	}
	return TRUE;
}

static gboolean
put_in(TertiusLedger *ledger, gint64 folder, const TertiusLedgerObject *object,
       const TertiusMeeting *meeting, GError **error)
{
	return tertius_ledger_put_meeting(ledger, meeting, TRUE, FALSE,
	                                  error) &&
	       tertius_db_tell(ledger->db, error,
	                       "INSERT OR IGNORE INTO lying VALUES"
	                       " (?, ?, ?, ?)",
	                       "ittt", folder, object->name, object->key,
	                       meeting->id);
}

/* Of a calendar only what names them is left out, not all of it. */
static gboolean
is_forgotten(TertiusLedger *ledger, TertiusMeeting *meeting)
{
	g_autoptr(GPtrArray) one = g_ptr_array_new();
	const TertiusFacts facts = { .meetings = one };

	g_ptr_array_add(one, meeting);
	return tertius_ledger_is_forgotten(ledger, &facts);
}

gboolean
tertius_ledger_put_object(TertiusLedger *ledger,
                          const TertiusLedgerObject *object,
                          const TertiusFacts *facts, GError **error)
{
	gint64 folder =
		tertius_ledger_folder(ledger, object->folder, TRUE, error);

	if (folder <= 0 || !take_out(ledger, folder, object->name, error))
		return FALSE;
	for (guint i = 0; i < facts->meetings->len; i++) {
		TertiusMeeting *meeting = facts->meetings->pdata[i];

		if (!is_forgotten(ledger, meeting) &&
		    !put_in(ledger, folder, object, meeting, error))
			return FALSE;
	}
	return TRUE;
}

static GPtrArray *
list_objects(TertiusLedger *ledger, gint64 folder, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	sqlite3_stmt *stmt = tertius_db_ask(
		ledger->db, error,
		"SELECT DISTINCT name FROM lying WHERE folder = ?", "i",
		folder);
	gboolean row = TRUE;

	while (stmt != NULL && tertius_db_step(ledger->db, stmt, &row, error)) {
		if (!row)
			return g_steal_pointer(&names);
		g_ptr_array_add(names, g_strdup(tertius_db_text(stmt, 0)));
	}
	return NULL;
}

gboolean
tertius_ledger_keep_objects(TertiusLedger *ledger, const char *calendar,
                            GHashTable *names, guint *n_gone, GError **error)
{
	gint64 folder = tertius_ledger_folder(ledger, calendar, FALSE, error);
	g_autoptr(GPtrArray) known = NULL;

	if (folder <= 0)
		return folder == 0;
	known = list_objects(ledger, folder, error);
	for (guint i = 0; known != NULL && i < known->len; i++) {
		if (g_hash_table_contains(names, known->pdata[i]))
			continue;
		if (!take_out(ledger, folder, known->pdata[i], error))
			return FALSE;
		(*n_gone)++;
	}
	return known != NULL;
}
