/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drafts, in the client's own composer, threaded as replies; and the way from a
 * Message-ID to the message.
 */
#include "claws/arrivals.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <account.h>
#include <compose.h>
#include <mainwindow.h>
#include <prefs_account.h>
#include <prefs_common.h>
#include <summaryview.h>

#include "ui/dialogs.h"

/* --- Finding a message --------------------------------------------------- */

typedef struct {
	const char *message_id;
	MsgInfo *message; /* a reference, or NULL */
} Search;

static const char *
get_text(JsonObject *object, const char *name)
{
	return json_object_get_string_member_with_default(object, name, NULL);
}

static void
search_folder(FolderItem *item, gpointer data)
{
	Search *search = data;

	if (search->message != NULL || item->cache == NULL ||
	    !tertius_place_is_for_us(item))
		return;
	search->message =
		folder_item_get_msginfo_by_msgid(item, search->message_id);
}

/* Only where the list is in memory; never the network. A reference, or NULL. */
static MsgInfo *
find_message(const char *message_id)
{
	Search search = { message_id, NULL };

	if (message_id != NULL)
		folder_func_to_all_folders(search_folder, &search);
	return search.message;
}

static void
jump(const char *folder, gint64 number)
{
	g_autofree char *identifier =
		g_strdup_printf("%s/%" G_GINT64_FORMAT, folder, number);

	if (mainwindow_get_mainwindow() != NULL)
		mainwindow_jump_to(identifier, TRUE);
}

static void
on_where(JsonObject *answer, const GError *error, gpointer data)
{
	const char *folder = error == NULL ? get_text(answer, "folder") : NULL;

	(void) data;
	if (folder != NULL)
		jump(folder, json_object_get_int_member_with_default(
				     answer, "number", 0));
}

static void
add_place(FolderItem *item, gpointer data)
{
	TertiusPlace *place;

	if (!tertius_place_is_for_us(item))
		return;
	place = tertius_place_new(item);
	if (place->list != NULL) {
		tertius_json_open(data, NULL, '{');
		tertius_json_text(data, "folder", place->folder);
		tertius_json_text(data, "list", place->list);
		tertius_json_close(data);
	}
	tertius_place_free(place);
}

/* What is not in memory is looked for in the lists on disk. */
void
tertius_compose_open(const char *message_id)
{
	MsgInfo *message = find_message(message_id);
	g_autofree char *folder =
		message != NULL ? folder_item_get_identifier(message->folder)
				: NULL;
	TertiusJson *request;

	if (message != NULL) {
		jump(folder, message->msgnum);
		procmsg_msginfo_free(&message);
		return;
	}
	request = tertius_client_request("where");
	tertius_json_text(request, "message_id", message_id);
	tertius_json_open(request, "places", '[');
	folder_func_to_all_folders(add_place, request);
	tertius_json_close(request);
	tertius_client_ask(tertius_host_get_client(), request, NULL, on_where,
	                   NULL);
}

/* --- The draft ----------------------------------------------------------- */

/* RFC 5322: a display name is quoted, and what would end the quotes with it. */
static void
append_person(GString *list, JsonObject *person)
{
	const char *name = get_text(person, "name");
	const char *address = get_text(person, "address");

	if (address == NULL)
		return;
	if (list->len > 0)
		g_string_append(list, ", ");
	if (name == NULL || *name == '\0') {
		g_string_append(list, address);
		return;
	}
	g_string_append_c(list, '"');
	for (const char *p = name; *p != '\0'; p++) {
		if (*p == '"' || *p == '\\')
			g_string_append_c(list, '\\');
		g_string_append_c(list, *p);
	}
	g_string_append_printf(list, "\" <%s>", address);
}

static char *
dup_escaped_people(JsonObject *draft, const char *name)
{
	JsonArray *people = json_object_get_array_member(draft, name);
	g_autoptr(GString) list = g_string_new("");

	for (guint i = 0; i < json_array_get_length(people); i++)
		append_person(list, json_array_get_object_element(people, i));
	return g_uri_escape_string(list->str, NULL, FALSE);
}

static char *
dup_escaped_text(JsonObject *draft, const char *name)
{
	const char *text = get_text(draft, name);

	return g_uri_escape_string(text != NULL ? text : "", NULL, FALSE);
}

static char *
dup_mailto(JsonObject *draft)
{
	g_autofree char *to = dup_escaped_people(draft, "to");
	g_autofree char *cc = dup_escaped_people(draft, "cc");
	g_autofree char *bcc = dup_escaped_people(draft, "bcc");
	g_autofree char *subject = dup_escaped_text(draft, "subject");
	g_autofree char *body = dup_escaped_text(draft, "body");

	return g_strdup_printf("mailto:%s?cc=%s&bcc=%s&subject=%s&body=%s", to,
	                       cc, bcc, subject, body);
}

