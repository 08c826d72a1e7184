/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may stand at one place of a phrase: "put|puts", "intro~", "{you}?". Many
 * phrases of a language have the same, so each is read once and lent to all.
 */
#pragma once

#include "detect/tokens.h"

/* Letters of the beginning of a word, at least: so that one knows it by them. */
#define TERTIUS_TERM_STEM_MIN 3

/* What {name}, {phone} … look for in a token. */
#define TERTIUS_TERM_LOOKS                                                     \
	(TERTIUS_TOKEN_NAME | TERTIUS_TOKEN_PERSON | TERTIUS_TOKEN_PHONE |     \
	 TERTIUS_TOKEN_EMAIL | TERTIUS_TOKEN_NUMBER | TERTIUS_TOKEN_URL)

/* A few bits by which words, terms and sentences are compared first: where two
 * have none in common, the one does not hold the other. */
typedef struct {
	guint64 words; /* a bit for the number of a word, modulo 64 */
	guint64 looks; /* TERTIUS_TERM_LOOKS, and bits for first letters */
} TertiusSign;

typedef struct {
	guint is_gap : 1;   /* takes any word */
	guint optional : 1; /* may be missing */
	guint repeats : 1; /* may stand several times, as the words of a name */
	guint flags;       /* takes tokens that have one: TERTIUS_TERM_LOOKS */
	TertiusSign sign;
	guint n_words, n_stems;
	guint *words; /* numbers of words, ascending */
	char **stems; /* beginnings of words */
} TertiusTerm;

/* How words become numbers; adds what is new. */
typedef guint (*TertiusNumberWord)(gpointer data, const char *word);
/* The words of a class, as char *, or NULL when there is no such class. */
typedef const GPtrArray *(*TertiusFindClass)(gpointer data, const char *name);

typedef struct {
	TertiusNumberWord number;
	TertiusFindClass find_class;
	gpointer data;
} TertiusWordBook;

typedef struct _TertiusTerms TertiusTerms;

TertiusTerms *tertius_terms_new(void);
void tertius_terms_free(TertiusTerms *terms);

/* The term that @text spells; lent as long as @terms live. @book is asked when it
 * is met the first time. Fails with TERTIUS_ERROR_MALFORMED. */
const TertiusTerm *tertius_terms_get(TertiusTerms *terms, const char *text,
                                     const TertiusWordBook *book,
                                     GError **error);
/* After the last of them: forgets how they were spelled. */
void tertius_terms_seal(TertiusTerms *terms);
/* One place of "___". */
const TertiusTerm *tertius_term_gap(void);

/* Whether @term takes @token. */
gboolean tertius_term_takes(const TertiusTerm *term, const TertiusToken *token);

/* The first letters of a word as one number, 0 for a shorter one. */
static inline guint
tertius_term_key(const char *word)
{
	guint key = 0;

	for (guint i = 0; i < TERTIUS_TERM_STEM_MIN; i++) {
		if (word[i] == '\0')
			return 0;
		key = key << 8 | (guchar) word[i];
	}
	return key;
}

/* The bits for a key above those of TERTIUS_TERM_LOOKS. */
static inline guint64
tertius_sign_key(guint key)
{
	return key != 0 ? (guint64) 1 << (17 + key % 47) : 0;
}

static inline guint64
tertius_sign_word(guint id)
{
	return id != 0 ? (guint64) 1 << id % 64 : 0;
}

static inline gboolean
tertius_sign_meets(const TertiusSign *one, const TertiusSign *other)
{
	return ((one->words & other->words) | (one->looks & other->looks)) != 0;
}

static inline void
tertius_sign_add(TertiusSign *sign, const TertiusSign *other)
{
	sign->words |= other->words;
	sign->looks |= other->looks;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusTerms, tertius_terms_free)
