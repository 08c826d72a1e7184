/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of preferences.
 */
#include "ui/preferences.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/dialogs.h"
#include "ui/preferences-private.h"

#define SPACE TERTIUS_PREFERENCES_SPACE

enum {
	TERTIUS_TAB_MAIL,
	TERTIUS_TAB_REMINDERS,
	TERTIUS_TAB_CALENDAR,
	TERTIUS_TAB_DRAFTS,
	TERTIUS_TAB_PRIVACY,
	TERTIUS_N_TABS,
};

static const char *const titles[TERTIUS_N_TABS] = {
	N_("Mail"),   N_("Reminders"), N_("Calendar"),
	N_("Drafts"), N_("Privacy"),
};

static const struct {
	guint tab;
	TertiusField field;
} rows[] = {
	{ TERTIUS_TAB_PRIVACY,
	  { "mail", "paused", TERTIUS_FIELD_FLAG, N_("Read nothing for now"), 0,
	    0 } },
	{ TERTIUS_TAB_MAIL,
	  { "language", "detect", TERTIUS_FIELD_CHOSEN,
	    N_("Languages of your mail"), 0, 0 } },
	{ TERTIUS_TAB_REMINDERS,
	  { "plan", "per-day", TERTIUS_FIELD_NUMBER,
	    N_("Reminders a day, at most"), 1, 100 } },
	{ TERTIUS_TAB_REMINDERS,
	  { "plan", "per-week", TERTIUS_FIELD_NUMBER,
	    N_("Reminders a week, at most"), 1, 500 } },
	{ TERTIUS_TAB_REMINDERS,
	  { "plan", "rest-days", TERTIUS_FIELD_NUMBER,
	    N_("Days of rest between two about one person"), 0, 365 } },
	{ TERTIUS_TAB_REMINDERS,
	  { "plan", "silent-days", TERTIUS_FIELD_NUMBER,
	    N_("Days of silence until the introducer may be told"), 1, 90 } },
	{ TERTIUS_TAB_REMINDERS,
	  { "plan", "outcome-days", TERTIUS_FIELD_NUMBER,
	    N_("Days until the introducer is told how it stands"), 1, 180 } },
	{ TERTIUS_TAB_REMINDERS,
	  { "plan", "check-in-newcomer-days", TERTIUS_FIELD_NUMBER,
	    N_("Days until catching up with a newcomer"), 7, 365 } },
	{ TERTIUS_TAB_REMINDERS,
	  { "working-time", "from", TERTIUS_FIELD_CLOCK,
	    N_("Reminders ring from"), 0, 0 } },
	{ TERTIUS_TAB_REMINDERS,
	  { "working-time", "until", TERTIUS_FIELD_CLOCK, N_("until"), 0, 0 } },
	{ TERTIUS_TAB_REMINDERS,
	  { "working-time", "days", TERTIUS_FIELD_DAYS, N_("on these days"), 0,
	    0 } },
	{ TERTIUS_TAB_REMINDERS,
	  { "working-time", "days-off", TERTIUS_FIELD_TEXT,
	    N_("but not on (12-25; 2027-04-05)"), 0, 0 } },
	{ TERTIUS_TAB_CALENDAR,
	  { "calendar", "feed", TERTIUS_FIELD_SAVED,
	    N_("One file with all reminders (.ics)"), 0, 0 } },
	{ TERTIUS_TAB_CALENDAR,
	  { "calendar", "vdir", TERTIUS_FIELD_FOLDER,
	    N_("Folder with a file for each"), 0, 0 } },
	{ TERTIUS_TAB_CALENDAR,
	  { "calendar", "url", TERTIUS_FIELD_TEXT,
	    N_("Calendar on a server (CalDAV)"), 0, 0 } },
	{ TERTIUS_TAB_CALENDAR,
	  { "calendar", "mail-program", TERTIUS_FIELD_FLAG,
	    N_("Also in this program's own calendar"), 0, 0 } },
	{ TERTIUS_TAB_CALENDAR,
	  { "calendar", "ring", TERTIUS_FIELD_RING, N_("Who rings"), 0, 0 } },
	{ TERTIUS_TAB_CALENDAR,
	  { "calendar", "holidays", TERTIUS_FIELD_FILES,
	    N_("Holidays (.ics files)"), 0, 0 } },
	{ TERTIUS_TAB_CALENDAR,
	  { "calendar", "as-task", TERTIUS_FIELD_FLAG,
	    N_("Tasks in place of events"), 0, 0 } },
	{ TERTIUS_TAB_CALENDAR,
	  { "calendar", "plain-titles", TERTIUS_FIELD_FLAG,
	    N_("Titles without names"), 0, 0 } },
	{ TERTIUS_TAB_DRAFTS,
	  { "tact", "check", TERTIUS_FIELD_FLAG,
	    N_("Look at drafts while they are written"), 0, 0 } },
	{ TERTIUS_TAB_DRAFTS,
	  { "tact", "quiet", TERTIUS_FIELD_SPARED, N_("Point out"), 0, 0 } },
};

