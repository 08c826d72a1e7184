/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is who in an act.
 */
#include "detect/people.h"

#include "detect/addressed.h"
#include "detect/addresses.h"
#include "detect/manner.h"

#include <string.h>

/* Below all ranks of mentions. */
#define ANYBODY G_MAXUINT

static const TertiusMention *
mention_at(const TertiusReading *reading, guint index)
{
	return &g_array_index(reading->mentions, TertiusMention, index);
}

static gboolean
is_message_recipient(const TertiusReading *reading, const TertiusPerson *person)
{
	return (reading->message->from != NULL &&
	        tertius_person_matches(reading->message->from, person)) ||
	       tertius_people_have(reading->message->recipients, person);
}

/* "Priya" is the Priya Pillai whom another sentence names in full. */
static guint
find_in_full(const TertiusReading *reading, guint index)
{
	const TertiusMention *mention = mention_at(reading, index);
	const char *first =
		tertius_tokens_at(reading->tokens, mention->first)->word;

	if (mention->linked != NULL || mention->is_address ||
	    mention->end - mention->first > 1)
		return index;
	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *other = mention_at(reading, i);

		if (other->linked == NULL && !other->is_address &&
		    other->end - other->first > 1 &&
		    strcmp(tertius_tokens_at(reading->tokens, other->first)
		                   ->word,
		           first) == 0)
			return i;
	}
	return index;
}

/* Adds whom the mention means, once. */
static void
add_mentioned(const TertiusReading *reading, guint index, GPtrArray *people)
{
	TertiusPerson *person = tertius_names_dup_person(
		reading->mentions, find_in_full(reading, index),
		reading->tokens);

	if (person == NULL || people->len >= TERTIUS_ACT_INTRODUCED_MAX ||
	    tertius_people_have(people, person)) {
		tertius_person_free(person);
		return;
	}
	g_ptr_array_add(people, person);
}

/* Nobody is introduced to themselves. */
static gboolean
is_only_addressee(const TertiusReading *reading, const TertiusPerson *linked)
{
	const GPtrArray *people = reading->message->recipients;

	if (linked == NULL || linked->place != TERTIUS_PLACE_TO)
		return FALSE;
	for (guint i = 0; i < people->len; i++) {
		const TertiusPerson *person = people->pdata[i];

		if (person != linked && person->place == TERTIUS_PLACE_TO)
			return FALSE;
	}
	return TRUE;
}

/* Whether the address at @index stands behind somebody's name, not behind a
 * "Bob, write to …". */
static gboolean
is_of_name(const TertiusReading *reading, guint index)
{
	const TertiusMention *mention = mention_at(reading, index);
	const TertiusMention *before =
		index > 0 ? mention_at(reading, index - 1) : NULL;

	return before != NULL && !before->is_address &&
	       mention->first - before->end <= 12 &&
	       !tertius_reading_is_greeted(reading, before) &&
	       !is_only_addressee(reading, before->linked);
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
	if (tertius_reading_is_greeted(reading, mention) ||
	    is_only_addressee(reading, mention->linked))
		return FALSE;
	if (mention->is_address && is_of_name(reading, index))
		return FALSE;
	return mention->first >= reading->n_subject &&
	       tertius_tokens_at(reading->tokens, mention->first)->start <
	               reading->closing;
}

/* "Dana's assistant": whose somebody is. */
static gboolean
is_owner(const TertiusReading *reading, const TertiusMention *mention)
{
	const TertiusToken *last =
		tertius_tokens_at(reading->tokens, mention->end - 1);
	const char *end = last->start + last->length;

	return g_str_has_prefix(end, "'s ") || g_str_has_prefix(end, "’s ") ||
	       (last->length > 2 && g_str_has_prefix(end - 2, "'s"));
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

/* Mentions in tokens @from … @until - 1 whose rank is at least @least; of owners
 * only where @least is ANYBODY. */
static void
add_between(const TertiusReading *reading, guint from, guint until, guint least,
            GPtrArray *people)
{
	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *mention = mention_at(reading, i);

		if (mention->first < from || mention->end > until ||
		    !is_third(reading, i))
			continue;
		if (least == ANYBODY ||
		    (rank(mention) >= least && !is_owner(reading, mention)))
			add_mentioned(reading, i, people);
	}
}

