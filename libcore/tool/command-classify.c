/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius classify`: what messages do, without keeping anything.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>

#include "base/text.h"
#include "engine/objects.h"
#include "engine/sentences.h"
#include "tool/show.h"

static void
say_act(TertiusRun *run, const TertiusAct *act)
{
	g_autofree char *people = tertius_sentences_dup_people(act->introduced);
	const char *introducer = act->introducer != NULL
	                                 ? tertius_person_label(act->introducer)
	                                 : NULL;
	g_autofree char *who = NULL;

	if (introducer != NULL && *people != '\0')
		who = g_strdup_printf(": %s → %s", introducer, people);
	else if (introducer != NULL || *people != '\0')
		who = g_strdup_printf(": %s",
		                      introducer != NULL ? introducer : people);
	tertius_output_say(run->output, TERTIUS_INK_PLAIN, 2, "%s %.2f%s",
	                   tertius_act_name(act->kind), act->score,
	                   who != NULL ? who : "");
	tertius_show_evidence(run, act->evidence, NULL);
}

static gboolean
show(const TertiusFacts *facts, gpointer data, GError **error)
{
	TertiusRun *run = data;
	gboolean is_noteworthy = FALSE;

	(void) error;
	if (run->output->is_json) {
		tertius_output_take_json(run->output,
		                         tertius_objects_dup_classified(facts));
		return TRUE;
	}
	tertius_output_say(run->output, TERTIUS_INK_STRONG, 0, "%s",
	                   *facts->message->subject != '\0'
	                           ? facts->message->subject
	                           : _("(no subject)"));
	for (guint i = 0; i < facts->acts->len; i++) {
		const TertiusAct *act = facts->acts->pdata[i];

		if (act->score < TERTIUS_SCORE_PERHAPS)
			continue;
		say_act(run, act);
		is_noteworthy = TRUE;
	}
	if (!is_noteworthy)
		tertius_output_say(run->output, TERTIUS_INK_FAINT, 2,
		                   _("nothing noteworthy"));
	return TRUE;
}

static gboolean
classify(TertiusRun *run, GError **error)
{
	for (guint i = 0; i < run->n_arguments; i++) {
		g_autoptr(GError) inner = NULL;

		if (tertius_engine_classify(run->arguments[i], show, run,
		                            &inner))
			continue;
		tertius_output_complain("%s", inner->message);
		run->status = MAX(run->status, TERTIUS_EXIT_INCOMPLETE);
	}
	(void) error;
	return TRUE;
}

const TertiusCommand tertius_command_classify = {
	.name = "classify",
	.arguments = N_("FILE…"),
	.summary = N_("say what messages do, and keep nothing"),
	.examples = {
		{ "tertius classify message.eml", N_("one message") },
		{ "tertius classify inbox.mbox > acts.jsonl",
		  N_("one JSON object a message") },
		{ "tertius classify --json message.eml | jq .acts",
		  N_("for a look with other tools") },
	},
	.help = N_(
		"Reads mbox files and single messages and prints, in their "
		"order, what each message does (introduces, thanks, asks, "
		"reports …), with the words that show it. It reads no ledger "
		"and keeps nothing; it is for judging the detector."),
	.least = 1,
	.most = TERTIUS_COMMAND_ANY,
	.run = classify,
};
