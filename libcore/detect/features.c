/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Features of windows and messages.
 */
#include "detect/features.h"

#include "detect/house.h"
#include "detect/own-words.h"

#include <string.h>

#define SHORT_WORDS  40
#define LONG_WORDS   250
#define MANY_PEOPLE  8
#define MANY_NAMED   10
#define MANY_SIGNS   4 /* families of words that introduce */
#define TOLD_MAX     4
#define COMPARED_MAX 20 /* recipients whose houses are looked at */

/* Names are interned, so that they can be told apart by their place. */
static GHashTable *
features_new(void)
{
	return g_hash_table_new(NULL, NULL);
}

static gpointer
key_of(const char *interned)
{
	return GSIZE_TO_POINTER((gsize) interned);
}

/* @name: what stands in the program. */
static void
add(GHashTable *features, const char *name)
{
	gpointer key = key_of(g_intern_static_string(name));

	if (!g_hash_table_contains(features, key))
		g_hash_table_insert(features, key, NULL);
}

static gboolean
has(GHashTable *features, const char *name)
{
	return g_hash_table_contains(features,
	                             key_of(g_intern_static_string(name)));
}

static void
drop(GHashTable *features, const char *name)
{
	g_hash_table_remove(features, key_of(g_intern_static_string(name)));
}

static void
add_words(GHashTable *features, TertiusFind *find)
{
	g_hash_table_insert(features, key_of(find->family), find);
}

static const TertiusMention *
mention_at(const TertiusReading *reading, guint index)
{
	return &g_array_index(reading->mentions, TertiusMention, index);
}

/* --- the header --- */

static void
add_distance(const TertiusReading *reading, GHashTable *features)
{
	const GPtrArray *people = reading->message->recipients;
	guint inside = 0, outside = 0;

	for (guint i = 0; i < MIN(people->len, COMPARED_MAX); i++) {
		TertiusHouse house = tertius_house_compare(
			reading->message->from, people->pdata[i]);

		inside += house == TERTIUS_HOUSE_SAME ? 1 : 0;
		outside += house == TERTIUS_HOUSE_OTHER ? 1 : 0;
	}
	if (outside > 0)
		add(features,
		    inside > 0 ? "who/mixed-houses" : "who/other-house");
	else if (inside > 0)
		add(features, "who/same-house");
}

static void
add_recipients(const TertiusReading *reading, GHashTable *features)
{
	const GPtrArray *people = reading->message->recipients;
	guint to = 0;

	for (guint i = 0; i < people->len; i++) {
		const TertiusPerson *person = people->pdata[i];

		to += person->place == TERTIUS_PLACE_TO ? 1 : 0;
	}
	if (people->len == 1)
		add(features, "who/one-recipient");
	if (people->len > MANY_PEOPLE)
		add(features, "who/many-recipients");
	if (to >= 2 && people->len <= 4)
		add(features, "who/two-addressed");
	add_distance(reading, features);
}

static void
add_course(const TertiusReading *reading, GHashTable *features)
{
	const TertiusMessage *message = reading->message;
	const char *subject = message->subject;

	if (reading->is_forward)
		add(features, "shape/forward");
	else if (strlen(subject) > strlen(reading->subject) ||
	         message->in_reply_to != NULL || message->references->len > 0)
		add(features, "shape/reply");
	for (guint i = 0; i < message->attachments->len; i++) {
		if (tertius_enclosed_is_resume(message->attachments->pdata[i]))
			add(features, "shape/resume-attached");
	}
	if (reading->enclosed.names_resume)
		add(features, "shape/resume-attached");
	if (reading->has_card)
		add(features, "shape/card");
	if (reading->enclosed.is_application)
		add(features, "shape/application-enclosed");
}

/* --- the whole text --- */

static void
add_size(const TertiusReading *reading, GHashTable *features)
{
	guint words = reading->tokens->list->len - reading->n_subject;

	if (words == 0)
		add(features, "shape/no-words");
	else if (words < SHORT_WORDS)
		add(features, "shape/short");
	else if (words > LONG_WORDS)
		add(features, "shape/long");
	if (words >= SHORT_WORDS && !reading->is_language_sure)
		add(features, "shape/foreign");
	for (guint i = 0; i < reading->lines->len; i++) {
		const TertiusLine *line =
			&g_array_index(reading->lines, TertiusLine, i);

		if (line->zone == TERTIUS_ZONE_FORWARD) {
			add(features, "shape/forward");
			break;
		}
	}
}

static void
add_naming(const TertiusReading *reading, GHashTable *features)
{
	guint greeted = 0, named = 0;

	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *mention = mention_at(reading, i);

		if (tertius_reading_is_greeted(reading, mention))
			greeted++;
		else if (mention->linked != reading->message->from)
			named++;
	}
	if (greeted >= 2)
		add(features, "who/two-greeted");
	if (named > MANY_NAMED)
		add(features, "who/many-named");
}

