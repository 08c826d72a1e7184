/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What there is between me and the people of the history: who they are to me,
 * what went each way, what is open and whose turn it is, what they do not want,
 * how often we are in touch, what there is to be glad about. Concluded from
 * facts and decisions by relate/; never a score, and of use to the user alone.
 */
#pragma once

#include <glib.h>

#include "model/boundary.h"
#include "model/history.h"
#include "model/introduction.h"

/* --- Addresses ------------------------------------------------------------ */

typedef enum {
	TERTIUS_CONTEXT_WORK,
	TERTIUS_CONTEXT_PRIVATE,
	TERTIUS_CONTEXT_N,
} TertiusContext;

/* To which of their two worlds @address belongs, of somebody who is called
 * @name, which may be NULL: one where everybody can have an address, or whose
 * domain bears the person's own name, is private; that of an organisation is
 * for work. */
TertiusContext tertius_context_of_address(const char *address,
                                          const char *name);

typedef struct {
	const char *address; /* the history's */
	TertiusContext context;
	guint letters; /* by hand, either way, that used it */
	gint64 latest; /* of these; 0: none */
} TertiusContactAddress;

/* Two addresses that were taken for one person, or might be. */
typedef struct {
	char *address, *other;
	char *because;     /* one sentence, translated */
	gboolean is_taken; /* taken for one; else only proposed */
} TertiusMerge;

/* --- Reciprocity ---------------------------------------------------------- */

typedef enum {
	TERTIUS_FAVOUR_INTRODUCTION,
	TERTIUS_FAVOUR_ASK,
	TERTIUS_FAVOUR_HELP,
	TERTIUS_FAVOUR_THANKS,
	TERTIUS_FAVOUR_CONGRATULATION,
	TERTIUS_FAVOUR_OFFER,
	TERTIUS_FAVOUR_PROMISE,
	TERTIUS_FAVOUR_MESSAGE, /* any by hand, with or without the above */
	TERTIUS_FAVOUR_N,
} TertiusFavour;

typedef struct {
	guint mine, theirs;
} TertiusBothWays;

typedef struct {
	TertiusBothWays year[TERTIUS_FAVOUR_N]; /* the last 12 months */
	TertiusBothWays ever[TERTIUS_FAVOUR_N];
	guint meetings_year, meetings_ever;
	guint one_to_ones;   /* meetings of the two of us alone, ever */
	guint personal_year; /* contact outside work: private addresses, or
	                      * evenings and weekends */
	guint work_year;
	guint asks_in_a_row;  /* my latest messages to them were asks */
	guint recent_asks;    /* of mine, within 30 days */
	guint open_asks;      /* of mine, that wait */
	gint64 last_friendly; /* contact of mine that asked for nothing;
	                       * 0: never */
} TertiusReciprocity;

/* --- What is open --------------------------------------------------------- */

typedef enum {
	TERTIUS_OPEN_INTRODUCTION, /* its next step */
	TERTIUS_OPEN_THANKS,       /* for help, still to be said */
	TERTIUS_OPEN_ANSWER,       /* an own new contact waits for a word */
	TERTIUS_OPEN_ASK,          /* asked and not answered */
	TERTIUS_OPEN_PROMISE,      /* said and not yet done, as far as seen */
	TERTIUS_OPEN_CONSENT,      /* asked whether I may introduce them */
	TERTIUS_OPEN_NEWS,         /* good news without congratulations */
	TERTIUS_OPEN_N,
} TertiusOpenKind;

typedef struct {
	TertiusOpenKind kind;
	gboolean is_mine;   /* my turn; else theirs */
	gboolean rests;     /* was let go: shown, never reminded of */
	gint64 date;        /* since when, unix time */
	gint64 by;          /* by when it would be kind; 0: no date */
	guint follow_ups;   /* of mine, of an ask */
	char *source;       /* id of the message, meeting or decision */
	char *message_id;   /* of that message, or NULL */
	char *introduction; /* id, or NULL */
	char *words;        /* one sentence, translated */
} TertiusOpen;

/* --- Cadence -------------------------------------------------------------- */

