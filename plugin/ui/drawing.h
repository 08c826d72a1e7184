/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A picture of the engine's, as wide as its place. It is drawn by a thread of
 * its own, as a large graph takes longer than a window may wait.
 */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

/* What a click on a mark, or on a line, leads to. */
typedef struct {
	void (*show_person)(const char *address);
	void (*show_introduction)(const char *id);
} TertiusDrawingHost;

/* @host must stay. */
GtkWidget *tertius_drawing_area_new(const TertiusDrawingHost *host);

/* Shows the answer to a "picture" request. */
void tertius_drawing_area_show(GtkWidget *area, JsonObject *answer);

/* Whether the theme is a dark one. */
gboolean tertius_drawing_area_is_dark(GtkWidget *area);
