/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One phrase, compiled.
 */
#include "detect/pattern.h"

#include "base/error.h"

#include <string.h>

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

static void
clear_element(gpointer data)
{
	TertiusElement *element = data;

	g_clear_pointer(&element->words, g_array_unref);
	g_clear_pointer(&element->stems, g_ptr_array_unref);
}

void
tertius_pattern_free(TertiusPattern *pattern)
{
	if (pattern == NULL)
		return;
	g_array_unref(pattern->elements);
	g_free(pattern);
}

static int
compare_numbers(gconstpointer a, gconstpointer b)
{
	const guint *x = a, *y = b;

	return (*x > *y) - (*x < *y);
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
	if (tokens->list->len != 1 ||
	    tertius_tokens_at(tokens, 0)->length != length)
		return NULL;
	return g_strdup(tertius_tokens_at(tokens, 0)->word);
}

/* "word" or "stem~". What a text would show as two words can never be found
 * and is a slip of the table's writer. */
static gboolean
add_word(TertiusElement *element, const char *word, const TertiusWordBook *book,
         GError **error)
{
	gsize length = strlen(word);
	gboolean stem = length > 1 && word[length - 1] == '~';
	g_autofree char *folded = dup_as_shown(word, length - (stem ? 1 : 0));

	if (folded == NULL) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "'%s' is not one word", word);
		return FALSE;
	}
	if (stem && strlen(folded) < TERTIUS_PATTERN_STEM_MIN) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "'%s' has too few letters to know a word by", word);
		return FALSE;
	}
	if (stem) {
		g_ptr_array_add(element->stems, g_steal_pointer(&folded));
	} else {
		guint id = book->number(book->data, folded);

		g_array_append_val(element->words, id);
		element->hint |= (guint64) 1 << id % 64;
	}
	return TRUE;
}

static gboolean
add_class(TertiusElement *element, const char *name,
          const TertiusWordBook *book, GError **error)
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
		if (!add_word(element, words->pdata[i], book, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
add_slot(TertiusElement *element, const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(slots); i++) {
		if (strcmp(slots[i].slot, name) != 0)
			continue;
		element->flags |= slots[i].flags;
		element->repeats = element->repeats || slots[i].repeats;
		return TRUE;
	}
	return FALSE;
}

/* "a|b|{him}?" */
static gboolean
fill_element(TertiusElement *element, char *term, const TertiusWordBook *book,
             GError **error)
{
	gsize length = strlen(term);
	g_auto(GStrv) choices = NULL;

	if (length > 1 && term[length - 1] == '?') {
		element->optional = TRUE;
		term[length - 1] = '\0';
	}
	choices = g_strsplit(term, "|", -1);
	for (guint i = 0; choices[i] != NULL; i++) {
		gsize size = strlen(choices[i]);

		if (size == 0) {
			g_set_error(error, TERTIUS_ERROR,
			            TERTIUS_ERROR_MALFORMED,
			            "an empty choice in '%s'", term);
			return FALSE;
		}
		if (choices[i][0] != '{') {
			if (!add_word(element, choices[i], book, error))
				return FALSE;
		} else if (!add_slot(element, choices[i]) &&
		           !add_class(element, choices[i], book, error)) {
			return FALSE;
		}
	}
	g_array_sort(element->words, compare_numbers);
	return TRUE;
}

static void
add_gap(TertiusPattern *pattern, gsize words)
{
	for (gsize i = 0; i < words; i++) {
		TertiusElement gap = { .kind = TERTIUS_ELEMENT_ANY,
			               .optional = TRUE };

		g_array_append_val(pattern->elements, gap);
	}
}

static gboolean
add_term(TertiusPattern *pattern, char *term, const TertiusWordBook *book,
         GError **error)
{
	TertiusElement element = { .kind = TERTIUS_ELEMENT_WORDS };

	if (strspn(term, "_") == strlen(term)) {
		add_gap(pattern, strlen(term));
		return TRUE;
	}
	element.words = g_array_new(FALSE, FALSE, sizeof(guint));
	element.stems = g_ptr_array_new_with_free_func(g_free);
	if (!fill_element(&element, term, book, error)) {
		clear_element(&element);
		return FALSE;
	}
	g_array_append_val(pattern->elements, element);
	return TRUE;
}

static const TertiusElement *
element_at(const TertiusPattern *pattern, guint index)
{
	return &g_array_index(pattern->elements, TertiusElement, index);
}

static gboolean
check(const TertiusPattern *pattern, const char *phrase, GError **error)
{
	guint n = pattern->elements->len;

	if (n > 0 && n <= TERTIUS_PATTERN_ELEMENTS_MAX &&
	    element_at(pattern, 0)->kind != TERTIUS_ELEMENT_ANY) {
		for (guint i = 0; i < n; i++) {
			if (!element_at(pattern, i)->optional)
				return TRUE;
		}
	}
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	            "no phrase, or too long a one: '%s'", phrase);
	return FALSE;
}

