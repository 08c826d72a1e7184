/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the thread says that a draft belongs to.
 */
#include "engine/tact-private.h"

#include <string.h>

#include "relate/relate.h"

static void
look_at_introduction(TertiusInquiry *inquiry)
{
	const TertiusLetter *parent = inquiry->parent;

	if (tertius_letter_find_act(parent, TERTIUS_ACT_INTRODUCTION) == NULL ||
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
		    tertius_letter_find_act(letter, TERTIUS_ACT_THANKS) !=
		            NULL &&
		    tertius_letter_has_recipient(letter, parent->from, NULL))
			inquiry->context.is_introducer_thanked = TRUE;
	}
}

/* Somebody gets the draft who did not have the message that it answers. */
static gboolean
has_new_eyes(const TertiusInquiry *inquiry)
{
	const GPtrArray *recipients = inquiry->draft->recipients;

	for (guint i = 0; i < recipients->len; i++) {
		guint person = tertius_history_resolve(inquiry->history,
		                                       recipients->pdata[i]);

		if (person == TERTIUS_NOBODY ||
		    (person != inquiry->parent->from && person != inquiry->me &&
		     !tertius_letter_has_recipient(inquiry->parent, person,
		                                   NULL)))
			return TRUE;
	}
	return FALSE;
}

/* Who sends something home shows it to nobody. */
static gboolean
is_to_me_alone(const TertiusInquiry *inquiry)
{
	const GPtrArray *recipients = inquiry->draft->recipients;

	for (guint i = 0; i < recipients->len; i++) {
		guint person = tertius_history_resolve(inquiry->history,
		                                       recipients->pdata[i]);

		if (person == TERTIUS_NOBODY || person != inquiry->me)
			return FALSE;
	}
	return recipients->len > 0;
}

static gboolean
are_in_one_thread(const TertiusLetter *one, const TertiusLetter *two)
{
	return tertius_letter_is_in_thread(one, two) ||
	       tertius_letter_is_in_thread(two, one);
}

/* How often I came back to the thread of the draft since they last wrote. Some
 * programs name only what a letter answers, so that the thread is a chain. */
static void
count_follow_ups(TertiusInquiry *inquiry)
{
	const TertiusLetter *last = inquiry->parent;
	guint mine = 0;
	guint n = 0;
	const guint *letters =
		tertius_history_letters_of(inquiry->history, inquiry->them, &n);

	for (; n > 0; n--) {
		const TertiusLetter *letter = tertius_history_letter(
			inquiry->history, letters[n - 1]);

		if (!are_in_one_thread(letter, last))
			continue;
		if (letter->from == inquiry->them)
			break;
		if (letter->from == inquiry->me) {
			mine++;
			last = letter;
		}
	}
	/* The first is the ask itself. */
	inquiry->context.follow_ups = mine > 1 ? mine - 1 : 0;
}

void
tertius_inquire_thread(TertiusInquiry *inquiry)
{
	const TertiusLetter *parent = inquiry->parent;

	/* A forward of what the ledger does not know has new readers. */
	inquiry->context.has_new_eyes =
		!is_to_me_alone(inquiry) &&
		(parent == NULL ? inquiry->draft->in_reply_to == NULL
	                        : has_new_eyes(inquiry));
	if (parent == NULL)
		return;
	if ((parent->flags & TERTIUS_MESSAGE_CONFIDENTIAL) != 0)
		inquiry->context.confidential = parent->subject;
	look_at_introduction(inquiry);
	if (inquiry->them != TERTIUS_NOBODY)
		count_follow_ups(inquiry);
}
