/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius list`: introductions, people or reminders, filtered.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/dates.h"
#include "tool/lessons.h"
#include "tool/people.h"
#include "tool/show.h"

static struct {
	char *with;
	char *state;
	char *since;
	gboolean takes_perhaps;
} given;

static const GOptionEntry options[] = {
	{ "with", 0, 0, G_OPTION_ARG_STRING, &given.with,
	  N_("only those in which PERSON has a part"), N_("PERSON") },
	{ "state", 0, 0, G_OPTION_ARG_STRING, &given.state,
	  N_("only those in this state: asked, agreed, made, answered, silent, met, outcome, "
	     "reported, kept, declined, dismissed; of reminders: waiting, due, "
	     "done, dropped; of asks: mine, theirs, rests"),
	  N_("STATE") },
	{ "since", 0, 0, G_OPTION_ARG_STRING, &given.since,
	  N_("only those after DATE"), N_("DATE") },
	{ "perhaps", 0, 0, G_OPTION_ARG_NONE, &given.takes_perhaps,
	  N_("also the doubtful ones"), NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

typedef struct {
	const TertiusConclusions *all;
	guint with;   /* person, or TERTIUS_NOBODY */
	int state;    /* -1: any */
	gint64 since; /* 0: any */
} Filter;

static gboolean
find_state(const char *(*name)(guint), guint n, int *state)
{
	for (guint i = 0; i < n; i++) {
		if (strcmp(name(i), given.state) == 0) {
			*state = (int) i;
			return TRUE;
		}
	}
	return FALSE;
}

static const char *
name_state(guint i)
{
	return tertius_state_name((TertiusState) i);
}

static const char *
name_reminder_state(guint i)
{
	return tertius_reminder_state_name((TertiusReminderState) i);
}

static gboolean
read_state(const char *(*name)(guint), guint n, int *state, GError **error)
{
	g_autoptr(GString) names = g_string_new("");

	*state = -1;
	if (given.state == NULL || find_state(name, n, state))
		return TRUE;
	for (guint i = 0; i < n; i++)
		g_string_append_printf(names, "%s%s", i > 0 ? ", " : "",
		                       name(i));
	tertius_run_refuse(error, _("--state: '%s' is none of: %s"),
	                   given.state, names->str);
	return FALSE;
}

static gboolean
read_filter(TertiusRun *run, Filter *filter, GError **error)
{
	g_autoptr(GPtrArray) addresses = NULL;

	*filter = (Filter){ .with = TERTIUS_NOBODY, .state = -1 };
	if (tertius_run_conclude(run, error) == NULL)
		return FALSE;
	if (given.with != NULL) {
		addresses = tertius_run_find_person(run, given.with, error);
		if (addresses == NULL)
			return FALSE;
	}
	filter->all = tertius_run_conclude(run, error);
	if (addresses != NULL && filter->all != NULL && addresses->len > 0)
		filter->with = tertius_history_find(filter->all->history,
		                                    addresses->pdata[0]);
	if (given.since != NULL &&
	    !tertius_dates_parse_since(given.since, tertius_run_get_now(run),
	                               tertius_run_get_zone(run),
	                               &filter->since)) {
		tertius_run_refuse(error, _("--since: '%s' is no date"),
		                   given.since);
		return FALSE;
	}
	return filter->all != NULL;
}

static gboolean
is_with(const Filter *filter, const TertiusPerson *person)
{
	return person != NULL &&
	       tertius_history_resolve(filter->all->history, person) ==
	               filter->with;
}

static gboolean
any_is_with(const Filter *filter, const TertiusPerson *person,
            const GPtrArray *others)
{
	if (filter->with == TERTIUS_NOBODY || is_with(filter, person))
		return TRUE;
	for (guint i = 0; i < others->len; i++) {
		if (is_with(filter, others->pdata[i]))
			return TRUE;
	}
	return FALSE;
}

static void
say_nothing_found(TertiusRun *run, gboolean is_empty)
{
	if (is_empty && !run->output->is_json)
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0,
		                   _("Nothing to show."));
}

static gboolean
keeps_introduction(const Filter *filter,
                   const TertiusIntroduction *introduction)
{
	gboolean is_dismissed = introduction->state == TERTIUS_STATE_DISMISSED;

	if (filter->state >= 0
	            ? introduction->state != (TertiusState) filter->state
	            : is_dismissed)
		return FALSE;
	if (introduction->level != TERTIUS_LEVEL_LIKELY &&
	    !given.takes_perhaps && !is_dismissed)
		return FALSE;
	return introduction->date >= filter->since &&
	       any_is_with(filter, introduction->introducer,
	                   introduction->introduced);
}

static int
compare_dates(gconstpointer a, gconstpointer b)
{
	const TertiusIntroduction *x = *(const TertiusIntroduction *const *) a;
	const TertiusIntroduction *y = *(const TertiusIntroduction *const *) b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return strcmp(x->id, y->id);
}

static gboolean
list_introductions(TertiusRun *run, GError **error)
{
	g_autoptr(GPtrArray) kept = g_ptr_array_new();
	Filter filter;
	int state;

	if (!read_state(name_state, TERTIUS_STATE_N, &state, error) ||
	    !read_filter(run, &filter, error))
		return FALSE;
	filter.state = state;
	for (guint i = 0; i < filter.all->introductions->len; i++) {
		TertiusIntroduction *one = filter.all->introductions->pdata[i];

		if (keeps_introduction(&filter, one))
			g_ptr_array_add(kept, one);
	}
	for (guint i = 0; i < filter.all->asked->len; i++) {
		TertiusIntroduction *one = filter.all->asked->pdata[i];

		if (keeps_introduction(&filter, one))
			g_ptr_array_add(kept, one);
	}
	g_ptr_array_sort(kept, compare_dates);
	tertius_show_introductions(run, kept);
	say_nothing_found(run, kept->len == 0);
	return TRUE;
}

static gboolean
keeps_reminder(const Filter *filter, const TertiusReminder *reminder)
{
	if (filter->state >= 0
	            ? reminder->state != (TertiusReminderState) filter->state
	            : !tertius_reminder_is_open(reminder))
		return FALSE;
	return reminder->due >= filter->since &&
	       any_is_with(filter, reminder->person, reminder->others);
}

static gboolean
list_reminders(TertiusRun *run, GError **error)
{
	g_autoptr(GPtrArray) kept = g_ptr_array_new();
	Filter filter;
	int state;

	if (!read_state(name_reminder_state, TERTIUS_REMINDER_N_STATES, &state,
	                error) ||
	    !read_filter(run, &filter, error))
		return FALSE;
	filter.state = state;
	for (guint i = 0; i < filter.all->reminders->len; i++) {
		TertiusReminder *one = filter.all->reminders->pdata[i];

		if (keeps_reminder(&filter, one))
			g_ptr_array_add(kept, one);
	}
	tertius_show_reminders(run, kept);
	say_nothing_found(run, kept->len == 0);
	return TRUE;
}

static gboolean
list_people(TertiusRun *run, GError **error)
{
	Filter filter;

	if (given.state != NULL) {
		tertius_run_refuse(error, _("people have no --state"));
		return FALSE;
	}
	if (!read_filter(run, &filter, error))
		return FALSE;
	say_nothing_found(run, tertius_people_list(run, filter.all, filter.with,
	                                           filter.since) == 0);
	return TRUE;
}

static gboolean
list_asks(TertiusRun *run, GError **error)
{
	Filter filter;

	if (given.state != NULL && strcmp(given.state, "mine") != 0 &&
	    strcmp(given.state, "theirs") != 0 &&
	    strcmp(given.state, "rests") != 0) {
		tertius_run_refuse(error,
		                   _("--state: '%s' is none of: mine, theirs, "
		                     "rests"),
		                   given.state);
		return FALSE;
	}
	if (!read_filter(run, &filter, error))
		return FALSE;
	say_nothing_found(
		run, tertius_people_list_asks(run, filter.all, filter.with,
	                                      filter.since, given.state) == 0);
	return TRUE;
}

static gboolean
list_occasions(TertiusRun *run, GError **error)
{
	Filter filter;

	if (given.state != NULL) {
		tertius_run_refuse(error, _("occasions have no --state"));
		return FALSE;
	}
	if (!read_filter(run, &filter, error))
		return FALSE;
	say_nothing_found(
		run, tertius_people_list_occasions(run, filter.all, filter.with,
	                                           filter.since) == 0);
	return TRUE;
}

static gboolean
list_lessons(TertiusRun *run, GError **error)
{
	guint n = 0;

	if (given.state != NULL || given.with != NULL || given.since != NULL) {
		tertius_run_refuse(error, _("lessons have no filters"));
		return FALSE;
	}
	if (!tertius_lessons_list(run, &n, error))
		return FALSE;
	say_nothing_found(run, n == 0);
	return TRUE;
}

static gboolean
list(TertiusRun *run, GError **error)
{
	const char *what =
		run->n_arguments > 0 ? run->arguments[0] : "introductions";

	if (strcmp(what, "introductions") == 0)
		return list_introductions(run, error);
	if (strcmp(what, "people") == 0)
		return list_people(run, error);
	if (strcmp(what, "reminders") == 0)
		return list_reminders(run, error);
	if (strcmp(what, "asks") == 0)
		return list_asks(run, error);
	if (strcmp(what, "occasions") == 0)
		return list_occasions(run, error);
	if (strcmp(what, "lessons") == 0)
		return list_lessons(run, error);
	tertius_run_refuse(error,
	                   _("there is no list of '%s'; there are "
	                     "introductions, people, asks, occasions, "
	                     "reminders and lessons"),
	                   what);
	return FALSE;
}

const TertiusCommand tertius_command_list = {
	.name = "list",
	.arguments = "[introductions|people|asks|occasions|reminders|lessons]",
	.summary = N_("list introductions, people, asks, occasions, reminders "
	              "or lessons"),
	.examples = {
		{ "tertius list", N_("all introductions") },
		{ "tertius list --with dana --since 6m",
		  N_("those with Dana, of half a year") },
		{ "tertius list reminders --state done",
		  N_("what is done already") },
	},
	.help = N_(
		"Lists what Tertius found, the oldest first: introductions "
		"(the standard); people with whom you are in touch, those first "
		"for whom it is your turn, then the latest contact first; asks "
		"of either side, those that wait for you first; events, with "
		"who else goes and whom you met there, and what might be done "
		"for whom; reminders that are open; or lessons: what Tertius "
		"learnt from 'none', 'confirm' and 'no-thanks' about mail like "
		"that from the same people. A question mark after a state says: "
		"perhaps."),
	.options = options,
	.least = 0,
	.most = 1,
	.run = list,
};
