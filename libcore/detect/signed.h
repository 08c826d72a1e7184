/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom a letter is signed by.
 */
#pragma once

#include "model/message.h"

/* Gives the writer of @message, whom its header has as an address alone, the full
 * name that stands right under "Best regards" or "-- " in its @lines (TertiusLine).
 * Nothing for a machine's mail. */
void tertius_signed_name_writer(const GArray *lines, TertiusMessage *message);