/* Whom of the recipients the writer turns to: "Dana, …", at the beginning of
 * a sentence. */
static const TertiusPerson *
addressed_by(const TertiusReading *reading, const TertiusMention *mention)
{
	const TertiusToken *token =
		tertius_tokens_at(reading->tokens, mention->first);
	gboolean comma =
		mention->end < reading->tokens->list->len &&
		(tertius_tokens_at(reading->tokens, mention->end)->flags &
	         (TERTIUS_TOKEN_COMMA | TERTIUS_TOKEN_BREAK)) != 0;

	if (mention->linked == NULL ||
	    mention->linked == reading->message->from ||
	    mention->first < reading->n_subject)
		return NULL;
	if (tertius_reading_is_greeted(reading, mention) ||
	    ((token->flags & TERTIUS_TOKEN_FIRST) != 0 && comma))
		return mention->linked;
	return NULL;
}

/* Two sides, by their names: in the subject, or turned to one after another. */
static void
add_sides(const TertiusReading *reading, GHashTable *features)
{
	const TertiusPerson *in_subject = NULL, *turned_to = NULL;

	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *mention = mention_at(reading, i);
		const TertiusPerson *person = addressed_by(reading, mention);

		if (mention->first < reading->n_subject &&
		    mention->linked != NULL &&
		    mention->linked != reading->message->from) {
			if (in_subject != NULL && in_subject != mention->linked)
				add(features, "subject/two-sides");
			in_subject = mention->linked;
		} else if (person != NULL) {
			if (turned_to != NULL && turned_to != person)
				add(features, "who/two-sides");
			turned_to = person;
		}
	}
}

/* "Dana runs the choir": a clause begins with the name of a recipient, and does
 * not turn to them. */
static gboolean
is_told_about(const TertiusReading *reading, const TertiusMention *mention)
{
	const guint apart = TERTIUS_TOKEN_COMMA | TERTIUS_TOKEN_BREAK;
	const TertiusToken *first, *next;

	if (mention->linked == NULL || mention->is_address ||
	    mention->linked == reading->message->from ||
	    mention->first < reading->n_subject ||
	    mention->end >= reading->tokens->list->len ||
	    tertius_reading_is_greeted(reading, mention))
		return FALSE;
	first = tertius_tokens_at(reading->tokens, mention->first);
	next = tertius_tokens_at(reading->tokens, mention->end);
	return (first->flags & (TERTIUS_TOKEN_FIRST | apart)) != 0 &&
	       next->sentence == first->sentence &&
	       ((next->flags & apart) == 0 || next->start[-1] == '(');
}

/* Each of two to four readers is told about: then none of it is told to one of
 * them alone. */
static void
add_told(const TertiusReading *reading, GHashTable *features)
{
	const GPtrArray *people = reading->message->recipients;
	g_autoptr(GHashTable) told = g_hash_table_new(NULL, NULL);

	if (people->len < 2 || people->len > TOLD_MAX)
		return;
	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *mention = mention_at(reading, i);

		if (is_told_about(reading, mention))
			g_hash_table_add(
				told,
				GSIZE_TO_POINTER((gsize) mention->linked));
	}
	if (g_hash_table_size(told) == people->len)
		add(features, "who/each-told");
}

/* Phrases that hold of the whole message, wherever they stand: those of the
 * subject and those of mass mail. */
static void
add_everywhere(const TertiusReading *reading, GHashTable *features)
{
	for (guint i = 0; i < reading->finds->len; i++) {
		TertiusFind *find =
			&g_array_index(reading->finds, TertiusFind, i);
		gboolean in_subject = find->first < reading->n_subject;

		if (in_subject ? g_str_has_prefix(find->family, "subject/")
		               : g_str_has_prefix(find->family, "whole/"))
			add_words(features, find);
	}
}

/* Somebody's full name in the subject who is neither the writer nor addressed:
 * the message is about them. */
static void
add_subject_person(const TertiusReading *reading, GHashTable *features)
{
	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *mention = mention_at(reading, i);

		if (mention->first >= reading->n_subject)
			return;
		if (!mention->is_sure || mention->is_address ||
		    mention->end - mention->first < 2 ||
		    (mention->linked != NULL &&
		     mention->linked->place != TERTIUS_PLACE_CC))
			continue;
		add(features, "subject/person");
	}
}

/* Of how many kinds are the words that introduce? */
static void
add_signs(const TertiusReading *reading, GHashTable *features)
{
	g_autoptr(GHashTable) kinds = features_new();

	for (guint i = 0; i < reading->finds->len; i++) {
		const TertiusFind *find =
			&g_array_index(reading->finds, TertiusFind, i);

		if (g_str_has_prefix(find->family, "introduction/"))
			g_hash_table_add(kinds, key_of(find->family));
	}
	if (g_hash_table_size(kinds) >= MANY_SIGNS)
		add(features, "shape/many-signs");
}