static PrefsAccount *
find_account(JsonObject *draft, MsgInfo *original)
{
	JsonNode *from = json_object_get_member(draft, "from");
	const char *address =
		from != NULL && JSON_NODE_HOLDS_OBJECT(from)
			? get_text(json_node_get_object(from), "address")
			: NULL;
	PrefsAccount *account =
		address != NULL ? account_find_from_address(address, FALSE)
				: NULL;

	if (account == NULL && original != NULL)
		account = account_get_reply_account(
			original,
			prefs_common_get_prefs()->reply_account_autosel);
	return account != NULL ? account : account_get_default();
}

static char *
dup_references(JsonObject *draft)
{
	JsonArray *ids = json_object_get_array_member(draft, "references");
	g_autoptr(GString) text = g_string_new("");

	for (guint i = 0; i < json_array_get_length(ids); i++) {
		const char *id = json_array_get_string_element(ids, i);

		if (id != NULL)
			g_string_append_printf(text, "%s<%s>",
			                       text->len > 0 ? "\n\t" : "", id);
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* With an id of our own, the message is known again however it is sent. */
static void
thread(Compose *compose, PrefsAccount *account, JsonObject *draft,
       MsgInfo *original)
{
	const char *in_reply_to = get_text(draft, "in_reply_to");

	if (in_reply_to != NULL) {
		g_free(compose->inreplyto);
		compose->inreplyto = g_strdup(in_reply_to);
		g_free(compose->references);
		compose->references = dup_references(draft);
	}
	/* As the list has it: for more, the client might ask its server. */
	if (original != NULL && compose->replyinfo == NULL)
		compose->replyinfo = procmsg_msginfo_new_ref(original);
	if (compose->msgid == NULL)
		compose->msgid = prefs_account_generate_msgid(account);
	compose->modified = TRUE;
}

/* --- Which drafts are ours ----------------------------------------------- */

/* Message-ID of what is answered -> that of the draft. Where no copy of what is
 * sent is kept, the flag of the former tells that the latter was sent. */
static GHashTable *drafts;

static void
note_draft(const char *id, const Compose *compose)
{
	TertiusJson *request = tertius_client_request("drafted");

	tertius_json_text(request, "id", id);
	tertius_json_text(request, "message_id", compose->msgid);
	tertius_client_ask(tertius_host_get_client(), request, NULL, NULL,
	                   NULL);
	if (drafts == NULL)
		drafts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
		                               g_free);
	if (compose->inreplyto != NULL)
		(void) g_hash_table_replace(drafts,
		                            g_strdup(compose->inreplyto),
		                            g_strdup(compose->msgid));
}

void
tertius_compose_note_flags(const MsgInfo *message)
{
	const char *draft =
		drafts != NULL && message->msgid != NULL
			? g_hash_table_lookup(drafts, message->msgid)
			: NULL;
	TertiusJson *request;

	if (draft == NULL || !MSG_IS_REPLIED(message->flags) ||
	    prefs_common_get_prefs()->savemsg)
		return;
	request = tertius_client_request("sent");
	tertius_json_text(request, "message_id", draft);
	tertius_client_ask(tertius_host_get_client(), request, NULL, NULL,
	                   NULL);
	(void) g_hash_table_remove(drafts, message->msgid);
	tertius_host_changed();
}

void
tertius_compose_stop(void)
{
	g_clear_pointer(&drafts, g_hash_table_unref);
}

/* The place that only the user can fill is selected: typing replaces it. The
 * composer may have broken the line in it. */
static void
select_place(Compose *compose)
{
	GtkTextBuffer *buffer =
		gtk_text_view_get_buffer(GTK_TEXT_VIEW(compose->text));
	GtkTextIter start, from, to;

	gtk_text_buffer_get_start_iter(buffer, &start);
	if (!gtk_text_iter_forward_search(&start, "[…", 0, &from, &start,
	                                  NULL) ||
	    !gtk_text_iter_forward_search(&start, "…]", 0, NULL, &to, NULL))
		return;
	gtk_text_buffer_select_range(buffer, &from, &to);
	gtk_text_view_scroll_to_iter(GTK_TEXT_VIEW(compose->text), &from, 0.1,
	                             FALSE, 0, 0);
	gtk_widget_grab_focus(compose->text);
}

/* An invitation goes with it (RFC 6047 2.4). The client reads the file when it
 * sends, and empties its folder when it ends. */
static GList *
new_attachments(JsonObject *draft)
{
	const char *invitation = get_text(draft, "invitation");
	g_autofree char *path = NULL;
	AttachInfo *attachment;

	if (invitation == NULL)
		return NULL;
	path = get_tmp_file();
	if (!g_file_set_contents_full(path, invitation, -1,
	                              G_FILE_SET_CONTENTS_NONE, 0600, NULL))
		return NULL;
	attachment = g_new0(AttachInfo, 1);
	attachment->file = g_steal_pointer(&path);
	attachment->content_type = g_strdup("text/calendar; method=REQUEST");
	attachment->name = g_strdup("invitation.ics");
	attachment->charset = g_strdup("UTF-8");
	return g_list_append(NULL, attachment);
}

static void
free_attachment(gpointer data)
{
	AttachInfo *attachment = data;

	g_free(attachment->file);
	g_free(attachment->content_type);
	g_free(attachment->name);
	g_free(attachment->charset);
	g_free(attachment);
}

static void
open_draft(JsonObject *draft, const char *id)
{
	MsgInfo *original = find_message(get_text(draft, "in_reply_to"));
	PrefsAccount *account = find_account(draft, original);
	g_autofree char *mailto = dup_mailto(draft);
	GList *attachments = new_attachments(draft);
	Compose *compose = account != NULL
	                           ? compose_new(account, mailto, attachments)
	                           : NULL;

	if (compose != NULL) {
		thread(compose, account, draft, original);
		select_place(compose);
		if (id != NULL)
			note_draft(id, compose);
	}
	g_list_free_full(attachments, free_attachment);
	if (original != NULL)
		procmsg_msginfo_free(&original);
}

static void
on_draft(JsonObject *answer, const GError *error, gpointer data)
{
	MainWindow *window = mainwindow_get_mainwindow();
	g_autofree char *id = data;

	if (window == NULL)
		return;
	if (error != NULL)
		tertius_dialogs_tell(GTK_WINDOW(window->window),
		                     _("There is no draft for this"),
		                     error->message);
	else
		open_draft(answer, id);
}

void
tertius_compose_draft(const char *id)
{
	TertiusJson *request = tertius_client_request("draft");

	tertius_json_text(request, "id", id);
	tertius_client_ask(tertius_host_get_client(), request, NULL, on_draft,
	                   g_strdup(id));
}

void
tertius_compose_write(TertiusJson *request)
{
	tertius_client_ask(tertius_host_get_client(), request, NULL, on_draft,
	                   NULL);
}

/* --- Thanks for a message ------------------------------------------------ */

typedef struct {
	char *message_id, *from;
} Thanks;

static void
free_thanks(Thanks *thanks)
{
	g_free(thanks->message_id);
	g_free(thanks->from);
	g_free(thanks);
}

/* The id of an introduction for which thanks are the next step, or NULL. */
static const char *
get_step(JsonObject *answer)
{
	JsonNode *node = json_object_get_member(answer, "introduction");
	JsonObject *introduction, *next;

	if (node == NULL || !JSON_NODE_HOLDS_OBJECT(node))
		return NULL;
	introduction = json_node_get_object(node);
	node = json_object_get_member(introduction, "next");
	if (node == NULL || !JSON_NODE_HOLDS_OBJECT(node))
		return NULL;
	next = json_node_get_object(node);
	return g_strcmp0(get_text(next, "step"), "thank") == 0
	               ? get_text(introduction, "id")
	               : NULL;
}

static void
on_looked(JsonObject *answer, const GError *error, gpointer data)
{
	Thanks *thanks = data;
	const char *id = error == NULL ? get_step(answer) : NULL;
	TertiusJson *request;

	if (id != NULL) {
		tertius_compose_draft(id);
		free_thanks(thanks);
		return;
	}
	request = tertius_client_request("draft");
	tertius_json_text(request, "wording", "thank-for");
	tertius_json_text(request, "message_id", thanks->message_id);
	tertius_json_text(request, "to", thanks->from);
	tertius_client_ask(tertius_host_get_client(), request, NULL, on_draft,
	                   NULL);
	free_thanks(thanks);
}

void
tertius_compose_thank(MsgInfo *message)
{
	TertiusJson *request = tertius_client_request("look");
	Thanks *thanks = g_new0(Thanks, 1);

	tertius_arrivals_want(message);
	thanks->message_id = g_strdup(message->msgid);
	thanks->from = g_strdup(message->from);
	tertius_json_text(request, "message_id", message->msgid);
	tertius_client_ask(tertius_host_get_client(), request, NULL, on_looked,
	                   thanks);
}
