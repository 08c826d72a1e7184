/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The compose check: what a considerate friend would point out before a letter
 * is sent. It points out and explains; it never blocks, and nothing that it
 * finds is kept. Judged are the writer's own words, and facts that the caller
 * knows from the ledger.
 */
#pragma once

#include <glib.h>

#include "model/message.h"

/* So much of a draft is read: five pages. What comes after is not judged. */
#define TERTIUS_TACT_TEXT_MAX  (16 * 1024)
/* An ask to more people than this is no ask to a friend. */
#define TERTIUS_TACT_ASKED_MAX 3

typedef enum {
	TERTIUS_REMARK_NOTE, /* one might look at this */
	TERTIUS_REMARK_CARE, /* this may hurt or burden */
	TERTIUS_REMARK_STOP, /* stop and look: hard to take back */
} TertiusRemarkLevel;

/* A plain record. @rule and @guideline are lent for good. */
typedef struct {
	const char *rule;      /* "obligation", … */
	const char *guideline; /* "N1.4" */
	TertiusRemarkLevel level;
	char *quote;   /* the words, one line; "" when it is about the whole */
	gsize start;   /* of the words in the own text, in bytes */
	gsize length;  /* 0 when it is about the whole */
	char *why;     /* a sentence for the user, translated */
	char *gentler; /* fits in the place of the words; in the language of the
	                * draft; or NULL */
} TertiusRemark;

/* Which world an address or a thread belongs to. */
typedef enum {
	TERTIUS_WORLD_UNKNOWN,
	TERTIUS_WORLD_WORK,
	TERTIUS_WORLD_PRIVATE,
} TertiusWorld;

/* What the ledger knows about the draft and its first recipient. All is lent;
 * what is 0, FALSE or NULL is not known, and nothing is remarked for it. */
typedef struct {
	const char *language;     /* of the draft; NULL: guessed */
	const char *who;          /* "Dana"; NULL: "this person" */
	gboolean is_ask;          /* the detector found an ask in the draft */
	guint open_asks;          /* asks of mine to them that wait */
	guint recent_asks;        /* within the last 30 days */
	guint follow_ups;         /* of this ask, sent without an answer */
	guint asks_in_a_row;      /* my latest messages to them were asks */
	gboolean is_friend_first; /* the user said so */
	const char *friendly; /* when the last friendly contact was: "March" */
	const char *refused;  /* when they said no: "3 May" */
	const char *boundary; /* they want no asks: a sentence */
	const char *no_work;  /* they want no talk of work: a sentence */
	const char *not_before;  /* leave them alone until: "24 May" */
	const char *preferred;   /* the address they prefer, if another */
	const char *waits;       /* why an ask should wait: a sentence */
	const char *thanks_owed; /* for what: "the introduction to Tomás" */
	const TertiusPerson *introducer; /* of those the draft answers */
	const GPtrArray *unasked;        /* TertiusPerson: of two or more whom
	                                  * this draft may introduce, those
	                                  * who are not known to agree */
	const char *confidential; /* why what it passes on is: its own words */
	gboolean is_introducer_thanked; /* in an earlier message */
	gboolean has_new_eyes;    /* recipients who did not have the thread */
	gboolean has_new_at_work; /* some of these at addresses of work */
	TertiusWorld thread;      /* of which all who had it took part */
	TertiusWorld account;     /* from which of mine it goes */
	gboolean is_to_list;
} TertiusTactContext;

typedef struct _TertiusTact TertiusTact;

/* Reads the phrase tables; those of a language are compiled when a draft first
 * needs them. */
TertiusTact *tertius_tact_new(void);
void tertius_tact_free(TertiusTact *tact);

/* Returns TertiusRemark, the gravest first; empty is the usual case. @own is
 * the text of @draft with all that is not the writer's own blanked out or left
 * out; places are places in it. At most one remark a rule. @context may be
 * NULL. */
GPtrArray *tertius_tact_check(TertiusTact *tact, const TertiusMessage *draft,
                              const char *own,
                              const TertiusTactContext *context);

void tertius_remark_free(TertiusRemark *remark);

/* "note", "care", "stop-and-look". */
const char *tertius_remark_level_name(TertiusRemarkLevel level);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusRemark, tertius_remark_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusTact, tertius_tact_free)
