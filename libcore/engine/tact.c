/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What passed with the recipient of a draft, told to write/tact.
 */
#include "engine/tact.h"

#include "detect/own-words.h"
#include "engine/engine-private.h"
#include "mail/mime.h"

#include <string.h>

#define DAY          ((gint64) 24 * 60 * 60)
#define RECENT_DAYS  30
#define OPEN_DAYS    60 /* an ask that old rests */
#define REFUSED_DAYS 180
#define OWED_DAYS    180

/* What the questions below are asked of. */
typedef struct {
	const TertiusHistory *history;
	guint me;
	guint them; /* the first recipient */
	gint64 now;
	GTimeZone *zone;
	TertiusTactContext context;
	char *who, *friendly, *refused, *away_until, *thanks_owed;
	TertiusPerson *introducer;
} Inquiry;

static void
clear_inquiry(Inquiry *inquiry)
{
	g_free(inquiry->who);
	g_free(inquiry->friendly);
	g_free(inquiry->refused);
	g_free(inquiry->away_until);
	g_free(inquiry->thanks_owed);
	tertius_person_free(inquiry->introducer);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Inquiry, clear_inquiry)

static const TertiusAct *
find_act(const TertiusLetter *letter, TertiusActKind kind)
{
	for (guint i = 0; letter->acts != NULL && i < letter->acts->len; i++) {
		const TertiusAct *act = letter->acts->pdata[i];

		if (act->kind == kind)
			return act;
	}
	return NULL;
}

static gboolean
asks(const TertiusLetter *letter)
{
	return find_act(letter, TERTIUS_ACT_INTRO_REQUEST) != NULL ||
	       find_act(letter, TERTIUS_ACT_ASK) != NULL;
}

static char *
dup_date(const Inquiry *inquiry, gint64 moment, const char *format)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(moment);
	g_autoptr(GDateTime) date =
		utc != NULL ? g_date_time_to_timezone(utc, inquiry->zone)
			    : NULL;

	return date != NULL ? g_date_time_format(date, format) : g_strdup("");
}

static gboolean
is_mine_to_them(const Inquiry *inquiry, const TertiusLetter *letter)
{
	return letter->from == inquiry->me &&
	       tertius_letter_has_recipient(letter, inquiry->them, NULL);
}

/* --- What I asked, and when I last wrote as a friend ----------------------- */

static void
note_friendly(Inquiry *inquiry, const TertiusLetter *letter)
{
	if (inquiry->friendly == NULL)
		inquiry->friendly = dup_date(inquiry, letter->date, "%B");
}

static void
count_asks(Inquiry *inquiry)
{
	TertiusTactContext *context = &inquiry->context;
	gboolean in_a_row = TRUE;
	gboolean is_answered = FALSE;
	guint n = 0;
	const guint *letters =
		tertius_history_letters_of(inquiry->history, inquiry->them, &n);

	for (; n > 0; n--) {
		const TertiusLetter *letter = tertius_history_letter(
			inquiry->history, letters[n - 1]);
		gint64 age = inquiry->now - letter->date;

		is_answered = is_answered || letter->from == inquiry->them;
		if (!is_mine_to_them(inquiry, letter))
			continue;
		in_a_row = in_a_row && asks(letter);
		if (!asks(letter)) {
			note_friendly(inquiry, letter);
			continue;
		}
		context->asks_in_a_row += in_a_row ? 1 : 0;
		context->recent_asks += age < RECENT_DAYS * DAY ? 1 : 0;
		context->open_asks +=
			!is_answered && age < OPEN_DAYS * DAY ? 1 : 0;
	}
	context->friendly = inquiry->friendly;
}

/* How often I came back to the thread of @draft since they last wrote. */
static void
count_follow_ups(Inquiry *inquiry, const TertiusLetter *parent)
{
	guint mine = 0;
	guint n = 0;
	const guint *letters =
		tertius_history_letters_of(inquiry->history, inquiry->them, &n);

	for (; n > 0; n--) {
		const TertiusLetter *letter = tertius_history_letter(
			inquiry->history, letters[n - 1]);

		if (strcmp(letter->thread, parent->thread) != 0)
			continue;
		if (letter->from == inquiry->them)
			break;
		mine += is_mine_to_them(inquiry, letter) ? 1 : 0;
	}
	/* The first is the ask itself. */
	inquiry->context.follow_ups = mine > 1 ? mine - 1 : 0;
}

/* --- What they said -------------------------------------------------------- */

