/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that travel inside the library.
 */
#include "base/data.h"

#include <gio/gio.h>

/* Made by glib-compile-resources. To name it is to link it. */
GResource *tertius_data_get_resource(void);

const char *
tertius_data_get_text(const char *path)
{
	g_autofree char *name = g_strconcat("/org/tertius/", path, NULL);
	g_autoptr(GBytes) bytes =
		g_resource_lookup_data(tertius_data_get_resource(), name,
	                               G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

	g_assert(bytes != NULL);
	/* Never compressed: the bytes are the program's own, and end in 0. */
	return g_bytes_get_data(bytes, NULL);
}
