/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The phrase tables.
 */
#include "detect/phrases.h"

#include "base/data.h"
#include "base/error.h"
#include "detect/phrase-index.h"
#include "detect/turns.h"
#include "detect/vocabulary.h"

#include <string.h>

/* Letters of the shorter piece of a torn word. */
#define TORN_PIECE_MAX 3

/* The end of the name of what people say of themselves. */
#define TABLES "detect/phrases/"
#define SELF   ".self.ini"

struct _TertiusWordClass {
	GPtrArray *words;       /* char *, as the table has them */
	TertiusVocabulary *set; /* the same */
};

typedef struct {
	char *code;
	GHashTable *classes; /* name -> TertiusWordClass */
	GHashTable *traits;
	TertiusTerms *terms; /* lent to the phrases of the index */
	TertiusPhraseIndex *index;
} Language;

/* Which languages know a word, a bit each. */
typedef struct {
	guint32 common; /* as one of their commonest */
	guint32 used;   /* in one of their phrases */
} Knowledge;

struct _TertiusPhrases {
	TertiusVocabulary *vocabulary; /* of folded words */
	GArray *knowledge;             /* Knowledge, by number of the word */
	GPtrArray *languages;          /* Language */
	TertiusVocabulary *first_names;
	TertiusVocabulary *nicknames; /* "bob robert" */
};

static void
free_class(gpointer data)
{
	TertiusWordClass *class = data;

	tertius_vocabulary_free(class->set);
	g_ptr_array_unref(class->words);
	g_free(class);
}

static void
free_language(gpointer data)
{
	Language *language = data;

	g_free(language->code);
	g_hash_table_unref(language->classes);
	g_hash_table_unref(language->traits);
	tertius_phrase_index_free(language->index);
	tertius_terms_free(language->terms);
	g_free(language);
}

static Language *
language_new(void)
{
	Language *language = g_new0(Language, 1);

	language->classes = g_hash_table_new_full(g_str_hash, g_str_equal,
	                                          g_free, free_class);
	language->traits =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	language->terms = tertius_terms_new();
	language->index = tertius_phrase_index_new();
	return language;
}

static const Language *
language_at(const TertiusPhrases *phrases, guint index)
{
	return phrases->languages->pdata[index];
}

/* --- words and their numbers --- */

static Knowledge *
knowledge_of(const TertiusPhrases *phrases, guint id)
{
	return &g_array_index(phrases->knowledge, Knowledge, id);
}

static guint
number_word(TertiusPhrases *phrases, const char *word)
{
	guint id = tertius_vocabulary_add(phrases->vocabulary, word);

	if (id >= phrases->knowledge->len)
		g_array_set_size(phrases->knowledge, id + 1);
	return id;
}

typedef struct {
	TertiusPhrases *phrases;
	Language *language;
	TertiusTurns *turns;
	guint32 bit; /* of the language */
} Reading;

static guint
number_read_word(gpointer data, const char *word)
{
	Reading *reading = data;
	guint id = number_word(reading->phrases, word);

	knowledge_of(reading->phrases, id)->used |= reading->bit;
	return id;
}

static gboolean
is_common(gpointer data, guint id)
{
	const Reading *reading = data;

	return (knowledge_of(reading->phrases, id)->common & reading->bit) != 0;
}

static const GPtrArray *
find_class(gpointer data, const char *name)
{
	Reading *reading = data;
	const TertiusWordClass *class =
		g_hash_table_lookup(reading->language->classes, name);

	return class != NULL ? class->words : NULL;
}

/* --- reading a table --- */

/* Terms that were read keep the words that a class has then: it has no others
 * later. */
