/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report: one HTML page with everything in it. It needs no network and no
 * server, and allows none: its policy names the one script and the one
 * stylesheet by their hashes. Without the script it only cannot be searched.
 */
#pragma once

#include <glib.h>

#include "model/history.h"
#include "model/introduction.h"
#include "model/reminder.h"

/* What one page holds; of more, the latest. A browser shows 5,000
 * introductions in under a second (tests/live/report.t). */
#define TERTIUS_REPORT_INTRODUCTIONS_MAX 10000
#define TERTIUS_REPORT_REMINDERS_MAX     1000
/* People in their list, those first who brought most; the others are to be
 * found in the introductions. */
#define TERTIUS_REPORT_PEOPLE_MAX        1000
/* People of the graph in the page. */
#define TERTIUS_REPORT_DRAWN_MAX         400
/* Reasons and moves told of one introduction. */
#define TERTIUS_REPORT_REASONS_MAX       12

typedef struct {
	const TertiusHistory *history;  /* for the last contact; may be NULL */
	const GPtrArray *introductions; /* by date */
	const GPtrArray *reminders;
	const GPtrArray *pictures; /* char *: of tertius_svg_finish_inline */
	gint64 now;
	GTimeZone *zone;
	gboolean perhaps; /* the doubtful introductions too */
} TertiusReport;

/* Time: linear, but for sorting people. */
char *tertius_report_to_html(const TertiusReport *report);
