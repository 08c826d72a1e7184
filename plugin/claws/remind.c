/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders inside the client: after something has changed, and when something
 * becomes due, the engine settles; then a quiet bar over the message list says
 * what is to do, calendars are synced by a child, and the desktop is told, once
 * a day at most. What was missed is caught up in one.
 */
#include "claws/arrivals.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <gmodule.h>
#include <string.h>

#include <account.h>
#include <main.h>
#include <mainwindow.h>
#include <plugin.h>
#include <prefs_account.h>
#include <prefs_common.h>
#include <utils.h>

#include "base/error.h"
#include "ui/direction.h"

/* What changes together is settled once; a history that is being read settles
 * now and then. */
#define SETTLE_SECONDS   2
/* A clock that was set, or a computer that slept, is noticed so soon. */
#define LOOK_SECONDS_MAX 300
/* Between two syncs with a calendar server. */
#define SYNC_SECONDS     300
/* Of Claws Mail's calendar: the plugin, and its folders. */
#define CALENDAR         "vCalendar"
#define NOTIFY           "org.freedesktop.Notifications"
#define NOTIFY_PATH      "/org/freedesktop/Notifications"
#define NOTIFY_PATIENCE  5000

enum {
	TERTIUS_RESPONSE_SHOW = 1,
};

static struct {
	GtkWidget *bar, *label;
	GHashTable *shown;  /* char *: ids that stood in the bar */
	GHashTable *closed; /* the same, when the user closed it */
	guint settle, look; /* sources */
	gint64 synced;      /* monotonic; 0: never */
	gboolean is_running, is_syncing;
	GCancellable *cancellable;
} remind;

static void plan_settle(void);

/* --- The bar ------------------------------------------------------------- */

static void
on_response(GtkInfoBar *bar, int response, gpointer data)
{
	GHashTable *shown = remind.shown;

	(void) data;
	gtk_widget_hide(GTK_WIDGET(bar));
	remind.shown = remind.closed;
	remind.closed = shown;
	if (response == TERTIUS_RESPONSE_SHOW)
		tertius_menus_show_due();
}

static gboolean
need_bar(void)
{
	MainWindow *window = mainwindow_get_mainwindow();
	GtkWidget *content;

	if (remind.bar != NULL)
		return TRUE;
	if (window == NULL || window->vbox_body == NULL || claws_is_exiting())
		return FALSE;
	remind.bar = gtk_info_bar_new();
	remind.label = gtk_label_new(NULL);
	gtk_label_set_xalign(GTK_LABEL(remind.label), 0);
	gtk_label_set_ellipsize(GTK_LABEL(remind.label), PANGO_ELLIPSIZE_END);
	content = gtk_info_bar_get_content_area(GTK_INFO_BAR(remind.bar));
	gtk_box_pack_start(GTK_BOX(content), remind.label, TRUE, TRUE, 0);
	gtk_widget_show_all(content);
	(void) gtk_info_bar_add_button(GTK_INFO_BAR(remind.bar), _("_Show"),
	                               TERTIUS_RESPONSE_SHOW);
	gtk_info_bar_set_show_close_button(GTK_INFO_BAR(remind.bar), TRUE);
	gtk_info_bar_set_message_type(GTK_INFO_BAR(remind.bar),
	                              GTK_MESSAGE_OTHER);
	(void) g_signal_connect(remind.bar, "response", G_CALLBACK(on_response),
	                        NULL);
	(void) g_signal_connect(remind.bar, "destroy",
	                        G_CALLBACK(gtk_widget_destroyed), &remind.bar);
	gtk_widget_set_no_show_all(remind.bar, TRUE);
	gtk_box_pack_start(GTK_BOX(window->vbox_body), remind.bar, FALSE, FALSE,
	                   0);
	gtk_box_reorder_child(GTK_BOX(window->vbox_body), remind.bar, 0);
	return TRUE;
}

/* Whether there is one that the user has not put away yet. */
static gboolean
take_due(JsonArray *due)
{
	gboolean is_new = FALSE;

	g_hash_table_remove_all(remind.shown);
	for (guint i = 0; i < json_array_get_length(due); i++) {
		const char *id = json_array_get_string_element(due, i);

		(void) g_hash_table_add(remind.shown, g_strdup(id));
		is_new |= !g_hash_table_contains(remind.closed, id);
	}
	return is_new;
}

