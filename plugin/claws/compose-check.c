/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The compose check: drafts on their way to the engine while they are written,
 * and once more at Send.
 *
 *	changed --rest--> asked --> strip
 *	Send --up to date? no--> held --> asked --> Send again
 *	         |  yes: nothing grave, or it was shown before --> goes
 *	         +--> grave --> strip, held until Send or "Send anyway"
 *
 * When no answer comes, the mail goes. "Send later" is never held: the strip
 * tells what there is while the draft is written, and the queue can be looked at.
 */
#include "claws/host.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <compose.h>
#include <prefs_account.h>
#include <prefs_common.h>

#include "ui/strip.h"

#define REST_MILLISECONDS 700
#define WAIT_MILLISECONDS 3000
/* The engine reads less of a draft. */
#define TEXT_MAX          (64 * 1024)
#define WATCHED           "tertius-watched"

typedef struct {
	Compose *compose;
	GtkWidget *strip;
	guint rest, wait;    /* sources, or 0 */
	gulong changed;      /* of the text's buffer */
	guint version;       /* counts changes */
	guint asked, judged; /* the version that was */
	gboolean is_held;    /* at Send, until the answer comes */
	gboolean may_go;     /* the next Send is not held */
	char *grave;         /* the grave rules of the last judgement */
	char *seen;          /* those that were shown at Send */
} Check;

static GSList *checks;

static void ask(Check *check);

static Check *
find_check(const Compose *compose)
{
	for (GSList *i = checks; i != NULL; i = i->next) {
		Check *check = i->data;

		if (check->compose == compose)
			return check;
	}
	return NULL;
}

static void
clear_source(guint *source)
{
	if (*source != 0)
		g_source_remove(*source);
	*source = 0;
}

static GtkTextBuffer *
get_buffer(const Check *check)
{
	return gtk_text_view_get_buffer(GTK_TEXT_VIEW(check->compose->text));
}

/* --- Changes ------------------------------------------------------------- */

static gboolean
on_rest(gpointer data)
{
	Check *check = data;

	check->rest = 0;
	if (check->asked != check->version && tertius_choices_check_drafts())
		ask(check);
	return G_SOURCE_REMOVE;
}

static void
note_change(Check *check)
{
	check->version++;
	check->may_go = FALSE;
	clear_source(&check->rest);
	check->rest = g_timeout_add(REST_MILLISECONDS, on_rest, check);
}

static void
on_text(GtkTextBuffer *buffer, gpointer data)
{
	(void) buffer;
	note_change(data);
}

static void
on_entry(GtkEditable *entry, gpointer data)
{
	Check *check = find_check(data);

	(void) entry;
	if (check != NULL)
		note_change(check);
}

/* Rows for recipients come and go; each is watched when it is first seen. */
static void
watch_entry(GtkWidget *entry, Compose *compose)
{
	gulong id;

	if (g_object_get_data(G_OBJECT(entry), WATCHED) != NULL)
		return;
	id = g_signal_connect(entry, "changed", G_CALLBACK(on_entry), compose);
	g_object_set_data(G_OBJECT(entry), WATCHED, GSIZE_TO_POINTER(id));
}

static void
watch_rows(Compose *compose)
{
	for (GSList *i = compose->header_list; i != NULL; i = i->next)
		watch_entry(((const ComposeHeaderEntry *) i->data)->entry,
		            compose);
}

/* --- Asking -------------------------------------------------------------- */

static const char *
get_kind(const ComposeHeaderEntry *row)
{
	return gtk_entry_get_text(
		GTK_ENTRY(gtk_bin_get_child(GTK_BIN(row->combo))));
}

static void
add_recipients(TertiusJson *request, Compose *compose, const char *name,
               const char *header)
{
	const char *kind = prefs_common_translated_header_name(header);
	g_autoptr(GString) list = g_string_new("");

	for (GSList *i = compose->header_list; i != NULL; i = i->next) {
		const ComposeHeaderEntry *row = i->data;
		const char *text = gtk_entry_get_text(GTK_ENTRY(row->entry));

		if (g_strcmp0(get_kind(row), kind) == 0 && *text != '\0')
			g_string_append_printf(list, "%s%s",
			                       list->len > 0 ? ", " : "", text);
	}
	tertius_json_text(request, name, list->str);
}

static void
add_text(TertiusJson *request, GtkTextBuffer *buffer)
{
	GtkTextIter start, end;
	g_autofree char *text = NULL;

	gtk_text_buffer_get_start_iter(buffer, &start);
	gtk_text_buffer_get_iter_at_offset(buffer, &end, TEXT_MAX);
	text = gtk_text_buffer_get_slice(buffer, &start, &end, TRUE);
	tertius_json_text(request, "text", text);
}

