/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All commands, for the program that reads mail and calendars and talks to
 * their servers.
 */
#include "tool/command.h"

const gboolean tertius_commands_are_all = TRUE;

const TertiusCommand *const tertius_commands[] = {
	&tertius_command_scan,      &tertius_command_due,
	&tertius_command_list,      &tertius_command_show,
	&tertius_command_why,       &tertius_command_done,
	&tertius_command_later,     &tertius_command_never,
	&tertius_command_none,      &tertius_command_confirm,
	&tertius_command_no_thanks, &tertius_command_unlearn,
	&tertius_command_undo,      &tertius_command_person,
	&tertius_command_draft,     &tertius_command_tact,
	&tertius_command_calendar,  &tertius_command_picture,
	&tertius_command_report,    &tertius_command_classify,
	&tertius_command_about,     &tertius_command_forget,
	&tertius_command_export,    &tertius_command_import,
	&tertius_command_doctor,    &tertius_command_demo,
	&tertius_command_help,      &tertius_command_worker,
	&tertius_command_serve,     NULL,
};
