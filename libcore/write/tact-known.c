/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules of the compose check that look at what the ledger knows.
 */
#include "write/tact-private.h"

#include "base/text.h"
#include "model/organisation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ROW_OF_ASKS 3
#define RECENT_ASKS 2 /* the draft would be the third */

/* --- the introducer -------------------------------------------------------- */

static const TertiusPerson *
find_recipient(const TertiusTactCheck *check, const TertiusPerson *person)
{
	const GPtrArray *recipients = check->draft->recipients;

	for (guint i = 0; i < recipients->len; i++) {
		if (tertius_person_matches(recipients->pdata[i], person))
			return recipients->pdata[i];
	}
	return NULL;
}

static gboolean
is_named(const TertiusTactCheck *check, const TertiusPerson *person)
{
	g_autofree char *first = tertius_person_dup_first_name(person);
	g_autofree char *name = g_utf8_casefold(first, -1);
	g_autofree char *text = g_utf8_casefold(check->own, -1);

	return strstr(text, name) != NULL;
}

static void
check_introducer(TertiusTactCheck *check)
{
	const TertiusPerson *introducer = check->context->introducer;
	const TertiusPerson *recipient;
	const char *name;

	if (introducer == NULL)
		return;
	name = tertius_person_label(introducer);
	recipient = find_recipient(check, introducer);
	if (recipient == NULL && !check->context->is_introducer_thanked &&
	    !is_named(check, introducer))
		tertius_tact_add_remark(
			check, "missing-introducer", "N4.2",
			TERTIUS_REMARK_NOTE,
			g_strdup_printf(
				_("%s brought you together and is neither "
		                  "thanked nor named here."),
				name));
	if (recipient != NULL && check->context->is_introducer_thanked &&
	    recipient->place != TERTIUS_PLACE_BCC)
		tertius_tact_add_remark(
			check, "introducer-in-to", "D5.1", TERTIUS_REMARK_NOTE,
			g_strdup_printf(
				_("%s has been thanked and may not want the "
		                  "rest of the thread: Bcc is the custom."),
				name));
}

/* --- asks and boundaries ---------------------------------------------------- */

static void
check_asks(TertiusTactCheck *check)
{
	const TertiusTactContext *context = check->context;
	guint asks = MAX(context->recent_asks, context->open_asks);

	if (!check->is_ask)
		return;
	if (context->open_asks > 0 || context->recent_asks >= RECENT_ASKS)
		tertius_tact_add_remark(
			check, "too-many-asks", "N1.3", TERTIUS_REMARK_NOTE,
			context->open_asks > 0
				? g_strdup_printf(
					  _("This would be ask number %u to %s "
		                            "in 30 days; %u still wait for an "
		                            "answer."),
					  asks + 1, check->who,
					  context->open_asks)
				: g_strdup_printf(
					  _("This would be ask number %u to %s "
		                            "in 30 days."),
					  asks + 1, check->who));
	if (context->follow_ups > 0)
		tertius_tact_add_remark(
			check, "asked-again", "N4.1", TERTIUS_REMARK_CARE,
			g_strdup_printf(_("You have followed this ask up "
		                          "already. One reminder is gentle; "
		                          "after that, let it rest until "
		                          "%s writes."),
		                        check->who));
	if (context->asks_in_a_row >= ROW_OF_ASKS)
		tertius_tact_add_remark(
			check, "only-asks", "N5.2", TERTIUS_REMARK_NOTE,
			context->friendly != NULL
				? g_strdup_printf(
					  _("Your last %u messages to %s were "
		                            "asks; the last friendly contact "
		                            "was in %s."),
					  context->asks_in_a_row, check->who,
					  context->friendly)
				: g_strdup_printf(
					  _("Your last %u messages to %s were "
		                            "asks."),
					  context->asks_in_a_row, check->who));
}

/* What they want, the gravest first: one remark at most. */
static void
check_wishes(TertiusTactCheck *check)
{
	const TertiusTactContext *context = check->context;

	if (check->is_ask && context->boundary != NULL)
		tertius_tact_add_remark(check, "boundary", "D3.1",
		                        TERTIUS_REMARK_STOP,
		                        g_strdup(context->boundary));
	else if (context->not_before != NULL)
		tertius_tact_add_remark(
			check, "boundary", "D3.1", TERTIUS_REMARK_CARE,
			g_strdup_printf(_("You wanted to leave %s in peace "
		                          "until %s."),
		                        check->who, context->not_before));
	else if (context->no_work != NULL &&
	         (check->is_ask || context->thread == TERTIUS_WORLD_WORK))
		tertius_tact_add_remark(check, "boundary", "D3.1",
		                        TERTIUS_REMARK_CARE,
		                        g_strdup(context->no_work));
	else if (context->preferred != NULL)
		tertius_tact_add_remark(
			check, "boundary", "D3.1", TERTIUS_REMARK_NOTE,
			g_strdup_printf(_("%s would rather be written to at "
		                          "%s."),
		                        check->who, context->preferred));
}

