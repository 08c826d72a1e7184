/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the rest of the history says for and against an introduction.
 */
#include "detect/weigh.h"

#include "detect/house.h"

#include <math.h>
#include <string.h>

#define DAY G_GINT64_CONSTANT(86400)

/* Natural-log odds, chosen by hand and kept small beside the words of the
 * message: the labelled mail is too thin in whole histories to learn them. A
 * new address is a sign but no condition (in the labelled mail two newcomers of
 * three in the header had been seen before). */
#define WEIGHT_FIRST_CONTACT    0.5
#define WEIGHT_LONG_KNOWN       (-1.6)
#define WEIGHT_KNOWN            (-1.2)
#define WEIGHT_WROTE_BEFORE     (-2.5)
#define WEIGHT_COLLEAGUE        (-1.0)
#define WEIGHT_KNOWS_INTRODUCER 0.3
#define WEIGHT_STRANGER         (-0.8)
#define WEIGHT_ANSWERED         0.7
#define WEIGHT_WITHOUT_THEM     0.3
#define WEIGHT_THANKED          0.7
#define WEIGHT_MET              0.6

/* Messages each way that make somebody long known. */
#define LONG_KNOWN 3

/* Whom an introduction brings together, as far as the mail knows them. */
typedef struct {
	const TertiusHistory *history;
	const TertiusLetter *letter;
	guint me;
	guint reader;         /* me, or of what others get, the first of them */
	guint newcomer;       /* or NOBODY */
	gboolean is_mine;     /* neither given nor observed */
	gboolean is_referral; /* the newcomer writes it */
} Pair;

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

/* --- What was before ------------------------------------------------------ */

static gboolean
have_long_known(const Pair *pair, guint one)
{
	TertiusExchange before = tertius_history_exchange(
		pair->history, one, pair->newcomer, pair->letter->date);

	return before.from_first >= LONG_KNOWN &&
	       before.from_second >= LONG_KNOWN;
}

static void
weigh_newcomer(const Pair *pair, TertiusIntroduction *introduction,
               double *logit)
{
	TertiusExchange before =
		tertius_history_exchange(pair->history, pair->reader,
	                                 pair->newcomer, introduction->date);
	const char *address =
		tertius_history_address(pair->history, pair->newcomer);
	gboolean both = before.from_first > 0 && before.from_second > 0;

	if (pair->is_referral && both)
		add(introduction, logit, "history/wrote-before", address, NULL,
		    WEIGHT_WROTE_BEFORE);
	else if (have_long_known(pair, pair->reader) ||
	         (pair->is_mine && have_long_known(pair, pair->me)))
		add(introduction, logit, "history/long-known", address, NULL,
		    WEIGHT_LONG_KNOWN);
	else if (both)
		add(introduction, logit, "history/known", address, NULL,
		    WEIGHT_KNOWN);
	else if (pair->reader == pair->me &&
	         before.from_first + before.from_second + before.meetings == 0)
		add(introduction, logit, "history/first-contact", address, NULL,
		    WEIGHT_FIRST_CONTACT);
}

static gboolean
are_of_one_house(const Pair *pair)
{
	g_autoptr(TertiusPerson) newcomer =
		tertius_history_dup_person(pair->history, pair->newcomer);
	g_autoptr(TertiusPerson) reader =
		tertius_history_dup_person(pair->history, pair->reader);

	return tertius_house_compare(newcomer, reader) == TERTIUS_HOUSE_SAME;
}

/* Of what colleagues write to each other with a copy to me, and of what one of
 * them writes to another about me: that I know the newcomer well says that they
 * work together, and the mail is about work. */
static void
weigh_colleague(const Pair *pair, TertiusIntroduction *introduction,
                double *logit)
{
	const TertiusPerson *newcomer = introduction->introduced->pdata[0];
	TertiusExchange before = tertius_history_exchange(
		pair->history, pair->me, pair->newcomer, introduction->date);
	gboolean among_us =
		introduction->kind == TERTIUS_INTRODUCTION_OBSERVED ||
		(introduction->kind == TERTIUS_INTRODUCTION_RECEIVED &&
	         newcomer->place == TERTIUS_PLACE_TO);

	if (among_us && before.from_first > 0 && before.from_second > 0 &&
	    are_of_one_house(pair))
		add(introduction, logit, "history/colleague",
		    tertius_history_address(pair->history, pair->newcomer),
		    NULL, WEIGHT_COLLEAGUE);
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

/* --- What came after ------------------------------------------------------- */

static gboolean
is_between(const TertiusLetter *letter, guint one, guint other)
{
	guint reader = letter->from == one ? other : one;

	return (letter->from == one || letter->from == other) &&
	       (letter->flags & TERTIUS_MESSAGE_AUTOMATIC) == 0 &&
	       tertius_letter_has_recipient(letter, reader, NULL);
}

/* The first message between me and the newcomer after it, within a month. */
static const TertiusLetter *
find_answer(const TertiusHistory *history, guint me, guint newcomer,
            const TertiusIntroduction *introduction)
{
	guint n;
	const guint *list = tertius_history_letters_of(history, newcomer, &n);

	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(history, list[i]);

		if (letter->date > introduction->date + 30 * DAY)
			return NULL;
		if (letter->date > introduction->date &&
		    is_between(letter, me, newcomer))
			return letter;
	}
	return NULL;
}

