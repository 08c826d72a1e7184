/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The calendar inside Claws Mail: its vCalendar plugin keeps a file for each
 * event, and reads them all again each time it shows them or looks for what is to
 * ring. Written here, they cost the mail client nothing; by the plugin's own
 * functions each would hold it for a fifth of a second.
 */
#pragma once

#include <glib.h>

#include "model/published.h"

/* Makes the files of ours in @folder those of the open reminders in @published
 * (TertiusPublished): 15 minutes at the due moment, accepted by @attendee, an
 * address of the user's, as the plugin shows no others. What is closed is
 * removed. Other files are never touched.
 *
 * @given: uid (char *, owned) -> GUINT of the sequence that was last written;
 * brought up to date. A file that has gone since then was deleted by the user,
 * and comes again only when the reminder changes. *@changed: how many files
 * were written or removed. */
gboolean tertius_vcalendar_export(const char *folder, const char *attendee,
                                  const GPtrArray *published, GHashTable *given,
                                  guint *changed, GError **error);
