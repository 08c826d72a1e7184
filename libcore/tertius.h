/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tertius for other programs: opens a user's ledger, reads mail and calendars
 * into it, and tells who introduced the user to whom, why it thinks so, and what
 * to do next.
 *
 *	open --> scan, decide, undo (change) --> conclude --> records --> close
 *
 * Needs no other header than those of C. Texts are UTF-8; texts and records that
 * are lent live until the next scan, decision, undo, conclusion or close. Moments
 * are seconds since 1970, UTC. One handle belongs to one thread at a time.
 *
 * What parses strangers' bytes is a process of its own: the `tertius` command,
 * found where it was installed, or where the variable TERTIUS_PROGRAM says.
 *
 * Nothing here sends mail, and no call but tertius_scan() of an IMAP account
 * touches the network. libtertius(3) has a whole example.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Of this header. The library's own is tertius_version(). Within one major
 * version, functions are only ever added. */
#define TERTIUS_VERSION_MAJOR 0
#define TERTIUS_VERSION_MINOR 1
#define TERTIUS_VERSION_MICRO 0

#define TERTIUS_PUBLIC __attribute__((visibility("default")))

/* How a call went. All but OK may come with a message: one line for people,
 * which names the thing; free it with tertius_free_text(). */
typedef enum {
	TERTIUS_STATUS_OK,
	TERTIUS_STATUS_CANCELLED, /* the caller wished so; what is read stays */
	TERTIUS_STATUS_MALFORMED, /* it is not what it should be */
	TERTIUS_STATUS_UNREACHABLE, /* try later: network, server, lock */
	TERTIUS_STATUS_DENIED,      /* ask the person: password, permission */
	TERTIUS_STATUS_STORE,       /* the ledger is damaged, full, read-only */
	TERTIUS_STATUS_TOO_NEW,     /* a later Tertius wrote the ledger */
	TERTIUS_STATUS_SETTINGS,    /* the settings need mending */
	TERTIUS_STATUS_FAILED,      /* anything else; the message tells */
} TertiusStatus;

typedef struct _Tertius Tertius;
typedef struct _TertiusIntroduction TertiusIntroduction;
typedef struct _TertiusEvidence TertiusEvidence;
typedef struct _TertiusReminder TertiusReminder;
typedef struct _TertiusPerson TertiusPerson;

/* "0.1.0". Lent for good. */
TERTIUS_PUBLIC const char *tertius_version(void);

/* Frees what a call gave as a message, or a dup_ function returned; NULL too. */
TERTIUS_PUBLIC void tertius_free_text(char *text);

/* Opens the ledger at @ledger and the settings at @config, each NULL for where
 * the user keeps it; a ledger that is not there yet is made, readable by the user
 * only. On success *@tertius is to be closed; else it is NULL. @message may be
 * NULL, here and below. */
TERTIUS_PUBLIC TertiusStatus tertius_open(const char *ledger,
                                          const char *config, Tertius **tertius,
                                          char **message);
TERTIUS_PUBLIC void tertius_close(Tertius *tertius);

/* Called a few times a second with the items read so far; 0 stops the scan. */
typedef int (*TertiusProgressFunc)(uint64_t n_read, void *data);

/* Reads what is new at @place: a Maildir, MH folders, an mbox or .ics file, an
 * "imaps://user@host" account. The mail is left as it is. @progress may be NULL.
 * What cannot be read is passed over; stopping anywhere loses nothing. @n_fresh,
 * which may be NULL, tells the messages that were not known. */
TERTIUS_PUBLIC TertiusStatus tertius_scan(Tertius *tertius, const char *place,
                                          TertiusProgressFunc progress,
                                          void *data, uint64_t *n_fresh,
                                          char **message);

/* Concludes, for this moment, from all that was read and decided. Introductions
 * come by date, also those that are perhaps some; reminders by due date, also
 * closed ones. The counts may be NULL. */
TERTIUS_PUBLIC TertiusStatus tertius_conclude(Tertius *tertius,
                                              size_t *n_introductions,
                                              size_t *n_reminders,
                                              char **message);

/* Of what was concluded last; NULL when there is no such. Lent. */
TERTIUS_PUBLIC const TertiusIntroduction *
tertius_get_introduction(const Tertius *tertius, size_t at);
TERTIUS_PUBLIC const TertiusReminder *
tertius_get_reminder(const Tertius *tertius, size_t at);

/* Decides as the user does with the command: @decision is "done", "later" or
 * "never" for a reminder, "none", "confirm", "no-thanks", "unlearn" or "never"
 * for an introduction, @id its id or the beginning of it. @argument is, for "later", a
 * time such as "3d", "friday" or "2026-12-24"; else NULL. */
