/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a message that was read to its acts.
 */
#include "detect/acts.h"

#include "detect/dates.h"
#include "detect/detector.h"
#include "detect/people.h"

#include <math.h>
#include <string.h>

/* What speaks for or against an act before a word was read. */
#define BIAS "bias"

/* --- evidence --- */

static int
compare_evidence(gconstpointer a, gconstpointer b)
{
	const TertiusEvidence *const *x = a, *const *y = b;
	double p = fabs((*x)->weight), q = fabs((*y)->weight);

	if (p > q || p < q)
		return p > q ? -1 : 1;
	return strcmp((*x)->rule, (*y)->rule);
}

/* The find that shows a term: that of its first feature with words. */
static const TertiusFind *
find_words(const TertiusWindow *window, const TertiusTerm *term)
{
	for (guint i = 0; term->parts[i] != NULL; i++) {
		const TertiusFind *find =
			g_hash_table_lookup(window->features, term->parts[i]);

		if (find != NULL)
			return find;
	}
	return NULL;
}

static TertiusEvidence *
dup_evidence(const TertiusReading *reading, const TertiusWindow *window,
             const TertiusTerm *term)
{
	const TertiusFind *find = find_words(window, term);
	g_autofree char *words = NULL;
	const char *place = "header";

	if (find != NULL) {
		words = tertius_reading_dup_words(reading, find->first,
		                                  find->end);
		place = find->first < reading->n_subject ? "subject" : "body";
	}
	return tertius_evidence_new(term->name, words != NULL ? words : "",
	                            place, term->weight);
}

static void
add_evidence(const TertiusReading *reading, const TertiusWindow *window,
             const TertiusModelPart *part, TertiusAct *act)
{
	for (guint i = 0; i < part->terms->len; i++) {
		const TertiusTerm *term =
			&g_array_index(part->terms, TertiusTerm, i);

		if (fabs(term->weight) < 0.005 ||
		    !tertius_term_holds(term, &window->marks))
			continue;
		g_ptr_array_add(act->evidence,
		                dup_evidence(reading, window, term));
	}
	g_ptr_array_sort(act->evidence, compare_evidence);
	if (act->evidence->len > TERTIUS_ACT_EVIDENCE_MAX)
		g_ptr_array_set_size(act->evidence, TERTIUS_ACT_EVIDENCE_MAX);
}

/* Whether anything but how common such acts are speaks for it. */
static gboolean
has_reason(const TertiusAct *act)
{
	for (guint i = 0; i < act->evidence->len; i++) {
		const TertiusEvidence *evidence = act->evidence->pdata[i];

		if (evidence->weight > 0 && strcmp(evidence->rule, BIAS) != 0)
			return TRUE;
	}
	return FALSE;
}

/* --- all acts --- */

/* The window that says it most clearly. */
static const TertiusWindow *
find_window(const TertiusReading *reading, const TertiusModelPart *part,
            double *score)
{
	const TertiusWindow *best = NULL;

	for (guint i = 0; i < reading->windows->len; i++) {
		const TertiusWindow *window = reading->windows->pdata[i];
		double own = tertius_model_score(part, &window->marks);

		if (best != NULL && own <= *score)
			continue;
		best = window;
		*score = own;
	}
	return best;
}

static gboolean
has_day(TertiusActKind kind)
{
	return kind == TERTIUS_ACT_OUT_OF_OFFICE ||
	       kind == TERTIUS_ACT_HESITATION || kind == TERTIUS_ACT_PROMISE;
}

/* What came of it, by the words in the window. */
static TertiusTone
find_tone(const TertiusWindow *window)
{
	if (tertius_window_has(window, "tone/big"))
		return TERTIUS_TONE_BIG;
	if (tertius_window_has(window, "tone/bad"))
		return TERTIUS_TONE_BAD;
	if (tertius_window_has(window, "tone/good"))
		return TERTIUS_TONE_GOOD;
	return TERTIUS_TONE_NEUTRAL;
}

/* Of a candidate, and of what is passed on, the name may stand in what is
 * enclosed. */
static gboolean
may_be_named_elsewhere(const TertiusWindow *window, const TertiusAct *act)
{
	return act->manner == TERTIUS_MANNER_CANDIDATE ||
	       (act->manner != TERTIUS_MANNER_ASSISTANT &&
	        tertius_window_has(window, "shape/forward"));
}

/* An introduction that names nobody ("my assistant will call you") is none for
 * sure. */
