/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius draft`: a letter for a next step, to be finished by hand.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>

#include "engine/draft.h"

static struct {
	gboolean as_link;
} given;

static const GOptionEntry options[] = {
	{ "mailto", 0, 0, G_OPTION_ARG_NONE, &given.as_link,
	  N_("as a mailto link instead of a message"), NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static char *
format(TertiusRun *run, const TertiusDraft *draft, GError **error)
{
	g_autoptr(GDateTime) utc =
		g_date_time_new_from_unix_utc(tertius_run_get_now(run));
	g_autoptr(GDateTime) now =
		g_date_time_to_timezone(utc, tertius_run_get_zone(run));
	g_autofree char *link = NULL;

	if (!given.as_link)
		return tertius_rfc5322_format(draft, now, NULL, "\n", error);
	link = tertius_rfc5322_format_mailto(draft);
	return g_strconcat(link, "\n", NULL);
}

static gboolean
draft(TertiusRun *run, GError **error)
{
	const char *wording = run->n_arguments > 1 ? run->arguments[1] : NULL;
	TertiusEngine *engine = tertius_run_engine(run, error);
	TertiusFound found = { NULL, NULL };
	g_autoptr(TertiusDraft) letter = NULL;
	g_autofree char *text = NULL;

	if (engine == NULL ||
	    !tertius_run_find(run, run->arguments[0], &found, error))
		return FALSE;
	letter = tertius_engine_draft(engine, &found, wording, error);
	if (letter == NULL)
		return FALSE;
	text = format(run, letter, error);
	if (text == NULL)
		return FALSE;
	tertius_output_print(run->output, TERTIUS_INK_PLAIN, text);
	return TRUE;
}

const TertiusCommand tertius_command_draft = {
	.name = "draft",
	.arguments = "ID [thank|outcome|check-in|congratulate|ask|introduce|"
	             "opt-in|decline]",
	.summary = N_("write the letter for a next step, for you to finish"),
	.examples = {
		{ "tertius draft 3f2a", N_("the letter that is due") },
		{ "tertius draft 3f2a outcome > letter.eml",
		  N_("another one, into a file") },
		{ "xdg-open \"$(tertius draft --mailto 3f2a)\"",
		  N_("in the mail program") },
	},
	.help = N_(
		"Prints a message (RFC 5322) for the introduction or reminder "
		"ID, in your own greeting, closing and language, in the thread "
		"it belongs to. One place, in […  …], is left for you: only you "
		"know what belongs there. Nothing is sent.\n\n"
		"Besides the kinds above there are thank-both, "
		"thank-introducer, thank-newcomer, answer, tell-silent, "
		"outcome-good, outcome-none, outcome-bad, gratitude, "
		"follow-up, promise, co-host and occasion."),
	.options = options,
	.least = 1,
	.most = 2,
	.run = draft,
};
