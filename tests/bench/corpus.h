/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labelled mail, read once, and the model taught on a part of it.
 */
#pragma once

#include "detect/acts.h"
#include "labelled.h"

#define TERTIUS_CORPUS_FOLDS 10

typedef struct {
	GPtrArray *labelled; /* TertiusLabelled */
	GPtrArray *made_up;  /* TertiusLabelled: taught on, never judged */
	TertiusPhrases *phrases;
	TertiusModel *model;
	GPtrArray *readings; /* TertiusReading, in the same order */
	GPtrArray *made_up_readings;
	guint *folds; /* of each message, by its group */
} TertiusCorpus;

/* Reads labelled mail, and made-up letters from the file @made_up. */
TertiusCorpus *tertius_corpus_new(const char *mbox, const char *labels,
                                  const char *made_up, GError **error);
void tertius_corpus_free(TertiusCorpus *corpus);

/* Deals the groups into folds anew; each @seed deals them otherwise, 0 as at
 * first. What holds for one dealing only is luck. */
void tertius_corpus_deal(TertiusCorpus *corpus, guint seed);

/* Teaches the model on all messages but those of @fold (-1: on all). What the
 * reader was unsure of counts half. */
void tertius_corpus_teach(TertiusCorpus *corpus, int fold);
