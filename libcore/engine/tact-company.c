/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In which company a draft brings people: whether those whom it introduces were
 * asked, and whether it mixes work and private life.
 */
#include "engine/tact-private.h"

#include <string.h>

#include "relate/relate.h"

/* A yes to be introduced is good for so long. */
#define YES_HOLDS (90 * TERTIUS_DAY)

/* --- Consent --------------------------------------------------------------- */

/* Who asked for an introduction, or answered my question whether they want one
 * without declining, has agreed. A no after a yes is a no. */
static gboolean
has_agreed(const TertiusInquiry *inquiry, guint person)
{
	guint n = 0;
	const guint *letters =
		tertius_history_letters_of(inquiry->history, person, &n);
	gboolean was_asked = FALSE;
	gboolean has_agreed = FALSE;

	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(inquiry->history, letters[i]);

		if (inquiry->engine->now - letter->date > YES_HOLDS)
			continue;
		if (letter->from == inquiry->me &&
		    tertius_letter_find_act(letter, TERTIUS_ACT_INTRO_OFFER))
			was_asked = TRUE;
		if (letter->from != person)
			continue;
		if (tertius_letter_find_act(letter, TERTIUS_ACT_INTRO_DECLINE))
			has_agreed = was_asked = FALSE;
		else if (was_asked ||
		         tertius_letter_find_act(letter,
		                                 TERTIUS_ACT_INTRO_REQUEST))
			has_agreed = TRUE;
	}
	return has_agreed;
}

/* Two who wrote to each other with a copy to me need no introduction. */
static gboolean
know_each_other(const TertiusInquiry *inquiry, const GArray *people)
{
	TertiusExchange exchange;

	if (people->len < 2 ||
	    g_array_index(people, guint, 0) == TERTIUS_NOBODY ||
	    g_array_index(people, guint, 1) == TERTIUS_NOBODY)
		return FALSE;
	exchange = tertius_history_exchange(
		inquiry->history, g_array_index(people, guint, 0),
		g_array_index(people, guint, 1), inquiry->engine->now);
	return exchange.from_first + exchange.from_second > 0;
}

/* Whom the draft could introduce to each other, and did not ask; whether it
 * does, its words tell. */
static void
find_unasked(TertiusInquiry *inquiry)
{
	const GPtrArray *recipients = inquiry->draft->recipients;
	g_autoptr(GArray) people = g_array_new(FALSE, FALSE, sizeof(guint));

	inquiry->unasked = tertius_people_new();
	for (guint i = 0; i < MIN(recipients->len, TERTIUS_INQUIRY_PEOPLE_MAX);
	     i++) {
		const TertiusPerson *recipient = recipients->pdata[i];
		guint person =
			tertius_history_resolve(inquiry->history, recipient);

		if (person == inquiry->me && person != TERTIUS_NOBODY)
			continue;
		g_array_append_val(people, person);
		if (person == TERTIUS_NOBODY || !has_agreed(inquiry, person))
			g_ptr_array_add(inquiry->unasked,
			                tertius_person_copy(recipient));
	}
	if (people->len >= 2 && !know_each_other(inquiry, people))
		inquiry->context.unasked = inquiry->unasked;
}

/* --- Work and private ------------------------------------------------------ */

static TertiusWorld
world_of(const char *address, const char *name)
{
	if (address == NULL)
		return TERTIUS_WORLD_UNKNOWN;
	return tertius_context_of_address(address, name) == TERTIUS_CONTEXT_WORK
	               ? TERTIUS_WORLD_WORK
	               : TERTIUS_WORLD_PRIVATE;
}

/* Who has one address for everything does not part the two. */
static gboolean
lives_in_both(const TertiusInquiry *inquiry)
{
	const char *name = tertius_history_name(inquiry->history, inquiry->me);
	g_autoptr(GPtrArray) addresses =
		tertius_history_list_addresses(inquiry->history, inquiry->me);
	gboolean has[TERTIUS_WORLD_PRIVATE + 1] = { FALSE };

	for (guint i = 0; i < addresses->len; i++)
		has[world_of(addresses->pdata[i], name)] = TRUE;
	return has[TERTIUS_WORLD_WORK] && has[TERTIUS_WORLD_PRIVATE];
}

