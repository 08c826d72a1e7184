/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger: what is put stays, once, in whatever order it came.
 */
#include "ledger/ledger.h"

#include "base/error.h"
#include "ledger/ledger-private.h"
#include "tertius-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

static char *folder;

static void
make_folder(void)
{
	folder = g_dir_make_tmp("tertius-test-XXXXXX", NULL);
}

static void
remove_folder(void)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while ((name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		(void) g_chmod(path, 0600);
		(void) g_unlink(path);
	}
	g_dir_close(dir);
	(void) g_rmdir(folder);
	g_clear_pointer(&folder, g_free);
}

static char *
dup_path(const char *name)
{
	return g_build_filename(folder, name, NULL);
}

/* A message whose copies may differ: @copy 1 has a Bcc, 2 lay in sent mail. */
static TertiusFacts *
make_message(guint number, guint copy)
{
	TertiusFacts *facts = tertius_facts_new();
	TertiusMessage *message = facts->message = tertius_message_new();
	TertiusAct *act = tertius_act_new(TERTIUS_ACT_THANKS);

	message->message_id = g_strdup_printf("%u@example.org", number);
	message->date = 1780000000 + number;
	message->from = tertius_person_new("Dana", "dana@example.org",
	                                   TERTIUS_PLACE_FROM);
	message->subject = g_strdup_printf("Subject %u", number);
	message->in_reply_to = number % 3 == 0 ? g_strdup("x@y") : NULL;
	g_ptr_array_add(message->references, g_strdup("a@example.org"));
	g_ptr_array_add(
		message->recipients,
		tertius_person_new("Me", "me@example.org", TERTIUS_PLACE_TO));
	if (copy == 1)
		g_ptr_array_add(message->recipients,
		                tertius_person_new(NULL, "bcc@example.org",
		                                   TERTIUS_PLACE_BCC));
	if (copy == 2)
		message->flags = TERTIUS_MESSAGE_SENT;
	facts->style.language = g_strdup("en");
	facts->style.greeting = g_strdup("Hi,");
	facts->style.closing = g_strdup("Best");
	act->score = 0.1 + number;
	act->score = act->score > 1 ? 0.7 : act->score;
	g_ptr_array_add(act->evidence,
	                tertius_evidence_new("rule", "thanks", "body", 0.3));
	g_ptr_array_add(act->introduced,
	                tertius_person_new("Tomás", NULL, TERTIUS_PLACE_TEXT));
	g_ptr_array_add(facts->acts, act);
	message->id = tertius_message_compute_id(message, message->date);
	return facts;
}

static TertiusFacts *
make_meeting(guint number, guint sequence)
{
	TertiusFacts *facts = tertius_facts_new();
	TertiusMeeting *meeting = tertius_meeting_new();
	g_autofree char *uid = g_strdup_printf("meeting-%u", number);

	meeting->id = g_compute_checksum_for_string(G_CHECKSUM_SHA256, uid, -1);
	meeting->uid = g_strdup(uid);
	meeting->recurrence_id = g_strdup("");
	meeting->sequence = sequence;
	meeting->start = 1780000000 + number * 3600;
	meeting->end = meeting->start + 1800;
	meeting->summary = g_strdup_printf("Coffee %u", sequence);
	tertius_meeting_take_attendee(
		meeting,
		tertius_person_new("Dana", "dana@example.org",
	                           TERTIUS_PLACE_ATTENDEE),
		TERTIUS_ATTENDANCE_ACCEPTED);
	g_ptr_array_add(facts->meetings, meeting);
	facts->in_calendar = sequence == 0;
	return facts;
}

static gboolean
add_digest(const TertiusFacts *facts, gpointer data, GError **error)
{
	GChecksum *sum = data;
	char there = facts->in_calendar ? 'c' : '-';

	(void) error;
	g_checksum_update(sum, (const guchar *) &there, 1);
	if (facts->message != NULL) {
		const TertiusMessage *message = facts->message;

		g_checksum_update(sum, (const guchar *) message->id, -1);
		g_checksum_update(sum, (const guchar *) &message->flags,
		                  sizeof message->flags);
		g_checksum_update(sum,
		                  (const guchar *) &message->recipients->len,
		                  sizeof message->recipients->len);
	}
	for (guint i = 0; i < facts->meetings->len; i++) {
		const TertiusMeeting *meeting = facts->meetings->pdata[i];

		g_checksum_update(sum, (const guchar *) meeting->summary, -1);
	}
	return TRUE;
}

