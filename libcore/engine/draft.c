/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A draft for a next step.
 */
#include "engine/draft-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "calendar/invite.h"
#include "engine/engine-private.h"
#include "write/voice.h"

#define TWO_HOURS (2 * G_GINT64_CONSTANT(3600))

static void
clear_desk(TertiusDesk *desk)
{
	tertius_person_free(desk->me);
	tertius_person_free(desk->to);
	tertius_person_free(desk->other);
	tertius_facts_free(desk->thread);
	tertius_facts_free(desk->context);
	tertius_voice_free(desk->voice);
	tertius_voice_free(desk->other_voice);
	g_clear_pointer(&desk->now, g_date_time_unref);
	g_free(desk->what);
	g_free(desk->open);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TertiusDesk, clear_desk)

/* --- Which kind ---------------------------------------------------------- */

static const struct {
	const char *word;
	TertiusWording wording;
} words[] = {
	{ "thank", TERTIUS_WORDING_THANK_BOTH },
	{ "gift", TERTIUS_WORDING_GRATITUDE },
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

/* How it went, as far as it is known: nothing is called good that never was. */
static TertiusWording
fit_outcome(const TertiusDesk *desk)
{
	const TertiusIntroduction *introduction = desk->introduction;

	for (guint i = 0; introduction != NULL && i < introduction->moves->len;
	     i++) {
		const TertiusMove *move = introduction->moves->pdata[i];

		if (move->state == TERTIUS_STATE_MET ||
		    move->state == TERTIUS_STATE_ANSWERED ||
		    move->state == TERTIUS_STATE_OUTCOME)
			return TERTIUS_WORDING_OUTCOME_GOOD;
	}
	return introduction != NULL ? TERTIUS_WORDING_OUTCOME_NONE
	                            : TERTIUS_WORDING_OUTCOME_GOOD;
}

static gboolean
parse_wording(const TertiusDesk *desk, const char *text,
              TertiusWording *wording, GError **error)
{
	for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
		if (strcmp(words[i].word, text) == 0) {
			*wording = words[i].wording;
			return TRUE;
		}
	}
	if (strcmp(text, "outcome") == 0) {
		*wording = fit_outcome(desk);
		return TRUE;
	}
	if (tertius_wording_from_name(text, wording))
		return TRUE;
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	            _("there is no draft '%s'; there are thank, outcome, "
	              "check-in, congratulate, ask, introduce, opt-in and "
	              "decline"),
	            text);
	return FALSE;
}

static gboolean
usual_wording(const TertiusDesk *desk, TertiusWording *wording, GError **error)
{
	if (desk->reminder != NULL) {
		*wording = desk->reminder->kind == TERTIUS_REMINDER_OUTCOME
		                   ? fit_outcome(desk)
		                   : tertius_wording_for_reminder(
					     desk->reminder->kind);
		return TRUE;
	}
	if (desk->introduction == NULL) {
		*wording = TERTIUS_WORDING_CHECK_IN;
		return TRUE;
	}
	for (guint i = 0; i < G_N_ELEMENTS(steps); i++) {
		if (steps[i].step == desk->introduction->next) {
			*wording = steps[i].step == TERTIUS_STEP_OUTCOME
			                   ? fit_outcome(desk)
			                   : tertius_wording_for_reminder(
						     steps[i].kind);
			return TRUE;
		}
	}
	g_set_error_literal(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	                    _("nothing is to be written about this now; say "
	                      "which draft you want"));
	return FALSE;
}

/* The newcomer and the user have written or met since. */
static gboolean
is_in_touch(const TertiusIntroduction *introduction)
{
	return introduction->thanked_newcomer != 0 ||
	       introduction->state == TERTIUS_STATE_ANSWERED ||
	       (introduction->state >= TERTIUS_STATE_MET &&
	        introduction->state <= TERTIUS_STATE_KEPT);
}

/* Thanks go to both in one mail, or to the one who is still to be thanked; to
 * be glad of meeting somebody comes too late when one has met. */
static TertiusWording
fit_thanks(const TertiusDesk *desk, TertiusWording wording)
{
	const TertiusIntroduction *introduction = desk->introduction;
	const TertiusPerson *newcomer;

	if (wording != TERTIUS_WORDING_THANK_BOTH || introduction == NULL ||
	    introduction->kind == TERTIUS_INTRODUCTION_GIVEN)
		return wording;
	newcomer = introduction->introduced->pdata[0];
	if (introduction->introducer == NULL ||
	    introduction->introducer->address == NULL ||
	    introduction->thanked_introducer != 0)
		return TERTIUS_WORDING_THANK_NEWCOMER;
	if (newcomer->address == NULL || is_in_touch(introduction))
		return TERTIUS_WORDING_THANK_INTRODUCER;
	return wording;
}

static gboolean
choose_wording(TertiusDesk *desk, GError **error)
{
	const char *text = desk->wish->wording;
	TertiusWording wording = TERTIUS_WORDING_CHECK_IN;

	if (text != NULL ? !parse_wording(desk, text, &wording, error)
	                 : !usual_wording(desk, &wording, error))
		return FALSE;
	desk->brief.kind = fit_thanks(desk, wording);
	return TRUE;
}

/* --- The desk ------------------------------------------------------------ */

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

