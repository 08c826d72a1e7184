/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may stand at one place of a phrase.
 */
#include "detect/terms.h"

#include "base/error.h"

#include <string.h>

G_STATIC_ASSERT(TERTIUS_TERM_LOOKS < 1 << 17); /* below the bits of keys */

static const struct {
	const char *slot;
	guint flags;
	gboolean repeats;
} slots[] = {
	{ "{name}", TERTIUS_TOKEN_NAME, TRUE },
	{ "{person}", TERTIUS_TOKEN_PERSON, TRUE },
	{ "{phone}", TERTIUS_TOKEN_PHONE, FALSE },
	{ "{email}", TERTIUS_TOKEN_EMAIL, FALSE },
	{ "{number}", TERTIUS_TOKEN_NUMBER, FALSE },
	{ "{link}", TERTIUS_TOKEN_URL, FALSE },
};

struct _TertiusTerms {
	GHashTable *all;  /* text -> TertiusTerm */
	GArray *words;    /* guint: of the term that is being read */
	GPtrArray *stems; /* char *: the same */
};

static void
free_term(gpointer data)
{
	TertiusTerm *term = data;

	g_free(term->words);
	for (guint i = 0; i < term->n_stems; i++)
		g_free(term->stems[i]);
	g_free(term->stems);
	g_free(term);
}

TertiusTerms *
tertius_terms_new(void)
{
	TertiusTerms *terms = g_new0(TertiusTerms, 1);

	terms->all = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
	                                   free_term);
	terms->words = g_array_new(FALSE, FALSE, sizeof(guint));
	terms->stems = g_ptr_array_new_with_free_func(g_free);
	return terms;
}

void
tertius_terms_free(TertiusTerms *terms)
{
	if (terms == NULL)
		return;
	g_hash_table_unref(terms->all);
	g_array_unref(terms->words);
	g_ptr_array_unref(terms->stems);
	g_free(terms);
}

/* --- reading --- */

typedef struct {
	TertiusTerms *terms;
	const TertiusWordBook *book;
	TertiusTerm *term;
} Reader;

static gboolean
refuse(GError **error, const char *what, const char *why)
{
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED, "'%s' %s",
	            what, why);
	return FALSE;
}

/* As a text would show it; NULL where that would be two words. Most words of the
 * tables, of which there are tens of thousands, are as they will be. */
static char *
dup_as_shown(const char *word, gsize length)
{
	g_autofree char *bare = g_strndup(word, length);
	g_autoptr(TertiusTokens) tokens = NULL;

	if (strspn(bare, "abcdefghijklmnopqrstuvwxyz") == length &&
	    length > 0 && length < TERTIUS_TOKEN_WORD_MAX)
		return g_steal_pointer(&bare);
	tokens = tertius_tokens_new();
	tertius_tokens_add(tokens, bare, 0);
	if (tokens->n != 1 ||
	    tertius_tokens_at(tokens, 0)->length != length)
		return NULL;
	return g_strdup(tertius_tokens_at(tokens, 0)->word);
}

/* "word" or "stem~". What a text would show as two words can never be found
 * and is a slip of the table's writer. */
static gboolean
add_word(Reader *reader, const char *word, GError **error)
{
	gsize length = strlen(word);
	gboolean stem = length > 1 && word[length - 1] == '~';
	g_autofree char *folded = dup_as_shown(word, length - (stem ? 1 : 0));
	TertiusSign *sign = &reader->term->sign;

	if (folded == NULL)
		return refuse(error, word, "is not one word");
	if (stem && strlen(folded) < TERTIUS_TERM_STEM_MIN)
		return refuse(error, word,
		              "has too few letters to know a word by");
	if (stem) {
		sign->looks |= tertius_sign_key(tertius_term_key(folded));
		g_ptr_array_add(reader->terms->stems, g_steal_pointer(&folded));
	} else {
		guint id = reader->book->number(reader->book->data, folded);

		sign->words |= tertius_sign_word(id);
		g_array_append_val(reader->terms->words, id);
	}
	return TRUE;
}

