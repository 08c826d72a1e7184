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

TertiusPerson *
tertius_story_person(const char *word, TertiusPlace place)
{
	g_autofree char *name = g_strstrip(g_strdup(word));
	g_autofree char *address = g_strconcat(name, "@example.org", NULL);
	char *slash = strchr(name, '/');

	if (*name == '~')
		return tertius_person_new(g_strdelimit(name + 1, "_", ' '),
		                          NULL, TERTIUS_PLACE_TEXT);
	if (strcmp(name, "me") == 0)
		return tertius_person_new("Me", "me@home.example.org", place);
	if (slash != NULL) {
		*slash = '\0';
		return tertius_person_new(g_strdelimit(name, "_", ' '),
		                          slash + 1, place);
	}
	if (strchr(name, '@') != NULL) {
		g_autofree char *spoken = g_strndup(name, strcspn(name, "@."));
		const char *whole = name;

		spoken[0] = g_ascii_toupper(spoken[0]);
		return tertius_person_new(spoken, whole, place);
	}

	name[0] = g_ascii_toupper(name[0]);
	return tertius_person_new(name, address, place);
}

static void
add_people(GPtrArray *people, const char *words, TertiusPlace place)
{
	g_auto(GStrv) names = g_strsplit(words, ",", -1);

	for (guint i = 0; names[i] != NULL; i++) {
		TertiusPerson *person = tertius_story_person(names[i], place);

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

/* "KIND/tone=whom", with "@day" (until then) or "+rule" behind the kind. */
static TertiusAct *
act_of(const char *word)
{
	g_auto(GStrv) sides = g_strsplit(word, "=", 2);
	g_auto(GStrv) rules = g_strsplit(sides[0], "+", 2);
	g_auto(GStrv) days = g_strsplit(rules[0], "@", 2);
	g_auto(GStrv) parts = g_strsplit(days[0], "/", 2);
	TertiusActKind kind = TERTIUS_ACT_N;
	TertiusAct *act;

	g_assert(tertius_act_from_name(parts[0], &kind));
	act = tertius_act_new(kind);
	act->score = 0.9;
	if (parts[1] != NULL)
		act->tone = tone_of(parts[1]);
	if (days[1] != NULL)
		act->until = moment_of(days[1]);
	if (sides[1] != NULL && kind == TERTIUS_ACT_SEARCH) {
		g_autofree char *about =
			g_strjoin(" ", sides[1], rules[1], NULL);

		g_strdelimit(sides[1], "_", ' ');
		g_strdelimit(about, "_", ' ');
		g_ptr_array_add(act->evidence,
		                tertius_evidence_new(TERTIUS_SEARCH_WHAT,
		                                     sides[1], "body", 0));
		g_ptr_array_add(act->evidence,
		                tertius_evidence_new(TERTIUS_SEARCH_ABOUT,
		                                     about, "body", 0));
		return act;
	}
	if (sides[1] != NULL && kind == TERTIUS_ACT_REFERRAL)
		act->introducer =
			tertius_story_person(sides[1], TERTIUS_PLACE_TEXT);
	else if (sides[1] != NULL)
		add_people(act->introduced, sides[1], TERTIUS_PLACE_CC);
	g_ptr_array_add(
		act->evidence,
		tertius_evidence_new(rules[1] != NULL ? rules[1] : "test", word,
	                             "body", 1));
	return act;
}

char *
tertius_story_message_id(const char *name)
{
	return g_strconcat(name, "@story.example.org", NULL);
}

static guint
find_flag(const char *word)
{
	static const struct {
		const char *word;
		guint flag;
	} flags[] = {
		{ "automatic", TERTIUS_MESSAGE_AUTO_REPLY },
		{ "robot", TERTIUS_MESSAGE_ROBOT },
		{ "list", TERTIUS_MESSAGE_LIST },
		{ "confidential", TERTIUS_MESSAGE_CONFIDENTIAL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(flags); i++) {
		if (strcmp(flags[i].word, word) == 0)
			return flags[i].flag;
	}
	return 0;
}

/* Acts, "#name", "^answered", "words=N", "subject=A_b" and flags. */
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
			message->message_id =
				tertius_story_message_id(word + 1);
		} else if (*word == '^') {
			message->in_reply_to =
				tertius_story_message_id(word + 1);
			g_ptr_array_add(message->references,
			                tertius_story_message_id(word + 1));
		} else if (g_str_has_prefix(word, "words=")) {
			facts->style.words = (guint) g_ascii_strtoull(
				word + strlen("words="), NULL, 10);
		} else if (g_str_has_prefix(word, "subject=")) {
			g_free(message->subject);
			message->subject = g_strdelimit(
				g_strdup(word + strlen("subject=")), "_", ' ');
		} else if (g_str_has_prefix(word, "title=")) {
			g_free(facts->style.title);
			facts->style.title = g_strdelimit(
				g_strdup(word + strlen("title=")), "_", ' ');
		} else if (find_flag(word) != 0) {
			message->flags |= find_flag(word);
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
	message->from = tertius_story_person(writer, TERTIUS_PLACE_FROM);
	message->subject = g_strdup_printf("Line %u", line);
	add_people(message->recipients, sides[0], TERTIUS_PLACE_TO);
	if (sides[1] != NULL)
		add_people(message->recipients, sides[1], TERTIUS_PLACE_CC);
	read_tail(facts, words);
	message->id = tertius_message_compute_id(message, message->date);
	return facts;
}

/* The title of a meeting, with marks before it. */
static const char *
read_title(TertiusFacts *facts, TertiusMeeting *meeting, const char *title)
{
	static const struct {
		const char *mark;
		guint flag;
	} marks[] = {
		{ "!away ", TERTIUS_MEETING_OUT_OF_OFFICE },
		{ "!private ", TERTIUS_MEETING_PRIVATE },
		{ "!birthday ", TERTIUS_MEETING_BIRTHDAY },
		{ "!called-off ", TERTIUS_MEETING_CANCELLED },
		{ "!introduces ", TERTIUS_MEETING_INTRODUCES },
		{ "!no-talk ", TERTIUS_MEETING_NO_TALK },
		{ "!theirs ", 0 },
	};

	for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (!g_str_has_prefix(title, marks[i].mark))
			continue;
		meeting->flags |= marks[i].flag;
		if (marks[i].flag == 0)
			facts->in_calendar = FALSE;
		return title + strlen(marks[i].mark);
	}
	return title;
}

/* "dana", "dana-" who declined, "dana?" who did not answer, "dana^" who passed
 * it on. */
static void
attend(TertiusMeeting *meeting, char *name)
{
	TertiusPlace place = meeting->attendees->len == 0
	                             ? TERTIUS_PLACE_ORGANIZER
	                             : TERTIUS_PLACE_ATTENDEE;
	TertiusAttendance attendance = TERTIUS_ATTENDANCE_ACCEPTED;
	char *mark;

	g_strstrip(name);
	mark = name + strlen(name) - 1;
	if (*mark == '-')
		attendance = TERTIUS_ATTENDANCE_DECLINED;
	if (*mark == '?' || *mark == '^')
		attendance = TERTIUS_ATTENDANCE_UNKNOWN;
	if (*mark == '^')
		place = TERTIUS_PLACE_FROM;
	if (strchr("-?^", *mark) != NULL)
		*mark = '\0';
	tertius_meeting_take_attendee(
		meeting, tertius_story_person(name, place), attendance);
}

static TertiusFacts *
tell_meeting(const char *day, const char *rest, guint line)
{
	TertiusFacts *facts = tertius_facts_new();
	TertiusMeeting *meeting = tertius_meeting_new();
	g_auto(GStrv) halves = g_strsplit(rest, ":", 2);
	g_auto(GStrv) names = g_strsplit(halves[0], "+", -1);
	g_autofree char *key = g_strdup_printf("meeting %u", line);
	const char *title =
		halves[1] != NULL ? g_strstrip(halves[1]) : "Coffee";

	meeting->id = g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);
	meeting->uid = g_strdup(key);
	meeting->recurrence_id = g_strdup("");
	facts->in_calendar = TRUE;
	meeting->summary = g_strdup(read_title(facts, meeting, title));
	meeting->start = moment_of(day);
	meeting->end = meeting->start + 3600;
	for (guint i = 0; names[i] != NULL; i++)
		attend(meeting, names[i]);
	g_ptr_array_add(facts->meetings, meeting);
	return facts;
}

void
tertius_story_each(const char *text, TertiusStoryFunc each, gpointer data)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++) {
		g_auto(GStrv) halves = g_strsplit(g_strstrip(lines[i]), ">", 2);
		g_auto(GStrv) first = NULL;

		if (halves[0] == NULL)
			continue;
		first = g_strsplit_set(halves[0], " \t", 2);
		g_assert(first[1] != NULL);
		g_strstrip(first[1]);
		each(halves[1] != NULL
		             ? tell_message(first[0], first[1], halves[1], i)
		             : tell_meeting(first[0], first[1], i),
		     data);
	}
}

static void
take(TertiusFacts *facts, gpointer history)
{
	tertius_history_take(history, facts);
}

TertiusHistory *
tertius_story_begin(const char *text)
{
	static const char *const me[] = { "me@home.example.org", NULL };
	TertiusHistory *history = tertius_history_new(me);

	tertius_story_each(text, take, history);
	return history;
}

TertiusHistory *
tertius_story_tell(const char *text, double now)
{
	TertiusHistory *history = tertius_story_begin(text);

	tertius_history_seal(history,
	                     TERTIUS_STORY_BEGIN +
	                             (gint64) (now * TERTIUS_STORY_DAY));
	return history;
}
