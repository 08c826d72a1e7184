/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words, phrases, tables and names.
 */
#include "detect/names.h"
#include "detect/pattern.h"
#include "detect/phrases.h"

#include "base/error.h"
#include "detect/language.h"
#include "tertius-test.h"

#include <string.h>

static char *
dup_words(const char *text)
{
	g_autoptr(TertiusTokens) tokens = tertius_tokens_new();
	GString *words = g_string_new(NULL);
	guint sentence = 1;

	tertius_tokens_add(tokens, text, 0);
	for (guint i = 0; i < tokens->n; i++) {
		const TertiusToken *token = tertius_tokens_at(tokens, i);

		if (i > 0)
			g_string_append(words, token->sentence + 1 != sentence
			                               ? " / "
			                               : " ");
		sentence = token->sentence + 1;
		g_string_append(words, token->word);
	}
	return g_string_free(words, FALSE);
}

static const struct {
	const char *text;
	const char *words;
} texts[] = {
	{ "I'm copying Dana.", "i'm copying dana" },
	{ "Hi. Bye.", "hi / bye" },
	{ "Ask Mr. Li, please! Soon?", "ask mr li please / soon" },
	{ "J. Li called", "j li called" },
	{ "one\n\ntwo", "one / two" },
	{ "J’ai l'adresse d’Anne", "j ai l adresse d anne" },
	{ "Grüße, ça été, Straße", "grusse ca ete strasse" },
	{ "an e-mail to dana@example.org.", "an email to dana@example.org" },
	{ "Dana's card: (555) 123-4567", "dana card (555) 123-4567" },
	{ "Jean-Marie O'Neill", "jean marie o'neill" },
	{ "+Dana at http://example.org/x",
	  "plus dana at http://example.org/x" },
	{ "\xc2\xa0\xe2\x80\x94", "" },
	{ "", "" },
};

START_TEST(text_is_cut_into_words_and_sentences)
{
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *words = dup_words(texts[i].text);

		ck_assert_msg(strcmp(words, texts[i].words) == 0,
		              "case %zu: '%s'", i, words);
	}
}
END_TEST

START_TEST(words_beyond_the_limit_are_not_read)
{
	const guint counts[] = { TERTIUS_TOKENS_MAX - 1, TERTIUS_TOKENS_MAX,
		                 TERTIUS_TOKENS_MAX + 1 };

	for (gsize i = 0; i < G_N_ELEMENTS(counts); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autoptr(TertiusTokens) tokens = tertius_tokens_new();

		for (guint j = 0; j < counts[i]; j++)
			g_string_append(text, "a ");
		tertius_tokens_add(tokens, text->str, 0);
		ck_assert_uint_eq(tokens->n,
		                  MIN(counts[i], TERTIUS_TOKENS_MAX));
	}
}
END_TEST

START_TEST(a_word_is_cut)
{
	for (gsize n = TERTIUS_TOKEN_WORD_MAX; n <= TERTIUS_TOKEN_WORD_MAX + 1;
	     n++) {
		g_autofree char *word = g_strnfill(n, 'x');
		g_autofree char *folded = tertius_tokens_dup_folded(word, n);

		ck_assert_uint_eq(strlen(folded), TERTIUS_TOKEN_WORD_MAX);
	}
}
END_TEST

