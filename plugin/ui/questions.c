/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the window and its pages ask the engine, and the bars above the pages that
 * tell what came of it.
 */
#include "ui/window-private.h"

#include <glib/gi18n-lib.h>

/* After trouble, such as a ledger that somebody else holds. */
#define AGAIN_SECONDS  5
#define NOTICE_SECONDS 12

enum {
	TERTIUS_RESPONSE_UNDO = 1
};

typedef struct {
	void (*func)(JsonObject *answer);
	void (*failed)(const GError *error);
} Question;

static struct {
	TertiusClient *client;             /* NULL: there is no window */
	GSList *questions;                 /* Question, that wait */
	GtkWidget *trouble, *trouble_text; /* info bar */
	GtkWidget *notice, *notice_text;   /* info bar: what was kept */
	gint64 decision;                   /* its number; 0: cannot be undone */
	guint again, quiet;                /* sources, or 0 */
} ours;

TertiusClient *
tertius_window_get_client(void)
{
	return ours.client;
}

static void
clear_source(guint *source)
{
	if (*source != 0)
		g_source_remove(*source);
	*source = 0;
}

void
tertius_questions_begin(TertiusClient *client)
{
	ours.client = client;
}

/* --- Members of answers -------------------------------------------------- */

const char *
tertius_window_text(JsonObject *object, const char *name)
{
	const char *text = object != NULL
	                           ? json_object_get_string_member_with_default(
					     object, name, "")
	                           : "";

	return text != NULL ? text : "";
}

JsonArray *
tertius_window_list(JsonObject *object, const char *name)
{
	JsonNode *node =
		object != NULL ? json_object_get_member(object, name) : NULL;

	return node != NULL && JSON_NODE_HOLDS_ARRAY(node)
	               ? json_node_get_array(node)
	               : NULL;
}

JsonObject *
tertius_window_object(JsonObject *object, const char *name)
{
	JsonNode *node =
		object != NULL ? json_object_get_member(object, name) : NULL;

	return node != NULL && JSON_NODE_HOLDS_OBJECT(node)
	               ? json_node_get_object(node)
	               : NULL;
}

/* --- Asking -------------------------------------------------------------- */

static gboolean
on_again(gpointer data)
{
	(void) data;
	ours.again = 0;
	tertius_window_refresh();
	return G_SOURCE_REMOVE;
}

static void
tell_trouble(const GError *error)
{
	g_autofree char *markup = NULL;

	if (error == NULL) {
		gtk_widget_hide(ours.trouble);
		clear_source(&ours.again);
		return;
	}
	markup = g_markup_printf_escaped(
		"<b>%s</b>\n%s",
		_("This cannot be shown now; it is tried again."),
		error->message);
	gtk_label_set_markup(GTK_LABEL(ours.trouble_text), markup);
	gtk_widget_show(ours.trouble);
	if (ours.again == 0)
		ours.again =
			g_timeout_add_seconds(AGAIN_SECONDS, on_again, NULL);
}

static void
on_answer(JsonObject *answer, const GError *error, gpointer data)
{
	Question *question = data;
	const Question asked = *question;

	ours.questions = g_slist_remove(ours.questions, question);
	g_free(question);
	if (error != NULL) {
		asked.failed(error);
		return;
	}
	tell_trouble(NULL);
	asked.func(answer);
}

static void
ask(TertiusJson *request, void (*func)(JsonObject *answer),
    void (*failed)(const GError *error))
{
	Question *question;

	if (ours.client == NULL) {
		g_free(tertius_json_end(request));
		return;
	}
	question = g_new0(Question, 1);
	question->func = func;
	question->failed = failed;
	ours.questions = g_slist_prepend(ours.questions, question);
	tertius_client_ask(ours.client, request, NULL, on_answer, question);
}

void
tertius_window_ask_each(TertiusJson *request, void (*func)(JsonObject *answer))
{
	ask(request, func, tell_trouble);
}

static void
drop_earlier(void (*func)(JsonObject *answer))
{
	for (GSList *i = ours.questions; i != NULL; i = i->next) {
		Question *before = i->data;

		if (before->func != func)
			continue;
		tertius_client_drop(ours.client, before);
		ours.questions = g_slist_delete_link(ours.questions, i);
		g_free(before);
		return;
	}
}

