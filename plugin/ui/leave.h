/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Windows that go: at once for whoever looks, and in steps for the main loop,
 * which all of it together would hold.
 */
#pragma once

#include <gtk/gtk.h>

/* Hides the window, takes @book in it apart, a page at a time, and destroys it.
 * One at a time: what was leaving is gone then. */
void tertius_leave_begin(GtkWidget *window, GtkNotebook *book);
/* Destroys at once what is leaving. */
void tertius_leave_end(void);
