/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What another edition of the detector read is read anew: once, without doubles,
 * and what the user decided about it stays.
 */
#include "ledger/ledger.h"
#include "model/introduction.h"
#include "tertius-test.h"

#include <glib/gstdio.h>

#define BEFORE 7
#define NOW    8

static char *folder;
static TertiusLedger *ledger;

static void
open_ledger(void)
{
	g_autofree char *path = NULL;

	folder = g_dir_make_tmp("tertius-test-XXXXXX", NULL);
	path = g_build_filename(folder, "ledger.db", NULL);
	ledger = tertius_ledger_open(path, NULL);
	ck_assert_ptr_nonnull(ledger);
}

static void
close_ledger(void)
{
	g_autofree char *path = g_build_filename(folder, "ledger.db", NULL);

	g_clear_pointer(&ledger, tertius_ledger_close);
	(void) g_unlink(path);
	(void) g_rmdir(folder);
	g_clear_pointer(&folder, g_free);
}

/* A letter that does @kind, as @edition read it. */
static TertiusFacts *
make_letter(gint64 edition, TertiusActKind kind)
{
	TertiusFacts *facts = tertius_facts_new();
	TertiusMessage *message = facts->message = tertius_message_new();
	TertiusAct *act = tertius_act_new(kind);

	facts->edition = edition;
	message->message_id = g_strdup("1@example.org");
	message->subject = g_strdup("Subject");
	message->date = 1780000000;
	message->from = tertius_person_new("Dana", "dana@example.org",
	                                   TERTIUS_PLACE_FROM);
	g_ptr_array_add(
		message->recipients,
		tertius_person_new("Me", "me@example.org", TERTIUS_PLACE_TO));
	act->score = 0.9;
	g_ptr_array_add(act->evidence,
	                tertius_evidence_new("rule", "words", "body", 0.3));
	g_ptr_array_add(facts->acts, act);
	message->id = tertius_message_compute_id(message, message->date);
	return facts;
}

static void
add_bcc(TertiusFacts *facts)
{
	g_ptr_array_add(
		facts->message->recipients,
		tertius_person_new(NULL, "bcc@example.org", TERTIUS_PLACE_BCC));
}

static TertiusPut
put(TertiusFacts *taken)
{
	g_autoptr(TertiusFacts) facts = taken;
	TertiusPut how = TERTIUS_PUT_FORGOTTEN;

	g_autoptr(GError) error = NULL;

	ck_assert_msg(tertius_ledger_put(ledger, facts, &how, &error), "%s",
	              error != NULL ? error->message : "");
	return how;
}

static gboolean
note(const TertiusFacts *facts, gpointer data, GError **error)
{
	GString *all = data;

	(void) error;
	g_string_append_printf(all, "%d:%u", (int) facts->edition,
	                       facts->message->recipients->len);
	for (guint i = 0; i < facts->acts->len; i++) {
		const TertiusAct *act = facts->acts->pdata[i];

		g_string_append_printf(all, " %s", tertius_act_name(act->kind));
	}
	g_string_append_c(all, ';');
	return TRUE;
}

/* "edition:recipients acts;" of all messages. */
static char *
dup_all(void)
{
	GString *all = g_string_new(NULL);

	ck_assert(tertius_ledger_each(ledger, note, all, NULL));
	return g_string_free(all, FALSE);
}

#define ck_assert_all_is(expected)                                             \
	do {                                                                   \
		g_autofree char *all = dup_all();                              \
		ck_assert_str_eq(all, expected);                               \
	} while (0)

START_TEST(what_another_edition_read_is_replaced)
{
	tertius_ledger_set_edition(ledger, BEFORE);
	ck_assert_int_eq(put(make_letter(BEFORE, TERTIUS_ACT_ASK)),
	                 TERTIUS_PUT_NEW);
	ck_assert_int_eq(put(make_letter(BEFORE, TERTIUS_ACT_ASK)),
	                 TERTIUS_PUT_KNOWN);
	tertius_ledger_set_edition(ledger, NOW);
	ck_assert_int_eq(put(make_letter(NOW, TERTIUS_ACT_THANKS)),
	                 TERTIUS_PUT_RENEWED);
	ck_assert_all_is("8:1 thanks;");
	ck_assert_int_eq(put(make_letter(NOW, TERTIUS_ACT_THANKS)),
	                 TERTIUS_PUT_KNOWN);
	/* as out of an export of another computer */
	ck_assert_int_eq(put(make_letter(BEFORE, TERTIUS_ACT_ASK)),
	                 TERTIUS_PUT_KNOWN);
	ck_assert_all_is("8:1 thanks;");
}
END_TEST

