/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * People in the words of a message.
 */
#include "detect/names.h"

#include "detect/header-names.h"
#include "detect/mark-text.h"

#include <string.h>

#define NAME_WORDS_MAX 5  /* of one name, with particles */
#define ADDRESS_REACH  12 /* tokens between a name and its address */
#define TITLES_MAX     3  /* "Frau Prof. Dr." */
#define SMALL_SHARE    40 /* words to a capital where none are used */
#define FULL_LINE      55 /* bytes of a line that was wrapped */

typedef struct {
	const TertiusPhrases *phrases;
	guint language;
	TertiusTokens *tokens;
	GArray *header;    /* as tertius_header_names_list() */
	GArray *mentions;  /* TertiusMention */
	gboolean is_small; /* the writer uses no capitals, or nothing else */
	/* classes of words, or NULL */
	const TertiusWordClass *not_names, *titles, *articles;
	const TertiusWordClass *organisations, *role, *where, *whence, *members;
	gboolean has_capital_nouns;
} Finder;

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

/* Where all words have capitals, theirs says nothing. */
static gboolean
has_capital(const Finder *finder, const TertiusToken *token)
{
	return (token->flags & TERTIUS_TOKEN_CAPITAL) != 0 &&
	       !(finder->is_small &&
	         (token->flags & TERTIUS_TOKEN_SHOUTED) != 0);
}

static gboolean
may_be_name(const Finder *finder, const TertiusToken *token)
{
	if (!has_capital(finder, token) && may_be_small_name(finder, token) &&
	    tertius_phrases_is_first_name(finder->phrases, token))
		return TRUE;
	if (!has_capital(finder, token) ||
	    (token->flags & (TERTIUS_TOKEN_NUMBER | TERTIUS_TOKEN_URL |
	                     TERTIUS_TOKEN_EMAIL)) != 0)
		return FALSE;
	if (tertius_phrases_is_first_name(finder->phrases, token))
		return TRUE;
	return (tertius_phrases_common_in(finder->phrases, token->id) >>
	                finder->language &
	        1) == 0 &&
	       !tertius_word_class_holds(finder->not_names, token);
}

/* The words of phrases ("Contact Dana", "im Anhang der Brief") begin no
 * name. */
static gboolean
is_phrase_word(const Finder *finder, const TertiusToken *token)
{
	if (finder->has_capital_nouns)
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
	       (tertius_phrases_is_first_name(finder->phrases, token) ||
	        !is_phrase_word(finder, token));
}

/* Where a line ends between the tokens @at - 1 and @at, or NULL. */
static const char *
find_line_end(const Finder *finder, guint at)
{
	const TertiusToken *before = tertius_tokens_at(finder->tokens, at - 1);
	const TertiusToken *token = tertius_tokens_at(finder->tokens, at);

	if (((before->flags ^ token->flags) & TERTIUS_TOKEN_SUBJECT) != 0)
		return NULL;
	return memchr(before->start, '\n',
	              (gsize) (token->start - before->start));
}

/* Lines of a card are short; that of a wrapped letter is full, and a name goes
 * on behind it. */
static gboolean
is_on_next_line(const Finder *finder, guint at)
{
	const char *end = find_line_end(finder, at);
	guint i = at - 1;

	if (end == NULL)
		return FALSE;
	while (i > 0 && find_line_end(finder, i) == NULL &&
	       end - tertius_tokens_at(finder->tokens, i)->start < FULL_LINE &&
	       (tertius_tokens_at(finder->tokens, i - 1)->flags &
	        TERTIUS_TOKEN_SUBJECT) == 0)
		i--;
	return end - tertius_tokens_at(finder->tokens, i)->start < FULL_LINE;
}

static gboolean
continues(const Finder *finder, guint at, guint sentence)
{
	const TertiusToken *token;

	if (at >= finder->tokens->n)
		return FALSE;
	token = tertius_tokens_at(finder->tokens, at);
	return token->sentence == sentence &&
	       (token->flags & (TERTIUS_TOKEN_COMMA | TERTIUS_TOKEN_BREAK)) ==
	               0 &&
	       (may_be_name(finder, token) || may_be_small_name(finder, token));
}

/* "Margaret "Peggy" Dunn": the token behind "Dunn", where a nickname in quotes or
 * brackets stands at @at; else @at. */
static guint
skip_nickname(const Finder *finder, guint at, guint sentence)
{
	const TertiusToken *nick, *last;

	if (at + 1 >= finder->tokens->n)
		return at;
	nick = tertius_tokens_at(finder->tokens, at);
	last = tertius_tokens_at(finder->tokens, at + 1);
	if (nick->sentence != sentence || last->sentence != sentence ||
	    (nick->flags & TERTIUS_TOKEN_BREAK) == 0 ||
	    strchr("\"(", nick->start[-1]) == NULL ||
	    strchr("\")", nick->start[nick->length]) == NULL ||
	    nick->start + nick->length + 2 != last->start)
		return at;
	return may_be_name(finder, nick) && may_be_name(finder, last) ? at + 2
	                                                              : at;
}

