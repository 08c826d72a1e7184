/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One person.
 */
#include "ui/person.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/direction.h"
#include "ui/flow.h"
#include "ui/window-private.h"

#define SPACE       TERTIUS_WINDOW_SPACE
/* Of what happened, so much at once: more would take a moment to lay out. */
#define EVENTS_MAX  60
/* They come in so many: to lay out all at once would be felt. */
#define EVENTS_STEP 15
/* What a link to the rest has in place of a message. */
#define EARLIER     "earlier:"

static struct {
	GtkWidget *scroller, *box, *events; /* or NULL */
	GtkWidget *earlier; /* the link to more of them, or NULL */
	guint shown;        /* of them */
	guint wanted;       /* are to be shown */
	gboolean is_ahead;  /* the last of them */
	char *address;      /* who is shown; or NULL */
} pane;

static void ask_timeline(void);

static void
ask_earlier(void)
{
	pane.wanted = pane.shown + EVENTS_MAX;
	ask_timeline();
}

/* --- Lines --------------------------------------------------------------- */

/* A link leads to a message of the client. */
static gboolean
on_link(GtkLabel *label, const char *uri, gpointer data)
{
	(void) label;
	(void) data;
	if (strcmp(uri, EARLIER) == 0)
		ask_earlier();
	else if (g_str_has_prefix(uri, "person:"))
		tertius_people_show(uri + strlen("person:"));
	else
		tertius_window_get_host()->open_message(uri);
	return TRUE;
}

static GtkWidget *
add_markup(GtkWidget *box, const char *markup)
{
	GtkWidget *label = gtk_label_new(NULL);

	gtk_label_set_markup(GTK_LABEL(label), markup);
	gtk_label_set_track_visited_links(GTK_LABEL(label), FALSE);
	gtk_label_set_xalign(GTK_LABEL(label), 0);
	gtk_label_set_line_wrap(GTK_LABEL(label), TRUE);
	gtk_label_set_line_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
	gtk_label_set_width_chars(GTK_LABEL(label), 16);
	(void) g_signal_connect(label, "activate-link", G_CALLBACK(on_link),
	                        NULL);
	gtk_box_pack_start(GTK_BOX(box), label, FALSE, FALSE, 0);
	return label;
}

static void
add_text(GtkWidget *box, const char *text)
{
	g_autofree char *markup = g_markup_printf_escaped(
		"%s%s", tertius_direction_get_mark(text), text);

	if (*text != '\0')
		(void) add_markup(box, markup);
}

static void
add_heading(GtkWidget *box, const char *text)
{
	g_autofree char *markup = g_markup_printf_escaped("<b>%s</b>", text);
	GtkWidget *label = add_markup(box, markup);

	gtk_widget_set_margin_top(label, SPACE);
}

/* "6 Jun  wrote to you “Re: Samira”", leading to the message. The parts may be
 * written in different directions, so each stands by itself (U+2068, U+2069). */
static void
add_event(GtkWidget *box, const char *when, const char *words,
          const char *message_id)
{
	g_autofree char *said = tertius_direction_dup_isolated(words);
	g_autofree char *markup =
		*message_id != '\0'
			? g_markup_printf_escaped(
				  "\u2068%s\u2069  <a href=\"%s\">%s</a>", when,
				  message_id, said)
			: g_markup_printf_escaped("\u2068%s\u2069  %s", when,
	                                          said);

	(void) add_markup(box, markup);
}

/* --- Parts --------------------------------------------------------------- */

static void
add_introducer(GtkWidget *box, JsonObject *person)
{
	JsonObject *through = tertius_window_object(person, "introducer");
	g_autofree char *name = NULL;
	g_autofree char *markup = NULL;

	if (through == NULL)
		return;
	name = g_markup_printf_escaped("<a href=\"person:%s\">%s</a>",
	                               tertius_window_text(through, "address"),
	                               tertius_window_text(through, "name"));
	markup = g_strdup_printf(_("You know each other through %s."), name);
	(void) add_markup(box, markup);
}

static void
add_cadence(GtkWidget *box, JsonObject *person)
{
	int days = (int) json_object_get_int_member_with_default(
		person, "every_days", 0);
	g_autofree char *text = NULL;

	if (json_object_get_boolean_member_with_default(person, "muted", FALSE))
		add_text(box, _("No reminders about them."));
	if (json_object_get_boolean_member_with_default(person, "friend_first",
	                                                FALSE))
		add_text(box, _("A friend first: nothing but the friendly "
		                "reminders."));
	if (days == 0)
		return;
	text = g_strdup_printf(
		json_object_get_boolean_member_with_default(
			person, "every_is_set", FALSE)
			? _("In touch every %d days, as you set it.")
			: _("In touch about every %d days."),
		days);
	add_text(box, text);
}

