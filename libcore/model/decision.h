/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the person decided. Kept apart from facts, never recomputed, undone
 * only by the person. The latest decision of a kind on a subject holds.
 */
#pragma once

#include <glib.h>

typedef enum {
	TERTIUS_DECISION_DONE,    /* a reminder: I have done it */
	TERTIUS_DECISION_LATER,   /* a reminder: not before @argument (unix) */
	TERTIUS_DECISION_NEVER,   /* a reminder, or all of an introduction */
	TERTIUS_DECISION_NONE,    /* an introduction: this was none */
	TERTIUS_DECISION_CONFIRM, /* an introduction: yes, it is one */
	TERTIUS_DECISION_NO_THANKS,    /* an introduction: needs no thank-you */
	TERTIUS_DECISION_UNLEARN,      /* an introduction: forget what the
	                                * decisions about it taught */
	TERTIUS_DECISION_INTRODUCED,   /* a Message-ID: @argument has who and
	                                * whom, as addresses with ';' between */
	TERTIUS_DECISION_REMIND,       /* a Message-ID: @argument is a moment
	                                * (unix), a blank, and what to do */
	TERTIUS_DECISION_NOTE,         /* a person: free text */
	TERTIUS_DECISION_BOUNDARY,     /* a person: a rule */
	TERTIUS_DECISION_CADENCE,      /* a person: days, "" for automatic */
	TERTIUS_DECISION_MUTE,         /* a person: "yes" or "" */
	TERTIUS_DECISION_FRIEND_FIRST, /* a person: "yes" or "" */
	TERTIUS_DECISION_MERGE,        /* a person: is also @argument */
	TERTIUS_DECISION_SPLIT,        /* a person: is not @argument */
	TERTIUS_DECISION_N_KINDS,
} TertiusDecisionKind;

typedef struct {
	gint64 number; /* 1, 2, … in the order in which they were made */
	gint64 made;   /* unix time */
	TertiusDecisionKind kind;
	char *subject;  /* id of a reminder or introduction, an address, or a
	                 * Message-ID */
	char *argument; /* "" when it has none */
} TertiusDecision;

TertiusDecision *tertius_decision_new(TertiusDecisionKind kind,
                                      const char *subject, const char *argument,
                                      gint64 made);
void tertius_decision_free(TertiusDecision *decision);
/* Returns an array that frees its TertiusDecision. */
GPtrArray *tertius_decisions_new(void);

/* What @decisions are about: their subjects as a set, lent by them. Most that
 * could be decided about is not among them. */
GHashTable *tertius_decisions_list_subjects(const GPtrArray *decisions);

/* The latest decision of @kind on @subject among @decisions (in the order in
 * which they were made), or NULL. Lends. */
const TertiusDecision *tertius_decisions_find(const GPtrArray *decisions,
                                              TertiusDecisionKind kind,
                                              const char *subject);

const char *tertius_decision_kind_name(TertiusDecisionKind kind);
gboolean tertius_decision_kind_from_name(const char *name,
                                         TertiusDecisionKind *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusDecision, tertius_decision_free)
