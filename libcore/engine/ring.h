/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is to ring now, for whoever shows it to the person: the command's
 * `due --notify`, a mail client. Nothing rings twice, whoever asks and however
 * often the computer slept or its clock was set back.
 */
#pragma once

#include "engine/engine.h"

/* Older reminders do not ring any more; they are only listed. */
#define TERTIUS_RING_DAYS_MAX 14

/* The open reminders whose moment has come and that have not rung yet, newest
 * first (TertiusReminder, lent until the next change). Empty outside the user's
 * working hours and during their meetings, and where the calendar rings (the
 * setting ring): only what a CalDAV calendar does not have is left then. */
GPtrArray *tertius_engine_find_ringing(TertiusEngine *engine, GError **error);

/* They have rung. */
gboolean tertius_engine_note_rung(TertiusEngine *engine,
                                  const GPtrArray *reminders, GError **error);
