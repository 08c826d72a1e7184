/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * People in the words of a message.
 */
#include "detect/names.h"

#include "detect/marks.h"

#include <string.h>

#define NAME_WORDS_MAX  5  /* of one name, with particles */
#define ADDRESS_REACH   12 /* tokens between a name and its address */
#define PEOPLE_LINK_MAX 60 /* of a header, that names are compared with */
#define PARTS_MAX       6  /* of a display name */
#define TITLES_MAX      3  /* "Frau Prof. Dr." */
#define SMALL_SHARE     40 /* words to a capital where none are used */

typedef struct {
	const TertiusPerson *person;
	char *parts[PARTS_MAX]; /* folded words of the display name */
	guint n_parts;
	guint first; /* which part is the first name */
	char *local; /* folded local part of the address, or NULL */
} Candidate;

typedef struct {
	const TertiusPhrases *phrases;
	guint language;
	TertiusTokens *tokens;
	GArray *candidates; /* Candidate */
	GArray *mentions;   /* TertiusMention */
	gboolean is_small;  /* the writer uses no capitals */
	/* classes of words, or NULL */
	const TertiusWordClass *not_names, *titles, *articles;
	const TertiusWordClass *organisations, *role, *where;
	TertiusMarkWords particles;
} Finder;

static gboolean
is_one_of(const char *word, const char *const *words, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		if (strcmp(word, words[i]) == 0)
			return TRUE;
	}
	return FALSE;
}

/* --- who is in the header --- */

static void
clear_candidate(gpointer data)
{
	Candidate *candidate = data;

	for (guint i = 0; i < candidate->n_parts; i++)
		g_free(candidate->parts[i]);
	g_free(candidate->local);
}

static void
split_name(Candidate *candidate, const char *name)
{
	gsize at = 0;

	/* "Last, First (Dept)" */
	candidate->first = 0;
	while (name[at] != '\0' && candidate->n_parts < PARTS_MAX) {
		gsize length = strcspn(name + at, " ,.()\"'/@");

		if (name[at] == '(' || name[at] == '/' || name[at] == '@')
			break;
		if (name[at] == ',' && candidate->n_parts > 0 &&
		    candidate->first == 0)
			candidate->first = candidate->n_parts;
		if (length > 0)
			candidate->parts[candidate->n_parts++] =
				tertius_tokens_dup_folded(name + at, length);
		at += MAX(length, 1);
	}
	if (candidate->first >= candidate->n_parts)
		candidate->first = 0;
}

/* Without a display name, "dana.okafor@" tells as much. */
static void
add_candidate(GArray *candidates, const TertiusPerson *person)
{
	Candidate candidate = { .person = person };

	if (person == NULL || candidates->len >= PEOPLE_LINK_MAX)
		return;
	if (person->address != NULL) {
		gsize length = strcspn(person->address, "@");

		candidate.local =
			tertius_tokens_dup_folded(person->address, length);
	}
	if (person->name != NULL && strchr(person->name, '@') == NULL) {
		split_name(&candidate, person->name);
	} else if (candidate.local != NULL) {
		g_autofree char *name = g_strdelimit(g_strdup(candidate.local),
		                                     "._-+0123456789", ' ');

		split_name(&candidate, name);
	}
	g_array_append_val(candidates, candidate);
}

static GArray *
list_candidates(const TertiusMessage *message)
{
	GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));

	g_array_set_clear_func(candidates, clear_candidate);
	for (guint i = 0; i < message->recipients->len; i++)
		add_candidate(candidates, message->recipients->pdata[i]);
	add_candidate(candidates, message->from);
	return candidates;
}

/* --- whom a name means --- */

static gboolean
is_same_first_name(const Finder *finder, const char *one, const char *other)
{
	gsize a = strlen(one), b = strlen(other);

	if (strcmp(one, other) == 0)
		return TRUE;
	if (a >= 3 && b >= 3 && strncmp(one, other, MIN(a, b)) == 0)
		return TRUE;
	return tertius_phrases_is_nickname(finder->phrases, one, other);
}

