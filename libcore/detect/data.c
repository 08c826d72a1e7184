/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables and weights that travel in the library.
 */
#include "detect/data.h"

#include "base/error.h"

#include <gio/gio.h>
#include <string.h>

#define ROOT "/org/tertius/detect/"

/* Made by glib-compile-resources; see the Makefile. */
GResource *tertius_data_get_resource(void);

char *
tertius_detect_data_dup(const char *name, GError **error)
{
	g_autofree char *path = g_strconcat(ROOT, name, NULL);
	g_autoptr(GBytes) bytes =
		g_resource_lookup_data(tertius_data_get_resource(), path,
	                               G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
	gsize size;
	const char *data;

	if (bytes == NULL) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS,
		            "built without '%s'", name);
		return NULL;
	}
	data = g_bytes_get_data(bytes, &size);
	return g_strndup(data, size);
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

char **
tertius_detect_data_list(const char *folder)
{
	g_autofree char *path = g_strconcat(ROOT, folder, NULL);
	char **names = g_resource_enumerate_children(
		tertius_data_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
		NULL);

	if (names == NULL)
		return g_new0(char *, 1);
	qsort(names, g_strv_length(names), sizeof *names, compare_names);
	return names;
}
