/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules of the detector in words.
 */
#pragma once

#include <glib.h>

/* "you had not written to each other before" for "history/first-contact"; a
 * rule that has no sentence of its own is named by its group: "wording of an
 * introduction (put in touch)". To be freed. */
char *tertius_rules_dup_words(const char *rule);
