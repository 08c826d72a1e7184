/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text as words.
 */
#include "detect/tokens.h"

#include "detect/mark-text.h"
#include "detect/vocabulary.h"

#include <string.h>

/* Bytes of a run of letters that are taken at once. */
#define WORD_LOOK_MAX 200

/* Tokens that there is room for at first. */
#define TOKENS_FIRST 256
/* Bytes of words that are taken from memory at once. */
#define BLOCK_BYTES  4096
/* Bytes that the longest word may take: one made of the pieces of another. */
#define WORD_ROOM    (2 * TERTIUS_TOKEN_WORD_MAX + 20)

TertiusTokens *
tertius_tokens_new(void)
{
	TertiusTokens *tokens = g_new0(TertiusTokens, 1);

	tokens->room = TOKENS_FIRST;
	tokens->all = g_new(TertiusToken, tokens->room);
	tokens->blocks = g_ptr_array_new_with_free_func(g_free);
	return tokens;
}

void
tertius_tokens_free(TertiusTokens *tokens)
{
	if (tokens == NULL)
		return;
	g_free(tokens->all);
	g_ptr_array_unref(tokens->blocks);
	g_free(tokens);
}

void
tertius_tokens_clear(TertiusTokens *tokens)
{
	tokens->n = 0;
	tokens->n_sentences = 0;
	if (tokens->blocks->len == 0)
		return;
	g_ptr_array_set_size(tokens->blocks, 1);
	tokens->free = tokens->blocks->pdata[0];
	tokens->left = BLOCK_BYTES;
}

void
tertius_tokens_grow(TertiusTokens *tokens)
{
	tokens->room *= 2;
	tokens->all = g_renew(TertiusToken, tokens->all, tokens->room);
}

/* Where the next word is to be written; it is kept by moving on behind it. */
static char *
reserve(TertiusTokens *tokens)
{
	if (tokens->left < WORD_ROOM) {
		tokens->free = g_malloc(BLOCK_BYTES);
		tokens->left = BLOCK_BYTES;
		g_ptr_array_add(tokens->blocks, tokens->free);
	}
	return tokens->free;
}

static void
move_on(TertiusTokens *tokens, gsize bytes)
{
	tokens->free += bytes;
	tokens->left -= bytes;
}

const char *
tertius_tokens_keep(TertiusTokens *tokens, const char *word)
{
	char *kept = reserve(tokens);

	(void) g_strlcpy(kept, word, WORD_ROOM);
	move_on(tokens, strlen(kept) + 1);
	return kept;
}

/* --- folding --- */

static gsize
fold_wide(gunichar c, char *out)
{
	gunichar parts[4];

	if (c == 0x2019 || c == 0x2018 || c == 0x02bc) {
		out[0] = '\'';
		return 1;
	}
	if (c == 0xdf) {
		out[0] = 's';
		out[1] = 's';
		return 2;
	}
	if (c == 0xad || c == 0x200b)
		return 0;
	c = g_unichar_tolower(c);
	if (g_unichar_fully_decompose(c, FALSE, parts, 4) > 1)
		c = parts[0];
	return (gsize) g_unichar_to_utf8(c, out);
}

static gsize
fold_into(const char *text, gsize length, char *out)
{
	const char *end = text + length;
	gsize n = 0;

	while (text < end && n < TERTIUS_TOKEN_WORD_MAX) {
		if ((guchar) *text < 0x80) {
			if (*text != '-' || n != 1) /* "e-mail" */
				out[n++] = tertius_mark_lower(*text);
			text++;
			continue;
		}
		n += fold_wide(g_utf8_get_char(text), out + n);
		text = g_utf8_next_char(text);
	}
	out[n] = '\0';
	return n;
}

char *
tertius_tokens_dup_folded(const char *text, gsize length)
{
	char folded[TERTIUS_TOKEN_WORD_MAX + 8];

	(void) fold_into(text, length, folded);
	return g_strdup(folded);
}

/* --- what characters are --- */

static gboolean
is_apostrophe(const char *p)
{
	return *p == '\'' || (*p == '\xe2' && p[1] == '\x80' && p[2] == '\x99');
}

static gboolean
is_word_char(const char *p)
{
	if ((guchar) *p < 0x80)
		return g_ascii_isalnum(*p);
	return g_unichar_isalnum(g_utf8_get_char(p));
}

static gboolean
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static gboolean
is_one_of(const char *word, const char *const *words, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		if (word[0] == words[i][0] && strcmp(word, words[i]) == 0)
			return TRUE;
	}
	return FALSE;
}

/* --- cutting --- */

typedef struct {
	TertiusTokens *tokens;
	guint given;      /* flags of every token */
	guint flags;      /* flags of the next one */
	const char *last; /* the word before, folded */
} Cutter;

