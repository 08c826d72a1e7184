/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a draft rests on: nothing is said in it that no message shows.
 */
#include "engine/draft-private.h"

#include <string.h>

#include "engine/engine-private.h"
#include "ledger/read.h"

/* News or a question older than this is not answered any more. */
#define STALE (90 * G_GINT64_CONSTANT(86400))

static const TertiusAct *
find_act(const TertiusLetter *letter, guint acts)
{
	for (guint i = 0; letter->acts != NULL && i < letter->acts->len; i++) {
		const TertiusAct *act = letter->acts->pdata[i];

		if ((acts & 1U << act->kind) != 0 &&
		    act->score >= TERTIUS_SCORE_LIKELY)
			return act;
	}
	return NULL;
}

/* The latest message from @from to @to since @since that does one of @acts; 0:
 * any that a person wrote. */
static const TertiusLetter *
find_latest(const TertiusDesk *desk, guint from, guint to, guint acts,
            gint64 since)
{
	const TertiusHistory *history = desk->all->history;
	guint n = 0;
	const guint *letters;

	if (from == TERTIUS_NOBODY || to == TERTIUS_NOBODY)
		return NULL;
	letters = tertius_history_letters_of(history, from, &n);
	for (; n > 0; n--) {
		const TertiusLetter *letter =
			tertius_history_letter(history, letters[n - 1]);

		if (letter->date < since)
			return NULL;
		if (letter->from == from &&
		    (letter->flags & TERTIUS_MESSAGE_AUTOMATIC) == 0 &&
		    tertius_letter_has_recipient(letter, to, NULL) &&
		    (acts == 0 || find_act(letter, acts) != NULL))
			return letter;
	}
	return NULL;
}

static guint
get_me(const TertiusDesk *desk)
{
	return tertius_history_get_me(desk->all->history);
}

/* --- The thread ------------------------------------------------------------ */

#define BIT(act) (1U << TERTIUS_ACT_##act)

/* Which message of the two a draft of this kind answers. */
static const struct {
	gboolean is_mine;
	guint acts;
} answered[TERTIUS_WORDING_N] = {
	[TERTIUS_WORDING_THANK_BOTH] = { FALSE, BIT(INTRODUCTION) },
	[TERTIUS_WORDING_THANK_INTRODUCER] = { FALSE, BIT(INTRODUCTION) },
	[TERTIUS_WORDING_TELL_SILENT] = { FALSE, BIT(INTRODUCTION) },
	[TERTIUS_WORDING_OUTCOME_GOOD] = { FALSE, BIT(INTRODUCTION) },
	[TERTIUS_WORDING_OUTCOME_NONE] = { FALSE, BIT(INTRODUCTION) },
	[TERTIUS_WORDING_OUTCOME_BAD] = { FALSE, BIT(INTRODUCTION) },
	[TERTIUS_WORDING_GRATITUDE] = { FALSE, BIT(INTRODUCTION) },
	[TERTIUS_WORDING_CONGRATULATE] = { FALSE, BIT(SUCCESS_NEWS) },
	[TERTIUS_WORDING_FOLLOW_UP] = { TRUE, BIT(INTRO_REQUEST) | BIT(ASK) },
	[TERTIUS_WORDING_PROMISE] = { TRUE, BIT(PROMISE) | BIT(OFFER) },
	[TERTIUS_WORDING_DECLINE] = { FALSE, BIT(INTRO_REQUEST) | BIT(ASK) |
	                                             BIT(INTRO_OFFER) },
};

/* A draft about an introduction may answer another message than the one that
 * made it. */
static gboolean
looks_further(const TertiusDesk *desk)
{
	TertiusWording kind = desk->brief.kind;

	if (desk->introduction == NULL && desk->reminder == NULL)
		return answered[kind].acts != 0;
	return desk->introduction != NULL &&
	       (kind == TERTIUS_WORDING_CONGRATULATE ||
	        kind == TERTIUS_WORDING_DECLINE ||
	        kind == TERTIUS_WORDING_PROMISE);
}

static const TertiusLetter *
find_answered(const TertiusDesk *desk)
{
	TertiusWording kind = desk->brief.kind;
	gboolean is_mine = answered[kind].is_mine;
	guint me = get_me(desk);

	return find_latest(desk, is_mine ? me : desk->to_index,
	                   is_mine ? desk->to_index : me, answered[kind].acts,
	                   desk->engine->now - STALE);
}

/* The message that shows what is meant: what the introduction or the reminder
 * came from; for a kind that answers something else, that. */
static const char *
find_thread_id(const TertiusDesk *desk)
{
	const TertiusLetter *letter = NULL;

	if (desk->brief.kind == TERTIUS_WORDING_ANSWER || looks_further(desk))
		letter = find_answered(desk);
	else if (desk->reminder != NULL)
		return desk->reminder->source;
	else if (desk->introduction != NULL)
		return desk->introduction->source;
	return letter != NULL ? letter->id : NULL;
}

