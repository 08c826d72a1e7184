/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How well the detector does on labelled mail that it was not taught on: ten
 * times it learns from nine tenths (alike messages kept together) and judges
 * the rest. With -v it also prints what it got wrong; for each seed, the gist
 * with the tenths dealt otherwise.
 */
#include "corpus.h"
#include "detect/detector.h"
#include "rules.h"

#include <stdio.h>
#include <string.h>

typedef struct {
	TertiusCorpus *corpus;
	GPtrArray **acts; /* of each message: TertiusAct, by the fold's model */
} Trial;

typedef double (*ScoreOf)(const Trial *trial, guint index, const char *act);
typedef gboolean (*Counts)(const TertiusLabelled *one);

static const TertiusLabelled *
labelled_at(const Trial *trial, guint index)
{
	return trial->corpus->labelled->pdata[index];
}

static const TertiusAct *
act_of(const Trial *trial, guint index, const char *name)
{
	const GPtrArray *acts = trial->acts[index];

	for (guint i = 0; i < acts->len; i++) {
		const TertiusAct *act = acts->pdata[i];

		if (strcmp(tertius_act_name(act->kind), name) == 0)
			return act;
	}
	return NULL;
}

/* "either" is an introduction or a referral, whichever is surer. */
#define EITHER "either"

static const TertiusAct *
surest_of(const Trial *trial, guint index, const char *name)
{
	const TertiusAct *first, *second;

	if (strcmp(name, EITHER) != 0)
		return act_of(trial, index, name);
	first = act_of(trial, index, "introduction");
	second = act_of(trial, index, "referral");
	if (first == NULL || (second != NULL && second->score > first->score))
		return second;
	return first;
}

static double
score_of(const Trial *trial, guint index, const char *name)
{
	const TertiusAct *act = surest_of(trial, index, name);

	return act != NULL ? act->score : 0;
}

static double
score_by_word(const Trial *trial, guint index, const char *name)
{
	(void) name;
	return tertius_rule_word(labelled_at(trial, index)->message) ? 1 : 0;
}

static double
score_by_rules(const Trial *trial, guint index, const char *name)
{
	(void) name;
	return tertius_rule_set(labelled_at(trial, index)->message) ? 1 : 0;
}

static gboolean
is_gold(const TertiusLabelled *one, const char *name)
{
	if (strcmp(name, EITHER) != 0)
		return tertius_labelled_is(one, name);
	return tertius_labelled_is(one, "introduction") ||
	       tertius_labelled_is(one, "referral");
}

/* Counted as one to be found: the main label, not what is besides. */
static gboolean
is_main(const TertiusLabelled *one, const char *name)
{
	g_autofree char *label = g_strdelimit(g_strdup(one->label), "_", '-');

	if (strcmp(name, EITHER) == 0)
		return strcmp(label, "introduction") == 0 ||
		       strcmp(label, "referral") == 0;
	return is_gold(one, name) && (strcmp(label, name) == 0 ||
	                              strcmp(label, "thanks-for-intro") == 0 ||
	                              strcmp(label, "success-news") == 0);
}

static gboolean
any(const TertiusLabelled *one)
{
	(void) one;
	return TRUE;
}

static gboolean
found_without_net(const TertiusLabelled *one)
{
	return strncmp(one->found_by, "net:", 4) != 0;
}

typedef struct {
	guint right, wrong, missed;
} Count;

static Count
count(const Trial *trial, const char *name, double threshold, gboolean strict,
      ScoreOf score, Counts counts)
{
	Count result = { 0, 0, 0 };

	for (guint i = 0; i < trial->corpus->labelled->len; i++) {
		const TertiusLabelled *one = labelled_at(trial, i);
		gboolean claimed;

		if ((strict && !one->is_sure) || !counts(one))
			continue;
		claimed = score(trial, i, name) >= threshold;
		if (is_main(one, name))
			*(claimed ? &result.right : &result.missed) += 1;
		else if (claimed && !is_gold(one, name))
			result.wrong++;
	}
	return result;
}

static double
ratio(guint part, guint rest)
{
	return part + rest > 0 ? (double) part / (part + rest) : 0;
}

