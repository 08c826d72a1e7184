/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records as people read them.
 */
#include "tool/show.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/dates.h"
#include "engine/objects.h"
#include "engine/rules.h"
#include "engine/sentences.h"
#include "picture/words.h"
#include "tool/table.h"

/* Columns of the names in a page about one thing. */
#define FIELD_WIDTH 15

char *
tertius_show_dup_me(const TertiusConclusions *all)
{
	GString *me = g_string_new("");

	for (guint i = 0; all->me[i] != NULL; i++)
		g_string_append_printf(me, "%s%s", i > 0 ? ", " : "",
		                       all->me[i]);
	return g_string_free(me, FALSE);
}

/* --- Tables -------------------------------------------------------------- */

static char *
dup_introducer(const TertiusIntroduction *introduction)
{
	if (introduction->kind == TERTIUS_INTRODUCTION_GIVEN)
		return g_strdup(_("you"));
	if (introduction->introducer == NULL)
		return g_strdup("");
	return tertius_person_dup_full_name(introduction->introducer);
}

static void
add_introduction(TertiusRun *run, TertiusTable *table,
                 const TertiusIntroduction *introduction, guint id_length)
{
	g_autofree char *id = g_strndup(introduction->id, id_length);
	g_autofree char *when = tertius_dates_dup_kind(
		introduction->date, tertius_run_get_now(run),
		tertius_run_get_zone(run));
	g_autofree char *whom =
		tertius_sentences_dup_people(introduction->introduced);
	g_autofree char *next = tertius_sentences_dup_next(
		introduction, tertius_run_get_now(run),
		tertius_run_get_zone(run));
	gboolean is_doubtful = introduction->level != TERTIUS_LEVEL_LIKELY;
	g_autofree char *state =
		g_strconcat(tertius_words_state(introduction->state),
	                    is_doubtful ? "?" : "", NULL);
	g_autofree char *introducer = dup_introducer(introduction);
	const char *cells[] = { id, when, introducer, whom, state, next };

	tertius_table_add(table, cells);
}

void
tertius_show_introductions(TertiusRun *run, const GPtrArray *introductions)
{
	const char *const headings[] = { _("ID"),   _("WHEN"),  _("THROUGH"),
		                         _("WHOM"), _("STATE"), _("NEXT"),
		                         NULL };
	g_autoptr(TertiusTable) table =
		tertius_table_new(headings, 1 << 2 | 1 << 3);
	guint id_length = tertius_run_id_length(run);
	GTimeZone *zone = tertius_run_get_zone(run);

	for (guint i = 0; i < introductions->len; i++) {
		const TertiusIntroduction *introduction =
			introductions->pdata[i];

		if (run->output->is_json)
			tertius_output_take_json(
				run->output, tertius_objects_dup_introduction(
						     introduction, zone));
		else
			add_introduction(run, table, introduction, id_length);
	}
	if (!run->output->is_json)
		tertius_table_print(table, run->output);
}

static void
add_reminder(TertiusRun *run, TertiusTable *table,
             const TertiusReminder *reminder, guint id_length)
{
	g_autofree char *id = g_strndup(reminder->id, id_length);
	gint64 now = tertius_run_get_now(run);
	GTimeZone *zone = tertius_run_get_zone(run);
	gboolean is_open = tertius_reminder_is_open(reminder);
	g_autofree char *due = tertius_dates_dup_due(
		is_open ? reminder->due : reminder->closed, now, zone);
	gboolean is_now = is_open && reminder->due <= now;
	const char *when = is_now ? _("now") : due;
	g_autofree char *closed = NULL;
	const char *cells[] = { id, when, reminder->title };

	if (!is_open) {
		closed = g_strdup_printf(
			"%s %s", tertius_reminder_state_name(reminder->state),
			due);
		cells[1] = closed;
	}
	tertius_table_add(table, cells);
	tertius_table_add_note(table, reminder->because);
}

void
tertius_show_reminders(TertiusRun *run, const GPtrArray *reminders)
{
	const char *const headings[] = { _("ID"), _("WHEN"), _("WHAT"), NULL };
	g_autoptr(TertiusTable) table = tertius_table_new(headings, 1 << 2);
	guint id_length = tertius_run_id_length(run);
	GTimeZone *zone = tertius_run_get_zone(run);

	for (guint i = 0; i < reminders->len; i++) {
		const TertiusReminder *reminder = reminders->pdata[i];

		if (run->output->is_json)
			tertius_output_take_json(
				run->output,
				tertius_objects_dup_reminder(reminder, zone));
		else
			add_reminder(run, table, reminder, id_length);
	}
	if (!run->output->is_json)
		tertius_table_print(table, run->output);
}

