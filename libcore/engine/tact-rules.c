/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the rules of the compose check are called.
 */
#include "engine/tact.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const TertiusTactRule rules[] = {
	{ "unfilled-place", N_("a place that is still empty") },
	{ "confidential", N_("confidential words for new eyes") },
	{ "confidence", N_("what was told in confidence") },
	{ "private-to-work", N_("private matters before people from work") },
	{ "worlds-mixed", N_("somebody's other address, private or at work") },
	{ "boundary", N_("what somebody does not want") },
	{ "refused-before", N_("asking again after a no") },
	{ "friend-first", N_("asking somebody who is a friend first") },
	{ "obligation", N_("words that oblige") },
	{ "guilt", N_("words that make feel guilty") },
	{ "pressure", N_("words that press") },
	{ "pressure-in-ask", N_("a deadline in an ask") },
	{ "superior", N_("asking for a superior or a client") },
	{ "process", N_("going round a process") },
	{ "endorsement", N_("speaking for somebody else") },
	{ "speak-for-me", N_("letting a friend bargain for you") },
	{ "purpose", N_("an ask without its reason") },
	{ "way-out", N_("an ask without a way out") },
	{ "many-recipients", N_("an ask to many at once") },
	{ "too-many-asks", N_("many asks to one friend") },
	{ "asked-again", N_("a second reminder of an ask") },
	{ "only-asks", N_("nothing but asks of late") },
	{ "away", N_("an ask to somebody who is away") },
	{ "thanks-owed", N_("thanks that are still owed") },
	{ "missing-introducer", N_("an introducer who is left out") },
	{ "introducer-in-to", N_("an introducer who could move to Bcc") },
	{ "missing-consent", N_("introducing without having asked") },
};

const TertiusTactRule *
tertius_tact_rule(guint i)
{
	return i < G_N_ELEMENTS(rules) ? &rules[i] : NULL;
}

const char *
tertius_tact_rule_title(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(rules); i++) {
		if (strcmp(rules[i].name, name) == 0)
			return _(rules[i].title);
	}
	return NULL;
}
