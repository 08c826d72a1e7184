/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The people of a history: lists, and what passed with one of them.
 */
#pragma once

#include "tool/run.h"

/* Prints those with whom mail by hand or a meeting passed, those for whom it is
 * the user's turn first, then the latest contact first: all of them, or @with
 * alone when it is not TERTIUS_NOBODY; after @since. Returns how many. */
guint tertius_people_list(TertiusRun *run, const TertiusConclusions *all,
                          guint with, gint64 since);

/* The same for asks of either side that are open or rest: yours to answer
 * first. @turn: "mine", "theirs", "rests", or NULL for all. */
guint tertius_people_list_asks(TertiusRun *run, const TertiusConclusions *all,
                               guint with, gint64 since, const char *turn);

/* Events, the earliest first, and what might be done: for introductions of
 * people to each other, and what may interest whom. */
guint tertius_people_list_occasions(TertiusRun *run,
                                    const TertiusConclusions *all, guint with,
                                    gint64 since);

/* The decisions on any address of @person (TertiusDecision, lent). */
GPtrArray *tertius_people_decisions(const TertiusConclusions *all,
                                    guint person);
