/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The phrases of one language that the compose check looks for.
 * phrases/tact-en.ini says how they are written.
 */
#pragma once

#include <glib.h>

typedef struct _TertiusTactTable TertiusTactTable;

/* Words that were found: a piece of the text that was searched. */
typedef struct {
	gsize start;
	gsize length;
	char *gentler; /* owned; or NULL */
} TertiusFinding;

TertiusTactTable *tertius_tact_table_new(const char *language);
void tertius_tact_table_free(TertiusTactTable *table);

/* Whether @word, in lower case, is among the commonest of the language. */
gboolean tertius_tact_table_has_word(const TertiusTactTable *table,
                                     const char *word);

/* Hears whether @text says "du" or "Sie": gentler wordings then do too. */
void tertius_tact_table_listen(TertiusTactTable *table, const char *text);

/* The first place in @text that a phrase of @section matches and none of
 * "@section.unless" takes back in its sentence. Phrases are compiled when first
 * used. Sets @finding, which may be NULL, when it returns TRUE. */
gboolean tertius_tact_table_find(TertiusTactTable *table, const char *section,
                                 const char *text, TertiusFinding *finding);

/* The value of "gentler" of @section, or NULL. Lends. */
const char *tertius_tact_table_get_gentler(TertiusTactTable *table,
                                           const char *section);

/* The sentence around @start .. @end of @text. */
void tertius_tact_table_find_sentence(const char *text, gsize *start,
                                      gsize *end);

/* Compiles every phrase, which is else done when a text may hold it; a phrase
 * that is none ends the program. Returns how many there are. */
guint tertius_tact_table_compile(TertiusTactTable *table);

void tertius_finding_clear(TertiusFinding *finding);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusTactTable, tertius_tact_table_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TertiusFinding, tertius_finding_clear)
