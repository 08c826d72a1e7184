/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happened with one person, thing by thing.
 */
#pragma once

#include "engine/engine.h"

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
GArray *tertius_timeline_find(const TertiusConclusions *all, guint person);

/* What an event is, in a sentence without the date: "wrote “Lunch?”". */
char *tertius_timeline_dup_event(const TertiusConclusions *all, guint person,
                                 const TertiusEvent *event);
