/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius demo`: plays the whole thing on made-up mail, or on a place of the
 * user's, into a ledger of its own.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "engine/dates.h"
#include "tool/scan.h"

/* The demo's present: its mail ends the evening before. */
#define DEMO_NOW "2026-06-30T09:00:00+02:00"
#define DEMO_ME  "mara@lindqvist.example.org"

static char *mail;
/* The user named the ledger. */
static gboolean is_named;

static const GOptionEntry options[] = {
	{ "mail", 0, 0, G_OPTION_ARG_STRING, &mail,
	  N_("play on this place instead, as it is today; needs --ledger"),
	  N_("PLACE") },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

/* Beside the program that was built, else where it was installed. */
static char *
find_demo(GError **error)
{
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder =
		program != NULL ? g_path_get_dirname(program) : NULL;
	g_autofree char *near =
		folder != NULL ? g_build_filename(folder, "..", "packaging",
	                                          "demo", NULL)
			       : NULL;
	g_autofree char *installed =
		g_build_filename(TERTIUS_DATADIR, "demo", NULL);

	if (near != NULL && g_file_test(near, G_FILE_TEST_IS_DIR))
		return g_canonicalize_filename(near, NULL);
	if (g_file_test(installed, G_FILE_TEST_IS_DIR))
		return g_steal_pointer(&installed);
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
	            _("the demo mail is not at %s; was all of Tertius "
	              "installed?"),
	            installed);
	return NULL;
}

/* The folder for the demo's own ledger and calendar: it may be thrown away at
 * any time. */
static char *
make_home(GError **error)
{
	char *home = g_build_filename(g_get_user_cache_dir(), "tertius", NULL);

	if (g_mkdir_with_parents(home, 0700) == 0)
		return home;
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_STORE,
	            _("cannot make the folder %s"), home);
	g_free(home);
	return NULL;
}

/* Where the demo stands: its moment, its settings, its ledger. What the user
 * said goes before. All live as long as the process. */
static gboolean
set_stage(TertiusRun *run, const char *demo, GError **error)
{
	g_autofree char *home = make_home(error);

	if (home == NULL)
		return FALSE;
	run->is_demo = TRUE;
	is_named = run->options.ledger != NULL;
	if (!is_named)
		run->options.ledger = g_build_filename(home, "demo.db", NULL);
	if (run->options.config == NULL)
		run->options.config = g_build_filename(demo, "config", NULL);
	if (run->options.now == 0)
		(void) tertius_dates_parse(DEMO_NOW, NULL, &run->options.now);
	return TRUE;
}

/* --- The play ------------------------------------------------------------ */

static gboolean
play_command(TertiusRun *run, const char *first, const char *second,
             const char *third, GError **error)
{
	g_autoptr(GStrvBuilder) words = g_strv_builder_new();
	g_auto(GStrv) arguments = NULL;
	const TertiusCommand *command;

	g_strv_builder_add(words, first);
	g_strv_builder_add(words, second);
	if (third != NULL)
		g_strv_builder_add(words, third);
	arguments = g_strv_builder_end(words);
	command = tertius_command_parse(run, &arguments, error);
	return command != NULL && tertius_command_run(run, command, error);
}

static void
say_step(TertiusRun *run, const char *command, const char *argument)
{
	if (run->output->is_json)
		return;
	tertius_output_gap(run->output);
	tertius_output_say(run->output, TERTIUS_INK_STRONG, 0,
	                   "$ tertius %s %s", command, argument);
}

static char *
name_calendar(TertiusRun *run)
{
	g_autofree char *folder =
		g_path_get_dirname(tertius_engine_get_ledger_path(run->engine));
	g_autofree char *base = g_path_get_basename(
		tertius_engine_get_ledger_path(run->engine));
	char *dot = strrchr(base, '.');
	g_autofree char *name = NULL;

	if (dot != NULL && dot != base)
		*dot = '\0';
	name = g_strconcat(base, ".ics", NULL);
	return g_build_filename(folder, name, NULL);
}

static gboolean
play(TertiusRun *run, const char *const *places, GError **error)
{
	const TertiusScanRequest request = { 0 };
	g_autofree char *calendar = NULL;

	say_step(run, "scan", mail != NULL ? mail : "Maildir calendar.ics");
	if (!tertius_scan_places(run, places, &request, error))
		return FALSE;
	tertius_engine_leave_out_automatic(run->engine, FALSE);
	if (run->status == TERTIUS_EXIT_UNREACHABLE)
		return TRUE;
	say_step(run, "due", "--within 7d");
	if (!play_command(run, "due", "--within=7d", NULL, error))
		return FALSE;
	calendar = name_calendar(run);
	say_step(run, "calendar", "export");
	return play_command(run, "calendar", "export", calendar, error);
}

static void
say_welcome(TertiusRun *run)
{
	g_autofree char *now = NULL;

	if (run->output->is_json || mail != NULL)
		return;
	now = tertius_dates_dup_whole(tertius_run_get_now(run),
	                              tertius_run_get_zone(run));
	tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0,
	                   _("This is Mara. She, her mail and everybody in it "
	                     "are made up. It is %s."),
	                   now);
}

static void
say_farewell(TertiusRun *run)
{
	const char *ledger = tertius_engine_get_ledger_path(run->engine);

	if (run->output->is_json || run->status == TERTIUS_EXIT_UNREACHABLE)
		return;
	tertius_output_gap(run->output);
	if (mail != NULL)
		tertius_output_say(
			run->output, TERTIUS_INK_PLAIN, 0,
			_("Look around: %s list --ledger %s. Is an address of "
		          "yours missing? Say all of them with --me, and scan "
		          "again."),
			run->program, ledger);
	else
		tertius_output_say(
			run->output, TERTIUS_INK_PLAIN, 0,
			_("Look around in it: every command works after "
		          "'demo', as in %s demo list, %s demo why ID, %s demo "
		          "person dana."),
			run->program, run->program, run->program);
}

static gboolean
read_quietly(TertiusEngine *engine, const char *const *places, GError **error)
{
	const TertiusScanOptions plain = { 0 };
	TertiusScanReport report;

	for (guint i = 0; places[i] != NULL; i++) {
		if (!tertius_engine_scan(engine, places[i], &plain, &report,
		                         error))
			return FALSE;
	}
	return TRUE;
}

/* Made-up mail would not come out again of a ledger that was named by mistake. */
static gboolean
check_stage(TertiusEngine *engine, GError **error)
{
	const TertiusConclusions *all;

	if (!is_named)
		return TRUE;
	all = tertius_engine_conclude(engine, error);
	if (all == NULL)
		return FALSE;
	if (tertius_history_n_letters(all->history) == 0 ||
	    tertius_history_find(all->history, DEMO_ME) != TERTIUS_NOBODY)
		return TRUE;
	tertius_run_refuse(error,
	                   _("%s holds other mail than the demo's; name "
	                     "another --ledger"),
	                   tertius_engine_get_ledger_path(engine));
	return FALSE;
}

/* Whether what the places hold has to be read before a command. The demo's own
 * may have been read by another edition; mail of the user's is not looked for
 * again at each command. */
static gboolean
has_to_read(TertiusEngine *engine, gboolean *has_to, GError **error)
{
	const TertiusConclusions *all = NULL;

	*has_to = mail == NULL;
	if (*has_to)
		return TRUE;
	all = tertius_engine_conclude(engine, error);
	*has_to = all != NULL && tertius_history_n_letters(all->history) == 0;
	return all != NULL;
}

/* Runs the command that was given, on a demo that has been played. */
static gboolean
run_on_stage(TertiusRun *run, const TertiusCommand *command,
             const char *const *places, GError **error)
{
	g_autoptr(TertiusEngine) engine =
		tertius_engine_open(&run->options, error);
	gboolean has_to = FALSE;

	if (engine == NULL || !check_stage(engine, error) ||
	    !has_to_read(engine, &has_to, error) ||
	    (has_to && !read_quietly(engine, places, error)))
		return FALSE;
	return tertius_command_run(run, command, error);
}

static gboolean
play_all(TertiusRun *run, const char *const *places, GError **error)
{
	/* A play is for people, also when it goes into a file. */
	run->output->is_json = run->output->wants_json;
	if (tertius_run_engine(run, error) == NULL ||
	    !check_stage(run->engine, error))
		return FALSE;
	say_welcome(run);
	if (!play(run, places, error))
		return FALSE;
	say_farewell(run);
	return TRUE;
}

static gboolean
demo(TertiusRun *run, GError **error)
{
	g_auto(GStrv) rest = g_strdupv(run->arguments);
	g_autofree char *folder = NULL;
	g_autofree char *maildir = NULL;
	g_autofree char *calendar = NULL;
	const char *places[] = { mail, NULL, NULL };
	const TertiusCommand *command = NULL;

	if (rest[0] != NULL) {
		command = tertius_command_parse(run, &rest, error);
		if (command == NULL)
			return FALSE;
	}
	if (mail != NULL && run->options.ledger == NULL) {
		tertius_run_refuse(error,
		                   _("--mail needs a --ledger of your choice"));
		return FALSE;
	}
	if (mail == NULL) {
		folder = find_demo(error);
		if (folder == NULL || !set_stage(run, folder, error))
			return FALSE;
		maildir = g_build_filename(folder, "Maildir", NULL);
		calendar = g_build_filename(folder, "calendar.ics", NULL);
		places[0] = maildir;
		places[1] = calendar;
	}
	return command != NULL ? run_on_stage(run, command, places, error)
	                       : play_all(run, places, error);
}

const TertiusCommand tertius_command_demo = {
	.name = "demo",
	.arguments = N_("[COMMAND…]"),
	.summary = N_("play the whole thing on made-up mail"),
	.examples = {
		{ "tertius demo", N_("scan, due and calendar, one by one") },
		{ "tertius demo list", N_("any command, on the demo's mail") },
		{ "tertius demo --mail ~/Maildir --ledger try.db",
		  N_("the same play on your own mail") },
	},
	.help = N_(
		"Reads a made-up year of one person's mail and calendar into a "
		"ledger of its own, which lies in $XDG_CACHE_HOME/tertius or "
		"at --ledger, and shows what there is to see. Your own mail, "
		"ledger and settings are not touched. With a COMMAND, that "
		"command is run on the demo, at the demo's moment: Tuesday 30 "
		"June 2026, nine o'clock in Berlin."),
	.options = options,
	.least = 0,
	.most = TERTIUS_COMMAND_ANY,
	.takes_rest = TRUE,
	.run = demo,
};
