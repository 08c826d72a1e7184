/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What passed with the first recipient of a draft, and what they do not want.
 */
#include "engine/tact-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "relate/relate.h"

#define OWED (180 * TERTIUS_DAY)

/* --- Boundaries ------------------------------------------------------------ */

/* A refusal of one thing is for good; other asks rest until its date. */
static gboolean
holds(const TertiusInquiry *inquiry, const TertiusBoundary *boundary)
{
	g_autofree char *text = NULL;
	g_autofree char *about = NULL;

	if (boundary->until == 0 || boundary->until > inquiry->engine->now)
		return TRUE;
	if (boundary->kind != TERTIUS_BOUNDARY_REFUSED ||
	    boundary->about == NULL)
		return FALSE;
	text = g_utf8_casefold(inquiry->own, -1);
	about = g_utf8_casefold(boundary->about, -1);
	return strstr(text, about) != NULL;
}

static void
prefer_address(TertiusInquiry *inquiry, const TertiusBoundary *boundary)
{
	const TertiusPerson *first = inquiry->draft->recipients->pdata[0];

	if (boundary->about != NULL &&
	    g_strcmp0(boundary->about, first->address) != 0)
		inquiry->context.preferred = boundary->about;
}

static void
heed(TertiusInquiry *inquiry, const TertiusBoundary *boundary)
{
	TertiusTactContext *context = &inquiry->context;

	switch (boundary->kind) {
	case TERTIUS_BOUNDARY_FRIEND_FIRST:
		context->is_friend_first = TRUE;
		break;
	case TERTIUS_BOUNDARY_NO_ASKS:
		context->boundary = boundary->because;
		break;
	case TERTIUS_BOUNDARY_NO_WORK:
		context->no_work = boundary->because;
		break;
	case TERTIUS_BOUNDARY_NOT_BEFORE:
		context->not_before = tertius_inquiry_date(
			inquiry, boundary->until, _("%-e %B"));
		break;
	case TERTIUS_BOUNDARY_ADDRESS:
		prefer_address(inquiry, boundary);
		break;
	case TERTIUS_BOUNDARY_REFUSED:
		context->refused = tertius_inquiry_date(
			inquiry, boundary->since, _("%-e %B"));
		break;
	case TERTIUS_BOUNDARY_HESITATED:
	case TERTIUS_BOUNDARY_SWAMPED:
	case TERTIUS_BOUNDARY_AWAY:
	case TERTIUS_BOUNDARY_SLOW:
		context->waits = boundary->because;
		break;
	case TERTIUS_BOUNDARY_MUTED:
	case TERTIUS_BOUNDARY_BUSY:
	case TERTIUS_BOUNDARY_OPEN_ASK:
	case TERTIUS_BOUNDARY_FOLLOWED_UP:
	case TERTIUS_BOUNDARY_N:
	default:
		break;
	}
}

/* --- Thanks ---------------------------------------------------------------- */

static const char *
name_favour(TertiusInquiry *inquiry, const TertiusAct *act)
{
	const TertiusPerson *who =
		act->introduced->len > 0 ? act->introduced->pdata[0] : NULL;
	g_autofree char *name = NULL;

	if (act->kind != TERTIUS_ACT_INTRODUCTION || who == NULL)
		return _("their help");
	name = tertius_person_dup_full_name(who);
	return tertius_inquiry_keep(
		inquiry, g_strdup_printf(_("the introduction to %s"), name));
}

static gboolean
is_for_me(const TertiusInquiry *inquiry, const TertiusLetter *letter)
{
	return letter->from == inquiry->them &&
	       inquiry->engine->now - letter->date < OWED &&
	       tertius_letter_has_recipient(letter, inquiry->me, NULL);
}

/* A favour is thanked for by any later thanks of mine to them. */
static void
weigh_thanks(TertiusInquiry *inquiry, const TertiusLetter *letter)
{
	const TertiusAct *favour =
		tertius_letter_find_act(letter, TERTIUS_ACT_INTRODUCTION);

	if (favour == NULL)
		favour = tertius_letter_find_act(letter, TERTIUS_ACT_HELP);
	if (letter->from == inquiry->me &&
	    tertius_letter_has_recipient(letter, inquiry->them, NULL) &&
	    tertius_acts_thank(letter->acts))
		inquiry->context.thanks_owed = NULL;
	else if (favour != NULL && is_for_me(inquiry, letter))
		inquiry->context.thanks_owed = name_favour(inquiry, favour);
}

static void
find_thanks_owed(TertiusInquiry *inquiry)
{
	guint n = 0;
	const guint *letters =
		tertius_history_letters_of(inquiry->history, inquiry->them, &n);

	for (guint i = 0; i < n; i++)
		weigh_thanks(inquiry, tertius_history_letter(inquiry->history,
		                                             letters[i]));
}

/* --- The friend ------------------------------------------------------------ */

/* What I asked and still hope for. */
static guint
count_open_asks(const TertiusRelation *relation)
{
	guint n = 0;

	for (guint i = 0; relation->open != NULL && i < relation->open->len;
	     i++) {
		const TertiusOpen *open = relation->open->pdata[i];

		n += open->kind == TERTIUS_OPEN_ASK && !open->is_mine &&
		                     !open->rests
		             ? 1
		             : 0;
	}
	return n;
}

void
tertius_inquire_friend(TertiusInquiry *inquiry)
{
	const TertiusRelation *relation =
		tertius_relations_get(inquiry->relations, inquiry->them);
	TertiusTactContext *context = &inquiry->context;
	const TertiusReciprocity *balance;

	if (relation == NULL)
		return;
	balance = relation->balance;
	context->open_asks = count_open_asks(relation);
	context->recent_asks = balance->recent_asks;
	context->asks_in_a_row = balance->asks_in_a_row;
	if (balance->last_friendly != 0)
		context->friendly = tertius_inquiry_date(
			inquiry, balance->last_friendly, "%B");
	for (guint i = 0;
	     relation->boundaries != NULL && i < relation->boundaries->len;
	     i++) {
		if (holds(inquiry, relation->boundaries->pdata[i]))
			heed(inquiry, relation->boundaries->pdata[i]);
	}
	find_thanks_owed(inquiry);
}
