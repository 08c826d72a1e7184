/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several workers (engine/worker.h) as one: answers come back in the order in
 * which the items went. A crew begins with one; another is taken on when all
 * have their hands full, up to the number of processors. So a slow line or a
 * single new message never costs more than one process.
 *
 * A crew belongs to one thread at a time.
 */
#pragma once

#include "engine/worker.h"

/* With so many at work, the ledger is what we wait for. */
#define TERTIUS_CREW_MAX 4

typedef struct _TertiusCrew TertiusCrew;

/* As tertius_worker_new. @most: workers, at least 1; 0: as many as there are
 * processors. Never more than TERTIUS_CREW_MAX. */
TertiusCrew *tertius_crew_new(const char *program, guint most,
                              GDestroyNotify free_tag, GError **error);

/* From now on @n processors (at first none) are left to others who work for the
 * same end: what talks with a server, and the server itself where it is on this
 * computer. One worker there is always, and who is at work stays. */
void tertius_crew_leave(TertiusCrew *crew, guint n);

/* Ends all at once; items on their way are dropped. */
void tertius_crew_free(TertiusCrew *crew);

/* As their namesakes of the worker, for all together. */
void tertius_crew_send(TertiusCrew *crew, const TertiusItem *item,
                       gpointer tag);
guint tertius_crew_count(const TertiusCrew *crew);
gboolean tertius_crew_is_full(TertiusCrew *crew);
gboolean tertius_crew_is_ready(TertiusCrew *crew);
gboolean tertius_crew_wait(TertiusCrew *crew, guint milliseconds);
gboolean tertius_crew_receive(TertiusCrew *crew, gpointer *tag,
                              TertiusFacts **facts, GError **item_error,
                              GError **error);

/* How many are at work. */
guint tertius_crew_size(const TertiusCrew *crew);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusCrew, tertius_crew_free)
