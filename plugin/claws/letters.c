/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Telling the engine of messages: it reads those that lie on disk, takes in what
 * the client's list knows of the others, and says which of these it wants.
 */
#include "claws/arrivals.h"

#define TEXT_MAX 300

/* A question to the engine; it is asked again whole when it was too much. */
typedef struct {
	TertiusPlace *place;
	GPtrArray *messages; /* MsgInfo */
	TertiusLook *look;   /* of which it is a part, or NULL */
} Question;

static GHashTable *questions; /* Question, on their way */

static void ask(Question *question);

static void
free_question(gpointer data)
{
	Question *question = data;

	tertius_place_free(question->place);
	g_ptr_array_unref(question->messages);
	if (question->look != NULL)
		tertius_look_unref(question->look);
	g_free(question);
}

static gint64
get_number(JsonObject *answer, const char *name)
{
	return json_object_get_int_member_with_default(answer, name, 0);
}

static gboolean
wants_more(JsonObject *answer)
{
	JsonArray *wanted =
		json_object_has_member(answer, "wanted")
			? json_object_get_array_member(answer, "wanted")
			: NULL;

	return wanted != NULL && json_array_get_length(wanted) > 0;
}

static void
note_look(const Question *question, JsonObject *answer)
{
	if (wants_more(answer))
		tertius_look_set_unfinished(question->look);
	if (get_number(answer, "left") == 0)
		tertius_look_note(question->look, question->messages);
}

static void
on_failed(const Question *question)
{
	if (question->look != NULL)
		tertius_look_fail(question->look);
	tertius_arrivals_put_back(question->place->folder);
	tertius_arrivals_rest();
}

static void
on_arrived(JsonObject *answer, const GError *error, gpointer data)
{
	Question *question = data;

	tertius_progress_set_trouble(error);
	if (error != NULL) {
		on_failed(question);
		(void) g_hash_table_remove(questions, question);
		return;
	}
	if (question->look != NULL)
		note_look(question, answer);
	tertius_fetch_add(question->place, answer);
	tertius_arrivals_note_read(get_number(answer, "read") > 0);
	if (get_number(answer, "left") > 0)
		ask(question);
	else
		(void) g_hash_table_remove(questions, question);
	tertius_arrivals_go_on();
}

/* What the client knows without asking its server. */
static void
add_head(TertiusJson *request, const MsgInfo *message)
{
	g_autoptr(GString) references = g_string_new("");

	for (const GSList *i = message->references; i != NULL; i = i->next) {
		g_string_prepend(references, "> ");
		g_string_prepend(references, i->data);
		g_string_prepend_c(references, '<');
	}
	tertius_json_text(request, "from", message->from);
	tertius_json_text(request, "to", message->to);
	tertius_json_text(request, "cc", message->cc);
	tertius_json_text(request, "subject", message->subject);
	tertius_json_text(request, "dated", message->date);
	tertius_json_text(request, "in_reply_to", message->inreplyto);
	tertius_json_text(request, "references", references->str);
}

static void
add_letter(TertiusJson *request, const MsgInfo *message, gboolean is_remote)
{
	tertius_json_open(request, NULL, '{');
	tertius_json_integer(request, "number", message->msgnum);
	tertius_json_integer(request, "size", (gint64) message->size);
	tertius_json_integer(request, "date", (gint64) message->date_t);
	tertius_json_text(request, "id", message->msgid);
	if (message->msgid == NULL) {
		g_autofree char *head = g_strdup_printf(
			"%.*s %.*s", TEXT_MAX,
			message->from != NULL ? message->from : "", TEXT_MAX,
			message->subject != NULL ? message->subject : "");

		tertius_json_text(request, "head", head);
	}
	if (is_remote)
		add_head(request, message);
	tertius_json_close(request);
}

static void
ask(Question *question)
{
	TertiusJson *request = tertius_client_request("arrived");

	tertius_place_add(question->place, request);
	tertius_json_open(request, "letters", '[');
	for (guint i = 0; i < question->messages->len; i++)
		add_letter(request, question->messages->pdata[i],
		           question->place->is_remote);
	tertius_json_close(request);
	tertius_client_ask(tertius_host_get_client(), request, NULL, on_arrived,
	                   question);
}

static void
free_message(gpointer data)
{
	MsgInfo *message = data;

	procmsg_msginfo_free(&message);
}

GPtrArray *
tertius_letters_new(void)
{
	return g_ptr_array_new_with_free_func(free_message);
}

void
tertius_letters_ask(const TertiusPlace *place, GPtrArray *messages,
                    TertiusLook *look)
{
	Question *question = g_new0(Question, 1);

	question->place = tertius_place_copy(place);
	question->messages = messages;
	question->look = look != NULL ? tertius_look_ref(look) : NULL;
	(void) g_hash_table_add(questions, question);
	ask(question);
}

guint
tertius_letters_count(void)
{
	return questions != NULL ? g_hash_table_size(questions) : 0;
}

void
tertius_letters_start(void)
{
	questions = g_hash_table_new_full(g_direct_hash, g_direct_equal,
	                                  free_question, NULL);
}

void
tertius_letters_stop(void)
{
	g_clear_pointer(&questions, g_hash_table_unref);
}
