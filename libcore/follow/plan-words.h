/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a reminder says: a title, and one sentence why.
 */
#pragma once

#include "model/introduction.h"
#include "model/reminder.h"

/* Sets title and because of a reminder about @introduction. @zone: for the
 * dates in the sentence. */
void tertius_plan_word(TertiusReminder *reminder,
                       const TertiusIntroduction *introduction,
                       GTimeZone *zone);

/* The same for good news of @person. */
void tertius_plan_word_news(TertiusReminder *reminder, const char *news,
                            gint64 date, GTimeZone *zone);

/* The same for what the user asked to be reminded of: @what, about the message
 * with @subject, on the day of @made. */
void tertius_plan_word_asked(TertiusReminder *reminder, const char *what,
                             const char *subject, gint64 made, GTimeZone *zone);