typedef struct {
	TertiusClient *client;
	const TertiusPreferencesHost *host;
	GtkWidget *widgets[G_N_ELEMENTS(rows)];
	char *shown[G_N_ELEMENTS(rows)];    /* what stood there at first */
	char *standard[G_N_ELEMENTS(rows)]; /* NULL until the answer came */
	GtkWidget *grids[TERTIUS_N_TABS], *folders, *password, *trouble;
	char *folders_shown;
	int lines[TERTIUS_N_TABS];
} Page;

static void
free_page(gpointer data)
{
	Page *page = data;

	tertius_client_drop(page->client, page);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_free(page->shown[i]);
		g_free(page->standard[i]);
	}
	g_free(page->folders_shown);
	g_free(page);
}

/* --- Filling ------------------------------------------------------------- */

static const char *
get_text(JsonObject *object, const char *name)
{
	return json_object_get_string_member_with_default(object, name, "");
}

static JsonArray *
get_list(JsonObject *object, const char *name)
{
	return json_object_has_member(object, name)
	               ? json_object_get_array_member(object, name)
	               : NULL;
}

static GtkWidget *
find_widget(const Page *page, const char *group, const char *key)
{
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		if (strcmp(rows[i].field.group, group) == 0 &&
		    strcmp(rows[i].field.key, key) == 0)
			return page->widgets[i];
	}
	return NULL;
}

static void
add_choices(GtkWidget *widget, JsonArray *list)
{
	for (guint i = 0; list != NULL && i < json_array_get_length(list);
	     i++) {
		JsonObject *one = json_array_get_object_element(list, i);

		tertius_field_add_choice(widget, get_text(one, "name"),
		                         get_text(one, "title"));
	}
	gtk_widget_show_all(widget);
}

static void
take_setting(Page *page, JsonObject *setting)
{
	const char *group = get_text(setting, "group");
	const char *key = get_text(setting, "key");
	const char *value = get_text(setting, "value");

	if (strcmp(key, "skip-folders") == 0) {
		tertius_folders_set_text(page->folders, value);
		page->folders_shown = tertius_folders_dup_text(page->folders);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		const TertiusField *field = &rows[i].field;

		if (strcmp(field->group, group) != 0 ||
		    strcmp(field->key, key) != 0)
			continue;
		tertius_field_set_text(field, page->widgets[i], value);
		page->shown[i] =
			tertius_field_dup_text(field, page->widgets[i]);
		page->standard[i] = g_strdup(get_text(setting, "standard"));
	}
}

static void
on_settings(JsonObject *answer, const GError *error, gpointer data)
{
	Page *page = data;
	JsonArray *list;

	if (error != NULL) {
		gtk_label_set_text(GTK_LABEL(page->trouble), error->message);
		gtk_widget_show(page->trouble);
		return;
	}
	add_choices(find_widget(page, "language", "detect"),
	            get_list(answer, "languages"));
	add_choices(find_widget(page, "tact", "quiet"),
	            get_list(answer, "rules"));
	list = get_list(answer, "settings");
	for (guint i = 0; list != NULL && i < json_array_get_length(list); i++)
		take_setting(page, json_array_get_object_element(list, i));
	for (guint i = 0; i < TERTIUS_N_TABS; i++)
		gtk_widget_set_sensitive(page->grids[i], TRUE);
}

/* --- Saving -------------------------------------------------------------- */

/* The page is closed when the answer comes. */
static const TertiusPreferencesHost *last_host;

static void
on_saved(JsonObject *answer, const GError *error, gpointer data)
{
	(void) answer;
	(void) data;
	if (error != NULL)
		tertius_dialogs_tell(NULL, _("This could not be kept"),
		                     error->message);
	last_host->saved();
}