/* Adds the states that are reached over elements that may be missing. */
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
	for (guint i = 0; i < pattern->elements->len; i++) {
		const TertiusElement *element = element_at(pattern, i);

		if (element->optional)
			pattern->optional |= (guint64) 1 << i;
		if (element->kind == TERTIUS_ELEMENT_ANY)
			pattern->gaps |= (guint64) 1 << i;
	}
	pattern->opening = close_states(pattern, 1) & ~pattern->gaps;
	for (guint i = 0; i < pattern->elements->len; i++) {
		const TertiusElement *element = element_at(pattern, i);

		if ((pattern->opening >> i & 1) == 0)
			continue;
		pattern->opening_hint |= element->hint;
		pattern->opening_flags |= element->flags;
		if (element->stems->len > 0)
			pattern->opening_hint = G_MAXUINT64;
	}
}

TertiusPattern *
tertius_pattern_new(const char *family, const char *phrase,
                    const TertiusWordBook *book, GError **error)
{
	g_autoptr(TertiusPattern) pattern = g_new0(TertiusPattern, 1);
	g_auto(GStrv) terms = g_strsplit_set(phrase, " \t", -1);

	pattern->family = g_intern_string(family);
	pattern->elements = g_array_new(FALSE, FALSE, sizeof(TertiusElement));
	g_array_set_clear_func(pattern->elements, clear_element);
	for (guint i = 0; terms[i] != NULL; i++) {
		if (terms[i][0] == '\0')
			continue;
		if (strcmp(terms[i], "^") == 0)
			pattern->at_start = TRUE;
		else if (!add_term(pattern, terms[i], book, error))
			return NULL;
	}
	if (!check(pattern, phrase, error))
		return NULL;
	prepare(pattern);
	return g_steal_pointer(&pattern);
}

static gboolean
holds_number(const GArray *ascending, guint id)
{
	guint from = 0, until = ascending->len;

	while (from < until) {
		guint middle = from + (until - from) / 2;
		guint there = g_array_index(ascending, guint, middle);

		if (there == id)
			return TRUE;
		if (there < id)
			from = middle + 1;
		else
			until = middle;
	}
	return FALSE;
}

gboolean
tertius_element_takes(const TertiusElement *element, const TertiusToken *token)
{
	if (element->kind == TERTIUS_ELEMENT_ANY)
		return TRUE;
	if ((element->flags & token->flags) != 0)
		return TRUE;
	if ((element->hint >> token->id % 64 & 1) != 0 &&
	    holds_number(element->words, token->id))
		return TRUE;
	for (guint i = 0; i < element->stems->len; i++) {
		if (g_str_has_prefix(token->word, element->stems->pdata[i]))
			return TRUE;
	}
	return FALSE;
}

/* @goes_on: the next token belongs to the same name. @named: the states that
 * took the end of a name. */
static guint64
step(const TertiusPattern *pattern, guint64 states, const TertiusToken *token,
     gboolean goes_on, guint64 *named)
{
	guint64 next = 0;

	*named = 0;
	states &= ~((guint64) 1 << pattern->elements->len);
	for (; states != 0; states &= states - 1) {
		guint i = (guint) __builtin_ctzll(states);
		const TertiusElement *element = element_at(pattern, i);

		if (!tertius_element_takes(element, token))
			continue;
		/* a name is taken whole */
		next |= (guint64) 1
		        << (element->repeats && goes_on ? i : i + 1);
		if (element->repeats && !goes_on)
			*named |= (guint64) 1 << i;
	}
	return close_states(pattern, next);
}

static gboolean
goes_on_at(const TertiusTokens *tokens, guint at)
{
	return at + 1 < tokens->list->len &&
	       (tertius_tokens_at(tokens, at + 1)->flags &
	        TERTIUS_TOKEN_INSIDE) != 0;
}

/* Whether what follows token @at leads to another name. */
static gboolean
is_joined_at(const TertiusTokens *tokens, guint at)
{
	return at + 1 < tokens->list->len &&
	       (tertius_tokens_at(tokens, at + 1)->flags &
	        TERTIUS_TOKEN_JOINS) != 0;
}

guint
tertius_pattern_match(const TertiusPattern *pattern,
                      const TertiusTokens *tokens, guint at)
{
	guint64 states = pattern->opening;
	guint64 accept = (guint64) 1 << pattern->elements->len;
	guint sentence = tertius_tokens_at(tokens, at)->sentence;
	guint64 again = 0; /* states that take another name after this token */
	guint joints = 0, end = 0;

	if (!tertius_pattern_may_begin(pattern, tertius_tokens_at(tokens, at)))
		return 0;
	for (guint i = at; states != 0 && i < tokens->list->len; i++) {
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
