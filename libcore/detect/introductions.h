/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From acts to introductions: which of the introductions and referrals that
 * messages and meetings speak of are real, who is who in them, and how sure
 * that is, weighed with all that came before and after.
 */
#pragma once

#include <glib.h>

#include "model/decision.h"
#include "model/history.h"
#include "model/introduction.h"

/* Returns the introductions of @history, by date then id, each with its first
 * move and its evidence, roles told apart by who is me. Those of level NONE
 * are not among them. @decisions (TertiusDecision) confirm or dismiss. */
GPtrArray *tertius_introductions_find(const TertiusHistory *history,
                                      const GPtrArray *decisions);

/* What single acts and meetings were found to say of a history that grows. */
typedef struct _TertiusFindings TertiusFindings;
TertiusFindings *tertius_findings_new(void);
void tertius_findings_free(TertiusFindings *findings);
/* The same as tertius_introductions_find, looking only at what has changed since
 * @findings last were given with this history. @findings hold most of what is
 * returned, too: it is not to be written to. */
GPtrArray *tertius_introductions_find_again(const TertiusHistory *history,
                                            const GPtrArray *decisions,
                                            TertiusFindings *findings);

/* What @decisions about introductions teach (TertiusLesson), by the date of the
 * message. */
GPtrArray *tertius_introductions_list_lessons(const TertiusHistory *history,
                                              const GPtrArray *decisions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusFindings, tertius_findings_free)