static gboolean
has_part(const Candidate *candidate, const char *word)
{
	for (guint i = 0; i < candidate->n_parts; i++) {
		if (strcmp(candidate->parts[i], word) == 0)
			return TRUE;
	}
	return FALSE;
}

/* "jsullivan" is J. Sullivan, "okaford" D. Okafor. */
static gboolean
is_in_local_part(const Candidate *candidate, const char *first,
                 const char *last)
{
	const char *found;

	if (candidate->local == NULL || strlen(last) < 3)
		return FALSE;
	found = strstr(candidate->local, last);
	return found != NULL && (strchr(candidate->local, first[0]) != NULL);
}

/* One word: a first name, a last name, or the local part of the address. */
static guint
compare_word(const Finder *finder, const Candidate *candidate, const char *word)
{
	const char *own = candidate->n_parts > 0
	                          ? candidate->parts[candidate->first]
	                          : "";

	if (is_same_first_name(finder, word, own))
		return strcmp(word, own) == 0 ? 4 : 3;
	if (candidate->n_parts > 1 && strlen(word) > 1 &&
	    has_part(candidate, word))
		return 2;
	return candidate->local != NULL && strlen(word) > 3 &&
	       strcmp(candidate->local, word) == 0;
}

/* 0: another; higher is surer. */
static guint
compare_name(const Finder *finder, const Candidate *candidate, guint first,
             guint end)
{
	const char *one = tertius_tokens_at(finder->tokens, first)->word;
	const char *last = tertius_tokens_at(finder->tokens, end - 1)->word;
	const char *own = candidate->n_parts > 0
	                          ? candidate->parts[candidate->first]
	                          : "";

	if (end - first == 1)
		return compare_word(finder, candidate, one);
	if (strlen(last) < 2 || !has_part(candidate, last))
		return is_in_local_part(candidate, one, last) ? 2 : 0;
	if (is_same_first_name(finder, one, own) || has_part(candidate, one))
		return 6;
	return own[0] == one[0] ? 2 : 0;
}

static const TertiusPerson *
link_name(const Finder *finder, guint first, guint end)
{
	const TertiusPerson *best = NULL;
	guint best_score = 0;

	for (guint i = 0; i < finder->candidates->len; i++) {
		const Candidate *candidate =
			&g_array_index(finder->candidates, Candidate, i);
		guint score = compare_name(finder, candidate, first, end);

		if (score > best_score) {
			best_score = score;
			best = candidate->person;
		}
	}
	return best;
}

static const TertiusPerson *
link_address(const Finder *finder, const TertiusToken *token)
{
	for (guint i = 0; i < finder->candidates->len; i++) {
		const TertiusPerson *person =
			g_array_index(finder->candidates, Candidate, i).person;

		if (person->address != NULL &&
		    strlen(person->address) == token->length &&
		    g_ascii_strncasecmp(person->address, token->start,
		                        token->length) == 0)
			return person;
	}
	return NULL;
}

/* --- what looks like a name --- */

/* Who writes without capitals writes names so too: a known first name that no
 * phrase has for a word, and what stands after it. */
static gboolean
may_be_small_name(const Finder *finder, const TertiusToken *token)
{
	return finder->is_small && token->id == 0 && token->length > 2 &&
	       (token->flags & (TERTIUS_TOKEN_NUMBER | TERTIUS_TOKEN_URL |
	                        TERTIUS_TOKEN_EMAIL)) == 0;
}

static gboolean
may_be_name(const Finder *finder, const TertiusToken *token)
{
	if ((token->flags & TERTIUS_TOKEN_CAPITAL) == 0 &&
	    may_be_small_name(finder, token) &&
	    tertius_phrases_is_first_name(finder->phrases, token->word))
		return TRUE;
	if ((token->flags & TERTIUS_TOKEN_CAPITAL) == 0 ||
	    (token->flags & (TERTIUS_TOKEN_NUMBER | TERTIUS_TOKEN_URL |
	                     TERTIUS_TOKEN_EMAIL)) != 0)
		return FALSE;
	if (tertius_phrases_is_first_name(finder->phrases, token->word))
		return TRUE;
	return (tertius_phrases_common_in(finder->phrases, token->id) >>
	                finder->language &
	        1) == 0 &&
	       !tertius_word_class_holds(finder->not_names, token);
}

