/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The phrase tables.
 */
#include "detect/phrases.h"

#include "base/error.h"
#include "detect/data.h"
#include "detect/pattern.h"

#include <string.h>

/* A beginning of a word has at least so many letters, so that one knows it by
 * them. */
#define STEM_MIN 3

/* Letters of the shorter piece of a torn word. */
#define TORN_PIECE_MAX 3

typedef struct {
	char *code;
	GHashTable *classes; /* name -> GPtrArray of char * */
	GHashTable *common;  /* numbers of the commonest words */
	GHashTable *used;    /* numbers of the words in its phrases */
	GPtrArray *patterns; /* TertiusPattern */
	/* Where a phrase may begin: by number of the word, by the first letters
	 * of a stem, by flags. Values are GPtrArray of TertiusPattern. */
	GHashTable *by_word;
	GHashTable *by_stem;
	GPtrArray *by_flags;
} Language;

struct _TertiusPhrases {
	GHashTable *vocabulary;  /* folded word -> number */
	GPtrArray *languages;    /* Language */
	GHashTable *first_names; /* folded words */
	GHashTable *nicknames;   /* "bob robert" */
};

static void
free_list(gpointer list)
{
	g_ptr_array_unref(list);
}

static void
free_pattern(gpointer pattern)
{
	tertius_pattern_free(pattern);
}

static void
free_language(gpointer data)
{
	Language *language = data;

	g_free(language->code);
	g_hash_table_unref(language->classes);
	g_hash_table_unref(language->common);
	g_hash_table_unref(language->used);
	g_hash_table_unref(language->by_word);
	g_hash_table_unref(language->by_stem);
	g_ptr_array_unref(language->by_flags);
	g_ptr_array_unref(language->patterns);
	g_free(language);
}

static Language *
language_new(void)
{
	Language *language = g_new0(Language, 1);

	language->classes = g_hash_table_new_full(g_str_hash, g_str_equal,
	                                          g_free, free_list);
	language->common = g_hash_table_new(NULL, NULL);
	language->used = g_hash_table_new(NULL, NULL);
	language->patterns = g_ptr_array_new_with_free_func(free_pattern);
	language->by_word = g_hash_table_new_full(NULL, NULL, NULL, free_list);
	language->by_stem = g_hash_table_new_full(g_str_hash, g_str_equal,
	                                          g_free, free_list);
	language->by_flags = g_ptr_array_new();
	return language;
}

static const Language *
language_at(const TertiusPhrases *phrases, guint index)
{
	return phrases->languages->pdata[index];
}

/* --- words and their numbers --- */

static guint
number_word(gpointer data, const char *word)
{
	TertiusPhrases *phrases = data;
	gpointer id = g_hash_table_lookup(phrases->vocabulary, word);

	if (id == NULL) {
		id = GUINT_TO_POINTER(g_hash_table_size(phrases->vocabulary) +
		                      1);
		g_hash_table_insert(phrases->vocabulary, g_strdup(word), id);
	}
	return GPOINTER_TO_UINT(id);
}

typedef struct {
	TertiusPhrases *phrases;
	Language *language;
} Reading;

static guint
number_read_word(gpointer data, const char *word)
{
	Reading *reading = data;
	guint id = number_word(reading->phrases, word);

	g_hash_table_add(reading->language->used, GUINT_TO_POINTER(id));
	return id;
}

static const GPtrArray *
find_class(gpointer data, const char *name)
{
	Reading *reading = data;

	return g_hash_table_lookup(reading->language->classes, name);
}

/* --- where phrases begin --- */

static void
index_under(GHashTable *table, gpointer key, TertiusPattern *pattern)
{
	GPtrArray *list = g_hash_table_lookup(table, key);

	if (list == NULL) {
		list = g_ptr_array_new();
		g_hash_table_insert(table, key, list);
	}
	g_ptr_array_add(list, pattern);
}

