/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * People: a list, and the one who is selected.
 */
#include "ui/window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/person.h"

#define SPACE      TERTIUS_WINDOW_SPACE
/* Letters. */
#define LIST_WIDTH 40
/* Narrower than this, the person stands below the list. */
#define WIDTH_MIN  66
#define LIST_PART  0.4

static TertiusList *people;
static GtkWidget *search, *pane;
static guint turning; /* source, or 0 */

#define ACTION(name, what)                                                     \
	static void name(TertiusList *list, const char *id,                    \
	                 const char *message_id)                               \
	{                                                                      \
		(void) list;                                                   \
		(void) message_id;                                             \
		tertius_person_act(what, id);                                  \
	}

ACTION(do_write, TERTIUS_PERSON_WRITE)
ACTION(do_open, TERTIUS_PERSON_OPEN)
ACTION(do_co_host, TERTIUS_PERSON_CO_HOST)
ACTION(do_note, TERTIUS_PERSON_NOTE)
ACTION(do_boundary, TERTIUS_PERSON_BOUNDARY)
ACTION(do_cadence, TERTIUS_PERSON_CADENCE)
ACTION(do_friend_first, TERTIUS_PERSON_FRIEND_FIRST)
ACTION(do_mute, TERTIUS_PERSON_MUTE)
ACTION(do_merge, TERTIUS_PERSON_MERGE)

static void
on_selected(TertiusList *list, const char *id, const char *message_id)
{
	(void) list;
	(void) message_id;
	tertius_person_show(*id != '\0' ? id : NULL);
}

static const TertiusListColumn columns[] = {
	{ N_("Name"), TRUE },
	{ N_("Latest"), TRUE },
	{ NULL, FALSE },
};

static const TertiusListAction actions[] = {
	{ N_("_Write"), do_write, FALSE, TRUE, NULL },
	{ N_("_Open the latest message"), do_open, FALSE, TRUE, NULL },
	{ N_("Host _something together…"), do_co_host, FALSE, TRUE, NULL },
	{ N_("_Note…"), do_note, FALSE, TRUE, NULL },
	{ N_("_Boundary…"), do_boundary, FALSE, TRUE, NULL },
	{ N_("_How often…"), do_cadence, FALSE, TRUE, NULL },
	{ N_("_Friend first, or no longer"), do_friend_first, FALSE, TRUE,
	  NULL },
	{ N_("_Mute, or no longer"), do_mute, FALSE, TRUE, NULL },
	{ N_("M_erge…"), do_merge, FALSE, TRUE, NULL },
	{ NULL, NULL, FALSE, FALSE, NULL },
};

static void ask(guint from);

/* Somebody further down is found by the address. */
static void
search_for(const char *address)
{
	if (strcmp(gtk_entry_get_text(GTK_ENTRY(search)), address) != 0)
		gtk_entry_set_text(GTK_ENTRY(search), address);
}

static const TertiusListKind kind = {
	.name = N_("People"),
	.columns = columns,
	.actions = actions,
	.activated = do_open,
	.selected = on_selected,
	.empty = N_("Nobody is known here."),
	.ask = ask,
	.missed = search_for,
};

static void
add(TertiusList *list, JsonObject *person)
{
	JsonObject *words = tertius_window_object(person, "words");
	const char *name = tertius_window_text(person, "name");
	const char *address = tertius_window_text(person, "address");
	const char *texts[] = { *name != '\0' ? name : address,
		                tertius_window_text(words, "latest") };

	tertius_list_add(list, &(TertiusListRow){ .id = address,
	                                          .person = address,
	                                          .texts = texts });
}

static void
on_people(JsonObject *answer)
{
	tertius_list_take(people, answer, tertius_window_list(answer, "people"),
	                  add);
}

static void
ask(guint from)
{
	TertiusJson *request = tertius_client_request("people");
	const char *text = gtk_entry_get_text(GTK_ENTRY(search));

	if (*text != '\0')
		tertius_json_text(request, "search", text);
	tertius_json_integer(request, "from", from);
	tertius_window_ask(request, on_people);
}

static void
refresh(void)
{
	tertius_list_refresh(people);
}

static void
on_changed(void)
{
	tertius_list_restart(people);
}

void
tertius_people_show(const char *address)
{
	tertius_window_turn(TERTIUS_PAGE_PEOPLE);
	tertius_list_want(people, address);
	gtk_entry_set_text(GTK_ENTRY(search), "");
	refresh();
}

static GtkOrientation
get_fitting(int width)
{
	return width < tertius_window_measure(pane, WIDTH_MIN)
	               ? GTK_ORIENTATION_VERTICAL
	               : GTK_ORIENTATION_HORIZONTAL;
}

static gboolean
on_turn(gpointer data)
{
	int width = gtk_widget_get_allocated_width(pane);
	int height = gtk_widget_get_allocated_height(pane);
	GtkOrientation fitting = get_fitting(width);

	(void) data;
	turning = 0;
	gtk_orientable_set_orientation(GTK_ORIENTABLE(pane), fitting);
	gtk_paned_set_position(
		GTK_PANED(pane),
		fitting == GTK_ORIENTATION_VERTICAL
			? (int) (height * LIST_PART)
			: tertius_window_measure(pane, LIST_WIDTH));
	return G_SOURCE_REMOVE;
}

/* Not while places are given out. */
static void
on_size(GtkWidget *widget, GdkRectangle *place, gpointer data)
{
	(void) data;
	if (turning == 0 && gtk_orientable_get_orientation(GTK_ORIENTABLE(
				    widget)) != get_fitting(place->width))
		turning = g_idle_add(on_turn, NULL);
}

static void
on_destroy(GtkWidget *widget, gpointer data)
{
	(void) widget;
	(void) data;
	if (turning != 0)
		g_source_remove(turning);
	turning = 0;
}

static GtkWidget *
create(void)
{
	GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, SPACE);

	pane = gtk_paned_new(GTK_ORIENTATION_HORIZONTAL);
	(void) g_signal_connect(pane, "size-allocate", G_CALLBACK(on_size),
	                        NULL);
	(void) g_signal_connect(pane, "destroy", G_CALLBACK(on_destroy), NULL);
	search = gtk_search_entry_new();
	gtk_entry_set_placeholder_text(GTK_ENTRY(search),
	                               _("Names, addresses"));
	gtk_entry_set_width_chars(GTK_ENTRY(search), 12);
	atk_object_set_name(gtk_widget_get_accessible(search), _("Search"));
	(void) g_signal_connect(search, "search-changed",
	                        G_CALLBACK(on_changed), NULL);
	people = tertius_list_new(&kind);
	gtk_box_pack_start(GTK_BOX(box), search, FALSE, FALSE, 0);
	gtk_box_pack_start(GTK_BOX(box), tertius_list_get_widget(people), TRUE,
	                   TRUE, 0);
	gtk_paned_pack1(GTK_PANED(pane), box, FALSE, FALSE);
	gtk_paned_pack2(GTK_PANED(pane), tertius_person_new(), TRUE, FALSE);
	gtk_paned_set_position(GTK_PANED(pane),
	                       tertius_window_measure(pane, LIST_WIDTH));
	return pane;
}

static GtkWidget *
get_search(void)
{
	return search;
}

const TertiusPage tertius_page_people = {
	.title = N_("People"),
	.create = create,
	.refresh = refresh,
	.get_search = get_search,
};
