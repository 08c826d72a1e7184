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

/* The row's extra is the address of the first of its people. */
static void
show_person(TertiusList *list, const char *id, const char *message_id)
{
	g_autofree char *address = tertius_list_dup(list, TERTIUS_LIST_EXTRA);

	(void) id;
	(void) message_id;
	if (*address != '\0')
		tertius_people_show(address);
}

static const TertiusListColumn columns[] = {
	{ N_("When"), FALSE },
	{ N_("What"), TRUE },
	{ N_("Friends there"), TRUE },
	{ N_("First met"), TRUE },
	{ NULL, FALSE },
};

static const TertiusListAction actions[] = {
	{ N_("Show _who"), show_person, FALSE, FALSE, NULL },
	{ NULL, NULL, FALSE, FALSE, NULL },
};

static void ask(guint from);

static const TertiusListKind kind = {
	.name = N_("Occasions"),
	.columns = columns,
	.actions = actions,
	.activated = show_person,
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

static void
add_occasion(TertiusList *list, JsonObject *occasion)
{
	JsonArray *there = tertius_window_list(occasion, "friends");
	JsonArray *met = tertius_window_list(occasion, "met");
	g_autofree char *friends = dup_names(there);
	g_autofree char *first = dup_names(met);
	const char *texts[] = { tertius_window_text(occasion, "when"),
		                tertius_window_text(occasion, "title"), friends,
		                first };
	const char *extra = get_first(met);

	tertius_list_add(list, tertius_window_text(occasion, "id"), "",
	                 *extra != '\0' ? extra : get_first(there), texts);
}

/* --- Suggestions --------------------------------------------------------- */

static const TertiusListColumn suggestion_columns[] = {
	{ N_("Who"), FALSE },
	{ N_("Why"), TRUE },
	{ NULL, FALSE },
};

/* The row's extra is two addresses with ';' between; the second may be
 * missing, where something might interest the first. */
static char **
dup_pair(TertiusList *list)
{
	g_autofree char *extra = tertius_list_dup(list, TERTIUS_LIST_EXTRA);

	return g_strsplit(extra, ";", 2);
}

static void
ask_first(TertiusList *list, const char *id, const char *message_id)
{
	g_auto(GStrv) pair = dup_pair(list);
	gboolean has_other =
		pair[0] != NULL && pair[1] != NULL && *pair[1] != '\0';
	TertiusJson *request;

	(void) id;
	(void) message_id;
	if (pair[0] == NULL)
		return;
	request = tertius_window_new_draft(has_other ? "opt-in" : "check-in",
	                                   pair[0]);
	if (has_other)
		tertius_json_text(request, "other", pair[1]);
	tertius_window_get_host()->write(request);
}

static void
show_first(TertiusList *list, const char *id, const char *message_id)
{
	g_auto(GStrv) pair = dup_pair(list);

	(void) id;
	(void) message_id;
	if (pair[0] != NULL)
		tertius_people_show(pair[0]);
}

static const TertiusListAction suggestion_actions[] = {
	{ N_("_Ask them first"), ask_first, FALSE, FALSE, NULL },
	{ N_("_Open the message"), tertius_window_open, TRUE, FALSE, NULL },
	{ N_("Show _who"), show_first, FALSE, FALSE, NULL },
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
	g_autofree char *pair =
		g_strdup_printf("%s;%s", tertius_window_text(first, "address"),
	                        tertius_window_text(second, "address"));
	const char *texts[] = { who,
		                tertius_window_text(suggestion, "because") };

	tertius_list_add(list, tertius_window_text(suggestion, "id"),
	                 tertius_window_text(suggestion, "message_id"), pair,
	                 texts);
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
