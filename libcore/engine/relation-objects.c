/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Relations as JSON.
 */
#include "engine/relation-objects.h"

#include "engine/dates.h"
#include "engine/objects.h"
#include "engine/relation-sentences.h"
#include "relate/relations.h"
#include "write/voice.h"

#include <string.h>

/* A chain of who was whose introduction is shown so far. */
#define CHAIN_MAX 50

static void
add_person(TertiusJson *json, const char *name, const TertiusConclusions *all,
           guint person)
{
	g_autoptr(TertiusPerson) record =
		person != TERTIUS_NOBODY
			? tertius_history_dup_person(all->history, person)
			: NULL;

	tertius_objects_person(json, name, record);
}

static void
add_contexts(TertiusJson *json, const TertiusRelation *relation)
{
	gboolean has[TERTIUS_CONTEXT_N] = { FALSE };

	for (guint i = 0; i < relation->n_addresses; i++) {
		const TertiusContactAddress *one = &relation->addresses[i];

		has[one->context] = TRUE;
	}
	tertius_json_open(json, "contexts", '[');
	for (guint i = 0; i < TERTIUS_CONTEXT_N; i++) {
		if (has[i])
			tertius_json_text(
				json, NULL,
				tertius_context_name((TertiusContext) i));
	}
	tertius_json_close(json);
}

static guint
count_open(const TertiusRelation *relation)
{
	guint n = 0;

	for (guint i = 0; relation->open != NULL && i < relation->open->len;
	     i++) {
		const TertiusOpen *open = relation->open->pdata[i];

		n += open->rests ? 0 : 1;
	}
	return n;
}

static const char *
name_turn(const TertiusOpen *open)
{
	return open == NULL ? NULL : open->is_mine ? "me" : "them";
}

static void
add_cadence(TertiusJson *json, const TertiusCadence *cadence, GTimeZone *zone)
{
	tertius_json_time(json, "latest", cadence->latest, zone);
	tertius_json_text(json, "latest_kind",
	                  tertius_touch_name(cadence->latest_kind));
	if (cadence->days == 0)
		tertius_json_null(json, "every_days");
	else
		tertius_json_integer(json, "every_days", cadence->days);
	tertius_json_time(json, "next", cadence->next, zone);
}

static void
add_words(TertiusJson *json, const TertiusConclusions *all,
          const TertiusRelation *relation, GTimeZone *zone)
{
	g_autofree char *latest = tertius_sentences_dup_latest(
		relation, tertius_history_get_now(all->history), zone);
	g_autofree char *turn = tertius_sentences_dup_turn(relation);

	tertius_json_open(json, "words", '{');
	tertius_json_text(json, "latest", latest);
	tertius_json_text(json, "turn", turn);
	tertius_json_close(json);
}

static void
add_head(TertiusJson *json, const TertiusConclusions *all,
         const TertiusRelation *relation, GTimeZone *zone)
{
	tertius_json_text(json, "name",
	                  tertius_history_name(all->history, relation->person));
	tertius_json_text(
		json, "address",
		tertius_history_address(all->history, relation->person));
	add_contexts(json, relation);
	add_cadence(json, &relation->cadence, zone);
	tertius_json_text(json, "turn",
	                  name_turn(tertius_relation_get_turn(relation)));
	tertius_json_boolean(json, "muted", relation->is_muted != 0);
	tertius_json_boolean(json, "friend_first",
	                     relation->is_friend_first != 0);
	add_person(json, "introducer", all, relation->introducer);
	tertius_json_integer(json, "introduced", relation->introduced);
	tertius_json_text(json, "origin",
	                  tertius_origin_name(relation->origin));
	tertius_json_time(json, "first", relation->first_contact, zone);
	add_words(json, all, relation, zone);
}

void
tertius_objects_relation(TertiusJson *json, const TertiusConclusions *all,
                         const TertiusRelation *relation, GTimeZone *zone)
{
	add_head(json, all, relation, zone);
	tertius_json_integer(json, "open", count_open(relation));
}

