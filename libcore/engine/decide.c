/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeping what the person decides.
 */
#include "engine/calendar-private.h"
#include "engine/engine-private.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A boundary that would not be understood later is refused now. */
static gboolean
check_boundary(TertiusEngine *engine, const char *text, GError **error)
{
	g_auto(TertiusBoundaryRule) rule = { .kind = TERTIUS_BOUNDARY_N };

	if (tertius_boundary_rule_parse(
		    text, tertius_working_time_get_zone(engine->hours), &rule))
		return TRUE;
	g_set_error(
		error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		_("'%s' is no boundary; there are no-asks, no-work, 'until "
	          "2026-09-01', 'address dana@example.org', 'not' before one "
	          "of them, and none; free words are a note"),
		text);
	return FALSE;
}

static gboolean
check(TertiusEngine *engine, TertiusDecisionKind kind, const char *argument,
      GError **error)
{
	const char *text = argument != NULL ? argument : "";

	if (kind == TERTIUS_DECISION_BOUNDARY)
		return check_boundary(engine, text, error);
	if ((kind == TERTIUS_DECISION_MERGE ||
	     kind == TERTIUS_DECISION_SPLIT) &&
	    strchr(text, '@') == NULL) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            _("'%s' is no address"), text);
		return FALSE;
	}
	return TRUE;
}

gboolean
tertius_engine_decide(TertiusEngine *engine, TertiusDecisionKind kind,
                      const char *subject, const char *argument, GError **error)
{
	g_autoptr(TertiusDecision) decision =
		tertius_decision_new(kind, subject, argument, engine->now);

	if (!check(engine, kind, argument, error))
		return FALSE;
	if (!tertius_ledger_decide(engine->ledger, decision, error))
		return FALSE;
	tertius_engine_outdate_conclusions(engine, NULL);
	engine->has_changed = TRUE;
	return TRUE;
}

/* --- Taking back --------------------------------------------------------- */

static gint64
recall_number(TertiusEngine *engine, const char *key)
{
	g_autofree char *text = tertius_ledger_recall(engine->ledger, key);

	return text != NULL ? g_ascii_strtoll(text, NULL, 10) : 0;
}

gint64
tertius_engine_count_undone(TertiusEngine *engine)
{
	return recall_number(engine, "undone");
}

gint64
tertius_engine_when_undone(TertiusEngine *engine, const char *subject)
{
	g_autofree char *key = g_strconcat("undone ", subject, NULL);

	return recall_number(engine, key);
}

/* Calendars must be able to see that the user did something. Not to know it is
 * no reason to refuse. */
static void
note_undone(TertiusEngine *engine, const char *subject)
{
	g_autofree char *key = g_strconcat("undone ", subject, NULL);
	g_autofree char *number = g_strdup_printf(
		"%" G_GINT64_FORMAT, tertius_engine_count_undone(engine) + 1);

	(void) tertius_ledger_note(engine->ledger, "undone", number, NULL);
	(void) tertius_ledger_note(engine->ledger, key, number, NULL);
}

TertiusDecision *
tertius_engine_undo(TertiusEngine *engine, GError **error)
{
	TertiusDecision *decision = tertius_ledger_undo(engine->ledger, error);

	if (decision != NULL) {
		note_undone(engine, decision->subject);
		tertius_engine_outdate_conclusions(engine, NULL);
		engine->has_changed = TRUE;
	}
	return decision;
}

/* --- Moments in words ---------------------------------------------------- */

static GDateTime *
add_span(GDateTime *now, gint64 number, const char *unit)
{
	if (number < 1 || number > 3650)
		return NULL;
	if (strcmp(unit, "d") == 0)
		return g_date_time_add_days(now, (int) number);
	if (strcmp(unit, "w") == 0)
		return g_date_time_add_weeks(now, (int) number);
	if (strcmp(unit, "m") == 0)
		return g_date_time_add_months(now, (int) number);
	return NULL;
}

static GDateTime *
parse_weekday(GDateTime *now, const char *text)
{
	static const char *const names[] = { "monday",   "tuesday", "wednesday",
		                             "thursday", "friday",  "saturday",
		                             "sunday" };

	for (int i = 0; i < (int) G_N_ELEMENTS(names); i++) {
		int days = i + 1 - g_date_time_get_day_of_week(now);

		if (g_ascii_strcasecmp(names[i], text) == 0)
			return g_date_time_add_days(now,
			                            days > 0 ? days : days + 7);
	}
	return NULL;
}

static GDateTime *
parse_words(GDateTime *now, const char *text)
{
	char *unit = NULL;
	gint64 number = g_ascii_strtoll(text, &unit, 10);

	if (g_ascii_strcasecmp(text, "tomorrow") == 0)
		return g_date_time_add_days(now, 1);
	if (unit != text)
		return add_span(now, number, unit);
	return parse_weekday(now, text);
}

static GDateTime *
parse_date(const char *text, GTimeZone *zone, gboolean *has_hour)
{
	g_autofree char *whole = strchr(text, 'T') != NULL
	                                 ? g_strdup(text)
	                                 : g_strconcat(text, "T00:00", NULL);
	g_autofree char *full = strlen(whole) == strlen("2026-12-24T09:00")
	                                ? g_strconcat(whole, ":00", NULL)
	                                : g_strdup(whole);

	*has_hour = strchr(text, 'T') != NULL;
	return g_date_time_new_from_iso8601(full, zone);
}

gint64
tertius_engine_parse_moment(TertiusEngine *engine, const char *text,
                            GError **error)
{
	GTimeZone *zone = tertius_working_time_get_zone(engine->hours);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(engine->now);
	g_autoptr(GDateTime) now = g_date_time_to_timezone(utc, zone);
	gboolean has_hour = FALSE;
	g_autoptr(GDateTime) moment = parse_words(now, text);
	g_autoptr(GDateTime) day = NULL;

	if (moment == NULL)
		moment = parse_date(text, zone, &has_hour);
	if (moment == NULL) {
		g_set_error(
			error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
			_("'%s' is no time; write tomorrow, friday, 3d, 2w, "
		          "1m or 2026-12-24"),
			text);
		return 0;
	}
	if (has_hour && g_date_time_to_unix(moment) > engine->now)
		return g_date_time_to_unix(moment);
	day = g_date_time_new(zone, g_date_time_get_year(moment),
	                      g_date_time_get_month(moment),
	                      g_date_time_get_day_of_month(moment), 0, 0, 0);
	if (day == NULL || g_date_time_to_unix(day) <= engine->now) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            _("'%s' is not ahead of us"), text);
		return 0;
	}
	return tertius_working_time_next(engine->hours,
	                                 g_date_time_to_unix(day));
}