static gboolean
read_class(Language *language, const char *line, GError **error)
{
	g_auto(GStrv) words = g_strsplit_set(line, " \t=", -1);
	TertiusWordClass *class;

	if (g_hash_table_contains(language->classes, words[0])) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "the class '%s' is told twice", words[0]);
		return FALSE;
	}
	class = g_new0(TertiusWordClass, 1);
	class->words = g_ptr_array_new_with_free_func(g_free);
	class->set = tertius_vocabulary_new_lent();
	for (guint i = 1; words[i] != NULL; i++) {
		char *word = words[i][0] != '\0' ? g_strdup(words[i]) : NULL;

		if (word == NULL)
			continue;
		g_ptr_array_add(class->words, word);
		(void) tertius_vocabulary_add(class->set, word);
	}
	g_hash_table_insert(language->classes, g_strdup(words[0]), class);
	return TRUE;
}

static void
read_common(Reading *reading, const char *line)
{
	g_auto(GStrv) words = g_strsplit_set(line, " \t", -1);

	for (guint i = 0; words[i] != NULL; i++) {
		g_autofree char *folded =
			tertius_tokens_dup_folded(words[i], strlen(words[i]));

		if (folded[0] != '\0')
			knowledge_of(reading->phrases,
			             number_word(reading->phrases, folded))
				->common |= reading->bit;
	}
}

static void
read_first_names(TertiusPhrases *phrases, const char *line)
{
	g_auto(GStrv) words = g_strsplit_set(line, " \t", -1);

	for (guint i = 0; words[i] != NULL; i++) {
		g_autofree char *folded =
			tertius_tokens_dup_folded(words[i], strlen(words[i]));

		(void) tertius_vocabulary_add(phrases->first_names, folded);
	}
}

/* "robert = bob rob": all of these are first names, too. */
static void
read_nicknames(TertiusPhrases *phrases, const char *line)
{
	g_auto(GStrv) words = g_strsplit_set(line, " \t=", -1);
	g_autofree char *whole =
		tertius_tokens_dup_folded(words[0], strlen(words[0]));

	read_first_names(phrases, words[0]);
	for (guint i = 1; words[i] != NULL; i++) {
		g_autofree char *nick =
			tertius_tokens_dup_folded(words[i], strlen(words[i]));
		g_autofree char *pair = g_strconcat(nick, " ", whole, NULL);

		if (nick[0] == '\0')
			continue;
		read_first_names(phrases, words[i]);
		(void) tertius_vocabulary_add(phrases->nicknames, pair);
	}
}

/* @line, and each way of saying its turns. */
static gboolean
read_phrase(Reading *reading, const char *family, const char *line,
            GError **error)
{
	const TertiusWordBook book = { number_read_word, find_class, reading };
	g_autoptr(GPtrArray) variants =
		tertius_turns_spell(reading->turns, line, error);

	for (guint i = 0; variants != NULL && i < variants->len; i++) {
		TertiusPattern *pattern = tertius_pattern_new(
			family, variants->pdata[i], reading->language->terms,
			&book, error);

		if (pattern == NULL)
			return FALSE;
		tertius_phrase_index_take(reading->language->index, pattern);
	}
	return variants != NULL;
}

static gboolean
read_line(Reading *reading, const char *section, const char *line,
          GError **error)
{
	if (!g_utf8_validate(line, -1, NULL)) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "this is not UTF-8");
		return FALSE;
	}
	if (strcmp(section, "language") == 0) {
		g_free(reading->language->code);
		reading->language->code = g_strdup(line);
	} else if (strcmp(section, "traits") == 0) {
		g_hash_table_add(reading->language->traits, g_strdup(line));
	} else if (strcmp(section, "classes") == 0) {
		return read_class(reading->language, line, error);
	} else if (strcmp(section, "turns") == 0) {
		return tertius_turns_add(reading->turns, line, error);
	} else if (strcmp(section, "common") == 0) {
		read_common(reading, line);
	} else if (strcmp(section, "first-names") == 0) {
		read_first_names(reading->phrases, line);
	} else if (strcmp(section, "nicknames") == 0) {
		read_nicknames(reading->phrases, line);
	} else if (!g_str_has_prefix(section, "mark/")) {
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
	g_autoptr(TertiusTurns) turns = tertius_turns_new();
	Reading reading = { phrases, language_new(), turns, 0 };

	g_assert(phrases->languages->len < TERTIUS_PHRASES_LANGUAGES_MAX);
	reading.bit = (guint32) 1 << phrases->languages->len;
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
	tertius_phrase_index_seal(reading.language->index, is_common, &reading);
	tertius_terms_seal(reading.language->terms);
	return TRUE;
}

