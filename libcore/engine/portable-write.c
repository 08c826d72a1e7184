/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts and decisions into JSON.
 */
#include "engine/portable.h"

static void
set_text(JsonBuilder *builder, const char *key, const char *text)
{
	if (text == NULL)
		return;
	json_builder_set_member_name(builder, key);
	json_builder_add_string_value(builder, text);
}

static void
set_number(JsonBuilder *builder, const char *key, gint64 number)
{
	json_builder_set_member_name(builder, key);
	json_builder_add_int_value(builder, number);
}

static void
set_strings(JsonBuilder *builder, const char *key, const GPtrArray *strings)
{
	json_builder_set_member_name(builder, key);
	json_builder_begin_array(builder);
	for (guint i = 0; i < strings->len; i++)
		json_builder_add_string_value(builder, strings->pdata[i]);
	json_builder_end_array(builder);
}

static void
add_person(JsonBuilder *builder, const TertiusPerson *person)
{
	if (person == NULL)
		return;
	json_builder_begin_object(builder);
	set_text(builder, "in", tertius_place_name(person->place));
	set_text(builder, "name", person->name);
	set_text(builder, "address", person->address);
	json_builder_end_object(builder);
}

static void
set_people(JsonBuilder *builder, const char *key, const GPtrArray *people)
{
	json_builder_set_member_name(builder, key);
	json_builder_begin_array(builder);
	for (guint i = 0; i < people->len; i++)
		add_person(builder, people->pdata[i]);
	json_builder_end_array(builder);
}

static void
add_evidence(JsonBuilder *builder, const TertiusEvidence *evidence)
{
	json_builder_begin_object(builder);
	set_text(builder, "rule", evidence->rule);
	set_text(builder, "quote", evidence->quote);
	set_text(builder, "place", evidence->place);
	json_builder_set_member_name(builder, "weight");
	json_builder_add_double_value(builder, evidence->weight);
	json_builder_end_object(builder);
}

static void
add_act(JsonBuilder *builder, const TertiusAct *act)
{
	json_builder_begin_object(builder);
	set_text(builder, "act", tertius_act_name(act->kind));
	set_number(builder, "manner", act->manner);
	set_number(builder, "tone", act->tone);
	json_builder_set_member_name(builder, "score");
	json_builder_add_double_value(builder, act->score);
	set_number(builder, "until", act->until);
	if (act->introducer != NULL) {
		json_builder_set_member_name(builder, "introducer");
		add_person(builder, act->introducer);
	}
	set_people(builder, "introduced", act->introduced);
	json_builder_set_member_name(builder, "evidence");
	json_builder_begin_array(builder);
	for (guint i = 0; i < act->evidence->len; i++)
		add_evidence(builder, act->evidence->pdata[i]);
	json_builder_end_array(builder);
	json_builder_end_object(builder);
}

static void
add_message(JsonBuilder *builder, const TertiusFacts *facts)
{
	const TertiusMessage *message = facts->message;

	set_text(builder, "message", message->id);
	if (facts->edition != 0)
		set_number(builder, "edition", facts->edition);
	set_text(builder, "message_id", message->message_id);
	set_number(builder, "date", message->date);
	set_number(builder, "zone", message->zone);
	json_builder_set_member_name(builder, "people");
	json_builder_begin_array(builder);
	add_person(builder, message->from);
	add_person(builder, message->sender);
	add_person(builder, message->reply_to);
	for (guint i = 0; i < message->recipients->len; i++)
		add_person(builder, message->recipients->pdata[i]);
	json_builder_end_array(builder);
	set_text(builder, "subject", message->subject);
	set_text(builder, "in_reply_to", message->in_reply_to);
	set_strings(builder, "references", message->references);
	set_number(builder, "flags", message->flags);
	set_strings(builder, "attachments", message->attachments);
	set_text(builder, "language", facts->style.language);
	set_text(builder, "greeting", facts->style.greeting);
	set_text(builder, "closing", facts->style.closing);
	set_number(builder, "formality", facts->style.formality);
	set_number(builder, "words", facts->style.words);
	if (facts->style.title != NULL && *facts->style.title != '\0')
		set_text(builder, "title", facts->style.title);
	json_builder_set_member_name(builder, "acts");
	json_builder_begin_array(builder);
	for (guint i = 0; i < facts->acts->len; i++)
		add_act(builder, facts->acts->pdata[i]);
	json_builder_end_array(builder);
}

static void
add_attendees(JsonBuilder *builder, const TertiusMeeting *meeting)
{
	json_builder_set_member_name(builder, "attendees");
	json_builder_begin_array(builder);
	for (guint i = 0; i < meeting->attendees->len; i++) {
		const TertiusAttendee *attendee = meeting->attendees->pdata[i];

		json_builder_begin_object(builder);
		set_number(builder, "attendance", attendee->attendance);
		json_builder_set_member_name(builder, "person");
		add_person(builder, attendee->person);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
}

static void
add_meeting(JsonBuilder *builder, const TertiusMeeting *meeting,
            gboolean in_calendar)
{
	set_text(builder, "meeting", meeting->id);
	set_text(builder, "uid", meeting->uid);
	set_text(builder, "recurrence_id", meeting->recurrence_id);
	set_number(builder, "sequence", meeting->sequence);
	set_number(builder, "stamp", meeting->stamp);
	set_number(builder, "created", meeting->created);
	set_number(builder, "start", meeting->start);
	set_number(builder, "end", meeting->end);
	set_text(builder, "summary", meeting->summary);
	set_number(builder, "flags", meeting->flags);
	json_builder_set_member_name(builder, "in_calendar");
	json_builder_add_boolean_value(builder, in_calendar);
	set_text(builder, "series",
	         meeting->series != NULL ? meeting->series : "");
	add_attendees(builder, meeting);
}

static JsonBuilder *
start(void)
{
	JsonBuilder *builder = json_builder_new();

	json_builder_begin_object(builder);
	set_number(builder, "v", 1);
	return builder;
}

JsonNode *
tertius_portable_from_facts(const TertiusFacts *facts)
{
	g_autoptr(JsonBuilder) builder = start();

	if (facts->message != NULL)
		add_message(builder, facts);
	else
		add_meeting(builder, facts->meetings->pdata[0],
		            facts->in_calendar);
	json_builder_end_object(builder);
	return json_builder_get_root(builder);
}

JsonNode *
tertius_portable_from_decision(const TertiusDecision *decision)
{
	g_autoptr(JsonBuilder) builder = start();

	set_text(builder, "decision",
	         tertius_decision_kind_name(decision->kind));
	set_text(builder, "subject", decision->subject);
	set_text(builder, "argument", decision->argument);
	set_number(builder, "made", decision->made);
	json_builder_end_object(builder);
	return json_builder_get_root(builder);
}
