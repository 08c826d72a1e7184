/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One message, read.
 */
#include "detect/reading.h"

#include "detect/features.h"
#include "detect/language.h"
#include "detect/mark-text.h"
#include "detect/own-marks.h"

#include <string.h>

/* Words before the comma of a greeting in a line with the rest: "Hi Dana,". */
#define VOCATIVE_MAX 3

#define PREFIXES_MAX 10 /* of a subject */

/* The bytes of the prefix of @kind that @subject begins with, or 0. */
static gsize
measure_prefix(const char *subject, TertiusMarksKind kind)
{
	TertiusMarkWords marks =
		tertius_mark_words_by(kind, tertius_mark_lower(subject[0]));

	for (gsize i = 0; i < marks.n; i++) {
		gsize length = strlen(marks.words[i]);

		if (g_ascii_strncasecmp(subject, marks.words[i], length) == 0)
			return length;
	}
	return 0;
}

/* "Re:", "Fwd:", "AW:" … in all languages. */
static const char *
skip_prefixes(const char *subject)
{
	for (guint i = 0; i < PREFIXES_MAX; i++) {
		gsize length;

		while (*subject == ' ')
			subject++;
		length = measure_prefix(subject, TERTIUS_MARKS_REPLY_PREFIXES);
		if (length == 0)
			length = measure_prefix(subject,
			                        TERTIUS_MARKS_FORWARD_PREFIXES);
		if (length == 0)
			break;
		subject += length;
	}
	return subject;
}

/* Whether the writer goes by one of the words of @line. */
static gboolean
is_writer(const TertiusMessage *message, const TertiusLine *line)
{
	g_autofree char *text = g_strndup(line->start, line->length);
	g_autofree char *name = NULL;
	g_auto(GStrv) words = NULL;

	if (message->from == NULL)
		return FALSE;
	name = g_strjoin(
		" ", message->from->name != NULL ? message->from->name : "",
		message->from->address != NULL ? message->from->address : "",
		NULL);
	words = g_str_tokenize_and_fold(text, NULL, NULL);
	for (guint i = 0; words[i] != NULL; i++) {
		g_autofree char *lower = g_utf8_strdown(name, -1);

		if (strlen(words[i]) > 1 && strstr(lower, words[i]) != NULL)
			return TRUE;
	}
	return FALSE;
}

static guint
count_words(const TertiusLine *line)
{
	guint words = 0;

	for (gsize i = 0; i < line->length; i++) {
		if (!g_ascii_isspace(line->start[i]) &&
		    (i == 0 || g_ascii_isspace(line->start[i - 1])))
			words++;
	}
	return words;
}

/* A full name on a line of its own that is not the writer's signs nothing: it
 * heads the card of somebody else. */
static void
reclaim_card(TertiusReading *reading)
{
	guint at = 0;
	TertiusLine *line = NULL;

	for (; at < reading->lines->len; at++) {
		line = &g_array_index(reading->lines, TertiusLine, at);
		if (line->zone == TERTIUS_ZONE_CLOSING &&
		    !tertius_mark_is_blank(line))
			break;
	}
	if (at == reading->lines->len || tertius_mark_is_closing(line) ||
	    count_words(line) < 2 || is_writer(reading->message, line))
		return;
	reading->has_card = TRUE;
	for (; at < reading->lines->len; at++) {
		line = &g_array_index(reading->lines, TertiusLine, at);
		if (line->zone != TERTIUS_ZONE_CLOSING &&
		    line->zone != TERTIUS_ZONE_SIGNATURE)
			break;
		line->zone = TERTIUS_ZONE_OWN;
	}
}

/* @closing: where in it the closing begins, or its length; a postscript behind it
 * is said as all the rest. */
static char *
join_own(const GArray *lines, gsize *closing)
{
	GString *own = g_string_new(NULL);

	*closing = G_MAXSIZE;
	for (guint i = 0; i < lines->len; i++) {
		const TertiusLine *line = &g_array_index(lines, TertiusLine, i);

		if (line->zone != TERTIUS_ZONE_OWN &&
		    line->zone != TERTIUS_ZONE_GREETING &&
		    line->zone != TERTIUS_ZONE_CLOSING)
			continue;
		if (line->zone == TERTIUS_ZONE_CLOSING &&
		    *closing == G_MAXSIZE) {
			g_string_append_c(own, '\n');
			*closing = own->len;
		}
		if (line->zone == TERTIUS_ZONE_OWN &&
		    !tertius_mark_is_blank(line))
			*closing = G_MAXSIZE;
		g_string_append_len(own, line->start, (gssize) line->length);
		g_string_append(own, line->zone == TERTIUS_ZONE_GREETING
		                             ? "\n\n"
		                             : "\n");
	}
	*closing = MIN(*closing, own->len);
	return g_string_free(own, FALSE);
}