static char *
dup_digest(TertiusLedger *ledger)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

	ck_assert(tertius_ledger_each(ledger, add_digest, sum, NULL));
	return g_strdup(g_checksum_get_string(sum));
}

static void
put(TertiusLedger *ledger, TertiusFacts *taken)
{
	g_autoptr(TertiusFacts) facts = taken;
	g_autoptr(GError) error = NULL;

	ck_assert_msg(tertius_ledger_put(ledger, facts, NULL, &error), "%s",
	              error ? error->message : "");
}

static TertiusFacts *
make_item(guint i)
{
	return i < 60 ? make_message(i / 3, i % 3)
	              : make_meeting((i - 60) / 3, (i - 60) % 3);
}

START_TEST(the_order_of_reading_does_not_matter)
{
	g_autofree char *expected = NULL;
	g_autoptr(GRand) random = g_rand_new_with_seed(7);

	for (guint run = 0; run < 50; run++) {
		g_autofree char *name = g_strdup_printf("ledger-%u.db", run);
		g_autofree char *path = dup_path(name);
		g_autoptr(TertiusLedger) ledger =
			tertius_ledger_open(path, NULL);
		g_autofree char *digest = NULL;
		guint order[90];

		for (guint i = 0; i < G_N_ELEMENTS(order); i++)
			order[i] = i;
		for (guint i = G_N_ELEMENTS(order) - 1; i > 0; i--) {
			guint j = (guint) g_rand_int_range(random, 0,
			                                   (gint32) i + 1);
			guint swap = order[i];

			order[i] = order[j];
			order[j] = swap;
		}
		ck_assert(tertius_ledger_begin(ledger, NULL));
		for (guint i = 0; i < G_N_ELEMENTS(order); i++)
			put(ledger, make_item(order[i]));
		ck_assert(tertius_ledger_commit(ledger, NULL));
		digest = dup_digest(ledger);
		if (expected == NULL)
			expected = g_strdup(digest);
		ck_assert_str_eq(digest, expected);
	}
}
END_TEST

START_TEST(a_message_comes_back_as_it_was)
{
	g_autofree char *path = dup_path("ledger.db");
	g_autoptr(TertiusLedger) ledger = tertius_ledger_open(path, NULL);
	g_autoptr(TertiusHistory) history = tertius_history_new(NULL);
	const TertiusLetter *letter;
	const TertiusAct *act;

	put(ledger, make_message(3, 1));
	put(ledger, make_meeting(0, 0));
	ck_assert(tertius_ledger_load(ledger, history, NULL));
	tertius_history_seal(history, G_MAXINT64);
	ck_assert_uint_eq(tertius_history_n_letters(history), 1);
	letter = tertius_history_letter(history, 0);
	ck_assert_str_eq(letter->message_id, "3@example.org");
	ck_assert_str_eq(letter->subject, "Subject 3");
	ck_assert_str_eq(letter->in_reply_to, "x@y");
	ck_assert_str_eq(letter->thread, "a@example.org");
	ck_assert_uint_eq(letter->n_recipients, 2);
	ck_assert_str_eq(letter->style->greeting, "Hi,");
	act = letter->acts->pdata[0];
	ck_assert_int_eq(act->kind, TERTIUS_ACT_THANKS);
	ck_assert_uint_eq(act->introduced->len, 1);
	ck_assert_uint_eq(act->evidence->len, 1);
	ck_assert_uint_eq(tertius_history_n_gatherings(history), 1);
}
END_TEST