/* --- The whole ------------------------------------------------------------ */

static void
add_addresses(TertiusJson *json, const TertiusRelation *relation,
              GTimeZone *zone)
{
	tertius_json_open(json, "addresses", '[');
	for (guint i = 0; i < relation->n_addresses; i++) {
		const TertiusContactAddress *one = &relation->addresses[i];

		tertius_json_open(json, NULL, '{');
		tertius_json_text(json, "address", one->address);
		tertius_json_text(json, "context",
		                  tertius_context_name(one->context));
		tertius_json_integer(json, "letters", one->letters);
		tertius_json_time(json, "latest", one->latest, zone);
		tertius_json_close(json);
	}
	tertius_json_close(json);
}

static void
add_chain(TertiusJson *json, const TertiusConclusions *all,
          const TertiusRelation *relation)
{
	const TertiusRelation *one = relation;

	tertius_json_open(json, "chain", '[');
	for (guint i = 0;
	     i < CHAIN_MAX && one != NULL && one->introducer != TERTIUS_NOBODY;
	     i++) {
		add_person(json, NULL, all, one->introducer);
		one = tertius_relations_get(all->relations, one->introducer);
	}
	tertius_json_close(json);
}

static void
add_both_ways(TertiusJson *json, const char *name,
              const TertiusBothWays *counts)
{
	tertius_json_open(json, name, '{');
	for (guint i = 0; i < TERTIUS_FAVOUR_N; i++) {
		tertius_json_open(json, tertius_favour_name((TertiusFavour) i),
		                  '{');
		tertius_json_integer(json, "mine", counts[i].mine);
		tertius_json_integer(json, "theirs", counts[i].theirs);
		tertius_json_close(json);
	}
	tertius_json_close(json);
}

static void
add_balance(TertiusJson *json, const TertiusReciprocity *balance,
            GTimeZone *zone)
{
	tertius_json_open(json, "balance", '{');
	add_both_ways(json, "year", balance->year);
	add_both_ways(json, "ever", balance->ever);
	tertius_json_integer(json, "meetings_year", balance->meetings_year);
	tertius_json_integer(json, "meetings_ever", balance->meetings_ever);
	tertius_json_integer(json, "one_to_ones", balance->one_to_ones);
	tertius_json_integer(json, "personal_year", balance->personal_year);
	tertius_json_integer(json, "work_year", balance->work_year);
	tertius_json_integer(json, "asks_in_a_row", balance->asks_in_a_row);
	tertius_json_integer(json, "recent_asks", balance->recent_asks);
	tertius_json_integer(json, "open_asks", balance->open_asks);
	tertius_json_time(json, "last_friendly", balance->last_friendly, zone);
	tertius_json_close(json);
}

static void
add_boundaries(TertiusJson *json, const GPtrArray *boundaries, GTimeZone *zone)
{
	tertius_json_open(json, "boundaries", '[');
	for (guint i = 0; boundaries != NULL && i < boundaries->len; i++) {
		const TertiusBoundary *one = boundaries->pdata[i];

		tertius_json_open(json, NULL, '{');
		tertius_json_text(json, "kind",
		                  tertius_boundary_name(one->kind));
		tertius_json_boolean(json, "said", one->is_said);
		tertius_json_time(json, "since", one->since, zone);
		tertius_json_time(json, "until", one->until, zone);
		tertius_json_text(json, "about", one->about);
		tertius_json_text(json, "quote", one->quote);
		tertius_json_text(json, "message_id", one->message_id);
		tertius_json_text(json, "because", one->because);
		tertius_json_close(json);
	}
	tertius_json_close(json);
}

