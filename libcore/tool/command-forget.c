/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius forget`: removes every trace of a person.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/json.h"

static gboolean is_sure;

static const GOptionEntry options[] = {
	{ "yes", 'y', 0, G_OPTION_ARG_NONE, &is_sure, N_("do not ask"), NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static char *
join(const GPtrArray *addresses)
{
	GString *all = g_string_new("");

	for (guint i = 0; i < addresses->len; i++)
		g_string_append_printf(all, "%s%s", i > 0 ? ", " : "",
		                       (const char *) addresses->pdata[i]);
	return g_string_free(all, FALSE);
}

/* FALSE without an error: the person said no. */
static gboolean
ask(TertiusRun *run, const GPtrArray *addresses, GError **error)
{
	g_autofree char *all = join(addresses);
	char answer[16] = "";

	if (is_sure)
		return TRUE;
	if (isatty(STDIN_FILENO) == 0) {
		tertius_run_refuse(error,
		                   _("forgetting cannot be undone; say --yes "
		                     "to forget %s"),
		                   all);
		return FALSE;
	}
	(void) fprintf(stderr,
	               _("Every message, meeting and decision with %s will be "
	                 "forgotten, and their mail left out from now on. This "
	                 "cannot be undone. Forget? [y/N] "),
	               all);
	if (fgets(answer, sizeof(answer), stdin) != NULL &&
	    g_ascii_tolower(answer[0]) == 'y')
		return TRUE;
	tertius_output_tell(run->output, _("Nothing was forgotten."));
	return FALSE;
}

static gboolean
forget(TertiusRun *run, GError **error)
{
	g_autoptr(GPtrArray) addresses =
		tertius_run_find_person(run, run->arguments[0], error);
	g_autofree char *all = NULL;
	guint messages = 0;
	guint meetings = 0;
	GError *inner = NULL;
	TertiusJson *json;

	if (addresses == NULL)
		return FALSE;
	if (!ask(run, addresses, &inner)) {
		if (inner == NULL)
			return TRUE;
		g_propagate_error(error, inner);
		return FALSE;
	}
	all = join(addresses);
	if (!tertius_engine_forget(run->engine, addresses, &messages, &meetings,
	                           error))
		return FALSE;
	if (!run->output->is_json) {
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0,
		                   _("Forgotten: %s, with %u messages and %u "
		                     "meetings."),
		                   all, messages, meetings);
		return TRUE;
	}
	json = tertius_json_begin();
	tertius_json_integer(json, "messages", messages);
	tertius_json_integer(json, "meetings", meetings);
	tertius_output_take_json(run->output, tertius_json_end(json));
	return TRUE;
}

const TertiusCommand tertius_command_forget = {
	.name = "forget",
	.arguments = N_("PERSON"),
	.summary = N_("remove every trace of a person, for good"),
	.examples = {
		{ "tertius about dana", N_("see first what there is") },
		{ "tertius forget dana", N_("asks, then removes it") },
		{ "tertius forget --yes dana@example.org",
		  N_("without asking") },
	},
	.help = N_(
		"Removes every message, meeting, introduction, reminder and "
		"decision in which any address of the person has a part. "
		"Their mail is not taken in again: for that, a hash of each "
		"address is kept, from which the address cannot be read. Your "
		"mailbox is not touched. This cannot be undone."),
	.options = options,
	.least = 1,
	.most = 1,
	.run = forget,
};
