/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names that stand in the title of a meeting, in the seven languages.
 */
#pragma once

#include <glib.h>

/* Longest name that a title gives, in words and bytes. */
#define TERTIUS_TITLE_NAME_WORDS_MAX 4
#define TERTIUS_TITLE_NAME_MAX       80

typedef enum {
	TERTIUS_NAMES_NONE,
	TERTIUS_NAMES_INTRODUCED, /* "X <> Y" */
	TERTIUS_NAMES_COMPANY,    /* "coffee with X" */
	TERTIUS_NAMES_PAIR,       /* "X / Y": weaker */
} TertiusNamesKind;

/* @first and @second (NULL allowed) get the names, or NULL. */
TertiusNamesKind tertius_meeting_names_read(const char *title, char **first,
                                            char **second);

/* Whose birthday or anniversary it is: "Dana Okafor" of "Dana Okafor's birthday"
 * or "Geburtstag von Dana Okafor". NULL when no name stands in it. */
char *tertius_meeting_names_dup_celebrated(const char *title);

/* @title in small letters, folded one by one, so that words keep their places
 * and what was found in one can be cut out of the other. */
char *tertius_meeting_names_fold(const char *title);
/* Whether the character at @start belongs to a word. */
gboolean tertius_meeting_names_is_word(const char *start);
