/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius tact`: what a considerate friend would point out in a draft.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/json.h"
#include "engine/tact.h"

/* A draft that is larger is cut; what matters stands at its beginning. */
#define DRAFT_MAX ((gsize) 12 * 1024 * 1024)

/* Whose fault it is: @name is what the user typed, or NULL. */
static const char *
name_source(const char *name)
{
	return name == NULL || strcmp(name, "-") == 0 ? _("standard input")
	                                              : name;
}

/* All of it: a pipe hands on what it has in pieces. */
static GBytes *
read_draft(const char *name, GError **error)
{
	gboolean is_named = name != NULL && strcmp(name, "-") != 0;
	g_autoptr(GFile) file = is_named ? g_file_new_for_commandline_arg(name)
	                                 : g_file_new_for_path("/dev/stdin");
	g_autoptr(GInputStream) stream =
		G_INPUT_STREAM(g_file_read(file, NULL, error));
	g_autofree char *bytes = NULL;
	gsize length = 0;

	if (stream == NULL)
		return NULL;
	bytes = g_malloc(DRAFT_MAX);
	if (!g_input_stream_read_all(stream, bytes, DRAFT_MAX, &length, NULL,
	                             error))
		return NULL;
	return g_bytes_new_take(g_steal_pointer(&bytes), length);
}

/* The report on the draft @name. */
static TertiusTactReport *
judge(TertiusEngine *engine, const char *name, GError **error)
{
	g_autoptr(GBytes) bytes = read_draft(name, error);
	TertiusTactReport *report = NULL;
	gsize length = 0;
	const char *data;

	if (bytes != NULL) {
		data = g_bytes_get_data(bytes, &length);
		report = tertius_engine_tact(engine, data != NULL ? data : "",
		                             length, error);
	}
	if (report == NULL)
		g_prefix_error(error, _("cannot judge %s: "),
		               name_source(name));
	return report;
}

static char *
dup_json(const TertiusRemark *remark)
{
	TertiusJson *json = tertius_json_begin();

	tertius_json_text(json, "rule", remark->rule);
	tertius_json_text(json, "guideline", remark->guideline);
	tertius_json_text(json, "level",
	                  tertius_remark_level_name(remark->level));
	tertius_json_text(json, "quote", remark->quote);
	tertius_json_integer(json, "start", (gint64) remark->start);
	tertius_json_integer(json, "length", (gint64) remark->length);
	tertius_json_text(json, "why", remark->why);
	tertius_json_text(json, "gentler", remark->gentler);
	return tertius_json_end(json);
}

static void
say(TertiusRun *run, const TertiusRemark *remark)
{
	TertiusOutput *output = run->output;

	if (remark->quote[0] != '\0')
		tertius_output_say(output, TERTIUS_INK_STRONG, 0, "“%s”",
		                   remark->quote);
	tertius_output_say(output, TERTIUS_INK_PLAIN,
	                   remark->quote[0] != '\0' ? 2 : 0, "%s", remark->why);
	if (remark->gentler != NULL)
		tertius_output_say(output, TERTIUS_INK_PLAIN, 2,
		                   _("Gentler: %s"), remark->gentler);
	tertius_output_say(output, TERTIUS_INK_FAINT, 2, "%s, %s, %s",
	                   tertius_remark_level_name(remark->level),
	                   remark->rule, remark->guideline);
}

static gboolean
check(TertiusRun *run, GError **error)
{
	const char *name = run->n_arguments > 0 ? run->arguments[0] : NULL;
	TertiusEngine *engine = tertius_run_engine(run, error);
	g_autoptr(TertiusTactReport) report = NULL;

	if (engine == NULL)
		return FALSE;
	report = judge(engine, name, error);
	if (report == NULL)
		return FALSE;
	for (guint i = 0; i < report->remarks->len; i++) {
		const TertiusRemark *remark = report->remarks->pdata[i];

		if (remark->level == TERTIUS_REMARK_STOP)
			run->status = TERTIUS_EXIT_INCOMPLETE;
		if (run->output->is_json)
			tertius_output_take_json(run->output, dup_json(remark));
		else
			say(run, remark);
	}
	if (report->remarks->len == 0 && !run->output->is_json)
		tertius_output_tell(run->output, "%s",
		                    _("Nothing to point out."));
	return TRUE;
}

const TertiusCommand tertius_command_tact = {
	.name = "tact",
	.arguments = N_("[FILE]"),
	.summary = N_("point out what a considerate friend would in a draft"),
	.examples = {
		{ "tertius tact draft.eml", N_("a draft in a file") },
		{ "tertius draft 3f2a ask | tertius tact",
		  N_("a draft on standard input") },
		{ "tertius tact --json draft.eml | jq .gentler",
		  N_("gentler wordings alone") },
	},
	.help = N_(
		"Reads a draft (a message as RFC 5322 has it) from FILE, or from "
		"standard input when there is no FILE or it is -, and prints "
		"the words that might hurt or press, why, and a gentler wording "
		"that fits in their place; and what the ledger knows: too many "
		"asks, thanks that are owed, a no that was said, people who "
		"are introduced without having been asked, work and private "
		"life mixed. Only your own "
		"words are judged, not what you quote. Nothing is kept and "
		"nothing is blocked.\n\n"
		"The status is 1 when there is something to stop and look at, "
		"such as a place that is still empty."),
	.least = 0,
	.most = 1,
	.run = check,
};
