/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One meeting as a calendar or an invitation tells it. calendar/read-ical
 * makes it; an occurrence of a series that was changed is one of its own.
 *
 * As a fact it says the same whenever and wherever it was read: a series is kept
 * as its rule, and whole days and times without a zone as the clock shows them.
 * tertius_history_seal makes of it what happens to this user around now: it
 * fills in the instances, puts days and floating times into the user's zone,
 * takes out of a series what is told of an occurrence by itself, and lays
 * replies upon the meetings that they answer.
 */
#pragma once

#include <glib.h>

#include "model/person.h"

#define TERTIUS_MEETING_ATTENDEES_MAX 200
#define TERTIUS_MEETING_SUMMARY_MAX   300   /* bytes */
#define TERTIUS_MEETING_UID_MAX       1024  /* bytes */
#define TERTIUS_MEETING_SERIES_MAX    24576 /* bytes */
/* Instances of a series that are looked at (RFC 5545 has no bound; a weekly
 * series of two years has 104). */
#define TERTIUS_MEETING_INSTANCES_MAX 400

typedef enum {
	TERTIUS_ATTENDANCE_UNKNOWN, /* NEEDS-ACTION, or not said */
	TERTIUS_ATTENDANCE_ACCEPTED,
	TERTIUS_ATTENDANCE_TENTATIVE,
	TERTIUS_ATTENDANCE_DECLINED,
	TERTIUS_ATTENDANCE_DELEGATED,
	TERTIUS_ATTENDANCE_N,
} TertiusAttendance;

typedef struct {
	TertiusPerson *person; /* place: ORGANIZER or ATTENDEE; FROM: passed
	                        * the invitation on, and need not attend */
	TertiusAttendance attendance;
} TertiusAttendee;

typedef enum {
	TERTIUS_MEETING_ALL_DAY = 1 << 0,
	TERTIUS_MEETING_CANCELLED = 1 << 1,
	TERTIUS_MEETING_TRANSPARENT = 1 << 2, /* does not make busy */
	TERTIUS_MEETING_PRIVATE = 1 << 3,     /* CLASS other than PUBLIC */
	TERTIUS_MEETING_FLOATING = 1 << 4,    /* at that hour in any zone */
	TERTIUS_MEETING_REPLY = 1 << 5,       /* says one PARTSTAT only */
	TERTIUS_MEETING_OUT_OF_OFFICE = 1 << 6,
	/* A yearly date of one person, who is its only attendee, by name alone
	 * where the calendar has no more: find them with
	 * tertius_history_resolve. Nobody meets there. */
	TERTIUS_MEETING_BIRTHDAY = 1 << 7,
	TERTIUS_MEETING_HOLIDAY = 1 << 8,
	TERTIUS_MEETING_SERIES = 1 << 9, /* has a recurrence rule */
	TERTIUS_MEETING_OURS = 1 << 10,  /* a reminder that Tertius wrote */
	TERTIUS_MEETING_ANNIVERSARY = 1 << 11,  /* BIRTHDAY is set as well */
	TERTIUS_MEETING_UNKNOWN_ZONE = 1 << 12, /* so FLOATING is a guess */
	TERTIUS_MEETING_INTRODUCES = 1 << 13,   /* its title says so */
	TERTIUS_MEETING_PERSONAL = 1 << 14,     /* its title speaks of a talk
	                                     * between few: "1:1", "coffee" */
	TERTIUS_MEETING_NO_TALK = 1 << 15, /* a flight, focus time, a webinar */
	TERTIUS_MEETING_MORE_GUESTS = 1 << 16, /* others that are not listed */
} TertiusMeetingFlags;

/* A plain record. */
typedef struct {
	char *id; /* SHA-256 of UID and RECURRENCE-ID (and of the sender for a
	            * REPLY) */
	char *uid;
	char *recurrence_id; /* "" for the whole series or a single event; else
	                      * "20261019T120000Z", a day, or without Z */
	gint64 sequence;
	gint64 stamp;   /* DTSTAMP, unix time; with sequence: which is newer */
	gint64 created; /* CREATED, 0 when not said */
	gint64 start;   /* unix time; of ALL_DAY and FLOATING, until the
	                 * history is sealed, by the clock as if in UTC */
	gint64 end;     /* the same, not before start */
	char *series;   /* see series.h; NULL: happens once */
	char *summary;  /* "" when there is none */
	GPtrArray *attendees; /* TertiusAttendee: humans only; the organizer,
	                       * if any, first */
	GArray *instances;    /* gint64: the starts, ascending, around the
	                       * present; empty until the history is sealed */
	guint flags;
} TertiusMeeting;

TertiusMeeting *tertius_meeting_new(void);
TertiusMeeting *tertius_meeting_copy(const TertiusMeeting *meeting);
void tertius_meeting_free(TertiusMeeting *meeting);
/* Returns an array that frees its TertiusMeeting. */
GPtrArray *tertius_meetings_new(void);

/* Takes @person. */
void tertius_meeting_take_attendee(TertiusMeeting *meeting,
                                   TertiusPerson *person,
                                   TertiusAttendance attendance);

/* Whether @a is the newer word on the same meeting than @b (RFC 5546 2.1.5:
 * SEQUENCE, then DTSTAMP); the last tie is broken by content, so that the order
 * of reading never matters. */
gboolean tertius_meeting_supersedes(const TertiusMeeting *a,
                                    const TertiusMeeting *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusMeeting, tertius_meeting_free)
