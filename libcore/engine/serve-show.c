/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests that ask what is known.
 */
#include "engine/serve-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "engine/dates.h"
#include "engine/draft.h"
#include "engine/engine-private.h"
#include "engine/objects.h"
#include "engine/rules.h"
#include "engine/sentences.h"
#include "picture/words.h"

/* Reminders that are ahead are shown so long before. */
#define AHEAD (14 * G_GINT64_CONSTANT(86400))

static GTimeZone *
get_zone(const TertiusServeRequest *request)
{
	return tertius_working_time_get_zone(request->engine->hours);
}

/* --- Objects ------------------------------------------------------------- */

static void
add_introduction(const TertiusServeRequest *request, TertiusJson *json,
                 const TertiusIntroduction *introduction)
{
	gint64 now = request->engine->now;
	GTimeZone *zone = get_zone(request);
	g_autofree char *headline =
		tertius_sentences_dup_headline(introduction);
	g_autofree char *button = tertius_sentences_dup_button(introduction);
	g_autofree char *when =
		tertius_dates_dup_kind(introduction->date, now, zone);
	g_autofree char *next =
		tertius_sentences_dup_next(introduction, now, zone);
	g_autofree char *whom =
		tertius_sentences_dup_people(introduction->introduced);
	g_autofree char *through = NULL;

	if (introduction->kind == TERTIUS_INTRODUCTION_GIVEN)
		through = g_strdup(_("you"));
	else if (introduction->introducer != NULL)
		through =
			tertius_person_dup_full_name(introduction->introducer);
	tertius_objects_introduction(json, introduction, zone);
	tertius_json_open(json, "words", '{');
	tertius_json_text(json, "headline", headline);
	tertius_json_text(json, "button",
	                  introduction->is_my_turn ? button : NULL);
	tertius_json_text(json, "when", when);
	tertius_json_text(json, "through", through);
	tertius_json_text(json, "whom", whom);
	tertius_json_text(json, "state",
	                  tertius_words_state(introduction->state));
	tertius_json_text(json, "next", next);
	tertius_json_close(json);
}

static void
add_reminder(const TertiusServeRequest *request, TertiusJson *json,
             const TertiusReminder *reminder)
{
	gint64 now = request->engine->now;
	GTimeZone *zone = get_zone(request);
	g_autofree char *button =
		tertius_sentences_dup_reminder_button(reminder);
	g_autofree char *when =
		reminder->due <= now
			? g_strdup(_("now"))
			: tertius_dates_dup_due(reminder->due, now, zone);

	tertius_objects_reminder(json, reminder, zone);
	tertius_json_open(json, "words", '{');
	tertius_json_text(json, "button", button);
	tertius_json_text(json, "when", when);
	tertius_json_close(json);
}

/* --- One message --------------------------------------------------------- */

static gboolean
is_in_thread(const TertiusConclusions *all, const char *message_id,
             const char *thread)
{
	const TertiusLetter *letter =
		message_id != NULL
			? tertius_history_find_letter(all->history, message_id)
			: NULL;

	return letter != NULL && *thread != '\0' &&
	       strcmp(letter->thread, thread) == 0;
}

/* The introduction that the message made, else the one of its thread. */
static const TertiusIntroduction *
find_introduction(const TertiusConclusions *all, const char *message_id)
{
	const TertiusLetter *letter =
		tertius_history_find_letter(all->history, message_id);
	const TertiusIntroduction *of_thread = NULL;

	for (guint i = 0; i < all->introductions->len; i++) {
		const TertiusIntroduction *one = all->introductions->pdata[i];

		if (g_strcmp0(one->message_id, message_id) == 0)
			return one;
		if (letter != NULL &&
		    is_in_thread(all, one->message_id, letter->thread))
			of_thread = one;
	}
	return of_thread;
}

static const TertiusReminder *
find_reminder(const TertiusConclusions *all, const char *introduction)
{
	for (guint i = 0; i < all->reminders->len; i++) {
		const TertiusReminder *one = all->reminders->pdata[i];

		if (tertius_reminder_is_open(one) &&
		    g_strcmp0(one->introduction, introduction) == 0)
			return one;
	}
	return NULL;
}

