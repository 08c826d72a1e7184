/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One setting, one widget.
 */
#include "ui/preferences-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/flow.h"

#define SPACE       TERTIUS_PREFERENCES_SPACE
#define DAY_MINUTES (24 * 60)
#define NAME        "tertius-name"

/* --- Numbers and clocks -------------------------------------------------- */

static gboolean
on_clock_output(GtkSpinButton *spin, gpointer data)
{
	int minutes = gtk_spin_button_get_value_as_int(spin);
	g_autofree char *text =
		g_strdup_printf("%02d:%02d", minutes / 60, minutes % 60);

	(void) data;
	if (strcmp(gtk_entry_get_text(GTK_ENTRY(spin)), text) != 0)
		gtk_entry_set_text(GTK_ENTRY(spin), text);
	return TRUE;
}

static gboolean
parse_clock(const char *text, double *minutes)
{
	g_auto(GStrv) parts = g_strsplit(text, ":", 2);
	gint64 hour = 0, minute = 0;

	if (parts[0] == NULL || parts[1] == NULL ||
	    !g_ascii_string_to_signed(g_strstrip(parts[0]), 10, 0, 23, &hour,
	                              NULL) ||
	    !g_ascii_string_to_signed(g_strstrip(parts[1]), 10, 0, 59, &minute,
	                              NULL))
		return FALSE;
	*minutes = (double) (hour * 60 + minute);
	return TRUE;
}

static int
on_clock_input(GtkSpinButton *spin, double *value, gpointer data)
{
	(void) data;
	return parse_clock(gtk_entry_get_text(GTK_ENTRY(spin)), value)
	               ? 1
	               : GTK_INPUT_ERROR;
}

static GtkWidget *
new_spin(const TertiusField *field)
{
	gboolean is_clock = field->kind == TERTIUS_FIELD_CLOCK;
	GtkWidget *spin = gtk_spin_button_new_with_range(
		is_clock ? 0 : field->least,
		is_clock ? DAY_MINUTES - 1 : field->most, is_clock ? 30 : 1);

	gtk_widget_set_halign(spin, GTK_ALIGN_START);
	gtk_entry_set_activates_default(GTK_ENTRY(spin), TRUE);
	if (!is_clock)
		return spin;
	gtk_spin_button_set_numeric(GTK_SPIN_BUTTON(spin), FALSE);
	gtk_entry_set_width_chars(GTK_ENTRY(spin), 5);
	(void) g_signal_connect(spin, "output", G_CALLBACK(on_clock_output),
	                        NULL);
	(void) g_signal_connect(spin, "input", G_CALLBACK(on_clock_input),
	                        NULL);
	return spin;
}

/* --- Boxes to tick ------------------------------------------------------- */

void
tertius_field_add_choice(GtkWidget *flow, const char *name, const char *title)
{
	GtkWidget *choice = gtk_check_button_new_with_label(title);

	g_object_set_data_full(G_OBJECT(choice), NAME, g_strdup(name), g_free);
	gtk_container_add(GTK_CONTAINER(flow), choice);
}

static GList *
get_boxes(GtkWidget *widget)
{
	return gtk_container_get_children(GTK_CONTAINER(widget));
}

static GtkWidget *
new_boxes(const TertiusField *field)
{
	return field->kind == TERTIUS_FIELD_SPARED
	               ? gtk_box_new(GTK_ORIENTATION_VERTICAL, 0)
	               : tertius_flow_new(TERTIUS_FLOW_EVEN, SPACE);
}

/* A week that begins on Monday: settings count so. */
static GtkWidget *
new_days(const TertiusField *field)
{
	GtkWidget *flow = new_boxes(field);

	for (int day = 1; day <= 7; day++) {
		g_autoptr(GDateTime) date =
			g_date_time_new_utc(2024, 1, day, 0, 0, 0);
		g_autofree char *title = g_date_time_format(date, "%a");
		char name[2] = { (char) ('0' + day), '\0' };

		tertius_field_add_choice(flow, name, title);
	}
	return flow;
}

static const char *
get_divider(const TertiusField *field)
{
	return field->kind == TERTIUS_FIELD_DAYS ? " " : ";";
}

static void
tick(const TertiusField *field, GtkWidget *widget, const char *text)
{
	g_auto(GStrv) names = g_strsplit(text, get_divider(field), -1);
	gboolean is_all = field->kind == TERTIUS_FIELD_CHOSEN && *text == '\0';
	GList *boxes = get_boxes(widget);

	for (GList *i = boxes; i != NULL; i = i->next) {
		const char *name = g_object_get_data(G_OBJECT(i->data), NAME);
		gboolean is_named =
			g_strv_contains((const char *const *) names, name);

		gtk_toggle_button_set_active(
			GTK_TOGGLE_BUTTON(i->data),
			is_all || is_named == (field->kind !=
		                               TERTIUS_FIELD_SPARED));
	}
	g_list_free(boxes);
}

