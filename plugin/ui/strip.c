/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The strip of the compose check.
 */
#include "ui/strip.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/flow.h"

#define SPACE     6
#define QUOTE_MAX 90 /* characters */

typedef struct {
	const TertiusStripHost *host;
	gpointer data;
	GtkWidget *bar, *headline, *why, *gentler;
	GtkWidget *replace, *next;
	JsonArray *remarks; /* or NULL */
	guint shown;        /* its index */
	char *closed;       /* the rules that the user has closed */
} Strip;

static const char *
get_text(JsonObject *object, const char *name)
{
	return json_object_get_string_member_with_default(object, name, "");
}

static guint
get_number(JsonObject *object, const char *name)
{
	gint64 number =
		json_object_get_int_member_with_default(object, name, 0);

	return number > 0 ? (guint) number : 0;
}

static JsonObject *
get_shown(const Strip *strip)
{
	if (strip->remarks == NULL ||
	    strip->shown >= json_array_get_length(strip->remarks))
		return NULL;
	return json_array_get_object_element(strip->remarks, strip->shown);
}

/* --- Showing ------------------------------------------------------------- */

static char *
dup_short(const char *text)
{
	g_autofree char *start = NULL;

	if (g_utf8_strlen(text, -1) <= QUOTE_MAX)
		return g_strdup(text);
	start = g_utf8_substring(text, 0, QUOTE_MAX - 1);
	return g_strconcat(start, "…", NULL);
}

/* The words lead to their place in the text. */
static void
set_headline(const Strip *strip, JsonObject *remark)
{
	g_autofree char *quote = dup_short(get_text(remark, "quote"));
	g_autofree char *words = g_strdup_printf(_("“%s”"), quote);
	gboolean has_place = get_number(remark, "length") > 0;
	g_autofree char *markup = g_markup_printf_escaped(
		has_place ? "<a href=\"#\"><b>%s</b></a>" : "<b>%s</b>",
		*quote != '\0' ? words : get_text(remark, "title"));

	gtk_label_set_markup(GTK_LABEL(strip->headline), markup);
}

static void
set_gentler(const Strip *strip, JsonObject *remark)
{
	const char *gentler = get_text(remark, "gentler");
	g_autofree char *text = g_strdup_printf(_("Gentler: “%s”"), gentler);

	gtk_label_set_text(GTK_LABEL(strip->gentler), text);
	gtk_widget_set_visible(strip->gentler, *gentler != '\0');
	gtk_widget_set_visible(strip->replace,
	                       *gentler != '\0' &&
	                               get_number(remark, "length") > 0);
}

static void
set_next(const Strip *strip)
{
	guint n = json_array_get_length(strip->remarks);
	g_autofree char *label =
		g_strdup_printf(_("Next, %u of %u"), strip->shown + 1, n);

	gtk_button_set_label(GTK_BUTTON(strip->next), label);
	gtk_widget_set_visible(strip->next, n > 1);
}

static void
show_remark(const Strip *strip)
{
	JsonObject *remark = get_shown(strip);
	gboolean is_grave =
		g_strcmp0(get_text(remark, "level"), "stop-and-look") == 0;

	set_headline(strip, remark);
	gtk_label_set_text(GTK_LABEL(strip->why), get_text(remark, "why"));
	set_gentler(strip, remark);
	set_next(strip);
	gtk_info_bar_set_message_type(GTK_INFO_BAR(strip->bar),
	                              is_grave ? GTK_MESSAGE_WARNING
	                                       : GTK_MESSAGE_INFO);
	gtk_widget_show(strip->bar);
}

/* What is pointed out, without where. */
static char *
dup_rules(JsonArray *remarks)
{
	GString *rules = g_string_new("");

	for (guint i = 0; i < json_array_get_length(remarks); i++)
		g_string_append_printf(
			rules, "%s\n",
			get_text(json_array_get_object_element(remarks, i),
		                 "rule"));
	return g_string_free(rules, FALSE);
}

static Strip *
get_strip(GtkWidget *bar)
{
	return g_object_get_data(G_OBJECT(bar), "tertius-strip");
}

void
tertius_strip_fill(GtkWidget *bar, JsonArray *remarks, gboolean is_at_send)
{
	Strip *strip = get_strip(bar);
	g_autofree char *rules = dup_rules(remarks);
	g_autofree char *before = g_strdup(
		get_shown(strip) != NULL ? get_text(get_shown(strip), "rule")
					 : "");

	g_clear_pointer(&strip->remarks, json_array_unref);
	strip->remarks = json_array_ref(remarks);
	strip->shown = 0;
	for (guint i = 0; i < json_array_get_length(remarks); i++) {
		JsonObject *one = json_array_get_object_element(remarks, i);

		if (!is_at_send && strcmp(get_text(one, "rule"), before) == 0)
			strip->shown = i;
	}
	if (json_array_get_length(remarks) == 0 ||
	    (!is_at_send && g_strcmp0(strip->closed, rules) == 0)) {
		gtk_widget_hide(bar);
		return;
	}
	g_clear_pointer(&strip->closed, g_free);
	show_remark(strip);
}

/* --- Buttons ------------------------------------------------------------- */

static void
on_send(GtkButton *button, gpointer data)
{
	const Strip *strip = data;

	(void) button;
	strip->host->send(strip->data);
}