static void
add_each(GtkWidget *box, JsonObject *person, const char *name,
         const char *heading, void (*add)(GtkWidget *, JsonObject *))
{
	JsonArray *list = tertius_window_list(person, name);
	guint n = list != NULL ? json_array_get_length(list) : 0;

	if (n > 0)
		add_heading(box, heading);
	for (guint i = 0; i < n; i++)
		add(box, json_array_get_object_element(list, i));
}

static void
add_each_text(GtkWidget *box, JsonObject *person, const char *name,
              const char *heading)
{
	JsonArray *list = tertius_window_list(person, name);
	guint n = list != NULL ? json_array_get_length(list) : 0;

	if (n > 0 && heading != NULL)
		add_heading(box, heading);
	for (guint i = 0; i < n; i++)
		add_text(box, json_array_get_string_element(list, i));
}

/* What rests is not spoken of. */
static void
add_open(GtkWidget *box, JsonObject *person)
{
	JsonArray *list = tertius_window_list(person, "open");
	gboolean has_heading = FALSE;

	for (guint i = 0; list != NULL && i < json_array_get_length(list);
	     i++) {
		JsonObject *open = json_array_get_object_element(list, i);

		if (json_object_get_boolean_member_with_default(open, "rests",
		                                                FALSE))
			continue;
		if (!has_heading)
			add_heading(box, _("Open between you"));
		has_heading = TRUE;
		add_event(box, "•", tertius_window_text(open, "words"),
		          tertius_window_text(open, "message_id"));
	}
}

static void
add_boundary(GtkWidget *box, JsonObject *boundary)
{
	add_event(box, "•", tertius_window_text(boundary, "because"),
	          tertius_window_text(boundary, "message_id"));
}

static void
add_milestone(GtkWidget *box, JsonObject *milestone)
{
	add_event(box, tertius_window_text(milestone, "when"),
	          tertius_window_text(milestone, "quote"),
	          tertius_window_text(milestone, "message_id"));
}

static void
add_address(GtkWidget *box, JsonObject *address)
{
	add_text(box, tertius_window_text(address, "address"));
}

/* --- The pane ------------------------------------------------------------ */

static void
on_button(GtkButton *button, gpointer data)
{
	(void) button;
	if (pane.address != NULL)
		tertius_person_act((TertiusPersonAction) GPOINTER_TO_UINT(data),
		                   pane.address);
}

static void
add_buttons(GtkWidget *box)
{
	static const struct {
		const char *label;
		TertiusPersonAction action;
	} buttons[] = {
		{ N_("_Write"), TERTIUS_PERSON_WRITE },
		{ N_("No_te…"), TERTIUS_PERSON_NOTE },
		{ N_("_Boundary…"), TERTIUS_PERSON_BOUNDARY },
		{ N_("_How often…"), TERTIUS_PERSON_CADENCE },
		{ N_("_Friend first"), TERTIUS_PERSON_FRIEND_FIRST },
	};
	GtkWidget *flow = tertius_flow_new(TERTIUS_FLOW_PLAIN, SPACE);

	for (gsize i = 0; i < G_N_ELEMENTS(buttons); i++) {
		GtkWidget *button =
			gtk_button_new_with_mnemonic(_(buttons[i].label));

		(void) g_signal_connect(button, "clicked",
		                        G_CALLBACK(on_button),
		                        GUINT_TO_POINTER(buttons[i].action));
		gtk_container_add(GTK_CONTAINER(flow), button);
	}
	gtk_box_pack_start(GTK_BOX(box), flow, FALSE, FALSE, 0);
}

static void
empty_pane(void)
{
	GList *children =
		pane.box != NULL
			? gtk_container_get_children(GTK_CONTAINER(pane.box))
			: NULL;

	for (GList *i = children; i != NULL; i = i->next)
		gtk_widget_destroy(i->data);
	g_list_free(children);
	pane.events = pane.earlier = NULL;
	pane.shown = 0;
	pane.wanted = EVENTS_MAX;
}

static void
add_name(JsonObject *person)
{
	const char *name = tertius_window_text(person, "name");
	g_autofree char *markup = g_markup_printf_escaped(
		"<big><b>%s</b></big>",
		*name != '\0' ? name : tertius_window_text(person, "address"));

	(void) add_markup(pane.box, markup);
}

static void
add_earlier(guint n)
{
	g_autofree char *words = g_strdup_printf(
		g_dngettext(GETTEXT_PACKAGE, "Show %u earlier one",
	                    "Show %u earlier ones", n),
		n);
	g_autofree char *markup = g_markup_printf_escaped(
		"<a href=\"" EARLIER "\">%s</a>", words);

	pane.earlier = add_markup(pane.events, markup);
}

