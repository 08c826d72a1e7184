/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window of Tertius: its frame, and what its pages share.
 */
#include "ui/window.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ui/dialogs.h"
#include "ui/leave.h"
#include "ui/window-private.h"

#define SPACE       TERTIUS_WINDOW_SPACE
/* Letters; but not all of the screen. */
#define WIDTH       104
#define HEIGHT      68
#define SCREEN_PART 0.9

static const TertiusPage *const pages[TERTIUS_PAGE_N] = {
	[TERTIUS_PAGE_DUE] = &tertius_page_due,
	[TERTIUS_PAGE_INTRODUCTIONS] = &tertius_page_introductions,
	[TERTIUS_PAGE_PEOPLE] = &tertius_page_people,
	[TERTIUS_PAGE_OCCASIONS] = &tertius_page_occasions,
	[TERTIUS_PAGE_INSIGHTS] = &tertius_page_insights,
};

static struct {
	const TertiusWindowHost *host;
	GtkWidget *window, *book;
	gulong turned; /* handler of the book's pages */
	gboolean is_built[TERTIUS_PAGE_N];
	guint first; /* source, or 0 */
} ours;

const TertiusWindowHost *
tertius_window_get_host(void)
{
	return ours.host;
}

GtkWindow *
tertius_window_get(void)
{
	return GTK_WINDOW(ours.window);
}

/* --- Pages --------------------------------------------------------------- */

static guint
get_page(void)
{
	int page = gtk_notebook_get_current_page(GTK_NOTEBOOK(ours.book));

	return page >= 0 && page < TERTIUS_PAGE_N ? (guint) page : 0;
}

void
tertius_window_turn(TertiusPageName page)
{
	gtk_notebook_set_current_page(GTK_NOTEBOOK(ours.book), (int) page);
}

/* Built when it is first seen: all at once would be felt. */
static void
need_page(guint number)
{
	GtkWidget *place = gtk_notebook_get_nth_page(GTK_NOTEBOOK(ours.book),
	                                             (int) number);
	GtkWidget *page;

	if (ours.is_built[number])
		return;
	ours.is_built[number] = TRUE;
	page = pages[number]->create();
	gtk_container_set_border_width(GTK_CONTAINER(page), SPACE);
	gtk_widget_show_all(page);
	gtk_box_pack_start(GTK_BOX(place), page, TRUE, TRUE, 0);
}

/* Only what is seen is asked for. */
static void
show_page(guint number)
{
	need_page(number);
	pages[number]->refresh();
}

void
tertius_window_refresh(void)
{
	if (ours.window != NULL)
		show_page(get_page());
}

static void
on_page(GtkNotebook *book, GtkWidget *page, guint number, gpointer data)
{
	(void) book;
	(void) page;
	(void) data;
	if (number < TERTIUS_PAGE_N)
		show_page(number);
}

/* --- What is remembered -------------------------------------------------- */

static void
remember(void)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autofree char *folder = g_path_get_dirname(ours.host->state_file);
	g_autofree char *text = NULL;
	int width = 0, height = 0;

	gtk_window_get_size(GTK_WINDOW(ours.window), &width, &height);
	g_key_file_set_integer(file, "window", "width", width);
	g_key_file_set_integer(file, "window", "height", height);
	g_key_file_set_integer(file, "window", "page", (int) get_page());
	(void) g_mkdir_with_parents(folder, 0700);
	text = g_key_file_to_data(file, NULL, NULL);
	/* Worth no waiting for the disk. */
	(void) g_file_set_contents_full(ours.host->state_file, text, -1,
	                                G_FILE_SET_CONTENTS_NONE, 0600, NULL);
}

/* So large where nothing is remembered. */
static void
get_first_size(int *width, int *height)
{
	GdkMonitor *monitor =
		gdk_display_get_monitor(gtk_widget_get_display(ours.window), 0);
	GdkRectangle screen = { 0, 0, G_MAXINT, G_MAXINT };

	if (monitor != NULL)
		gdk_monitor_get_workarea(monitor, &screen);
	*width = MIN(tertius_window_measure(ours.window, WIDTH),
	             (int) (screen.width * SCREEN_PART));
	*height = MIN(tertius_window_measure(ours.window, HEIGHT),
	              (int) (screen.height * SCREEN_PART));
}

static void
recall(void)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	int width, height, page, first_width, first_height;

	get_first_size(&first_width, &first_height);
	(void) g_key_file_load_from_file(file, ours.host->state_file,
	                                 G_KEY_FILE_NONE, NULL);
	width = g_key_file_get_integer(file, "window", "width", NULL);
	height = g_key_file_get_integer(file, "window", "height", NULL);
	page = g_key_file_get_integer(file, "window", "page", NULL);
	gtk_window_set_default_size(GTK_WINDOW(ours.window),
	                            width > 0 ? width : first_width,
	                            height > 0 ? height : first_height);
	if (page > 0 && page < TERTIUS_PAGE_N)
		gtk_notebook_set_current_page(GTK_NOTEBOOK(ours.book), page);
}

