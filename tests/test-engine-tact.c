/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The compose check with a ledger behind it.
 */
#include "engine/tact.h"

#include "base/error.h"
#include "ledger/ledger.h"
#include "tertius-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW  1778500000 /* 11 May 2026 */
#define DAY  ((gint64) 24 * 60 * 60)
#define ME   "alex@example.org"
#define DANA "dana@example.org"

typedef struct {
	const char *from;
	const char *to;
	int days_ago;
	int act; /* TertiusActKind, -1: none */
	const char *message_id;
	const char *in_reply_to;
	guint flags;
} Letter;

static TertiusFacts *
make_facts(const Letter *letter)
{
	TertiusFacts *facts = tertius_facts_new();
	TertiusMessage *message = tertius_message_new();

	message->message_id = g_strdup(letter->message_id);
	message->in_reply_to = g_strdup(letter->in_reply_to);
	if (letter->in_reply_to != NULL)
		g_ptr_array_add(message->references,
		                g_strdup(letter->in_reply_to));
	message->date = NOW - (gint64) letter->days_ago * DAY;
	message->flags = letter->flags;
	message->from = tertius_person_new(
		strcmp(letter->from, DANA) == 0 ? "Dana Okafor" : NULL,
		letter->from, TERTIUS_PLACE_FROM);
	g_ptr_array_add(message->recipients,
	                tertius_person_new(NULL, letter->to, TERTIUS_PLACE_TO));
	g_free(message->subject);
	message->subject = g_strdup("Garden");
	message->id = tertius_message_compute_id(message, message->date);
	facts->message = message;
	if (letter->act >= 0) {
		TertiusAct *act = tertius_act_new((TertiusActKind) letter->act);

		act->score = 0.9;
		if (act->kind == TERTIUS_ACT_OUT_OF_OFFICE)
			act->until = NOW + 13 * DAY;
		if (act->kind == TERTIUS_ACT_INTRODUCTION)
			g_ptr_array_add(act->introduced,
			                tertius_person_new("Tomás Reyes",
			                                   "tomas@example.org",
			                                   TERTIUS_PLACE_CC));
		g_ptr_array_add(act->evidence,
		                tertius_evidence_new("test", "x", "body", 1));
		g_ptr_array_add(facts->acts, act);
	}
	return facts;
}

