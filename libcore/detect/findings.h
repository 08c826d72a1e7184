/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What single acts and meetings were found to say, and who is called by a first
 * name: found once, and again when what it was found from has changed.
 */
#pragma once

#include "detect/introductions.h"

/* For one look at a history that does not grow: nothing is kept. */
TertiusFindings *tertius_findings_new_once(void);

/* Forgets what has changed in @history. */
void tertius_findings_refresh(TertiusFindings *findings,
                              const TertiusHistory *history);

/* Those who may go by @word (as tertius_called_dup_word() has it) as their first,
 * or as their last, name; owned. Noted as a question. */
GArray *tertius_findings_list_called(TertiusFindings *findings,
                                     const char *word, gboolean last);

/* The one person whom I wrote to and who bears this first name, or NOBODY. */
guint tertius_findings_find_first_name(TertiusFindings *findings,
                                       const TertiusHistory *history,
                                       const char *first);

/* Whether @cause, an act or a meeting, was looked at: then *@found is what it
 * says, to be freed and not to be written to, or NULL. */
gboolean tertius_findings_recall(const TertiusFindings *findings,
                                 gconstpointer cause,
                                 TertiusIntroduction **found);
/* Between these two something is found out about @cause. @found is held, and not
 * to be written to any more; NULL when it says nothing. */
void tertius_findings_begin(TertiusFindings *findings,
                            const TertiusHistory *history);
void tertius_findings_end(TertiusFindings *findings,
                          const TertiusHistory *history, gconstpointer cause,
                          TertiusIntroduction *found);
