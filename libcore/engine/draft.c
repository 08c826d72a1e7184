/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A draft for a next step.
 */
#include "engine/draft.h"

#include "base/error.h"
#include "engine/engine-private.h"
#include "ledger/read.h"
#include "write/voice.h"

#include <string.h>

/* Everything that a brief lends, with its owners. */
typedef struct {
	const TertiusConclusions *all;
	const TertiusIntroduction *introduction; /* or NULL */
	const TertiusReminder *reminder;         /* or NULL */
	const TertiusPerson *introducer, *newcomer;
	TertiusFacts *thread;
	TertiusPerson *me;
	TertiusVoice *voice, *other_voice;
	GDateTime *now;
} Desk;

static void
clear_desk(Desk *desk)
{
	tertius_facts_free(desk->thread);
	tertius_person_free(desk->me);
	tertius_voice_free(desk->voice);
	tertius_voice_free(desk->other_voice);
	g_clear_pointer(&desk->now, g_date_time_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Desk, clear_desk)

/* --- Which kind ---------------------------------------------------------- */

static const struct {
	const char *word;
	TertiusWording wording;
} words[] = {
	{ "thank", TERTIUS_WORDING_THANK_BOTH },
	{ "outcome", TERTIUS_WORDING_OUTCOME_GOOD },
	{ "gift", TERTIUS_WORDING_GRATITUDE },
	{ "congratulate", TERTIUS_WORDING_CONGRATULATE },
	{ "check-in", TERTIUS_WORDING_CHECK_IN },
};

static const struct {
	TertiusStep step;
	TertiusReminderKind kind;
} steps[] = {
	{ TERTIUS_STEP_THANK, TERTIUS_REMINDER_THANK },
	{ TERTIUS_STEP_ANSWER, TERTIUS_REMINDER_ANSWER },
	{ TERTIUS_STEP_TELL_SILENT, TERTIUS_REMINDER_TELL_SILENT },
	{ TERTIUS_STEP_OUTCOME, TERTIUS_REMINDER_OUTCOME },
	{ TERTIUS_STEP_GIFT, TERTIUS_REMINDER_GIFT },
	{ TERTIUS_STEP_CHECK_IN, TERTIUS_REMINDER_CHECK_IN },
};

static gboolean
parse_wording(const char *text, TertiusWording *wording, GError **error)
{
	for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
		if (strcmp(words[i].word, text) == 0) {
			*wording = words[i].wording;
			return TRUE;
		}
	}
	if (tertius_wording_from_name(text, wording))
		return TRUE;
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	            "there is no draft '%s'; there are thank, outcome, "
	            "check-in, congratulate, ask, introduce, opt-in and "
	            "decline",
	            text);
	return FALSE;
}

static gboolean
usual_wording(const Desk *desk, TertiusWording *wording, GError **error)
{
	if (desk->reminder != NULL) {
		*wording = tertius_wording_for_reminder(desk->reminder->kind);
		return TRUE;
	}
	for (guint i = 0; i < G_N_ELEMENTS(steps); i++) {
		if (steps[i].step == desk->introduction->next) {
			*wording = tertius_wording_for_reminder(steps[i].kind);
			return TRUE;
		}
	}
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	            "nothing is to be written about this now");
	return FALSE;
}

/* Thanks go to both in one mail, or to the one who is still to be thanked. */
static TertiusWording
fit_thanks(const Desk *desk, TertiusWording wording)
{
	const TertiusIntroduction *introduction = desk->introduction;

	if (wording != TERTIUS_WORDING_THANK_BOTH || introduction == NULL)
		return wording;
	if (introduction->introducer == NULL ||
	    introduction->introducer->address == NULL ||
	    introduction->thanked_introducer != 0)
		return TERTIUS_WORDING_THANK_NEWCOMER;
	if (desk->newcomer->address == NULL ||
	    introduction->thanked_newcomer != 0)
		return TERTIUS_WORDING_THANK_INTRODUCER;
	return wording;
}

static gboolean
choose_wording(const Desk *desk, const char *text, TertiusWording *wording,
               GError **error)
{
	if (text != NULL ? !parse_wording(text, wording, error)
	                 : !usual_wording(desk, wording, error))
		return FALSE;
	*wording = fit_thanks(desk, *wording);
	return TRUE;
}

static gboolean
goes_to_newcomer(TertiusWording wording)
{
	return wording == TERTIUS_WORDING_THANK_NEWCOMER ||
	       wording == TERTIUS_WORDING_ANSWER ||
	       wording == TERTIUS_WORDING_CHECK_IN ||
	       wording == TERTIUS_WORDING_DECLINE;
}

/* --- What it rests on ---------------------------------------------------- */