static GHashTable *
list_common(const TertiusReading *reading)
{
	GHashTable *features = features_new();

	add_recipients(reading, features);
	add_course(reading, features);
	add_size(reading, features);
	add_naming(reading, features);
	add_sides(reading, features);
	add_told(reading, features);
	add_everywhere(reading, features);
	add_subject_person(reading, features);
	add_signs(reading, features);
	return features;
}

/* --- a window --- */

static guint
sentence_of(const TertiusReading *reading, guint token)
{
	return tertius_tokens_at(reading->tokens, token)->sentence;
}

static gboolean
is_within(const TertiusReading *reading, guint token,
          const TertiusWindow *window)
{
	guint sentence = sentence_of(reading, token);

	return token >= reading->n_subject &&
	       sentence + 1 >= window->sentence &&
	       sentence <= window->sentence + 1;
}

/* "Dr. Okafor" is as formal as a name in full. */
static gboolean
is_in_full(const TertiusMention *mention)
{
	return mention->is_address || mention->is_titled ||
	       mention->end - mention->first >= 2;
}

/* A recipient whom the writer calls by the first name wherever they are named:
 * the others know who that is. */
static gboolean
is_familiar(const TertiusReading *reading, const TertiusMention *mention)
{
	if (mention->linked == NULL)
		return FALSE;
	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *other = mention_at(reading, i);

		if (other->linked == mention->linked && is_in_full(other))
			return FALSE;
	}
	return TRUE;
}

static void
add_mention(const TertiusReading *reading, const TertiusMention *mention,
            GHashTable *features)
{
	const TertiusPerson *linked = mention->linked;

	if (linked != NULL && linked->place == TERTIUS_PLACE_CC)
		add(features, "near/on-copy");
	else if (linked != NULL)
		add(features, "near/addressee");
	else if (mention->is_address)
		add(features, "near/new-address");
	else if (is_in_full(mention))
		add(features,
		    mention->is_sure ? "near/full-name" : "near/two-capitals");
	else
		add(features,
		    mention->is_sure ? "near/first-name" : "near/capital");
	if (is_familiar(reading, mention))
		add(features, "near/familiar");
	if (tertius_enclosed_names(
		    &reading->enclosed,
		    tertius_tokens_at(reading->tokens, mention->first)->word))
		add(features, "near/in-quote");
	if (!reading->is_forward &&
	    tertius_enclosed_was_sent_to(
		    &reading->enclosed,
		    tertius_tokens_at(reading->tokens, mention->end - 1)->word))
		add(features, "near/was-there");
}

/* Whether the writer signs with it. */
static gboolean
is_signed(const TertiusReading *reading, const TertiusMention *mention)
{
	return mention->first >= reading->n_subject &&
	       tertius_tokens_at(reading->tokens, mention->first)->start >=
	               reading->closing;
}

/* Whoever is named in full may be called by the first name beside it: that
 * tells nothing more. */
static void
drop_short_names(GHashTable *features)
{
	if (has(features, "near/full-name") || has(features, "near/on-copy"))
		drop(features, "near/first-name");
}

static void
add_near(const TertiusReading *reading, const TertiusWindow *window)
{
	gboolean anybody = FALSE, earlier = FALSE;

	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *mention = mention_at(reading, i);

		if (tertius_reading_is_greeted(reading, mention) ||
		    (mention->linked != NULL &&
		     mention->linked == reading->message->from) ||
		    is_signed(reading, mention))
			continue;
		if (!is_within(reading, mention->first, window)) {
			earlier = earlier ||
			          sentence_of(reading, mention->first) <
			                  window->sentence;
			continue;
		}
		anybody = TRUE;
		add_mention(reading, mention, window->features);
	}
	if (!anybody)
		add(window->features, earlier ? "near/earlier" : "near/nobody");
	drop_short_names(window->features);
}

static void
add_marks(const TertiusReading *reading, const TertiusWindow *window)
{
	for (guint i = reading->n_subject; i < reading->tokens->list->len;
	     i++) {
		const TertiusToken *token =
			tertius_tokens_at(reading->tokens, i);

		if (token->sentence > window->sentence + 1)
			break;
		if (token->sentence + 1 < window->sentence)
			continue;
		if ((token->flags & TERTIUS_TOKEN_PHONE) != 0)
			add(window->features, "near/phone");
		if (token->sentence == window->sentence &&
		    (token->flags & TERTIUS_TOKEN_ASKED) != 0)
			add(window->features, "near/question");
	}
}