/* Without a thread, the latest mail between the two shows the context. */
static const char *
find_context_id(const TertiusDesk *desk)
{
	guint me = get_me(desk);
	const TertiusLetter *theirs =
		find_latest(desk, desk->to_index, me, 0, 0);
	const TertiusLetter *mine = find_latest(desk, me, desk->to_index, 0, 0);

	if (mine != NULL && (theirs == NULL || theirs->date < mine->date))
		return mine->id;
	return theirs != NULL ? theirs->id : NULL;
}

static gboolean
read_threads(TertiusDesk *desk, GError **error)
{
	const char *thread = find_thread_id(desk);
	const char *context;

	if (thread != NULL &&
	    !tertius_read_message(desk->engine->ledger, thread, &desk->thread,
	                          error))
		return FALSE;
	if (desk->thread != NULL)
		return TRUE;
	context = find_context_id(desk);
	return context == NULL ||
	       tertius_read_message(desk->engine->ledger, context,
	                            &desk->context, error);
}

/* --- Who writes as whom ---------------------------------------------------- */

/* The address by which @person takes part in @message, or NULL. */
static const char *
find_address(const TertiusDesk *desk, const TertiusMessage *message,
             guint person)
{
	const TertiusHistory *history = desk->all->history;

	if (message == NULL || person == TERTIUS_NOBODY)
		return NULL;
	if (message->from != NULL && message->from->address != NULL &&
	    tertius_history_find(history, message->from->address) == person)
		return message->from->address;
	for (guint i = 0; i < message->recipients->len; i++) {
		const TertiusPerson *recipient = message->recipients->pdata[i];

		if (recipient->address != NULL &&
		    tertius_history_find(history, recipient->address) == person)
			return recipient->address;
	}
	return NULL;
}

/* Work and private addresses are kept apart: each takes part by the address of
 * the context. */
static void
fit_address(const TertiusDesk *desk, const TertiusMessage *message, guint index,
            TertiusPerson **person)
{
	const char *address = find_address(desk, message, index);
	TertiusPerson *fitted;

	if (*person == NULL || address == NULL)
		return;
	fitted = tertius_person_new((*person)->name, address, TERTIUS_PLACE_TO);
	tertius_person_free(*person);
	*person = fitted;
}

/* A letter that answers none goes where they said they would rather have it. */
static void
prefer_address(const TertiusDesk *desk)
{
	const TertiusRelation *relation =
		desk->to_index != TERTIUS_NOBODY
			? tertius_relations_get(desk->all->relations,
	                                        desk->to_index)
			: NULL;

	for (guint i = 0; relation != NULL && relation->boundaries != NULL &&
	                  i < relation->boundaries->len;
	     i++) {
		const TertiusBoundary *boundary =
			relation->boundaries->pdata[i];

		if (boundary->kind != TERTIUS_BOUNDARY_ADDRESS ||
		    boundary->about == NULL)
			continue;
		g_free(desk->to->address);
		desk->to->address = g_strdup(boundary->about);
	}
}

static void
fit_addresses(TertiusDesk *desk)
{
	const TertiusHistory *history = desk->all->history;
	guint me = get_me(desk);
	const TertiusFacts *facts =
		desk->thread != NULL ? desk->thread : desk->context;
	const TertiusMessage *message = facts != NULL ? facts->message : NULL;

	if (me != TERTIUS_NOBODY)
		desk->me =
			tertius_person_new(tertius_history_name(history, me),
		                           tertius_history_address(history, me),
		                           TERTIUS_PLACE_FROM);
	fit_address(desk, message, me, &desk->me);
	fit_address(desk, message, desk->to_index, &desk->to);
	fit_address(desk, message, desk->other_index, &desk->other);
	if (desk->thread == NULL ||
	    tertius_wording_starts_anew(desk->brief.kind))
		prefer_address(desk);
}

/* --- What it tells of ------------------------------------------------------ */

static gint64
get_moved(const TertiusIntroduction *introduction, TertiusState state)
{
	for (guint i = 0; introduction != NULL && i < introduction->moves->len;
	     i++) {
		const TertiusMove *move = introduction->moves->pdata[i];

		if (move->state == state)
			return move->date;
	}
	return 0;
}

static gint64
get_date(const TertiusLetter *letter)
{
	return letter != NULL ? letter->date : 0;
}

/* When I first wrote to the newcomer after the introduction. */
static gint64
find_first_mail(const TertiusDesk *desk)
{
	const TertiusHistory *history = desk->all->history;
	guint n = 0;
	const guint *letters;

	if (desk->other_index == TERTIUS_NOBODY || desk->introduction == NULL)
		return 0;
	letters = tertius_history_letters_of(history, desk->other_index, &n);
	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(history, letters[i]);

		if (letter->date > desk->introduction->date &&
		    letter->from == get_me(desk))
			return letter->date;
	}
	return 0;
}

