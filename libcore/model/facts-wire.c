/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts as bytes for a pipe: numbers of eight bytes as they lie in memory, and
 * texts with their length before and a zero after. Reading trusts nothing: the
 * other side has parsed strangers' bytes.
 */
#include "base/error.h"
#include "base/text.h"
#include "model/facts.h"
#include "model/series.h"

#include <string.h>

/* In front of what may be missing. */
#define ABSENT  0
#define PRESENT 1

/* What a GDateTime can hold: from the year 1 to the end of 9999. */
#define EARLIEST (-62135596800)
#define LATEST   253402300799

/* Minutes east of UTC that a zone can have. */
#define ZONE_MAX (24 * 60 - 1)

/* --- Writing ------------------------------------------------------------- */

static void
put_number(GByteArray *out, gint64 number)
{
	g_byte_array_append(out, (const guint8 *) &number, sizeof(number));
}

static void
put_real(GByteArray *out, double real)
{
	g_byte_array_append(out, (const guint8 *) &real, sizeof(real));
}

/* NULL is written as the empty text. */
static void
put_text(GByteArray *out, const char *text)
{
	const char *known = text != NULL ? text : "";
	gsize length = strlen(known);

	put_number(out, (gint64) length);
	g_byte_array_append(out, (const guint8 *) known, (guint) length + 1);
}

static void
put_texts(GByteArray *out, const GPtrArray *texts)
{
	put_number(out, texts->len);
	for (guint i = 0; i < texts->len; i++)
		put_text(out, texts->pdata[i]);
}

static void
put_person(GByteArray *out, const TertiusPerson *person)
{
	put_number(out, person != NULL ? PRESENT : ABSENT);
	if (person == NULL)
		return;
	put_text(out, person->name);
	put_text(out, person->address);
	put_number(out, person->place);
}

static void
put_people(GByteArray *out, const GPtrArray *people)
{
	put_number(out, people->len);
	for (guint i = 0; i < people->len; i++)
		put_person(out, people->pdata[i]);
}

static void
put_message(GByteArray *out, const TertiusMessage *message)
{
	put_number(out, message != NULL ? PRESENT : ABSENT);
	if (message == NULL)
		return;
	put_text(out, message->id);
	put_text(out, message->message_id);
	put_number(out, message->date);
	put_number(out, message->zone);
	put_person(out, message->from);
	put_person(out, message->sender);
	put_person(out, message->reply_to);
	put_people(out, message->recipients);
	put_text(out, message->subject);
	put_text(out, message->in_reply_to);
	put_texts(out, message->references);
	put_number(out, message->flags);
	put_texts(out, message->attachments);
}

static void
put_style(GByteArray *out, const TertiusStyle *style)
{
	put_text(out, style->language);
	put_text(out, style->greeting);
	put_text(out, style->closing);
	put_number(out, style->formality);
	put_number(out, style->words);
	put_text(out, style->title);
}

static void
put_act(GByteArray *out, const TertiusAct *act)
{
	put_number(out, act->kind);
	put_number(out, act->manner);
	put_number(out, act->tone);
	put_real(out, act->score);
	put_person(out, act->introducer);
	put_people(out, act->introduced);
	put_number(out, act->until);
	put_number(out, act->evidence->len);
	for (guint i = 0; i < act->evidence->len; i++) {
		const TertiusEvidence *evidence = act->evidence->pdata[i];

		put_text(out, evidence->rule);
		put_text(out, evidence->quote);
		put_text(out, evidence->place);
		put_real(out, evidence->weight);
	}
}

static void
put_meeting(GByteArray *out, const TertiusMeeting *meeting)
{
	put_text(out, meeting->id);
	put_text(out, meeting->uid);
	put_text(out, meeting->recurrence_id);
	put_number(out, meeting->sequence);
	put_number(out, meeting->stamp);
	put_number(out, meeting->created);
	put_number(out, meeting->start);
	put_number(out, meeting->end);
	put_text(out, meeting->summary);
	put_number(out, meeting->attendees->len);
	for (guint i = 0; i < meeting->attendees->len; i++) {
		const TertiusAttendee *attendee = meeting->attendees->pdata[i];

		put_person(out, attendee->person);
		put_number(out, attendee->attendance);
	}
	put_text(out, meeting->series);
	put_number(out, meeting->flags);
}

