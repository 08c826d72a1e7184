/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labelled mail, read once.
 */
#include "corpus.h"

#include "detect/data.h"
#include "learn.h"

#include <string.h>

#define UNSURE 0.5

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

TertiusCorpus *
tertius_corpus_new(const char *mbox, const char *labels, GError **error)
{
	TertiusCorpus *corpus = g_new0(TertiusCorpus, 1);
	g_autofree char *weights =
		tertius_detect_data_dup("acts.weights", error);

	corpus->readings = g_ptr_array_new_with_free_func(free_reading);
	corpus->labelled = tertius_labelled_load(mbox, labels, error);
	if (corpus->labelled != NULL)
		corpus->phrases = tertius_phrases_new(NULL, error);
	if (corpus->phrases != NULL && weights != NULL)
		corpus->model = tertius_model_new(weights, error);
	if (corpus->model == NULL) {
		tertius_corpus_free(corpus);
		return NULL;
	}
	corpus->folds = g_new0(guint, corpus->labelled->len);
	for (guint i = 0; i < corpus->labelled->len; i++) {
		const TertiusLabelled *one = corpus->labelled->pdata[i];

		corpus->folds[i] =
			g_str_hash(one->group) % TERTIUS_CORPUS_FOLDS;
		g_ptr_array_add(
			corpus->readings,
			tertius_reading_new(corpus->phrases, one->message));
	}
	return corpus;
}

void
tertius_corpus_free(TertiusCorpus *corpus)
{
	if (corpus == NULL)
		return;
	g_ptr_array_unref(corpus->readings);
	g_clear_pointer(&corpus->labelled, g_ptr_array_unref);
	tertius_phrases_free(corpus->phrases);
	tertius_model_free(corpus->model);
	g_free(corpus->folds);
	g_free(corpus);
}

static void
teach(TertiusCorpus *corpus, TertiusModelPart *part, int fold)
{
	g_autoptr(GArray) examples =
		g_array_new(FALSE, FALSE, sizeof(TertiusExample));

	for (guint i = 0; i < corpus->labelled->len; i++) {
		const TertiusLabelled *one = corpus->labelled->pdata[i];
		const TertiusReading *reading = corpus->readings->pdata[i];
		TertiusExample example = {
			.windows = reading->windows,
			.is_positive = tertius_labelled_is(one, part->act),
			.importance = one->is_sure ? 1 : UNSURE,
		};

		if ((int) corpus->folds[i] != fold)
			g_array_append_val(examples, example);
	}
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