static const char *
get_text(const TertiusInquiry *inquiry, guint address)
{
	return address != TERTIUS_NOBODY
	               ? tertius_history_address_text(inquiry->history, address)
	               : NULL;
}

static const char *
name_of(const TertiusInquiry *inquiry, guint person)
{
	return person != TERTIUS_NOBODY
	               ? tertius_history_name(inquiry->history, person)
	               : NULL;
}

/* Of which world the thread is: that in which all who had it took part. */
static TertiusWorld
find_thread_world(const TertiusInquiry *inquiry)
{
	const TertiusLetter *parent = inquiry->parent;
	TertiusWorld world = world_of(get_text(inquiry, parent->from_address),
	                              name_of(inquiry, parent->from));

	for (guint i = 0; i < parent->n_recipients; i++) {
		const TertiusRecipient *one = &parent->recipients[i];

		if (world_of(get_text(inquiry, one->address),
		             name_of(inquiry, one->person)) != world)
			return TERTIUS_WORLD_UNKNOWN;
	}
	return world;
}

/* Whether somebody who did not have the thread gets it at an address of work,
 * or a list does. */
static void
look_at_recipients(TertiusInquiry *inquiry)
{
	const GPtrArray *recipients = inquiry->draft->recipients;

	for (guint i = 0; i < MIN(recipients->len, TERTIUS_INQUIRY_PEOPLE_MAX);
	     i++) {
		const TertiusPerson *recipient = recipients->pdata[i];
		guint person =
			tertius_history_resolve(inquiry->history, recipient);
		TertiusWorld world =
			world_of(recipient->address, recipient->name);

		if (person == inquiry->me && person != TERTIUS_NOBODY)
			continue;
		if (person != TERTIUS_NOBODY &&
		    (person == inquiry->parent->from ||
		     tertius_letter_has_recipient(inquiry->parent, person,
		                                  NULL)))
			continue;
		if (world == TERTIUS_WORLD_WORK)
			inquiry->context.has_new_at_work = TRUE;
	}
}

static void
find_worlds(TertiusInquiry *inquiry)
{
	const TertiusPerson *from = inquiry->draft->from;
	TertiusTactContext *context = &inquiry->context;

	if (inquiry->parent == NULL || inquiry->me == TERTIUS_NOBODY ||
	    !lives_in_both(inquiry))
		return;
	context->thread = find_thread_world(inquiry);
	if (context->thread == TERTIUS_WORLD_UNKNOWN)
		return;
	if (from != NULL)
		context->account = world_of(
			from->address,
			tertius_history_name(inquiry->history, inquiry->me));
	look_at_recipients(inquiry);
}

/* An address that gets the mail of a list and never writes. */
static gboolean
is_list(const TertiusInquiry *inquiry, guint person)
{
	guint n = 0;
	const guint *letters =
		tertius_history_letters_of(inquiry->history, person, &n);
	gboolean gets_list_mail = FALSE;

	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(inquiry->history, letters[i]);

		if (letter->from == person)
			return FALSE;
		gets_list_mail |= (letter->flags & TERTIUS_MESSAGE_LIST) != 0;
	}
	return gets_list_mail;
}

static void
find_lists(TertiusInquiry *inquiry)
{
	const GPtrArray *recipients = inquiry->draft->recipients;

	for (guint i = 0; i < MIN(recipients->len, TERTIUS_INQUIRY_PEOPLE_MAX);
	     i++) {
		guint person = tertius_history_resolve(inquiry->history,
		                                       recipients->pdata[i]);

		if (person != TERTIUS_NOBODY && is_list(inquiry, person))
			inquiry->context.is_to_list = TRUE;
	}
}

void
tertius_inquire_company(TertiusInquiry *inquiry)
{
	find_unasked(inquiry);
	find_worlds(inquiry);
	find_lists(inquiry);
}