static void
put_facts(GByteArray *out, const TertiusFacts *facts)
{
	put_number(out, facts->edition);
	put_message(out, facts->message);
	put_style(out, &facts->style);
	put_number(out, facts->acts->len);
	for (guint i = 0; i < facts->acts->len; i++)
		put_act(out, facts->acts->pdata[i]);
	put_number(out, facts->meetings->len);
	for (guint i = 0; i < facts->meetings->len; i++)
		put_meeting(out, facts->meetings->pdata[i]);
	put_texts(out, facts->problems);
}

GBytes *
tertius_facts_to_bytes(const TertiusFacts *facts)
{
	GByteArray *out = g_byte_array_sized_new(2048);
	guint n_more = facts->more != NULL ? facts->more->len : 0;

	put_facts(out, facts);
	put_number(out, n_more);
	for (guint i = 0; i < n_more; i++)
		put_facts(out, facts->more->pdata[i]);
	return g_byte_array_free_to_bytes(out);
}

/* --- Reading: what is wrong is said once, at the end --------------------- */

typedef struct {
	const char *at;
	gsize left;
	gboolean is_bad; /* from here on everything reads as 0 and "" */
} Cursor;

static const char *
take_bytes(Cursor *cursor, gsize n)
{
	const char *bytes = cursor->at;

	if (cursor->is_bad || cursor->left < n) {
		cursor->is_bad = TRUE;
		return NULL;
	}
	cursor->at += n;
	cursor->left -= n;
	return bytes;
}

static gint64
take_any_number(Cursor *cursor)
{
	const char *bytes = take_bytes(cursor, sizeof(gint64));
	gint64 number = 0;

	if (bytes != NULL)
		memcpy(&number, bytes, sizeof(number));
	return number;
}

static gint64
take_number(Cursor *cursor, gint64 least, gint64 most)
{
	gint64 number = take_any_number(cursor);

	if (number >= least && number <= most)
		return number;
	cursor->is_bad = TRUE;
	return 0;
}

static gint64
take_moment(Cursor *cursor)
{
	gint64 moment = take_any_number(cursor);

	return CLAMP(moment, EARLIEST, LATEST);
}

static guint
take_count(Cursor *cursor, guint most)
{
	return (guint) take_number(cursor, 0, most);
}

static double
take_real(Cursor *cursor, double least, double most)
{
	const char *bytes = take_bytes(cursor, sizeof(double));
	double real = 0;

	if (bytes != NULL)
		memcpy(&real, bytes, sizeof(real));
	if (real >= least && real <= most) /* not so for what is no number */
		return real;
	cursor->is_bad = TRUE;
	return 0;
}

/* Lends. */
static const char *
take_text(Cursor *cursor)
{
	gsize length = (gsize) take_number(cursor, 0, G_MAXINT);
	const char *bytes = take_bytes(cursor, length + 1);

	if (bytes != NULL && bytes[length] == '\0')
		return bytes;
	cursor->is_bad = TRUE;
	return "";
}

static char *
take_line(Cursor *cursor, gsize max)
{
	return tertius_text_dup_line(take_text(cursor), max);
}

/* An empty one is none. */
static char *
take_line_or_null(Cursor *cursor, gsize max)
{
	g_autofree char *line = take_line(cursor, max);

	return line[0] != '\0' ? g_steal_pointer(&line) : NULL;
}

static void
take_lines(Cursor *cursor, guint most, gsize max, GPtrArray *lines)
{
	guint n = take_count(cursor, most);

	for (guint i = 0; i < n && !cursor->is_bad; i++)
		g_ptr_array_add(lines, take_line(cursor, max));
}

