/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the compose check share: one draft, and what is known about
 * those whom it concerns. Only their latest mail is loaded.
 */
#pragma once

#include "engine/engine-private.h"
#include "relate/relations.h"
#include "write/tact.h"

/* So many recipients are looked at; a mail to more is no letter to friends. */
#define TERTIUS_INQUIRY_PEOPLE_MAX 8

typedef struct {
	TertiusEngine *engine;
	const TertiusMessage *draft;
	const char *own; /* the writer's own words of it */
	const TertiusHistory *history;
	const TertiusRelations *relations;
	const TertiusLetter *parent; /* what the draft answers, or NULL */
	GTimeZone *zone;
	guint me;
	guint them; /* the first recipient, or NOBODY */
	TertiusTactContext context;
	/* What the context lends: char * and TertiusPerson. */
	GPtrArray *texts;
	GPtrArray *unasked;
	TertiusPerson *introducer;
} TertiusInquiry;

/* --- What is written down (engine/tact-inquiry.c) --- */

/* Keeps @text for as long as the inquiry; returns it. */
const char *tertius_inquiry_keep(TertiusInquiry *inquiry, char *text);
/* "3 May", "March" as strftime has it, in the user's zone. */
const char *tertius_inquiry_date(TertiusInquiry *inquiry, gint64 moment,
                                 const char *format);

/* --- The parts --- */

/* What stands between me and the first recipient (engine/tact-friend.c). */
void tertius_inquire_friend(TertiusInquiry *inquiry);
/* What the thread and its people say (engine/tact-thread.c). */
void tertius_inquire_thread(TertiusInquiry *inquiry);
/* Who is introduced without having been asked, and whether work and private
 * matters are mixed (engine/tact-company.c). */
void tertius_inquire_company(TertiusInquiry *inquiry);