gboolean
tertius_serve_look(const TertiusServeRequest *request, TertiusJson *answer,
                   GError **error)
{
	const char *message_id =
		tertius_serve_need(request, "message_id", error);
	const TertiusConclusions *all;
	const TertiusIntroduction *introduction;
	const TertiusReminder *reminder;

	if (message_id == NULL)
		return FALSE;
	all = tertius_engine_conclude(request->engine, error);
	if (all == NULL)
		return FALSE;
	introduction = find_introduction(all, message_id);
	if (introduction == NULL) {
		tertius_json_null(answer, "introduction");
		return TRUE;
	}
	tertius_json_open(answer, "introduction", '{');
	add_introduction(request, answer, introduction);
	tertius_json_close(answer);
	tertius_json_boolean(answer, "made",
	                     g_strcmp0(introduction->message_id, message_id) ==
	                             0);
	reminder = find_reminder(all, introduction->id);
	if (reminder == NULL)
		return TRUE;
	tertius_json_open(answer, "reminder", '{');
	add_reminder(request, answer, reminder);
	tertius_json_close(answer);
	return TRUE;
}

/* --- Lists --------------------------------------------------------------- */

static void
add_reminders(const TertiusServeRequest *request, TertiusJson *answer,
              const GPtrArray *reminders, TertiusServeRows *rows)
{
	for (guint i = 0; i < reminders->len; i++) {
		const TertiusReminder *reminder = reminders->pdata[i];

		if (!tertius_serve_rows_take(rows))
			continue;
		tertius_json_open(answer, NULL, '{');
		add_reminder(request, answer, reminder);
		tertius_json_boolean(answer, "is_now",
		                     reminder->due <= request->engine->now);
		tertius_json_close(answer);
	}
}

/* Today's in the order of courtesy, as the command shows them; then by the day. */
gboolean
tertius_serve_due(const TertiusServeRequest *request, TertiusJson *answer,
                  GError **error)
{
	const TertiusConclusions *all =
		tertius_engine_conclude(request->engine, error);
	gint64 now = request->engine->now;
	gint64 today = tertius_dates_find_end_of_day(now, get_zone(request));
	g_autoptr(GPtrArray) first = g_ptr_array_new();
	g_autoptr(GPtrArray) then = g_ptr_array_new();
	TertiusServeRows rows = tertius_serve_rows(request);

	if (all == NULL)
		return FALSE;
	for (guint i = 0; i < all->reminders->len; i++) {
		TertiusReminder *reminder = all->reminders->pdata[i];

		if (tertius_reminder_is_open(reminder) &&
		    reminder->due <= now + AHEAD)
			g_ptr_array_add(reminder->due <= today ? first : then,
			                reminder);
	}
	g_ptr_array_sort(first, tertius_reminder_compare_courtesy);
	g_ptr_array_sort(then, tertius_reminder_compare_due);
	tertius_json_open(answer, "reminders", '[');
	add_reminders(request, answer, first, &rows);
	add_reminders(request, answer, then, &rows);
	tertius_json_close(answer);
	tertius_serve_rows_end(&rows, answer);
	return TRUE;
}

static gboolean
names(const TertiusPerson *person, const char *search)
{
	g_autofree char *whole = NULL;
	g_autofree char *folded = NULL;

	if (person == NULL)
		return FALSE;
	whole = g_strconcat(person->name != NULL ? person->name : "", " ",
	                    person->address != NULL ? person->address : "",
	                    NULL);
	folded = g_utf8_casefold(whole, -1);
	return strstr(folded, search) != NULL;
}

static gboolean
matches(const TertiusIntroduction *introduction, const char *search)
{
	g_autofree char *subject = NULL;

	if (search == NULL || names(introduction->introducer, search))
		return TRUE;
	for (guint i = 0; i < introduction->introduced->len; i++) {
		if (names(introduction->introduced->pdata[i], search))
			return TRUE;
	}
	subject = g_utf8_casefold(
		introduction->subject != NULL ? introduction->subject : "", -1);
	return strstr(subject, search) != NULL;
}

/* "me", "them", "nobody"; anything else is everything. */
static gboolean
is_turn(const TertiusIntroduction *introduction, const char *turn)
{
	gboolean has_next = introduction->next != TERTIUS_STEP_NONE;

	if (g_strcmp0(turn, "me") == 0)
		return has_next && introduction->is_my_turn;
	if (g_strcmp0(turn, "them") == 0)
		return has_next && !introduction->is_my_turn;
	return g_strcmp0(turn, "nobody") != 0 || !has_next;
}

