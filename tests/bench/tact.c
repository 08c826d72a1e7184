/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How well the compose check finds what is wrong in made-up drafts, by language
 * and by rule.
 *
 *	tact DATA-FOLDER [-v]
 *
 * -v shows the mistakes, but of every second draft only: the others are held
 * out, and stay a measure of what was not looked at. Fails when a bound of the
 * project does not hold.
 */
#include "write/tact.h"
#include "detect/own-words.h"
#include "write/phrases.h"

#include <stdlib.h>
#include <string.h>

#define PRECISION_MIN 0.95
#define RECALL_MIN    0.90

typedef struct {
	guint hits;
	guint misses;
	guint wrong;
	guint right; /* near misses left alone */
} Score;

static gboolean is_verbose;

/* By rule, all languages and both halves together. */
#define RULES_MAX 20
static struct {
	char *rule;
	Score score;
} by_rule[RULES_MAX];

static Score *
get_score_of(const char *rule)
{
	guint i = 0;

	while (i < RULES_MAX - 1 && by_rule[i].rule != NULL &&
	       strcmp(by_rule[i].rule, rule) != 0)
		i++;
	if (by_rule[i].rule == NULL)
		by_rule[i].rule = g_strdup(rule);
	return &by_rule[i].score;
}

static double
ratio(guint part, guint rest)
{
	return part + rest > 0 ? (double) part / (part + rest) : 1.0;
}

static void
print_score(const char *name, const Score *score)
{
	g_print("%-28s %5u drafts  precision %.3f  recall %.3f\n", name,
	        score->hits + score->misses + score->wrong + score->right,
	        ratio(score->hits, score->wrong),
	        ratio(score->hits, score->misses));
}

static void
add_score(Score *sum, const Score *score)
{
	sum->hits += score->hits;
	sum->misses += score->misses;
	sum->wrong += score->wrong;
	sum->right += score->right;
}

/* The text with all but the writer's own words blanked out. */
static char *
dup_own(const char *text)
{
	g_autoptr(GArray) lines = tertius_own_words_zones(text);
	char *own = g_strdup(text);

	for (guint i = 0; i < lines->len; i++) {
		TertiusLine line = g_array_index(lines, TertiusLine, i);

		if (line.zone > TERTIUS_ZONE_CLOSING)
			memset(own + (line.start - text), ' ', line.length);
	}
	return own;
}

static void
count(Score *score, gboolean is_faulty, gboolean is_remarked)
{
	score->hits += is_faulty && is_remarked ? 1 : 0;
	score->misses += is_faulty && !is_remarked ? 1 : 0;
	score->wrong += !is_faulty && is_remarked ? 1 : 0;
	score->right += !is_faulty && !is_remarked ? 1 : 0;
}

static const TertiusRemark *
find_remark(const GPtrArray *remarks, const char *rule)
{
	for (guint i = 0; i < remarks->len; i++) {
		const TertiusRemark *remark = remarks->pdata[i];

		if (rule == NULL || strcmp(remark->rule, rule) == 0)
			return remark;
	}
	return NULL;
}

static void
judge(TertiusTact *tact, const char *rule, const char *line, gboolean is_shown,
      Score *score)
{
	g_autoptr(TertiusMessage) draft = tertius_message_new();
	g_autofree char *text = g_strcompress(line + 2);
	g_autofree char *own = dup_own(text);
	g_autoptr(GPtrArray) unasked = tertius_people_new();
	const TertiusTactContext context = { .has_new_eyes = TRUE,
		                             .unasked = unasked };
	g_autoptr(GPtrArray) remarks = NULL;
	const TertiusRemark *remark;
	gboolean is_faulty = line[0] == '+';

	g_ptr_array_add(unasked, tertius_person_new("Tom", "tom@example.org",
	                                            TERTIUS_PLACE_TO));
	draft->text = g_strdup(text);
	remarks = tertius_tact_check(tact, draft, own, &context);
	remark = find_remark(remarks, rule);
	count(score, is_faulty, remark != NULL);
	count(get_score_of(rule), is_faulty, remark != NULL);
	if (is_shown && is_verbose && is_faulty != (remark != NULL))
		g_print("  %s %s%s%s\n", rule, line,
		        remark != NULL ? "\n      <- " : "",
		        remark != NULL ? remark->quote : "");
}

/* The scores of one file: [0] of the drafts that were looked at, [1] of those
 * that were held out. */
static void
judge_file(TertiusTact *tact, const char *path, Score scores[2])
{
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	const char *rule = NULL;
	guint n = 0;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return;
	lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i] != NULL; i++) {
		if (lines[i][0] == '[') {
			lines[i][strlen(lines[i]) - 1] = '\0';
			rule = lines[i] + 1;
		} else if (lines[i][0] == '+' || lines[i][0] == '-') {
			judge(tact, rule, lines[i], n % 2 == 0, &scores[n % 2]);
			n++;
		}
	}
}

static gboolean
is_good_enough(const Score *score)
{
	return ratio(score->hits, score->wrong) >= PRECISION_MIN &&
	       ratio(score->hits, score->misses) >= RECALL_MIN;
}

static gboolean
bench_drafts(TertiusTact *tact, const char *folder)
{
	Score all[2] = { { 0 }, { 0 } };
	Score sum = { 0 };
	gboolean is_good = TRUE;

	for (guint i = 0; tertius_phrases_languages[i] != NULL; i++) {
		const char *language = tertius_phrases_languages[i];
		g_autofree char *path =
			g_strdup_printf("%s/%s.txt", folder, language);
		g_autofree char *held =
			g_strdup_printf("%s, held out", language);
		Score scores[2] = { { 0 }, { 0 } };

		judge_file(tact, path, scores);
		print_score(language, &scores[0]);
		print_score(held, &scores[1]);
		add_score(&all[0], &scores[0]);
		add_score(&all[1], &scores[1]);
		is_good = is_good && is_good_enough(&scores[0]) &&
		          is_good_enough(&scores[1]);
	}
	print_score("all", &all[0]);
	print_score("all, held out", &all[1]);
	add_score(&sum, &all[0]);
	add_score(&sum, &all[1]);
	print_score("all together", &sum);
	is_good = is_good && is_good_enough(&sum);
	for (guint i = 0; by_rule[i].rule != NULL; i++) {
		print_score(by_rule[i].rule, &by_rule[i].score);
		is_good = is_good && is_good_enough(&by_rule[i].score);
	}
	return is_good;
}

/* What a command that checks one draft and ends has to wait for. */
static void
bench_cold(void)
{
	static const char text[] =
		"Hi Dana,\n\nyou owe me one, so please introduce me to Tom "
		"by tonight.\n\nBest,\nAlex\n";
	g_autoptr(TertiusMessage) draft = tertius_message_new();
	gint64 before = g_get_monotonic_time();
	g_autoptr(TertiusTact) tact = tertius_tact_new();
	g_autoptr(GPtrArray) remarks =
		tertius_tact_check(tact, draft, text, NULL);

	g_print("first check of a process: %.1f ms, %u remarks\n",
	        (double) (g_get_monotonic_time() - before) / 1000.0,
	        remarks->len);
}

int
main(int argc, char **argv)
{
	g_autoptr(TertiusTact) tact = tertius_tact_new();
	gboolean is_good;

	if (argc < 2)
		return EXIT_FAILURE;
	is_verbose = argc > 2 && strcmp(argv[2], "-v") == 0;
	bench_cold();
	is_good = bench_drafts(tact, argv[1]);
	return is_good ? EXIT_SUCCESS : EXIT_FAILURE;
}
