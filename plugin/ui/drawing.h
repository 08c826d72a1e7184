/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A picture of the engine's, as wide as its place. It is drawn by a thread of
 * its own, as a large graph takes longer than a window may wait.
 */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

/* @clicked: on the mark of somebody. */
GtkWidget *tertius_drawing_area_new(void (*clicked)(const char *address));

/* Shows the answer to a "picture" request. */
void tertius_drawing_area_show(GtkWidget *area, JsonObject *answer);

/* Whether the theme is a dark one. */
gboolean tertius_drawing_area_is_dark(GtkWidget *area);
