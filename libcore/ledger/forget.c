/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The user's rights over what is kept: counting it, and taking a person out of
 * it whole.
 */
#include "ledger/read.h"

#include <string.h>

static char *
hash_address(const char *address)
{
	g_autofree char *key = g_strconcat("forgotten\n", address, NULL);

	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);
}

static gboolean
ask_number(TertiusLedger *ledger, const char *sql, const char *text,
           gint64 *number, GError **error)
{
	sqlite3_stmt *stmt =
		tertius_db_ask(ledger->db, error, sql, text ? "t" : "", text);
	gboolean row = FALSE;

	*number = 0;
	if (stmt == NULL || !tertius_db_step(ledger->db, stmt, &row, error))
		return FALSE;
	if (row)
		*number = sqlite3_column_int64(stmt, 0);
	(void) sqlite3_reset(stmt);
	return TRUE;
}

static gboolean
is_hash_known(TertiusLedger *ledger, const TertiusPerson *person)
{
	g_autofree char *hash = NULL;
	gint64 found = 0;

	if (person == NULL || person->address == NULL)
		return FALSE;
	hash = hash_address(person->address);
	return ask_number(ledger, "SELECT 1 FROM forgotten WHERE hash = ?",
	                  hash, &found, NULL) &&
	       found != 0;
}

static gboolean
is_one_known(TertiusLedger *ledger, const GPtrArray *people)
{
	for (guint i = 0; i < people->len; i++) {
		if (is_hash_known(ledger, people->pdata[i]))
			return TRUE;
	}
	return FALSE;
}

