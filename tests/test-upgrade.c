/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ledgers of every earlier schema open, and nothing of them is lost. The file
 * tests/data/ledgers/N.sql is what version N left behind.
 */
#include "base/error.h"
#include "ledger/db.h"
#include "ledger/ledger.h"
#include "ledger/schema.h"
#include "tertius-test.h"

#include <glib/gstdio.h>

/* The versions of which a ledger is kept, and the series in them. */
static const struct {
	guint version;
	const char *series;
} kept[] = {
	{ 1, "UTC +1781510400 +1782115200 +1782720000" },
	{ 2, "UTC +1781510400 +1782115200 +1782720000" },
	{ 3, "UTC FREQ=WEEKLY;COUNT=4" },
	{ 4, "UTC FREQ=WEEKLY;COUNT=4" },
	{ 5, "UTC FREQ=WEEKLY;COUNT=4" },
	{ 6, "UTC FREQ=WEEKLY;COUNT=4" },
};

static char *folder;
static char *path;

static void
make_folder(void)
{
	folder = g_dir_make_tmp("tertius-test-XXXXXX", NULL);
	path = g_build_filename(folder, "ledger.db", NULL);
}

static void
remove_folder(void)
{
	(void) g_unlink(path);
	(void) g_rmdir(folder);
	g_clear_pointer(&path, g_free);
	g_clear_pointer(&folder, g_free);
}

/* Lays the ledger of @version at the path. */
static void
lay_ledger(guint version)
{
	g_autofree char *source = g_strdup_printf(
		"%s/tests/data/ledgers/%u.sql", TERTIUS_SOURCE_DIR, version);
	g_autofree char *text = NULL;
	g_autofree const char **migrations = g_new0(const char *, version + 1);
	g_autoptr(TertiusDb) db = NULL;
	g_autoptr(GError) error = NULL;

	ck_assert(g_file_get_contents(source, &text, NULL, NULL));
	for (guint i = 0; i < version; i++)
		migrations[i] = i == 0 ? text : "";
	db = tertius_db_open(path, migrations, &error);
	ck_assert_msg(db != NULL, "version %u: %s", version,
	              error != NULL ? error->message : "");
}

static gboolean
note_series(const TertiusFacts *facts, gpointer data, GError **error)
{
	GString *series = data;

	(void) error;
	if (facts->message != NULL)
		return TRUE;
	for (guint i = 0; i < facts->meetings->len; i++) {
		const TertiusMeeting *meeting = facts->meetings->pdata[i];

		if (meeting->series != NULL)
			g_string_append(series, meeting->series);
	}
	return TRUE;
}

static guint
count_schemas(void)
{
	guint n = 0;

	while (tertius_schema[n] != NULL)
		n++;
	return n;
}

START_TEST(a_ledger_of_an_earlier_version_keeps_all)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(TertiusLedger) ledger = NULL;
	g_autoptr(GPtrArray) decisions = NULL;
	g_autoptr(GString) series = g_string_new("");
	TertiusLedgerCounts counts;

	lay_ledger(kept[_i].version);
	ledger = tertius_ledger_open(path, &error);
	ck_assert_msg(ledger != NULL, "version %u: %s", kept[_i].version,
	              error != NULL ? error->message : "");
	ck_assert(tertius_ledger_count(ledger, &counts, &error));
	ck_assert_uint_eq(counts.messages, 3);
	ck_assert_uint_eq(counts.meetings, 2);
	decisions = tertius_ledger_decisions(ledger, &error);
	ck_assert_uint_eq(decisions->len, 3);
	ck_assert(tertius_ledger_is_known(ledger, "/home/ada/Maildir", "1.a"));
	ck_assert(tertius_ledger_each(ledger, note_series, series, &error));
	ck_assert_str_eq(series->str, kept[_i].series);
}
END_TEST

/* The first of the three messages, which is Dana's. */
#define FIRST_DATE 1780297200