static gboolean
has_capital_nouns(const Finder *finder)
{
	return tertius_phrases_has_trait(finder->phrases, finder->language,
	                                 "capital-nouns");
}

/* The words of phrases ("Contact Dana", "im Anhang der Brief") begin no
 * name. */
static gboolean
is_phrase_word(const Finder *finder, const TertiusToken *token)
{
	if (has_capital_nouns(finder))
		return (tertius_phrases_used_in(finder->phrases, token->id) >>
		                finder->language &
		        1) != 0;
	return token->id != 0 && (token->flags & TERTIUS_TOKEN_FIRST) != 0;
}

static gboolean
may_begin_name(const Finder *finder, const TertiusToken *token)
{
	return may_be_name(finder, token) &&
	       !tertius_word_class_holds(finder->titles, token) &&
	       (tertius_phrases_is_first_name(finder->phrases, token->word) ||
	        !is_phrase_word(finder, token));
}

static gboolean
continues(const Finder *finder, guint at, guint sentence)
{
	const TertiusToken *token;

	if (at >= finder->tokens->list->len)
		return FALSE;
	token = tertius_tokens_at(finder->tokens, at);
	return token->sentence == sentence &&
	       (token->flags & (TERTIUS_TOKEN_COMMA | TERTIUS_TOKEN_BREAK)) ==
	               0 &&
	       (may_be_name(finder, token) || may_be_small_name(finder, token));
}

/* Returns the token after the name that begins at @first. */
static guint
measure_name(const Finder *finder, guint first)
{
	guint sentence = tertius_tokens_at(finder->tokens, first)->sentence;
	guint end = first + 1;

	while (end - first < NAME_WORDS_MAX &&
	       end < finder->tokens->list->len) {
		guint next = end;

		while (next < finder->tokens->list->len && next - end < 2 &&
		       is_one_of(tertius_tokens_at(finder->tokens, next)->word,
		                 finder->particles.words, finder->particles.n))
			next++;
		if (!continues(finder, next, sentence))
			break;
		end = next + 1;
	}
	return end;
}

/* Whether a word of @class stands right before token @first. */
static gboolean
has_before(const Finder *finder, guint first, const TertiusWordClass *class)
{
	const TertiusToken *before;

	if (first == 0)
		return FALSE;
	before = tertius_tokens_at(finder->tokens, first - 1);
	return before->sentence ==
	               tertius_tokens_at(finder->tokens, first)->sentence &&
	       tertius_word_class_holds(class, before);
}

static gboolean
has_title(const Finder *finder, guint first)
{
	const TertiusToken *before;

	if (!has_before(finder, first, finder->titles))
		return FALSE;
	/* "MS Finance" is a degree */
	before = tertius_tokens_at(finder->tokens, first - 1);
	return (before->flags & TERTIUS_TOKEN_SHOUTED) == 0 ||
	       strcmp(before->word, "ms") != 0;
}

/* For phrases, "Frau Dr. Dana Okafor" is one name, and so is "o Duarte" where
 * a language sets an article before names. */
static guint
find_titled_begin(const Finder *finder, guint first)
{
	guint titles = 0;

	while (titles < TITLES_MAX && has_title(finder, first)) {
		first--;
		titles++;
	}
	return has_before(finder, first, finder->articles) ? first - 1 : first;
}

static gboolean
is_organisation(const Finder *finder, guint first, guint end)
{
	for (guint i = first; i < end; i++) {
		const TertiusToken *token =
			tertius_tokens_at(finder->tokens, i);

		if (tertius_word_class_holds(finder->organisations, token))
			return TRUE;
	}
	return FALSE;
}

/* A headline has capitals everywhere; what phrases use for a word is none of a
 * name there. */
