/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages about introductions and reminders.
 */
#include "tool/page.h"

#include <glib/gi18n-lib.h>

#include "engine/dates.h"
#include "engine/objects.h"
#include "engine/sentences.h"
#include "picture/words.h"
#include "tool/show.h"

/* --- As JSON ------------------------------------------------------------- */

static void
print_introduction(TertiusRun *run, const TertiusIntroduction *introduction)
{
	GTimeZone *zone = tertius_run_get_zone(run);
	TertiusJson *json = tertius_json_begin();

	tertius_objects_introduction(json, introduction, zone);
	tertius_json_open(json, "moves", '[');
	for (guint i = 0; i < introduction->moves->len; i++) {
		const TertiusMove *move = introduction->moves->pdata[i];

		tertius_json_open(json, NULL, '{');
		tertius_json_text(json, "state",
		                  tertius_state_name(move->state));
		tertius_json_time(json, "date", move->date, zone);
		tertius_json_text(json, "because", move->because);
		tertius_json_text(json, "source", move->source);
		tertius_json_close(json);
	}
	tertius_json_close(json);
	tertius_objects_evidence(json, introduction->evidence);
	tertius_output_take_json(run->output, tertius_json_end(json));
}

/* --- For people ---------------------------------------------------------- */

static char *
dup_address(const TertiusPerson *person)
{
	if (person->name == NULL || person->address == NULL)
		return g_strdup(tertius_person_label(person));
	return g_strdup_printf("%s <%s>", person->name, person->address);
}

static void
show_people(TertiusRun *run, const char *name, const GPtrArray *people)
{
	for (guint i = 0; i < people->len; i++) {
		g_autofree char *one = dup_address(people->pdata[i]);

		tertius_show_field(run, i == 0 ? name : "", one);
	}
}

static char *
dup_thanked(TertiusRun *run, const TertiusIntroduction *introduction)
{
	gint64 now = tertius_run_get_now(run);
	GTimeZone *zone = tertius_run_get_zone(run);
	g_autofree char *introducer = tertius_dates_dup_kind(
		introduction->thanked_introducer, now, zone);
	g_autofree char *newcomer = tertius_dates_dup_kind(
		introduction->thanked_newcomer, now, zone);

	if (introduction->thanked_introducer == 0 &&
	    introduction->thanked_newcomer == 0)
		return g_strdup(_("nobody yet"));
	if (introduction->thanked_newcomer == 0)
		return g_strdup_printf(_("the introducer, %s"), introducer);
	if (introduction->thanked_introducer == 0)
		return g_strdup_printf(_("the newcomer, %s"), newcomer);
	return g_strdup_printf(_("the introducer, %s; the newcomer, %s"),
	                       introducer, newcomer);
}

static gboolean
is_for_me(const TertiusIntroduction *introduction)
{
	return introduction->kind != TERTIUS_INTRODUCTION_GIVEN &&
	       introduction->kind != TERTIUS_INTRODUCTION_OBSERVED;
}

static void
show_head(TertiusRun *run, const TertiusIntroduction *introduction)
{
	g_autofree char *date = tertius_dates_dup_whole(
		introduction->date, tertius_run_get_zone(run));
	g_autofree char *introducer =
		introduction->introducer != NULL
			? dup_address(introduction->introducer)
			: NULL;

	tertius_output_say(run->output, TERTIUS_INK_STRONG, 0, "%s",
	                   introduction->subject != NULL &&
	                                   *introduction->subject != '\0'
	                           ? introduction->subject
	                           : _("(no subject)"));
	tertius_show_field(run, _("what"),
	                   tertius_sentences_kind(introduction->kind));
	tertius_show_field(run, _("when"), date);
	tertius_show_field(run, _("through"), introducer);
	show_people(run, _("whom"), introduction->introduced);
}

