/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sentences of ours in which names are written in other letters. They are read
 * as our language is, whichever comes first, and whatever the desktop is: on one
 * from right to left we may have no translation.
 */
#pragma once

#include <glib.h>

/* What goes before @sentence so that it is read as our language is: a mark that
 * is not seen, or "". Lends. */
const char *tertius_direction_get_mark(const char *sentence);

/* @sentence, to stand by itself in a line with others; to be freed. */
char *tertius_direction_dup_isolated(const char *sentence);
