/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The phrase tables: what people say when they introduce, ask, thank … One
 * file a language, one section a family of phrases, one line a phrase:
 *
 *	[introduction/put-in-touch]
 *	put|get|putting {you} ___ in touch|contact
 *
 * A phrase is a row of words. `a|b` is one word or the other, `a?` may be
 * missing, `put~` is any word that begins so, `___` stands for up to so many
 * words of any kind, `^` for the beginning of a sentence. `{you}` is a class
 * of words from [classes], `<call-him>` one of several ways of saying it from
 * [turns] (turns.h); {name}, {person} (a name that is surely a human's),
 * {phone}, {email}, {number} and {link} are what they say. Besides phrases and classes a table has [language] (its code),
 * [traits] ("capital-nouns": all nouns are written with capitals;
 * "month-first": 8/20/2026), [common] (its commonest words, by which it is
 * known), [first-names], [nicknames] ("robert = bob rob") and what marks.h
 * tells, in [mark/…]. Marks between words do not count, the ends of sentences
 * do. A language is this one file, what people say of themselves in it
 * (XX.self.ini), and its letters in tests/data/detect.
 *
 * Families have the same names in all languages: what is learnt of one in
 * English holds in German.
 */
#pragma once

#include "detect/tokens.h"

/* Finds of one message that are kept; more is no letter. */
#define TERTIUS_PHRASES_FINDS_MAX 300

/* Tables that one set can hold. */
#define TERTIUS_PHRASES_LANGUAGES_MAX 32

typedef struct _TertiusPhrases TertiusPhrases;
typedef struct _TertiusWordClass TertiusWordClass;

typedef struct {
	const char *family; /* interned: "introduction/put-in-touch" */
	guint first;        /* tokens first … end - 1 */
	guint end;
} TertiusFind;

/* Reads tables out of the library: those of @languages, or all for NULL. */
TertiusPhrases *tertius_phrases_new(const char *const *languages,
                                    GError **error);
/* An empty set, and a table of one's own for it. A line that is no phrase
 * fails with TERTIUS_ERROR_MALFORMED and tells its number. */
TertiusPhrases *tertius_phrases_new_empty(void);
gboolean tertius_phrases_add_table(TertiusPhrases *phrases, const char *table,
                                   GError **error);
void tertius_phrases_free(TertiusPhrases *phrases);

/* Gives each of @tokens its number in the vocabulary of the tables, and makes
 * one of two that are the pieces of a word torn by scanning ("con tact"), but
 * in the subject. */
void tertius_phrases_number(const TertiusPhrases *phrases,
                            TertiusTokens *tokens);

guint tertius_phrases_n_languages(const TertiusPhrases *phrases);
/* "en", "de", … Lends. */
const char *tertius_phrases_language(const TertiusPhrases *phrases,
                                     guint language);

gboolean tertius_phrases_has_trait(const TertiusPhrases *phrases,
                                   guint language, const char *trait);

/* The languages (a bit each, by their numbers) of which the word of number @id
 * is one of the commonest; in whose phrases it stands. */
guint32 tertius_phrases_common_in(const TertiusPhrases *phrases, guint id);
guint32 tertius_phrases_used_in(const TertiusPhrases *phrases, guint id);

/* The class @name of @language, or NULL when its table has none; lends. Nothing
 * is in what is NULL. */
const TertiusWordClass *tertius_phrases_class(const TertiusPhrases *phrases,
                                              guint language, const char *name);
gboolean tertius_word_class_holds(const TertiusWordClass *class,
                                  const TertiusToken *token);

/* What tables know about names, all languages together: whether @token is a
 * common first name; whether one word (folded) is short for the other. */
gboolean tertius_phrases_is_first_name(const TertiusPhrases *phrases,
                                       const TertiusToken *token);
gboolean tertius_phrases_is_nickname(const TertiusPhrases *phrases,
                                     const char *one, const char *other);

/* Returns an array of TertiusFind, by place; at most FINDS_MAX. The tokens
 * must be numbered and their names marked. */
GArray *tertius_phrases_find(const TertiusPhrases *phrases, guint language,
                             const TertiusTokens *tokens);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusPhrases, tertius_phrases_free)
