/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may stand at one place of a phrase.
 */
#include "detect/terms.h"

#include "base/error.h"
#include "detect/vocabulary.h"

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
	GPtrArray *all; /* TertiusTerm */
	/* Until they are sealed: */
	TertiusVocabulary *texts; /* numbers of all */
	/* of the term that is being read */
	TertiusTerm term;
	GString *text;
	GArray *words;    /* guint */
	GPtrArray *stems; /* char * */
	TertiusTokens *tokens;
};

static void
free_term(gpointer data)
{
	TertiusTerm *term = data;

	for (guint i = 0; i < term->n_stems; i++)
		g_free(term->stems[i]);
	g_free(term->stems);
	g_free(term);
}

TertiusTerms *
tertius_terms_new(void)
{
	TertiusTerms *terms = g_new0(TertiusTerms, 1);

	terms->all = g_ptr_array_new_with_free_func(free_term);
	terms->texts = tertius_vocabulary_new();
	terms->text = g_string_new(NULL);
	terms->words = g_array_new(FALSE, FALSE, sizeof(guint));
	terms->stems = g_ptr_array_new_with_free_func(g_free);
	terms->tokens = tertius_tokens_new();
	return terms;
}

void
tertius_terms_seal(TertiusTerms *terms)
{
	if (terms->texts == NULL)
		return;
	g_clear_pointer(&terms->texts, tertius_vocabulary_free);
	g_string_free(terms->text, TRUE);
	g_array_unref(terms->words);
	g_ptr_array_unref(terms->stems);
	tertius_tokens_free(terms->tokens);
}

void
tertius_terms_free(TertiusTerms *terms)
{
	if (terms == NULL)
		return;
	tertius_terms_seal(terms);
	g_ptr_array_unref(terms->all);
	g_free(terms);
}

/* --- reading --- */

static gboolean
refuse(GError **error, const char *what, const char *why)
{
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED, "'%s' %s",
	            what, why);
	return FALSE;
}

static gboolean
is_plain(const char *word)
{
	gsize n = 0;

	while (g_ascii_islower(word[n]))
		n++;
	return word[n] == '\0' && n > 0 && n < TERTIUS_TOKEN_WORD_MAX;
}

/* As a text would show it, lent; NULL where that would be two words. Most words
 * of the tables, of which there are tens of thousands, are as they will be. */
static const char *
show(TertiusTerms *terms, const char *word)
{
	TertiusTokens *tokens = terms->tokens;

	if (is_plain(word))
		return word;
	tertius_tokens_clear(tokens);
	tertius_tokens_add(tokens, word, 0);
	if (tokens->n != 1 ||
	    tertius_tokens_at(tokens, 0)->length != strlen(word))
		return NULL;
	return tertius_tokens_at(tokens, 0)->word;
}

static gboolean
add_stem(TertiusTerms *terms, const char *word, GError **error)
{
	g_autofree char *bare = g_strndup(word, strlen(word) - 1);
	const char *stem = show(terms, bare);

	if (stem == NULL)
		return refuse(error, word, "is not one word");
	if (strlen(stem) < TERTIUS_TERM_STEM_MIN)
		return refuse(error, word,
		              "has too few letters to know a word by");
	terms->term.sign.looks |= tertius_sign_key(tertius_term_key(stem));
	g_ptr_array_add(terms->stems, g_strdup(stem));
	return TRUE;
}

/* Among those of the term, which ascend: nearly always behind all of them. */
static void
insert_number(GArray *ascending, guint id)
{
	guint at = ascending->len;

	while (at > 0 && g_array_index(ascending, guint, at - 1) > id)
		at--;
	g_array_insert_val(ascending, at, id);
}

/* "word" or "stem~". What a text would show as two words can never be found
 * and is a slip of the table's writer. */
static gboolean
add_word(TertiusTerms *terms, const char *word, const TertiusWordBook *book,
         GError **error)
{
	gsize length = strlen(word);
	const char *shown;
	guint id;

	if (length > 1 && word[length - 1] == '~')
		return add_stem(terms, word, error);
	shown = show(terms, word);
	if (shown == NULL)
		return refuse(error, word, "is not one word");
	id = book->number(book->data, shown);
	terms->term.sign.words |= tertius_sign_word(id);
	insert_number(terms->words, id);
	return TRUE;
}

static gboolean
add_class(TertiusTerms *terms, const char *name, const TertiusWordBook *book,
          GError **error)
{
	gsize length = strlen(name);
	g_autofree char *bare =
		g_strndup(name + 1, length > 2 ? length - 2 : 0);
	const GPtrArray *words = book->find_class(book->data, bare);

	if (words == NULL) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "no class of words '%s'", name);
		return FALSE;
	}
	for (guint i = 0; i < words->len; i++) {
		if (!add_word(terms, words->pdata[i], book, error))
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
add_choice(TertiusTerms *terms, const char *choice, const TertiusWordBook *book,
           GError **error)
{
	if (choice[0] == '\0')
		return refuse(error, choice, "is an empty choice");
	if (choice[0] != '{')
		return add_word(terms, choice, book, error);
	return add_slot(&terms->term, choice) ||
	       add_class(terms, choice, book, error);
}

/* "a|b|{him}?" */
static gboolean
read_term(TertiusTerms *terms, const char *text, const TertiusWordBook *book,
          GError **error)
{
	char *next;

	terms->term = (TertiusTerm){ .is_gap = FALSE };
	g_array_set_size(terms->words, 0);
	g_ptr_array_set_size(terms->stems, 0);
	g_string_assign(terms->text, text);
	if (terms->text->len > 1 && g_str_has_suffix(text, "?")) {
		terms->term.optional = TRUE;
		g_string_truncate(terms->text, terms->text->len - 1);
	}
	next = terms->text->str;
	while (next != NULL) {
		const char *choice = next;

		next = strchr(choice, '|');
		if (next != NULL)
			*next++ = '\0';
		if (!add_choice(terms, choice, book, error))
			return FALSE;
	}
	return TRUE;
}

/* What was read, in just as much memory as it needs: its words stand behind
 * it. */
static TertiusTerm *
dup_term(TertiusTerms *terms)
{
	gsize bytes = terms->words->len * sizeof(guint);
	TertiusTerm *term = g_malloc(sizeof *term + bytes);

	*term = terms->term;
	term->n_words = terms->words->len;
	term->words = (guint *) (term + 1);
	if (bytes > 0)
		memcpy(term->words, terms->words->data, bytes);
	term->n_stems = terms->stems->len;
	if (term->n_stems > 0)
		term->stems = g_new(char *, term->n_stems);
	for (guint i = 0; i < term->n_stems; i++)
		term->stems[i] = g_steal_pointer(&terms->stems->pdata[i]);
	return term;
}

const TertiusTerm *
tertius_terms_get(TertiusTerms *terms, const char *text,
                  const TertiusWordBook *book, GError **error)
{
	guint number = tertius_vocabulary_find(terms->texts, text);

	if (number != 0)
		return terms->all->pdata[number - 1];
	if (!read_term(terms, text, book, error))
		return NULL;
	(void) tertius_vocabulary_add(terms->texts, text);
	g_ptr_array_add(terms->all, dup_term(terms));
	return terms->all->pdata[terms->all->len - 1];
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
