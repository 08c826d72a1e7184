/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening the ledger, and wholes that go in together.
 */
#include "ledger/ledger-private.h"

#include "base/error.h"
#include "ledger/schema.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of what needs never be read again. */
#define EDITION_ANY ((gint64) -1)

static gboolean
fail_store(const char *doing, const char *path, int number, GError **error)
{
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_STORE, "%s '%s': %s",
	            doing, path, g_strerror(number));
	return FALSE;
}

/* The file is made here, not by SQLite, so that it is 0600 from the first
 * moment; SQLite gives its helper files the same mode. */
static gboolean
make_private(const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	struct stat info;
	int descriptor;

	if (g_mkdir_with_parents(folder, 0700) != 0)
		return fail_store(_("cannot make the folder"), folder, errno,
		                  error);
	descriptor = g_open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (descriptor < 0) {
		int why = errno;

		if (why == EROFS || why == EACCES)
			descriptor = g_open(path, O_RDONLY | O_CLOEXEC, 0);
		if (descriptor < 0)
			return fail_store(_("cannot open the ledger"), path,
			                  why, error);
	}
	if (fstat(descriptor, &info) == 0 && !S_ISREG(info.st_mode)) {
		(void) close(descriptor);
		return fail_store(_("cannot open the ledger"), path, EINVAL,
		                  error);
	}
	if (fstat(descriptor, &info) == 0 && info.st_uid == geteuid() &&
	    (info.st_mode & 0077) != 0)
		(void) fchmod(descriptor, 0600);
	(void) close(descriptor);
	return TRUE;
}

static TertiusLedger *
new_ledger(const char *path)
{
	TertiusLedger *ledger = g_new0(TertiusLedger, 1);

	ledger->path = g_strdup(path);
	ledger->mailboxes =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	ledger->folders =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return ledger;
}

