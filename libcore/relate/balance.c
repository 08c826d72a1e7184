/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What went each way, by kind.
 */
#include "relate/relate.h"

#define YEAR (365 * TERTIUS_DAY)

static const struct {
	TertiusActKind act;
	TertiusFavour favour;
} favours[] = {
	{ TERTIUS_ACT_HELP, TERTIUS_FAVOUR_HELP },
	{ TERTIUS_ACT_THANKS, TERTIUS_FAVOUR_THANKS },
	{ TERTIUS_ACT_THANKS_FOR_HELP, TERTIUS_FAVOUR_THANKS },
	{ TERTIUS_ACT_CONGRATULATION, TERTIUS_FAVOUR_CONGRATULATION },
	{ TERTIUS_ACT_OFFER, TERTIUS_FAVOUR_OFFER },
	{ TERTIUS_ACT_INTRO_OFFER, TERTIUS_FAVOUR_OFFER },
	{ TERTIUS_ACT_PROMISE, TERTIUS_FAVOUR_PROMISE },
};

static void
count(TertiusReciprocity *balance, TertiusFavour favour, gboolean is_mine,
      gboolean is_in_year)
{
	TertiusBothWays *ever = &balance->ever[favour];
	TertiusBothWays *year = &balance->year[favour];

	*(is_mine ? &ever->mine : &ever->theirs) += 1;
	if (is_in_year)
		*(is_mine ? &year->mine : &year->theirs) += 1;
}

static void
count_letter(TertiusReciprocity *balance, const TertiusContact *contact,
             gboolean is_in_year)
{
	gboolean is_mine = contact->kind == TERTIUS_TOUCH_I_WROTE;
	guint counted = 0;

	count(balance, TERTIUS_FAVOUR_MESSAGE, is_mine, is_in_year);
	if (tertius_contact_is_ask(contact))
		count(balance, TERTIUS_FAVOUR_ASK, is_mine, is_in_year);
	for (guint i = 0; i < G_N_ELEMENTS(favours); i++) {
		guint bit = 1U << favours[i].favour;

		if ((counted & bit) != 0 ||
		    !tertius_contact_does(contact, favours[i].act))
			continue;
		counted |= bit;
		count(balance, favours[i].favour, is_mine, is_in_year);
	}
}

static void
count_meeting(TertiusReciprocity *balance, const TertiusContact *contact,
              gboolean is_in_year)
{
	balance->meetings_ever++;
	if (is_in_year)
		balance->meetings_year++;
	if (contact->n_people == 0)
		balance->one_to_ones++;
}

/* Mail belongs to the world of the address that was used; a meeting to that of
 * its hour. */
static gboolean
is_personal(const TertiusRelating *relating, const TertiusRelation *relation,
            const TertiusContact *contact)
{
	const char *used =
		contact->address != TERTIUS_NOBODY
			? tertius_history_address_text(relating->history,
	                                               contact->address)
			: NULL;

	for (guint i = 0; used != NULL && i < relation->n_addresses; i++) {
		const TertiusContactAddress *one = &relation->addresses[i];

		if (g_str_equal(one->address, used))
			return one->context == TERTIUS_CONTEXT_PRIVATE;
	}
	return !tertius_working_time_is_worked(relating->hours,
	                                       contact->date - 60);
}

/* An ask is what I write to get something, and not what they have a copy of;
 * what asks for nothing is friendly, and so is meeting. */
static void
note_asks(const TertiusRelating *relating, TertiusRelation *relation,
          const TertiusContact *contact)
{
	TertiusReciprocity *balance = tertius_relation_change_balance(relation);
	gboolean is_mine = contact->kind == TERTIUS_TOUCH_I_WROTE;

	if (contact->kind == TERTIUS_TOUCH_THEY_WROTE)
		return;
	if (is_mine && tertius_contact_is_ask(contact)) {
		if (!tertius_contact_asks(contact, relation->person))
			return;
		balance->asks_in_a_row++;
		if (!tertius_relate_is_older(relating, contact->date,
		                             30 * TERTIUS_DAY))
			balance->recent_asks++;
		return;
	}
	if (is_mine)
		balance->asks_in_a_row = 0;
	balance->last_friendly = contact->date;
}

void
tertius_relate_balance(const TertiusRelating *relating,
                       TertiusRelation *relation, const GArray *contacts)
{
	TertiusReciprocity *balance = tertius_relation_change_balance(relation);

	for (guint i = 0; i < contacts->len; i++) {
		const TertiusContact *contact =
			&g_array_index(contacts, TertiusContact, i);
		gboolean is_in_year =
			!tertius_relate_is_older(relating, contact->date, YEAR);

		if (contact->kind == TERTIUS_TOUCH_MET)
			count_meeting(balance, contact, is_in_year);
		else
			count_letter(balance, contact, is_in_year);
		note_asks(relating, relation, contact);
		if (!is_in_year)
			continue;
		if (is_personal(relating, relation, contact))
			balance->personal_year++;
		else
			balance->work_year++;
	}
}