/* The latest come first, and before all others what is still to come. */
static void
add_timeline_event(JsonObject *event)
{
	gboolean is_ahead = json_object_get_boolean_member_with_default(
		event, "ahead", FALSE);

	if (pane.shown == 0 || is_ahead != pane.is_ahead)
		add_heading(pane.events,
		            is_ahead ? _("What is ahead") : _("What happened"));
	add_event(pane.events, tertius_window_text(event, "when"),
	          tertius_window_text(event, "words"),
	          tertius_window_text(event, "message_id"));
	pane.is_ahead = is_ahead;
	pane.shown++;
}

static void
on_timeline(JsonObject *answer)
{
	JsonArray *events = tertius_window_list(answer, "events");
	guint n = events != NULL ? json_array_get_length(events) : 0;
	guint total = (guint) json_object_get_int_member_with_default(
		answer, "total", 0);

	n = MIN(n, EVENTS_STEP);
	if (pane.events == NULL || n == 0)
		return;
	g_clear_pointer(&pane.earlier, gtk_widget_destroy);
	for (guint i = 0; i < n; i++)
		add_timeline_event(json_array_get_object_element(events, i));
	if (pane.shown < MIN(total, pane.wanted))
		ask_timeline();
	else if (pane.shown < total)
		add_earlier(total - pane.shown);
	gtk_widget_show_all(pane.events);
}

static void
ask_timeline(void)
{
	TertiusJson *request = tertius_client_request("timeline");

	tertius_json_text(request, "address", pane.address);
	tertius_json_integer(request, "from", pane.shown);
	tertius_window_ask(request, on_timeline);
}

static void
on_person(JsonObject *answer)
{
	JsonObject *person = tertius_window_object(answer, "person");
	const char *latest;

	empty_pane();
	if (person == NULL || pane.address == NULL)
		return;
	latest = tertius_window_text(tertius_window_object(person, "words"),
	                             "latest");
	add_name(person);
	add_text(pane.box, latest);
	add_introducer(pane.box, person);
	add_cadence(pane.box, person);
	add_buttons(pane.box);
	add_open(pane.box, person);
	add_each(pane.box, person, "boundaries", _("What they do not want"),
	         add_boundary);
	add_each_text(pane.box, person, "notes", _("Notes"));
	add_text(pane.box, tertius_window_text(person, "seeks"));
	add_each(pane.box, person, "milestones", _("What there is to know"),
	         add_milestone);
	add_each_text(pane.box, person, "sentences", _("To and fro"));
	add_each_text(pane.box, person, "projects", _("Shared matters"));
	add_each(pane.box, person, "addresses", _("Addresses"), add_address);
	pane.events = gtk_box_new(GTK_ORIENTATION_VERTICAL, SPACE / 2);
	gtk_box_pack_start(GTK_BOX(pane.box), pane.events, FALSE, FALSE, 0);
	gtk_widget_show_all(pane.box);
	ask_timeline();
}

void
tertius_person_show(const char *address)
{
	TertiusJson *request;

	if (g_strcmp0(address, pane.address) != 0) {
		GtkAdjustment *place = gtk_scrolled_window_get_vadjustment(
			GTK_SCROLLED_WINDOW(pane.scroller));

		g_free(pane.address);
		pane.address = g_strdup(address);
		/* Until then, nothing is added to the one before. */
		pane.wanted = 0;
		gtk_adjustment_set_value(place, 0);
	}
	if (address == NULL) {
		empty_pane();
		return;
	}
	request = tertius_client_request("person");
	tertius_json_text(request, "address", address);
	tertius_window_ask(request, on_person);
}

static void
on_destroy(GtkWidget *widget, gpointer data)
{
	(void) widget;
	(void) data;
	g_clear_pointer(&pane.address, g_free);
	pane.scroller = pane.box = pane.events = pane.earlier = NULL;
}

GtkWidget *
tertius_person_new(void)
{
	pane.scroller = gtk_scrolled_window_new(NULL, NULL);
	pane.box = gtk_box_new(GTK_ORIENTATION_VERTICAL, SPACE / 2);
	gtk_container_set_border_width(GTK_CONTAINER(pane.box), SPACE);
	gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(pane.scroller),
	                               GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
	gtk_container_add(GTK_CONTAINER(pane.scroller), pane.box);
	(void) g_signal_connect(pane.scroller, "destroy",
	                        G_CALLBACK(on_destroy), NULL);
	return pane.scroller;
}
