/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that travel inside the library.
 */
#include "base/data.h"

#include <gio/gio.h>
#include <string.h>

#define ROOT "/org/tertius/"

/* Made by glib-compile-resources. To name it is to link it. */
GResource *tertius_data_get_resource(void);

const char *
tertius_data_find_text(const char *path)
{
	g_autofree char *name = g_strconcat(ROOT, path, NULL);
	g_autoptr(GBytes) bytes =
		g_resource_lookup_data(tertius_data_get_resource(), name,
	                               G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

	/* Never compressed: the bytes are the program's own, and end in 0. */
	return bytes != NULL ? g_bytes_get_data(bytes, NULL) : NULL;
}

const char *
tertius_data_get_text(const char *path)
{
	const char *text = tertius_data_find_text(path);

	g_assert(text != NULL);
	return text;
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

char **
tertius_data_list(const char *folder)
{
	g_autofree char *path = g_strconcat(ROOT, folder, NULL);
	char **names = g_resource_enumerate_children(
		tertius_data_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
		NULL);

	g_assert(names != NULL);
	qsort(names, g_strv_length(names), sizeof *names, compare_names);
	return names;
}
