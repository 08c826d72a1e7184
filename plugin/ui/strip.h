/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The strip of the compose check: one remark at a time, calm, over the text. It
 * shows and asks; what then happens to the draft is the mail client's.
 */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

/* What the buttons ask for. Places are in characters. */
typedef struct {
	void (*send)(gpointer data);
	void (*show)(guint start, guint length, gpointer data);
	void (*replace)(guint start, guint length, const char *text,
	                gpointer data);
	void (*silence)(const char *rule, gpointer data);
} TertiusStripHost;

/* A hidden strip. @host must stay. */
GtkWidget *tertius_strip_new(const TertiusStripHost *host, gpointer data);

/* Shows @remarks, those of serve's `tact`; without any it hides. What the user
 * has closed stays closed, until there is something else to point out or it
 * @is_at_send. Takes a copy. */
void tertius_strip_fill(GtkWidget *bar, JsonArray *remarks,
                        gboolean is_at_send);