/* Returns the token after the name that begins at @first. */
static guint
measure_name(const Finder *finder, guint first)
{
	guint sentence = tertius_tokens_at(finder->tokens, first)->sentence;
	guint end = skip_nickname(finder, first + 1, sentence);

	while (end - first < NAME_WORDS_MAX && end < finder->tokens->n) {
		guint next = end;

		while (next < finder->tokens->n && next - end < 2 &&
		       tertius_mark_is(
			       tertius_tokens_at(finder->tokens, next)->word,
			       TERTIUS_MARKS_PARTICLES))
			next++;
		if (!continues(finder, next, sentence) ||
		    (next > first + 1 && is_on_next_line(finder, next)))
			break;
		end = next + 1;
	}
	return end;
}

/* "Okafor, Dana (Lab)": a last name, and behind its comma a known first name
 * that ends there. Where all nouns have capitals the brackets must be there. */
static gboolean
is_turned(const Finder *finder, guint at)
{
	const TertiusToken *last = tertius_tokens_at(finder->tokens, at);
	const TertiusToken *first;
	char after;

	if (at + 1 >= finder->tokens->n ||
	    (last->flags & TERTIUS_TOKEN_FIRST) != 0 ||
	    tertius_phrases_is_first_name(finder->phrases, last))
		return FALSE;
	first = tertius_tokens_at(finder->tokens, at + 1);
	after = first->start[first->length];
	if (after == ' ')
		after = first->start[first->length + 1];
	return first->sentence == last->sentence &&
	       (first->flags & (TERTIUS_TOKEN_COMMA | TERTIUS_TOKEN_BREAK)) ==
	               TERTIUS_TOKEN_COMMA &&
	       may_be_name(finder, first) &&
	       tertius_phrases_is_first_name(finder->phrases, first) &&
	       after != '\0' &&
	       strchr(finder->has_capital_nouns ? "(" : "(,.;", after) != NULL;
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

/* "Brief Introduction", "Job Opportunity": nothing but words of phrases. */
static gboolean
is_all_words(const Finder *finder, guint first, guint end)
{
	for (guint i = first; i < end; i++) {
		if ((tertius_phrases_used_in(
			     finder->phrases,
			     tertius_tokens_at(finder->tokens, i)->id) >>
		             finder->language &
		     1) == 0)
			return FALSE;
	}
	return TRUE;
}

/* "Dauerträger-Firmware": where nouns are written so, two of them with a hyphen
 * are a thing; the names of people hold a known first name. */
static gboolean
is_compound(const Finder *finder, guint first, guint end)
{
	if (!finder->has_capital_nouns)
		return FALSE;
	for (guint i = first; i + 1 < end; i++) {
		const TertiusToken *token =
			tertius_tokens_at(finder->tokens, i);

		if (token->start[token->length] == '-')
			return TRUE;
	}
	return FALSE;
}

/* "a student from Berkeley" */
static gboolean
is_origin(const Finder *finder, guint first)
{
	return first > 1 && has_before(finder, first, finder->whence) &&
	       has_before(finder, first - 1, finder->members);
}

/* "in June" is no woman. */
static gboolean
is_month(const Finder *finder, guint first, guint end)
{
	return end - first == 1 && has_before(finder, first, finder->where) &&
	       tertius_word_class_holds(
		       finder->not_names,
		       tertius_tokens_at(finder->tokens, first));
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
	    is_origin(finder, mention->first) ||
	    is_headline(finder, mention->first, mention->end) ||
	    is_all_words(finder, mention->first, mention->end) ||
	    is_compound(finder, mention->first, mention->end) ||
	    (token->flags & TERTIUS_TOKEN_SHOUTED) != 0)
		return FALSE;
	if (mention->end - mention->first == 1)
		return !finder->has_capital_nouns &&
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
		    finder->phrases, tertius_tokens_at(finder->tokens, at)))
		return at;
	for (guint i = at + 1; i + 1 < end; i++) {
		const TertiusToken *token =
			tertius_tokens_at(finder->tokens, i);

		if (tertius_phrases_is_first_name(finder->phrases, token))
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

static void
take_address(Finder *finder, guint at)
{
	TertiusMention mention = {
		.first = at,
		.end = at + 1,
		.is_address = TRUE,
		.is_sure = TRUE,
		.linked = tertius_header_names_link_address(
			finder->header, tertius_tokens_at(finder->tokens, at)),
	};

	take(finder, &mention);
}

/* Returns the token to go on with. */
static guint
look_at(Finder *finder, guint at)
{
	const TertiusToken *token = tertius_tokens_at(finder->tokens, at);
	TertiusMention mention = { .first = at, .end = at + 1 };
	gboolean house;

	if (!may_begin_name(finder, token))
		return at + 1;
	mention.is_turned = is_turned(finder, at);
	mention.end = mention.is_turned ? at + 2 : measure_name(finder, at);
	mention.first =
		mention.is_turned ? at : find_begin(finder, at, mention.end);
	at = mention.first;
	token = tertius_tokens_at(finder->tokens, at);
	house = tertius_header_names_is_house(finder->header, token->word);
	mention.linked = house ? NULL
	                       : tertius_header_names_link(
					 finder->header, finder->phrases,
					 finder->tokens, at, mention.end);
	mention.is_titled = has_title(finder, at);
	mention.is_sure =
		mention.linked != NULL || mention.is_titled ||
		mention.is_turned ||
		(tertius_phrases_is_first_name(finder->phrases, token) &&
	         !is_organisation(finder, at, mention.end) &&
	         !is_month(finder, at, mention.end) &&
	         (mention.end - at == 1 ||
	          !is_all_words(finder, at, mention.end)));
	if (!house && is_person(finder, &mention))
		take(finder, &mention);
	return mention.end;
}

/* Or nothing else. */
static gboolean
has_no_capitals(const TertiusTokens *tokens)
{
	guint capitals = 0, shouted = 0, words = 0;

	for (guint i = 0; i < tokens->n; i++) {
		const TertiusToken *token = tertius_tokens_at(tokens, i);

		if ((token->flags & TERTIUS_TOKEN_SUBJECT) != 0)
			continue;
		words++;
		capitals += (token->flags & TERTIUS_TOKEN_CAPITAL) != 0 ? 1 : 0;
		shouted += (token->flags & TERTIUS_TOKEN_SHOUTED) != 0 ? 1 : 0;
	}
	return words > 5 &&
	       (capitals * SMALL_SHARE <= words || shouted * 5 >= words * 4);
}

/* "Dana and Lee", "Dana or Lee". */
static void
mark_joints(const Finder *finder)
{
	const TertiusWordClass *and =
		tertius_phrases_class(finder->phrases, finder->language, "and");

	for (guint i = 1; i < finder->mentions->len; i++) {
		const TertiusMention *one =
			&g_array_index(finder->mentions, TertiusMention, i - 1);
		const TertiusMention *other =
			&g_array_index(finder->mentions, TertiusMention, i);
		TertiusToken *between =
			tertius_tokens_at(finder->tokens, one->end);

		if (other->first == one->end + 1 &&
		    tertius_word_class_holds(and, between))
			between->flags |= TERTIUS_TOKEN_JOINS;
	}
}

GArray *
tertius_names_find(const TertiusPhrases *phrases, guint language,
                   const TertiusMessage *message, TertiusTokens *tokens)
{
	Finder finder = {
		phrases,
		language,
		tokens,
		tertius_header_names_list(message),
		g_array_new(FALSE, FALSE, sizeof(TertiusMention)),
		has_no_capitals(tokens),
		tertius_phrases_class(phrases, language, "not-names"),
		tertius_phrases_class(phrases, language, "titles"),
		tertius_phrases_class(phrases, language, "articles"),
		tertius_phrases_class(phrases, language, "organisations"),
		tertius_phrases_class(phrases, language, "role"),
		tertius_phrases_class(phrases, language, "where"),
		tertius_phrases_class(phrases, language, "whence"),
		tertius_phrases_class(phrases, language, "members"),
		tertius_phrases_has_trait(phrases, language, "capital-nouns")
	};

	for (guint i = 0;
	     i < tokens->n && finder.mentions->len < TERTIUS_MENTIONS_MAX;) {
		guint flags = tertius_tokens_at(tokens, i)->flags;

		if ((flags & TERTIUS_TOKEN_EMAIL) != 0)
			take_address(&finder, i++);
		else if ((flags & TERTIUS_TOKEN_CAPITAL) != 0 ||
		         finder.is_small)
			i = look_at(&finder, i);
		else
			i++;
	}
	mark_joints(&finder);
	g_array_unref(finder.header);
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

/* Somebody of the header, who there may be an address without a name. */
static TertiusPerson *
dup_linked(const TertiusMention *mention, const char *written)
{
	TertiusPerson *person = tertius_person_copy(mention->linked);

	if (person->name == NULL && !mention->is_address &&
	    mention->end - mention->first >= 2)
		person->name = g_strdup(written);
	return person;
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

	text = mention->is_turned
	               ? g_strdup_printf("%.*s %.*s", (int) last->length,
	                                 last->start, (int) first->length,
	                                 first->start)
	               : g_strndup(first->start,
	                           (gsize) (last->start - first->start) +
	                                   last->length);
	if (mention->linked != NULL)
		return dup_linked(mention, text);
	if (mention->is_address) {
		g_autofree char *lower = g_ascii_strdown(text, -1);

		return tertius_person_new(NULL, lower, TERTIUS_PLACE_TEXT);
	}
	address = dup_address_near(mentions, index, tokens);
	return tertius_person_new(text, address, TERTIUS_PLACE_TEXT);
}
