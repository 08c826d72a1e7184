/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Histories for tests.
 */
#include "story.h"

#include <string.h>

static gint64
moment_of(const char *day)
{
	return TERTIUS_STORY_BEGIN +
	       (gint64) (g_ascii_strtod(day, NULL) * TERTIUS_STORY_DAY);
}

static TertiusPerson *
person_of(const char *word, TertiusPlace place)
{
	g_autofree char *name = g_strstrip(g_strdup(word));
	g_autofree char *address = g_strconcat(name, "@example.org", NULL);

	name[0] = g_ascii_toupper(name[0]);
	return tertius_person_new(name, address, place);
}

static void
add_people(GPtrArray *people, const char *words, TertiusPlace place)
{
	g_auto(GStrv) names = g_strsplit(words, ",", -1);

	for (guint i = 0; names[i] != NULL; i++) {
		TertiusPerson *person = person_of(names[i], place);

		g_assert(person != NULL);
		g_ptr_array_add(people, person);
	}
}

static TertiusTone
tone_of(const char *word)
{
	if (strcmp(word, "good") == 0)
		return TERTIUS_TONE_GOOD;
	if (strcmp(word, "bad") == 0)
		return TERTIUS_TONE_BAD;
	g_assert(strcmp(word, "big") == 0);
	return TERTIUS_TONE_BIG;
}

static TertiusAct *
act_of(const char *word)
{
	g_auto(GStrv) sides = g_strsplit(word, "=", 2);
	g_auto(GStrv) parts = g_strsplit(sides[0], "/", 2);
	TertiusActKind kind = TERTIUS_ACT_N;
	TertiusAct *act;

	g_assert(tertius_act_from_name(parts[0], &kind));
	act = tertius_act_new(kind);
	act->score = 0.9;
	if (parts[1] != NULL)
		act->tone = tone_of(parts[1]);
	if (sides[1] != NULL && kind == TERTIUS_ACT_REFERRAL)
		act->introducer = person_of(sides[1], TERTIUS_PLACE_TEXT);
	else if (sides[1] != NULL)
		add_people(act->introduced, sides[1], TERTIUS_PLACE_CC);
	g_ptr_array_add(act->evidence,
	                tertius_evidence_new("test", word, "body", 1));
	return act;
}

static char *
message_id_of(const char *name)
{
	return g_strconcat(name, "@story.example.org", NULL);
}

/* Acts, "#name", "^answered" and "words=N". */
static void
read_tail(TertiusFacts *facts, char **words)
{
	TertiusMessage *message = facts->message;

	for (guint i = 0; words[i] != NULL; i++) {
		const char *word = words[i];

		if (*word == '\0' || strcmp(word, ":") == 0)
			continue;
		if (*word == '#') {
			g_free(message->message_id);
			message->message_id = message_id_of(word + 1);
		} else if (*word == '^') {
			message->in_reply_to = message_id_of(word + 1);
			g_ptr_array_add(message->references,
			                message_id_of(word + 1));
		} else if (g_str_has_prefix(word, "words=")) {
			facts->style.words = (guint) g_ascii_strtoull(
				word + strlen("words="), NULL, 10);
		} else if (strcmp(word, "automatic") == 0) {
			message->flags |= TERTIUS_MESSAGE_AUTO_REPLY;
		} else {
			g_ptr_array_add(facts->acts, act_of(word));
		}
	}
}

/* Where people end and the tail begins. */
static gsize
length_of_people(const char *text)
{
	return strcspn(text, ":#^");
}

static TertiusFacts *
tell_message(const char *day, const char *writer, const char *rest, guint line)
{
	TertiusFacts *facts = tertius_facts_new();
	TertiusMessage *message = facts->message = tertius_message_new();
	gsize length = length_of_people(rest);
	g_autofree char *people = g_strndup(rest, length);
	g_auto(GStrv) sides = g_strsplit(people, "|", 2);
	g_auto(GStrv) words = g_strsplit(rest + length, " ", -1);

	message->message_id = g_strdup_printf("%u@story.example.org", line);
	message->date = moment_of(day);
	message->from = person_of(writer, TERTIUS_PLACE_FROM);
	message->subject = g_strdup_printf("Line %u", line);
	add_people(message->recipients, sides[0], TERTIUS_PLACE_TO);
	if (sides[1] != NULL)
		add_people(message->recipients, sides[1], TERTIUS_PLACE_CC);
	read_tail(facts, words);
	message->id = tertius_message_compute_id(message);
	return facts;
}

static TertiusFacts *
tell_meeting(const char *day, const char *people, guint line)
{
	TertiusFacts *facts = tertius_facts_new();
	TertiusMeeting *meeting = tertius_meeting_new();
	g_auto(GStrv) names = g_strsplit(people, "+", -1);
	g_autofree char *key = g_strdup_printf("meeting %u", line);

	meeting->id = g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);
	meeting->uid = g_strdup(key);
	meeting->recurrence_id = g_strdup("");
	meeting->summary = g_strdup("Coffee");
	meeting->start = moment_of(day);
	meeting->end = meeting->start + 3600;
	for (guint i = 0; names[i] != NULL; i++)
		tertius_meeting_take_attendee(
			meeting,
			person_of(names[i], i == 0 ? TERTIUS_PLACE_ORGANIZER
		                                   : TERTIUS_PLACE_ATTENDEE),
			TERTIUS_ATTENDANCE_ACCEPTED);
	g_ptr_array_add(facts->meetings, meeting);
	facts->in_calendar = TRUE;
	return facts;
}

TertiusHistory *
tertius_story_tell(const char *text, double now)
{
	static const char *const me[] = { "me@example.org", NULL };
	TertiusHistory *history = tertius_history_new(me);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++) {
		g_auto(GStrv) halves = g_strsplit(g_strstrip(lines[i]), ">", 2);
		g_auto(GStrv) first = NULL;

		if (halves[0] == NULL)
			continue;
		first = g_strsplit_set(halves[0], " \t", 2);
		g_assert(first[1] != NULL);
		g_strstrip(first[1]);
		tertius_history_take(
			history,
			halves[1] != NULL
				? tell_message(first[0], first[1], halves[1], i)
				: tell_meeting(first[0], first[1], i));
	}
	tertius_history_seal(history,
	                     TERTIUS_STORY_BEGIN +
	                             (gint64) (now * TERTIUS_STORY_DAY));
	return history;
}