static void
index_element(Language *language, TertiusPattern *pattern,
              const TertiusElement *element)
{
	for (guint i = 0; i < element->words->len; i++)
		index_under(language->by_word,
		            GUINT_TO_POINTER(
				    g_array_index(element->words, guint, i)),
		            pattern);
	for (guint i = 0; i < element->stems->len; i++) {
		char *key = g_strndup(element->stems->pdata[i], STEM_MIN);
		GPtrArray *list = g_hash_table_lookup(language->by_stem, key);

		if (list == NULL) {
			list = g_ptr_array_new();
			g_hash_table_insert(language->by_stem, key, list);
		} else {
			g_free(key);
		}
		g_ptr_array_add(list, pattern);
	}
	if (element->flags != 0)
		g_ptr_array_add(language->by_flags, pattern);
}

static void
index_pattern(Language *language, TertiusPattern *pattern)
{
	for (guint i = 0; i < pattern->elements->len; i++) {
		const TertiusElement *element =
			&g_array_index(pattern->elements, TertiusElement, i);

		if (element->kind != TERTIUS_ELEMENT_ANY)
			index_element(language, pattern, element);
		if (!element->optional)
			return;
	}
}

/* --- reading a table --- */

static void
read_class(Language *language, const char *line)
{
	g_auto(GStrv) words = g_strsplit_set(line, " \t=", -1);
	GPtrArray *list = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 1; words[i] != NULL; i++) {
		if (words[i][0] != '\0')
			g_ptr_array_add(list, g_strdup(words[i]));
	}
	g_hash_table_insert(language->classes, g_strdup(words[0]), list);
}

static void
read_common(Reading *reading, const char *line)
{
	g_auto(GStrv) words = g_strsplit_set(line, " \t", -1);

	for (guint i = 0; words[i] != NULL; i++) {
		g_autofree char *folded =
			tertius_tokens_dup_folded(words[i], strlen(words[i]));

		if (folded[0] != '\0')
			g_hash_table_add(reading->language->common,
			                 GUINT_TO_POINTER(number_word(
						 reading->phrases, folded)));
	}
}

static void
read_first_names(TertiusPhrases *phrases, const char *line)
{
	g_auto(GStrv) words = g_strsplit_set(line, " \t", -1);

	for (guint i = 0; words[i] != NULL; i++)
		g_hash_table_add(
			phrases->first_names,
			tertius_tokens_dup_folded(words[i], strlen(words[i])));
}

/* "robert = bob rob": all of these are first names, too. */
static void
read_nicknames(TertiusPhrases *phrases, const char *line)
{
	g_auto(GStrv) words = g_strsplit_set(line, " \t=", -1);

	read_first_names(phrases, words[0]);
	for (guint i = 1; words[i] != NULL; i++) {
		if (words[i][0] == '\0')
			continue;
		read_first_names(phrases, words[i]);
		g_hash_table_add(phrases->nicknames,
		                 g_strdup_printf("%s %s", words[i], words[0]));
	}
}

static gboolean
read_phrase(Reading *reading, const char *family, const char *line,
            GError **error)
{
	const TertiusWordBook book = { number_read_word, find_class, reading };
	TertiusPattern *pattern =
		tertius_pattern_new(family, line, &book, error);

	if (pattern == NULL)
		return FALSE;
	g_ptr_array_add(reading->language->patterns, pattern);
	index_pattern(reading->language, pattern);
	return TRUE;
}

static gboolean
read_line(Reading *reading, const char *section, const char *line,
          GError **error)
{
	if (strcmp(section, "language") == 0) {
		g_free(reading->language->code);
		reading->language->code = g_strdup(line);
	} else if (strcmp(section, "classes") == 0) {
		read_class(reading->language, line);
	} else if (strcmp(section, "common") == 0) {
		read_common(reading, line);
	} else if (strcmp(section, "first-names") == 0) {
		read_first_names(reading->phrases, line);
	} else if (strcmp(section, "nicknames") == 0) {
		read_nicknames(reading->phrases, line);
	} else {
		return read_phrase(reading, section, line, error);
	}
	return TRUE;
}

