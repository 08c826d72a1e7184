/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How an introduction begins.
 */
#include "follow/asked.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY G_GINT64_CONSTANT(86400)

/* From asking to making, at most; and who asks nobody by name means what comes
 * so soon. */
#define ASK_TO_MADE   (90 * DAY)
#define ASK_UNNAMED   (21 * DAY)
#define ASKED_AT_ONCE 2 /* recipients */

/* What has not moved for so long rests. */
#define RESTS_AFTER (60 * DAY)

/* An ask of mine, and what was answered. */
typedef struct {
	const TertiusLetter *letter;
	const TertiusAct *act;
	guint whom;                  /* who was asked */
	const TertiusLetter *answer; /* or NULL */
	gboolean is_yes;
} Ask;

static const TertiusAct *
find_act(const TertiusLetter *letter, TertiusActKind kind)
{
	for (guint i = 0; letter->acts != NULL && i < letter->acts->len; i++) {
		const TertiusAct *act = letter->acts->pdata[i];

		if (act->kind == kind && act->score >= TERTIUS_SCORE_LIKELY)
			return act;
	}
	return NULL;
}

static gboolean
is_in_thread(const TertiusLetter *letter, const TertiusLetter *other)
{
	return *letter->thread != '\0' &&
	       (strcmp(letter->thread, other->thread) == 0 ||
	        g_strcmp0(letter->in_reply_to, other->message_id) == 0);
}

/* --- Reading an ask ------------------------------------------------------- */

static gboolean
declines(const TertiusLetter *letter)
{
	return find_act(letter, TERTIUS_ACT_INTRO_DECLINE) != NULL ||
	       find_act(letter, TERTIUS_ACT_HESITATION) != NULL;
}

/* To be asked for an introduction, one agrees in words; to be asked whether one
 * would like one, any answer that does not decline is a yes. */
static gboolean
agrees(const TertiusLetter *letter, TertiusActKind asked)
{
	return asked == TERTIUS_ACT_INTRO_OFFER ||
	       find_act(letter, TERTIUS_ACT_INTRO_OFFER) != NULL ||
	       find_act(letter, TERTIUS_ACT_INTRODUCTION) != NULL ||
	       find_act(letter, TERTIUS_ACT_PROMISE) != NULL ||
	       find_act(letter, TERTIUS_ACT_HELP) != NULL;
}

static void
find_answer(Ask *ask, const TertiusHistory *history)
{
	guint n;
	const guint *list = tertius_history_letters_of(history, ask->whom, &n);

	for (guint i = 0; i < n && ask->answer == NULL; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(history, list[i]);
		gboolean is_no = declines(letter);

		if (letter->from != ask->whom ||
		    letter->date <= ask->letter->date ||
		    (letter->flags & TERTIUS_MESSAGE_AUTOMATIC) != 0 ||
		    !is_in_thread(letter, ask->letter) ||
		    (!is_no && !agrees(letter, ask->act->kind)))
			continue;
		ask->answer = letter;
		ask->is_yes = !is_no;
	}
}

/* FALSE when @letter asks nobody of the kind. */
static gboolean
read_ask(Ask *ask, const TertiusHistory *history, const TertiusLetter *letter,
         TertiusActKind kind)
{
	if (!tertius_history_is_me(history, letter->from) ||
	    letter->n_recipients == 0 || letter->n_recipients > ASKED_AT_ONCE)
		return FALSE;
	*ask = (Ask){ .letter = letter, .act = find_act(letter, kind) };
	/* Who introduces does not ask any more. */
	if (ask->act == NULL ||
	    find_act(letter, TERTIUS_ACT_INTRODUCTION) != NULL)
		return FALSE;
	ask->whom = letter->recipients[0].person;
	if (tertius_history_is_me(history, ask->whom))
		return FALSE;
	find_answer(ask, history);
	return TRUE;
}

/* --- Which introduction came of it ---------------------------------------- */

static gboolean
names(const TertiusHistory *history, const TertiusPerson *named,
      const TertiusPerson *person)
{
	guint known = tertius_history_resolve(history, person);
	g_autofree char *first = tertius_person_dup_first_name(named);
	g_autofree char *other = tertius_person_dup_first_name(person);

	return (known != TERTIUS_NOBODY &&
	        tertius_history_resolve(history, named) == known) ||
	       g_ascii_strcasecmp(first, other) == 0;
}

