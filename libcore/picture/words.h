/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words for a record's parts, in the person's language: the same in the
 * command, the mail client, the pictures and the report.
 */
#pragma once

#include <glib.h>

#include "model/introduction.h"

/* "answered", "in touch" …; "to me", "by me" … Lend. */
const char *tertius_words_state(TertiusState state);
const char *tertius_words_kind(TertiusIntroductionKind kind);
/* "thank", "tell how it went" … Lends; NULL for NONE. */
const char *tertius_words_step(TertiusStep step);

/* "3 May 2026" in @zone, "" for 0 and for what no calendar holds. Free it. */
char *tertius_words_dup_date(gint64 moment, GTimeZone *zone);

/* "2026-05-03" in the same way. */
char *tertius_words_dup_iso_date(gint64 moment, GTimeZone *zone);

/* "Tomás Reyes and Aiko Mori"; at most @max names, then "and 3 more". */
char *tertius_words_dup_people(const GPtrArray *people, guint max);