/* Finds @phrase in @text; "" when it is not there. */
static char *
dup_find(const char *phrase, const char *text)
{
	g_autoptr(TertiusPhrases) phrases = tertius_phrases_new_empty();
	g_autofree char *table = g_strdup_printf(
		"xx\n[classes]\nyou = you u\nand = and or\n"
		"[first-names]\ndana tom\n"
		"[turns]\ncall = ring {person} / give {person} a call\n"
		"[introduction/x]\n%s\n",
		phrase);
	g_autoptr(TertiusTokens) tokens = tertius_tokens_new();
	g_autoptr(TertiusMessage) message = tertius_message_new();
	g_autoptr(GArray) mentions = NULL;
	g_autoptr(GArray) finds = NULL;
	const TertiusFind *find;
	const TertiusToken *first, *last;

	ck_assert(tertius_phrases_add_table(phrases, table, NULL));
	tertius_tokens_add(tokens, text, 0);
	tertius_phrases_number(phrases, tokens);
	mentions = tertius_names_find(phrases, 0, message, tokens);
	ck_assert_ptr_nonnull(mentions); /* it marks names for phrases */
	finds = tertius_phrases_find(phrases, 0, tokens);
	if (finds->len == 0)
		return g_strdup("");
	find = &g_array_index(finds, TertiusFind, 0);
	first = tertius_tokens_at(tokens, find->first);
	last = tertius_tokens_at(tokens, find->end - 1);
	return g_strndup(first->start,
	                 (gsize) (last->start - first->start) + last->length);
}

static const struct {
	const char *phrase;
	const char *text;
	const char *found;
} phrases_cases[] = {
	{ "put {you} in touch", "I put you in touch.", "put you in touch" },
	{ "put {you} in touch", "I put me in touch.", "" },
	{ "put|get you", "they get you", "get you" },
	{ "in close? touch", "in touch", "in touch" },
	{ "in close? touch", "in close touch", "in close touch" },
	{ "in close? touch", "in very touch", "" },
	{ "introduc~ you", "introducing you", "introducing you" },
	{ "introduc~ you", "intro you", "" },
	{ "put~ you", "putting you", "putting you" },
	{ "ask __ touch", "ask a b touch", "ask a b touch" },
	{ "ask __ touch", "ask a b c touch", "" },
	{ "ask __ touch", "ask. Touch", "" },
	{ "^ meet {person}", "Meet Dana", "Meet Dana" },
	{ "^ meet {person}", "please meet Dana", "" },
	{ "meet {person} now", "meet Dana Okafor Jr now",
	  "meet Dana Okafor Jr now" },
	{ "meet {person} now", "meet Dana, Tom now", "" },
	{ "meet {person} now", "meet Dana and Tom now",
	  "meet Dana and Tom now" },
	{ "meet {person} now", "meet Dana Li or Tom Ray now",
	  "meet Dana Li or Tom Ray now" },
	{ "meet {person}", "meet Dana and Tom", "meet Dana and Tom" },
	{ "meet {person} now", "meet Dana and you now", "" },
	{ "meet {person} now", "meet Dana but Tom now", "" },
	{ "at {phone}", "at 555 123 4567", "at 555 123 4567" },
	{ "at {phone}", "at 555", "" },
	{ "at {email}", "at <dana@example.org>", "at <dana@example.org" },
	{ "please <call>", "please give Dana a call",
	  "please give Dana a call" },
	{ "please <call>", "please ring Tom", "please ring Tom" },
	{ "please <call>", "please give Dana", "" },
	{ "see {link}", "see www.example.org.", "see www.example.org" },
	{ "été", "en ÉTÉ", "ÉTÉ" },
};

START_TEST(phrases_are_found_where_they_stand)
{
	for (gsize i = 0; i < G_N_ELEMENTS(phrases_cases); i++) {
		g_autofree char *found = dup_find(phrases_cases[i].phrase,
		                                  phrases_cases[i].text);

		ck_assert_msg(strcmp(found, phrases_cases[i].found) == 0,
		              "case %zu: '%s'", i, found);
	}
}
END_TEST

START_TEST(only_so_many_names_stand_for_one)
{
	for (guint joints = 0; joints <= TERTIUS_PATTERN_JOINTS_MAX + 1;
	     joints++) {
		g_autoptr(GString) text = g_string_new("meet Dana");
		g_autofree char *found = NULL;

		for (guint i = 0; i < joints; i++)
			g_string_append(text, " and Tom");
		g_string_append(text, " now");
		found = dup_find("meet {person} now", text->str);
		ck_assert_int_eq(*found != '\0',
		                 joints <= TERTIUS_PATTERN_JOINTS_MAX);
	}
}
END_TEST

