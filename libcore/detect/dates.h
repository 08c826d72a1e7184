/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days in the words of a message: "until August 20", "bis zum 20.8.", "fino al
 * 20 agosto". What says no day of a month is not understood.
 */
#pragma once

#include "detect/phrases.h"

/* The last day that stands in @sentence or the next after a word such as
 * "until", as the unix time of its beginning in UTC; 0 when none does. A day without a year is the first one
 * not more than 30 days before @written; one more than two years from @written
 * is none. */
gint64 tertius_dates_find(const TertiusPhrases *phrases, guint language,
                          const TertiusTokens *tokens, guint sentence,
                          gint64 written);
