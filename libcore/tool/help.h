/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Help, manual and completions, all from the table of commands.
 */
#pragma once

#include "tool/command.h"

/* What `tertius help` shows. */
void tertius_help_print_all(TertiusOutput *output);
/* What `tertius COMMAND --help` shows. */
void tertius_help_print_command(TertiusOutput *output,
                                const TertiusCommand *command);

/* What @command takes besides options, in the user's language: "[PLACE…]"; ""
 * when nothing. */
const char *tertius_help_arguments(const TertiusCommand *command);

/* tertius(1) and tertius(5) in scdoc's language (help-manual.c). */
char *tertius_help_dup_manual(void);
char *tertius_help_dup_settings_manual(void);

/* A completion script for @shell; NULL for one that is not known
 * (help-completion.c). */
char *tertius_help_dup_completion(const char *shell);

/* "--since=DATE", "-q, --quiet". */
char *tertius_help_dup_option(const GOptionEntry *option);