static void
heed_answers(Inquiry *inquiry, const TertiusLetter *letter)
{
	const TertiusAct *away = find_act(letter, TERTIUS_ACT_OUT_OF_OFFICE);
	gint64 age = inquiry->now - letter->date;

	if ((find_act(letter, TERTIUS_ACT_INTRO_DECLINE) != NULL ||
	     find_act(letter, TERTIUS_ACT_HESITATION) != NULL) &&
	    age < REFUSED_DAYS * DAY) {
		g_free(inquiry->refused);
		inquiry->refused = dup_date(inquiry, letter->date, "%-d %B");
	}
	if (away != NULL && away->until > inquiry->now) {
		g_free(inquiry->away_until);
		inquiry->away_until = dup_date(inquiry, away->until, "%-d %B");
	}
}

static char *
dup_favour(const TertiusAct *act)
{
	const TertiusPerson *who =
		act->introduced->len > 0 ? act->introduced->pdata[0] : NULL;

	if (act->kind == TERTIUS_ACT_INTRODUCTION && who != NULL)
		return g_strdup_printf("the introduction to %s",
		                       tertius_person_label(who));
	return g_strdup("their help");
}

/* A favour is thanked for by any later thanks of mine to them. */
static void
weigh_thanks(Inquiry *inquiry, const TertiusLetter *letter)
{
	const TertiusAct *favour = find_act(letter, TERTIUS_ACT_INTRODUCTION);

	if (favour == NULL)
		favour = find_act(letter, TERTIUS_ACT_HELP);
	if (is_mine_to_them(inquiry, letter) &&
	    find_act(letter, TERTIUS_ACT_THANKS) != NULL)
		g_clear_pointer(&inquiry->thanks_owed, g_free);
	else if (letter->from == inquiry->them && favour != NULL &&
	         inquiry->now - letter->date < OWED_DAYS * DAY) {
		g_free(inquiry->thanks_owed);
		inquiry->thanks_owed = dup_favour(favour);
	}
}

static void
listen(Inquiry *inquiry)
{
	guint n = 0;
	const guint *letters =
		tertius_history_letters_of(inquiry->history, inquiry->them, &n);

	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(inquiry->history, letters[i]);

		if (letter->from == inquiry->them)
			heed_answers(inquiry, letter);
		weigh_thanks(inquiry, letter);
	}
	inquiry->context.refused = inquiry->refused;
	inquiry->context.away_until = inquiry->away_until;
	inquiry->context.thanks_owed = inquiry->thanks_owed;
}

/* --- The thread ------------------------------------------------------------ */

static void
look_at_introduction(Inquiry *inquiry, const TertiusLetter *parent)
{
	if (find_act(parent, TERTIUS_ACT_INTRODUCTION) == NULL ||
	    parent->from == inquiry->me || parent->from == TERTIUS_NOBODY)
		return;
	inquiry->introducer =
		tertius_history_dup_person(inquiry->history, parent->from);
	inquiry->context.introducer = inquiry->introducer;
	for (guint i = 0; i < tertius_history_n_letters(inquiry->history);
	     i++) {
		const TertiusLetter *letter =
			tertius_history_letter(inquiry->history, i);

		if (letter->from == inquiry->me &&
		    letter->date >= parent->date &&
		    find_act(letter, TERTIUS_ACT_THANKS) != NULL &&
		    tertius_letter_has_recipient(letter, parent->from, NULL))
			inquiry->context.is_introducer_thanked = TRUE;
	}
}

/* Somebody gets the draft who did not have the message that it answers. */
static gboolean
has_new_eyes(const Inquiry *inquiry, const TertiusMessage *draft,
             const TertiusLetter *parent)
{
	for (guint i = 0; i < draft->recipients->len; i++) {
		guint person = tertius_history_resolve(
			inquiry->history, draft->recipients->pdata[i]);

		if (person == TERTIUS_NOBODY ||
		    (person != parent->from && person != inquiry->me &&
		     !tertius_letter_has_recipient(parent, person, NULL)))
			return TRUE;
	}
	return FALSE;
}

static void
look_at_thread(Inquiry *inquiry, const TertiusMessage *draft)
{
	const TertiusLetter *parent =
		draft->in_reply_to != NULL
			? tertius_history_find_letter(inquiry->history,
	                                              draft->in_reply_to)
			: NULL;

	/* A forward of what the ledger does not know has new readers. */
	inquiry->context.has_new_eyes =
		parent == NULL ? draft->in_reply_to == NULL
			       : has_new_eyes(inquiry, draft, parent);
	if (parent == NULL)
		return;
	if ((parent->flags & TERTIUS_MESSAGE_CONFIDENTIAL) != 0)
		inquiry->context.confidential = parent->subject;
	look_at_introduction(inquiry, parent);
	if (inquiry->them != TERTIUS_NOBODY)
		count_follow_ups(inquiry, parent);
}

/* --- The check ------------------------------------------------------------- */

