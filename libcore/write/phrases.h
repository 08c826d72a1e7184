/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hand-written phrases of a language, as they travel in the library.
 */
#pragma once

#include <glib.h>

/* The languages that Tertius writes and reads, ended by NULL. */
extern const char *const tertius_phrases_languages[];

/* Returns a code of that list: @language itself, also when a region follows
 * ("de-AT"); "en" for any other, and for NULL. Lends. */
const char *tertius_phrases_choose(const char *language);

/* Reads write/phrases/@prefix@language.ini; @language must be of the list and
 * @prefix "" or "tact-". Such a file that cannot be read is a mistake of ours:
 * tests read them all. */
GKeyFile *tertius_phrases_load(const char *prefix, const char *language);

/* The value of @key as it stands, backslashes too; NULL when there is none. */
char *tertius_phrases_dup(GKeyFile *phrases, const char *group,
                          const char *key);
