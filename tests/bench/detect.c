/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How well the detector does on labelled mail that it was not taught on: ten
 * times it learns from nine tenths (alike messages kept together) and judges
 * the rest; and all this as often as the tenths are dealt otherwise, so that
 * luck is told from skill. With -v it also prints what it got wrong at first.
 */
#include "corpus.h"
#include "detect/detector.h"
#include "reliability.h"
#include "rules.h"
#include "spread.h"

#include <stdio.h>
#include <string.h>

#define DEALINGS 8

typedef struct {
	TertiusCorpus *corpus;
	GPtrArray **acts; /* of each message: TertiusAct, by the fold's model */
	double *scores;   /* of each message, of all dealings until now */
	TertiusSpread *counts, *kinds, *shares;
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
tell_count(const Trial *trial, const char *name, Count c)
{
	const double figures[TERTIUS_SPREAD_COLUMNS] = {
		ratio(c.right, c.wrong),
		ratio(c.right, c.missed),
		c.wrong,
		c.right + c.missed,
	};

	tertius_spread_add(trial->counts, name, figures);
}

static void
print_count(const char *name, const double mean[TERTIUS_SPREAD_COLUMNS],
            const double deviation[TERTIUS_SPREAD_COLUMNS])
{
	double p = mean[0], r = mean[1];

	printf("%-34s %.3f +-%.3f  %.3f +-%.3f  %.2f   of %3.0f, %5.1f false\n",
	       name, p, deviation[0], r, deviation[1],
	       p + r > 0 ? 2 * p * r / (p + r) : 0, mean[3], mean[2]);
}

/* @part of @whole. */
static void
tell_share(const Trial *trial, const char *name, guint part, guint whole)
{
	const double figures[TERTIUS_SPREAD_COLUMNS] = {
		ratio(part, whole - part), part, whole, 0
	};

	tertius_spread_add(trial->shares, name, figures);
}

static void
print_share(const char *name, const double mean[TERTIUS_SPREAD_COLUMNS],
            const double deviation[TERTIUS_SPREAD_COLUMNS])
{
	printf("%-34s %.3f +-%.3f  %.1f of %.1f\n", name, mean[0], deviation[0],
	       mean[1], mean[2]);
}

static void
tell_rows(const Trial *trial, const char *name, const char *title,
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

		tell_count(trial, label,
		           count(trial, name, rows[i].threshold, rows[i].strict,
		                 score_of, counts));
	}
}

static void
tell_acts(const Trial *trial)
{
	static const char *const others[] = {
		"intro-request",  "intro-offer",  "intro-decline",  "thanks",
		"outcome-update", "success-news", "congratulation",
	};
	Count likely = { 0, 0, 0 };

	for (gsize i = 0; i < G_N_ELEMENTS(others); i++) {
		Count c = count(trial, others[i], TERTIUS_DETECT_LIKELY, TRUE,
		                score_of, any);

		tell_count(trial, others[i], c);
		likely.right += c.right;
		likely.wrong += c.wrong;
		likely.missed += c.missed;
	}
	tell_count(trial, "the other acts, likely, strict", likely);
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
tell_kind(const Trial *trial, KindOf kind_of, const char *kind)
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
	tertius_spread_add(trial->kinds, kind,
	                   (const double[TERTIUS_SPREAD_COLUMNS]){
				   n, likely, perhaps, 0 });
}

static void
print_kind(const char *kind, const double mean[TERTIUS_SPREAD_COLUMNS],
           const double deviation[TERTIUS_SPREAD_COLUMNS])
{
	printf("  %-32s %3.0f: %5.1f +-%.1f likely, %5.1f +-%.1f perhaps\n",
	       kind, mean[0], mean[1], deviation[1], mean[2], deviation[2]);
}

static void
tell_kinds(const Trial *trial, KindOf kind_of)
{
	g_autoptr(GHashTable) seen =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < trial->corpus->labelled->len; i++) {
		const TertiusLabelled *one = labelled_at(trial, i);
		const char *kind = kind_of(one);

		if (!one->is_sure || !is_main(one, EITHER) ||
		    !g_hash_table_add(seen, g_strdup(kind)))
			continue;
		tell_kind(trial, kind_of, kind);
	}
}