static void
check_boundaries(TertiusTactCheck *check)
{
	const TertiusTactContext *context = check->context;

	check_wishes(check);
	if (!check->is_ask)
		return;
	if (context->refused != NULL)
		tertius_tact_add_remark(
			check, "refused-before", "D3.3", TERTIUS_REMARK_STOP,
			g_strdup_printf(_("%s said no on %s. That was an "
		                          "answer."),
		                        check->who, context->refused));
	if (context->is_friend_first)
		tertius_tact_add_remark(
			check, "friend-first", "N5.5", TERTIUS_REMARK_CARE,
			g_strdup_printf(_("You marked %s as a friend first. "
		                          "An ask like this puts something "
		                          "else before the friendship."),
		                        check->who));
	if (context->waits != NULL)
		tertius_tact_add_remark(
			check, "away", "D3.2", TERTIUS_REMARK_NOTE,
			g_strdup_printf(_("%s An ask can wait."),
		                        context->waits));
	if (context->thanks_owed != NULL)
		tertius_tact_add_remark(
			check, "thanks-owed", "N5.3", TERTIUS_REMARK_CARE,
			g_strdup_printf(_("Thanks to %s are still owed for "
		                          "%s. They come before the next "
		                          "ask."),
		                        check->who, context->thanks_owed));
}

/* Points at the words that introduce, unless the letter says anywhere that both
 * have agreed: the writer knows that better than the ledger. */
static void
check_consent(TertiusTactCheck *check)
{
	const GPtrArray *unasked = check->context->unasked;
	TertiusFinding finding = { 0 };
	TertiusRemark *remark;

	if (unasked == NULL || unasked->len == 0 || check->table == NULL ||
	    tertius_tact_table_find(check->table, "consented", check->own,
	                            NULL) ||
	    !tertius_tact_table_find(check->table, "introduces", check->own,
	                             &finding))
		return;
	remark = tertius_tact_add_remark(
		check, "missing-consent", "N4.2", TERTIUS_REMARK_CARE,
		g_strdup_printf(_("It is not known that %s agreed to be "
	                          "introduced. A short question to each first "
	                          "is the custom."),
	                        tertius_person_label(unasked->pdata[0])));
	tertius_tact_point_at(remark, check->own, &finding);
}

/* "Internal" is what one's own organisation may read. */
static gboolean
goes_outside(const TertiusTactCheck *check)
{
	const TertiusPerson *from = check->draft->from;
	g_autofree char *own = from != NULL && from->address != NULL
	                               ? tertius_organisation_dup(from->address)
	                               : NULL;

	for (guint i = 0; own != NULL && i < check->draft->recipients->len;
	     i++) {
		const TertiusPerson *person =
			check->draft->recipients->pdata[i];
		g_autofree char *theirs =
			person->address != NULL
				? tertius_organisation_dup(person->address)
				: NULL;

		if (g_strcmp0(own, theirs) != 0)
			return TRUE;
	}
	return own == NULL;
}

/* The words that mark what the draft passes on, or NULL. */
static char *
dup_mark(TertiusTactCheck *check)
{
	const char *text = check->draft->text;
	g_auto(TertiusFinding) finding = { 0 };
	g_autofree char *found = NULL;

	if (check->context->confidential != NULL)
		return tertius_text_dup_line(check->context->confidential, 150);
	if (check->table == NULL || text == NULL ||
	    (!tertius_tact_table_find(check->table, "confidential", text,
	                              &finding) &&
	     (!tertius_tact_table_find(check->table, "internal", text,
	                               &finding) ||
	      !goes_outside(check))))
		return NULL;
	found = g_strndup(text + finding.start, finding.length);
	return tertius_text_dup_line(found, 150);
}

static void
check_confidential(TertiusTactCheck *check)
{
	g_autofree char *words =
		check->context->has_new_eyes ? dup_mark(check) : NULL;

	if (words != NULL)
		tertius_tact_add_remark(
			check, "confidential", "D3.4", TERTIUS_REMARK_STOP,
			g_strdup_printf(_("This passes on what is marked as "
		                          "confidential (“%s”) to somebody "
		                          "who did not have it."),
		                        words));
}

static void
check_worlds(TertiusTactCheck *check)
{
	const TertiusTactContext *context = check->context;
	gboolean is_private = context->thread == TERTIUS_WORLD_PRIVATE;

	if (is_private && (context->has_new_at_work ||
	                   (context->is_to_list && context->has_new_eyes)))
		tertius_tact_add_remark(
			check, "private-to-work", "N2.1", TERTIUS_REMARK_STOP,
			g_strdup(_("This thread is private and would be seen "
		                   "by people from work, or by a list.")));
	else if (context->thread != TERTIUS_WORLD_UNKNOWN &&
	         context->account != TERTIUS_WORLD_UNKNOWN &&
	         context->account != context->thread)
		tertius_tact_add_remark(
			check, "worlds-mixed", "N2.3", TERTIUS_REMARK_NOTE,
			g_strdup(is_private ? _("A private matter, but from "
		                                "your address of work.")
		                            : _("A matter of work, but from "
		                                "your private address.")));
}

void
tertius_tact_check_known(TertiusTactCheck *check)
{
	check_introducer(check);
	check_asks(check);
	check_boundaries(check);
	check_consent(check);
	check_confidential(check);
	check_worlds(check);
}