static gboolean
has_greeting(const TertiusReading *reading)
{
	for (guint i = 0; i < reading->lines->len; i++) {
		if (g_array_index(reading->lines, TertiusLine, i).zone ==
		    TERTIUS_ZONE_GREETING)
			return TRUE;
	}
	return FALSE;
}

/* The token after the greeting; where no line is one, after the words before
 * the first comma, as in "Dana, it was good to see you". */
static guint
count_greeted(const TertiusReading *reading)
{
	gboolean line = reading->has_greeting;
	guint start = reading->n_subject;

	for (guint i = start; i < reading->tokens->n; i++) {
		const TertiusToken *token =
			tertius_tokens_at(reading->tokens, i);

		if (token->sentence > 1)
			return line ? i : start;
		if (line)
			continue;
		if (i > start && (token->flags & (TERTIUS_TOKEN_COMMA |
		                                  TERTIUS_TOKEN_BREAK)) != 0)
			return i;
		if (i - start >= VOCATIVE_MAX)
			return start;
	}
	return line ? reading->tokens->n : start;
}

TertiusReading *
tertius_reading_new(const TertiusPhrases *phrases,
                    const TertiusMessage *message)
{
	TertiusReading *reading = g_new0(TertiusReading, 1);
	const char *text = message->text != NULL ? message->text : "";
	gsize closing;

	reading->message = message;
	reading->lines = tertius_own_words_zones(text);
	reclaim_card(reading);
	tertius_enclosed_read(reading->lines, &reading->enclosed);
	reading->own = join_own(reading->lines, &closing);
	reading->closing = reading->own + closing;
	reading->is_forward =
		measure_prefix(message->subject,
	                       TERTIUS_MARKS_FORWARD_PREFIXES) > 0;
	reading->subject = g_strdup(skip_prefixes(message->subject));
	reading->tokens = tertius_tokens_new();
	tertius_tokens_add(reading->tokens, reading->subject,
	                   TERTIUS_TOKEN_SUBJECT);
	reading->n_subject = reading->tokens->n;
	tertius_tokens_add(reading->tokens, reading->own, 0);
	tertius_phrases_number(phrases, reading->tokens);
	reading->has_greeting = has_greeting(reading);
	reading->n_greeted = count_greeted(reading);
	reading->language = tertius_language_guess(phrases, reading->tokens,
	                                           &reading->is_language_sure);
	reading->mentions = tertius_names_find(phrases, reading->language,
	                                       message, reading->tokens);
	reading->finds = tertius_phrases_find(phrases, reading->language,
	                                      reading->tokens);
	reading->windows = tertius_features_list(reading);
	return reading;
}

void
tertius_reading_free(TertiusReading *reading)
{
	if (reading == NULL)
		return;
	g_array_unref(reading->lines);
	tertius_enclosed_clear(&reading->enclosed);
	g_free(reading->own);
	g_free(reading->subject);
	tertius_tokens_free(reading->tokens);
	g_array_unref(reading->mentions);
	g_array_unref(reading->finds);
	g_ptr_array_unref(reading->windows);
	g_free(reading);
}

void
tertius_reading_mark(TertiusReading *reading, const TertiusModel *model)
{
	for (guint i = 0; i < reading->windows->len; i++) {
		TertiusWindow *window = reading->windows->pdata[i];

		tertius_model_mark(model, window->features, &window->marks);
	}
}

const TertiusFind *
tertius_window_find(const TertiusWindow *window, const char *name)
{
	return g_hash_table_lookup(window->features,
	                           g_intern_static_string(name));
}

gboolean
tertius_window_has(const TertiusWindow *window, const char *name)
{
	return g_hash_table_contains(window->features,
	                             g_intern_static_string(name));
}

gboolean
tertius_reading_is_greeted(const TertiusReading *reading,
                           const TertiusMention *mention)
{
	const TertiusToken *token =
		tertius_tokens_at(reading->tokens, mention->first);

	/* "Dana Okafor, of the chamber of commerce, gave me your name" */
	if (!reading->has_greeting && mention->linked == NULL &&
	    mention->end - mention->first > 1)
		return FALSE;
	return mention->linked != reading->message->from &&
	       mention->first >= reading->n_subject && token->sentence == 1 &&
	       mention->end <= reading->n_greeted;
}

char *
tertius_reading_dup_words(const TertiusReading *reading, guint first, guint end)
{
	const TertiusToken *a = tertius_tokens_at(reading->tokens, first);
	const TertiusToken *b = tertius_tokens_at(reading->tokens, end - 1);

	if (a->start > b->start) /* cannot be: one text for both */
		return g_strdup("");
	return g_strndup(a->start, (gsize) (b->start - a->start) + b->length);
}
