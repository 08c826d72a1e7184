/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One phrase, compiled: a row of elements walked by a set of states held in
 * the bits of a number, so that no text makes it go back.
 */
#pragma once

#include "detect/terms.h"

/* Places of a phrase; a state each, in 64 bits with one for the end. */
#define TERTIUS_PATTERN_TERMS_MAX  60
/* Names that stand for one ("Dana, Lee and Kim" has two such steps, each with
 * its "and"): more lists whoever is there. */
#define TERTIUS_PATTERN_JOINTS_MAX 3

typedef struct {
	const char *family; /* interned */
	gboolean at_start;  /* of a sentence */
	guint64 optional;   /* states of terms that may be missing */
	guint64 opening;    /* states at the beginning */
	TertiusSign first;  /* what its first word may be */
	guint n_terms;
	const TertiusTerm *terms[];
} TertiusPattern;

/* Compiles @phrase, of terms that @terms lend: they must outlive it. Fails with
 * TERTIUS_ERROR_MALFORMED. */
TertiusPattern *tertius_pattern_new(const char *family, const char *phrase,
                                    TertiusTerms *terms,
                                    const TertiusWordBook *book,
                                    GError **error);
void tertius_pattern_free(TertiusPattern *pattern);

/* The token after the longest match that begins at token @at and stays in its
 * sentence; 0 when there is none. */
guint tertius_pattern_match(const TertiusPattern *pattern,
                            const TertiusTokens *tokens, guint at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusPattern, tertius_pattern_free)