typedef enum {
	TERTIUS_TOUCH_NONE,
	TERTIUS_TOUCH_I_WROTE,
	TERTIUS_TOUCH_THEY_WROTE,
	TERTIUS_TOUCH_MET,
} TertiusTouch;

typedef struct {
	gint64 latest;   /* real contact, either way, mail or meeting */
	gint64 next;     /* when a word would be welcome; 0: no date */
	guint days;      /* how often to be in touch; 0: as it comes */
	gboolean is_set; /* the user said so */
	guint rhythm;    /* median days between contacts; 0: too few to tell */
	TertiusTouch latest_kind;
} TertiusCadence;

/* --- Milestones ----------------------------------------------------------- */

typedef enum {
	TERTIUS_MILESTONE_SUCCESS, /* good news that they or others told */
	TERTIUS_MILESTONE_NEW_JOB,
	TERTIUS_MILESTONE_TITLE, /* their signature has another title */
	TERTIUS_MILESTONE_BIRTHDAY,
	TERTIUS_MILESTONE_ANNIVERSARY,
	TERTIUS_MILESTONE_CONNECTED, /* a network's first contact */
	TERTIUS_MILESTONE_ENDORSED,
	TERTIUS_MILESTONE_N,
} TertiusMilestoneKind;

typedef struct {
	TertiusMilestoneKind kind;
	gint64 date; /* of the next one, where it is yearly */
	gboolean is_yearly;
	gboolean is_gladdening; /* asks for congratulations */
	gint64 congratulated;   /* when I did; 0: not yet */
	char *source;           /* id of the message or meeting, or NULL */
	char *message_id;       /* or NULL */
	char *quote;            /* the words that tell it */
	char *before;           /* of a TITLE in a signature: what it was; or
	                         * NULL */
} TertiusMilestone;

/* --- A person ------------------------------------------------------------- */

/* How we came to know each other (guidelines N3.1 and N3.4). */
typedef enum {
	TERTIUS_ORIGIN_UNKNOWN, /* no contact both ways yet */
	TERTIUS_ORIGIN_FRIEND,  /* somebody introduced us */
	TERTIUS_ORIGIN_EVENT,   /* within a week of an event */
	TERTIUS_ORIGIN_THEY_WROTE,
	TERTIUS_ORIGIN_I_WROTE,
	TERTIUS_ORIGIN_N,
} TertiusOrigin;

/* What somebody looks for. */
typedef struct {
	char *words;
	const char *source; /* message id (ledger's) of it, or NULL */
	const char *about;  /* what was said around it; or NULL */
} TertiusSought;

/* There is one for each person who ever wrote, so it is small: lists are NULL
 * where they are empty, and most balances are one of few. */
typedef struct {
	guint person;      /* in the history */
	guint n_addresses; /* at least one, the latest used first */
	TertiusContactAddress *addresses;
	const TertiusReciprocity *balance; /* never NULL */
	TertiusCadence cadence;
	gint64 first_contact; /* of any direction; 0: none */
	gint64 two_way;       /* since when both have written or met; 0 */
	TertiusOrigin origin;
	guint introducer;         /* through whom; or TERTIUS_NOBODY */
	const char *introduction; /* the id of that introduction, or NULL */
	guint introduced;         /* people whom I know through them */
	guint reply_minutes;      /* their median time to answer; 0: unknown */
	guint is_muted : 1, is_friend_first : 1;
	guint is_colleague : 1;  /* of an organisation of mine */
	guint is_introducer : 1; /* they brought me together with somebody */
	GPtrArray *boundaries;   /* TertiusBoundary */
	GPtrArray *milestones;   /* TertiusMilestone, by date */
	GPtrArray *open;         /* TertiusOpen, mine first, then by date */
	GPtrArray *projects;     /* char *: subjects of threads shared with
	                          * others, the latest first */
	GPtrArray *notes;        /* char *: what the user noted */
	const char *title;       /* what they sign as; the history's, or NULL */
	const char *organisation; /* its domain; the history's, or NULL */
	TertiusSought *seeks;     /* or NULL */
} TertiusRelation;

/* --- Occasions and suggestions -------------------------------------------- */

