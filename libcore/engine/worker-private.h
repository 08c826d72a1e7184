/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shared by the files of the worker's parent side.
 */
#pragma once

#include "engine/frame.h"
#include "engine/worker-child.h"
#include "engine/worker.h"

struct _TertiusWorker {
	char *program;
	GDestroyNotify free_tag;
	gint64 patience; /* microseconds */

	TertiusWorkerChild child;
	TertiusFrameReader *reader;
	gboolean is_greeted;
	gint64 waits_since; /* monotonic, for the next sign of life */
	guint failed_starts;

	GQueue jobs; /* without an answer, in order */
	GList *next; /* the first of them that is not sent whole; or NULL */
	GQueue answered;
	guint32 last_number;
	gsize bytes;   /* of all jobs without an answer */
	gsize unsent;  /* of these, with their heads, not sent to the child */
	GError *error; /* why there can be no child; for receive to tell */
};

/* Moves what can be moved without waiting; starts and ends the child as
 * needed. Returns FALSE when nothing moved. */
gboolean tertius_worker_step(TertiusWorker *worker);

/* What to wait for when nothing moves, and for how long (milliseconds; -1:
 * without end). @fd is -1 when there is no child. */
void tertius_worker_get_poll(const TertiusWorker *worker, GPollFD *poll,
                             int *timeout);
