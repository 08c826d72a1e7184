/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page about a person: the friendship first.
 */
#include "tool/page.h"

#include <glib/gi18n-lib.h>

#include "engine/dates.h"
#include "engine/json.h"
#include "engine/objects.h"
#include "engine/relation-objects.h"
#include "engine/relation-sentences.h"
#include "engine/timeline.h"
#include "tool/people.h"
#include "tool/show.h"

/* Events on the page; all of them are in the JSON. */
#define EVENTS_SHOWN 12

static const char *const event_names[] = {
	[TERTIUS_EVENT_LETTER] = "message",
	[TERTIUS_EVENT_MEETING] = "meeting",
	[TERTIUS_EVENT_INTRODUCTION] = "introduction",
};

static GPtrArray *
find_reminders(const TertiusConclusions *all, guint person)
{
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < all->reminders->len; i++) {
		TertiusReminder *reminder = all->reminders->pdata[i];

		if (tertius_reminder_is_open(reminder) &&
		    reminder->person != NULL &&
		    tertius_history_resolve(all->history, reminder->person) ==
		            person)
			g_ptr_array_add(found, reminder);
	}
	return found;
}

/* --- As JSON ------------------------------------------------------------- */

static void
add_event(TertiusRun *run, const TertiusConclusions *all, guint person,
          const TertiusEvent *event, TertiusJson *json)
{
	g_autofree char *what = tertius_timeline_dup_event(all, person, event);

	tertius_json_open(json, NULL, '{');
	tertius_json_text(json, "kind", event_names[event->kind]);
	tertius_json_time(json, "date", event->date, tertius_run_get_zone(run));
	tertius_json_text(json, "what", what);
	if (event->letter != NULL)
		tertius_json_text(json, "message_id",
		                  event->letter->message_id);
	if (event->introduction != NULL)
		tertius_json_text(json, "id", event->introduction->id);
	tertius_json_close(json);
}

static void
add_decisions(TertiusJson *json, const GPtrArray *decisions)
{
	tertius_json_open(json, "decisions", '[');
	for (guint i = 0; i < decisions->len; i++) {
		const TertiusDecision *decision = decisions->pdata[i];

		tertius_json_open(json, NULL, '{');
		tertius_json_text(json, "kind",
		                  tertius_decision_kind_name(decision->kind));
		tertius_json_text(json, "argument", decision->argument);
		tertius_json_time(json, "made", decision->made, NULL);
		tertius_json_close(json);
	}
	tertius_json_close(json);
}

static void
print_person(TertiusRun *run, const TertiusConclusions *all, guint person,
             const GArray *events)
{
	TertiusJson *json = tertius_json_begin();
	g_autoptr(GPtrArray) reminders = find_reminders(all, person);
	g_autoptr(GPtrArray) decisions = tertius_people_decisions(all, person);

	const TertiusRelation *relation =
		tertius_relations_get(all->relations, person);

	if (relation != NULL) {
		tertius_objects_relation_whole(json, all, relation,
		                               tertius_run_get_zone(run));
	} else {
		tertius_json_text(json, "name",
		                  tertius_history_name(all->history, person));
		tertius_json_text(
			json, "address",
			tertius_history_address(all->history, person));
	}
	tertius_json_open(json, "timeline", '[');
	for (guint i = 0; i < events->len; i++)
		add_event(run, all, person,
		          &g_array_index(events, TertiusEvent, i), json);
	tertius_json_close(json);
	tertius_json_open(json, "reminders", '[');
	for (guint i = 0; i < reminders->len; i++) {
		tertius_json_open(json, NULL, '{');
		tertius_objects_reminder(json, reminders->pdata[i],
		                         tertius_run_get_zone(run));
		tertius_json_close(json);
	}
	tertius_json_close(json);
	add_decisions(json, decisions);
	tertius_output_take_json(run->output, tertius_json_end(json));
}

/* --- For people ---------------------------------------------------------- */

static void
show_contact(TertiusRun *run, const TertiusRelation *relation)
{
	gint64 now = tertius_run_get_now(run);
	GTimeZone *zone = tertius_run_get_zone(run);
	const TertiusCadence *cadence = &relation->cadence;
	g_autofree char *first = NULL;
	g_autofree char *latest = NULL;
	g_autofree char *line = NULL;
	g_autofree char *every = NULL;

	if (cadence->latest == 0)
		return;
	first = tertius_dates_dup_kind(relation->first_contact, now, zone);
	latest = tertius_sentences_dup_latest(relation, now, zone);
	line = g_strdup_printf(_("%s; first on %s"), latest, first);
	tertius_show_field(run, _("in touch"), line);
	if (cadence->days == 0)
		return;
	every = tertius_sentences_dup_every(relation, now, zone);
	tertius_show_field(run, _("a word"), every);
}