/* Whether the ask was about somebody of the introduction but who was asked. */
static gboolean
is_about(const Ask *ask, const TertiusIntroduction *introduction,
         const TertiusHistory *history)
{
	const GPtrArray *named = ask->act->introduced;
	gboolean names_others = FALSE;

	for (guint i = 0; i < named->len; i++) {
		const TertiusPerson *one = named->pdata[i];

		if (tertius_history_resolve(history, one) == ask->whom)
			continue;
		names_others = TRUE;
		for (guint j = 0; j < introduction->introduced->len; j++) {
			if (names(history, one,
			          introduction->introduced->pdata[j]))
				return TRUE;
		}
	}
	return !names_others &&
	       introduction->date - ask->letter->date <= ASK_UNNAMED;
}

static gboolean
has_part(const TertiusIntroduction *introduction, const TertiusHistory *history,
         guint person)
{
	for (guint i = 0; i < introduction->introduced->len; i++) {
		if (tertius_history_resolve(
			    history, introduction->introduced->pdata[i]) ==
		    person)
			return TRUE;
	}
	return FALSE;
}

static TertiusActKind
find_kind(const TertiusIntroduction *introduction)
{
	return introduction->kind == TERTIUS_INTRODUCTION_GIVEN
	               ? TERTIUS_ACT_INTRO_OFFER
	               : TERTIUS_ACT_INTRO_REQUEST;
}

static gboolean
led_to(const Ask *ask, const TertiusIntroduction *introduction,
       const TertiusHistory *history)
{
	gint64 span = introduction->date - ask->letter->date;
	gboolean is_given = introduction->kind == TERTIUS_INTRODUCTION_GIVEN;
	guint introducer = introduction->introducer != NULL
	                           ? tertius_history_resolve(
					     history, introduction->introducer)
	                           : TERTIUS_NOBODY;

	if (ask->act->kind != find_kind(introduction) || span < 0 ||
	    span > ASK_TO_MADE || (ask->answer != NULL && !ask->is_yes) ||
	    introduction->kind == TERTIUS_INTRODUCTION_OBSERVED)
		return FALSE;
	if (is_given ? !has_part(introduction, history, ask->whom)
	             : introducer != ask->whom)
		return FALSE;
	return is_about(ask, introduction, history);
}

/* --- Moves ---------------------------------------------------------------- */

static int
compare_moves(gconstpointer a, gconstpointer b)
{
	const TertiusMove *x = *(const TertiusMove *const *) a;
	const TertiusMove *y = *(const TertiusMove *const *) b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return strcmp(x->source, y->source);
}

static void
add_moves(TertiusIntroduction *introduction, const Ask *ask,
          const TertiusHistory *history)
{
	g_autoptr(TertiusPerson) person =
		tertius_history_dup_person(history, ask->whom);
	g_autofree char *name = tertius_person_dup_full_name(person);
	g_autofree char *asked = g_strdup_printf(_("You asked %s"), name);
	g_autofree char *answered = g_strdup_printf(
		ask->is_yes ? _("%s agreed") : _("%s declined"), name);

	tertius_introduction_move(introduction, TERTIUS_STATE_ASKED,
	                          ask->letter->date, ask->letter->id, asked);
	if (ask->answer != NULL)
		tertius_introduction_move(introduction,
		                          ask->is_yes ? TERTIUS_STATE_AGREED
		                                      : TERTIUS_STATE_DECLINED,
		                          ask->answer->date, ask->answer->id,
		                          answered);
}

/* What was asked before a while is looked for among the mail of the people who
 * could have been asked. */
static void
begin_with(TertiusIntroduction *introduction, const TertiusHistory *history,
           guint person)
{
	guint n;
	const guint *list = tertius_history_letters_of(history, person, &n);

	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(history, list[i]);
		Ask ask;

		if (letter->date > introduction->date)
			return;
		if (letter->date < introduction->date - ASK_TO_MADE ||
		    letter->acts == NULL)
			continue;
		if (read_ask(&ask, history, letter, find_kind(introduction)) &&
		    ask.whom == person && led_to(&ask, introduction, history))
			add_moves(introduction, &ask, history);
	}
}

