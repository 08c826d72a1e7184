/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One phrase, compiled.
 */
#include "detect/pattern.h"

#include "base/error.h"

#include <string.h>

/* --- reading --- */

/* The places of a phrase, while it is read; @n counts on above the limit. */
typedef struct {
	guint n;
	gboolean at_start;
	const TertiusTerm *terms[TERTIUS_PATTERN_TERMS_MAX];
} Row;

static void
append(Row *row, const TertiusTerm *term)
{
	if (row->n < TERTIUS_PATTERN_TERMS_MAX)
		row->terms[row->n] = term;
	row->n++;
}

static gboolean
add_term(Row *row, const char *text, TertiusTerms *terms,
         const TertiusWordBook *book, GError **error)
{
	const TertiusTerm *term;

	if (strcmp(text, "^") == 0) {
		row->at_start = TRUE;
		return TRUE;
	}
	if (strspn(text, "_") == strlen(text)) {
		for (gsize i = 0; text[i] != '\0'; i++)
			append(row, tertius_term_gap());
		return TRUE;
	}
	term = tertius_terms_get(terms, text, book, error);
	if (term != NULL)
		append(row, term);
	return term != NULL;
}

static gboolean
check(const Row *row, const char *phrase, GError **error)
{
	if (row->n > 0 && row->n <= TERTIUS_PATTERN_TERMS_MAX &&
	    !row->terms[0]->is_gap) {
		for (guint i = 0; i < row->n; i++) {
			if (!row->terms[i]->optional)
				return TRUE;
		}
	}
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	            "no phrase, or too long a one: '%s'", phrase);
	return FALSE;
}

/* Adds the states that are reached over terms that may be missing. */
static guint64
close_states(const TertiusPattern *pattern, guint64 states)
{
	guint64 over = states & pattern->optional;

	while (over != 0) {
		over = (over << 1) & ~states;
		states |= over;
		over &= pattern->optional;
	}
	return states;
}

/* What is asked at each word of a text, once and for all. */
static void
prepare(TertiusPattern *pattern)
{
	guint64 gaps = 0;

	for (guint i = 0; i < pattern->n_terms; i++) {
		if (pattern->terms[i]->optional)
			pattern->optional |= (guint64) 1 << i;
		if (pattern->terms[i]->is_gap)
			gaps |= (guint64) 1 << i;
	}
	pattern->opening = close_states(pattern, 1) & ~gaps;
	for (guint i = 0; i < pattern->n_terms; i++) {
		if ((pattern->opening >> i & 1) != 0)
			tertius_sign_add(&pattern->first,
			                 &pattern->terms[i]->sign);
	}
}

TertiusPattern *
tertius_pattern_new(const char *family, const char *phrase, TertiusTerms *terms,
                    const TertiusWordBook *book, GError **error)
{
	g_autofree char *texts = g_strdup(phrase);
	Row row = { .n = 0 };
	TertiusPattern *pattern;
	char *next = texts;

	while (next != NULL) {
		const char *text = strsep(&next, " \t");

		if (text[0] != '\0' &&
		    !add_term(&row, text, terms, book, error))
			return NULL;
	}
	if (!check(&row, phrase, error))
		return NULL;
	pattern = g_malloc0(sizeof *pattern + row.n * sizeof(gpointer));
	pattern->family = g_intern_string(family);
	pattern->at_start = row.at_start;
	pattern->n_terms = row.n;
	memcpy(pattern->terms, row.terms, row.n * sizeof(gpointer));
	prepare(pattern);
	return pattern;
}

void
tertius_pattern_free(TertiusPattern *pattern)
{
	g_free(pattern);
}

/* --- matching --- */

/* @goes_on: the next token belongs to the same name. @named: the states that
 * took the end of a name. */
static guint64
step(const TertiusPattern *pattern, guint64 states, const TertiusToken *token,
     gboolean goes_on, guint64 *named)
{
	guint64 next = 0;

	*named = 0;
	states &= ~((guint64) 1 << pattern->n_terms);
	for (; states != 0; states &= states - 1) {
		guint i = (guint) __builtin_ctzll(states);
		const TertiusTerm *term = pattern->terms[i];

		if (!tertius_term_takes(term, token))
			continue;
		/* a name is taken whole */
		next |= (guint64) 1 << (term->repeats && goes_on ? i : i + 1);
		if (term->repeats && !goes_on)
			*named |= (guint64) 1 << i;
	}
	return close_states(pattern, next);
}

static gboolean
goes_on_at(const TertiusTokens *tokens, guint at)
{
	return at + 1 < tokens->n && (tertius_tokens_at(tokens, at + 1)->flags &
	                              TERTIUS_TOKEN_INSIDE) != 0;
}

/* Whether what follows token @at leads to another name. */
static gboolean
is_joined_at(const TertiusTokens *tokens, guint at)
{
	return at + 1 < tokens->n && (tertius_tokens_at(tokens, at + 1)->flags &
	                              TERTIUS_TOKEN_JOINS) != 0;
}

static gboolean
may_begin(const TertiusPattern *pattern, const TertiusToken *token)
{
	return (token->flags & TERTIUS_TOKEN_INSIDE) == 0 &&
	       (!pattern->at_start ||
	        (token->flags & TERTIUS_TOKEN_FIRST) != 0);
}

guint
tertius_pattern_match(const TertiusPattern *pattern,
                      const TertiusTokens *tokens, guint at)
{
	guint64 states = pattern->opening;
	guint64 accept = (guint64) 1 << pattern->n_terms;
	guint sentence = tertius_tokens_at(tokens, at)->sentence;
	guint64 again = 0; /* states that take another name after this token */
	guint joints = 0, end = 0;

	if (!may_begin(pattern, tertius_tokens_at(tokens, at)))
		return 0;
	for (guint i = at; states != 0 && i < tokens->n; i++) {
		const TertiusToken *token = tertius_tokens_at(tokens, i);
		guint64 named;

		if (token->sentence != sentence)
			break;
		states = again | step(pattern, states, token,
		                      goes_on_at(tokens, i), &named);
		if ((states & accept) != 0)
			end = i + 1;
		again = 0;
		if (named != 0 && is_joined_at(tokens, i) &&
		    joints++ < TERTIUS_PATTERN_JOINTS_MAX)
			again = named;
	}
	return end;
}
