/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person does not want, or cannot do just now; and the one gate through
 * which every reminder, suggestion and draft about them goes. The gate is one
 * table: each purpose against each boundary.
 */
#pragma once

#include <glib.h>

#include "model/decision.h"
#include "model/reminder.h"

typedef enum {
	/* The user said so. */
	TERTIUS_BOUNDARY_MUTED,
	TERTIUS_BOUNDARY_FRIEND_FIRST,
	TERTIUS_BOUNDARY_NO_ASKS,
	TERTIUS_BOUNDARY_NO_WORK,
	TERTIUS_BOUNDARY_NOT_BEFORE,
	TERTIUS_BOUNDARY_ADDRESS, /* which of theirs they prefer */
	/* Their mail and calendars tell. */
	TERTIUS_BOUNDARY_REFUSED,
	TERTIUS_BOUNDARY_HESITATED,
	TERTIUS_BOUNDARY_AWAY,
	TERTIUS_BOUNDARY_SWAMPED,
	TERTIUS_BOUNDARY_SLOW, /* they answer slower than is their habit */
	TERTIUS_BOUNDARY_BUSY, /* in a shared calendar */
	TERTIUS_BOUNDARY_OPEN_ASK,
	TERTIUS_BOUNDARY_FOLLOWED_UP, /* one follow-up was sent: it rests */
	TERTIUS_BOUNDARY_N,
} TertiusBoundaryKind;

typedef struct {
	TertiusBoundaryKind kind;
	gboolean is_said; /* by the user; else found */
	gint64 since;     /* unix time */
	gint64 until;     /* 0: for good */
	char *about;      /* an address preferred, a name asked for; or NULL */
	char *source;     /* id of the message, or NULL */
	char *message_id; /* or NULL */
	char *quote;      /* their words, or NULL */
	char *because;    /* one sentence, translated */
} TertiusBoundary;

/* What somebody is to be approached for: a reminder of that kind, or one of
 * these. */
typedef enum {
	TERTIUS_PURPOSE_ASK = TERTIUS_REMINDER_N_KINDS, /* a favour of theirs */
	TERTIUS_PURPOSE_INTRODUCE,   /* suggest to introduce them */
	TERTIUS_PURPOSE_OPPORTUNITY, /* pass something on to them */
	TERTIUS_PURPOSE_N,
} TertiusPurpose;

typedef enum {
	TERTIUS_GATE_OPEN,
	TERTIUS_GATE_LATER,  /* not before a moment */
	TERTIUS_GATE_CLOSED, /* not at all */
} TertiusGate;

typedef struct {
	TertiusGate gate;
	gint64 from;                     /* when LATER: not before, unix time */
	const TertiusBoundary *boundary; /* what stands in the way; or NULL */
} TertiusPassage;

/* Asks the gate. @purpose: a TertiusReminderKind or a TertiusPurpose. @about:
 * whom or what the ask is for, or NULL: a refusal about one thing closes that
 * for good, and rests other asks until its date. @boundaries: of the person;
 * may be NULL. @moment: when. */
TertiusPassage tertius_gate_pass(const GPtrArray *boundaries, guint purpose,
                                 const char *about, gint64 moment);

/* The table itself, for tests and for the manual. */
TertiusGate tertius_gate_rule(guint purpose, TertiusBoundaryKind kind);

/* What comes from such mail is never suggested, quoted or matched: the first
 * question of the gate, before any about people. */
gboolean tertius_gate_may_use(guint message_flags);

/* One rule as the user says it: "no-asks", "no-work", "until 2026-09-01",
 * "address dana@okafor.example.org"; "not no-asks" lifts one, "none" all. */
typedef struct {
	TertiusBoundaryKind kind; /* N: all */
	gboolean is_lifted;
	gint64 until;
	char *address; /* or NULL; owned */
} TertiusBoundaryRule;
/* FALSE when @text is no rule. */
gboolean tertius_boundary_rule_parse(const char *text, GTimeZone *zone,
                                     TertiusBoundaryRule *rule);
void tertius_boundary_rule_clear(TertiusBoundaryRule *rule);

TertiusBoundary *tertius_boundary_new(TertiusBoundaryKind kind, gint64 since,
                                      gint64 until);
void tertius_boundary_free(TertiusBoundary *boundary);
/* "muted", "friend-first", "no-asks", …; stable, for JSON. */
const char *tertius_boundary_name(TertiusBoundaryKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusBoundary, tertius_boundary_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TertiusBoundaryRule,
                                 tertius_boundary_rule_clear)
