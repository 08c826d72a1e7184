/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All introductions: searched, filtered, each with its next step.
 */
#include "ui/window-private.h"

#include <glib/gi18n-lib.h>

#define SPACE TERTIUS_WINDOW_SPACE

static TertiusList *introductions;
static GtkWidget *search, *filter, *perhaps;

static const TertiusListColumn columns[] = {
	{ N_("When"), FALSE },  { N_("Through"), TRUE }, { N_("Whom"), TRUE },
	{ N_("State"), FALSE }, { N_("Next"), TRUE },    { NULL, FALSE },
};

static const TertiusListAction actions[] = {
	[TERTIUS_WINDOW_DRAFT] = { N_("_Write"), tertius_window_draft, FALSE,
	                           FALSE, NULL },
	{ N_("_Open the message"), tertius_window_open, TRUE, FALSE, NULL },
	{ N_("_Later…"), tertius_window_later, FALSE, FALSE, NULL },
	{ N_("_Not an introduction"), NULL, FALSE, FALSE, "none" },
	{ N_("W_hy?"), tertius_window_why, FALSE, FALSE, NULL },
	{ N_("_Yes, it is one"), NULL, FALSE, TRUE, "confirm" },
	{ NULL, NULL, FALSE, FALSE, NULL },
};

static void ask(guint from);

static const TertiusListKind kind = {
	.name = N_("Introductions"),
	.columns = columns,
	.actions = actions,
	.activated = tertius_window_open,
	.selected = tertius_window_offer_draft,
	.empty = N_("There are none here. A right-click on a message tells of "
	            "one that was not found."),
	.ask = ask,
};

static void
add(TertiusList *list, JsonObject *introduction)
{
	JsonObject *words = tertius_window_object(introduction, "words");
	const char *texts[] = { tertius_window_text(words, "when"),
		                tertius_window_text(words, "through"),
		                tertius_window_text(words, "whom"),
		                tertius_window_text(words, "state"),
		                tertius_window_text(words, "next") };
	const TertiusListRow row = {
		.id = tertius_window_text(introduction, "id"),
		.message_id = tertius_window_text(introduction, "message_id"),
		.person = tertius_window_text(
			tertius_window_object(introduction, "introducer"),
			"address"),
		.extra = tertius_window_text(words, "button"),
		.texts = texts,
	};

	tertius_list_add(list, &row);
}

static void
on_introductions(JsonObject *answer)
{
	tertius_list_take(introductions, answer,
	                  tertius_window_list(answer, "introductions"), add);
}

static void
ask(guint from)
{
	TertiusJson *request = tertius_client_request("introductions");
	const char *text = gtk_entry_get_text(GTK_ENTRY(search));

	if (*text != '\0')
		tertius_json_text(request, "search", text);
	tertius_json_text(request, "turn",
	                  gtk_combo_box_get_active_id(GTK_COMBO_BOX(filter)));
	tertius_json_boolean(
		request, "perhaps",
		gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(perhaps)));
	tertius_json_integer(request, "from", from);
	tertius_window_ask(request, on_introductions);
}

static void
refresh(void)
{
	tertius_list_refresh(introductions);
}

static void
on_changed(void)
{
	tertius_list_restart(introductions);
}

void
tertius_introductions_show(const char *id)
{
	tertius_window_turn(TERTIUS_PAGE_INTRODUCTIONS);
	tertius_list_want(introductions, id);
	gtk_entry_set_text(GTK_ENTRY(search), "");
	gtk_combo_box_set_active(GTK_COMBO_BOX(filter), 0);
	refresh();
}

static GtkWidget *
new_filter(void)
{
	GtkWidget *combo = gtk_combo_box_text_new();

	gtk_combo_box_text_append(GTK_COMBO_BOX_TEXT(combo), "", _("All"));
	gtk_combo_box_text_append(GTK_COMBO_BOX_TEXT(combo), "me",
	                          _("Your turn"));
	gtk_combo_box_text_append(GTK_COMBO_BOX_TEXT(combo), "them",
	                          _("Their turn"));
	gtk_combo_box_text_append(GTK_COMBO_BOX_TEXT(combo), "nobody",
	                          _("At rest"));
	gtk_combo_box_set_active(GTK_COMBO_BOX(combo), 0);
	atk_object_set_name(gtk_widget_get_accessible(combo), _("Whose turn"));
	(void) g_signal_connect(combo, "changed", G_CALLBACK(on_changed), NULL);
	return combo;
}

static GtkWidget *
create(void)
{
	GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, SPACE);
	GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, SPACE);

	search = gtk_search_entry_new();
	gtk_entry_set_placeholder_text(GTK_ENTRY(search),
	                               _("Names, addresses, subjects"));
	gtk_entry_set_width_chars(GTK_ENTRY(search), 12);
	atk_object_set_name(gtk_widget_get_accessible(search), _("Search"));
	(void) g_signal_connect(search, "search-changed",
	                        G_CALLBACK(on_changed), NULL);
	perhaps = gtk_check_button_new_with_mnemonic(_("Also _doubtful ones"));
	(void) g_signal_connect(perhaps, "toggled", G_CALLBACK(on_changed),
	                        NULL);
	filter = new_filter();
	gtk_box_pack_start(GTK_BOX(row), search, TRUE, TRUE, 0);
	gtk_box_pack_start(GTK_BOX(row), filter, FALSE, FALSE, 0);
	gtk_box_pack_start(GTK_BOX(row), perhaps, FALSE, FALSE, 0);
	introductions = tertius_list_new(&kind);
	gtk_box_pack_start(GTK_BOX(box), row, FALSE, FALSE, 0);
	gtk_box_pack_start(GTK_BOX(box), tertius_list_get_widget(introductions),
	                   TRUE, TRUE, 0);
	return box;
}

static GtkWidget *
get_search(void)
{
	return search;
}

const TertiusPage tertius_page_introductions = {
	.title = N_("Introductions"),
	.create = create,
	.refresh = refresh,
	.get_search = get_search,
};
