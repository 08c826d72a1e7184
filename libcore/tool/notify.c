/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Notifications of the desktop.
 */
#include "tool/notify.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "base/error.h"

#define NAME    "org.freedesktop.Notifications"
#define PATH    "/org/freedesktop/Notifications"
#define SECONDS 10

/* Most desktops take a little markup in the body. */
static GVariant *
make_arguments(const char *title, const char *body)
{
	g_autofree char *escaped = g_markup_escape_text(body, -1);
	GVariantBuilder actions, hints;

	g_variant_builder_init(&actions, G_VARIANT_TYPE("as"));
	g_variant_builder_init(&hints, G_VARIANT_TYPE("a{sv}"));
	g_variant_builder_add(&hints, "{sv}", "category",
	                      g_variant_new_string("im.received"));
	g_variant_builder_add(&hints, "{sv}", "desktop-entry",
	                      g_variant_new_string("tertius"));
	return g_variant_new("(susssasa{sv}i)", "Tertius", 0u,
	                     "appointment-soon", title, escaped, &actions,
	                     &hints, -1);
}

gboolean
tertius_notify(const char *title, const char *body, GError **error)
{
	g_autoptr(GError) inner = NULL;
	g_autoptr(GDBusConnection) bus =
		g_bus_get_sync(G_BUS_TYPE_SESSION, NULL, &inner);
	g_autoptr(GVariant) answer =
		bus == NULL
			? NULL
			: g_dbus_connection_call_sync(
				  bus, NAME, PATH, NAME, "Notify",
				  make_arguments(title, body),
				  G_VARIANT_TYPE("(u)"), G_DBUS_CALL_FLAGS_NONE,
				  SECONDS * 1000, NULL, &inner);

	if (answer != NULL)
		return TRUE;
	g_dbus_error_strip_remote_error(inner);
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
	            _("no desktop shows notifications here: %s"),
	            inner->message);
	return FALSE;
}
