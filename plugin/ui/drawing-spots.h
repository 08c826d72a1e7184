/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What in a picture leads somewhere. A large graph has thousands, so that they
 * are taken, and given back, by a thread.
 */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

/* A mark, or the line of an introduction, in the picture's own units. */
typedef struct {
	GArray *points; /* double: x, y, x, y, … */
	double radius;
	char *words, *address, *introduction; /* "" for none */
} TertiusSpot;

/* An array of them, to be dropped. */
GArray *tertius_spots_new(void);
void tertius_spots_drop(GArray *spots);

/* Takes those of an answer; @done steals the array from the task that is
 * returned, which is only to be compared. */
gconstpointer tertius_spots_take(gpointer source, JsonArray *list,
                                 GAsyncReadyCallback done);

/* The one at @x, @y, or nearer than @reach; NULL: none. Marks come first, as they
 * lie on the lines. */
const TertiusSpot *tertius_spots_find(const GArray *spots, double x, double y,
                                      double reach);

/* Where the middle of one is. */
void tertius_spot_find_middle(const TertiusSpot *spot, double *x, double *y);