START_TEST(a_forgotten_person_is_gone_and_stays_gone)
{
	g_autofree char *path = dup_path("ledger.db");
	g_autoptr(TertiusLedger) ledger = tertius_ledger_open(path, NULL);
	g_autoptr(GPtrArray) who = g_ptr_array_new_with_free_func(g_free);
	TertiusLedgerCounts counts;
	guint n_messages = 0, n_meetings = 0;

	put(ledger, make_message(1, 0));
	put(ledger, make_message(2, 1));
	put(ledger, make_meeting(0, 0));
	g_ptr_array_add(who, g_strdup("bcc@example.org"));
	ck_assert(tertius_ledger_forget(ledger, who, TRUE, &n_messages,
	                                &n_meetings, NULL));
	ck_assert_uint_eq(n_messages, 1);
	ck_assert_uint_eq(n_meetings, 0);
	put(ledger, make_message(2, 1));
	ck_assert(tertius_ledger_count(ledger, &counts, NULL));
	ck_assert_uint_eq(counts.messages, 1);
	ck_assert_uint_eq(counts.meetings, 1);
}
END_TEST

/* A letter of somebody else's, with copies to nobody, that names @address. */
static TertiusFacts *
make_mention(guint number, const char *address)
{
	TertiusFacts *facts = make_message(number, 0);
	TertiusAct *act = facts->acts->pdata[0];

	g_ptr_array_add(
		act->introduced,
		tertius_person_new("Lena", address, TERTIUS_PLACE_TEXT));
	return facts;
}

START_TEST(who_was_only_named_is_gone_and_stays_gone)
{
	g_autofree char *path = dup_path("ledger.db");
	g_autoptr(TertiusLedger) ledger = tertius_ledger_open(path, NULL);
	g_autoptr(GPtrArray) who = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(TertiusDecision) decision =
		tertius_decision_new(TERTIUS_DECISION_REMIND, "1@example.org",
	                             "1780000000 Write to Lena", 1780000000);
	TertiusLedgerCounts counts;
	guint n_messages = 0, n_meetings = 0;

	put(ledger, make_mention(1, "lena@example.org"));
	put(ledger, make_message(2, 0));
	ck_assert(tertius_ledger_decide(ledger, decision, NULL));
	g_ptr_array_add(who, g_strdup("lena@example.org"));
	ck_assert(tertius_ledger_forget(ledger, who, TRUE, &n_messages,
	                                &n_meetings, NULL));
	ck_assert_uint_eq(n_messages, 1);
	ck_assert(tertius_ledger_count(ledger, &counts, NULL));
	ck_assert_uint_eq(counts.decisions, 0);
	/* Read anew, as another edition of the detector does. */
	put(ledger, make_mention(1, "lena@example.org"));
	put(ledger, make_mention(3, "mia@example.org"));
	ck_assert(tertius_ledger_count(ledger, &counts, NULL));
	ck_assert_uint_eq(counts.messages, 2);
}
END_TEST

START_TEST(nobody_else_can_read_it)
{
	g_autofree char *path = g_build_filename(folder, "new", "l.db", NULL);
	g_autofree char *parent = g_path_get_dirname(path);
	g_autoptr(TertiusLedger) ledger = tertius_ledger_open(path, NULL);
	GStatBuf info;

	ck_assert_ptr_nonnull(ledger);
	put(ledger, make_message(1, 0));
	ck_assert_int_eq(g_stat(path, &info), 0);
	ck_assert_int_eq(info.st_mode & 0777, 0600);
	ck_assert_int_eq(g_stat(parent, &info), 0);
	ck_assert_int_eq(info.st_mode & 0777, 0700);
	g_clear_pointer(&ledger, tertius_ledger_close);
	(void) g_unlink(path);
	(void) g_rmdir(parent);
}
END_TEST

START_TEST(a_damaged_or_newer_ledger_is_left_alone)
{
	g_autofree char *path = dup_path("ledger.db");
	g_autoptr(GError) error = NULL;
	TertiusLedger *ledger;
	sqlite3 *raw = NULL;

	ck_assert(g_file_set_contents(path,
	                              "this is no database at all, "
	                              "but long enough to look at",
	                              -1, NULL));
	ck_assert_ptr_null(tertius_ledger_open(path, &error));
	ck_assert(g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_STORE));
	ck_assert_ptr_nonnull(strstr(error->message, path));
	g_clear_error(&error);
	(void) g_unlink(path);

	ledger = tertius_ledger_open(path, NULL);
	tertius_ledger_close(ledger);
	ck_assert_int_eq(sqlite3_open(path, &raw), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(raw, "PRAGMA user_version = 999", NULL,
	                              NULL, NULL),
	                 SQLITE_OK);
	sqlite3_close(raw);
	ck_assert_ptr_null(tertius_ledger_open(path, &error));
	ck_assert(g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_TOO_NEW));
}
END_TEST

