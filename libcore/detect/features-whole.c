/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Features of whole messages.
 */
#include "detect/features-set.h"

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
		tertius_features_add(features, inside > 0 ? "who/mixed-houses"
		                                          : "who/other-house");
	else if (inside > 0)
		tertius_features_add(features, "who/same-house");
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
		tertius_features_add(features, "who/one-recipient");
	if (people->len > MANY_PEOPLE)
		tertius_features_add(features, "who/many-recipients");
	if (to >= 2 && people->len <= 4)
		tertius_features_add(features, "who/two-addressed");
	add_distance(reading, features);
}

static void
add_course(const TertiusReading *reading, GHashTable *features)
{
	const TertiusMessage *message = reading->message;
	const char *subject = message->subject;

	if (reading->is_forward)
		tertius_features_add(features, "shape/forward");
	else if (strlen(subject) > strlen(reading->subject) ||
	         message->in_reply_to != NULL || message->references->len > 0)
		tertius_features_add(features, "shape/reply");
	for (guint i = 0; i < message->attachments->len; i++) {
		if (tertius_enclosed_is_resume(message->attachments->pdata[i]))
			tertius_features_add(features, "shape/resume-attached");
	}
	if (reading->enclosed.names_resume)
		tertius_features_add(features, "shape/resume-attached");
	if (reading->has_card)
		tertius_features_add(features, "shape/card");
	if (reading->enclosed.is_application)
		tertius_features_add(features, "shape/application-enclosed");
}

/* --- the whole text --- */

static void
add_size(const TertiusReading *reading, GHashTable *features)
{
	guint words = reading->tokens->n - reading->n_subject;

	if (words == 0)
		tertius_features_add(features, "shape/no-words");
	else if (words < SHORT_WORDS)
		tertius_features_add(features, "shape/short");
	else if (words > LONG_WORDS)
		tertius_features_add(features, "shape/long");
	if (words >= SHORT_WORDS && !reading->is_language_sure)
		tertius_features_add(features, "shape/foreign");
	for (guint i = 0; i < reading->lines->len; i++) {
		const TertiusLine *line =
			&g_array_index(reading->lines, TertiusLine, i);

		if (line->zone == TERTIUS_ZONE_FORWARD) {
			tertius_features_add(features, "shape/forward");
			break;
		}
	}
}

static void
add_naming(const TertiusReading *reading, GHashTable *features)
{
	guint greeted = 0, named = 0;

	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *mention =
			tertius_features_mention(reading, i);

		if (tertius_reading_is_greeted(reading, mention))
			greeted++;
		else if (mention->linked != reading->message->from)
			named++;
	}
	if (greeted >= 2)
		tertius_features_add(features, "who/two-greeted");
	if (named > MANY_NAMED)
		tertius_features_add(features, "who/many-named");
}

/* Whom of the recipients the writer turns to: "Dana, …", at the beginning of
 * a sentence. */
static const TertiusPerson *
addressed_by(const TertiusReading *reading, const TertiusMention *mention)
{
	const TertiusToken *token =
		tertius_tokens_at(reading->tokens, mention->first);
	gboolean comma =
		mention->end < reading->tokens->n &&
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
		const TertiusMention *mention =
			tertius_features_mention(reading, i);
		const TertiusPerson *person = addressed_by(reading, mention);

		if (mention->first < reading->n_subject &&
		    mention->linked != NULL &&
		    mention->linked != reading->message->from) {
			if (in_subject != NULL && in_subject != mention->linked)
				tertius_features_add(features,
				                     "subject/two-sides");
			in_subject = mention->linked;
		} else if (person != NULL) {
			if (turned_to != NULL && turned_to != person)
				tertius_features_add(features, "who/two-sides");
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
	    mention->end >= reading->tokens->n ||
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
		const TertiusMention *mention =
			tertius_features_mention(reading, i);

		if (is_told_about(reading, mention))
			g_hash_table_add(
				told,
				GSIZE_TO_POINTER((gsize) mention->linked));
	}
	if (g_hash_table_size(told) == people->len)
		tertius_features_add(features, "who/each-told");
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
			tertius_features_add_words(features, find);
	}
}

/* Whether both mean the same person: linked, or by a word of the name. */
static gboolean
is_same_person(const TertiusReading *reading, const TertiusMention *one,
               const TertiusMention *other)
{
	if (one->linked != NULL || other->linked != NULL)
		return one->linked == other->linked;
	for (guint i = other->first; i < other->end; i++) {
		const char *word = tertius_tokens_at(reading->tokens, i)->word;

		if (strcmp(word, tertius_tokens_at(reading->tokens, one->first)
		                         ->word) == 0 ||
		    strcmp(word,
		           tertius_tokens_at(reading->tokens, one->end - 1)
		                   ->word) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Whether the words name nobody but @subject, the writer and whom they turn
 * to. */
static gboolean
names_nobody_else(const TertiusReading *reading, const TertiusMention *subject)
{
	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *mention =
			tertius_features_mention(reading, i);

		if (mention->first < reading->n_subject ||
		    mention->is_address ||
		    tertius_features_is_signed(reading, mention) ||
		    (mention->linked != NULL &&
		     mention->linked == reading->message->from) ||
		    tertius_reading_is_greeted(reading, mention))
			continue;
		if (!is_same_person(reading, mention, subject))
			return FALSE;
	}
	return TRUE;
}

/* Somebody's full name in the subject who is neither the writer nor addressed:
 * the message is about them; and about nobody else where it names no other. */
static void
add_subject_person(const TertiusReading *reading, GHashTable *features)
{
	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *mention =
			tertius_features_mention(reading, i);

		if (mention->first >= reading->n_subject)
			return;
		if (!mention->is_sure || mention->is_address ||
		    mention->end - mention->first < 2 ||
		    (mention->linked != NULL &&
		     mention->linked->place != TERTIUS_PLACE_CC))
			continue;
		tertius_features_add(features, "subject/person");
		if (names_nobody_else(reading, mention))
			tertius_features_add(features, "subject/only");
	}
}

/* Of how many kinds are the words that introduce? */
static void
add_signs(const TertiusReading *reading, GHashTable *features)
{
	g_autoptr(GHashTable) kinds = tertius_features_new();

	for (guint i = 0; i < reading->finds->len; i++) {
		const TertiusFind *find =
			&g_array_index(reading->finds, TertiusFind, i);

		if (g_str_has_prefix(find->family, "introduction/"))
			g_hash_table_add(kinds,
			                 tertius_features_key(find->family));
	}
	if (g_hash_table_size(kinds) >= MANY_SIGNS)
		tertius_features_add(features, "shape/many-signs");
}

GHashTable *
tertius_features_of_whole(const TertiusReading *reading)
{
	GHashTable *features = tertius_features_new();

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
