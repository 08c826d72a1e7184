/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Relations that were found before, in a history that grows: which of them are
 * as they were.
 *
 * What there is between me and a person follows from the mail and meetings of
 * the two of us, and from what is told of them: introductions, the user's words,
 * news. When neither has changed, the relation is the one of before.
 */
#pragma once

#include "relate/relate.h"
#include "relate/topics.h"

/* Makes room for all of @history, and takes the relations out of @before, which may be
 * NULL. */
void tertius_kept_begin(TertiusKept *kept, const TertiusHistory *history,
                        TertiusRelations *before);

/* How it began, when that is as before; FALSE: it is to be found anew. */
gboolean tertius_kept_recall(TertiusKept *kept, const TertiusHistory *history,
                             guint person, TertiusBeginning *beginning);
/* The same for all of it: *@relation, which has only begun, or NULL when nothing was
 * told of @person, is exchanged for the one of before, which may be NULL. */
gboolean tertius_kept_exchange(TertiusKept *kept, const TertiusHistory *history,
                               guint person, gpointer *relation);

/* Between these two a beginning is found or a relation filled. */
void tertius_kept_watch(TertiusKept *kept, const TertiusHistory *history,
                        guint person);
void tertius_kept_note_begun(TertiusKept *kept, const TertiusHistory *history,
                             guint person, const TertiusBeginning *beginning);
void tertius_kept_note_filled(const TertiusHistory *history);

/* Whether @meeting of the history, which is to be told when it is another, is an
 * event by its title. */
gboolean tertius_kept_is_event(TertiusKept *kept,
                               const TertiusMeeting *meeting);

/* What letters are about; lent. */
TertiusTopics *tertius_kept_get_topics(const TertiusKept *kept);