TertiusPhrases *
tertius_phrases_new_empty(void)
{
	TertiusPhrases *phrases = g_new0(TertiusPhrases, 1);

	phrases->vocabulary = tertius_vocabulary_new();
	phrases->knowledge = g_array_new(FALSE, TRUE, sizeof(Knowledge));
	g_array_set_size(phrases->knowledge, 1);
	phrases->first_names = tertius_vocabulary_new();
	phrases->nicknames = tertius_vocabulary_new();
	phrases->languages = g_ptr_array_new_with_free_func(free_language);
	return phrases;
}

/* A language's table, and what stands apart of it: lines are numbered
 * through. */
static gboolean
add_language(TertiusPhrases *phrases, const char *code, GError **error)
{
	g_autofree char *path = g_strconcat(TABLES, code, ".ini", NULL);
	g_autofree char *self = g_strconcat(TABLES, code, SELF, NULL);
	g_autofree char *whole =
		g_strconcat(tertius_data_get_text(path),
	                    tertius_data_find_text(self), NULL);

	if (tertius_phrases_add_table(phrases, whole, error))
		return TRUE;
	g_prefix_error(error, "%s: ", code);
	return FALSE;
}

TertiusPhrases *
tertius_phrases_new(const char *const *languages, GError **error)
{
	g_autoptr(TertiusPhrases) phrases = tertius_phrases_new_empty();
	g_auto(GStrv) names = tertius_data_list(TABLES);

	for (guint i = 0; names[i] != NULL; i++) {
		g_autofree char *code =
			g_strndup(names[i], strcspn(names[i], "."));

		if (g_str_has_suffix(names[i], SELF) ||
		    (languages != NULL && !g_strv_contains(languages, code)))
			continue;
		if (!add_language(phrases, code, error))
			return NULL;
	}
	return g_steal_pointer(&phrases);
}

void
tertius_phrases_free(TertiusPhrases *phrases)
{
	if (phrases == NULL)
		return;
	tertius_vocabulary_free(phrases->vocabulary);
	g_array_unref(phrases->knowledge);
	tertius_vocabulary_free(phrases->first_names);
	tertius_vocabulary_free(phrases->nicknames);
	g_ptr_array_unref(phrases->languages);
	g_free(phrases);
}

/* --- asking --- */

static guint
number_of(const TertiusPhrases *phrases, const char *word)
{
	return tertius_vocabulary_find(phrases->vocabulary, word);
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
	char word[2 * TERTIUS_TOKEN_WORD_MAX + 20];
	guint id;

	(void) g_strlcpy(word, one->word, sizeof word);
	(void) g_strlcat(word, other->word, sizeof word);
	id = number_of(phrases, word);
	if (id == 0)
		return FALSE;
	one->id = id;
	one->word = tertius_tokens_keep(tokens, word);
	one->hash = tertius_vocabulary_hash(word);
	one->length += 1 + other->length;
	return TRUE;
}

/* "koenntest" where there is no dotted letter: the number of "könntest", which
 * is folded to "konntest". */
static guint
number_of_spelt_out(const TertiusPhrases *phrases, const char *word)
{
	char folded[TERTIUS_TOKEN_WORD_MAX + 8];
	gsize n = 0;

	for (const char *at = word; *at != '\0'; at++) {
		if (*at == 'e' && n > 0 && strchr("aou", folded[n - 1]) != NULL)
			continue;
		folded[n++] = *at;
	}
	folded[n] = '\0';
	return word[n] != '\0' ? number_of(phrases, folded) : 0;
}