static gint64
find_moment(const TertiusDesk *desk)
{
	guint me = get_me(desk);

	switch (desk->brief.kind) {
	case TERTIUS_WORDING_TELL_SILENT:
		return find_first_mail(desk);
	case TERTIUS_WORDING_OUTCOME_GOOD:
	case TERTIUS_WORDING_OUTCOME_BAD:
		return get_moved(desk->introduction, TERTIUS_STATE_MET);
	case TERTIUS_WORDING_OUTCOME_NONE:
		return desk->other_index == TERTIUS_NOBODY ||
		                       me == TERTIUS_NOBODY
		               ? 0
		               : tertius_history_exchange(desk->all->history,
		                                          me, desk->other_index,
		                                          desk->engine->now)
		                         .latest;
	case TERTIUS_WORDING_CHECK_IN:
		return MAX(
			get_date(find_latest(desk, me, desk->to_index, 0, 0)),
			get_date(find_latest(desk, desk->to_index, me, 0, 0)));
	case TERTIUS_WORDING_CO_HOST:
	case TERTIUS_WORDING_OCCASION:
		return desk->wish->begin;
	case TERTIUS_WORDING_THANK_BOTH:
	case TERTIUS_WORDING_THANK_INTRODUCER:
	case TERTIUS_WORDING_THANK_NEWCOMER:
	case TERTIUS_WORDING_GRATITUDE:
		if (desk->introduction != NULL)
			return desk->introduction->date;
		G_GNUC_FALLTHROUGH;
	case TERTIUS_WORDING_ANSWER:
	case TERTIUS_WORDING_CONGRATULATE:
	case TERTIUS_WORDING_FOLLOW_UP:
	case TERTIUS_WORDING_PROMISE:
	case TERTIUS_WORDING_ASK:
	case TERTIUS_WORDING_OPT_IN:
	case TERTIUS_WORDING_INTRODUCE:
	case TERTIUS_WORDING_DECLINE:
	case TERTIUS_WORDING_THANK_FOR:
	case TERTIUS_WORDING_N:
	default:
		return desk->thread != NULL ? desk->thread->message->date : 0;
	}
}

/* "Garden" of "Re: AW: Garden": what two people call a matter. */
static char *
dup_topic(const char *subject)
{
	const char *start = tertius_wording_skip_reply_marks(subject);

	return *start != '\0' ? g_strdup(start) : NULL;
}

/* A question or a promise is called by the subject of its mail; what else a
 * draft says in the user's name, only the user can say. */
static char *
find_topic(const TertiusDesk *desk)
{
	TertiusWording kind = desk->brief.kind;
	const TertiusMessage *thread =
		desk->thread != NULL ? desk->thread->message : NULL;

	if (desk->wish->about != NULL)
		return g_strdup(desk->wish->about);
	if (thread == NULL ||
	    (thread->flags & TERTIUS_MESSAGE_CONFIDENTIAL) != 0 ||
	    (kind != TERTIUS_WORDING_FOLLOW_UP &&
	     kind != TERTIUS_WORDING_PROMISE &&
	     kind != TERTIUS_WORDING_DECLINE))
		return NULL;
	return dup_topic(thread->subject);
}

/* An event that friends might go to together is called by its own title. */
static gboolean
read_meeting(TertiusDesk *desk, GError **error)
{
	g_autoptr(TertiusMeeting) meeting = NULL;

	if (desk->reminder == NULL ||
	    desk->brief.kind != TERTIUS_WORDING_OCCASION)
		return TRUE;
	if (!tertius_read_meeting(desk->engine->ledger, desk->reminder->source,
	                          &meeting, NULL, error))
		return FALSE;
	if (meeting == NULL)
		return TRUE;
	if (desk->what == NULL &&
	    (meeting->flags & TERTIUS_MEETING_PRIVATE) == 0)
		desk->what = g_strdup(meeting->summary);
	if (desk->brief.when == 0)
		desk->brief.when = meeting->start;
	return TRUE;
}

/* What I still owe them: a promise, or word of how an introduction went. */
static char *
find_open(const TertiusDesk *desk)
{
	for (guint i = 0; i < desk->all->reminders->len; i++) {
		const TertiusReminder *reminder =
			desk->all->reminders->pdata[i];
		g_autoptr(TertiusFacts) facts = NULL;

		if (reminder->kind != TERTIUS_REMINDER_PROMISE ||
		    !tertius_reminder_is_open(reminder) ||
		    tertius_history_resolve(desk->all->history,
		                            reminder->person) !=
		            desk->to_index ||
		    !tertius_read_message(desk->engine->ledger,
		                          reminder->source, &facts, NULL) ||
		    facts == NULL ||
		    (facts->message->flags & TERTIUS_MESSAGE_CONFIDENTIAL) != 0)
			continue;
		return dup_topic(facts->message->subject);
	}
	return NULL;
}

gboolean
tertius_desk_ground(TertiusDesk *desk, GError **error)
{
	if (!read_threads(desk, error))
		return FALSE;
	fit_addresses(desk);
	desk->brief.when = find_moment(desk);
	desk->what = find_topic(desk);
	if (desk->brief.kind == TERTIUS_WORDING_CHECK_IN &&
	    desk->to_index != TERTIUS_NOBODY)
		desk->open = find_open(desk);
	return read_meeting(desk, error);
}
