/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bar over a message that belongs to an introduction.
 */
#include "claws/host.h"

#include <glib/gi18n-lib.h>

#include <mimeview.h>
#include <textview.h>

#include "ui/dialogs.h"
#include "ui/direction.h"
#include "ui/flow.h"

enum {
	TERTIUS_RESPONSE_DRAFT = 1,
	TERTIUS_RESPONSE_LATER,
	TERTIUS_RESPONSE_WHY,
	TERTIUS_RESPONSE_NONE,
	TERTIUS_RESPONSE_CONFIRM,
	TERTIUS_RESPONSE_UNDO,
};

typedef struct {
	MessageView *view;
	GtkWidget *bar, *headline, *details;
	GtkWidget *draft, *confirm, *later, *why, *none, *undo;
	gulong changed; /* of the text's buffer */
	guint check;    /* source */
	char *message_id;
	char *id;        /* of the introduction */
	guint asked;     /* the number of what is on its way, or 0 */
	int response;    /* for which that was asked */
	gint64 decision; /* that it is none, which can be taken back; or 0 */
	char *trouble;   /* why the last of it was not kept, or NULL */
} Banner;

static GSList *banners;

/* --- What is shown ------------------------------------------------------- */

static const char *
get_text(JsonObject *object, const char *name)
{
	return json_object_get_string_member_with_default(object, name, "");
}

static gboolean
is_shown(const Banner *banner)
{
	const MsgInfo *message = banner->view->msginfo;

	return message != NULL && message->msgid != NULL &&
	       g_strcmp0(message->msgid, banner->message_id) == 0;
}

static void
set_button(GtkWidget *button, const char *label)
{
	gtk_widget_set_visible(button, label != NULL && *label != '\0');
	if (label != NULL)
		gtk_button_set_label(GTK_BUTTON(button), label);
}

/* When it was, the next step, and whose turn that is. */
static char *
dup_details(JsonObject *words)
{
	const char *when = get_text(words, "when");
	const char *next = get_text(words, "next");
	g_autofree char *mine = NULL;

	if (*next == '\0')
		return g_strdup(when);
	if (*get_text(words, "button") != '\0')
		/* TRANSLATORS: %s is a step: "thank, tomorrow" */
		mine = g_strdup_printf(_("your turn: %s"), next);
	return g_strdup_printf("%s · %s", when, mine != NULL ? mine : next);
}

static void
fill(Banner *banner, JsonObject *introduction)
{
	JsonObject *words =
		json_object_get_object_member(introduction, "words");
	gboolean is_likely =
		g_strcmp0(get_text(introduction, "level"), "likely") == 0;
	const char *button = get_text(words, "button");
	const char *text = get_text(words, "headline");
	g_autofree char *headline = g_markup_printf_escaped(
		"%s<b>%s</b>", tertius_direction_get_mark(text), text);
	g_autofree char *details = dup_details(words);

	g_free(banner->id);
	banner->id = g_strdup(get_text(introduction, "id"));
	gtk_label_set_markup(GTK_LABEL(banner->headline), headline);
	gtk_label_set_text(GTK_LABEL(banner->details),
	                   banner->trouble != NULL ? banner->trouble : details);
	gtk_widget_show(banner->details);
	set_button(banner->draft, is_likely ? button : NULL);
	gtk_widget_set_visible(banner->confirm, !is_likely);
	gtk_widget_set_visible(banner->later, is_likely && *button != '\0');
	gtk_widget_set_visible(banner->why, TRUE);
	gtk_widget_set_visible(banner->none, TRUE);
	gtk_widget_set_visible(banner->undo, FALSE);
	gtk_info_bar_set_message_type(GTK_INFO_BAR(banner->bar),
	                              is_likely ? GTK_MESSAGE_INFO
	                                        : GTK_MESSAGE_OTHER);
	gtk_widget_show(banner->bar);
}

/* A slip of the hand is mended where it was made. */
static void
offer_undo(Banner *banner)
{
	GtkWidget *const others[] = { banner->draft, banner->confirm,
		                      banner->later, banner->why,
		                      banner->none };

	gtk_label_set_text(GTK_LABEL(banner->headline),
	                   _("Not an introduction"));
	gtk_widget_hide(banner->details);
	for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
		gtk_widget_set_visible(others[i], FALSE);
	gtk_widget_set_visible(banner->undo, TRUE);
	gtk_info_bar_set_message_type(GTK_INFO_BAR(banner->bar),
	                              GTK_MESSAGE_OTHER);
}

static void
on_look(JsonObject *answer, const GError *error, gpointer data)
{
	Banner *banner = data;
	JsonNode *node =
		error == NULL ? json_object_get_member(answer, "introduction")
			      : NULL;
	JsonObject *introduction = node != NULL && JSON_NODE_HOLDS_OBJECT(node)
	                                   ? json_node_get_object(node)
	                                   : NULL;

	gboolean is_none =
		introduction != NULL &&
		g_strcmp0(get_text(introduction, "state"), "dismissed") == 0;

	if (introduction == NULL || !is_shown(banner) ||
	    (is_none && banner->decision == 0))
		gtk_widget_hide(banner->bar);
	else if (!is_none)
		fill(banner, introduction);
}

