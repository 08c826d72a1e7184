/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What reading a place and keeping what was read share. Answers come while the
 * source is read, and the ledger is written in batches.
 */
#pragma once

#include "engine/engine-private.h"
#include "engine/inventory.h"

/* Items that go in together. What a stop by force loses is read again. With each
 * batch all pages of the indexes are written that it touched: most of them. */
#define TERTIUS_SCAN_BATCH      10000
/* So many milliseconds may be waited while a batch is open. */
#define TERTIUS_SCAN_BATCH_WAIT 50

typedef struct {
	TertiusEngine *engine;
	const char *place;
	const TertiusScanOptions *options;
	TertiusScanReport *report;
	TertiusSource *source;
	GHashTable *fresh; /* ids of what is new and can make an introduction:
	                    * meetings, and some messages */
	GPtrArray *states; /* TertiusTicket: keys to remember once all is in */
	TertiusInventory *inventory;
	guint n_gone; /* objects that no longer lie in calendars */
	gboolean has_holidays;
	gboolean is_first; /* nothing was ever read into this ledger */
	guint batch;       /* items since the last commit */
	gint64 batch_began; /* monotonic; 0: none is open, and others may write */
	gint64 told;        /* monotonic time of the last progress */
	GError *wait_failure; /* of what was stored while the source waited */
} TertiusScan;

/* Tells the caller how far it is: from time to time, or @always. */
void tertius_scan_tell_progress(TertiusScan *scan, gboolean always);

/* A batch is opened where none is; while it is, nobody else writes. */
gboolean tertius_scan_open_batch(TertiusScan *scan, GError **error);
/* What was kept so far stays. */
gboolean tertius_scan_close_batch(TertiusScan *scan, GError **error);

/* Keep answers: what is there, without waiting; until @left items are on their way;
 * until there is room in the crew, for more than one item, so that the two do not wait
 * for each other at each. A crew that does not answer any more once the scan is stopped
 * is gone afterwards. */
gboolean tertius_scan_receive_ready(TertiusScan *scan, GError **error);
gboolean tertius_scan_receive_until(TertiusScan *scan, guint left,
                                    GError **error);
gboolean tertius_scan_make_room(TertiusScan *scan, GError **error);