static void
tell_hard(const Trial *trial)
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
	tell_share(trial, "hard negatives called likely", likely, hard);
	tell_share(trial, "hard negatives called perhaps", perhaps, hard);
}

/* By the mean of all dealings: one claim a message. */
static void
print_reliability(const Trial *trial, guint dealings)
{
	g_autoptr(GArray) claims =
		g_array_new(FALSE, FALSE, sizeof(TertiusClaim));

	for (guint i = 0; i < trial->corpus->labelled->len; i++) {
		TertiusClaim claim = {
			trial->scores[i] / dealings,
			is_gold(labelled_at(trial, i), EITHER),
		};

		if (claim.score >= TERTIUS_DETECT_FLOOR)
			g_array_append_val(claims, claim);
	}
	tertius_reliability_print(claims);
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
tell_people(const Trial *trial, gboolean verbose)
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
	tell_share(trial, "introduced right", introduced, known);
	tell_share(trial, "introducer right", introducers, asked);
	tell_share(trial, "manner right", manner, manners);
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

static void
tell_all(const Trial *trial, gboolean verbose)
{
	tell_count(trial, "the word, strict",
	           count(trial, EITHER, 0.5, TRUE, score_by_word, any));
	tell_count(trial, "24 expressions, strict",
	           count(trial, EITHER, 0.5, TRUE, score_by_rules, any));
	tell_rows(trial, EITHER, "both", any);
	tell_count(trial, "without nets: the word",
	           count(trial, EITHER, 0.5, TRUE, score_by_word,
	                 found_without_net));
	tell_count(trial, "without nets: 24 expressions",
	           count(trial, EITHER, 0.5, TRUE, score_by_rules,
	                 found_without_net));
	tell_rows(trial, EITHER, "without nets", found_without_net);
	tell_rows(trial, "introduction", "introduction", any);
	tell_rows(trial, "referral", "referral", any);
	tell_acts(trial);
	tell_hard(trial);
	tell_people(trial, verbose);
	tell_kinds(trial, manner_of);
	tell_kinds(trial, found_by);
	for (guint i = 0; i < trial->corpus->labelled->len; i++)
		trial->scores[i] += score_of(trial, i, EITHER);
	if (verbose)
		print_mistakes(trial);
}

static void
print_all(const Trial *trial, guint dealings)
{
	printf("%u dealings into tenths: mean and standard deviation\n\n"
	       "%-34s %-14s  %-14s  %s\n",
	       dealings, "", "precision", "recall", "F1");
	tertius_spread_each(trial->counts, print_count);
	printf("\n");
	tertius_spread_each(trial->shares, print_share);
	print_reliability(trial, dealings);
	printf("\nby manner, and by how they were found, strict\n");
	tertius_spread_each(trial->kinds, print_kind);
}

static void
free_acts(Trial *trial)
{
	for (guint i = 0; i < trial->corpus->labelled->len; i++)
		g_ptr_array_unref(trial->acts[i]);
	g_clear_pointer(&trial->acts, g_free);
}

static void
try_dealings(Trial *trial, gboolean verbose)
{
	trial->scores = g_new0(double, trial->corpus->labelled->len);
	trial->counts = tertius_spread_new();
	trial->kinds = tertius_spread_new();
	trial->shares = tertius_spread_new();
	for (guint seed = 0; seed < DEALINGS; seed++) {
		tertius_corpus_deal(trial->corpus, seed);
		try_all_folds(trial);
		tell_all(trial, verbose && seed == 0);
		free_acts(trial);
	}
	print_all(trial, DEALINGS);
	tertius_spread_free(trial->counts);
	tertius_spread_free(trial->kinds);
	tertius_spread_free(trial->shares);
	g_free(trial->scores);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	Trial trial = { 0 };
	gboolean verbose = argc == 5 && strcmp(argv[4], "-v") == 0;

	if (argc != 4 && !verbose) {
		(void) fputs("usage: detect MBOX LABELS MADE-UP [-v]\n",
		             stderr);
		return 2;
	}
	trial.corpus = tertius_corpus_new(argv[1], argv[2], argv[3], &error);
	if (trial.corpus == NULL) {
		(void) fprintf(stderr, "%s\n", error->message);
		return 1;
	}
	try_dealings(&trial, verbose);
	tertius_corpus_free(trial.corpus);
	return 0;
}
