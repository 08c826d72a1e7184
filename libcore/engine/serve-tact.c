/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The compose check for a draft in the mail client's composer, which comes in
 * parts: the composer has taken it apart already.
 */
#include "engine/serve-private.h"

#include <string.h>

#include "base/text.h"
#include "engine/tact.h"
#include "mail/mime-address.h"

static void
read_people(const TertiusServeRequest *request, const char *name,
            TertiusPlace place, GPtrArray *people)
{
	const char *field = tertius_serve_text(request, name);

	if (field != NULL)
		tertius_mime_read_addresses(field, strlen(field), place,
		                            TERTIUS_MESSAGE_RECIPIENTS_MAX,
		                            people);
}

static char *
dup_start(const char *text, int most)
{
	const char *end = text;

	if (strlen(text) <= (gsize) most)
		return g_strdup(text);
	while (g_utf8_next_char(end) - text <= most)
		end = g_utf8_next_char(end);
	return g_strndup(text, (gsize) (end - text));
}

static TertiusMessage *
read_draft(const TertiusServeRequest *request, const char *text)
{
	TertiusMessage *draft = tertius_message_new();
	g_autoptr(GPtrArray) from = tertius_people_new();
	const char *subject = tertius_serve_text(request, "subject");
	const char *parent = tertius_serve_text(request, "in_reply_to");

	read_people(request, "from", TERTIUS_PLACE_FROM, from);
	if (from->len > 0)
		draft->from = tertius_person_copy(from->pdata[0]);
	read_people(request, "to", TERTIUS_PLACE_TO, draft->recipients);
	read_people(request, "cc", TERTIUS_PLACE_CC, draft->recipients);
	read_people(request, "bcc", TERTIUS_PLACE_BCC, draft->recipients);
	g_free(draft->subject);
	draft->subject = tertius_text_dup_line(subject != NULL ? subject : "",
	                                       TERTIUS_MESSAGE_SUBJECT_MAX);
	if (parent != NULL && *parent != '\0') {
		draft->in_reply_to = g_strdup(parent);
		g_ptr_array_add(draft->references, g_strdup(parent));
	}
	draft->date = tertius_engine_get_now(request->engine);
	draft->text = dup_start(text, TERTIUS_MESSAGE_TEXT_MAX);
	return draft;
}

static gboolean
is_quiet(const TertiusServeRequest *request, const char *rule)
{
	const TertiusSettings *settings =
		tertius_engine_get_settings(request->engine);

	return g_strv_contains((const char *const *) settings->quiet, rule);
}

/* Places are told in characters, as a text widget counts. */
static void
add_remark(TertiusJson *json, const char *text, const TertiusRemark *remark)
{
	const char *words = text + remark->start;

	tertius_json_open(json, NULL, '{');
	tertius_json_text(json, "rule", remark->rule);
	tertius_json_text(json, "title", tertius_tact_rule_title(remark->rule));
	tertius_json_text(json, "level",
	                  tertius_remark_level_name(remark->level));
	tertius_json_text(json, "quote", remark->quote);
	tertius_json_integer(json, "start",
	                     g_utf8_pointer_to_offset(text, words));
	tertius_json_integer(json, "length",
	                     g_utf8_strlen(words, (gssize) remark->length));
	tertius_json_text(json, "why", remark->why);
	tertius_json_text(json, "gentler", remark->gentler);
	tertius_json_close(json);
}

gboolean
tertius_serve_tact(const TertiusServeRequest *request, TertiusJson *answer,
                   GError **error)
{
	const char *text = tertius_serve_need(request, "text", error);
	g_autoptr(TertiusTactReport) report = NULL;

	if (text == NULL)
		return FALSE;
	report = tertius_engine_tact_take(request->engine,
	                                  read_draft(request, text), error);
	if (report == NULL)
		return FALSE;
	tertius_json_open(answer, "remarks", '[');
	for (guint i = 0; i < report->remarks->len; i++) {
		const TertiusRemark *remark = report->remarks->pdata[i];

		if (!is_quiet(request, remark->rule))
			add_remark(answer, report->draft->text, remark);
	}
	tertius_json_close(answer);
	return TRUE;
}
