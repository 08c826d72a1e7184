/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of preferences: a widget for each setting. What it shows comes from
 * the engine, and goes back there as a whole.
 */
#pragma once

#include <gtk/gtk.h>

#include "engine/client.h"

typedef void (*TertiusFolderFunc)(const char *name, const char *label,
                                  guint depth, gpointer data);

/* What the mail client does for the page. */
typedef struct {
	/* Tells all folders that could be read, parents before children. */
	void (*each_folder)(TertiusFolderFunc func, gpointer data);
	/* Of the calendar, in the client's own store. */
	gboolean (*has_password)(void);
	void (*keep_password)(const char *password);
	/* Whether the client has a calendar of its own. */
	gboolean (*has_calendar)(void);
	void (*saved)(void);
	void (*changed)(void); /* somebody was forgotten */
} TertiusPreferencesHost;

/* @host must stay. */
GtkWidget *tertius_preferences_new(TertiusClient *client,
                                   const TertiusPreferencesHost *host);

/* Sends what was changed; a value that is refused is told in a window. */
void tertius_preferences_save(GtkWidget *widget);

/* The plugin goes while the page is open: nothing is left in it. */
void tertius_preferences_empty(GtkWidget *widget);
