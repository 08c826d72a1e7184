/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labelled mail.
 */
#include "labelled.h"

#include "mail/mime.h"

#include <json-glib/json-glib.h>
#include <string.h>

void
tertius_labelled_free(gpointer data)
{
	TertiusLabelled *labelled = data;

	tertius_message_free(labelled->message);
	g_free(labelled->id);
	g_free(labelled->label);
	g_free(labelled->manner);
	g_free(labelled->group);
	g_free(labelled->found_by);
	g_ptr_array_unref(labelled->also);
	g_ptr_array_unref(labelled->introduced);
	g_ptr_array_unref(labelled->introducer);
	g_free(labelled);
}

static char *
dup_member(JsonObject *object, const char *name)
{
	JsonNode *node = json_object_get_member(object, name);

	if (node == NULL || !JSON_NODE_HOLDS_VALUE(node))
		return g_strdup("");
	if (json_node_get_value_type(node) == G_TYPE_INT64)
		return g_strdup_printf("%" G_GINT64_FORMAT,
		                       json_node_get_int(node));
	if (json_node_get_value_type(node) != G_TYPE_STRING)
		return g_strdup("");
	return g_strdup(json_node_get_string(node));
}

static GPtrArray *
read_people(JsonObject *object, const char *name)
{
	JsonArray *list = json_object_get_array_member(object, name);
	GPtrArray *people = tertius_people_new();

	for (guint i = 0; i < json_array_get_length(list); i++) {
		JsonObject *one = json_array_get_object_element(list, i);
		g_autofree char *label = dup_member(one, "name");
		g_autofree char *address = dup_member(one, "addr");
		g_autofree char *lower = g_ascii_strdown(address, -1);
		TertiusPerson *person = tertius_person_new(
			label, lower[0] != '\0' ? lower : NULL,
			TERTIUS_PLACE_TEXT);

		if (person != NULL)
			g_ptr_array_add(people, person);
	}
	return people;
}

static TertiusLabelled *
read_labels(JsonObject *object)
{
	TertiusLabelled *labelled = g_new0(TertiusLabelled, 1);
	JsonArray *also = json_object_get_array_member(object, "also");
	g_autofree char *sure = dup_member(object, "confidence");

	labelled->id = dup_member(object, "id");
	labelled->label = dup_member(object, "label");
	labelled->manner = dup_member(object, "subtype");
	labelled->group = dup_member(object, "group");
	labelled->found_by = dup_member(object, "found_by");
	labelled->is_sure = strcmp(sure, "sure") == 0;
	labelled->is_hard =
		json_object_get_boolean_member(object, "hard_negative");
	labelled->also = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < json_array_get_length(also); i++)
		g_ptr_array_add(
			labelled->also,
			g_strdup(json_array_get_string_element(also, i)));
	labelled->introduced = read_people(object, "introduced");
	labelled->introducer = read_people(object, "introducer");
	return labelled;
}

/* The next message of an mbox with "From " lines quoted by >; NULL at its end.
 * @at moves on. */
static GString *
next_message(const char **at)
{
	GString *message;
	const char *line = *at;

	if (strncmp(line, "From ", 5) != 0)
		return NULL;
	line = strchr(line, '\n');
	message = g_string_new(NULL);
	for (line = line != NULL ? line + 1 : ""; *line != '\0';) {
		const char *end = strchr(line, '\n');
		gsize length =
			end != NULL ? (gsize) (end - line) + 1 : strlen(line);
		gsize quotes = strspn(line, ">");

		if (strncmp(line, "From ", 5) == 0)
			break;
		if (quotes > 0 && strncmp(line + quotes, "From ", 5) == 0)
			g_string_append_len(message, line + 1,
			                    (gssize) length - 1);
		else
			g_string_append_len(message, line, (gssize) length);
		line += length;
	}
	*at = line;
	return message;
}

static TertiusMessage *
read_message(const char **mail)
{
	GString *bytes = next_message(mail);
	TertiusMessage *message = NULL;

	if (bytes != NULL) {
		message = tertius_mime_read(bytes->str, bytes->len, 0, FALSE,
		                            NULL);
		g_string_free(bytes, TRUE);
	}
	if (message == NULL) {
		message = tertius_message_new();
		if (message->subject == NULL)
			message->subject = g_strdup("");
	}
	return message;
}

GPtrArray *
tertius_labelled_load(const char *mbox, const char *labels, GError **error)
{
	g_autofree char *mail = NULL;
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	const char *at;
	GPtrArray *all;

	if (!g_file_get_contents(mbox, &mail, NULL, error) ||
	    !g_file_get_contents(labels, &text, NULL, error))
		return NULL;
	all = g_ptr_array_new_with_free_func(tertius_labelled_free);
	lines = g_strsplit(text, "\n", -1);
	at = mail;
	for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++) {
		g_autoptr(JsonNode) node = json_from_string(lines[i], error);
		TertiusLabelled *labelled;

		if (node == NULL) {
			g_ptr_array_unref(all);
			return NULL;
		}
		labelled = read_labels(json_node_get_object(node));
		labelled->message = read_message(&at);
		g_ptr_array_add(all, labelled);
	}
	return all;
}

/* Their "intro_request" is our "intro-request"; two have other names. */
static gboolean
is_label_of(const char *label, const char *act)
{
	g_autofree char *ours = g_strdelimit(g_strdup(label), "_", '-');

	if (strcmp(ours, "thanks-for-intro") == 0)
		return strcmp(act, "thanks") == 0;
	return strcmp(ours, act) == 0;
}

gboolean
tertius_labelled_is(const TertiusLabelled *labelled, const char *act)
{
	gboolean news = strcmp(labelled->label, "success_news") == 0;

	if (news)
		return strcmp(act, strcmp(labelled->manner, "congrats") == 0
		                           ? "congratulation"
		                           : "success-news") == 0;
	if (is_label_of(labelled->label, act))
		return TRUE;
	for (guint i = 0; i < labelled->also->len; i++) {
		if (is_label_of(labelled->also->pdata[i], act))
			return TRUE;
	}
	return FALSE;
}
