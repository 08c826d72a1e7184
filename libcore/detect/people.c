/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is who in an act.
 */
#include "detect/people.h"

#include <string.h>

/* Manners that words tell by themselves. */
static const struct {
	const char *feature;
	TertiusManner manner;
} told[] = {
	{ "introduction/candidate", TERTIUS_MANNER_CANDIDATE },
	{ "subject/resume", TERTIUS_MANNER_CANDIDATE },
	{ "introduction/assistant", TERTIUS_MANNER_ASSISTANT },
	{ "introduction/over-to-you", TERTIUS_MANNER_BOTH },
	{ "introduction/handoff", TERTIUS_MANNER_HANDOFF },
	{ "introduction/meeting", TERTIUS_MANNER_MEETING },
	{ "introduction/right-person", TERTIUS_MANNER_REDIRECT },
};

static const TertiusMention *
mention_at(const TertiusReading *reading, guint index)
{
	return &g_array_index(reading->mentions, TertiusMention, index);
}

static gboolean
has_person(const GPtrArray *people, const TertiusPerson *person)
{
	for (guint i = 0; i < people->len; i++) {
		if (tertius_person_matches(people->pdata[i], person))
			return TRUE;
	}
	return FALSE;
}

/* Adds whom the mention means, once. */
static void
add_mentioned(const TertiusReading *reading, guint index, GPtrArray *people)
{
	TertiusPerson *person = tertius_names_dup_person(
		reading->mentions, index, reading->tokens);

	if (person == NULL || people->len >= TERTIUS_ACT_INTRODUCED_MAX ||
	    has_person(people, person)) {
		tertius_person_free(person);
		return;
	}
	g_ptr_array_add(people, person);
}

/* May this mention be the third person: neither the writer nor the greeted,
 * nor an address that belongs to a name before it? */
static gboolean
is_third(const TertiusReading *reading, guint index)
{
	const TertiusMention *mention = mention_at(reading, index);

	if (mention->linked != NULL &&
	    mention->linked == reading->message->from)
		return FALSE;
	if (tertius_reading_is_greeted(reading, mention))
		return FALSE;
	if (mention->is_address && index > 0) {
		const TertiusMention *before = mention_at(reading, index - 1);

		if (!before->is_address && mention->first - before->end <= 12)
			return FALSE;
	}
	return mention->first >= reading->n_subject &&
	       tertius_tokens_at(reading->tokens, mention->first)->start <
	               reading->closing;
}

/* How surely a mention is somebody: addresses and people of the header, known
 * first names; two capitals; one. */
static guint
rank(const TertiusMention *mention)
{
	if (mention->is_sure || mention->is_address)
		return 2;
	return mention->end - mention->first >= 2 ? 1 : 0;
}

/* Mentions in tokens @from … @until - 1 whose rank is at least @least. */
static void
add_between(const TertiusReading *reading, guint from, guint until, guint least,
            GPtrArray *people)
{
	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *mention = mention_at(reading, i);

		if (mention->first >= from && mention->end <= until &&
		    rank(mention) >= least && is_third(reading, i))
			add_mentioned(reading, i, people);
	}
}

static void
widen(const TertiusReading *reading, guint *from, guint *until, guint sentences)
{
	const TertiusTokens *tokens = reading->tokens;
	guint first = tertius_tokens_at(tokens, *from)->sentence;
	guint last = tertius_tokens_at(tokens, *until - 1)->sentence;

	while (*from > reading->n_subject &&
	       tertius_tokens_at(tokens, *from - 1)->sentence + sentences >=
	               first)
		(*from)--;
	while (*until < tokens->list->len &&
	       tertius_tokens_at(tokens, *until)->sentence <= last + sentences)
		(*until)++;
}

/* "I'm copying Bob and Eve": names that follow at once belong to it. */
static guint
with_followers(const TertiusReading *reading, guint until)
{
	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *mention = mention_at(reading, i);
		const TertiusToken *before;

		if (mention->first < until || mention->first > until + 1)
			continue;
		before = tertius_tokens_at(reading->tokens, until - 1);
		if (before->sentence ==
		    tertius_tokens_at(reading->tokens, mention->first)
		            ->sentence)
			until = mention->end;
	}
	return until;
}

/* In the words of the find, the surest there; else in its sentence, else
 * around it; in the end whatever may be a name in its sentence. */
