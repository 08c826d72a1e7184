/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The commands that need nothing but the ledger, for the program `tertius`
 * itself. No library that talks to a server is linked into it: it starts in half
 * of the time, and what a person keeps cannot leave the computer through it.
 */
#include "tool/command.h"

const gboolean tertius_commands_are_all = FALSE;

const TertiusCommand *const tertius_commands[] = {
	&tertius_command_due,     &tertius_command_list,
	&tertius_command_show,    &tertius_command_why,
	&tertius_command_done,    &tertius_command_later,
	&tertius_command_never,   &tertius_command_none,
	&tertius_command_confirm, &tertius_command_no_thanks,
	&tertius_command_unlearn, &tertius_command_undo,
	&tertius_command_person,  &tertius_command_draft,
	&tertius_command_tact,    &tertius_command_picture,
	&tertius_command_report,  &tertius_command_about,
	&tertius_command_forget,  &tertius_command_export,
	&tertius_command_import,  NULL,
};
