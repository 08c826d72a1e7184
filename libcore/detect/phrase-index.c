/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The phrases of one language, found all at once.
 */
#include "detect/phrase-index.h"

/* How often, at a guess, what an element takes stands in a sentence. */
#define COST_COMMON 20
#define COST_WORD   1
#define COST_STEM   4
#define COST_NAME   30
#define COST_MARK   3 /* a number, an address */

#define NAMED (TERTIUS_TOKEN_NAME | TERTIUS_TOKEN_PERSON)
#define MARKED                                                                 \
	(TERTIUS_TOKEN_PHONE | TERTIUS_TOKEN_EMAIL | TERTIUS_TOKEN_NUMBER |    \
	 TERTIUS_TOKEN_URL)

/* A phrase and its rarest element. */
typedef struct {
	TertiusPattern *pattern;
	guint reach; /* words that may stand before that element, at most */
} Entry;

struct _TertiusPhraseIndex {
	GArray *entries; /* Entry */
	/* Numbers of entries, in a GArray, by what they cannot do without: the
	 * number of a word, the first letters of one, flags. */
	GHashTable *by_word;
	GHashTable *by_stem;
	GArray *by_flags;
};

static void
free_list(gpointer list)
{
	g_array_unref(list);
}

static void
clear_entry(gpointer entry)
{
	tertius_pattern_free(((Entry *) entry)->pattern);
}

TertiusPhraseIndex *
tertius_phrase_index_new(void)
{
	TertiusPhraseIndex *index = g_new0(TertiusPhraseIndex, 1);

	index->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
	g_array_set_clear_func(index->entries, clear_entry);
	index->by_word = g_hash_table_new_full(NULL, NULL, NULL, free_list);
	index->by_stem = g_hash_table_new_full(NULL, NULL, NULL, free_list);
	index->by_flags = g_array_new(FALSE, FALSE, sizeof(guint));
	return index;
}

void
tertius_phrase_index_free(TertiusPhraseIndex *index)
{
	if (index == NULL)
		return;
	g_array_unref(index->entries);
	g_hash_table_unref(index->by_word);
	g_hash_table_unref(index->by_stem);
	g_array_unref(index->by_flags);
	g_free(index);
}

void
tertius_phrase_index_take(TertiusPhraseIndex *index, TertiusPattern *pattern)
{
	Entry entry = { pattern, 0 };

	g_array_append_val(index->entries, entry);
}

/* --- where to look --- */

/* The first letters of a word as one number, 0 for a shorter one. */
static guint
key_of(const char *word)
{
	guint key = 0;

	for (guint i = 0; i < TERTIUS_PATTERN_STEM_MIN; i++) {
		if (word[i] == '\0')
			return 0;
		key = key << 8 | (guchar) word[i];
	}
	return key;
}

static void
list_under(GHashTable *table, guint key, guint pattern)
{
	GArray *list = g_hash_table_lookup(table, GUINT_TO_POINTER(key));

	if (list == NULL) {
		list = g_array_new(FALSE, FALSE, sizeof(guint));
		g_hash_table_insert(table, GUINT_TO_POINTER(key), list);
	}
	g_array_append_val(list, pattern);
}

static guint
cost_of(const TertiusElement *element, TertiusIsCommonWord is_common,
        gpointer data)
{
	guint cost = element->stems->len * COST_STEM;

	for (guint i = 0; i < element->words->len; i++)
		cost += is_common(data, g_array_index(element->words, guint, i))
		                ? COST_COMMON
		                : COST_WORD;
	cost += (element->flags & NAMED) != 0 ? COST_NAME : 0;
	cost += (element->flags & MARKED) != 0 ? COST_MARK : 0;
	return cost;
}

static const TertiusElement *
find_rarest(Entry *entry, TertiusIsCommonWord is_common, gpointer data)
{
	const GArray *elements = entry->pattern->elements;
	const TertiusElement *rarest = NULL;
	guint least = G_MAXUINT, before = 0;

	for (guint i = 0; i < elements->len; i++) {
		const TertiusElement *element =
			&g_array_index(elements, TertiusElement, i);
		guint cost = element->optional
		                     ? G_MAXUINT
		                     : cost_of(element, is_common, data);

		if (cost < least) {
			least = cost;
			rarest = element;
			entry->reach = before;
		}
		before += element->repeats ? TERTIUS_TOKENS_MAX : 1;
	}
	g_assert(rarest != NULL); /* a phrase of nothing is refused */
	return rarest;
}

