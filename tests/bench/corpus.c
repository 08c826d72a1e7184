/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labelled mail, read once.
 */
#include "corpus.h"

#include "base/data.h"
#include "learn.h"
#include "made-up.h"

#include <string.h>

#define UNSURE  0.8
#define MADE_UP 0.6 /* real mail says more than what we think up */

/* Acts for which there are labels; the others keep what was thought of them
 * beforehand. */
static const char *const taught[] = {
	"introduction", "referral",       "intro-request",
	"intro-offer",  "intro-decline",  "outcome-update",
	"success-news", "congratulation", "thanks",
};

static void
free_reading(gpointer reading)
{
	tertius_reading_free(reading);
}

static GPtrArray *
read_all(const TertiusCorpus *corpus, const GPtrArray *labelled)
{
	GPtrArray *readings = g_ptr_array_new_with_free_func(free_reading);

	for (guint i = 0; i < labelled->len; i++) {
		const TertiusLabelled *one = labelled->pdata[i];

		TertiusReading *reading =
			tertius_reading_new(corpus->phrases, one->message);

		tertius_reading_mark(reading, corpus->model);
		g_ptr_array_add(readings, reading);
	}
	return readings;
}

TertiusCorpus *
tertius_corpus_new(const char *mbox, const char *labels, const char *made_up,
                   GError **error)
{
	TertiusCorpus *corpus = g_new0(TertiusCorpus, 1);

	corpus->labelled = tertius_labelled_load(mbox, labels, error);
	if (corpus->labelled != NULL)
		corpus->made_up = tertius_made_up_load(made_up, error);
	if (corpus->made_up != NULL)
		corpus->phrases = tertius_phrases_new(NULL, error);
	if (corpus->phrases != NULL)
		corpus->model = tertius_model_new(
			tertius_data_get_text("detect/acts.weights"), error);
	if (corpus->model == NULL) {
		tertius_corpus_free(corpus);
		return NULL;
	}
	corpus->made_up_readings = read_all(corpus, corpus->made_up);
	corpus->readings = read_all(corpus, corpus->labelled);
	corpus->folds = g_new0(guint, corpus->labelled->len);
	tertius_corpus_deal(corpus, 0);
	return corpus;
}

void
tertius_corpus_deal(TertiusCorpus *corpus, guint seed)
{
	for (guint i = 0; i < corpus->labelled->len; i++) {
		const TertiusLabelled *one = corpus->labelled->pdata[i];
		guint hash = g_str_hash(one->group) ^ seed;

		if (seed != 0) /* or the last digits would stay together */
			hash = hash * 2654435761U >> 16;
		corpus->folds[i] = hash % TERTIUS_CORPUS_FOLDS;
	}
}

void
tertius_corpus_free(TertiusCorpus *corpus)
{
	if (corpus == NULL)
		return;
	g_clear_pointer(&corpus->readings, g_ptr_array_unref);
	g_clear_pointer(&corpus->made_up_readings, g_ptr_array_unref);
	g_clear_pointer(&corpus->made_up, g_ptr_array_unref);
	g_clear_pointer(&corpus->labelled, g_ptr_array_unref);
	tertius_phrases_free(corpus->phrases);
	tertius_model_free(corpus->model);
	g_free(corpus->folds);
	g_free(corpus);
}

static void
add_example(const TertiusModelPart *part, const TertiusLabelled *one,
            const TertiusReading *reading, double importance, GArray *examples)
{
	TertiusExample example = {
		.windows = reading->windows,
		.is_positive = tertius_labelled_is(one, part->act),
		.importance = importance,
	};

	g_array_append_val(examples, example);
}

static void
teach(TertiusCorpus *corpus, TertiusModelPart *part, int fold)
{
	g_autoptr(GArray) examples =
		g_array_new(FALSE, FALSE, sizeof(TertiusExample));

	for (guint i = 0; i < corpus->labelled->len; i++) {
		const TertiusLabelled *one = corpus->labelled->pdata[i];

		if ((int) corpus->folds[i] != fold)
			add_example(part, one, corpus->readings->pdata[i],
			            one->is_sure ? 1 : UNSURE, examples);
	}
	for (guint i = 0; i < corpus->made_up->len; i++)
		add_example(part, corpus->made_up->pdata[i],
		            corpus->made_up_readings->pdata[i], MADE_UP,
		            examples);
	tertius_learn(part, examples);
}

void
tertius_corpus_teach(TertiusCorpus *corpus, int fold)
{
	for (gsize i = 0; i < G_N_ELEMENTS(taught); i++) {
		TertiusModelPart *part =
			tertius_model_find(corpus->model, taught[i]);

		if (part != NULL)
			teach(corpus, part, fold);
	}
}
