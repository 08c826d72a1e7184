/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Completions for shells, from the table of commands.
 */
#include "tool/help.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The words that can stand as an argument: "[introductions|people]" gives two;
 * "FILE…" gives none. */
static char *
dup_words(const TertiusCommand *command)
{
	GString *words = g_string_new("");
	g_auto(GStrv) parts = g_strsplit_set(command->arguments, "[]| …", -1);

	if (strcmp(command->name, "help") == 0) {
		for (guint i = 0; tertius_commands[i] != NULL; i++) {
			if (!tertius_commands[i]->is_hidden)
				g_string_append_printf(
					words, "%s ",
					tertius_commands[i]->name);
		}
	}
	for (guint i = 0; parts[i] != NULL; i++) {
		if (g_ascii_islower(parts[i][0]))
			g_string_append_printf(words, "%s ", parts[i]);
	}
	return g_string_free(words, FALSE);
}

static gboolean
takes_files(const TertiusCommand *command)
{
	return strstr(command->arguments, "FILE") != NULL ||
	       strstr(command->arguments, "PLACE") != NULL;
}

static void
append_names(GString *script, const GOptionEntry *option)
{
	for (; option != NULL && option->long_name != NULL; option++) {
		if ((option->flags & G_OPTION_FLAG_HIDDEN) == 0)
			g_string_append_printf(script, "--%s ",
			                       option->long_name);
	}
}

/* --- bash ---------------------------------------------------------------- */

static const char bash_beginning[] =
	"# Completions of tertius for bash; made by: tertius help "
	"--completion bash\n"
	"_tertius()\n"
	"{\n"
	"\tlocal word=${COMP_WORDS[COMP_CWORD]} command= options= words= i\n"
	"\tlocal files=\n"
	"\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	"\t\tcase ${COMP_WORDS[i]} in\n"
	"\t\t--ledger|--config|--me|--now|--password-command) i=$((i + 1));;\n"
	"\t\t-*) ;;\n"
	"\t\t*) command=${COMP_WORDS[i]}; break;;\n"
	"\t\tesac\n"
	"\tdone\n"
	"\tcase $command in\n";

static char *
make_bash(void)
{
	GString *script = g_string_new(bash_beginning);

	g_string_append(script, "\t'') words=\"");
	for (guint i = 0; tertius_commands[i] != NULL; i++) {
		if (!tertius_commands[i]->is_hidden)
			g_string_append_printf(script, "%s ",
			                       tertius_commands[i]->name);
	}
	g_string_append(script, "\";;\n");
	for (guint i = 0; tertius_commands[i] != NULL; i++) {
		const TertiusCommand *command = tertius_commands[i];
		g_autofree char *words = dup_words(command);

		if (command->is_hidden)
			continue;
		g_string_append_printf(script, "\t%s) options=\"",
		                       command->name);
		append_names(script, command->options);
		g_string_append_printf(script, "\" words=\"%s\"%s;;\n", words,
		                       takes_files(command) ? " files=yes"
		                                            : "");
	}
	g_string_append(script, "\tesac\n\toptions=\"$options");
	append_names(script, tertius_common_options);
	g_string_append(
		script,
		"\"\n"
		"\tcase $word in\n"
		"\t-*) mapfile -t COMPREPLY < <(compgen -W \"$options\" -- "
		"\"$word\");;\n"
		"\t*) mapfile -t COMPREPLY < <(compgen -W \"$words\" "
		"${files:+-f} -- \"$word\");;\n"
		"\tesac\n"
		"}\n"
		"complete -o filenames -F _tertius tertius\n");
	return g_string_free(script, FALSE);
}

/* --- zsh ----------------------------------------------------------------- */

/* Between single quotes; a colon parts the name from its meaning. */
static char *
dup_quoted(const char *text, const char *escaped)
{
	GString *quoted = g_string_new("");

	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '\'')
			g_string_append(quoted, "'\\''");
		else if (strchr(escaped, *p) != NULL)
			g_string_append_printf(quoted, "\\%c", *p);
		else
			g_string_append_c(quoted, *p);
	}
	return g_string_free(quoted, FALSE);
}