static gboolean
set_table(TertiusDesk *desk, const TertiusFound *found, GError **error)
{
	TertiusEngine *engine = desk->engine;
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(engine->now);

	desk->all = tertius_engine_conclude(engine, error);
	if (desk->all == NULL)
		return FALSE;
	desk->reminder = found->reminder;
	desk->introduction = found->introduction;
	if (desk->introduction == NULL && desk->reminder != NULL)
		desk->introduction = find_introduction(
			desk->all, desk->reminder->introduction);
	desk->now = g_date_time_to_timezone(
		utc, tertius_working_time_get_zone(engine->hours));
	return TRUE;
}

static TertiusVoice *
learn_voice(const TertiusDesk *desk, const TertiusPerson *to, guint index)
{
	const char *language =
		desk->thread != NULL && desk->thread->style.language != NULL &&
				*desk->thread->style.language != '\0'
			? desk->thread->style.language
			: NULL;

	return tertius_voice_learn(desk->all->history, index, to, language);
}

/* Of two drafts in a row the words differ; of one made twice they do not. In a
 * row are those for introductions that follow one another, without those that
 * ask for no letter. */
static guint
turn_of(const TertiusDesk *desk)
{
	const GPtrArray *introductions = desk->all->introductions;
	guint turn = 0;

	for (guint i = 0; i < introductions->len; i++) {
		const TertiusIntroduction *introduction =
			introductions->pdata[i];

		if (introduction == desk->introduction)
			return turn;
		turn += introduction->kind != TERTIUS_INTRODUCTION_GIVEN &&
		                        introduction->kind !=
		                                TERTIUS_INTRODUCTION_OBSERVED &&
		                        introduction->score >=
		                                TERTIUS_SCORE_LIKELY
		                ? 1
		                : 0;
	}
	return desk->to_index != TERTIUS_NOBODY ? desk->to_index : 0;
}

static void
brief_the_writer(TertiusDesk *desk)
{
	TertiusBrief *brief = &desk->brief;

	brief->me = desk->me;
	brief->my_addresses = desk->all->me;
	brief->to = desk->to;
	brief->other = desk->other;
	brief->voice = desk->voice =
		learn_voice(desk, desk->to, desk->to_index);
	if (desk->other != NULL)
		brief->other_voice = desk->other_voice =
			learn_voice(desk, desk->other, desk->other_index);
	brief->thread = desk->thread != NULL ? desk->thread->message : NULL;
	brief->now = desk->now;
	brief->what = desk->what;
	brief->open = desk->open;
	brief->purpose = desk->wish->purpose;
	brief->is_in_touch =
		desk->introduction != NULL && is_in_touch(desk->introduction);
	brief->turn = turn_of(desk);
}

/* --- What goes along ------------------------------------------------------ */

/* All newcomers read the thanks; the letter greets the first. */
static void
copy_others(const TertiusDesk *desk, TertiusDraft *draft)
{
	const GPtrArray *introduced;

	if (desk->introduction == NULL ||
	    desk->brief.kind != TERTIUS_WORDING_THANK_BOTH)
		return;
	introduced = desk->introduction->introduced;
	for (guint i = 1; i < introduced->len; i++) {
		const TertiusPerson *person = introduced->pdata[i];

		if (person->address != NULL)
			g_ptr_array_add(draft->cc, tertius_person_copy(person));
	}
}

static gboolean
need_plan(const TertiusDesk *desk, GError **error)
{
	if (desk->brief.kind != TERTIUS_WORDING_CO_HOST &&
	    desk->brief.kind != TERTIUS_WORDING_OCCASION)
		return TRUE;
	if (desk->what == NULL) {
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_MALFORMED,
		                    _("say what it is: --about TEXT"));
		return FALSE;
	}
	if (desk->brief.kind == TERTIUS_WORDING_CO_HOST &&
	    desk->wish->begin == 0) {
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_MALFORMED,
		                    _("say when it is to be: --when TIME"));
		return FALSE;
	}
	return TRUE;
}

static void
invite(const TertiusDesk *desk, TertiusDraft *draft)
{
	const TertiusWish *wish = desk->wish;
	const TertiusInvite invitation = {
		.organiser = draft->from,
		.co_host = draft->to->pdata[0],
		.summary = desk->what,
		.begin = wish->begin,
		.end = wish->end > wish->begin ? wish->end
		                               : wish->begin + TWO_HOURS,
		.stamp = desk->engine->now,
	};

	if (desk->brief.kind == TERTIUS_WORDING_CO_HOST)
		draft->invitation = tertius_invite_write(&invitation);
}

TertiusDraft *
tertius_engine_draft(TertiusEngine *engine, const TertiusFound *found,
                     const TertiusWish *wish, GError **error)
{
	g_auto(TertiusDesk) desk = { .engine = engine, .wish = wish };
	g_autoptr(TertiusDraft) draft = NULL;

	if (!set_table(&desk, found, error) || !choose_wording(&desk, error) ||
	    !tertius_desk_seat(&desk, error) ||
	    !tertius_desk_ground(&desk, error) || !need_plan(&desk, error))
		return NULL;
	if (desk.me == NULL || desk.me->address == NULL) {
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_MALFORMED,
		                    _("no address of yours is known; say "
		                      "--me ADDRESS"));
		return NULL;
	}
	brief_the_writer(&desk);
	draft = tertius_wording_write(&desk.brief, error);
	if (draft == NULL)
		return NULL;
	copy_others(&desk, draft);
	invite(&desk, draft);
	return g_steal_pointer(&draft);
}