START_TEST(what_is_not_committed_is_not_there)
{
	g_autofree char *path = dup_path("ledger.db");
	TertiusLedger *ledger = tertius_ledger_open(path, NULL);

	ck_assert(tertius_ledger_begin(ledger, NULL));
	put(ledger, make_message(1, 0));
	ck_assert(tertius_ledger_remember(ledger, "box", "1", NULL));
	tertius_ledger_roll_back(ledger);
	ck_assert(!tertius_ledger_is_known(ledger, "box", "1"));
	ck_assert(tertius_ledger_begin(ledger, NULL));
	put(ledger, make_message(1, 0));
	ck_assert(tertius_ledger_remember(ledger, "box", "1", NULL));
	ck_assert(tertius_ledger_commit(ledger, NULL));
	ck_assert(tertius_ledger_is_known(ledger, "box", "1"));
	ck_assert(!tertius_ledger_is_known(ledger, "box", "2"));
	ck_assert(!tertius_ledger_is_known(ledger, "other", "1"));
	tertius_ledger_close(ledger);
}
END_TEST

START_TEST(a_folder_has_one_state)
{
	g_autofree char *path = dup_path("ledger.db");
	g_autoptr(TertiusLedger) ledger = tertius_ledger_open(path, NULL);
	static const char *const states[] = { "state:1:2:0", "state:1:3:0",
		                              "state:1:3:0", "state 5.6.7" };
	static const char *const others[] = { "1:2", "statement", "state" };

	for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
		ck_assert(tertius_ledger_remember(ledger, "box", others[i],
		                                  NULL));
	ck_assert(tertius_ledger_remember_state(ledger, "other", states[0],
	                                        NULL));
	for (gsize i = 0; i < G_N_ELEMENTS(states); i++) {
		ck_assert(tertius_ledger_remember_state(ledger, "box",
		                                        states[i], NULL));
		for (gsize j = 0; j < G_N_ELEMENTS(states); j++)
			ck_assert_int_eq(tertius_ledger_is_known(ledger, "box",
			                                         states[j]),
			                 strcmp(states[i], states[j]) == 0);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
		ck_assert(tertius_ledger_is_known(ledger, "box", others[i]));
	ck_assert(tertius_ledger_is_known(ledger, "other", states[0]));
}
END_TEST

START_TEST(decisions_are_kept_in_order_and_taken_back)
{
	g_autofree char *path = dup_path("ledger.db");
	g_autoptr(TertiusLedger) ledger = tertius_ledger_open(path, NULL);
	g_autoptr(GPtrArray) all = NULL;
	g_autoptr(TertiusDecision) one =
		tertius_decision_new(TERTIUS_DECISION_DONE, "a", "", 5);
	g_autoptr(TertiusDecision) two =
		tertius_decision_new(TERTIUS_DECISION_LATER, "b", "9", 6);
	g_autoptr(TertiusDecision) last = NULL;

	ck_assert(tertius_ledger_decide(ledger, one, NULL));
	ck_assert(tertius_ledger_decide(ledger, two, NULL));
	ck_assert(tertius_ledger_decide(ledger, two, NULL));
	all = tertius_ledger_decisions(ledger, NULL);
	ck_assert_uint_eq(all->len, 2);
	last = tertius_ledger_undo(ledger, NULL);
	ck_assert_str_eq(last->subject, "b");
	ck_assert_str_eq(last->argument, "9");
}
END_TEST

/* How many of the messages 1 .. 3 that were written until @until are found by
 * the address of their writer. */
static guint
count_latest(const char *path, gint64 until)
{
	static const char *const me[] = { "me@example.org", NULL };
	static const char *const addresses[] = { "dana@example.org", NULL };
	static const char *const none[] = { NULL };
	const TertiusExtract extract = { addresses, none, until };
	g_autoptr(TertiusLedger) ledger = tertius_ledger_open(path, NULL);
	g_autoptr(TertiusHistory) history = tertius_history_new(me);

	ck_assert(tertius_ledger_load_latest(ledger, &extract, history, NULL));
	tertius_history_seal(history, G_MAXINT64 / 2);
	return tertius_history_n_letters(history);
}

static gint64
put_mailbox(TertiusLedger *ledger, guint number)
{
	g_autofree char *address = g_strdup_printf("%u@example.org", number);
	g_autoptr(TertiusPerson) person =
		tertius_person_new("Dana", address, TERTIUS_PLACE_FROM);

	return tertius_ledger_mailbox(ledger, person, NULL);
}

START_TEST(of_very_many_people_only_so_many_are_remembered)
{
	g_autofree char *path = dup_path("many.db");
	g_autoptr(TertiusLedger) ledger = tertius_ledger_open(path, NULL);
	gint64 first;

	ck_assert(tertius_ledger_begin(ledger, NULL));
	first = put_mailbox(ledger, 0);
	ck_assert_int_gt(first, 0);
	for (guint i = 1; i < TERTIUS_LEDGER_MAILBOXES_MAX; i++)
		ck_assert_int_eq(put_mailbox(ledger, i), first + i);
	ck_assert_uint_eq(g_hash_table_size(ledger->mailboxes),
	                  TERTIUS_LEDGER_MAILBOXES_MAX);
	ck_assert_int_eq(put_mailbox(ledger, TERTIUS_LEDGER_MAILBOXES_MAX),
	                 first + TERTIUS_LEDGER_MAILBOXES_MAX);
	ck_assert_uint_eq(g_hash_table_size(ledger->mailboxes), 1);
	ck_assert_int_eq(put_mailbox(ledger, 0), first);
	ck_assert(tertius_ledger_commit(ledger, NULL));
}
END_TEST

START_TEST(the_latest_are_found_by_address)
{
	g_autofree char *path = dup_path("ledger.db");
	TertiusLedger *ledger = tertius_ledger_open(path, NULL);
	g_autoptr(TertiusFacts) second = make_message(2, 0);

	for (guint i = 1; i <= 3; i++)
		put(ledger, make_message(i, 0));
	tertius_ledger_close(ledger);
	ck_assert_uint_eq(count_latest(path, second->message->date), 2);
	ck_assert_uint_eq(count_latest(path, second->message->date - 1), 1);
}
END_TEST

/* Between two batches of a scan somebody else may forget a person. */
START_TEST(what_another_process_removed_is_made_anew)
{
	g_autofree char *path = dup_path("ledger.db");
	g_autoptr(TertiusLedger) ledger = tertius_ledger_open(path, NULL);
	g_autoptr(TertiusLedger) other = tertius_ledger_open(path, NULL);
	g_autoptr(GPtrArray) who = g_ptr_array_new_with_free_func(g_free);
	guint n_messages = 0, n_meetings = 0;

	g_ptr_array_add(who, g_strdup("dana@example.org"));
	ck_assert(tertius_ledger_begin(ledger, NULL));
	put(ledger, make_message(1, 0));
	ck_assert(tertius_ledger_commit(ledger, NULL));
	ck_assert(tertius_ledger_forget(other, who, FALSE, &n_messages,
	                                &n_meetings, NULL));
	ck_assert_uint_eq(n_messages, 1);
	ck_assert(tertius_ledger_begin(ledger, NULL));
	put(ledger, make_message(2, 0));
	ck_assert(tertius_ledger_commit(ledger, NULL));
}
END_TEST

START_TEST(a_copy_is_for_trying_things_on)
{
	g_autofree char *path = dup_path("ledger.db");
	g_autoptr(TertiusLedger) ledger = tertius_ledger_open(path, NULL);
	TertiusLedger *copy;
	TertiusLedgerCounts counts;

	put(ledger, make_message(1, 0));
	copy = tertius_ledger_open_copy(ledger, NULL);
	ck_assert_ptr_nonnull(copy);
	ck_assert(tertius_ledger_begin(copy, NULL));
	put(copy, make_message(2, 0));
	put(ledger, make_message(3, 0)); /* nobody is kept waiting */
	ck_assert(tertius_ledger_commit(copy, NULL));
	ck_assert(tertius_ledger_count(copy, &counts, NULL));
	ck_assert_uint_eq(counts.messages, 2);
	tertius_ledger_close(copy);
	ck_assert(tertius_ledger_count(ledger, &counts, NULL));
	ck_assert_uint_eq(counts.messages, 2);
	ck_assert(!tertius_ledger_is_known(ledger, "box", "1"));
}
END_TEST

START_TEST(only_so_many_of_the_latest_are_found)
{
	for (guint n = TERTIUS_LEDGER_LATEST_MAX - 1;
	     n <= TERTIUS_LEDGER_LATEST_MAX + 1; n++) {
		g_autofree char *name = g_strdup_printf("%u.db", n);
		g_autofree char *path = dup_path(name);
		TertiusLedger *ledger = tertius_ledger_open(path, NULL);

		for (guint i = 1; i <= n; i++)
			put(ledger, make_message(i, 0));
		tertius_ledger_close(ledger);
		ck_assert_uint_eq(count_latest(path, G_MAXINT64 / 2),
		                  MIN(n, TERTIUS_LEDGER_LATEST_MAX));
	}
}
END_TEST

/* How many letters and meetings come with the message @id and with Ann. */
static void
count_around(const char *path, const char *id, guint *letters, guint *meetings)
{
	static const char *const me[] = { "me@example.org", NULL };
	static const char *const addresses[] = { "ann@example.org", NULL };
	const char *const ids[] = { id, NULL };
	const TertiusExtract extract = { addresses, ids, G_MAXINT64 / 2 };
	g_autoptr(TertiusLedger) ledger = tertius_ledger_open(path, NULL);
	g_autoptr(TertiusHistory) history = tertius_history_new(me);

	ck_assert(tertius_ledger_load_latest(ledger, &extract, history, NULL));
	tertius_history_seal(history, G_MAXINT64 / 2);
	*letters = tertius_history_n_letters(history);
	*meetings = tertius_history_n_gatherings(history);
}

START_TEST(who_wrote_what_is_answered_comes_along_with_meetings)
{
	g_autofree char *path = dup_path("ledger.db");
	TertiusLedger *ledger = tertius_ledger_open(path, NULL);
	guint letters = 0;
	guint meetings = 0;

	for (guint i = 1; i <= 3; i++) {
		put(ledger, make_message(i, 0));
		put(ledger, make_meeting(i, 0));
	}
	tertius_ledger_close(ledger);
	count_around(path, "1@example.org", &letters, &meetings);
	ck_assert_uint_eq(letters, 3);
	ck_assert_uint_eq(meetings, 3);
	count_around(path, "9@example.org", &letters, &meetings);
	ck_assert_uint_eq(letters, 0);
	ck_assert_uint_eq(meetings, 0);
}
END_TEST

static void
add_tests(TCase *tcase)
{
	const TTest *const tests[] = {
		the_order_of_reading_does_not_matter,
		a_message_comes_back_as_it_was,
		a_forgotten_person_is_gone_and_stays_gone,
		who_was_only_named_is_gone_and_stays_gone,
		nobody_else_can_read_it,
		a_damaged_or_newer_ledger_is_left_alone,
		what_is_not_committed_is_not_there,
		a_folder_has_one_state,
		decisions_are_kept_in_order_and_taken_back,
		of_very_many_people_only_so_many_are_remembered,
		the_latest_are_found_by_address,
		only_so_many_of_the_latest_are_found,
		what_another_process_removed_is_made_anew,
		a_copy_is_for_trying_things_on,
		who_wrote_what_is_answered_comes_along_with_meetings,
	};

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, make_folder, remove_folder);
	for (guint i = 0; i < G_N_ELEMENTS(tests); i++)
		tcase_add_test(tcase, tests[i]);
}

int
main(void)
{
	return tertius_test_run("ledger", add_tests);
}