START_TEST(a_line_that_is_no_phrase_is_refused)
{
	const char *const lines[] = { "___ only gaps first",
		                      "a? b?",
		                      "{nobody} x",
		                      "<nobody> x",
		                      "a||b",
		                      "two-words",
		                      "l'un",
		                      "{",
		                      "^",
		                      "a pu~",
		                      "co\xf4\xf4" };

	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autoptr(TertiusPhrases) phrases = tertius_phrases_new_empty();
		g_autoptr(GError) error = NULL;
		g_autofree char *table =
			g_strdup_printf("xx\n[a/b]\n%s\n", lines[i]);

		ck_assert_msg(
			!tertius_phrases_add_table(phrases, table, &error),
			"case %zu", i);
		ck_assert(g_error_matches(error, TERTIUS_ERROR,
		                          TERTIUS_ERROR_MALFORMED));
		ck_assert_msg(strstr(error->message, "line 3") != NULL, "%s",
		              error->message);
	}
}
END_TEST

START_TEST(a_class_is_told_once)
{
	g_autoptr(TertiusPhrases) phrases = tertius_phrases_new_empty();
	g_autoptr(GError) error = NULL;

	ck_assert(!tertius_phrases_add_table(
		phrases, "xx\n[classes]\na = b\nc = d\na = e\n", &error));
	ck_assert(
		g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED));
	ck_assert_msg(strstr(error->message, "line 5") != NULL, "%s",
	              error->message);
}
END_TEST

START_TEST(a_phrase_has_at_most_sixty_elements)
{
	const guint counts[] = { 59, 60, 61 };

	for (gsize i = 0; i < G_N_ELEMENTS(counts); i++) {
		g_autoptr(TertiusPhrases) phrases = tertius_phrases_new_empty();
		g_autoptr(GString) table = g_string_new("xx\n[a/b]\n");

		for (guint j = 0; j < counts[i]; j++)
			g_string_append(table, "a ");
		ck_assert(tertius_phrases_add_table(phrases, table->str,
		                                    NULL) == (counts[i] <= 60));
	}
}
END_TEST

START_TEST(finds_beyond_the_limit_are_left_out)
{
	g_autoptr(TertiusPhrases) phrases = tertius_phrases_new_empty();
	g_autoptr(TertiusTokens) tokens = tertius_tokens_new();
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GArray) finds = NULL;

	ck_assert(tertius_phrases_add_table(phrases, "xx\n[a/b]\na\n", NULL));
	for (guint i = 0; i < TERTIUS_PHRASES_FINDS_MAX + 100; i++)
		g_string_append(text, "a ");
	tertius_tokens_add(tokens, text->str, 0);
	tertius_phrases_number(phrases, tokens);
	finds = tertius_phrases_find(phrases, 0, tokens);
	ck_assert_uint_eq(finds->len, TERTIUS_PHRASES_FINDS_MAX);
}
END_TEST

/* --- people --- */

static const struct {
	const char *text;
	const char *name; /* of the first mention, or NULL */
	const char *address;
} people[] = {
	{ "ask Dana", "Dana Okafor", "dana@example.org" },
	{ "ask dana@example.org", "Dana Okafor", "dana@example.org" },
	{ "ask Bob", "Robert Li", "rli@example.org" },
	{ "ask Mr. Li", "Robert Li", "rli@example.org" },
	{ "ask Tom Reyes, tom@example.net", "Tom Reyes", "tom@example.net" },
	{ "ask Tom Reyes.", "Tom Reyes", NULL },
	{ "ask tom@example.net", NULL, "tom@example.net" },
};

static const struct {
	const char *text;
	const char *language;
} short_notes[] = {
	{ "Un conocido mío la va a llamar por lo del departamento. Le di su número.",
	  "es" },
	{ "Já era tempo de se conhecerem: os dois trabalham com água.", "pt" },
	{ "Ti chiama in settimana.", "it" },
	{ "Votre interlocutrice sera Mme Lacoste.", "fr" },
	{ "Torben meldet sich.", "de" },
	{ "Ze belt je van de week.", "nl" },
	{ "Torben will call you.", "en" },
};

