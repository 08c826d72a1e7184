/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How well the compose check finds what only the ledger knows: made-up drafts,
 * each with a made-up history (tests/story.h) in a ledger of its own.
 *
 *	tact-known FILE [-v]
 *
 * tests/data/tact/README.md says how a line is written. Fails when a bound of
 * the project does not hold, for all rules together and for each.
 */
#include "engine/tact.h"
#include "ledger/ledger.h"
#include "story.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define PRECISION_MIN 0.95
#define RECALL_MIN    0.90
#define DRAFTS_MIN    15 /* faulty ones of each rule, and as many near misses */
#define NOW           (TERTIUS_STORY_BEGIN + 100 * (gint64) TERTIUS_STORY_DAY)

typedef struct {
	guint hits, misses, wrong, right;
} Score;

typedef struct {
	char *folder;
	char *ledger;
	gboolean is_verbose;
} Bench;

/* --- One line --------------------------------------------------------------- */

static void
put(TertiusFacts *facts, gpointer ledger)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(TertiusFacts) owned = facts;

	if (!tertius_ledger_put(ledger, owned, NULL, &error))
		g_error("%s", error->message);
}

static void
keep_story(const Bench *bench, const char *story)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(TertiusLedger) ledger =
		tertius_ledger_open(bench->ledger, &error);
	g_autofree char *lines = g_strdelimit(g_strdup(story), ";", '\n');

	if (ledger == NULL || !tertius_ledger_begin(ledger, &error))
		g_error("%s", error->message);
	tertius_story_each(lines, put, ledger);
	if (!tertius_ledger_commit(ledger, &error))
		g_error("%s", error->message);
}

/* "dana, sam cc ann bcc ruth from me@gmx.net ^name": whom a draft goes to, from
 * which address, and what it answers. */
static TertiusMessage *
make_draft(const char *head, const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(head, " ,", -1);
	TertiusMessage *draft = tertius_message_new();
	TertiusPlace place = TERTIUS_PLACE_TO;

	draft->from = tertius_story_person("me", TERTIUS_PLACE_FROM);
	draft->text = g_strcompress(text);
	for (guint i = 0; words[i] != NULL && words[i][0] != '!'; i++) {
		if (strcmp(words[i], "cc") == 0)
			place = TERTIUS_PLACE_CC;
		else if (strcmp(words[i], "bcc") == 0)
			place = TERTIUS_PLACE_BCC;
		else if (strcmp(words[i], "from") == 0)
			place = TERTIUS_PLACE_FROM;
		else if (words[i][0] == '^')
			draft->in_reply_to =
				tertius_story_message_id(words[i] + 1);
		else if (place == TERTIUS_PLACE_FROM) {
			tertius_person_free(draft->from);
			draft->from = tertius_story_person(words[i], place);
		} else if (words[i][0] != '\0')
			g_ptr_array_add(draft->recipients,
			                tertius_story_person(words[i], place));
	}
	return draft;
}

/* "… !dana no-asks": what the user said of somebody. */
static void
decide(TertiusEngine *engine, const char *head)
{
	const char *mark = strchr(head, '!');
	g_auto(GStrv) words = NULL;
	g_autofree char *address = NULL;
	g_autoptr(GError) error = NULL;

	if (mark == NULL)
		return;
	words = g_strsplit(mark + 1, " ", 2);
	address = g_strconcat(words[0], "@example.org", NULL);
	if (!tertius_engine_decide(engine,
	                           strcmp(words[1], "friend-first") == 0
	                                   ? TERTIUS_DECISION_FRIEND_FIRST
	                                   : TERTIUS_DECISION_BOUNDARY,
	                           address, words[1], &error))
		g_error("%s: %s", head, error->message);
}