static void
show_addresses(TertiusRun *run, const TertiusRelation *relation)
{
	for (guint i = 0; i < relation->n_addresses; i++) {
		const TertiusContactAddress *one = &relation->addresses[i];
		g_autofree char *line = g_strdup_printf(
			"%s (%s)", one->address,
			one->context == TERTIUS_CONTEXT_WORK ? _("work")
							     : _("private"));

		tertius_show_field(run, i == 0 ? _("address") : "", line);
	}
}

/* Through whom, and through whom those: as far back as is known. */
static void
show_chain(TertiusRun *run, const TertiusConclusions *all,
           const TertiusRelation *relation)
{
	g_autofree char *chain = tertius_sentences_dup_chain(all, relation);

	tertius_show_field(run, _("through"), chain);
}

static void
show_list(TertiusRun *run, const char *name, const GPtrArray *lines)
{
	for (guint i = 0; lines != NULL && i < lines->len; i++)
		tertius_show_field(run, i == 0 ? name : "", lines->pdata[i]);
}

static void
show_relation(TertiusRun *run, const TertiusConclusions *all,
              const TertiusRelation *relation)
{
	gint64 now = tertius_run_get_now(run);
	GTimeZone *zone = tertius_run_get_zone(run);
	g_autoptr(GPtrArray) open = tertius_sentences_open(relation, now, zone);
	g_autoptr(GPtrArray) boundaries =
		tertius_sentences_boundaries(relation, now, zone);
	g_autoptr(GPtrArray) glad =
		tertius_sentences_milestones(relation, TRUE, now, zone);
	g_autoptr(GPtrArray) other =
		tertius_sentences_milestones(relation, FALSE, now, zone);
	g_autoptr(GPtrArray) balance =
		tertius_sentences_balance(all, relation, zone);
	g_autoptr(GPtrArray) merges = tertius_sentences_merges(all, relation);
	g_autofree char *voice = tertius_sentences_dup_voice(all, relation);

	tertius_show_field(run, _("signs as"), relation->title);
	show_addresses(run, relation);
	show_contact(run, relation);
	show_chain(run, all, relation);
	show_list(run, _("open"), open);
	show_list(run, _("mind"), boundaries);
	show_list(run, _("glad"), glad);
	show_list(run, _("besides"), other);
	show_list(run, _("between you"), balance);
	tertius_show_field(run, _("your voice"), voice);
	show_list(run, _("together in"), relation->projects);
	if (relation->seeks != NULL)
		tertius_show_field(run, _("looks for"), relation->seeks->words);
	show_list(run, _("one person"), merges);
}

static void
show_events(TertiusRun *run, const TertiusConclusions *all, guint person,
            const GArray *events)
{
	guint from =
		events->len > EVENTS_SHOWN ? events->len - EVENTS_SHOWN : 0;

	tertius_output_gap(run->output);
	if (from > 0)
		tertius_output_say(run->output, TERTIUS_INK_FAINT, 2,
		                   _("(%u earlier ones: --json)"), from);
	for (guint i = from; i < events->len; i++) {
		const TertiusEvent *event =
			&g_array_index(events, TertiusEvent, i);
		g_autofree char *date = tertius_dates_dup_kind(
			event->date, tertius_run_get_now(run),
			tertius_run_get_zone(run));
		g_autofree char *what =
			tertius_timeline_dup_event(all, person, event);

		tertius_show_field(run, date, what);
	}
}

gboolean
tertius_page_person(TertiusRun *run, const char *address, GError **error)
{
	const TertiusConclusions *all = tertius_run_conclude(run, error);
	guint person = TERTIUS_NOBODY;
	g_autoptr(GArray) events = NULL;
	g_autoptr(GPtrArray) reminders = NULL;
	g_autoptr(GPtrArray) decisions = NULL;
	const TertiusRelation *relation;
	const char *name;

	if (all == NULL)
		return FALSE;
	person = tertius_history_find(all->history, address);
	g_assert(person != TERTIUS_NOBODY);
	events = tertius_timeline_find(all, person);
	if (run->output->is_json) {
		print_person(run, all, person, events);
		return TRUE;
	}
	name = tertius_history_name(all->history, person);
	tertius_output_say(run->output, TERTIUS_INK_STRONG, 0, "%s",
	                   name != NULL ? name : address);
	relation = tertius_relations_get(all->relations, person);
	if (relation != NULL)
		show_relation(run, all, relation);
	else
		tertius_show_field(
			run, _("address"),
			tertius_history_address(all->history, person));
	decisions = tertius_people_decisions(all, person);
	for (guint i = 0; i < decisions->len; i++) {
		g_autofree char *decision =
			tertius_show_dup_decision(run, decisions->pdata[i]);

		tertius_show_field(run, i == 0 ? _("you said") : "", decision);
	}
	show_events(run, all, person, events);
	reminders = find_reminders(all, person);
	if (reminders->len > 0) {
		tertius_output_gap(run->output);
		tertius_show_reminders(run, reminders);
	}
	return TRUE;
}
