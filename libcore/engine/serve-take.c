/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests that change what is known: mail taken in, decisions.
 */
#include "engine/serve-private.h"

#include "base/error.h"
#include "engine/engine-private.h"
#include "engine/serve.h"
#include "mail/claws.h"

#include <string.h>

gboolean
tertius_serve_me(const TertiusServeRequest *request, TertiusJson *answer,
                 GError **error)
{
	g_autoptr(GPtrArray) me = tertius_serve_texts(request, "addresses");

	if (me == NULL) {
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_MALFORMED,
		                    "the request has no 'addresses'");
		return FALSE;
	}
	g_ptr_array_add(me, NULL);
	tertius_engine_set_me(request->engine, (const char *const *) me->pdata);
	tertius_engine_set_book(request->engine,
	                        tertius_serve_text(request, "book"));
	tertius_json_integer(answer, "addresses", me->len - 1);
	return TRUE;
}

gboolean
tertius_serve_unknown(const TertiusServeRequest *request, TertiusJson *answer,
                      GError **error)
{
	const char *folder = tertius_serve_need(request, "folder", error);
	g_autoptr(GPtrArray) keys = tertius_serve_texts(request, "keys");

	if (folder == NULL)
		return FALSE;
	if (keys == NULL) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "the request has no 'keys', or more than %d",
		            TERTIUS_SERVE_KEYS_MAX);
		return FALSE;
	}
	tertius_json_open(answer, "keys", '[');
	for (guint i = 0; i < keys->len; i++) {
		if (!tertius_ledger_is_known(request->engine->ledger, folder,
		                             keys->pdata[i]))
			tertius_json_text(answer, NULL, keys->pdata[i]);
	}
	tertius_json_close(answer);
	return TRUE;
}

/* The bytes follow the request, or lie in a file of the client's. */
static GBytes *
dup_bytes(const TertiusServeRequest *request)
{
	const char *path = tertius_serve_text(request, "path");

	if (request->body != NULL)
		return g_bytes_ref(request->body);
	return path != NULL ? tertius_claws_read_message(path) : NULL;
}

gboolean
tertius_serve_take(const TertiusServeRequest *request, TertiusJson *answer,
                   GError **error)
{
	g_autoptr(GBytes) bytes = dup_bytes(request);
	TertiusItem item = {
		.folder = tertius_serve_need(request, "folder", error),
		.bytes = bytes,
		.received = tertius_serve_integer(request, "received"),
		.is_sent = tertius_serve_boolean(request, "sent"),
		.is_calendar = tertius_serve_boolean(request, "calendar"),
	};

	(void) answer;
	if (item.folder == NULL)
		return FALSE;
	item.key = tertius_serve_need(request, "key", error);
	if (item.key == NULL)
		return FALSE;
	if (item.bytes == NULL) {
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_MALFORMED,
		                    "the request has no bytes");
		return FALSE;
	}
	if (!tertius_ledger_is_known(request->engine->ledger, item.folder,
	                             item.key) &&
	    !tertius_engine_take(request->engine, &item, error))
		return FALSE;
	tertius_serve_note_sent(request, tertius_serve_text(request, "id"));
	return TRUE;
}

/* --- Decisions ----------------------------------------------------------- */

static gint64
get_last_decision(TertiusEngine *engine, GError **error)
{
	g_autoptr(GPtrArray) decisions =
		tertius_ledger_decisions(engine->ledger, error);
	const TertiusDecision *last;

	if (decisions == NULL)
		return -1;
	if (decisions->len == 0)
		return 0;
	last = decisions->pdata[decisions->len - 1];
	return last->number;
}

static gboolean
is_about_person(TertiusDecisionKind kind)
{
	return kind >= TERTIUS_DECISION_NOTE;
}

/* The whole id of what the decision is about: of an introduction, "later" and
 * "done" mean its open reminder. */
