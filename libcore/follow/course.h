/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happened after an introduction, gathered in one pass over the mail and
 * meetings of those who are part of it. Facts only; follow/life says what they
 * mean.
 */
#pragma once

#include "model/decision.h"
#include "model/history.h"
#include "model/introduction.h"
#include "model/reminder.h"

/* A step may come round again (the outcome after 30 and 90 days); so often. */
#define TERTIUS_COURSE_TURNS 3

typedef struct {
	guint me, introducer; /* persons, or TERTIUS_NOBODY */
	guint newcomer;       /* the first of the introduced; or NOBODY */
	const TertiusLetter *thanks_to_introducer;
	const TertiusLetter *thanks_to_newcomer;
	const TertiusLetter *first_from_me;   /* to the newcomer */
	const TertiusLetter *first_from_them; /* to me */
	const TertiusLetter *last_from_me;
	const TertiusLetter *last_from_them;
	const TertiusLetter *substantial; /* the first long reply of theirs */
	const TertiusLetter
		*told_silence;          /* to the introducer, after silence */
	const TertiusLetter *outcome;   /* somebody said what came of it */
	const TertiusLetter *big;       /* it was something big */
	const TertiusLetter *report;    /* I told the introducer */
	const TertiusLetter *gratitude; /* thanks to them after the big one */
	const TertiusLetter *feedback;  /* given: they told me */
	const TertiusLetter *declined;  /* the newcomer would rather not */
	const TertiusMeeting *met;
	gint64 met_at; /* the end of that meeting */
	gint64 latest; /* contact with the newcomer, either way */
	/* When the user said "done" or "never" to a reminder of each kind, also
	 * to all of the introduction; 0: not. */
	gint64 said[TERTIUS_REMINDER_N_KINDS];
} TertiusCourse;

TertiusCourse tertius_course_read(const TertiusIntroduction *introduction,
                                  const TertiusHistory *history,
                                  const GPtrArray *decisions,
                                  guint substantial_words);

/* The key of the reminder of @kind about @introduction in its @turn (from 0):
 * what makes its id. Owned by the caller. */
char *tertius_course_reminder_key(const TertiusIntroduction *introduction,
                                  guint turn);

/* Whether @letter does @kind; @tone may be NULL. */
gboolean tertius_letter_does(const TertiusLetter *letter, TertiusActKind kind,
                             TertiusTone *tone);