static gboolean
is_headline(const Finder *finder, guint first, guint end)
{
	for (guint i = first; i < end; i++) {
		const TertiusToken *token =
			tertius_tokens_at(finder->tokens, i);

		if ((token->flags & TERTIUS_TOKEN_SUBJECT) != 0 &&
		    (tertius_phrases_used_in(finder->phrases, token->id) >>
		             finder->language &
		     1) != 0)
			return TRUE;
	}
	return FALSE;
}

/* Is what stands there a person? Where a language writes all its nouns with
 * capitals, and at the beginning of sentences, that alone tells nothing. */
static gboolean
is_person(const Finder *finder, const TertiusMention *mention)
{
	const TertiusToken *token =
		tertius_tokens_at(finder->tokens, mention->first);

	if (mention->is_sure)
		return TRUE;
	if (is_organisation(finder, mention->first, mention->end) ||
	    /* "at Carnegie Mellon", "in Palo Alto" */
	    has_before(finder, mention->first, finder->where) ||
	    is_headline(finder, mention->first, mention->end) ||
	    (token->flags & TERTIUS_TOKEN_SHOUTED) != 0)
		return FALSE;
	if (mention->end - mention->first == 1)
		return !has_capital_nouns(finder) &&
		       (token->flags & TERTIUS_TOKEN_FIRST) == 0 &&
		       token->length > 2;
	return TRUE;
}

/* "MIT Professor Andrew Lo", "Special Assistant Patty Conrad": what stands
 * before the title or the first name is no part of the name. */
static guint
find_begin(const Finder *finder, guint at, guint end)
{
	for (guint i = end - 1; i > at; i--) {
		const TertiusToken *before =
			tertius_tokens_at(finder->tokens, i - 1);

		if (tertius_word_class_holds(finder->titles, before) ||
		    tertius_word_class_holds(finder->role, before))
			return i;
	}
	if (tertius_phrases_is_first_name(
		    finder->phrases,
		    tertius_tokens_at(finder->tokens, at)->word))
		return at;
	for (guint i = at + 1; i + 1 < end; i++) {
		const TertiusToken *token =
			tertius_tokens_at(finder->tokens, i);

		if (tertius_phrases_is_first_name(finder->phrases, token->word))
			return i;
	}
	return at;
}

static void
take(Finder *finder, TertiusMention *mention)
{
	gboolean person =
		!mention->is_address &&
		(mention->is_sure || mention->end - mention->first >= 2);
	guint first = mention->is_address
	                      ? mention->first
	                      : find_titled_begin(finder, mention->first);

	for (guint i = first; i < mention->end; i++) {
		TertiusToken *token = tertius_tokens_at(finder->tokens, i);

		if (!mention->is_address)
			token->flags |= TERTIUS_TOKEN_NAME;
		if (i > first)
			token->flags |= TERTIUS_TOKEN_INSIDE;
		if (person)
			token->flags |= TERTIUS_TOKEN_PERSON;
	}
	g_array_append_val(finder->mentions, *mention);
}

/* "Example" of dana@mail.example.org. */
static gboolean
is_house(const Finder *finder, const char *word)
{
	gsize length = strlen(word);

	for (guint i = 0; length > 2 && i < finder->candidates->len; i++) {
		const char *address =
			g_array_index(finder->candidates, Candidate, i)
				.person->address;
		const char *domain =
			address != NULL ? strchr(address, '@') : NULL;

		while (domain != NULL) {
			if (strncmp(domain + 1, word, length) == 0 &&
			    domain[1 + length] == '.')
				return TRUE;
			domain = strchr(domain + 1, '.');
		}
	}
	return FALSE;
}