void
tertius_asked_begin(TertiusIntroduction *introduction,
                    const TertiusHistory *history)
{
	gboolean is_given = introduction->kind == TERTIUS_INTRODUCTION_GIVEN;
	guint person;

	for (guint i = 0; is_given && i < introduction->introduced->len; i++) {
		person = tertius_history_resolve(
			history, introduction->introduced->pdata[i]);
		if (person != TERTIUS_NOBODY)
			begin_with(introduction, history, person);
	}
	if (!is_given && introduction->introducer != NULL) {
		person = tertius_history_resolve(history,
		                                 introduction->introducer);
		if (person != TERTIUS_NOBODY)
			begin_with(introduction, history, person);
	}
	g_ptr_array_sort(introduction->moves, compare_moves);
}

/* --- Those that were not made --------------------------------------------- */

static gboolean
was_made(const Ask *ask, const GPtrArray *introductions,
         const TertiusHistory *history)
{
	for (guint i = 0; i < introductions->len; i++) {
		const TertiusIntroduction *introduction =
			introductions->pdata[i];

		if (introduction->level == TERTIUS_LEVEL_LIKELY &&
		    led_to(ask, introduction, history))
			return TRUE;
	}
	return FALSE;
}

static void
add_person(TertiusIntroduction *introduction, TertiusPerson *person)
{
	if (tertius_people_have(introduction->introduced, person))
		tertius_person_free(person);
	else
		g_ptr_array_add(introduction->introduced, person);
}

/* "Hej Dana" is a greeting of the one who is asked, not somebody else. */
static gboolean
is_greeting(const TertiusPerson *named, const TertiusHistory *history,
            guint whom)
{
	g_autoptr(TertiusPerson) asked =
		tertius_history_dup_person(history, whom);
	g_autofree char *first = tertius_person_dup_first_name(asked);
	g_auto(GStrv) words =
		named->name != NULL ? g_strsplit(named->name, " ", -1) : NULL;

	for (guint i = 0; words != NULL && words[i] != NULL; i++) {
		if (g_ascii_strcasecmp(words[i], first) == 0)
			return TRUE;
	}
	return FALSE;
}

static void
add_named(TertiusIntroduction *introduction, const Ask *ask,
          const TertiusHistory *history)
{
	for (guint i = 0; i < ask->act->introduced->len; i++) {
		const TertiusPerson *one = ask->act->introduced->pdata[i];
		guint person = tertius_history_resolve(history, one);

		if (person != ask->whom &&
		    !tertius_history_is_me(history, person) &&
		    !is_greeting(one, history, ask->whom))
			add_person(introduction,
			           person == TERTIUS_NOBODY
			                   ? tertius_person_copy(one)
			                   : tertius_history_dup_person(
						     history, person));
	}
}

/* The other side of a double opt-in, asked before about the same people. */
static TertiusIntroduction *
find_other_side(const GPtrArray *found, const Ask *ask,
                const TertiusHistory *history)
{
	for (guint i = 0; i < found->len; i++) {
		TertiusIntroduction *one = found->pdata[i];

		if (one->kind == TERTIUS_INTRODUCTION_GIVEN &&
		    ask->letter->date - one->date <= ASK_TO_MADE &&
		    has_part(one, history, ask->whom) &&
		    is_about(ask, one, history))
			return one;
	}
	return NULL;
}

static TertiusIntroduction *
begin_new(const Ask *ask, const TertiusHistory *history)
{
	gboolean is_given = ask->act->kind == TERTIUS_ACT_INTRO_OFFER;
	TertiusIntroduction *introduction = tertius_introduction_new_of_act(
		is_given ? TERTIUS_INTRODUCTION_GIVEN
			 : TERTIUS_INTRODUCTION_RECEIVED,
		ask->act->kind, ask->letter->id);
	guint me = tertius_history_get_me(history);

	introduction->introducer =
		tertius_history_dup_person(history, is_given ? me : ask->whom);
	if (is_given)
		add_person(introduction,
		           tertius_history_dup_person(history, ask->whom));
	add_named(introduction, ask, history);
	introduction->date = ask->letter->date;
	introduction->message_id = g_strdup(ask->letter->message_id);
	introduction->subject = g_strdup(ask->letter->subject);
	introduction->level = TERTIUS_LEVEL_LIKELY;
	introduction->score = ask->act->score;
	for (guint i = 0; i < ask->act->evidence->len; i++)
		g_ptr_array_add(
			introduction->evidence,
			tertius_evidence_copy(ask->act->evidence->pdata[i]));
	return introduction;
}

