/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius calendar`: the reminders as calendar events, both ways.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "engine/calendar.h"
#include "engine/json.h"
#include "tool/password.h"

static struct {
	gboolean is_sure;
	char *ca_file;
} given;

static const GOptionEntry options[] = {
	{ "sure", 0, 0, G_OPTION_ARG_NONE, &given.is_sure,
	  N_("sync: go on although more than half of the reminders are gone "
	     "from the calendar, or it is another one now"),
	  NULL },
	{ "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &given.ca_file,
	  N_("certificates to trust in place of the system's (PEM)"),
	  N_("FILE") },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static TertiusCalendarOptions
make_options(const TertiusRun *run)
{
	return (TertiusCalendarOptions){
		.password_command = run->password_command,
		.ca_file = given.ca_file,
		.is_sure = given.is_sure,
		.ask_password = tertius_password_ask,
	};
}

/* --- export -------------------------------------------------------------- */

static gboolean export(TertiusRun *run, const char *target, GError **error)
{
	guint changed = 0;
	TertiusJson *json;

	if (!tertius_engine_export_calendar(run->engine, target, &changed,
	                                    error))
		return FALSE;
	if (!run->output->is_json) {
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0,
		                   changed > 0 ? _("Reminders written to %s")
		                               : _("%s is up to date."),
		                   target);
		return TRUE;
	}
	json = tertius_json_begin();
	tertius_json_text(json, "target", target);
	tertius_json_integer(json, "changed", changed);
	tertius_output_take_json(run->output, tertius_json_end(json));
	return TRUE;
}

/* --- sync ---------------------------------------------------------------- */

static void
print_json(TertiusRun *run, const TertiusCalendarReport *report)
{
	TertiusJson *json = tertius_json_begin();

	tertius_json_text(json, "target",
	                  report->target != NULL ? report->target : "");
	tertius_json_boolean(json, "made", report->is_made);
	tertius_json_text(json, "passed_over",
	                  report->passed_over != NULL ? report->passed_over
	                                              : "");
	tertius_json_integer(json, "written", report->written);
	tertius_json_integer(json, "moved", report->moved);
	tertius_json_integer(json, "renamed", report->renamed);
	tertius_json_integer(json, "done", report->done);
	tertius_json_integer(json, "dropped", report->dropped);
	tertius_json_integer(json, "requests", report->requests);
	tertius_output_take_json(run->output, tertius_json_end(json));
}

static void
say_number(TertiusRun *run, const char *what, guint n)
{
	if (n > 0)
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 2, "%s: %u",
		                   what, n);
}

/* Where reminders go now that it was not asked for in so many words. */
static void
say_choice(TertiusRun *run, const TertiusCalendarReport *report,
           gboolean as_task)
{
	if (report->is_made)
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0,
		                   as_task ? _("Made a list for tasks: %s")
		                           : _("Made a calendar for "
		                               "reminders: %s"),
		                   report->target);
	if (report->passed_over != NULL)
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0,
		                   as_task ? _("Tasks go to %s, as %s takes "
		                               "none.")
		                           : _("Events go to %s, as %s takes "
		                               "none."),
		                   report->target, report->passed_over);
}

static void
say_report(TertiusRun *run, const TertiusCalendarReport *report)
{
	guint acts = report->moved + report->renamed + report->done +
	             report->dropped;

	if (report->target == NULL) {
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0,
		                   _("The folder of reminders is up to date; "
		                     "no calendar is set besides."));
		return;
	}
	if (report->written + acts == 0) {
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0,
		                   _("%s is up to date."), report->target);
		return;
	}
	tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0,
	                   _("Synced with %s"), report->target);
	say_number(run, _("written there"), report->written);
	say_number(run, _("done there"), report->done);
	say_number(run, _("moved there"), report->moved);
	say_number(run, _("renamed there"), report->renamed);
	say_number(run, _("deleted or called off there"), report->dropped);
}

static void
tell_problems(TertiusRun *run, const GPtrArray *problems)
{
	for (guint i = 0; problems != NULL && i < problems->len; i++) {
		tertius_output_tell(run->output, _("skipped: %s"),
		                    (const char *) problems->pdata[i]);
		run->status = TERTIUS_EXIT_INCOMPLETE;
	}
}

static gboolean
sync_calendar(TertiusRun *run, const char *target, GError **error)
{
	const TertiusCalendarOptions how = make_options(run);
	g_auto(TertiusCalendarReport) report = { 0 };
	const TertiusSettings *settings =
		tertius_engine_get_settings(run->engine);
	guint changed = 0;

	/* Without a calendar elsewhere, the folder is all there is. */
	if (target != NULL || settings->url != NULL) {
		gboolean done = tertius_engine_sync_calendar(
			run->engine, target, &how, &report, error);

		tell_problems(run, report.problems);
		if (!done)
			return FALSE;
	}
	/* What was done there is shown in the folder and the file, too. */
	if (!tertius_engine_deliver_in_turn(run->engine, &changed, error))
		return FALSE;
	if (report.target == NULL && tertius_engine_has_changed(run->engine)) {
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_UNREACHABLE,
		                    _("another sync is at the folder of "
		                      "reminders; try again when it is done"));
		return FALSE;
	}
	if (run->output->is_json) {
		print_json(run, &report);
		return TRUE;
	}
	say_choice(run, &report, settings->as_task);
	say_report(run, &report);
	return TRUE;
}

/* --- accounts ------------------------------------------------------------ */

static void
print_calendar(TertiusRun *run, const TertiusAccountCalendar *calendar)
{
	TertiusJson *json = tertius_json_begin();

	tertius_json_text(json, "url", calendar->url);
	tertius_json_text(json, "name", calendar->name);
	tertius_json_boolean(json, "writable", calendar->is_writable);
	tertius_json_boolean(json, "events", calendar->takes_events);
	tertius_json_boolean(json, "tasks", calendar->takes_tasks);
	tertius_json_boolean(json, "chosen", calendar->is_chosen);
	tertius_output_take_json(run->output, tertius_json_end(json));
}

static void
say_calendar(TertiusRun *run, const TertiusAccountCalendar *calendar)
{
	tertius_output_say(run->output, TERTIUS_INK_STRONG, 0, "%s",
	                   *calendar->name != '\0' ? calendar->name
	                                           : calendar->url);
	if (*calendar->name != '\0')
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 2, "%s",
		                   calendar->url);
	tertius_output_say(
		run->output, TERTIUS_INK_FAINT, 2, "%s%s%s%s",
		calendar->takes_events ? _("events") : "",
		calendar->takes_events && calendar->takes_tasks ? ", " : "",
		calendar->takes_tasks ? _("tasks") : "",
		calendar->is_chosen     ? _("; reminders go here")
		: calendar->is_writable ? ""
					: _("; can only be read"));
}

static gboolean
list_accounts(TertiusRun *run, const char *url, GError **error)
{
	const TertiusCalendarOptions how = make_options(run);
	g_autoptr(GPtrArray) calendars =
		tertius_engine_list_calendars(run->engine, url, &how, error);

	for (guint i = 0; calendars != NULL && i < calendars->len; i++) {
		if (run->output->is_json)
			print_calendar(run, calendars->pdata[i]);
		else
			say_calendar(run, calendars->pdata[i]);
	}
	if (calendars != NULL && calendars->len == 0 && !run->output->is_json)
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0,
		                   _("There is no calendar yet; 'tertius "
		                     "calendar sync' makes one."));
	return calendars != NULL;
}

/* --- All three ----------------------------------------------------------- */

static gboolean
calendar(TertiusRun *run, GError **error)
{
	const char *verb = run->arguments[0];
	const char *target = run->n_arguments > 1 ? run->arguments[1] : NULL;

	if (strcmp(verb, "export") != 0 && strcmp(verb, "sync") != 0 &&
	    strcmp(verb, "accounts") != 0) {
		tertius_run_refuse(error,
		                   _("calendar has no '%s'; there are: export, "
		                     "sync and accounts"),
		                   verb);
		return FALSE;
	}
	if (strcmp(verb, "export") == 0 && target == NULL) {
		tertius_run_refuse(
			error, _("usage: tertius calendar export FILE|DIR"));
		return FALSE;
	}
	if (tertius_run_engine(run, error) == NULL)
		return FALSE;
	if (strcmp(verb, "export") == 0)
		return export(run, target, error);
	return strcmp(verb, "sync") == 0 ? sync_calendar(run, target, error)
	                                 : list_accounts(run, target, error);
}

const TertiusCommand tertius_command_calendar = {
	.name = "calendar",
	.arguments = N_("export FILE|DIR, calendar sync [URL|DIR], calendar "
	                "accounts [URL]"),
	.summary = N_("reminders as calendar events, both ways"),
	.examples = {
		{ "tertius calendar sync caldavs://dana@dav.example.org/",
		  N_("into a calendar called tertius there, and back") },
		{ "tertius calendar accounts",
		  N_("which calendars the account in the settings has") },
		{ "tertius calendar export reminders.ics",
		  N_("one file, to import or to send") },
	},
	.help = N_(
		"Reminders are events with an alarm: private, without guests, "
		"15 minutes at the moment at which they ring. They are always "
		"in the folder 'reminders' and in the file 'reminders.ics' "
		"beside the ledger (see vdir and feed in tertius(5)); khal "
		"reads the folder, and other programs can subscribe to the "
		"file.\n"
		"\n"
		"sync brings them into a CalDAV calendar, or into another "
		"folder DIR, and takes back what you did there: an event that "
		"you move is moved here too and stays where you put it; one "
		"that you delete or call off is dropped and not made again; "
		"done is what is completed, or begins with a tick (✓ or [x]). "
		"A title or an alarm that you changed stays yours. What you do "
		"here comes there: done gets a tick and loses its alarm; what "
		"was overtaken by events is called off; undo makes a new "
		"event. "
		"Of two changes to one event the calendar's counts, but done "
		"is done. Whom you forget is taken out; when more than half "
		"of all events are gone at once, it stops and asks. Nothing "
		"else in the calendar is touched, and no calendar is ever "
		"deleted.\n"
		"\n"
		"Without URL, that of the settings is synced, and the folder "
		"in any case. When URL is a server, the calendar called "
		"tertius there is used, and made when there is none; with "
		"as-task in [calendar], the list called tertius-tasks, also "
		"when URL is a calendar that takes no tasks. It is said which "
		"one it is.\n"
		"\n"
		"The password comes from --password-command, from "
		"password-command in [calendar], from the desktop's key ring "
		"(protocol caldav), or is asked for; it is never part of URL. "
		"Only https is spoken, and http to this computer.\n"
		"\n"
		"accounts lists the calendars at URL. export writes all "
		"reminders into FILE or DIR, one way; a name that ends in / "
		"or is a folder gets one file an event."),
	.options = options,
	.least = 1,
	.most = 2,
	.run = calendar,
};
