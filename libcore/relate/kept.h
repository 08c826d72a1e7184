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

/* A relation that has only begun, as it began before; FALSE: it is to be begun
 * anew. *@relation is NULL where there is none. */
gboolean tertius_kept_recall(TertiusKept *kept, const TertiusHistory *history,
                             guint person, TertiusRelation **relation);
/* The same for all of it: @begun is exchanged for the one of before. */
gboolean tertius_kept_exchange(TertiusKept *kept, const TertiusHistory *history,
                               TertiusRelation **begun);

/* Between these two a relation is begun or filled. @relation may be NULL. */
void tertius_kept_watch(TertiusKept *kept, const TertiusHistory *history,
                        guint person);
void tertius_kept_note_begun(TertiusKept *kept, const TertiusHistory *history,
                             guint person, const TertiusRelation *relation);
void tertius_kept_note_filled(const TertiusHistory *history);

/* Whether @meeting of the history, which is to be told when it is another, is an
 * event by its title. */
gboolean tertius_kept_is_event(TertiusKept *kept,
                               const TertiusMeeting *meeting);

/* What letters are about; lent. */
TertiusTopics *tertius_kept_get_topics(const TertiusKept *kept);
