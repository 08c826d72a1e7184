/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records as people read them.
 */
#pragma once

#include "tool/run.h"

/* The user's addresses, with commas between them. */
char *tertius_show_dup_me(const TertiusConclusions *all);

/* Prints a table of introductions, or one object each. */
void tertius_show_introductions(TertiusRun *run,
                                const GPtrArray *introductions);

/* Prints reminders, with the reason for each below it, or one object each. */
void tertius_show_reminders(TertiusRun *run, const GPtrArray *reminders);

/* Tells reader-only things in a line "name  value" of a page about one thing;
 * nothing when @value is NULL or empty. */
void tertius_show_field(TertiusRun *run, const char *name, const char *value);

/* Prints the evidence: the rule in words, the quote, the message it is from and
 * what it weighs. */
void tertius_show_evidence(TertiusRun *run, const GPtrArray *evidence,
                           const char *source);

/* Decisions on a person or thing, in words: "note: met in Lyon". */
char *tertius_show_dup_decision(TertiusRun *run,
                                const TertiusDecision *decision);
