/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius report`: everything in one page.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>

#include "engine/draw.h"
#include "tool/save.h"

static struct {
	char *output;
	gboolean takes_perhaps;
} given;

static const GOptionEntry options[] = {
	{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &given.output,
	  N_("where to write (standard: standard output)"), N_("FILE") },
	{ "perhaps", 0, 0, G_OPTION_ARG_NONE, &given.takes_perhaps,
	  N_("also the doubtful introductions"), NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static gboolean
report(TertiusRun *run, GError **error)
{
	g_autofree char *html = NULL;

	if (tertius_run_engine(run, error) == NULL)
		return FALSE;
	html = tertius_engine_report(run->engine, given.takes_perhaps, error);
	return html != NULL && tertius_save(run, given.output, html, error);
}

const TertiusCommand tertius_command_report = {
	.name = "report",
	.arguments = "",
	.summary = N_("write one page with everything, to read offline"),
	.examples = {
		{ "tertius report -o report.html", N_("a page for a browser") },
		{ "tertius report --perhaps -o report.html",
		  N_("the doubtful ones too") },
		{ "tertius --now 2026-01-01T00:00:00Z report -o 2025.html",
		  N_("as it stood at the end of a year") },
	},
	.help = N_(
		"Writes one HTML page: what is due, the introductions with "
		"their reasons, the people, the pictures. It can be searched, "
		"filtered and printed, and it talks to nobody: no network, no "
		"server, nothing from outside. It holds what is private to "
		"you and others, so only you may read the file; think before "
		"you pass it on."),
	.options = options,
	.least = 0,
	.most = 0,
	.run = report,
};
