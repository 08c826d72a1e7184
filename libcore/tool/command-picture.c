/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius picture`: the network and the year, drawn.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/dates.h"
#include "engine/draw.h"
#include "tool/save.h"

static struct {
	char *with;
	char *since;
	char *output;
	gboolean takes_perhaps;
} given;

static const GOptionEntry options[] = {
	{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &given.output,
	  N_("where to write; a graph in FILE.dot is for Graphviz (standard: "
	     "standard output)"),
	  N_("FILE") },
	{ "with", 0, 0, G_OPTION_ARG_STRING, &given.with,
	  N_("graph: PERSON, who brought them and whom they brought; balance "
	     "and rhythm: with PERSON"),
	  N_("PERSON") },
	{ "since", 0, 0, G_OPTION_ARG_STRING, &given.since,
	  N_("graph: only introductions after DATE"), N_("DATE") },
	{ "perhaps", 0, 0, G_OPTION_ARG_NONE, &given.takes_perhaps,
	  N_("graph: also the doubtful ones"), NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static gboolean
read_kind(TertiusRun *run, TertiusPictureRequest *request, GError **error)
{
	if (!tertius_picture_from_name(run->arguments[0], &request->kind)) {
		tertius_run_refuse(error,
		                   _("there is no picture '%s'; there are "
		                     "graph, year, balance, origin and rhythm"),
		                   run->arguments[0]);
		return FALSE;
	}
	if (request->kind != TERTIUS_PICTURE_GRAPH &&
	    (given.since != NULL || given.takes_perhaps)) {
		tertius_run_refuse(error, _("only the graph has --since and "
		                            "--perhaps"));
		return FALSE;
	}
	if (request->kind == TERTIUS_PICTURE_RHYTHM && given.with == NULL) {
		tertius_run_refuse(error,
		                   _("rhythm is with somebody: --with PERSON"));
		return FALSE;
	}
	return TRUE;
}

/* A file whose name promises something else would mislead. */
static gboolean
check_output(GError **error)
{
	static const char *const others[] = { "png",  "jpg",  "jpeg", "gif",
		                              "webp", "tiff", "pdf",  "eps",
		                              "ps",   "html", NULL };
	const char *dot =
		given.output != NULL ? strrchr(given.output, '.') : NULL;
	g_autofree char *ending =
		dot != NULL ? g_ascii_strdown(dot + 1, -1) : NULL;

	if (ending == NULL || !g_strv_contains(others, ending))
		return TRUE;
	tertius_run_refuse(error,
	                   _("a picture is SVG, not %s: name FILE.svg; "
	                     "rsvg-convert and others make a %s of it"),
	                   ending, ending);
	return FALSE;
}

static gboolean
read_since(TertiusRun *run, TertiusPictureRequest *request, GError **error)
{
	if (given.since == NULL ||
	    tertius_dates_parse_since(given.since, tertius_run_get_now(run),
	                              tertius_run_get_zone(run),
	                              &request->since))
		return TRUE;
	tertius_run_refuse(error, _("--since: '%s' is no date"), given.since);
	return FALSE;
}

static gboolean
picture(TertiusRun *run, GError **error)
{
	TertiusPictureRequest request = {
		.perhaps = given.takes_perhaps,
		.as_dot = given.output != NULL &&
		          g_str_has_suffix(given.output, ".dot"),
	};
	g_autoptr(GPtrArray) addresses = NULL;
	g_autoptr(TertiusDrawing) drawing = NULL;

	if (!check_output(error) || !read_kind(run, &request, error) ||
	    tertius_run_engine(run, error) == NULL ||
	    !read_since(run, &request, error))
		return FALSE;
	if (given.with != NULL) {
		addresses = tertius_run_find_person(run, given.with, error);
		if (addresses == NULL)
			return FALSE;
		request.with = addresses->pdata[0];
	}
	drawing = tertius_engine_draw(run->engine, &request, error);
	return drawing != NULL &&
	       tertius_save(run, given.output, drawing->text, error);
}

const TertiusCommand tertius_command_picture = {
	.name = "picture",
	.arguments = "graph|year|balance|origin|rhythm",
	.summary = N_("draw the network, the year or a friendship"),
	.examples = {
		{ "tertius picture graph -o network.svg",
		  N_("who introduced whom") },
		{ "tertius picture graph --with dana -o dana.svg",
		  N_("Dana, and all who came through Dana") },
		{ "tertius picture rhythm --with dana -o rhythm.svg",
		  N_("every contact of a year, and the gaps") },
	},
	.help = N_(
		"Draws an SVG picture: graph, who introduced whom and how it "
		"went; year, introductions, thanks and check-ins by week; "
		"balance, what went to and fro in a year by kind, and how much "
		"of the contact was for work and how much personal; origin, "
		"new contacts through friends and on your own by quarter; "
		"rhythm, the contact with one person.\n\n"
		"Pictures are for looking back. They are light or dark as the "
		"viewer is, show names under the pointer, and need nothing "
		"from outside. Graphviz lays out the graph when it is "
		"installed; without it Tertius does."),
	.options = options,
	.least = 1,
	.most = 1,
	.run = picture,
};
