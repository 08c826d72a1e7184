/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One act of bringing together, and the life that it leads:
 *
 *	asked --> agreed --> made --> answered --> met --> outcome
 *	  |                    |                              |
 *	  +--> declined        +--> silent         reported --> kept
 *
 *	any --> dismissed ("this was none")
 *
 * Concluded from facts and decisions; never edited by hand.
 */
#pragma once

#include <glib.h>

#include "model/act.h"
#include "model/person.h"

typedef enum {
	TERTIUS_INTRODUCTION_RECEIVED, /* introducer -> me and newcomer */
	TERTIUS_INTRODUCTION_GIVEN,    /* I introduce others */
	TERTIUS_INTRODUCTION_REFERRAL, /* the newcomer writes that X said so, or
	                                * X tells me to write to the newcomer */
	TERTIUS_INTRODUCTION_MEETING,  /* seen in a calendar */
	TERTIUS_INTRODUCTION_OBSERVED, /* between others; I had a copy */
	TERTIUS_INTRODUCTION_N_KINDS,
} TertiusIntroductionKind;

typedef enum {
	TERTIUS_STATE_ASKED,
	TERTIUS_STATE_AGREED,
	TERTIUS_STATE_DECLINED,
	TERTIUS_STATE_MADE,
	TERTIUS_STATE_ANSWERED, /* both sides have written */
	TERTIUS_STATE_SILENT,   /* the newcomer has not answered in a week */
	TERTIUS_STATE_MET,
	TERTIUS_STATE_OUTCOME, /* what came of it is known */
	TERTIUS_STATE_REPORTED,
	TERTIUS_STATE_KEPT, /* reported, and in touch since */
	TERTIUS_STATE_DISMISSED,
	TERTIUS_STATE_N,
} TertiusState;

typedef enum {
	TERTIUS_LEVEL_NONE,
	TERTIUS_LEVEL_PERHAPS, /* shown when asked for; no reminder */
	TERTIUS_LEVEL_LIKELY,
} TertiusLevel;

/* The one courteous thing to do now. */
typedef enum {
	TERTIUS_STEP_NONE,
	TERTIUS_STEP_THANK,       /* both, or the one who is still to thank */
	TERTIUS_STEP_ANSWER,      /* the newcomer waits for my answer */
	TERTIUS_STEP_TELL_SILENT, /* tell the introducer that nobody answers */
	TERTIUS_STEP_MEET,        /* theirs or ours: find a date */
	TERTIUS_STEP_OUTCOME,     /* tell the introducer how it went */
	TERTIUS_STEP_GIFT,        /* a note or gift for a big outcome */
	TERTIUS_STEP_CHECK_IN,
	TERTIUS_STEP_WAIT,      /* their turn */
	TERTIUS_STEP_INTRODUCE, /* both agreed: bring them together */
	TERTIUS_STEP_N,
} TertiusStep;

/* One move of its life, with what caused it. */
typedef struct {
	TertiusState state;
	gint64 date;   /* unix time */
	char *source;  /* id of the message, meeting or decision */
	char *because; /* a short sentence for people, translated */
} TertiusMove;

/* A plain record. */
typedef struct _TertiusIntroduction {
	char *id; /* SHA-256 in hex, of the fact that it was made by */
	TertiusIntroductionKind kind;
	TertiusManner manner;
	TertiusPerson *introducer; /* NULL when nobody readable */
	GPtrArray *introduced;     /* TertiusPerson; never me */
	gint64 date;               /* when it was made, unix time */
	char *source;     /* id of the message or meeting that made it */
	char *message_id; /* of that message, or NULL */
	char *event_uid;  /* of that meeting, or NULL */
	char *subject;    /* of that message or meeting */
	TertiusLevel level;
	double score;        /* probability, 0..1 */
	GPtrArray *evidence; /* TertiusEvidence, never empty */
	GPtrArray *moves;    /* TertiusMove, by date; the first made it */
	TertiusState state;
	gboolean deserves_thanks; /* a scheduler's number does not */
	gboolean knew_them; /* I knew all of them before: nothing follows */
	gboolean is_big;    /* its outcome asks for a note or a gift */
	gint64 thanked_introducer; /* when, unix time; 0: not yet */
	gint64 thanked_newcomer;
	gint64 reported; /* when the introducer was told; 0: not yet */
	TertiusStep next;
	gboolean is_my_turn;
	gint64 next_by; /* unix time; 0 when @next is NONE */
} TertiusIntroduction;

/* @source is the fact that made it, by its @act; the id is computed from both,
 * as one message may introduce somebody and be a referral too. */
TertiusIntroduction *
tertius_introduction_new_of_act(TertiusIntroductionKind kind,
                                TertiusActKind act, const char *source);
/* The same of an act of introduction. */
TertiusIntroduction *tertius_introduction_new(TertiusIntroductionKind kind,
                                              const char *source);
/* The same once more, to be freed as often; what is held so by several is not
 * written to. */
TertiusIntroduction *
tertius_introduction_ref(TertiusIntroduction *introduction);
void tertius_introduction_free(TertiusIntroduction *introduction);
TertiusIntroduction *
tertius_introduction_copy(const TertiusIntroduction *introduction);
/* Whether two that have no life yet say the same. */
gboolean tertius_introduction_is_same(const TertiusIntroduction *a,
                                      const TertiusIntroduction *b);
/* Returns an array that frees its TertiusIntroduction. */
GPtrArray *tertius_introductions_new(void);

/* Adds a move; @state becomes the introduction's own. */
void tertius_introduction_move(TertiusIntroduction *introduction,
                               TertiusState state, gint64 date,
                               const char *source, const char *because);

/* The names of command.md. */
const char *tertius_introduction_kind_name(TertiusIntroductionKind kind);
const char *tertius_state_name(TertiusState state);
const char *tertius_level_name(TertiusLevel level);
const char *tertius_step_name(TertiusStep step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusIntroduction, tertius_introduction_free)