static void
show_due(JsonObject *answer)
{
	const char *headline = json_object_get_string_member_with_default(
		answer, "headline", NULL);
	gboolean is_new = take_due(json_object_get_array_member(answer, "due"));
	g_autofree char *text = NULL;

	if (headline == NULL || !is_new) {
		if (remind.bar != NULL)
			gtk_widget_hide(remind.bar);
		return;
	}
	if (!need_bar())
		return;
	text = g_strconcat(tertius_direction_get_mark(headline), headline,
	                   NULL);
	gtk_label_set_text(GTK_LABEL(remind.label), text);
	gtk_widget_set_tooltip_text(remind.label,
	                            json_object_get_string_member_with_default(
					    answer, "body", NULL));
	gtk_widget_show(remind.bar);
}

/* --- The desktop --------------------------------------------------------- */

static void
on_notified(GObject *source, GAsyncResult *result, gpointer data)
{
	g_autoptr(GVariant) answer = g_dbus_connection_call_finish(
		G_DBUS_CONNECTION(source), result, NULL);

	(void) data;
	/* Without a desktop that shows it, the bar has to do. */
	if (answer != NULL && remind.is_running)
		tertius_client_ask(tertius_host_get_client(),
		                   tertius_client_request("told"), NULL, NULL,
		                   NULL);
}

static void
on_bus(GObject *source, GAsyncResult *result, gpointer data)
{
	GVariant *arguments = data;
	g_autoptr(GDBusConnection) bus = g_bus_get_finish(result, NULL);

	(void) source;
	if (bus != NULL && remind.is_running)
		g_dbus_connection_call(
			bus, NOTIFY, NOTIFY_PATH, NOTIFY, "Notify", arguments,
			G_VARIANT_TYPE("(u)"), G_DBUS_CALL_FLAGS_NONE,
			NOTIFY_PATIENCE, remind.cancellable, on_notified, NULL);
	g_variant_unref(arguments);
}

/* Most desktops take a little markup in the body. */
static void
notify(const char *headline, const char *body)
{
	g_autofree char *escaped = g_markup_escape_text(body, -1);
	GVariantBuilder actions, hints;
	GVariant *arguments;

	g_variant_builder_init(&actions, G_VARIANT_TYPE("as"));
	g_variant_builder_init(&hints, G_VARIANT_TYPE("a{sv}"));
	arguments = g_variant_new("(susssasa{sv}i)", "Tertius", 0u,
	                          "appointment-soon", headline, escaped,
	                          &actions, &hints, -1);
	g_bus_get(G_BUS_TYPE_SESSION, remind.cancellable, on_bus,
	          g_variant_ref_sink(arguments));
}

/* --- The client's own calendar ------------------------------------------- */

/* Asked for at each use: the user may unload it. */
gboolean
tertius_remind_has_calendar(void)
{
	return plugin_get_loaded_by_name(CALENDAR) != NULL;
}

/* The engine writes its files. */
static void
add_calendar(TertiusJson *request)
{
	const PrefsAccount *account = account_get_default();
	g_autofree char *folder =
		g_build_filename(get_rc_dir(), "vcalendar", NULL);

	if (!tertius_remind_has_calendar() || account == NULL)
		return;
	tertius_json_text(request, "mirror", folder);
	tertius_json_text(request, "attendee", account->address);
}

/* The list of what is in it, when the user has it open. */
static void
refresh_calendar(void)
{
	void (*refresh)(FolderItem * item);
	GModule *self = g_module_open(NULL, 0);

	for (GList *i = folder_get_list(); i != NULL && self != NULL;
	     i = i->next) {
		const Folder *folder = i->data;

		if (g_strcmp0(folder->klass->idstr, CALENDAR) == 0 &&
		    folder->inbox != NULL &&
		    g_module_symbol(self, "vcalendar_refresh_folder_contents",
		                    (gpointer *) &refresh))
			refresh(folder->inbox);
	}
	if (self != NULL)
		g_module_close(self);
}

/* --- Calendars ----------------------------------------------------------- */

static void
tell(const char *message)
{
	g_autoptr(GError) error = g_error_new_literal(
		TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE, message);

	tertius_progress_set_trouble(error);
}

