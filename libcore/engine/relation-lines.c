/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lists of a relation as lines.
 */
#include "engine/relation-sentences.h"

#include <glib/gi18n-lib.h>

#include "engine/dates.h"

/* A chain of who was whose introduction is told so far. */
#define CHAIN_MAX 20

static GPtrArray *
lines_new(void)
{
	return g_ptr_array_new_with_free_func(g_free);
}

char *
tertius_sentences_dup_every(const TertiusRelation *relation, gint64 now,
                            GTimeZone *zone)
{
	const TertiusCadence *cadence = &relation->cadence;
	g_autofree char *days = tertius_sentences_dup_days(cadence->days);
	g_autofree char *next =
		tertius_dates_dup_kind(cadence->next, now, zone);

	return g_strdup_printf(
		cadence->is_set
			? _("every %s, as you said; welcome from %s on")
			: _("every %s, as it goes between you; welcome from "
	                    "%s on"),
		days, next);
}

static char *
dup_name(const TertiusConclusions *all, guint person)
{
	g_autoptr(TertiusPerson) record =
		tertius_history_dup_person(all->history, person);

	return tertius_person_dup_full_name(record);
}

char *
tertius_sentences_dup_chain(const TertiusConclusions *all,
                            const TertiusRelation *relation)
{
	GString *chain = g_string_new("");
	const TertiusRelation *one = relation;

	for (guint i = 0;
	     i < CHAIN_MAX && one != NULL && one->introducer != TERTIUS_NOBODY;
	     i++) {
		g_autofree char *name = dup_name(all, one->introducer);

		if (i == 0)
			g_string_append(chain, name);
		else
			g_string_append_printf(
				chain, _(", whom you know through %s"), name);
		one = tertius_relations_get(all->relations, one->introducer);
	}
	return g_string_free(chain, chain->len == 0);
}

GPtrArray *
tertius_sentences_open(const TertiusRelation *relation, gint64 now,
                       GTimeZone *zone)
{
	GPtrArray *lines = lines_new();

	(void) now;
	(void) zone;
	for (guint i = 0; relation->open != NULL && i < relation->open->len;
	     i++) {
		const TertiusOpen *open = relation->open->pdata[i];
		const char *turn = open->rests     ? _("at rest")
		                   : open->is_mine ? _("yours")
		                                   : _("theirs");

		g_ptr_array_add(lines,
		                g_strdup_printf("%s: %s", turn, open->words));
	}
	return lines;
}

GPtrArray *
tertius_sentences_boundaries(const TertiusRelation *relation, gint64 now,
                             GTimeZone *zone)
{
	GPtrArray *lines = lines_new();

	for (guint i = 0;
	     relation->boundaries != NULL && i < relation->boundaries->len;
	     i++) {
		const TertiusBoundary *one = relation->boundaries->pdata[i];
		g_autofree char *until = NULL;

		if (one->until != 0 && one->until <= now)
			continue;
		until = tertius_dates_dup_kind(one->until, now, zone);
		if (one->kind == TERTIUS_BOUNDARY_NOT_BEFORE)
			g_ptr_array_add(
				lines,
				g_strdup_printf(_("Not before %s."), until));
		else if (one->kind == TERTIUS_BOUNDARY_ADDRESS)
			g_ptr_array_add(lines,
			                g_strdup_printf(_("They prefer %s."),
			                                one->about));
		else if (one->quote != NULL && *one->quote != '\0')
			g_ptr_array_add(lines,
			                g_strdup_printf("%s “%s”", one->because,
			                                one->quote));
		else
			g_ptr_array_add(lines, g_strdup(one->because));
	}
	return lines;
}

GPtrArray *
tertius_sentences_milestones(const TertiusRelation *relation,
                             gboolean gladdening, gint64 now, GTimeZone *zone)
{
	GPtrArray *lines = lines_new();

	for (guint i = 0;
	     relation->milestones != NULL && i < relation->milestones->len;
	     i++) {
		const TertiusMilestone *one = relation->milestones->pdata[i];
		g_autofree char *day =
			tertius_dates_dup_kind(one->date, now, zone);

		if (one->is_gladdening != gladdening)
			continue;
		g_ptr_array_add(lines,
		                g_strdup_printf(one->congratulated != 0
		                                        ? _("%s: “%s”; you "
		                                            "congratulated")
		                                        : _("%s: “%s”"),
		                                day, one->quote));
	}
	return lines;
}

GPtrArray *
tertius_sentences_merges(const TertiusConclusions *all,
                         const TertiusRelation *relation)
{
	GPtrArray *lines = lines_new();
	const GPtrArray *merges = all->relations->merges;

	for (guint i = 0; i < merges->len; i++) {
		const TertiusMerge *one = merges->pdata[i];
		guint first = tertius_history_find(all->history, one->address);
		guint second = tertius_history_find(all->history, one->other);

		if (first != relation->person && second != relation->person)
			continue;
		g_ptr_array_add(
			lines,
			g_strdup_printf(
				first == second ? _("with %s: %s")
						: _("perhaps with %s: %s Say "
		                                    "so with --merge."),
				second == relation->person && first != second
					? one->address
					: one->other,
				one->because));
	}
	return lines;
}
