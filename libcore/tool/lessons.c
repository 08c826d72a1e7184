/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Tertius learnt.
 */
#include "tool/lessons.h"

#include <glib/gi18n-lib.h>

#include "engine/dates.h"
#include "engine/json.h"
#include "engine/objects.h"
#include "tool/table.h"

static const char *
say_lesson(TertiusDecisionKind kind)
{
	if (kind == TERTIUS_DECISION_NONE)
		return _("less likely an introduction");
	if (kind == TERTIUS_DECISION_CONFIRM)
		return _("more likely an introduction");
	return _("needs no thanks");
}

static void
print_lesson(TertiusRun *run, const TertiusLesson *lesson)
{
	TertiusJson *json = tertius_json_begin();

	tertius_json_text(json, "introduction", lesson->introduction);
	tertius_json_text(json, "lesson",
	                  tertius_decision_kind_name(lesson->kind));
	tertius_objects_person(json, "person", lesson->teacher);
	tertius_json_text(json, "act", tertius_act_name(lesson->act));
	tertius_json_text(json, "manner", tertius_manner_name(lesson->manner));
	tertius_json_text(json, "rule", lesson->rule);
	tertius_json_text(json, "subject", lesson->subject);
	tertius_json_time(json, "made", lesson->made,
	                  tertius_run_get_zone(run));
	tertius_output_take_json(run->output, tertius_json_end(json));
}

static void
add_lesson(TertiusRun *run, TertiusTable *table, const TertiusLesson *lesson)
{
	g_autofree char *id =
		g_strndup(lesson->introduction, tertius_run_id_length(run));
	const char *cells[] = { id, tertius_person_label(lesson->teacher),
		                lesson->subject, say_lesson(lesson->kind) };

	tertius_table_add(table, cells);
}

gboolean
tertius_lessons_list(TertiusRun *run, guint *n, GError **error)
{
	const char *const headings[] = { _("ID"), _("FROM"), _("LIKE"), _("IS"),
		                         NULL };
	g_autoptr(TertiusTable) table =
		tertius_table_new(headings, 1 << 1 | 1 << 2);
	g_autoptr(GPtrArray) lessons = NULL;

	if (tertius_run_conclude(run, error) == NULL)
		return FALSE;
	lessons = tertius_engine_list_lessons(run->engine, error);
	if (lessons == NULL)
		return FALSE;
	for (guint i = 0; i < lessons->len; i++) {
		if (run->output->is_json)
			print_lesson(run, lessons->pdata[i]);
		else
			add_lesson(run, table, lessons->pdata[i]);
	}
	if (!run->output->is_json && lessons->len > 0)
		tertius_table_print(table, run->output);
	*n = lessons->len;
	return TRUE;
}