static void
look(Banner *banner)
{
	TertiusJson *request;

	if (!is_shown(banner))
		return;
	request = tertius_client_request("look");
	tertius_json_text(request, "message_id", banner->message_id);
	tertius_client_ask(tertius_host_get_client(), request, NULL, on_look,
	                   banner);
}

/* --- Buttons ------------------------------------------------------------- */

/* By the number of what it asked: it may show another message by now, or be
 * gone. */
static Banner *
find_asked(gconstpointer number)
{
	for (GSList *i = banners; i != NULL; i = i->next) {
		Banner *banner = i->data;

		if (banner->asked == GPOINTER_TO_UINT(number))
			return banner;
	}
	return NULL;
}

static void
note_answer(Banner *banner, JsonObject *answer)
{
	if (banner->response == TERTIUS_RESPONSE_NONE) {
		banner->decision = json_object_get_int_member_with_default(
			answer, "number", 0);
		offer_undo(banner);
	} else if (banner->response == TERTIUS_RESPONSE_UNDO) {
		banner->decision = 0;
		gtk_widget_hide(banner->bar);
	}
}

static void
on_answer(JsonObject *answer, const GError *error, gpointer data)
{
	Banner *banner = find_asked(data);

	if (error == NULL)
		tertius_host_changed();
	if (banner == NULL)
		return;
	banner->asked = 0;
	gtk_widget_set_sensitive(banner->bar, TRUE);
	if (error == NULL) {
		note_answer(banner, answer);
		return;
	}
	banner->trouble = g_strdup(error->message);
	gtk_label_set_text(GTK_LABEL(banner->details), banner->trouble);
	gtk_widget_show(banner->details);
}

/* Takes @request. */
static void
ask(Banner *banner, int response, TertiusJson *request)
{
	static guint number;

	banner->asked = ++number;
	banner->response = response;
	g_clear_pointer(&banner->trouble, g_free);
	gtk_widget_set_sensitive(banner->bar, FALSE);
	tertius_client_ask(tertius_host_get_client(), request, NULL, on_answer,
	                   GUINT_TO_POINTER(banner->asked));
}

static void
decide(Banner *banner, int response)
{
	TertiusJson *request = tertius_client_request("decide");

	tertius_json_text(request, "kind",
	                  response == TERTIUS_RESPONSE_NONE ? "none"
	                                                    : "confirm");
	tertius_json_text(request, "subject", banner->id);
	ask(banner, response, request);
}

static void
undo(Banner *banner)
{
	TertiusJson *request;

	if (banner->decision == 0)
		return;
	request = tertius_client_request("undo");
	tertius_json_integer(request, "number", banner->decision);
	ask(banner, TERTIUS_RESPONSE_UNDO, request);
}

static void
on_response(GtkInfoBar *bar, int response, gpointer data)
{
	Banner *banner = data;
	GtkWidget *above = gtk_widget_get_toplevel(GTK_WIDGET(bar));
	g_autofree char *id = g_strdup(banner->id);

	if (id == NULL)
		return;
	switch (response) {
	case TERTIUS_RESPONSE_DRAFT:
		tertius_compose_draft(id);
		break;
	case TERTIUS_RESPONSE_LATER:
		tertius_dialogs_later(GTK_WINDOW(above),
		                      tertius_host_get_client(), id,
		                      tertius_host_changed);
		break;
	case TERTIUS_RESPONSE_WHY:
		tertius_dialogs_why(GTK_WINDOW(above),
		                    tertius_host_get_client(), id);
		break;
	case TERTIUS_RESPONSE_NONE:
	case TERTIUS_RESPONSE_CONFIRM:
		decide(banner, response);
		break;
	case TERTIUS_RESPONSE_UNDO:
		undo(banner);
		break;
	default:
		break;
	}
}

/* --- Its life ------------------------------------------------------------ */

static GtkTextBuffer *
get_buffer(const MessageView *view)
{
	return gtk_text_view_get_buffer(
		GTK_TEXT_VIEW(view->mimeview->textview->text));
}

static gboolean
on_check(gpointer data)
{
	Banner *banner = data;

	banner->check = 0;
	if (!is_shown(banner))
		gtk_widget_hide(banner->bar);
	return G_SOURCE_REMOVE;
}

/* No hook tells that a view was cleared; its text does. */
static void
on_text_changed(GtkTextBuffer *buffer, gpointer data)
{
	Banner *banner = data;

	(void) buffer;
	if (banner->check == 0)
		banner->check = g_idle_add(on_check, banner);
}

static void
free_banner(Banner *banner)
{
	if (banner->check != 0)
		g_source_remove(banner->check);
	if (tertius_host_get_client() != NULL)
		tertius_client_drop(tertius_host_get_client(), banner);
	banners = g_slist_remove(banners, banner);
	g_free(banner->message_id);
	g_free(banner->id);
	g_free(banner->trouble);
	g_free(banner);
}

