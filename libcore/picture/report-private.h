/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the page and its lists share.
 */
#pragma once

#include "picture/graph.h"
#include "picture/report.h"

/* Each appends the rows of a list; returns how many. */
guint tertius_report_append_due(GString *html, const TertiusReport *report,
                                gboolean is_due_now);
guint tertius_report_append_introductions(GString *html,
                                          const TertiusReport *report);
guint tertius_report_append_people(GString *html, const TertiusReport *report,
                                   const TertiusGraph *graph);

/* Whether the page tells of it at all. */
gboolean tertius_report_shows(const TertiusReport *report,
                              const TertiusIntroduction *introduction);
