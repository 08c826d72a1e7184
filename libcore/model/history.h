/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All facts of one user in memory, in the order in which they happened, with
 * the questions that conclusions ask of them. Filled in any order, then sealed;
 * after that it only answers. Compact: of a message it keeps what somebody asks
 * later, in about 100 bytes and 12 a recipient; every text is there once, and
 * besides those there are only the acts.
 */
#pragma once

#include <glib.h>

#include "model/act.h"
#include "model/facts.h"
#include "model/meeting.h"

/* No such person. */
#define TERTIUS_NOBODY G_MAXUINT

typedef struct {
	guint person;  /* index of the person */
	guint address; /* index of the address that was used */
	TertiusPlace place;
} TertiusRecipient;

/* One message, as the history has it. All pointers are the history's. */
typedef struct {
	const char *id;
	char *message_id;        /* or NULL */
	const char *in_reply_to; /* or NULL */
	char *thread; /* Message-ID of the oldest known reference, else
	                     * its own; "" when it has none */
	const char *subject;
	gint64 date;
	guint flags;        /* TertiusMessageFlags */
	guint from;         /* person, or TERTIUS_NOBODY */
	guint from_address; /* index of the address, or TERTIUS_NOBODY */
	guint n_recipients;
	TertiusRecipient *recipients; /* only to be read */
	const GPtrArray *acts; /* TertiusAct, or NULL; only to be read, as the
	                        * lists in them */
	const TertiusStyle *style; /* without its words; no text is NULL */
	guint words;               /* of the writer's own text */
} TertiusLetter;

/* One meeting as it concerns this user: its start, end and instances are in
 * their zone, around now; what attendees replied is with them; a series lacks
 * the occurrences that are gatherings of their own. Replies themselves and
 * occurrences that were called off are gatherings too, with their flags. */
typedef struct {
	const TertiusMeeting *meeting;
	guint n_people; /* as @meeting->attendees, with @people instead; NOBODY
	                 * for whom the calendar names only and no mail knows */
	const guint *people;
	guint bearer; /* who passed the invitation on to me, without having set
	               * the meeting; mostly NOBODY */
	gboolean is_mine; /* I attend, or it lies in my own calendar, or it was
	                   * passed on to me */
} TertiusGathering;

typedef struct _TertiusHistory TertiusHistory;

/* @me: the user's addresses, in lower case; may be empty. */
TertiusHistory *tertius_history_new(const char *const *me);
void tertius_history_free(TertiusHistory *history);

/* Keeps letters in a file of @folder that has no name, instead of in memory. What
 * is then in memory grows with the people, not with the mail: some 8 MiB of the
 * letters, 8 bytes of each, and 4 of each in a list that is being walked along.
 * Before anything is taken; and then it may not grow. */
void tertius_history_lay_down(TertiusHistory *history, const char *folder);

/* Takes @facts, of which nothing may be used afterwards. Facts dated after @now
 * of the seal are left out there. */
void tertius_history_take(TertiusHistory *history, TertiusFacts *facts);

/* The zone of whole days and of times that have none; else the computer's.
 * Before the seal. */
void tertius_history_set_zone(TertiusHistory *history, GTimeZone *zone);

/* --- what was taken, also from after @now: before the seal, and after it where the
 * history may grow --- */

/* A name with an address, as it was written. Each text is there once: equal
 * texts are the same pointer. */
typedef struct {
	char *address; /* only to be read, as the name */
	char *name;    /* or NULL */
	guint by_hand; /* how often it was in mail that a human wrote */
} TertiusMention;

guint tertius_history_n_mentions(const TertiusHistory *history);
const TertiusMention *tertius_history_mention(const TertiusHistory *history,
                                              guint index);
guint tertius_history_n_taken(const TertiusHistory *history);
/* A letter in any order, without people; and the address that wrote it, one of
 * the mentions' texts, or NULL. */
const TertiusLetter *tertius_history_taken(const TertiusHistory *history,
                                           guint index, const char **writer);

/* Whether @address, in lower case, was told as one of the user's. */
gboolean tertius_history_is_my_address(const TertiusHistory *history,
                                       const char *address);

/* Keeps what is needed to take more after the seal. Before it. */
void tertius_history_let_grow(TertiusHistory *history);

/* These two addresses, and all that each was united with, are one person.
 * Before the seal. */
void tertius_history_unite(TertiusHistory *history, const char *address,
                           const char *other);

/* The user calls whoever has @address so, which counts where no mail says a
 * name. Before the seal. */
void tertius_history_call(TertiusHistory *history, const char *address,
                          const char *name);

/* Sorts and indexes; nothing that happened after @now is seen any more. */
void tertius_history_seal(TertiusHistory *history, gint64 now);

gint64 tertius_history_get_now(const TertiusHistory *history);

/* --- growing: one more message, a later moment ---
 *
 * A history that may grow takes single messages after the seal, and goes on to
 * a later moment. What it then answers is what a new history would answer; the
 * numbers of people and addresses stay, and indexes of letters move. Who keeps
 * a conclusion writes down with it what was asked for it, and draws it anew
 * once one of these answers may be another.
 */

/* What was asked: people, addresses, names, Message-IDs, and moments. */
typedef struct {
	GArray *marks; /* guint: of what changes */
	gint64 until;  /* from then on an answer is another; G_MAXINT64 */
} TertiusReads;

TertiusReads *tertius_reads_new(void);
void tertius_reads_free(TertiusReads *reads);
/* From now on each question is noted in @reads, which must live until NULL is
 * given. */
void tertius_history_note_reads(const TertiusHistory *history,
                                TertiusReads *reads);
/* Whether an answer among @reads may be another since the last settling. */
gboolean tertius_history_has_changed(const TertiusHistory *history,
                                     const TertiusReads *reads);
