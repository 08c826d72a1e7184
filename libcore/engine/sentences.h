/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records in sentences, for whoever shows them: the command's pages, and the
 * windows of the mail client.
 */
#pragma once

#include "model/introduction.h"
#include "model/reminder.h"

/* "Dana Okafor", "Kenji and Yael", "Kenji, Yael and 2 more"; "" for none. */
char *tertius_sentences_dup_people(const GPtrArray *people);

/* What a state, a kind or a step is called in a sentence; "" for no step. */
const char *tertius_sentences_state(TertiusState state);
const char *tertius_sentences_kind(TertiusIntroductionKind kind);
const char *tertius_sentences_step(TertiusStep step);

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
