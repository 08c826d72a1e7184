/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Features of windows.
 */
#include "detect/features.h"

#include "detect/features-set.h"

#include <string.h>

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
		const TertiusMention *other =
			tertius_features_mention(reading, i);

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
		tertius_features_add(features, "near/on-copy");
	else if (linked != NULL)
		tertius_features_add(features, "near/addressee");
	else if (mention->is_address)
		tertius_features_add(features, "near/new-address");
	else if (is_in_full(mention))
		tertius_features_add(features, mention->is_sure
		                                       ? "near/full-name"
		                                       : "near/two-capitals");
	else
		tertius_features_add(features, mention->is_sure
		                                       ? "near/first-name"
		                                       : "near/capital");
	if (is_familiar(reading, mention))
		tertius_features_add(features, "near/familiar");
	if (tertius_enclosed_names(
		    &reading->enclosed,
		    tertius_tokens_at(reading->tokens, mention->first)->word))
		tertius_features_add(features, "near/in-quote");
	if (!reading->is_forward &&
	    tertius_enclosed_was_sent_to(
		    &reading->enclosed,
		    tertius_tokens_at(reading->tokens, mention->end - 1)->word))
		tertius_features_add(features, "near/was-there");
}

/* Whoever is named in full may be called by the first name beside it: that
 * tells nothing more. */
static void
drop_short_names(GHashTable *features)
{
	if (tertius_features_has(features, "near/full-name") ||
	    tertius_features_has(features, "near/on-copy"))
		tertius_features_drop(features, "near/first-name");
}

static void
add_near(const TertiusReading *reading, const TertiusWindow *window)
{
	gboolean anybody = FALSE, earlier = FALSE;

	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *mention =
			tertius_features_mention(reading, i);

		if (tertius_reading_is_greeted(reading, mention) ||
		    (mention->linked != NULL &&
		     mention->linked == reading->message->from) ||
		    tertius_features_is_signed(reading, mention))
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
		tertius_features_add(window->features,
		                     earlier ? "near/earlier" : "near/nobody");
	drop_short_names(window->features);
}

static void
add_marks(const TertiusReading *reading, const TertiusWindow *window)
{
	for (guint i = reading->n_subject; i < reading->tokens->n; i++) {
		const TertiusToken *token =
			tertius_tokens_at(reading->tokens, i);

		if (token->sentence > window->sentence + 1)
			break;
		if (token->sentence + 1 < window->sentence)
			continue;
		if ((token->flags & TERTIUS_TOKEN_PHONE) != 0)
			tertius_features_add(window->features, "near/phone");
		if (token->sentence == window->sentence &&
		    (token->flags & TERTIUS_TOKEN_ASKED) != 0)
			tertius_features_add(window->features, "near/question");
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
		tertius_features_add_words(window->features, find);
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

static void
look_for_firm(gpointer key, gpointer value, gpointer data)
{
	const TertiusWindow *window = data;
	const char *name = key;
	GHashTableIter each;
	gpointer other, find;
	gsize length = strlen(name);

	if (!g_str_has_suffix(name, LOOSE))
		return;
	g_hash_table_iter_init(&each, window->features);
	while (g_hash_table_iter_next(&each, &other, &find)) {
		gboolean is_own = strlen(other) == length - strlen(LOOSE) &&
		                  strncmp(name, other, strlen(other)) == 0;

		if (is_own ||
		    (is_firm_of(other, name) && overlaps(find, value))) {
			g_hash_table_add(window->taken, key);
			return;
		}
	}
}

static gboolean
is_taken(gpointer key, gpointer value, gpointer taken)
{
	(void) value;
	return g_hash_table_contains(taken, key);
}

/* Words that say it firmly say it loosely too: that counts once. */
static void
drop_loose(TertiusWindow *window)
{
	g_hash_table_foreach(window->features, look_for_firm, window);
	g_hash_table_foreach_remove(window->features, is_taken, window->taken);
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
	window->features = tertius_features_new();
	window->taken = tertius_features_new();
	g_hash_table_foreach(common, copy_feature, window->features);
	add_phrases(reading, window);
	drop_loose(window);
	add_near(reading, window);
	add_marks(reading, window);
	return window;
}

static void
free_window(gpointer data)
{
	TertiusWindow *window = data;

	g_hash_table_unref(window->features);
	g_hash_table_unref(window->taken);
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
	g_autoptr(GHashTable) common = tertius_features_of_whole(reading);
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
