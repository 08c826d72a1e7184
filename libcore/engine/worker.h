/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worker: a process of its own in which strangers' bytes are parsed. Bytes
 * go in, facts come back, in the same order, one answer an item. It may crash,
 * hang or lie; it is then started again and the unanswered items are sent
 * again, so that nothing is lost or doubled. An item at which it ends twice is
 * set aside with an error of its own.
 *
 *	while ((item = tertius_source_next(source, &error)) != NULL) {
 *		while (tertius_worker_is_full(worker))
 *			store(tertius_worker_receive(worker, …));
 *		tertius_worker_send(worker, item, tag);
 *	}
 *	while (tertius_worker_receive(worker, …))
 *		store(…);
 *
 * A worker belongs to one thread at a time.
 */
#pragma once

#include <glib.h>

#include "mail/source.h"
#include "model/facts.h"

/* How much may be on its way before is_full says so: enough that the child
 * always has work while the parent writes, little enough that what must be
 * sent again after a crash is nothing. */
#define TERTIUS_WORKER_ITEMS_MAX   256
#define TERTIUS_WORKER_BYTES_MAX   ((gsize) 4 << 20)
/* Seconds after which an item without an answer counts as hanging. The child's
 * own limit of processor time, in sandbox.h, is shorter; this one is for a child
 * that does nothing at all. */
#define TERTIUS_WORKER_SECONDS_MAX 30
/* At so many ends of the child, an item is set aside. */
#define TERTIUS_WORKER_DEATHS_MAX  2
/* So many starts in a row that do not come to the greeting are an error. */
#define TERTIUS_WORKER_STARTS_MAX  3

typedef struct _TertiusWorker TertiusWorker;

/* Starts `@program worker`. NULL: this very program when it is `tertius`, else
 * the installed one; tests name another in TERTIUS_PROGRAM. @free_tag, or NULL,
 * frees the tags of items that were never received. Fails with
 * TERTIUS_ERROR_UNREACHABLE when the program cannot be run. */
TertiusWorker *tertius_worker_new(const char *program, GDestroyNotify free_tag,
                                  GError **error);

/* Ends the child at once; items on their way are dropped. */
void tertius_worker_free(TertiusWorker *worker);

/* Queues @item (its bytes, received, is_sent and which kind it is; the bytes are
 * referenced, not copied); it goes to the child with those after it, at the
 * latest when an answer is asked for. Never waits, never fails. @tag comes back with the answer. Bytes beyond what the
 * readers take (TERTIUS_MIME_BYTES_MAX, TERTIUS_ICAL_BYTES_MAX) are not sent.
 */
void tertius_worker_send(TertiusWorker *worker, const TertiusItem *item,
                         gpointer tag);

/* Items sent and not yet received. */
guint tertius_worker_count(const TertiusWorker *worker);

/* Whether enough is on its way: receive before you send more. */
gboolean tertius_worker_is_full(const TertiusWorker *worker);

/* Whether receive would return at once, without moving anything. */
gboolean tertius_worker_has_answer(const TertiusWorker *worker);

/* Moves what can be moved without waiting, and says whether receive would
 * return at once. */
gboolean tertius_worker_is_ready(TertiusWorker *worker);

/* The same, but waits for that, and at most so long. */
gboolean tertius_worker_wait(TertiusWorker *worker, guint milliseconds);

/* Waits for the answer to the oldest item. TRUE: *@tag is its tag, and either
 * *@facts or *@item_error is set (TERTIUS_ERROR_MALFORMED: it cannot be read,
 * the next may be fine); both are yours. FALSE without an error: nothing was on
 * its way. FALSE with one: the worker cannot be started (again);
 * TERTIUS_ERROR_TOO_NEW when another version of Tertius answered, which
 * happens to a program that runs on while Tertius is updated. */
gboolean tertius_worker_receive(TertiusWorker *worker, gpointer *tag,
                                TertiusFacts **facts, GError **item_error,
                                GError **error);

/* For a main loop: a source whose callback (a GSourceFunc) is called when
 * receive would return at once. Must not outlive @worker. */
GSource *tertius_worker_source_new(TertiusWorker *worker);

/* Another patience than TERTIUS_WORKER_SECONDS_MAX. */
void tertius_worker_set_seconds(TertiusWorker *worker, guint seconds);

/* The child's process id, 0 while there is none. For tests; any thread may ask. */
GPid tertius_worker_get_pid(const TertiusWorker *worker);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusWorker, tertius_worker_free)