/* The people of whom something may be another (guint); owned. */
GArray *tertius_history_list_changed(const TertiusHistory *history);
/* Whether @moment has come; noted as a question. Conclusions ask only in this
 * way what the time is. */
gboolean tertius_history_is_past(const TertiusHistory *history, gint64 moment);

/* Takes @facts, of which nothing may be used afterwards; they are seen when the
 * history next goes on. */
void tertius_history_grow(TertiusHistory *history, TertiusFacts *facts);
/* Goes on to @now. FALSE: what is new changes more than this can follow (somebody
 * is found whom a meeting only named, or goes whose name others bear, the moment
 * is earlier); only a new history tells the truth. */
gboolean tertius_history_go_on(TertiusHistory *history, gint64 now);
/* Meetings that are new since the last settling, and those that they replace
 * (TertiusMeeting): what was concluded from one of the latter is void. Lends until
 * then. */
const GPtrArray *tertius_history_list_regathered(const TertiusHistory *history);
/* Letters (const TertiusLetter) that are new since then. Lends until then. */
const GPtrArray *tertius_history_list_grown(const TertiusHistory *history);
/* Everything was concluded: from here on changes are gathered anew. */
void tertius_history_settle(TertiusHistory *history);

/* --- people: numbers from 0 to n - 1, in the order of their addresses --- */

guint tertius_history_n_people(const TertiusHistory *history);
/* The one person that I am, with all my addresses; NOBODY when none is known. */
guint tertius_history_get_me(const TertiusHistory *history);
gboolean tertius_history_is_me(const TertiusHistory *history, guint person);
/* The main address (that of the latest mail), and the name most often used;
 * the name may be NULL. Lend. */
const char *tertius_history_address(const TertiusHistory *history,
                                    guint person);
const char *tertius_history_name(const TertiusHistory *history, guint person);
/* The person of an address, or of a full name that only one person bears;
 * or TERTIUS_NOBODY. */
guint tertius_history_find(const TertiusHistory *history, const char *address);
guint tertius_history_find_by_name(const TertiusHistory *history,
                                   const char *name);
/* The person whom @mention means: by address, else by name. */
guint tertius_history_resolve(const TertiusHistory *history,
                              const TertiusPerson *mention);
/* A new record of @person, with @place TO. */
TertiusPerson *tertius_history_dup_person(const TertiusHistory *history,
                                          guint person);

/* All addresses of the person (const char *, the history's), the main one first;
 * the list is the caller's. */
GPtrArray *tertius_history_list_addresses(const TertiusHistory *history,
                                          guint person);

/* --- addresses: numbers from 0 to n - 1; each is one person's --- */

/* Lends. */
const char *tertius_history_address_text(const TertiusHistory *history,
                                         guint address);
guint tertius_history_address_person(const TertiusHistory *history,
                                     guint address);

/* --- messages: by date, then by id --- */

guint tertius_history_n_letters(const TertiusHistory *history);
const TertiusLetter *tertius_history_letter(const TertiusHistory *history,
                                            guint index);
/* To be said of each before many letters that were got earlier are looked at
 * again. */
void tertius_history_look(const TertiusHistory *history,
                          const TertiusLetter *letter);
/* The messages that @person wrote or got, by date: indexes into the letters. */
const guint *tertius_history_letters_of(const TertiusHistory *history,
                                        guint person, guint *n);
/* The earliest message with this Message-ID, or NULL. */
const TertiusLetter *tertius_history_find_letter(const TertiusHistory *history,
                                                 const char *message_id);
/* Whether @person is among the recipients; @place may be NULL. */
gboolean tertius_letter_has_recipient(const TertiusLetter *letter, guint person,
                                      TertiusPlace *place);

/* What passed between two people before @until, by hand, not automatically:
 * messages that one wrote and the other got, with at most MASS recipients. */
#define TERTIUS_EXCHANGE_MASS 20
typedef struct {
	guint from_first;  /* messages from @first to @second */
	guint from_second; /* and back */
	gint64 earliest;   /* 0: none */
	gint64 latest;
	guint meetings; /* both attended, small; a series counts once a month,
	                 * and of what neither of them answered, half */
} TertiusExchange;
TertiusExchange tertius_history_exchange(const TertiusHistory *history,
                                         guint first, guint second,
                                         gint64 until);

/* --- meetings: by start --- */

guint tertius_history_n_gatherings(const TertiusHistory *history);
const TertiusGathering *tertius_history_gathering(const TertiusHistory *history,
                                                  guint index);
/* Whether both sit together in it: invited and not declined, one of them surely,
 * not called off, and few enough people to meet (beyond 16 it is a conference).
 * One that lies in my own calendar is mine, also when it does not name me. */
gboolean tertius_gathering_joins(const TertiusHistory *history,
                                 const TertiusGathering *gathering, guint first,
                                 guint second);
/* Those that @person attends, by start: indexes into the gatherings. */
const guint *tertius_history_gatherings_of(const TertiusHistory *history,
                                           guint person, guint *n);

/* How surely @person was, or will be, at @gathering, in halves: 2 accepted, or
 * set it; 1 did not answer, or with reservation; 0 declined, is not invited, or
 * nobody gathers (called off, a birthday, a reply). That the user's calendar
 * has it is as good as their yes, unless they declined. */
int tertius_gathering_attendance(const TertiusHistory *history,
                                 const TertiusGathering *gathering,
                                 guint person);

/* How often it has taken place by @until, and when last (0: never). */
guint tertius_gathering_count(const TertiusGathering *gathering, gint64 until,
                              gint64 *latest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusReads, tertius_reads_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusHistory, tertius_history_free)
