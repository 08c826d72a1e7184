/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers over time.
 */
#include "picture/series-private.h"

#include <glib/gi18n-lib.h>

#include "picture/words.h"

TertiusSeries *
tertius_series_new(void)
{
	TertiusSeries *series = g_new(TertiusSeries, 1);

	series->periods = g_ptr_array_new_with_free_func(g_free);
	series->ticks = g_ptr_array_new_with_free_func(g_free);
	series->names = g_ptr_array_new_with_free_func(g_free);
	series->counts = g_array_new(FALSE, TRUE, sizeof(guint));
	return series;
}

void
tertius_series_free(TertiusSeries *series)
{
	if (series == NULL)
		return;
	g_ptr_array_unref(series->periods);
	g_ptr_array_unref(series->ticks);
	g_ptr_array_unref(series->names);
	g_array_unref(series->counts);
	g_free(series);
}

guint
tertius_series_count(const TertiusSeries *series, guint name, guint period)
{
	g_assert(name < series->names->len && period < series->periods->len);
	return g_array_index(series->counts, guint,
	                     name * series->periods->len + period);
}

guint
tertius_series_total(const TertiusSeries *series, guint name)
{
	guint total = 0;

	for (guint i = 0; i < series->periods->len; i++)
		total += tertius_series_count(series, name, i);
	return total;
}

/* --- Time ---------------------------------------------------------------- */

TertiusSpan *
tertius_span_new(GDateTime *last, gint unit, guint n)
{
	TertiusSpan *span = g_new(TertiusSpan, 1);

	span->starts = g_ptr_array_new_with_free_func(
		(GDestroyNotify) g_date_time_unref);
	for (guint i = 0; i <= n; i++) {
		gint back = (gint) n - 1 - (gint) i;

		g_ptr_array_add(
			span->starts,
			unit == TERTIUS_SPAN_WEEKS
				? g_date_time_add_weeks(last, -back)
				: g_date_time_add_months(last, -back * unit));
	}
	return span;
}

void
tertius_span_free(TertiusSpan *span)
{
	g_ptr_array_unref(span->starts);
	g_free(span);
}

guint
tertius_span_find(const TertiusSpan *span, gint64 moment)
{
	guint low = 0;
	guint high = span->starts->len - 1;

	if (moment < tertius_span_start(span, 0) ||
	    moment >= tertius_span_start(span, high))
		return TERTIUS_NOBODY;
	while (high - low > 1) {
		guint middle = (low + high) / 2;

		if (tertius_span_start(span, middle) <= moment)
			low = middle;
		else
			high = middle;
	}
	return low;
}

gint64
tertius_span_start(const TertiusSpan *span, guint period)
{
	return g_date_time_to_unix(span->starts->pdata[period]);
}

/* The local midnight that begins the day of @moment. */
static GDateTime *
midnight_of(gint64 moment, GTimeZone *zone, gint day)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(moment);
	g_autoptr(GDateTime) local = NULL;

	if (utc != NULL)
		local = g_date_time_to_timezone(utc, zone);
	if (local == NULL)
		return g_date_time_new_from_unix_utc(0);
	return g_date_time_new(
		zone, g_date_time_get_year(local), g_date_time_get_month(local),
		day > 0 ? day : g_date_time_get_day_of_month(local), 0, 0, 0);
}

TertiusSpan *
tertius_span_new_weeks(gint64 now, GTimeZone *zone, guint n)
{
	g_autoptr(GDateTime) day = midnight_of(now, zone, 0);
	g_autoptr(GDateTime) monday =
		g_date_time_add_days(day, 1 - g_date_time_get_day_of_week(day));

	return tertius_span_new(monday, TERTIUS_SPAN_WEEKS, n);
}

TertiusSpan *
tertius_span_new_months(gint64 now, GTimeZone *zone, gint months, guint n)
{
	g_autoptr(GDateTime) first = midnight_of(now, zone, 1);
	gint month = g_date_time_get_month(first) - 1;
	g_autoptr(GDateTime) start =
		g_date_time_add_months(first, -(month % months));

	return tertius_span_new(start, months, n);
}

/* --- Filling ------------------------------------------------------------- */

void
tertius_series_set_periods(TertiusSeries *series, const TertiusSpan *span,
                           const char *period_format, const char *tick_format)
{
	gint month = 0;

	for (guint i = 0; i + 1 < span->starts->len; i++) {
		GDateTime *start = span->starts->pdata[i];
		/* The month that a year began in ends too soon for a tick. */
		gboolean turns = g_date_time_get_month(start) != month &&
		                 g_date_time_get_day_of_month(start) <= 7;

		month = g_date_time_get_month(start);
		g_ptr_array_add(series->periods,
		                g_date_time_format(start, period_format));
		g_ptr_array_add(series->ticks,
		                turns ? g_date_time_format(start, tick_format)
		                      : g_strdup(""));
	}
}

