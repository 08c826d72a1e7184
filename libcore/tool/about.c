/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All that is kept about a person, trace by trace.
 */
#include "tool/about.h"

#include <glib/gi18n-lib.h>

#include "engine/dates.h"
#include "engine/json.h"
#include "engine/objects.h"
#include "engine/timeline.h"
#include "tool/people.h"
#include "tool/show.h"

/* --- As JSON ------------------------------------------------------------- */

static void
add_acts(TertiusJson *json, const GPtrArray *acts)
{
	tertius_json_open(json, "acts", '[');
	for (guint i = 0; acts != NULL && i < acts->len; i++) {
		const TertiusAct *act = acts->pdata[i];

		tertius_json_open(json, NULL, '{');
		tertius_json_text(json, "act", tertius_act_name(act->kind));
		tertius_objects_evidence(json, act->evidence);
		tertius_json_close(json);
	}
	tertius_json_close(json);
}

static char *
dup_event_json(TertiusRun *run, const TertiusEvent *event)
{
	GTimeZone *zone = tertius_run_get_zone(run);
	TertiusJson *json = tertius_json_begin();

	switch (event->kind) {
	case TERTIUS_EVENT_LETTER:
		tertius_json_text(json, "kept", "message");
		tertius_json_time(json, "date", event->date, zone);
		tertius_json_text(json, "message_id",
		                  event->letter->message_id);
		tertius_json_text(json, "subject", event->letter->subject);
		tertius_json_text(json, "title", event->letter->style->title);
		add_acts(json, event->letter->acts);
		break;
	case TERTIUS_EVENT_MEETING:
		tertius_json_text(json, "kept", "meeting");
		tertius_json_time(json, "date", event->date, zone);
		tertius_json_text(json, "uid", event->meeting->uid);
		tertius_json_text(json, "summary", event->meeting->summary);
		break;
	case TERTIUS_EVENT_INTRODUCTION:
	default:
		tertius_json_text(json, "kept", "introduction");
		tertius_objects_introduction(json, event->introduction, zone);
		break;
	}
	return tertius_json_end(json);
}

static void
print_decision(TertiusRun *run, const TertiusDecision *decision)
{
	TertiusJson *json = tertius_json_begin();

	tertius_json_text(json, "kept", "decision");
	tertius_json_text(json, "kind",
	                  tertius_decision_kind_name(decision->kind));
	tertius_json_text(json, "subject", decision->subject);
	tertius_json_text(json, "argument", decision->argument);
	tertius_json_time(json, "made", decision->made,
	                  tertius_run_get_zone(run));
	tertius_output_take_json(run->output, tertius_json_end(json));
}

static void
print_person(TertiusRun *run, const char *name, const GPtrArray *addresses)
{
	TertiusJson *json = tertius_json_begin();

	tertius_json_text(json, "kept", "person");
	tertius_json_text(json, "name", name);
	tertius_json_open(json, "addresses", '[');
	for (guint i = 0; i < addresses->len; i++)
		tertius_json_text(json, NULL, addresses->pdata[i]);
	tertius_json_close(json);
	tertius_output_take_json(run->output, tertius_json_end(json));
}

/* --- For people ---------------------------------------------------------- */

static void
say_acts(TertiusRun *run, const GPtrArray *acts)
{
	for (guint i = 0; acts != NULL && i < acts->len; i++) {
		const TertiusAct *act = acts->pdata[i];

		for (guint j = 0; j < act->evidence->len; j++) {
			const TertiusEvidence *piece = act->evidence->pdata[j];

			if (piece->quote != NULL && *piece->quote != '\0')
				tertius_output_say(
					run->output, TERTIUS_INK_FAINT, 15,
					"%s: “%s”", tertius_act_name(act->kind),
					piece->quote);
		}
	}
}

static void
say_title(TertiusRun *run, const char *title)
{
	if (title != NULL && *title != '\0')
		tertius_output_say(run->output, TERTIUS_INK_FAINT, 15,
		                   _("signed as “%s”"), title);
}

static void
say_event(TertiusRun *run, const TertiusConclusions *all, guint person,
          const TertiusEvent *event)
{
	g_autofree char *date =
		tertius_dates_dup_kind(event->date, tertius_run_get_now(run),
	                               tertius_run_get_zone(run));
	g_autofree char *what = tertius_timeline_dup_event(all, person, event);

	tertius_show_field(run, date, what);
	if (event->letter == NULL)
		return;
	say_title(run, event->letter->style->title);
	say_acts(run, event->letter->acts);
}

static void
say_person(TertiusRun *run, const char *name, const GPtrArray *addresses)
{
	tertius_output_say(run->output, TERTIUS_INK_STRONG, 0, "%s", name);
	for (guint i = 0; i < addresses->len; i++)
		tertius_show_field(run, i == 0 ? _("addresses") : "",
		                   addresses->pdata[i]);
}

static void
show_event(TertiusRun *run, const TertiusConclusions *all, guint person,
           const TertiusEvent *event)
{
	if (run->output->is_json)
		tertius_output_take_json(run->output,
		                         dup_event_json(run, event));
	else
		say_event(run, all, person, event);
}

static void
show_decision(TertiusRun *run, const TertiusDecision *decision)
{
	g_autofree char *words = tertius_show_dup_decision(run, decision);

	if (run->output->is_json)
		print_decision(run, decision);
	else
		tertius_show_field(run, _("you said"), words);
}

gboolean
tertius_about_print(TertiusRun *run, const GPtrArray *addresses, GError **error)
{
	const TertiusConclusions *all = tertius_run_conclude(run, error);
	guint person = TERTIUS_NOBODY;
	g_autoptr(GArray) events = NULL;
	g_autoptr(GPtrArray) decisions = NULL;
	const char *name;

	if (all == NULL)
		return FALSE;
	person = tertius_history_find(all->history, addresses->pdata[0]);
	g_assert(person != TERTIUS_NOBODY);
	name = tertius_history_name(all->history, person);
	events = tertius_timeline_find(all, person);
	decisions = tertius_people_decisions(all, person);
	if (run->output->is_json)
		print_person(run, name, addresses);
	else
		say_person(run, name != NULL ? name : addresses->pdata[0],
		           addresses);
	for (guint i = 0; i < events->len; i++)
		show_event(run, all, person,
		           &g_array_index(events, TertiusEvent, i));
	for (guint i = 0; i < decisions->len; i++)
		show_decision(run, decisions->pdata[i]);
	return TRUE;
}
