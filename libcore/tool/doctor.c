/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings, for people and as JSON.
 */
#include "tool/doctor.h"

#include <glib/gi18n-lib.h>

#include "engine/json.h"

void
tertius_doctor_report(TertiusRun *run, TertiusHealth health, const char *what,
                      const char *found, const char *advice)
{
	static const char *const names[] = { "fine", "look", "broken" };
	TertiusJson *json;

	if (health != TERTIUS_HEALTH_FINE)
		run->status = MAX(run->status, TERTIUS_EXIT_INCOMPLETE);
	if (!run->output->is_json) {
		g_autofree char *mark =
			g_strdup_printf("%-6s ", health == TERTIUS_HEALTH_FINE
		                                         ? _("ok")
		                                         : _(names[health]));

		tertius_output_print(run->output,
		                     health == TERTIUS_HEALTH_FINE
		                             ? TERTIUS_INK_FAINT
		                             : TERTIUS_INK_STRONG,
		                     mark);
		tertius_output_hang(run->output, TERTIUS_INK_STRONG, 7, 7,
		                    what);
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 9, "%s",
		                   found);
		if (advice != NULL)
			tertius_output_say(run->output, TERTIUS_INK_PLAIN, 9,
			                   "→ %s", advice);
		return;
	}
	json = tertius_json_begin();
	tertius_json_text(json, "check", what);
	tertius_json_text(json, "health", names[health]);
	tertius_json_text(json, "found", found);
	tertius_json_text(json, "advice", advice);
	tertius_output_take_json(run->output, tertius_json_end(json));
}