gboolean
tertius_phrases_add_table(TertiusPhrases *phrases, const char *table,
                          GError **error)
{
	g_auto(GStrv) lines = g_strsplit(table, "\n", -1);
	g_autofree char *section = g_strdup("language");
	Reading reading = { phrases, language_new() };

	g_ptr_array_add(phrases->languages, reading.language);
	for (guint i = 0; lines[i] != NULL; i++) {
		char *line = g_strstrip(lines[i]);
		gsize length = strlen(line);

		if (line[0] == '\0' || line[0] == '#')
			continue;
		if (line[0] == '[' && line[length - 1] == ']') {
			g_free(section);
			section = g_strndup(line + 1, length - 2);
		} else if (!read_line(&reading, section, line, error)) {
			g_prefix_error(error, "line %u: ", i + 1);
			return FALSE;
		}
	}
	return TRUE;
}

TertiusPhrases *
tertius_phrases_new_empty(void)
{
	TertiusPhrases *phrases = g_new0(TertiusPhrases, 1);

	phrases->vocabulary =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	phrases->first_names =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	phrases->nicknames =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	phrases->languages = g_ptr_array_new_with_free_func(free_language);
	return phrases;
}

static gboolean
add_resource(TertiusPhrases *phrases, const char *name, GError **error)
{
	g_autofree char *path = g_strconcat("phrases/", name, NULL);
	g_autofree char *table = tertius_detect_data_dup(path, error);

	if (table == NULL)
		return FALSE;
	if (tertius_phrases_add_table(phrases, table, error))
		return TRUE;
	g_prefix_error(error, "%s: ", name);
	return FALSE;
}

TertiusPhrases *
tertius_phrases_new(const char *const *languages, GError **error)
{
	g_autoptr(TertiusPhrases) phrases = tertius_phrases_new_empty();
	g_auto(GStrv) names = tertius_detect_data_list("phrases/");

	for (guint i = 0; names[i] != NULL; i++) {
		g_autofree char *code =
			g_strndup(names[i], strcspn(names[i], "."));

		if (languages != NULL && !g_strv_contains(languages, code))
			continue;
		if (!add_resource(phrases, names[i], error))
			return NULL;
	}
	return g_steal_pointer(&phrases);
}

void
tertius_phrases_free(TertiusPhrases *phrases)
{
	if (phrases == NULL)
		return;
	g_hash_table_unref(phrases->vocabulary);
	g_hash_table_unref(phrases->first_names);
	g_hash_table_unref(phrases->nicknames);
	g_ptr_array_unref(phrases->languages);
	g_free(phrases);
}

/* --- asking --- */

static guint
number_of(const TertiusPhrases *phrases, const char *word)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(phrases->vocabulary, word));
}

/* Scanned mail has words torn in two: "con tact", "t ouch". Of two pieces with
 * nothing but a blank between, one short and one unknown, that make a known
 * word together. */
static gboolean
is_torn(const TertiusToken *one, const TertiusToken *other)
{
	const guint marks = TERTIUS_TOKEN_COMMA | TERTIUS_TOKEN_BREAK |
	                    TERTIUS_TOKEN_CAPITAL | TERTIUS_TOKEN_SUBJECT;

	return (one->id == 0 || other->id == 0) &&
	       (one->length <= TORN_PIECE_MAX ||
	        other->length <= TORN_PIECE_MAX) &&
	       one->sentence == other->sentence &&
	       (other->flags & marks) == 0 &&
	       other->start == one->start + one->length + 1 &&
	       one->length + other->length < TERTIUS_TOKEN_WORD_MAX &&
	       g_ascii_isalpha(one->word[0]) && g_ascii_isalpha(other->word[0]);
}

/* Makes @one of both pieces, if that is a word. */
static gboolean
join_torn(const TertiusPhrases *phrases, TertiusTokens *tokens,
          TertiusToken *one, const TertiusToken *other)
{
	char word[2 * TERTIUS_TOKEN_WORD_MAX + 1];
	guint id;

	(void) g_snprintf(word, sizeof word, "%s%s", one->word, other->word);
	id = number_of(phrases, word);
	if (id == 0)
		return FALSE;
	one->id = id;
	one->word = g_string_chunk_insert(tokens->words, word);
	one->length += 1 + other->length;
	return TRUE;
}