/* --- Keys ---------------------------------------------------------------- */

/* Where a page has nothing to search, introductions are searched. */
static void
find(void)
{
	const TertiusPage *page = pages[get_page()];

	if (page->get_search == NULL) {
		tertius_window_turn(TERTIUS_PAGE_INTRODUCTIONS);
		page = &tertius_page_introductions;
	}
	need_page(get_page());
	gtk_widget_grab_focus(page->get_search());
}

static gboolean
on_control_key(guint key)
{
	if (key >= GDK_KEY_1 && key < GDK_KEY_1 + TERTIUS_PAGE_N) {
		tertius_window_turn((TertiusPageName) (key - GDK_KEY_1));
		return TRUE;
	}
	if (key == GDK_KEY_w) {
		gtk_window_close(GTK_WINDOW(ours.window));
		return TRUE;
	}
	if (key != GDK_KEY_f)
		return FALSE;
	find();
	return TRUE;
}

/* FALSE: there is nothing to empty. */
static gboolean
empty_search(void)
{
	GtkWidget *focus = gtk_window_get_focus(GTK_WINDOW(ours.window));

	if (!GTK_IS_SEARCH_ENTRY(focus) ||
	    *gtk_entry_get_text(GTK_ENTRY(focus)) == '\0')
		return FALSE;
	gtk_entry_set_text(GTK_ENTRY(focus), "");
	return TRUE;
}

static gboolean
on_key(GtkWidget *window, GdkEventKey *event, gpointer data)
{
	(void) data;
	if ((event->state & GDK_CONTROL_MASK) != 0)
		return on_control_key(event->keyval);
	if (event->keyval == GDK_KEY_F5) {
		tertius_window_refresh();
		return TRUE;
	}
	if (event->keyval != GDK_KEY_Escape)
		return FALSE;
	if (!empty_search())
		gtk_window_close(GTK_WINDOW(window));
	return TRUE;
}

/* --- Building ------------------------------------------------------------ */

/* Nothing of it asks or is told anything any more. */
static void
leave(void)
{
	remember();
	tertius_questions_end();
	g_clear_handle_id(&ours.first, g_source_remove);
	g_signal_handler_disconnect(ours.book, ours.turned);
	tertius_leave_begin(ours.window, GTK_NOTEBOOK(ours.book));
	ours.window = NULL;
}

static gboolean
on_delete(GtkWidget *window, GdkEvent *event, gpointer data)
{
	(void) window;
	(void) event;
	(void) data;
	leave();
	return TRUE;
}

static void
add_pages(void)
{
	for (guint i = 0; i < TERTIUS_PAGE_N; i++) {
		ours.is_built[i] = FALSE;
		(void) gtk_notebook_append_page(
			GTK_NOTEBOOK(ours.book),
			gtk_box_new(GTK_ORIENTATION_VERTICAL, 0),
			gtk_label_new(_(pages[i]->title)));
	}
}

static void
build(void)
{
	GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

	ours.window = gtk_window_new(GTK_WINDOW_TOPLEVEL);
	gtk_window_set_title(GTK_WINDOW(ours.window),
	                     _("Tertius: introductions"));
	(void) g_signal_connect(ours.window, "delete-event",
	                        G_CALLBACK(on_delete), NULL);
	(void) g_signal_connect(ours.window, "key-press-event",
	                        G_CALLBACK(on_key), NULL);
	ours.book = gtk_notebook_new();
	atk_object_set_name(gtk_widget_get_accessible(ours.book), _("Pages"));
	gtk_notebook_set_scrollable(GTK_NOTEBOOK(ours.book), TRUE);
	add_pages();
	gtk_box_pack_start(GTK_BOX(box), tertius_questions_create(), FALSE,
	                   FALSE, 0);
	gtk_box_pack_start(GTK_BOX(box), ours.book, TRUE, TRUE, 0);
	gtk_container_add(GTK_CONTAINER(ours.window), box);
	gtk_widget_show_all(box);
	recall();
	ours.turned = g_signal_connect(ours.book, "switch-page",
	                               G_CALLBACK(on_page), NULL);
}

void
tertius_window_show_due(void)
{
	if (ours.window != NULL)
		tertius_window_turn(TERTIUS_PAGE_DUE);
}

static gboolean
on_first(gpointer data)
{
	(void) data;
	ours.first = 0;
	tertius_window_refresh();
	return G_SOURCE_REMOVE;
}

/* The frame first, and what stands in it once that is seen: both at once would
 * be felt. */
void
tertius_window_present(TertiusClient *client, const TertiusWindowHost *host)
{
	tertius_questions_begin(client);
	ours.host = host;
	if (ours.window == NULL) {
		tertius_leave_end();
		build();
	}
	gtk_window_present(GTK_WINDOW(ours.window));
	if (ours.first == 0)
		ours.first = g_idle_add(on_first, NULL);
}

void
tertius_window_leave(void)
{
	tertius_dialogs_close();
	if (ours.window != NULL)
		leave();
}

void
tertius_window_close(void)
{
	tertius_window_leave();
	tertius_leave_end();
}
