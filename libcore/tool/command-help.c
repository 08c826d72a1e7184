/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius help`, and the help of each command.
 */
#include "tool/help.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tool/table.h"

static char *page;
static char *shell;

static const GOptionEntry options[] = {
	{ "man", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &page,
	  N_("print a page of the manual for scdoc: 1 or 5"), "1|5" },
	{ "completion", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &shell,
	  N_("print the completions for a shell"), "bash|zsh|fish" },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

char *
tertius_help_dup_option(const GOptionEntry *option)
{
	GString *text = g_string_new("");

	if (option->short_name != 0)
		g_string_append_printf(text, "-%c, ", option->short_name);
	g_string_append_printf(text, "--%s", option->long_name);
	if (option->arg_description != NULL)
		g_string_append_printf(text, "=%s", _(option->arg_description));
	return g_string_free(text, FALSE);
}

/* A line of two columns; what does not fit on the right goes on below. */
static void
print_pair(TertiusOutput *output, const char *left, const char *right,
           guint width)
{
	g_autofree char *cut = g_strdup_printf("  %s", left);
	guint used = tertius_output_columns(cut);

	tertius_output_print(output, TERTIUS_INK_STRONG, cut);
	if (used + 2 > width) {
		tertius_output_gap(output);
		used = 0;
	}
	tertius_output_hang(output, TERTIUS_INK_PLAIN, used, width, right);
}

static void
print_options(TertiusOutput *output, const GOptionEntry *entries)
{
	for (; entries != NULL && entries->long_name != NULL; entries++) {
		g_autofree char *option = NULL;

		if ((entries->flags & G_OPTION_FLAG_HIDDEN) != 0)
			continue;
		option = tertius_help_dup_option(entries);
		print_pair(output, option, _(entries->description), 24);
	}
}

void
tertius_help_print_all(TertiusOutput *output)
{
	tertius_output_say(
		output, TERTIUS_INK_PLAIN, 0,
		_("Tertius remembers who introduced you to whom, and "
	          "that you meant to thank them."));
	tertius_output_gap(output);
	tertius_output_say(output, TERTIUS_INK_STRONG, 0, _("First steps"));
	print_pair(output, "tertius demo", _("see it all on made-up mail"), 34);
	print_pair(output, "tertius scan ~/Maildir", _("read your own mail"),
	           34);
	print_pair(output, "tertius due", _("see what to do now"), 34);
	tertius_output_gap(output);
	tertius_output_say(output, TERTIUS_INK_STRONG, 0, _("Commands"));
	for (guint i = 0; tertius_commands[i] != NULL; i++) {
		const TertiusCommand *command = tertius_commands[i];

		if (!command->is_hidden)
			print_pair(output, command->name, _(command->summary),
			           13);
	}
	tertius_output_gap(output);
	tertius_output_say(output, TERTIUS_INK_STRONG, 0,
	                   _("Options of every command"));
	print_options(output, tertius_common_options);
	tertius_output_gap(output);
	tertius_output_say(output, TERTIUS_INK_PLAIN, 0,
	                   _("More: tertius COMMAND --help, man tertius"));
}

const char *
tertius_help_arguments(const TertiusCommand *command)
{
	return *command->arguments != '\0' ? _(command->arguments) : "";
}

void
tertius_help_print_command(TertiusOutput *output, const TertiusCommand *command)
{
	tertius_output_say(output, TERTIUS_INK_PLAIN, 0, "tertius %s %s",
	                   command->name, tertius_help_arguments(command));
	tertius_output_say(output, TERTIUS_INK_PLAIN, 2, "%s",
	                   _(command->summary));
	tertius_output_gap(output);
	for (guint i = 0; i < TERTIUS_COMMAND_EXAMPLES; i++) {
		const TertiusExample *example = &command->examples[i];

		if (example->line != NULL)
			print_pair(output, example->line, _(example->meaning),
			           40);
	}
	tertius_output_gap(output);
	tertius_output_say(output, TERTIUS_INK_PLAIN, 0, "%s",
	                   _(command->help));
	if (command->options != NULL) {
		tertius_output_gap(output);
		print_options(output, command->options);
	}
	tertius_output_gap(output);
	tertius_output_say(output, TERTIUS_INK_FAINT, 0,
	                   _("Options of every command: tertius help"));
}

static gboolean
print_script(char *script, GError **error)
{
	g_autofree char *text = script;

	if (text == NULL) {
		tertius_run_refuse(error,
		                   _("there are completions for bash, zsh and "
		                     "fish only"));
		return FALSE;
	}
	g_print("%s", text);
	return TRUE;
}

static gboolean
print_page(GError **error)
{
	if (strcmp(page, "1") == 0)
		return print_script(tertius_help_dup_manual(), error);
	if (strcmp(page, "5") == 0)
		return print_script(tertius_help_dup_settings_manual(), error);
	tertius_run_refuse(error, _("the manual has the pages 1 and 5"));
	return FALSE;
}

static gboolean
help(TertiusRun *run, GError **error)
{
	g_autoptr(GStrvBuilder) words = g_strv_builder_new();
	g_auto(GStrv) arguments = NULL;
	const TertiusCommand *command;

	if (page != NULL)
		return print_page(error);
	if (shell != NULL)
		return print_script(tertius_help_dup_completion(shell), error);
	if (run->n_arguments == 0) {
		tertius_help_print_all(run->output);
		return TRUE;
	}
	g_strv_builder_add(words, run->arguments[0]);
	g_strv_builder_add(words, "--help");
	arguments = g_strv_builder_end(words);
	command = tertius_command_parse(run, &arguments, error);
	return command != NULL && tertius_command_run(run, command, error);
}

const TertiusCommand tertius_command_help = {
	.name = "help",
	.arguments = N_("[COMMAND]"),
	.summary = N_("show all commands, or the help of one"),
	.examples = {
		{ "tertius help", N_("all commands") },
		{ "tertius help scan", N_("what scan does") },
		{ "man tertius", N_("the manual") },
	},
	.help = N_("Shows what there is. Each command has a --help of its own, "
	           "which begins with three examples."),
	.options = options,
	.least = 0,
	.most = 1,
	.run = help,
};
