/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A CalDAV collection, for the sync.
 */
#pragma once

#include "calendar/caldav-http.h"
#include "calendar/collection.h"

/* Objects asked for at once. */
#define TERTIUS_CALDAV_BATCH 50

/* Takes @http. @url ends in a slash. @as_task: its objects are tasks. */
TertiusCollection *tertius_caldav_collection_new(TertiusHttp *http,
                                                 const char *url,
                                                 gboolean as_task);

/* How many requests the collection has sent. */
guint tertius_caldav_count(TertiusCollection *collection);