/* Tokens of the sentences from @before before that of @find to @after after. */
static void
widen(const TertiusReading *reading, const TertiusFind *find, guint before,
      guint after, guint *from, guint *until)
{
	const TertiusTokens *tokens = reading->tokens;
	guint first = tertius_tokens_at(tokens, find->first)->sentence;
	guint last = tertius_tokens_at(tokens, find->end - 1)->sentence;

	*from = find->first;
	*until = find->end;
	while (*from > reading->n_subject &&
	       tertius_tokens_at(tokens, *from - 1)->sentence + before >= first)
		(*from)--;
	while (*until < tokens->n &&
	       tertius_tokens_at(tokens, *until)->sentence <= last + after)
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

/* In the words of the find, the surest there; "Dana's" only where it is about
 * what is hers, or nobody else is in the sentence. */
static void
add_inside(const TertiusReading *reading, const TertiusFind *find,
           GPtrArray *people)
{
	g_autoptr(GPtrArray) owners = tertius_people_new();
	guint until = with_followers(reading, find->end);
	guint from, end;

	for (guint least = 3; people->len == 0 && least-- > 0;)
		add_between(reading, find->first, until, least, people);
	if (people->len > 0)
		return;
	add_between(reading, find->first, until, ANYBODY, owners);
	widen(reading, find, 0, 0, &from, &end);
	if (owners->len > 0 &&
	    !g_str_has_prefix(find->family, "introduction/candidate"))
		add_between(reading, from, end, 2, people);
	if (people->len == 0)
		add_between(reading, find->first, until, ANYBODY, people);
}

/* In its sentence, else in those before it, where "him" was named, and then
 * those after it. */
static void
add_around(const TertiusReading *reading, const TertiusFind *find,
           GPtrArray *people)
{
	static const struct {
		guint before, after;
	} reaches[] = { { 0, 0 }, { 1, 0 }, { 2, 1 }, { 4, 2 } };

	for (gsize i = 0; people->len == 0 && i < G_N_ELEMENTS(reaches); i++) {
		guint from, until;

		widen(reading, find, reaches[i].before, reaches[i].after, &from,
		      &until);
		add_between(reading, from, until, 2, people);
		if (people->len == 0)
			add_between(reading, from, until, 1, people);
	}
}

static void
add_near(const TertiusReading *reading, const TertiusFind *find,
         GPtrArray *people)
{
	add_inside(reading, find, people);
	if (people->len == 0)
		add_around(reading, find, people);
}

/* Whom the subject names in full, who does not get the mail or only a copy. */
static void
add_of_subject(const TertiusReading *reading, GPtrArray *people)
{
	for (guint i = 0; i < reading->mentions->len && people->len == 0; i++) {
		const TertiusMention *mention = mention_at(reading, i);

		if (mention->first >= reading->n_subject)
			return;
		if (mention->is_sure && !mention->is_address &&
		    mention->end - mention->first >= 2 &&
		    (mention->linked == NULL ||
		     mention->linked->place == TERTIUS_PLACE_CC))
			add_mentioned(reading, i, people);
	}
}

/* Whose name stands over the last lines. */
static void
add_of_card(const TertiusReading *reading, GPtrArray *people)
{
	for (guint i = reading->mentions->len; i-- > 0 && people->len == 0;) {
		const TertiusMention *mention = mention_at(reading, i);

		if (mention->first >= reading->n_subject &&
		    mention->linked == NULL && !mention->is_address &&
		    mention->end - mention->first >= 2)
			add_mentioned(reading, i, people);
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
		    !tertius_term_holds(term, &window->marks))
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

/* Who wrote what is passed on: "you should meet her". */
static void
add_enclosed(const TertiusReading *reading, GPtrArray *people)
{
	const TertiusPerson *writer = reading->enclosed.writer;

	if (people->len == 0 && writer != NULL &&
	    !is_message_recipient(reading, writer))
		g_ptr_array_add(people, tertius_person_copy(writer));
}

/* Whoever the subject is about. */
static void
add_passed_on(const TertiusReading *reading, GPtrArray *people)
{
	for (guint i = 0; i < reading->mentions->len && people->len == 0; i++) {
		const TertiusMention *mention = mention_at(reading, i);

		if (mention->first >= reading->n_subject)
			break;
		if (mention->linked == NULL && !mention->is_address &&
		    mention->end - mention->first >= 2)
			add_mentioned(reading, i, people);
	}
}

/* Those to whom it goes; one of two may be on copy. */
static void
add_two_sides(const TertiusReading *reading, GPtrArray *people)
{
	const GPtrArray *recipients = reading->message->recipients;

	for (guint i = 0; i < recipients->len; i++) {
		const TertiusPerson *person = recipients->pdata[i];

		if ((person->place == TERTIUS_PLACE_TO ||
		     recipients->len == 2) &&
		    people->len < TERTIUS_ACT_INTRODUCED_MAX &&
		    !tertius_people_have(people, person))
			g_ptr_array_add(people, tertius_person_copy(person));
	}
}

/* The writer, unless they say that they do it for another: "Dana asked me to
 * put you in touch". */
static TertiusPerson *
dup_introducer(const TertiusReading *reading, const TertiusWindow *window)
{
	const TertiusFind *behalf =
		tertius_window_find(window, "context/on-behalf");
	g_autoptr(GPtrArray) people = tertius_people_new();

	if (behalf != NULL)
		add_between(reading, behalf->first, behalf->end, 1, people);
	return tertius_person_copy(people->len > 0 ? people->pdata[0]
	                                           : reading->message->from);
}

/* "Marek, I'd like to connect you with Mara", to Mara: both are on the message
 * and there is no third. */
static void
add_named_recipients(const TertiusReading *reading, const TertiusFind *find,
                     GPtrArray *people)
{
	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *mention = mention_at(reading, i);
		gboolean beside =
			tertius_tokens_at(reading->tokens, mention->first)
				->sentence ==
			tertius_tokens_at(reading->tokens, find->first)
				->sentence;

		if (mention->linked != NULL &&
		    mention->linked != reading->message->from &&
		    (beside || tertius_reading_is_greeted(reading, mention)))
			add_mentioned(reading, i, people);
	}
	if (people->len < 2)
		g_ptr_array_set_size(people, 0);
}

/* Whom the words name; where they say "he", whom the subject names. */
static void
add_third(const TertiusReading *reading, const TertiusWindow *window,
          const TertiusFind *find, GPtrArray *people)
{
	if (find != NULL)
		add_inside(reading, find, people);
	if (people->len == 0 && tertius_window_has(window, "subject/person") &&
	    !tertius_window_has(window, "shape/reply"))
		add_of_subject(reading, people);
	if (people->len == 0 && find != NULL)
		add_around(reading, find, people);
	if (people->len == 0 && reading->has_card)
		add_of_card(reading, people);
}

/* Whether a point of a list begins with the mention: "- Dana Okafor, permits". */
static gboolean
heads_point(const TertiusReading *reading, const TertiusMention *mention)
{
	const char *own = reading->own;
	const char *at =
		tertius_tokens_at(reading->tokens, mention->first)->start;
	const char *mark;

	if (mention->first < reading->n_subject || mention->is_address)
		return FALSE;
	while (at > own && at[-1] == ' ')
		at--;
	mark = at;
	while (mark > own && (g_ascii_isdigit(mark[-1]) ||
	                      strchr("-*.)\xe2\x80\xa2\x93", mark[-1]) != NULL))
		mark--;
	while (mark < at && mark > own && mark[-1] == ' ')
		mark--;
	return mark < at && (mark == own || mark[-1] == '\n');
}

/* Where one point of a list is somebody introduced, so are the others. */
static void
add_points(const TertiusReading *reading, GPtrArray *people)
{
	gboolean is_listed = FALSE;

	for (guint i = 0; i < reading->mentions->len; i++) {
		g_autoptr(TertiusPerson) person = tertius_names_dup_person(
			reading->mentions, i, reading->tokens);

		is_listed = is_listed ||
		            (heads_point(reading, mention_at(reading, i)) &&
		             tertius_people_have(people, person));
	}
	for (guint i = 0; is_listed && i < reading->mentions->len; i++) {
		if (heads_point(reading, mention_at(reading, i)) &&
		    is_third(reading, i))
			add_mentioned(reading, i, people);
	}
}

static void
fill_introduction(const TertiusReading *reading, const TertiusWindow *window,
                  const TertiusFind *find, TertiusAct *act)
{
	/* "her name is …" tells who, whatever else is said of her */
	const TertiusFind *named =
		tertius_window_find(window, "introduction/name-is");

	act->introducer = dup_introducer(reading, window);
	add_third(reading, window, named != NULL ? named : find,
	          act->introduced);
	if (act->introduced->len == 0 && find != NULL)
		add_named_recipients(reading, find, act->introduced);
	add_points(reading, act->introduced);
	for (guint i = 0; i < act->introduced->len; i++)
		tertius_addresses_find(reading, act->introduced->pdata[i]);
	act->manner =
		tertius_manner_find(reading, window, find, act->introduced);
	if (act->introduced->len == 0 &&
	    act->manner == TERTIUS_MANNER_CANDIDATE)
		add_passed_on(reading, act->introduced);
	if (act->manner != TERTIUS_MANNER_BOTH)
		add_enclosed(reading, act->introduced);
	if (act->manner == TERTIUS_MANNER_BOTH && act->introduced->len < 2)
		add_two_sides(reading, act->introduced);
}

/* Of the words of a referral, those that name somebody: "Dana gave me your
 * name. She thought that you might know." */
static void
add_mutual(const TertiusReading *reading, const TertiusWindow *window,
           GPtrArray *people)
{
	GHashTableIter each;
	gpointer family, find;
	const TertiusFind *first = NULL;

	g_hash_table_iter_init(&each, window->features);
	while (g_hash_table_iter_next(&each, &family, &find)) {
		g_autoptr(GPtrArray) inside = tertius_people_new();

		if (find == NULL || !g_str_has_prefix(family, "referral/") ||
		    strcmp(family, "referral/my-name-is") == 0)
			continue;
		add_inside(reading, find, inside);
		if (inside->len > 0 &&
		    (first == NULL ||
		     ((const TertiusFind *) find)->first < first->first))
			first = find;
	}
	if (first != NULL)
		add_inside(reading, first, people);
}

static void
fill_referral(const TertiusReading *reading, const TertiusWindow *window,
              const TertiusFind *find, TertiusAct *act)
{
	g_autoptr(GPtrArray) people = tertius_people_new();

	add_mutual(reading, window, people);
	if (people->len == 0 && find != NULL)
		add_around(reading, find, people);
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
	act->introducer = tertius_addressed_dup(reading, find);
	if (find != NULL)
		add_near(reading, find, act->introduced);
	for (guint i = act->introduced->len;
	     act->introducer != NULL && i-- > 0;) {
		if (tertius_person_matches(act->introduced->pdata[i],
		                           act->introducer))
			g_ptr_array_remove_index(act->introduced, i);
	}
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
		fill_referral(reading, window,
		              find_strongest(window, part, "referral/"), act);
	else if (act->kind != TERTIUS_ACT_OUT_OF_OFFICE)
		fill_answer(reading, find_strongest(window, part, ""), act);
}