static const char *
find_subject(TertiusEngine *engine, TertiusDecisionKind kind, const char *id,
             GError **error)
{
	const TertiusConclusions *all;
	TertiusFound found = { NULL, NULL };

	if (is_about_person(kind))
		return id;
	if (!tertius_engine_find(engine, id, &found, error))
		return NULL;
	if (found.reminder != NULL)
		return found.reminder->id;
	all = tertius_engine_conclude(engine, error);
	if (all == NULL)
		return NULL;
	for (guint i = 0; i < all->reminders->len; i++) {
		const TertiusReminder *reminder = all->reminders->pdata[i];

		if ((kind == TERTIUS_DECISION_LATER ||
		     kind == TERTIUS_DECISION_DONE) &&
		    tertius_reminder_is_open(reminder) &&
		    g_strcmp0(reminder->introduction, found.introduction->id) ==
		            0)
			return reminder->id;
	}
	return found.introduction->id;
}

static char *
dup_argument(TertiusEngine *engine, TertiusDecisionKind kind, const char *text,
             GError **error)
{
	gint64 moment;

	if (kind != TERTIUS_DECISION_LATER)
		return g_strdup(text != NULL ? text : "");
	moment = tertius_engine_parse_moment(
		engine, text != NULL ? text : "tomorrow", error);
	return moment != 0 ? g_strdup_printf("%" G_GINT64_FORMAT, moment)
	                   : NULL;
}

/* A request that comes again after the child ended changes nothing more: the
 * latest decision of a kind on a subject holds. */
gboolean
tertius_serve_decide(const TertiusServeRequest *request, TertiusJson *answer,
                     GError **error)
{
	const char *name = tertius_serve_need(request, "kind", error);
	const char *id = tertius_serve_need(request, "subject",
	                                    name != NULL ? error : NULL);
	g_autofree char *subject = NULL;
	g_autofree char *argument = NULL;
	TertiusDecisionKind kind;

	if (name == NULL || id == NULL)
		return FALSE;
	if (!tertius_decision_kind_from_name(name, &kind)) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "there is no decision '%s'", name);
		return FALSE;
	}
	argument = dup_argument(request->engine, kind,
	                        tertius_serve_text(request, "argument"), error);
	if (argument == NULL)
		return FALSE;
	subject = g_strdup(find_subject(request->engine, kind, id, error));
	if (subject == NULL || !tertius_engine_decide(request->engine, kind,
	                                              subject, argument, error))
		return FALSE;
	tertius_json_integer(answer, "number",
	                     get_last_decision(request->engine, NULL));
	return TRUE;
}

/* Names the decision that it takes back, so that the same request twice does
 * not take back two. */
gboolean
tertius_serve_undo(const TertiusServeRequest *request, TertiusJson *answer,
                   GError **error)
{
	g_autoptr(TertiusDecision) decision = NULL;
	g_autoptr(GError) reason = NULL;
	gint64 last = get_last_decision(request->engine, error);
	gint64 meant = tertius_serve_integer(request, "number");

	if (last < 0)
		return FALSE;
	if (last == 0 || (meant != 0 && meant != last)) {
		tertius_json_null(answer, "undone");
		return TRUE;
	}
	decision = tertius_engine_undo(request->engine, &reason);
	if (reason != NULL) {
		g_propagate_error(error, g_steal_pointer(&reason));
		return FALSE;
	}
	tertius_json_text(answer, "undone",
	                  decision != NULL
	                          ? tertius_decision_kind_name(decision->kind)
	                          : NULL);
	return TRUE;
}

gboolean
tertius_serve_export_calendar(const TertiusServeRequest *request,
                              TertiusJson *answer, GError **error)
{
	const TertiusSettings *settings =
		tertius_engine_get_settings(request->engine);
	const char *target = tertius_serve_text(request, "target");
	guint changed = 0;

	if (target == NULL)
		target = settings->vdir != NULL ? settings->vdir
		                                : settings->feed;
	if (target != NULL && !tertius_engine_export_calendar(
				      request->engine, target, &changed, error))
		return FALSE;
	tertius_json_integer(answer, "changed", changed);
	return TRUE;
}
