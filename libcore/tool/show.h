/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records as people read them.
 */
#pragma once

#include "tool/run.h"

/* "Jürgen Pfäffle" for "Pfäffle, Jürgen (Engineering)"; the address when there
 * is no name. */
char *tertius_show_dup_name(const TertiusPerson *person);

/* "Dana Okafor", "Kenji and Yael", "Kenji, Yael and 2 more"; "" for none. */
char *tertius_show_dup_people(const GPtrArray *people);

/* The user's addresses, with commas between them. */
char *tertius_show_dup_me(const TertiusConclusions *all);

/* What a state, a step or a kind is called in a sentence. */
const char *tertius_show_state(TertiusState state);
const char *tertius_show_kind(TertiusIntroductionKind kind);

/* "thank both by tomorrow", "their turn", "". */
char *tertius_show_dup_next(TertiusRun *run,
                            const TertiusIntroduction *introduction);

/* "very strong", "strong", "some", "against": a weight in a word. */
const char *tertius_show_weight(double weight);

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