static void
add_milestones(TertiusJson *json, const GPtrArray *milestones, gint64 now,
               GTimeZone *zone)
{
	tertius_json_open(json, "milestones", '[');
	for (guint i = 0; milestones != NULL && i < milestones->len; i++) {
		const TertiusMilestone *one = milestones->pdata[i];
		g_autofree char *when =
			tertius_dates_dup_kind(one->date, now, zone);

		tertius_json_open(json, NULL, '{');
		tertius_json_text(json, "kind",
		                  tertius_milestone_name(one->kind));
		tertius_json_time(json, "date", one->date, zone);
		tertius_json_text(json, "when", when);
		tertius_json_boolean(json, "yearly", one->is_yearly);
		tertius_json_time(json, "congratulated", one->congratulated,
		                  zone);
		tertius_json_text(json, "quote", one->quote);
		tertius_json_text(json, "before", one->before);
		tertius_json_text(json, "message_id", one->message_id);
		tertius_json_close(json);
	}
	tertius_json_close(json);
}

static void
add_open(TertiusJson *json, const GPtrArray *open, GTimeZone *zone)
{
	tertius_json_open(json, "open", '[');
	for (guint i = 0; open != NULL && i < open->len; i++) {
		const TertiusOpen *one = open->pdata[i];

		tertius_json_open(json, NULL, '{');
		tertius_json_text(json, "kind", tertius_open_name(one->kind));
		tertius_json_text(json, "turn", name_turn(one));
		tertius_json_boolean(json, "rests", one->rests);
		tertius_json_time(json, "date", one->date, zone);
		tertius_json_time(json, "by", one->by, zone);
		tertius_json_integer(json, "follow_ups", one->follow_ups);
		tertius_json_text(json, "introduction", one->introduction);
		tertius_json_text(json, "message_id", one->message_id);
		tertius_json_text(json, "words", one->words);
		tertius_json_close(json);
	}
	tertius_json_close(json);
}

static void
add_texts(TertiusJson *json, const char *name, const GPtrArray *texts)
{
	tertius_json_open(json, name, '[');
	for (guint i = 0; texts != NULL && i < texts->len; i++)
		tertius_json_text(json, NULL, texts->pdata[i]);
	tertius_json_close(json);
}

static void
add_merges(TertiusJson *json, const TertiusConclusions *all,
           const TertiusRelation *relation)
{
	const GPtrArray *merges = all->relations->merges;

	tertius_json_open(json, "merges", '[');
	for (guint i = 0; i < merges->len; i++) {
		const TertiusMerge *one = merges->pdata[i];

		if (tertius_history_find(all->history, one->address) !=
		            relation->person &&
		    tertius_history_find(all->history, one->other) !=
		            relation->person)
			continue;
		tertius_json_open(json, NULL, '{');
		tertius_json_text(json, "address", one->address);
		tertius_json_text(json, "other", one->other);
		tertius_json_text(json, "because", one->because);
		tertius_json_boolean(json, "taken", one->is_taken);
		tertius_json_close(json);
	}
	tertius_json_close(json);
}

static void
add_voice(TertiusJson *json, const TertiusConclusions *all,
          const TertiusRelation *relation)
{
	static const char *const sources[] = {
		[TERTIUS_VOICE_DEFAULT] = "default",
		[TERTIUS_VOICE_ALIKE] = "alike",
		[TERTIUS_VOICE_PERSON] = "person",
	};
	g_autoptr(TertiusPerson) person =
		tertius_history_dup_person(all->history, relation->person);
	g_autoptr(TertiusVoice) voice = tertius_voice_learn(
		all->history, relation->person, person, NULL);
	g_autofree char *words = tertius_voice_describe(voice);

	tertius_json_open(json, "voice", '{');
	tertius_json_text(json, "from", sources[voice->source]);
	tertius_json_text(json, "language", voice->language);
	tertius_json_text(json, "greeting", voice->greeting);
	tertius_json_text(json, "closing", voice->closing);
	tertius_json_boolean(json, "formal", voice->is_formal);
	tertius_json_boolean(json, "first_name", voice->is_first_name);
	tertius_json_integer(json, "words", voice->words);
	tertius_json_integer(json, "letters", voice->n_letters);
	tertius_json_text(json, "sentence", words);
	tertius_json_close(json);
}

