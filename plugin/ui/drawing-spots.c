/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What in a picture leads somewhere.
 */
#include "ui/drawing-spots.h"

#include <math.h>

static void
clear_spot(gpointer data)
{
	TertiusSpot *spot = data;

	g_array_unref(spot->points);
	g_free(spot->words);
	g_free(spot->address);
	g_free(spot->introduction);
}

GArray *
tertius_spots_new(void)
{
	GArray *spots = g_array_new(FALSE, FALSE, sizeof(TertiusSpot));

	g_array_set_clear_func(spots, clear_spot);
	return spots;
}

static void
free_spots(gpointer spots)
{
	g_array_unref(spots);
}

static void
drop_in_thread(GTask *task, gpointer source, gpointer data,
               GCancellable *cancellable)
{
	(void) source;
	(void) data;
	(void) cancellable;
	g_task_set_task_data(task, NULL, NULL);
	g_task_return_boolean(task, TRUE);
}

/* To give back thousands takes its time, too. */
void
tertius_spots_drop(GArray *spots)
{
	g_autoptr(GTask) task = g_task_new(NULL, NULL, NULL, NULL);

	g_task_set_task_data(task, spots, free_spots);
	g_task_run_in_thread(task, drop_in_thread);
}

/* --- Taking them --------------------------------------------------------- */

static char *
dup_member(JsonObject *object, const char *name)
{
	const char *text =
		json_object_get_string_member_with_default(object, name, NULL);

	return g_strdup(text != NULL ? text : "");
}

static void
take_spot(GArray *spots, JsonObject *one)
{
	JsonArray *points = json_object_get_array_member(one, "points");
	const TertiusSpot spot = {
		.points = g_array_new(FALSE, FALSE, sizeof(double)),
		.radius = json_object_get_double_member(one, "radius"),
		.words = dup_member(one, "words"),
		.address = dup_member(one, "address"),
		.introduction = dup_member(one, "introduction"),
	};

	for (guint i = 0; i < json_array_get_length(points); i++) {
		double number = json_array_get_double_element(points, i);

		g_array_append_val(spot.points, number);
	}
	g_array_append_val(spots, spot);
}

/* A graph has thousands; it may be the last that holds on to @data. */
static void
take_in_thread(GTask *task, gpointer source, gpointer data,
               GCancellable *cancellable)
{
	JsonArray *list = data;
	GArray *spots = tertius_spots_new();

	(void) source;
	(void) cancellable;
	for (guint i = 0; i < json_array_get_length(list); i++)
		take_spot(spots, json_array_get_object_element(list, i));
	json_array_unref(list);
	g_task_return_pointer(task, spots, free_spots);
}

gconstpointer
tertius_spots_take(gpointer source, JsonArray *list, GAsyncReadyCallback done)
{
	g_autoptr(GTask) task = g_task_new(source, NULL, done, NULL);

	g_task_set_task_data(task, json_array_ref(list), NULL);
	g_task_run_in_thread(task, take_in_thread);
	return task;
}

/* --- Finding one --------------------------------------------------------- */

/* From @x, @y to the line between two points, which may be one. */
static double
get_distance(const double *from, const double *to, double x, double y)
{
	double right = to[0] - from[0];
	double down = to[1] - from[1];
	double square = right * right + down * down;
	double part = square > 0
	                      ? ((x - from[0]) * right + (y - from[1]) * down) /
	                                square
	                      : 0;

	part = CLAMP(part, 0, 1);
	return hypot(from[0] + part * right - x, from[1] + part * down - y);
}

static gboolean
is_on(const TertiusSpot *spot, double x, double y, double reach)
{
	const double *points = &g_array_index(spot->points, double, 0);
	gsize n = spot->points->len / 2;

	for (gsize i = 0; i < n; i++) {
		const double *to = points + 2 * MIN(i + 1, n - 1);

		if (get_distance(points + 2 * i, to, x, y) <= reach)
			return TRUE;
	}
	return FALSE;
}

const TertiusSpot *
tertius_spots_find(const GArray *spots, double x, double y, double reach)
{
	for (guint i = 0; i < spots->len; i++) {
		const TertiusSpot *spot = &g_array_index(spots, TertiusSpot, i);

		if (is_on(spot, x, y, MAX(spot->radius, reach)))
			return spot;
	}
	return NULL;
}

void
tertius_spot_find_middle(const TertiusSpot *spot, double *x, double *y)
{
	guint middle = spot->points->len / 4 * 2;

	*x = *y = 0;
	if (middle + 1 >= spot->points->len)
		return;
	*x = g_array_index(spot->points, double, middle);
	*y = g_array_index(spot->points, double, middle + 1);
}