void
tertius_phrases_number(const TertiusPhrases *phrases, TertiusTokens *tokens)
{
	guint kept = 0;

	for (guint i = 0; i < tokens->list->len; i++) {
		TertiusToken *token = tertius_tokens_at(tokens, i);

		token->id = number_of(phrases, token->word);
		if (kept > 0 &&
		    is_torn(tertius_tokens_at(tokens, kept - 1), token) &&
		    join_torn(phrases, tokens,
		              tertius_tokens_at(tokens, kept - 1), token))
			continue;
		*tertius_tokens_at(tokens, kept++) = *token;
	}
	g_array_set_size(tokens->list, kept);
}

guint
tertius_phrases_n_languages(const TertiusPhrases *phrases)
{
	return phrases->languages->len;
}

const char *
tertius_phrases_language(const TertiusPhrases *phrases, guint language)
{
	return language_at(phrases, language)->code;
}

gboolean
tertius_phrases_is_common(const TertiusPhrases *phrases, guint language,
                          guint id)
{
	return id != 0 &&
	       g_hash_table_contains(language_at(phrases, language)->common,
	                             GUINT_TO_POINTER(id));
}

gboolean
tertius_phrases_uses(const TertiusPhrases *phrases, guint language, guint id)
{
	return id != 0 &&
	       g_hash_table_contains(language_at(phrases, language)->used,
	                             GUINT_TO_POINTER(id));
}

gboolean
tertius_phrases_in_class(const TertiusPhrases *phrases, guint language,
                         const char *name, const TertiusToken *token)
{
	const GPtrArray *words = g_hash_table_lookup(
		language_at(phrases, language)->classes, name);

	for (guint i = 0; words != NULL && i < words->len; i++) {
		if (strcmp(words->pdata[i], token->word) == 0)
			return TRUE;
	}
	return FALSE;
}

gboolean
tertius_phrases_is_first_name(const TertiusPhrases *phrases, const char *word)
{
	return g_hash_table_contains(phrases->first_names, word);
}

gboolean
tertius_phrases_is_nickname(const TertiusPhrases *phrases, const char *one,
                            const char *other)
{
	char pair[2 * TERTIUS_TOKEN_WORD_MAX + 20];

	(void) g_snprintf(pair, sizeof pair, "%s %s", one, other);
	if (g_hash_table_contains(phrases->nicknames, pair))
		return TRUE;
	(void) g_snprintf(pair, sizeof pair, "%s %s", other, one);
	return g_hash_table_contains(phrases->nicknames, pair);
}

/* --- finding --- */

static void
try_all(const GPtrArray *patterns, const TertiusTokens *tokens, guint at,
        GArray *finds)
{
	for (guint i = 0; patterns != NULL && i < patterns->len &&
	                  finds->len < TERTIUS_PHRASES_FINDS_MAX;
	     i++) {
		const TertiusPattern *pattern = patterns->pdata[i];
		TertiusFind find = { pattern->family, at, 0 };

		find.end = tertius_pattern_match(pattern, tokens, at);
		if (find.end > 0)
			g_array_append_val(finds, find);
	}
}

GArray *
tertius_phrases_find(const TertiusPhrases *phrases, guint language,
                     const TertiusTokens *tokens)
{
	const Language *known = language_at(phrases, language);
	GArray *finds = g_array_new(FALSE, FALSE, sizeof(TertiusFind));

	for (guint i = 0; i < tokens->list->len; i++) {
		const TertiusToken *token = tertius_tokens_at(tokens, i);
		char stem[STEM_MIN + 1] = "";

		if (token->id != 0)
			try_all(g_hash_table_lookup(
					known->by_word,
					GUINT_TO_POINTER(token->id)),
			        tokens, i, finds);
		(void) g_strlcpy(stem, token->word, sizeof stem);
		try_all(g_hash_table_lookup(known->by_stem, stem), tokens, i,
		        finds);
		if ((token->flags &
		     (TERTIUS_TOKEN_NAME | TERTIUS_TOKEN_PHONE |
		      TERTIUS_TOKEN_EMAIL | TERTIUS_TOKEN_NUMBER |
		      TERTIUS_TOKEN_URL)) != 0)
			try_all(known->by_flags, tokens, i, finds);
	}
	return finds;
}
