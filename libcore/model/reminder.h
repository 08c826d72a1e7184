/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A next step of mine with a date. The plan says which reminders should exist;
 * each becomes one object in the user's calendar.
 *
 *	waiting --fall due--> due --do it--> done
 *	           due --later--> waiting
 *	           waiting or due --drop--> dropped
 *
 * A thank-you that was sent early takes a waiting reminder straight to done.
 */
#pragma once

#include <glib.h>

#include "model/person.h"

typedef enum {
	TERTIUS_REMINDER_THANK,
	TERTIUS_REMINDER_ANSWER,
	TERTIUS_REMINDER_TELL_SILENT,
	TERTIUS_REMINDER_OUTCOME,
	TERTIUS_REMINDER_GIFT,
	TERTIUS_REMINDER_CONGRATULATE,
	TERTIUS_REMINDER_PROMISE,
	TERTIUS_REMINDER_FOLLOW_UP,
	TERTIUS_REMINDER_CHECK_IN,
	TERTIUS_REMINDER_OCCASION,
	TERTIUS_REMINDER_INTRODUCE, /* two who both agreed */
	TERTIUS_REMINDER_N_KINDS, /* the order above is the order of courtesy */
} TertiusReminderKind;

typedef enum {
	TERTIUS_REMINDER_WAITING,
	TERTIUS_REMINDER_DUE,
	TERTIUS_REMINDER_DONE,
	TERTIUS_REMINDER_DROPPED,
	TERTIUS_REMINDER_N_STATES,
} TertiusReminderState;

/* A plain record. */
typedef struct _TertiusReminder {
	char *id;  /* SHA-256 in hex of kind, what it follows from, and turn */
	char *uid; /* UUID in lower case, of the calendar object */
	TertiusReminderKind kind;
	TertiusReminderState state;
	char *introduction; /* id of the introduction, or NULL */
	char *source;     /* id of the message, meeting or person it is about */
	char *message_id; /* of the message to open for it, or NULL */
	TertiusPerson *person; /* to whom to turn first */
	GPtrArray *others;     /* TertiusPerson: who else, as the newcomer */
	gint64 wanted;         /* the ideal moment by the defaults, unix time */
	gint64 due;            /* the moment in working time that it got */
	gboolean is_pinned;    /* the user chose @due */
	gint64 closed;         /* when done or dropped; 0 while open */
	char *title;   /* "Thank Dana Okafor for introducing Tomás Reyes" */
	char *because; /* one sentence: why, and why now */
} TertiusReminder;

/* The id of the reminder of @kind with @key; see below. */
char *tertius_reminder_compute_id(TertiusReminderKind kind, const char *key);

/* @key tells apart the reminders of one kind: the introduction's id, or a
 * person's address and a turn. @id and @uid are computed from kind and key. */
TertiusReminder *tertius_reminder_new(TertiusReminderKind kind,
                                      const char *key);
TertiusReminder *tertius_reminder_copy(const TertiusReminder *reminder);
void tertius_reminder_free(TertiusReminder *reminder);
/* Returns an array that frees its TertiusReminder. */
GPtrArray *tertius_reminders_new(void);

/* Orders of arrays of TertiusReminder, for g_ptr_array_sort: the most courteous
 * first, and of one kind the oldest; or by the day that they got. */
int tertius_reminder_compare_courtesy(gconstpointer a, gconstpointer b);
int tertius_reminder_compare_due(gconstpointer a, gconstpointer b);

gboolean tertius_reminder_is_open(const TertiusReminder *reminder);
/* Whether @uid has the form of our uids, which stays when a calendar drops our
 * own properties. */
gboolean tertius_reminder_is_uid(const char *uid);

/* "thank", "answer", "tell-silent", … and "waiting", "due", … */
const char *tertius_reminder_kind_name(TertiusReminderKind kind);
const char *tertius_reminder_state_name(TertiusReminderState state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusReminder, tertius_reminder_free)
