/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius undo`: takes the latest decision back.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/json.h"
#include "tool/show.h"

static void
print_decision(TertiusRun *run, const TertiusDecision *decision)
{
	TertiusJson *json = tertius_json_begin();

	tertius_json_text(json, "undone",
	                  decision != NULL
	                          ? tertius_decision_kind_name(decision->kind)
	                          : NULL);
	if (decision != NULL) {
		tertius_json_text(json, "subject", decision->subject);
		tertius_json_text(json, "argument", decision->argument);
	}
	tertius_output_take_json(run->output, tertius_json_end(json));
}

/* What a decision was about, in words. */
static char *
dup_subject(TertiusRun *run, const TertiusDecision *decision)
{
	TertiusFound found = { NULL, NULL };

	if (strchr(decision->subject, '@') == NULL &&
	    tertius_engine_find(run->engine, decision->subject, &found, NULL))
		return g_strdup(found.reminder != NULL
		                        ? found.reminder->title
		                        : found.introduction->subject);
	return g_strndup(decision->subject, 40);
}

static gboolean
undo(TertiusRun *run, GError **error)
{
	g_autoptr(TertiusDecision) decision = NULL;
	g_autofree char *what = NULL;
	g_autofree char *subject = NULL;
	GError *inner = NULL;

	if (tertius_run_engine(run, error) == NULL)
		return FALSE;
	decision = tertius_engine_undo(run->engine, &inner);
	if (inner != NULL) {
		g_propagate_error(error, inner);
		return FALSE;
	}
	if (run->output->is_json) {
		print_decision(run, decision);
		return TRUE;
	}
	if (decision == NULL) {
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0,
		                   _("There is nothing to undo."));
		return TRUE;
	}
	what = tertius_show_dup_decision(run, decision);
	subject = dup_subject(run, decision);
	tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0,
	                   _("Taken back: %s; it was about %s"), what, subject);
	return TRUE;
}

const TertiusCommand tertius_command_undo = {
	.name = "undo",
	.arguments = "",
	.summary = N_("take back the latest decision"),
	.examples = {
		{ "tertius undo", N_("the latest decision") },
		{ "tertius undo && tertius undo", N_("the two latest") },
		{ "tertius export | grep decision", N_("all that there are") },
	},
	.help = N_("Takes back the latest done, later, never, none, confirm or "
	           "change of a person. Can be said again, until none is left."),
	.least = 0,
	.most = 0,
	.run = undo,
};
