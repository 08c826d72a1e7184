/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests about people and occasions.
 */
#include "engine/serve-private.h"

#include "base/error.h"
#include "engine/dates.h"
#include "engine/engine-private.h"
#include "engine/relation-objects.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static GTimeZone *
get_zone(const TertiusServeRequest *request)
{
	return tertius_working_time_get_zone(request->engine->hours);
}

/* --- People --------------------------------------------------------------- */

static gboolean
matches(const TertiusConclusions *all, const TertiusRelation *relation,
        const char *search)
{
	const char *name = tertius_history_name(all->history, relation->person);
	g_autofree char *folded = NULL;

	if (search == NULL)
		return TRUE;
	folded = g_utf8_casefold(name != NULL ? name : "", -1);
	if (strstr(folded, search) != NULL)
		return TRUE;
	for (guint i = 0; i < relation->n_addresses; i++) {
		const TertiusContactAddress *one = &relation->addresses[i];

		if (strstr(one->address, search) != NULL)
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_my_turn(const TertiusRelation *relation)
{
	const TertiusOpen *turn = tertius_relation_get_turn(relation);

	return turn != NULL && turn->is_mine;
}

/* Those for whom it is my turn, or all others; the latest contact first. */
static void
add_people(const TertiusServeRequest *request, TertiusJson *answer,
           const TertiusConclusions *all, gboolean wants_mine,
           TertiusServeRows *rows)
{
	const char *text = tertius_serve_text(request, "search");
	gboolean wants_open = tertius_serve_boolean(request, "open");
	g_autofree char *search =
		text != NULL ? g_utf8_casefold(text, -1) : NULL;

	for (guint i = 0; i < all->relations->people->len; i++) {
		const TertiusRelation *relation =
			all->relations->people->pdata[i];

		if (is_my_turn(relation) != wants_mine ||
		    (wants_open && tertius_relation_get_turn(relation) == NULL))
			continue;
		if (!matches(all, relation, search) ||
		    !tertius_serve_rows_take(rows))
			continue;
		tertius_json_open(answer, NULL, '{');
		tertius_objects_relation(answer, all, relation,
		                         get_zone(request));
		tertius_json_close(answer);
	}
}

gboolean
tertius_serve_people(const TertiusServeRequest *request, TertiusJson *answer,
                     GError **error)
{
	const TertiusConclusions *all =
		tertius_engine_conclude(request->engine, error);
	TertiusServeRows rows = tertius_serve_rows(request);
	guint mine;

	if (all == NULL)
		return FALSE;
	tertius_json_open(answer, "people", '[');
	add_people(request, answer, all, TRUE, &rows);
	mine = rows.total;
	add_people(request, answer, all, FALSE, &rows);
	tertius_json_close(answer);
	tertius_json_integer(answer, "mine", mine);
	tertius_serve_rows_end(&rows, answer);
	return TRUE;
}

gboolean
tertius_serve_person(const TertiusServeRequest *request, TertiusJson *answer,
                     GError **error)
{
	const char *address = tertius_serve_need(request, "address", error);
	const TertiusConclusions *all;
	const TertiusRelation *relation;

	if (address == NULL)
		return FALSE;
	all = tertius_engine_conclude(request->engine, error);
	if (all == NULL)
		return FALSE;
	relation = tertius_relations_get(
		all->relations, tertius_history_find(all->history, address));
	if (relation == NULL) {
		tertius_json_null(answer, "person");
		return TRUE;
	}
	tertius_json_open(answer, "person", '{');
	tertius_objects_relation_whole(answer, all, relation,
	                               get_zone(request));
	tertius_json_close(answer);
	return TRUE;
}

/* --- Occasions ------------------------------------------------------------ */

/* They are kept by start: what is ahead forwards, then what was backwards. */
static void
add_occasions(const TertiusServeRequest *request, TertiusJson *answer,
              const TertiusConclusions *all)
{
	const GPtrArray *occasions = all->relations->occasions;
	TertiusServeRows rows = tertius_serve_rows(request);
	guint n = occasions->len;

	tertius_json_open(answer, "occasions", '[');
	for (guint i = 0; i < 2 * n; i++) {
		const TertiusOccasion *one =
			occasions->pdata[i < n ? i : 2 * n - 1 - i];

		if (one->is_ahead != (i < n) || !tertius_serve_rows_take(&rows))
			continue;
		tertius_json_open(answer, NULL, '{');
		tertius_objects_occasion(answer, all, one, get_zone(request));
		tertius_json_close(answer);
	}
	tertius_json_close(answer);
	tertius_serve_rows_end(&rows, answer);
}

static void
add_quiet(TertiusJson *answer, gint64 since, gint64 now, GTimeZone *zone)
{
	g_autofree char *day = tertius_dates_dup_kind(since, now, zone);
	g_autofree char *words = g_strdup_printf(_("No event since %s."), day);

	tertius_json_text(answer, "quiet", since != 0 ? words : NULL);
}

gboolean
tertius_serve_occasions(const TertiusServeRequest *request, TertiusJson *answer,
                        GError **error)
{
	const TertiusConclusions *all =
		tertius_engine_conclude(request->engine, error);
	const TertiusRelations *relations;

	if (all == NULL)
		return FALSE;
	relations = all->relations;
	add_occasions(request, answer, all);
	tertius_json_open(answer, "suggestions", '[');
	for (guint i = 0; i < relations->suggestions->len; i++) {
		tertius_json_open(answer, NULL, '{');
		tertius_objects_suggestion(answer, all,
		                           relations->suggestions->pdata[i],
		                           get_zone(request));
		tertius_json_close(answer);
	}
	tertius_json_close(answer);
	tertius_json_open(answer, "quarters", '[');
	for (guint i = 0; i < relations->quarters->len; i++) {
		tertius_json_open(answer, NULL, '{');
		tertius_objects_quarter(answer, relations->quarters->pdata[i],
		                        get_zone(request));
		tertius_json_close(answer);
	}
	tertius_json_close(answer);
	tertius_json_time(answer, "quiet_since", relations->quiet_since,
	                  get_zone(request));
	add_quiet(answer, relations->quiet_since, request->engine->now,
	          get_zone(request));
	return TRUE;
}
