/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the history share: one takes facts in, one puts them in
 * order, the others answer.
 */
#pragma once

#include "base/shelf.h"
#include "model/history.h"

typedef struct {
	char *text;
	guint person;
	guint next;     /* another address of the person, or TERTIUS_NOBODY */
	guint mentions; /* the first of its mentions; or TERTIUS_NOBODY */
} TertiusHistoryAddress;

typedef struct {
	TertiusMention said;
	guint n;       /* how often it was, by now; 0 before the seal */
	guint address; /* its index; TERTIUS_NOBODY until the first time */
	guint next;    /* another mention of the address, or TERTIUS_NOBODY */
} TertiusHistoryMention;

/* What happened with a person: indexes, ascending. */
typedef struct {
	guint *list;
	guint n;
	guint last; /* the latest that was counted */
} TertiusHistoryIndex;

typedef struct {
	guint address; /* the main one, then along its next */
	const char *name;
	TertiusHistoryIndex letters, gatherings;
} TertiusHistoryPerson;

typedef struct {
	TertiusMeeting *meeting; /* as it concerns this user; before the seal
	                          * as it was taken */
	gboolean in_calendar;
	/* Only where the history may grow: as it was taken, and who passed it
	 * on; or NULL. */
	TertiusMeeting *raw;
	TertiusPerson *bearer;
} TertiusHistoryMeeting;

/* Letters by Message-ID: places to look from, two for each at least. */
typedef struct {
	TertiusShelf *room;       /* lent; or, where letters may come, … */
	TertiusShelf *of_growing; /* … its own */
	TertiusLetter **places;   /* NULL where there is none */
	guint n, bits; /* letters; places are 2 to the power of @bits */
} TertiusHistoryIds;

/* In words of 64 bits; a power of two. */
#define TERTIUS_HISTORY_SIEVE 64

struct _TertiusHistory {
	TertiusShelf *room;     /* letters and all that is theirs alone */
	GStringChunk *texts;    /* what everything else points into */
	GHashTable *pool;       /* those of them that may come again; NULL once
	                      * nothing more is taken */
	GArray *mentions;       /* TertiusHistoryMention: each name with each
	                      * address; NULL as the pool */
	GHashTable *by_mention; /* text of both -> index; NULL as the pool */
	GHashTable *styles;     /* TertiusStyle, each once; NULL as the pool */
	GArray *meetings;       /* TertiusHistoryMeeting */
	GArray *people;         /* TertiusHistoryPerson */
	GArray *addresses;      /* TertiusHistoryAddress */
	GHashTable *by_address; /* address -> index of the address */
	GHashTable *by_name;    /* case-folded name -> index or NOBODY */
	TertiusHistoryIds ids;  /* the earliest with each */
	GHashTable *unions;     /* address -> another of the same person */
	GHashTable *called; /* address -> what the user calls them; or NULL */
	GPtrArray *letters; /* TertiusLetter: those until now, then those
	                     * that are yet to come */
	guint n_letters;    /* of these until now; 0 before the seal */
	GArray *fresh;      /* TertiusHistoryMeeting: @raw, taken since */
	guint n_asked;      /* days, by series; see recurrence.h */
	GPtrArray *regathered; /* TertiusMeeting: new ones, and those that they
	                        * replace, since the conclusions */
	GPtrArray *grown;   /* TertiusLetter: those that are new since then */
	GArray *gatherings; /* TertiusGathering */
	GArray *attendees;  /* guint of all gatherings */
	GPtrArray *me;      /* char *: my addresses, the main one first */
	guint my_number;    /* the person that I am, or NOBODY */
	GTimeZone *zone;    /* of days and times that have none */
	gint64 now;
	gboolean is_sealed;
	gboolean may_grow;    /* what taking needs is kept after the seal */
	GHashTable *awaited;  /* addresses and plain names that would change
	                       * who meets whom; NULL unless it may grow */
	TertiusReads **reads; /* who asks now; NULL in it: nobody */
	GHashTable *changed;  /* marks of what changed since the conclusions */
	guint64 sieve[TERTIUS_HISTORY_SIEVE]; /* a bit for each of these, by
	                                       * which most others are told */
	gboolean is_outgrown; /* only a new history tells the truth */
};

/* --- history-grow.c: what was asked, and what changed --- */

/* Notes the question about the mail and meetings of @person, about their name
 * and addresses, or about a text (an address, plain name or Message-ID). */
void tertius_history_read_mail(const TertiusHistory *history, guint person);
void tertius_history_read_card(const TertiusHistory *history, guint person);
void tertius_history_read_text(const TertiusHistory *history, const char *text);
/* What @text means is another from now on. */
void tertius_history_mark_text(TertiusHistory *history, const char *text);
/* What is known of the mail and meetings of @person, who may be NOBODY, or of
 * their name, is another from now on. */