static gboolean
is_longer(const TertiusFind *one, const TertiusFind *other)
{
	return one->end - one->first > other->end - other->first;
}

/* "if/…" families change what their own sentence says; the others reach into
 * the next. Of several finds of a family the longest shows it. */
static void
add_phrases(const TertiusReading *reading, const TertiusWindow *window)
{
	for (guint i = 0; i < reading->finds->len; i++) {
		TertiusFind *find =
			&g_array_index(reading->finds, TertiusFind, i);
		const TertiusFind *known =
			g_hash_table_lookup(window->features, find->family);

		if (!is_within(reading, find->first, window) ||
		    (g_str_has_prefix(find->family, "if/") &&
		     sentence_of(reading, find->first) != window->sentence) ||
		    (known != NULL && !is_longer(find, known)))
			continue;
		add_words(window->features, find);
	}
}

#define LOOSE "-loose"

static gboolean
overlaps(const TertiusFind *one, const TertiusFind *other)
{
	return one != NULL && other != NULL && one->first < other->end &&
	       other->first < one->end;
}

/* The act that a family is of: "introduction/" of "introduction/meet". */
static gsize
measure_group(const char *name)
{
	return strcspn(name, "/") + 1;
}

/* Whether @name is a firm family of the same act as @loose. */
static gboolean
is_firm_of(const char *name, const char *loose)
{
	return !g_str_has_suffix(name, LOOSE) &&
	       !g_str_has_prefix(name, "context/") &&
	       strncmp(name, loose, measure_group(loose)) == 0;
}

typedef struct {
	GHashTable *features;
	GPtrArray *loose; /* names to be dropped */
} Loose;

static void
look_for_firm(gpointer key, gpointer value, gpointer data)
{
	const Loose *looking = data;
	const char *name = key;
	GHashTableIter each;
	gpointer other, find;
	gsize length = strlen(name);

	if (!g_str_has_suffix(name, LOOSE))
		return;
	g_hash_table_iter_init(&each, looking->features);
	while (g_hash_table_iter_next(&each, &other, &find)) {
		gboolean is_own = strlen(other) == length - strlen(LOOSE) &&
		                  strncmp(name, other, strlen(other)) == 0;

		if (is_own ||
		    (is_firm_of(other, name) && overlaps(find, value))) {
			g_ptr_array_add(looking->loose, key);
			return;
		}
	}
}

/* Words that say it firmly say it loosely too: that counts once. */
static void
drop_loose(GHashTable *features)
{
	Loose looking = { features, g_ptr_array_new() };

	g_hash_table_foreach(features, look_for_firm, &looking);
	for (guint i = 0; i < looking.loose->len; i++)
		g_hash_table_remove(features, looking.loose->pdata[i]);
	g_ptr_array_unref(looking.loose);
}

static void
copy_feature(gpointer key, gpointer value, gpointer features)
{
	g_hash_table_insert(features, key, value);
}

static TertiusWindow *
window_new(const TertiusReading *reading, guint sentence, GHashTable *common)
{
	TertiusWindow *window = g_new0(TertiusWindow, 1);

	window->sentence = sentence;
	window->features = features_new();
	g_hash_table_foreach(common, copy_feature, window->features);
	add_phrases(reading, window);
	drop_loose(window->features);
	add_near(reading, window);
	add_marks(reading, window);
	return window;
}

static void
free_window(gpointer data)
{
	TertiusWindow *window = data;

	g_hash_table_unref(window->features);
	g_free(window);
}

/* Phrases of an act open a window; what only stands beside them does not. */
static gboolean
opens_window(const TertiusReading *reading, const TertiusFind *find)
{
	static const char *const beside[] = { "against/", "context/", "if/",
		                              "search/",  "subject/", "tone/",
		                              "whole/" };

	if (find->first < reading->n_subject)
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(beside); i++) {
		if (g_str_has_prefix(find->family, beside[i]))
			return FALSE;
	}
	return TRUE;
}

GPtrArray *
tertius_features_list(const TertiusReading *reading)
{
	GPtrArray *windows = g_ptr_array_new_with_free_func(free_window);
	g_autoptr(GHashTable) common = list_common(reading);
	guint last = G_MAXUINT;

	for (guint i = 0;
	     i < reading->finds->len && windows->len < TERTIUS_WINDOWS_MAX;
	     i++) {
		const TertiusFind *find =
			&g_array_index(reading->finds, TertiusFind, i);
		guint sentence = sentence_of(reading, find->first);

		if (!opens_window(reading, find) || sentence == last)
			continue;
		last = sentence;
		g_ptr_array_add(windows, window_new(reading, sentence, common));
	}
	if (windows->len == 0)
		g_ptr_array_add(windows, window_new(reading, 1, common));
	return windows;
}
