/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists of asks and of occasions.
 */
#include "tool/people.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/dates.h"
#include "engine/json.h"
#include "engine/objects.h"
#include "engine/relation-objects.h"
#include "tool/table.h"

static char *
dup_name(const TertiusHistory *history, guint person)
{
	g_autoptr(TertiusPerson) record =
		tertius_history_dup_person(history, person);

	return tertius_person_dup_full_name(record);
}

/* --- Asks ----------------------------------------------------------------- */

typedef struct {
	const TertiusRelation *relation;
	const TertiusOpen *open;
} Ask;

static const char *
get_turn(const TertiusOpen *open)
{
	return open->rests ? "rests" : open->is_mine ? "mine" : "theirs";
}

/* Mine, theirs, at rest; of each the earliest first. */
static int
compare_asks(gconstpointer a, gconstpointer b)
{
	const Ask *x = a;
	const Ask *y = b;
	int order = strcmp(get_turn(x->open), get_turn(y->open));

	if (order != 0)
		return strcmp(get_turn(x->open), "mine") == 0   ? -1
		       : strcmp(get_turn(y->open), "mine") == 0 ? 1
		       : x->open->rests                         ? 1
		                                                : -1;
	if (x->open->date != y->open->date)
		return x->open->date < y->open->date ? -1 : 1;
	return strcmp(x->open->source, y->open->source);
}

static GArray *
find_asks(const TertiusConclusions *all, guint with, gint64 since,
          const char *turn)
{
	GArray *asks = g_array_new(FALSE, FALSE, sizeof(Ask));

	for (guint i = 0; i < all->relations->people->len; i++) {
		const TertiusRelation *relation =
			all->relations->people->pdata[i];

		for (guint j = 0;
		     relation->open != NULL && j < relation->open->len; j++) {
			Ask ask = { relation, relation->open->pdata[j] };

			if (ask.open->kind == TERTIUS_OPEN_ASK &&
			    ask.open->date >= since &&
			    (with == TERTIUS_NOBODY ||
			     with == relation->person) &&
			    (turn == NULL ||
			     strcmp(turn, get_turn(ask.open)) == 0))
				g_array_append_val(asks, ask);
		}
	}
	g_array_sort(asks, compare_asks);
	return asks;
}

static void
print_ask(TertiusRun *run, const TertiusConclusions *all, const Ask *ask)
{
	TertiusJson *json = tertius_json_begin();
	GTimeZone *zone = tertius_run_get_zone(run);
	g_autoptr(TertiusPerson) person =
		tertius_history_dup_person(all->history, ask->relation->person);

	tertius_objects_person(json, "person", person);
	tertius_json_text(json, "turn", ask->open->is_mine ? "me" : "them");
	tertius_json_boolean(json, "rests", ask->open->rests);
	tertius_json_time(json, "date", ask->open->date, zone);
	tertius_json_time(json, "by", ask->open->by, zone);
	tertius_json_integer(json, "follow_ups", ask->open->follow_ups);
	tertius_json_text(json, "message_id", ask->open->message_id);
	tertius_json_text(json, "words", ask->open->words);
	tertius_output_take_json(run->output, tertius_json_end(json));
}

static void
add_ask(TertiusRun *run, TertiusTable *table, const TertiusConclusions *all,
        const Ask *ask)
{
	g_autofree char *name = dup_name(all->history, ask->relation->person);
	g_autofree char *when = tertius_dates_dup_kind(
		ask->open->date, tertius_run_get_now(run),
		tertius_run_get_zone(run));
	const char *cells[] = { ask->open->rests     ? _("at rest")
		                : ask->open->is_mine ? _("yours")
		                                     : _("theirs"),
		                when, name, ask->open->words };

	tertius_table_add(table, cells);
}

guint
tertius_people_list_asks(TertiusRun *run, const TertiusConclusions *all,
                         guint with, gint64 since, const char *turn)
{
	const char *const headings[] = { _("TURN"), _("WHEN"), _("WITH"),
		                         _("WHAT"), NULL };
	g_autoptr(TertiusTable) table = tertius_table_new(headings, 1 << 3);
	g_autoptr(GArray) asks = find_asks(all, with, since, turn);

	for (guint i = 0; i < asks->len; i++) {
		const Ask *ask = &g_array_index(asks, Ask, i);

		if (run->output->is_json)
			print_ask(run, all, ask);
		else
			add_ask(run, table, all, ask);
	}
	tertius_table_print(table, run->output);
	return asks->len;
}

