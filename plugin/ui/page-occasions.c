/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where one meets people, and whom one could bring together.
 */
#include "ui/window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SPACE     TERTIUS_WINDOW_SPACE
#define NAMED_MAX 4

static TertiusList *occasions, *suggestions;
static GtkWidget *quiet, *nobody;

/* --- Occasions ----------------------------------------------------------- */

static const TertiusListColumn columns[] = {
	{ N_("When"), FALSE },
	{ N_("What"), TRUE },
	{ N_("Who"), TRUE },
	{ NULL, FALSE },
};

static const TertiusListAction actions[] = {
	{ N_("_Open the message"), tertius_window_open, TRUE, FALSE, NULL },
	{ N_("Show _who"), tertius_window_show_person, FALSE, FALSE, NULL },
	{ NULL, NULL, FALSE, FALSE, NULL },
};

static void ask(guint from);

static const TertiusListKind kind = {
	.name = N_("Occasions"),
	.columns = columns,
	.actions = actions,
	.activated = tertius_window_open,
	.empty = N_("No event is known. Calendars that are read show them."),
	.ask = ask,
};

static char *
dup_names(JsonArray *people)
{
	GString *names = g_string_new("");
	guint n = people != NULL ? json_array_get_length(people) : 0;

	for (guint i = 0; i < MIN(n, NAMED_MAX); i++) {
		JsonObject *one = json_array_get_object_element(people, i);
		const char *name = tertius_window_text(one, "name");

		g_string_append_printf(
			names, "%s%s", i > 0 ? ", " : "",
			*name != '\0' ? name
				      : tertius_window_text(one, "address"));
	}
	if (n > NAMED_MAX)
		g_string_append_printf(names, _(" and %u more"), n - NAMED_MAX);
	return g_string_free(names, FALSE);
}

static const char *
get_first(JsonArray *people)
{
	return people != NULL && json_array_get_length(people) > 0
	               ? tertius_window_text(
				 json_array_get_object_element(people, 0),
				 "address")
	               : "";
}

/* Those who are friends, and those who became acquainted there. */
static char *
dup_who(JsonArray *there, JsonArray *met)
{
	g_autofree char *friends = dup_names(there);
	g_autofree char *others = dup_names(met);
	g_autofree char *first =
		*others != '\0' ? g_strdup_printf(_("first met: %s"), others)
				: g_strdup("");

	return g_strconcat(friends,
	                   *friends != '\0' && *first != '\0' ? "; " : "",
	                   first, NULL);
}

static void
add_occasion(TertiusList *list, JsonObject *occasion)
{
	JsonArray *there = tertius_window_list(occasion, "friends");
	JsonArray *met = tertius_window_list(occasion, "met");
	g_autofree char *who = dup_who(there, met);
	const char *first = get_first(met);
	const char *texts[] = { tertius_window_text(occasion, "when"),
		                tertius_window_text(occasion, "title"), who };
	const TertiusListRow row = {
		.id = tertius_window_text(occasion, "id"),
		.message_id = tertius_window_text(occasion, "message_id"),
		.person = *first != '\0' ? first : get_first(there),
		.texts = texts,
	};

	tertius_list_add(list, &row);
}

/* --- Suggestions --------------------------------------------------------- */

static const TertiusListColumn suggestion_columns[] = {
	{ N_("Who"), FALSE },
	{ N_("Why"), TRUE },
	{ NULL, FALSE },
};

/* The row's extra is who they might like to know; "" where something might
 * interest them. */
static void
ask_first(TertiusList *list, const char *id, const char *message_id)
{
	g_autofree char *first = tertius_list_dup(list, TERTIUS_LIST_PERSON);
	g_autofree char *other = tertius_list_dup(list, TERTIUS_LIST_EXTRA);
	TertiusJson *request;

	(void) id;
	(void) message_id;
	request = tertius_window_new_draft(
		*other != '\0' ? "opt-in" : "check-in", first);
	if (*other != '\0')
		tertius_json_text(request, "other", other);
	tertius_window_get_host()->write(request);
}

