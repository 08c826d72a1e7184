/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decisions of the person.
 */
#include "model/decision.h"

#include <string.h>

static const char *const kind_names[TERTIUS_DECISION_N_KINDS] = {
	[TERTIUS_DECISION_DONE] = "done",
	[TERTIUS_DECISION_LATER] = "later",
	[TERTIUS_DECISION_NEVER] = "never",
	[TERTIUS_DECISION_NONE] = "none",
	[TERTIUS_DECISION_CONFIRM] = "confirm",
	[TERTIUS_DECISION_NO_THANKS] = "no-thanks",
	[TERTIUS_DECISION_UNLEARN] = "unlearn",
	[TERTIUS_DECISION_INTRODUCED] = "introduced",
	[TERTIUS_DECISION_REMIND] = "remind",
	[TERTIUS_DECISION_NOTE] = "note",
	[TERTIUS_DECISION_BOUNDARY] = "boundary",
	[TERTIUS_DECISION_CADENCE] = "cadence",
	[TERTIUS_DECISION_MUTE] = "mute",
	[TERTIUS_DECISION_FRIEND_FIRST] = "friend-first",
	[TERTIUS_DECISION_MERGE] = "merge",
	[TERTIUS_DECISION_SPLIT] = "split",
};

TertiusDecision *
tertius_decision_new(TertiusDecisionKind kind, const char *subject,
                     const char *argument, gint64 made)
{
	TertiusDecision *decision = g_new0(TertiusDecision, 1);

	decision->kind = kind;
	decision->subject = g_strdup(subject);
	decision->argument = g_strdup(argument != NULL ? argument : "");
	decision->made = made;
	return decision;
}

void
tertius_decision_free(TertiusDecision *decision)
{
	if (decision == NULL)
		return;
	g_free(decision->subject);
	g_free(decision->argument);
	g_free(decision);
}

static void
free_decision(gpointer decision)
{
	tertius_decision_free(decision);
}

GPtrArray *
tertius_decisions_new(void)
{
	return g_ptr_array_new_with_free_func(free_decision);
}

GHashTable *
tertius_decisions_list_subjects(const GPtrArray *decisions)
{
	GHashTable *subjects = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < decisions->len; i++) {
		const TertiusDecision *decision = decisions->pdata[i];

		g_hash_table_add(subjects, decision->subject);
	}
	return subjects;
}

const TertiusDecision *
tertius_decisions_find(const GPtrArray *decisions, TertiusDecisionKind kind,
                       const char *subject)
{
	for (guint i = decisions->len; i > 0; i--) {
		const TertiusDecision *decision = decisions->pdata[i - 1];

		if (decision->kind == kind &&
		    strcmp(decision->subject, subject) == 0)
			return decision;
	}
	return NULL;
}

const char *
tertius_decision_kind_name(TertiusDecisionKind kind)
{
	g_assert(kind < TERTIUS_DECISION_N_KINDS);
	return kind_names[kind];
}

gboolean
tertius_decision_kind_from_name(const char *name, TertiusDecisionKind *kind)
{
	for (guint i = 0; i < TERTIUS_DECISION_N_KINDS; i++) {
		if (strcmp(kind_names[i], name) == 0) {
			*kind = (TertiusDecisionKind) i;
			return TRUE;
		}
	}
	return FALSE;
}
