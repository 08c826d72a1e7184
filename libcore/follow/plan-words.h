/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a reminder says: a title, and one sentence why.
 */
#pragma once

#include "model/introduction.h"
#include "model/relation.h"
#include "model/reminder.h"

/* Sets title and because of a reminder about @introduction. @zone: for the
 * dates in the sentence. */
void tertius_plan_word(TertiusReminder *reminder,
                       const TertiusIntroduction *introduction,
                       GTimeZone *zone);

/* The same for what the user asked to be reminded of: @what, about the message
 * with @subject, on the day of @made. */
void tertius_plan_word_asked(TertiusReminder *reminder, const char *what,
                             const char *subject, gint64 made, GTimeZone *zone);

/* The same for one about @relation alone: an open thing, with its sentence in
 * @why, or a check-in. */
void tertius_plan_word_person(TertiusReminder *reminder,
                              const TertiusRelation *relation, const char *why,
                              GTimeZone *zone);

/* The same for good news and yearly days of its person. */
void tertius_plan_word_milestone(TertiusReminder *reminder,
                                 const TertiusMilestone *milestone,
                                 GTimeZone *zone);

/* The same for an event to which its people go too. */
void tertius_plan_word_occasion(TertiusReminder *reminder,
                                const TertiusOccasion *occasion,
                                GTimeZone *zone);