/* Returns the token to go on with. */
static guint
look_at(Finder *finder, guint at)
{
	const TertiusToken *token = tertius_tokens_at(finder->tokens, at);
	TertiusMention mention = { .first = at, .end = at + 1 };
	gboolean house;

	if ((token->flags & TERTIUS_TOKEN_EMAIL) != 0) {
		mention.is_address = TRUE;
		mention.is_sure = TRUE;
		mention.linked = link_address(finder, token);
		take(finder, &mention);
		return at + 1;
	}
	if (!may_begin_name(finder, token))
		return at + 1;
	mention.end = measure_name(finder, at);
	mention.first = find_begin(finder, at, mention.end);
	at = mention.first;
	token = tertius_tokens_at(finder->tokens, at);
	house = is_house(finder, token->word);
	mention.linked = house ? NULL : link_name(finder, at, mention.end);
	mention.is_sure =
		mention.linked != NULL || has_title(finder, at) ||
		(tertius_phrases_is_first_name(finder->phrases, token->word) &&
	         !is_organisation(finder, at, mention.end));
	if (!house && is_person(finder, &mention))
		take(finder, &mention);
	return mention.end;
}

static gboolean
has_no_capitals(const TertiusTokens *tokens)
{
	guint capitals = 0, words = 0;

	for (guint i = 0; i < tokens->list->len; i++) {
		const TertiusToken *token = tertius_tokens_at(tokens, i);

		if ((token->flags & TERTIUS_TOKEN_SUBJECT) != 0)
			continue;
		words++;
		capitals += (token->flags & TERTIUS_TOKEN_CAPITAL) != 0 ? 1 : 0;
	}
	return words > 5 && capitals * SMALL_SHARE <= words;
}

GArray *
tertius_names_find(const TertiusPhrases *phrases, guint language,
                   const TertiusMessage *message, TertiusTokens *tokens)
{
	Finder finder = { phrases,
		          language,
		          tokens,
		          list_candidates(message),
		          g_array_new(FALSE, FALSE, sizeof(TertiusMention)),
		          has_no_capitals(tokens),
		          tertius_phrases_class(phrases, language, "not-names"),
		          tertius_phrases_class(phrases, language, "titles"),
		          tertius_phrases_class(phrases, language, "articles"),
		          tertius_phrases_class(phrases, language,
		                                "organisations"),
		          tertius_phrases_class(phrases, language, "role"),
		          tertius_phrases_class(phrases, language, "where"),
		          tertius_mark_words(TERTIUS_MARKS_PARTICLES) };

	for (guint i = 0; i < tokens->list->len &&
	                  finder.mentions->len < TERTIUS_MENTIONS_MAX;)
		i = look_at(&finder, i);
	g_array_unref(finder.candidates);
	return finder.mentions;
}

/* --- the person --- */

static const TertiusMention *
mention_at(const GArray *mentions, guint index)
{
	return &g_array_index(mentions, TertiusMention, index);
}

/* "Dana Okafor (dana@example.org)", "Dana Okafor, dana@example.org". */
static char *
dup_address_near(const GArray *mentions, guint index,
                 const TertiusTokens *tokens)
{
	const TertiusMention *mention = mention_at(mentions, index);
	const TertiusMention *next;
	const TertiusToken *token;

	if (index + 1 >= mentions->len)
		return NULL;
	next = mention_at(mentions, index + 1);
	if (!next->is_address || next->first - mention->end > ADDRESS_REACH)
		return NULL;
	token = tertius_tokens_at(tokens, next->first);
	return g_ascii_strdown(token->start, (gssize) token->length);
}

TertiusPerson *
tertius_names_dup_person(const GArray *mentions, guint index,
                         const TertiusTokens *tokens)
{
	const TertiusMention *mention = mention_at(mentions, index);
	const TertiusToken *first = tertius_tokens_at(tokens, mention->first);
	const TertiusToken *last = tertius_tokens_at(tokens, mention->end - 1);
	g_autofree char *text = NULL;
	g_autofree char *address = NULL;

	if (mention->linked != NULL)
		return tertius_person_copy(mention->linked);
	text = g_strndup(first->start,
	                 (gsize) (last->start - first->start) + last->length);
	if (mention->is_address) {
		g_autofree char *lower = g_ascii_strdown(text, -1);

		return tertius_person_new(NULL, lower, TERTIUS_PLACE_TEXT);
	}
	address = dup_address_near(mentions, index, tokens);
	return tertius_person_new(text, address, TERTIUS_PLACE_TEXT);
}