static gboolean
is_remarked(const Bench *bench, const char *rule, char **parts)
{
	static const char *const me[] = { "me@home.example.org", "me@gmx.net",
		                          NULL };
	const TertiusEngineOptions options = { .ledger = bench->ledger,
		                               .config = "/nonexistent/config",
		                               .me = me,
		                               .now = NOW };
	g_autoptr(TertiusEngine) engine = NULL;
	g_autoptr(TertiusTactReport) report = NULL;
	gboolean is_found = FALSE;

	keep_story(bench, parts[0]);
	engine = tertius_engine_open(&options, NULL);
	g_assert(engine != NULL);
	decide(engine, parts[1]);
	report = tertius_engine_tact_take(engine,
	                                  make_draft(parts[1], parts[2]), NULL);
	g_assert(report != NULL);
	for (guint i = 0; i < report->remarks->len; i++) {
		const TertiusRemark *remark = report->remarks->pdata[i];

		is_found |= strcmp(remark->rule, rule) == 0;
	}
	g_clear_pointer(&engine, tertius_engine_free);
	g_unlink(bench->ledger);
	return is_found;
}

/* --- All lines --------------------------------------------------------------- */

static void
judge(const Bench *bench, const char *rule, const char *line, Score *score)
{
	g_auto(GStrv) parts = g_strsplit(line + 2, " || ", 3);
	gboolean is_faulty = line[0] == '+';
	gboolean is_found;

	g_assert(g_strv_length(parts) == 3);
	is_found = is_remarked(bench, rule, parts);
	score->hits += is_faulty && is_found ? 1 : 0;
	score->misses += is_faulty && !is_found ? 1 : 0;
	score->wrong += !is_faulty && is_found ? 1 : 0;
	score->right += !is_faulty && !is_found ? 1 : 0;
	if (bench->is_verbose && is_faulty != is_found)
		g_print("  %s %s\n", rule, line);
}

static double
ratio(guint part, guint rest)
{
	return part + rest > 0 ? (double) part / (part + rest) : 1.0;
}

static gboolean
print_score(const char *name, const Score *score)
{
	double precision = ratio(score->hits, score->wrong);
	double recall = ratio(score->hits, score->misses);

	g_print("%-28s %5u drafts  precision %.3f  recall %.3f\n", name,
	        score->hits + score->misses + score->wrong + score->right,
	        precision, recall);
	return precision >= PRECISION_MIN && recall >= RECALL_MIN &&
	       score->hits + score->misses >= DRAFTS_MIN &&
	       score->wrong + score->right >= DRAFTS_MIN;
}

static gboolean
judge_all(const Bench *bench, char **lines)
{
	Score sum = { 0 };
	gboolean is_good = TRUE;

	for (guint i = 0; lines[i] != NULL; i++) {
		Score score = { 0 };
		g_autofree char *rule = NULL;

		if (lines[i][0] != '[')
			continue;
		rule = g_strndup(lines[i] + 1, strlen(lines[i]) - 2);
		for (; lines[i + 1] != NULL && lines[i + 1][0] != '['; i++) {
			if (strchr("+-", lines[i + 1][0]) != NULL &&
			    lines[i + 1][0] != '\0')
				judge(bench, rule, lines[i + 1], &score);
		}
		is_good &= print_score(rule, &score);
		sum.hits += score.hits;
		sum.misses += score.misses;
		sum.wrong += score.wrong;
		sum.right += score.right;
	}
	return print_score("with a ledger, together", &sum) && is_good;
}

int
main(int argc, char **argv)
{
	Bench bench = { .is_verbose = argc > 2 && strcmp(argv[2], "-v") == 0 };
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	gboolean is_good;

	if (argc < 2 || !g_file_get_contents(argv[1], &text, NULL, NULL))
		return EXIT_FAILURE;
	bench.folder = g_dir_make_tmp("tertius-bench-XXXXXX", NULL);
	bench.ledger = g_build_filename(bench.folder, "ledger.db", NULL);
	lines = g_strsplit(text, "\n", -1);
	is_good = judge_all(&bench, lines);
	g_rmdir(bench.folder);
	g_free(bench.folder);
	g_free(bench.ledger);
	return is_good ? EXIT_SUCCESS : EXIT_FAILURE;
}