/* A forwarded message counts as answered: who did not have it has new eyes. */
static const char *
get_parent(const Compose *compose)
{
	if (compose->inreplyto != NULL && *compose->inreplyto != '\0')
		return compose->inreplyto;
	if (compose->fwdinfo != NULL)
		return compose->fwdinfo->msgid;
	return NULL;
}

/* Grave rules, one a line; "" when there is none. */
static char *
dup_grave(JsonArray *remarks)
{
	GString *rules = g_string_new("");

	for (guint i = 0; i < json_array_get_length(remarks); i++) {
		JsonObject *one = json_array_get_object_element(remarks, i);
		const char *level = json_object_get_string_member_with_default(
			one, "level", "");

		if (strcmp(level, "stop-and-look") == 0)
			g_string_append_printf(
				rules, "%s\n",
				json_object_get_string_member_with_default(
					one, "rule", ""));
	}
	return g_string_free(rules, FALSE);
}

static void
press_send(Check *check)
{
	GList *groups =
		gtk_ui_manager_get_action_groups(check->compose->ui_manager);
	GtkAction *action = NULL;

	for (GList *i = groups; i != NULL && action == NULL; i = i->next)
		action = gtk_action_group_get_action(i->data, "Message/Send");
	check->may_go = TRUE;
	if (action != NULL)
		gtk_action_activate(action);
}

static void
let_go(Check *check)
{
	clear_source(&check->wait);
	check->is_held = FALSE;
	press_send(check);
}

static void
hold(Check *check, JsonArray *remarks)
{
	clear_source(&check->wait);
	check->is_held = FALSE;
	g_free(check->seen);
	check->seen = g_strdup(check->grave);
	tertius_strip_fill(check->strip, remarks, TRUE);
}

static void
on_remarks(JsonObject *answer, const GError *error, gpointer data)
{
	Check *check = data;
	JsonArray *remarks =
		error == NULL && json_object_has_member(answer, "remarks")
			? json_object_get_array_member(answer, "remarks")
			: NULL;

	if (remarks != NULL) {
		g_free(check->grave);
		check->grave = dup_grave(remarks);
		check->judged = check->asked;
	}
	if (check->is_held && (remarks == NULL || *check->grave == '\0' ||
	                       g_strcmp0(check->grave, check->seen) == 0))
		let_go(check);
	else if (check->is_held)
		hold(check, remarks);
	else if (remarks != NULL && check->judged == check->version)
		tertius_strip_fill(check->strip, remarks, FALSE);
}

static void
ask(Check *check)
{
	Compose *compose = check->compose;
	TertiusJson *request = tertius_client_request("tact");

	tertius_client_drop(tertius_host_get_client(), check);
	check->asked = check->version;
	tertius_json_text(request, "from",
	                  gtk_entry_get_text(GTK_ENTRY(compose->from_name)));
	watch_rows(compose);
	add_recipients(request, compose, "to", "To:");
	add_recipients(request, compose, "cc", "Cc:");
	add_recipients(request, compose, "bcc", "Bcc:");
	tertius_json_text(
		request, "subject",
		gtk_entry_get_text(GTK_ENTRY(compose->subject_entry)));
	tertius_json_text(request, "in_reply_to", get_parent(compose));
	add_text(request, get_buffer(check));
	tertius_client_ask(tertius_host_get_client(), request, NULL, on_remarks,
	                   check);
}

/* --- Send ---------------------------------------------------------------- */

static gboolean
on_waited(gpointer data)
{
	Check *check = data;

	check->wait = 0;
	let_go(check);
	return G_SOURCE_REMOVE;
}

gboolean
tertius_compose_check_holds(Compose *compose)
{
	Check *check = find_check(compose);

	if (check == NULL || compose->batch || !tertius_choices_check_drafts())
		return FALSE;
	if (check->may_go) {
		check->may_go = FALSE;
		return FALSE;
	}
	/* What is not queued, the client tells in a modal box. */
	if (!compose->sending)
		return FALSE;
	if (check->judged == check->version &&
	    (*check->grave == '\0' ||
	     g_strcmp0(check->grave, check->seen) == 0))
		return FALSE;
	clear_source(&check->rest);
	check->is_held = TRUE;
	if (check->wait == 0)
		check->wait =
			g_timeout_add(WAIT_MILLISECONDS, on_waited, check);
	ask(check);
	return TRUE;
}

