/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Learning from the user: "this was none", "yes, it is one" and "needs no
 * thanks" change how mail like it from the same people is judged.
 *
 * Alike is what does the same act in the same manner, or shows it by the same
 * words; the same people are the same writer, or of the user's own mail the
 * same first recipient.
 */
#pragma once

#include "model/history.h"
#include "model/lesson.h"

/* Natural-log odds of one lesson, and what all together may weigh. */
#define TERTIUS_LESSON_NONE    (-1.5)
#define TERTIUS_LESSON_CONFIRM 1.0
#define TERTIUS_LESSON_MAX     3.0

/* Whether @decisions hold any that teach. */
gboolean tertius_lessons_are_taught(const GPtrArray *decisions);

/* Adds to @lessons what @decisions about @introduction teach, unless that was
 * forgotten. @letter made it, by an act of @act. */
void tertius_lessons_add(GPtrArray *lessons, const GPtrArray *decisions,
                         const TertiusHistory *history,
                         const TertiusLetter *letter, TertiusActKind act,
                         const TertiusIntroduction *introduction);

/* Whether any of @lessons says something of @introduction. */
gboolean tertius_lessons_are_about(const GPtrArray *lessons,
                                   const TertiusHistory *history,
                                   const TertiusLetter *letter,
                                   TertiusActKind act,
                                   const TertiusIntroduction *introduction);

/* What @lessons say of @introduction, which they are not about themselves:
 * adds evidence, changes its score and whether it deserves thanks. */
void tertius_lessons_apply(const GPtrArray *lessons,
                           const TertiusHistory *history,
                           const TertiusLetter *letter, TertiusActKind act,
                           TertiusIntroduction *introduction);
