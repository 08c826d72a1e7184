/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON back into facts and decisions. The file may have been edited; what comes
 * out goes through the same gate as what the worker sends.
 */
#include "engine/portable.h"

#include "base/error.h"
#include "engine/json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* json-glib complains aloud about what is of another type, so ask first. */
static gboolean
is_value(JsonNode *node, GType type)
{
	return node != NULL && JSON_NODE_HOLDS_VALUE(node) &&
	       json_node_get_value_type(node) == type;
}

static JsonNode *
get_value(JsonObject *object, const char *key, GType type)
{
	JsonNode *node = json_object_get_member(object, key);

	return is_value(node, type) ? node : NULL;
}

static const char *
get_text(JsonObject *object, const char *key)
{
	JsonNode *node = get_value(object, key, G_TYPE_STRING);

	return node != NULL ? json_node_get_string(node) : NULL;
}

static char *
dup_text(JsonObject *object, const char *key, gsize max)
{
	const char *text = get_text(object, key);

	return text == NULL ? NULL : g_strndup(text, max);
}

static char *
dup_required(JsonObject *object, const char *key, gsize max)
{
	char *text = dup_text(object, key, max);

	return text != NULL ? text : g_strdup("");
}

static gint64
get_number(JsonObject *object, const char *key)
{
	JsonNode *node = get_value(object, key, G_TYPE_INT64);

	return node != NULL ? json_node_get_int(node) : 0;
}

/* A weight may be written without a fraction. */
static double
get_real(JsonObject *object, const char *key)
{
	JsonNode *node = get_value(object, key, G_TYPE_DOUBLE);

	return node != NULL ? json_node_get_double(node)
	                    : (double) get_number(object, key);
}

static JsonArray *
get_array(JsonObject *object, const char *key)
{
	JsonNode *node = json_object_get_member(object, key);

	return node != NULL && JSON_NODE_HOLDS_ARRAY(node)
	               ? json_node_get_array(node)
	               : NULL;
}

static guint
array_length(JsonArray *array, guint limit)
{
	return array == NULL ? 0 : MIN(json_array_get_length(array), limit);
}

static JsonObject *
get_object_at(JsonArray *array, guint i)
{
	JsonNode *node = json_array_get_element(array, i);

	return JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
}

static void
read_strings(JsonObject *object, const char *key, guint limit, gsize max,
             GPtrArray *strings)
{
	JsonArray *array = get_array(object, key);

	for (guint i = 0; i < array_length(array, limit); i++) {
		JsonNode *node = json_array_get_element(array, i);

		if (JSON_NODE_HOLDS_VALUE(node) &&
		    json_node_get_value_type(node) == G_TYPE_STRING)
			g_ptr_array_add(
				strings,
				g_strndup(json_node_get_string(node), max));
	}
}

static TertiusPerson *
read_person(JsonObject *object)
{
	const char *in = object == NULL ? NULL : get_text(object, "in");

	for (int place = 0; in != NULL && place < TERTIUS_PLACE_N; place++) {
		if (strcmp(tertius_place_name((TertiusPlace) place), in) == 0)
			return tertius_person_new(get_text(object, "name"),
			                          get_text(object, "address"),
			                          (TertiusPlace) place);
	}
	return NULL;
}

static void
read_people(JsonObject *object, const char *key, guint limit, GPtrArray *people)
{
	JsonArray *array = get_array(object, key);

	for (guint i = 0; i < array_length(array, limit); i++) {
		TertiusPerson *person = read_person(get_object_at(array, i));

		if (person != NULL)
			g_ptr_array_add(people, person);
	}
}

static void
read_evidence(JsonObject *object, GPtrArray *evidence)
{
	JsonArray *array = get_array(object, "evidence");

	for (guint i = 0; i < array_length(array, TERTIUS_ACT_EVIDENCE_MAX);
	     i++) {
		JsonObject *item = get_object_at(array, i);

		if (item == NULL || get_text(item, "rule") == NULL)
			continue;
		g_ptr_array_add(
			evidence,
			tertius_evidence_new(get_text(item, "rule"),
		                             get_text(item, "quote")
		                                     ? get_text(item, "quote")
		                                     : "",
		                             get_text(item, "place")
		                                     ? get_text(item, "place")
		                                     : "",
		                             get_real(item, "weight")));
	}
}

