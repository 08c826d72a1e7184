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
	                       tertius_help_arguments(command));
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

#define HASH           "# "
/* xgettext knows it too (packaging.mk). */
#define HEADLINE(text) HASH text

/* Each of @blocks and an empty line, in the user's language. */
static void
append_blocks(GString *page, const char *const *blocks)
{
	for (; *blocks != NULL; blocks++) {
		gboolean is_headline = g_str_has_prefix(*blocks, HASH);
		const char *text = *blocks + (is_headline ? strlen(HASH) : 0);

		g_string_append_printf(page, "%s%s\n\n",
		                       is_headline ? HASH : "", _(text));
	}
}

static const char *const beginning[] = {
	"tertius(1) \"Tertius " TERTIUS_VERSION "\"",
	HEADLINE("NAME"),
	N_("tertius - remembers who introduced you to whom"),
	HEADLINE("SYNOPSIS"),
	N_("*tertius* [_options_] _command_ [_arguments_]"),
	HEADLINE("DESCRIPTION"),
	N_("Tertius reads your mail and calendars where they are, "
	   "finds who brought you together with whom, whether you "
	   "thanked them both, how it went and whether you told them, "
	   "and keeps reminders of the one courteous thing to do next."
	   " Everything stays on this computer. Mail is only read; "
	   "nothing is ever sent."),
	N_("On a terminal, results are tables and sentences. When the "
	   "output is a pipe or a file, or with *--json*, they are "
	   "JSON Lines: one object a line, each with \"v\":1; fields "
	   "are added over time and never renamed. Messages and "
	   "progress go to standard error."),
	N_("An _ID_ may be shortened to its first characters, at least"
	   " four. A _PERSON_ is an address, a name, or a part of a "
	   "name that only one person has. A _DATE_ is 2026\\-06\\-30,"
	   " or a span before now: 30d, 6w, 3m."),
	HEADLINE("COMMANDS"),
	NULL,
};

static const char *const before_options[] = {
	HEADLINE("OPTIONS OF EVERY COMMAND"),
	NULL,
};

static const char *const ending[] = {
	HEADLINE("EXIT STATUS"),
	N_("*0*\n\tAll is fine; an empty result is fine too."),
	N_("*1*\n\tSomething was skipped, or is left to do."),
	N_("*2*\n"
	   "\tWrong use: a command, an option, an argument or a "
	   "setting."),
	N_("*3*\n"
	   "\tA mailbox or calendar cannot be reached, or refuses the "
	   "log-in."),
	N_("*4*\n"
	   "\tThe ledger cannot be used: locked, damaged, read-only, "
	   "full, or written by a later version."),
	HEADLINE("ENVIRONMENT"),
	N_("*NO_COLOR*\n"
	   "\tWhen set and not empty, nothing is printed in bold or "
	   "faint."),
	N_("*XDG_DATA_HOME*, *XDG_CONFIG_HOME*, *XDG_CACHE_HOME*\n"
	   "\tWhere the ledger, the settings and the demo's ledger "
	   "are."),
	HEADLINE("FILES"),
	N_("_$XDG_DATA_HOME/tertius/ledger.db_\n"
	   "\tThe ledger: facts, short quotes and your decisions, no "
	   "message bodies; readable by you alone."),
	N_("_$XDG_CONFIG_HOME/tertius/config_\n"
	   "\tThe settings, see *tertius*(5)."),
	HEADLINE("SEE ALSO"),
	"*tertius*(5)",
	NULL,
};

char *
tertius_help_dup_manual(void)
{
	GString *page = g_string_new(NULL);

	append_blocks(page, beginning);
	for (guint i = 0; tertius_commands[i] != NULL; i++) {
		if (!tertius_commands[i]->is_hidden)
			append_command(page, tertius_commands[i]);
	}
	append_blocks(page, before_options);
	append_options(page, tertius_common_options);
	append_blocks(page, ending);
	return g_string_free(page, FALSE);
}

static const char *const settings_beginning[] = {
	"tertius(5) \"Tertius " TERTIUS_VERSION "\"",
	HEADLINE("NAME"),
	N_("tertius - the settings of Tertius"),
	HEADLINE("DESCRIPTION"),
	N_("_$XDG_CONFIG_HOME/tertius/config_ is a key file: groups in"
	   " brackets, one _key_=_value_ a line, lines that begin with"
	   " # are comments. Lists are separated by semicolons. A file"
	   " that is not there, and every key that is not in it, means"
	   " the standard. An unknown key or a value that is not "
	   "allowed is an error that names the file, the group and the"
	   " key."),
	NULL,
};

static const char *const settings_ending[] = {
	HEADLINE("EXAMPLE"),
	"```\n"
	"[mail]\n"
	"me=mara@example.org;mara.lindqvist@example.com\n"
	"places=/home/mara/Maildir;imaps://mara@mail.example.org\n"
	"password-command=secret-tool lookup mail mara\n"
	"\n"
	"[working-time]\n"
	"zone=Europe/Berlin\n"
	"```",
	HEADLINE("SEE ALSO"),
	"*tertius*(1)",
	NULL,
};

char *
tertius_help_dup_settings_manual(void)
{
	GString *page = g_string_new(NULL);
	const char *group = "";
	const TertiusSettingRow *row;

	append_blocks(page, settings_beginning);
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
	append_blocks(page, settings_ending);
	return g_string_free(page, FALSE);
}