/* Adds the word at @start, which stands folded where the next one is to be
 * written, in @folded bytes. Its hash and its looks are to be filled in. */
static TertiusToken *
add_folded(Cutter *cutter, const char *start, gsize length, gsize folded)
{
	TertiusTokens *tokens = cutter->tokens;
	TertiusToken *token = tertius_tokens_append(tokens);

	token->start = start;
	token->word = tokens->free;
	token->length = (guint) length;
	token->id = 0;
	token->sentence = tokens->n_sentences - 1;
	token->flags = cutter->given | cutter->flags;
	move_on(tokens, folded + 1);
	cutter->flags = 0;
	cutter->last = token->word;
	return token;
}

static TertiusToken *
add(Cutter *cutter, const char *start, gsize length, guint flags)
{
	char *word = reserve(cutter->tokens);
	gsize folded = fold_into(start, length, word);
	TertiusToken *token = add_folded(cutter, start, length, folded);

	token->hash = tertius_vocabulary_hash(word);
	token->flags |= flags;
	return token;
}

static void
end_sentence(Cutter *cutter)
{
	TertiusTokens *tokens = cutter->tokens;

	if ((cutter->flags & TERTIUS_TOKEN_FIRST) == 0) {
		tokens->n_sentences++;
		cutter->flags |= TERTIUS_TOKEN_FIRST;
	}
}

static void
mark_asked(Cutter *cutter)
{
	TertiusTokens *tokens = cutter->tokens;

	for (guint i = tokens->n; i-- > 0;) {
		TertiusToken *token = tertius_tokens_at(tokens, i);

		if (token->sentence != tokens->n_sentences - 1)
			break;
		token->flags |= TERTIUS_TOKEN_ASKED;
	}
}

/* Longer runs are no address and no link that somebody wrote. */
#define RUN_MAX 500

static gboolean
ends_run(char c)
{
	static const gboolean ends[256] = {
		['\0'] = TRUE, [' '] = TRUE, ['\t'] = TRUE, ['\r'] = TRUE,
		['\n'] = TRUE, ['<'] = TRUE, ['>'] = TRUE,  ['"'] = TRUE,
		['('] = TRUE,  [')'] = TRUE, [','] = TRUE,  [';'] = TRUE,
		['['] = TRUE,  [']'] = TRUE
	};

	return ends[(guchar) c];
}

static gsize
measure_run(const char *p)
{
	gsize length = 0;

	while (length < RUN_MAX && !ends_run(p[length]))
		length++;
	/* no half characters */
	while (length > 0 && ((guchar) p[length] & 0xc0) == 0x80)
		length--;
	return length;
}

static gboolean
begins_link(const char *p)
{
	char first = tertius_mark_lower(*p);

	/* The second letter tells "http" from "have" and "who". */
	return (first == 'h' && tertius_mark_lower(p[1]) == 't' &&
	        g_ascii_strncasecmp(p, "http", 4) == 0) ||
	       (first == 'w' && tertius_mark_lower(p[1]) == 'w' &&
	        g_ascii_strncasecmp(p, "www.", 4) == 0);
}

/* An address or a link: one run without blanks. Returns its length or 0. */
static gsize
cut_run(Cutter *cutter, const char *p)
{
	gsize length = measure_run(p);
	const char *at = memchr(p, '@', length);
	gboolean is_link = begins_link(p);
	gsize skip = 0;

	if (at == NULL && !is_link)
		return 0;
	while (length > 0 && strchr(".:!?'*", p[length - 1]) != NULL)
		length--;
	if (is_link) {
		add(cutter, p, length, TERTIUS_TOKEN_URL);
		return length;
	}
	if (at == NULL || at == p || (gsize) (at - p) + 3 > length ||
	    memchr(at, '.', (gsize) (p + length - at)) == NULL)
		return 0;
	if (g_ascii_strncasecmp(p, "mailto:", 7) == 0)
		skip = 7;
	if (skip >= length)
		return 0;
	add(cutter, p + skip, length - skip, TERTIUS_TOKEN_EMAIL);
	return length;
}

/* A number with what people put between its digits. Returns its length. */
static gsize
cut_number(Cutter *cutter, const char *p)
{
	gsize i = 0, last = 0;
	guint digits = 0, between = 0;

	for (; i < 40 && p[i] != '\0'; i++) {
		if (g_ascii_isdigit(p[i])) {
			digits++;
			between = 0;
			last = i + 1;
		} else if (strchr(" -.()/+", p[i]) != NULL && between < 3) {
			between++;
		} else {
			break;
		}
	}
	if (digits < 7) {
		last = strspn(p, "+(");
		last += strspn(p + last, "0123456789");
	}
	if (last == 0 || digits == 0)
		return 0;
	add(cutter, p, last,
	    digits >= 7 ? TERTIUS_TOKEN_NUMBER | TERTIUS_TOKEN_PHONE
	                : TERTIUS_TOKEN_NUMBER);
	return last;
}

