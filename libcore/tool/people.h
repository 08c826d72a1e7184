/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The people of a history: lists, and what passed with one of them.
 */
#pragma once

#include "tool/run.h"

/* Prints those with whom mail by hand or a meeting passed, the latest contact
 * first: all of them, or @with alone when it is not TERTIUS_NOBODY; after
 * @since. Returns how many. */
guint tertius_people_list(TertiusRun *run, const TertiusConclusions *all,
                          guint with, gint64 since);

/* The decisions on any address of @person (TertiusDecision, lent). */
GPtrArray *tertius_people_decisions(const TertiusConclusions *all,
                                    guint person);
