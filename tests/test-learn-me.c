/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whose mail a ledger holds.
 */
#include "ledger/ledger.h"
#include "letter.h"
#include "tertius-test.h"

#include <glib/gstdio.h>

/* A letter of the first to the second, which lay in sent mail where @is_sent. */
static void
put_letter(TertiusLedger *ledger, const char *from, const char *to,
           gboolean is_sent)
{
	static guint number = 5000;
	g_autoptr(TertiusFacts) facts = tertius_facts_new();
	g_auto(GStrv) writer = g_strsplit(from, " ", 2);
	g_auto(GStrv) reader = g_strsplit(to, " ", 2);
	TertiusMessage *message = facts->message =
		letter_new(writer[1], writer[0], reader[1], reader[0], "");

	message->message_id = g_strdup_printf("%u@example.org", ++number);
	message->date = 1780000000 + number;
	message->flags = is_sent ? TERTIUS_MESSAGE_SENT : 0;
	message->id = tertius_message_compute_id(message, message->date);
	ck_assert(tertius_ledger_put(ledger, facts, NULL, NULL));
}

/* Until there is sent mail, whoever got most and wrote: under all names. */
START_TEST(whose_mail_it_is_is_learnt)
{
	static const struct {
		const char *from, *to;
		guint n;
		gboolean is_sent;
		const char *mine; /* from then on */
	} rows[] = {
		{ "ada@example.org", "list@example.org", 5, FALSE, "" },
		{ "ada@example.org", "me@example.org Me", 2, FALSE, "" },
		{ "bob@example.org", "me@example.org", 2, FALSE, "" },
		{ "me@example.org Tom", "ada@example.org", 1, FALSE,
		  "me@example.org" },
		{ "me@example.org", "ada@example.org", 3, FALSE,
		  "ada@example.org" },
		{ "bob@example.org", "me@example.org Tomas", 1, FALSE,
		  "me@example.org" },
		{ "zoe@example.org", "bob@example.org", 1, TRUE,
		  "zoe@example.org" },
		{ "cleo@example.org C", "bob@example.org", 1, TRUE,
		  "cleo@example.org zoe@example.org" },
		{ "zoe@example.org Zoe", "bob@example.org", 49, TRUE,
		  "zoe@example.org" },
	};
	g_autofree char *folder = g_dir_make_tmp("tertius-test-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "l.db", NULL);
	TertiusLedger *ledger = tertius_ledger_open(path, NULL);

	ck_assert_ptr_nonnull(ledger);
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GPtrArray) me = NULL;
		g_autofree char *mine = NULL;

		for (guint j = 0; j < rows[i].n; j++)
			put_letter(ledger, rows[i].from, rows[i].to,
			           rows[i].is_sent);
		me = tertius_ledger_learn_me(ledger, NULL);
		g_ptr_array_add(me, NULL);
		mine = g_strjoinv(" ", (char **) me->pdata);
		ck_assert_msg(g_str_equal(mine, rows[i].mine), "%u: %s", i,
		              mine);
	}
	tertius_ledger_close(ledger);
	(void) g_unlink(path);
	(void) g_rmdir(folder);
}
END_TEST

TERTIUS_TEST_MAIN("learn-me", whose_mail_it_is_is_learnt)