static void
add_near(const TertiusReading *reading, const TertiusFind *find,
         GPtrArray *people)
{
	guint from = find->first;
	guint until = with_followers(reading, find->end);

	for (guint least = 3; people->len == 0 && least-- > 0;)
		add_between(reading, from, until, least, people);
	for (guint sentences = 0; people->len == 0 && sentences <= 2;
	     sentences++) {
		from = find->first;
		until = find->end;
		widen(reading, &from, &until, sentences);
		add_between(reading, from, until, 2, people);
		if (people->len == 0)
			add_between(reading, from, until, 1, people);
	}
}

/* The words that speak most for the act, of the families of @group. */
static const TertiusFind *
find_strongest(const TertiusWindow *window, const TertiusModelPart *part,
               const char *group)
{
	const TertiusFind *best = NULL;
	double most = 0;

	for (guint i = 0; i < part->terms->len; i++) {
		const TertiusTerm *term =
			&g_array_index(part->terms, TertiusTerm, i);
		const TertiusFind *find;

		if (term->weight <= most || term->parts[0] == NULL ||
		    !g_str_has_prefix(term->parts[0], group) ||
		    !tertius_term_holds(term, window->features))
			continue;
		find = g_hash_table_lookup(window->features, term->parts[0]);
		if (find == NULL)
			continue;
		best = find;
		most = term->weight;
	}
	return best;
}

/* --- acts --- */

static TertiusManner
find_manner(const TertiusWindow *window, const GPtrArray *introduced)
{
	gboolean on_copy = FALSE;

	for (guint i = 0; i < introduced->len; i++) {
		const TertiusPerson *person = introduced->pdata[i];

		on_copy = on_copy || person->place == TERTIUS_PLACE_CC ||
		          person->place == TERTIUS_PLACE_TO;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(told); i++) {
		if (g_hash_table_contains(window->features, told[i].feature))
			return told[i].manner;
	}
	return on_copy ? TERTIUS_MANNER_CC : TERTIUS_MANNER_TEXT;
}

static void
fill_introduction(const TertiusReading *reading, const TertiusWindow *window,
                  const TertiusFind *find, TertiusAct *act)
{
	act->introducer = tertius_person_copy(reading->message->from);
	if (find != NULL)
		add_near(reading, find, act->introduced);
	act->manner = find_manner(window, act->introduced);
	if (act->manner != TERTIUS_MANNER_BOTH || act->introduced->len > 1)
		return;
	for (guint i = 0; i < reading->message->recipients->len; i++) {
		const TertiusPerson *person =
			reading->message->recipients->pdata[i];

		if (person->place == TERTIUS_PLACE_TO &&
		    act->introduced->len < TERTIUS_ACT_INTRODUCED_MAX &&
		    !has_person(act->introduced, person))
			g_ptr_array_add(act->introduced,
			                tertius_person_copy(person));
	}
}

static void
fill_referral(const TertiusReading *reading, const TertiusFind *find,
              TertiusAct *act)
{
	g_autoptr(GPtrArray) people = tertius_people_new();

	if (find != NULL)
		add_near(reading, find, people);
	if (people->len > 0)
		act->introducer = tertius_person_copy(people->pdata[0]);
	if (reading->message->from != NULL)
		g_ptr_array_add(act->introduced,
		                tertius_person_copy(reading->message->from));
}

/* Thanks, reports and declines go to the introducer and are about another. */
static void
fill_answer(const TertiusReading *reading, const TertiusFind *find,
            TertiusAct *act)
{
	if (reading->message->recipients->len > 0)
		act->introducer = tertius_person_copy(
			reading->message->recipients->pdata[0]);
	if (find != NULL)
		add_near(reading, find, act->introduced);
}

void
tertius_people_fill(const TertiusReading *reading, const TertiusWindow *window,
                    const TertiusModelPart *part, TertiusAct *act)
{
	if (act->kind == TERTIUS_ACT_INTRODUCTION)
		fill_introduction(reading, window,
		                  find_strongest(window, part, "introduction/"),
		                  act);
	else if (act->kind == TERTIUS_ACT_REFERRAL)
		fill_referral(reading,
		              find_strongest(window, part, "referral/"), act);
	else if (act->kind != TERTIUS_ACT_OUT_OF_OFFICE)
		fill_answer(reading, find_strongest(window, part, ""), act);
}