static gboolean
on_link(GtkLabel *label, const char *uri, gpointer data)
{
	const Strip *strip = data;
	JsonObject *remark = get_shown(strip);

	(void) label;
	(void) uri;
	if (remark != NULL)
		strip->host->show(get_number(remark, "start"),
		                  get_number(remark, "length"), strip->data);
	return TRUE;
}

static void
on_replace(GtkButton *button, gpointer data)
{
	const Strip *strip = data;
	JsonObject *remark = get_shown(strip);

	(void) button;
	if (remark != NULL)
		strip->host->replace(get_number(remark, "start"),
		                     get_number(remark, "length"),
		                     get_text(remark, "gentler"), strip->data);
}

static void
on_silence(GtkButton *button, gpointer data)
{
	const Strip *strip = data;
	JsonObject *remark = get_shown(strip);
	g_autofree char *rule =
		g_strdup(remark != NULL ? get_text(remark, "rule") : "");

	(void) button;
	if (*rule != '\0')
		strip->host->silence(rule, strip->data);
}

static void
on_next(GtkButton *button, gpointer data)
{
	Strip *strip = data;

	(void) button;
	if (get_shown(strip) == NULL)
		return;
	strip->shown =
		(strip->shown + 1) % json_array_get_length(strip->remarks);
	show_remark(strip);
}

static void
on_response(GtkInfoBar *bar, int response, gpointer data)
{
	Strip *strip = data;

	if (response != GTK_RESPONSE_CLOSE || strip->remarks == NULL)
		return;
	g_free(strip->closed);
	strip->closed = dup_rules(strip->remarks);
	gtk_widget_hide(GTK_WIDGET(bar));
}

/* --- Building ------------------------------------------------------------ */

static void
free_strip(gpointer data)
{
	Strip *strip = data;

	g_clear_pointer(&strip->remarks, json_array_unref);
	g_free(strip->closed);
	g_free(strip);
}

static GtkWidget *
add_label(GtkWidget *box)
{
	GtkWidget *label = gtk_label_new(NULL);

	gtk_label_set_xalign(GTK_LABEL(label), 0);
	gtk_label_set_line_wrap(GTK_LABEL(label), TRUE);
	gtk_label_set_line_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
	gtk_label_set_width_chars(GTK_LABEL(label), 20);
	gtk_container_add(GTK_CONTAINER(box), label);
	return label;
}

static GtkWidget *
new_button(Strip *strip, const char *label, GCallback func)
{
	GtkWidget *button = gtk_button_new_with_label(label);

	gtk_widget_set_focus_on_click(button, FALSE);
	(void) g_signal_connect(button, "clicked", func, strip);
	return button;
}

/* Buttons flow into a second row where the window is narrow. */
static void
add_buttons(Strip *strip, GtkWidget *box)
{
	GtkWidget *flow = tertius_flow_new(TERTIUS_FLOW_PLAIN, SPACE);

	strip->replace =
		new_button(strip, _("Say it gentler"), G_CALLBACK(on_replace));
	gtk_container_add(GTK_CONTAINER(flow), strip->replace);
	gtk_container_add(
		GTK_CONTAINER(flow),
		new_button(strip, _("Send anyway"), G_CALLBACK(on_send)));
	gtk_container_add(GTK_CONTAINER(flow),
	                  new_button(strip, _("Never point this out"),
	                             G_CALLBACK(on_silence)));
	gtk_container_add(GTK_CONTAINER(box), flow);
}

static void
add_head(Strip *strip, GtkWidget *box)
{
	GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, SPACE);

	strip->headline = add_label(row);
	gtk_widget_set_hexpand(strip->headline, TRUE);
	strip->next = new_button(strip, "", G_CALLBACK(on_next));
	gtk_container_add(GTK_CONTAINER(row), strip->next);
	gtk_container_add(GTK_CONTAINER(box), row);
}

GtkWidget *
tertius_strip_new(const TertiusStripHost *host, gpointer data)
{
	Strip *strip = g_new0(Strip, 1);
	GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, SPACE / 2);
	GtkWidget *content, *actions;

	strip->host = host;
	strip->data = data;
	strip->bar = gtk_info_bar_new();
	g_object_set_data_full(G_OBJECT(strip->bar), "tertius-strip", strip,
	                       free_strip);
	gtk_info_bar_set_show_close_button(GTK_INFO_BAR(strip->bar), TRUE);
	(void) g_signal_connect(strip->bar, "response", G_CALLBACK(on_response),
	                        strip);
	add_head(strip, box);
	(void) g_signal_connect(strip->headline, "activate-link",
	                        G_CALLBACK(on_link), strip);
	strip->why = add_label(box);
	strip->gentler = add_label(box);
	add_buttons(strip, box);
	content = gtk_info_bar_get_content_area(GTK_INFO_BAR(strip->bar));
	gtk_box_pack_start(GTK_BOX(content), box, TRUE, TRUE, 0);
	actions = gtk_info_bar_get_action_area(GTK_INFO_BAR(strip->bar));
	gtk_widget_set_valign(actions, GTK_ALIGN_START);
	gtk_widget_show_all(content);
	gtk_widget_set_no_show_all(strip->bar, TRUE);
	return strip->bar;
}