static void
add_change(TertiusJson *request, const char *group, const char *key,
           const char *value)
{
	tertius_json_open(request, NULL, '{');
	tertius_json_text(request, "group", group);
	tertius_json_text(request, "key", key);
	tertius_json_text(request, "value", value);
	tertius_json_close(request);
}

static guint
add_changes(Page *page, TertiusJson *request)
{
	g_autofree char *folders = tertius_folders_dup_text(page->folders);
	guint n = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		const TertiusField *field = &rows[i].field;
		g_autofree char *text =
			tertius_field_dup_text(field, page->widgets[i]);

		if (page->standard[i] == NULL ||
		    strcmp(text, page->shown[i]) == 0)
			continue;
		n++;
		add_change(request, field->group, field->key,
		           strcmp(text, page->standard[i]) != 0 ? text : NULL);
		g_free(page->shown[i]);
		page->shown[i] = g_steal_pointer(&text);
	}
	if (page->folders_shown == NULL ||
	    strcmp(folders, page->folders_shown) == 0)
		return n;
	add_change(request, "mail", "skip-folders",
	           *folders != '\0' ? folders : NULL);
	g_free(page->folders_shown);
	page->folders_shown = g_steal_pointer(&folders);
	return n + 1;
}

static void
save_password(const Page *page)
{
	const char *password = gtk_entry_get_text(GTK_ENTRY(page->password));

	if (*password == '\0')
		return;
	page->host->keep_password(password);
	gtk_entry_set_text(GTK_ENTRY(page->password), "");
}

void
tertius_preferences_save(GtkWidget *widget)
{
	Page *page = g_object_get_data(G_OBJECT(widget), "tertius-page");
	TertiusJson *request;
	guint n;

	if (page == NULL)
		return;
	request = tertius_client_request("set");
	tertius_json_open(request, "changes", '[');
	n = add_changes(page, request);
	tertius_json_close(request);
	save_password(page);
	if (n > 0)
		tertius_client_ask(page->client, request, NULL, on_saved, NULL);
	else
		g_free(tertius_json_end(request));
}

void
tertius_preferences_empty(GtkWidget *widget)
{
	GList *children = gtk_container_get_children(GTK_CONTAINER(widget));

	for (GList *i = children; i != NULL; i = i->next)
		gtk_widget_destroy(i->data);
	g_list_free(children);
	g_object_set_data(G_OBJECT(widget), "tertius-page", NULL);
}

/* --- Building ------------------------------------------------------------ */

static gboolean
has_label_inside(const TertiusField *field)
{
	return field->kind == TERTIUS_FIELD_FLAG;
}

static GtkWidget *
add_label(GtkWidget *grid, int line, const char *text, GtkWidget *widget)
{
	GtkWidget *label = gtk_label_new(text);

	gtk_label_set_xalign(GTK_LABEL(label), 0);
	gtk_label_set_line_wrap(GTK_LABEL(label), TRUE);
	gtk_label_set_max_width_chars(GTK_LABEL(label), 32);
	gtk_label_set_mnemonic_widget(GTK_LABEL(label), widget);
	atk_object_set_name(gtk_widget_get_accessible(widget), text);
	gtk_widget_set_valign(label, GTK_ALIGN_CENTER);
	gtk_grid_attach(GTK_GRID(grid), label, 0, line, 1, 1);
	return label;
}

static void
add_field(Page *page, gsize i)
{
	const TertiusField *field = &rows[i].field;
	GtkWidget *grid = page->grids[rows[i].tab];
	int line = page->lines[rows[i].tab]++;
	GtkWidget *widget = tertius_field_new(field);

	page->widgets[i] = widget;
	if (has_label_inside(field)) {
		gtk_grid_attach(GTK_GRID(grid), widget, 0, line, 2, 1);
		return;
	}
	(void) add_label(grid, line, _(field->label), widget);
	if (field->kind == TERTIUS_FIELD_SPARED ||
	    field->kind == TERTIUS_FIELD_CHOSEN) {
		line = page->lines[rows[i].tab]++;
		gtk_grid_attach(GTK_GRID(grid), widget, 0, line, 2, 1);
		return;
	}
	gtk_grid_attach(GTK_GRID(grid), widget, 1, line, 1, 1);
	if (tertius_field_is_path(field))
		gtk_grid_attach(GTK_GRID(grid),
		                tertius_field_new_chooser(field, widget), 2,
		                line, 1, 1);
}

