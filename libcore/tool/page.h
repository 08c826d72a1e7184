/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page about one thing: for `show`, `why` and `person`.
 */
#pragma once

#include "tool/run.h"

void tertius_page_introduction(TertiusRun *run,
                               const TertiusIntroduction *introduction);
void tertius_page_reminder(TertiusRun *run, const TertiusReminder *reminder);

/* The person of @address: what passed, what is open, what was decided. */
gboolean tertius_page_person(TertiusRun *run, const char *address,
                             GError **error);

/* The reasons for an introduction: each claim with its evidence. */
void tertius_page_why(TertiusRun *run, const TertiusIntroduction *introduction);