void
tertius_objects_relation_whole(TertiusJson *json, const TertiusConclusions *all,
                               const TertiusRelation *relation, GTimeZone *zone)
{
	g_autoptr(GPtrArray) sentences =
		tertius_sentences_balance(all, relation, zone);

	add_head(json, all, relation, zone);
	add_addresses(json, relation, zone);
	add_chain(json, all, relation);
	add_balance(json, relation->balance, zone);
	tertius_json_integer(json, "rhythm_days", relation->cadence.rhythm);
	tertius_json_boolean(json, "every_is_set", relation->cadence.is_set);
	tertius_json_integer(json, "reply_minutes", relation->reply_minutes);
	add_boundaries(json, relation->boundaries, zone);
	add_milestones(json, relation->milestones,
	               tertius_history_get_now(all->history), zone);
	add_open(json, relation->open, zone);
	add_texts(json, "projects", relation->projects);
	add_texts(json, "notes", relation->notes);
	tertius_json_text(json, "title", relation->title);
	tertius_json_text(json, "seeks",
	                  relation->seeks != NULL ? relation->seeks->words
	                                          : NULL);
	add_merges(json, all, relation);
	add_texts(json, "sentences", sentences);
	add_voice(json, all, relation);
}

/* --- Occasions ------------------------------------------------------------ */

static void
add_people(TertiusJson *json, const char *name, const TertiusConclusions *all,
           const GArray *people)
{
	tertius_json_open(json, name, '[');
	for (guint i = 0; i < people->len; i++)
		add_person(json, NULL, all, g_array_index(people, guint, i));
	tertius_json_close(json);
}

void
tertius_objects_occasion(TertiusJson *json, const TertiusConclusions *all,
                         const TertiusOccasion *occasion, GTimeZone *zone)
{
	g_autofree char *when = tertius_dates_dup_kind(
		occasion->start, tertius_history_get_now(all->history), zone);
	const TertiusLetter *letter =
		tertius_occasion_find_letter(all->history, occasion);

	tertius_json_text(json, "id", occasion->id);
	tertius_json_text(json, "message_id",
	                  letter != NULL ? letter->message_id : NULL);
	tertius_json_text(json, "title", occasion->title);
	tertius_json_text(json, "when", when);
	tertius_json_time(json, "start", occasion->start, zone);
	tertius_json_time(json, "end", occasion->end, zone);
	tertius_json_boolean(json, "ahead", occasion->is_ahead);
	tertius_json_boolean(json, "company", occasion->is_company);
	add_people(json, "friends", all, occasion->friends);
	add_people(json, "met", all, occasion->met);
}

void
tertius_objects_suggestion(TertiusJson *json, const TertiusConclusions *all,
                           const TertiusSuggestion *suggestion, GTimeZone *zone)
{
	tertius_json_text(json, "id", suggestion->id);
	tertius_json_text(json, "kind",
	                  tertius_suggestion_name(suggestion->kind));
	add_person(json, "first", all, suggestion->first);
	add_person(json, "second", all, suggestion->second);
	tertius_json_time(json, "date", suggestion->date, zone);
	tertius_json_text(json, "message_id", suggestion->message_id);
	tertius_json_text(json, "because", suggestion->because);
	tertius_json_boolean(json, "consent", suggestion->needs_consent);
}

void
tertius_objects_quarter(TertiusJson *json, const TertiusQuarter *quarter,
                        GTimeZone *zone)
{
	const guint *n = quarter->by_origin;

	tertius_json_text(json, "quarter", quarter->name);
	tertius_json_time(json, "start", quarter->start, zone);
	tertius_json_integer(json, "friend", n[TERTIUS_ORIGIN_FRIEND]);
	tertius_json_integer(json, "event", n[TERTIUS_ORIGIN_EVENT]);
	tertius_json_integer(json, "they_wrote", n[TERTIUS_ORIGIN_THEY_WROTE]);
	tertius_json_integer(json, "i_wrote", n[TERTIUS_ORIGIN_I_WROTE]);
	tertius_json_integer(json, "organisations", quarter->organisations);
	tertius_json_integer(json, "known", quarter->known);
}
