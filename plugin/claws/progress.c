/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far reading is, in the status bar, with a button that stops it; and
 * whether the user works just now.
 */
#include "claws/arrivals.h"

#include <glib/gi18n-lib.h>

#include <main.h>
#include <mainwindow.h>

/* After the last key or click, so long nothing is read. */
#define AWAY_MICROSECONDS ((gint64) 2 * G_USEC_PER_SEC)
/* Less than this is read before anybody has seen that it is. */
#define SHOWN_LEAST       50
/* Written anew when so much has changed. */
#define SHOWN_STEP        20

static const char *const touches[] = { "key-press-event", "button-press-event",
	                               "scroll-event" };

static struct {
	GtkWidget *box, *label, *button;
	gulong hooks[G_N_ELEMENTS(touches)];
	gint64 touched; /* monotonic */
	guint shown;
	char *trouble;
} progress;

/* --- Whether the user works ---------------------------------------------- */

static gboolean
on_touch(GSignalInvocationHint *hint, guint n, const GValue *values,
         gpointer data)
{
	(void) hint;
	(void) n;
	(void) values;
	(void) data;
	progress.touched = g_get_monotonic_time();
	return TRUE;
}

gboolean
tertius_progress_is_user_away(void)
{
	return g_get_monotonic_time() - progress.touched > AWAY_MICROSECONDS;
}

/* --- The line ------------------------------------------------------------ */

static void
on_stop(GtkButton *button, gpointer data)
{
	(void) button;
	(void) data;
	tertius_arrivals_set_paused(TRUE);
	tertius_choices_set_paused(TRUE);
}

static gboolean
need_box(void)
{
	MainWindow *window = mainwindow_get_mainwindow();

	if (progress.box != NULL)
		return TRUE;
	if (window == NULL || window->hbox_stat == NULL || claws_is_exiting())
		return FALSE;
	progress.box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
	progress.label = gtk_label_new(NULL);
	gtk_label_set_ellipsize(GTK_LABEL(progress.label), PANGO_ELLIPSIZE_END);
	gtk_label_set_max_width_chars(GTK_LABEL(progress.label), 120);
	progress.button = gtk_button_new_with_label(_("Stop"));
	gtk_button_set_relief(GTK_BUTTON(progress.button), GTK_RELIEF_NONE);
	gtk_widget_set_tooltip_text(
		progress.button,
		_("Tertius reads no mail until you let it go on in the menu "
	          "Tools, Tertius"));
	(void) g_signal_connect(progress.button, "clicked", G_CALLBACK(on_stop),
	                        NULL);
	(void) g_signal_connect(progress.box, "destroy",
	                        G_CALLBACK(gtk_widget_destroyed),
	                        &progress.box);
	gtk_box_pack_start(GTK_BOX(progress.box), progress.label, FALSE, FALSE,
	                   0);
	gtk_box_pack_start(GTK_BOX(progress.box), progress.button, FALSE, FALSE,
	                   0);
	gtk_widget_show_all(progress.box);
	gtk_widget_set_no_show_all(progress.box, TRUE);
	gtk_box_pack_end(GTK_BOX(window->hbox_stat), progress.box, FALSE, FALSE,
	                 6);
	return TRUE;
}

static void
write_line(void)
{
	g_autofree char *text = NULL;
	gboolean is_reading = progress.shown >= SHOWN_LEAST;

	if (!is_reading && progress.trouble == NULL && progress.box == NULL)
		return;
	if (!need_box())
		return;
	if (progress.trouble != NULL)
		text = g_strdup_printf(_("Tertius waits: %s"),
		                       progress.trouble);
	else
		text = g_strdup_printf(_("Tertius reads: %u messages to go"),
		                       progress.shown);
	gtk_label_set_text(GTK_LABEL(progress.label), text);
	gtk_widget_set_tooltip_text(progress.label, progress.trouble);
	gtk_widget_set_visible(progress.button, is_reading);
	gtk_widget_set_visible(progress.box,
	                       is_reading || progress.trouble != NULL);
}

void
tertius_progress_show(guint left)
{
	guint before = progress.shown;
	gboolean is_near = left > before ? left - before < SHOWN_STEP
	                                 : before - left < SHOWN_STEP;

	if (tertius_arrivals_is_paused())
		left = 0;
	if (left != 0 && is_near)
		return;
	progress.shown = left;
	if (before != left)
		write_line();
}

void
tertius_progress_set_trouble(const GError *error)
{
	const char *message = error != NULL ? error->message : NULL;

	if (g_strcmp0(message, progress.trouble) == 0)
		return;
	g_free(progress.trouble);
	progress.trouble = g_strdup(message);
	write_line();
}

void
tertius_progress_start(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(touches); i++)
		progress.hooks[i] = g_signal_add_emission_hook(
			g_signal_lookup(touches[i], GTK_TYPE_WIDGET), 0,
			on_touch, NULL, NULL);
}

void
tertius_progress_stop(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(touches); i++) {
		if (progress.hooks[i] != 0)
			g_signal_remove_emission_hook(
				g_signal_lookup(touches[i], GTK_TYPE_WIDGET),
				progress.hooks[i]);
		progress.hooks[i] = 0;
	}
	if (progress.box != NULL && !claws_is_exiting())
		gtk_widget_destroy(progress.box);
	progress.box = NULL;
	progress.shown = 0;
	progress.touched = 0;
	g_clear_pointer(&progress.trouble, g_free);
}
