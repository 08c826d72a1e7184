/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes are a file that holds mail, or none.
 */
#include "mail/source.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static char *path;

static void
remove_file(void)
{
	(void) g_unlink(path);
}

static void
make_path(void)
{
	int file;

	if (path != NULL)
		return;
	file = g_file_open_tmp("tertius-fuzz-XXXXXX", &path, NULL);
	g_assert(file >= 0);
	(void) close(file);
	(void) atexit(remove_file);
}

static void
write_file(const guint8 *data, gsize size)
{
	int file = g_open(path, O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);

	g_assert(file >= 0);
	g_assert(write(file, data, size) == (gssize) size);
	(void) close(file);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	const TertiusSourceOptions options = { .now = G_MAXINT64 };
	g_autoptr(TertiusSource) source = NULL;
	const TertiusItem *item;
	gsize total = 0;

	make_path();
	write_file(data, size);
	source = tertius_source_open(path, &options, NULL);
	if (source == NULL)
		return 0;
	while ((item = tertius_source_next(source, NULL)) != NULL) {
		g_assert(item->key != NULL);
		total +=
			item->bytes == NULL ? 0 : g_bytes_get_size(item->bytes);
	}
	/* No byte is handed out twice. */
	g_assert(total <= size);
	return 0;
}
