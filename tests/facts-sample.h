/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of facts share: facts that hold everything, and their way through
 * a pipe.
 */
#pragma once

#include "model/facts.h"
#include "tertius-test.h"

static inline TertiusMessage *
make_message(void)
{
	TertiusMessage *message = tertius_message_new();

	message->id = g_strnfill(64, 'a');
	message->message_id = g_strdup("one@example.org");
	message->date = 1736154000;
	message->zone = -210;
	message->from = tertius_person_new("Dana Okafor", "dana@example.org",
	                                   TERTIUS_PLACE_FROM);
	message->sender = tertius_person_new(NULL, "desk@example.org",
	                                     TERTIUS_PLACE_SENDER);
	message->reply_to = tertius_person_new("Dana", "d@example.org",
	                                       TERTIUS_PLACE_REPLY_TO);
	g_ptr_array_add(
		message->recipients,
		tertius_person_new("Zoë", "zoe@example.org", TERTIUS_PLACE_TO));
	g_ptr_array_add(
		message->recipients,
		tertius_person_new("Bob Müller", NULL, TERTIUS_PLACE_CC));
	message->subject = g_strdup("Zoë, meet Bob — 你好");
	message->in_reply_to = g_strdup("zero@example.org");
	g_ptr_array_add(message->references, g_strdup("zero@example.org"));
	message->flags = TERTIUS_MESSAGE_SENT | TERTIUS_MESSAGE_INVITATION;
	g_ptr_array_add(message->attachments, g_strdup("cv.pdf"));
	return message;
}

static inline TertiusAct *
make_act(void)
{
	TertiusAct *act = tertius_act_new(TERTIUS_ACT_MOVE_TO_BCC);

	act->manner = TERTIUS_MANNER_MEETING;
	act->tone = TERTIUS_TONE_BIG;
	act->score = 0.75;
	act->introducer = tertius_person_new("Dana", NULL, TERTIUS_PLACE_TEXT);
	g_ptr_array_add(
		act->introduced,
		tertius_person_new("Bob", "bob@example.org", TERTIUS_PLACE_TO));
	act->until = 1736240400;
	g_ptr_array_add(act->evidence,
	                tertius_evidence_new("wording/meet", "meet Bob",
	                                     "subject", -1.5));
	return act;
}

static inline TertiusMeeting *
make_meeting(void)
{
	TertiusMeeting *meeting = tertius_meeting_new();

	meeting->id = g_strnfill(64, 'b');
	meeting->uid = g_strdup("u1@example.org");
	meeting->recurrence_id = g_strdup("20250106T090000Z");
	meeting->sequence = 3;
	meeting->stamp = 1736150000;
	meeting->created = 1736140000;
	meeting->start = 1736154000;
	meeting->end = 1736157600;
	meeting->summary = g_strdup("Zoë and Bob");
	tertius_meeting_take_attendee(
		meeting,
		tertius_person_new("Zoë", "zoe@example.org",
	                           TERTIUS_PLACE_ORGANIZER),
		TERTIUS_ATTENDANCE_DELEGATED);
	meeting->series = g_strdup("Europe/Berlin FREQ=WEEKLY;COUNT=2");
	meeting->flags = TERTIUS_MEETING_SERIES;
	return meeting;
}

static inline TertiusFacts *
make_facts(void)
{
	TertiusFacts *facts = tertius_facts_new();

	facts->message = make_message();
	facts->style.language = g_strdup("en");
	facts->style.greeting = g_strdup("Hi Zoë,");
	facts->style.closing = g_strdup("Best,");
	facts->style.formality = -1;
	facts->style.words = 42;
	facts->style.title = g_strdup("Head of Translation");
	g_ptr_array_add(facts->acts, make_act());
	g_ptr_array_add(facts->meetings, make_meeting());
	g_ptr_array_add(facts->problems, g_strdup("an event without start"));
	return facts;
}

/* What arrives of @facts; NULL: nothing. */
static inline TertiusFacts *
pass_on(const TertiusFacts *facts)
{
	g_autoptr(GBytes) bytes = tertius_facts_to_bytes(facts);

	return tertius_facts_from_bytes(g_bytes_get_data(bytes, NULL),
	                                g_bytes_get_size(bytes), NULL);
}

/* Whether they arrive at all. */
static inline gboolean
passes(const TertiusFacts *facts)
{
	g_autoptr(TertiusFacts) copy = pass_on(facts);

	return copy != NULL;
}