/* --- Occasions ------------------------------------------------------------ */

static gboolean
has(const GArray *people, guint person)
{
	for (guint i = 0; i < people->len; i++) {
		if (g_array_index(people, guint, i) == person)
			return TRUE;
	}
	return FALSE;
}

static char *
dup_names(const TertiusHistory *history, const GArray *people)
{
	GString *names = g_string_new("");

	for (guint i = 0; i < people->len; i++) {
		g_autofree char *name =
			dup_name(history, g_array_index(people, guint, i));

		g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", name);
	}
	return g_string_free(names, FALSE);
}

static void
add_occasion(TertiusRun *run, TertiusTable *table,
             const TertiusConclusions *all, const TertiusOccasion *occasion)
{
	g_autofree char *when = tertius_dates_dup_kind(
		occasion->start, tertius_run_get_now(run),
		tertius_run_get_zone(run));
	g_autofree char *friends = dup_names(all->history, occasion->friends);
	g_autofree char *met = dup_names(all->history, occasion->met);
	const char *cells[] = { when, occasion->title, friends, met };

	tertius_table_add(table, cells);
}

static void
print_suggestion(TertiusRun *run, const TertiusConclusions *all,
                 const TertiusSuggestion *suggestion)
{
	TertiusJson *json;

	if (!run->output->is_json) {
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 2, "%s",
		                   suggestion->because);
		return;
	}
	json = tertius_json_begin();
	tertius_objects_suggestion(json, all, suggestion,
	                           tertius_run_get_zone(run));
	tertius_output_take_json(run->output, tertius_json_end(json));
}

static void
print_occasion(TertiusRun *run, const TertiusConclusions *all,
               const TertiusOccasion *occasion)
{
	TertiusJson *json = tertius_json_begin();

	tertius_objects_occasion(json, all, occasion,
	                         tertius_run_get_zone(run));
	tertius_output_take_json(run->output, tertius_json_end(json));
}

static guint
list_suggestions(TertiusRun *run, const TertiusConclusions *all, guint with)
{
	const GPtrArray *suggestions = all->relations->suggestions;
	guint n = 0;

	for (guint i = 0; i < suggestions->len; i++) {
		const TertiusSuggestion *one = suggestions->pdata[i];

		if (with != TERTIUS_NOBODY && one->first != with &&
		    one->second != with)
			continue;
		if (n++ == 0 && !run->output->is_json) {
			tertius_output_gap(run->output);
			tertius_output_say(run->output, TERTIUS_INK_STRONG, 0,
			                   _("Perhaps:"));
		}
		print_suggestion(run, all, one);
	}
	return n;
}

static void
say_quiet(TertiusRun *run, gint64 since)
{
	g_autofree char *day = NULL;

	if (since == 0 || run->output->is_json)
		return;
	day = tertius_dates_dup_kind(since, tertius_run_get_now(run),
	                             tertius_run_get_zone(run));
	tertius_output_gap(run->output);
	tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0,
	                   _("It has been quiet since %s; perhaps there is an "
	                     "event that you would enjoy."),
	                   day);
}

guint
tertius_people_list_occasions(TertiusRun *run, const TertiusConclusions *all,
                              guint with, gint64 since)
{
	const char *const headings[] = { _("WHEN"), _("WHAT"), _("ALSO THERE"),
		                         _("FIRST MET"), NULL };
	g_autoptr(TertiusTable) table =
		tertius_table_new(headings, 1 << 1 | 1 << 2 | 1 << 3);
	const GPtrArray *occasions = all->relations->occasions;
	guint n = 0;

	for (guint i = 0; i < occasions->len; i++) {
		const TertiusOccasion *one = occasions->pdata[i];

		if (one->start < since ||
		    (with != TERTIUS_NOBODY && !has(one->friends, with) &&
		     !has(one->met, with)))
			continue;
		n++;
		if (run->output->is_json)
			print_occasion(run, all, one);
		else
			add_occasion(run, table, all, one);
	}
	tertius_table_print(table, run->output);
	n += list_suggestions(run, all, with);
	say_quiet(run, all->relations->quiet_since);
	return n;
}
