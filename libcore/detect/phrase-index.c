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
	GPtrArray *by_word; /* NULL where there are none */
	GHashTable *by_stem;
	GArray *by_flags;
};

static void
free_list(gpointer list)
{
	if (list != NULL)
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
	index->by_word = g_ptr_array_new_with_free_func(free_list);
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
	g_ptr_array_unref(index->by_word);
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
list_under_word(GPtrArray *lists, guint id, guint pattern)
{
	if (id >= lists->len)
		g_ptr_array_set_size(lists, (gint) id + 1);
	if (lists->pdata[id] == NULL)
		lists->pdata[id] = g_array_new(FALSE, FALSE, sizeof(guint));
	g_array_append_val((GArray *) lists->pdata[id], pattern);
}

static void
list_under_stem(GHashTable *lists, guint key, guint pattern)
{
	GArray *list = g_hash_table_lookup(lists, GUINT_TO_POINTER(key));

	if (list == NULL) {
		list = g_array_new(FALSE, FALSE, sizeof(guint));
		g_hash_table_insert(lists, GUINT_TO_POINTER(key), list);
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
			list_under_word(index->by_word,
			                g_array_index(element->words, guint, j),
			                i);
		for (guint j = 0; j < element->stems->len; j++)
			list_under_stem(index->by_stem,
			                key_of(element->stems->pdata[j]), i);
		if (element->flags != 0)
			g_array_append_val(index->by_flags, i);
	}
}

/* --- looking --- */

/* Words of a sentence that are tried at once. */
#define STRETCH 64

/* A phrase that may begin at tokens @from … @until - 1. */
typedef struct {
	const TertiusPattern *pattern;
	guint from, until;
} Hope;

typedef struct {
	const TertiusPattern *pattern;
	guint first, end;
} Match;

typedef struct {
	const TertiusPhraseIndex *index;
	const TertiusTokens *tokens;
	Hope *hopes; /* of this sentence: no more than there are entries */
	guint n_hopes;
	guint *hope_of;  /* of each entry: its place there … */
	guint *seen_in;  /* … if this is the sentence, counted from 1 */
	GArray *matches; /* Match: of this stretch */
} Search;

static void
hope_for(Search *search, const GArray *list, guint at)
{
	guint sentence = tertius_tokens_at(search->tokens, at)->sentence + 1;

	for (guint i = 0; list != NULL && i < list->len; i++) {
		guint number = g_array_index(list, guint, i);
		const Entry *entry = entry_at(search->index, number);

		if (search->seen_in[number] == sentence) {
			search->hopes[search->hope_of[number]].until = at + 1;
			continue;
		}
		search->seen_in[number] = sentence;
		search->hope_of[number] = search->n_hopes;
		search->hopes[search->n_hopes++] = (Hope){
			entry->pattern,
			at > entry->reach ? at - entry->reach : 0,
			at + 1,
		};
	}
}

static void
hope_at(Search *search, const TertiusToken *token, guint at)
{
	const TertiusPhraseIndex *index = search->index;
	guint key = key_of(token->word);

	if (token->id != 0 && token->id < index->by_word->len)
		hope_for(search, index->by_word->pdata[token->id], at);
	if (key != 0)
		hope_for(search,
		         g_hash_table_lookup(index->by_stem,
		                             GUINT_TO_POINTER(key)),
		         at);
	if ((token->flags & (NAMED | MARKED)) != 0)
		hope_for(search, index->by_flags, at);
}

/* Gathers what may stand in the sentence that begins at token @from; returns
 * the token after it. */
static guint
gather(Search *search, guint from)
{
	guint sentence = tertius_tokens_at(search->tokens, from)->sentence;
	guint i = from;

	search->n_hopes = 0;
	for (; i < search->tokens->list->len; i++) {
		const TertiusToken *token =
			tertius_tokens_at(search->tokens, i);

		if (token->sentence != sentence)
			break;
		hope_at(search, token, i);
	}
	return i;
}

static int
compare_places(gconstpointer a, gconstpointer b)
{
	const Match *x = a, *y = b;

	return (x->first > y->first) - (x->first < y->first);
}

static void
try_at(const Search *search, const TertiusPattern *pattern, guint at)
{
	Match match = { pattern, at,
		        tertius_pattern_match(pattern, search->tokens, at) };

	if (match.end > 0)
		g_array_append_val(search->matches, match);
}

/* Tries each of them where it may begin, from @from to before @until. */
static gboolean
try_stretch(const Search *search, guint from, guint until,
            TertiusPhraseFound each, gpointer data)
{
	const TertiusToken *tokens = tertius_tokens_at(search->tokens, 0);

	g_array_set_size(search->matches, 0);
	for (guint i = 0; i < search->n_hopes; i++) {
		const Hope *hope = &search->hopes[i];
		guint last = MIN(until, hope->until);

		for (guint at = MAX(from, hope->from); at < last; at++) {
			if (tertius_pattern_may_begin(hope->pattern,
			                              &tokens[at]))
				try_at(search, hope->pattern, at);
		}
	}
	g_array_sort(search->matches, compare_places); /* is stable */
	for (guint i = 0; i < search->matches->len; i++) {
		const Match *match = &g_array_index(search->matches, Match, i);

		if (!each(match->pattern, match->first, match->end, data))
			return FALSE;
	}
	return TRUE;
}

static gboolean
try_sentence(const Search *search, guint from, guint until,
             TertiusPhraseFound each, gpointer data)
{
	for (guint at = from; search->n_hopes > 0 && at < until;
	     at += STRETCH) {
		if (!try_stretch(search, at, MIN(at + STRETCH, until), each,
		                 data))
			return FALSE;
	}
	return TRUE;
}

void
tertius_phrase_index_find(const TertiusPhraseIndex *index,
                          const TertiusTokens *tokens, TertiusPhraseFound each,
                          gpointer data)
{
	g_autofree Hope *hopes = g_new(Hope, index->entries->len);
	g_autofree guint *hope_of = g_new(guint, index->entries->len);
	g_autofree guint *seen_in = g_new0(guint, index->entries->len);
	g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(Match));
	Search search = { .index = index,
		          .tokens = tokens,
		          .hopes = hopes,
		          .hope_of = hope_of,
		          .seen_in = seen_in,
		          .matches = matches };
	guint from = 0;

	while (from < tokens->list->len) {
		guint until = gather(&search, from);

		if (!try_sentence(&search, from, until, each, data))
			return;
		from = until;
	}
}