void
tertius_phrases_number(const TertiusPhrases *phrases, TertiusTokens *tokens)
{
	guint kept = 0;

	for (guint i = 0; i < tokens->n; i++) {
		TertiusToken *token = tertius_tokens_at(tokens, i);

		token->id = tertius_vocabulary_find_hashed(
			phrases->vocabulary, token->word, token->hash);
		if (token->id == 0 && token->word[0] != '\0')
			token->id = number_of_spelt_out(phrases, token->word);
		if (kept > 0 &&
		    is_torn(tertius_tokens_at(tokens, kept - 1), token) &&
		    join_torn(phrases, tokens,
		              tertius_tokens_at(tokens, kept - 1), token))
			continue;
		if (kept < i)
			*tertius_tokens_at(tokens, kept) = *token;
		kept++;
	}
	tokens->n = kept;
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

guint32
tertius_phrases_common_in(const TertiusPhrases *phrases, guint id)
{
	return id != 0 ? knowledge_of(phrases, id)->common : 0;
}

guint32
tertius_phrases_used_in(const TertiusPhrases *phrases, guint id)
{
	return id != 0 ? knowledge_of(phrases, id)->used : 0;
}

const TertiusWordClass *
tertius_phrases_class(const TertiusPhrases *phrases, guint language,
                      const char *name)
{
	return g_hash_table_lookup(language_at(phrases, language)->classes,
	                           name);
}

gboolean
tertius_word_class_holds(const TertiusWordClass *class,
                         const TertiusToken *token)
{
	return class != NULL &&
	       tertius_vocabulary_find_hashed(class->set, token->word,
	                                      token->hash) != 0;
}

gboolean
tertius_phrases_has_trait(const TertiusPhrases *phrases, guint language,
                          const char *trait)
{
	return g_hash_table_contains(language_at(phrases, language)->traits,
	                             trait);
}

gboolean
tertius_phrases_is_first_name(const TertiusPhrases *phrases,
                              const TertiusToken *token)
{
	return tertius_vocabulary_find_hashed(phrases->first_names, token->word,
	                                      token->hash) != 0;
}

static gboolean
is_first_name(const TertiusPhrases *phrases, const char *word)
{
	return tertius_vocabulary_find(phrases->first_names, word) != 0;
}

static gboolean
is_short_for(const TertiusPhrases *phrases, const char *brief,
             const char *whole)
{
	char pair[2 * TERTIUS_TOKEN_WORD_MAX + 20];

	(void) g_strlcpy(pair, brief, sizeof pair);
	(void) g_strlcat(pair, " ", sizeof pair);
	(void) g_strlcat(pair, whole, sizeof pair);
	return tertius_vocabulary_find(phrases->nicknames, pair) != 0;
}

gboolean
tertius_phrases_is_nickname(const TertiusPhrases *phrases, const char *one,
                            const char *other)
{
	/* Most words are no name at all, and both of these are. */
	return is_first_name(phrases, one) && is_first_name(phrases, other) &&
	       (is_short_for(phrases, one, other) ||
	        is_short_for(phrases, other, one));
}

/* --- finding --- */

static gboolean
add_find(const TertiusPattern *pattern, guint first, guint end, gpointer data)
{
	GArray *finds = data;
	TertiusFind find = { pattern->family, first, end };

	g_array_append_val(finds, find);
	return finds->len < TERTIUS_PHRASES_FINDS_MAX;
}

GArray *
tertius_phrases_find(const TertiusPhrases *phrases, guint language,
                     const TertiusTokens *tokens)
{
	GArray *finds = g_array_new(FALSE, FALSE, sizeof(TertiusFind));

	tertius_phrase_index_find(language_at(phrases, language)->index, tokens,
	                          add_find, finds);
	return finds;
}