/* The ids under which records are kept: SHA-256 in hex. */
static char *
take_id(Cursor *cursor)
{
	const char *text = take_text(cursor);

	if (strlen(text) != 64 ||
	    strspn(text, "0123456789abcdef") != strlen(text))
		cursor->is_bad = TRUE;
	return g_strdup(text);
}

static TertiusPerson *
take_person(Cursor *cursor)
{
	const char *name, *address;
	TertiusPlace place;
	TertiusPerson *person;

	if (take_number(cursor, ABSENT, PRESENT) == ABSENT)
		return NULL;
	name = take_text(cursor);
	address = take_text(cursor);
	place = (TertiusPlace) take_number(cursor, 0, TERTIUS_PLACE_N - 1);
	person = tertius_person_new(name, address, place);
	if (person == NULL)
		cursor->is_bad = TRUE;
	return person;
}

static void
take_people(Cursor *cursor, guint most, GPtrArray *people)
{
	guint n = take_count(cursor, most);

	for (guint i = 0; i < n && !cursor->is_bad; i++) {
		TertiusPerson *person = take_person(cursor);

		if (person != NULL)
			g_ptr_array_add(people, person);
		else
			cursor->is_bad = TRUE;
	}
}

static TertiusMessage *
take_message(Cursor *cursor)
{
	TertiusMessage *message;
	gint64 zone;

	if (take_number(cursor, ABSENT, PRESENT) == ABSENT)
		return NULL;
	message = tertius_message_new();
	message->id = take_id(cursor);
	message->message_id = take_line_or_null(cursor, TERTIUS_MESSAGE_ID_MAX);
	message->date = take_moment(cursor);
	zone = take_any_number(cursor);
	message->zone = (int) CLAMP(zone, -ZONE_MAX, ZONE_MAX);
	message->from = take_person(cursor);
	message->sender = take_person(cursor);
	message->reply_to = take_person(cursor);
	take_people(cursor, TERTIUS_MESSAGE_RECIPIENTS_MAX,
	            message->recipients);
	message->subject = take_line(cursor, TERTIUS_MESSAGE_SUBJECT_MAX);
	message->in_reply_to =
		take_line_or_null(cursor, TERTIUS_MESSAGE_ID_MAX);
	take_lines(cursor, TERTIUS_MESSAGE_REFERENCES_MAX,
	           TERTIUS_MESSAGE_ID_MAX, message->references);
	message->flags = (guint) take_number(cursor, 0, G_MAXUINT);
	take_lines(cursor, TERTIUS_MESSAGE_ATTACHMENTS_MAX,
	           TERTIUS_MESSAGE_SUBJECT_MAX, message->attachments);
	return message;
}

static void
take_style(Cursor *cursor, TertiusStyle *style)
{
	style->language = take_line(cursor, TERTIUS_STYLE_LANGUAGE_MAX);
	style->greeting = take_line(cursor, TERTIUS_STYLE_LINE_MAX);
	style->closing = take_line(cursor, TERTIUS_STYLE_LINE_MAX);
	style->formality = (int) take_number(cursor, -1, 1);
	style->words = (guint) take_number(cursor, 0, G_MAXUINT);
	style->title = take_line(cursor, TERTIUS_STYLE_TITLE_MAX);
}

static void
take_evidence(Cursor *cursor, GPtrArray *evidence)
{
	guint n = take_count(cursor, TERTIUS_ACT_EVIDENCE_MAX);

	for (guint i = 0; i < n && !cursor->is_bad; i++) {
		g_autofree char *rule =
			take_line(cursor, TERTIUS_EVIDENCE_RULE_MAX);
		const char *quote = take_text(cursor);
		g_autofree char *place =
			take_line(cursor, TERTIUS_EVIDENCE_RULE_MAX);
		double weight = take_real(cursor, -G_MAXDOUBLE, G_MAXDOUBLE);

		g_ptr_array_add(evidence, tertius_evidence_new(rule, quote,
		                                               place, weight));
	}
}