static const TertiusListAction suggestion_actions[] = {
	{ N_("_Ask them first"), ask_first, FALSE, FALSE, NULL },
	{ N_("_Open the message"), tertius_window_open, TRUE, FALSE, NULL },
	{ N_("Show _who"), tertius_window_show_person, FALSE, FALSE, NULL },
	{ NULL, NULL, FALSE, FALSE, NULL },
};

static const TertiusListKind suggestion_kind = {
	.name = N_("Suggestions"),
	.columns = suggestion_columns,
	.actions = suggestion_actions,
	.activated = tertius_window_open,
	.empty = "",
	.whole = TERTIUS_LIST_FIRST + 1,
};

static void
add_suggestion(TertiusList *list, JsonObject *suggestion)
{
	JsonObject *first = tertius_window_object(suggestion, "first");
	JsonObject *second = tertius_window_object(suggestion, "second");
	g_autofree char *who =
		second != NULL
			? g_strdup_printf(_("%s and %s"),
	                                  tertius_window_text(first, "name"),
	                                  tertius_window_text(second, "name"))
			: g_strdup(tertius_window_text(first, "name"));
	const char *texts[] = { who,
		                tertius_window_text(suggestion, "because") };
	const TertiusListRow row = {
		.id = tertius_window_text(suggestion, "id"),
		.message_id = tertius_window_text(suggestion, "message_id"),
		.person = tertius_window_text(first, "address"),
		.extra = tertius_window_text(second, "address"),
		.texts = texts,
	};

	tertius_list_add(list, &row);
}

/* --- The page ------------------------------------------------------------ */

static void
on_occasions(JsonObject *answer)
{
	const char *words = tertius_window_text(answer, "quiet");
	JsonArray *who = tertius_window_list(answer, "suggestions");

	gtk_label_set_text(GTK_LABEL(quiet), words);
	gtk_widget_set_visible(quiet, *words != '\0');
	tertius_list_take(occasions, answer,
	                  tertius_window_list(answer, "occasions"),
	                  add_occasion);
	tertius_list_fill(suggestions, who, add_suggestion);
	gtk_widget_set_visible(tertius_list_get_widget(suggestions),
	                       who != NULL && json_array_get_length(who) > 0);
	gtk_widget_set_visible(nobody,
	                       who == NULL || json_array_get_length(who) == 0);
}

static void
ask(guint from)
{
	TertiusJson *request = tertius_client_request("occasions");

	tertius_json_integer(request, "from", from);
	tertius_window_ask(request, on_occasions);
}

static void
refresh(void)
{
	tertius_list_refresh(occasions);
}

static void
add_heading(GtkWidget *box, const char *text)
{
	g_autofree char *markup = g_markup_printf_escaped("<b>%s</b>", text);
	GtkWidget *label = gtk_label_new(NULL);

	gtk_label_set_markup(GTK_LABEL(label), markup);
	gtk_label_set_xalign(GTK_LABEL(label), 0);
	gtk_box_pack_start(GTK_BOX(box), label, FALSE, FALSE, 0);
}

static GtkWidget *
create(void)
{
	GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, SPACE);

	occasions = tertius_list_new(&kind);
	suggestions = tertius_list_new(&suggestion_kind);
	quiet = gtk_label_new(NULL);
	gtk_label_set_xalign(GTK_LABEL(quiet), 0);
	gtk_widget_set_no_show_all(quiet, TRUE);
	add_heading(box, _("Where you meet people"));
	gtk_box_pack_start(GTK_BOX(box), quiet, FALSE, FALSE, 0);
	gtk_box_pack_start(GTK_BOX(box), tertius_list_get_widget(occasions),
	                   TRUE, TRUE, 0);
	add_heading(box, _("Who might like to know of each other"));
	nobody = gtk_label_new(
		_("Nobody comes to mind who should know each other."));
	gtk_label_set_xalign(GTK_LABEL(nobody), 0);
	gtk_label_set_line_wrap(GTK_LABEL(nobody), TRUE);
	gtk_box_pack_start(GTK_BOX(box), nobody, FALSE, FALSE, 0);
	gtk_box_pack_start(GTK_BOX(box), tertius_list_get_widget(suggestions),
	                   TRUE, TRUE, 0);
	return box;
}

const TertiusPage tertius_page_occasions = {
	.title = N_("Occasions"),
	.create = create,
	.refresh = refresh,
};