static void
read_act(JsonObject *object, GPtrArray *acts)
{
	const char *name = object == NULL ? NULL : get_text(object, "act");
	TertiusActKind kind;
	TertiusAct *act;

	if (name == NULL || !tertius_act_from_name(name, &kind))
		return;
	act = tertius_act_new(kind);
	act->manner = (TertiusManner) CLAMP(get_number(object, "manner"), 0,
	                                    TERTIUS_MANNER_N - 1);
	act->tone = (TertiusTone) CLAMP(get_number(object, "tone"), 0,
	                                TERTIUS_TONE_BIG);
	act->score = CLAMP(get_real(object, "score"), 0.0, 1.0);
	act->until = get_number(object, "until");
	if (json_object_has_member(object, "introducer") &&
	    JSON_NODE_HOLDS_OBJECT(
		    json_object_get_member(object, "introducer")))
		act->introducer = read_person(
			json_object_get_object_member(object, "introducer"));
	read_people(object, "introduced", TERTIUS_ACT_INTRODUCED_MAX,
	            act->introduced);
	read_evidence(object, act->evidence);
	g_ptr_array_add(acts, act);
}

static void
sort_out(TertiusMessage *message, const GPtrArray *people)
{
	for (guint i = 0; i < people->len; i++) {
		const TertiusPerson *person = people->pdata[i];
		TertiusPerson *copy = tertius_person_copy(person);

		if (person->place == TERTIUS_PLACE_FROM &&
		    message->from == NULL)
			message->from = copy;
		else if (person->place == TERTIUS_PLACE_SENDER &&
		         message->sender == NULL)
			message->sender = copy;
		else if (person->place == TERTIUS_PLACE_REPLY_TO &&
		         message->reply_to == NULL)
			message->reply_to = copy;
		else
			g_ptr_array_add(message->recipients, copy);
	}
}

static TertiusFacts *
read_message(JsonObject *object)
{
	TertiusFacts *facts = tertius_facts_new();
	TertiusMessage *message = facts->message = tertius_message_new();
	g_autoptr(GPtrArray) people = tertius_people_new();
	JsonArray *acts = get_array(object, "acts");

	facts->edition = MAX(get_number(object, "edition"), 0);
	message->id = dup_required(object, "message", 64);
	message->message_id =
		dup_text(object, "message_id", TERTIUS_MESSAGE_ID_MAX);
	message->date = get_number(object, "date");
	message->zone = (int) CLAMP(get_number(object, "zone"), -1440, 1440);
	read_people(object, "people", TERTIUS_MESSAGE_RECIPIENTS_MAX + 3,
	            people);
	sort_out(message, people);
	message->subject =
		dup_required(object, "subject", TERTIUS_MESSAGE_SUBJECT_MAX);
	message->in_reply_to =
		dup_text(object, "in_reply_to", TERTIUS_MESSAGE_ID_MAX);
	read_strings(object, "references", TERTIUS_MESSAGE_REFERENCES_MAX,
	             TERTIUS_MESSAGE_ID_MAX, message->references);
	message->flags = (guint) get_number(object, "flags");
	read_strings(object, "attachments", TERTIUS_MESSAGE_ATTACHMENTS_MAX,
	             TERTIUS_MESSAGE_SUBJECT_MAX, message->attachments);
	facts->style.language = dup_required(object, "language", 8);
	facts->style.greeting = dup_required(object, "greeting", 80);
	facts->style.closing = dup_required(object, "closing", 80);
	facts->style.formality =
		(int) CLAMP(get_number(object, "formality"), -1, 1);
	facts->style.words =
		(guint) CLAMP(get_number(object, "words"), 0, G_MAXINT);
	facts->style.title =
		dup_required(object, "title", TERTIUS_STYLE_TITLE_MAX);
	for (guint i = 0; i < array_length(acts, TERTIUS_ACTS_MAX); i++)
		read_act(get_object_at(acts, i), facts->acts);
	return facts;
}

static void
read_attendees(JsonObject *object, TertiusMeeting *meeting)
{
	JsonArray *array = get_array(object, "attendees");

	for (guint i = 0;
	     i < array_length(array, TERTIUS_MEETING_ATTENDEES_MAX); i++) {
		JsonObject *item = get_object_at(array, i);
		JsonNode *node =
			item == NULL ? NULL
				     : json_object_get_member(item, "person");
		TertiusPerson *person =
			node != NULL && JSON_NODE_HOLDS_OBJECT(node)
				? read_person(json_node_get_object(node))
				: NULL;

		if (person != NULL)
			tertius_meeting_take_attendee(
				meeting, person,
				(TertiusAttendance) CLAMP(
					get_number(item, "attendance"), 0,
					TERTIUS_ATTENDANCE_N - 1));
	}
}