static char *
dup_ticked(const TertiusField *field, GtkWidget *widget)
{
	gboolean wanted = field->kind != TERTIUS_FIELD_SPARED;
	GList *boxes = get_boxes(widget);
	GString *text = g_string_new("");
	gboolean is_all = TRUE;

	for (GList *i = boxes; i != NULL; i = i->next) {
		gboolean is_ticked = gtk_toggle_button_get_active(
			GTK_TOGGLE_BUTTON(i->data));

		is_all = is_all && is_ticked;
		if (is_ticked == wanted)
			g_string_append_printf(
				text, "%s%s",
				text->len > 0 ? get_divider(field) : "",
				(const char *) g_object_get_data(
					G_OBJECT(i->data), NAME));
	}
	g_list_free(boxes);
	if (is_all && field->kind == TERTIUS_FIELD_CHOSEN)
		g_string_truncate(text, 0);
	return g_string_free(text, FALSE);
}

/* --- One of some --------------------------------------------------------- */

static GtkWidget *
new_ring(void)
{
	static const struct {
		const char *id, *label;
	} choices[] = {
		{ "", N_("The calendar, where there is a server") },
		{ "tertius", N_("Tertius") },
		{ "calendar", N_("The calendar") },
		{ "both", N_("Both") },
	};
	GtkWidget *combo = gtk_combo_box_text_new();

	for (gsize i = 0; i < G_N_ELEMENTS(choices); i++)
		gtk_combo_box_text_append(GTK_COMBO_BOX_TEXT(combo),
		                          choices[i].id, _(choices[i].label));
	return combo;
}

static char *
dup_chosen(GtkWidget *widget)
{
	const char *id = gtk_combo_box_get_active_id(GTK_COMBO_BOX(widget));

	return g_strdup(id != NULL ? id : "");
}

/* --- All kinds ----------------------------------------------------------- */

static GtkWidget *
new_entry(void)
{
	GtkWidget *entry = gtk_entry_new();

	gtk_widget_set_hexpand(entry, TRUE);
	gtk_entry_set_activates_default(GTK_ENTRY(entry), TRUE);
	return entry;
}

GtkWidget *
tertius_field_new(const TertiusField *field)
{
	switch (field->kind) {
	case TERTIUS_FIELD_NUMBER:
	case TERTIUS_FIELD_CLOCK:
		return new_spin(field);
	case TERTIUS_FIELD_FLAG:
		return gtk_check_button_new_with_label(_(field->label));
	case TERTIUS_FIELD_DAYS:
		return new_days(field);
	case TERTIUS_FIELD_CHOSEN:
	case TERTIUS_FIELD_SPARED:
		return new_boxes(field);
	case TERTIUS_FIELD_RING:
		return new_ring();
	case TERTIUS_FIELD_TEXT:
	case TERTIUS_FIELD_SAVED:
	case TERTIUS_FIELD_FOLDER:
	case TERTIUS_FIELD_FILES:
		break;
	}
	return new_entry();
}

static gboolean
is_true(const char *text)
{
	return strcmp(text, "true") == 0 || strcmp(text, "yes") == 0;
}

void
tertius_field_set_text(const TertiusField *field, GtkWidget *widget,
                       const char *text)
{
	double minutes = 0;

	switch (field->kind) {
	case TERTIUS_FIELD_NUMBER:
		gtk_spin_button_set_value(GTK_SPIN_BUTTON(widget),
		                          g_ascii_strtod(text, NULL));
		break;
	case TERTIUS_FIELD_CLOCK:
		if (parse_clock(text, &minutes))
			gtk_spin_button_set_value(GTK_SPIN_BUTTON(widget),
			                          minutes);
		break;
	case TERTIUS_FIELD_FLAG:
		gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(widget),
		                             is_true(text));
		break;
	case TERTIUS_FIELD_RING:
		(void) gtk_combo_box_set_active_id(GTK_COMBO_BOX(widget), text);
		break;
	case TERTIUS_FIELD_TEXT:
	case TERTIUS_FIELD_SAVED:
	case TERTIUS_FIELD_FOLDER:
	case TERTIUS_FIELD_FILES:
		gtk_entry_set_text(GTK_ENTRY(widget), text);
		break;
	case TERTIUS_FIELD_DAYS:
	case TERTIUS_FIELD_CHOSEN:
	case TERTIUS_FIELD_SPARED:
		tick(field, widget, text);
		break;
	}
}

static char *
dup_spin(const TertiusField *field, GtkWidget *widget)
{
	int value;

	gtk_spin_button_update(GTK_SPIN_BUTTON(widget));
	value = gtk_spin_button_get_value_as_int(GTK_SPIN_BUTTON(widget));
	return field->kind == TERTIUS_FIELD_CLOCK
	               ? g_strdup_printf("%02d:%02d", value / 60, value % 60)
	               : g_strdup_printf("%d", value);
}

char *
tertius_field_dup_text(const TertiusField *field, GtkWidget *widget)
{
	switch (field->kind) {
	case TERTIUS_FIELD_NUMBER:
	case TERTIUS_FIELD_CLOCK:
		return dup_spin(field, widget);
	case TERTIUS_FIELD_FLAG:
		return g_strdup(
			gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(widget))
				? "true"
				: "false");
	case TERTIUS_FIELD_DAYS:
	case TERTIUS_FIELD_CHOSEN:
	case TERTIUS_FIELD_SPARED:
		return dup_ticked(field, widget);
	case TERTIUS_FIELD_RING:
		return dup_chosen(widget);
	case TERTIUS_FIELD_TEXT:
	case TERTIUS_FIELD_SAVED:
	case TERTIUS_FIELD_FOLDER:
	case TERTIUS_FIELD_FILES:
		break;
	}
	return g_strdup(gtk_entry_get_text(GTK_ENTRY(widget)));
}
