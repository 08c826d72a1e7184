/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records in sentences, for whoever shows them: the command's pages, and the
 * windows of the mail client.
 */
#pragma once

#include "model/introduction.h"
#include "model/reminder.h"

/* "Dana Okafor", "Kenji and Yael", "Kenji, Yael and 2 more"; "" for none. States
 * and steps are in picture/words.h. */
char *tertius_sentences_dup_people(const GPtrArray *people);

/* What happened, as "you were introduced". */
const char *tertius_sentences_kind(TertiusIntroductionKind kind);

/* "thank, tomorrow", "their turn", "". @zone: the user's. */
char *tertius_sentences_dup_next(const TertiusIntroduction *introduction,
                                 gint64 now, GTimeZone *zone);

/* "very strong", "strong", "some", "against": a weight in a word. */
const char *tertius_sentences_weight(double weight);

/* "Dana Okafor introduced you to Tomás Reyes."; one that is perhaps asks. */
char *tertius_sentences_dup_headline(const TertiusIntroduction *introduction);

/* What stands on the button that begins the draft for the next step: "Thank
 * both"; NULL when there is no draft for it. */
char *tertius_sentences_dup_button(const TertiusIntroduction *introduction);

/* The same for a reminder. */
char *tertius_sentences_dup_reminder_button(const TertiusReminder *reminder);
