/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the engine's process writes: a line of JSON for each answer. A long one,
 * such as a picture, is parsed in another thread, and many short ones are taken
 * a few at a time, so that the main loop is never held for long.
 */
#pragma once

#include <json-glib/json-glib.h>

/* The longest answer. */
#define TERTIUS_ANSWERS_LINE_MAX ((gsize) 16 << 20)
/* From here on, another thread parses it. */
#define TERTIUS_ANSWERS_LONG     ((gsize) 32 << 10)

typedef struct _TertiusAnswers TertiusAnswers;

/* The next answer, lent. FALSE: it makes no sense, nothing more is read. */
typedef gboolean (*TertiusAnswersFunc)(JsonObject *answer, gpointer data);
/* Nothing more will come: its end, or no sense. */
typedef void (*TertiusAnswersEnd)(gpointer data);

/* Reads @fd from the main loop. Either function may free it. */
TertiusAnswers *tertius_answers_new(int fd, TertiusAnswersFunc func,
                                    TertiusAnswersEnd end, gpointer data);
void tertius_answers_free(TertiusAnswers *answers);