/* The latest first. */
gboolean
tertius_serve_introductions(const TertiusServeRequest *request,
                            TertiusJson *answer, GError **error)
{
	const TertiusConclusions *all =
		tertius_engine_conclude(request->engine, error);
	gboolean wants_perhaps = tertius_serve_boolean(request, "perhaps");
	const char *text = tertius_serve_text(request, "search");
	g_autofree char *search =
		text != NULL ? g_utf8_casefold(text, -1) : NULL;
	TertiusServeRows rows = tertius_serve_rows(request);

	if (all == NULL)
		return FALSE;
	tertius_json_open(answer, "introductions", '[');
	for (guint i = all->introductions->len; i-- > 0;) {
		const TertiusIntroduction *one = all->introductions->pdata[i];

		if (one->state == TERTIUS_STATE_DISMISSED ||
		    (one->level != TERTIUS_LEVEL_LIKELY && !wants_perhaps) ||
		    !is_turn(one, tertius_serve_text(request, "turn")) ||
		    !matches(one, search) || !tertius_serve_rows_take(&rows))
			continue;
		tertius_json_open(answer, NULL, '{');
		add_introduction(request, answer, one);
		tertius_json_close(answer);
	}
	tertius_json_close(answer);
	tertius_serve_rows_end(&rows, answer);
	return TRUE;
}

/* --- One thing ----------------------------------------------------------- */

static void
add_people(TertiusJson *json, const char *name, const GPtrArray *people)
{
	tertius_json_open(json, name, '[');
	for (guint i = 0; i < people->len; i++)
		tertius_objects_person(json, NULL, people->pdata[i]);
	tertius_json_close(json);
}

static void
add_draft(TertiusJson *json, const TertiusDraft *draft)
{
	tertius_objects_person(json, "from", draft->from);
	add_people(json, "to", draft->to);
	add_people(json, "cc", draft->cc);
	add_people(json, "bcc", draft->bcc);
	tertius_json_text(json, "subject", draft->subject);
	tertius_json_text(json, "in_reply_to", draft->in_reply_to);
	tertius_json_open(json, "references", '[');
	for (guint i = 0; i < draft->references->len; i++)
		tertius_json_text(json, NULL, draft->references->pdata[i]);
	tertius_json_close(json);
	tertius_json_text(json, "body", draft->body);
	tertius_json_text(json, "invitation", draft->invitation);
	tertius_json_integer(
		json, "place_start",
		g_utf8_pointer_to_offset(draft->body,
	                                 draft->body + draft->place_start));
	tertius_json_integer(json, "place_length",
	                     g_utf8_strlen(draft->body + draft->place_start,
	                                   (gssize) draft->place_length));
}

/* When it is to be, which only an invitation says. */
static gboolean
read_when(const TertiusServeRequest *request, gint64 *begin, GError **error)
{
	const char *when = tertius_serve_text(request, "when");

	*begin = 0;
	if (when == NULL || tertius_dates_parse(when, get_zone(request), begin))
		return TRUE;
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	            _("'%s' is no time; write it as 2026-12-24 18:00"), when);
	return FALSE;
}

gboolean
tertius_serve_draft(const TertiusServeRequest *request, TertiusJson *answer,
                    GError **error)
{
	TertiusWish wish = {
		.wording = tertius_serve_text(request, "wording"),
		.to = tertius_serve_text(request, "to"),
		.other = tertius_serve_text(request, "other"),
		.about = tertius_serve_text(request, "about"),
		.purpose = tertius_serve_text(request, "purpose"),
		.message_id = tertius_serve_text(request, "message_id"),
	};
	const char *id = wish.to != NULL
	                         ? tertius_serve_text(request, "id")
	                         : tertius_serve_need(request, "id", error);
	TertiusFound found = { NULL, NULL };
	g_autoptr(TertiusDraft) draft = NULL;

	if ((id == NULL && wish.to == NULL) ||
	    !read_when(request, &wish.begin, error) ||
	    (id != NULL &&
	     !tertius_engine_find(request->engine, id, &found, error)))
		return FALSE;
	draft = tertius_engine_draft(request->engine, &found, &wish, error);
	if (draft == NULL)
		return FALSE;
	add_draft(answer, draft);
	return TRUE;
}

static void
add_reason(TertiusJson *json, const TertiusEvidence *evidence)
{
	g_autofree char *words = tertius_rules_dup_words(evidence->rule);

	tertius_json_open(json, NULL, '{');
	tertius_json_text(json, "words", words);
	tertius_json_text(json, "quote", evidence->quote);
	tertius_json_text(json, "place", evidence->place);
	tertius_json_text(json, "weight",
	                  tertius_sentences_weight(evidence->weight));
	tertius_json_close(json);
}