/* Whoever is only named in a letter is in it too. */
static gboolean
is_any_named(TertiusLedger *ledger, const GPtrArray *acts)
{
	for (guint i = 0; i < acts->len; i++) {
		const TertiusAct *act = acts->pdata[i];

		if (is_hash_known(ledger, act->introducer) ||
		    is_one_known(ledger, act->introduced))
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_any_forgotten(TertiusLedger *ledger, const TertiusFacts *facts)
{
	if (facts->message != NULL) {
		if (is_hash_known(ledger, facts->message->from) ||
		    is_hash_known(ledger, facts->message->sender) ||
		    is_hash_known(ledger, facts->message->reply_to) ||
		    is_one_known(ledger, facts->message->recipients) ||
		    is_any_named(ledger, facts->acts))
			return TRUE;
	}
	for (guint i = 0; i < facts->meetings->len; i++) {
		const TertiusMeeting *meeting = facts->meetings->pdata[i];

		for (guint j = 0; j < meeting->attendees->len; j++) {
			const TertiusAttendee *attendee =
				meeting->attendees->pdata[j];

			if (is_hash_known(ledger, attendee->person))
				return TRUE;
		}
	}
	return FALSE;
}

gboolean
tertius_ledger_is_forgotten(TertiusLedger *ledger, const TertiusFacts *facts)
{
	gint64 any = 0;

	/* Hardly anybody is, so the common case costs one look a batch. */
	if (ledger->is_open && ledger->nobody_forgotten)
		return FALSE;
	if (!ask_number(ledger, "SELECT count(*) FROM forgotten", NULL, &any,
	                NULL))
		return FALSE;
	ledger->nobody_forgotten = any == 0 && ledger->is_open;
	return any > 0 && is_any_forgotten(ledger, facts);
}

/* --- Forgetting ---------------------------------------------------------- */

static gboolean
remove_rows(TertiusLedger *ledger, const char *sql, const char *address,
            guint *n, GError **error)
{
	if (!tertius_db_tell(ledger->db, error, sql, "t", address))
		return FALSE;
	if (n != NULL)
		*n += (guint) tertius_db_changes(ledger->db);
	return TRUE;
}

/* The numbers of those that ?1 wrote, got or is named in. */
#define THEIR_MESSAGES                                                         \
	"SELECT message FROM party JOIN mailbox ON mailbox.number = mailbox"   \
	" WHERE address = ?1 UNION SELECT message FROM act JOIN act_person"    \
	" ON act = act.number JOIN mailbox ON mailbox.number = mailbox"        \
	" WHERE address = ?1"

/* Words of the user about a message go with it. That one about the person was taken
 * back is remembered by their address. */
static gboolean
forget_one(TertiusLedger *ledger, const char *address, guint *n_messages,
           guint *n_meetings, GError **error)
{
	return remove_rows(ledger,
	                   "DELETE FROM decision WHERE kind IN ('introduced',"
	                   " 'remind') AND (subject IN (SELECT message_id"
	                   " FROM message WHERE number IN (" THEIR_MESSAGES
	                   ")) OR (kind = 'introduced' AND"
	                   " instr(';' || argument || ';', ';' || ?1 || ';')))",
	                   address, NULL, error) &&
	       remove_rows(ledger,
	                   "DELETE FROM message WHERE number IN"
	                   " (" THEIR_MESSAGES ")",
	                   address, n_messages, error) &&
	       remove_rows(ledger,
	                   "DELETE FROM memory WHERE key = 'undone ' || ?1",
	                   address, NULL, error) &&
	       remove_rows(ledger,
	                   "DELETE FROM meeting WHERE number IN (SELECT meeting"
	                   " FROM attendee JOIN mailbox ON mailbox.number ="
	                   " mailbox WHERE address = ?)",
	                   address, n_meetings, error) &&
	       remove_rows(ledger,
	                   "DELETE FROM decision WHERE subject = ?1 OR"
	                   " (kind IN ('merge', 'split') AND argument = ?1)",
	                   address, NULL, error) &&
	       remove_rows(ledger,
	                   "UPDATE delivery SET text = '' WHERE reminder IN"
	                   " (SELECT id FROM published WHERE address = ?)",
	                   address, NULL, error) &&
	       remove_rows(ledger, "DELETE FROM published WHERE address = ?",
	                   address, NULL, error);
}

gboolean
tertius_ledger_forget(TertiusLedger *ledger, const GPtrArray *addresses,
                      gboolean for_good, guint *n_messages, guint *n_meetings,
                      GError **error)
{
	*n_messages = *n_meetings = 0;
	for (guint i = 0; i < addresses->len; i++) {
		g_autofree char *hash = hash_address(addresses->pdata[i]);

		if (!forget_one(ledger, addresses->pdata[i], n_messages,
		                n_meetings, error))
			return FALSE;
		if (for_good &&
		    !tertius_db_tell(ledger->db, error,
		                     "INSERT OR IGNORE INTO forgotten VALUES"
		                     " (?)",
		                     "t", hash))
			return FALSE;
	}
	g_hash_table_remove_all(ledger->mailboxes);
	ledger->nobody_forgotten = FALSE;
	/* Names and addresses that nothing speaks of any more go too. */
	return tertius_db_tell(ledger->db, error,
	                       "DELETE FROM lying WHERE meeting NOT IN"
	                       " (SELECT id FROM meeting)",
	                       "") &&
	       tertius_db_tell(ledger->db, error,
	                       "DELETE FROM mailbox WHERE number NOT IN"
	                       " (SELECT mailbox FROM party UNION SELECT"
	                       " mailbox FROM act_person UNION SELECT mailbox"
	                       " FROM attendee)",
	                       "");
}

/* --- Counting ------------------------------------------------------------ */

gboolean
tertius_ledger_count(TertiusLedger *ledger, TertiusLedgerCounts *counts,
                     GError **error)
{
	gint64 n[7] = { 0 };
	g_autofree char *automatic =
		g_strdup_printf("SELECT count(*) FROM message WHERE"
	                        " flags & %d <> 0",
	                        TERTIUS_MESSAGE_AUTOMATIC);
	const char *const questions[] = {
		"SELECT count(*) FROM message",
		automatic,
		"SELECT count(*) FROM meeting",
		"SELECT count(*) FROM decision",
		"SELECT count(*) FROM unreadable",
		"SELECT min(date) FROM message WHERE date > 0",
		"SELECT max(date) FROM message",
	};

	for (guint i = 0; i < G_N_ELEMENTS(questions); i++) {
		if (!ask_number(ledger, questions[i], NULL, &n[i], error))
			return FALSE;
	}
	counts->messages = (guint) n[0];
	counts->automatic = (guint) n[1];
	counts->meetings = (guint) n[2];
	counts->decisions = (guint) n[3];
	counts->unreadable = (guint) n[4];
	counts->earliest = n[5];
	counts->latest = n[6];
	return TRUE;
}