static const TertiusIntroduction *
find_introduction(const TertiusConclusions *all, const char *id)
{
	for (guint i = 0; id != NULL && i < all->introductions->len; i++) {
		const TertiusIntroduction *introduction =
			all->introductions->pdata[i];

		if (strcmp(introduction->id, id) == 0)
			return introduction;
	}
	return NULL;
}

/* The address at which the thread reached me belongs to its context. */
static TertiusPerson *
choose_me(const Desk *desk)
{
	guint me = tertius_history_get_me(desk->all->history);
	const GPtrArray *recipients =
		desk->thread != NULL ? desk->thread->message->recipients : NULL;
	const char *address = NULL;

	if (me == TERTIUS_NOBODY)
		return NULL;
	for (guint i = 0; recipients != NULL && i < recipients->len; i++) {
		const TertiusPerson *person = recipients->pdata[i];

		if (address == NULL && person->address != NULL &&
		    tertius_history_find(desk->all->history, person->address) ==
		            me)
			address = person->address;
	}
	if (address == NULL)
		address = tertius_history_address(desk->all->history, me);
	return tertius_person_new(tertius_history_name(desk->all->history, me),
	                          address, TERTIUS_PLACE_FROM);
}

static TertiusVoice *
learn_voice(const Desk *desk, const TertiusPerson *to)
{
	const char *language =
		desk->thread != NULL && desk->thread->style.language != NULL &&
				*desk->thread->style.language != '\0'
			? desk->thread->style.language
			: NULL;

	return tertius_voice_learn(
		desk->all->history,
		tertius_history_resolve(desk->all->history, to), to, language);
}

static gboolean
read_thread(TertiusEngine *engine, Desk *desk, GError **error)
{
	const char *source = desk->introduction != NULL
	                             ? desk->introduction->source
	                             : desk->reminder->source;

	return source == NULL || tertius_read_message(engine->ledger, source,
	                                              &desk->thread, error);
}

static gboolean
set_table(TertiusEngine *engine, Desk *desk, const TertiusFound *found,
          GError **error)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(engine->now);

	desk->all = tertius_engine_conclude(engine, error);
	if (desk->all == NULL)
		return FALSE;
	desk->reminder = found->reminder;
	desk->introduction =
		found->introduction != NULL
			? found->introduction
			: find_introduction(desk->all,
	                                    found->reminder->introduction);
	if (desk->introduction != NULL) {
		desk->introducer = desk->introduction->introducer;
		desk->newcomer = desk->introduction->introduced->pdata[0];
	}
	desk->now = g_date_time_to_timezone(
		utc, tertius_working_time_get_zone(engine->hours));
	if (!read_thread(engine, desk, error))
		return FALSE;
	desk->me = choose_me(desk);
	return TRUE;
}

/* Of two drafts in a row the words differ; of one made twice they do not. */
static guint
turn_of(const Desk *desk)
{
	for (guint i = 0; i < desk->all->introductions->len; i++) {
		if (desk->all->introductions->pdata[i] == desk->introduction)
			return i;
	}
	return 0;
}

static const char *
topic_of(const Desk *desk)
{
	gboolean is_secret =
		desk->thread != NULL && (desk->thread->message->flags &
	                                 TERTIUS_MESSAGE_CONFIDENTIAL) != 0;

	if (is_secret || desk->thread == NULL ||
	    *desk->thread->message->subject == '\0')
		return NULL;
	return desk->thread->message->subject;
}

TertiusDraft *
tertius_engine_draft(TertiusEngine *engine, const TertiusFound *found,
                     const char *wording, GError **error)
{
	g_auto(Desk) desk = { 0 };
	TertiusBrief brief = { 0 };

	if (!set_table(engine, &desk, found, error) ||
	    !choose_wording(&desk, wording, &brief.kind, error))
		return NULL;
	if (desk.introduction == NULL) {
		brief.to = desk.reminder->person;
	} else if (goes_to_newcomer(brief.kind)) {
		brief.to = desk.newcomer;
		brief.other = desk.introducer;
	} else {
		brief.to = desk.introducer;
		brief.other = desk.newcomer;
	}
	if (brief.to == NULL || brief.to->address == NULL || desk.me == NULL) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "no address is known to write to, or from");
		return NULL;
	}
	brief.me = desk.me;
	brief.my_addresses = desk.all->me;
	brief.voice = desk.voice = learn_voice(&desk, brief.to);
	if (brief.other != NULL)
		brief.other_voice = desk.other_voice =
			learn_voice(&desk, brief.other);
	brief.thread = desk.thread != NULL ? desk.thread->message : NULL;
	brief.when = desk.introduction != NULL ? desk.introduction->date
	                                       : desk.reminder->wanted;
	brief.now = desk.now;
	brief.what = topic_of(&desk);
	brief.turn = turn_of(&desk);
	return tertius_wording_write(&brief, error);
}
