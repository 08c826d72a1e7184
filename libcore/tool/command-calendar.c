/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius calendar export`: the reminders as calendar events.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/json.h"

static gboolean
calendar(TertiusRun *run, GError **error)
{
	const char *target = run->arguments[1];
	guint changed = 0;
	TertiusJson *json;

	if (strcmp(run->arguments[0], "export") != 0) {
		tertius_run_refuse(error,
		                   _("calendar has no '%s'; there is: export"),
		                   run->arguments[0]);
		return FALSE;
	}
	if (tertius_run_engine(run, error) == NULL ||
	    !tertius_engine_export_calendar(run->engine, target, &changed,
	                                    error))
		return FALSE;
	if (!run->output->is_json) {
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0,
		                   changed > 0 ? _("Reminders written to %s")
		                               : _("%s is up to date."),
		                   target);
		return TRUE;
	}
	json = tertius_json_begin();
	tertius_json_text(json, "target", target);
	tertius_json_integer(json, "changed", changed);
	tertius_output_take_json(run->output, tertius_json_end(json));
	return TRUE;
}

const TertiusCommand tertius_command_calendar = {
	.name = "calendar",
	.arguments = "export FILE|DIR",
	.summary = N_("write the reminders as calendar events"),
	.examples = {
		{ "tertius calendar export reminders.ics",
		  N_("one file, to subscribe to or to import") },
		{ "tertius calendar export ~/.calendars/tertius/",
		  N_("a vdir, as khal and vdirsyncer use it") },
		{ "tertius scan && tertius calendar export r.ics",
		  N_("from cron, after each scan") },
	},
	.help = N_(
		"Makes the reminders in FILE or DIR equal to the plan: new "
		"ones are added with an alarm, what is done or dropped is "
		"marked so. The same reminder has the same UID every time, so "
		"that a calendar updates it instead of doubling it. A name "
		"that ends in / or is a folder is a vdir, with one file an "
		"event; anything else is one iCalendar file."),
	.least = 2,
	.most = 2,
	.run = calendar,
};
