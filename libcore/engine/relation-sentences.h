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

/* "every 6 weeks, as you said; next about 3 July". */
char *tertius_sentences_dup_every(const TertiusRelation *relation, gint64 now,
                                  GTimeZone *zone);

/* "Jürgen Pfäffle, and him through Dana Okafor"; NULL when nobody is known. */
char *tertius_sentences_dup_chain(const TertiusConclusions *all,
                                  const TertiusRelation *relation);

/* Lines (char *): what is open, yours first; what to mind; what there is to be
 * glad about, or, not @gladdening, what else was told of them; who was taken for
 * one, and why. */
GPtrArray *tertius_sentences_open(const TertiusRelation *relation, gint64 now,
                                  GTimeZone *zone);
GPtrArray *tertius_sentences_boundaries(const TertiusRelation *relation,
                                        gint64 now, GTimeZone *zone);
GPtrArray *tertius_sentences_milestones(const TertiusRelation *relation,
                                        gboolean gladdening, gint64 now,
                                        GTimeZone *zone);
GPtrArray *tertius_sentences_merges(const TertiusConclusions *all,
                                    const TertiusRelation *relation);

/* "You write to them in German, with “du”: “Hallo Jürgen,” … “Viele Grüße”,
 * usually 60 words (from 12 messages)." */
char *tertius_sentences_dup_voice(const TertiusConclusions *all,
                                  const TertiusRelation *relation);

/* "6 weeks", "30 days": how often. */
char *tertius_sentences_dup_days(guint days);