static void
print_count(const char *name, Count c)
{
	double p = ratio(c.right, c.wrong), r = ratio(c.right, c.missed);

	printf("%-34s %5.2f %5.2f %5.2f   %4u of %3u, %3u false\n", name, p, r,
	       p + r > 0 ? 2 * p * r / (p + r) : 0, c.right, c.right + c.missed,
	       c.wrong);
}

static void
print_rows(const Trial *trial, const char *name, const char *title,
           Counts counts)
{
	static const struct {
		const char *name;
		double threshold;
		gboolean strict;
	} rows[] = {
		{ "likely, strict", TERTIUS_DETECT_LIKELY, TRUE },
		{ "likely, lenient", TERTIUS_DETECT_LIKELY, FALSE },
		{ "perhaps, strict", TERTIUS_DETECT_PERHAPS, TRUE },
		{ "perhaps, lenient", TERTIUS_DETECT_PERHAPS, FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *label =
			g_strdup_printf("%s: %s", title, rows[i].name);

		print_count(label, count(trial, name, rows[i].threshold,
		                         rows[i].strict, score_of, counts));
	}
}

static void
print_acts(const Trial *trial)
{
	static const char *const others[] = {
		"intro-request",  "intro-offer",  "intro-decline",  "thanks",
		"outcome-update", "success-news", "congratulation",
	};
	Count likely = { 0, 0, 0 };

	for (gsize i = 0; i < G_N_ELEMENTS(others); i++) {
		Count c = count(trial, others[i], TERTIUS_DETECT_LIKELY, TRUE,
		                score_of, any);

		print_count(others[i], c);
		likely.right += c.right;
		likely.wrong += c.wrong;
		likely.missed += c.missed;
	}
	print_count("the other acts, likely, strict", likely);
}

/* Of the introductions and referrals of one kind, how many are found: of a
 * manner, or by how their reader came upon them. */
typedef const char *(*KindOf)(const TertiusLabelled *one);

static const char *
manner_of(const TertiusLabelled *one)
{
	if (strcmp(one->label, "referral") == 0)
		return "referral";
	return *one->manner != '\0' ? one->manner : "(no manner)";
}

static const char *
found_by(const TertiusLabelled *one)
{
	return one->found_by;
}

static void
print_kind(const Trial *trial, KindOf kind_of, const char *kind)
{
	guint n = 0, likely = 0, perhaps = 0;

	for (guint i = 0; i < trial->corpus->labelled->len; i++) {
		const TertiusLabelled *one = labelled_at(trial, i);
		double score = score_of(trial, i, EITHER);

		if (!one->is_sure || !is_main(one, EITHER) ||
		    strcmp(kind_of(one), kind) != 0)
			continue;
		n++;
		likely += score >= TERTIUS_DETECT_LIKELY ? 1 : 0;
		perhaps += score >= TERTIUS_DETECT_PERHAPS ? 1 : 0;
	}
	printf("  %-32s %3u: %3u likely, %3u perhaps\n", kind, n, likely,
	       perhaps);
}

static void
print_kinds(const Trial *trial, const char *title, KindOf kind_of)
{
	g_autoptr(GHashTable) seen =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	printf("\n%s, strict\n", title);
	for (guint i = 0; i < trial->corpus->labelled->len; i++) {
		const TertiusLabelled *one = labelled_at(trial, i);
		const char *kind = kind_of(one);

		if (!one->is_sure || !is_main(one, EITHER) ||
		    !g_hash_table_add(seen, g_strdup(kind)))
			continue;
		print_kind(trial, kind_of, kind);
	}
}

static void
print_hard(const Trial *trial)
{
	guint hard = 0, likely = 0, perhaps = 0;

	for (guint i = 0; i < trial->corpus->labelled->len; i++) {
		double score;

		if (!labelled_at(trial, i)->is_hard)
			continue;
		score = score_of(trial, i, EITHER);
		hard++;
		likely += score >= TERTIUS_DETECT_LIKELY ? 1 : 0;
		perhaps += score >= TERTIUS_DETECT_PERHAPS ? 1 : 0;
	}
	printf("hard negatives: %u, likely %.1f %%, perhaps %.1f %%\n", hard,
	       100.0 * likely / hard, 100.0 * perhaps / hard);
}

static void
print_reliability(const Trial *trial)
{
	printf("\nscore     claims  right\n");
	for (guint tenth = 1; tenth < 10; tenth++) {
		guint n = 0, right = 0;
		double sum = 0;

		for (guint i = 0; i < trial->corpus->labelled->len; i++) {
			double score = score_of(trial, i, EITHER);

			if (score < tenth / 10.0 || score >= (tenth + 1) / 10.0)
				continue;
			n++;
			sum += score;
			right += is_gold(labelled_at(trial, i), EITHER) ? 1 : 0;
		}
		if (n > 0)
			printf("%.1f-%.1f   %6u   %4.2f   (mean score %.2f)\n",
			       tenth / 10.0, (tenth + 1) / 10.0, n,
			       (double) right / n, sum / n);
	}
}

/* --- who is who --- */

/* "Last, First" and "First Last", letter case and marks aside. */
static gboolean
is_same_name(const char *one, const char *other)
{
	g_auto(GStrv) a = g_str_tokenize_and_fold(one, NULL, NULL);
	g_auto(GStrv) b = g_str_tokenize_and_fold(other, NULL, NULL);
	guint same = 0;

	for (guint i = 0; a[i] != NULL; i++)
		same += strlen(a[i]) > 1 &&
		        g_strv_contains((const char *const *) b, a[i]);
	return same >= MIN(2, MIN(g_strv_length(a), g_strv_length(b))) &&
	       same > 0;
}

static gboolean
is_same(const TertiusPerson *gold, const TertiusPerson *claimed)
{
	if (gold->address != NULL)
		return claimed->address != NULL &&
		       strcmp(gold->address, claimed->address) == 0;
	if (gold->name == NULL)
		return FALSE;
	if (claimed->name != NULL && is_same_name(gold->name, claimed->name))
		return TRUE;
	return claimed->address != NULL &&
	       is_same_name(gold->name, claimed->address);
}

static gboolean
holds_one(const GPtrArray *gold, const GPtrArray *claimed)
{
	for (guint i = 0; i < gold->len; i++) {
		for (guint j = 0; j < claimed->len; j++) {
			if (is_same(gold->pdata[i], claimed->pdata[j]))
				return TRUE;
		}
	}
	return FALSE;
}

static void
print_people(const Trial *trial, gboolean verbose)
{
	guint known = 0, introduced = 0, introducers = 0, asked = 0;
	guint manners = 0, manner = 0;

	for (guint i = 0; i < trial->corpus->labelled->len; i++) {
		const TertiusLabelled *one = labelled_at(trial, i);
		const TertiusAct *act = surest_of(trial, i, EITHER);
		g_autoptr(GPtrArray) by = tertius_people_new();
		gboolean right;

		if (act == NULL || act->score < TERTIUS_DETECT_PERHAPS ||
		    !is_main(one, EITHER))
			continue;
		if (strcmp(one->label, "introduction") == 0) {
			manners++;
			manner += strcmp(tertius_manner_name(act->manner),
			                 one->manner) == 0;
		}
		if (one->introduced->len > 0) {
			known++;
			right = holds_one(one->introduced, act->introduced);
			introduced += right ? 1 : 0;
			if (!right && verbose)
				printf("who: %s: wanted %s, got %s\n", one->id,
				       tertius_person_label(
					       one->introduced->pdata[0]),
				       act->introduced->len > 0
				               ? tertius_person_label(
							 act->introduced
								 ->pdata[0])
				               : "nobody");
		}
		if (one->introducer->len > 0) {
			asked++;
			if (act->introducer != NULL)
				g_ptr_array_add(by, tertius_person_copy(
							    act->introducer));
			right = holds_one(one->introducer, by);
			introducers += right ? 1 : 0;
			if (!right && verbose)
				printf("by whom: %s: wanted %s, got %s\n",
				       one->id,
				       tertius_person_label(
					       one->introducer->pdata[0]),
				       by->len > 0 ? tertius_person_label(
							     by->pdata[0])
				                   : "nobody");
		}
	}
	printf("\nintroduced right: %u of %u, introducer right: %u of %u, "
	       "manner right: %u of %u\n",
	       introduced, known, introducers, asked, manner, manners);
}

static void
print_mistakes(const Trial *trial)
{
	for (guint i = 0; i < trial->corpus->labelled->len; i++) {
		const TertiusLabelled *one = labelled_at(trial, i);
		double score = score_of(trial, i, EITHER);
		gboolean gold = is_gold(one, EITHER);

		if (gold == (score >= TERTIUS_DETECT_LIKELY))
			continue;
		if (!gold || score < TERTIUS_DETECT_LIKELY)
			printf("%s %.2f %s %s %s %s: %s\n",
			       gold ? "MISSED" : "FALSE", score, one->label,
			       one->manner, one->is_sure ? "sure" : "unsure",
			       one->found_by, one->id);
	}
}

static void
try_all_folds(Trial *trial)
{
	TertiusCorpus *corpus = trial->corpus;

	trial->acts = g_new0(GPtrArray *, corpus->labelled->len);
	for (guint fold = 0; fold < TERTIUS_CORPUS_FOLDS; fold++) {
		tertius_corpus_teach(corpus, (int) fold);
		for (guint i = 0; i < corpus->labelled->len; i++) {
			if (corpus->folds[i] != fold)
				continue;
			trial->acts[i] = tertius_acts_find(
				corpus->phrases, corpus->readings->pdata[i],
				corpus->model);
			if ((labelled_at(trial, i)->message->flags &
			     TERTIUS_MESSAGE_AUTOMATIC) != 0)
				g_ptr_array_set_size(trial->acts[i], 0);
		}
	}
}

/* The lines that decide, for one dealing of the folds. */
static void
print_summary(const Trial *trial)
{
	print_count("both: likely, strict",
	            count(trial, EITHER, TERTIUS_DETECT_LIKELY, TRUE, score_of,
	                  any));
	print_count("both: perhaps, strict",
	            count(trial, EITHER, TERTIUS_DETECT_PERHAPS, TRUE, score_of,
	                  any));
	print_acts(trial);
	print_hard(trial);
	print_people(trial, FALSE);
}

static void
print_all(const Trial *trial, gboolean verbose)
{
	print_count("the word, strict",
	            count(trial, EITHER, 0.5, TRUE, score_by_word, any));
	print_count("24 expressions, strict",
	            count(trial, EITHER, 0.5, TRUE, score_by_rules, any));
	print_rows(trial, EITHER, "both", any);
	print_rows(trial, EITHER, "without nets", found_without_net);
	print_rows(trial, "introduction", "introduction", any);
	print_rows(trial, "referral", "referral", any);
	print_acts(trial);
	print_hard(trial);
	print_reliability(trial);
	print_kinds(trial, "by manner", manner_of);
	print_kinds(trial, "by how they were found", found_by);
	print_people(trial, verbose);
	if (verbose)
		print_mistakes(trial);
}

static void
free_acts(Trial *trial)
{
	for (guint i = 0; i < trial->corpus->labelled->len; i++)
		g_ptr_array_unref(trial->acts[i]);
	g_clear_pointer(&trial->acts, g_free);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	Trial trial = { NULL, NULL };
	gboolean verbose = argc > 4 && strcmp(argv[4], "-v") == 0;

	if (argc < 4) {
		(void) fputs("usage: detect MBOX LABELS MADE-UP [-v] [SEED…]\n",
		             stderr);
		return 2;
	}
	trial.corpus = tertius_corpus_new(argv[1], argv[2], argv[3], &error);
	if (trial.corpus == NULL) {
		(void) fprintf(stderr, "%s\n", error->message);
		return 1;
	}
	try_all_folds(&trial);
	printf("%-34s %5s %5s %5s\n", "", "prec.", "rec.", "F1");
	print_all(&trial, verbose);
	free_acts(&trial);
	for (int i = verbose ? 5 : 4; i < argc; i++) {
		printf("\ndealt with seed %s\n", argv[i]);
		tertius_corpus_deal(trial.corpus, (guint) g_ascii_strtoull(
							  argv[i], NULL, 10));
		try_all_folds(&trial);
		print_summary(&trial);
		free_acts(&trial);
	}
	return 0;
}
