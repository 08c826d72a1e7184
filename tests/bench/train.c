/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Learns the weights from labelled mail and prints the file of them.
 */
#include "corpus.h"

#include <stdio.h>

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL;
	TertiusCorpus *corpus;

	if (argc != 4) {
		(void) fputs("usage: train MBOX LABELS MADE-UP\n", stderr);
		return 2;
	}
	corpus = tertius_corpus_new(argv[1], argv[2], argv[3], &error);
	if (corpus == NULL) {
		(void) fprintf(stderr, "%s\n", error->message);
		return 1;
	}
	tertius_corpus_teach(corpus, -1);
	text = tertius_model_dup_text(corpus->model);
	(void) fputs(text, stdout);
	tertius_corpus_free(corpus);
	return 0;
}
