/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which addresses are the user's, as sent mail shows; where there is none, who got
 * most of what is there.
 */
#include "ledger/ledger-private.h"

#include "model/message.h"

#include <string.h>

/* Mailboxes are numbered one after the other; none is beyond. */
#define NUMBERS_MAX (1 << 26)

/* --- By what was sent ---------------------------------------------------- */

/* In sent mail an address counts when it wrote at least one in fifty of what
 * lies there: a stray copy of somebody else's mail does not make me him. */
static gboolean
find_senders(TertiusLedger *ledger, GPtrArray *addresses, GError **error)
{
	sqlite3_stmt *stmt = tertius_db_ask(
		ledger->db, error,
		"WITH used AS (SELECT mailbox, count(*) AS n FROM message CROSS"
		" JOIN party ON message = message.number WHERE flags & ? <> 0"
		" AND place = ? GROUP BY mailbox), mine AS (SELECT address,"
		" sum(n) AS n FROM used JOIN mailbox ON number = mailbox WHERE"
		" address <> '' GROUP BY address) SELECT address FROM mine"
		" WHERE n * 50 >= (SELECT sum(n) FROM mine)"
		" ORDER BY n DESC, address",
		"ii", (gint64) TERTIUS_MESSAGE_SENT,
		(gint64) TERTIUS_PLACE_FROM);
	gboolean row = TRUE;

	while (stmt != NULL && tertius_db_step(ledger->db, stmt, &row, error)) {
		if (!row)
			return TRUE;
		g_ptr_array_add(addresses, g_strdup(tertius_db_text(stmt, 0)));
	}
	return FALSE;
}

/* --- By what was got ----------------------------------------------------- */

/* How often a mailbox wrote, and stood in To or Cc; or all those of an address. */
typedef struct {
	guint wrote, got;
} Uses;

static void
add_use(GArray *all, gint64 mailbox, gboolean is_writing)
{
	Uses *uses;

	if (mailbox < 0 || mailbox >= NUMBERS_MAX)
		return;
	if ((guint) mailbox >= all->len)
		g_array_set_size(all, (guint) mailbox + 1);
	uses = &g_array_index(all, Uses, mailbox);
	uses->wrote += is_writing ? 1 : 0;
	uses->got += is_writing ? 0 : 1;
}

/* Counted here, by numbers: to let SQLite sort them takes longer than to read all
 * mail. */
static gboolean
count_uses(TertiusLedger *ledger, GArray *all, GError **error)
{
	sqlite3_stmt *stmt = tertius_db_ask(
		ledger->db, error,
		"SELECT mailbox, place = ?1 FROM party NOT INDEXED"
		" WHERE place IN (?1, ?2, ?3)",
		"iii", (gint64) TERTIUS_PLACE_FROM, (gint64) TERTIUS_PLACE_TO,
		(gint64) TERTIUS_PLACE_CC);
	gboolean row = TRUE;

	while (stmt != NULL && tertius_db_step(ledger->db, stmt, &row, error)) {
		if (!row)
			return TRUE;
		add_use(all, sqlite3_column_int64(stmt, 0),
		        sqlite3_column_int(stmt, 1) != 0);
	}
	return FALSE;
}

/* Where one is on the way along all addresses. */
typedef struct {
	GString *address;
	Uses uses; /* of its mailboxes so far */
	GString *best;
	guint most;
} Search;

/* Of equals the first by its bytes. */
static void
judge(Search *search)
{
	if (search->uses.wrote > 0 && search->uses.got > search->most) {
		g_string_assign(search->best, search->address->str);
		search->most = search->uses.got;
	}
	search->uses = (Uses){ 0, 0 };
}

static gboolean
walk_addresses(TertiusLedger *ledger, const GArray *all, Search *search,
               GError **error)
{
	sqlite3_stmt *stmt =
		tertius_db_ask(ledger->db, error,
	                       "SELECT address, number FROM mailbox WHERE"
	                       " address <> '' ORDER BY address",
	                       "");
	gboolean row = TRUE;

	while (stmt != NULL && tertius_db_step(ledger->db, stmt, &row, error)) {
		const char *address = row ? tertius_db_text(stmt, 0) : "";
		gint64 number = row ? sqlite3_column_int64(stmt, 1) : -1;

		if (strcmp(address, search->address->str) != 0) {
			judge(search);
			g_string_assign(search->address, address);
		}
		if (!row)
			return TRUE;
		if (number >= 0 && number < all->len) {
			const Uses *uses = &g_array_index(all, Uses, number);

			search->uses.wrote += uses->wrote;
			search->uses.got += uses->got;
		}
	}
	return FALSE;
}

/* Whoever got most, of those who also wrote. */
static gboolean
find_owner(TertiusLedger *ledger, GPtrArray *addresses, GError **error)
{
	g_autoptr(GArray) all = g_array_new(FALSE, TRUE, sizeof(Uses));
	Search search = { .address = g_string_new(NULL),
		          .best = g_string_new(NULL) };
	gboolean done = count_uses(ledger, all, error) &&
	                walk_addresses(ledger, all, &search, error);

	if (done && search.most > 0)
		g_ptr_array_add(addresses, g_strdup(search.best->str));
	g_string_free(search.address, TRUE);
	g_string_free(search.best, TRUE);
	return done;
}

GPtrArray *
tertius_ledger_learn_me(TertiusLedger *ledger, GError **error)
{
	g_autoptr(GPtrArray) addresses = g_ptr_array_new_with_free_func(g_free);

	if (!find_senders(ledger, addresses, error))
		return NULL;
	if (addresses->len == 0 && !find_owner(ledger, addresses, error))
		return NULL;
	return g_steal_pointer(&addresses);
}
