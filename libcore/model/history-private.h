/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the history share: one takes facts in, one puts them in
 * order, the others answer.
 */
#pragma once

#include "model/history.h"

typedef struct {
	char *text;
	guint person;
	guint next; /* another address of the person, or TERTIUS_NOBODY */
} TertiusHistoryAddress;

/* What happened with a person: indexes, ascending. */
typedef struct {
	guint n;
	guint *list;
	guint last; /* the latest that was counted */
} TertiusHistoryIndex;

typedef struct {
	guint address; /* the main one, then along its next */
	const char *name;
	TertiusHistoryIndex letters, gatherings;
	GHashTable *names; /* name -> times used, until the seal */
} TertiusHistoryPerson;

typedef struct {
	TertiusMeeting *meeting;
	gboolean in_calendar;
} TertiusHistoryMeeting;

struct _TertiusHistory {
	GStringChunk *texts;    /* what everything else points into */
	GHashTable *pool;       /* those of them that may come again; NULL once
	                      * sealed */
	GArray *mentions;       /* TertiusPerson: each name with each address */
	GHashTable *by_mention; /* text of both -> index; NULL once sealed */
	GPtrArray *blocks;      /* memory of the acts */
	gsize n_free;           /* bytes at the start of the last block */
	GArray *meetings;       /* TertiusHistoryMeeting */
	GArray *people;         /* TertiusHistoryPerson */
	GArray *addresses;      /* TertiusHistoryAddress */
	GHashTable *by_address; /* address -> index of the address */
	GHashTable *by_name;    /* case-folded name -> index or NOBODY */
	GHashTable *by_message_id; /* the earliest letters, by Message-ID */
	GHashTable *unions;        /* address -> another of the same person */
	GArray *letters;           /* TertiusLetter */
	GArray *recipients;        /* TertiusRecipient of all letters */
	GArray *gatherings;        /* TertiusGathering */
	GArray *attendees;         /* guint of all gatherings */
	GPtrArray *me;   /* char *: my addresses, the main one first */
	guint my_number; /* the person that I am, or NOBODY */
	GTimeZone *zone; /* of days and times that have none */
	gint64 now;
	gboolean is_sealed;
};

/* Starts and ends what only taking needs (history-take.c). */
void tertius_history_start_taking(TertiusHistory *history);
void tertius_history_stop_taking(TertiusHistory *history);

/* The history's copy of @text, one for all that are equal; NULL for NULL.
 * Before the seal is done. */
char *tertius_history_keep(TertiusHistory *history, const char *text);

/* The history's copy of @acts, or NULL when there are none (history-acts.c). */
const GPtrArray *tertius_history_copy_acts(TertiusHistory *history,
                                           const GPtrArray *acts);

/* The person of @mention, made when they are new; NOBODY without an address. */
guint tertius_history_intern(TertiusHistory *history,
                             const TertiusPerson *mention);

/* Makes gatherings of all meetings among the facts (history-meetings.c); their
 * people are offsets yet. */
void tertius_history_add_meetings(TertiusHistory *history);

/* Finds those who attend by name alone, once names are known. */
void tertius_history_name_attendees(TertiusHistory *history);
