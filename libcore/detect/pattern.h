/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One phrase, compiled: a row of elements walked by a set of states held in
 * the bits of a number, so that no text makes it go back.
 */
#pragma once

#include "detect/tokens.h"

/* Elements of a phrase; a state each, in 64 bits with one for the end. */
#define TERTIUS_PATTERN_ELEMENTS_MAX 60
/* Letters of the beginning of a word, at least: so that one knows it by them. */
#define TERTIUS_PATTERN_STEM_MIN     3
/* Names that stand for one ("Dana, Lee and Kim" has two such steps, each with
 * its "and"): more lists whoever is there. */
#define TERTIUS_PATTERN_JOINTS_MAX   3

typedef enum {
	TERTIUS_ELEMENT_WORDS, /* one of the words or beginnings */
	TERTIUS_ELEMENT_ANY,
	TERTIUS_ELEMENT_FLAGGED, /* tokens that have one of @flags */
} TertiusElementKind;

typedef struct {
	TertiusElementKind kind;
	guint flags;       /* of FLAGGED: TertiusTokenFlags */
	gboolean optional; /* may be missing */
	gboolean repeats;  /* may stand several times, as the words of a name */
	GArray *words;     /* guint: numbers of words, ascending */
	guint64 hint;      /* bit of each number of these, modulo 64 */
	GPtrArray *stems;  /* char *: beginnings of words */
} TertiusElement;

typedef struct {
	const char *family; /* interned */
	gboolean at_start;  /* of a sentence */
	GArray *elements;   /* TertiusElement */
	guint64 optional;   /* states of elements that may be missing */
	guint64 gaps;       /* states of elements that take any word */
	guint64 opening;    /* states at the beginning */
	/* what its first word may be: as an element's hint and flags; all bits
	 * where beginnings of words may stand */
	guint64 opening_hint;
	guint opening_flags;
} TertiusPattern;

/* How words become numbers; adds what is new. */
typedef guint (*TertiusNumberWord)(gpointer data, const char *word);
/* The words of a class, as char *, or NULL when there is no such class. */
typedef const GPtrArray *(*TertiusFindClass)(gpointer data, const char *name);

typedef struct {
	TertiusNumberWord number;
	TertiusFindClass find_class;
	gpointer data;
} TertiusWordBook;

/* Compiles @phrase. Fails with TERTIUS_ERROR_MALFORMED. */
TertiusPattern *tertius_pattern_new(const char *family, const char *phrase,
                                    const TertiusWordBook *book,
                                    GError **error);
void tertius_pattern_free(TertiusPattern *pattern);

/* Whether it is worth the trouble to begin at @token. Asked several times a word
 * of a mailbox, so it stands here. */
static inline gboolean
tertius_pattern_may_begin(const TertiusPattern *pattern,
                          const TertiusToken *token)
{
	if ((pattern->opening_hint >> token->id % 64 & 1) == 0 &&
	    (pattern->opening_flags & token->flags) == 0)
		return FALSE;
	return (token->flags & TERTIUS_TOKEN_INSIDE) == 0 &&
	       (!pattern->at_start ||
	        (token->flags & TERTIUS_TOKEN_FIRST) != 0);
}

/* The token after the longest match that begins at token @at and stays in its
 * sentence; 0 when there is none. */
guint tertius_pattern_match(const TertiusPattern *pattern,
                            const TertiusTokens *tokens, guint at);

/* Whether @element takes @token. */
gboolean tertius_element_takes(const TertiusElement *element,
                               const TertiusToken *token);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusPattern, tertius_pattern_free)
