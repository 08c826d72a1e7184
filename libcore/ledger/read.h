/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows back into records.
 */
#pragma once

#include "ledger/ledger-private.h"

/* The message with this id, without meetings; @facts is NULL when there is
 * none, which is no error. */
gboolean tertius_read_message(TertiusLedger *ledger, const char *id,
                              TertiusFacts **facts, GError **error);

/* The same by its number in the ledger. */
gboolean tertius_read_number(TertiusLedger *ledger, gint64 number,
                             TertiusFacts **facts, GError **error);

/* The same for a meeting; @in_calendar may be NULL. */
gboolean tertius_read_meeting(TertiusLedger *ledger, const char *id,
                              TertiusMeeting **meeting, gboolean *in_calendar,
                              GError **error);

/* Gives the meetings with the numbers @first .. @last to @history. */
gboolean tertius_read_meetings(TertiusLedger *ledger, gint64 first, gint64 last,
                               TertiusHistory *history, GError **error);

/* Whether any person in @facts was forgotten for good. */
gboolean tertius_ledger_is_forgotten(TertiusLedger *ledger,
                                     const TertiusFacts *facts);