/* What is pointed out in a draft from @from, as "rule rule …". */
static char *
judge_from(const char *from, const Letter *letters, guint n,
           const char *boundary, const char *header, const char *body)
{
	g_autofree char *dir = g_dir_make_tmp("tertius-test-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "ledger.db", NULL);
	g_autofree char *config = g_build_filename(dir, "config", NULL);
	const char *const me[] = { ME, "alex@gmx.net", NULL };
	const TertiusEngineOptions options = {
		.ledger = path, .config = config, .me = me, .now = NOW
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(TertiusLedger) ledger = tertius_ledger_open(path, &error);
	g_autoptr(TertiusEngine) engine = NULL;
	g_autoptr(TertiusTactReport) report = NULL;
	g_autoptr(GString) rules = g_string_new(NULL);
	g_autofree char *text = g_strdup_printf(
		"From: Alex Moreau <%s>\n"
		"Date: Mon, 11 May 2026 10:00:00 +0000\n%s\n\n%s",
		from, header, body);

	ck_assert_ptr_nonnull(ledger);
	ck_assert(tertius_ledger_begin(ledger, NULL));
	for (guint i = 0; i < n; i++) {
		g_autoptr(TertiusFacts) facts = make_facts(&letters[i]);

		ck_assert(tertius_ledger_put(ledger, facts, NULL, NULL));
	}
	ck_assert(tertius_ledger_commit(ledger, NULL));
	g_clear_pointer(&ledger, tertius_ledger_close);
	engine = tertius_engine_open(&options, &error);
	ck_assert_msg(engine != NULL, "%s", error ? error->message : "");
	if (boundary != NULL)
		ck_assert(tertius_engine_decide(
			engine,
			strcmp(boundary, "friend-first") == 0
				? TERTIUS_DECISION_FRIEND_FIRST
				: TERTIUS_DECISION_BOUNDARY,
			DANA, boundary, NULL));
	report = tertius_engine_tact(engine, text, strlen(text), &error);
	ck_assert_msg(report != NULL, "%s", error ? error->message : "");
	for (guint i = 0; i < report->remarks->len; i++) {
		const TertiusRemark *remark = report->remarks->pdata[i];

		g_string_append_printf(rules, "%s%s", i > 0 ? " " : "",
		                       remark->rule);
		ck_assert(remark->start + remark->length <=
		          strlen(report->draft->text));
	}
	g_clear_pointer(&engine, tertius_engine_free);
	g_unlink(path);
	g_rmdir(dir);
	return g_strdup(rules->str);
}

static char *
judge(const Letter *letters, guint n, const char *boundary, const char *header,
      const char *body)
{
	return judge_from(ME, letters, n, boundary, header, body);
}

static char *
judge_as(const char *from, const Letter *letters, guint n, const char *header,
         const char *body)
{
	return judge_from(from, letters, n, NULL, header, body);
}

#define ASK                                                                    \
	"Hi Dana,\n\nCould you introduce me to Ann Lee? I am writing a book. " \
	"If not, no problem.\n\nAlex\n"
#define TO_DANA "To: Dana Okafor <" DANA ">"

START_TEST(the_ledger_is_asked_before_an_ask)
{
	static const struct {
		Letter letters[4];
		guint n;
		const char *rules;
	} cases[] = {
		{ { { .to = NULL } }, 0, "" },
		{ { { ME, DANA, 3, TERTIUS_ACT_INTRO_REQUEST, "1@x", NULL,
		      0 } },
		  1,
		  "too-many-asks" },
		{ { { ME, DANA, 80, TERTIUS_ACT_INTRO_REQUEST, "1@x", NULL,
		      0 } },
		  1,
		  "" },
		{ { { ME, DANA, 5, TERTIUS_ACT_INTRO_REQUEST, "1@x", NULL, 0 },
		    { DANA, ME, 4, -1, "2@x", NULL, 0 } },
		  2,
		  "" },
		{ { { ME, DANA, 9, TERTIUS_ACT_ASK, "1@x", NULL, 0 },
		    { ME, DANA, 8, TERTIUS_ACT_ASK, "2@x", NULL, 0 },
		    { ME, DANA, 7, TERTIUS_ACT_ASK, "3@x", NULL, 0 },
		    { DANA, ME, 6, -1, "4@x", NULL, 0 } },
		  4,
		  "only-asks too-many-asks" },
		{ { { DANA, ME, 20, TERTIUS_ACT_INTRO_DECLINE, "1@x", NULL,
		      0 } },
		  1,
		  "refused-before" },
		{ { { DANA, ME, 400, TERTIUS_ACT_INTRO_DECLINE, "1@x", NULL,
		      0 } },
		  1,
		  "" },
		{ { { DANA, ME, 20, TERTIUS_ACT_INTRODUCTION, "1@x", NULL,
		      0 } },
		  1,
		  "thanks-owed" },
		{ { { DANA, ME, 20, TERTIUS_ACT_INTRODUCTION, "1@x", NULL, 0 },
		    { ME, DANA, 19, TERTIUS_ACT_THANKS, "2@x", NULL, 0 } },
		  2,
		  "" },
		{ { { DANA, ME, 20, TERTIUS_ACT_HELP, "1@x", NULL, 0 } },
		  1,
		  "thanks-owed" },
		{ { { DANA, ME, 20, TERTIUS_ACT_HELP, "1@x", NULL, 0 },
		    { ME, DANA, 19, TERTIUS_ACT_THANKS_FOR_HELP, "2@x", NULL,
		      0 } },
		  2,
		  "" },
		{ { { DANA, ME, 1, TERTIUS_ACT_OUT_OF_OFFICE, "1@x", NULL,
		      TERTIUS_MESSAGE_AUTO_REPLY } },
		  1,
		  "away" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *rules =
			judge(cases[i].letters, cases[i].n, NULL, TO_DANA, ASK);

		ck_assert_msg(strcmp(rules, cases[i].rules) == 0, "%u: '%s'", i,
		              rules);
	}
}
END_TEST

START_TEST(a_second_reminder_of_the_same_ask_is_one_too_many)
{
	static const Letter letters[] = {
		{ ME, DANA, 20, TERTIUS_ACT_INTRO_REQUEST, "1@x", NULL, 0 },
		{ ME, DANA, 10, TERTIUS_ACT_INTRO_REQUEST, "2@x", "1@x", 0 },
	};
	g_autofree char *once =
		judge(letters, 1, NULL, TO_DANA "\nIn-Reply-To: <1@x>", ASK);
	g_autofree char *twice =
		judge(letters, 2, NULL, TO_DANA "\nIn-Reply-To: <2@x>", ASK);

	ck_assert_str_eq(once, "too-many-asks");
	ck_assert_str_eq(twice, "asked-again too-many-asks");
}
END_TEST

START_TEST(a_thread_is_a_chain_where_letters_name_only_what_they_answer)
{
	static const Letter letters[] = {
		{ DANA, ME, 60, -1, "0@x", NULL, 0 },
		{ ME, DANA, 20, TERTIUS_ACT_INTRO_REQUEST, "1@x", "0@x", 0 },
		{ ME, DANA, 10, -1, "2@x", "1@x", 0 },
	};
	g_autofree char *rules =
		judge(letters, 3, NULL, TO_DANA "\nIn-Reply-To: <2@x>", ASK);

	ck_assert_str_eq(rules, "asked-again");
}
END_TEST

START_TEST(a_boundary_is_respected)
{
	static const Letter known[] = {
		{ DANA, ME, 300, -1, "1@x", NULL, 0 },
	};
	static const char hello[] = "Hi Dana, happy birthday!";
	static const struct {
		const char *rule;
		const char *text;
		const char *remarks;
	} cases[] = {
		{ "no-asks", ASK, "boundary" },
		{ "no-asks", hello, "" },
		{ "no-work", ASK, "boundary" },
		{ "no-work", hello, "" },
		{ "until 2026-09-01", hello, "boundary" },
		{ "until 2026-01-01", ASK, "" },
		{ "address dana@home.example.org", hello, "boundary" },
		{ "address " DANA, hello, "" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *remarks =
			judge(known, 1, cases[i].rule, TO_DANA, cases[i].text);

		ck_assert_msg(strcmp(remarks, cases[i].remarks) == 0,
		              "%u: '%s'", i, remarks);
	}
}
END_TEST

START_TEST(a_friend_first_is_not_asked_for_favours)
{
	static const Letter known[] = {
		{ DANA, ME, 300, -1, "1@x", NULL, 0 },
	};
	g_autofree char *remarks =
		judge(known, 1, "friend-first", TO_DANA, ASK);

	ck_assert_str_eq(remarks, "friend-first");
}
END_TEST

#define TO_BOTH TO_DANA ", Ann Lee <ann@example.org>"
#define MEET    "Dana, meet Ann Lee, who restores organs.\n\nAlex\n"

START_TEST(who_is_introduced_has_agreed)
{
	static const struct {
		Letter letters[5];
		guint n;
		const char *remarks;
	} cases[] = {
		{ { { DANA, ME, 9, -1, "1@x", NULL, 0 } },
		  1,
		  "missing-consent" },
		/* One asked for it, the other was asked and wrote back. */
		{ { { DANA, ME, 9, TERTIUS_ACT_INTRO_REQUEST, "1@x", NULL, 0 },
		    { ME, "ann@example.org", 8, TERTIUS_ACT_INTRO_OFFER, "2@x",
		      NULL, 0 },
		    { "ann@example.org", ME, 7, -1, "3@x", "2@x", 0 } },
		  3,
		  "" },
		{ { { DANA, ME, 9, TERTIUS_ACT_INTRO_REQUEST, "1@x", NULL, 0 },
		    { ME, "ann@example.org", 8, TERTIUS_ACT_INTRO_OFFER, "2@x",
		      NULL, 0 },
		    { "ann@example.org", ME, 7, TERTIUS_ACT_INTRO_DECLINE,
		      "3@x", "2@x", 0 } },
		  3,
		  "missing-consent" },
		/* They write to each other already. */
		{ { { DANA, "ann@example.org", 9, -1, "1@x", NULL, 0 } },
		  1,
		  "" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *remarks = judge(cases[i].letters, cases[i].n,
		                                 NULL, TO_BOTH, MEET);

		ck_assert_msg(strcmp(remarks, cases[i].remarks) == 0,
		              "%u: '%s'", i, remarks);
	}
}
END_TEST

#define HOME "alex@gmx.net"

/* Where everybody can have an address is private; others are of work. */
START_TEST(work_and_private_life_are_kept_apart)
{
	static const Letter private[] = {
		{ "sam@gmail.com", HOME, 9, -1, "1@x", NULL, 0 },
	};
	static const Letter work[] = {
		{ "sam@work.example.com", ME, 9, -1, "1@x", NULL, 0 },
	};
	static const char hello[] = "Hi Sam, all is well.\n\nAlex\n";
	g_autofree char *home =
		judge_as(HOME, private, 1,
	                 "To: sam@gmail.com\nIn-Reply-To: <1@x>", hello);
	g_autofree char *colleague =
		judge_as(HOME, private, 1,
	                 "To: sam@gmail.com, boss@work.example.com\n"
	                 "In-Reply-To: <1@x>",
	                 hello);
	g_autofree char *friend = judge_as(
		HOME, private, 1,
		"To: sam@gmail.com, ann@gmail.com\nIn-Reply-To: <1@x>", hello);
	g_autofree char *from_work = judge_as(
		ME, private, 1, "To: sam@gmail.com\nIn-Reply-To: <1@x>", hello);
	g_autofree char *from_home =
		judge_as(HOME, work, 1,
	                 "To: sam@work.example.com\nIn-Reply-To: <1@x>", hello);

	ck_assert_str_eq(home, "");
	ck_assert_str_eq(colleague, "private-to-work");
	ck_assert_str_eq(friend, "");
	ck_assert_str_eq(from_work, "worlds-mixed");
	ck_assert_str_eq(from_home, "worlds-mixed");
}
END_TEST

START_TEST(what_goes_to_me_alone_has_no_new_eyes)
{
	static const Letter letters[] = {
		{ DANA, ME, 3, -1, "1@x", NULL, TERTIUS_MESSAGE_CONFIDENTIAL },
	};
	g_autofree char *remarks = judge(letters, 1, NULL, "To: " ME,
	                                 "> This is strictly confidential.\n");

	ck_assert_str_eq(remarks, "");
}
END_TEST

START_TEST(the_introducer_is_neither_forgotten_nor_kept_for_ever)
{
	static const Letter letters[] = {
		{ DANA, ME, 3, TERTIUS_ACT_INTRODUCTION, "1@x", NULL, 0 },
		{ ME, DANA, 2, TERTIUS_ACT_THANKS, "2@x", "1@x", 0 },
	};
	static const char hello[] = "Hi Tomás, good to meet you.\n\nAlex\n";
	g_autofree char *forgotten =
		judge(letters, 1, NULL,
	              "To: tomas@example.org\nIn-Reply-To: <1@x>", hello);
	g_autofree char *thanked =
		judge(letters, 2, NULL,
	              "To: tomas@example.org\nIn-Reply-To: <1@x>", hello);
	g_autofree char *kept =
		judge(letters, 2, NULL,
	              TO_DANA ", tomas@example.org\nIn-Reply-To: <1@x>", hello);

	ck_assert_str_eq(forgotten, "missing-introducer");
	ck_assert_str_eq(thanked, "");
	ck_assert_str_eq(kept, "introducer-in-to");
}
END_TEST

START_TEST(what_is_confidential_stays_with_those_who_have_it)
{
	static const Letter letters[] = {
		{ DANA, ME, 3, -1, "1@x", NULL, TERTIUS_MESSAGE_CONFIDENTIAL },
	};
	g_autofree char *back =
		judge(letters, 1, NULL, TO_DANA "\nIn-Reply-To: <1@x>",
	              "Hi Dana, thank you for this.\n");
	g_autofree char *on = judge(letters, 1, NULL,
	                            "To: ann@example.org\nIn-Reply-To: <1@x>",
	                            "Hi Ann, have a look at this.\n");

	ck_assert_str_eq(back, "");
	ck_assert_str_eq(on, "confidential");
}
END_TEST

START_TEST(what_is_no_message_is_refused_and_html_is_read)
{
	g_autofree char *dir = g_dir_make_tmp("tertius-test-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "ledger.db", NULL);
	g_autofree char *config = g_build_filename(dir, "config", NULL);
	const TertiusEngineOptions options = { .ledger = path,
		                               .config = config,
		                               .now = NOW };
	g_autoptr(TertiusEngine) engine = tertius_engine_open(&options, NULL);
	g_autoptr(GError) error = NULL;
	static const char html[] =
		"From: " ME "\nTo: " DANA "\nMIME-Version: 1.0\n"
		"Content-Type: text/html; charset=utf-8\n\n"
		"<html><body><p>Hi Dana,</p><p>You <b>owe</b> me one, so "
		"please help me.</p><p>Alex</p></body></html>\n";
	g_autoptr(TertiusTactReport) report = NULL;

	ck_assert_ptr_nonnull(engine);
	ck_assert_ptr_null(tertius_engine_tact(engine, "", 0, &error));
	ck_assert(
		g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED));
	report = tertius_engine_tact(engine, html, strlen(html), NULL);
	ck_assert_ptr_nonnull(report);
	ck_assert_uint_eq(report->remarks->len, 1);
	g_clear_pointer(&engine, tertius_engine_free);
	g_unlink(path);
	g_rmdir(dir);
}
END_TEST

START_TEST(a_draft_of_ten_megabytes_is_judged)
{
	g_autofree char *body = g_strnfill((gsize) 10 * 1024 * 1024, 'x');
	g_autofree char *rules = NULL;

	memcpy(body, ASK, strlen(ASK));
	for (gsize i = 70 + strlen(ASK); i < (gsize) 10 * 1024 * 1024; i += 70)
		body[i] = '\n';
	rules = judge(NULL, 0, NULL, TO_DANA, body);
	ck_assert_str_eq(rules, "");
}
END_TEST

/* --- The made-up drafts, by which make bench-tact judges -------------------- */

#define DRAFTS_MIN 15 /* faulty ones of a rule, and as many near misses */

/* Takes each rule that @file has enough drafts of out of @rules. */
static void
cross_out(GHashTable *rules, const char *file)
{
	g_autofree char *path = g_build_filename(TERTIUS_SOURCE_DIR,
	                                         "tests/data/tact", file, NULL);
	g_autofree char *text = NULL;
	g_auto(GStrv) sections = NULL;

	ck_assert(g_file_get_contents(path, &text, NULL, NULL));
	sections = g_strsplit(text, "\n[", -1);
	for (guint i = 1; sections[i] != NULL; i++) {
		g_auto(GStrv) lines = g_strsplit(sections[i], "\n", -1);
		guint faulty = 0;
		guint near = 0;

		for (guint k = 1; lines[k] != NULL; k++) {
			faulty += lines[k][0] == '+' ? 1 : 0;
			near += lines[k][0] == '-' ? 1 : 0;
		}
		lines[0][strlen(lines[0]) - 1] = '\0';
		ck_assert_msg(faulty >= DRAFTS_MIN && near >= DRAFTS_MIN,
		              "%s: %s: %u, %u", file, lines[0], faulty, near);
		g_hash_table_remove(rules, lines[0]);
	}
}

START_TEST(every_rule_is_judged_by_drafts)
{
	/* Second tables of another rule. */
	static const char *const parts[] = { "pressure-in-ask", "confidence" };
	static const char *const files[] = { "known.txt", "en.txt", "de.txt",
		                             "fr.txt",    "es.txt", "it.txt",
		                             "nl.txt",    "pt.txt" };
	g_autoptr(GHashTable) rules =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; tertius_tact_rule(i) != NULL; i++)
		g_hash_table_add(rules, g_strdup(tertius_tact_rule(i)->name));
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
		ck_assert(g_hash_table_remove(rules, parts[i]));
	for (guint i = 0; i < G_N_ELEMENTS(files); i++)
		cross_out(rules, files[i]);
	ck_assert_uint_eq(g_hash_table_size(rules), 0);
}
END_TEST

TERTIUS_TEST_MAIN("engine-tact", the_ledger_is_asked_before_an_ask,
                  a_second_reminder_of_the_same_ask_is_one_too_many,
                  a_thread_is_a_chain_where_letters_name_only_what_they_answer,
                  a_boundary_is_respected,
                  a_friend_first_is_not_asked_for_favours,
                  who_is_introduced_has_agreed,
                  work_and_private_life_are_kept_apart,
                  what_goes_to_me_alone_has_no_new_eyes,
                  the_introducer_is_neither_forgotten_nor_kept_for_ever,
                  what_is_confidential_stays_with_those_who_have_it,
                  what_is_no_message_is_refused_and_html_is_read,
                  a_draft_of_ten_megabytes_is_judged,
                  every_rule_is_judged_by_drafts)
