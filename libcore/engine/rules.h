/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules of the detector in words.
 */
#pragma once

#include <glib.h>

/* "your first contact with them" for "history/first-contact", and of two rules
 * that count together ("A & B") the words of both; a rule that has no sentence
 * of its own is named by its group: "wording of an introduction (put in touch)".
 * To be freed. */
char *tertius_rules_dup_words(const char *rule);

/* "in the text" for "body"; "" for the header, where the rule says it all. Lends. */
const char *tertius_rules_place_words(const char *place);