START_TEST(of_one_edition_the_copy_that_tells_more_is_kept)
{
	for (guint order = 0; order < 2; order++) {
		TertiusFacts *copies[] = { make_letter(NOW, TERTIUS_ACT_THANKS),
			                   make_letter(NOW,
			                               TERTIUS_ACT_THANKS) };

		add_bcc(copies[1]);
		tertius_ledger_set_edition(ledger, BEFORE + order * 100);
		(void) put(make_letter(BEFORE + order * 100, TERTIUS_ACT_ASK));
		tertius_ledger_set_edition(ledger, NOW);
		(void) put(copies[order]);
		(void) put(copies[1 - order]);
		ck_assert_all_is("8:2 thanks;");
	}
}
END_TEST

START_TEST(a_head_replaces_no_text)
{
	TertiusFacts *head = make_letter(NOW, TERTIUS_ACT_ASK);

	g_ptr_array_set_size(head->acts, 0);
	head->message->flags |= TERTIUS_MESSAGE_HEAD;
	tertius_ledger_set_edition(ledger, BEFORE);
	(void) put(make_letter(BEFORE, TERTIUS_ACT_THANKS));
	tertius_ledger_set_edition(ledger, NOW);
	ck_assert_int_eq(put(head), TERTIUS_PUT_KNOWN);
	ck_assert_all_is("7:1 thanks;");
}
END_TEST

static void
decide(TertiusDecisionKind kind, TertiusActKind act)
{
	g_autoptr(TertiusFacts) letter = make_letter(0, act);
	g_autoptr(TertiusIntroduction) introduction =
		tertius_introduction_new_of_act(TERTIUS_INTRODUCTION_RECEIVED,
	                                        act, letter->message->id);
	g_autoptr(TertiusDecision) decision =
		tertius_decision_new(kind, introduction->id, "", 1780000000);

	ck_assert(tertius_ledger_decide(ledger, decision, NULL));
}

START_TEST(what_the_user_confirmed_stays)
{
	tertius_ledger_set_edition(ledger, BEFORE);
	(void) put(make_letter(BEFORE, TERTIUS_ACT_INTRODUCTION));
	decide(TERTIUS_DECISION_CONFIRM, TERTIUS_ACT_INTRODUCTION);
	tertius_ledger_set_edition(ledger, NOW);
	(void) put(make_letter(NOW, TERTIUS_ACT_THANKS));
	ck_assert_all_is("8:1 thanks introduction;");
}
END_TEST

START_TEST(what_the_user_denied_need_not_stay)
{
	g_autoptr(GPtrArray) decisions = NULL;

	tertius_ledger_set_edition(ledger, BEFORE);
	(void) put(make_letter(BEFORE, TERTIUS_ACT_INTRODUCTION));
	decide(TERTIUS_DECISION_NONE, TERTIUS_ACT_INTRODUCTION);
	tertius_ledger_set_edition(ledger, NOW);
	(void) put(make_letter(NOW, TERTIUS_ACT_THANKS));
	ck_assert_all_is("8:1 thanks;");
	decisions = tertius_ledger_decisions(ledger, NULL);
	ck_assert_uint_eq(decisions->len, 1);
}
END_TEST

START_TEST(what_another_edition_read_is_not_known)
{
	tertius_ledger_set_edition(ledger, BEFORE);
	ck_assert(tertius_ledger_remember(ledger, "box", "1", NULL));
	ck_assert(tertius_ledger_remember_always(ledger, "cal", "1", NULL));
	ck_assert(tertius_ledger_is_known(ledger, "box", "1"));
	tertius_ledger_set_edition(ledger, NOW);
	ck_assert(!tertius_ledger_is_known(ledger, "box", "1"));
	ck_assert(tertius_ledger_is_known(ledger, "cal", "1"));
	ck_assert(tertius_ledger_remember(ledger, "box", "1", NULL));
	ck_assert(tertius_ledger_is_known(ledger, "box", "1"));
	tertius_ledger_set_edition(ledger, 0);
	ck_assert(tertius_ledger_is_known(ledger, "box", "1"));
	ck_assert(!tertius_ledger_is_known(ledger, "box", "2"));
}
END_TEST

static void
add_tests(TCase *tcase)
{
	tcase_add_checked_fixture(tcase, open_ledger, close_ledger);
	tcase_add_test(tcase, what_another_edition_read_is_replaced);
	tcase_add_test(tcase, of_one_edition_the_copy_that_tells_more_is_kept);
	tcase_add_test(tcase, a_head_replaces_no_text);
	tcase_add_test(tcase, what_the_user_confirmed_stays);
	tcase_add_test(tcase, what_the_user_denied_need_not_stay);
	tcase_add_test(tcase, what_another_edition_read_is_not_known);
}

int
main(void)
{
	return tertius_test_run("edition", add_tests);
}