/* --- What the strip asks for --------------------------------------------- */

static void
on_send_anyway(gpointer data)
{
	Check *check = data;

	press_send(check);
}

static void
get_place(const Check *check, guint start, guint length, GtkTextIter *from,
          GtkTextIter *to)
{
	gtk_text_buffer_get_iter_at_offset(get_buffer(check), from,
	                                   (gint) start);
	gtk_text_buffer_get_iter_at_offset(get_buffer(check), to,
	                                   (gint) (start + length));
}

static void
on_show(guint start, guint length, gpointer data)
{
	Check *check = data;
	GtkTextIter from, to;

	get_place(check, start, length, &from, &to);
	gtk_text_buffer_select_range(get_buffer(check), &from, &to);
	gtk_text_view_scroll_to_iter(GTK_TEXT_VIEW(check->compose->text), &from,
	                             0.1, FALSE, 0, 0);
	gtk_widget_grab_focus(check->compose->text);
}

/* A change since the judgement may have moved the words. */
static void
on_replace(guint start, guint length, const char *text, gpointer data)
{
	Check *check = data;
	GtkTextBuffer *buffer = get_buffer(check);
	GtkTextIter from, to;

	if (check->judged != check->version)
		return;
	get_place(check, start, length, &from, &to);
	gtk_text_buffer_begin_user_action(buffer);
	gtk_text_buffer_delete(buffer, &from, &to);
	gtk_text_buffer_insert(buffer, &from, text, -1);
	gtk_text_buffer_end_user_action(buffer);
	gtk_widget_grab_focus(check->compose->text);
	ask(check);
}

static void
on_silenced(JsonObject *answer, const GError *error, gpointer data)
{
	(void) answer;
	if (error == NULL)
		ask(data);
}

static void
on_silence(const char *rule, gpointer data)
{
	TertiusJson *request = tertius_client_request("quiet");

	tertius_json_text(request, "rule", rule);
	tertius_client_ask(tertius_host_get_client(), request, NULL,
	                   on_silenced, data);
}

/* --- Its life ------------------------------------------------------------ */

static void
on_destroy(GtkWidget *strip, gpointer data)
{
	Check *check = data;

	(void) strip;
	clear_source(&check->rest);
	clear_source(&check->wait);
	if (tertius_host_get_client() != NULL)
		tertius_client_drop(tertius_host_get_client(), check);
	checks = g_slist_remove(checks, check);
	g_free(check->grave);
	g_free(check->seen);
	g_free(check);
}

void
tertius_compose_check_add(Compose *compose)
{
	static const TertiusStripHost host = {
		.send = on_send_anyway,
		.show = on_show,
		.replace = on_replace,
		.silence = on_silence,
	};
	Check *check;

	if (compose->batch || find_check(compose) != NULL)
		return;
	check = g_new0(Check, 1);
	check->compose = compose;
	check->grave = g_strdup("");
	check->version = 1;
	check->strip = tertius_strip_new(&host, check);
	gtk_box_pack_start(GTK_BOX(compose->edit_vbox), check->strip, FALSE,
	                   FALSE, 0);
	gtk_box_reorder_child(GTK_BOX(compose->edit_vbox), check->strip, 0);
	check->changed = g_signal_connect(get_buffer(check), "changed",
	                                  G_CALLBACK(on_text), check);
	watch_entry(compose->subject_entry, compose);
	watch_rows(compose);
	(void) g_signal_connect(check->strip, "destroy", G_CALLBACK(on_destroy),
	                        check);
	checks = g_slist_prepend(checks, check);
}

void
tertius_compose_check_start(void)
{
	for (const GList *i = compose_get_compose_list(); i != NULL;
	     i = i->next)
		tertius_compose_check_add(i->data);
}

static void
unwatch_entry(GtkWidget *entry)
{
	gulong id =
		GPOINTER_TO_SIZE(g_object_steal_data(G_OBJECT(entry), WATCHED));

	if (id != 0)
		g_signal_handler_disconnect(entry, id);
}

static void
forget_entries(Compose *compose)
{
	unwatch_entry(compose->subject_entry);
	for (GSList *i = compose->header_list; i != NULL; i = i->next) {
		const ComposeHeaderEntry *row = i->data;

		unwatch_entry(row->entry);
	}
}

void
tertius_compose_check_stop(void)
{
	while (checks != NULL) {
		Check *check = checks->data;

		g_signal_handler_disconnect(get_buffer(check), check->changed);
		forget_entries(check->compose);
		gtk_widget_destroy(check->strip);
	}
}