static Entry *
entry_at(const TertiusPhraseIndex *index, guint number)
{
	return &g_array_index(index->entries, Entry, number);
}

void
tertius_phrase_index_seal(TertiusPhraseIndex *index,
                          TertiusIsCommonWord is_common, gpointer data)
{
	for (guint i = 0; i < index->entries->len; i++) {
		const TertiusElement *element =
			find_rarest(entry_at(index, i), is_common, data);

		for (guint j = 0; j < element->words->len; j++)
			list_under(index->by_word,
			           g_array_index(element->words, guint, j), i);
		for (guint j = 0; j < element->stems->len; j++)
			list_under(index->by_stem,
			           key_of(element->stems->pdata[j]), i);
		if (element->flags != 0)
			g_array_append_val(index->by_flags, i);
	}
}

/* --- looking --- */

/* A phrase that may begin at tokens @from … @until - 1. */
typedef struct {
	const TertiusPattern *pattern;
	guint from, until;
} Hope;

typedef struct {
	const TertiusPhraseIndex *index;
	const TertiusTokens *tokens;
	GArray *hopes;  /* Hope: of this sentence */
	guint *hope_of; /* of each entry: its place there … */
	guint *seen_in; /* … if this is the sentence, counted from 1 */
} Search;

static void
hope_for(Search *search, const GArray *list, guint at)
{
	guint sentence = tertius_tokens_at(search->tokens, at)->sentence + 1;

	for (guint i = 0; list != NULL && i < list->len; i++) {
		guint number = g_array_index(list, guint, i);
		const Entry *entry = entry_at(search->index, number);
		Hope hope = { entry->pattern,
			      at > entry->reach ? at - entry->reach : 0,
			      at + 1 };

		if (search->seen_in[number] == sentence) {
			g_array_index(search->hopes, Hope,
			              search->hope_of[number])
				.until = at + 1;
			continue;
		}
		search->seen_in[number] = sentence;
		search->hope_of[number] = search->hopes->len;
		g_array_append_val(search->hopes, hope);
	}
}

/* Gathers what may stand in the sentence that begins at token @from; returns
 * the token after it. */
static guint
gather(Search *search, guint from)
{
	const TertiusPhraseIndex *index = search->index;
	guint sentence = tertius_tokens_at(search->tokens, from)->sentence;
	guint i = from;

	g_array_set_size(search->hopes, 0);
	for (; i < search->tokens->list->len; i++) {
		const TertiusToken *token =
			tertius_tokens_at(search->tokens, i);
		gpointer id = GUINT_TO_POINTER(token->id);
		gpointer key = GUINT_TO_POINTER(key_of(token->word));

		if (token->sentence != sentence)
			break;
		if (id != NULL)
			hope_for(search,
			         g_hash_table_lookup(index->by_word, id), i);
		if (key != NULL)
			hope_for(search,
			         g_hash_table_lookup(index->by_stem, key), i);
		if ((token->flags & (NAMED | MARKED)) != 0)
			hope_for(search, index->by_flags, i);
	}
	return i;
}

/* Tries all of them at every word from @from to before @until. */
static gboolean
try_sentence(const Search *search, guint from, guint until,
             TertiusPhraseFound each, gpointer data)
{
	for (guint at = from; at < until; at++) {
		for (guint i = 0; i < search->hopes->len; i++) {
			const Hope *hope =
				&g_array_index(search->hopes, Hope, i);
			guint end;

			if (at < hope->from || at >= hope->until)
				continue;
			end = tertius_pattern_match(hope->pattern,
			                            search->tokens, at);
			if (end > 0 && !each(hope->pattern, at, end, data))
				return FALSE;
		}
	}
	return TRUE;
}

void
tertius_phrase_index_find(const TertiusPhraseIndex *index,
                          const TertiusTokens *tokens, TertiusPhraseFound each,
                          gpointer data)
{
	g_autofree guint *hope_of = g_new(guint, index->entries->len);
	g_autofree guint *seen_in = g_new0(guint, index->entries->len);
	g_autoptr(GArray) hopes = g_array_new(FALSE, FALSE, sizeof(Hope));
	Search search = { index, tokens, hopes, hope_of, seen_in };
	guint from = 0;

	while (from < tokens->list->len) {
		guint until = gather(&search, from);

		if (until > from && hopes->len > 0 &&
		    !try_sentence(&search, from, until, each, data))
			return;
		from = until;
	}
}