static int
compare_weights(gconstpointer a, gconstpointer b)
{
	const TertiusEvidence *first = *(const TertiusEvidence *const *) a;
	const TertiusEvidence *second = *(const TertiusEvidence *const *) b;

	return (ABS(first->weight) < ABS(second->weight)) -
	       (ABS(first->weight) > ABS(second->weight));
}

static void
add_reasons(TertiusJson *json, const GPtrArray *evidence)
{
	g_autoptr(GPtrArray) sorted = g_ptr_array_new();

	for (guint i = 0; i < evidence->len; i++)
		g_ptr_array_add(sorted, evidence->pdata[i]);
	g_ptr_array_sort(sorted, compare_weights);
	tertius_json_open(json, "reasons", '[');
	for (guint i = 0; i < sorted->len; i++)
		add_reason(json, sorted->pdata[i]);
	tertius_json_close(json);
}

static void
add_moves(const TertiusServeRequest *request, TertiusJson *json,
          const GPtrArray *moves)
{
	tertius_json_open(json, "moves", '[');
	for (guint i = 0; i < moves->len; i++) {
		const TertiusMove *move = moves->pdata[i];
		g_autofree char *when = tertius_dates_dup_kind(
			move->date, request->engine->now, get_zone(request));

		tertius_json_open(json, NULL, '{');
		tertius_json_text(json, "when", when);
		tertius_json_text(json, "state",
		                  tertius_words_state(move->state));
		tertius_json_text(json, "because", move->because);
		tertius_json_close(json);
	}
	tertius_json_close(json);
}

gboolean
tertius_serve_why(const TertiusServeRequest *request, TertiusJson *answer,
                  GError **error)
{
	const char *id = tertius_serve_need(request, "id", error);
	TertiusFound found = { NULL, NULL };

	if (id == NULL ||
	    !tertius_engine_find(request->engine, id, &found, error))
		return FALSE;
	if (found.reminder != NULL) {
		tertius_json_text(answer, "title", found.reminder->title);
		tertius_json_text(answer, "because", found.reminder->because);
		if (found.reminder->introduction == NULL)
			return TRUE;
		if (!tertius_engine_find(request->engine,
		                         found.reminder->introduction, &found,
		                         error))
			return FALSE;
	}
	if (found.introduction == NULL)
		return TRUE;
	tertius_json_open(answer, "introduction", '{');
	add_introduction(request, answer, found.introduction);
	tertius_json_close(answer);
	add_reasons(answer, found.introduction->evidence);
	add_moves(request, answer, found.introduction->moves);
	return TRUE;
}

/* --- All requests -------------------------------------------------------- */

static const struct {
	const char *name;
	TertiusServeFunc func;
} requests[] = {
	{ "me", tertius_serve_me },
	{ "unknown", tertius_serve_unknown },
	{ "take", tertius_serve_take },
	{ "history", tertius_serve_history },
	{ "arrived", tertius_serve_arrived },
	{ "cursor", tertius_serve_cursor },
	{ "where", tertius_serve_where },
	{ "drafted", tertius_serve_drafted },
	{ "sent", tertius_serve_sent },
	{ "settle", tertius_serve_settle },
	{ "told", tertius_serve_told },
	{ "look", tertius_serve_look },
	{ "due", tertius_serve_due },
	{ "introductions", tertius_serve_introductions },
	{ "decide", tertius_serve_decide },
	{ "undo", tertius_serve_undo },
	{ "draft", tertius_serve_draft },
	{ "why", tertius_serve_why },
	{ "people", tertius_serve_people },
	{ "person", tertius_serve_person },
	{ "occasions", tertius_serve_occasions },
	{ "export-calendar", tertius_serve_export_calendar },
	{ "timeline", tertius_serve_timeline },
	{ "picture", tertius_serve_picture },
	{ "message", tertius_serve_message },
	{ "introduced", tertius_serve_introduced },
	{ "remind", tertius_serve_remind },
	{ "tact", tertius_serve_tact },
	{ "settings", tertius_serve_settings },
	{ "set", tertius_serve_set },
	{ "quiet", tertius_serve_quiet },
	{ "forget", tertius_serve_forget },
	{ "export", tertius_serve_export },
};

TertiusServeFunc
tertius_serve_find(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(requests); i++) {
		if (strcmp(requests[i].name, name) == 0)
			return requests[i].func;
	}
	return NULL;
}
