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

#define NAMED  (TERTIUS_TOKEN_NAME | TERTIUS_TOKEN_PERSON)
#define MARKED (TERTIUS_TERM_LOOKS & ~NAMED)

/* Further words that a sentence must seem to hold. */
#define NEEDS 2

/* A phrase, and the words that may stand before its rarest term. */
typedef struct {
	TertiusPattern *pattern;
	guint most, least;
} Entry;

/* That the phrase of this number is to be looked for at a key (the number of a
 * word, or the first letters of one) in a sentence that seems to hold the rest.
 * Read one after the other, so all that most need is here. */
typedef struct {
	guint key;
	guint entry;
	TertiusSign needs[NEEDS];
} Posting;

/* By their keys. */
typedef struct {
	Posting *all;
	guint n;
} Postings;

struct _TertiusPhraseIndex {
	GArray *entries;  /* Entry */
	Postings words;   /* by number of the word */
	Postings stems;   /* by first letters */
	Postings flagged; /* of names, addresses …: all at 0 */
	/* Where the postings of a key begin, counted from 1. */
	guint *by_word; /* of each number of a word less than … */
	guint n_by_word;
	GHashTable *by_stem;
	TertiusSign stem_signs; /* of all of them */
};

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
	index->by_stem = g_hash_table_new(NULL, NULL);
	return index;
}

void
tertius_phrase_index_free(TertiusPhraseIndex *index)
{
	if (index == NULL)
		return;
	g_array_unref(index->entries);
	g_free(index->words.all);
	g_free(index->stems.all);
	g_free(index->flagged.all);
	g_free(index->by_word);
	g_hash_table_unref(index->by_stem);
	g_free(index);
}

void
tertius_phrase_index_take(TertiusPhraseIndex *index, TertiusPattern *pattern)
{
	Entry entry = { .pattern = pattern };

	g_array_append_val(index->entries, entry);
}

/* --- where to look --- */

static guint
cost_of(const TertiusTerm *term, TertiusIsCommonWord is_common, gpointer data)
{
	guint cost = term->n_stems * COST_STEM;

	for (guint i = 0; i < term->n_words; i++)
		cost += is_common(data, term->words[i]) ? COST_COMMON
		                                        : COST_WORD;
	cost += (term->flags & NAMED) != 0 ? COST_NAME : 0;
	cost += (term->flags & MARKED) != 0 ? COST_MARK : 0;
	return cost;
}

/* The rarest of the terms that @pattern cannot do without, but those of @known;
 * its number, or that of none. */
static guint
find_rarest(const TertiusPattern *pattern, guint64 known, const guint *costs)
{
	guint rarest = pattern->n_terms;

	for (guint i = 0; i < pattern->n_terms; i++) {
		if (pattern->terms[i]->optional || (known >> i & 1) != 0)
			continue;
		if (rarest == pattern->n_terms || costs[i] < costs[rarest])
			rarest = i;
	}
	return rarest;
}

static void
measure_reach(Entry *entry, guint rarest)
{
	for (guint i = 0; i < rarest; i++) {
		const TertiusTerm *term = entry->pattern->terms[i];

		entry->most += term->repeats ? TERTIUS_TOKENS_MAX : 1;
		entry->least += term->optional ? 0 : 1;
	}
}

/* Settles what @entry cannot do without: the rarest of it is returned, @posting
 * is told of the next. */
static const TertiusTerm *
settle(Entry *entry, Posting *posting, TertiusIsCommonWord is_common,
       gpointer data)
{
	const TertiusPattern *pattern = entry->pattern;
	guint costs[TERTIUS_PATTERN_TERMS_MAX];
	guint rarest, next;
	guint64 known;

	for (guint i = 0; i < pattern->n_terms; i++)
		costs[i] = cost_of(pattern->terms[i], is_common, data);
	rarest = next = find_rarest(pattern, 0, costs);
	g_assert(rarest < pattern->n_terms); /* of nothing: is refused */
	measure_reach(entry, rarest);
	known = (guint64) 1 << rarest;
	for (guint i = 0; i < NEEDS; i++) {
		guint other = find_rarest(pattern, known, costs);

		next = other < pattern->n_terms ? other : next;
		known |= (guint64) 1 << next;
		posting->needs[i] = pattern->terms[next]->sign;
	}
	return pattern->terms[rarest];
}

static void
post(GArray *postings, guint key, Posting posting)
{
	posting.key = key;
	g_array_append_val(postings, posting);
}

static int
compare_postings(gconstpointer a, gconstpointer b)
{
	const Posting *x = a, *y = b;

	return x->key != y->key ? (x->key > y->key) - (x->key < y->key)
	                        : (x->entry > y->entry) - (x->entry < y->entry);
}

/* Takes @postings, in just as much memory as they need. */
static Postings
sort(GArray *postings)
{
	Postings sorted = { .n = postings->len };

	g_array_sort(postings, compare_postings);
	sorted.all = g_memdup2(postings->data, sorted.n * sizeof(Posting));
	g_array_unref(postings);
	return sorted;
}

static void
note_where_they_begin(TertiusPhraseIndex *index)
{
	const Postings *words = &index->words, *stems = &index->stems;

	index->n_by_word = words->n > 0 ? words->all[words->n - 1].key + 1 : 0;
	index->by_word = g_new0(guint, index->n_by_word);
	for (guint i = words->n; i-- > 0;)
		index->by_word[words->all[i].key] = i + 1;
	for (guint i = stems->n; i-- > 0;) {
		g_hash_table_insert(index->by_stem,
		                    GUINT_TO_POINTER(stems->all[i].key),
		                    GUINT_TO_POINTER(i + 1));
		index->stem_signs.looks |= tertius_sign_key(stems->all[i].key);
	}
}