static void
append_zsh_options(GString *script, const GOptionEntry *option)
{
	for (; option != NULL && option->long_name != NULL; option++) {
		g_autofree char *meaning = NULL;
		gboolean takes_value = option->arg_description != NULL;

		if ((option->flags & G_OPTION_FLAG_HIDDEN) != 0)
			continue;
		meaning = dup_quoted(_(option->description), "[]:\\");
		g_string_append_printf(
			script, " '--%s%s[%s]%s%s%s'", option->long_name,
			takes_value ? "=" : "", meaning, takes_value ? ":" : "",
			takes_value ? option->arg_description : "",
			takes_value ? ":_files" : "");
	}
}

static char *
make_zsh(void)
{
	GString *script =
		g_string_new("#compdef tertius\n"
	                     "# made by: tertius help --completion zsh\n"
	                     "_tertius() {\n"
	                     "\tlocal -a commands common\n"
	                     "\tcommon=(");

	append_zsh_options(script, tertius_common_options);
	g_string_append(script, ")\n\tcommands=(");
	for (guint i = 0; tertius_commands[i] != NULL; i++) {
		const TertiusCommand *command = tertius_commands[i];
		g_autofree char *summary =
			dup_quoted(_(command->summary), ":\\");

		if (!command->is_hidden)
			g_string_append_printf(script, " '%s:%s'",
			                       command->name, summary);
	}
	g_string_append(script, ")\n"
	                        "\tif ((CURRENT == 2)); then\n"
	                        "\t\t_describe command commands\n"
	                        "\t\t_arguments $common\n"
	                        "\t\treturn\n"
	                        "\tfi\n"
	                        "\tcase $words[2] in\n");
	for (guint i = 0; tertius_commands[i] != NULL; i++) {
		const TertiusCommand *command = tertius_commands[i];
		g_autofree char *words = dup_words(command);

		if (command->is_hidden)
			continue;
		g_string_append_printf(script, "\t%s) _arguments $common",
		                       command->name);
		append_zsh_options(script, command->options);
		if (*words != '\0')
			g_string_append_printf(script, " '2:argument:(%s)'",
			                       words);
		g_string_append_printf(script, " '*:argument:%s';;\n",
		                       takes_files(command) ? "_files" : "");
	}
	g_string_append(script, "\tesac\n}\n_tertius \"$@\"\n");
	return g_string_free(script, FALSE);
}

/* --- fish ---------------------------------------------------------------- */

static void
append_fish_options(GString *script, const char *condition,
                    const GOptionEntry *option)
{
	for (; option != NULL && option->long_name != NULL; option++) {
		g_autofree char *meaning = NULL;

		if ((option->flags & G_OPTION_FLAG_HIDDEN) != 0)
			continue;
		meaning = dup_quoted(_(option->description), "");
		g_string_append_printf(
			script, "complete -c tertius%s -l %s%s -d '%s'\n",
			condition, option->long_name,
			option->arg_description != NULL ? " -r" : "", meaning);
	}
}

static char *
make_fish(void)
{
	GString *script =
		g_string_new("# made by: tertius help --completion fish\n");

	append_fish_options(script, "", tertius_common_options);
	for (guint i = 0; tertius_commands[i] != NULL; i++) {
		const TertiusCommand *command = tertius_commands[i];
		g_autofree char *words = dup_words(command);
		g_autofree char *summary = dup_quoted(_(command->summary), "");
		g_autofree char *condition = g_strdup_printf(
			" -n '__fish_seen_subcommand_from %s'", command->name);

		if (command->is_hidden)
			continue;
		g_string_append_printf(
			script,
			"complete -c tertius -f -n __fish_use_subcommand -a %s "
			"-d '%s'\n",
			command->name, summary);
		append_fish_options(script, condition, command->options);
		if (*words != '\0' || !takes_files(command))
			g_string_append_printf(script,
			                       "complete -c tertius%s -f -a "
			                       "'%s'\n",
			                       condition, words);
	}
	return g_string_free(script, FALSE);
}

char *
tertius_help_dup_completion(const char *shell)
{
	if (strcmp(shell, "bash") == 0)
		return make_bash();
	if (strcmp(shell, "zsh") == 0)
		return make_zsh();
	if (strcmp(shell, "fish") == 0)
		return make_fish();
	return NULL;
}
