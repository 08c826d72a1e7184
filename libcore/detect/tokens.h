/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text as words: each folded to lower case without accents, with what its
 * looks tell, and the sentence that it stands in.
 */
#pragma once

#include <glib.h>

/* Words of one message that are read. The letters that people write to one
 * another have 100 to 400; whatever stands after this many is no greeting and
 * no introduction. */
#define TERTIUS_TOKENS_MAX     4000
/* Bytes of a word that are kept; longer ones are cut. */
#define TERTIUS_TOKEN_WORD_MAX 60

typedef enum {
	TERTIUS_TOKEN_CAPITAL = 1 << 0, /* begins with a capital letter */
	TERTIUS_TOKEN_SHOUTED = 1 << 1, /* two and more capitals only */
	TERTIUS_TOKEN_FIRST = 1 << 2,   /* of its sentence */
	TERTIUS_TOKEN_EMAIL = 1 << 3,
	TERTIUS_TOKEN_URL = 1 << 4,
	TERTIUS_TOKEN_NUMBER = 1 << 5,
	TERTIUS_TOKEN_PHONE = 1 << 6, /* at least seven digits */
	TERTIUS_TOKEN_COMMA = 1 << 7, /* a comma stands before it */
	TERTIUS_TOKEN_BREAK = 1 << 8, /* another mark or a line end before */
	TERTIUS_TOKEN_NAME = 1 << 9,  /* of a person's name; see names.h */
	TERTIUS_TOKEN_SUBJECT = 1 << 10,
	TERTIUS_TOKEN_ASKED = 1 << 11,  /* the sentence ends in "?" */
	TERTIUS_TOKEN_INSIDE = 1 << 12, /* of a name, but not its first */
	TERTIUS_TOKEN_PERSON = 1 << 13, /* of a name that is surely a human's */
	TERTIUS_TOKEN_JOINS = 1 << 14,  /* "and", from one name to the next */
} TertiusTokenFlags;

typedef struct {
	const char *start; /* into the text that was given */
	const char *word;  /* folded; the tokens' own */
	guint length;      /* bytes at @start */
	guint hash;        /* of @word, as a vocabulary has it */
	guint id;          /* number in a vocabulary, 0 when not in it */
	guint sentence;
	guint flags;
} TertiusToken;

typedef struct {
	TertiusToken *all;
	guint n, room;
	guint n_sentences;
	GPtrArray *blocks; /* of words; the last has @left bytes at @free */
	char *free;
	gsize left;
} TertiusTokens;

TertiusTokens *tertius_tokens_new(void);
void tertius_tokens_free(TertiusTokens *tokens);
/* Forgets all of them, to begin anew. */
void tertius_tokens_clear(TertiusTokens *tokens);

/* Appends the words of @text, which must outlive @tokens; a new sentence
 * begins. @flags are given to each. */
void tertius_tokens_add(TertiusTokens *tokens, const char *text, guint flags);

static inline TertiusToken *
tertius_tokens_at(const TertiusTokens *tokens, guint index)
{
	return &tokens->all[index];
}

/* Makes room for more. */
void tertius_tokens_grow(TertiusTokens *tokens);

/* One more, to be filled; what it will point at must outlive @tokens. */
static inline TertiusToken *
tertius_tokens_append(TertiusTokens *tokens)
{
	if (tokens->n == tokens->room)
		tertius_tokens_grow(tokens);
	return &tokens->all[tokens->n++];
}

/* Keeps a copy of @word as long as the tokens live. */
const char *tertius_tokens_keep(TertiusTokens *tokens, const char *word);

/* Folds @length bytes of @text as tokens are. */
char *tertius_tokens_dup_folded(const char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusTokens, tertius_tokens_free)
