/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the rest of the history says for and against an introduction.
 */
#include "detect/weigh.h"

#include <math.h>
#include <string.h>

#define DAY G_GINT64_CONSTANT(86400)

/* Natural-log odds, chosen by hand and kept small beside the words of the
 * message: the labelled mail is too thin in whole histories to learn them. A
 * new address is a sign but no condition (in the labelled mail two newcomers of
 * three in the header had been seen before). */
#define WEIGHT_FIRST_CONTACT    0.5
#define WEIGHT_LONG_KNOWN       (-1.6)
#define WEIGHT_KNOWS_INTRODUCER 0.3
#define WEIGHT_STRANGER         (-0.8)
#define WEIGHT_ANSWERED         0.7
#define WEIGHT_WITHOUT_THEM     0.3
#define WEIGHT_THANKED          0.7
#define WEIGHT_MET              0.6

/* Messages each way that make somebody long known. */
#define LONG_KNOWN 3

static void
add(TertiusIntroduction *introduction, double *logit, const char *rule,
    const char *quote, const char *source, double weight)
{
	TertiusEvidence *evidence =
		tertius_evidence_new(rule, quote, "thread", weight);

	evidence->source = g_strdup(source);
	*logit += weight;
	g_ptr_array_add(introduction->evidence, evidence);
}

static void
weigh_newcomer(const TertiusHistory *history, guint me, guint newcomer,
               TertiusIntroduction *introduction, double *logit)
{
	TertiusExchange before = tertius_history_exchange(history, me, newcomer,
	                                                  introduction->date);
	const char *address = tertius_history_address(history, newcomer);

	if (before.from_first + before.from_second + before.meetings == 0)
		add(introduction, logit, "history/first-contact", address, NULL,
		    WEIGHT_FIRST_CONTACT);
	else if (before.from_first >= LONG_KNOWN &&
	         before.from_second >= LONG_KNOWN)
		add(introduction, logit, "history/long-known", address, NULL,
		    WEIGHT_LONG_KNOWN);
}

static void
weigh_introducer(const TertiusHistory *history, guint me,
                 TertiusIntroduction *introduction, double *logit)
{
	guint introducer;
	TertiusExchange before;
	const char *address;

	if (introduction->introducer == NULL)
		return;
	introducer = tertius_history_resolve(history, introduction->introducer);
	if (introducer == TERTIUS_NOBODY || introducer == me)
		return;
	before = tertius_history_exchange(history, me, introducer,
	                                  introduction->date);
	address = tertius_history_address(history, introducer);
	if (before.from_first > 0)
		add(introduction, logit, "history/knows-introducer", address,
		    NULL, WEIGHT_KNOWS_INTRODUCER);
	else if (before.from_second == 0 && before.meetings == 0 &&
	         introduction->kind == TERTIUS_INTRODUCTION_RECEIVED)
		add(introduction, logit, "history/stranger", address, NULL,
		    WEIGHT_STRANGER);
}

/* The first message between me and the newcomer after it, within a month. */
static void
weigh_answer(const TertiusHistory *history, guint me, guint newcomer,
             TertiusIntroduction *introduction, double *logit)
{
	guint introducer = introduction->introducer == NULL
	                           ? TERTIUS_NOBODY
	                           : tertius_history_resolve(
					     history, introduction->introducer);
	guint n;
	const guint *list = tertius_history_letters_of(history, newcomer, &n);

	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(history, list[i]);
		guint other = letter->from == me ? newcomer : me;

		if (letter->date <= introduction->date)
			continue;
		if (letter->date > introduction->date + 30 * DAY)
			return;
		if ((letter->from != me && letter->from != newcomer) ||
		    (letter->flags & TERTIUS_MESSAGE_AUTOMATIC) != 0 ||
		    !tertius_letter_has_recipient(letter, other, NULL))
			continue;
		add(introduction, logit, "history/answered", letter->subject,
		    letter->id, WEIGHT_ANSWERED);
		if (introducer != TERTIUS_NOBODY &&
		    !tertius_letter_has_recipient(letter, introducer, NULL))
			add(introduction, logit, "history/without-introducer",
			    letter->subject, letter->id, WEIGHT_WITHOUT_THEM);
		return;
	}
}

static gboolean
has_act(const TertiusLetter *letter, TertiusActKind kind)
{
	for (guint i = 0; letter->acts != NULL && i < letter->acts->len; i++) {
		const TertiusAct *act = letter->acts->pdata[i];

		if (act->kind == kind)
			return TRUE;
	}
	return FALSE;
}

static void
weigh_thanks(const TertiusHistory *history, guint me,
             TertiusIntroduction *introduction, double *logit)
{
	guint introducer;
	guint n;
	const guint *list;

	if (introduction->introducer == NULL)
		return;
	introducer = tertius_history_resolve(history, introduction->introducer);
	if (introducer == TERTIUS_NOBODY || introducer == me)
		return;
	list = tertius_history_letters_of(history, introducer, &n);
	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(history, list[i]);

		if (letter->date > introduction->date + 21 * DAY)
			return;
		if (letter->date <= introduction->date || letter->from != me ||
		    letter->in_reply_to == NULL ||
		    introduction->message_id == NULL ||
		    strcmp(letter->in_reply_to, introduction->message_id) !=
		            0 ||
		    !has_act(letter, TERTIUS_ACT_THANKS))
			continue;
		add(introduction, logit, "history/thanked", letter->subject,
		    letter->id, WEIGHT_THANKED);
		return;
	}
}

static void
weigh_meeting(const TertiusHistory *history, guint me, guint newcomer,
              TertiusIntroduction *introduction, double *logit)
{
	TertiusExchange before = tertius_history_exchange(history, me, newcomer,
	                                                  introduction->date);
	TertiusExchange after = tertius_history_exchange(
		history, me, newcomer, introduction->date + 60 * DAY);

	if (before.meetings == 0 && after.meetings > 0)
		add(introduction, logit, "history/met",
		    tertius_history_address(history, newcomer), NULL,
		    WEIGHT_MET);
}

double
tertius_weigh(const TertiusHistory *history, const TertiusLetter *letter,
              TertiusIntroduction *introduction, double score)
{
	guint me = tertius_history_get_me(history);
	double bounded = CLAMP(score, 0.0001, 0.9999);
	double logit = log(bounded / (1 - bounded));
	guint newcomer;

	(void) letter;
	if (me == TERTIUS_NOBODY ||
	    introduction->kind == TERTIUS_INTRODUCTION_GIVEN ||
	    introduction->kind == TERTIUS_INTRODUCTION_OBSERVED)
		return score;
	weigh_introducer(history, me, introduction, &logit);
	weigh_thanks(history, me, introduction, &logit);
	newcomer = tertius_history_resolve(history,
	                                   introduction->introduced->pdata[0]);
	if (newcomer != TERTIUS_NOBODY) {
		weigh_newcomer(history, me, newcomer, introduction, &logit);
		weigh_answer(history, me, newcomer, introduction, &logit);
		weigh_meeting(history, me, newcomer, introduction, &logit);
	}
	return 1 / (1 + exp(-logit));
}