void
tertius_phrase_index_seal(TertiusPhraseIndex *index,
                          TertiusIsCommonWord is_common, gpointer data)
{
	GArray *words = g_array_new(FALSE, FALSE, sizeof(Posting));
	GArray *stems = g_array_new(FALSE, FALSE, sizeof(Posting));
	GArray *flagged = g_array_new(FALSE, FALSE, sizeof(Posting));

	for (guint i = 0; i < index->entries->len; i++) {
		Posting posting = { .entry = i };
		const TertiusTerm *term =
			settle(&g_array_index(index->entries, Entry, i),
		               &posting, is_common, data);

		for (guint j = 0; j < term->n_words; j++)
			post(words, term->words[j], posting);
		for (guint j = 0; j < term->n_stems; j++)
			post(stems, tertius_term_key(term->stems[j]), posting);
		if (term->flags != 0)
			post(flagged, 0, posting);
	}
	index->words = sort(words);
	index->stems = sort(stems);
	index->flagged = sort(flagged);
	note_where_they_begin(index);
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
	TertiusSign *signs; /* of each token */
	TertiusSign whole;  /* of the sentence */
	Hope *hopes;        /* in it: no more than there are entries */
	guint n_hopes;
	guint *hope_of;  /* of each entry: its place there … */
	guint *seen_in;  /* … if this is the sentence, counted from 1 */
	GArray *matches; /* Match: of this stretch */
} Search;

static gboolean
seems_to_hold(const TertiusSign *whole, const Posting *posting)
{
	gboolean holds = TRUE;

	/* All of them: no processor could guess which is missed first. */
	for (guint i = 0; i < NEEDS; i++)
		holds &= tertius_sign_meets(whole, &posting->needs[i]);
	return holds;
}

static void
hope(Search *search, guint number, guint at)
{
	guint sentence = tertius_tokens_at(search->tokens, at)->sentence + 1;
	const Entry *entry =
		&g_array_index(search->index->entries, Entry, number);

	if (at < entry->least)
		return;
	if (search->seen_in[number] == sentence) {
		search->hopes[search->hope_of[number]].until =
			at - entry->least + 1;
		return;
	}
	search->seen_in[number] = sentence;
	search->hope_of[number] = search->n_hopes;
	search->hopes[search->n_hopes++] = (Hope){
		entry->pattern,
		at > entry->most ? at - entry->most : 0,
		at - entry->least + 1,
	};
}

/* Of all phrases that are posted at @key: from posting @first on, counted
 * from 1; 0: of none. */
static void
hope_for(Search *search, const Postings *postings, guint first, guint key,
         guint at)
{
	const TertiusSign whole = search->whole;

	for (guint i = first; i > 0 && i <= postings->n; i++) {
		const Posting *posting = &postings->all[i - 1];

		if (posting->key != key)
			break;
		if (seems_to_hold(&whole, posting))
			hope(search, posting->entry, at);
	}
}

static void
hope_for_stems(Search *search, guint key, guint at)
{
	const TertiusPhraseIndex *index = search->index;

	hope_for(search, &index->stems,
	         GPOINTER_TO_UINT(g_hash_table_lookup(index->by_stem,
	                                              GUINT_TO_POINTER(key))),
	         key, at);
}

static void
hope_at(Search *search, const TertiusToken *token, guint at)
{
	const TertiusPhraseIndex *index = search->index;

	if (token->id < index->n_by_word)
		hope_for(search, &index->words, index->by_word[token->id],
		         token->id, at);
	if (tertius_sign_meets(&search->signs[at], &index->stem_signs))
		hope_for_stems(search, tertius_term_key(token->word), at);
	if ((token->flags & TERTIUS_TERM_LOOKS) != 0)
		hope_for(search, &index->flagged, 1, 0, at);
}

static void
sign_token(Search *search, const TertiusToken *token, guint at)
{
	TertiusSign sign = {
		tertius_sign_word(token->id),
		(token->flags & TERTIUS_TERM_LOOKS) |
			tertius_sign_key(tertius_term_key(token->word)),
	};

	search->signs[at] = sign;
	tertius_sign_add(&search->whole, &sign);
}

/* Gathers what may stand in the sentence that begins at token @from; returns
 * the token after it. */
static guint
gather(Search *search, guint from)
{
	guint sentence = tertius_tokens_at(search->tokens, from)->sentence;
	guint until = from;

	search->n_hopes = 0;
	search->whole = (TertiusSign){ 0, 0 };
	for (; until < search->tokens->n; until++) {
		const TertiusToken *token =
			tertius_tokens_at(search->tokens, until);

		if (token->sentence != sentence)
			break;
		sign_token(search, token, until);
	}
	for (guint i = from; i < until; i++)
		hope_at(search, tertius_tokens_at(search->tokens, i), i);
	return until;
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
	g_array_set_size(search->matches, 0);
	for (guint i = 0; i < search->n_hopes; i++) {
		const Hope *hope = &search->hopes[i];
		guint last = MIN(until, hope->until);

		for (guint at = MAX(from, hope->from); at < last; at++) {
			if (tertius_sign_meets(&hope->pattern->first,
			                       &search->signs[at]))
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
	g_autofree TertiusSign *signs = g_new(TertiusSign, tokens->n);
	g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(Match));
	Search search = { .index = index,
		          .tokens = tokens,
		          .signs = signs,
		          .hopes = hopes,
		          .hope_of = hope_of,
		          .seen_in = seen_in,
		          .matches = matches };
	guint from = 0;

	while (from < tokens->n) {
		guint until = gather(&search, from);

		if (!try_sentence(&search, from, until, each, data))
			return;
		from = until;
	}
}