guint
tertius_series_add_name(TertiusSeries *series, const char *name)
{
	g_ptr_array_add(series->names, g_strdup(name));
	g_array_set_size(series->counts,
	                 series->names->len * series->periods->len);
	return series->names->len - 1;
}

void
tertius_series_tally(TertiusSeries *series, const TertiusSpan *span, guint name,
                     gint64 moment)
{
	guint period =
		moment != 0 ? tertius_span_find(span, moment) : TERTIUS_NOBODY;

	if (period != TERTIUS_NOBODY)
		g_array_index(series->counts, guint,
		              name * series->periods->len + period)++;
}

TertiusSeries *
tertius_series_year(const GPtrArray *introductions, const GPtrArray *reminders,
                    gint64 now, GTimeZone *zone)
{
	TertiusSeries *series = tertius_series_new();
	g_autoptr(TertiusSpan) span =
		tertius_span_new_weeks(now, zone, TERTIUS_SERIES_WEEKS);
	guint made, thanks, check_ins;

	tertius_series_set_periods(series, span, _("week of %-d %B %Y"), "%b");
	made = tertius_series_add_name(series, _("Introductions"));
	thanks = tertius_series_add_name(series, _("Thanks"));
	check_ins = tertius_series_add_name(series, _("Check-ins"));
	for (guint i = 0; i < introductions->len; i++) {
		const TertiusIntroduction *introduction =
			introductions->pdata[i];

		if (introduction->level != TERTIUS_LEVEL_LIKELY ||
		    introduction->state == TERTIUS_STATE_DISMISSED)
			continue;
		tertius_series_tally(series, span, made, introduction->date);
		tertius_series_tally(series, span, thanks,
		                     introduction->thanked_introducer);
		if (introduction->thanked_newcomer !=
		    introduction->thanked_introducer)
			tertius_series_tally(series, span, thanks,
			                     introduction->thanked_newcomer);
	}
	for (guint i = 0; i < reminders->len; i++) {
		const TertiusReminder *reminder = reminders->pdata[i];

		if (reminder->kind == TERTIUS_REMINDER_CHECK_IN &&
		    reminder->state == TERTIUS_REMINDER_DONE)
			tertius_series_tally(series, span, check_ins,
			                     reminder->closed);
	}
	return series;
}

/* --- Origin -------------------------------------------------------------- */

static void
add_quarter(TertiusSeries *series, gint64 moment, GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(moment);
	g_autoptr(GDateTime) start = g_date_time_to_timezone(utc, zone);
	int quarter = (g_date_time_get_month(start) + 2) / 3;
	int year = g_date_time_get_year(start);

	/* Translators: first the quarter, then the year. */
	g_ptr_array_add(series->periods,
	                g_strdup_printf(_("quarter %d of %d"), quarter, year));
	g_ptr_array_add(series->ticks,
	                g_strdup_printf(_("Q%d %d"), quarter, year));
}

static TertiusSeries *
begin_quarters(const GPtrArray *quarters, GTimeZone *zone)
{
	TertiusSeries *series = tertius_series_new();

	for (guint i = 0; i < quarters->len; i++) {
		const TertiusQuarter *quarter = quarters->pdata[i];

		add_quarter(series, quarter->start, zone);
	}
	return series;
}

TertiusSeries *
tertius_series_origin(const GPtrArray *quarters, GTimeZone *zone)
{
	static const struct {
		TertiusOrigin origin;
		const char *name;
	} origins[] = {
		{ TERTIUS_ORIGIN_FRIEND, N_("Through friends") },
		{ TERTIUS_ORIGIN_EVENT, N_("At events") },
		{ TERTIUS_ORIGIN_I_WROTE, N_("I wrote first") },
		{ TERTIUS_ORIGIN_THEY_WROTE, N_("They wrote first") },
	};
	TertiusSeries *series = begin_quarters(quarters, zone);

	for (guint i = 0; i < G_N_ELEMENTS(origins); i++) {
		guint name =
			tertius_series_add_name(series, _(origins[i].name));

		for (guint j = 0; j < quarters->len; j++) {
			const TertiusQuarter *quarter = quarters->pdata[j];

			g_array_index(series->counts, guint,
			              name * quarters->len + j) =
				quarter->by_origin[origins[i].origin];
		}
	}
	return series;
}

TertiusSeries *
tertius_series_reach(const GPtrArray *quarters, GTimeZone *zone)
{
	TertiusSeries *series = begin_quarters(quarters, zone);
	guint organisations =
		tertius_series_add_name(series, _("New organisations"));
	guint known = tertius_series_add_name(series, _("People you know"));

	for (guint i = 0; i < quarters->len; i++) {
		const TertiusQuarter *quarter = quarters->pdata[i];

		g_array_index(series->counts, guint,
		              organisations * quarters->len + i) =
			quarter->organisations;
		g_array_index(series->counts, guint,
		              known * quarters->len + i) = quarter->known;
	}
	return series;
}
