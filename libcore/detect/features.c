/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Features of people and shape.
 */
#include "detect/features.h"

#include "detect/own-words.h"

#include <string.h>

#define SHORT_WORDS 40
#define LONG_WORDS  250
#define MANY_PEOPLE 8

static void
add(TertiusReading *reading, const char *name)
{
	g_hash_table_insert(reading->features, g_strdup(name), NULL);
}

static const TertiusMention *
mention_at(const TertiusReading *reading, guint index)
{
	return &g_array_index(reading->mentions, TertiusMention, index);
}

static const char *
domain_of(const TertiusPerson *person)
{
	const char *at = person != NULL && person->address != NULL
	                         ? strchr(person->address, '@')
	                         : NULL;

	return at != NULL ? at + 1 : NULL;
}

/* --- the header --- */

static void
add_distance(TertiusReading *reading)
{
	const GPtrArray *people = reading->message->recipients;
	const char *own = domain_of(reading->message->from);
	guint inside = 0, outside = 0;

	for (guint i = 0; i < people->len; i++) {
		const char *domain = domain_of(people->pdata[i]);

		if (domain == NULL || own == NULL)
			continue;
		if (g_ascii_strcasecmp(domain, own) == 0)
			inside++;
		else
			outside++;
	}
	if (outside > 0)
		add(reading,
		    inside > 0 ? "who/mixed-houses" : "who/other-house");
	else if (inside > 0)
		add(reading, "who/same-house");
}

static void
add_recipients(TertiusReading *reading)
{
	const GPtrArray *people = reading->message->recipients;
	guint to = 0;

	for (guint i = 0; i < people->len; i++) {
		const TertiusPerson *person = people->pdata[i];

		to += person->place == TERTIUS_PLACE_TO ? 1 : 0;
	}
	if (people->len == 1)
		add(reading, "who/one-recipient");
	if (people->len > MANY_PEOPLE)
		add(reading, "who/many-recipients");
	if (to >= 2 && people->len <= 4)
		add(reading, "who/two-addressed");
	if (people->len > to)
		add(reading, "who/copies");
	add_distance(reading);
}

static gboolean
is_resume_file(const char *name)
{
	static const char *const marks[] = { "resume", "résumé", "curricul",
		                             "lebenslauf", "bewerbung" };
	g_autofree char *lower = g_utf8_strdown(name, -1);

	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (strstr(lower, marks[i]) != NULL)
			return TRUE;
	}
	return g_str_has_prefix(lower, "cv") || strstr(lower, " cv") != NULL ||
	       strstr(lower, "_cv") != NULL || strstr(lower, "-cv") != NULL;
}

static void
add_course(TertiusReading *reading)
{
	const TertiusMessage *message = reading->message;
	const char *subject = message->subject;

	if (g_ascii_strncasecmp(subject, "fw", 2) == 0 ||
	    g_ascii_strncasecmp(subject, "wg:", 3) == 0 ||
	    g_ascii_strncasecmp(subject, "tr:", 3) == 0)
		add(reading, "shape/forward");
	else if (strlen(subject) > strlen(reading->subject) ||
	         message->in_reply_to != NULL || message->references->len > 0)
		add(reading, "shape/reply");
	for (guint i = 0; i < message->attachments->len; i++) {
		if (is_resume_file(message->attachments->pdata[i]))
			add(reading, "shape/resume-attached");
	}
}

/* --- the words --- */

static void
add_zones(TertiusReading *reading)
{
	for (guint i = 0; i < reading->lines->len; i++) {
		const TertiusLine *line =
			&g_array_index(reading->lines, TertiusLine, i);

		if (line->zone == TERTIUS_ZONE_FORWARD)
			add(reading, "shape/forward");
		else if (line->zone == TERTIUS_ZONE_QUOTE)
			add(reading, "shape/quotes");
		else if (line->zone == TERTIUS_ZONE_GREETING)
			add(reading, "shape/greeting");
	}
}

static void
add_size(TertiusReading *reading)
{
	guint words = reading->tokens->list->len - reading->n_subject;

	if (words == 0)
		add(reading, "shape/no-words");
	else if (words < SHORT_WORDS)
		add(reading, "shape/short");
	else if (words > LONG_WORDS)
		add(reading, "shape/long");
}

static void
add_mention(TertiusReading *reading, const TertiusMention *mention)
{
	const TertiusPerson *linked = mention->linked;

	if (mention->is_address) {
		if (linked == NULL)
			add(reading, "who/new-address");
		return;
	}
	if (linked == NULL) {
		add(reading,
		    mention->is_sure ? "who/stranger" : "who/perhaps-stranger");
		if (mention->end - mention->first >= 2)
			add(reading, "who/full-name");
		return;
	}
	if (linked == reading->message->from)
		return;
	if (linked->place == TERTIUS_PLACE_CC)
		add(reading, "who/named-on-copy");
	else if (!tertius_reading_is_greeted(reading, mention))
		add(reading, "who/named-addressee");
}

static void
add_mentions(TertiusReading *reading)
{
	guint greeted = 0, named = 0;

	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *mention = mention_at(reading, i);

		if (mention->first < reading->n_subject)
			continue;
		if (tertius_reading_is_greeted(reading, mention)) {
			greeted++;
			continue;
		}
		named += mention->linked != reading->message->from ? 1 : 0;
		add_mention(reading, mention);
	}
	if (greeted >= 2)
		add(reading, "who/two-greeted");
	if (named == 0)
		add(reading, "who/nobody-named");
	if (named > 10)
		add(reading, "who/many-named");
}

static void
add_marks(TertiusReading *reading)
{
	for (guint i = reading->n_subject; i < reading->tokens->list->len;
	     i++) {
		guint flags = tertius_tokens_at(reading->tokens, i)->flags;

		if ((flags & TERTIUS_TOKEN_PHONE) != 0)
			add(reading, "shape/phone");
		if ((flags & TERTIUS_TOKEN_ASKED) != 0)
			add(reading, "shape/question");
		if ((flags & TERTIUS_TOKEN_URL) != 0)
			add(reading, "shape/link");
	}
}

void
tertius_features_add(const TertiusPhrases *phrases, TertiusReading *reading)
{
	(void) phrases;
	add_recipients(reading);
	add_course(reading);
	add_zones(reading);
	add_size(reading);
	add_mentions(reading);
	add_marks(reading);
}