static char *
dup_own(const char *text)
{
	g_autoptr(GArray) lines = tertius_own_words_zones(text);
	char *own = g_strdup(text);

	for (guint i = 0; i < lines->len; i++) {
		TertiusLine line = g_array_index(lines, TertiusLine, i);

		if (line.zone > TERTIUS_ZONE_CLOSING)
			memset(own + (line.start - text), ' ', line.length);
	}
	return own;
}

/* The user's addresses, with the one that the draft is from. */
static GPtrArray *
list_me(TertiusEngine *engine, const TertiusMessage *draft, GError **error)
{
	GPtrArray *me = tertius_engine_find_me(engine, TRUE, error);

	if (me != NULL && draft->from != NULL && draft->from->address != NULL)
		g_ptr_array_insert(me, 0, g_strdup(draft->from->address));
	return me;
}

static TertiusHistory *
load_history(TertiusEngine *engine, const TertiusMessage *draft, GError **error)
{
	g_autoptr(GPtrArray) me = list_me(engine, draft, error);
	g_autoptr(TertiusHistory) history = NULL;
	const TertiusPerson *first =
		draft->recipients->len > 0 ? draft->recipients->pdata[0] : NULL;
	const char *addresses[] = { first != NULL ? first->address : NULL,
		                    NULL };
	const char *ids[] = { draft->in_reply_to, NULL };
	const TertiusExtract extract = { addresses, ids, engine->now };

	if (me == NULL)
		return NULL;
	history = tertius_history_new((const char *const *) me->pdata);
	if (!tertius_ledger_load_latest(engine->ledger, &extract, history,
	                                error))
		return NULL;
	tertius_history_seal(history, engine->now);
	return g_steal_pointer(&history);
}

static void
inquire(Inquiry *inquiry, const TertiusMessage *draft)
{
	const TertiusPerson *first =
		draft->recipients->len > 0 ? draft->recipients->pdata[0] : NULL;

	inquiry->me = tertius_history_get_me(inquiry->history);
	inquiry->them =
		first != NULL ? tertius_history_resolve(inquiry->history, first)
			      : TERTIUS_NOBODY;
	if (first != NULL)
		inquiry->who = tertius_person_dup_first_name(first);
	inquiry->context.who = inquiry->who;
	if (inquiry->them != TERTIUS_NOBODY && inquiry->me != TERTIUS_NOBODY) {
		count_asks(inquiry);
		listen(inquiry);
	}
	look_at_thread(inquiry, draft);
}

static gboolean
heed_boundary(TertiusEngine *engine, const TertiusMessage *draft,
              char **boundary, GError **error)
{
	g_autoptr(GPtrArray) decisions =
		tertius_ledger_decisions(engine->ledger, error);
	const TertiusPerson *first =
		draft->recipients->len > 0 ? draft->recipients->pdata[0] : NULL;
	const TertiusDecision *decision;

	if (decisions == NULL)
		return FALSE;
	if (first == NULL || first->address == NULL)
		return TRUE;
	decision = tertius_decisions_find(decisions, TERTIUS_DECISION_BOUNDARY,
	                                  first->address);
	if (decision != NULL && decision->argument[0] != '\0')
		*boundary = g_strdup(decision->argument);
	return TRUE;
}

TertiusTactReport *
tertius_engine_tact(TertiusEngine *engine, const char *bytes, gsize length,
                    GError **error)
{
	TertiusMessage *draft =
		tertius_mime_read(bytes, length, 0, TRUE, error);

	return draft != NULL ? tertius_engine_tact_take(engine, draft, error)
	                     : NULL;
}

TertiusTactReport *
tertius_engine_tact_take(TertiusEngine *engine, TertiusMessage *message,
                         GError **error)
{
	g_autoptr(TertiusMessage) draft = message;
	g_autoptr(TertiusHistory) history = load_history(engine, draft, error);
	g_auto(Inquiry) inquiry = { 0 };
	g_autofree char *boundary = NULL;
	g_autofree char *own = NULL;
	TertiusTactReport *report;

	if (history == NULL || !heed_boundary(engine, draft, &boundary, error))
		return NULL;
	inquiry.history = history;
	inquiry.now = engine->now;
	inquiry.zone = tertius_working_time_get_zone(engine->hours);
	inquire(&inquiry, draft);
	inquiry.context.boundary = boundary;
	if (engine->tact == NULL)
		engine->tact = tertius_tact_new();
	own = dup_own(draft->text);
	report = g_new0(TertiusTactReport, 1);
	report->remarks =
		tertius_tact_check(engine->tact, draft, own, &inquiry.context);
	report->draft = g_steal_pointer(&draft);
	return report;
}

void
tertius_tact_report_free(TertiusTactReport *report)
{
	if (report == NULL)
		return;
	tertius_message_free(report->draft);
	g_ptr_array_unref(report->remarks);
	g_free(report);
}
