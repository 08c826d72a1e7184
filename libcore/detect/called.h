/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which names the people go by with whom the user exchanged mail: by first and by
 * last name, however these are written ("Jürgen Groß", "Gross, Juergen (Lab)").
 * Eight bytes a person: what is found is compared with the name itself.
 */
#pragma once

#include "model/history.h"

typedef struct _TertiusCalled TertiusCalled;

TertiusCalled *tertius_called_new(void);
void tertius_called_free(TertiusCalled *called);

/* A word of a name as it is compared: without accents, case and the "e" that
 * stands for dots above a vowel. */
char *tertius_called_dup_word(const char *word);

/* The words of a name so, the first name first; free with g_strfreev(). */
char **tertius_called_split(const TertiusPerson *person);

/* What stands for @word here and in what was asked. */
guint tertius_called_key(const char *word);

/* Follows @history. Adds to @changed, a set, the keys for which others than
 * before are found now. */
void tertius_called_refresh(TertiusCalled *called,
                            const TertiusHistory *history, GHashTable *changed);

/* Those who may go by @key as their first, or as their last, name, by number;
 * owned. */
GArray *tertius_called_list(const TertiusCalled *called, guint key,
                            gboolean last);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusCalled, tertius_called_free)
