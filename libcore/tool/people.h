/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The people of a history: lists, and what passed with one of them.
 */
#pragma once

#include "tool/run.h"

/* Prints those with whom mail by hand or a meeting passed, the latest contact
 * first: all of them, or @with alone when it is not TERTIUS_NOBODY; after
 * @since. Returns how many. */
guint tertius_people_list(TertiusRun *run, const TertiusConclusions *all,
                          guint with, gint64 since);

/* One thing that happened with a person: a message, a meeting or an
 * introduction. */
typedef enum {
	TERTIUS_EVENT_LETTER,
	TERTIUS_EVENT_MEETING,
	TERTIUS_EVENT_INTRODUCTION,
} TertiusEventKind;

typedef struct {
	TertiusEventKind kind;
	gint64 date;
	const TertiusLetter *letter;
	const TertiusMeeting *meeting;
	const TertiusIntroduction *introduction;
} TertiusEvent;

/* All that happened with @person, by date (TertiusEvent). */
GArray *tertius_people_timeline(const TertiusConclusions *all, guint person);

/* What an event is, in a sentence without the date: "wrote “Lunch?”". */
char *tertius_people_dup_event(const TertiusConclusions *all, guint person,
                               const TertiusEvent *event);

/* The decisions on any address of @person (TertiusDecision, lent). */
GPtrArray *tertius_people_decisions(const TertiusConclusions *all,
                                    guint person);