static void
doubt_nameless(const TertiusWindow *window, TertiusAct *act)
{
	const double most = TERTIUS_DETECT_LIKELY - 0.01;
	double weight;

	if (act->kind != TERTIUS_ACT_INTRODUCTION || act->introduced->len > 0 ||
	    act->score <= most || may_be_named_elsewhere(window, act))
		return;
	weight = log(most / (1 - most)) - log(act->score / (1 - act->score));
	g_ptr_array_add(act->evidence, tertius_evidence_new("who/nobody", "",
	                                                    "header", weight));
	act->score = most;
}

/* What is said elsewhere in the message weighs nothing, but changes what follows
 * from the act. */
static const struct {
	TertiusActKind kind;
	const char *rule; /* the family of its words */
} besides[] = {
	{ TERTIUS_ACT_ASK, TERTIUS_ASK_REMINDS },
	{ TERTIUS_ACT_INTRO_REQUEST, TERTIUS_ASK_REMINDS },
	{ TERTIUS_ACT_INTRODUCTION, TERTIUS_INTRODUCE_CALLER },
};

static gboolean
is_said(const TertiusReading *reading, const char *family)
{
	for (guint i = 0; i < reading->finds->len; i++) {
		const TertiusFind *find =
			&g_array_index(reading->finds, TertiusFind, i);

		if (strcmp(find->family, family) == 0)
			return TRUE;
	}
	return FALSE;
}

/* The weakest of the evidence gives way to it. */
static void
note_besides(const TertiusReading *reading, TertiusAct *act)
{
	for (gsize i = 0; i < G_N_ELEMENTS(besides); i++) {
		if (besides[i].kind != act->kind ||
		    !is_said(reading, besides[i].rule))
			continue;
		if (act->evidence->len == TERTIUS_ACT_EVIDENCE_MAX)
			g_ptr_array_set_size(act->evidence,
			                     TERTIUS_ACT_EVIDENCE_MAX - 1);
		g_ptr_array_add(
			act->evidence,
			tertius_evidence_new(besides[i].rule, "", "body", 0));
	}
}

/* "I won the prize at last year's meeting" is no news. */
static gboolean
is_old_news(const TertiusWindow *window, TertiusActKind kind)
{
	return kind == TERTIUS_ACT_SUCCESS_NEWS &&
	       tertius_window_has(window, "context/long-ago");
}

static TertiusAct *
find_act(const TertiusPhrases *phrases, const TertiusReading *reading,
         const TertiusModelPart *part)
{
	TertiusActKind kind = part->kind;
	double score = 0;
	const TertiusWindow *window = find_window(reading, part, &score);
	TertiusAct *act;

	if (window == NULL || score < TERTIUS_DETECT_FLOOR ||
	    is_old_news(window, kind))
		return NULL;
	act = tertius_act_new(kind);
	act->score = score;
	add_evidence(reading, window, part, act);
	if (!has_reason(act)) {
		tertius_act_free(act);
		return NULL;
	}
	note_besides(reading, act);
	tertius_people_fill(reading, window, part, act);
	doubt_nameless(window, act);
	if (kind == TERTIUS_ACT_OUTCOME_UPDATE ||
	    kind == TERTIUS_ACT_SUCCESS_NEWS)
		act->tone = find_tone(window);
	if (has_day(kind))
		act->until = tertius_dates_find(
			phrases, reading->language, reading->tokens,
			window->sentence, reading->message->date);
	return act;
}

static int
compare_acts(gconstpointer a, gconstpointer b)
{
	const TertiusAct *const *x = a, *const *y = b;

	if ((*x)->score > (*y)->score || (*x)->score < (*y)->score)
		return (*x)->score > (*y)->score ? -1 : 1;
	return (int) (*x)->kind - (int) (*y)->kind;
}

GPtrArray *
tertius_acts_find(const TertiusPhrases *phrases, const TertiusReading *reading,
                  const TertiusModel *model)
{
	GPtrArray *acts = tertius_acts_new();

	for (guint i = 0; i < model->parts->len; i++) {
		const TertiusModelPart *part = model->parts->pdata[i];
		TertiusAct *act =
			part->is_act ? find_act(phrases, reading, part) : NULL;

		if (act != NULL)
			g_ptr_array_add(acts, act);
	}
	g_ptr_array_sort(acts, compare_acts);
	if (acts->len > TERTIUS_ACTS_MAX)
		g_ptr_array_set_size(acts, TERTIUS_ACTS_MAX);
	return acts;
}