/* The number of a telephone within a house: "3-5290", "x34810", "X3-4748". A
 * year ("1-2001") is none. Returns its length, or 0. */
static gsize
measure_extension(const char *p)
{
	gsize marked = g_ascii_tolower(*p) == 'x' ? 1 : 0;
	gsize first = marked + (marked > 0 && p[1] == '-' ? 1 : 0);
	gsize digits = strspn(p + first, "0123456789");
	const char *rest = p + first + digits;
	gsize more = *rest == '-' ? strspn(rest + 1, "0123456789") : 0;
	const char *end = more > 0 ? rest + 1 + more : rest;

	if (is_word_char(end) || *end == '-' || *end == '/')
		return 0;
	if (digits == 1 && more == 4 && !g_str_has_prefix(rest, "-19") &&
	    !g_str_has_prefix(rest, "-20"))
		return (gsize) (end - p);
	return marked > 0 && more == 0 && (digits == 4 || digits == 5)
	               ? (gsize) (end - p)
	               : 0;
}

static gsize
cut_extension(Cutter *cutter, const char *p)
{
	gsize length = 0;

	if (g_ascii_isdigit(*p) || *p == 'x' || *p == 'X')
		length = measure_extension(p);
	if (length > 0)
		add(cutter, p, length,
		    TERTIUS_TOKEN_NUMBER | TERTIUS_TOKEN_PHONE);
	return length;
}

static guint
looks_of(const char *p, gsize length)
{
	guint flags = 0;
	gsize capitals = 0;

	if (g_ascii_islower(*p) || !g_unichar_isupper(g_utf8_get_char(p)))
		return 0;
	flags = TERTIUS_TOKEN_CAPITAL;
	for (gsize i = 0; i < length; i++) {
		if (g_ascii_islower(p[i]))
			return flags;
		capitals += g_ascii_isupper(p[i]) ? 1 : 0;
	}
	return capitals >= 2 ? flags | TERTIUS_TOKEN_SHOUTED : flags;
}

/* Whether what stands from @start to the apostrophe at @end is a word of its
 * own. */
static gboolean
is_elided(const char *start, const char *end)
{
	char before[TERTIUS_TOKEN_WORD_MAX + 8];

	(void) fold_into(start, (gsize) (end - start), before);
	return tertius_mark_is(before, TERTIUS_MARKS_ELIDED);
}

/* Whether the character at @p is of the word that begins at @start: a letter, a
 * digit, or an apostrophe inside. */
static gboolean
belongs(const char *start, const char *p)
{
	return is_word_char(p) ||
	       (p != start && is_apostrophe(p) &&
	        is_word_char(g_utf8_next_char(p)) && !is_elided(start, p));
}

/* The length of the word at @p, with the hyphen of "e-mail" inside. */
static gsize
measure_word(const char *p)
{
	const char *start = p;

	if ((*p == 'e' || *p == 'E') && p[1] == '-' && is_word_char(p + 2))
		p += 2;
	while (p - start < WORD_LOOK_MAX) {
		if (g_ascii_isalnum(*p)) /* nearly every byte */
			p++;
		else if (*p != '\0' && belongs(start, p))
			p = g_utf8_next_char(p);
		else
			break;
	}
	return (gsize) (p - start);
}

/* The bytes of "'s" at the end of a name; "He's" and "Let's" are no names. */
static gsize
measure_possessive(const char *p, gsize length)
{
	static const char *const others[] = { "he",    "she",  "it",   "that",
		                              "what",  "here", "let",  "who",
		                              "there", "how",  "where" };
	gsize mark = length > 3 && p[length - 2] == '\'' ? 2 : 0;
	char before[TERTIUS_TOKEN_WORD_MAX + 8];

	if (length > 5 && memcmp(p + length - 4, "\xe2\x80\x99", 3) == 0)
		mark = 4;
	if (mark == 0 || !g_unichar_isupper(g_utf8_get_char(p)) ||
	    p[length - 1] != 's')
		return 0;
	(void) fold_into(p, length - mark, before);
	return is_one_of(before, others, G_N_ELEMENTS(others)) ? 0 : mark;
}

static gboolean
starts_run(const char *p)
{
	return is_word_char(p) || *p == '_';
}