static void
add_privacy(Page *page)
{
	gtk_grid_attach(GTK_GRID(page->grids[TERTIUS_TAB_PRIVACY]),
	                tertius_privacy_new(page->client, page->host), 0,
	                page->lines[TERTIUS_TAB_PRIVACY]++, 2, 1);
}

static void
add_folders(Page *page)
{
	GtkWidget *grid = page->grids[TERTIUS_TAB_MAIL];

	page->folders = tertius_folders_new(page->host->each_folder);
	gtk_widget_set_hexpand(page->folders, TRUE);
	gtk_widget_set_vexpand(page->folders, TRUE);
	(void) add_label(grid, page->lines[TERTIUS_TAB_MAIL]++,
	                 _("Folders that are read:"),
	                 gtk_bin_get_child(GTK_BIN(page->folders)));
	gtk_grid_attach(GTK_GRID(grid), page->folders, 0,
	                page->lines[TERTIUS_TAB_MAIL]++, 2, 1);
}

static void
add_password(Page *page)
{
	GtkWidget *grid = page->grids[TERTIUS_TAB_CALENDAR];
	int line = page->lines[TERTIUS_TAB_CALENDAR]++;

	page->password = gtk_entry_new();
	gtk_entry_set_visibility(GTK_ENTRY(page->password), FALSE);
	gtk_entry_set_input_purpose(GTK_ENTRY(page->password),
	                            GTK_INPUT_PURPOSE_PASSWORD);
	if (page->host->has_password())
		gtk_entry_set_placeholder_text(GTK_ENTRY(page->password),
		                               _("is kept"));
	(void) add_label(grid, line, _("Its password"), page->password);
	gtk_grid_attach(GTK_GRID(grid), page->password, 1, line, 1, 1);
}

/* What depends on the mail client. */
static void
fit_to_host(Page *page, gsize i)
{
	const char *key = rows[i].field.key;

	if (strcmp(key, "mail-program") == 0)
		gtk_widget_set_sensitive(page->widgets[i],
		                         page->host->has_calendar());
	if (strcmp(key, "url") != 0)
		return;
	gtk_entry_set_placeholder_text(GTK_ENTRY(page->widgets[i]),
	                               "caldavs://dana@dav.example.org/");
	add_password(page);
}

static GtkWidget *
new_tab(Page *page, guint tab)
{
	GtkWidget *scroller = gtk_scrolled_window_new(NULL, NULL);
	GtkWidget *grid = gtk_grid_new();

	page->grids[tab] = grid;
	gtk_grid_set_row_spacing(GTK_GRID(grid), SPACE);
	gtk_grid_set_column_spacing(GTK_GRID(grid), 2 * SPACE);
	gtk_container_set_border_width(GTK_CONTAINER(grid), 2 * SPACE);
	gtk_widget_set_sensitive(grid, FALSE);
	gtk_container_add(GTK_CONTAINER(scroller), grid);
	return scroller;
}

GtkWidget *
tertius_preferences_new(TertiusClient *client,
                        const TertiusPreferencesHost *host)
{
	Page *page = g_new0(Page, 1);
	GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, SPACE);
	GtkWidget *book = gtk_notebook_new();

	atk_object_set_name(gtk_widget_get_accessible(book), _("Pages"));
	page->client = client;
	page->host = last_host = host;
	g_object_set_data_full(G_OBJECT(box), "tertius-page", page, free_page);
	page->trouble = gtk_label_new(NULL);
	gtk_label_set_line_wrap(GTK_LABEL(page->trouble), TRUE);
	gtk_widget_set_no_show_all(page->trouble, TRUE);
	gtk_box_pack_start(GTK_BOX(box), page->trouble, FALSE, FALSE, 0);
	for (guint i = 0; i < TERTIUS_N_TABS; i++)
		(void) gtk_notebook_append_page(GTK_NOTEBOOK(book),
		                                new_tab(page, i),
		                                gtk_label_new(_(titles[i])));
	gtk_notebook_set_scrollable(GTK_NOTEBOOK(book), TRUE);
	add_folders(page);
	add_privacy(page);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		add_field(page, i);
		fit_to_host(page, i);
	}
	gtk_box_pack_start(GTK_BOX(box), book, TRUE, TRUE, 0);
	gtk_widget_show_all(box);
	tertius_client_ask(client, tertius_client_request("settings"), NULL,
	                   on_settings, page);
	return box;
}
