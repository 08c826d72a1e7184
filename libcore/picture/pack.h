/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Circles packed side by side round the first, after W. Wang and others,
 * "Visualization of large hierarchical data by circle packing" (2006).
 */
#pragma once

#include <glib.h>

typedef struct {
	double radius; /* given, above 0 */
	double x, y;   /* found; the first is at 0, 0 */
	/* The front, a ring of the outermost circles; for the packing. */
	guint next, previous;
} TertiusDisc;

/* Sets x and y so that no two of @discs overlap. Each new circle looks along
 * the front, so n of one size take n times the root of n. */
void tertius_pack(TertiusDisc *discs, guint n);
