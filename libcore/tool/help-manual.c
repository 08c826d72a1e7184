/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The manual, in the language of scdoc(5), from the tables of commands and of
 * settings.
 */
#include "tool/help.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What scdoc would take for markup is escaped. */
static void
append_plain(GString *page, const char *text)
{
	for (const char *p = text; *p != '\0'; p++) {
		gboolean starts_line = p == text || p[-1] == '\n';

		if (strchr("\\*_[]|`.~", *p) != NULL ||
		    (starts_line && strchr("#-", *p) != NULL))
			g_string_append_c(page, '\\');
		g_string_append_c(page, *p);
	}
}

/* "*text*" */
static void
append_marked(GString *page, char mark, const char *text)
{
	g_string_append_c(page, mark);
	append_plain(page, text);
	g_string_append_c(page, mark);
}

static void
append_options(GString *page, const GOptionEntry *option)
{
	for (; option != NULL && option->long_name != NULL; option++) {
		if ((option->flags & G_OPTION_FLAG_HIDDEN) != 0)
			continue;
		if (option->short_name != 0)
			g_string_append_printf(page, "*-%c*, ",
			                       option->short_name);
		g_string_append_printf(page, "*--%s*", option->long_name);
		if (option->arg_description != NULL) {
			g_string_append_c(page, '=');
			append_marked(page, '_', _(option->arg_description));
		}
		g_string_append(page, "\n\t");
		append_plain(page, _(option->description));
		g_string_append(page, "\n\n");
	}
}

static void
append_command(GString *page, const TertiusCommand *command)
{
	/* Headings take no escapes. */
	g_string_append_printf(page, "## tertius %s %s\n\n", command->name,
	                       command->arguments);
	append_plain(page, _(command->help));
	g_string_append(page, "\n\n");
	append_options(page, command->options);
	g_string_append(page, "```\n");
	for (guint i = 0; i < TERTIUS_COMMAND_EXAMPLES; i++) {
		const TertiusExample *example = &command->examples[i];

		if (example->line != NULL)
			g_string_append_printf(page, "# %s\n%s\n",
			                       _(example->meaning),
			                       example->line);
	}
	g_string_append(page, "```\n\n");
}

static const char *const headlines[] = {
	N_("NAME"),
	N_("SYNOPSIS"),
	N_("DESCRIPTION"),
	N_("COMMANDS"),
	N_("EXIT STATUS"),
	N_("OPTIONS OF EVERY COMMAND"),
	N_("ENVIRONMENT"),
	N_("FILES"),
	N_("EXAMPLE"),
	N_("SEE ALSO"),
	NULL,
};

/* @text with its headlines in the user's language. */
static void
append_text(GString *page, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++) {
		const char *line = lines[i];

		if (g_str_has_prefix(line, "# ") &&
		    g_strv_contains(headlines, line + strlen("# ")))
			g_string_append_printf(page, "# %s",
			                       _(line + strlen("# ")));
		else
			g_string_append(page, line);
		if (lines[i + 1] != NULL)
			g_string_append_c(page, '\n');
	}
}

static const char beginning[] =
	"tertius(1) \"Tertius " TERTIUS_VERSION "\"\n\n"
	"# NAME\n\n"
	"tertius - remembers who introduced you to whom\n\n"
	"# SYNOPSIS\n\n"
	"*tertius* [_options_] _command_ [_arguments_]\n\n"
	"# DESCRIPTION\n\n"
	"Tertius reads your mail and calendars where they are, finds who "
	"brought you together with whom, whether you thanked them both, how it "
	"went and whether you told them, and keeps reminders of the one "
	"courteous thing to do next. Everything stays on this computer. Mail "
	"is only read; nothing is ever sent.\n\n"
	"On a terminal, results are tables and sentences. When the output is "
	"a pipe or a file, or with *--json*, they are JSON Lines: one object a "
	"line, each with \"v\":1; fields are added over time and never renamed. "
	"Messages and progress go to standard error.\n\n"
	"An _ID_ may be shortened to its first characters, at least four. A "
	"_PERSON_ is an address, a name, or a part of a name that only one "
	"person has. A _DATE_ is 2026\\-06\\-30, or a span before now: 30d, "
	"6w, 3m.\n\n"
	"# COMMANDS\n\n";

