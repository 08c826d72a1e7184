/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a relation says, in sentences: for the user alone, kind, and without any
 * figure that weighs a person.
 */
#pragma once

#include "engine/engine.h"

/* "a meeting on 3 June", "you wrote on 3 June"; "" without contact. */
char *tertius_sentences_dup_latest(const TertiusRelation *relation, gint64 now,
                                   GTimeZone *zone);

/* "your turn: …", "their turn: …"; NULL when nothing is open. */
char *tertius_sentences_dup_turn(const TertiusRelation *relation);

/* Sentences (char *) about the balance: the friendship first. "Your last three
 * messages to Dana were asks; the last friendly word was in March." */
GPtrArray *tertius_sentences_balance(const TertiusConclusions *all,
                                     const TertiusRelation *relation,
                                     GTimeZone *zone);

/* "18 weeks", "30 days": how often. */
char *tertius_sentences_dup_days(guint days);
