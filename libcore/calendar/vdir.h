/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calendars as files: a folder with one file for each object (vdir), which
 * khal, todoman and vdirsyncer understand, and one file with all of them, which
 * programs may subscribe to. Written beside and renamed, for their owner only.
 */
#pragma once

#include "calendar/collection.h"
#include "calendar/write-ical.h"

/* Brings the folder @folder (made when it is missing) up to date: what is open
 * and not there is written; what is there is changed where the reminder is
 * newer, and keeps all that others put into it; what is closed loses its
 * alarms. Other files are never touched. *@changed: how many were written.
 * @local: the zone of floating times. */
gboolean tertius_vdir_export(const char *folder, const GPtrArray *reminders,
                             const TertiusIcalStamp *stamps, GTimeZone *local,
                             guint *changed, GError **error);

/* The same reminders in one file at @path; left alone when it says the same
 * already. */
gboolean tertius_feed_export(const char *path, const char *name,
                             const GPtrArray *reminders,
                             const TertiusIcalStamp *stamps, guint *changed,
                             GError **error);

/* The folder as a collection, for the sync. A file that cannot be read is there
 * all the same: its text is empty. */
TertiusCollection *tertius_vdir_open(const char *folder, GError **error);
/* Lists no more objects than @most instead of TERTIUS_COLLECTION_ITEMS_MAX. */
void tertius_vdir_set_most(TertiusCollection *vdir, guint most);