static void
on_destroy(GtkWidget *bar, gpointer data)
{
	(void) bar;
	free_banner(data);
}

static GtkWidget *
add_label(GtkWidget *box)
{
	GtkWidget *label = gtk_label_new(NULL);

	gtk_label_set_xalign(GTK_LABEL(label), 0);
	gtk_label_set_line_wrap(GTK_LABEL(label), TRUE);
	gtk_label_set_line_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
	gtk_label_set_selectable(GTK_LABEL(label), FALSE);
	gtk_container_add(GTK_CONTAINER(box), label);
	return label;
}

static void
on_clicked(GtkButton *button, gpointer data)
{
	Banner *banner = data;
	gpointer response = g_object_get_data(G_OBJECT(button), "response");

	gtk_info_bar_response(GTK_INFO_BAR(banner->bar),
	                      GPOINTER_TO_INT(response));
}

static GtkWidget *
add_button(Banner *banner, GtkWidget *row, const char *label, int response)
{
	GtkWidget *button = gtk_button_new_with_label(label);

	g_object_set_data(G_OBJECT(button), "response",
	                  GINT_TO_POINTER(response));
	(void) g_signal_connect(button, "clicked", G_CALLBACK(on_clicked),
	                        banner);
	gtk_container_add(GTK_CONTAINER(row), button);
	return button;
}

/* Text above buttons: the pane is often narrow. */
static void
add_widgets(Banner *banner)
{
	GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 2);
	GtkWidget *row = tertius_flow_new(TERTIUS_FLOW_PLAIN, 6);
	GtkWidget *content =
		gtk_info_bar_get_content_area(GTK_INFO_BAR(banner->bar));

	banner->headline = add_label(box);
	banner->details = add_label(box);
	banner->draft = add_button(banner, row, _("Thank both"),
	                           TERTIUS_RESPONSE_DRAFT);
	banner->confirm = add_button(banner, row, _("Yes, it is one"),
	                             TERTIUS_RESPONSE_CONFIRM);
	banner->later =
		add_button(banner, row, _("Later…"), TERTIUS_RESPONSE_LATER);
	banner->why = add_button(banner, row, _("Why?"), TERTIUS_RESPONSE_WHY);
	banner->none = add_button(banner, row, _("Not an introduction"),
	                          TERTIUS_RESPONSE_NONE);
	banner->undo =
		add_button(banner, row, _("_Undo"), TERTIUS_RESPONSE_UNDO);
	gtk_button_set_use_underline(GTK_BUTTON(banner->undo), TRUE);
	gtk_widget_set_margin_top(row, 4);
	gtk_container_add(GTK_CONTAINER(box), row);
	gtk_box_pack_start(GTK_BOX(content), box, TRUE, TRUE, 0);
	gtk_widget_show_all(content);
}

static Banner *
get_banner(MessageView *view)
{
	Banner *banner;

	for (GSList *i = banners; i != NULL; i = i->next) {
		banner = i->data;
		if (banner->view == view)
			return banner;
	}
	banner = g_new0(Banner, 1);
	banner->view = view;
	banner->bar = gtk_info_bar_new();
	add_widgets(banner);
	gtk_widget_set_no_show_all(banner->bar, TRUE);
	gtk_box_pack_start(GTK_BOX(view->vbox), banner->bar, FALSE, FALSE, 0);
	gtk_box_reorder_child(GTK_BOX(view->vbox), banner->bar, 0);
	banner->changed = g_signal_connect(get_buffer(view), "changed",
	                                   G_CALLBACK(on_text_changed), banner);
	(void) g_signal_connect(banner->bar, "response",
	                        G_CALLBACK(on_response), banner);
	(void) g_signal_connect(banner->bar, "destroy", G_CALLBACK(on_destroy),
	                        banner);
	banners = g_slist_prepend(banners, banner);
	return banner;
}

void
tertius_banner_show(MessageView *view)
{
	MsgInfo *message = view->msginfo;
	Banner *banner = get_banner(view);

	gtk_widget_hide(banner->bar);
	gtk_widget_set_sensitive(banner->bar, TRUE);
	g_clear_pointer(&banner->message_id, g_free);
	g_clear_pointer(&banner->trouble, g_free);
	tertius_client_drop(tertius_host_get_client(), banner);
	banner->asked = 0;
	banner->decision = 0;
	if (message == NULL || message->msgid == NULL ||
	    !tertius_place_is_for_us(message->folder))
		return;
	banner->message_id = g_strdup(message->msgid);
	tertius_arrivals_want(message);
	look(banner);
}

void
tertius_banner_refresh(void)
{
	for (GSList *i = banners; i != NULL; i = i->next)
		look(i->data);
}

void
tertius_banner_stop(void)
{
	while (banners != NULL) {
		Banner *banner = banners->data;

		g_signal_handler_disconnect(get_buffer(banner->view),
		                            banner->changed);
		gtk_widget_destroy(banner->bar);
	}
}