void
tertius_ledger_own_process(void)
{
	(void) sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

TertiusLedger *
tertius_ledger_open(const char *path, GError **error)
{
	g_autoptr(TertiusLedger) ledger = NULL;

	if (!make_private(path, error))
		return NULL;
	ledger = new_ledger(path);
	ledger->db = tertius_db_open(path, tertius_schema, error);
	if (ledger->db == NULL)
		return NULL;
	return g_steal_pointer(&ledger);
}

TertiusLedger *
tertius_ledger_open_copy(TertiusLedger *ledger, GError **error)
{
	g_autoptr(TertiusLedger) copy = new_ledger(ledger->path);

	copy->db = tertius_db_open_copy(ledger->db, error);
	return copy->db == NULL ? NULL : g_steal_pointer(&copy);
}

TertiusLedger *
tertius_ledger_open_empty(const char *path, GError **error)
{
	g_autoptr(TertiusLedger) ledger = new_ledger(path);

	ledger->db = tertius_db_open_empty(path, tertius_schema, error);
	return ledger->db == NULL ? NULL : g_steal_pointer(&ledger);
}

void
tertius_ledger_close(TertiusLedger *ledger)
{
	if (ledger == NULL)
		return;
	tertius_ledger_roll_back(ledger);
	tertius_db_close(ledger->db);
	g_hash_table_unref(ledger->mailboxes);
	g_hash_table_unref(ledger->folders);
	g_free(ledger->path);
	g_free(ledger);
}

const char *
tertius_ledger_get_path(const TertiusLedger *ledger)
{
	return ledger->path;
}

static void
forget_numbers(TertiusLedger *ledger)
{
	g_hash_table_remove_all(ledger->mailboxes);
	g_hash_table_remove_all(ledger->folders);
	ledger->nobody_forgotten = FALSE;
	ledger->nothing_aside = FALSE;
}

/* Another process may have removed, or given anew, what a number stands for. */
static gboolean
look_for_changes(TertiusLedger *ledger, GError **error)
{
	gint64 generation = tertius_db_generation(ledger->db, error);

	if (generation < 0)
		return FALSE;
	if (generation != ledger->generation)
		forget_numbers(ledger);
	ledger->generation = generation;
	return TRUE;
}

void
tertius_ledger_set_edition(TertiusLedger *ledger, gint64 edition)
{
	ledger->edition = edition;
}

gint64
tertius_ledger_generation(TertiusLedger *ledger, GError **error)
{
	return tertius_db_generation(ledger->db, error);
}

void
tertius_ledger_set_cancellable(TertiusLedger *ledger, GCancellable *cancellable)
{
	tertius_db_set_cancellable(ledger->db, cancellable);
}

gboolean
tertius_ledger_begin(TertiusLedger *ledger, GError **error)
{
	g_assert(!ledger->is_open);
	if (!tertius_db_run(ledger->db, "BEGIN IMMEDIATE", error))
		return FALSE;
	if (ledger->is_shrunk)
		tertius_db_widen(ledger->db);
	ledger->is_shrunk = FALSE;
	ledger->is_open = TRUE;
	if (look_for_changes(ledger, error))
		return TRUE;
	tertius_ledger_roll_back(ledger);
	return FALSE;
}

gboolean
tertius_ledger_commit(TertiusLedger *ledger, GError **error)
{
	g_assert(ledger->is_open);
	if (!tertius_db_run(ledger->db, "COMMIT", error)) {
		tertius_ledger_roll_back(ledger);
		return FALSE;
	}
	ledger->is_open = FALSE;
	return TRUE;
}

/* Numbers that were given since the beginning are gone with it. */
void
tertius_ledger_roll_back(TertiusLedger *ledger)
{
	if (!ledger->is_open)
		return;
	(void) tertius_db_run(ledger->db, "ROLLBACK", NULL);
	ledger->is_open = FALSE;
	forget_numbers(ledger);
}

void
tertius_ledger_shrink(TertiusLedger *ledger)
{
	forget_numbers(ledger);
	tertius_db_shrink(ledger->db);
	ledger->is_shrunk = TRUE;
}

static gint64
find_number(TertiusLedger *ledger, const char *sql, const char *first,
            const char *second, GError **error)
{
	sqlite3_stmt *stmt = tertius_db_ask(ledger->db, error, sql,
	                                    second != NULL  ? "tt"
	                                    : first != NULL ? "t"
	                                                    : "",
	                                    first, second);
	gboolean row = FALSE;
	gint64 number = 0;

	if (stmt == NULL || !tertius_db_step(ledger->db, stmt, &row, error))
		return -1;
	if (row) {
		number = sqlite3_column_int64(stmt, 0);
		(void) sqlite3_reset(stmt);
	}
	return number;
}

gint64
tertius_ledger_mailbox(TertiusLedger *ledger, const TertiusPerson *person,
                       GError **error)
{
	const char *name = person->name != NULL ? person->name : "";
	const char *address = person->address != NULL ? person->address : "";
	g_autofree char *key = g_strconcat(address, "\n", name, NULL);
	gint64 number =
		GPOINTER_TO_INT(g_hash_table_lookup(ledger->mailboxes, key));

	if (number != 0)
		return number;
	number = find_number(
		ledger,
		"SELECT number FROM mailbox WHERE address = ? AND name = ?",
		address, name, error);
	if (number < 0)
		return -1;
	if (number == 0) {
		if (!tertius_db_tell(
			    ledger->db, error,
			    "INSERT INTO mailbox (address, name) VALUES (?, ?)",
			    "tt", address, name))
			return -1;
		number = tertius_db_last_number(ledger->db);
	}
	/* Those who write most are soon known again. */
	if (g_hash_table_size(ledger->mailboxes) ==
	    TERTIUS_LEDGER_MAILBOXES_MAX)
		g_hash_table_remove_all(ledger->mailboxes);
	if (number <= G_MAXINT)
		g_hash_table_insert(ledger->mailboxes, g_steal_pointer(&key),
		                    GINT_TO_POINTER((int) number));
	return number;
}

/* --- What was read ------------------------------------------------------- */

gint64
tertius_ledger_folder(TertiusLedger *ledger, const char *name, gboolean make,
                      GError **error)
{
	gint64 *known = g_hash_table_lookup(ledger->folders, name);
	gint64 number;

	if (known != NULL)
		return *known;
	number = find_number(ledger, "SELECT number FROM folder WHERE name = ?",
	                     name, NULL, error);
	if (number < 0 || (number == 0 && !make))
		return number;
	if (number == 0) {
		if (!tertius_db_tell(ledger->db, error,
		                     "INSERT INTO folder (name) VALUES (?)",
		                     "t", name))
			return -1;
		number = tertius_db_last_number(ledger->db);
	}
	known = g_new(gint64, 1);
	*known = number;
	g_hash_table_insert(ledger->folders, g_strdup(name), known);
	return number;
}

gboolean
tertius_ledger_is_known(TertiusLedger *ledger, const char *folder,
                        const char *key)
{
	gint64 number = tertius_ledger_folder(ledger, folder, FALSE, NULL);
	sqlite3_stmt *stmt;
	gboolean row = FALSE;

	if (number <= 0)
		return FALSE;
	stmt = tertius_db_ask(
		ledger->db, NULL,
		"SELECT 1 FROM known WHERE folder = ?1 AND key = ?2 AND"
		" (edition IN (?3, ?4) OR ?3 = 0)",
		"itii", number, key, ledger->edition, EDITION_ANY);
	if (stmt == NULL || !tertius_db_step(ledger->db, stmt, &row, NULL))
		return FALSE;
	(void) sqlite3_reset(stmt);
	return row;
}

/* Not by OR REPLACE: beside a foreign key SQLite then copies each page that it is
 * about to write. */
static gboolean
remember_in(TertiusLedger *ledger, const char *folder, const char *key,
            gint64 edition, GError **error)
{
	gint64 number = tertius_ledger_folder(ledger, folder, TRUE, error);

	return number > 0 &&
	       tertius_db_tell(ledger->db, error,
	                       "INSERT INTO known VALUES (?, ?, ?)"
	                       " ON CONFLICT (folder, key) DO UPDATE"
	                       " SET edition = excluded.edition",
	                       "iti", number, key, edition);
}

gboolean
tertius_ledger_remember(TertiusLedger *ledger, const char *folder,
                        const char *key, GError **error)
{
	return remember_in(ledger, folder, key, ledger->edition, error);
}

gboolean
tertius_ledger_remember_always(TertiusLedger *ledger, const char *folder,
                               const char *key, GError **error)
{
	return remember_in(ledger, folder, key, EDITION_ANY, error);
}

gboolean
tertius_ledger_remember_state(TertiusLedger *ledger, const char *folder,
                              const char *state, GError **error)
{
	gint64 number = tertius_ledger_folder(ledger, folder, TRUE, error);

	/* The range is for the index. */
	return number > 0 &&
	       tertius_db_tell(ledger->db, error,
	                       "DELETE FROM known WHERE folder = ?1"
	                       " AND key >= 'state' AND key < 'statf'"
	                       " AND key GLOB 'state[ :]*' AND key <> ?2",
	                       "it", number, state) &&
	       tertius_ledger_remember(ledger, folder, state, error);
}

/* Nearly everything can be read, so it is looked up once a batch. */
static gboolean
has_nothing_aside(TertiusLedger *ledger)
{
	gint64 any = 1;

	if (!ledger->is_open)
		return FALSE;
	if (!ledger->nothing_aside) {
		any = find_number(ledger,
		                  "SELECT EXISTS (SELECT 1 FROM unreadable)",
		                  NULL, NULL, NULL);
		ledger->nothing_aside = any == 0;
	}
	return ledger->nothing_aside;
}

gboolean
tertius_ledger_set_aside(TertiusLedger *ledger, const char *folder,
                         const char *key, const char *reason, GError **error)
{
	gint64 number;

	if (reason == NULL && has_nothing_aside(ledger))
		return TRUE;
	number = tertius_ledger_folder(ledger, folder, TRUE, error);
	if (number <= 0)
		return FALSE;
	if (reason == NULL)
		return tertius_db_tell(ledger->db, error,
		                       "DELETE FROM unreadable WHERE folder = ?"
		                       " AND key = ?",
		                       "it", number, key);
	ledger->nothing_aside = FALSE;
	return tertius_db_tell(ledger->db, error,
	                       "INSERT OR REPLACE INTO unreadable VALUES"
	                       " (?, ?, ?)",
	                       "itt", number, key, reason);
}

GPtrArray *
tertius_ledger_unreadable(TertiusLedger *ledger, GError **error)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	sqlite3_stmt *stmt = tertius_db_ask(
		ledger->db, error,
		"SELECT name, key, reason FROM unreadable JOIN folder ON"
		" folder.number = unreadable.folder ORDER BY name, key",
		"");
	gboolean row = TRUE;

	while (stmt != NULL && tertius_db_step(ledger->db, stmt, &row, error)) {
		if (!row)
			return g_steal_pointer(&lines);
		g_ptr_array_add(lines,
		                g_strdup_printf("%s %s: %s",
		                                tertius_db_text(stmt, 0),
		                                tertius_db_text(stmt, 1),
		                                tertius_db_text(stmt, 2)));
	}
	return NULL;
}

char *
tertius_ledger_recall(TertiusLedger *ledger, const char *key)
{
	sqlite3_stmt *stmt = tertius_db_ask(
		ledger->db, NULL, "SELECT value FROM memory WHERE key = ?", "t",
		key);
	gboolean row = FALSE;
	char *value = NULL;

	if (stmt == NULL || !tertius_db_step(ledger->db, stmt, &row, NULL) ||
	    !row)
		return NULL;
	value = g_strdup(tertius_db_text(stmt, 0));
	(void) sqlite3_reset(stmt);
	return value;
}

gboolean
tertius_ledger_note(TertiusLedger *ledger, const char *key, const char *value,
                    GError **error)
{
	return tertius_db_tell(ledger->db, error,
	                       "INSERT OR REPLACE INTO memory VALUES (?, ?)",
	                       "tt", key, value);
}
