/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of relating share: the whole that they look at, and the
 * contacts with one person, which are found once and read by each part.
 */
#pragma once

#include "relate/relations.h"

#define TERTIUS_DAY G_GINT64_CONSTANT(86400)

/* How it began with a person; see TertiusRelation. */
typedef struct {
	gint64 first_contact, two_way;
	TertiusOrigin origin;
	gboolean is_somebody; /* neither the user nor a list's address */
} TertiusBeginning;

typedef struct {
	const TertiusHistory *history;
	const GPtrArray *introductions;
	const GPtrArray *asked; /* or NULL */
	const GPtrArray *decisions;
	const TertiusWorkingTime *hours;
	const TertiusRelateRules *rules;
	TertiusRelations *relations;
	GArray *contacts;  /* with whom is looked at just now */
	TertiusKept *kept; /* or NULL: all is found for the first time */
	guint me;
	GHashTable *houses;   /* organisations of mine: domain */
	GHashTable *balances; /* of those who were related, each once */
	gint64 now;
	gint64 year_ago;
} TertiusRelating;

/* Something that passed between me and a person: mail by hand to not too many,
 * or a meeting of not too many. */
typedef struct {
	gint64 date;
	TertiusTouch kind;
	const TertiusLetter *letter;   /* or NULL; see tertius_contact_look */
	const TertiusMeeting *meeting; /* or NULL */
	const GPtrArray *acts;         /* of the letter; or NULL */
	const char
		*title; /* what they sign it with, as far as it may be used; or
	                    * NULL */
	guint likely;   /* of @acts: 1 << kind of each that is likely, so that
	                 * the acts need not be looked at for that */
	guint address;  /* theirs that was used, or TERTIUS_NOBODY */
	guint n_people; /* besides the two of us */
} TertiusContact;

/* --- contacts.c --- */

/* By date (TertiusContact); cleared first. */
void tertius_contacts_find(const TertiusRelating *relating, guint person,
                           GArray *contacts);
/* The likely act of @kind of @letter, or NULL; @letter may be NULL. */
const TertiusAct *tertius_letter_find_act(const TertiusLetter *letter,
                                          TertiusActKind kind);
/* The likely act of @kind of its letter, or NULL. */
const TertiusAct *tertius_contact_find_act(const TertiusContact *contact,
                                           TertiusActKind kind);
/* Whether there is one. */
gboolean tertius_contact_does(const TertiusContact *contact,
                              TertiusActKind kind);
/* Whether they thank for an introduction or for help; NULL: nothing is done. */
gboolean tertius_acts_thank(const GPtrArray *acts);
gboolean tertius_contact_thanks(const TertiusContact *contact);
/* Its letter, or NULL. So they are asked for one after the other, as there may
 * be very many. */
const TertiusLetter *tertius_contact_look(const TertiusRelating *relating,
                                          const TertiusContact *contact);
/* Whether something is asked for in its letter. */
gboolean tertius_contact_is_ask(const TertiusContact *contact);
/* Whether its letter comes back to what was asked before. */
gboolean tertius_contact_reminds(const TertiusContact *contact);
/* Whether @person is asked in the letter of @contact, and has no mere copy. */
gboolean tertius_contact_asks(const TertiusContact *contact, guint person);
/* Whether both are of one conversation. */
gboolean tertius_letter_is_in_thread(const TertiusLetter *letter,
                                     const TertiusLetter *other);
/* Whether @date was @age (seconds) ago, or longer. */
gboolean tertius_relate_is_older(const TertiusRelating *relating, gint64 date,
                                 gint64 age);
/* "3 June", in the user's zone. */
char *tertius_relate_dup_day(const TertiusRelating *relating, gint64 moment);
/* "Dana", to be freed. */
char *tertius_relate_dup_first_name(const TertiusRelating *relating,
                                    guint person);

/* --- beginnings.c --- */

/* How it began with @person. */
TertiusBeginning tertius_relate_begin(const TertiusRelating *relating,
                                      guint person);
/* The relation with @person, to be filled in: as it began, when nothing was told of
 * them yet. NULL when that is with nobody. */
TertiusRelation *tertius_relate_open(const TertiusRelating *relating,
                                     guint person,
                                     const TertiusBeginning *beginning);
/* The same for who may be NOBODY, when it is not known how it began. */
TertiusRelation *tertius_relate_with(const TertiusRelating *relating,
                                     guint person);

/* --- one file each; all fill in parts of @relation --- */

void tertius_relate_addresses(const TertiusRelating *relating,
                              TertiusRelation *relation,
                              const GArray *contacts);
void tertius_relate_balance(const TertiusRelating *relating,
                            TertiusRelation *relation, const GArray *contacts);
void tertius_relate_cadence(const TertiusRelating *relating,
                            TertiusRelation *relation, const GArray *contacts);
void tertius_relate_asks(const TertiusRelating *relating,
                         TertiusRelation *relation, const GArray *contacts);
void tertius_relate_debts(const TertiusRelating *relating,
                          TertiusRelation *relation, const GArray *contacts);
void tertius_relate_boundaries(const TertiusRelating *relating,
                               TertiusRelation *relation,
                               const GArray *contacts);

void tertius_relate_projects(const TertiusRelating *relating,
                             TertiusRelation *relation, const GArray *contacts);
/* What they sign as, and since when, if it is another than before. */
void tertius_relate_titles(const TertiusRelating *relating,
                           TertiusRelation *relation, const GArray *contacts);
/* When each of the milestones was congratulated for. */
void tertius_relate_congratulations(const TertiusRelating *relating,
                                    TertiusRelation *relation,
                                    const GArray *contacts);

/* --- over all people --- */

/* What introductions say: who introduced whom, and their next steps. */
void tertius_relate_introductions(const TertiusRelating *relating);
/* What the user said of people. */
void tertius_relate_decisions(const TertiusRelating *relating);
/* Good news and yearly days. */
void tertius_relate_milestones(const TertiusRelating *relating);
/* Events, who was met there, and new contacts by quarter. */
void tertius_relate_occasions(const TertiusRelating *relating);
/* What people look for, and what and who may be of use to them. */
void tertius_relate_suggestions(const TertiusRelating *relating);
