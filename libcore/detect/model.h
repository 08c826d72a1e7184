/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The weights: a logistic model for each act, few enough to read.
 *
 *	[introduction]
 *	bias                                   0.0  -3.41
 *	introduction/put-in-touch              2.5   2.83
 *	introduction/copying & context/role    1.0   1.37
 *
 * A term is a feature, or features joined by &, all of which must be there; then
 * what was thought of it beforehand, which the learning draws it back to, and
 * the weight that was learnt: natural-log odds.
 */
#pragma once

#include "model/act.h"

#define TERTIUS_MODEL_PARTS_MAX    3   /* features of a term */
#define TERTIUS_MODEL_FEATURES_MAX 512 /* of which all terms speak together */

typedef struct {
	const char *name; /* interned: the line's words */
	const char
		*parts[TERTIUS_MODEL_PARTS_MAX + 1]; /* interned; NULL ends */
	guint numbers[TERTIUS_MODEL_PARTS_MAX];      /* of the parts */
	double prior;
	double weight;
} TertiusTerm;

/* Which of the features that a model speaks of hold somewhere: a bit each, by
 * their numbers. */
typedef struct {
	guint64 bits[TERTIUS_MODEL_FEATURES_MAX / 64];
} TertiusMarks;

typedef struct {
	const char *act; /* interned: the section's name … */
	gboolean is_act; /* … and whether it is that of … */
	TertiusActKind kind;
	GArray *terms; /* TertiusTerm; the first is the bias */
} TertiusModelPart;

typedef struct {
	GPtrArray *parts;    /* TertiusModelPart, in the order of the file */
	GHashTable *numbers; /* interned name of a feature -> its number */
} TertiusModel;

/* Reads @text. Fails with TERTIUS_ERROR_MALFORMED and the line's number. */
TertiusModel *tertius_model_new(const char *text, GError **error);
void tertius_model_free(TertiusModel *model);

/* The part of @act, or NULL. Lends. */
TertiusModelPart *tertius_model_find(const TertiusModel *model,
                                     const char *act);

/* Marks those of @features (interned names as keys) that @model speaks of. */
void tertius_model_mark(const TertiusModel *model, GHashTable *features,
                        TertiusMarks *marks);

/* Whether all features of @term hold. */
gboolean tertius_term_holds(const TertiusTerm *term, const TertiusMarks *marks);

/* The probability of the part's act, given what holds. */
double tertius_model_score(const TertiusModelPart *part,
                           const TertiusMarks *marks);

/* The file again, with the weights as they are now. */
char *tertius_model_dup_text(const TertiusModel *model);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusModel, tertius_model_free)
