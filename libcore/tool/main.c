/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The `tertius` command: options, which command does the work, and what the
 * exit status is.
 */
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>
#include <sys/prctl.h>

#include "engine/dates.h"
#include "tool/command.h"
#include "tool/help.h"
#include "tool/reader.h"
#include "tool/suggest.h"

/* From 1900 on and before 9000: some hundred years from there are still times
 * with which one can reckon. */
#define NOW_MIN (-G_GINT64_CONSTANT(2208988800))
#define NOW_MAX G_GINT64_CONSTANT(221845391999)

/* Where GOption leaves what it finds; one command line, one process. */
static struct {
	char *ledger;
	char *config;
	char **me;
	char *now;
	char *password_command;
	gboolean wants_json;
	gboolean is_quiet;
	gboolean no_progress;
	gboolean wants_help;
	gboolean wants_version;
} given;

const GOptionEntry tertius_common_options[] = {
	{ "ledger", 0, 0, G_OPTION_ARG_FILENAME, &given.ledger,
	  N_("where everything is kept (standard: "
	     "$XDG_DATA_HOME/tertius/ledger.db)"),
	  N_("FILE") },
	{ "config", 0, 0, G_OPTION_ARG_FILENAME, &given.config,
	  N_("the settings (standard: $XDG_CONFIG_HOME/tertius/config)"),
	  N_("FILE") },
	{ "me", 0, 0, G_OPTION_ARG_STRING_ARRAY, &given.me,
	  N_("an address of yours; may be given again (standard: learnt from "
	     "the mail that you sent)"),
	  N_("ADDRESS") },
	{ "now", 0, 0, G_OPTION_ARG_STRING, &given.now,
	  N_("the moment to take as the present, as 2026-06-30T09:00+02:00"),
	  N_("TIME") },
	{ "password-command", 0, 0, G_OPTION_ARG_STRING,
	  &given.password_command,
	  N_("a command that prints the password of a mailbox"),
	  N_("COMMAND") },
	{ "json", 0, 0, G_OPTION_ARG_NONE, &given.wants_json,
	  N_("print JSON Lines, also on a terminal"), NULL },
	{ "quiet", 'q', 0, G_OPTION_ARG_NONE, &given.is_quiet,
	  N_("print results and errors only"), NULL },
	{ "no-progress", 0, 0, G_OPTION_ARG_NONE, &given.no_progress,
	  N_("print no progress"), NULL },
	{ "help", 'h', 0, G_OPTION_ARG_NONE, &given.wants_help, N_("show help"),
	  NULL },
	{ "version", 0, 0, G_OPTION_ARG_NONE, &given.wants_version,
	  N_("show the version"), NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

const TertiusCommand *
tertius_command_find(const char *name)
{
	for (guint i = 0; tertius_commands[i] != NULL; i++) {
		if (strcmp(tertius_commands[i]->name, name) == 0)
			return tertius_commands[i];
	}
	return NULL;
}

static void
refuse_command(const char *name, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	const char *near;

	for (guint i = 0; tertius_commands[i] != NULL; i++) {
		if (!tertius_commands[i]->is_hidden)
			g_ptr_array_add(names,
			                g_strdup(tertius_commands[i]->name));
	}
	near = tertius_suggest(names, name);
	if (near != NULL)
		tertius_run_refuse(
			error,
			_("there is no command '%s'; did you mean '%s'?"), name,
			near);
	else
		tertius_run_refuse(error,
		                   _("there is no command '%s'; 'tertius help' "
		                     "lists them all"),
		                   name);
}

/* Takes what the options said over into @run. */
static gboolean
take_given(TertiusRun *run, GError **error)
{
	if (given.ledger != NULL)
		run->options.ledger = given.ledger;
	if (given.config != NULL)
		run->options.config = given.config;
	if (given.me != NULL)
		run->options.me = (const char *const *) given.me;
	if (given.password_command != NULL)
		run->password_command = given.password_command;
	run->output->wants_json |= given.wants_json;
	run->output->is_json |= given.wants_json;
	run->output->has_colour &= !given.wants_json;
	run->output->is_quiet |= given.is_quiet;
	run->output->has_progress &= !given.no_progress;
	for (guint i = 0; given.me != NULL && given.me[i] != NULL; i++) {
		if (strchr(given.me[i], '@') != NULL)
			continue;
		tertius_run_refuse(error, _("--me: '%s' is no address"),
		                   given.me[i]);
		return FALSE;
	}
	if (given.now == NULL ||
	    (tertius_dates_parse(given.now, NULL, &run->options.now) &&
	     run->options.now >= NOW_MIN && run->options.now <= NOW_MAX))
		return TRUE;
	tertius_run_refuse(error,
	                   _("--now: '%s' is no time; write it as "
	                     "2026-06-30T09:00+02:00"),
	                   given.now);
	return FALSE;
}

/* Parses the common options, and @options, out of @arguments, until the first
 * argument that is none when @stops_early. */
static gboolean
parse(const GOptionEntry *options, gboolean stops_early, char ***arguments,
      GError **error)
{
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);

	g_option_context_set_help_enabled(context, FALSE);
	g_option_context_set_strict_posix(context, stops_early);
	g_option_context_add_main_entries(context, tertius_common_options,
	                                  NULL);
	if (options != NULL)
		g_option_context_add_main_entries(context, options, NULL);
	return g_option_context_parse_strv(context, arguments, error);
}

static gboolean
check_number(const TertiusCommand *command, guint n, GError **error)
{
	if (n >= command->least && n <= command->most)
		return TRUE;
	if (n < command->least)
		tertius_run_refuse(error, _("usage: tertius %s %s"),
		                   command->name, command->arguments);
	else
		tertius_run_refuse(
			error, _("too many arguments; usage: tertius %s %s"),
			command->name, command->arguments);
	return FALSE;
}

/* "--" ends the options; GOption leaves it where it stands. */
static void
drop_dashes(char **arguments)
{
	for (guint i = 0; arguments[i] != NULL; i++) {
		if (strcmp(arguments[i], "--") != 0)
			continue;
		g_free(arguments[i]);
		for (; arguments[i] != NULL; i++)
			arguments[i] = arguments[i + 1];
		return;
	}
}

const TertiusCommand *
tertius_command_parse(TertiusRun *run, char ***arguments, GError **error)
{
	const TertiusCommand *command;

	g_assert((*arguments)[0] != NULL);
	command = tertius_command_find((*arguments)[0]);
	if (command == NULL) {
		refuse_command((*arguments)[0], error);
		return NULL;
	}
	if (!parse(command->options, command->takes_rest, arguments, error) ||
	    !take_given(run, error))
		return NULL;
	drop_dashes(*arguments);
	run->arguments = *arguments + 1;
	run->n_arguments = g_strv_length(run->arguments);
	if (!given.wants_help &&
	    !check_number(command, run->n_arguments, error))
		return NULL;
	return command;
}

gboolean
tertius_command_run(TertiusRun *run, const TertiusCommand *command,
                    GError **error)
{
	if (!given.wants_help)
		return command->run(run, error);
	tertius_help_print_command(run->output, command);
	return TRUE;
}

/* The folder and the file with the reminders follow whatever the command
 * changed, after whoever is at them now, unless that takes long. The command
 * itself is done when they cannot. */
static void
deliver(TertiusRun *run)
{
	g_autoptr(GError) error = NULL;
	guint changed = 0;

	if (run->engine == NULL || run->is_demo ||
	    !tertius_engine_has_changed(run->engine) ||
	    tertius_engine_deliver_in_turn(run->engine, &changed, &error))
		return;
	tertius_output_complain("%s", error->message);
	run->status = MAX(run->status, TERTIUS_EXIT_INCOMPLETE);
}

/* Whoever asks for nothing, or for what this program does not know, is handed
 * on to the one that knows all. */
static gboolean
is_for_reader(const char *name)
{
	return !tertius_commands_are_all &&
	       (name == NULL || tertius_command_find(name) == NULL);
}

/* Where that program is missing, what this one can do is told all the same. Why it
 * cannot start is said by the system's loader, in words of its own: whoever asks
 * what is wrong is told in ours. */
static gboolean
hand_on(TertiusRun *run, char **argv, const char *name, GError **error)
{
	if (g_strcmp0(name, "doctor") == 0 && !tertius_reader_try(error))
		return FALSE;
	(void) tertius_reader_become(argv, error);
	if (name == NULL || strcmp(name, "help") == 0)
		tertius_help_print_all(run->output);
	return FALSE;
}

static gboolean
run_all(TertiusRun *run, char **argv, char ***arguments, GError **error)
{
	const TertiusCommand *command;

	if (!parse(NULL, TRUE, arguments, error) || !take_given(run, error))
		return FALSE;
	drop_dashes(*arguments + 1);
	if (given.wants_version) {
		g_print("tertius %s\n", TERTIUS_VERSION);
		return TRUE;
	}
	if (is_for_reader((*arguments)[1]))
		return hand_on(run, argv, (*arguments)[1], error);
	if ((*arguments)[1] != NULL) {
		g_free((*arguments)[0]);
		for (guint i = 0; (*arguments)[i] != NULL; i++)
			(*arguments)[i] = (*arguments)[i + 1];
		command = tertius_command_parse(run, arguments, error);
		return command != NULL &&
		       tertius_command_run(run, command, error);
	}
	tertius_help_print_all(run->output);
	if (!given.wants_help)
		run->status = TERTIUS_EXIT_WRONG_USE;
	return TRUE;
}

static TertiusExit
fail(const TertiusRun *run, const GError *error)
{
	TertiusExit status = tertius_run_status_of(error);

	tertius_output_complain("%s", error->message);
	return MAX(status, run->status);
}

/* TEXTDOMAINDIR is where gettext(1) looks too: translations before they are
 * installed. */
static void
bind_language(void)
{
	const char *folder = g_getenv("TEXTDOMAINDIR");

	(void) bindtextdomain(GETTEXT_PACKAGE,
	                      folder != NULL ? folder : TERTIUS_LOCALEDIR);
	(void) bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
}

int
main(int argc, char **argv)
{
	g_autoptr(TertiusRun) run = NULL;
	g_auto(GStrv) arguments = NULL;
	g_autoptr(GError) error = NULL;
	TertiusExit status;

	(void) argc;
	/* Passwords pass through here: no core dumps, no looking in. */
	(void) prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	/* NOLINTNEXTLINE(concurrency-mt-unsafe): there are no threads yet */
	(void) setlocale(LC_ALL, "");
	bind_language();
	tertius_ledger_own_process();
	arguments = g_strdupv(argv);
	run = tertius_run_new();
	run->program = argv[0] != NULL ? argv[0] : "tertius";
	status = run_all(run, argv, &arguments, &error) ? TERTIUS_EXIT_FINE
	                                                : fail(run, error);
	deliver(run);
	status = MAX(status, run->status);
	g_clear_error(&error);
	if (!tertius_output_flush(run->output, &error))
		status = fail(run, error);
	return (int) status;
}
