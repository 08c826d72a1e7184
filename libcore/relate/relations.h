/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What there is between me and everybody else: a pure function of facts,
 * decisions and a moment. Each person is looked at alone, in one pass over the
 * mail and meetings shared with them.
 */
#pragma once

#include "model/decision.h"
#include "model/relation.h"
#include "model/working-time.h"

/* Days: older news, also of what networks tell by machine, is on the timeline no
 * more. Nothing else is concluded from older mail of machines, but that an address
 * is a list's. */
#define TERTIUS_RELATE_NEWS_DAYS 730

/* Events that are looked at: those nearest to now, past or ahead. */
#define TERTIUS_OCCASIONS_MAX 1000

/* Days, from the project's table of defaults. */
typedef struct {
	guint introducer; /* check-ins with those who introduced me: 60 */
	guint friend;     /* with close friends: 30 */
	guint refused;    /* other asks rest after a no: 180 */
	guint hesitated;  /* after a hesitation without a date: 30 */
	guint follow_up;  /* an unanswered ask, once: 7 */
	guint stale;      /* an open thing that old rests: 60 */
	guint quiet;      /* without a networking event: 120 */
	guint suggest;    /* between two suggestions to introduce: 7 */
} TertiusRelateRules;

TertiusRelateRules tertius_relate_rules_default(void);

/* @introductions: as tertius_life_follow left them. @asked: as
 * tertius_asked_find found them; may be NULL. */
TertiusRelations *tertius_relations_find(const TertiusHistory *history,
                                         const GPtrArray *introductions,
                                         const GPtrArray *asked,
                                         const GPtrArray *decisions,
                                         const TertiusWorkingTime *hours,
                                         const TertiusRelateRules *rules);

/* The message that tells of an event, or of whom was met there; NULL when there is
 * none. The history's. */
const TertiusLetter *
tertius_occasion_find_letter(const TertiusHistory *history,
                             const TertiusOccasion *occasion);

/* What such relations follow from. */
typedef struct {
	const TertiusHistory *history;
	const GPtrArray *introductions;
	const GPtrArray *asked; /* or NULL */
	const GPtrArray *decisions;
	const TertiusWorkingTime *hours;
	const TertiusRelateRules *rules;
} TertiusRelateBasis;

/* The relations of a history that grows. */
typedef struct _TertiusKept TertiusKept;
TertiusKept *tertius_kept_new(void);
void tertius_kept_free(TertiusKept *kept);
/* The same as tertius_relations_find, with the same hours, rules and words of
 * the user as before; looks only at those people with whom something has changed
 * since @kept was last given. Takes @before, what it gave then, or NULL. */
TertiusRelations *tertius_relations_find_again(const TertiusRelateBasis *basis,
                                               TertiusRelations *before,
                                               TertiusKept *kept);

/* Only what stands between me and each of a few people now: asks, boundaries,
 * addresses. No introductions, milestones, occasions and suggestions. */
TertiusRelations *tertius_relations_find_now(const TertiusHistory *history,
                                             const GPtrArray *decisions,
                                             const TertiusWorkingTime *hours,
                                             const TertiusRelateRules *rules);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusKept, tertius_kept_free)