typedef struct {
	char *id; /* of the meeting */
	char *title;
	gint64 start, end;
	gboolean is_ahead;
	gboolean is_company; /* of the user's own organisation */
	GArray *friends;     /* guint: who also goes, or went */
	GArray *met;         /* guint: first contact within 7 days after it */
} TertiusOccasion;

typedef enum {
	TERTIUS_SUGGESTION_INTRODUCE,   /* @first and @second to each other */
	TERTIUS_SUGGESTION_OPPORTUNITY, /* a message that may interest @first */
	TERTIUS_SUGGESTION_N,
} TertiusSuggestionKind;

typedef struct {
	char *id; /* SHA-256 of what it names */
	TertiusSuggestionKind kind;
	guint first, second;    /* persons; @second may be TERTIUS_NOBODY */
	gint64 date;            /* of what gave rise to it */
	char *source;           /* id of that message */
	char *message_id;       /* or NULL */
	char *because;          /* one sentence, translated */
	gboolean needs_consent; /* ask both first */
} TertiusSuggestion;

/* New two-way contacts of three months, by origin. */
typedef struct {
	gint64 start; /* unix time */
	char *name;   /* "2026 Q2" */
	guint by_origin[TERTIUS_ORIGIN_N];
	guint organisations; /* others than mine, with the first contact in
	                      * each */
	guint known;         /* people with whom there was any by its end */
} TertiusQuarter;

/* --- All of it ------------------------------------------------------------ */

typedef struct {
	GPtrArray *people;    /* TertiusRelation with whom there was contact, or
	                    * of whom the user said something; the latest
	                    * contact first */
	GPtrArray *by_person; /* the same, at its number; NULL: none */
	GPtrArray *occasions; /* TertiusOccasion, by start */
	GPtrArray *suggestions; /* TertiusSuggestion, the latest first */
	GPtrArray *quarters;    /* TertiusQuarter, by start */
	GPtrArray *merges;      /* TertiusMerge */
	gint64 quiet_since;     /* the last networking event, when that is long
	                     * ago; 0 otherwise */
} TertiusRelations;

TertiusRelations *tertius_relations_new(guint n_people);
void tertius_relations_free(TertiusRelations *relations);
/* The relation with @person, or NULL. Lends. */
TertiusRelation *tertius_relations_get(const TertiusRelations *relations,
                                       guint person);

TertiusRelation *tertius_relation_new(guint person);
void tertius_relation_free(TertiusRelation *relation);
/* To be changed, until it is settled; the relation's. */
TertiusReciprocity *tertius_relation_change_balance(TertiusRelation *relation);
/* Lets go of it for the one among @known that is equal, or makes it known. */
void tertius_relation_settle_balance(TertiusRelation *relation,
                                     GHashTable *known);
/* Balances, each once. */
GHashTable *tertius_balances_new(void);
/* Forgets what they look for. */
void tertius_relation_clear_seeks(TertiusRelation *relation);
/* Take what they are given; the list begins with the first. */
void tertius_relation_take_open(TertiusRelation *relation, TertiusOpen *open);
void tertius_relation_take_boundary(TertiusRelation *relation,
                                    TertiusBoundary *boundary);
void tertius_relation_take_milestone(TertiusRelation *relation,
                                     TertiusMilestone *milestone);

/* The first open thing that is mine and does not rest, else theirs, or NULL. */
const TertiusOpen *tertius_relation_get_turn(const TertiusRelation *relation);

void tertius_open_free(TertiusOpen *open);
void tertius_milestone_free(TertiusMilestone *milestone);
void tertius_occasion_free(TertiusOccasion *occasion);
void tertius_suggestion_free(TertiusSuggestion *suggestion);
void tertius_quarter_free(TertiusQuarter *quarter);
void tertius_merge_free(TertiusMerge *merge);

/* "work", "private"; "introduction", "ask", …; stable, for JSON. */
const char *tertius_context_name(TertiusContext context);
const char *tertius_favour_name(TertiusFavour favour);
const char *tertius_open_name(TertiusOpenKind kind);
const char *tertius_milestone_name(TertiusMilestoneKind kind);
const char *tertius_origin_name(TertiusOrigin origin);
const char *tertius_touch_name(TertiusTouch kind); /* NULL: none */
const char *tertius_suggestion_name(TertiusSuggestionKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusRelations, tertius_relations_free)
