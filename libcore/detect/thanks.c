/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which introductions ask for a thank-you.
 */
#include "detect/thanks.h"

#include "detect/house.h"

#include <string.h>

/* Messages of mine alone that say that I know somebody. */
#define WROTE_OFTEN 2

/* Exchanged mail with them, or met. */
static gboolean
knew(const TertiusHistory *history, const TertiusPerson *person, gint64 date)
{
	guint number = tertius_history_resolve(history, person);
	TertiusExchange before;

	if (number == TERTIUS_NOBODY)
		return FALSE;
	before = tertius_history_exchange(
		history, tertius_history_get_me(history), number, date);
	return before.meetings > 0 || before.from_first >= WROTE_OFTEN ||
	       (before.from_first > 0 && before.from_second > 0);
}

/* By the address that the message came to: one may have others elsewhere. */
static gboolean
is_from_colleague(const TertiusHistory *history, const TertiusLetter *letter,
                  const TertiusIntroduction *introduction)
{
	if (introduction->kind != TERTIUS_INTRODUCTION_RECEIVED)
		return FALSE;
	for (guint i = 0; i < letter->n_recipients; i++) {
		const TertiusRecipient *recipient = &letter->recipients[i];
		g_autoptr(TertiusPerson) me = NULL;

		if (!tertius_history_is_me(history, recipient->person))
			continue;
		me = tertius_person_new(NULL,
		                        tertius_history_address_text(
						history, recipient->address),
		                        TERTIUS_PLACE_TO);
		return tertius_house_compare(me, introduction->introducer) ==
		       TERTIUS_HOUSE_SAME;
	}
	return FALSE;
}

static gboolean
gives_number(const TertiusIntroduction *introduction)
{
	for (guint i = 0; i < introduction->evidence->len; i++) {
		const TertiusEvidence *evidence =
			introduction->evidence->pdata[i];

		if (strstr(evidence->rule, "near/phone") != NULL)
			return TRUE;
	}
	return FALSE;
}

/* "She has called several times": taking a message is no introduction. */
static gboolean
passes_call_on(const TertiusIntroduction *introduction)
{
	for (guint i = 0; i < introduction->evidence->len; i++) {
		const TertiusEvidence *evidence =
			introduction->evidence->pdata[i];

		if (strcmp(evidence->rule, TERTIUS_INTRODUCE_CALLER) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean
knew_all(const TertiusHistory *history, const TertiusIntroduction *introduction)
{
	for (guint i = 0; i < introduction->introduced->len; i++) {
		if (!knew(history, introduction->introduced->pdata[i],
		          introduction->date))
			return FALSE;
	}
	return TRUE;
}

/* Whether one of them is new to me and can be reached. */
static gboolean
gives_contact(const TertiusHistory *history,
              const TertiusIntroduction *introduction)
{
	for (guint i = 0; i < introduction->introduced->len; i++) {
		const TertiusPerson *person =
			introduction->introduced->pdata[i];

		if ((person->address != NULL || gives_number(introduction)) &&
		    !knew(history, person, introduction->date))
			return TRUE;
	}
	return FALSE;
}

void
tertius_thanks_judge(const TertiusHistory *history, const TertiusLetter *letter,
                     TertiusIntroduction *introduction)
{
	introduction->deserves_thanks =
		introduction->manner != TERTIUS_MANNER_ASSISTANT;
	if (tertius_history_get_me(history) == TERTIUS_NOBODY ||
	    tertius_history_is_me(history, letter->from))
		return;
	introduction->knew_them = knew_all(history, introduction);
	if (introduction->knew_them ||
	    (is_from_colleague(history, letter, introduction) &&
	     (introduction->manner == TERTIUS_MANNER_CANDIDATE ||
	      passes_call_on(introduction) ||
	      !gives_contact(history, introduction))))
		introduction->deserves_thanks = FALSE;
}