static TertiusAct *
take_act(Cursor *cursor)
{
	TertiusAct *act = tertius_act_new(TERTIUS_ACT_INTRODUCTION);

	act->kind = (TertiusActKind) take_number(cursor, 0, TERTIUS_ACT_N - 1);
	act->manner =
		(TertiusManner) take_number(cursor, 0, TERTIUS_MANNER_N - 1);
	act->tone = (TertiusTone) take_number(cursor, 0, TERTIUS_TONE_BIG);
	act->score = take_real(cursor, 0, 1);
	act->introducer = take_person(cursor);
	take_people(cursor, TERTIUS_ACT_INTRODUCED_MAX, act->introduced);
	act->until = take_moment(cursor);
	take_evidence(cursor, act->evidence);
	return act;
}

static void
take_attendees(Cursor *cursor, TertiusMeeting *meeting)
{
	guint n = take_count(cursor, TERTIUS_MEETING_ATTENDEES_MAX);

	for (guint i = 0; i < n && !cursor->is_bad; i++) {
		TertiusPerson *person = take_person(cursor);
		TertiusAttendance attendance = (TertiusAttendance) take_number(
			cursor, 0, TERTIUS_ATTENDANCE_N - 1);

		if (person != NULL)
			tertius_meeting_take_attendee(meeting, person,
			                              attendance);
		else
			cursor->is_bad = TRUE;
	}
}

static TertiusMeeting *
take_meeting(Cursor *cursor)
{
	TertiusMeeting *meeting = tertius_meeting_new();

	meeting->id = take_id(cursor);
	meeting->uid = take_line(cursor, TERTIUS_MEETING_UID_MAX);
	meeting->recurrence_id = take_line(cursor, TERTIUS_MEETING_UID_MAX);
	meeting->sequence = take_any_number(cursor);
	meeting->stamp = take_moment(cursor);
	meeting->created = take_moment(cursor);
	meeting->start = take_moment(cursor);
	meeting->end = take_moment(cursor);
	meeting->summary = take_line(cursor, TERTIUS_MEETING_SUMMARY_MAX);
	take_attendees(cursor, meeting);
	meeting->series = take_line_or_null(cursor, TERTIUS_MEETING_SERIES_MAX);
	if (meeting->series != NULL &&
	    !tertius_series_is_valid(meeting->series))
		cursor->is_bad = TRUE;
	meeting->flags = (guint) take_number(cursor, 0, G_MAXUINT);
	return meeting;
}

static TertiusFacts *
take_facts(Cursor *cursor)
{
	TertiusFacts *facts = tertius_facts_new();
	guint n;

	facts->edition = take_number(cursor, 0, G_MAXINT64);
	facts->message = take_message(cursor);
	take_style(cursor, &facts->style);
	n = take_count(cursor, TERTIUS_ACTS_MAX);
	for (guint i = 0; i < n && !cursor->is_bad; i++)
		g_ptr_array_add(facts->acts, take_act(cursor));
	n = take_count(cursor, TERTIUS_FACTS_MEETINGS_MAX);
	for (guint i = 0; i < n && !cursor->is_bad; i++)
		g_ptr_array_add(facts->meetings, take_meeting(cursor));
	take_lines(cursor, TERTIUS_FACTS_PROBLEMS_MAX,
	           TERTIUS_FACTS_PROBLEM_MAX, facts->problems);
	facts->in_calendar = facts->message == NULL;
	return facts;
}

TertiusFacts *
tertius_facts_from_bytes(const char *bytes, gsize length, GError **error)
{
	Cursor cursor = { .at = bytes, .left = length };
	g_autoptr(TertiusFacts) facts = take_facts(&cursor);
	guint n = take_count(&cursor, TERTIUS_FACTS_MORE_MAX);

	for (guint i = 0; i < n && !cursor.is_bad; i++)
		tertius_facts_take_more(facts, take_facts(&cursor));
	if (cursor.is_bad || cursor.left > 0) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "what came back for this item is not a record");
		return NULL;
	}
	return g_steal_pointer(&facts);
}
