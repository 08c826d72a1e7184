/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people look for.
 */
#include "relate/seekers.h"

#include <string.h>

#include "relate/words.h"

/* What somebody said that they look for holds so long; a note holds until
 * another one says otherwise. */
#define SOUGHT_WITHIN (180 * TERTIUS_DAY)
/* So many are looked at. */
#define SEEKERS_MAX   50

/* --- Who looks for what --------------------------------------------------- */

static void
set_seeks(TertiusRelation *relation, const char *text, const char *source)
{
	tertius_relation_clear_seeks(relation);
	relation->seeks = g_new0(TertiusSought, 1);
	relation->seeks->words = g_strstrip(g_strdup(text));
	relation->seeks->source = source;
}

static gboolean
seeks(const TertiusRelation *relation)
{
	return relation->seeks != NULL && relation->two_way != 0;
}

static void
read_notes(TertiusRelation *relation)
{
	for (guint i = 0; relation->notes != NULL && i < relation->notes->len;
	     i++) {
		const char *text =
			tertius_words_find_sought(relation->notes->pdata[i]);

		if (text != NULL)
			set_seeks(relation, text, NULL);
	}
}

/* The words of @act that the evidence of @rule has, or NULL. */
static const char *
find_quote(const TertiusAct *act, const char *rule)
{
	for (guint i = 0; act != NULL && i < act->evidence->len; i++) {
		const TertiusEvidence *evidence = act->evidence->pdata[i];

		if (strcmp(evidence->rule, rule) == 0)
			return evidence->quote;
	}
	return NULL;
}

/* Somebody says in the text what they seek, or in the subject. */
static void
read_letter(const TertiusLetter *letter, TertiusRelation *relation)
{
	const TertiusAct *act =
		tertius_letter_find_act(letter, TERTIUS_ACT_SEARCH);
	const char *text = find_quote(act, TERTIUS_SEARCH_WHAT);

	if (text == NULL)
		text = tertius_words_find_sought(letter->subject);
	if (text == NULL)
		return;
	set_seeks(relation, text, letter->id);
	relation->seeks->about = find_quote(act, TERTIUS_SEARCH_ABOUT);
}

/* The latest letter counts that says it; a note stands above them. */
static void
read_letters(const TertiusRelating *relating, const TertiusTopics *topics)
{
	const GPtrArray *searches = tertius_topics_list_searches(topics);

	for (guint i = 0; i < searches->len; i++) {
		const TertiusLetter *letter = searches->pdata[i];
		TertiusRelation *relation;

		tertius_history_look(relating->history, letter);
		relation = tertius_relations_get(relating->relations,
		                                 letter->from);
		if (letter->date < relating->now - SOUGHT_WITHIN)
			return;
		if (relation != NULL && relation->seeks == NULL &&
		    tertius_letter_has_recipient(letter, relating->me, NULL))
			read_letter(letter, relation);
	}
}

/* --- What somebody seeks, in words ---------------------------------------- */

static void
free_seeker(gpointer data)
{
	TertiusSeeker *seeker = data;

	g_ptr_array_unref(seeker->sought);
	g_clear_pointer(&seeker->about, g_ptr_array_unref);
	g_free(seeker);
}

/* Those with whom there was contact lately. */
static GPtrArray *
list_seekers(const TertiusRelating *relating)
{
	const GPtrArray *people = relating->relations->people;
	GPtrArray *seekers = g_ptr_array_new_with_free_func(free_seeker);

	for (guint i = 0; i < people->len && seekers->len < SEEKERS_MAX; i++) {
		const TertiusRelation *relation = people->pdata[i];
		TertiusSeeker *seeker;

		if (!seeks(relation))
			continue;
		seeker = g_new0(TertiusSeeker, 1);
		seeker->relation = relation;
		seeker->sought = tertius_words_stems(relation->seeks->words);
		if (relation->seeks->about != NULL)
			seeker->about =
				tertius_words_stems(relation->seeks->about);
		g_ptr_array_add(seekers, seeker);
	}
	return seekers;
}

static void
seek(const TertiusRelating *relating, TertiusTopics *topics,
     const GPtrArray *seekers)
{
	g_autoptr(GPtrArray) stems = g_ptr_array_new();

	for (guint i = 0; i < seekers->len; i++) {
		const TertiusSeeker *seeker = seekers->pdata[i];

		g_ptr_array_extend(stems, seeker->sought, NULL, NULL);
		if (seeker->about != NULL)
			g_ptr_array_extend(stems, seeker->about, NULL, NULL);
	}
	tertius_topics_seek(topics, relating->history, stems,
	                    relating->now - TERTIUS_KNOWN_WITHIN);
}

GPtrArray *
tertius_seekers_find(const TertiusRelating *relating, TertiusTopics *topics)
{
	const GPtrArray *people = relating->relations->people;
	GPtrArray *seekers;

	for (guint i = 0; i < people->len; i++)
		read_notes(people->pdata[i]);
	read_letters(relating, topics);
	seekers = list_seekers(relating);
	seek(relating, topics, seekers);
	return seekers;
}