/* Of both whom I asked: a no ends it, and it is my turn when both agreed. */
static void
choose_step(TertiusIntroduction *introduction, gint64 now,
            const TertiusLifeRules *rules)
{
	const TertiusMove *last =
		introduction->moves->pdata[introduction->moves->len - 1];
	guint asked = 0, agreed = 0;
	gboolean is_over = FALSE;

	for (guint i = 0; i < introduction->moves->len; i++) {
		const TertiusMove *move = introduction->moves->pdata[i];

		asked += move->state == TERTIUS_STATE_ASKED;
		agreed += move->state == TERTIUS_STATE_AGREED;
		is_over |= move->state == TERTIUS_STATE_DECLINED;
	}
	introduction->next = TERTIUS_STEP_WAIT;
	introduction->next_by =
		introduction->date + (gint64) rules->silent * DAY;
	introduction->state = is_over ? TERTIUS_STATE_DECLINED
	                      : agreed > 0 && agreed >= asked
	                              ? TERTIUS_STATE_AGREED
	                              : TERTIUS_STATE_ASKED;
	if (is_over || now - last->date > RESTS_AFTER) {
		introduction->next = TERTIUS_STEP_NONE;
		introduction->next_by = 0;
	} else if (introduction->kind == TERTIUS_INTRODUCTION_GIVEN &&
	           introduction->state == TERTIUS_STATE_AGREED) {
		introduction->next = TERTIUS_STEP_INTRODUCE;
		introduction->is_my_turn = TRUE;
		introduction->next_by = last->date + 2 * DAY;
	}
}

static void
take_ask(GPtrArray *found, const Ask *ask, const GPtrArray *introductions,
         const TertiusHistory *history)
{
	TertiusIntroduction *introduction;

	if (was_made(ask, introductions, history))
		return;
	introduction = ask->act->kind == TERTIUS_ACT_INTRO_OFFER
	                       ? find_other_side(found, ask, history)
	                       : NULL;
	if (introduction == NULL) {
		introduction = begin_new(ask, history);
		if (introduction->introduced->len <
		    (ask->act->kind == TERTIUS_ACT_INTRO_OFFER ? 2U : 1U)) {
			tertius_introduction_free(introduction);
			return;
		}
		g_ptr_array_add(found, introduction);
	}
	add_moves(introduction, ask, history);
	g_ptr_array_sort(introduction->moves, compare_moves);
}

static void
obey(TertiusIntroduction *introduction, const GPtrArray *decisions)
{
	const TertiusDecision *no = tertius_decisions_find(
		decisions, TERTIUS_DECISION_NONE, introduction->id);

	if (no == NULL)
		return;
	tertius_introduction_move(introduction, TERTIUS_STATE_DISMISSED,
	                          no->made, "decision",
	                          _("You said it was none"));
	introduction->next = TERTIUS_STEP_NONE;
	introduction->is_my_turn = FALSE;
	introduction->next_by = 0;
}

GPtrArray *
tertius_asked_find(const TertiusHistory *history,
                   const GPtrArray *introductions, const GPtrArray *decisions,
                   const TertiusLifeRules *rules)
{
	GPtrArray *found = tertius_introductions_new();
	static const TertiusActKind kinds[] = { TERTIUS_ACT_INTRO_REQUEST,
		                                TERTIUS_ACT_INTRO_OFFER };

	for (guint i = 0; i < tertius_history_n_letters(history); i++) {
		const TertiusLetter *letter =
			tertius_history_letter(history, i);

		for (guint j = 0;
		     letter->acts != NULL && j < G_N_ELEMENTS(kinds); j++) {
			Ask ask;

			if (read_ask(&ask, history, letter, kinds[j]))
				take_ask(found, &ask, introductions, history);
		}
	}
	for (guint i = 0; i < found->len; i++) {
		choose_step(found->pdata[i], tertius_history_get_now(history),
		            rules);
		obey(found->pdata[i], decisions);
	}
	return found;
}
