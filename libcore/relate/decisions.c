/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the user said of people: the latest word of a kind holds; boundaries
 * add up until they are lifted; notes are all kept.
 */
#include "relate/relate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A muted person and a friend first are boundaries like others: the gate knows
 * one kind of thing. */
static void
set_said(TertiusRelation *relation, TertiusBoundaryKind kind,
         const TertiusDecision *decision, gboolean is_set)
{
	for (guint i = 0;
	     relation->boundaries != NULL && i < relation->boundaries->len;) {
		const TertiusBoundary *known = relation->boundaries->pdata[i];

		if (known->is_said &&
		    (kind == TERTIUS_BOUNDARY_N || known->kind == kind))
			g_ptr_array_remove_index(relation->boundaries, i);
		else
			i++;
	}
	if (is_set) {
		/* A decision holds from the beginning of time: the gate may be
		 * asked about a moment before it was made. */
		TertiusBoundary *boundary = tertius_boundary_new(kind, 0, 0);

		boundary->is_said = TRUE;
		boundary->source = g_strdup_printf("decision %" G_GINT64_FORMAT,
		                                   decision->number);
		tertius_relation_take_boundary(relation, boundary);
	}
}

static const char *
explain(TertiusBoundaryKind kind)
{
	static const char *const words[TERTIUS_BOUNDARY_N] = {
		[TERTIUS_BOUNDARY_MUTED] =
			N_("You want no reminders about them."),
		[TERTIUS_BOUNDARY_FRIEND_FIRST] =
			N_("A friend first: only friendly reminders."),
		[TERTIUS_BOUNDARY_NO_ASKS] =
			N_("They do not want to be asked for favours."),
		[TERTIUS_BOUNDARY_NO_WORK] =
			N_("They do not want to talk about work."),
		[TERTIUS_BOUNDARY_NOT_BEFORE] =
			N_("Not before the day that you said."),
		[TERTIUS_BOUNDARY_ADDRESS] = N_("They prefer another address."),
	};

	return words[kind] != NULL ? _(words[kind]) : "";
}

static TertiusBoundary *
get_last(TertiusRelation *relation)
{
	return relation->boundaries->pdata[relation->boundaries->len - 1];
}

static void
mark(TertiusRelation *relation, TertiusBoundaryKind kind,
     const TertiusDecision *decision)
{
	gboolean is_set = decision->argument[0] != '\0';

	set_said(relation, kind, decision, is_set);
	if (is_set)
		get_last(relation)->because = g_strdup(explain(kind));
}

static void
set_boundary(const TertiusRelating *relating, TertiusRelation *relation,
             const TertiusDecision *decision)
{
	g_auto(TertiusBoundaryRule) rule = { .kind = TERTIUS_BOUNDARY_N };
	TertiusBoundary *boundary;

	if (!tertius_boundary_rule_parse(
		    decision->argument,
		    tertius_working_time_get_zone(relating->hours), &rule))
		return;
	/* "none" lifts the rules, not what has an option of its own. */
	if (rule.kind == TERTIUS_BOUNDARY_N) {
		for (guint kind = TERTIUS_BOUNDARY_NO_ASKS;
		     kind <= TERTIUS_BOUNDARY_ADDRESS; kind++)
			set_said(relation, (TertiusBoundaryKind) kind, decision,
			         FALSE);
		return;
	}
	set_said(relation, rule.kind, decision, !rule.is_lifted);
	if (rule.is_lifted)
		return;
	boundary = get_last(relation);
	boundary->until = rule.until;
	boundary->about = g_steal_pointer(&rule.address);
	boundary->because = g_strdup(explain(rule.kind));
}

static void
set_cadence(TertiusRelation *relation, const TertiusDecision *decision)
{
	guint64 days = g_ascii_strtoull(decision->argument, NULL, 10);

	relation->cadence.is_set = days > 0;
	relation->cadence.days = (guint) MIN(days, 3650);
}

static void
add_note(TertiusRelation *relation, const TertiusDecision *decision)
{
	if (relation->notes == NULL)
		relation->notes = g_ptr_array_new_with_free_func(g_free);
	if (decision->argument[0] != '\0')
		g_ptr_array_add(relation->notes, g_strdup(decision->argument));
}

static void
obey(const TertiusRelating *relating, TertiusRelation *relation,
     const TertiusDecision *decision)
{
	gboolean is_set = decision->argument[0] != '\0';

	if (decision->kind == TERTIUS_DECISION_NOTE) {
		add_note(relation, decision);
	} else if (decision->kind == TERTIUS_DECISION_BOUNDARY) {
		set_boundary(relating, relation, decision);
	} else if (decision->kind == TERTIUS_DECISION_CADENCE) {
		set_cadence(relation, decision);
	} else if (decision->kind == TERTIUS_DECISION_MUTE) {
		relation->is_muted = is_set ? 1 : 0;
		mark(relation, TERTIUS_BOUNDARY_MUTED, decision);
	} else if (decision->kind == TERTIUS_DECISION_FRIEND_FIRST) {
		relation->is_friend_first = is_set ? 1 : 0;
		mark(relation, TERTIUS_BOUNDARY_FRIEND_FIRST, decision);
	}
}

void
tertius_relate_decisions(const TertiusRelating *relating)
{
	for (guint i = 0; i < relating->decisions->len; i++) {
		const TertiusDecision *decision = relating->decisions->pdata[i];
		TertiusRelation *relation;

		if (strchr(decision->subject, '@') == NULL)
			continue;
		relation = tertius_relate_with(
			relating, tertius_history_find(relating->history,
		                                       decision->subject));
		if (relation != NULL)
			obey(relating, relation, decision);
	}
}