/* An answer between people who write anyway shows nothing. */
static void
weigh_answer(const TertiusHistory *history, guint me, guint newcomer,
             TertiusIntroduction *introduction, double *logit)
{
	TertiusExchange before = tertius_history_exchange(history, me, newcomer,
	                                                  introduction->date);
	guint introducer = introduction->introducer == NULL
	                           ? TERTIUS_NOBODY
	                           : tertius_history_resolve(
					     history, introduction->introducer);
	const TertiusLetter *letter;

	if (before.from_first > 0 && before.from_second > 0)
		return;
	letter = find_answer(history, me, newcomer, introduction);
	if (letter == NULL)
		return;
	add(introduction, logit, "history/answered", letter->subject,
	    letter->id, WEIGHT_ANSWERED);
	if (introducer != TERTIUS_NOBODY &&
	    !tertius_letter_has_recipient(letter, introducer, NULL))
		add(introduction, logit, "history/without-introducer",
		    letter->subject, letter->id, WEIGHT_WITHOUT_THEM);
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

/* To whom it is written, and not about: me, or the first other. */
static guint
find_reader(const Pair *pair)
{
	guint reader = TERTIUS_NOBODY;
	gboolean to_newcomer = FALSE;

	for (guint i = 0; i < pair->letter->n_recipients; i++) {
		const TertiusRecipient *recipient =
			&pair->letter->recipients[i];

		if (recipient->place != TERTIUS_PLACE_TO)
			continue;
		if (recipient->person == pair->me)
			return pair->me;
		if (recipient->person == pair->newcomer)
			to_newcomer = TRUE;
		else if (reader == TERTIUS_NOBODY &&
		         recipient->person != pair->letter->from)
			reader = recipient->person;
	}
	if (pair->is_mine && (to_newcomer || reader == TERTIUS_NOBODY))
		return pair->me;
	return reader;
}

/* A candidate whom I pass on is who is enclosed, not who reads it too. */
static gboolean
is_pair(const Pair *pair, const TertiusIntroduction *introduction)
{
	const TertiusPerson *newcomer = introduction->introduced->pdata[0];

	return pair->newcomer != TERTIUS_NOBODY &&
	       pair->reader != TERTIUS_NOBODY &&
	       pair->reader != pair->newcomer &&
	       (pair->is_mine ||
	        introduction->manner != TERTIUS_MANNER_CANDIDATE ||
	        newcomer->place == TERTIUS_PLACE_TEXT);
}

double
tertius_weigh(const TertiusHistory *history, const TertiusLetter *letter,
              TertiusIntroduction *introduction, double score)
{
	guint me = tertius_history_get_me(history);
	double bounded = CLAMP(score, 0.0001, 0.9999);
	double logit = log(bounded / (1 - bounded));
	Pair pair = { .history = history, .letter = letter, .me = me };

	if (me == TERTIUS_NOBODY)
		return score;
	pair.is_mine = introduction->kind != TERTIUS_INTRODUCTION_GIVEN &&
	               introduction->kind != TERTIUS_INTRODUCTION_OBSERVED;
	pair.newcomer = tertius_history_resolve(
		history, introduction->introduced->pdata[0]);
	pair.is_referral = pair.newcomer != TERTIUS_NOBODY &&
	                   pair.newcomer == letter->from;
	pair.reader = find_reader(&pair);
	if (pair.is_mine) {
		weigh_introducer(history, me, introduction, &logit);
		weigh_thanks(history, me, introduction, &logit);
	}
	if (is_pair(&pair, introduction)) {
		weigh_newcomer(&pair, introduction, &logit);
		weigh_colleague(&pair, introduction, &logit);
	}
	if (pair.newcomer != TERTIUS_NOBODY && pair.is_mine) {
		weigh_answer(history, me, pair.newcomer, introduction, &logit);
		weigh_meeting(history, me, pair.newcomer, introduction, &logit);
	}
	return 1 / (1 + exp(-logit));
}
