/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius due`: what to do now, the most courteous first.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/dates.h"
#include "engine/objects.h"
#include "engine/ring.h"
#include "tool/child.h"
#include "tool/notify.h"
#include "tool/show.h"

static struct {
	char *within;
	gboolean is_digest;
	char *command;
	gboolean wants_bell;
} given;

static const GOptionEntry options[] = {
	{ "within", 0, 0, G_OPTION_ARG_STRING, &given.within,
	  N_("also what comes within 12h, 7d, 2w or 1m"), N_("SPAN") },
	{ "digest", 0, 0, G_OPTION_ARG_NONE, &given.is_digest,
	  N_("as text, for mail; prints nothing when nothing is due"), NULL },
	{ "exec", 0, 0, G_OPTION_ARG_STRING, &given.command,
	  N_("run COMMAND for each, with the reminder as JSON on its input"),
	  N_("COMMAND") },
	{ "notify", 0, 0, G_OPTION_ARG_NONE, &given.wants_bell,
	  N_("show on the desktop what has not rung yet, and print nothing"),
	  NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static GPtrArray *
find_open(const TertiusConclusions *all, gint64 after, gint64 until)
{
	GPtrArray *open = g_ptr_array_new();

	for (guint i = 0; i < all->reminders->len; i++) {
		TertiusReminder *reminder = all->reminders->pdata[i];

		if (tertius_reminder_is_open(reminder) &&
		    reminder->due > after && reminder->due <= until)
			g_ptr_array_add(open, reminder);
	}
	return open;
}

/* Takes all but the first @n out of @reminders. */
static GPtrArray *
take_rest(GPtrArray *reminders, guint n)
{
	GPtrArray *rest = g_ptr_array_new();

	for (guint i = n; i < reminders->len; i++)
		g_ptr_array_add(rest, reminders->pdata[i]);
	if (reminders->len > n)
		g_ptr_array_set_size(reminders, (int) n);
	return rest;
}

static void
say_rest(TertiusRun *run, guint n)
{
	g_autofree char *others = NULL;

	if (n == 0 || given.is_digest)
		return;
	others = tertius_run_dup_command(run, "list reminders");
	tertius_output_gap(run->output);
	tertius_output_say(run->output, TERTIUS_INK_FAINT, 0,
	                   g_dngettext(GETTEXT_PACKAGE, "%u more can wait: %s",
	                               "%u more can wait: %s", n),
	                   n, others);
}

static void
show_part(TertiusRun *run, const char *title, const GPtrArray *reminders)
{
	if (reminders->len == 0)
		return;
	tertius_output_gap(run->output);
	tertius_output_say(run->output, TERTIUS_INK_STRONG, 0, "%s", title);
	tertius_show_reminders(run, reminders);
}

/* With a span, also what is due and beyond what a day should hold, and what
 * comes. */
static void
show_parts(TertiusRun *run, const GPtrArray *now, const GPtrArray *rest,
           const GPtrArray *later)
{
	gboolean is_wide = given.within != NULL;

	if (now->len == 0 && !given.is_digest)
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0, "%s",
		                   is_wide && later->len == 0
		                           ? _("Nothing to do until then.")
		                           : _("Nothing to do today."));
	if (now->len > 0)
		tertius_show_reminders(run, now);
	if (is_wide) {
		show_part(run, _("These can wait:"), rest);
		show_part(run, _("Later:"), later);
	} else {
		say_rest(run, rest->len);
	}
}

static gboolean
run_command(TertiusRun *run, const GPtrArray *reminders, GError **error)
{
	g_auto(GStrv) command = NULL;
	g_autoptr(GError) inner = NULL;

	if (!g_shell_parse_argv(given.command, NULL, &command, &inner)) {
		tertius_run_refuse(error, "--exec: %s", inner->message);
		return FALSE;
	}
	for (guint i = 0; i < reminders->len; i++) {
		g_autofree char *json = tertius_objects_dup_reminder(
			reminders->pdata[i], tertius_run_get_zone(run));
		g_autofree char *line = g_strconcat(json, "\n", NULL);

		if (tertius_child_run(command, line, &inner))
			continue;
		tertius_output_complain("--exec: %s", inner->message);
		g_clear_error(&inner);
		run->status = TERTIUS_EXIT_INCOMPLETE;
	}
	return TRUE;
}

/* --- Ringing ------------------------------------------------------------- */

/* Titles in one notification; the others are counted. */
#define TITLES_MAX 5

static const char *
get_title(const TertiusRun *run, const TertiusReminder *reminder)
{
	/* What lies on a locked screen names nobody. */
	if (tertius_engine_get_settings(run->engine)->is_plain ||
	    reminder->title == NULL)
		return _("Something to do for a friend");
	return reminder->title;
}

static char *
dup_list(const TertiusRun *run, const GPtrArray *reminders)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < MIN(reminders->len, TITLES_MAX); i++)
		g_string_append_printf(text, "%s%s", i > 0 ? "\n" : "",
		                       get_title(run, reminders->pdata[i]));
	if (reminders->len > TITLES_MAX)
		/* TRANSLATORS: after a list of reminders: how many more */
		g_string_append_printf(text, _("\nand %u more: tertius due"),
		                       reminders->len - TITLES_MAX);
	return g_string_free(text, FALSE);
}

/* Several at once are what came while the computer was off or the person away:
 * one bell for all of them. */
static gboolean
notify(const TertiusRun *run, const GPtrArray *reminders, GError **error)
{
	const TertiusReminder *first = reminders->pdata[0];
	g_autofree char *title = NULL;
	g_autofree char *body = NULL;

	if (reminders->len == 1) {
		gboolean is_plain =
			tertius_engine_get_settings(run->engine)->is_plain;

		return tertius_notify(get_title(run, first),
		                      is_plain || first->because == NULL
		                              ? ""
		                              : first->because,
		                      error);
	}
	title = g_strdup_printf(g_dngettext(GETTEXT_PACKAGE, "%u reminder",
	                                    "%u reminders", reminders->len),
	                        reminders->len);
	body = dup_list(run, reminders);
	return tertius_notify(title, body, error);
}

static gboolean
ring(TertiusRun *run, GError **error)
{
	g_autoptr(GPtrArray) reminders =
		tertius_engine_find_ringing(run->engine, error);

	if (reminders == NULL)
		return FALSE;
	return reminders->len == 0 ||
	       (notify(run, reminders, error) &&
	        tertius_engine_note_rung(run->engine, reminders, error));
}

/* What the user did in the folder of reminders counts already here. */
static gboolean
look_into_folder(TertiusRun *run, GError **error)
{
	g_autoptr(GError) inner = NULL;
	guint changed = 0;

	if (tertius_run_engine(run, error) == NULL)
		return FALSE;
	if (run->is_demo ||
	    tertius_engine_deliver(run->engine, &changed, &inner))
		return TRUE;
	tertius_output_complain("%s", inner->message);
	run->status = TERTIUS_EXIT_INCOMPLETE;
	return TRUE;
}

static gboolean
due(TertiusRun *run, GError **error)
{
	const TertiusConclusions *all;
	g_autoptr(GPtrArray) now = NULL;
	g_autoptr(GPtrArray) later = NULL;
	g_autoptr(GPtrArray) rest = NULL;
	gint64 span = 0;
	gint64 today;

	if (given.within != NULL &&
	    !tertius_dates_parse_span(given.within, &span)) {
		tertius_run_refuse(error,
		                   _("--within: '%s' is no span; write it as "
		                     "12h, 7d, 2w or 1m"),
		                   given.within);
		return FALSE;
	}
	if (!look_into_folder(run, error))
		return FALSE;
	if (given.wants_bell)
		return ring(run, error);
	all = tertius_run_conclude(run, error);
	if (all == NULL)
		return FALSE;
	/* Without a span: what is due by the end of the day. */
	today = tertius_dates_find_end_of_day(tertius_run_get_now(run),
	                                      tertius_run_get_zone(run));
	now = find_open(all, 0, today);
	later = find_open(all, today, tertius_run_get_now(run) + span);
	g_ptr_array_sort(now, tertius_reminder_compare_courtesy);
	rest = take_rest(now,
	                 tertius_engine_get_settings(run->engine)->per_day);
	g_ptr_array_sort(later, tertius_reminder_compare_due);
	if (given.is_digest)
		run->output->is_json = FALSE;
	if (run->output->is_json || given.command != NULL) {
		if (given.within != NULL)
			g_ptr_array_extend(now, rest, NULL, NULL);
		g_ptr_array_extend(now, later, NULL, NULL);
	}
	if (given.command != NULL)
		return run_command(run, now, error);
	if (run->output->is_json)
		tertius_show_reminders(run, now);
	else
		show_parts(run, now, rest, later);
	return TRUE;
}

const TertiusCommand tertius_command_due = {
	.name = "due",
	.arguments = "",
	.summary = N_("what to do now, the most courteous first"),
	.examples = {
		{ "tertius due", N_("today's") },
		{ "tertius due --within 7d", N_("and the next seven days'") },
		{ "tertius due --digest | mail -E -s 'Thank you' me",
		  N_("from cron") },
	},
	.help = N_(
		"Shows the reminders that are due today, thanks before "
		"everything else, each with the reason for it. Reminders fall "
		"in your working hours; at most three are shown (per-day in "
		"the settings), and the others wait.\n"
		"\n"
		"--exec runs COMMAND once for each reminder, without a shell, "
		"and writes the reminder to its standard input as one line of "
		"JSON; when COMMAND fails, the status is 1.\n"
		"\n"
		"--notify rings: once for each reminder, several at once in "
		"one notification, only in your working hours and outside "
		"your meetings, and not for what your calendar rings (see "
		"ring in tertius(5)). What is older than 14 days only stands "
		"in the list. To be reminded every quarter of an hour, also "
		"after the computer slept, without a mail client:\n"
		"\n"
		"systemctl --user enable --now tertius-due.timer"),
	.options = options,
	.least = 0,
	.most = 0,
	.run = due,
};
