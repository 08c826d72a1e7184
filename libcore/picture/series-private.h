/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What those share who count over time: a span cut into periods.
 */
#pragma once

#include "picture/series.h"

/* Periods of whole local weeks or months, one after the other. */
typedef struct {
	GPtrArray *starts; /* GDateTime: of each period, and the end */
} TertiusSpan;

#define TERTIUS_SPAN_WEEKS 0

/* @unit: SPAN_WEEKS, or a number of months. @last begins the last of @n. */
TertiusSpan *tertius_span_new(GDateTime *last, gint unit, guint n);
TertiusSpan *tertius_span_new_weeks(gint64 now, GTimeZone *zone, guint n);
TertiusSpan *tertius_span_new_months(gint64 now, GTimeZone *zone, gint months,
                                     guint n);
void tertius_span_free(TertiusSpan *span);
/* The period of @moment, or TERTIUS_NOBODY. */
guint tertius_span_find(const TertiusSpan *span, gint64 moment);
gint64 tertius_span_start(const TertiusSpan *span, guint period);

/* Names the periods; a tick stands where a new month begins. */
void tertius_series_set_periods(TertiusSeries *series, const TertiusSpan *span,
                                const char *period_format,
                                const char *tick_format);
/* After the periods. Returns its number. */
guint tertius_series_add_name(TertiusSeries *series, const char *name);
void tertius_series_tally(TertiusSeries *series, const TertiusSpan *span,
                          guint name, gint64 moment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusSpan, tertius_span_free)