void tertius_history_mark_mail(TertiusHistory *history, guint person);
void tertius_history_mark_card(TertiusHistory *history, guint person);
/* What the person of @address, or NOBODY, is called may be another now. @count:
 * as below. */
void tertius_history_name_person(TertiusHistory *history, guint address,
                                 GHashTable *count);
/* An instance of @meeting that ends until @until, and is yet to come, will
 * change an answer. */
void tertius_history_read_meeting(const TertiusHistory *history,
                                  const TertiusMeeting *meeting, gint64 until);

/* Starts and ends what only taking needs (history-take.c). */
void tertius_history_start_taking(TertiusHistory *history);
void tertius_history_stop_taking(TertiusHistory *history);

/* The history's copy of @text, one for all that are equal; NULL for NULL.
 * Before the seal is done. */
char *tertius_history_keep(TertiusHistory *history, const char *text);

/* --- history-letters.c: where letters are --- */

/* The letter at @index, to be looked at. */
TertiusLetter *tertius_history_at(const TertiusHistory *history, guint index);
/* Keeps @letter behind all others. */
void tertius_history_append(TertiusHistory *history,
                            const TertiusLetter *letter);
/* Moves the letter at @from before the one at @to; the one that was last takes
 * its place. */
void tertius_history_move(TertiusHistory *history, guint from, guint to);
/* By date, then by id. */
void tertius_history_sort(TertiusHistory *history);

/* --- history-ids.c: letters by Message-ID --- */

/* Of all letters until now. */
void tertius_history_index_ids(TertiusHistory *history);
/* Of one of these that is new. FALSE: it has none, or an earlier one the same. */
gboolean tertius_history_index_id(TertiusHistory *history,
                                  TertiusLetter *letter);
/* The earliest, or NULL. */
TertiusLetter *tertius_history_find_id(const TertiusHistory *history,
                                       const char *message_id);

/* The history's copy of @text, which is mostly one letter's alone; NULL for
 * NULL (history-take.c). */
char *tertius_history_keep_of_letter(TertiusHistory *history, const char *text);

/* Takes the message of @facts as a letter that is yet to come: its people are
 * numbers of mentions (history-take.c). */
void tertius_history_take_letter(TertiusHistory *history,
                                 const TertiusFacts *facts);

/* The history's copy of @acts, or NULL when there are none (history-acts.c). */
const GPtrArray *tertius_history_copy_acts(TertiusHistory *history,
                                           const GPtrArray *acts);

/* The number of @person's mention, or TERTIUS_NOBODY without an address
 * (history-take.c). */
guint tertius_history_take_mention(TertiusHistory *history,
                                   const TertiusPerson *person);

/* The person of @mention, made when they are new; NOBODY without an address. */
guint tertius_history_intern(TertiusHistory *history,
                             const TertiusPerson *mention);

/* Mentions of a letter become addresses and people, and their names count. */
void tertius_history_name_people(TertiusHistory *history,
                                 TertiusLetter *letter);
/* The order of letters: by date, then by id. */
int tertius_history_compare_letters(gconstpointer a, gconstpointer b);
/* Takes the name that was used most for @person. @count: a table that is
 * empty, and is so again. */
void tertius_history_choose_name(TertiusHistory *history, guint person,
                                 GHashTable *count);
/* Lets @name mean @person, or nobody when others bear it. FALSE: it does
 * already. */
gboolean tertius_history_index_name(TertiusHistory *history, const char *name,
                                    guint person);

/* Makes gatherings of all meetings among the facts (history-meetings.c); their
 * people are offsets yet. */
void tertius_history_add_meetings(TertiusHistory *history);

/* Settles @meetings among each other: whole groups of one uid. */
void tertius_history_settle_meetings(TertiusHistory *history,
                                     const GPtrArray *meetings);
/* Makes a gathering of @taken, which was settled. */
void tertius_history_gather(TertiusHistory *history,
                            TertiusHistoryMeeting *taken);
/* Sorts gatherings; their people are pointers from here on. */
void tertius_history_order_gatherings(TertiusHistory *history);
/* Whose gatherings they are, anew. */
void tertius_history_index_gatherings(TertiusHistory *history);
/* Takes in the meetings that are fresh, and what comes once in a while otherwise
 * than at @before (history-regather.c).
 * FALSE: only a new history tells the truth. */
gboolean tertius_history_regather(TertiusHistory *history, gint64 before);

/* Finds those who attend by name alone, once names are known. */
void tertius_history_name_attendees(TertiusHistory *history);