void
tertius_window_ask(TertiusJson *request, void (*func)(JsonObject *answer))
{
	drop_earlier(func);
	ask(request, func, tell_trouble);
}

/* --- Deciding ------------------------------------------------------------ */

static gboolean
on_quiet(gpointer data)
{
	(void) data;
	ours.quiet = 0;
	gtk_widget_hide(ours.notice);
	return G_SOURCE_REMOVE;
}

static void
notify(const char *text, gint64 decision)
{
	ours.decision = decision;
	gtk_label_set_text(GTK_LABEL(ours.notice_text), text);
	gtk_info_bar_set_response_sensitive(GTK_INFO_BAR(ours.notice),
	                                    TERTIUS_RESPONSE_UNDO,
	                                    decision != 0);
	gtk_widget_show(ours.notice);
	clear_source(&ours.quiet);
	ours.quiet = g_timeout_add_seconds(NOTICE_SECONDS, on_quiet, NULL);
}

/* Nothing tries that again. */
static void
tell_not_kept(const GError *error)
{
	g_autofree char *text = g_strdup_printf(
		"%s\n%s", _("This could not be kept"), error->message);

	notify(text, 0);
}

static void
on_decided(JsonObject *answer)
{
	notify(_("Kept."),
	       json_object_get_int_member_with_default(answer, "number", 0));
	tertius_window_get_host()->changed();
}

void
tertius_window_decide(const char *kind, const char *subject,
                      const char *argument)
{
	TertiusJson *request = tertius_client_request("decide");

	tertius_json_text(request, "kind", kind);
	tertius_json_text(request, "subject", subject);
	if (argument != NULL)
		tertius_json_text(request, "argument", argument);
	ask(request, on_decided, tell_not_kept);
}

static void
on_undone(JsonObject *answer)
{
	(void) answer;
	notify(_("Taken back."), 0);
	tertius_window_get_host()->changed();
}

static void
on_notice(GtkInfoBar *bar, int response, gpointer data)
{
	TertiusJson *request;

	(void) data;
	gtk_widget_hide(GTK_WIDGET(bar));
	if (response != TERTIUS_RESPONSE_UNDO || ours.decision == 0)
		return;
	request = tertius_client_request("undo");
	tertius_json_integer(request, "number", ours.decision);
	ask(request, on_undone, tell_not_kept);
}

/* --- The bars ------------------------------------------------------------ */

static GtkWidget *
new_bar(GtkMessageType type, GtkWidget **text)
{
	GtkWidget *bar = gtk_info_bar_new();
	GtkWidget *content = gtk_info_bar_get_content_area(GTK_INFO_BAR(bar));

	*text = gtk_label_new(NULL);
	gtk_label_set_xalign(GTK_LABEL(*text), 0);
	gtk_label_set_line_wrap(GTK_LABEL(*text), TRUE);
	gtk_box_pack_start(GTK_BOX(content), *text, TRUE, TRUE, 0);
	gtk_widget_show(*text);
	gtk_info_bar_set_message_type(GTK_INFO_BAR(bar), type);
	gtk_widget_set_no_show_all(bar, TRUE);
	return bar;
}

GtkWidget *
tertius_questions_create(void)
{
	GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

	ours.trouble = new_bar(GTK_MESSAGE_WARNING, &ours.trouble_text);
	ours.notice = new_bar(GTK_MESSAGE_INFO, &ours.notice_text);
	(void) gtk_info_bar_add_button(GTK_INFO_BAR(ours.notice), _("_Undo"),
	                               TERTIUS_RESPONSE_UNDO);
	(void) g_signal_connect(ours.notice, "response", G_CALLBACK(on_notice),
	                        NULL);
	gtk_box_pack_start(GTK_BOX(box), ours.trouble, FALSE, FALSE, 0);
	gtk_box_pack_start(GTK_BOX(box), ours.notice, FALSE, FALSE, 0);
	return box;
}

void
tertius_questions_end(void)
{
	for (GSList *i = ours.questions; i != NULL; i = i->next)
		tertius_client_drop(ours.client, i->data);
	g_slist_free_full(g_steal_pointer(&ours.questions), g_free);
	clear_source(&ours.again);
	clear_source(&ours.quiet);
	ours.client = NULL;
}