/* How many letters of Dana's are found until @until. */
static guint
count_latest(TertiusLedger *ledger, gint64 until)
{
	static const char *const me[] = { "ada@example.net", NULL };
	static const char *const dana[] = { "dana@example.org", NULL };
	static const char *const none[] = { NULL };
	const TertiusExtract extract = { dana, none, until };
	g_autoptr(TertiusHistory) history = tertius_history_new(me);

	ck_assert(tertius_ledger_load_latest(ledger, &extract, history, NULL));
	tertius_history_seal(history, G_MAXINT64 / 2);
	return tertius_history_n_letters(history);
}

/* By their dates, which the first version kept elsewhere. */
START_TEST(the_latest_are_found_in_an_older_ledger)
{
	g_autoptr(TertiusLedger) ledger = NULL;

	lay_ledger(1);
	ledger = tertius_ledger_open(path, NULL);
	ck_assert_uint_eq(count_latest(ledger, G_MAXINT64 / 2), 2);
	ck_assert_uint_eq(count_latest(ledger, FIRST_DATE), 1);
	ck_assert_uint_eq(count_latest(ledger, FIRST_DATE - 1), 0);
}
END_TEST

START_TEST(a_calendar_is_read_again_when_more_is_kept_of_it)
{
	g_autoptr(TertiusLedger) ledger = NULL;

	lay_ledger(1);
	ledger = tertius_ledger_open(path, NULL);
	ck_assert_ptr_nonnull(ledger);
	ck_assert(!tertius_ledger_is_known(
		ledger, "/home/ada/calendar.ics",
		"calendar.ics 577 1780444800.000000000"));
}
END_TEST

START_TEST(mail_that_nobody_knows_who_read_is_read_again)
{
	g_autoptr(TertiusLedger) ledger = NULL;

	lay_ledger(5);
	ledger = tertius_ledger_open(path, NULL);
	tertius_ledger_set_edition(ledger, 7);
	ck_assert(!tertius_ledger_is_known(ledger, "/home/ada/Maildir", "1.a"));
	ck_assert(tertius_ledger_is_known(
		ledger, "/home/ada/calendar.ics",
		"calendar.ics 577 1780444800.000000000"));
}
END_TEST

START_TEST(a_ledger_of_a_later_version_is_left_untouched)
{
	guint n = count_schemas();
	g_autofree const char **later = g_new0(const char *, n + 2);
	g_autofree char *before = NULL;
	g_autofree char *after = NULL;
	g_autoptr(GError) error = NULL;
	gsize size_before, size_after;

	for (guint i = 0; i < n; i++)
		later[i] = tertius_schema[i];
	later[n] = "CREATE TABLE of_tomorrow (key TEXT)";
	tertius_db_close(tertius_db_open(path, later, NULL));
	ck_assert(g_file_get_contents(path, &before, &size_before, NULL));
	ck_assert_ptr_null(tertius_ledger_open(path, &error));
	ck_assert(g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_TOO_NEW));
	ck_assert(g_file_get_contents(path, &after, &size_after, NULL));
	ck_assert_uint_eq(size_before, size_after);
	ck_assert_mem_eq(before, after, size_before);
}
END_TEST

static void
add_tests(TCase *tcase)
{
	tcase_add_checked_fixture(tcase, make_folder, remove_folder);
	tcase_add_loop_test(tcase, a_ledger_of_an_earlier_version_keeps_all, 0,
	                    G_N_ELEMENTS(kept));
	tcase_add_test(tcase, the_latest_are_found_in_an_older_ledger);
	tcase_add_test(tcase, a_calendar_is_read_again_when_more_is_kept_of_it);
	tcase_add_test(tcase, mail_that_nobody_knows_who_read_is_read_again);
	tcase_add_test(tcase, a_ledger_of_a_later_version_is_left_untouched);
}

int
main(void)
{
	return tertius_test_run("upgrade", add_tests);
}