static void
show_moves(TertiusRun *run, const TertiusIntroduction *introduction)
{
	for (guint i = 0; i < introduction->moves->len; i++) {
		const TertiusMove *move = introduction->moves->pdata[i];
		g_autofree char *date = tertius_dates_dup_kind(
			move->date, tertius_run_get_now(run),
			tertius_run_get_zone(run));
		const char *because =
			move->because != NULL && *move->because != '\0'
				? move->because
				: tertius_words_state(move->state);
		g_autofree char *line =
			g_strdup_printf("%s: %s", date, because);

		tertius_show_field(run, i == 0 ? _("life") : "", line);
	}
}

void
tertius_page_introduction(TertiusRun *run,
                          const TertiusIntroduction *introduction)
{
	g_autofree char *next = NULL;
	g_autofree char *thanked = NULL;
	g_autofree char *words = NULL;
	g_autofree char *command = NULL;

	if (run->output->is_json) {
		print_introduction(run, introduction);
		return;
	}
	words = g_strdup_printf("why %.*s", (int) tertius_run_id_length(run),
	                        introduction->id);
	command = tertius_run_dup_command(run, words);
	show_head(run, introduction);
	tertius_show_field(run, _("state"),
	                   tertius_words_state(introduction->state));
	if (is_for_me(introduction)) {
		thanked = dup_thanked(run, introduction);
		tertius_show_field(run, _("thanked"), thanked);
	}
	next = tertius_sentences_dup_next(introduction,
	                                  tertius_run_get_now(run),
	                                  tertius_run_get_zone(run));
	tertius_show_field(run, _("next"), next);
	show_moves(run, introduction);
	tertius_output_gap(run->output);
	tertius_output_say(run->output, TERTIUS_INK_FAINT, 0,
	                   _("The reasons: %s"), command);
}

void
tertius_page_reminder(TertiusRun *run, const TertiusReminder *reminder)
{
	GTimeZone *zone = tertius_run_get_zone(run);
	g_autofree char *due = NULL;
	g_autofree char *id = NULL;

	if (run->output->is_json) {
		tertius_output_take_json(
			run->output,
			tertius_objects_dup_reminder(reminder, zone));
		return;
	}
	due = tertius_dates_dup_whole(reminder->due, zone);
	tertius_output_say(run->output, TERTIUS_INK_STRONG, 0, "%s",
	                   reminder->title);
	tertius_show_field(run, _("because"), reminder->because);
	tertius_show_field(run, _("when"), due);
	tertius_show_field(run, _("state"),
	                   tertius_reminder_state_name(reminder->state));
	if (reminder->introduction == NULL)
		return;
	id = g_strndup(reminder->introduction, tertius_run_id_length(run));
	tertius_show_field(run, _("about"), id);
}

/* --- Why ----------------------------------------------------------------- */

static const char *
get_certainty(const TertiusIntroduction *introduction)
{
	if (introduction->state == TERTIUS_STATE_DISMISSED)
		return _("You said that this was none.");
	if (introduction->level == TERTIUS_LEVEL_LIKELY)
		return _("Tertius takes this for an introduction.");
	return _("Perhaps this is an introduction; it makes no reminders.");
}

void
tertius_page_why(TertiusRun *run, const TertiusIntroduction *introduction)
{
	g_autofree char *words = NULL;
	g_autofree char *command = NULL;

	if (run->output->is_json) {
		print_introduction(run, introduction);
		return;
	}
	show_head(run, introduction);
	tertius_output_gap(run->output);
	tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0,
	                   _("%s The evidence adds up to %.0f in 100:"),
	                   get_certainty(introduction),
	                   MIN(introduction->score * 100, 99));
	tertius_output_gap(run->output);
	tertius_show_evidence(run, introduction->evidence,
	                      introduction->source);
	tertius_output_gap(run->output);
	show_moves(run, introduction);
	tertius_output_gap(run->output);
	words = g_strdup_printf("none %.8s", introduction->id);
	command = tertius_run_dup_command(run, words);
	tertius_output_say(run->output, TERTIUS_INK_FAINT, 0,
	                   _("If it was none: %s"), command);
}
