/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the title of a meeting says, in English, German, French, Spanish,
 * Italian, Dutch and Portuguese.
 */
#pragma once

#include <glib.h>

typedef enum {
	/* "Intro call: …", "X <> Y", "Kennenlernen": people are brought
	 * together */
	TERTIUS_TITLE_INTRODUCTION = 1 << 0,
	/* "Dana / Tomás", "Dana & Tomás": weaker, and only with two names */
	TERTIUS_TITLE_PAIR = 1 << 1,
	/* "coffee with Dana", "1:1": a talk between few */
	TERTIUS_TITLE_PERSONAL = 1 << 2,
	/* stand-up, webinar, flight, focus time: says nothing about people */
	TERTIUS_TITLE_NO_TALK = 1 << 3,
	/* "Canceled: …", as Exchange puts it */
	TERTIUS_TITLE_CANCELLED = 1 << 4,
	TERTIUS_TITLE_OUT_OF_OFFICE = 1 << 5,
	TERTIUS_TITLE_BIRTHDAY = 1 << 6, /* or another yearly date of people */
	/* of a calendar's name or a category, not of an event's title */
	TERTIUS_TITLE_HOLIDAY = 1 << 7,
	TERTIUS_TITLE_ANNIVERSARY = 1 << 8, /* BIRTHDAY as well */
} TertiusTitleFlags;

/* Returns TertiusTitleFlags. */
guint tertius_meeting_words_read(const char *title);
