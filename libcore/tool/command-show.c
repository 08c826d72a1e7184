/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius show`: one introduction, reminder or person whole.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>

#include "engine/dates.h"
#include "engine/objects.h"
#include "tool/page.h"

static gboolean
show(TertiusRun *run, GError **error)
{
	TertiusFound found = { NULL, NULL };
	g_autoptr(GError) inner = NULL;
	g_autoptr(GPtrArray) addresses = NULL;

	if (tertius_run_engine(run, error) == NULL)
		return FALSE;
	if (tertius_run_find(run, run->arguments[0], &found, &inner)) {
		if (found.introduction != NULL)
			tertius_page_introduction(run, found.introduction);
		else
			tertius_page_reminder(run, found.reminder);
		return TRUE;
	}
	addresses = tertius_run_find_person(run, run->arguments[0], NULL);
	if (addresses != NULL)
		return tertius_page_person(run, addresses->pdata[0], error);
	g_propagate_error(error, g_steal_pointer(&inner));
	return FALSE;
}

const TertiusCommand tertius_command_show = {
	.name = "show",
	.arguments = N_("ID"),
	.summary = N_("show an introduction, a reminder or a person whole"),
	.examples = {
		{ "tertius show 3f2a", N_("the introduction or reminder") },
		{ "tertius show dana", N_("a person") },
		{ "tertius show --json 3f2a", N_("as JSON") },
	},
	.help = N_("Shows all that was concluded about one introduction with "
	           "each move of its life, a reminder, or what is known of a "
	           "person. For the reasons see why."),
	.least = 1,
	.most = 1,
	.run = show,
};
