/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What to do now, and in the days to come.
 */
#include "ui/window-private.h"

#include <glib/gi18n-lib.h>

static TertiusList *due;

static const TertiusListColumn columns[] = {
	{ N_("When"), FALSE },
	{ N_("What"), TRUE },
	{ N_("Because"), TRUE },
	{ NULL, FALSE },
};

static const TertiusListAction actions[] = {
	[TERTIUS_WINDOW_DRAFT] = { N_("_Write"), tertius_window_draft, FALSE,
	                           FALSE, NULL },
	{ N_("_Open the message"), tertius_window_open, TRUE, FALSE, NULL },
	{ N_("_Later…"), tertius_window_later, FALSE, FALSE, NULL },
	{ N_("_Done"), NULL, FALSE, FALSE, "done" },
	{ N_("W_hy?"), tertius_window_why, FALSE, FALSE, NULL },
	{ N_("_Never"), NULL, FALSE, TRUE, "never" },
	{ NULL, NULL, FALSE, FALSE, NULL },
};

static void ask(guint from);

static const TertiusListKind kind = {
	.name = N_("Due"),
	.columns = columns,
	.actions = actions,
	.activated = tertius_window_open,
	.selected = tertius_window_offer_draft,
	.empty = N_("Nothing is due. What is to be done in the next two weeks "
	            "stands here."),
	.ask = ask,
	.whole = TERTIUS_LIST_FIRST + 2,
};

static void
add(TertiusList *list, JsonObject *reminder)
{
	JsonObject *words = tertius_window_object(reminder, "words");
	const char *texts[] = { tertius_window_text(words, "when"),
		                tertius_window_text(reminder, "title"),
		                tertius_window_text(reminder, "because") };
	const TertiusListRow row = {
		.id = tertius_window_text(reminder, "id"),
		.message_id = tertius_window_text(reminder, "message_id"),
		.person = tertius_window_text(
			tertius_window_object(reminder, "person"), "address"),
		.extra = tertius_window_text(words, "button"),
		.texts = texts,
	};

	tertius_list_add(list, &row);
}

static void
on_due(JsonObject *answer)
{
	tertius_list_take(due, answer, tertius_window_list(answer, "reminders"),
	                  add);
}

static void
ask(guint from)
{
	TertiusJson *request = tertius_client_request("due");

	tertius_json_integer(request, "from", from);
	tertius_window_ask(request, on_due);
}

static void
refresh(void)
{
	tertius_list_refresh(due);
}

static GtkWidget *
create(void)
{
	due = tertius_list_new(&kind);
	return tertius_list_get_widget(due);
}

const TertiusPage tertius_page_due = {
	.title = N_("Due"),
	.create = create,
	.refresh = refresh,
};
