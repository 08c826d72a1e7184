/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One reminder of a sync (sync.h): what each side says of it, and settling that.
 */
#pragma once

#include "calendar/sync.h"

/* One reminder during a run. */
typedef struct {
	const TertiusSyncWish *wish;
	TertiusDelivery *delivery; /* in the sync's array, or owned: is_new */
	gboolean is_new;           /* not yet one of the deliveries */
	gboolean is_missing;       /* it was there and is gone */
	gboolean was_followed;     /* to the next UID */
	gboolean is_settled;
	TertiusCollectionItem
		*item; /* what changed there; owned; NULL: nothing */
} TertiusSyncWork;

/* Whether it is one of the deliveries and, as far as is known, there. */
gboolean tertius_sync_is_live(const TertiusSyncWork *work);
void tertius_sync_drop_item(TertiusSyncWork *work);

/* The UID that comes after @uid, the same on every computer. */
char *tertius_sync_dup_next_uid(const char *uid);
/* The same reminder under another UID. Takes @uid. */
void tertius_sync_rename(TertiusDelivery *delivery, char *uid);

/* Puts all that are new there, several at once where the collection can. What
 * that does not do is left for tertius_sync_settle. */
void tertius_sync_create(TertiusSync *sync, const GPtrArray *works);

/* Compares both sides, and does what follows from it. */
gboolean tertius_sync_settle(TertiusSync *sync, TertiusSyncWork *work,
                             GError **error);
