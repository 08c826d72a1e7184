/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The detector: what acts does a message do, by its words and its structure?
 * It looks at one message alone; what other messages say about it is weighed
 * by detect/introductions, from the history.
 */
#pragma once

#include <glib.h>

#include "model/facts.h"
#include "model/message.h"

/* What a score of tertius_detector_read means: of a hundred introductions and
 * referrals claimed at LIKELY and above some eighty-seven are right on labelled
 * mail, of those above 0.8 ninety-four; at PERHAPS ninety-seven of a hundred real
 * ones are told. Below FLOOR no act is told at all. From the table of
 * `make bench-detect`. */
#define TERTIUS_DETECT_LIKELY  TERTIUS_SCORE_LIKELY
#define TERTIUS_DETECT_PERHAPS TERTIUS_SCORE_PERHAPS
#define TERTIUS_DETECT_FLOOR   0.06

typedef struct _TertiusDetector TertiusDetector;

/* A number above 0 that stands for how mail is read: a digest of the phrases,
 * the weights and the program text that take part, made when it was built. What
 * was read in another edition may be read otherwise in this one. */
gint64 tertius_detector_edition(void);

/* Compiles the phrase tables that travel in the library. @languages: ISO 639-1
 * codes, or NULL for all. Costs some tens of milliseconds: once a process. */
TertiusDetector *tertius_detector_new(const char *const *languages,
                                      GError **error);
void tertius_detector_free(TertiusDetector *detector);

/* Appends to @facts the acts of @message (at most TERTIUS_ACTS_MAX, the surest
 * first) and its style, and names its writer where only the signature does.
 * Automatic mail has no acts but out-of-office. Reads
 * the writer's own words only. Time is linear in the length of the text. */
void tertius_detector_read(TertiusDetector *detector,
                           const TertiusMessage *message, TertiusFacts *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusDetector, tertius_detector_free)