TERTIUS_PUBLIC TertiusStatus tertius_decide(Tertius *tertius,
                                            const char *decision,
                                            const char *id,
                                            const char *argument,
                                            char **message);
/* Takes the last decision back; OK also when there is none. */
TERTIUS_PUBLIC TertiusStatus tertius_undo(Tertius *tertius, char **message);

/* Makes the calendar at @target tell the reminders: a folder (vdir) when it is
 * one or ends in "/", else one .ics file. */
TERTIUS_PUBLIC TertiusStatus tertius_export_calendar(Tertius *tertius,
                                                     const char *target,
                                                     char **message);

/* --- An introduction ----------------------------------------------------- */

/* 64 hexadecimal digits, the same whenever the same mail is read. */
TERTIUS_PUBLIC const char *
tertius_introduction_get_id(const TertiusIntroduction *introduction);
/* "received", "given", "referral", "meeting", "observed". */
TERTIUS_PUBLIC const char *
tertius_introduction_get_kind(const TertiusIntroduction *introduction);
/* "likely", "perhaps" or "none". */
TERTIUS_PUBLIC const char *
tertius_introduction_get_level(const TertiusIntroduction *introduction);
/* "asked", "agreed", "declined", "made", "answered", "silent", "met", "outcome",
 * "reported", "kept", "dismissed". */
TERTIUS_PUBLIC const char *
tertius_introduction_get_state(const TertiusIntroduction *introduction);
TERTIUS_PUBLIC int64_t
tertius_introduction_get_date(const TertiusIntroduction *introduction);
/* Of the message or meeting that made it; may be "". */
TERTIUS_PUBLIC const char *
tertius_introduction_get_subject(const TertiusIntroduction *introduction);
/* NULL when nobody readable. */
TERTIUS_PUBLIC const TertiusPerson *
tertius_introduction_get_introducer(const TertiusIntroduction *introduction);
/* The people who were brought together with the user, or by the user; NULL from
 * the last on. */
TERTIUS_PUBLIC const TertiusPerson *
tertius_introduction_get_introduced(const TertiusIntroduction *introduction,
                                    size_t at);
/* Why it is taken for one; NULL from the last on, and there is always a first. */
TERTIUS_PUBLIC const TertiusEvidence *
tertius_introduction_get_evidence(const TertiusIntroduction *introduction,
                                  size_t at);

/* A stable name, such as "introduction/put-in-touch"; the words that were seen, at
 * most 200 bytes, perhaps ""; and what it weighs, as natural-log odds: below
 * zero it speaks against. */
TERTIUS_PUBLIC const char *
tertius_evidence_get_rule(const TertiusEvidence *evidence);
TERTIUS_PUBLIC const char *
tertius_evidence_get_quote(const TertiusEvidence *evidence);
TERTIUS_PUBLIC double
tertius_evidence_get_weight(const TertiusEvidence *evidence);

/* --- A reminder ---------------------------------------------------------- */

TERTIUS_PUBLIC const char *
tertius_reminder_get_id(const TertiusReminder *reminder);
/* "thank", "answer", "tell-silent", "outcome", "gift", … ; more may come. */
TERTIUS_PUBLIC const char *
tertius_reminder_get_kind(const TertiusReminder *reminder);
/* "waiting", "due", "done" or "dropped". */
TERTIUS_PUBLIC const char *
tertius_reminder_get_state(const TertiusReminder *reminder);
TERTIUS_PUBLIC int64_t
tertius_reminder_get_due(const TertiusReminder *reminder);
/* What to do, and why, in the user's language. */
TERTIUS_PUBLIC const char *
tertius_reminder_get_title(const TertiusReminder *reminder);
TERTIUS_PUBLIC const char *
tertius_reminder_get_because(const TertiusReminder *reminder);
/* The id of the introduction that it follows from, or NULL. */
TERTIUS_PUBLIC const char *
tertius_reminder_get_introduction(const TertiusReminder *reminder);
/* To whom to turn first; may be NULL. */
TERTIUS_PUBLIC const TertiusPerson *
tertius_reminder_get_person(const TertiusReminder *reminder);

/* --- A person ------------------------------------------------------------ */

/* The name, else the address. */
TERTIUS_PUBLIC const char *tertius_person_get_name(const TertiusPerson *person);
/* NULL when only a name is known. */
TERTIUS_PUBLIC const char *
tertius_person_get_address(const TertiusPerson *person);

#ifdef __cplusplus
}
#endif