START_TEST(a_few_words_tell_the_language)
{
	g_autoptr(TertiusPhrases) phrases = tertius_phrases_new(NULL, NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(short_notes); i++) {
		g_autoptr(TertiusTokens) tokens = tertius_tokens_new();
		const char *found;

		tertius_tokens_add(tokens, short_notes[i].text, 0);
		tertius_phrases_number(phrases, tokens);
		found = tertius_phrases_language(
			phrases, tertius_language_guess(phrases, tokens, NULL));
		ck_assert_msg(strcmp(found, short_notes[i].language) == 0,
		              "case %zu: %s", i, found);
	}
}
END_TEST

START_TEST(a_display_name_may_be_cut_anywhere)
{
	const char *const names[] = {
		"Okafor, (Sales)", "Okafor,", ",", "(x)", "@",
		"Okafor, /",       "a, b, c"
	};
	g_autoptr(TertiusPhrases) phrases = tertius_phrases_new(NULL, NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(TertiusTokens) tokens = tertius_tokens_new();
		g_autoptr(TertiusMessage) message = tertius_message_new();
		g_autoptr(GArray) mentions = NULL;

		g_ptr_array_add(message->recipients,
		                tertius_person_new(names[i], "d@example.org",
		                                   TERTIUS_PLACE_TO));
		tertius_tokens_add(tokens, "ask Dana Okafor", 0);
		tertius_phrases_number(phrases, tokens);
		mentions = tertius_names_find(phrases, 0, message, tokens);
		ck_assert_msg(mentions->len > 0, "case %zu", i);
	}
}
END_TEST

START_TEST(names_mean_people_of_the_header_or_of_the_text)
{
	g_autoptr(TertiusPhrases) phrases = tertius_phrases_new(NULL, NULL);

	ck_assert_ptr_nonnull(phrases);
	for (gsize i = 0; i < G_N_ELEMENTS(people); i++) {
		g_autoptr(TertiusTokens) tokens = tertius_tokens_new();
		g_autoptr(TertiusMessage) message = tertius_message_new();
		g_autoptr(GArray) mentions = NULL;
		g_autoptr(TertiusPerson) person = NULL;

		g_ptr_array_add(message->recipients,
		                tertius_person_new("Okafor, Dana (Sales)",
		                                   "dana@example.org",
		                                   TERTIUS_PLACE_TO));
		g_ptr_array_add(message->recipients,
		                tertius_person_new("Robert Li",
		                                   "rli@example.org",
		                                   TERTIUS_PLACE_CC));
		tertius_tokens_add(tokens, people[i].text, 0);
		tertius_phrases_number(phrases, tokens);
		mentions = tertius_names_find(
			phrases, tertius_language_guess(phrases, tokens, NULL),
			message, tokens);
		ck_assert_msg(mentions->len > 0, "case %zu", i);
		person = tertius_names_dup_person(mentions, 0, tokens);
		ck_assert_msg(g_strcmp0(person->address, people[i].address) ==
		                      0,
		              "case %zu: %s", i, person->address);
		if (people[i].name != NULL && i > 1)
			ck_assert_msg(strcmp(person->name, people[i].name) == 0,
			              "case %zu: %s", i, person->name);
	}
}
END_TEST

TERTIUS_TEST_MAIN("phrases", text_is_cut_into_words_and_sentences,
                  words_beyond_the_limit_are_not_read, a_word_is_cut,
                  phrases_are_found_where_they_stand,
                  only_so_many_names_stand_for_one,
                  a_line_that_is_no_phrase_is_refused, a_class_is_told_once,
                  a_phrase_has_at_most_sixty_elements,
                  finds_beyond_the_limit_are_left_out,
                  names_mean_people_of_the_header_or_of_the_text,
                  a_few_words_tell_the_language,
                  a_display_name_may_be_cut_anywhere)