static gboolean
add_class(Reader *reader, const char *name, GError **error)
{
	gsize length = strlen(name);
	g_autofree char *bare =
		g_strndup(name + 1, length > 2 ? length - 2 : 0);
	const GPtrArray *words =
		reader->book->find_class(reader->book->data, bare);

	if (words == NULL) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "no class of words '%s'", name);
		return FALSE;
	}
	for (guint i = 0; i < words->len; i++) {
		if (!add_word(reader, words->pdata[i], error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
add_slot(TertiusTerm *term, const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(slots); i++) {
		if (strcmp(slots[i].slot, name) != 0)
			continue;
		term->flags |= slots[i].flags;
		term->sign.looks |= slots[i].flags;
		term->repeats = term->repeats || slots[i].repeats;
		return TRUE;
	}
	return FALSE;
}

static gboolean
add_choice(Reader *reader, const char *choice, GError **error)
{
	if (choice[0] != '{')
		return add_word(reader, choice, error);
	return add_slot(reader->term, choice) ||
	       add_class(reader, choice, error);
}

/* "a|b|{him}?" */
static gboolean
read_term(Reader *reader, const char *text, GError **error)
{
	g_autofree char *bare = g_strdup(text);
	gsize length = strlen(bare);
	g_auto(GStrv) choices = NULL;

	if (length > 1 && bare[length - 1] == '?') {
		reader->term->optional = TRUE;
		bare[length - 1] = '\0';
	}
	choices = g_strsplit(bare, "|", -1);
	for (guint i = 0; choices[i] != NULL; i++) {
		if (choices[i][0] == '\0') {
			g_set_error(error, TERTIUS_ERROR,
			            TERTIUS_ERROR_MALFORMED,
			            "an empty choice in '%s'", bare);
			return FALSE;
		}
		if (!add_choice(reader, choices[i], error))
			return FALSE;
	}
	return TRUE;
}

static int
compare_numbers(gconstpointer a, gconstpointer b)
{
	const guint *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Gives the term what was gathered, in arrays of just the size. */
static void
settle(TertiusTerms *terms, TertiusTerm *term)
{
	g_array_sort(terms->words, compare_numbers);
	term->n_words = terms->words->len;
	term->words = g_memdup2(terms->words->data,
	                        terms->words->len * sizeof(guint));
	term->n_stems = terms->stems->len;
	term->stems = g_new(char *, terms->stems->len);
	for (guint i = 0; i < term->n_stems; i++)
		term->stems[i] = g_steal_pointer(&terms->stems->pdata[i]);
}

const TertiusTerm *
tertius_terms_get(TertiusTerms *terms, const char *text,
                  const TertiusWordBook *book, GError **error)
{
	TertiusTerm *term = g_hash_table_lookup(terms->all, text);
	Reader reader = { terms, book, NULL };

	if (term != NULL)
		return term;
	g_array_set_size(terms->words, 0);
	g_ptr_array_set_size(terms->stems, 0);
	reader.term = g_new0(TertiusTerm, 1);
	if (!read_term(&reader, text, error)) {
		free_term(reader.term);
		return NULL;
	}
	settle(terms, reader.term);
	g_hash_table_insert(terms->all, g_strdup(text), reader.term);
	return reader.term;
}

const TertiusTerm *
tertius_term_gap(void)
{
	static const TertiusTerm gap = { .is_gap = TRUE, .optional = TRUE };

	return &gap;
}

/* --- asking --- */

static gboolean
holds_number(const TertiusTerm *term, guint id)
{
	guint from = 0, until = term->n_words;

	while (from < until) {
		guint middle = from + (until - from) / 2;

		if (term->words[middle] == id)
			return TRUE;
		if (term->words[middle] < id)
			from = middle + 1;
		else
			until = middle;
	}
	return FALSE;
}

gboolean
tertius_term_takes(const TertiusTerm *term, const TertiusToken *token)
{
	if (term->is_gap || (term->flags & token->flags) != 0)
		return TRUE;
	if ((term->sign.words & tertius_sign_word(token->id)) != 0 &&
	    holds_number(term, token->id))
		return TRUE;
	for (guint i = 0; i < term->n_stems; i++) {
		if (g_str_has_prefix(token->word, term->stems[i]))
			return TRUE;
	}
	return FALSE;
}
