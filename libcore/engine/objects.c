/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records as JSON.
 */
#include "engine/objects.h"

void
tertius_objects_person(TertiusJson *json, const char *name,
                       const TertiusPerson *person)
{
	if (person == NULL) {
		tertius_json_null(json, name);
		return;
	}
	tertius_json_open(json, name, '{');
	tertius_json_text(json, "name", person->name);
	tertius_json_text(json, "address", person->address);
	tertius_json_close(json);
}

static void
add_introduced(TertiusJson *json, const GPtrArray *people)
{
	tertius_json_open(json, "introduced", '[');
	for (guint i = 0; i < people->len; i++) {
		const TertiusPerson *person = people->pdata[i];

		tertius_json_open(json, NULL, '{');
		tertius_json_text(json, "name", person->name);
		tertius_json_text(json, "address", person->address);
		tertius_json_text(json, "in",
		                  tertius_place_name(person->place));
		tertius_json_close(json);
	}
	tertius_json_close(json);
}

void
tertius_objects_evidence(TertiusJson *json, const GPtrArray *evidence)
{
	tertius_json_open(json, "evidence", '[');
	for (guint i = 0; i < evidence->len; i++) {
		const TertiusEvidence *one = evidence->pdata[i];

		tertius_json_open(json, NULL, '{');
		tertius_json_text(json, "rule", one->rule);
		tertius_json_text(json, "quote", one->quote);
		tertius_json_text(json, "place", one->place);
		tertius_json_number(json, "weight", one->weight);
		if (one->source != NULL)
			tertius_json_text(json, "source", one->source);
		tertius_json_close(json);
	}
	tertius_json_close(json);
}

static void
add_act(TertiusJson *json, const TertiusAct *act)
{
	tertius_json_open(json, NULL, '{');
	tertius_json_text(json, "act", tertius_act_name(act->kind));
	tertius_json_number(json, "score", act->score);
	tertius_json_text(json, "level",
	                  act->score >= TERTIUS_SCORE_LIKELY ? "likely"
	                                                     : "perhaps");
	if (act->manner != TERTIUS_MANNER_NONE)
		tertius_json_text(json, "manner",
		                  tertius_manner_name(act->manner));
	tertius_objects_person(json, "introducer", act->introducer);
	add_introduced(json, act->introduced);
	if (act->until != 0)
		tertius_json_time(json, "until", act->until, NULL);
	tertius_objects_evidence(json, act->evidence);
	tertius_json_close(json);
}

char *
tertius_objects_dup_classified(const TertiusFacts *facts)
{
	TertiusJson *json = tertius_json_begin();
	const TertiusMessage *message = facts->message;

	tertius_json_text(json, "message_id",
	                  message != NULL ? message->message_id : NULL);
	tertius_json_open(json, "acts", '[');
	for (guint i = 0; i < facts->acts->len; i++) {
		const TertiusAct *act = facts->acts->pdata[i];

		if (act->score >= TERTIUS_SCORE_PERHAPS)
			add_act(json, act);
	}
	tertius_json_close(json);
	return tertius_json_end(json);
}

static void
add_next(TertiusJson *json, const TertiusIntroduction *introduction,
         GTimeZone *zone)
{
	if (introduction->next == TERTIUS_STEP_NONE) {
		tertius_json_null(json, "next");
		return;
	}
	tertius_json_open(json, "next", '{');
	tertius_json_text(json, "step", tertius_step_name(introduction->next));
	tertius_json_text(json, "turn",
	                  introduction->is_my_turn ? "me" : "them");
	tertius_json_time(json, "by", introduction->next_by, zone);
	tertius_json_close(json);
}

void
tertius_objects_introduction(TertiusJson *json,
                             const TertiusIntroduction *introduction,
                             GTimeZone *zone)
{
	tertius_json_text(json, "id", introduction->id);
	tertius_json_text(json, "kind",
	                  tertius_introduction_kind_name(introduction->kind));
	tertius_objects_person(json, "introducer", introduction->introducer);
	add_introduced(json, introduction->introduced);
	tertius_json_time(json, "date", introduction->date, zone);
	tertius_json_text(json, "message_id", introduction->message_id);
	tertius_json_text(json, "event_uid", introduction->event_uid);
	tertius_json_text(json, "subject", introduction->subject);
	tertius_json_text(json, "state",
	                  tertius_state_name(introduction->state));
	tertius_json_open(json, "thanked", '{');
	tertius_json_boolean(json, "introducer",
	                     introduction->thanked_introducer != 0);
	tertius_json_boolean(json, "newcomer",
	                     introduction->thanked_newcomer != 0);
	tertius_json_close(json);
	tertius_json_text(json, "level",
	                  tertius_level_name(introduction->level));
	tertius_json_number(json, "score", introduction->score);
	add_next(json, introduction, zone);
}

void
tertius_objects_reminder(TertiusJson *json, const TertiusReminder *reminder,
                         GTimeZone *zone)
{
	tertius_json_text(json, "id", reminder->id);
	tertius_json_text(json, "kind",
	                  tertius_reminder_kind_name(reminder->kind));
	tertius_json_text(json, "introduction", reminder->introduction);
	tertius_objects_person(json, "person", reminder->person);
	tertius_json_open(json, "others", '[');
	for (guint i = 0; i < reminder->others->len; i++)
		tertius_objects_person(json, NULL, reminder->others->pdata[i]);
	tertius_json_close(json);
	tertius_json_time(json, "due", reminder->due, zone);
	tertius_json_text(json, "state",
	                  tertius_reminder_state_name(reminder->state));
	tertius_json_text(json, "title", reminder->title);
	tertius_json_text(json, "because", reminder->because);
	tertius_json_text(json, "message_id", reminder->message_id);
	tertius_json_text(json, "uid", reminder->uid);
}

char *
tertius_objects_dup_introduction(const TertiusIntroduction *introduction,
                                 GTimeZone *zone)
{
	TertiusJson *json = tertius_json_begin();

	tertius_objects_introduction(json, introduction, zone);
	return tertius_json_end(json);
}

char *
tertius_objects_dup_reminder(const TertiusReminder *reminder, GTimeZone *zone)
{
	TertiusJson *json = tertius_json_begin();

	tertius_objects_reminder(json, reminder, zone);
	return tertius_json_end(json);
}
