/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a decision about one introduction teaches about mail like it from the
 * same people. Concluded from decisions, so taking the decision back takes the
 * lesson back; and it can be forgotten alone.
 */
#pragma once

#include <glib.h>

#include "model/decision.h"
#include "model/introduction.h"

/* A plain record. */
typedef struct {
	char *introduction; /* id of the one that was decided about */
	/* NONE, CONFIRM or NO_THANKS */
	TertiusDecisionKind kind;
	gint64 made;            /* when it was decided */
	TertiusPerson *teacher; /* whose mail it was: the writer, or, of mine,
	                         * the first to whom it went */
	TertiusActKind act;
	TertiusManner manner;
	char *rule;    /* what had spoken most for it, or "" */
	char *subject; /* of that message */
} TertiusLesson;

TertiusLesson *tertius_lesson_new(TertiusDecisionKind kind,
                                  const char *introduction);
void tertius_lesson_free(TertiusLesson *lesson);

/* Returns an array that frees its TertiusLesson. */
GPtrArray *tertius_lessons_new(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusLesson, tertius_lesson_free)
