/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the user says about one message: that it is an introduction, or that
 * something is to be done about it.
 */
#include "engine/serve-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "engine/objects.h"

/* A title of a reminder. */
#define TEXT_MAX 200

/* The message that the request names, with what was concluded; NULL with an
 * error when it was not read yet. */
static const TertiusLetter *
find_letter(const TertiusServeRequest *request, const TertiusConclusions **all,
            GError **error)
{
	const char *message_id =
		tertius_serve_need(request, "message_id", error);
	const TertiusLetter *letter;

	if (message_id == NULL)
		return NULL;
	*all = tertius_engine_conclude(request->engine, error);
	if (*all == NULL)
		return NULL;
	letter = tertius_history_find_letter((*all)->history, message_id);
	if (letter == NULL)
		g_set_error_literal(
			error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
			_("Tertius has not read this message yet."));
	return letter;
}

/* --- Who is in a message ------------------------------------------------- */

static void
add_person(TertiusJson *json, const char *name, const TertiusHistory *history,
           guint person)
{
	g_autoptr(TertiusPerson) one =
		person != TERTIUS_NOBODY
			? tertius_history_dup_person(history, person)
			: NULL;

	tertius_objects_person(json, name, one);
}

gboolean
tertius_serve_message(const TertiusServeRequest *request, TertiusJson *answer,
                      GError **error)
{
	const TertiusConclusions *all = NULL;
	const TertiusLetter *letter = find_letter(request, &all, error);

	if (letter == NULL)
		return FALSE;
	tertius_json_text(answer, "subject", letter->subject);
	tertius_json_boolean(answer, "is_mine",
	                     tertius_history_is_me(all->history, letter->from));
	add_person(answer, "from", all->history, letter->from);
	tertius_json_open(answer, "others", '[');
	for (guint i = 0; i < letter->n_recipients; i++) {
		guint person = letter->recipients[i].person;

		if (person != letter->from &&
		    !tertius_history_is_me(all->history, person))
			add_person(answer, NULL, all->history, person);
	}
	tertius_json_close(answer);
	return TRUE;
}

/* --- An introduction ----------------------------------------------------- */

static const TertiusIntroduction *
find_introduction(const TertiusConclusions *all, const char *message_id)
{
	for (guint i = 0; i < all->introductions->len; i++) {
		const TertiusIntroduction *one = all->introductions->pdata[i];

		if (g_strcmp0(one->message_id, message_id) == 0)
			return one;
	}
	return NULL;
}

/* "bob@example.org;carol@example.org" */
static char *
dup_argument(const TertiusServeRequest *request, const TertiusHistory *history,
             GError **error)
{
	const char *introducer = tertius_serve_text(request, "introducer");
	g_autoptr(GPtrArray) people = tertius_serve_texts(request, "people");
	g_autoptr(GString) text =
		g_string_new(introducer != NULL ? introducer : "");

	guint n = 0;

	for (guint i = 0; people != NULL && i < people->len; i++) {
		const char *address = people->pdata[i];

		if (strchr(address, '@') == NULL ||
		    tertius_history_is_me(
			    history, tertius_history_find(history, address)))
			continue;
		n++;
		g_string_append_printf(text, ";%s", address);
	}
	if (n > 0 && strpbrk(text->str, " \t\r\n<>,") == NULL) {
		g_autofree char *lower = g_utf8_strdown(text->str, -1);

		return g_steal_pointer(&lower);
	}
	g_set_error_literal(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	                    _("An introduction needs the address of somebody "
	                      "who was introduced."));
	return NULL;
}

/* It may have been dismissed before. */
static gboolean
confirm(const TertiusServeRequest *request, const char *message_id,
        GError **error)
{
	const TertiusConclusions *all =
		tertius_engine_conclude(request->engine, error);
	const TertiusIntroduction *made =
		all != NULL ? find_introduction(all, message_id) : NULL;
	g_autofree char *id = made != NULL ? g_strdup(made->id) : NULL;

	if (made == NULL)
		return all != NULL;
	return made->state != TERTIUS_STATE_DISMISSED ||
	       tertius_engine_decide(request->engine, TERTIUS_DECISION_CONFIRM,
	                             id, "", error);
}

gboolean
tertius_serve_introduced(const TertiusServeRequest *request,
                         TertiusJson *answer, GError **error)
{
	const TertiusConclusions *all = NULL;
	const TertiusLetter *letter = find_letter(request, &all, error);
	g_autofree char *message_id = NULL;
	g_autofree char *argument = NULL;

	if (letter == NULL)
		return FALSE;
	message_id = g_strdup(letter->message_id);
	argument = dup_argument(request, all->history, error);
	if (argument == NULL ||
	    !tertius_engine_decide(request->engine, TERTIUS_DECISION_INTRODUCED,
	                           message_id, argument, error) ||
	    !confirm(request, message_id, error))
		return FALSE;
	tertius_json_text(answer, "message_id", message_id);
	return TRUE;
}

/* --- A reminder ---------------------------------------------------------- */

gboolean
tertius_serve_remind(const TertiusServeRequest *request, TertiusJson *answer,
                     GError **error)
{
	const TertiusConclusions *all = NULL;
	const TertiusLetter *letter = find_letter(request, &all, error);
	const char *when = tertius_serve_text(request, "when");
	const char *text = tertius_serve_text(request, "text");
	g_autofree char *what =
		tertius_text_dup_line(text != NULL ? text : "", TEXT_MAX);
	g_autofree char *message_id = NULL;
	g_autofree char *argument = NULL;
	gint64 moment;

	if (letter == NULL)
		return FALSE;
	message_id = g_strdup(letter->message_id);
	if (*what == '\0') {
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_MALFORMED,
		                    _("A reminder says what to do."));
		return FALSE;
	}
	moment = tertius_engine_parse_moment(
		request->engine, when != NULL ? when : "tomorrow", error);
	if (moment == 0)
		return FALSE;
	argument = g_strdup_printf("%" G_GINT64_FORMAT " %s", moment, what);
	if (!tertius_engine_decide(request->engine, TERTIUS_DECISION_REMIND,
	                           message_id, argument, error))
		return FALSE;
	tertius_json_text(answer, "text", what);
	return TRUE;
}
