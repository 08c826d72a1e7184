/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius about`: all that is kept about a person.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>

#include "tool/about.h"

static gboolean
about(TertiusRun *run, GError **error)
{
	g_autoptr(GPtrArray) addresses =
		tertius_run_find_person(run, run->arguments[0], error);

	return addresses != NULL && tertius_about_print(run, addresses, error);
}

const TertiusCommand tertius_command_about = {
	.name = "about",
	.arguments = N_("PERSON"),
	.summary = N_("show all that is kept about a person"),
	.examples = {
		{ "tertius about dana@example.org", N_("all of it") },
		{ "tertius about dana > dana.jsonl",
		  N_("to hand it to Dana, who may ask") },
		{ "tertius forget dana", N_("remove it") },
	},
	.help = N_(
		"Shows every trace of a person in the ledger: addresses, "
		"messages (date, subject, what they do, the words quoted from "
		"them), meetings, introductions, reminders, and what you "
		"decided. There is nothing else: message bodies are not kept."),
	.least = 1,
	.most = 1,
	.run = about,
};
