/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Telling how far a long run is, and letting the person stop it. On a terminal
 * one line that is written over; elsewhere a line every ten seconds, also while
 * nothing comes. The first
 * ^C cancels and keeps what was read; the second one ends the process. Once all that
 * was read is kept, nobody who stopped it waits for long conclusions.
 */
#pragma once

#include <gio/gio.h>

#include "engine/engine.h"
#include "tool/output.h"

/* Seconds between two lines where the line cannot be written over. */
#define TERTIUS_PROGRESS_SECONDS 10

typedef struct _TertiusProgress TertiusProgress;

/* From here until _free, SIGINT and SIGTERM cancel. @place is named in the
 * line. Before any other thread is started. */
TertiusProgress *tertius_progress_new(TertiusOutput *output);
void tertius_progress_free(TertiusProgress *progress);

/* The place that is being read, from now until _pause. Copies. */
void tertius_progress_set_place(TertiusProgress *progress, const char *place);

/* Lends. */
GCancellable *tertius_progress_get_cancellable(TertiusProgress *progress);

/* Shows how far it is. */
void tertius_progress_show(TertiusProgress *progress,
                           const TertiusSourceProgress *source,
                           const TertiusScanReport *report);

/* Takes the line away, so that something else can be printed. */
void tertius_progress_hide(TertiusProgress *progress);

/* The same, and shows none until _go_on or another place. */
void tertius_progress_pause(TertiusProgress *progress);
void tertius_progress_go_on(TertiusProgress *progress);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusProgress, tertius_progress_free)
