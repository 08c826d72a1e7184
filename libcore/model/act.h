/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a message does: an act, and the words that show it.
 */
#pragma once

#include <glib.h>

#include "model/person.h"

#define TERTIUS_EVIDENCE_QUOTE_MAX 200 /* bytes */
#define TERTIUS_EVIDENCE_RULE_MAX  200 /* bytes of its name and its place */
#define TERTIUS_ACT_INTRODUCED_MAX 8   /* people of one introduction */
#define TERTIUS_ACT_EVIDENCE_MAX   24
#define TERTIUS_ACTS_MAX           12 /* of one message */

/* From which score on a claim is likely, and from which on perhaps; below, it
 * is not shown. detect/detector.h says where the numbers come from. */
#define TERTIUS_SCORE_LIKELY  0.60
#define TERTIUS_SCORE_PERHAPS 0.12

typedef enum {
	TERTIUS_ACT_INTRODUCTION,
	TERTIUS_ACT_REFERRAL,
	TERTIUS_ACT_INTRO_REQUEST,
	TERTIUS_ACT_INTRO_OFFER,
	TERTIUS_ACT_INTRO_DECLINE,
	TERTIUS_ACT_HESITATION,
	TERTIUS_ACT_THANKS, /* for an introduction */
	TERTIUS_ACT_OUTCOME_UPDATE,
	TERTIUS_ACT_ASK,
	TERTIUS_ACT_HELP,
	TERTIUS_ACT_OFFER,
	TERTIUS_ACT_PROMISE,
	TERTIUS_ACT_SUCCESS_NEWS,
	TERTIUS_ACT_CONGRATULATION,
	TERTIUS_ACT_OUT_OF_OFFICE,
	TERTIUS_ACT_MOVE_TO_BCC, /* "moving Bob to bcc" */
	TERTIUS_ACT_SEARCH,      /* "I am looking for a translator" */
	TERTIUS_ACT_THANKS_FOR_HELP,
	TERTIUS_ACT_N,
} TertiusActKind;

/* The rule of the evidence of a SEARCH that has what is looked for, and no more
 * words. */
#define TERTIUS_SEARCH_WHAT  "search/what"
/* The same, of that with what is said around it. */
#define TERTIUS_SEARCH_ABOUT "search/about"

/* How an introduction is made (the words of the labelled mail). */
typedef enum {
	TERTIUS_MANNER_NONE,      /* not an introduction, or not clear */
	TERTIUS_MANNER_CC,        /* the newcomer is on To or Cc */
	TERTIUS_MANNER_BOTH,      /* both are told to turn to each other */
	TERTIUS_MANNER_TEXT,      /* named in the text only */
	TERTIUS_MANNER_CANDIDATE, /* a résumé is passed on */
	TERTIUS_MANNER_REDIRECT,  /* "the person you want is …" */
	TERTIUS_MANNER_HANDOFF,   /* "… will be your contact from now on" */
	TERTIUS_MANNER_ASSISTANT, /* a scheduler's name for an outsider */
	TERTIUS_MANNER_MEETING,   /* a meeting is set so that they meet */
	TERTIUS_MANNER_N,
} TertiusManner;

/* How big an outcome is, in an outcome-update or success-news. */
typedef enum {
	TERTIUS_TONE_NEUTRAL,
	TERTIUS_TONE_GOOD,
	TERTIUS_TONE_BAD, /* nothing came of it */
	TERTIUS_TONE_BIG, /* interview, offer, contract, project */
} TertiusTone;

/* Rules of evidence that others ask for: an ask that comes back to an earlier
 * one, and somebody whose call or message is passed on. */
#define TERTIUS_ASK_REMINDS      "context/reminds"
#define TERTIUS_INTRODUCE_CALLER "context/caller"

/* One reason for a claim. Weights are natural-log odds (a logistic model's
 * coefficient times its feature); below zero speaks against. */
typedef struct _TertiusEvidence {
	char *rule;   /* a stable name, such as "wording/put-in-touch" */
	char *quote;  /* the words, one line, at most QUOTE_MAX bytes */
	char *place;  /* "subject", "body", "header", "thread", "meeting" */
	char *source; /* id of the message or meeting; NULL: the act's own */
	double weight;
} TertiusEvidence;

/* Copies; the quote is made one clean line and cut. */
TertiusEvidence *tertius_evidence_new(const char *rule, const char *quote,
                                      const char *place, double weight);
TertiusEvidence *tertius_evidence_copy(const TertiusEvidence *evidence);
void tertius_evidence_free(TertiusEvidence *evidence);
/* Returns an array that frees its TertiusEvidence. */
GPtrArray *tertius_evidence_array_new(void);

typedef struct {
	TertiusActKind kind;
	TertiusManner manner;
	TertiusTone tone;
	double score; /* probability, 0..1, from this message alone */
	TertiusPerson *introducer; /* of introductions and referrals; or NULL */
	GPtrArray *introduced;     /* TertiusPerson: whom the act is about */
	gint64 until; /* out-of-office, hesitation, promise: until or by when
	               * (unix time), 0 when not said */
	GPtrArray *evidence; /* TertiusEvidence, never empty */
} TertiusAct;

TertiusAct *tertius_act_new(TertiusActKind kind);
TertiusAct *tertius_act_copy(const TertiusAct *act);
void tertius_act_free(TertiusAct *act);
/* Returns an array that frees its TertiusAct. */
GPtrArray *tertius_acts_new(void);

/* "introduction", "intro-request", … as command.md has them. */
const char *tertius_act_name(TertiusActKind kind);
gboolean tertius_act_from_name(const char *name, TertiusActKind *kind);
/* "cc", "both", …; "" for none. */
const char *tertius_manner_name(TertiusManner manner);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusEvidence, tertius_evidence_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusAct, tertius_act_free)