/* An export of the first version lists the days of a series, its first among
 * them, instead of saying its rule. */
static char *
dup_series(JsonObject *object)
{
	const char *series = get_text(object, "series");
	JsonArray *days = get_array(object, "instances");
	GString *text;

	if (series != NULL)
		return *series != '\0' ? g_strdup(series) : NULL;
	if (days == NULL || json_array_get_length(days) < 2)
		return NULL;
	text = g_string_new("UTC");
	for (guint i = 1; i < json_array_get_length(days); i++) {
		JsonNode *day = json_array_get_element(days, i);

		if (is_value(day, G_TYPE_INT64))
			g_string_append_printf(text, " +%" G_GINT64_FORMAT,
			                       json_node_get_int(day));
	}
	return g_string_free(text, FALSE);
}

static TertiusFacts *
read_meeting(JsonObject *object)
{
	TertiusFacts *facts = tertius_facts_new();
	TertiusMeeting *meeting = tertius_meeting_new();
	JsonNode *lies = get_value(object, "in_calendar", G_TYPE_BOOLEAN);

	meeting->id = dup_required(object, "meeting", 64);
	meeting->uid = dup_required(object, "uid", TERTIUS_MEETING_UID_MAX);
	meeting->recurrence_id = dup_required(object, "recurrence_id", 64);
	meeting->sequence = get_number(object, "sequence");
	meeting->stamp = get_number(object, "stamp");
	meeting->created = get_number(object, "created");
	meeting->start = get_number(object, "start");
	meeting->end = get_number(object, "end");
	meeting->summary =
		dup_required(object, "summary", TERTIUS_MEETING_SUMMARY_MAX);
	meeting->flags = (guint) get_number(object, "flags");
	meeting->series = dup_series(object);
	read_attendees(object, meeting);
	g_ptr_array_add(facts->meetings, meeting);
	facts->in_calendar = lies != NULL && json_node_get_boolean(lies);
	return facts;
}

static TertiusDecision *
read_decision(JsonObject *object)
{
	const char *name = get_text(object, "decision");
	const char *subject = get_text(object, "subject");
	TertiusDecisionKind kind;

	if (subject == NULL || !tertius_decision_kind_from_name(name, &kind))
		return NULL;
	return tertius_decision_new(kind, subject, get_text(object, "argument"),
	                            get_number(object, "made"));
}

/* What the worker's records must hold, these must hold. */
static TertiusFacts *
check(TertiusFacts *facts)
{
	g_autoptr(TertiusFacts) raw = facts;
	g_autoptr(GBytes) bytes = tertius_facts_to_bytes(raw);
	TertiusFacts *checked = tertius_facts_from_bytes(
		g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), NULL);

	if (checked != NULL)
		checked->in_calendar = raw->in_calendar;
	return checked;
}

static gboolean
read_object(JsonObject *object, TertiusFacts **facts,
            TertiusDecision **decision, char **began)
{
	if (get_number(object, "v") != 1)
		return FALSE;
	if (get_text(object, "message") != NULL)
		*facts = check(read_message(object));
	else if (get_text(object, "meeting") != NULL)
		*facts = check(read_meeting(object));
	else if (get_text(object, "decision") != NULL)
		*decision = read_decision(object);
	else if (get_number(object, "began") != 0)
		*began = g_strdup_printf("%" G_GINT64_FORMAT,
		                         get_number(object, "began"));
	return *facts != NULL || *decision != NULL || *began != NULL;
}

gboolean
tertius_portable_read(const char *line, TertiusFacts **facts,
                      TertiusDecision **decision, char **began, GError **error)
{
	g_autoptr(JsonParser) parser = json_parser_new();
	JsonNode *root;

	*facts = NULL;
	*decision = NULL;
	*began = NULL;
	if (tertius_json_is_shallow(line, strlen(line)) &&
	    json_parser_load_from_data(parser, line, -1, NULL)) {
		root = json_parser_get_root(parser);
		if (root != NULL && JSON_NODE_HOLDS_OBJECT(root) &&
		    read_object(json_node_get_object(root), facts, decision,
		                began))
			return TRUE;
	}
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	            _("this is not a line that 'tertius export' writes"));
	return FALSE;
}
