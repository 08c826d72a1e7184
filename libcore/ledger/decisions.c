/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decisions on disk.
 */
#include "ledger/ledger-private.h"

gboolean
tertius_ledger_decide(TertiusLedger *ledger, TertiusDecision *decision,
                      GError **error)
{
	/* The same decision of the same second, as from an import, is one. */
	if (!tertius_db_tell(ledger->db, error,
	                     "INSERT INTO decision (made, kind, subject,"
	                     " argument) SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS"
	                     " (SELECT 1 FROM decision WHERE made = ?1 AND"
	                     " kind = ?2 AND subject = ?3 AND argument = ?4)",
	                     "ittt", decision->made,
	                     tertius_decision_kind_name(decision->kind),
	                     decision->subject, decision->argument))
		return FALSE;
	decision->number = tertius_db_last_number(ledger->db);
	return TRUE;
}

static TertiusDecision *
read_row(sqlite3_stmt *stmt)
{
	TertiusDecisionKind kind;
	TertiusDecision *decision;

	/* A kind that this Tertius does not know was made by a later one. */
	if (!tertius_decision_kind_from_name(tertius_db_text(stmt, 2), &kind))
		return NULL;
	decision = tertius_decision_new(kind, tertius_db_text(stmt, 3),
	                                tertius_db_text(stmt, 4),
	                                sqlite3_column_int64(stmt, 1));
	decision->number = sqlite3_column_int64(stmt, 0);
	return decision;
}

GPtrArray *
tertius_ledger_decisions(TertiusLedger *ledger, GError **error)
{
	g_autoptr(GPtrArray) decisions = tertius_decisions_new();
	sqlite3_stmt *stmt = tertius_db_ask(
		ledger->db, error,
		"SELECT number, made, kind, subject, argument FROM decision"
		" ORDER BY number",
		"");
	gboolean row = TRUE;

	while (stmt != NULL && tertius_db_step(ledger->db, stmt, &row, error)) {
		TertiusDecision *decision;

		if (!row)
			return g_steal_pointer(&decisions);
		decision = read_row(stmt);
		if (decision != NULL)
			g_ptr_array_add(decisions, decision);
	}
	return NULL;
}

gboolean
tertius_ledger_take_back(TertiusLedger *ledger, const char *reminder,
                         GError **error)
{
	return tertius_db_tell(ledger->db, error,
	                       "DELETE FROM decision WHERE subject = ? AND"
	                       " kind IN ('done', 'never')",
	                       "t", reminder);
}

TertiusDecision *
tertius_ledger_undo(TertiusLedger *ledger, GError **error)
{
	g_autoptr(GPtrArray) decisions =
		tertius_ledger_decisions(ledger, error);
	g_autoptr(TertiusDecision) latest = NULL;

	if (decisions == NULL || decisions->len == 0)
		return NULL;
	latest = g_ptr_array_steal_index(decisions, decisions->len - 1);
	if (!tertius_db_tell(ledger->db, error,
	                     "DELETE FROM decision WHERE number = ?", "i",
	                     latest->number))
		return NULL;
	return g_steal_pointer(&latest);
}
