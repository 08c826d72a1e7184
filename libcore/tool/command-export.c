/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius export` and `tertius import`: everything out, and in again.
 */
#include "tool/command.h"

#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

static gboolean export(TertiusRun *run, GError **error)
{
	g_autoptr(GOutputStream) stream =
		g_unix_output_stream_new(STDOUT_FILENO, FALSE);

	return tertius_run_engine(run, error) != NULL &&
	       tertius_engine_export(run->engine, stream, error);
}

static GInputStream *
open_input(const char *name, GError **error)
{
	g_autoptr(GFile) file = NULL;

	if (strcmp(name, "-") == 0)
		return g_unix_input_stream_new(STDIN_FILENO, FALSE);
	file = g_file_new_for_path(name);
	return G_INPUT_STREAM(g_file_read(file, NULL, error));
}

static gboolean
import(TertiusRun *run, GError **error)
{
	g_autoptr(GInputStream) stream = NULL;
	guint n = 0;

	if (tertius_run_engine(run, error) == NULL)
		return FALSE;
	stream = open_input(run->arguments[0], error);
	if (stream == NULL ||
	    !tertius_engine_import(run->engine, stream, &n, error)) {
		if (stream != NULL)
			g_prefix_error(error, "%s: ", run->arguments[0]);
		return FALSE;
	}
	tertius_output_tell(run->output,
	                    g_dngettext(GETTEXT_PACKAGE, "%u line taken in.",
	                                "%u lines taken in.", n),
	                    n);
	return TRUE;
}

const TertiusCommand tertius_command_export = {
	.name = "export",
	.arguments = "",
	.summary = N_("write all that is kept, as JSON Lines"),
	.examples = {
		{ "tertius export > ledger.jsonl", N_("a copy, to keep") },
		{ "tertius export | jq -c 'select(.decision)'",
		  N_("a look inside") },
		{ "tertius export | tertius import --ledger copy.db -",
		  N_("into another ledger") },
	},
	.help = N_(
		"Writes everything in the ledger to standard output: facts by "
		"their ids, then your decisions. The same mail and the same "
		"decisions give the same bytes, in whatever order the mail was "
		"read."),
	.least = 0,
	.most = 0,
	.run = export,
};

const TertiusCommand tertius_command_import = {
	.name = "import",
	.arguments = N_("FILE"),
	.summary = N_("take in what export wrote; - is standard input"),
	.examples = {
		{ "tertius import ledger.jsonl", N_("onto what is there") },
		{ "tertius import --ledger new.db ledger.jsonl",
		  N_("into a new ledger") },
		{ "ssh office tertius export | tertius import -",
		  N_("from another computer") },
	},
	.help = N_("Takes in what export wrote, onto what is there: all of it, "
	           "or nothing when a line cannot be read. What is there "
	           "already is not doubled."),
	.least = 1,
	.most = 1,
	.run = import,
};
