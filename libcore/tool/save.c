/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A result that is a file of its own.
 */
#include "tool/save.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "engine/json.h"

gboolean
tertius_save(TertiusRun *run, const char *name, const char *text,
             GError **error)
{
	TertiusJson *json;

	if (name == NULL && isatty(STDOUT_FILENO) != 0) {
		tertius_run_refuse(error, _("say where to: -o FILE"));
		return FALSE;
	}
	if (name == NULL || strcmp(name, "-") == 0) {
		tertius_output_print(run->output, TERTIUS_INK_PLAIN, text);
		return TRUE;
	}
	if (!g_file_set_contents_full(name, text, -1,
	                              G_FILE_SET_CONTENTS_CONSISTENT, 0600,
	                              error))
		return FALSE;
	if (!run->output->is_json) {
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0,
		                   _("Written to %s"), name);
		return TRUE;
	}
	json = tertius_json_begin();
	tertius_json_text(json, "file", name);
	tertius_json_integer(json, "bytes", (gint64) strlen(text));
	tertius_output_take_json(run->output, tertius_json_end(json));
	return TRUE;
}