static void
on_synced(gboolean is_fine)
{
	if (!remind.is_running)
		return;
	remind.is_syncing = FALSE;
	if (is_fine)
		tertius_host_changed();
	else
		tell(_("the calendar could not be synced; `tertius calendar "
		       "sync` says why"));
}

/* The client's own process never talks to the network for us. */
static void
sync_calendar(void)
{
	static const char *const with[] = { "calendar", "sync",
		                            "--password-command", "cat", NULL };
	static const char *const without[] = { "calendar", "sync", NULL };
	gint64 now = g_get_monotonic_time();
	char *password;

	if (remind.is_syncing || prefs_common_get_prefs()->work_offline ||
	    (remind.synced != 0 &&
	     now - remind.synced < (gint64) SYNC_SECONDS * G_USEC_PER_SEC))
		return;
	remind.synced = now;
	password = tertius_prefs_dup_password();
	remind.is_syncing = tertius_client_run(
		tertius_host_get_client(), password != NULL ? with : without,
		password, on_synced, NULL);
	if (password != NULL)
		explicit_bzero(password, strlen(password));
	g_free(password);
}

/* --- Settling ------------------------------------------------------------ */

static gboolean
on_look(gpointer data)
{
	(void) data;
	remind.look = 0;
	plan_settle();
	return G_SOURCE_REMOVE;
}

static void
plan_look(gint64 seconds)
{
	if (remind.look != 0)
		g_source_remove(remind.look);
	if (seconds <= 0 || seconds > LOOK_SECONDS_MAX)
		seconds = LOOK_SECONDS_MAX;
	remind.look = g_timeout_add_seconds((guint) seconds, on_look, NULL);
}

static void
on_settled(JsonObject *answer, const GError *error, gpointer data)
{
	const char *trouble;

	(void) data;
	if (error != NULL) {
		tertius_progress_set_trouble(error);
		plan_look(0);
		return;
	}
	trouble = json_object_get_string_member_with_default(
		answer, "calendar_error", NULL);
	if (trouble == NULL)
		trouble = json_object_get_string_member_with_default(
			answer, "mirror_error", NULL);
	if (json_object_get_int_member_with_default(answer, "mirrored", 0) > 0)
		refresh_calendar();
	show_due(answer);
	if (json_object_get_boolean_member_with_default(answer, "notifies",
	                                                FALSE))
		notify(json_object_get_string_member_with_default(
			       answer, "headline", ""),
		       json_object_get_string_member_with_default(answer,
		                                                  "body", ""));
	if (trouble != NULL)
		tell(trouble);
	else
		tertius_progress_set_trouble(NULL);
	if (json_object_get_boolean_member_with_default(answer, "syncs", FALSE))
		sync_calendar();
	plan_look(
		json_object_get_int_member_with_default(answer, "seconds", 0));
}

static gboolean
on_settle(gpointer data)
{
	TertiusJson *request = tertius_client_request("settle");

	(void) data;
	remind.settle = 0;
	add_calendar(request);
	tertius_client_ask(tertius_host_get_client(), request, NULL, on_settled,
	                   &remind);
	return G_SOURCE_REMOVE;
}

static void
plan_settle(void)
{
	if (remind.is_running && remind.settle == 0)
		remind.settle =
			g_timeout_add_seconds(SETTLE_SECONDS, on_settle, NULL);
}

void
tertius_remind_settle(void)
{
	plan_settle();
}

void
tertius_remind_start(void)
{
	remind.shown =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	remind.closed =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	remind.cancellable = g_cancellable_new();
	remind.is_running = TRUE;
	plan_settle();
}

void
tertius_remind_stop(void)
{
	if (remind.settle != 0)
		g_source_remove(remind.settle);
	if (remind.look != 0)
		g_source_remove(remind.look);
	remind.settle = remind.look = 0;
	if (remind.cancellable != NULL)
		g_cancellable_cancel(remind.cancellable);
	g_clear_object(&remind.cancellable);
	if (remind.bar != NULL && !claws_is_exiting())
		gtk_widget_destroy(remind.bar);
	remind.bar = NULL;
	g_clear_pointer(&remind.shown, g_hash_table_unref);
	g_clear_pointer(&remind.closed, g_hash_table_unref);
	remind.is_running = remind.is_syncing = FALSE;
	remind.synced = 0;
}