/* "+Dana" adds somebody: a word as good as "plus". */
static gsize
cut_plus(Cutter *cutter, const char *p)
{
	TertiusToken *token = add(cutter, p, 1, 0);

	token->word = "plus";
	token->hash = tertius_vocabulary_hash(token->word);
	return 1;
}

/* Whether a word of letters ends at @p, whatever stands before it. */
static gboolean
ends_plain(const char *p)
{
	return ends_run(*p) ||
	       ((*p == '.' || *p == '!' || *p == '?' || *p == ':') &&
	        ends_run(p[1]));
}

/* A word of nothing but letters of ASCII, as most are: folded while it is
 * measured. Returns its length, or 0 when there may be more in it. */
static gsize
cut_plain(Cutter *cutter, const char *p)
{
	char *word = reserve(cutter->tokens);
	guint hash = TERTIUS_VOCABULARY_HASH_FIRST;
	TertiusToken *token;
	gsize n = 0;

	for (; n < TERTIUS_TOKEN_WORD_MAX && g_ascii_isalpha(p[n]); n++) {
		word[n] = (char) (p[n] | 0x20);
		hash = tertius_vocabulary_hash_more(hash, word[n]);
	}
	if (n == 0 || !ends_plain(p + n) || begins_link(p))
		return 0;
	word[n] = '\0';
	token = add_folded(cutter, p, n, n);
	token->hash = hash;
	token->flags |= looks_of(p, n);
	return n;
}

/* Returns how many bytes were taken. */
static gsize
cut_one(Cutter *cutter, const char *p)
{
	gsize length = measure_word(p);
	gboolean is_plain = ends_run(p[length]) && !begins_link(p);
	gsize run = is_plain ? 0 : cut_run(cutter, p);

	if (run == 0)
		run = cut_extension(cutter, p);
	if (run > 0)
		return run;
	if (g_ascii_isdigit(*p))
		return cut_number(cutter, p);
	if (length > 0)
		add(cutter, p, length - measure_possessive(p, length),
		    looks_of(p, length));
	return MAX(length, 1);
}

static gboolean
ends_sentence(const Cutter *cutter, const char *p)
{
	if (!is_blank(p[1]) && p[1] != '\0' && p[1] != '"' && p[1] != ')')
		return FALSE;
	if (*p != '.' || cutter->last == NULL)
		return TRUE;
	/* "20. August" */
	if (g_ascii_isdigit(cutter->last[0]) && strlen(cutter->last) <= 2)
		return FALSE;
	return strlen(cutter->last) > 1 &&
	       !tertius_mark_is(cutter->last, TERTIUS_MARKS_ABBREVIATED);
}

/* An empty line or the next point of a list comes after a line's end. */
static gboolean
opens_paragraph(const char *p)
{
	p += strspn(p, " \t\r");
	return *p == '\n' || *p == '-' || *p == '*';
}

/* A mark between words. Returns how many bytes were taken. */
static gsize
cut_mark(Cutter *cutter, const char *p)
{
	if (*p == ',') {
		cutter->flags |= TERTIUS_TOKEN_COMMA;
	} else if (*p == '.' || *p == '!' || *p == '?') {
		if (*p == '?')
			mark_asked(cutter);
		if (ends_sentence(cutter, p))
			end_sentence(cutter);
		else if (*p != '.')
			cutter->flags |= TERTIUS_TOKEN_BREAK;
	} else if (*p == '\n') {
		if (opens_paragraph(p + 1))
			end_sentence(cutter);
	} else if (*p == '-' && is_word_char(p + 1)) {
		/* Jean-Marie is one name */
	} else if (!is_blank(*p) && !is_apostrophe(p)) {
		cutter->flags |= TERTIUS_TOKEN_BREAK;
	}
	return (gsize) (g_utf8_next_char(p) - p);
}

/* What stands at @p. Returns how many bytes were taken. */
static gsize
cut(Cutter *cutter, const char *p)
{
	gsize taken = 0;

	if (*p == ' ') /* most of what stands between words */
		return 1;
	if (*p == '+' && g_ascii_isupper(p[1]))
		return cut_plus(cutter, p);
	if ((*p == '(' || *p == '+') && g_ascii_isdigit(p[1]))
		taken = cut_number(cutter, p);
	if (taken == 0)
		taken = cut_plain(cutter, p);
	if (taken > 0)
		return taken;
	return starts_run(p) ? cut_one(cutter, p) : cut_mark(cutter, p);
}

void
tertius_tokens_add(TertiusTokens *tokens, const char *text, guint flags)
{
	Cutter cutter = { tokens, flags, TERTIUS_TOKEN_FIRST, NULL };
	const char *p = text;

	tokens->n_sentences++;
	while (*p != '\0' && tokens->n < TERTIUS_TOKENS_MAX)
		p += cut(&cutter, p);
}
