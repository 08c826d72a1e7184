/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plots: series drawn. Each says in its description what it shows, in
 * numbers, for those who hear it. @name: as in tertius_svg_new.
 */
#pragma once

#include "picture/series.h"
#include "picture/svg.h"

/* A row of columns for each thing, one below the other: small numbers stay to
 * be seen beside large ones. */
TertiusSvg *tertius_plot_year(const TertiusSeries *series, const char *name);
/* Columns of which each is made of all things of @series; below them a row for
 * each of @reach. */
TertiusSvg *tertius_plot_origin(const TertiusSeries *series,
                                const TertiusSeries *reach, const char *name);
/* What went to and fro, and when in the week. */
TertiusSvg *tertius_plot_balance(const TertiusBalance *balance,
                                 const char *name);
/* Every contact of a year on a line, and the gaps between. */
TertiusSvg *tertius_plot_rhythm(const TertiusRhythm *rhythm, const char *name,
                                GTimeZone *zone);