static const char ending[] =
	"# EXIT STATUS\n\n"
	"*0*\n\tAll is fine; an empty result is fine too.\n\n"
	"*1*\n\tSomething was skipped, or is left to do.\n\n"
	"*2*\n\tWrong use: a command, an option, an argument or a setting.\n\n"
	"*3*\n\tA mailbox or calendar cannot be reached, or refuses the log-in."
	"\n\n"
	"*4*\n\tThe ledger cannot be used: locked, damaged, read-only, full, "
	"or written by a later version.\n\n"
	"# ENVIRONMENT\n\n"
	"*NO_COLOR*\n\tWhen set and not empty, nothing is printed in bold or "
	"faint.\n\n"
	"*XDG_DATA_HOME*, *XDG_CONFIG_HOME*, *XDG_CACHE_HOME*\n\tWhere the "
	"ledger, the settings and the demo's ledger are.\n\n"
	"# FILES\n\n"
	"_$XDG_DATA_HOME/tertius/ledger.db_\n\tThe ledger: facts, short quotes "
	"and your decisions, no message bodies; readable by you alone.\n\n"
	"_$XDG_CONFIG_HOME/tertius/config_\n\tThe settings, see *tertius*(5)."
	"\n\n"
	"# SEE ALSO\n\n"
	"*tertius*(5)\n";

char *
tertius_help_dup_manual(void)
{
	GString *page = g_string_new(NULL);

	append_text(page, beginning);
	for (guint i = 0; tertius_commands[i] != NULL; i++) {
		if (!tertius_commands[i]->is_hidden)
			append_command(page, tertius_commands[i]);
	}
	append_text(page, "# OPTIONS OF EVERY COMMAND\n\n");
	append_options(page, tertius_common_options);
	append_text(page, ending);
	return g_string_free(page, FALSE);
}

static const char settings_beginning[] =
	"tertius(5) \"Tertius " TERTIUS_VERSION "\"\n\n"
	"# NAME\n\n"
	"tertius - the settings of Tertius\n\n"
	"# DESCRIPTION\n\n"
	"_$XDG_CONFIG_HOME/tertius/config_ is a key file: groups in brackets, "
	"one _key_=_value_ a line, lines that begin with # are comments. Lists "
	"are separated by semicolons. A file that is not there, and every key "
	"that is not in it, means the standard. An unknown key or a value that "
	"is not allowed is an error that names the file, the group and the "
	"key.\n\n";

static const char settings_ending[] =
	"# EXAMPLE\n\n"
	"```\n"
	"[mail]\n"
	"me=mara@example.org;mara.lindqvist@example.com\n"
	"places=/home/mara/Maildir;imaps://mara@mail.example.org\n"
	"password-command=secret-tool lookup mail mara\n"
	"\n"
	"[working-time]\n"
	"zone=Europe/Berlin\n"
	"```\n\n"
	"# SEE ALSO\n\n"
	"*tertius*(1)\n";

char *
tertius_help_dup_settings_manual(void)
{
	GString *page = g_string_new(NULL);
	const char *group = "";
	const TertiusSettingRow *row;

	append_text(page, settings_beginning);
	for (guint i = 0; (row = tertius_settings_row(i)) != NULL; i++) {
		if (strcmp(group, row->group) != 0)
			g_string_append_printf(page, "# [%s]\n\n", row->group);
		group = row->group;
		append_marked(page, '*', row->key);
		if (row->standard != NULL && *row->standard != '\0') {
			g_string_append(page, "=");
			append_marked(page, '_', row->standard);
		}
		g_string_append(page, "\n\t");
		append_plain(page, _(row->meaning));
		g_string_append(page, "\n\n");
	}
	append_text(page, settings_ending);
	return g_string_free(page, FALSE);
}
