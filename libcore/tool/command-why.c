/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius why`: the evidence behind a claim. Prints what is stored and never
 * thinks again.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>

#include "tool/page.h"

/* A reminder is explained by its own sentence, and by the introduction that it
 * follows from. */
static gboolean
explain_reminder(TertiusRun *run, const TertiusReminder *reminder,
                 GError **error)
{
	TertiusFound found = { NULL, NULL };

	if (reminder->introduction == NULL) {
		tertius_page_reminder(run, reminder);
		return TRUE;
	}
	if (!tertius_run_find(run, reminder->introduction, &found, error))
		return FALSE;
	if (!run->output->is_json) {
		tertius_output_say(run->output, TERTIUS_INK_STRONG, 0, "%s",
		                   reminder->title);
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 2, "%s",
		                   reminder->because);
		tertius_output_gap(run->output);
	}
	tertius_page_why(run, found.introduction);
	return TRUE;
}

static gboolean
why(TertiusRun *run, GError **error)
{
	TertiusFound found = { NULL, NULL };

	if (!tertius_run_find(run, run->arguments[0], &found, error))
		return FALSE;
	if (found.introduction == NULL)
		return explain_reminder(run, found.reminder, error);
	tertius_page_why(run, found.introduction);
	return TRUE;
}

const TertiusCommand tertius_command_why = {
	.name = "why",
	.arguments = N_("ID"),
	.summary = N_("show the evidence for an introduction or reminder"),
	.examples = {
		{ "tertius why 3f2a", N_("the rules, and the words they saw") },
		{ "tertius why --json 3f2a", N_("as JSON") },
		{ "tertius none 3f2a", N_("if Tertius was wrong") },
	},
	.help = N_(
		"Shows every piece of evidence: the rule, the words that it "
		"saw, in which part of which message, and what it weighs. "
		"Weights add up; one below zero speaks against. Each move in "
		"the life of the introduction names what caused it."),
	.least = 1,
	.most = 1,
	.run = why,
};
