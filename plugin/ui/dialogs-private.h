/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What small windows are made of.
 */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

#define TERTIUS_DIALOG_SPACE 12

/* An empty one, closed with the others; never modal. */
GtkWidget *tertius_dialog_new(GtkWindow *above, const char *title);
/* An answer may come after it was closed. */
gboolean tertius_dialog_is_open(GtkWidget *dialog);
GtkBox *tertius_dialog_get_content(GtkWidget *dialog);
/* @style: a class of the theme, or NULL. */
GtkWidget *tertius_dialog_add_line(GtkBox *box, const char *text,
                                   const char *style);
void tertius_dialog_add_headline(GtkBox *box, const char *text);
/* Buttons for days, which put what they mean into the entry that is returned;
 * where its "dialog" is set, they answer that with OK too. */
GtkWidget *tertius_dialog_add_moment(GtkBox *box);
/* A text of a JSON object, "" when it has none. */
const char *tertius_dialog_text(JsonObject *object, const char *name);