/* --- Pages about one thing ----------------------------------------------- */

void
tertius_show_field(TertiusRun *run, const char *name, const char *value)
{
	g_autofree char *left = NULL;

	if (value == NULL || *value == '\0')
		return;
	left = g_strdup_printf("  %s", name);
	tertius_output_print(run->output, TERTIUS_INK_FAINT, left);
	tertius_output_hang(run->output, TERTIUS_INK_PLAIN,
	                    tertius_output_columns(left), FIELD_WIDTH, value);
}

static const TertiusLetter *
find_letter(TertiusRun *run, const char *source)
{
	const TertiusConclusions *all = tertius_run_conclude(run, NULL);
	guint n = all != NULL ? tertius_history_n_letters(all->history) : 0;

	for (guint i = 0; i < n && source != NULL; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(all->history, i);

		if (strcmp(letter->id, source) == 0)
			return letter;
	}
	return NULL;
}

/* The words that were seen, and the message that they are from when it is not
 * the one that the page is about. */
static char *
dup_words(TertiusRun *run, const TertiusEvidence *piece, const char *source)
{
	const char *quote = piece->quote != NULL ? piece->quote : "";
	const TertiusLetter *letter = NULL;
	g_autofree char *date = NULL;

	if (piece->source != NULL && g_strcmp0(piece->source, source) != 0)
		letter = find_letter(run, piece->source);
	if (letter == NULL)
		return *quote != '\0' ? g_strdup_printf("“%s”", quote) : NULL;
	date = tertius_dates_dup_kind(letter->date, tertius_run_get_now(run),
	                              tertius_run_get_zone(run));
	if (*quote == '\0' || strcmp(quote, letter->subject) == 0)
		return g_strdup_printf("“%s”, %s", letter->subject, date);
	return g_strdup_printf(_("“%s” in “%s”, %s"), quote, letter->subject,
	                       date);
}

static void
show_piece(TertiusRun *run, const TertiusEvidence *piece, const char *source)
{
	g_autofree char *rule = tertius_rules_dup_words(piece->rule);
	g_autofree char *words = run->engine != NULL
	                                 ? dup_words(run, piece, source)
	                                 : g_strdup(piece->quote);
	g_autofree char *weight = g_strdup_printf("  %+5.1f  ", piece->weight);
	const char *place = tertius_rules_place_words(piece->place);
	g_autofree char *claim = g_strdup_printf(
		"%s; %s%s%s", rule, tertius_sentences_weight(piece->weight),
		*place != '\0' ? ", " : "", place);

	tertius_output_print(run->output, TERTIUS_INK_STRONG, weight);
	tertius_output_hang(run->output, TERTIUS_INK_PLAIN, 9, 9, claim);
	if (words != NULL && *words != '\0')
		tertius_output_say(run->output, TERTIUS_INK_FAINT, 9, "%s",
		                   words);
}

/* What weighs most comes first. */
static int
compare_weights(gconstpointer a, gconstpointer b)
{
	const TertiusEvidence *first = *(const TertiusEvidence *const *) a;
	const TertiusEvidence *second = *(const TertiusEvidence *const *) b;

	return (ABS(first->weight) < ABS(second->weight)) -
	       (ABS(first->weight) > ABS(second->weight));
}

void
tertius_show_evidence(TertiusRun *run, const GPtrArray *evidence,
                      const char *source)
{
	g_autoptr(GPtrArray) sorted = g_ptr_array_new();

	for (guint i = 0; i < evidence->len; i++)
		g_ptr_array_add(sorted, evidence->pdata[i]);
	g_ptr_array_sort(sorted, compare_weights);
	for (guint i = 0; i < sorted->len; i++)
		show_piece(run, sorted->pdata[i], source);
}

char *
tertius_show_dup_decision(TertiusRun *run, const TertiusDecision *decision)
{
	const char *name = tertius_decision_kind_name(decision->kind);
	const char *argument = decision->argument;
	g_autofree char *made =
		tertius_dates_dup_kind(decision->made, tertius_run_get_now(run),
	                               tertius_run_get_zone(run));
	g_autofree char *moment = NULL;

	if (decision->kind == TERTIUS_DECISION_LATER) {
		moment = tertius_dates_dup_due(
			g_ascii_strtoll(argument, NULL, 10),
			tertius_run_get_now(run), tertius_run_get_zone(run));
		argument = moment;
	}
	if (*argument == '\0' || strcmp(argument, "yes") == 0)
		return g_strdup_printf("%s (%s)", name, made);
	return g_strdup_printf("%s: %s (%s)", name, argument, made);
}
